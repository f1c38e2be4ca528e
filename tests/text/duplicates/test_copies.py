"""One page, one article: what is cut and what stays."""

from __future__ import annotations

import unicodedata

import pytest

from portals.draft import Block
from portals.text.repeats import cut

TITLE = "Thành ủy làm việc với các hội nghề nghiệp trên địa bàn"
FIRST = "Sáng ngày 09/10/2020, Thành ủy đã tổ chức hội nghị làm việc với các hội nghề nghiệp để đánh giá kết quả chín tháng."
SECOND = "Tại hội nghị, đại diện các hội đã nêu nhiều ý kiến về kinh phí, trụ sở và công tác phát triển hội viên trong năm tới."
THIRD = "Kết luận buổi làm việc, đồng chí Bí thư Thành ủy đề nghị các phòng, ban xem xét, giải quyết từng kiến nghị cụ thể."
BYLINE = "Hoài An (Trung tâm Văn hóa)"
VISIBLE = [
    Block("title", TITLE),
    Block("date", "Đăng lúc: 10/10/2020 06:43:10 (GMT+7)"),
    *(Block("paragraph", text) for text in (FIRST, SECOND, THIRD)),
    Block("byline", BYLINE),
]
HIDDEN = [VISIBLE[0], Block("date", "Ngày 10/10/2020 06:43:10"), *VISIBLE[2:]]


def plain(blocks: list[Block]) -> list[Block]:
    return [Block("paragraph", block.text) for block in blocks]


def test_print_copy_before_the_article() -> None:
    kept = cut(HIDDEN + VISIBLE)
    assert kept.blocks == tuple(VISIBLE)
    assert kept.copies == 2
    assert kept.notes == ()


def test_layout_that_knows_nothing() -> None:
    kept = cut(plain(HIDDEN + VISIBLE))
    assert [block.text for block in kept.blocks] == [block.text for block in VISIBLE]
    assert kept.copies == 2


def test_other_unicode_form_is_no_difference() -> None:
    decomposed = [Block(block.kind, unicodedata.normalize("NFD", block.text)) for block in VISIBLE]
    assert cut(decomposed + VISIBLE).notes == ()
    assert cut(decomposed + VISIBLE).copies == 2


def test_an_article_printed_once_is_left_alone() -> None:
    kept = cut(VISIBLE)
    assert (kept.blocks, kept.copies, kept.notes) == (tuple(VISIBLE), 1, ())


def test_lead_repeated_as_first_paragraph() -> None:
    kept = cut([VISIBLE[0], Block("lead", FIRST), *VISIBLE[2:]])
    assert [block.kind for block in kept.blocks] == ["title", "lead", "paragraph", "paragraph", "byline"]
    assert kept.copies == 1


ONE_BLOCK = Block("paragraph", "\n".join((FIRST, SECOND, THIRD)))


@pytest.mark.parametrize(
    "page",
    [
        [*VISIBLE[:2], ONE_BLOCK, *VISIBLE],
        [*VISIBLE[:-1], *HIDDEN[:2], ONE_BLOCK, VISIBLE[-1]],
        [*VISIBLE[:2], Block("paragraph", f"{FIRST}\n{SECOND}\n{THIRD}\n{FIRST}\n{SECOND}\n{THIRD}"), VISIBLE[-1]],
        [*VISIBLE[:2], *(block for block in VISIBLE[2:-1] for _ in range(2)), VISIBLE[-1]],
    ],
    ids=["one block, then paragraphs", "paragraphs, then one block", "twice in one block", "each paragraph twice"],
)
def test_prints_that_set_their_paragraphs_otherwise(page: list[Block]) -> None:
    kept = cut(page)
    assert " ".join(" ".join(block.text for block in kept.blocks[2:]).split()) == f"{FIRST} {SECOND} {THIRD} {BYLINE}"
    assert kept.copies == 2


def test_a_summary_in_one_block_stays_in_one_block() -> None:
    page = [Block("title", TITLE), Block("paragraph", f"{FIRST} {SECOND}")]
    assert cut(page).blocks == tuple(page)


def test_nothing_in_nothing_out() -> None:
    assert cut([]).blocks == ()


ROW = "Hộ ông Trần Văn {0}, cư trú tại khóm {0}, được hỗ trợ {0} triệu đồng để sửa chữa nhà ở trong đợt {0} của năm nay."
PAGES = {
    "one line thousands of times": [Block("paragraph", "Không có")] * 20_000,
    "rows that differ in a number": [Block("paragraph", ROW.format(number)) for number in range(1_600)],
    "rows that differ in a number, twice": [Block("paragraph", ROW.format(number)) for number in range(800)] * 2,
    "one endless word": [Block("paragraph", "ch" * 50_000), Block("paragraph", "ch" * 50_000)],
    "prints without end": [block for _ in range(400) for block in HIDDEN],
    "two long texts that differ throughout": [
        Block("paragraph", " ".join(f"từ{number} chung" for number in range(size, 8_000))) for size in (0, 1)
    ],
}


@pytest.mark.parametrize("name", PAGES)
def test_200_kilobytes_of_repeats_end(name: str) -> None:
    """Quadratic work on any of these takes minutes; the size of what is kept shows that it was looked at."""
    kept = cut(PAGES[name])
    assert 0 < len(kept.blocks) <= len(PAGES[name])


def test_a_list_printed_twice_is_kept_once() -> None:
    rows = [Block("paragraph", ROW.format(number)) for number in range(200)]
    kept = cut([*VISIBLE[:2], *rows, *HIDDEN[:2], *rows])
    assert [block.text for block in kept.blocks[2:]] == [row.text for row in rows]
