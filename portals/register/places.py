"""The place of an office: one path that names it in its time, from the words of a title and the portal's own place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from portals.portal import Portal
from portals.text.places.gazetteer import KINDS, Place, full_name, resolve_place

Level = int
"""0 the country, 1 province, 2 district or provincial city, 3 commune or ward, 4 village; -1 where it is not known."""


@dataclass(frozen=True, slots=True)
class Home:
    """The place a portal speaks for, `thành phố Sóc Trăng`, and its province; both empty for a portal that nobody declares."""

    place: str = ""
    province: str = ""


def home_of(portal: Portal) -> Home:
    """Return the place of a declared portal."""
    return Home(portal.place, portal.province)


@dataclass(frozen=True, slots=True)
class Placed:
    """A place by its path, `phường 5, thành phố Sóc Trăng, tỉnh Sóc Trăng`, and what the gazetteer says of it."""

    path: str
    level: Level
    province: str | None = None
    since: str | None = None
    until: str | None = None
    successors: tuple[str, ...] = ()
    known: bool = True


@lru_cache(maxsize=16_384)
def place_of(words: str, on: str | None, home: Home) -> Placed:
    """Return the place that a title names on an ISO day (None: any), seen from a portal.

    A name that occurs often means the one nearest to the portal: in its own place, then in its province. A place that no
    gazetteer has lies where the portal is.
    """
    names = [full_name(part) for part in words.split(", ")]
    small = names[0].startswith(("xã ", "phường ", "thị trấn "))
    home = home if len(names) > 1 else _home_on(home, on)
    city = ""
    if len(names) > 1:
        spheres: list[str | None] = [", ".join(names[1:])]
    else:
        city = ", ".join(dict.fromkeys(part for part in (home.place, home.province) if part))
        spheres = [above for above in (city, home.province) if above]
        spheres = [*spheres, None] if not (small and home.province) else spheres
        spheres = spheres if any(names[0].startswith(f"{kind} ") for kind in KINDS) else [None, *spheres]
    for above in dict.fromkeys(spheres):
        for day in (on, None) if on else (None,):
            if above is not None and names[0] == above:
                continue
            found = resolve_place(names[0], day, within=above)
            if found is not None:
                return placed(found)
        if above and above == city and names[0].startswith("phường ") and not above.startswith(("tỉnh ", "huyện ")):
            break  # a ward of a city's portal lies in the city, also one that is no more in the gazetteer
    return _unknown(names, home)


def _home_on(home: Home, on: str | None) -> Home:
    """The home as it was on a day: a city or province that was no more is what its land belongs to."""
    province = resolve_place(home.province, None) if home.province else None
    over = province is not None and on is not None and province.until is not None and on > province.until
    heir = province.successors[0] if over and province and province.successors else home.province
    place = resolve_place(home.place, None, within=home.province or None) if home.place not in ("", home.province) else None
    gone = place is not None and on is not None and place.until is not None and on > place.until
    return Home("" if gone else heir if home.place == home.province else home.place, heir)


def placed(place: Place) -> Placed:
    """Return a place of the gazetteer with its path."""
    path = ", ".join(part for part in (place.name, place.within) if part)
    return Placed(path, place.level, path.rpartition(", ")[2], place.since, place.until, place.successors)


def _unknown(names: list[str], home: Home) -> Placed:
    """`khóm 2` of a portal lies in its place; a commune that the gazetteer lacks lies in its province."""
    kind = next((kind for kind in KINDS if names[0].startswith(f"{kind} ")), None)
    level = {"tỉnh": 1, "thành phố": 2, "thị xã": 2, "quận": 2, "huyện": 2, None: 4}.get(kind, 3)
    above = [home.place, home.province] if level > 2 else [home.province]
    parts = [*names, *(part for part in dict.fromkeys(above) if part and part not in names)]
    return Placed(", ".join(parts), level, home.province or None, known=False)
