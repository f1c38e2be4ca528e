"""Which of a page's lines gives the publication date, and what the others say against it."""

from __future__ import annotations

from collections.abc import Sequence

from portals.cleaning.dates.line import label_of, read_date, read_edit
from portals.cleaning.dates.reading import DateReading, Order, Publication
from portals.items import Note
from portals.page import DateLine

_SOURCES = ("page", "listing", "url", "feed", "meta")
_Read = tuple[DateLine, DateReading]


def _known(reading: DateReading) -> str:
    """The part of a value that was printed: `2022-07-05T08:15` of a minute."""
    value = reading.value or ""
    return value[:16] if reading.precision == "minute" else value[:19]


def _agree(one: DateReading, other: DateReading) -> bool:
    """Whether two values can both be true: one is the other with less precision."""
    return _known(one).startswith(_known(other)) or _known(other).startswith(_known(one))


def _doubts(chosen: _Read, others: list[_Read]) -> tuple[Note, ...]:
    """A note for each value that contradicts the chosen one, and for better sources that could not be read."""
    line, reading = chosen
    notes: dict[str, Note] = {}
    for other, read in others[: others.index(chosen)]:
        if read.missing and read.missing != "not_printed":
            notes.setdefault(read.raw, Note(f"date_{read.missing}", f"{other.source} {read.raw}"))
    for other, read in others:
        if read.value and not _agree(reading, read):
            notes.setdefault(read.value, Note("dates_disagree", f"{line.source} {reading.value}, {other.source} {read.value}"))
    return tuple(notes.values())


def _rank(item: _Read) -> tuple[int, int]:
    """By source; within the page a line labelled as published stands before one without a label."""
    line, _ = item
    return _SOURCES.index(line.source), label_of(line.text) != "publish"


def _failure(read: list[_Read]) -> Publication:
    """No line could be read: the first that holds something date-like says why."""
    for line, reading in read:
        if reading.missing and reading.missing != "not_printed":
            return Publication(None, None, reading.raw, line.source, reading.missing, reading.notes)
    return Publication(None, None, None, None, "not_printed")


def _edits(read: list[_Read]) -> tuple[list[_Read], list[_Read]]:
    """The lines of the publication and those of the last edit. `Cập nhật: …` is an edit only beside another page line."""
    edits = [item for item in read if item[0].modified]
    rest = [item for item in read if not item[0].modified]
    updated = [item for item in rest if item[0].source == "page" and label_of(item[0].text) == "modified"]
    dated = [item for item in rest if item[0].source == "page" and item not in updated and item[1].value]
    if not (updated and dated):
        return rest, edits
    return [item for item in rest if item not in updated], edits + updated


def choose_publication(lines: Sequence[DateLine], *, captured: str | None, order: Order = "dmy") -> Publication:
    """The best readable line, in the order page, listing, url, feed, meta; why there is none, where none can be read.

    `captured` is the time of the capture (ISO 8601), `order` the portal's declaration. Lines that contradict the chosen one
    become notes (`dates_disagree`), `modified_at` comes from the lines of the last edit. Without lines it is `not_printed`.
    """
    read = [(line, read_date(line.text, reference=captured, order=order)) for line in lines]
    candidates, edits = _edits(read)
    candidates.sort(key=_rank)
    edited = next((reading.value for _, reading in edits if reading.value), None)
    if edited is None:
        edited = next((edit for line, _ in candidates if (edit := read_edit(line.text, reference=captured, order=order))), None)
    chosen = next((item for item in candidates if item[1].value), None)
    if chosen is None:
        failure = _failure(candidates)
        return Publication(None, None, failure.raw, failure.source, failure.missing, failure.notes, edited)
    line, reading = chosen
    notes = reading.notes + _doubts(chosen, candidates)
    return Publication(reading.value, reading.precision, reading.raw, line.source, None, notes, edited)
