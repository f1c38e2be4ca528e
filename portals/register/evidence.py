"""The sentence that proves a statement, and what it says of the act: its day, the number of the decision."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from portals.text.officials.sentences import sentence_bounds

Act = Literal["appointed", "ended"]

_ENDED = re.compile(
    r"miễn nhiệm|bãi nhiệm|cách chức|thôi giữ|cho thôi|thôi làm|thôi nhiệm|nghỉ hưu|nghỉ chế độ|nghỉ công tác|thôi việc",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"(?:quyết định|nghị quyết)\s+(?:số\s+)?(\d+(?:[-/]\w+)+)"
    r"(?:,?\s*(?:ký\s+)?ngày\s+(\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{4}))?",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:kể )?từ (?:ngày )?\Z", re.IGNORECASE)

NEAR_DAYS = 31
"""An event this many days before publication is news: officials stood in their office on that day."""
AHEAD_DAYS = 92
"""An appointment takes effect at most this many days after it is reported."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a statement stands: the field of the record, the sentence's offsets in it, and the day of the event it reports."""

    field: str
    start: int
    end: int
    event_on: str | None = None
    past: bool = False
    """Whether the sentence tells of a day long before the article was published."""
    act_on: str | None = None
    decision: str | None = None
    dismissal: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that the body names, with its offsets."""

    day: str
    start: int
    end: int


def dated(event_dates: Sequence[Mapping[str, Any]]) -> tuple[Dated, ...]:
    """Return the whole days among a record's event dates, in the order of the text."""
    found = [
        Dated(event["date"][:10], event["start"], event["end"])
        for event in event_dates
        if event["date"] and len(event["date"]) >= 10 and event["date"][4] == "-" and "/" not in event["date"]
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def proof(
    text: str, field: str, mentions: Sequence[tuple[int, int]], printed: str, days: Sequence[Dated], published: str | None
) -> Proof:
    """Return the proof of one position: of a person's mentions in a field, the one whose sentence prints the title.

    `mentions` are offsets in `text`, `days` the days named in it (bodies only), `published` the day of publication, ISO.
    """
    start, end = _sentence(text, mentions, printed)
    inside = [day for day in days if start <= day.start < end]
    line = text.rfind("\n", 0, start) + 1
    before = [day for day in days if line <= day.start < start]
    event = _event(inside, before, published)
    words = text[start:end]
    decision = _DECISION.search(words)
    return Proof(
        field=field,
        start=start,
        end=end,
        event_on=event,
        past=event is None and any(published and day.day < published for day in inside) and not decision,
        act_on=_act_day(text, decision, start, inside, event, published),
        decision=decision[1] if decision else None,
        dismissal=_ENDED.search(words) is not None,
    )


def _sentence(text: str, mentions: Sequence[tuple[int, int]], printed: str) -> tuple[int, int]:
    bounds = [sentence_bounds(text, start) for start, _ in mentions]
    return next(((first, last) for first, last in bounds if printed in text[first:last]), bounds[0] if bounds else (0, 0))


def _event(inside: Sequence[Dated], before: Sequence[Dated], published: str | None) -> str | None:
    """The day of the event: named in the sentence, else last named before it in its paragraph, and near publication."""
    if published is None:
        return None
    near = [day.day for day in inside if _is_near(day.day, published)]
    if near:
        return max(near)
    if inside:
        return None
    return next((day.day for day in reversed(before) if _is_near(day.day, published)), None)


def _is_near(day: str, published: str) -> bool:
    gap = (date.fromisoformat(published) - date.fromisoformat(day)).days
    return 0 <= gap <= NEAR_DAYS


def _act_day(
    text: str,
    decision: re.Match[str] | None,
    offset: int,
    inside: Sequence[Dated],
    event: str | None,
    published: str | None,
) -> str | None:
    """The day an act takes effect: `từ ngày …`, else that of the decision, else the event's; none where several could be."""
    told = [day.day for day in inside if _FROM.search(text, max(0, day.start - 12), day.start)]
    if not told:
        told = [
            day.day
            for day in inside
            if decision and decision[2] and decision.start(2) + offset <= day.start < decision.end() + offset
        ]
    if told:
        return told[0] if len(set(told)) == 1 and _is_plausible(told[0], published) else None
    others = {day.day for day in inside}
    if event is not None and others <= {event}:
        return event
    return next(iter(others)) if len(others) == 1 and _is_plausible(min(others), published) else None


def _is_plausible(day: str, published: str | None) -> bool:
    return published is None or (date.fromisoformat(day) - date.fromisoformat(published)).days <= AHEAD_DAYS
