"""`portals check`: every record cites bytes that are there, or the command says which do not, and fetches what it can."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from portals.store import open_store
from portals.store.tables import versions
from tests.commands.cli import scrapy
from tests.crawl.conftest import NewCrawls
from tests.crawl.running import Crawls

pytestmark = pytest.mark.slow

ARTICLES = 12


@pytest.fixture
def crawl(crawls: NewCrawls) -> Crawls:
    """A finished crawl of a small site."""
    crawl = crawls("thanhhoa", ARTICLES)
    code, _ = crawl.run()
    assert code == 0
    return crawl


def check(crawl: Crawls, *arguments: str) -> tuple[int, list[str]]:
    """The exit code and the lines of `scrapy check`."""
    settings = (f"ARCHIVE_DIR={crawl.folder}/warc", f"REPORT_DIR={crawl.folder}/reports", "DOWNLOAD_DELAY=0")
    ended = scrapy("check", *arguments, *(part for one in settings for part in ("-s", one)), store=crawl.store_url)
    return ended.code, ended.err.splitlines()


def archive(crawl: Crawls) -> Path:
    """The one archive file."""
    (found,) = (crawl.folder / "warc").iterdir()
    return found


def test_an_archive_that_is_whole(crawl: Crawls) -> None:
    assert check(crawl) == (0, [f"check: ok · {2 * ARTICLES} citations, all in the archive with their digests"])


def test_a_file_that_is_gone_is_named_and_found_again_elsewhere(crawl: Crawls, tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    moved = archive(crawl).rename(tmp_path / "backup" / archive(crawl).name)
    code, (first, last) = check(crawl)
    assert code == 3
    assert first == f"check: {moved.name} is not there: {2 * ARTICLES} citations"
    assert "put the files back into" in last
    assert check(crawl, str(tmp_path / "backup"))[0] == 0


def test_a_file_that_was_cut_and_bytes_that_changed(crawl: Crawls) -> None:
    file = archive(crawl)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    code, lines = check(crawl)
    assert code == 3
    assert "does not hold them, or is damaged where they were" in lines[0]

    plain = gzip.decompress(whole)
    cited = re.search(rb"WARC-Type: response\r\n(?:\S[^\r\n]*\r\n)*?WARC-Target-URI: \S+-1\.html\r\n", plain)
    assert cited
    at = plain.index(b"</p>", cited.end())
    file.write_bytes(plain[:at] + b"<!p>" + plain[at + 4 :])
    code, lines = check(crawl)
    assert code == 3
    assert lines[0].endswith("holds other bytes than were cited: 2 citations")


def test_repair_fetches_what_the_site_still_has(crawl: Crawls) -> None:
    crawl.site.site.delete(4)
    archive(crawl).unlink()
    code, lines = check(crawl, "--repair", "-a", f"base={crawl.site.address}")
    assert code == 3, lines
    assert lines[-1].startswith(f"check: {2 * (ARTICLES - 1)} citations repaired, 2 of {2 * ARTICLES} are lost for good: ")
    assert check(crawl)[0] == 3, "what is lost stays named"
    assert len(crawl.records()) == ARTICLES, "records stay"
    with open_store(crawl.store_url) as store, store.read() as connection:
        numbers = connection.execute(sa.select(versions.c.version)).scalars().all()
    assert numbers == [1] * ARTICLES, "the same text is the same version"
