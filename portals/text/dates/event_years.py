"""The year of a day that has none, from the publication date; and a day's neighbours, from each other.

Days of the lunar calendar: `mùng 10 tháng Giêng`, `Rằm tháng Bảy năm Giáp Thìn`, `10/3 âm lịch`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar

from portals.text.dates.event_forms import MONTH_WORD, PART
from portals.text.dates.lexicon import either, table
from portals.text.dates.values import calendar_day

_WORDS = table("events.words")
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_NEAR_FUTURE, _LONG_PAST = 60, 300
_REACH = 160


def published_day(published: str | None) -> date | None:
    """The day of a publication value; None where it has no day."""
    return date.fromisoformat(published[:10]) if published and len(published) >= 10 else None


def sentence_of(text: str, start: int, end: int) -> str:
    """The sentence around a span, cut at a reach to stay linear."""
    before = text[max(0, start - _REACH) : start]
    after = text[end : end + _REACH]
    breaks = list(_SENTENCE_END.finditer(before))
    stop = _SENTENCE_END.search(after)
    head = before[breaks[-1].end() :] if breaks else before
    return f" {head}{text[start:end]}{after[: stop.start()] if stop else after} "


def outlook(text: str, start: int, end: int) -> str:
    """Where a sentence looks: `forward` (`sẽ`, `dự kiến`, `10/5 tới`), `perhaps` (`hạn`, `từ ngày`, mixed tenses) or `back`."""
    sentence = sentence_of(text, start, end)
    forward = text.startswith(" tới", end) or any(word in sentence for word in _WORDS["forward"])
    if forward:
        return "perhaps" if any(word in sentence for word in _WORDS["past"]) else "forward"
    if any(word in sentence for word in _WORDS["perhaps_forward"]):
        return "perhaps"
    return "back" if any(word in sentence for word in _WORDS["past"]) else "perhaps"


def _nearest(month: int, day: int, limit: date, step: int) -> date | None:
    """The first such day from `limit` on, into the future (1) or the past (-1); 29/2 may be years away."""
    for year in range(limit.year, limit.year + 9 * step, step):
        found = calendar_day(year, month, day)
        if found and (found >= limit if step > 0 else found <= limit):
            return found
    return None


def inferred_day(month: int, day: int, published: date, look: str) -> date | None:
    """The day meant: the last one not after the publication; where the text looks forward, the next one not before it."""
    past, future = _nearest(month, day, published, -1), _nearest(month, day, published, 1)
    if past is None or future is None:
        return past or future
    soon, long_ago = (future - published).days <= _NEAR_FUTURE, (published - past).days > _LONG_PAST
    if look == "forward" and not ((published - past).days <= _NEAR_FUTURE and (future - published).days > _LONG_PAST):
        return future
    return future if look == "perhaps" and soon and long_ago else past


def not_after(month: int, day: int, limit: date) -> date | None:
    """The last such day up to `limit`: the start of a span whose end is known."""
    return _nearest(month, day, limit, -1)


def not_before(month: int, day: int, limit: date) -> date | None:
    """The first such day from `limit` on: the end of a span whose start is known."""
    return _nearest(month, day, limit, 1)


def consecutive(days: list[date]) -> bool:
    """Whether each day follows the one before it."""
    return all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))


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
    """The day of the common calendar for one of Vietnam's lunar calendar (UTC+7); None where that year has no such day."""
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


def find_lunar(text: str, published: date | None) -> Iterator[LunarDay]:
    """The lunar days of a flat text.

    The year is the printed one or that of the cycle; `tối mùng 5 tháng Giêng` near the publication is of its year.
    """
    for trigger in _TRIGGERS:
        if trigger in text:
            break
    else:
        return
    for match in _LUNAR.finditer(text):
        if _is_lunar(match):
            sure = _surely_lunar(match)
            year = _year(match, published) if sure else None
            value = solar(_day(match), _month(match), year, leap=bool(match["leap"])) if year else None
            nearby = (
                None if year or not (published and match["part"] and _surely_lunar(match)) else _near(match, text, published)
            )
            yield LunarDay(match.start(), match.end(), match["part"], value or nearby, nearby is not None)
