"""Choose the publication date among a page's lines, note what contradicts it; the rule of `-a since=`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from portals.draft import DateLine
from portals.items import Note
from portals.text.dates.lexicon import is_edit
from portals.text.dates.line import Look, look
from portals.text.dates.values import DateReading, Order, Publication, aware, printed_part
from portals.text.folding import fold

_SOURCES = ("page", "listing", "url", "feed", "sitemap", "meta")
_Read = tuple[DateLine, Look]


def _agree(one: DateReading, other: DateReading) -> bool:
    """Whether two values can both be true: one is the other with less precision."""
    first, second = (printed_part(reading.value, reading.precision) for reading in (one, other))
    return first.startswith(second) or second.startswith(first)


def _doubts(chosen: _Read, others: list[_Read]) -> tuple[Note, ...]:
    """A note for each value that contradicts the chosen one, and for better sources that could not be read."""
    line, reading = chosen[0], chosen[1].reading
    notes: dict[str, Note] = {}
    for other, seen in others[: others.index(chosen)]:
        read = seen.reading
        if read.missing and read.missing != "not_printed":
            notes.setdefault(read.raw, Note(f"date_{read.missing}", f"{other.source} {read.raw}"))
    for other, seen in others:
        read = seen.reading
        if read.value and not _agree(reading, read):
            notes.setdefault(read.value, Note("dates_disagree", f"{line.source} {reading.value}, {other.source} {read.value}"))
    return tuple(notes.values())


def _rank(item: _Read) -> tuple[int, int]:
    """By source; within the page a line labelled as published stands before one without a label."""
    line, seen = item
    return _SOURCES.index(line.source), seen.label != "publish"


def _failure(read: list[_Read]) -> Publication:
    """No line could be read: the first that holds something date-like says why."""
    for line, seen in read:
        reading = seen.reading
        if reading.missing and reading.missing != "not_printed":
            return Publication(None, None, reading.raw, line.source, reading.missing, reading.notes)
    return Publication(None, None, None, None, "not_printed")


def _edits(read: list[_Read]) -> tuple[list[_Read], list[_Read]]:
    """The lines of the publication and those of the last edit.

    `Cập nhật: …` is an edit only beside another page line, `Cập nhật lần cuối: …` always.
    """
    edits = [item for item in read if item[0].modified]
    rest = [item for item in read if not item[0].modified]
    updated = [item for item in rest if item[0].source == "page" and item[1].label == "modified"]
    dated = [item for item in rest if item[0].source == "page" and item not in updated and item[1].reading.value]
    if not dated:
        updated = [item for item in updated if is_edit(fold(item[0].text))]
    return [item for item in rest if item not in updated], edits + updated


def _with_time(chosen: _Read, candidates: list[_Read]) -> _Read:
    """The day that a page or its address gives with the time that its metadata gives for that day."""
    day = chosen[1].reading
    if chosen[0].source not in ("page", "url") or day.precision != "day" or day.value is None:
        return chosen
    timed = (
        item
        for item in candidates
        if item[0].source == "meta" and (item[1].reading.value or "").startswith(f"{day.value}T") and not item[1].reading.notes
    )
    return next(timed, chosen)


def choose_publication(lines: Sequence[DateLine], *, captured: str | None, order: Order = "dmy") -> Publication:
    """Return the best readable line, in the order page, listing, url, feed, sitemap, meta, or why there is none.

    `captured` is the time of the capture (ISO 8601), `order` the portal's declaration. Lines that contradict the chosen one
    become notes (`dates_disagree`), `modified_at` comes from the lines of the last edit. Without lines it is `not_printed`.
    """
    now = None if captured is None or not lines else aware(captured)
    candidates, edits = _edits([(line, look(line.text, now=now, order=order)) for line in lines])
    candidates.sort(key=_rank)
    edited = next((seen.reading.value for _, seen in edits if seen.reading.value), None)
    edited = edited or next((seen.edit for _, seen in candidates if seen.edit), None)
    chosen = next((item for item in candidates if item[1].reading.value), None)
    if chosen is None:
        failure = _failure(candidates)
        return Publication(None, None, failure.raw, failure.source, failure.missing, failure.notes, edited)
    chosen = _with_time(chosen, candidates)
    line, reading = chosen[0], chosen[1].reading
    notes = reading.notes + _doubts(chosen, candidates)
    return Publication(reading.value, reading.precision, reading.raw, line.source, None, notes, edited)


_DAY = len("2022-07-05")


def is_before(published: str | None, since: date) -> bool:
    """Return whether an article was certainly published before the day `since`.

    `published` is an ISO date or time, or an EDTF month or year. An unknown date is never before; a month or a year is
    before only when all of it is.

    >>> since = date(2022, 7, 5)
    >>> is_before("2022-07-04T23:59:00+07:00", since), is_before("2022-07", since), is_before(None, since)
    (True, False, False)
    """
    return published is not None and published[:_DAY] < since.isoformat()[: len(published)]
