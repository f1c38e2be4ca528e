"""Persons of a whole article: statements of one person joined, later mentions found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from portals import items
from portals.cleaning.officials import lexicon
from portals.cleaning.officials.chunks import chunks
from portals.cleaning.officials.grammar import Held, Reading, Reference, Statement, read_sentence
from portals.cleaning.officials.names import canonical
from portals.cleaning.officials.positions import Context, positions, says_less
from portals.cleaning.officials.sentences import sentences
from portals.cleaning.officials.tokens import Source, Tokens, even


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a record: its field, the text as the record holds it, and for captions the number of the image."""

    field: items.TextField
    text: str
    index: int | None = None


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
    spans: set[tuple[int, int, int]] = field(default_factory=set)

    @property
    def public(self) -> bool:
        return any(held.title.public for group in self.groups for held in group)


@dataclass(slots=True)
class Found:
    """A reference with its piece, its place in the even text and the words of the title it names."""

    piece: int
    start: int
    end: int
    reference: Reference


def read_people(pieces: Sequence[Piece], place: str | None) -> list[items.Official]:
    """The officials of a record's texts."""
    sources = [even(piece.text) for piece in pieces]
    people: dict[str, Person] = {}
    references: list[Found] = []
    for number, source in enumerate(sources):
        for toks in sentences(source.text):
            _collect(number, source, pieces[number].text, toks, read_sentence(chunks(toks)), people, references)
    kept = [person for person in people.values() if person.public]
    if not kept:
        return []
    _name_mentions(kept, sources)
    _join_references(kept, references, sources)
    context = Context.of(place, [source.text for source in sources])
    found = [_official(person, pieces, sources, context) for person in kept]
    return sorted((official for official in found if official.positions), key=lambda official: _first(official, pieces))


def _first(official: items.Official, pieces: Sequence[Piece]) -> tuple[int, int]:
    mention = official.mentions[0]
    order = [(piece.field, piece.index) for piece in pieces]
    return order.index((mention.field, mention.index)), mention.start


def _collect(
    number: int, source: Source, given: str, toks: Tokens, reading: Reading, people: dict[str, Person], references: list[Found]
) -> None:
    for statement in reading.statements:
        held = [each for each in statement.held if not each.title.group]
        if statement.blocked and not any(each.status == "former" for each in held):
            continue
        name = canonical(toks.words[statement.start : statement.end])
        if _historical(name, held):
            continue
        start, end = source.span(toks.starts[statement.start], toks.end(statement.end - 1))
        key = name.lower()
        person = people.get(key)
        if person is None:
            person = people[key] = Person(key, name, given[start:end])
        for each in held:
            first, last = source.span(toks.starts[each.title.start], toks.end(each.title.end - 1))
            each.printed = given[first:last]
        _enrich(person, statement, held)
        person.spans.add((number, start, end))
    for reference in reading.references:
        start, end = toks.starts[reference.start], toks.end(reference.end - 1)
        references.append(Found(number, start, end, reference))


def _enrich(person: Person, statement: Statement, held: list[Held]) -> None:
    person.honorific = person.honorific or statement.honorific
    person.rank = person.rank or statement.rank
    person.degree = person.degree or statement.degree
    if held:
        person.groups.append(held)


_HIGHEST = re.compile(
    r"(?:nguyên |cố )?(?:Chủ tịch|Tổng Bí thư|Chủ tịch nước|Thủ tướng(?: Chính phủ)?|Bí thư|Phó Thủ tướng|Chủ tịch Quốc hội|Đại tướng)\Z"
)


def _historical(name: str, held: list[Held]) -> bool:
    """`Chủ tịch Hồ Chí Minh`, `đồng chí Phạm Hùng`: a namesake without a post of today."""
    return name.lower() in lexicon.namesakes() and all(_HIGHEST.match(each.title.text) for each in held)


def _name_mentions(people: list[Person], sources: Sequence[Source]) -> None:
    """Every other place where the full name stands, as printed in text or in capitals."""
    for person in people:
        for number, source in enumerate(sources):
            for name in (person.name, person.name.upper()):
                for start in _places(name, source.text):
                    person.spans.add((number, *source.span(start, start + len(name))))


def _places(name: str, text: str) -> Iterator[int]:
    """Where a name stands as whole words, not inside a longer name."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            yield start
        start = text.find(name, end)


def _join_references(people: list[Person], references: list[Found], sources: Sequence[Source]) -> None:
    """`Ông Minh`, `đồng chí Bí thư`: joined to the one person it can mean."""
    for found in references:
        meant = [person for person in people if _means(found.reference, person)]
        if found.reference.given:
            meant = _nearest(meant, found)
        if len(meant) == 1:
            meant[0].spans.add((found.piece, *sources[found.piece].span(found.start, found.end)))


def _means(reference: Reference, person: Person) -> bool:
    if {reference.honorific, person.honorific} == {"Ông", "Bà"}:
        return False
    if reference.given:
        return person.key.split()[-1] == reference.given
    title = reference.title
    return title is not None and any(says_less(title, held.title) for group in person.groups for held in group)


def _nearest(people: list[Person], found: Found) -> list[Person]:
    """Of several who share a given name, the one named last before the reference."""
    before = [(max(span for span in person.spans if span < (found.piece, found.start, 0)), person) for person in people
              if any(span < (found.piece, found.start, 0) for span in person.spans)]
    return [max(before, key=lambda each: each[0])[1]] if before else people


def _official(person: Person, pieces: Sequence[Piece], sources: Sequence[Source], context: Context) -> items.Official:
    mentions = [
        items.Mention(field=pieces[number].field, start=start, end=end, index=pieces[number].index)
        for number, start, end in sorted(person.spans)
    ]
    return items.Official(
        name=person.name,
        name_as_printed=person.printed,
        honorific=person.honorific,
        rank=person.rank,
        degree=person.degree,
        positions=positions(person.groups, context),
        mentions=mentions,
    )
