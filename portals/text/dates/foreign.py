"""Date lines of pages in other languages than Vietnamese: English, French and Chinese editions. Read by dateparser, strictly.

dateparser reads a date into one in ten lines that have none, so it is asked only for a line that is nothing but a date: its
form is checked first, labels and weekdays are taken off, and day, month and year must all be printed.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from portals.items import Precision
from portals.text.dates.lexicon import either, table
from portals.text.dates.values import Clock, Day, clock_precision, moment, written

_LANGUAGES = ("zh", "fr", "en")
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_SIGN = re.compile(r"[一-鿿]")
_WORD = re.compile(r"[a-zà-ÿ]+")
_CHINESE_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
_CHINESE_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日])")
_CLOCK = re.compile(
    r"(?<![0-9:])(?P<hour>[0-2]?[0-9])\s?(?:[:：h]|点|时)\s?(?P<minute>[0-5][0-9])(?:\s?(?:[:：]|分)\s?(?P<second>[0-5][0-9])?)?分?秒?"
    r"(?:\s?(?P<half>[ap]\.?m\.?)(?![a-z]))?(?![0-9])"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}|年")
_CHINESE_DAY = re.compile(
    r"(?:19|20)[0-9]{2}\s?年\s?[01]?[0-9]\s?月(?:\s?[0-3]?[0-9]\s?[日号])?|(?:19|20)[0-9]{2}([-/.])[01]?[0-9]\1[0-3]?[0-9]"
)
_LATIN_DAY = (
    r"(?<![0-9])[0-3]?[0-9](?:er|st|nd|rd|th)?\s?(?:of\s)?[-/]?\s?(?:MONTH)\.?,?\s?[-/]?\s?(?:19|20)[0-9]{2}(?![0-9])"
    r"|(?:MONTH)\.?\s[0-3]?[0-9](?:st|nd|rd|th)?,?\s(?:19|20)[0-9]{2}(?![0-9])"
    r"|(?<![0-9])[0-3]?[0-9]/[01]?[0-9]/(?:19|20)[0-9]{2}(?![0-9])"
    r"|(?<![a-z0-9])(?:MONTH)\s(?:19|20)[0-9]{2}(?![0-9])"
)
"""`5 July 2022`, `July 5, 2022`, `05/07/2022`, `July 2022`."""
_WHOLE = re.compile(r"[日号]|^[0-9]{1,2}\D|\s[0-9]{1,2}(?:st|nd|rd|th)?,?\s|[-/.][0-9]{1,2}$|[-/.][0-9]{1,2}[-/.]")
"""A day within the month is printed."""
_ZONE = re.compile(r"\(?(?:gmt|utc)\s?\+0?7(?::00)?\)?")
_IN_FORMS = frozenset({"of", "st", "nd", "rd", "th", "er", "am", "pm", "gmt", "utc"})
"""Words of the forms above."""
_EDGES = " .,;:!?()[]{}|'\"–—-…/“”‘’（）【】，："
_LEAST_WORD = 2
_MARKS = re.compile(r"[\s,，;|()（）【】\[\]:：·•.–—-]+")


class ForeignDate(NamedTuple):
    """A date line of another language: its value and precision as in `DateReading`, and the language it was read in."""

    value: str
    precision: Precision
    language: str


def may_be_foreign(line: str) -> bool:
    """Return whether a line holds a year beside a foreign month, label or sign; quick, for any line."""
    if not _YEAR.search(line):
        return False
    if _SIGN.search(line) is None and _first_words().isdisjoint(_WORD.findall(line.lower())):
        return False
    return all(map(_may_stand_beside, line.split()))


def read_foreign(line: str) -> ForeignDate | None:
    """Return the date of a folded line that is nothing but a date in English, French or Chinese; else None.

    >>> read_foreign("publié le 5 juillet 2022 à 14h30")
    ForeignDate(value='2022-07-05T14:30:00+07:00', precision='minute', language='fr')
    """
    found = (_read(line, _form(language), language) for language in _LANGUAGES if _form(language).gate.search(line))
    return next((date for date in found if date), None)


class _Form(NamedTuple):
    gate: re.Pattern[str]
    """What a line must hold to be asked about at all: a month's name, `年`."""
    day: re.Pattern[str]
    """The complete day."""
    words: re.Pattern[str]
    """Words that may stand beside it: labels, weekdays."""


@lru_cache(maxsize=4096)
def _may_stand_beside(part: str) -> bool:
    """Whether a word may stand in a date line of another language; most words of Vietnamese titles may not."""
    word = part.strip(_EDGES).lower()
    return not word.isalpha() or len(word) < _LEAST_WORD or _SIGN.search(word) is not None or word in _known_words()


@cache
def _known_words() -> frozenset[str]:
    entries = [entry for language in ("fr", "en") for words in table(f"foreign.{language}").values() for entry in words]
    return frozenset({word for entry in entries for word in entry.split()} | _IN_FORMS)


@cache
def _form(language: str) -> _Form:
    words = table(f"foreign.{language}")
    if language == "zh":
        return _Form(_SIGN, _CHINESE_DAY, re.compile(either(words["beside"])))
    months = either(words["months"])
    return _Form(
        re.compile(rf"(?<![a-zà-ÿ])(?:{months}|{either(words['sure'])})(?![a-zà-ÿ])"),
        re.compile(_LATIN_DAY.replace("MONTH", months)),
        re.compile(rf"(?<![a-zà-ÿ])(?:{either(words['beside'])})(?![a-zà-ÿ])"),
    )


@cache
def _first_words() -> frozenset[str]:
    """The first words of what opens the gate of a language in Latin letters."""
    opening = [word for language in ("fr", "en") for name in ("months", "sure") for word in table(f"foreign.{language}")[name]]
    return frozenset(word.split()[0] for word in opening)


def _read(line: str, form: _Form, language: str) -> ForeignDate | None:
    """The date, if the line holds one complete day, at most one time, and words that may stand beside them."""
    if language == "zh":
        line = _in_figures(line)
    line = _ZONE.sub(" ", line)
    days = list(form.day.finditer(line))
    if len({match[0] for match in days}) != 1:
        return None
    rest = form.day.sub(" ", line)
    clocks = list(_CLOCK.finditer(rest))
    if len(clocks) > 1:
        return None
    afternoon = "下午" in rest or "晚上" in rest
    if _MARKS.sub("", form.words.sub(" ", _CLOCK.sub(" ", rest))):
        return None
    return _dated(days[0][0], clocks[0] if clocks else None, afternoon, language)


def _in_figures(line: str) -> str:
    """`二〇二一年一月九日` → `2021年1月9日`."""
    line = _CHINESE_YEAR.sub(lambda match: match[0].translate(_CHINESE_DIGITS), line)
    return _CHINESE_NUMBER.sub(lambda match: str(_chinese_number(match[0])), line)


def _chinese_number(word: str) -> int:
    """1 to 99: `九`, `十二`, `二十`, `三十一`."""
    tens, ten, ones = word.rpartition("十")
    digits = {letter: number for number, letter in enumerate("一二三四五六七八九", 1)}
    return (digits.get(tens, 1) * 10 if ten else 0) + digits.get(ones, 0)


def _dated(day: str, clock: re.Match[str] | None, afternoon: bool, language: str) -> ForeignDate | None:
    found = _day(day, language)
    if found is None:
        return None
    if clock is None:
        value, precision = written(found)
        return ForeignDate(value, precision, language)
    hour = int(clock["hour"])
    if (clock["half"] or "").startswith("p") or (afternoon and hour < 12):
        hour = hour % 12 + 12
    elif (clock["half"] or "").startswith("a"):
        hour %= 12
    if hour > 23 or found.day is None:
        return None
    second = clock["second"]
    time = Clock(hour, int(clock["minute"]), int(second) if second else None)
    return ForeignDate(moment(found, time), clock_precision(time), language)


def _day(text: str, language: str) -> Day | None:
    """The day that dateparser reads, all of its parts printed; a month where no day is."""
    from dateparser.date import DateDataParser  # takes 0.13 s to import, which only such a page should cost

    whole = bool(_WHOLE.search(text))
    settings = {
        "DATE_ORDER": "DMY",
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"] if whole else ["month", "year"],
        "STRICT_PARSING": whole,
    }
    found = DateDataParser(languages=[language], settings=settings).get_date_data(text.replace("号", "日")).date_obj
    if found is None:
        return None
    read: date = found.date()
    return Day(read.year, read.month, read.day) if whole else Day(read.year, read.month)
