"""Persons of a whole record: the statements of its texts joined, checked and made items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from portals import items
from portals.text.officials import lexicon
from portals.text.officials.chunks import chunks
from portals.text.officials.grammar import read_sentence
from portals.text.officials.mentions import Found, Person, join_mentions
from portals.text.officials.names import canonical
from portals.text.officials.positions import Context, positions, says_less
from portals.text.officials.sentences import sentences
from portals.text.officials.tokens import Source, Tokens, even
from portals.text.officials.values import DOUBTFUL_END, Held, Statement, Title

_HIGHEST = re.compile(
    r"(?:nguyên )?(?:Chủ tịch|Chủ tịch nước|Chủ tịch Quốc hội|Tổng Bí thư|Bí thư|(?:Phó )?Thủ tướng(?: Chính phủ)?)\Z"
)
_NAMED_BETWEEN = re.compile(r"\b(?:[ÔôĐđ]ồ?ng(?: chí)?|[Bb]à|[Aa]nh|[Cc]hị) (?=[A-ZÀ-ỸĐ])")
_FEW = 4
"""Statements of a person, the first and the last ones, that a further one is compared with."""
_CHURCH = frozenset({"ban", "tiểu ban", "đoàn", "tổ", "nhóm", "trung tâm", "khối", "chi hội", "hội"})
_COMMUNES = ("xã ", "phường ", "thị trấn ", "thôn ", "ấp ", "khóm ", "bản ")
_BARE_DIRECTORS = ("Giám đốc", "Phó Giám đốc", "Thủ trưởng", "Phó Thủ trưởng")
_BARE_CHIEFS = ("Chủ tịch", "Phó Chủ tịch", "Chủ nhiệm", "Thành viên")


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a record: its field, the text as the record holds it, and for captions the number of the image."""

    field: items.TextField
    text: str
    index: int | None = None


def read_people(pieces: Sequence[Piece], place: str | None) -> list[items.Official]:
    """The officials of a record's texts, in the order of their first mention."""
    register = _Register(pieces)
    for number, source in enumerate(register.sources):
        for toks in sentences(source.text):
            register.read(number, toks)
    kept = [person for person in register.people if person.public]
    if not kept:
        return []
    join_mentions(kept, register.references, register.sources)
    context = Context.of(place, [source.text for source in register.sources])
    kept.sort(key=lambda person: min(person.spans))
    return [_official(person, pieces, register.sources, context) for person in kept]


@dataclass(slots=True)
class _Register:
    """The persons of a record while its sentences are read in order."""

    pieces: Sequence[Piece]
    sources: list[Source] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    references: list[Found] = field(default_factory=list)
    by_name: dict[str, list[Person]] = field(default_factory=dict)
    named: list[tuple[tuple[int, int, int], Person]] = field(default_factory=list)
    """Each statement's span and person, in the order of reading."""

    def __post_init__(self) -> None:
        self.sources = [even(piece.text) for piece in self.pieces]

    def read(self, number: int, toks: Tokens) -> None:
        """Read one sentence of the text with this number."""
        reading = read_sentence(chunks(toks), toks)
        told: dict[str, Person] = {}
        for statement in reading.statements:
            _settle(statement.held)
            held = [each for each in statement.held if not each.title.group and _counts(each, statement)]
            if statement.blocked and not any(each.status == "former" for each in held):
                continue
            for each in held:
                self._extend(each.title, toks)
            span = (number, toks.starts[statement.start], toks.end(statement.end - 1))
            person = self._person(statement, held, span, toks, told)
            if person is not None:
                self._tell(person, statement, held, span, toks)
        for reference in reading.references:
            self.references.append(Found(number, toks.starts[reference.start], toks.end(reference.end - 1), reference))

    def _tell(self, person: Person, statement: Statement, held: list[Held], span: tuple[int, int, int], toks: Tokens) -> None:
        """Add to a person what a statement says."""
        source, given = self.sources[span[0]], self.pieces[span[0]].text
        if statement.named != "pronoun":
            person.spans.add(span)
        self.named.append((span, person))
        person.honorific = person.honorific or statement.honorific
        person.rank = person.rank or statement.rank
        person.degree = person.degree or statement.degree
        for each in held:
            first, last = toks.starts[each.title.start], toks.end(each.title.end - 1)
            each.printed = given[slice(*source.span(first, last))]
        if held:
            person.groups.append(held)

    def _person(
        self, statement: Statement, held: list[Held], span: tuple[int, int, int], toks: Tokens, told: dict[str, Person]
    ) -> Person | None:
        """Whom a statement is about: somebody new, somebody known, or nobody who counts."""
        if statement.named == "pronoun":
            return self._meant(statement, span)
        name = canonical(toks.words[statement.start : statement.end])
        if statement.named == "given":
            return self._given(name, statement)
        if _historical(name, held):
            return None
        key = name.lower()
        same = self.by_name.setdefault(key, [])
        person = next((each for each in reversed(same) if not _apart(each, statement, held, told.get(key))), None)
        if person is None:
            source, given = self.sources[span[0]], self.pieces[span[0]].text
            person = Person(f"{key} {len(same)}".strip(), name, given[slice(*source.span(*span[1:]))])
            same.append(person)
            self.people.append(person)
        if held:
            told[key] = person
        return person

    def _given(self, given: str, statement: Statement) -> Person | None:
        """`bà Sen`: of those who bear the given name the one named last before."""
        for _, person in reversed(self.named):
            if person.name.split()[-1] == given and {statement.honorific, person.honorific} != {"Ông", "Bà"}:
                return person
        return None

    def _meant(self, statement: Statement, span: tuple[int, int, int]) -> Person | None:
        """`Ông`, `Bà` alone: the one named last before in the same text, if nobody else was named since."""
        number, start, _ = span
        for (where, _, end), person in reversed(self.named):
            if where != number:
                return None
            if {statement.honorific, person.honorific} == {"Ông", "Bà"}:
                continue
            between = self.sources[number].text[end:start]
            others = [
                found
                for found in _NAMED_BETWEEN.finditer(between)
                if not between.startswith(person.name.split()[-1], found.end())
            ]
            return person if not others else None
        return None

    def _extend(self, title: Title, toks: Tokens) -> None:
        """A doubtful end settled by a second mention of the longer words in the record."""
        if not title.longer:
            return
        words = toks.text(max(title.start, title.end - 2), title.longer)
        if sum(source.text.count(words) for source in self.sources) > 1:
            title.body.append(toks.text(title.end, title.longer))
            title.end = title.longer
            title.flags.remove(DOUBTFUL_END)


def _settle(held: list[Held]) -> None:
    """Give a post alone the class of the one behind it: `Phó Giám đốc, Thủ trưởng Cơ quan`, `Chủ tịch, Giám đốc Công ty`."""
    for each, follower in zip(reversed(held[:-1]), reversed(held), strict=False):
        title, behind = each.title, follower.title
        if title.body or follower.joint not in (",", "-", "also", "và"):
            continue
        if behind.foreign and title.post.startswith(_BARE_CHIEFS):
            title.classes.append("company")
        elif title.bare and behind.public and behind.body and title.post in _BARE_DIRECTORS and each.joint == follower.joint:
            title.classes.append("beside")
    if any("company" in each.title.classes for each in held):
        for each in held:
            if each.title.body[:1] == ["Quỹ"] or (not each.title.body and each.title.post in _BARE_CHIEFS):
                each.title.classes.append("company")


def _counts(held: Held, statement: Statement) -> bool:
    """Whether a title counts: of a clergyman only a public one with its body."""
    return not (statement.clergy and held.title.classes == ["own"] and held.title.own_body.lower() in _CHURCH)


def _apart(person: Person, statement: Statement, held: list[Held], told: Person | None) -> bool:
    """Whether the text keeps two bearers of a name apart: by honorific, or by two posts of one sentence or of one kind."""
    if {statement.honorific, person.honorific} == {"Ông", "Bà"}:
        return True
    mine = [each for each in held if each.title.public and each.status == "current"]
    groups = person.groups[:_FEW] + person.groups[_FEW:][-_FEW:]
    theirs = [each for group in groups for each in group if each.title.public and each.status == "current"]
    if not mine or not theirs:
        return False
    if any(says_less(one.title, other.title) or says_less(other.title, one.title) for one in mine for other in theirs):
        return False
    if told is person:
        return True
    return any(_elsewhere(one.title, other.title) for one in mine for other in theirs)


def _elsewhere(one: Title, other: Title) -> bool:
    """Whether two titles are one post in two places: `Chủ tịch UBND xã A`, `Chủ tịch UBND xã B`."""
    if one.post != other.post or not one.places or not other.places:
        return False
    mine, theirs = one.places[0], other.places[0]
    kinds = mine.split()[0] == theirs.split()[0] and mine.startswith(_COMMUNES)
    return kinds and mine != theirs and one.body[:1] == other.body[:1]


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
