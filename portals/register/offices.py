"""Offices: one canonical office for a post, a body and the place it belonged to on the day of the statement."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from portals.register.names import unmarked
from portals.register.places import Home, Placed, place_of
from portals.text.folding import fold
from portals.text.officials import lexicon
from portals.text.officials.tokens import even, tokens
from portals.text.places.gazetteer import KINDS, era

Kind = Literal["party", "state", "front", "mass", "army", "police", "unit", "other"]
Holders = Literal["one", "few", "members", "many"]
"""How many hold the office at one time. Of `members` (of a committee or council of some dozens) two bear one name now and then,
of `many` (teachers, clerks) often."""

_PROVINCE_BODIES = re.compile(r"(?:Sở|Tỉnh đoàn|Bộ Chỉ huy quân sự|Đoàn đại biểu Quốc hội)\b|(?:.* )?Tỉnh ủy\Z", re.IGNORECASE)
"""Bodies of which each province has one; a portal that does not say which province means its own."""
_COMMITTEES = (("thành ủy", "thành phố "), ("thành đoàn", "thành phố "), ("huyện ủy", "huyện "), ("huyện đoàn", "huyện "),
               ("thị ủy", "thị xã "), ("thị đoàn", "thị xã "), ("quận ủy", "quận "), ("quận đoàn", "quận "))  # fmt: skip
"""Words of a body that say of what kind its place is."""
_SMALL = re.compile(
    r"(?:Trường (?:Mầm non|Mẫu giáo|Tiểu học|Trung học cơ sở)|Trạm|Phòng|Đảng ủy|Công an|Đồn|Hợp tác xã)\b", re.IGNORECASE
)
"""Bodies of which a province has many: its portal does not say which one is meant."""
_PARTY = re.compile(r"(?:tỉnh|thành|huyện|thị|quận|đảng) ủy\Z", re.IGNORECASE)
_LEVEL_WORD = re.compile(rf" (?:{'|'.join(KINDS)})\Z", re.IGNORECASE)
_FEW = re.compile(r"(?:phó|nguyên|tham tán)\b|.*viên\Z", re.IGNORECASE)
_MEMBERS = re.compile(r"(?:đại biểu|thành viên|hội viên|ủy viên)\b|.*ủy viên\Z", re.IGNORECASE)
_STANDING = re.compile(r"ban thường vụ|thường trực|bộ chính trị|ban bí thư|ủy ban kiểm tra|ủy ban nhân dân", re.IGNORECASE)
"""Bodies of a dozen or so, whose members are known by their seat."""


@dataclass(frozen=True, slots=True)
class Office:
    """One office. `place` is a path, `thành phố Thanh Hóa, tỉnh Thanh Hóa`, None for offices of the whole country.

    `until` is the last day of the place, ISO; `successors` are the places that took its land.
    """

    id: str
    post: str
    body: str | None
    place: str | None
    province: str | None
    level: int
    kind: Kind
    holders: Holders
    until: str | None = None
    successors: tuple[str, ...] = ()
    certain: bool = True
    """Whether the article or the portal's own place says where it is."""
    complete: bool = True
    """Whether body and place are known: otherwise it may be one of several offices, and joins nobody."""

    @property
    def title(self) -> str:
        """The office in words: `Phó Bí thư Thường trực · Thành ủy · thành phố Thanh Hóa`."""
        return " · ".join(part for part in (self.post, self.body, (self.place or "").partition(", ")[0]) if part)

    @property
    def search(self) -> str:
        """Its words without diacritics, as they are searched for."""
        return unmarked(" ".join(part for part in (self.post, self.body, self.place) if part)).replace(",", "")


def office_of(post: str, organisation: str | None, place: str | None, on: str | None, home: Home) -> Office:
    """Return the office that a position states: its post, its body as printed, its place, the day (ISO), the portal's home.

    >>> office_of("Bí thư", "Thành ủy thành phố Thanh Hóa", "thành phố Thanh Hóa", "2020-10-10", Home()).title
    'Bí thư · Thành ủy · thành phố Thanh Hóa'
    """
    return _office(post, organisation, place, era(on) if on else None, home)


@lru_cache(maxsize=65_536)
def _office(post: str, organisation: str | None, place: str | None, on: str | None, home: Home) -> Office:
    certain = True
    central = organisation is not None and _is_central(organisation)
    where = None
    if place and not central:
        where = place_of(place, on, home)
    body, level_word = _bare_body(organisation, [place, where.path if where else None]) if organisation else (None, None)
    if where is None and body is not None and not central:
        where, certain = _inferred(body, level_word, on, home)

    kind_word = (where.path if where else "").partition(" ")[0] if where else ""
    body = _same_body(body, where) if body else None
    holders = holders_of(post, body or organisation or "")
    post = _bare_post(post, body) if body else post
    complete = body is not None and (central or where is not None)
    path = where.path if where else None
    return Office(
        id=_id(post, body, path if path else level_word or kind_word),
        post=post,
        body=body,
        place=path,
        province=where.province if where else None,
        level=0 if central else where.level if where else -1,
        kind=kind_of(body or organisation or ""),
        holders=holders,
        until=where.until if where else None,
        successors=where.successors if where else (),
        certain=certain,
        complete=complete,
    )


def holders_of(post: str, body: str = "") -> Holders:
    """Return how many hold a post of one body at one time, by the table `holders` and the form of the word.

    >>> holders_of("Ủy viên", "Ban Thường vụ Tỉnh ủy"), holders_of("Ủy viên", "Ban Chấp hành Đảng bộ tỉnh")
    ('few', 'members')
    """
    told = _holders().get(fold(post))
    if told:
        return told
    if _MEMBERS.match(post):
        return "few" if _STANDING.search(f"{post} {body}") else "members"
    return "few" if _FEW.match(post) else "one"


@lru_cache(maxsize=4096)
def kind_of(body: str) -> Kind:
    """Return what kind of body it is, as the officials' lexicon classes it."""
    low = body.lower()
    if low.startswith(("công an", "bộ công an", "cảnh sát", "phòng cảnh sát", "cơ quan cảnh sát", "trại giam")):
        return "police"
    if "mặt trận" in low:
        return "front"
    if _PARTY.search(low):
        return "party"
    toks = tokens(even(body).text)
    found = lexicon.bodies().longest(toks.lows, toks.words, 0) if toks.lows else None
    kinds: dict[str, Kind] = {"party": "party", "state": "state", "mass": "mass", "army": "army", "unit": "unit"}
    return kinds.get(found[0].group, "other") if found else "other"


def _id(post: str, body: str | None, place: str | None) -> str:
    text = "\n".join(fold(part or "") for part in (post, body, place))
    return f"o-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _bare_post(post: str, body: str) -> str:
    """The post without the body it repeats: `Ủy viên Ban Thường vụ` of `Ban Thường vụ Tỉnh ủy` is `Ủy viên`."""
    words, heads = post.split(), fold(body).split()
    for size in range(2, len(words)):
        if fold(" ".join(words[-size:])).split() == heads[:size]:
            return " ".join(words[:-size])
    return post


def _is_central(organisation: str) -> bool:
    low = fold(organisation)
    return " trung ương" in low or any(low == start or low.startswith(f"{start} ") for start in _central())


def _bare_body(organisation: str, places: list[str | None]) -> tuple[str, str | None]:
    """The body without its place, and the level word that stood there: `Ủy ban nhân dân thành phố` → `thành phố`."""
    body, level = organisation, None
    names = {fold(part): None for place in places if place for part in place.split(", ")}
    bare = {name.partition(f"{kind} ")[2] for name in names for kind in KINDS if name.startswith(f"{kind} ")}
    ends = sorted({*names, *bare}, key=len, reverse=True)
    for _ in range(3):
        low = fold(body)
        end = next((end for end in ends if low.endswith(f" {end}") and len(low) > len(end) + 1), None)
        if end is not None:
            body = " ".join(body.split()[: -len(end.split())]).rstrip(" ,-")
        elif found := _LEVEL_WORD.search(body):
            level, body = found[0].strip().lower(), body[: found.start()].rstrip(" ,-")
        else:
            break
    return body, level


def _inferred(body: str, level_word: str | None, on: str | None, home: Home) -> tuple[Placed | None, bool]:
    """The place of a body that names none: a body of the province lies in the portal's, any other in the portal's own place."""
    kind = (home.place or "").partition(" ")[0]
    if level_word and home.place.startswith(f"{level_word} "):
        return place_of(home.place, on, home), True
    if (level_word == "tỉnh" or (not level_word and _PROVINCE_BODIES.match(body))) and home.province:
        return place_of(home.province, on, Home("", home.province)), False
    if level_word or not home.place or not kind or body in _LOCAL:
        return None, False
    low = fold(body)
    if any(low.endswith(word) and not home.place.startswith(start) for word, start in _COMMITTEES):
        return None, False
    if home.place == home.province and _SMALL.match(body):
        return None, False
    return place_of(home.place, on, home), False


_LOCAL = ("Ủy ban nhân dân", "Hội đồng nhân dân", "Đảng ủy", "Đảng bộ", "Chi bộ", "Ủy ban Mặt trận Tổ quốc")
"""Bodies of every level: without a place nobody knows which one is meant."""


def _same_body(body: str, where: Placed | None) -> str:
    """The usual name of a body that has several: `Ban Chấp hành Đảng bộ` of a city is its `Thành ủy`."""
    for usual, kind in _same_bodies().get(fold(body), ()):
        if not kind or (where is not None and where.path.startswith(f"{kind} ")):
            return usual
    return body


def _lines(table: str) -> list[list[str]]:
    text = (files(__package__) / "data" / f"{table}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


@cache
def _central() -> tuple[str, ...]:
    return tuple(fold(line[0]) for line in _lines("central-bodies"))


@cache
def _same_bodies() -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for name, usual, kind in _lines("same-bodies"):
        found.setdefault(fold(name), []).append((usual, kind))
    return found


@cache
def _holders() -> Mapping[str, Holders]:
    kinds: dict[str, Holders] = {"one": "one", "few": "few", "many": "many"}
    return {fold(post): kinds[holders] for post, holders, _ in _lines("holders")}
