"""A day as a person types it: `2024-01-31`, `3 tháng trước`, `2 tuần trước`, `last month`. Counted by dateparser."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache

from dateparser.date import DateDataParser

from portals.text.dates.lexicon import either, lookup, without_marks
from portals.text.folding import fold

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST = date(1990, 1, 1)


@cache
def _table(name: str) -> dict[str, str]:
    """A table of `typed.toml`, its words without marks."""
    return {word: str(value) for word, value in lookup(f"typed.{name}", ascii_only=True).items()}


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """`3 tháng trước`, `last 3 months`; `tháng trước`, `last month`."""
    words = {name: either(_table(name)) for name in ("numbers", "units", "before", "after", "last", "this")}
    number = rf"(?P<number>[0-9]{{1,3}}|{words['numbers']})"
    unit = rf"(?P<unit>{words['units']})"
    counted = rf"(?:{words['before']}) {number} {unit}(?: (?:{words['after']}))?|{number} {unit} (?:{words['after']})"
    counted = counted.replace("?P<number>", "?P<number_after>", 1).replace("?P<unit>", "?P<unit_after>", 1)
    nearby = rf"(?:(?P<last>{words['last']})|{words['this']})"
    alone = rf"{nearby} {unit}|{unit} {nearby}"
    alone = alone.replace("?P<last>", "?P<last_before>", 1).replace("?P<unit>", "?P<unit_after>", 1)
    return re.compile(counted), re.compile(alone)


def read_typed_day(text: str, *, today: date) -> date:
    """Return the day that a person means. Raises `ValueError` for anything that is not surely a day up to today.

    An ISO day, or a count back from `today` in Vietnamese or English, with or without marks. Units that are counted go back
    exactly so far; a unit without a number (`last month`, `tuần trước`) means its first day, so that all of it counts. Days
    without a year, months, weekdays and `5/7/2022`, which has two readings, are refused.

    >>> today = date(2026, 6, 25)
    >>> [str(read_typed_day(text, today=today)) for text in ("2026-01-31", "3 tháng trước", "2 weeks ago", "last month")]
    ['2026-01-31', '2026-03-25', '2026-06-11', '2026-05-01']
    """
    try:
        return date.fromisoformat(text) if _ISO.fullmatch(text) else _counted(text, today)
    except ValueError:
        raise ValueError(f"{text!r} is not surely a day") from None


def _counted(text: str, today: date) -> date:
    words = " ".join(without_marks(fold(text)).split())
    if words in _table("days"):
        return today - timedelta(days=int(_table("days")[words]))

    counted, alone = _forms()
    if match := counted.fullmatch(words):
        number = match["number"] or match["number_after"]
        found = _back(_table("numbers").get(number, number), match["unit"] or match["unit_after"], today)
    elif match := alone.fullmatch(words):
        last = match["last"] or match["last_before"]
        unit = match["unit"] or match["unit_after"]
        found = _first_day(_back("1", unit, today) if last else today, _table("units")[unit])
    else:
        raise ValueError(text)
    if found < _FIRST:
        raise ValueError(text)
    return found


def _back(number: str, unit: str, today: date) -> date:
    """So many units before today; the end of a shorter month where it has no such day. Raises `ValueError`."""
    settings = {"PARSERS": ["relative-time"], "RELATIVE_BASE": datetime.combine(today, time(12))}
    found = DateDataParser(languages=["en"], settings=settings).get_date_data(f"{number} {_table('units')[unit]}s ago")
    if found.date_obj is None:
        raise ValueError(f"{number} {unit}")
    return found.date_obj.date()


def _first_day(day: date, unit: str) -> date:
    """The first day of the week (Monday), month or year that holds a day."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1) if unit == "year" else day
