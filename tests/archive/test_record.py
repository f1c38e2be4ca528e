"""`scrapy record` saves pages as fixtures that nobody has reviewed, and no walls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portals.archive.fixtures import read_fixture, read_meta
from tests.archive.site import Answer, FixtureSite, running, serving
from tests.archive.test_extract import HOSTS, ROOT, scrapy

pytestmark = pytest.mark.slow

FIXTURES = ROOT / "fixtures"
NEWS = "/web/trang-chu/tin-tuc"


def test_pages_become_fixtures_for_review(tmp_path: Path) -> None:
    into = tmp_path / "thanhhoa"
    with running(FixtureSite(ROOT / "fixtures" / "thanhhoa", HOSTS["thanhhoa"])) as site:
        article = next(iter(sorted((ROOT / "fixtures" / "thanhhoa").glob("ky-hop*"))))
        path = read_meta(article)["url"].split(HOSTS["thanhhoa"])[1]
        words = [f"{site.base}{one}" for one in (NEWS, path, f"{NEWS}/trang-bi-chan.html", "/missing.html")]
        common: list[str | Path] = ["--into", into, f"-sARCHIVE_DIR={tmp_path / 'warc'}", "-sDOWNLOAD_DELAY=0"]
        done = scrapy("record", "thanhhoa", *words, *common)
        asked = len(site.asked)
        again = scrapy("record", "thanhhoa", words[0], *common)
        assert len(site.asked) == asked
    assert done.returncode == 4, done.stderr
    assert "trang-bi-chan.html not saved: cookie_wall" in done.stderr
    assert "missing.html not saved: http_404" in done.stderr
    saved = sorted(into.iterdir())
    assert len(saved) == 2
    for folder in saved:
        expected = json.loads((folder / "expected.json").read_text())
        assert expected["reviewed"] is False
        assert ("record" in expected) == (read_meta(folder)["kind"] == "article")
        assert read_meta(folder)["origin"] == "recorded"
    original = read_fixture(article)
    assert original.body in {read_fixture(folder).body for folder in saved}
    assert (again.returncode, "exists already" in again.stderr) == (2, True)
    assert list((tmp_path / "warc").glob("*.warc.gz"))


def by_request(folder: Path, kind: str) -> dict[tuple[str, bytes], Path]:
    """The fixtures of a kind, by what was asked for."""
    found = {}
    for meta in folder.glob("*/meta.json"):
        page = read_fixture(meta.parent)
        if read_meta(meta.parent)["kind"] == kind:
            found[page.url, b"&".join(sorted(page.request_body.split(b"&")))] = meta.parent
    return found


@pytest.mark.parametrize("portal", sorted(HOSTS))
def test_what_is_proposed_has_the_form_of_what_people_reviewed(portal: str, tmp_path: Path) -> None:
    """A portal's own fixtures, recorded again: every listing page behind the first, forms posted, and every article."""
    reviewed = {kind: by_request(FIXTURES / portal, kind) for kind in ("listing", "article")}
    first = read_meta(FIXTURES / portal / "listing-1")["url"]
    articles = [url for url, _ in reviewed["article"]]
    settings = (f"-sREPLAY={FIXTURES / portal}", "--pages", "3", "--into", tmp_path / portal)
    done = scrapy("record", portal, *articles, first, *settings)
    assert done.returncode == 0, done.stderr
    for kind, folders in reviewed.items():
        recorded = by_request(tmp_path / portal, kind)
        assert recorded.keys() == folders.keys()
        for request, folder in folders.items():
            one, other = recorded[request], folder
            assert facts(one) == facts(other), folder.name
            assert kind == "listing" or hints(one) == hints(other), folder.name


def facts(folder: Path) -> object:
    """What is expected of a fixture, as far as a proposal can be held against it to the letter."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    if "record" not in expected:
        return sorted(link["url"] for link in expected["links"]), expected["next"], expected["stop"]
    record = expected["record"]
    people = [{**person, "titles": [title.lower() for title in person["titles"]]} for person in record["officials"]]
    exact = {name: value for name, value in record.items() if name not in ("officials", "event_dates", "published_raw")}
    return exact, people


def hints(folder: Path) -> dict[str, str]:
    """A date beside a link may be marked with its brackets."""
    found: dict[str, str] = read_meta(folder).get("hints", {})
    return {name: value.strip("()") for name, value in found.items()}


def test_a_listing_page_has_a_folder_of_its_own(tmp_path: Path) -> None:
    page = f"https://{HOSTS['thanhhoa']}{NEWS}"
    done = scrapy("record", "thanhhoa", page, f"{page}?page=2", f"-sREPLAY={FIXTURES / 'thanhhoa'}", "--into", tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(folder.name for folder in tmp_path.iterdir()) == ["tin-tuc", "tin-tuc-page-2"]


def test_a_page_leads_the_recording_to_no_other_host(tmp_path: Path) -> None:
    with serving({}) as other, serving({NEWS: Answer(status=302, headers={"Location": f"{other.base}/secret"})}) as site:
        settings = f"-sARCHIVE_DIR={tmp_path / 'warc'}", "-sDOWNLOAD_DELAY=0"
        done = scrapy("record", "thanhhoa", f"{site.base}{NEWS}", "--into", tmp_path / "into", *settings)
        assert other.asked == []
    assert "not saved: moved" in done.stderr
