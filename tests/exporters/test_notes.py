"""The data dictionary lists every note that a record may carry."""

import re
from pathlib import Path

from portals.exporters.dictionary import dictionary

ROOT = Path(__file__).parents[2] / "portals"


def test_every_note_code_is_in_the_dictionary() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py"))
    codes = set(re.findall(r'Note\(\s*"(\w+)"', code))
    assert codes
    assert not {name for name in codes if f"`{name}`" not in dictionary()}
