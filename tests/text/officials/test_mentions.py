"""Where the text names a person: later mentions, fields, offsets; and what a position infers."""

from __future__ import annotations

import unicodedata

import pytest

from portals.text.officials import Piece, find_officials, officials_of

ARTICLE = (
    "Đồng chí Lê Minh Bền – UVBTV Tỉnh ủy, Bí thư Thành ủy thành phố Thanh Hóa chủ trì. "
    "Đồng chí Bí thư Thành ủy đề nghị các phòng phối hợp; đồng chí Bí thư đề nghị các hội vào cuộc.\n\n"
    "Kết luận, đồng chí Lê Minh Bền – UVBTV Tỉnh ủy, Bí thư Thành ủy nêu ba việc. Ông Bền cảm ơn các đại biểu."
)


def test_the_fuller_statement_of_an_office_stays() -> None:
    (official,) = find_officials(ARTICLE)
    titles = [position.title for position in official.positions]
    assert titles == ["Ủy viên Ban Thường vụ Tỉnh ủy", "Bí thư Thành ủy thành phố Thanh Hóa"]


def test_later_mentions_by_name_post_and_given_name_join_the_person() -> None:
    (official,) = find_officials(ARTICLE)
    assert [ARTICLE[mention.start : mention.end] for mention in official.mentions] == [
        "Lê Minh Bền",
        "Đồng chí Bí thư Thành ủy",
        "đồng chí Bí thư",
        "Lê Minh Bền",
        "Ông Bền",
    ]


def test_offsets_refer_to_the_string_given_in_any_unicode_form() -> None:
    for given in (unicodedata.normalize("NFD", ARTICLE), ARTICLE.replace("Minh", "Mi\u200bnh")):
        (official,) = find_officials(given)
        first, second = official.mentions[:2]
        assert unicodedata.normalize("NFC", given[first.start : first.end]).replace("\u200b", "") == "Lê Minh Bền"
        assert unicodedata.normalize("NFC", given[second.start : second.end]) == "Đồng chí Bí thư Thành ủy"
        assert official.name == unicodedata.normalize("NFC", official.name)


def test_a_detached_first_letter_is_set_back() -> None:
    text = "Đ ồng chí Lê Bền, Chủ tịch UBND xã nói."
    (official,) = find_officials(text)
    assert (official.honorific, text[official.mentions[0].start : official.mentions[0].end]) == ("Đồng chí", "Lê Bền")


def test_a_record_is_read_over_all_its_fields() -> None:
    pieces = [
        Piece("title", "Bí thư Thành ủy Lê Bền thăm phường 3"),
        Piece("body", "Đồng chí Lê Bền, Bí thư Thành ủy, Chủ tịch HĐND thành phố đến thăm."),
        Piece("caption", "Đồng chí Bí thư Thành ủy tặng quà", 0),
        Piece("caption", "Lê Bền trao hoa", 1),
    ]
    (official,) = officials_of(pieces)
    assert [position.post for position in official.positions] == ["Bí thư", "Chủ tịch"]
    assert [(mention.field, mention.index) for mention in official.mentions] == [
        ("title", None),
        ("body", None),
        ("caption", 0),
        ("caption", 1),
    ]


def test_a_reference_that_could_mean_two_persons_joins_neither() -> None:
    text = "Ông Lê Bền, Phó Chủ tịch UBND xã và bà Võ Mai, Phó Chủ tịch HĐND xã cùng dự. Đồng chí Phó Chủ tịch phát biểu."
    assert [len(official.mentions) for official in find_officials(text)] == [1, 1]


def test_honorifics_tell_two_persons_of_one_given_name_apart() -> None:
    text = "Ông Lê Bền, Bí thư Đảng ủy và bà Võ Bền, Chủ tịch UBND xã cùng dự. Bà Bền phát biểu."
    mentions = {official.name: len(official.mentions) for official in find_officials(text)}
    assert mentions == {"Lê Bền": 1, "Võ Bền": 2}


def test_a_middle_name_that_is_an_honorific_is_no_second_mention() -> None:
    (official,) = find_officials("Đồng chí Lê Anh Xuân, Bí thư Thành ủy dự.")
    assert [(mention.start, mention.end) for mention in official.mentions] == [(9, 20)]


@pytest.mark.parametrize(
    ("post", "place", "inferred"),
    [
        ("Bí thư Thành Đoàn", "thành phố Thanh Hóa", True),
        ("Bí thư Tỉnh đoàn", "tỉnh Thanh Hóa", True),
        ("Bí thư Thành đoàn Thanh Hóa", "thành phố Thanh Hóa", False),
        ("Bí thư Huyện đoàn", None, False),
        ("Bí thư Tỉnh ủy Sóc Trăng", "tỉnh Sóc Trăng", False),
        ("Bí thư Huyện ủy Trần Đề, tỉnh Sóc Trăng", "huyện Trần Đề, tỉnh Sóc Trăng", False),
        ("Phó Bí thư Thành ủy Thành phố Hồ Chí Minh", "thành phố Hồ Chí Minh", False),
    ],
)
def test_a_committee_belongs_to_a_place_of_its_level(post: str, place: str | None, inferred: bool) -> None:
    (official,) = find_officials(f"Đồng chí Lê Thị Bền, {post} dự lễ.", place="thành phố Thanh Hóa")
    assert (official.positions[0].place, official.positions[0].place_inferred) == (place, inferred)


def test_a_place_is_stated_or_inferred_and_says_so() -> None:
    text = "Đồng chí Lê Bền, Tỉnh ủy viên, Bí thư Thành ủy dự. Ông Võ An, Bí thư Đảng ủy, Chủ tịch UBND phường Đông Vệ dự."
    first, second = find_officials(text, place="thành phố Thanh Hóa")
    assert [(each.place, each.place_inferred) for each in first.positions] == [
        ("tỉnh Thanh Hóa", True),
        ("thành phố Thanh Hóa", True),
    ]
    assert [(each.organisation, each.place, each.place_inferred) for each in second.positions] == [
        ("Đảng ủy phường Đông Vệ", "phường Đông Vệ", False),
        ("Ủy ban nhân dân phường Đông Vệ", "phường Đông Vệ", False),
    ]


def test_without_a_portal_nothing_is_inferred() -> None:
    (official,) = find_officials("Đồng chí Lê Bền, Bí thư Thành ủy dự.")
    assert (official.positions[0].place, official.positions[0].place_inferred) == (None, False)


def test_an_ambiguous_abbreviation_is_settled_by_context_or_left_and_flagged() -> None:
    def position(text: str) -> tuple[str, list[str]]:
        return find_officials(text)[0].positions[0].title, find_officials(text)[0].positions[0].flags

    assert position("Ông Lê Bền, UVBTV TU, Bí thư Thành ủy dự.") == ("Ủy viên Ban Thường vụ Tỉnh ủy", [])
    assert position("Tỉnh ủy họp. Ông Lê Bền, UVBTV TU dự.") == ("Ủy viên Ban Thường vụ Tỉnh ủy", [])
    assert position("Ông Lê Bền, UVBTV TU dự.") == ("Ủy viên Ban Thường vụ TU", ["ambiguous_abbreviation:TU"])


def test_what_was_printed_is_kept() -> None:
    (official,) = find_officials("Đ/c Lê Hoà –PCT UBND TPST– dự.")
    assert (official.name, official.name_as_printed) == ("Lê Hòa", "Lê Hoà")
    assert official.positions[0].as_printed == "PCT UBND TPST"
