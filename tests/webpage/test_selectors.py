"""The first reader: given the selectors of a CMS, the parts of an article; what is hidden or removed is in none of them."""

from __future__ import annotations

from portals.draft import Block
from portals.webpage.markup import tree_of
from portals.webpage.selectors import SelectorLayout, SelectorReading, read_selectors
from tests.webpage.pages import TEXT, TITLE

LAYOUT = SelectorLayout(
    "one", article="#news", title="h1", date=".date", lead=".lead", body=".text", pictures=".top img", captions=".top p",
    remove=(".top", ".related"), account=".poster",
)  # fmt: skip
URL = "https://a.gov.vn/tin/1.html"


def read(date: str = "", lead: str = "", body: str = "") -> SelectorReading:
    text = "".join(f"<p>{each}</p>" for each in TEXT)
    page = f"<div id='news'><h1>{TITLE}</h1>{date}<div class='lead'>{lead}</div><div class='text'>{text}{body}</div></div>"
    found = read_selectors(tree_of(page), (LAYOUT,), URL, frozenset())
    assert found is not None
    return found


def texts(found: SelectorReading, kind: str) -> list[str]:
    return [block.text for block in found.blocks if block.kind == kind]


def test_the_machines_time_stands_for_the_day_that_is_printed() -> None:
    time = "<time class='date' datetime='2022-09-14T15:46:00+07:00'>Tháng Chín 14, 2022</time>"
    assert texts(read(time), "date") == ["2022-09-14T15:46:00+07:00"]


def test_a_machines_time_of_another_day_does_not_count() -> None:
    time = "<time class='date' datetime='2023-01-02T15:46:00+07:00'>14/09/2022</time>"
    assert texts(read(time), "date") == ["14/09/2022"]


def test_a_picture_inside_the_lead_is_no_part_of_it() -> None:
    lead = "<div class='top'><img src='/a.jpg'><p>Quang cảnh hội nghị</p></div>Sáng 14/9, phường tổ chức hội nghị."
    found = read(lead=lead)
    assert texts(found, "lead") == ["Sáng 14/9, phường tổ chức hội nghị."]
    assert Block("caption", "Quang cảnh hội nghị") in found.blocks
    assert [block.url for block in found.blocks if block.kind == "image"] == ["https://a.gov.vn/a.jpg"]


def test_boxes_of_other_articles_inside_the_text_are_removed() -> None:
    found = read(body="<div class='related'><a href='/2.html'>Tin khác</a></div><p>Hội nghị kết thúc.</p>")
    assert texts(found, "paragraph") == [*TEXT, "Hội nghị kết thúc."]


def test_views_beside_the_date_are_views() -> None:
    found = read("<p class='date'>Ngày đăng: 08/09/2023 10:40 / Lượt xem: 74</p>")
    assert texts(found, "views") == ["Lượt xem: 74"]


def test_a_files_first_link_names_it_and_not_its_button() -> None:
    found = read(body="<p><a href='/lich.pdf'>Lịch khám</a> <a href='/lich.pdf'>Tải xuống</a></p>")
    assert [file.title for file in found.files] == ["Lịch khám"]


def test_who_posted_it_is_the_author_where_the_text_is_not_signed() -> None:
    poster = "<span class='poster'>Hà My</span>"
    assert texts(read(poster), "byline") == ["Hà My"]
    assert "Hà My" not in texts(read(poster, body="<p>Tin, ảnh: Minh Khang</p>"), "byline")
