"""Answers of the register in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portals.register.lookup import Answer


def term_line(answer: Answer) -> str:
    """Return certainty, name, office, place, days and id of a term."""
    place = f", {answer.place}" if answer.place else ""
    certainty = f"{answer.certainty}: " if answer.certainty else ""
    acting = " (acting)" if answer.capacity == "acting" else ""
    return f"{certainty}{answer.name}{acting} · {answer.office}{place} · {_time(answer)} · {answer.person_id}"


def _time(answer: Answer) -> str:
    parts = []
    if answer.appointed_on:
        parts.append(f"appointed {answer.appointed_on}")
    if answer.first_stated and answer.first_stated == answer.last_stated:
        parts.append(f"stated {answer.first_stated}")
    elif answer.first_stated:
        parts.append(f"stated {answer.first_stated} to {answer.last_stated}")
    if answer.ended_on:
        parts.append(f"ended {answer.ended_on}")
    if answer.former_by:
        parts.append(f"former by {answer.former_by}")
    if answer.interval:
        parts.append(f"undated, within {answer.interval.replace('0001-01-01', '..').replace('9999-12-31', '..')}")
    return ", ".join(parts) or "no day is known"
