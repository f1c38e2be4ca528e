"""Whom an article means: predecessors beside an appointment, two persons of one name, offices that are left."""

from __future__ import annotations

import pytest

from portals.register.statements import OfficeStatement, statements_of
from portals.store.records import as_record
from tests.register.articles import HOMES, article


def stated(day: str | None, text: str) -> list[OfficeStatement]:
    return statements_of(as_record(article(1, day, text)), HOMES["thanhhoa"])[0]


@pytest.mark.parametrize(
    ("named", "name"),
    [
        ("ông Đặng Văn Ất nghỉ hưu", "Đặng Văn Ất"),
        ("bà Ưng Thị Ổi", "Ưng Thị Ổi"),
        ("đồng chí Trịnh Đình Khoát nghỉ hưu theo chế độ", "Trịnh Đình Khoát"),
    ],
)
def test_whom_somebody_replaces_held_the_office(named: str, name: str) -> None:
    text = f"Ngày 05/6/2018, HĐND thành phố bầu ông Lê Văn An giữ chức Chủ tịch UBND thành phố Thanh Hóa thay {named}."
    found = {one.name: one for one in stated("2018-06-06", text)}

    left = found[name]
    assert (left.office.id, left.status, left.act, left.until) == (
        found["Lê Văn An"].office.id,
        "former",
        "ended",
        "2018-06-04",
    )
    assert text[left.proof.start : left.proof.end] == text
    assert not left.certain  # the predecessor may have left before


def test_who_is_thanked_on_somebody_s_behalf_is_no_predecessor() -> None:
    names = {
        one.name for one in stated("2018-06-06", "Thay mặt lãnh đạo, ông Lê Văn An, Chủ tịch UBND thành phố Thanh Hóa, cảm ơn.")
    }

    assert names == {"Lê Văn An"}


def test_one_name_with_two_offices_in_two_places_at_two_mentions_may_be_two_persons() -> None:
    text = (
        "Ông Nguyễn Văn Hùng, Chủ tịch UBND phường Đông Vệ, báo cáo.\n\n"
        "Ông Nguyễn Văn Hùng, Chủ tịch UBND huyện Hoằng Hóa, nêu ý kiến."
    )
    found = stated("2018-06-06", text)

    assert len(found) == 2
    assert set(found[0].combination).isdisjoint(found[1].combination)


def test_one_sentence_that_gives_two_offices_is_one_person() -> None:
    found = stated("2018-06-06", "Ông Nguyễn Văn Hùng, Bí thư Thành ủy Thanh Hóa, Chủ tịch HĐND thành phố Thanh Hóa, dự lễ.")

    assert len({one.combination for one in found}) == 1
    assert len(found[0].combination) == 2


def test_the_office_that_is_left_was_held_up_to_the_day_before() -> None:
    text = (
        "Ngày 05/6/2018, hội nghị công bố quyết định bổ nhiệm ông Lê Văn An, Chủ tịch UBND huyện Hoằng Hóa, "
        "giữ chức Giám đốc Sở Y tế Thanh Hóa."
    )
    left, new = stated("2018-06-08", text)

    assert (left.since, left.until) == ("2018-06-04", "2018-06-04")
    assert (new.act_on, new.since, new.until) == ("2018-06-05", "2018-06-05", "2018-06-08")


def test_a_committee_of_dozens_is_no_key_beside_another_office() -> None:
    found = stated("2018-06-06", "Ông Nguyễn Văn Hùng, Tỉnh ủy viên, Bí thư Huyện ủy Hoằng Hóa, dự lễ.")

    assert {one.office.holders for one in found} == {"members", "one"}
    assert len({one.key for one in found}) == 1
    assert len(found[0].combination) == 1
