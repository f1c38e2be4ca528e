"""The pictures in README show today's pages."""

from __future__ import annotations

import json
from pathlib import Path

from tests.room.pictures import DIGESTS, FOLDER, demo_room, digests, shown


def test_the_pictures_are_current(tmp_path: Path) -> None:
    kept = json.loads(DIGESTS.read_text("utf-8"))
    assert digests(shown(demo_room(tmp_path))) == kept, "run python -m tests.room.pictures and look at the pictures"


def test_readme_shows_them_and_they_are_small() -> None:
    readme = Path("README.md").read_text("utf-8")
    pictures = sorted(FOLDER.glob("*.png"))

    assert len(pictures) == 2
    assert all(f"]({picture.as_posix()})" in readme for picture in pictures)
    assert all(picture.stat().st_size < 150_000 for picture in pictures)
