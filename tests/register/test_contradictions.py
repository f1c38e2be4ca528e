"""Given these articles, these findings, each with both sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from portals.items import Article
from portals.register.building import refresh
from portals.register.contradictions import Contradiction, contradictions
from portals.store import open_store
from tests.register.articles import HOMES, article


def found(tmp_path: Path, *articles: Article) -> list[Contradiction]:
    with open_store(f"sqlite:///{tmp_path}/portals.db") as store:
        store.save(list(articles))
        refresh(store, HOMES)
        with store.read() as connection:
            return list(contradictions(connection))


AN = "Ông Lê Văn An, Chủ tịch UBND thành phố Thanh Hóa, phát biểu."


def test_two_holders_of_an_office_that_one_holds(tmp_path: Path) -> None:
    wrong = "Ông Trần Văn Bình, Chủ tịch UBND thành phố Thanh Hóa, dự lễ."
    (finding,) = found(tmp_path, article(1, "2018-01-01", AN), article(2, "2018-06-01", wrong), article(3, "2019-01-01", AN))

    assert finding.kind == "two_holders"
    assert {finding.name, finding.other_name} == {"Lê Văn An", "Trần Văn Bình"}
    assert {proof.sentence for proof in (finding.one, finding.other) if proof} == {AN, wrong}


def test_a_successor_is_no_finding(tmp_path: Path) -> None:
    after = "Ông Trần Văn Bình, Chủ tịch UBND thành phố Thanh Hóa, dự lễ."

    assert found(tmp_path, article(1, "2018-01-01", AN), article(2, "2018-06-01", after), article(3, "2019-01-01", after)) == []


def test_one_person_in_two_places_at_one_time(tmp_path: Path) -> None:
    both = "Ông Lê Văn An, Chủ tịch UBND huyện Đông Sơn, Bí thư Huyện ủy Hoằng Hóa, phát biểu."
    (finding,) = found(tmp_path, article(1, "2018-01-01", both), article(2, "2018-06-01", both))

    assert finding.kind == "two_places"
    assert "huyện Đông Sơn" in finding.office + finding.other_office
    assert "huyện Hoằng Hóa" in finding.office + finding.other_office


def test_a_man_who_is_called_a_woman(tmp_path: Path) -> None:
    woman = AN.replace("Ông", "Bà")
    (finding,) = found(tmp_path, article(1, "2018-01-01", AN), article(2, "2018-06-01", woman))

    assert finding.kind == "two_genders"
    assert [proof and proof.sentence for proof in (finding.one, finding.other)] == [AN, woman]


def test_a_term_that_ends_before_it_begins(tmp_path: Path) -> None:
    begun = "Ngày 05/6/2018, HĐND thành phố bầu ông Lê Văn An giữ chức Chủ tịch UBND thành phố Thanh Hóa."
    over = "Ngày 02/5/2018, HĐND thành phố miễn nhiệm chức vụ Chủ tịch UBND thành phố Thanh Hóa đối với ông Lê Văn An."
    kinds = [one.kind for one in found(tmp_path, article(1, "2018-06-06", begun), article(2, "2018-05-03", over))]

    assert kinds == ["end_before_begin"]


@pytest.mark.parametrize("text", [AN, "Ông Lê Văn An, Ủy viên Ban Thường vụ Tỉnh ủy, Bí thư Thành ủy Thanh Hóa, dự lễ."])
def test_no_finding_where_nothing_contradicts(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, article(1, "2018-01-01", text), article(2, "2018-09-01", text)) == []
