"""The gazetteer: which places there were on a day, what they lay in, and what they became.

Data files beside this module, their source in `docs/guide/officials.md`. The last districts and provincial cities end on
2025-06-30; their successors are the communes and wards that took their land. Those renamed, merged, split or raised before
that are in `district-changes.tsv`, one change a line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from portals.text.folding import fold, old_tone, squeeze

KINDS = ("thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "quận", "huyện", "phường", "xã")
_KIND = re.compile(rf"(?:{'|'.join(KINDS)})(?= )")
_SHORT = {"tp": "thành phố", "tp.": "thành phố", "tx": "thị xã", "tx.": "thị xã", "tt": "thị trấn", "tt.": "thị trấn"}
_MERGER_EVE, _MERGER_DAY = "2025-06-30", "2025-07-01"
_OPEN = "9999"


@dataclass(frozen=True, slots=True)
class Place:
    """One place in one period. `since` and `until` are ISO days, None where open; `within` is the unit above it."""

    name: str
    kind: str
    level: int
    """1 province, 2 district or provincial city, 3 commune or ward."""
    within: str | None = None
    since: str | None = None
    until: str | None = None
    successors: tuple[str, ...] = ()

    def valid(self, on: str) -> bool:
        """Return whether the place existed on the ISO day."""
        return (self.since or "") <= on <= (self.until or _OPEN)


def resolve_place(name: str, on: str | None = None, *, within: str | None = None) -> Place | None:
    """Return the place that a name means, or None where it is unknown or could be several.

    `name` with or without its kind, abbreviated or not: `thành phố Thanh Hóa`, `TP. Sóc Trăng`, `Long Phú`. `on` is an ISO day
    (`2020-10-10`); without it any period is good, the latest first. `within` is the unit above, for names that occur often.
    Of one name the higher unit wins: `Thanh Hóa` is the province.

    >>> resolve_place("thành phố Huế", "2024-08-01").within, resolve_place("thành phố Huế", "2025-08-01").level
    ('tỉnh Thừa Thiên Huế', 1)
    """
    found = _by_name().get(_key(name), ())
    if on is not None:
        found = tuple(place for place in found if place.valid(on))
    if within is not None:
        found = tuple(place for place in found if place.within and _key(place.within).endswith(_key(within)))
    if not found:
        return None

    level = min(place.level for place in found)
    best = [place for place in found if place.level == level]
    last = max(place.until or _OPEN for place in best)
    best = [place for place in best if (place.until or _OPEN) == last]
    return best[0] if len(best) == 1 else None


def era(on: str) -> str:
    """Return the first day of the time in which the places were those of an ISO day: what is known of one holds for all of it.

    >>> era("2030-02-03")
    '2025-07-01'
    """
    return _eras()[bisect_right(_eras(), on) - 1]


@cache
def _eras() -> tuple[str, ...]:
    begun = {place.since for place in _places() if place.since}
    over = {(date.fromisoformat(place.until) + timedelta(days=1)).isoformat() for place in _places() if place.until}
    return ("0001-01-01", *sorted(begun | over))


@cache
def place_words() -> Mapping[str, int]:
    """Return bare folded names and the levels that bear them, added up: 1 province, 2 district, 4 commune; no figures."""
    words: dict[str, int] = {}
    for place, folded in _folded():
        bare = folded[len(place.kind) + 1 :]
        if not bare.isdigit():
            words[bare] = words.get(bare, 0) | 1 << (place.level - 1)
    return words


def _key(name: str) -> str:
    words = fold(name).replace("tp.", "tp. ").split()
    if words and words[0] in _SHORT:
        words[0] = _SHORT[words[0]]
    return " ".join(words)


@cache
def _by_name() -> Mapping[str, tuple[Place, ...]]:
    """Places under their full and their bare folded name."""
    index: defaultdict[str, list[Place]] = defaultdict(list)
    for place, folded in _folded():
        index[folded].append(place)
        index[folded[len(place.kind) + 1 :]].append(place)
    return {key: tuple(places) for key, places in index.items()}


@cache
def _folded() -> tuple[tuple[Place, str], ...]:
    """The places with their folded names, which all are folded in one go: name by name takes twenty times as long."""
    places = _places()
    return tuple(zip(places, fold(" | ".join([place.name for place in places])).split(" | "), strict=True))


@cache
def _places() -> tuple[Place, ...]:
    return (*_provinces(), *_districts(), *_communes())


def _rows(file: str) -> Iterator[list[str]]:
    lines = (files(__package__) / "data" / file).read_text("utf-8").splitlines()
    return (line.split("\t") for line in lines[1:])


def _kind(name: str) -> str:
    found = _KIND.match(name)
    assert found
    return found[0]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("; ")) if cell else ()


def _provinces() -> Iterator[Place]:
    for name, since, until, successors in _rows("provinces.tsv"):
        yield Place(name, _kind(name), 1, None, since or None, until or None, _split(successors))


def _districts() -> Iterator[Place]:
    """The districts of 30 June 2025, then those that had changed before."""
    began: dict[tuple[str, str], str] = {}
    former: list[Place] = []
    for day, province, before, new_province, after in _rows("district-changes.tsv"):
        names, heirs = _split(before), _split(after)
        kept = set(names) & set(heirs) if province == new_province else set()
        for name in names:
            if name not in kept:
                since = began.pop((name, province), None)
                former.append(Place(name, _kind(name), 2, province, since, _day_before(day), heirs))
        began |= {(name, new_province): day for name in heirs if name not in kept}
    for name, province, until, successors in _rows("districts.tsv"):
        yield Place(name, _kind(name), 2, province, began.get((name, province)), until, _split(successors))
    yield from former


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _communes() -> Iterator[Place]:
    for name, district, province in _rows("communes-until-2025.tsv"):
        yield Place(name, _kind(name), 3, f"{district}, {province}", None, _MERGER_EVE)
    for name, province in _rows("communes.tsv"):
        yield Place(name, _kind(name), 3, province, _MERGER_DAY)


def full_name(place: str) -> str:
    """Return a place as people type it, in the spelling of this project: `TP. Sóc Trăng` → `thành phố Sóc Trăng`."""
    words = old_tone(squeeze(place)).replace("TP.", "TP. ").split()
    if words and (short := _SHORT.get(words[0].lower())):
        words[0] = short
    text = " ".join(words)
    kind = next((kind for kind in KINDS if text.lower().startswith(kind + " ")), None)
    return kind + text[len(kind) :] if kind else text
