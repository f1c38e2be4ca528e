"""The forms a date line is made of, as regular expressions over folded text; one set for marked, one for plain ASCII lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portals.text.dates.lexicon import LETTER, either, lookup, table, without_marks

_START = rf"(?<![{LETTER}0-9])"
_END = rf"(?![{LETTER}])"
_ENGLISH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"

# Forms without words. A digit comes first and is looked back from: so `re` skips to the digits instead of trying every letter.

NUMERIC = re.compile(
    r"([0-9](?<![0-9]{2})[0-9]{0,3})\s?([/.-])\s?([0-9]{1,2})\s?\2\s?([0-9]{1,4})(?![0-9])(?!\2[0-9])(?!/[a-zđ]{1,6}-)",
)
COMMA_YEAR = re.compile(
    r"([0-9](?<![0-9/.,-][0-9])[0-9]?)\s?([/.-])\s?([0-9]{1,2})\s?,\s?((?:19|20)[0-9]{2})(?![0-9]|\s?[/.,-]\s?[0-9]|\s?%)"
)
"""`22/3,2017`: only where labels alone stand beside it, for `ngày 22/3, 2017 hộ` is a day and a count."""
ENGLISH_DAY_FIRST = re.compile(
    rf"([0-9](?<![0-9a-z][0-9])[0-9]?)(?:st|nd|rd|th)?(?:\s?[/-]\s?|\s?)({_ENGLISH})[a-z]{{0,6}}(?:\.?\s?,\s?|\.?(?:\s?[/-]\s?|\s))"
    r"([0-9]{4}|[0-9]{2})(?![0-9:])",
)
ENGLISH_MONTH_FIRST = re.compile(
    rf"(?<![0-9a-z])({_ENGLISH})[a-z]{{0,6}}\.?\s?([0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s?,\s?|\s+)([0-9]{{4}})(?![0-9])",
)
COMPACT = re.compile(
    r"((?:19|20)(?<![0-9]{3})[0-9]{2})([01][0-9])([0-3][0-9])"
    r"(?:t([0-2][0-9])([0-5][0-9])([0-5][0-9])?|([0-2][0-9])([0-5][0-9])([0-5][0-9]))(?![0-9])",
)
STAMP = re.compile(r"t(?<=[0-9]t)(?=[0-9]{2}:)")
DAY_ZONE = re.compile(r"\+(?<=[0-9]{4}-[0-9]{2}-[0-9]{2}\+)[0-9]{2}:?[0-9]{2}(?![0-9:])")
"""`2023-11-14+07:00`: a day of XML Schema with its zone, no time."""
BROKEN_ZONE = re.compile(r"\+07(?<=[0-9]\+07)(?=[0-9]{2}:[0-9]{2})")
"""NukeViet prints `Y-m-dTH:i:s`, where `T` is the zone: `2021-05-01+0710:00:00`."""
GLUED = re.compile(r"[/.-][12][0-9]{3}(?=[0-9]{2}:[0-9]{2}(?![0-9]))|:[0-9]{2}(?=[0-9]{2}/[0-9]{2}/[12][0-9]{3})")
"""`05/07/202208:15`: two elements of a page without a blank between them."""
AMERICAN = re.compile(
    r"([0-9](?<![0-9/][0-9])[0-9]?)/([0-9]{1,2})/[0-9]{4},?\s?[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?\s?[ap]m(?![a-z])",
)
"""What .NET prints in American English: `7/25/2022 8:15:00 AM`."""
ZONE = re.compile(
    r"\s?\(?\s?(?:(z)(?![a-z0-9])|(ict)(?![a-z])|(gmt|utc)(?:\s?([+-]?)\s?([0-9]{1,2})(?::?([0-9]{2}))?(?![/.-]?[0-9]|\s?[/-]\s?[0-9]))?(?![a-z0-9])"
    r"|([+-])([0-9]{2})(?::?([0-9]{2}))?(?![0-9/:.-]))\s?\)?",
)
DOCUMENT = re.compile(
    r"[0-9](?<![0-9/][0-9])[0-9]{0,4}[a-zđ]?(?:/[0-9]{2,4})?/"
    r"(?:[a-zđ]{1,6}[0-9]*-[a-zđ0-9&.-]+|(?:qđ|qd|nđ|nd|nq|tt|cv|kh|ct|tb|bc|qh|cp|tu|hd|ubnd)[0-9]*(?![a-z]))",
)
BARE_MONTH = re.compile(
    r"(?<![0-9/.-])(?:([0-9]{1,2})\s?[/.-]\s?([0-9]{4})|([0-9]{4})[-/]([0-9]{1,2}))(?![0-9]|\s?[/.-]\s?[0-9])",
)
BROKEN = re.compile(r"[0-9]{1,4}\s?[/.,_-]{1,2}\s?[0-9]{1,2}\s?[/.,_-]{1,2}\s?'?[0-9]{1,6}|dd[/.-]mm[/.-]y{2,4}")
SPACED = re.compile(r"(?<![0-9])(?:([0-9]{2}) ([0-9]{2}) ([0-9]{4})|((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9]))(?![0-9])")
"""`05 07 2022` and `20220705`: only where nothing else stands in the line."""
DOTTED_CLOCK = re.compile(r"(?<![0-9.,/])([01]?[0-9]|2[0-3])\.([0-5][0-9])(?![0-9.,/%])")
"""`05/07/2022 14.30`: only where nothing else stands in the line."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """The forms with words, and what the words stand for."""

    months: Mapping[str, int]
    may: str
    weekdays: Mapping[str, int]
    meridiem: Mapping[str, str]
    parts: Mapping[str, str]
    units: Mapping[str, str]
    relative_days: Mapping[str, int]
    counters: tuple[str, ...]
    tallies: tuple[str, ...]
    not_before: frozenset[str]
    clock: re.Pattern[str]
    meridiem_after: re.Pattern[str]
    part_word: re.Pattern[str]
    weekday: re.Pattern[str]
    spelled: re.Pattern[str]
    half_spelled: re.Pattern[str]
    month_first: re.Pattern[str]
    month_only: re.Pattern[str]
    year_only: re.Pattern[str]
    day_month: re.Pattern[str]
    cue: re.Pattern[str]
    tail: re.Pattern[str]
    tail_end: re.Pattern[str]
    lunar: re.Pattern[str]
    ago: re.Pattern[str]
    relative_day: re.Pattern[str]


def _time_forms(v: Callable[[str], str], words: Callable[[str], str]) -> dict[str, str]:
    """`08:15:09`; `8h15'`, `8 giờ 15 phút` (but not the hour of `8h 15/07/2022`); what may follow."""
    not_a_date = (
        rf"(?!\s?([/.-])\s?[0-9]{{1,2}}\s?\6\s?(?:[0-9]{{4}}|[0-9]{{2}})(?!\s?\6?\s?[0-9]))(?!\s?(?:{v('tháng|thg|th')}))"
    )
    return {
        "clock": r"([0-9](?<![0-9]{2})(?<![0-9]:[0-9])[0-9]?)\s?(?:"
        r":\s?([0-9]{2}|[0-9](?=\s?:\s?[0-9]{1,2}(?![0-9])))(?:\s?:\s?([0-9]{1,2})(?:[.,][0-9]{1,9})?)?(?![0-9:])"
        rf"|(?:(h|g)|{v('giờ')}){_END}(?:\s?([0-9]{{1,2}})(?![0-9]){not_a_date}(?:\s?(?:'|{v('phút|ph|p|m')}){_END})?"
        rf"(?:\s?([0-9]{{1,2}})\s?(?:''|\"|{v('giây')}|s){_END})?)?(?!\s?(?:{v('trước')}|ago)))",
        "meridiem_after": rf"\s?({words('meridiem')}){_END}",
        "part_word": rf"{_START}({words('parts_of_day')}){_END}",
    }


def _day_forms(v: Callable[[str], str], words: Callable[[str], str]) -> dict[str, str]:
    """Days and months in words, weekdays."""
    month = rf"(?:0?[1-9]|[1-9][0-9]|00|{words('months')})(?![0-9]|(?!{v('năm')}\s?[0-9])[{LETTER}])"
    before_month, year = v("tháng|thg|th"), rf"({v('năm')}\s?:?\s?)?([0-9]{{4}})(?![0-9])"
    return {
        "weekday": rf"{_START}(?:(?:{v('thứ')}\s?|t)([2-7])(?![0-9]|[/.-][0-9]{{4}}|\s?(?:{_ENGLISH}))"
        rf"|({words('weekdays')})\.?){_END}",
        "spelled": rf"([0-9](?<![0-9]{{2}})[0-9]?)\s?[,/.-]?\s?(?:{before_month})[.:]?\s?({month})\s?[,/.-]?\s?{year}",
        "half_spelled": rf"([0-9](?<![0-9/.-][0-9])[0-9]?)\s?[/.-]\s?([0-9]{{1,2}}),?\s{v('năm')}\s([0-9]{{4}})(?![0-9])",
        "month_first": rf"{_START}(?:{before_month})\.?\s?({month})\s(?:{v('ngày')}\s)?([0-9]{{1,2}})\s?,?\s{year}",
        "month_only": rf"(?<![{LETTER}])(?:{before_month}|t)\.?\s?({month})\s?[/.,-]?\s?{year}(?!\s?[/.-]\s?[0-9])",
        "year_only": rf"(?<![0-9/.,:-])(?:{v('năm')}\s?)?([0-9]{{4}})(?![0-9])",
        "day_month": rf"(?<![0-9/.:-])(?:[0-9]{{1,2}}\s?(?:-|{v('và')}|,)\s?)?([0-9]{{1,2}})\s?(?:[/-]\s?|{v('tháng')}\s?)"
        rf"({month})(?![0-9/]|-[0-9])",
        "cue": rf"(?:{v('ngày|sáng|trưa|chiều|tối|đêm|hôm')}|(?:{v('nay|qua')})\s?\()\s?(?:{v('ngày')}\s?)?$",
        "tail": rf"(?<![0-9:/.])(?:({v('ngày|từ|hôm')})\s)?([0-9]{{1,2}})(\s?[/.-]\s?[0-9]{{1,2}})?(\s?)"
        rf"(-|{v('đến|tới|và')}|,|&)(\s?)(?:{v('hết')}\s)?(?:{v('ngày')}\s)?$",
        "tail_end": rf"(?:[-,&]|{v('đến|tới|và|ngày|hết')})\s?$",
    }


def _other_forms(v: Callable[[str], str], words: Callable[[str], str]) -> dict[str, str]:
    """Relative forms and the words of the lunar calendar (too common without their marks)."""
    lunar = "âm lịch|mùng|mồng|rằm tháng|tháng giêng|tháng chạp|âl" if v("ă") == "ă" else "am lich|thang gieng|thang chap"
    just_now = v("vừa xong|vừa mới đăng|vừa đăng|vừa mới") + "|just now"
    return {
        "lunar": rf"{_START}(?:{lunar}){_END}",
        "ago": rf"(?:{v('cách đây')}\s)?(?<![0-9])([0-9]{{1,3}}|{v('một')}|an?)\s?({words('units')})\s?(?:{v('trước')}|ago)"
        rf"|{v('cách đây')}\s([0-9]{{1,3}})\s?({words('units')})|({just_now})",
        "relative_day": rf"{_START}({words('relative_days')}){_END}",
    }


def build_patterns(*, plain: bool) -> Patterns:
    """Return the patterns of marked or of plain ASCII lines."""

    def v(source: str) -> str:
        return without_marks(source) if plain else source

    def words(name: str) -> str:
        return either(table(name), ascii_only=plain)

    sources = _time_forms(v, words) | _day_forms(v, words) | _other_forms(v, words)
    return Patterns(
        **{name: re.compile(source) for name, source in sources.items()},
        months=lookup("months", ascii_only=plain),
        may=v("năm"),
        weekdays=lookup("weekdays", ascii_only=plain),
        meridiem=lookup("meridiem", ascii_only=plain),
        parts=lookup("parts_of_day", ascii_only=plain),
        units=lookup("units", ascii_only=plain),
        relative_days=lookup("relative_days", ascii_only=plain),
        counters=tuple(v(word) for word in table("labels")["counters"]),
        tallies=tuple(v(word) for kind in ("counters", "tallies") for word in table("labels")[kind]),
        not_before=frozenset(v(word) for word in table("labels")["not_before"]),
    )


MARKED = build_patterns(plain=False)
PLAIN = build_patterns(plain=True)
