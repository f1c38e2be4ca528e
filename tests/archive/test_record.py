"""`scrapy record` saves pages as fixtures that nobody has reviewed, and no walls."""

from __future__ import annotations

import json
from pathlib import Path

from portals.archive.fixtures import read_fixture, read_meta
from tests.archive.site import FixtureSite, running
from tests.archive.test_extract import HOSTS, ROOT, scrapy

NEWS = "/web/trang-chu/tin-tuc"


def test_pages_become_fixtures_for_review(tmp_path: Path) -> None:
    into = tmp_path / "thanhhoa"
    with running(FixtureSite(ROOT / "fixtures" / "thanhhoa", HOSTS["thanhhoa"])) as site:
        article = next(iter(sorted((ROOT / "fixtures" / "thanhhoa").glob("ky-hop*"))))
        path = read_meta(article)["url"].split(HOSTS["thanhhoa"])[1]
        words = [f"{site.base}{one}" for one in (NEWS, path, f"{NEWS}/trang-bi-chan.html", "/missing.html")]
        common = ["--into", into, f"-sARCHIVE_DIR={tmp_path / 'warc'}", "-sDOWNLOAD_DELAY=0"]
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
