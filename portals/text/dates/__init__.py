"""Dates as Vietnamese government portals print them: read, chosen, and found in running text. Pure; no clock is consulted."""

from portals.text.dates.events import find_event_dates
from portals.text.dates.interval import own_interval, published_on
from portals.text.dates.line import is_date_line, read_date
from portals.text.dates.publication import choose_publication
from portals.text.dates.values import DateReading, Publication

__all__ = [
    "DateReading",
    "Publication",
    "choose_publication",
    "find_event_dates",
    "is_date_line",
    "own_interval",
    "published_on",
    "read_date",
]
