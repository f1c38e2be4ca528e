"""Which keys are one person: on evidence, whatever the order."""

from __future__ import annotations

from itertools import permutations

from portals.register.persons import Sighting, grouped


def persons(sightings: list[Sighting], **more: object) -> set[frozenset[str]]:
    ids = grouped(sightings, **more).ids  # type: ignore[arg-type]
    return {frozenset(key for key, person in ids.items() if person == one) for one in set(ids.values())}


def test_the_name_alone_joins_nobody() -> None:
    assert persons([Sighting(("a",), 3), Sighting(("b",), 2)]) == {frozenset("a"), frozenset("b")}


def test_an_article_that_states_both_offices_joins_them() -> None:
    career = [Sighting(("a",), 3), Sighting(("a", "b"), 1), Sighting(("b", "c"), 1)]

    assert persons(career) == {frozenset("abc")}


def test_two_whom_one_article_tells_apart_stay_two() -> None:
    """One mistaken article gives one of them the other's office."""
    sightings = [Sighting(("a",), 5), Sighting(("b",), 5), Sighting(("a", "b"), 1)]

    assert persons(sightings, apart=[("a", "b")]) == {frozenset("a"), frozenset("b")}
    assert grouped(sightings, apart=[("a", "b")]).torn == (("a", "b"),)


def test_decisions_come_first() -> None:
    sightings = [Sighting(("a", "b"), 9), Sighting(("c",), 1)]

    assert persons(sightings, different=[("a", "b")], same=[("b", "c")]) == {frozenset("a"), frozenset("bc")}


def test_the_order_does_not_matter() -> None:
    sightings = [Sighting(("a", "b"), 2), Sighting(("b", "c"), 2), Sighting(("c", "d"), 1), Sighting(("d", "e"), 1)]
    found = {frozenset(persons(list(order), apart=[("a", "e")])) for order in permutations(sightings)}

    assert len(found) == 1


def test_the_id_is_what_was_stated_first_and_stays() -> None:
    before = grouped([Sighting(("b",), 1, "2015-01-01"), Sighting(("z", "b"), 1, "2020-01-01")])
    after = grouped(
        [Sighting(("b",), 1, "2015-01-01"), Sighting(("z", "b"), 1, "2020-01-01"), Sighting(("a", "z"), 1, "2024-01-01")]
    )

    assert set(before.ids.values()) == set(after.ids.values()) == {"b"}
