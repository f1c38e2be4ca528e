"""What recording makes of a page that no reader can read: a fixture with an empty record, for a person to fill in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portals.errors import Rejected
from portals.items import RawPage
from portals.recording.review_form import corrected, fields_of
from portals.recording.spider import record_page
from portals.registry import load_portal

URL = "https://tpthanhhoa.thanhhoa.gov.vn/web/trang-chu/tin-tuc/bai-viet.html"
SHELL = "<html><head><title>Tin tức</title></head><body><div id='root'></div><script src='/app.js'></script></body></html>"


def test_an_unreadable_page_is_saved_with_an_empty_record(tmp_path: Path) -> None:
    portal = load_portal("thanhhoa")
    record_page(RawPage(URL, SHELL.encode(), headers={"content-type": "text/html"}), portal, tmp_path / "case")
    expected = json.loads((tmp_path / "case" / "expected.json").read_text("utf-8"))
    assert (expected["reviewed"], expected["record"]["title"], expected["record"]["body"]) == (False, None, None)
    form = {field.name: field.value for field in fields_of(expected)} | {"record.title": "Cầu đi bộ", "record.body": "Một câu."}
    filled = corrected(expected, form)
    assert (filled["reviewed"], filled["record"]["title"], filled["record"]["body"]) == (True, "Cầu đi bộ", "Một câu.")


def test_a_wall_is_no_fixture(tmp_path: Path) -> None:
    wall = RawPage(URL, b"", headers={"content-type": "text/html"})
    with pytest.raises(Rejected):
        record_page(wall, load_portal("thanhhoa"), tmp_path / "case")
    assert not (tmp_path / "case").exists()
