"""`scrapy extract` gives the records that the crawl gave, from the archive that the crawl wrote."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from scrapy.cmdline import execute

from portals.archive.extract.run import extracted
from portals.archive.reader import read_pages
from portals.portal import Expectations
from tests.archive.site import Answer, FixtureSite, running
from tests.fixtures import cases

ROOT = Path(__file__).parents[2]
HOSTS = {"thanhhoa": "tpthanhhoa.thanhhoa.gov.vn", "soctrang": "ubndtp.soctrang.gov.vn"}


def scrapy(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("scrapy"), *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def extract(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """The command in this process: it needs no reactor, and starting Python costs more than the work."""
    error, here = io.StringIO(), os.getcwd()
    os.chdir(ROOT)
    try:
        with contextlib.redirect_stderr(error):
            execute(["scrapy", "extract", *map(str, words)])
    except SystemExit as ended:
        return subprocess.CompletedProcess(words, int(ended.code or 0), "", error.getvalue())
    finally:
        os.chdir(here)
    raise AssertionError("scrapy did not exit")


def records(path: Path) -> dict[str, dict[str, Any]]:
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len({line["id"] for line in lines}) == len(lines)
    return {line["id"]: line for line in lines}


@dataclass
class Crawled:
    name: str
    folder: Path
    base: str

    @property
    def warc(self) -> Path:
        return self.folder / "warc"

    @property
    def feed(self) -> Path:
        return self.folder / "crawl.jsonl"

    def extract(self, *words: str | Path, out: str = "extract.jsonl") -> subprocess.CompletedProcess[str]:
        return extract(self.warc, "-O", self.folder / out, *words)


@pytest.fixture(scope="module", params=sorted(HOSTS))
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """A crawl of the portal's fixtures, served on loopback."""
    name, folder = request.param, tmp_path_factory.mktemp(request.param)
    with running(FixtureSite(ROOT / "fixtures" / name, HOSTS[name])) as site:
        crawled = Crawled(name, folder, site.base)
        settings = [f"ARCHIVE_DIR={crawled.warc}", f"STORE_URL=sqlite:///{folder / 'store.db'}", "DOWNLOAD_DELAY=0"]
        done = scrapy("crawl", name, "-a", f"base={site.base}", "-O", crawled.feed, *(f"-s{one}" for one in settings))
    assert done.returncode == 0, done.stderr
    return crawled


def without_intervals(found: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """A feed is written before the neighbours of an undated article are known; `extract` knows them all."""
    return {name: {**record, "published_between": None} for name, record in found.items()}


@pytest.mark.slow
def test_same_records_as_the_crawl(crawled: Crawled) -> None:
    done = crawled.extract()
    assert (done.returncode, done.stderr.startswith("extract: ok")) == (0, True), done.stderr
    found = records(crawled.folder / "extract.jsonl")
    assert without_intervals(found) == without_intervals(records(crawled.feed))
    assert len(found) >= 6


@pytest.mark.slow
def test_output_does_not_depend_on_the_workers(crawled: Crawled) -> None:
    crawled.extract(out="one.csv")
    crawled.extract("--workers", "3", out="three.csv")
    assert (crawled.folder / "one.csv").read_bytes() == (crawled.folder / "three.csv").read_bytes()


@pytest.mark.slow
def test_replay_archives_nothing_and_cites_what_was_replayed(crawled: Crawled) -> None:
    before = sorted(crawled.warc.iterdir())
    settings = [
        f"REPLAY={crawled.warc}",
        f"STORE_URL=sqlite:///{crawled.folder / 'replay.db'}",
        f"ARCHIVE_DIR={crawled.folder / 'none'}",
    ]
    feed = crawled.folder / "replay.jsonl"
    done = scrapy("crawl", crawled.name, "-a", f"base={crawled.base}", "-O", feed, *(f"-s{one}" for one in settings))
    assert done.returncode == 0, done.stderr
    assert records(feed) == records(crawled.feed)
    assert (sorted(crawled.warc.iterdir()), (crawled.folder / "none").exists()) == (before, False)


def test_records_cite_bytes_that_are_there(crawled: Crawled) -> None:
    kept = {page.warc_record_id: page for page in read_pages([crawled.warc])}
    for record in records(crawled.feed).values():
        page = kept[record["warc_record_id"]]
        assert (page.warc_file, page.payload_digest, page.fetched_at, page.run_id) == tuple(
            record[name] for name in ("warc_file", "payload_digest", "fetched_at", "run_id")
        )


def test_cut_archive_degrades(crawled: Crawled, tmp_path: Path) -> None:
    (whole,) = crawled.warc.iterdir()
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(whole.read_bytes()[:-3000])
    done = extract(cut, "-O", tmp_path / "out.jsonl")
    assert done.returncode == 3, done.stderr
    assert "damaged: cut.warc.gz" in done.stderr
    assert 0 < len(records(tmp_path / "out.jsonl")) < len(records(crawled.feed))


def test_a_wall_blocks_as_it_does_in_a_crawl(tmp_path: Path) -> None:
    done = extract(ROOT / "fixtures" / "thanhhoa", "-O", tmp_path / "out.jsonl")
    assert done.returncode == 4
    assert done.stderr.splitlines()[0].startswith("extract: blocked · 16 captures, 10 records")
    assert done.stderr.splitlines()[1:] == ["  wall: a firewall answered instead of the site (cookie_wall 1)"]
    assert len(records(tmp_path / "out.jsonl")) == 10


def test_a_wall_in_the_place_of_a_listing_blocks_too(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "fixtures" / "thanhhoa" / "captured", tmp_path / "thanhhoa" / "captured")
    wall = tmp_path / "thanhhoa" / "wall"
    shutil.copytree(ROOT / "fixtures" / "thanhhoa" / "wall", wall)
    meta = json.loads((wall / "meta.json").read_text("utf-8")) | {"url": f"https://{HOSTS['thanhhoa']}/web/trang-chu/tin-tuc"}
    (wall / "meta.json").write_text(json.dumps(meta), "utf-8")
    done = extract(tmp_path / "thanhhoa", "-O", tmp_path / "out.jsonl")
    assert (done.returncode, "listing/cookie_wall 1" in done.stderr) == (4, True)


def test_an_expectation_of_the_portal_that_is_missed_degrades() -> None:
    """A field's rate counts from 20 captures on: these are 10 articles, twice; two of them have a lead."""
    demanding = replace(cases.portals()["thanhhoa"], expectations=Expectations(fill={"title": 1.0, "lead": 0.9}))
    folder = ROOT / "fixtures" / "thanhhoa"
    with extracted([folder, folder], {"thanhhoa": demanding}) as (_, report):
        reasons = {reason.code: (reason.result, reason.detail) for reason in report.verdict.reasons}
    assert reasons["fill/lead"] == ("degraded", "thanhhoa: lead is filled in 10%, expected 90%")
    assert "fill/title" not in reasons


def test_pages_of_an_unknown_host_are_counted(crawled: Crawled, tmp_path: Path) -> None:
    """The crawl's file names the site that it stood for; without that line its pages are nobody's."""
    (whole,) = crawled.warc.iterdir()
    plain = gzip.decompress(whole.read_bytes()).replace(b"base-url: ", b"some-url: ")
    (tmp_path / "other.warc").write_bytes(plain)
    (tmp_path / "old.jsonl").write_text("kept")
    done = extract(tmp_path / "other.warc", "-O", tmp_path / "old.jsonl")
    assert done.returncode == 1
    assert re.search(
        r"unknown_host: pages of hosts that no portal declares: \d+: 127\.0\.0\.1 \d+ \(http://127\.0\.0\.1:", done.stderr
    )
    assert "scrapy new NAME URL declares one" in done.stderr
    assert (tmp_path / "old.jsonl").read_text() == "kept"


def test_listings_whose_links_do_not_fit_the_cms_are_named(tmp_path: Path) -> None:
    """The site has another CMS now; what is declared knows none of its addresses."""
    page = f"https://{HOSTS['thanhhoa']}/web/trang-chu/tin-tuc"
    folder = tmp_path / "listing"
    folder.mkdir()
    (folder / "page.html").write_text(
        "<html><body><h1>Tin tức</h1><a href='/tin/44-khoi-cong'>Khởi công</a></body></html>", "utf-8"
    )
    meta = {"url": page, "status": 200, "fetched_at": "2026-01-01T00:00:00Z", "kind": "listing", "origin": "recorded"}
    (folder / "meta.json").write_text(json.dumps(meta), "utf-8")
    with extracted([folder], cases.portals()) as (_, report):
        details = [reason.detail for reason in report.verdict.reasons if reason.code == "no_links"]
    assert details == [f"thanhhoa: no link of a listing fits the CMS trangchu, such as those of {page}"]


class EditedSite(FixtureSite):
    """From the second visit of an article on, its text is another."""

    def answer(self, method: str, path: str, body: bytes) -> Answer:
        found = super().answer(method, path, body)
        if path.endswith(".html") and self.asked.count(f"{method} {path}") > 1:
            found.body = found.body.replace("thành phố".encode(), "thị xã".encode())
        return found


@pytest.mark.slow
def test_several_crawls_give_what_the_store_holds(tmp_path: Path) -> None:
    """Versions, first and last capture too."""
    store, warc = f"-sSTORE_URL=sqlite:///{tmp_path / 'store.db'}", tmp_path / "warc"
    with running(EditedSite(ROOT / "fixtures" / "thanhhoa", HOSTS["thanhhoa"])) as site:
        for _ in range(2):
            done = scrapy(
                "crawl",
                "thanhhoa",
                "-a",
                f"base={site.base}",
                "-a",
                "full=1",
                store,
                f"-sARCHIVE_DIR={warc}",
                "-sDOWNLOAD_DELAY=0",
            )
            assert done.returncode == 0, done.stderr
    assert len(list(warc.iterdir())) == 2
    assert scrapy("export", "-O", tmp_path / "store.jsonl", store).returncode == 0
    assert extract(warc, "-O", tmp_path / "extract.jsonl").returncode == 0
    found = records(tmp_path / "extract.jsonl")
    assert found == records(tmp_path / "store.jsonl")
    assert {record["version"] for record in found.values()} == {1, 2}


MISTAKES: dict[str, tuple[list[str], str]] = {
    "no path": (["-O", "out.csv"], "name an archive"),
    "no file": (["HERE"], "name the file"),
    "missing": (["missing.warc.gz", "-O", "out.csv"], "missing.warc.gz"),
    "no archive": (["pyproject.toml", "-O", "out.csv"], "not a WARC file"),
    "folder without one": (["docs", "-O", "out.csv"], "holds no WARC file"),
    "format": (["HERE", "-O", "out.xyz"], "unknown format 'xyz'"),
    "workers": (["HERE", "-O", "out.csv", "--workers", "many"], "--workers 'many'"),
    "option": (["HERE", "-O", "out.csv", "--worker"], "--worker"),
}


@pytest.mark.parametrize(("words", "said"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_cost_one_line(words: list[str], said: str, tmp_path: Path) -> None:
    here = tmp_path / "here.warc"
    here.write_bytes(b"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:x:1>\r\nContent-Length: 0\r\n\r\n\r\n\r\n")
    words = [word.replace("HERE", str(here)).replace("out.", f"{tmp_path}/out.") for word in words]
    done = extract(*words)
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert said in done.stderr
    assert not list(tmp_path.glob("out.*"))
