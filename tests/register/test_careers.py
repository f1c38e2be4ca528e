"""Floors on generated careers: who is joined, who held an office, and that no order of the articles matters."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from portals.register import tables
from portals.register.building import refresh
from portals.store import Store, open_store
from tests.register.career_articles import CLEAN, Noise, Told, Writer, two_named
from tests.register.careers import END, Seat, Tenure, World
from tests.register.measure import HOME, measured, put, score

GIVEN = ("Hùng", "Dũng", "Tuấn", "Hải", "Sơn")
SMALL = {"districts": 3, "communes": 2}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_clean_careers_floor(seed: int, tmp_path: Path) -> None:
    found = measured(seed, CLEAN, tmp_path, questions=1000, **SMALL)

    assert found.precision >= 0.997
    assert found.recall >= 0.95
    assert found.certain >= 0.3 * found.asked
    assert found.certain_wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_noisy_careers_floor(seed: int, tmp_path: Path) -> None:
    found = measured(seed, Noise(wrong=0.01, late=0.01), tmp_path, questions=1000, **SMALL)

    assert found.precision >= 0.997
    assert found.recall >= 0.95
    assert found.certain_right >= 0.98


def test_no_namesakes_are_joined(tmp_path: Path) -> None:
    """Men of one name in one committee at one time, beside each other in one article, and teachers of one school."""
    with open_store(f"sqlite:///{tmp_path}/hard.db") as store:
        world, told = namesakes()
        put(store, told)
        refresh(store, {"thanhhoa": HOME})
        found = score(store, world, told, questions=0)

    assert found.statements > 150
    assert found.joined == found.joined_right
    assert found.recall == 1


def namesakes() -> tuple[World, list[Told]]:
    """Return ten pairs of one name each, and the articles about them."""
    world = World(7, districts=8, communes=2)
    founded = {seat.place for seat in world.seats if seat.until == END} - {world.province}
    seats = [seat for seat in world.seats if seat.single and seat.rank >= 3 and seat.place not in founded]
    draw = random.Random(7)
    world.tenures.clear()
    kept: list[Tenure] = []
    for number in range(10):
        free = [seat for seat in seats if seat not in {held.seat for held in kept}]
        places = draw.sample(sorted({seat.place for seat in free}), 2)
        for place in places:
            person = world.person()
            person.name, person.woman, person.degree = f"Nguyễn Văn {GIVEN[number % 5]}", False, None
            seat = draw.choice([one for one in free if one.place == place])
            member = ("Tỉnh ủy viên", "Tỉnh ủy Thanh Hóa", "tỉnh Thanh Hóa")
            kept.append(
                Tenure(person, seat, date(2010 + number // 5 * 6, 1, 1), date(2014 + number // 5 * 6, 1, 1), member=member)
            )
    world.tenures = kept
    writer = Writer(world, CLEAN, yearly=3)
    told = list(writer.articles())
    for one, other in zip(kept[::2], kept[1::2], strict=True):
        told.append(two_named(writer, (one.person, one.seat), (other.person, other.seat), date(one.since.year + 1, 5, 5)))
    for number in range(6):
        teacher = world.person()
        teacher.name = "Nguyễn Thị Lan"
        school = Seat("Giáo viên", "Trường Tiểu học Kim Đồng", "xã Nga An", 0)
        told += list(_once(writer, Tenure(teacher, school, date(2012, 1, 1), date(2012, 3, 1 + number))))
    return world, told


def _once(writer: Writer, tenure: Tenure) -> list[Told]:
    return [writer._routine(tenure, tenure.since)]


@pytest.mark.parametrize("runs", [1, 7])
def test_any_order_in_runs_of_any_size_on_both_databases(store_url: str, tmp_path: Path, runs: int) -> None:
    told = list(Writer(World(3, districts=1, communes=1), Noise(wrong=0.02, late=0.02, undated=0.1), yearly=1).articles())
    with open_store(f"sqlite:///{tmp_path}/one.db") as one, open_store(store_url) as other:
        put(one, told)
        refresh(one, {"thanhhoa": HOME})
        mixed = random.Random(runs).sample(told, len(told))
        for start in range(runs):
            put(other, mixed[start::runs])
            refresh(other, {"thanhhoa": HOME})

        assert dump(other) == dump(one)
        assert len(told) > 500


def dump(store: Store) -> dict[str, list[str]]:
    """Everything that the register says, in an order of its own."""
    with store.read() as connection:
        names = ("statements", "persons", "ids", "terms", "candidates", "torn", "offices")
        return {
            name: sorted(repr(tuple(row)) for row in connection.execute(sa.select(tables.metadata.tables[f"register_{name}"])))
            for name in names
        }
