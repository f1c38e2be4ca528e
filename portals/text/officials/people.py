"""Persons of a whole record: the statements of its texts joined, checked and made items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from portals import items
from portals.text.officials import lexicon
from portals.text.officials.chunks import Chunk, chunks
from portals.text.officials.grammar import read_sentence
from portals.text.officials.mentions import Found, Person, Span, join_mentions
from portals.text.officials.names import canonical
from portals.text.officials.positions import Context, positions, says_less
from portals.text.officials.sentences import sentences
from portals.text.officials.tokens import Source, Tokens, even, tokens
from portals.text.officials.values import DOUBTFUL_END, Held, Statement, Title, status_of
from portals.text.syllables import is_syllable

_HIGHEST = re.compile(
    r"(?:nguyên )?(?:Chủ tịch|Chủ tịch nước|Chủ tịch Quốc hội|Tổng Bí thư|Bí thư|(?:Phó )?Thủ tướng(?: Chính phủ)?)\Z"
)
_LETTERS = "".join(map(chr, range(0x41, 0x1EFA)))
_CAPITAL = f"[{''.join(filter(str.isupper, _LETTERS))}][{''.join(filter(str.islower, _LETTERS))}]+"
_LEAD = r"[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Đđ]ồng chí|[Đđ]ại tá|[Tt]hượng tá|[Tt]rung tá"
_NAMED = re.compile(rf"\b({_LEAD}) ({_CAPITAL}(?: {_CAPITAL}){{0,4}})")
_TITLES_OF_RESPECT = frozenset({"ông", "bà", "anh", "chị", "cô", "chú", "bác", "chí", "tá", "tướng", "sĩ"})
_NEAR = 1_000
"""Characters before `Ông` alone in which a name is sought."""
_FEW = 4
"""Statements of a person, the first and the last ones, that a further one is compared with."""
_STATE = re.compile(
    r"Hội (?=[A-ZĐ])|Đoàn |Đảng bộ|UBND|HĐND|MTTQ|Ủy ban|Hội đồng nhân dân|Quốc hội|Mặt trận|Huyện ủy|Tỉnh ủy|Thành ủy|Đảng ủy"
)
_CHURCH = frozenset({"ban", "tiểu ban", "đoàn", "tổ", "nhóm", "trung tâm", "khối", "chi hội", "hội"})
_FIRMS = ("công ty", "ngân hàng", "tập đoàn", "doanh nghiệp tư nhân", "bank ", "siêu thị", "khách sạn")
_OFFICES = (
    "ubnd",
    "sở ",
    "ủy ban",
    "công an",
    "chi cục",
    "hđnd",
    "bệnh viện",
    "trường ",
    "trung tâm",
    "huyện",
    "tỉnh",
    "nhà nước",
)
"""Words that tell of an office in a sentence that names a firm too."""
_HIGHLAND = frozenset({"a", "nay", "rah", "siu", "thach", "danh", "y"})
"""Family names of the highlands and of Khmer, whose bearers may have given names that are no Vietnamese syllables."""
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
        for toks in sentences(source):
            register.read(number, toks)
    register.join_parts()
    kept = [person for person in register.people if person.public and not _unknown_chief(person, register.sources)]
    if not kept:
        return []
    join_mentions(kept, register.references, register.sources)
    context = Context.of(place, [source.untoned for source in register.sources])
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
    named: list[tuple[Span, Person]] = field(default_factory=list)
    """Each statement's span and person, in the order of reading."""

    def __post_init__(self) -> None:
        self.sources = [even(piece.text) for piece in self.pieces]

    def read(self, number: int, toks: Tokens) -> None:
        """Read one sentence of the text with this number."""
        pieces = chunks(toks)
        reading = read_sentence(pieces, toks)
        if not reading.statements:
            self._signed(number, toks, pieces)
        told: dict[str, Person] = {}
        for statement in reading.statements:
            _settle(statement.held)
            for each in statement.held if statement.rank else ():
                if each.title.own_body == "Đội":
                    each.title.classes.append("beside")  # `Thiếu tá N, Phó Đội trưởng`: of the police, no team of players
            held = [each for each in statement.held if not each.title.group and _counts(each, statement)]
            if held and _in_a_company(held, toks):
                continue
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

    def _signed(self, number: int, toks: Tokens, pieces: list[Chunk]) -> None:
        """A line with nothing but a post under a line with nothing but a name, as on pages of leaders."""
        if len(pieces) != 1 or pieces[0].title is None or pieces[0].title.group:
            return
        before = self.sources[number].text[: toks.offset]
        if not before.endswith("\n"):
            return
        line = before.rstrip().rsplit("\n", 1)[-1]
        above = tokens(line, before.rindex(line) if line else 0)
        named = chunks(above) if 0 < len(above.lows) < 9 else []
        if (
            not named
            or named[-1].kind != "name"
            or any(each.kind not in ("honorific", "rank", "degree") for each in named[:-1])
        ):
            return
        name, title = named[-1], pieces[0].title
        assert title is not None
        span = (number, above.starts[name.start], above.end(name.end - 1))
        lead = named[0] if named[0].kind == "honorific" else None
        statement = Statement(name.start, name.end, lead.value if lead else None, held=[Held(title, status_of(title), "\n")])
        person = self._person(statement, statement.held, span, above, {})
        if person is not None:
            self._tell(person, statement, statement.held, span, toks)

    def _tell(self, person: Person, statement: Statement, held: list[Held], span: Span, toks: Tokens) -> None:
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
        self, statement: Statement, held: list[Held], span: Span, toks: Tokens, told: dict[str, Person]
    ) -> Person | None:
        """Whom a statement is about: somebody new, somebody known, or nobody who counts."""
        if statement.named == "pronoun":
            return self._meant(statement, span)
        name = canonical(toks.words[statement.start : statement.end])
        if _foreigner(name):
            return None
        if statement.named == "given":
            return self._given(name, statement, span)
        if _historical(name, held):
            return None
        key = name.lower()
        same = self.by_name.setdefault(key, [])
        person = next((each for each in reversed(same) if not _apart(each, statement, held, told.get(key))), None)
        if person is None and not same and statement.honorific:
            person = next((each for each in self.people if _is_part(name, each.name)), None)
        if person is None:
            source, given = self.sources[span[0]], self.pieces[span[0]].text
            person = Person(f"{key} {len(same)}".strip(), name, given[slice(*source.span(*span[1:]))])
            same.append(person)
            self.people.append(person)
        if held:
            told[key] = person
        return person

    def _given(self, given: str, statement: Statement, span: Span) -> Person | None:
        """`bà Sen`: of those who bear the given name the one named last before; else whom the text names so in full."""
        for _, person in reversed(self.named):
            if person.name.split()[-1] == given and {statement.honorific, person.honorific} != {"Ông", "Bà"}:
                return person
        full = re.compile(rf"(?:{_CAPITAL} ){{1,4}}{re.escape(given)}\b(?! {_CAPITAL})")
        found = list(full.finditer(self.sources[span[0]].text, 0, span[1]))
        return self._unread(span[0], found[-1].span(), None) if found else None

    def _meant(self, statement: Statement, span: Span) -> Person | None:
        """`Ông`, `Bà` alone: whom the text names last before, of those who can be meant."""
        number, start, _ = span
        wrong = {"Ông": ("Bà", "Chị", "Cô"), "Bà": ("Ông", "Anh", "Chú")}.get(statement.honorific or "", ())
        known = next((each for each in reversed(self.named) if each[0][0] == number and each[1].honorific not in wrong), None)
        after = known[0][2] if known else 0
        for found in reversed(list(_NAMED.finditer(self.sources[number].text, max(after, start - _NEAR), start))):
            if found[2].lower() in lexicon.posts().root:
                continue  # `ông Chánh án`
            if found[1].capitalize() not in wrong and " " not in found[2]:
                return next((person for _, person in reversed(self.named) if person.name.split()[-1] == found[2]), None)
            if found[1].capitalize() not in wrong:
                return self._unread(number, found.span(2), found[1])
        return known[1] if known else None

    def _unread(self, number: int, span: tuple[int, int], honorific: str | None) -> Person | None:
        """The person of a full name in a sentence without an office, who is told of an office later."""
        printed = self.sources[number].text[slice(*span)]
        while printed.split(" ")[0].lower() in _TITLES_OF_RESPECT and " " in printed:
            span = span[0] + printed.index(" ") + 1, span[1]
            printed = self.sources[number].text[slice(*span)]
        name = canonical(printed.split())
        if name.lower().split()[0] not in lexicon.families():
            return None
        same = self.by_name.setdefault(name.lower(), [])
        if not same:
            given = self.pieces[number].text[slice(*self.sources[number].span(*span))]
            same.append(Person(f"{name.lower()} 0", name, given, honorific.capitalize() if honorific else None))
            self.people.append(same[0])
        same[-1].spans.add((number, *span))
        return same[-1]

    def join_parts(self) -> None:
        """Join `bà Mỹ Thanh` of a headline to the one person who is named `Phan Thị Mỹ Thanh` below."""
        for person in list(self.people):
            full = [each for each in self.people if _is_part(person.name, each.name)] if person.honorific else []
            if len(full) == 1:
                full[0].groups[:0] = person.groups
                full[0].spans |= person.spans
                self.people.remove(person)

    def _extend(self, title: Title, toks: Tokens) -> None:
        """A doubtful end settled by a second mention of the longer words in the record."""
        if not title.longer:
            return
        words = toks.text(max(title.start, title.end - 2), title.longer)
        if sum(source.text.count(words) for source in self.sources) > 1:
            title.body.append(toks.text(title.end, title.longer))
            title.end = title.longer
            title.flags.remove(DOUBTFUL_END)


def _is_part(name: str, full: str) -> bool:
    """Whether `ông Y Khút`, `bà Kim Ngân` can only be somebody named in full: `Y Khút Kpă`, `Nguyễn Thị Kim Ngân`."""
    if name.count(" ") != 1 or full.count(" ") < 2:
        return False
    highland = name.startswith(("Y ", "H'", "K'")) and full.startswith(name + " ")
    return highland or full.endswith(" " + name)


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
        elif title.bare and title.post == "Đại sứ" and behind.post == "Trưởng Phái đoàn" and behind.public:
            title.classes.append("beside")  # `Đại sứ, Trưởng Phái đoàn Việt Nam tại Vienna N`
    if any("abroad" in each.title.classes for each in held):
        for each in held:
            each.title.classes.append("abroad")
    if any("company" in each.title.classes for each in held):
        for each in held:
            if each.title.body[:1] == ["Quỹ"] or (not each.title.body and each.title.post in _BARE_CHIEFS):
                each.title.classes.append("company")


def _counts(held: Held, statement: Statement) -> bool:
    """Whether a title counts: of a clergyman only a public one with its body."""
    return not (statement.clergy and held.title.classes == ["own"] and held.title.own_body.lower() in _CHURCH)


def _in_a_company(held: list[Held], toks: Tokens) -> bool:
    """Whether posts that name nothing but a department stand in a sentence of a bank or firm: `Trưởng phòng Pháp chế` there."""
    inner = ("Ban", "Phòng", "Trạm", "Tổ", "Văn phòng", "Đội")
    if any(each.title.classes != ["own"] or each.title.own_body not in inner or each.title.places for each in held):
        return False
    text = " ".join(toks.lows)
    before = " ".join(toks.lows[: held[0].title.start])
    return any(word in before for word in _FIRMS) and not any(word in text for word in _OFFICES)


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


def _unknown_chief(person: Person, sources: Sequence[Source]) -> bool:
    """Whether all that is known of a person is `Chủ tịch`, in a record that names no body of the State: a bank's perhaps."""
    titles = [held.title for group in person.groups for held in group if held.title.public]
    alone = all(title.post == "Chủ tịch" and not title.body for title in titles)
    return alone and not any(_STATE.search(source.text) for source in sources)


def _foreigner(name: str) -> bool:
    """Whether a name without marks holds a syllable that is none of Vietnamese, `Kim Kyung Soo`; not one of the highlands."""
    first, *rest = name.lower().split()
    if not name.isascii() or "'" in name or first in _HIGHLAND:
        return False
    known = first in lexicon.families()
    if known and not is_syllable(first):
        return False  # `Ksor Nham`
    return not all(map(is_syllable, rest)) or not (known or is_syllable(first))


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
