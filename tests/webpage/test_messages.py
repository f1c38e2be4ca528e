"""Messages within whole sites, short articles within the same sites, and the sentences that tell them apart."""

from __future__ import annotations

import pytest

from portals.errors import Rejected
from portals.items import RawPage
from portals.webpage.block_pages import check_reading, check_text
from portals.webpage.main_text import main_texts
from portals.webpage.page_messages import claim_of
from tests.webpage.block_pages_score import Innocent, innocents
from tests.webpage.frames import EXTRAS, FRAMES, semantic
from tests.webpage.message_score import OTHER_SLUG, Message, articles, messages, outcome, pages, slug
from tests.webpage.pages import TEXT, TITLE

SETS = ("first", "held")
MESSAGES = [message for name in SETS for message in messages(name)]
ARTICLES = [short for name in SETS for short in innocents(f"messages_{name}")]
SITES = ("thanhhoa", "soctrang")


@pytest.mark.parametrize(("number", "message"), list(enumerate(MESSAGES)), ids=[message.name for message in MESSAGES])
def test_message_is_no_record(number: int, message: Message) -> None:
    """Each in two of the five frames; `python -m tests.webpage.message_score first` tries all under both declarations."""
    framed = list(pages(message))
    for frame in {number % len(framed), (number + 2) % len(framed)}:
        found = outcome(framed[frame][1], SITES[number % 2], OTHER_SLUG)
        assert found.startswith(message.wanted), framed[frame][0]
        assert "no_article" not in found


@pytest.mark.slow
@pytest.mark.parametrize(("number", "short"), list(enumerate(ARTICLES)), ids=[short.title for short in ARTICLES])
def test_short_article_about_such_things_passes(number: int, short: Innocent) -> None:
    framed = list(articles(short))
    for frame in (number % len(framed), (number + 2) % len(framed)):
        found = outcome(framed[frame][1], SITES[number % 2], slug(short.title) if number % 3 else "bai")
        assert found in ("page", "no page (no_article)"), framed[frame][0]


CLAIMS = [
    ("Bài viết bạn yêu cầu đã bị gỡ.", "error_page"),
    ("Không tìm thấy nội dung quý vị yêu cầu", "error_page"),
    ("Rất tiếc, bạn chưa được cấp quyền xem bài viết này.", "members_only"),
    ("Khu vực dành riêng cho cán bộ, công chức", "members_only"),
    ("Cổng thông tin điện tử Sở Nội vụ đang bảo trì", "maintenance"),
    ("Chúng tôi đang nâng cấp hệ thống", "maintenance"),
    ("Địa chỉ IP của bạn bị chặn", "firewall"),
    ("Your request is blocked by the rules of this site.", "firewall"),
    ("This content is restricted to site members.", "members_only"),
    ("BÀI VIẾT KHÔNG TỒN TẠI HOẶC ĐÃ BỊ XOÁ", "error_page"),
    ("Bài thuốc chữa ung thư không tồn tại", None),
    ("Bạn không có quyền im lặng trước bạo lực gia đình", None),
    ("Hệ thống thoát nước quá tải", None),
    ("Bạn cần đăng nhập để gửi bình luận.", None),
    ("Cổng thông tin điện tử thành phố sẽ tạm ngưng hoạt động từ 20 giờ ngày 14/5", None),
    ("Khu vực này không có bảo vệ, kẻ gian đã lấy đi 14 con vịt", None),
    ("The road to Phu Loi was blocked by a landslide", None),
    ("Trả lời: Hệ thống quá tải vào giờ cao điểm", None),
]


@pytest.mark.parametrize(("text", "reason"), CLAIMS)
def test_claims(text: str, reason: str | None) -> None:
    claim = claim_of(text)
    assert (claim.reason if claim else None) == reason


def test_no_claim_in_a_long_text() -> None:
    assert claim_of("Bài viết này đã bị gỡ. " * 40) is None


@pytest.mark.parametrize("frame", FRAMES)
def test_main_texts_leave_out_what_stands_around(frame: str) -> None:
    page = FRAMES[frame](TITLE, f"<h1>{TITLE}</h1><p>{TEXT[0]}</p><p>{TEXT[1]}</p>", "")
    texts = [part.text for part in main_texts(page).texts if not part.linked]
    assert [text for text in texts if text in (TITLE, *TEXT[:2])] == [TITLE, *TEXT[:2]]
    assert not any("hơn 4" in text and "người dân" in text for text in texts), "a teaser's summary"


def test_hidden_forms_ask_nobody_for_a_password() -> None:
    assert not main_texts(semantic("a", "<p>b</p>", "")).password
    assert main_texts(semantic("a", "<p>b</p>", EXTRAS["login"])).password


def test_login_behind_the_first_lines_keeps_the_rest() -> None:
    """Two lines of a report under its headline are not the report."""
    lead = f"<h1>{TITLE}</h1><p>{TEXT[0]}</p>"
    check_text(semantic(TITLE, f"{lead}<p>Đăng nhập để bình luận.</p>", ""))
    with pytest.raises(Rejected, match="members_only"):
        check_text(semantic(TITLE, f"{lead}<p>Hãy đăng nhập để xem toàn văn.</p>", ""))


def test_closed_site_that_prints_the_announcement_of_it() -> None:
    """The address names an announcement; the same words under another article's address say that the site is closed."""
    title = "Website phường tạm ngưng hoạt động"
    page = semantic(title, f"<h1>{title}</h1><p>Website phường tạm ngưng hoạt động.</p>", "")
    check_text(page, title, "https://a.example.vn/tin/website-phuong-tam-ngung-hoat-dong-22.html")
    with pytest.raises(Rejected, match="maintenance"):
        check_text(page, title, "https://a.example.vn/tin/mo-cua-thu-vien-pho-cho-22.html")


def test_reading_of_some_length_is_not_looked_at_again() -> None:
    page = RawPage("https://a.example.vn/b.html", semantic("Tin", "<p>Bài viết này không tồn tại.</p>", "").encode())
    check_reading(page, TITLE, [TEXT[0]] * 6)
    with pytest.raises(Rejected, match="error_page"):
        check_reading(page, TITLE, [TEXT[0]])


def test_lists_without_end_cost_linear_time() -> None:
    """Half a megabyte of nested and flat items; each list is counted once."""
    flat = "<ul>" + "<li><a href='/a'>Một tiêu đề dài của tin</a> x</li>" * 9000 + "</ul>"
    nested = "<div><a href='/a'>Một tiêu đề dài của tin</a>" * 200 + "x" + "</div>" * 200
    check_text(f"<html><body>{flat}{nested}</body></html>")
