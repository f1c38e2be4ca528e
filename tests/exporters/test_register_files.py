"""The register's files: persons, terms, statements, and FollowTheMoney."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from portals.exporters.register import PersonRow, TermRow, person_ids, person_rows, statement_rows, term_rows
from portals.register.building import refresh
from portals.store import Store, open_store
from tests.register.articles import HOMES, article

BORN = (
    "Ngày 05/6/2018, HĐND thành phố bầu ông Lê Văn An, Phó Chủ tịch UBND thành phố, giữ chức Chủ tịch UBND thành phố Thanh Hóa."
)
LATER = "Ông Lê Văn An, Chủ tịch UBND thành phố Thanh Hóa, phát biểu."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/portals.db") as store:
        store.save([article(1, "2018-06-06", BORN), article(2, "2019-01-01", LATER)])
        refresh(store, HOMES)
        yield store


def test_one_row_a_person_with_the_ids_that_lead_to_it(store: Store) -> None:
    with store.read() as connection:
        (person,) = person_rows(connection)

    assert isinstance(person, PersonRow)
    assert (person.name, person.gender, person.statements) == ("Lê Văn An", "m", 3)
    assert len(person.former_ids.split()) == 1


def test_one_row_a_term_with_its_first_sentence(store: Store) -> None:
    with store.read() as connection:
        terms = {term.post: term for term in term_rows(connection)}

    chairman = terms["Chủ tịch"]
    assert (chairman.appointed_on, chairman.last_stated, chairman.place) == (
        "2018-06-05",
        "2019-01-01",
        "thành phố Thanh Hóa, tỉnh Thanh Hóa",
    )
    assert (chairman.sentence, chairman.url) == (BORN, "https://example.gov.vn/thanhhoa/1.html")
    assert chairman.office_until == "2025-06-30"


def test_one_row_a_statement_whose_offsets_are_those_of_the_sentence(store: Store) -> None:
    with store.read() as connection:
        rows = list(statement_rows(connection))

    assert [(row.status, row.sentence) for row in rows] == [("current", BORN), ("appointed", BORN), ("current", LATER)]
    assert all((row.start, row.end) == (0, len(row.sentence)) for row in rows)


def test_officials_of_an_article_have_their_person(store: Store) -> None:
    with store.read() as connection:
        (person,) = person_rows(connection)
        assert person_ids(connection, ["thanhhoa:1", "thanhhoa:2"]) == {
            ("thanhhoa:1", 0): person.person_id,
            ("thanhhoa:2", 0): person.person_id,
        }


def test_a_store_without_a_register_has_no_persons(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/empty.db") as store, store.read() as connection:
        assert person_ids(connection, ["thanhhoa:1"]) == {}


def test_followthemoney_accepts_what_is_exported(store: Store) -> None:
    ftm = pytest.importorskip("followthemoney", reason="the extra ftm is not installed")
    from portals.exporters.ftm import FtmItemExporter

    file = BytesIO()
    exporter = FtmItemExporter(file)
    with store.read() as connection:
        for term in term_rows(connection):
            assert isinstance(term, TermRow)
            exporter.export_item(term)
    found = [json.loads(line) for line in file.getvalue().splitlines()]

    for entity in found:
        ftm.model.get(entity["schema"]).validate(entity)
        assert ftm.model.get_proxy(entity, cleaned=False).to_dict()["properties"] == entity["properties"]
    kinds = [entity["schema"] for entity in found]
    assert (kinds.count("Person"), kinds.count("PublicBody"), kinds.count("Position"), kinds.count("Occupancy")) == (1, 1, 2, 2)
    starts = [entity["properties"].get("startDate") for entity in found if entity["schema"] == "Occupancy"]
    assert ["2018-06-05"] in starts
