"""Persons of a whole record: the statements of its texts joined, checked and made items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portals import items
from portals.text.officials import lexicon
from portals.text.officials.chunks import chunks
from portals.text.officials.grammar import read_sentence
from portals.text.officials.mentions import Found, Person, join_mentions
from portals.text.officials.names import canonical
from portals.text.officials.positions import Context, positions
from portals.text.officials.sentences import sentences
from portals.text.officials.statements import Held, Statement
from portals.text.officials.tokens import Source, Tokens, even

_HIGHEST = re.compile(
    r"(?:nguyên )?(?:Chủ tịch|Chủ tịch nước|Chủ tịch Quốc hội|Tổng Bí thư|Bí thư|(?:Phó )?Thủ tướng(?: Chính phủ)?)\Z"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a record: its field, the text as the record holds it, and for captions the number of the image."""

    field: items.TextField
    text: str
    index: int | None = None


def read_people(pieces: Sequence[Piece], place: str | None) -> list[items.Official]:
    """The officials of a record's texts, in the order of their first mention."""
    sources = [even(piece.text) for piece in pieces]
    people: dict[str, Person] = {}
    references: list[Found] = []
    for number, source in enumerate(sources):
        for toks in sentences(source.text):
            _read_sentence(number, source, pieces[number].text, toks, people, references)
    kept = [person for person in people.values() if person.public]
    if not kept:
        return []
    join_mentions(kept, references, sources)
    context = Context.of(place, [source.text for source in sources])
    kept.sort(key=lambda person: min(person.spans))
    return [_official(person, pieces, sources, context) for person in kept]


def _read_sentence(
    number: int, source: Source, given: str, toks: Tokens, people: dict[str, Person], references: list[Found]
) -> None:
    reading = read_sentence(chunks(toks))
    for statement in reading.statements:
        held = [each for each in statement.held if not each.title.group]
        if statement.blocked and not any(each.status == "former" for each in held):
            continue
        name = canonical(toks.words[statement.start : statement.end])
        if not _historical(name, held):
            span = (number, toks.starts[statement.start], toks.end(statement.end - 1))
            _join(people, name, given[slice(*source.span(*span[1:]))], statement, held).spans.add(span)
            for each in held:
                first, last = toks.starts[each.title.start], toks.end(each.title.end - 1)
                each.printed = given[slice(*source.span(first, last))]
    for reference in reading.references:
        references.append(Found(number, toks.starts[reference.start], toks.end(reference.end - 1), reference))


def _join(people: dict[str, Person], name: str, printed: str, statement: Statement, held: list[Held]) -> Person:
    """The person of this name, with what the statement adds."""
    person = people.setdefault(name.lower(), Person(name.lower(), name, printed))
    person.honorific = person.honorific or statement.honorific
    person.rank = person.rank or statement.rank
    person.degree = person.degree or statement.degree
    if held:
        person.groups.append(held)
    return person


def _historical(name: str, held: list[Held]) -> bool:
    """`Chủ tịch Hồ Chí Minh`, `đồng chí Phạm Hùng`: a namesake without a post of today."""
    return name.lower() in lexicon.namesakes() and all(_HIGHEST.match(each.title.text) for each in held)


def _official(person: Person, pieces: Sequence[Piece], sources: Sequence[Source], context: Context) -> items.Official:
    mentions = []
    for number, start, end in sorted(person.spans):
        first, last = sources[number].span(start, end)
        mentions.append(items.Mention(field=pieces[number].field, start=first, end=last, index=pieces[number].index))
    return items.Official(
        name=person.name,
        name_as_printed=person.printed,
        honorific=person.honorific,
        rank=person.rank,
        degree=person.degree,
        positions=positions(person.groups, context),
        mentions=mentions,
    )
