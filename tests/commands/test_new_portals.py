"""A portal of any site: crawled without a declaration, looked at, declared in one command; against the simulator."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portals import RawPage, clean, load_portal
from tests.commands.cli import ROOT, Ended
from tests.simulator import Simulator, simulate
from tests.simulator.answers import redirect

pytestmark = pytest.mark.slow


def portals(*words: str | Path, folder: Path) -> Ended:
    """`portals …` as a user runs it, in a folder of his own."""
    command = [sys.executable, "-m", "portals", *map(str, words), "-s", "DOWNLOAD_DELAY=0"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    environment.pop("SCRAPY_SETTINGS_MODULE", None)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.fixture(params=["thanhhoa", "soctrang"])
def site(request: pytest.FixtureRequest) -> Iterator[Simulator]:
    with simulate(request.param, 24) as running:
        yield running


def test_any_site_is_crawled_by_its_address(site: Simulator, tmp_path: Path) -> None:
    done = portals("crawl", "any", "-a", f"url={site.address}/", "-O", "out.jsonl", folder=tmp_path)
    assert done.code == 0, done.err
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    host = site.address.removeprefix("http://")
    assert len(records) == 24
    assert {record["portal"] for record in records} == {host.replace(":", "-")}
    assert all(record["url"].startswith(f"{site.address}/") for record in records)
    assert {record["section"] for record in records} == {name for name, _ in site.site.sections}


def test_a_second_crawl_of_any_site_fetches_no_article_again(site: Simulator, tmp_path: Path) -> None:
    address = f"url={site.address}/"
    assert portals("crawl", "any", "-a", address, folder=tmp_path).code == 0
    asked = len(site.site.log)
    done = portals("crawl", "any", "-a", address, folder=tmp_path)
    assert done.code == 0, done.err
    again = [line for line in site.site.log[asked:] if line.endswith((".html", ".aspx"))]
    assert not again


def test_new_and_crawl_make_a_portal_without_python(site: Simulator, tmp_path: Path) -> None:
    made = portals("new", "mau_khe", f"{site.address}/", folder=tmp_path)
    assert made.code == 0, made.err
    source = (tmp_path / "spiders" / "mau_khe.py").read_text("utf-8")
    ast.parse(source)
    for name, path in site.site.sections:
        assert f'Section("{name}", "{path}")' in source
    done = portals("crawl", "mau_khe", "-O", "out.jsonl", folder=tmp_path)
    assert (done.code, "mau_khe: ok" in done.err) == (0, True), done.err
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 24
    assert "mau_khe" in portals("list", folder=tmp_path).out.split()


def test_new_saves_fixtures_that_nobody_has_reviewed(site: Simulator, tmp_path: Path) -> None:
    portals("new", "mau_khe", f"{site.address}/", folder=tmp_path)
    folders = sorted((tmp_path / "fixtures" / "mau_khe").iterdir())
    kinds = [json.loads((folder / "meta.json").read_text("utf-8"))["kind"] for folder in folders]
    expected = [json.loads((folder / "expected.json").read_text("utf-8")) for folder in folders]
    assert sorted(kinds) == ["article"] * 6 + ["listing"] * 3
    assert not any(each["reviewed"] for each in expected)
    assert all(each["record"]["id"].startswith("mau_khe:") for each in expected if "record" in each)
    replayed = portals("crawl", "mau_khe", "-s", "REPLAY=fixtures/mau_khe", "-O", "again.jsonl", folder=tmp_path)
    assert len((tmp_path / "again.jsonl").read_text("utf-8").splitlines()) == 6, replayed.err


def test_probe_says_what_a_site_is(site: Simulator, tmp_path: Path) -> None:
    site.site.habits.feed = site.site.habits.sitemap = site.site.portal == "thanhhoa"
    done = portals("probe", f"{site.address}/", "--json", folder=tmp_path)
    assert done.code == 0, done.err
    said = json.loads(done.out)
    assert said["cms"] == {"thanhhoa": "trangchu", "soctrang": "vnportal"}[site.site.portal]
    assert said["cms_reasons"]
    assert [(each["name"], each["articles"]) for each in said["sections"]] == [(name, 10) for name, _ in site.site.sections]
    if site.site.portal == "thanhhoa":
        assert [(each["kind"], each["articles"]) for each in said["sources"]] == [("feed", 24), ("sitemap", 24)]
    witnesses = {each["name"]: each["witness"] for each in said["samples"][0]["fields"]}
    assert witnesses["title"] == "page (labels); metadata and listing agree"
    dated = {"thanhhoa": "page (labels), printed 'Đăng lúc: ", "soctrang": "listing, printed '("}[site.site.portal]
    assert witnesses["published_at"].startswith(dated)
    assert witnesses["section"] == "listing"
    ast.parse(said["declaration"])


def test_probe_twice_shows_what_changes_by_itself(tmp_path: Path) -> None:
    with simulate("thanhhoa", 12) as running:
        done = portals("probe", f"{running.address}/", "--twice", folder=tmp_path)
    assert done.code == 0, done.err
    changed = done.out.partition("fetched twice:")[2]
    assert "  - " in changed
    assert "  + " in changed
    assert "field title" not in changed


def test_probe_names_what_would_not_be_read(tmp_path: Path) -> None:
    with simulate("thanhhoa", 12) as running:
        running.site.habits.strange_links = True
        done = portals("probe", f"{running.address}/", folder=tmp_path)
    assert "not read: other hosts: other.invalid (" in done.out


def test_probe_of_a_wall_or_of_nothing_costs_one_line(tmp_path: Path) -> None:
    with simulate("thanhhoa", 12) as running:
        running.site.habits.wall_after = 0
        walled = portals("probe", f"{running.address}/", folder=tmp_path)
    gone = portals("probe", f"{running.address}/", folder=tmp_path)
    assert (walled.code, "cookie_wall" in walled.line) == (4, True)
    assert (gone.code, "could not be read: " in gone.line) == (1, True)
    assert not (tmp_path / "spiders").exists()


def test_a_probe_asks_no_other_host(tmp_path: Path) -> None:
    """A page that advertises feeds of another host or address, and a site that sends everything elsewhere."""
    with simulate("thanhhoa", 12) as other, simulate("thanhhoa", 12) as running:
        running.site.habits.robots = f"User-agent: *\nSitemap: {other.address}/sitemap.xml\n"
        done = portals("probe", f"{running.address}/", folder=tmp_path)
        assert (done.code, other.site.log) == (0, []), done.err
        assert f"{other.address}/sitemap.xml  other_port" in done.out
        running.answer = lambda *_: redirect(f"{other.address}/")  # type: ignore[method-assign]
        moved = portals("probe", f"{running.address}/", folder=tmp_path)
        assert (moved.code, other.site.log) == (1, []), moved.err
        assert f"moved to {other.address}/" in moved.line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "Đồng-Nai", "https://dongnai.gov.vn"), "is no name for a portal"),
        (("new", "soctrang", "https://soctrang.gov.vn"), "there is a portal soctrang already"),
        (("new", "dongnai"), "name the portal and its address"),
        (("new", "dongnai", "https://a:b@dongnai.gov.vn"), "holds a password"),
        (("probe", "ftp://dongnai.gov.vn"), "is not an address"),
        (("genspider", "dongnai"), "name the portal and its host"),
        (("crawl", "any"), "any needs an address"),
        (("crawl", "any", "-a", "url=dongnai"), "is not an address"),
    ],
)
def test_mistakes_cost_one_line(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = portals(*words, folder=tmp_path)
    assert (done.code, said in done.line) == (2, True), done.err


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import nothing_there", "odd.py:1 (ModuleNotFoundError): No module named 'nothing_there'"),
        ("x = (", "odd.py:1 (SyntaxError): "),
        ("1 / 0", "odd.py:1 (ZeroDivisionError): division by zero"),
    ],
)
def test_a_spider_file_with_a_mistake_costs_one_line(source: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "spiders").mkdir()
    (tmp_path / "spiders" / "odd.py").write_text(source)
    done = portals("crawl", "thanhhoa", "-a", "base=http://127.0.0.1:1", folder=tmp_path)
    assert (done.code, said in done.line) == (2, True), done.err
    assert "thanhhoa" in portals("list", folder=tmp_path).out.split()


def test_genspider_writes_a_portal_that_crawls(tmp_path: Path) -> None:
    with simulate("thanhhoa", 12) as running:
        made = portals("genspider", "mau_khe", running.address, folder=tmp_path)
        done = portals("crawl", "mau_khe", folder=tmp_path)
    assert (made.code, done.code) == (0, 0), done.err
    assert "mau_khe: ok · " in done.err


def test_a_page_of_any_host_is_read_by_the_library() -> None:
    page = ROOT / "fixtures" / "thanhhoa" / "ky-hop"
    meta = json.loads((page / "meta.json").read_text("utf-8"))
    url = meta["url"].replace("tpthanhhoa.thanhhoa.gov.vn", "www.maukhe.example.vn")
    article = clean(RawPage(url, (page / "page.html").read_bytes()), load_portal("any"))
    assert article.url == url
    assert article.portal == "maukhe.example.vn"
    assert article.id.startswith("maukhe.example.vn:/web/trang-chu/")
    assert article.title == json.loads((page / "expected.json").read_text("utf-8"))["record"]["title"]


def test_pages_of_a_site_without_a_declaration_become_fixtures(tmp_path: Path) -> None:
    """The command that the report of a crawl of `any` names; an unreadable page is saved with an empty record."""
    with simulate("thanhhoa", 12) as running:
        article = next(iter(running.site.page(0, 1)))
        url = f"{running.address}/web/trang-chu/tin-tuc/{article.slug}-{article.number}.html"
        done = portals("record", "any", url, folder=tmp_path)
    assert done.code == 0, done.err
    (folder,) = (tmp_path / "fixtures" / running.address.removeprefix("http://").replace(":", "-")).iterdir()
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    assert (expected["reviewed"], expected["record"]["title"]) == (False, article.title)


def test_a_crawl_that_a_weaker_reader_read_names_the_pages_and_the_command(tmp_path: Path) -> None:
    with simulate("thanhhoa", 6) as running:
        running.site.habits.layout = "redesigned"
        done = portals("crawl", "thanhhoa", "-a", f"base={running.address}", folder=tmp_path)
    (path,) = (tmp_path / "data" / "reports").iterdir()
    named = json.loads(path.read_text("utf-8"))["to_record"]
    assert (done.code, len(named)) == (3, 3), done.err
    assert {each["reason"] for each in named} <= {"unknown_layout", "weak_reading", "generic_reader"}
    assert all(each["command"] == f"scrapy record thanhhoa {each['url']}" for each in named)
    assert all(each["url"].startswith("https://tpthanhhoa.thanhhoa.gov.vn/web/trang-chu/") for each in named)
