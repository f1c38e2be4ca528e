"""Later mentions: where a text names a person again, by full name, by given name or by post."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portals.text.officials import lexicon
from portals.text.officials.positions import says_less
from portals.text.officials.tokens import Source
from portals.text.officials.values import Held, Reference

_MOVING = re.compile("[oOuU][aey]|[oO][àáảãạèéẻẽẹ]|[uU][ỳýỷỹỵ]|[òóỏõọ][ae]|[ùúủũụ]y|i[àáảãạ]|a[ìíỉĩịùúủũụ]", re.I)
"""Syllables whose tone mark may stand elsewhere: only names with one are sought in the text with its marks set right."""
Span = tuple[int, int, int]
"""Number of the piece, start and end in its even text."""


@dataclass(slots=True)
class Person:
    """One person while the article is read: what each statement says, and where the text names them."""

    key: str
    name: str
    printed: str
    honorific: str | None = None
    rank: str | None = None
    degree: str | None = None
    groups: list[list[Held]] = field(default_factory=list)
    spans: set[Span] = field(default_factory=set)

    @property
    def public(self) -> bool:
        """Whether any of the titles is a public office; beside a foreign one only a post with its body is."""
        titles = [held.title for group in self.groups for held in group]
        abroad = any("outside" in title.classes for title in titles)
        return any(title.public and (title.body or not abroad) for title in titles)


@dataclass(slots=True)
class Found:
    """A person named by honorific and post: the piece, the stretch of its even text, and the words read there."""

    piece: int
    start: int
    end: int
    reference: Reference


def join_mentions(people: list[Person], references: list[Found], sources: Sequence[Source]) -> None:
    """Adds to each person the later mentions that can only mean them."""
    _full_names(people, sources)
    _given_names(people, sources)
    _posts(people, references)


def _full_names(people: list[Person], sources: Sequence[Source]) -> None:
    """Every place where a full name stands, as printed in text or in capitals; the longer of two names first.

    Of two persons of one name only the statements are mentions: nothing says whom the others mean.
    """
    taken: set[tuple[int, int]] = set()
    several = {name for name, count in Counter(person.name for person in people).items() if count > 1}
    for person in sorted(people, key=lambda person: -len(person.name)):
        for number, source in enumerate(sources) if person.name not in several else ():
            text = source.text if _MOVING.search(person.name) else source.untoned
            for name in (person.name, person.name.upper()):
                for start in _places(name, text):
                    span = (number, start, start + len(name))
                    if span in person.spans or not {(number, start), (number, span[2])} & taken:
                        person.spans.add(span)
        taken.update(edge for number, start, end in person.spans for edge in ((number, start), (number, end)))


def _places(name: str, text: str) -> Iterator[int]:
    """Where a name stands as whole words."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not text[max(0, start - 1) : start].isalnum() and not text[end : end + 1].isalnum():
            yield start
        start = text.find(name, end)


def _given_names(people: list[Person], sources: Sequence[Source]) -> None:
    """`Ông Minh`, `đồng chí Minh`, `Đại tá Minh`: of several who share the given name, the one named last before."""
    bearers: defaultdict[str, list[Person]] = defaultdict(list)
    for person in people:
        bearers[person.name.split()[-1]].append(person)
    for given, persons in bearers.items():
        if len(given) < 2:
            continue
        named = {person.key: sorted(person.spans) for person in persons}
        ends = {(number, end) for spans in named.values() for number, _, end in spans}
        for number, source in enumerate(sources):
            text = source.text if _MOVING.search(given) else source.untoned
            for start in _places(given, text):
                begin = _honorific(text, start)
                end = start + len(given)
                if begin is not None and (number, end) not in ends and not _name_goes_on(text, end):
                    _join_given(persons, named, (number, begin, end), text[begin:start].strip())


def _honorific(text: str, end: int) -> int | None:
    """Where the honorific or rank right before a name begins."""
    before = text[max(0, end - 12) : end].lower()
    forms = lexicon.before_given()
    for form in forms if before.endswith(forms) else ():
        if before.endswith(form) and not before[: -len(form)][-1:].isalnum():
            return end - len(form)
    return None


def _name_goes_on(text: str, end: int) -> bool:
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _join_given(people: list[Person], named: dict[str, list[Span]], span: Span, honorific: str) -> None:
    meant = [person for person in people if {honorific.capitalize(), person.honorific} != {"Ông", "Bà"}]
    if len(meant) > 1:
        last = [(spans[at - 1], person.key) for person in meant if (at := bisect_left(spans := named[person.key], span))]
        meant = [person for person in meant if last and person.key == max(last)[1]]
    for person in meant[:1]:
        person.spans.add(span)


def _posts(people: list[Person], references: list[Found]) -> None:
    """`đồng chí Bí thư Thành ủy`: joined where exactly one person holds such an office."""
    meant: dict[str, list[Person]] = {}
    for found in references:
        words = f"{found.reference.honorific} {found.reference.title.text}".lower()
        if words not in meant:
            meant[words] = [person for person in people if _means(found.reference, person)]
        if len(meant[words]) == 1:
            meant[words][0].spans.add((found.piece, found.start, found.end))


def _means(reference: Reference, person: Person) -> bool:
    if {reference.honorific, person.honorific} == {"Ông", "Bà"}:
        return False
    return any(says_less(reference.title, held.title) for group in person.groups for held in group)
