"""When an undated article can have been published, from the articles that its CMS filed before and after it.

A CMS numbers its articles in the order in which they are filed, so an article lies between the dates of its neighbours by
number. That holds only where the numbers are in the order of the dates: a site that was moved files old articles under new
numbers, and an editor may date an article back. So the order is checked, near the article and over the whole site, and where
it fails only the bounds remain that do not rest on it: what the text names as past, and the capture.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from portals.items import Bound, PublishedBetween
from portals.text.dates.interval import between

_NEAREST, _NEAR = 4, 6
"""Dated neighbours on each side that bound an article, and those whose own place in the order is checked."""
_FEW_DAYS = 7
"""Days by which one neighbour may be out of order and still bound the article; one further out means a moved article."""
_TELLING, _STALE = 8, 30
"""Articles with lower numbers whose texts are asked for past days; days by which later ones may lag behind what they tell."""
_FRESH = 30
"""Days before its neighbours in which the last day of a text is taken for the one it reports, not for an old decision's."""
_MISSES = 0.004
"""Share of the undated articles that may lie outside their bounds before all bounds are widened."""
_WIDEST = 45
"""Days. Where bounds would have to be widened further, the site's numbers say nothing."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What is known of one article of a site. Days are ISO days in Vietnam."""

    id: str
    serial: int
    published: str | None = None
    """Its day of publication, if it is printed anywhere."""
    past: Bound | None = None
    """The latest day that its text names as past."""
    seen: str | None = None
    """The day of its first capture."""


@dataclass(frozen=True, slots=True)
class _Side:
    """A bound from neighbours: its day and the article it comes from."""

    day: str
    id: str


class Neighbourhood:
    """The articles of one site by number. The same articles give the same bounds, in whatever order they came.

    >>> site = Neighbourhood([Filed("x:7", 7, "2022-06-28"), Filed("x:9", 9, "2022-07-01")])
    >>> site.interval(Filed("x:8", 8, seen="2024-01-01")).interval
    '2022-06-28/2022-07-01'
    """

    def __init__(self, articles: Iterable[Filed]) -> None:
        self._filed = sorted(articles, key=lambda one: (one.serial, one.id))
        self._dated = [one for one in self._filed if one.published]
        self._dated_serials = [one.serial for one in self._dated]

    @property
    def undated(self) -> list[Filed]:
        """The articles without a day of publication, by number."""
        return [one for one in self._filed if not one.published]

    def first_seen(self, article_id: str) -> str | None:
        """The day of an article's first capture; None where it is not known here."""
        return self._seen.get(article_id)

    def interval(self, article: Filed) -> PublishedBetween | None:
        """Return when an undated article can have been published, with the evidence; None where nothing is known."""
        own = Bound(article.seen, "capture", f"first capture of {article.id}") if article.seen else None
        earliest, latest = self._by_number(article.serial, self._margins)
        if article.past and latest and article.past.date > latest.date:
            earliest = latest = None  # its own text says that the numbers are out of order here

        earliest = _best([earliest, self._told_before(article)], -1)
        if article.past and (earliest is None or _reported(article.past.date, earliest.date)):
            earliest = article.past
        latest = _best([latest, self._seen_later(article.serial), own], 1)
        if earliest and latest and earliest.date > latest.date:
            earliest, latest = article.past, own
        return between(earliest, latest)

    def _by_number(self, serial: int, margins: _Margins) -> tuple[Bound | None, Bound | None]:
        """The bounds that the dated neighbours of a number give, widened by the margins of the site and of the place."""
        at, after = bisect_left(self._dated_serials, serial), bisect_right(self._dated_serials, serial)
        earliest, latest = _sides(self._dated[max(0, at - _NEAREST) : at], self._dated[after : after + _NEAREST])
        near = range(max(0, at - _NEAR), min(len(self._dated), after + _NEAR))
        early = max([margins[0], *(self._residuals[index][0] for index in near)])
        late = max([margins[1], *(self._residuals[index][1] for index in near)])
        return _bound(earliest, early, -1), _bound(latest, late, 1)

    def _seen_later(self, serial: int) -> Bound | None:
        """The first capture of an article with a higher number: by then this one was filed, too."""
        found = self._first_seen_from[bisect_right(self._serials, serial)]
        if found is None or self._margins[1] > _WIDEST or found.seen is None:
            return None
        return Bound(_moved(found.seen, self._margins[1]), "neighbour", f"{found.id} was captured on {found.seen}")

    def _told_before(self, article: Filed) -> Bound | None:
        """The day that two of the last articles before it name as past; None where later ones or its own text doubt it.

        It is what bounds the articles of a site that prints no dates at all.
        """
        if self._margins[0] > _WIDEST:
            return None
        at = bisect_left(self._telling_serials, article.serial)
        before = sorted((_told(one), one.id) for one in self._telling[max(0, at - _TELLING) : at])
        after = [one for one in self._telling[at : at + _NEAREST + 1] if one.serial > article.serial]
        if len(before) < 2:
            return None

        day, name = before[-2]
        if any(_days(_told(one), day) > _STALE for one in (*after, article) if one.past or one.published):
            return None
        return Bound(_moved(day, -self._margins[0]), "neighbour", f"{name} and another before it name days up to {day} as past")

    @cached_property
    def _seen(self) -> dict[str, str]:
        return {one.id: one.seen for one in self._filed if one.seen}

    @cached_property
    def _telling(self) -> list[Filed]:
        """The articles that are dated or name a past day."""
        return [one for one in self._filed if one.published or one.past]

    @cached_property
    def _telling_serials(self) -> list[int]:
        return [one.serial for one in self._telling]

    @cached_property
    def _serials(self) -> list[int]:
        return [one.serial for one in self._filed]

    @cached_property
    def _first_seen_from(self) -> list[Filed | None]:
        """For each place in the order of numbers, the article from there on that was captured first."""
        first: list[Filed | None] = [None]
        for one in reversed(self._filed):
            best = first[-1]
            first.append(one if one.seen and (best is None or best.seen is None or one.seen < best.seen) else best)
        return first[::-1]

    @cached_property
    def _residuals(self) -> list[tuple[int, int]]:
        """For each dated article, the days by which it lies before and after the bounds that its neighbours give."""
        residuals = []
        for index, one in enumerate(self._dated):
            below, above = self._dated[max(0, index - _NEAREST) : index], self._dated[index + 1 : index + 1 + _NEAREST]
            earliest, latest = _sides(below, above)
            early = _days(_told(one), earliest.day) if earliest else 0
            late = _days(latest.day, _told(one)) if latest else 0
            residuals.append((max(0, early), max(0, late)))
        return residuals

    @cached_property
    def _margins(self) -> _Margins:
        """Days by which all lower and all upper bounds are widened, so that nearly every undated article lies within.

        The dated articles show how often and how far articles are out of order: the next one is as likely to be further out
        than the worst `n` of them as `n + 1` among so many. Articles whose text tells of their day need no margin below.
        """
        undated = self.undated
        silent = sum(not self._tells(one) for one in undated) / (len(undated) or 1)
        early, late = zip(*self._residuals, strict=True) if self._residuals else ((), ())
        return _margin(early, silent), _margin(late, 1.0)

    def _tells(self, article: Filed) -> bool:
        """Whether the text of an undated article names a day that can be the one it reports."""
        earliest, _ = self._by_number(article.serial, (0, 0))
        return article.past is not None and (earliest is None or article.past.date >= _moved(earliest.date, -_FRESH))


_Margins = tuple[int, int]


def _best(bounds: Iterable[Bound | None], direction: int) -> Bound | None:
    """The narrowest of some lower (-1) or upper (1) bounds."""
    some = sorted((bound for bound in bounds if bound), key=lambda bound: (bound.date, bound.detail))
    return None if not some else some[-1] if direction < 0 else some[0]


def _reported(past: str, earliest: str) -> bool:
    """Whether a text's last past day, before or after the bound of its neighbours, is what it reports: no old decision's."""
    return past >= _moved(earliest, -_FRESH)


def _told(article: Filed) -> str:
    """The day that an article was not published before."""
    return article.published or (article.past.date if article.past else "")


def _margin(residuals: Sequence[int], share: float) -> int:
    """The days that must be added for the share of articles that needs them, so that all but `_MISSES` lie within."""
    ordered = sorted(residuals, reverse=True)
    allowed = int(_MISSES * (len(ordered) + 1) / max(share, _MISSES)) - 1
    return ordered[min(max(allowed, 0), len(ordered) - 1)] if ordered else 0


def _days(first: str | None, second: str | None) -> int:
    """Days from the first ISO day to the second."""
    return (date.fromisoformat(second or "") - date.fromisoformat(first or "")).days


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _bound(side: _Side | None, margin: int, direction: int) -> Bound | None:
    if side is None or margin > _WIDEST:
        return None
    widened = f", {margin} days further, for the numbers are out of order by so much" if margin else ""
    return Bound(_moved(side.day, direction * margin), "neighbour", f"{side.id} of {side.day}{widened}")


def _sides(below: Sequence[Filed], above: Sequence[Filed]) -> tuple[_Side | None, _Side | None]:
    """The bounds between neighbours in the order of their numbers; None on a side that cannot be trusted.

    One neighbour out of order widens the bounds as far as itself where it is a few days off, and takes its side's bound away
    where it is far off. With two out of order there are no bounds.
    """
    window = [_Side(one.published or "", one.id) for one in (*below, *above)]
    days = [side.day for side in window]
    longest = _longest_ordered(days)
    if len(window) - longest > 1:
        return None, None

    doubtful = {index for index in range(len(days)) if _longest_ordered(days[:index] + days[index + 1 :]) == longest}
    others = [window[index] for index in sorted(doubtful)]
    earliest = next((window[index] for index in reversed(range(len(below))) if index not in doubtful), None)
    latest = next((window[index] for index in range(len(below), len(window)) if index not in doubtful), None)
    return _reaching(earliest, others, -1), _reaching(latest, others, 1)


def _reaching(sure: _Side | None, doubtful: list[_Side], direction: int) -> _Side | None:
    """The sure bound, moved out (-1 down, 1 up) to the furthest doubtful neighbour; None where that is far off."""
    if sure is None:
        return None
    furthest = max([sure, *doubtful], key=lambda side: direction * _days(sure.day, side.day))
    return furthest if direction * _days(sure.day, furthest.day) <= _FEW_DAYS else None


def _longest_ordered(days: list[str]) -> int:
    """The length of the longest run of days, others left out, in which none is before the one in front of it."""
    tails: list[str] = []
    for day in days:
        at = bisect_right(tails, day)
        tails[at : at + 1] = [day]
    return len(tails)
