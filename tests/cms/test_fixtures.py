"""Reconstructed pages of each CMS in two layouts and more: the record that comes out, against what was written on the page."""

from __future__ import annotations

from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portals.archive.fixtures import find_fixtures, read_fixture
from portals.cms.base import Cms
from portals.cms.chuyenmuc import ChuyenMuc
from portals.cms.content_listing import ContentListing
from portals.cms.liferay import Liferay
from portals.cms.nukeviet import NukeViet
from portals.cms.recognise import recognise
from portals.cms.sharepoint import SharePoint
from portals.cms.tandan import TanDan
from portals.cms.vccorp import VcCorp
from portals.cms.wordpress import WordPress
from portals.errors import Rejected
from portals.items import Article
from portals.stages import clean
from portals.text.folding import squeeze
from portals.webpage.decoding import decode
from tests.fixtures.cases import CMS, Case
from tests.real.measure import portal_of

SYSTEMS: dict[str, Cms] = {
    "chuyenmuc": ChuyenMuc(),
    "content_listing": ContentListing(),
    "liferay": Liferay(),
    "nukeviet": NukeViet(),
    "sharepoint": SharePoint(),
    "tandan": TanDan(),
    "vccorp": VcCorp(),
    "wordpress": WordPress(),
}
BARE = NukeViet(bare=True)
"""The portal of these cases names no module in its addresses."""
CASES = [Case(folder) for folder in find_fixtures(CMS)]
ARTICLES = [pytest.param(case, id=case.name) for case in CASES if case.meta["kind"] == "article"]
WALLS = [pytest.param(case, id=case.name) for case in CASES if case.meta["kind"] == "wall"]
EXACT = [
    "section",
    "title",
    "lead",
    "body",
    "byline",
    "author",
    "author_organisation",
    "published_at",
    "published_precision",
    "published_source",
    "published_missing",
    "modified_at",
    "view_count",
    "copies_in_page",
    "extraction",
    "images",
    "attachments",
]


def system(case: Case) -> Cms:
    name = case.folder.parent.name
    return BARE if "xuanthanh" in case.meta["url"] else SYSTEMS[name]


@cache
def record(folder: Path) -> Article:
    case = Case(folder)
    return clean(read_fixture(folder), portal_of(case.meta["url"], system(case)))


@pytest.mark.parametrize("field", EXACT)
@pytest.mark.parametrize("case", ARTICLES)
def test_field(case: Case, field: str) -> None:
    assert asdict(record(case.folder))[field] == case.expected["record"][field]


@pytest.mark.parametrize("case", ARTICLES)
def test_the_date_is_read_where_it_is_printed(case: Case) -> None:
    assert squeeze(case.expected["record"]["published_raw"]) in squeeze(record(case.folder).published_raw or "")


@pytest.mark.parametrize("case", ARTICLES)
def test_officials(case: Case) -> None:
    found = record(case.folder).officials
    named = [[person.name, *(position.title for position in person.positions)] for person in found]
    assert named == case.expected["record"]["officials"]


@pytest.mark.parametrize("case", ARTICLES)
def test_event_dates(case: Case) -> None:
    found = record(case.folder).event_dates
    assert [[date.raw, date.date] for date in found] == case.expected["record"]["event_dates"]


@pytest.mark.parametrize("case", WALLS)
def test_a_page_for_members_or_of_a_closed_site_is_no_record(case: Case) -> None:
    with pytest.raises(Rejected) as rejected:
        clean(read_fixture(case.folder), portal_of(case.meta["url"], system(case)))
    assert rejected.value.reason == case.expected["rejected"]


@pytest.mark.parametrize("case", ARTICLES)
def test_its_system_is_recognised(case: Case) -> None:
    page = read_fixture(case.folder)
    found = recognise(decode(page.body).text, page.url)
    assert found.name == system(case).name
    assert found.cms.identity(page.url) == system(case).identity(page.url)


@pytest.mark.parametrize("name", sorted(SYSTEMS))
def test_every_system_shows_two_layouts_and_a_page_of_real_size(name: str) -> None:
    shown = [case for case in CASES if case.folder.parent.name == name and case.meta["kind"] == "article"]
    sizes = [(case.folder / "page.html").stat().st_size for case in shown]
    assert len({case.meta["variant"] for case in shown}) >= 2
    assert max(sizes) >= 60_000


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_meta_is_complete_and_the_expectation_was_reviewed(case: Case) -> None:
    assert case.meta["origin"] in ("recorded", "reconstructed")
    assert case.meta["captured_at"].endswith("Z")
    assert case.expected["reviewed"] is True
    if case.meta["kind"] == "article":
        known = {field.name for field in fields(Article)}
        unknown: set[Any] = set(case.expected["record"]) - known
        assert not unknown
