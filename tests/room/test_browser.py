"""The reading room in a real browser: by mouse, by keyboard, with axe, and over hostile archived pages."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from portals.room import queries
from portals.room.server import ReadingRoom
from tests.room.browser import Visit, chromium, rich_room, served, visiting

pytest.importorskip("datasette")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> ReadingRoom:
    return rich_room(tmp_path_factory.mktemp("rich"))


@pytest.fixture(scope="module")
def root(room: ReadingRoom) -> Iterator[str]:
    with served(room) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with chromium() as found:
        yield found


@pytest.fixture
def visit(browser: object, root: str) -> Iterator[Visit]:
    with visiting(browser, root) as found:  # type: ignore[arg-type]
        yield found
        assert found.elsewhere == []


def paths(room: ReadingRoom) -> dict[str, str]:
    """One address of each kind of page."""
    database = queries.open_room(room.database)
    person = queries.persons_like(database, "do van son")[0]["id"]
    row = queries.fetch_one(database, "SELECT id, place FROM offices WHERE post = 'Chủ tịch' AND place LIKE 'thành phố Thanh%'")
    assert row is not None
    database.close()
    return {
        "front": "/",
        "search": "/search?q=thanh+uy",
        "article": "/article/thanhhoa%3A2",
        "long": "/article/thanhhoa%3A400",
        "hostile": "/article/thanhhoa%3A3",
        "archived": "/archived/thanhhoa%3A2",
        "person": f"/person/{person}",
        "office": f"/office/{quote(row['id'], safe='')}",
        "place": f"/place/{quote(row['place'], safe='')}",
        "questions": "/questions",
        "who": "/questions/who?post=Ch%E1%BB%A7+t%E1%BB%8Bch+UBND&place=Thanh+H%C3%B3a&on=2018-03-12",
        "appointments": "/questions/appointments?since=2020-01-01&until=2022-01-01",
        "copies": "/questions/copies",
        "candidates": "/candidates",
        "reasons": "/reasons",
        "missing": "/article/nobody",
    }


def test_from_a_search_to_a_decision(visit: Visit, room: ReadingRoom) -> None:
    page = visit.page
    visit.go("/")
    page.get_by_label("Words of an article").fill("tran thi ha")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Tin số 2").click()
    assert page.locator("ins").inner_text() == "Thường trực"

    page.get_by_role("link", name="Archived page").click()
    frame = page.frame_locator("iframe")
    assert frame.locator("mark.portals", has_text="Trần Thị Hà").count() == 1

    page.go_back()
    page.locator("a.mark.person").first.click()
    assert page.locator("h1").inner_text() == "Trần Thị Hà"
    page.locator("svg a").first.click()
    assert page.url.partition("#")[2].startswith("term-")

    page.get_by_role("link", name="Questions").click()
    form = page.locator("form.question").first
    form.get_by_label("post").fill("Bí thư Thành ủy")
    form.get_by_label("place").fill("Thanh Hóa")
    form.get_by_label("on the day").fill("2021-05-05")
    form.get_by_role("button").click()
    assert "Lê Văn Mẫu" in page.locator("main").inner_text()

    page.get_by_role("link", name="Pairs to decide").click()
    page.locator("section.pair", has_text="Lưu Thị Ngọc Bích").get_by_role("button", name="one person").click()
    assert "Written" in page.get_by_role("status").inner_text()
    assert room.decisions.read_text("utf-8").splitlines()[1].startswith("same\tp-")


def test_five_questions_in_the_clicks_that_the_guide_writes_down(visit: Visit) -> None:
    page = visit.page

    visit.go("/")
    page.get_by_role("link", name="Questions").click()
    form = page.locator("form.question").first
    for label, value in (("post", "Bí thư Thành ủy"), ("place", "Thanh Hóa"), ("on the day", "2020-10-09")):
        form.get_by_label(label).fill(value)
    form.get_by_role("button", name="Show").click()
    assert page.locator("section.term h2").inner_text() == "certain Lê Văn Mẫu"

    visit.go("/")
    page.get_by_label("Words of an article").fill("do van son")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Đỗ Văn Sơn").click()
    assert "tiếp công dân định kỳ" in page.locator("main").inner_text()

    visit.go("/questions")
    form = page.locator("form.question", has_text="Appointments")
    form.get_by_label("from").fill("2021-06-01")
    form.get_by_label("to").fill("2021-06-30")
    form.get_by_role("button", name="Show").click()
    assert "Trần Thị Hà" in page.locator("table").inner_text()

    visit.go("/")
    assert "Tin số 7" in page.locator(".two > div").nth(1).inner_text()
    visit.go("/questions")
    form = page.locator("form.question", has_text="What changed")
    form.get_by_label("from").fill("2026-01-01")
    form.get_by_role("button", name="Show").click()
    assert "Tin số 7" in page.locator("main").inner_text()

    visit.go("/questions")
    page.locator("form.question", has_text="Who copied whom").get_by_role("button", name="Show").click()
    assert "first published as Tin số 1" in page.locator("main").inner_text()


def test_the_keyboard_alone_reaches_contents_search_and_results(visit: Visit) -> None:
    page = visit.page
    visit.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contents"

    visit.go("/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    page.keyboard.type("le van mau")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Tin số 1":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/**")
    assert page.locator("h1").inner_text() == "Tin số 1"


@pytest.mark.parametrize("language", ["en-GB", "vi-VN"])
def test_no_page_has_serious_faults_or_is_wider_than_a_phone(
    browser: object, root: str, room: ReadingRoom, language: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with visiting(browser, root, language=language, width=360) as visit:  # type: ignore[arg-type]
        faults: dict[str, list[tuple[str, str]]] = {}
        for name, path in paths(room).items():
            visit.go(path)
            assert visit.page.evaluate("document.documentElement.lang") == language[:2]
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360, name
            found = axe.run(visit.page, options={"iframes": False}).response["violations"]
            serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
            faults |= {name: serious} if serious else {}
        assert faults == {}
        assert visit.elsewhere == []


def test_everything_can_be_read_without_javascript(browser: object, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"{root}/article/thanhhoa%3A2")

    assert "@online{thanhhoa-2" in page.locator("textarea").nth(1).input_value()
    context.close()


def test_a_hostile_archived_page_can_do_nothing(visit: Visit) -> None:
    page = visit.page
    for path in ("/archived/thanhhoa%3A3", "/archived/thanhhoa%3A2"):
        visit.go(path)
        title, address = page.title(), page.url
        frame = page.frames[1]
        for name in ("#send", "#out", "#run"):
            frame.locator(name).click(no_wait_after=True)
            page.wait_for_timeout(200)
        assert (page.title(), page.url) == (title, address)
        assert len(page.frames) == 2 or all(not one.url.startswith("http://evil") for one in page.frames)
    visit.go("/archived-bytes/thanhhoa%3A3")
    page.wait_for_timeout(300)
    assert page.url.endswith("/archived-bytes/thanhhoa%3A3")
    assert "broken" not in page.title()
