"""From printed blocks to fields: given these blocks, this record."""

import pytest

from portals.draft import Block, Draft, FileLink
from portals.items import Article, Attachment, Image
from portals.text.assemble import assemble, paragraph, without_end_mark

PARAGRAPHS = [
    ("\u00a0\u00a0 Sáng nay,\u00a0 Thành ủy \n họp. ", "Sáng nay, Thành ủy họp."),
    ("Đ/c Kiều Linh –Phó Bí thư Thành ủy– vừa chủ trì", "Đ/c Kiều Linh – Phó Bí thư Thành ủy – vừa chủ trì"),
    ("dịch Covid -19; giai đoạn 2020–2025; 5 –7 ngày", "dịch Covid -19; giai đoạn 2020–2025; 5 –7 ngày"),
    ("Thành\u200b phố\ufeff", "Thành phố"),
    ("Ho\u0323p ba\u0301o", "Họp báo"),
    ("<!--[if gte mso 9]><xml></xml><![endif]-->Nội dung", "Nội dung"),
    ("Nội dung /* Style Definitions */ table.MsoNormalTable {mso-style-name:x}", "Nội dung"),
    ("Normal 0 false false false EN-US X-NONE X-NONE", ""),
    ("\u00a0", ""),
    ("* * *", ""),
    ("–", ""),
]


@pytest.mark.parametrize(("printed", "clean"), PARAGRAPHS)
def test_paragraph(printed: str, clean: str) -> None:
    assert paragraph(printed) == clean


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("theo quy định chung./.", "theo quy định chung."),
        ("theo quy định chung. /.", "theo quy định chung."),
        ("theo quy định chung../.", "theo quy định chung."),
        ("theo quy định chung./. ", "theo quy định chung./. "),
        ("theo quy định chung.", "theo quy định chung."),
        ("đạt 50/", "đạt 50."),
        ("tỷ lệ 1/2", "tỷ lệ 1/2"),
    ],
)
def test_end_mark(printed: str, clean: str) -> None:
    assert without_end_mark(printed) == clean


def assembled(*blocks: Block, attachments: tuple[FileLink, ...] = ()) -> Article:
    return assemble(Article("x:1", "x", "https://x.gov.vn/1"), Draft(blocks, layout="test", attachments=attachments))


def test_each_block_in_its_field() -> None:
    article = assembled(
        Block("title", " Thành ủy\u00a0họp "),
        Block("date", "Đăng lúc: 10/10/2020"),
        Block("views", "Lượt xem: 1.269"),
        Block("lead", "Tóm tắt."),
        Block("paragraph", "Một."),
        Block("paragraph", "\u00a0"),
        Block("heading", "Hai"),
        Block("paragraph", "Ba./."),
        Block("byline", "Anh Huy - ĐTT TPST"),
    )
    assert (article.title, article.lead, article.body, article.view_count) == (
        "Thành ủy họp",
        "Tóm tắt.",
        "Một.\n\nHai\n\nBa.",
        1269,
    )
    assert (article.byline, article.author) == ("Anh Huy - ĐTT TPST", "Anh Huy")


def test_the_title_repeated_at_the_head_of_the_text_is_left_out() -> None:
    assert assembled(Block("title", "Tin"), Block("paragraph", "Tin"), Block("paragraph", "Một.")).body == "Một."


def test_an_unmarked_byline_is_taken_off_the_end() -> None:
    article = assembled(Block("paragraph", "Hội nghị thành công./."), Block("paragraph", "Anh Huy - ĐTT TPST"))
    assert (article.body, article.author_organisation) == ("Hội nghị thành công.", "Đài Truyền thanh thành phố Sóc Trăng")


def test_a_file_name_is_no_caption() -> None:
    article = assembled(
        Block("image", url="https://x.gov.vn/a.jpg"),
        Block("caption", "THUONG VU HOP.jpg"),
        Block("caption", "Toàn cảnh hội nghị"),
        Block("image", url="https://x.gov.vn/b.jpg"),
        Block("image", url="https://x.gov.vn/a.jpg"),
        Block("caption", "Toàn cảnh hội nghị"),
    )
    assert article.images == [Image("https://x.gov.vn/a.jpg", "Toàn cảnh hội nghị"), Image("https://x.gov.vn/b.jpg")]


def test_files_once_in_order() -> None:
    files = (
        FileLink("https://x.gov.vn/2.pdf", " Kế hoạch "),
        FileLink("https://x.gov.vn/1.pdf"),
        FileLink("https://x.gov.vn/2.pdf"),
    )
    assert assembled(attachments=files).attachments == [
        Attachment("https://x.gov.vn/2.pdf", "Kế hoạch"),
        Attachment("https://x.gov.vn/1.pdf"),
    ]


def test_nothing_printed_is_null() -> None:
    article = assembled()
    assert (article.title, article.body, article.byline, article.view_count, article.images) == (None, None, None, None, [])


@pytest.mark.parametrize("debris", ["<!--", "<![if ", "/* Style", " –a", ". / "])
def test_debris_without_end_costs_linear_time(debris: str) -> None:
    paragraph(debris * 40_000)
    without_end_mark(debris * 40_000 + "/.")


@pytest.mark.parametrize(
    ("above", "byline"), [("Hồ sơ nộp trước ngày 5/9.", "Phòng Nội vụ"), ("Kính gửi các đơn vị", None), ("Gồm:", None)]
)
def test_an_office_signs_below_a_sentence_only(above: str, byline: str | None) -> None:
    assert assembled(Block("paragraph", above), Block("paragraph", "Phòng Nội vụ")).byline == byline
