"""A line made ready: folded, without the numbers of counters and documents and without the oddities of machine stamps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from portals.text.dates.patterns import BROKEN_ZONE, COMPACT, DAY_ZONE, DOCUMENT, GLUED, MARKED, PLAIN, STAMP, Patterns
from portals.text.folding import fold

_COUNT = re.compile(r"[0-9](?<![0-9/.:,+-][0-9])[0-9.,]*[km]?(?![0-9]*(?:\s?[:/h]\s?|-)[0-9])")
_TAG = re.compile(r"<[^<>]{1,200}>")
_SLASHES = ("\\/", "/"), ("\\", "/"), ("\u2044", "/"), ("\u2215", "/")
_DATE_HEAD = re.compile(r"(?<![0-9])[0-9]{1,2}\s?[/.-]$")


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with spans (in order, apart) replaced by blanks of the same length."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], " " * (end - start)]
        last = end
    return "".join(parts) + text[last:]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _expanded(match: re.Match[str]) -> str:
    """`20220705T143000`, `20220705143000` as `2022-07-05 14:30:00`."""
    year, month, day, *clock = (part for part in match.groups() if part)
    return f"{year}-{month}-{day} {':'.join(clock)}"


def _counts(line: str, match: re.Match[str], patterns: Patterns) -> bool:
    """Whether a number is a count: `Lượt xem: 1.204`, `1204 lượt xem` (but not `năm 2022 lượt xem: 74`)."""
    before = line[max(0, match.start() - 24) : match.start()].rstrip(" :(")
    if before.endswith(patterns.tallies):
        return True
    after = line[match.end() : match.end() + 24].lstrip()
    if not after.startswith(patterns.counters) or before.endswith(patterns.may) or _DATE_HEAD.search(before):
        return False
    return _COUNT.search(after) is None


def _without_counts(line: str, patterns: Patterns) -> str:
    return blanked(line, [match.span() for match in _COUNT.finditer(line) if _counts(line, match, patterns)])


def prepared(text: str) -> tuple[str, Patterns]:
    """The folded line without counters, document numbers and the oddities of machine stamps."""
    line = fold(unescape(text) if "&" in text else text)
    if "<" in line:
        line = _TAG.sub(" ", line)
    for mark, slash in _SLASHES:
        line = line.replace(mark, slash)
    patterns = PLAIN if line.isascii() else MARKED
    line = COMPACT.sub(_expanded, line)
    if "t" in line:
        line = STAMP.sub(" ", line)
    if "+" in line:
        line = DAY_ZONE.sub(_blank, line)
    if "+07" in line:
        line = BROKEN_ZONE.sub(_blank, line)
    if ":" in line:
        line = GLUED.sub(r"\g<0> ", line)
    line = _without_counts(line, patterns)
    return (DOCUMENT.sub(_blank, line) if "/" in line else line), patterns
