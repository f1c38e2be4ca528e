"""What the pages of further CMSs showed: given small pages of the same kind, what the reader says."""

from __future__ import annotations

from portals.cms.generic import Generic
from portals.items import Article, RawPage
from portals.stages import clean
from tests.real.measure import portal_of
from tests.webpage.pages import TEXT, TITLE

URL = "https://a.gov.vn/khoi-cong-cau-di-bo-qua-kenh-ho-nuoc-ngot.html"


def read(foot: str = "", above: str = "", text: str = "") -> Article:
    body = "".join(f"<p>{each}</p>" for each in TEXT)
    article = f"<h1>{TITLE}</h1>{above}<div>{body}{text}</div><footer>{foot}</footer>"
    page = f"<title>{TITLE}</title><body><article>{article}</article>"
    return clean(RawPage(URL, page.encode(), fetched_at="2026-01-05T03:00:00Z"), portal_of(URL, Generic()))


def test_a_file_named_as_its_notice_is_a_file() -> None:
    record = read(text=f"<p><a href='/so-do.pdf'>Sơ đồ vị trí</a></p><p><a href='/thong-bao.pdf'>{TITLE}</a></p>")
    assert [file.title for file in record.attachments] == ["Sơ đồ vị trí", TITLE]


def test_a_sentence_in_italics_below_a_caption_is_text() -> None:
    said = "Cây cầu này bà con mong từ lâu lắm rồi, nay mới thấy đặt viên gạch đầu tiên."
    figure = "<figure><img src='/cau.jpg' width='800' height='600'><figcaption>Phối cảnh cây cầu</figcaption></figure>"
    record = read(text=f"{figure}<p><i>{said}</i></p><p>{TEXT[1]}</p>")
    assert [image.caption for image in record.images] == ["Phối cảnh cây cầu"]
    assert said in (record.body or "")


def test_english_labels_below_the_text_date_it() -> None:
    record = read(
        "<p>Published: <time datetime='2025-10-06T00:20:00+07:00'>06/10/2025</time></p>"
        "<p>Last updated: <time datetime='2025-10-08T03:20:00+07:00'>08/10/2025</time></p>"
    )
    assert (record.published_at, record.modified_at) == ("2025-10-06T00:20:00+07:00", "2025-10-08T03:20:00+07:00")
    assert "Published" not in (record.body or "")


def test_a_table_of_files_below_the_text() -> None:
    rows = (
        "<table><tr><th>#</th><th>Tên tệp</th><th>Tải về</th></tr><tr><td>1</td><td>NQ-12.pdf</td>"
        "<td><a href='/luu/NQ-12.pdf'><i></i></a> <button>Xem trước</button></td></tr></table>"
    )
    record = read(
        text=f"<div class='card-files'><div>Tài liệu đính kèm</div>{rows}</div><p>Bài viết này có hữu ích với bạn không?</p>"
    )
    assert [file.url for file in record.attachments] == ["https://a.gov.vn/luu/NQ-12.pdf"]


def test_a_preview_button_beside_a_file_changes_nothing() -> None:
    link = "<a href='/documents/20126/811/CV+12.pdf/0c9d2e1f-2b6a-49d2-8f31-1b7c5f9e4d22?t=1'>CV 12.pdf</a>"
    button = "<a href='javascript:void(0);' onclick='preview(0)'>Xem nhanh</a>"
    record = read(text=f"<div><div>File đính kèm</div><div>{link}{button}</div></div>")
    assert [file.title for file in record.attachments] == ["CV 12.pdf"]


def test_the_writer_below_the_box_of_files_is_the_author() -> None:
    link = "<a href='#xem'><i class='mat'></i></a><a href='/tep/ke-hoach.pdf'>Kế hoạch</a>"
    record = read(text=f"<div><div>Tập tin đính kèm</div><div>{link}</div></div><p><b>Tác giả: </b>Lê Thị Nhàn</p>")
    assert (record.author, [file.url for file in record.attachments]) == ("Lê Thị Nhàn", ["https://a.gov.vn/tep/ke-hoach.pdf"])


def test_an_image_of_a_library_is_no_file() -> None:
    image = "/documents/20126/811/cho-tet.jpg/dd2f0c1e-1a90-4e1f-8a0a-0f6d3c8b1a15?t=1"
    record = read(text=f"<p><a href='{image}'><img src='{image}' width='800' height='500'></a></p><p>{TEXT[1]}</p>")
    assert record.attachments == []


def test_a_machine_date_at_midnight_is_a_day() -> None:
    record = read("<p>Published: <time datetime='2025-10-06T00:00:00+07:00'>06/10/2025</time></p>")
    assert (record.published_at, record.published_precision) == ("2025-10-06", "day")


def test_the_day_of_printing_is_no_date_of_the_article() -> None:
    """A print copy, which the page hides, prints when it was asked for."""
    copy = "".join(f"<p>{each}</p>" for each in TEXT)
    hidden = f"<div style='display:none'><h1>{TITLE}</h1><p>Ngày in: 05/01/2026 09:00:00</p>{copy}</div>"
    record = read(above=f"{hidden}<p>Ngày cập nhật: 03/11/2025 3:22:07 CH</p>")
    assert record.published_at == "2025-11-03T15:22:07+07:00"
