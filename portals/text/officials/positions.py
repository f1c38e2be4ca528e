"""Positions: the titles of a person joined over the article, with post, organisation, place and status."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portals import items
from portals.text.officials import lexicon
from portals.text.officials.values import Held, Title
from portals.text.places.gazetteer import Place, full_name, resolve_place

_SEATS = {
    f"{level} {body}": kind
    for level, kind in (("tỉnh", "tỉnh"), ("thành", "thành phố"), ("thị", "thị xã"), ("huyện", "huyện"), ("quận", "quận"))
    for body in ("ủy", "đoàn")
}
"""Committees of the Party and of its youth, whose name says what kind of place they belong to."""
_WORD = re.compile(r"[^\W_]+")
_LOCAL = ("Đảng ủy", "Ủy ban nhân dân", "Hội đồng nhân dân", "Ủy ban Mặt trận Tổ quốc", "Đảng bộ")
_ABOVE_CITY = (
    "Bí thư Thành ủy",
    "Bí thư Huyện ủy",
    "Bí thư Thị ủy",
    "Chủ tịch Ủy ban nhân dân tỉnh",
    "Giám đốc Sở",
    "Giám đốc Công an tỉnh",
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole article says about its place: the portal's place, the province it lies in, the committees it names."""

    place: str | None = None
    known: Place | None = None
    committees: frozenset[str] = frozenset()

    @classmethod
    def of(cls, place: str | None, texts: Sequence[str]) -> Context:
        """From the portal's place (`thành phố Thanh Hóa`) and the even texts."""
        named = frozenset(
            name for name in ("Tỉnh ủy", "Thành ủy") if any(name in text or name.replace("ủy", "uỷ") in text for text in texts)
        )
        return cls(full_name(place) if place else None, resolve_place(place) if place else None, named)

    def of_kind(self, kind: str) -> str | None:
        """The portal's own place, or the province it lies in, if it is of this kind."""
        if self.place and self.place.startswith(kind + " "):
            return self.place
        above = self.known.within if self.known else None
        return next((part for part in (above or "").split(", ") if part.startswith(kind + " ")), None)


def positions(groups: list[list[Held]], context: Context) -> list[items.Position]:
    """The positions of a person, in the order of the text; of two statements of one office the fuller stays."""
    kept: list[tuple[Held, list[Held]]] = []
    for group in groups:
        before = len(kept)
        for held in group:
            if held.title.public:
                spell_officially(held.title)
                _settle_committee(held.title, group, context)
                _merge(held, group, kept, before)
    return [_position(held, group, context) for held, group in kept]


def _settle_committee(title: Title, group: list[Held], context: Context) -> None:
    """`TU` is the committee of the province or of the city: settled by the person's other titles, the text or the portal."""
    if "TU" not in title.body:
        return
    others = [each.title.text for each in group if each.title is not title]
    if any(other.startswith(_ABOVE_CITY) for other in others) or context.committees == {"Tỉnh ủy"}:
        committee = "Tỉnh ủy"
    elif context.known is not None and context.known.level == 1:
        committee = "Thành ủy" if context.known.kind == "thành phố" else "Tỉnh ủy"
    else:
        return
    title.body[title.body.index("TU")] = committee
    title.flags.remove("ambiguous_abbreviation:TU")


def _merge(held: Held, group: list[Held], kept: list[tuple[Held, list[Held]]], before: int) -> None:
    """Add a title unless another statement already says it; what one calls `nguyên` is a former office in all."""
    if any(other.title.text.lower() == held.title.text.lower() for other, _ in kept):
        return
    for at, (other, _) in enumerate(kept[:before]):
        if {other.title.prefix, held.title.prefix} - {"nguyên", ""} and other.title.prefix != held.title.prefix:
            continue
        less, more = says_less(held.title, other.title), says_less(other.title, held.title)
        if not less and not more:
            continue
        former = "nguyên" in (held.title.prefix, other.title.prefix)
        if more and not less:
            kept[at] = held, group
            kept[:] = [each for each in kept if each[0] is held or not says_less(each[0].title, held.title)]
            at = next(number for number, each in enumerate(kept) if each[0] is held)
        if former:
            kept[at][0].title.prefix, kept[at][0].status = "nguyên", "former"
        return
    kept.append((held, group))


def says_less(title: Title, other: Title) -> bool:
    """Whether all words of a title stand, in this order, in the other: `Bí thư` in `Bí thư Thành ủy thành phố Thanh Hóa`.

    `nguyên` does not count; an abbreviation that no table knows stands for the words it begins: `TC HCKT`.
    """
    mine, theirs = _words(title), _words(other)
    if mine[0] != theirs[0] or ("thứ nhất" in title.post) != ("thứ nhất" in other.post):
        return False
    rest = iter(theirs)
    if all(word in rest for word in mine):
        return True
    short = any(len(word) > 2 and word.isupper() for word in mine)
    return short and _initials(theirs).startswith(_initials(mine))


def _words(title: Title) -> list[str]:
    words = _WORD.findall(title.text)
    return [word if word.isupper() and len(word) > 1 else word.lower() for word in words if word != "nguyên"]


def _initials(words: list[str]) -> str:
    return "".join(word if word.isupper() and len(word) > 1 else word[0].upper() for word in words)


def _position(held: Held, group: list[Held], context: Context) -> items.Position:
    title = held.title
    place, inferred = _place(title, group, context)
    return items.Position(
        title=title.text,
        post=title.post,
        organisation=_organisation(title, None if inferred else place),
        place=place,
        place_inferred=inferred,
        status=held.status,
        as_printed=held.printed,
        flags=list(title.flags),
    )


def _organisation(title: Title, place: str | None) -> str | None:
    """The body in full words; a place that a neighbouring title states is added: `Đảng ủy` of `phường Đông Vệ`."""
    own = title.own_body if title.body or " " in title.own_body or title.own_body.islower() else ""
    if title.body and title.body[0].startswith(own):
        own = ""  # `Trưởng ban Ban Quản lý …`
    words = " ".join(part for part in (own, *title.body) if part).replace(" ,", ",")
    if words and place and not title.places and words in _LOCAL:
        words = f"{words} {place}"
    return words or None


def _place(title: Title, group: list[Held], context: Context) -> tuple[str | None, bool]:
    """The place of a title: as stated, as a neighbouring title of the same statement states it, or the portal's own."""
    named = [place for place in title.places if " " in place and place.lower() not in lexicon.kinds()]
    seat = _seat(title)
    if named:
        return ", ".join(_of_kind(place, seat) for place in named), False
    if title.places and title.places[-1].lower() not in lexicon.kinds():
        return _completed(title.places[-1], seat), False
    kind = title.places[-1].lower() if title.places else seat
    if kind is None and not any(part in _LOCAL for part in title.body):
        return None, False
    beside = _beside(title, group, kind)
    if beside:
        return beside, False
    inferred = context.of_kind(kind) if kind else None
    return inferred, inferred is not None


def _seat(title: Title) -> str | None:
    words = " ".join([title.own_body, *title.body]).lower()  # `Thành Đoàn` and `Thành đoàn`
    return next((kind for body, kind in _SEATS.items() if body in words), None)


def _of_kind(place: str, seat: str | None) -> str:
    """`Thanh Hóa` behind `Thành ủy` is the city; a place that says its kind stays as it is."""
    told = not seat or place[0].islower() or place.lower().startswith(f"{seat} ")
    return place if told else f"{seat} {place}"


def _completed(name: str, seat: str | None) -> str:
    """A bare place name with its kind: behind `Thành ủy` a city, else what the gazetteer knows."""
    if seat:
        return f"{seat} {name}"
    known = resolve_place(name)
    return known.name if known else name


def _beside(title: Title, group: list[Held], kind: str | None) -> str | None:
    """The named place of a neighbouring title, of the same kind; a committee without any is of the neighbour's commune."""
    for held in group:
        for place in held.title.places if held.title is not title else ():
            fits = place.startswith(kind + " ") if kind else any(part in _LOCAL for part in held.title.body)
            if fits and " " in place and place.lower() not in lexicon.kinds():
                return place
    return None


def spell_officially(title: Title) -> None:
    """Write institutions that the table `official-names` knows with its capitals: `Phòng Nội Vụ`, `Hội nông dân`.

    A post keeps the first letter of the body it names itself: `Trưởng phòng | nội vụ` is `Trưởng phòng Nội vụ`. A capital
    that begins a word of its own stays as printed: `Giao thông Vận tải`.
    """
    parts = [title.post, *title.body]
    words = [(number, word) for number, part in enumerate(parts) for word in _WORD.finditer(part)]
    lows = [word[0].lower() for _, word in words]
    at = 0
    while at < len(words):
        size, official = _official_name(lows[at : at + 12]) if lows[at - 1 : at + 1] != ["ủy", "ban"] else (0, [])
        led = True
        for (number, word), spelled in zip(words[at : at + size], official, strict=True):
            if number and (led or spelled[0].isupper()):
                parts[number] = parts[number][: word.start()] + spelled + parts[number][word.end() :]
            led = spelled[0].isupper()
        at += size or 1
    title.body = parts[1:]


def _official_name(lows: list[str]) -> tuple[int, list[str]]:
    """How many of the words are the longest official name that begins with the first, and its spelling."""
    node: Mapping[str, Any] = lexicon.official_names()
    found: tuple[int, list[str]] = 0, []
    for count, low in enumerate(lows, 1):
        if low not in node:
            break
        node = node[low]
        found = (count, node[""]) if "" in node else found
    return found
