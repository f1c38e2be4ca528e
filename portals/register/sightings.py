"""Whom an article means: predecessors it names beside an appointment, and two persons of one name that it tells of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

from portals.register.offices import Office
from portals.text.officials.names import canonical
from portals.text.officials.sentences import sentence_bounds

_PREDECESSOR = re.compile(
    r"\bthay(?: thế)?(?: cho)?\s+(?P<honorific>ông|bà|đồng chí|đ/c|anh|chị)\s+"
    r"(?:(?:ThS|TS|Thạc sĩ|Tiến sĩ|Bác sĩ|BS|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy)\.?\s+)*"
    r"(?P<name>[^\W\d_]+(?: [^\W\d_]+){1,5})"
)
_HONORIFICS = {"ông": "Ông", "bà": "Bà", "anh": "Anh", "chị": "Chị"}


def with_predecessors(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the officials of a record, and those whom somebody is appointed to replace: `… thay ông Lê Văn An nghỉ hưu`.

    A predecessor holds the office of the appointment up to it, with status `former` and the mark `replaced`. Officials keep
    their numbers.
    """
    officials: list[Mapping[str, Any]] = list(record.get("officials") or ())
    body = str(record.get("body") or "")
    for found in _PREDECESSOR.finditer(body):
        start, _ = sentence_bounds(body, found.start())
        position = _appointed(officials, start, found.start())
        if position is None:
            continue
        left = {**position, "status": "former", "replaced": True}
        words = list(takewhile(lambda word: word[0].isupper(), found["name"].split()))
        if len(words) < 2:
            continue
        first = found.start("name")
        mention = {"field": "body", "start": first, "end": first + len(" ".join(words)), "index": None}
        known = next((at for at, one in enumerate(officials) if _is_named(one, mention)), None)
        if known is not None:
            officials[known] = {**officials[known], "positions": [*officials[known]["positions"], left]}
        else:
            honorific = _HONORIFICS.get(found["honorific"], "Đồng chí")
            new = {"name": canonical(words), "honorific": honorific, "rank": None, "degree": None}
            officials.append({**new, "positions": [left], "mentions": [mention]})
    return officials


def _appointed(officials: Sequence[Mapping[str, Any]], start: int, end: int) -> Mapping[str, Any] | None:
    """The office of the last person of a sentence who is appointed to one."""
    found: tuple[int, Mapping[str, Any]] | None = None
    for official in officials:
        inside = [one["start"] for one in official["mentions"] if one["field"] == "body" and start <= one["start"] < end]
        place = max(inside, default=-1)
        appointed = [position for position in official["positions"] if position["status"] == "appointed"]
        if place >= 0 and appointed and (found is None or place > found[0]):
            found = place, appointed[0]
    return found[1] if found else None


def _is_named(official: Mapping[str, Any], mention: Mapping[str, Any]) -> bool:
    return any(one["field"] == "body" and one["start"] == mention["start"] for one in official["mentions"])


def parted(record: Mapping[str, Any], official: Mapping[str, Any], offices: Sequence[Office]) -> list[int]:
    """Return, for each position of an official, the number of the person who holds it: nearly always 0.

    The officials' reader takes one name in one article for one person. Where it is given two offices in two places, at two
    mentions, it may be two: `ông Lê Văn An, Chủ tịch UBND phường 2; … ông Lê Văn An, Phó Chủ tịch UBND thành phố`.
    """
    positions = official["positions"]
    alone = [0] * len(positions)
    mentions = sorted(one["start"] for one in official["mentions"] if one["field"] == "body")
    held = [at for at, one in enumerate(positions) if one["status"] in ("current", "acting") and offices[at].place]
    if len(mentions) < 2 or len({offices[at].place for at in held}) < 2:
        return alone
    body = str(record.get("body") or "")
    near = {at: _nearest(body, positions[at]["as_printed"], mentions) for at in held}
    persons: list[tuple[set[int], set[str | None]]] = []
    for at in held:
        mine = next((one for one in persons if near[at] in one[0] or offices[at].place in one[1]), None)
        if mine is None:
            persons.append(({near[at]}, {offices[at].place}))
        else:
            mine[0].add(near[at])
            mine[1].add(offices[at].place)
    numbers = {at: number for number, one in enumerate(persons) for at in held if near[at] in one[0]}
    return [numbers.get(at, 0) for at in range(len(positions))]


def _nearest(body: str, printed: str, mentions: Sequence[int]) -> int:
    """The mention beside which a title is printed."""
    places = [found.start() for found in re.finditer(re.escape(printed), body)] if printed else []
    if not places:
        return mentions[0]
    return min(mentions, key=lambda mention: min(abs(place - mention) for place in places))
