"""Officials: who holds which office, read from prose, with the places that say so."""

from __future__ import annotations

from collections.abc import Sequence

from portals import items
from portals.text.officials.people import Piece, read_people

__all__ = ["Piece", "find_officials", "officials_of"]


def find_officials(text: str, *, place: str | None = None) -> list[items.Official]:
    """Return the officials that a text names, in the order of their first mention; each mention has the field `text`.

    `place` is the portal's own place (`thành phố Sóc Trăng`). A position without a place may get it, marked `place_inferred`.
    Offsets of mentions select exactly the printed text of the given string. Never raises.

    >>> [official] = find_officials("Đ/c Trần Thị Bé, Phó Chủ tịch UBND thành phố Sóc Trăng, thăm các hộ nghèo.")
    >>> official.name, official.positions[0].title
    ('Trần Thị Bé', 'Phó Chủ tịch Ủy ban nhân dân thành phố Sóc Trăng')
    """
    return read_people([Piece("text", text)], place)


def officials_of(pieces: Sequence[Piece], *, place: str | None = None) -> list[items.Official]:
    """The officials of a record: its title, lead, body and captions read together, one person's mentions joined over all."""
    return read_people(pieces, place)
