"""Pictures of the reading room, drawn as SVG: how many articles a portal published each day, and who held an office when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

_CELL = 11
_SHADES = ("#e8e8e3", "#b8dccb", "#74bb98", "#2f8f63", "#0f5c3c")
_STEPS = (0, 1, 3, 6, 10)
_LABEL = 44
_UNSURE = (
    '<defs><pattern id="unsure" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#e8e8e3"/><rect width="3" height="6" fill="#74bb98"/></pattern></defs>'
)
_BAR, _ROW = 14, 40
_MOST_YEARS, _MOST_LETTERS = 7, 56
"""Years named below a picture, and letters of a bar's label: more of them do not fit on a phone."""


def coverage_picture(days: Mapping[str, int], label: str, most_years: int = 6) -> str:
    """Return a calendar of the last years as SVG: one row a year, one square a day, darker with more articles.

    `days` are ISO days and how many articles each has; `label` says what the picture shows.
    """
    if not days:
        return ""
    last = max(days)
    years = [year for year in range(int(last[:4]) - most_years + 1, int(last[:4]) + 1) if f"{year}-12-31" >= min(days)]
    height = 7 * _CELL + 10
    parts = []
    for row, year in enumerate(years):
        top = row * height
        parts.append(f'<text x="0" y="{top + 4 * _CELL}" class="label">{year}</text>')
        parts += [_square(day, days.get(day.isoformat(), 0), top) for day in _days_of(year)]
    width = _LABEL + 54 * _CELL
    return _svg(f'role="img" viewBox="0 0 {width} {len(years) * height}"', label, parts)


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]


def _square(day: date, count: int, top: int) -> str:
    week = (day.timetuple().tm_yday + date(day.year, 1, 1).weekday() - 1) // 7
    x, y = _LABEL + week * _CELL, top + day.weekday() * _CELL
    shade = _SHADES[sum(count >= step for step in _STEPS) - 1]
    title = f"<title>{day.isoformat()}: {count}</title>" if count else ""
    return f'<rect x="{x}" y="{y}" width="9" height="9" fill="{shade}">{title}</rect>'


@dataclass(frozen=True, slots=True)
class Bar:
    """One term: its name, the days it is known from and to (ISO), whether they are sure, and the anchor it leads to."""

    label: str
    first: str
    last: str
    anchor: str
    sure: bool = True


def terms_picture(bars: Sequence[Bar], label: str) -> str:
    """Return the bars over the years as SVG. Each one links to its anchor; what only undated articles say is hatched.

    Places are per cent of the width and texts keep their size, so that the picture can be read on a phone and fills a screen.
    """
    known = [bar for bar in bars if "0001" < bar.first[:4] <= bar.last[:4] < "9999"]
    if not known:
        return ""
    first, last = int(min(bar.first for bar in known)[:4]), int(max(bar.last for bar in known)[:4]) + 1
    scale = 99 / max(1.0, _years(f"{last}-01-01") - first)
    step = -(-(last - first) // _MOST_YEARS)
    height = len(known) * _ROW + 24
    parts = [_UNSURE]
    for year in range(first, last + 1, step):
        x = (year - first) * scale
        parts.append(f'<line x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="{height - 18}" stroke="#d0d0c8"/>')
        side = "end" if x > 90 else "start"
        parts.append(f'<text x="{x:.2f}%" y="{height - 4}" text-anchor="{side}" class="label">{year}</text>')
    for row, bar in enumerate(known):
        x, width = (_years(bar.first) - first) * scale, (_years(bar.last) - _years(bar.first)) * scale
        fill = "#2f8f63" if bar.sure else "url(#unsure)"
        short = bar.label if len(bar.label) <= _MOST_LETTERS else f"{bar.label[: _MOST_LETTERS - 1].rstrip()}…"
        parts.append(
            f'<a href="#{escape(bar.anchor)}"><title>{escape(bar.label)}: {bar.first} – {bar.last}</title>'
            f'<rect y="{row * _ROW}" width="100%" height="{_ROW}" fill="transparent"/>'
            f'<text x="0" y="{row * _ROW + 14}" class="bar">{escape(short)}</text>'
            f'<rect x="{x:.2f}%" y="{row * _ROW + 19}" width="{max(1.0, width):.2f}%" height="{_BAR}" fill="{fill}" rx="2"/>'
            "</a>"
        )
    return _svg(f'role="group" width="100%" height="{height}"', label, parts)


def _years(day: str) -> float:
    """A day as a number of years: 2020-07-01 is about 2020.5."""
    found = date.fromisoformat(day)
    return found.year + (found.timetuple().tm_yday - 1) / 366


def _svg(attributes: str, label: str, parts: Sequence[str]) -> str:
    return f'<svg {attributes} aria-label="{escape(label)}" xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
