"""Dates as Vietnamese government portals print them: read, chosen, and found in running text. Pure; no clock is consulted."""

from portals.cleaning.dates.events import find_event_dates
from portals.cleaning.dates.line import is_date_line, read_date
from portals.cleaning.dates.publication import choose_publication
from portals.cleaning.dates.reading import DateReading, Publication

__all__ = ["DateReading", "Publication", "choose_publication", "find_event_dates", "is_date_line", "read_date"]
