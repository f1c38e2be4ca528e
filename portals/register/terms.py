"""Terms of office: from when to when a person is known to have held an office, and how certain that is on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from portals.register.days import later

Capacity = Literal["held", "acting"]
Certainty = Literal["certain", "likely", "unknown"]

GRACE_DAYS = 31
"""How long after the end of a term an article may still give the old title without opening a new term."""
NEAR_DAYS = 180
"""How near to a statement an answer is still likely, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Point:
    """A day, or days in a row, on which a person is known to have been in an office; or the last one before its end."""

    person: str
    since: str
    until: str
    act: Literal["appointed", "ended"] | None = None
    act_on: str | None = None
    certain: bool = True
    article_id: str = ""
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One term. All days are ISO; None where no article says it."""

    first_stated: str | None = None
    last_stated: str | None = None
    appointed_on: str | None = None
    ended_on: str | None = None
    decision: str | None = None

    @property
    def ends_before_it_begins(self) -> bool:
        """Whether its articles contradict each other."""
        return bool(self.appointed_on and self.ended_on and self.ended_on < self.appointed_on)


def terms_of(points: Iterable[Point]) -> list[Term]:
    """Return the terms that the points of one person in one office make, the first one first.

    A new term begins where somebody is appointed, or stated long after an end, to an office whose end an article dates.
    """
    terms: list[Term] = []
    for point in sorted(points, key=lambda one: (one.since, one.until, one.act or "", one.act_on or "", one.article_id)):
        if not terms or _is_new(terms[-1], point):
            terms.append(Term())
        terms[-1] = _extended(terms[-1], point)
    return terms


def _is_new(term: Term, point: Point) -> bool:
    if term.ended_on is None or point.act == "ended":
        return False
    if point.act == "appointed":
        return (point.act_on or point.since) > term.ended_on
    return point.since > later(term.ended_on, GRACE_DAYS)


def _extended(term: Term, point: Point) -> Term:
    decision = term.decision or point.decision
    if point.act == "ended":
        return replace(term, ended_on=term.ended_on or point.act_on, decision=decision)
    term = replace(
        term,
        first_stated=min(term.first_stated or point.since, point.since),
        last_stated=max(term.last_stated or point.until, point.until),
        decision=decision,
    )
    if point.act == "appointed" and point.act_on and term.appointed_on is None:
        term = replace(term, appointed_on=point.act_on)
    return term


@dataclass(frozen=True, slots=True)
class Holder:
    """What is known of one person in an office on a day, and by which points."""

    person: str
    certainty: Certainty
    points: tuple[Point, ...]
    disputed: bool = False
    """Whether articles name somebody else for the same time, in an office that only one person holds."""


def holders_on(day: str, points: Sequence[Point], *, single: bool, near_days: int = NEAR_DAYS) -> list[Holder]:
    """Return who held an office on an ISO day, from the points around it; the most certain first.

    `points` are those of every person up to the nearest one of each on either side of the day. *certain*: a point covers the
    day, or one before and one after it name the same person with no end between them and, where only one can hold the
    office, nobody else. *likely*: a point lies within `near_days`, and nothing says otherwise.
    """
    found = [_holder(person, day, points, single, near_days) for person in sorted({point.person for point in points})]
    order = {"certain": 0, "likely": 1, "unknown": 2}
    return sorted((one for one in found if one.certainty != "unknown"), key=lambda one: (order[one.certainty], one.person))


def _holder(person: str, day: str, points: Sequence[Point], single: bool, near_days: int) -> Holder:
    own = [point for point in points if point.person == person]
    others = [point for point in points if point.person != person] if single else []
    covering = [point for point in own if point.since <= day <= point.until and not _is_late(point, own, day)]
    before = max((point for point in own if point.until < day), key=_end, default=None)
    after = min((point for point in own if point.since > day), key=_start, default=None)
    if before is not None and _is_over(before, own, day):
        before = None
    if after is not None and after.act == "appointed":
        after = None
    if covering:
        disputed = any(point.since <= day <= point.until for point in others) or _is_lone(own, day, others)
        disputed = disputed or all(_is_succeeded(point, own, others) for point in covering)
        known = any(point.certain for point in covering) and not disputed
        return Holder(person, "certain" if known else "likely", tuple(covering), disputed)

    if before is not None and after is not None:
        between = [point for point in others if point.until >= before.until and point.since <= after.since]
        if not between and before.certain and after.certain:
            return Holder(person, "certain", (before, after))

    sides = [point for point in (before, after) if point is not None and _is_close(point, day, near_days, others)]
    return Holder(person, "likely" if sides else "unknown", tuple(sides))


def _is_over(before: Point, own: Sequence[Point], day: str) -> bool:
    """Whether the last point before a day is the end, or an article that came too late with the old title."""
    if before.act == "ended":
        return True
    end = max((point.until for point in own if point.act == "ended" and point.until < day), default=None)
    return end is not None and before.act is None and end < before.until <= later(end, GRACE_DAYS)


def _is_late(point: Point, own: Sequence[Point], day: str) -> bool:
    """Whether the person's office had ended when an article still gave the old title: news of a day before the end, or late."""
    if point.act is not None:
        return False
    ends = [one.act_on for one in own if one.act == "ended" and one.act_on and one.act_on <= day]
    begun = max((one.since for one in own if one.act == "appointed" and one.since <= day), default="")
    return any(end > begun and point.since <= later(end, GRACE_DAYS) for end in ends)


def _is_succeeded(point: Point, own: Sequence[Point], others: Sequence[Point]) -> bool:
    """Whether somebody else was appointed shortly before, and nothing later says that the person is still there."""
    if point.act is not None or any(one.since > point.since for one in own):
        return False
    return any(one.act == "appointed" and one.since <= point.until <= later(one.since, GRACE_DAYS) for one in others)


def _start(point: Point) -> tuple[str, str]:
    return point.since, point.article_id


def _end(point: Point) -> tuple[str, bool, str]:
    return point.until, point.act == "ended", point.article_id


def _is_lone(own: Sequence[Point], day: str, others: Sequence[Point]) -> bool:
    """Whether a single statement stands in the midst of another holder's: one article may be wrong."""
    before = {point.person for point in _last([one for one in others if one.until < day])}
    after = {point.person for point in _first([one for one in others if one.since > day])}
    return len({(point.since, point.until) for point in own}) == 1 and not before.isdisjoint(after)


def _last(points: Sequence[Point]) -> list[Point]:
    last = max((point.until for point in points), default="")
    return [point for point in points if point.until == last and point.act != "ended"]


def _first(points: Sequence[Point]) -> list[Point]:
    first = min((point.since for point in points), default="")
    return [point for point in points if point.since == first and point.act != "appointed"]


def _is_close(point: Point, day: str, near_days: int, others: Sequence[Point]) -> bool:
    """Whether a point is near the day, with nobody else's between them."""
    first, last = (point.until, day) if point.until < day else (day, point.since)
    if (date.fromisoformat(last) - date.fromisoformat(first)).days > near_days:
        return False
    return not any(first <= other.until and other.since <= last for other in others)
