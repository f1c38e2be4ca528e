"""Which of a page's lines gives the publication date."""

from __future__ import annotations

from collections.abc import Sequence

from portals.cleaning.dates.line import read_date
from portals.cleaning.dates.reading import Order, Publication
from portals.page import DateLine

_RANK = {"page": 0, "listing": 1, "url": 2, "feed": 3, "meta": 4}


def choose_publication(lines: Sequence[DateLine], *, captured: str | None, order: Order = "dmy") -> Publication:
    """The best readable line, in the order page, listing, url, feed, meta."""
    for line in sorted((line for line in lines if not line.modified), key=lambda line: _RANK[line.source]):
        reading = read_date(line.text, reference=captured, order=order)
        if reading.value:
            return Publication(reading.value, reading.precision, reading.raw, line.source)
    return Publication(None, None, None, None, "not_printed")
