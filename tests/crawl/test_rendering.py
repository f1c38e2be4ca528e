"""A portal that says `render=True`: shown by a browser, archived, and replayed without one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from portals.archive.reader import read_pages
from portals.archive.records import RENDERED_BY
from portals.archive.sources import index_paths
from portals.middlewares.rendering import executable_of
from tests.archive.site import Site, serving
from tests.crawl.rendered_portal import ARTICLES, SECTION, answers
from tests.crawl.running import VOLATILE

pytestmark = pytest.mark.slow


def missing() -> str:
    """Why no browser can be started here; empty where one can."""
    if find_spec("scrapy_playwright") is None:
        return "the extra `browser` is not installed"
    try:
        executable_of(None)
    except FileNotFoundError as error:
        return str(error)
    return ""


needs_browser = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a browser")


def run(folder: Path, base: str, **settings: str) -> tuple[int, list[dict[str, Any]], dict[str, Any], str]:
    """A crawl as the user starts it: exit code, records by address, the run's report, the log."""
    places = {"ARCHIVE_DIR": folder / "warc", "REPORT_DIR": folder / "reports", "STORE_URL": f"sqlite:///{folder}/portals.db"}
    chosen = {"SPIDER_MODULES": "tests.crawl.rendered_portal", "DOWNLOAD_DELAY": "0", **places, **settings}
    output = folder / "records.jsonl"
    command = [sys.executable, "-m", "scrapy", "crawl", "rendered", "-a", f"base={base}", "-O", str(output)]
    for name, value in chosen.items():
        command += ["-s", f"{name}={value}"]
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "portals.settings", "PYTHONPATH": os.getcwd()}
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False, cwd=folder, env=environment)
    records = [json.loads(line) for line in output.read_text().splitlines()] if output.exists() else []
    reports = sorted((folder / "reports").glob("*.json"))
    report = json.loads(reports[-1].read_text()) if reports else {}
    return done.returncode, sorted(records, key=lambda record: str(record["url"])), report, done.stderr


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Site, list[dict[str, Any]], str]:
    folder = tmp_path_factory.mktemp("rendered")
    with serving(answers()) as site:
        code, records, _, log = run(folder, site.base)
    assert code == 0, log
    return folder, site, records, log


Crawled = tuple[Path, Site, list[dict[str, Any]], str]


@needs_browser
def test_records_of_what_the_scripts_show(crawled: Crawled) -> None:
    _, _, records, _ = crawled
    wanted = {(str(article["title"]), "\n\n".join(article["body"]).replace("./.", ".")) for article in ARTICLES.values()}
    assert {(record["title"], record["body"]) for record in records} == wanted
    assert all(record["published_at"] for record in records)


@needs_browser
def test_page_is_asked_once_and_only_own_scripts_and_data(crawled: Crawled) -> None:
    _, site, _, _ = crawled
    pages = [line for line in site.asked if line.startswith(f"GET {SECTION}")]
    assert sorted(pages) == sorted(set(pages))
    assert len(pages) == 1 + len(ARTICLES)
    assert "GET /picture.jpg" not in site.asked
    assert "GET /api/list.json" in site.asked


@needs_browser
def test_response_and_rendered_page_are_in_the_archive(crawled: Crawled) -> None:
    folder, _, records, _ = crawled
    raw = b"".join(path.read_bytes() for path in (folder / "warc").iterdir())
    assert raw
    ids = {page.warc_record_id: page for page in read_pages([folder / "warc"])}
    for record in records:
        page = ids[record["warc_record_id"]]
        assert record["title"] in page.body.decode()
        assert page.payload_digest == record["payload_digest"]
    index = index_paths([folder / "warc"])
    assert index.others["responses that a browser rendered"] == 1 + len(ARTICLES)


@needs_browser
def test_replay_needs_no_browser(crawled: Crawled, tmp_path: Path) -> None:
    folder, site, records, _ = crawled
    archive = str(folder / "warc")
    code, replayed, _, log = run(tmp_path, site.base, REPLAY=archive, BROWSER_EXECUTABLE="/nowhere")
    assert code == 0, log
    kept = [{name: value for name, value in record.items() if name not in VOLATILE} for record in records]
    assert [{name: value for name, value in record.items() if name not in VOLATILE} for record in replayed] == kept
    assert [record["warc_record_id"] for record in replayed] == [record["warc_record_id"] for record in records]


@needs_browser
def test_warcio_reads_the_conversion(crawled: Crawled) -> None:
    from warcio.archiveiterator import ArchiveIterator

    folder, *_ = crawled
    kinds: dict[str, list[Any]] = {}
    for path in (folder / "warc").iterdir():
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                record.content_stream().read()
                kinds.setdefault(record.rec_type, []).append(record.rec_headers)
    made = kinds["conversion"]
    ids = {headers.get_header("WARC-Record-ID") for headers in kinds["response"]}
    assert all(headers.get_header("WARC-Refers-To") in ids for headers in made)
    assert all("scrapy-playwright" in headers.get_header(RENDERED_BY) for headers in made)


@pytest.mark.skipif(find_spec("scrapy_playwright") is None, reason="the extra `browser` is not installed")
def test_without_a_browser_the_run_fails_and_says_so(tmp_path: Path) -> None:
    with serving(answers()) as site:
        code, records, report, log = run(tmp_path, site.base, BROWSER_EXECUTABLE="/nowhere/chromium")
    assert (code, records) == (1, [])
    assert "no browser: install Debian's package chromium" in log
    assert "browser" in json.dumps(report["reasons"][0])
