"""The register over a store: the same from any order, in runs or at once, on both databases."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from portals.items import Article
from portals.register import lookup, tables
from portals.register.building import add_articles, count_waiting, refresh
from portals.register.decisions import NONE, Decision, Decisions
from portals.register.naming import offices_named, persons_named
from portals.register.places import Home
from portals.store import Store, open_store
from tests.register.articles import HOMES, article


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    store = open_store(store_url)
    yield store
    store.close()


CAREER = [
    article(1, "2014-05-05", "Ông Lê Văn Mẫu, Phó Chủ tịch UBND thành phố, dự lễ."),
    article(
        2,
        "2015-06-06",
        "Ngày 05/6/2015, HĐND thành phố bầu ông Lê Văn Mẫu, Phó Chủ tịch UBND thành phố, giữ chức Chủ tịch UBND thành phố.",
    ),
    article(3, "2018-03-03", "Chủ tịch UBND thành phố Lê Văn Mẫu chủ trì cuộc họp."),
    article(
        4, "2019-01-10", "Ngày 10/01/2019, HĐND thành phố miễn nhiệm chức vụ Chủ tịch UBND thành phố đối với ông Lê Văn Mẫu."
    ),
    article(5, "2019-03-03", "Bà Trần Thị Hà, Chủ tịch UBND thành phố, phát biểu."),
    article(6, "2019-03-04", "Ông Lê Văn Mẫu, Hiệu trưởng Trường Tiểu học Kim Đồng xã Hà Bình, cho biết."),
]


def dump(store: Store) -> dict[str, list[str]]:
    with store.read() as connection:
        names = ("register_statements", "register_persons", "register_ids", "register_terms", "register_candidates")
        return {
            name: sorted(repr(row) for row in connection.execute(sa.select(tables.metadata.tables[name]))) for name in names
        }


def who(store: Store, words: str, on: str) -> list[tuple[str, str]]:
    with store.read() as connection:
        offices = offices_named(connection, words, "thành phố Thanh Hóa", on)
        return [(answer.name, answer.certainty or "") for answer in lookup.who(connection, offices, on)]


def build(store: Store, articles: Sequence[Article], decisions: Decisions = NONE) -> None:
    store.save(articles)
    refresh(store, HOMES, decisions)


def test_who_held_an_office_on_a_day(store: Store) -> None:
    build(store, CAREER)

    assert who(store, "Chủ tịch UBND", "2017-01-01") == [("Lê Văn Mẫu", "certain")]
    assert who(store, "chu tich ubnd", "2018-12-31") == [("Lê Văn Mẫu", "certain")]
    assert who(store, "Chủ tịch UBND", "2019-02-01") == [("Trần Thị Hà", "likely")]
    assert who(store, "Chủ tịch UBND", "2013-01-01") == []


def test_a_promotion_that_an_article_words_is_one_person_and_a_namesake_is_another(store: Store) -> None:
    build(store, CAREER)

    with store.read() as connection:
        found = persons_named(connection, "le van mau")
        careers = [[(a.office, a.appointed_on, a.ended_on) for a in lookup.career(connection, one["id"])] for one in found]

    assert careers == [
        [("Phó Chủ tịch Ủy ban nhân dân", None, None), ("Chủ tịch Ủy ban nhân dân", "2015-06-05", "2019-01-10")],
        [("Hiệu trưởng Trường Tiểu học Kim Đồng", None, None)],
    ]


@pytest.mark.slow
def test_any_order_in_one_run_or_in_many(store: Store, tmp_path: Any) -> None:
    build(store, CAREER)
    for seed in range(4):
        mixed = random.Random(seed).sample(CAREER, len(CAREER))
        with open_store(f"sqlite:///{tmp_path}/{seed}.db") as other:
            for start in range(0, len(mixed), seed + 1):
                build(other, mixed[start : start + seed + 1])
            assert dump(other) == dump(store)


def test_one_article_more_is_as_if_it_had_always_been_there(store: Store, tmp_path: Any) -> None:
    build(store, CAREER[:-1])
    store.save(CAREER[-1:])
    store.transact(lambda connection: add_articles(connection, [CAREER[-1].id], lambda name: HOMES[name], NONE))

    with open_store(f"sqlite:///{tmp_path}/whole.db") as whole:
        build(whole, CAREER)
        assert dump(store) == dump(whole)
    with store.read() as connection:
        assert count_waiting(connection) == 0


def test_a_corrected_article_takes_its_statements_along(store: Store) -> None:
    build(store, CAREER)
    corrected = article(5, "2019-03-03", "Bà Trần Thị Hà, Phó Chủ tịch UBND thành phố, phát biểu.")
    corrected.fetched_at = "2026-02-01T00:00:00Z"
    build(store, [corrected])

    assert who(store, "Chủ tịch UBND", "2019-03-03") == []
    assert ("Trần Thị Hà", "certain") in who(store, "Phó Chủ tịch UBND", "2019-03-03")


def test_decisions_are_applied_taken_back_and_survive(store: Store) -> None:
    build(store, CAREER)
    with store.read() as connection:
        one, other = (row["id"] for row in persons_named(connection, "Lê Văn Mẫu"))
    same = Decisions((Decision("same", one, other), Decision("rename", one, "Lê Văn Mẫu (Thanh Hóa)")))
    refresh(store, HOMES, same)
    with store.read() as connection:
        assert [row["name"] for row in persons_named(connection, "le van mau (thanh hoa)")] == ["Lê Văn Mẫu (Thanh Hóa)"]

    build(
        store, [article(7, "2020-01-01", "Ông Lê Văn Mẫu, Hiệu trưởng Trường Tiểu học Kim Đồng xã Hà Bình, phát biểu.")], same
    )
    with store.read() as connection:
        assert len(persons_named(connection, "le van mau")) + len(persons_named(connection, "le van mau (thanh hoa)")) == 1

    refresh(store, HOMES, NONE)
    with store.read() as connection:
        assert len(persons_named(connection, "Lê Văn Mẫu")) == 2


def test_a_decision_about_nobody_is_said(store: Store) -> None:
    store.save(CAREER)
    done = refresh(store, HOMES, Decisions((Decision("same", "p-nobody", "p-else"),)))

    assert done.unknown == ("p-else", "p-nobody")


def test_one_article_can_be_taken_out_of_an_office(store: Store) -> None:
    """Two men of one name in one office: only a reviewer can tell."""
    build(store, CAREER)
    with store.read() as connection:
        one = persons_named(connection, "Lê Văn Mẫu")[0]["id"]
    refresh(store, HOMES, Decisions((Decision("different", one, "thanhhoa:3#Lê Văn Mẫu"),)))

    with store.read() as connection:
        assert len(persons_named(connection, "Lê Văn Mẫu")) == 3


def test_an_undated_article_is_never_certain(store: Store) -> None:
    undated = article(8, None, "Bà Nguyễn Thị Mận, Phó Bí thư Thành ủy, chủ trì cuộc họp ngày 05/6/2015.")
    build(store, [undated])

    assert {certainty for _, certainty in who(store, "Phó Bí thư Thành ủy", "2015-06-05")} <= {"likely"}


def test_a_portal_that_is_declared_later_moves_its_offices(store: Store) -> None:
    store.save(CAREER)
    refresh(store, {})
    refresh(store, HOMES)
    with store.read() as connection:
        places = set(
            connection.execute(sa.select(tables.offices.c.place).where(tables.offices.c.post == "Phó Chủ tịch")).scalars()
        )

    assert "thành phố Thanh Hóa, tỉnh Thanh Hóa" in places
    assert Home() not in HOMES.values()
