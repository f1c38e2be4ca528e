"""Days of the lunar calendar: `mùng 10 tháng Giêng`, `Rằm tháng Bảy năm Giáp Thìn`, `10/3 âm lịch`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar

from portals.text.dates.event_forms import MONTH_WORD, PART
from portals.text.dates.event_years import outlook, sentence_of
from portals.text.dates.lexicon import either, table

_WORDS = table("events.words")
_SPELLINGS: dict[str, str] = dict(table("events.spellings"))
_MONTHS: dict[str, int] = dict(table("events.months"))
_DAYS: dict[str, int] = dict(table("events.lunar_days"))
_STEM = either([*_WORDS["stems"], "kỉ", "quí"])
_BRANCH = either([*_WORDS["branches"], "tí", "mẹo", "tị"])
_TRIGGERS = ("mùng", "mồng", "rằm", "giêng", "chạp", "âm lịch")
_SHORTLY = 45
"""Days between a publication and a lunar day without a year that it may mean."""
_FIRST, _LAST = 1901, 2099
"""Lunar years the library converts."""

_LUNAR = re.compile(
    rf"(?:\b(?P<part>{PART})\s+)?(?:\bngày\s+)?\b(?:(?P<early>m[ùồ]ng\s+(?:[0-9]{{1,2}}|{either(_DAYS)}))|(?P<full>rằm)|(?P<number>[0-9]{{1,2}}))"
    rf"(?:\s+tháng\s+(?P<month>[0-9]{{1,2}}(?![0-9])|{MONTH_WORD})(?!\w)(?P<leap>\s+nhuận)?|(?P<tet>\s+tết)(?!\w)|[/.-](?P<figure>[0-9]{{1,2}})(?![0-9]))"
    r"(?:[/.-](?P<slashed>[0-9]{4})(?![0-9]))?(?P<said>\s?\(âm\slịch\)|\s?âm\slịch)?"
    rf"(?:,?\s+(?:năm\s+)?(?P<stem>{_STEM})\s+(?P<branch>{_BRANCH})(?!\w))?"
    r"(?:,?\s+(?:năm\s+)?\(?(?P<year>(?:19|20)[0-9]{2})\)?(?![0-9]))?(?P<said_last>\s?\(âm\slịch\)|\s?âm\slịch)?",
)


@dataclass(frozen=True, slots=True)
class LunarDay:
    start: int
    end: int
    part: str | None
    date: str | None
    inferred: bool = False
    """Whether the year comes from the publication."""
    named: tuple[int, int, bool] = (0, 0, False)
    """Day, month and whether it is a leap month, as named."""


def _cycle_year(stem: str, branch: str, near: int) -> int | None:
    """The year of the sixty-year cycle nearest to `near`: `Giáp Thìn` is 2024 for anything published from 1995 to 2053."""
    stems, branches = _WORDS["stems"], _WORDS["branches"]
    stem, branch = _SPELLINGS.get(stem, stem), _SPELLINGS.get(branch, branch)
    for year in range(near - 29, near + 31):
        if stems[(year - 4) % 10] == stem and branches[(year - 4) % 12] == branch:
            return year
    return None


def _year(match: re.Match[str], published: date | None) -> int | None:
    printed = match["year"] or match["slashed"]
    if printed:
        return int(printed)
    if match["stem"] and published:
        return _cycle_year(match["stem"], match["branch"], published.year)
    return None


def _day(match: re.Match[str]) -> int:
    if match["full"]:
        return 15
    word = match["number"] or match["early"].split()[-1]
    return int(word) if word.isdigit() else _DAYS[word]


def _month(match: re.Match[str]) -> int:
    if match["tet"]:
        return 1
    word = match["month"] or match["figure"]
    return int(word) if word.isdigit() else _MONTHS[word]


def solar(day: int, month: int, year: int, *, leap: bool = False) -> str | None:
    """Return the solar day of a day of Vietnam's lunar calendar (UTC+7); None where that year has no such day."""
    if not (1 <= month <= 12 and 1 <= day <= 30 and _FIRST <= year <= _LAST):
        return None
    asked = LunarDate(day, month, year, leap)
    try:
        found = lunar_to_solar(asked)
    except ValueError:
        return None
    return found.isoformat() if solar_to_lunar(found) == asked else None  # day 30 of a month of 29 days


def _near(match: re.Match[str], text: str, published: date) -> str | None:
    """The day of that name next to the publication, past or (where the sentence looks forward) to come; None for `hằng năm`."""
    sentence = sentence_of(text, match.start(), match.end())
    if any(word in sentence for word in _WORDS["yearly"]) or text.startswith(" là ", match.end()):
        return None
    look = outlook(text, match.start(), match.end())
    for year in (published.year, published.year - 1, published.year + 1):
        value = solar(_day(match), _month(match), year, leap=bool(match["leap"]))
        away = (date.fromisoformat(value) - published).days if value else None
        if value and away is not None and (-_SHORTLY <= away <= 0 or (0 < away <= _SHORTLY and look != "back")):
            return value
    return None


def _surely_lunar(match: re.Match[str]) -> bool:
    """`mùng 2 tháng 9 năm 1945` may be a day of either calendar; the other forms name the lunar one."""
    named = match["full"] or match["tet"] or match["stem"] or match["said"] or match["said_last"]
    return bool(named) or match["month"] in ("giêng", "chạp")


def _is_lunar(match: re.Match[str]) -> bool:
    return bool(
        match["early"] or match["full"] or match["said"] or match["said_last"] or match["month"] in ("giêng", "chạp"),
    )


def solar_with(named: tuple[int, int, bool], month_and_day: str, near: date) -> str | None:
    """Return the solar day that a lunar and a solar day printed together mean: `mùng 10 tháng Ba, tức ngày 18/4`.

    `month_and_day` is the solar day's (`04-18`). The two fall together in few years; the one nearest to `near` is meant.
    None where they do not within two years.
    """
    day, month, leap = named
    days = (solar(day, month, year, leap=leap) for year in range(near.year - 2, near.year + 3))
    same = [date.fromisoformat(found) for found in days if found and found[5:] == month_and_day]
    return min(same, key=lambda found: abs(found - near)).isoformat() if same else None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines stand that hold a word of every lunar day."""
    hits = sorted(at for trigger in _TRIGGERS for at in _places(text, trigger))
    end = 0
    for at in hits:
        if at >= end:
            start = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at)
            end = end if end >= 0 else len(text)
            yield start, end


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def find_lunar(text: str, published: date | None) -> Iterator[LunarDay]:
    """Yield the lunar days of a flat text.

    The year is the printed one or that of the cycle; `tối mùng 5 tháng Giêng` near the publication is of its year.
    """
    matches = (match for start, end in _lines(text) for match in _LUNAR.finditer(text, start, end))
    for match in filter(_is_lunar, matches):
        named = _day(match), _month(match), bool(match["leap"])
        sure = _surely_lunar(match)
        year = _year(match, published) if sure else None
        value = solar(named[0], named[1], year, leap=named[2]) if year else None
        near = _near(match, text, published) if sure and not year and published and match["part"] else None
        yield LunarDay(match.start(), match.end(), match["part"], value or near, near is not None, named)
