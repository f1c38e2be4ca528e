"""Positions: the titles of a person joined over the article, with post, organisation, place and status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portals import items
from portals.cleaning.officials.grammar import Held
from portals.cleaning.officials.tokens import Source
from portals.cleaning.places.gazetteer import full_name, resolve_place
from portals.cleaning.text import fold


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole article says about its place: the portal's place, and which committee `TU` must be."""

    place: str | None = None
    above: str | None = None
    committee: str | None = None

    @classmethod
    def of(cls, place: str | None, sources: Sequence[Source]) -> Context:
        """From the portal's place (`thành phố Thanh Hóa`) and the texts."""
        known = resolve_place(place) if place else None
        named = [name for name in ("Tỉnh ủy", "Thành ủy") if any(name in source.text for source in sources)]
        return cls(full_name(place) if place else None, known.within if known else None, named[0] if len(named) == 1 else None)


def positions(groups: list[list[Held]], context: Context) -> list[items.Position]:
    """The positions of a person, in the order of the text; of two statements of one office the fuller stays."""
    kept: list[Held] = []
    for group in groups:
        before = list(kept)
        for held in group:
            if held.title.public:
                _merge(held, kept, before)
    return [_position(held, context) for held in kept]


def _merge(held: Held, kept: list[Held], before: list[Held]) -> None:
    for at, other in enumerate(kept):
        if fold(other.title.text) == fold(held.title.text):
            return
        if other not in before or other.title.prefix != held.title.prefix:
            continue
        if _says_less(held, other):
            return
        if _says_less(other, held):
            kept[at] = held
            return
    kept.append(held)


def _says_less(held: Held, other: Held) -> bool:
    """Whether all words of a title stand, in this order, in the other: `Bí thư Thành ủy` in `Bí thư Thành ủy thành phố Thanh Hóa`."""
    mine, theirs = fold(held.title.text).split(), fold(other.title.text).split()
    if mine[0] != theirs[0]:
        return False
    rest = iter(theirs)
    return all(word in rest for word in mine)


def _position(held: Held, context: Context) -> items.Position:
    title = held.title
    place, inferred = _place(held, context)
    organisation = " ".join(part for part in (_own(held), *title.body) if part).replace(" ,", ",") or None
    return items.Position(
        title=title.text,
        post=title.post,
        organisation=organisation,
        place=place,
        place_inferred=inferred,
        status=held.status,  # type: ignore[arg-type]
        as_printed="",
        flags=list(title.flags),
    )


def _own(held: Held) -> str:
    own = held.title.own_body
    if not held.title.body and " " not in own and own.islower() is False:
        return ""
    return own


def _place(held: Held, context: Context) -> tuple[str | None, bool]:
    places = held.title.places
    return (places[0] if places else None), False
