"""The reading room as files: what it holds, which folders it takes, and that no link of it is broken."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from portals.room import queries, selecting
from portals.room.site import MARK, SiteError, check_folder, file_of, write_site
from tests.room.browser import chromium, rich_room, visiting

TODAY = date(2026, 2, 1)


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rich_room(tmp_path_factory.mktemp("site")).database


def ids_of(room: Path, person: str) -> list[str]:
    with closing(queries.open_room(room)) as database:
        return selecting.articles_of_person(database, person)


def write(room: Path, folder: Path, ids: list[str] | None = None, language: str = "vi") -> Path:
    if ids is None:
        with closing(sqlite3.connect(room)) as database:
            ids = [row[0] for row in database.execute("SELECT id FROM articles")]
    write_site(room, ids, folder, language=language, today=TODAY)
    return folder


class Links(HTMLParser):
    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [value for name in ("href", "src") if (value := given.get(name))]
        self.ids |= {given["id"] or ""} if "id" in given else set()


def broken(folder: Path) -> list[str]:
    pages = {page: Links(page) for page in folder.rglob("*.html")}
    found = []
    for page, links in pages.items():
        for link in links.found:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not target.is_file() or (parts.fragment and parts.fragment not in pages[target].ids):
                found.append(f"{page.name}: {link}")
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_link_is_broken_and_no_page_needs_a_server(rich: Path, tmp_path: Path, language: str) -> None:
    folder = write(rich, tmp_path / "site", language=language)

    assert broken(folder) == []
    assert not [page for page in folder.rglob("*.html") if "<form" in page.read_text("utf-8")]
    assert str(rich.parent) not in "".join(page.read_text("utf-8") for page in folder.rglob("*.html"))


def test_a_part_tells_nothing_of_the_rest(rich: Path, tmp_path: Path) -> None:
    folder = write(rich, tmp_path / "site", ids_of(rich, "do van son"))

    texts = "".join(page.read_text("utf-8") for page in folder.rglob("*.html"))
    assert len(list((folder / "article").iterdir())) == 2
    assert "Đỗ Văn Sơn" in texts
    assert [name for name in ("Vũ Thị Lan", "Lê Văn Mẫu", "Tin số 7") if name in texts] == []
    assert broken(folder) == []


def test_files_have_names_that_any_system_takes() -> None:
    names = ["thanhhoa:/web/Tin-Tức/a?b=1#c", "thanhhoa:/web/tin-tuc/a?b=1#c", "con", "../../etc/passwd", "x" * 500, "…"]
    found = [file_of("article", name) for name in names]

    assert len({name.lower() for name in found}) == len(names)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-/.") for name in found)
    assert all(name.count("/") == 1 and ".." not in name and len(name) < 100 for name in found)


def test_an_earlier_site_is_replaced_whole(rich: Path, tmp_path: Path) -> None:
    folder = write(rich, tmp_path / "site")
    write(rich, folder, ids_of(rich, "do van son"))

    assert len(list((folder / "article").iterdir())) == 2
    assert broken(folder) == []
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_other_things_are_never_overwritten(rich: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text("mine")
    (tmp_path / "file").write_text("mine")
    folder = write(rich, tmp_path / "site")
    (folder / "article" / "notes.txt").write_text("mine")

    for name, said in (("mine", "no site of ours"), ("file", "is a file"), ("site", "article/notes.txt")):
        with pytest.raises(SiteError, match=said):
            write(rich, tmp_path / name)
    assert (tmp_path / "mine" / "index.html").read_text() == "mine"
    assert (folder / "article" / "notes.txt").read_text() == "mine"
    assert (folder / MARK).is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "mine", "site"]


def test_what_fails_leaves_nothing(rich: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(rich, tmp_path / "site", ids_of(rich, "do van son"))
    before = sorted(path.name for path in folder.rglob("*"))

    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("portals.room.pages.Room.place", fail)
    for target in (folder, tmp_path / "new"):
        with pytest.raises(OSError, match="No space"):
            write(rich, target)
    assert sorted(path.name for path in folder.rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    check_folder(folder)


@pytest.mark.slow
def test_it_is_read_in_a_browser_from_the_disk(rich: Path, tmp_path: Path) -> None:
    folder = write(rich, tmp_path / "một thư mục", language="en")
    with chromium() as browser, visiting(browser, folder.as_uri(), width=360) as visit:
        page = visit.page
        visit.go("/index.html")
        page.get_by_role("link", name="Tin số 2", exact=True).click()
        assert page.locator("ins").inner_text() == "Thường trực"
        assert page.evaluate("getComputedStyle(document.querySelector('ins')).backgroundColor") == "rgb(205, 238, 220)"
        page.locator("a.mark.person").first.click()
        page.locator(".term h3 a").first.click()
        page.get_by_role("link", name="thành phố Thanh Hóa").first.click()
        assert "Offices" in page.locator("main").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert visit.elsewhere == []
