"""First reader: numeric day-first dates. The full grammar replaces it; names and types stay."""

from __future__ import annotations

import re
from datetime import datetime

from portals.cleaning.dates.reading import DateReading, Order
from portals.cleaning.text import fold

_DATE = re.compile(r"(?<![0-9/.-])([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})(?![0-9/])")
_TIME = re.compile(r"(?<![0-9:])([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?![0-9:])")
_LABEL = re.compile(r"(đăng lúc|đăng ngày|ngày đăng|cập nhật|gửi lúc|thời gian|ngày|thứ \w+|chủ nhật|gmt *\+ *7)")


def read_date(text: str, *, reference: datetime | str | None = None, order: Order = "dmy") -> DateReading:
    """The date a line prints."""
    line = fold(text)
    found = _DATE.search(line)
    if found is None:
        return DateReading(None, None, text.strip(), "not_printed")
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    day, month = (first, second) if order == "dmy" else (second, first)
    try:
        datetime(year, month, day)
    except ValueError:
        return DateReading(None, None, text.strip(), "impossible")
    time = _TIME.search(line)
    date = f"{year:04}-{month:02}-{day:02}"
    if time is None:
        return DateReading(date, "day", text.strip())
    clock = f"{int(time[1]):02}:{time[2]}:{time[3] or '00'}"
    return DateReading(f"{date}T{clock}+07:00", "second" if time[3] else "minute", text.strip())


def is_date_line(text: str) -> bool:
    """Whether a line holds a label and a date, and nothing else."""
    if len(text) > 120:
        return False
    line = fold(text)
    if len(_DATE.findall(line)) != 1:
        return False
    return not re.search(r"[^\W_]", _LABEL.sub(" ", _TIME.sub(" ", _DATE.sub(" ", line))))
