"""Publication lines, as far as copies need them: `Đăng lúc: 10/10/2020 06:43:10`, `Ngày 10/10/2020`."""

from __future__ import annotations

import re
from importlib.resources import files

from portals.draft import Block
from portals.text.folding import nfc

_DATE = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}")
_NUMBER = re.compile(r"\d+")
_DAY = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<d1>\d{1,2})(?:\s*[/.\-]\s*|\s+tháng\s+)(?P<m1>\d{1,2})(?:(?:\s*[/.\-]\s*|,?\s+năm\s+)(?P<y1>\d{4}))?"
)
_TIME = re.compile(r"(\d{1,2})\s*(?:[:h]|giờ)\s*(\d{1,2})?(?:\s*(?::|phút)\s*(\d{1,2}))?")
_AFTERNOON = re.compile(r"\d\s*(?:pm|ch|chiều|tối)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_LABELS = frozenset(files(__package__).joinpath("labels.txt").read_text("utf-8").split())
"""Words that a publication line consists of, but for its figures: `Đăng lúc`, `Thứ Bảy`, `GMT`."""
_WHOLE = 6
"""Figures of a day and a time to the second."""
LINE = 80
"""Characters of the longest publication line."""

Moment = tuple[tuple[int, ...], tuple[int, ...]]


def date_like(block: Block) -> bool:
    """Whether the block is a publication line: declared so, or a short line that holds a date."""
    return block.kind == "date" or (len(block.text) < LINE and bool(_DATE.search(block.text)))


def day(block: Block) -> str | None:
    """The day of a line with a date: `10/10/2020`; None where there is none that is written so."""
    match = _DATE.search(block.text)
    return "/".join(part.lstrip("0") for part in _NUMBER.findall(match[0])) if match else None


def is_publication(block: Block) -> bool:
    """Whether the line says when the article was published and nothing else: a date without words of its own."""
    return block.kind == "date" or _LABELS.issuperset(_WORD.findall(nfc(block.text).lower()))


def one_moment(one: Block, other: Block) -> bool:
    """Whether two publication lines name one instant, as far as both print it; labels and zone say nothing.

    `Ngày 20/05/2021` and `Đăng lúc: 20/05/2021 07:45 (GMT+7)` do.
    """
    if not (is_publication(one) and is_publication(other)):
        return False
    if _same_figures(one.text, other.text):
        return True
    ours, theirs = _moments(one.text), _moments(other.text)
    return len(ours) == len(theirs) > 0 and all(_agree(*pair) for pair in zip(ours, theirs, strict=True))


def _same_figures(one: str, other: str) -> bool:
    """A quick look for what most pages print: one day and time to the second, and perhaps a zone."""
    ours, theirs = _NUMBER.findall(one), _NUMBER.findall(other)
    if ours[:_WHOLE] != theirs[:_WHOLE] or not 3 <= len(ours) <= _WHOLE + 1 >= len(theirs):
        return False
    return bool(_AFTERNOON.search(one)) == bool(_AFTERNOON.search(other))


def _agree(one: Moment, other: Moment) -> bool:
    return all(a == b for ours, theirs in zip(one, other, strict=True) for a, b in zip(ours, theirs, strict=False))


def _moments(text: str) -> list[Moment]:
    """Every day of a line (day, month, year) with the time printed nearest after it or, at the start, before it."""
    line = nfc(text).lower()
    days = [
        tuple(int(part) for part in (m["d"] or m["d1"], m["m"] or m["m1"], m["y"] or m["y1"]) if part)
        for m in _DAY.finditer(line)
    ]
    rest = _DAY.sub(" ", line)
    late = 12 if _AFTERNOON.search(rest) else 0
    times = [
        (int(m[1]) + (late if int(m[1]) < 12 else 0), *map(int, filter(None, m.groups()[1:]))) for m in _TIME.finditer(rest)
    ]
    return [(day, times[place] if place < len(times) else ()) for place, day in enumerate(days)]
