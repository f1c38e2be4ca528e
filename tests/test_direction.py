"""One page on its way through the stages, followed call by call: no stage is entered again, and no room calls one above it."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from portals import clean, load_portal, stages
from portals.archive.fixtures import read_fixture

ROOT = Path(__file__).parents[1]
STAGES = [stages.extract, stages.repeats, stages.text, stages.dates, stages.officials]
RULES = {"kind", "identity", "canonical"}
"""Methods of the CMS that a page reader is handed as `AddressRules`, which stand below both of them in `portals.portal`."""


def ranks() -> dict[str, int]:
    """The place of each room in the import contract, 0 at the top."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    rows = enumerate(contract["layers"])
    return {room.strip(): rank for rank, row in rows for room in row.split(":")}


def room_of(frame: FrameType | None) -> str:
    name = frame.f_globals.get("__name__", "") if frame else ""
    return ".".join(name.split(".")[:2]) if name.startswith("portals.") else ""


@pytest.mark.parametrize(("portal", "case"), [("soctrang", "captured"), ("thanhhoa", "captured")])
def test_a_page_goes_through_the_stages_and_never_back(portal: str, case: str) -> None:
    order: list[str] = []
    climbs: set[str] = set()
    place = ranks()
    names = {stage.__code__: stage.__name__ for stage in STAGES}
    page, declaration = read_fixture(ROOT / "fixtures" / portal / case), load_portal(portal)

    def follow(frame: FrameType, event: str, argument: Any) -> None:
        if event != "call":
            return
        if frame.f_code in names:
            order.append(names[frame.f_code])
        here, caller = room_of(frame), room_of(frame.f_back)
        if here in place and caller in place and place[here] < place[caller] and frame.f_code.co_name not in RULES:
            climbs.add(f"{caller} calls {here}: {frame.f_code.co_name}")

    before = sys.getprofile()
    sys.setprofile(follow)
    try:
        clean(page, declaration)
    finally:
        sys.setprofile(before)

    assert order == [stage.__name__ for stage in STAGES]
    assert climbs == set()
