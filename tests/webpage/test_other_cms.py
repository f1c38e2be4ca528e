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
