"""The articles that tell of the careers of a `World`: routine news, appointments, ends, wrong ones, late ones, undated ones."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from portals.items import Article, EventDate, Mention, Official, Position
from tests.register.careers import END, Person, Seat, Tenure, World

Office = tuple[str, str, str]
Held = tuple[Office, str]
"""An office and the status in which an article gives it."""

_SPELLINGS = (("Hoà", "Hòa"), ("Thuỷ", "Thủy"), ("Thuý", "Thúy"), ("Sỹ", "Sĩ"), ("Quý", "Quí"), ("Mỹ", "Mĩ"))
_ROUTINE = ("phát biểu tại hội nghị.", "dự buổi lễ.", "chủ trì cuộc họp.", "kiểm tra tiến độ thi công.")


@dataclass(frozen=True, slots=True)
class Noise:
    """Shares of articles that are wrong, that come late with the old title, and that have no date."""

    wrong: float = 0.003
    late: float = 0.004
    undated: float = 0.03


CLEAN = Noise(0, 0, 0.03)


@dataclass(slots=True)
class Told:
    """An article and its truth: the person behind each official, and the offices it is given."""

    article: Article
    persons: list[int] = field(default_factory=list)
    given: list[tuple[Office, ...]] = field(default_factory=list)


@dataclass
class Writer:
    """Writes the articles of a world in the order of their days; `yearly` is how often a seat is in the news."""

    world: World
    noise: Noise = Noise()
    yearly: float = 2.0
    portal: str = "thanhhoa"
    serial: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(f"articles {self.world.seed} {self.world.province}")

    def articles(self) -> Iterator[Told]:
        """Yield all articles, those of each term together."""
        for tenure in self.world.tenures:
            yield from self._of(tenure)

    def _of(self, one: Tenure) -> Iterator[Told]:
        draw = self._random
        if one.acting:
            yield self._routine(one, one.since + timedelta(days=draw.randrange(1, 20)))
        elif draw.random() < 0.75:
            yield self._appointment(one)
        if one.reelected and one.reelected < one.until and draw.random() < 0.7:
            yield self._appointment(one, again=one.reelected)
        days = (one.until - one.since).days
        for _ in range(round(days / 365 * self.yearly * draw.uniform(0.5, 1.5))):
            yield self._routine(one, one.since + timedelta(days=draw.randrange(days)))
        if one.until < END and not one.acting and draw.random() < 0.3:
            yield self._end(one)
        if draw.random() < 0.1 and one.until + timedelta(days=200) < END:
            yield self._former(one)

    def _routine(self, one: Tenure, day: date) -> Told:
        draw = self._random
        seat, chance = one.seat, draw.random()
        if chance < self.noise.wrong:
            seat = draw.choice(self.world.seats)
        elif chance < self.noise.wrong + self.noise.late:
            day = one.until + timedelta(days=draw.randrange(1, 25))
        status = "acting" if one.acting else "current"
        held: list[Held] = [(seat.office, status)]
        if seat is one.seat and one.second and draw.random() < 0.5:
            held.insert(0, (one.second.office, "current"))
        if seat is one.seat and one.member and draw.random() < 0.4:
            held.insert(0, (one.member, "current"))
        undated = draw.random() < self.noise.undated
        text = _Text(day)
        lag = draw.choice((0, 0, 1, 2)) if draw.random() < 0.4 else None
        if lag is not None and day - timedelta(days=lag) >= one.since:
            text.day(day - timedelta(days=lag), "Ngày ").add(", ")
        text.person(one.person, held, draw).add(f", {draw.choice(_ROUTINE)}")
        return self._told(text, None if undated else day, day)

    def _appointment(self, one: Tenure, again: date | None = None) -> Told:
        """The day of the act, and the office left, if the article words the step."""
        draw = self._random
        on = again or one.since
        text = _Text(on).day(on, "Ngày ").add(", hội nghị công bố quyết định ")
        if draw.random() < 0.3:
            text.add(f"số {draw.randrange(10, 4000)}/QĐ-UBND ")
        text.add("bổ nhiệm ")
        before = one.before.office if one.before and draw.random() < 0.75 else None
        held: list[Held] = [(before, "current")] if before else []
        text.person(one.person, [*held, (one.seat.office, "appointed")], draw, between=" giữ chức vụ ").add(".")
        return self._told(text, on + timedelta(days=draw.choice((0, 0, 1, 2, 4))), on)

    def _end(self, one: Tenure) -> Told:
        text = _Text(one.until).day(one.until, "Ngày ").add(", hội nghị công bố quyết định cho thôi giữ chức vụ ")
        text.dismissed(one.person, one.seat.office, self._random)
        return self._told(text, one.until + timedelta(days=self._random.choice((0, 1, 2))), one.until)

    def _former(self, one: Tenure) -> Told:
        day = one.until + timedelta(days=self._random.randrange(60, 200))
        text = _Text(day).person(one.person, [(one.seat.office, "former")], self._random).add(", dự buổi lễ.")
        return self._told(text, day, day)

    def _told(self, text: _Text, published: date | None, on: date) -> Told:
        self.serial += 1
        day = published.isoformat() if published else None
        article = Article(
            id=f"{self.portal}:{self.serial}",
            portal=self.portal,
            url=f"https://example.gov.vn/{self.portal}/{self.serial}.html",
            title=f"Tin số {self.serial}",
            body=text.text,
            published_at=day,
            published_on=day,
            published_precision="day" if day else None,
            published_missing=None if day else "not_printed",
            event_dates=text.dates,
            officials=text.officials,
            fetched_at="2026-01-01T00:00:00Z",
            warc_file="crawl.warc.gz",
            warc_record_id=f"<urn:uuid:{self.portal}-{self.serial}>",
            payload_digest=f"sha1:{self.serial}",
        )
        return Told(article, text.persons, text.given)


class _Text:
    """A text that grows, with the days and the persons that stand in it."""

    def __init__(self, day: date) -> None:
        self.text = ""
        self.dates: list[EventDate] = []
        self.officials: list[Official] = []
        self.persons: list[int] = []
        self.given: list[tuple[Office, ...]] = []

    def add(self, words: str) -> _Text:
        self.text += words
        return self

    def day(self, on: date, before: str) -> _Text:
        self.add(before)
        raw = f"{on.day:02}/{on.month}/{on.year}"
        self.dates.append(EventDate(on.isoformat(), "day", None, raw, len(self.text), len(self.text) + len(raw)))
        return self.add(raw)

    def person(self, person: Person, held: Sequence[Held], draw: random.Random, between: str = ", ") -> _Text:
        """Add a person with offices: `ông Lê Văn An, Bí thư Huyện ủy …`; `between` stands before the last of several."""
        start = self._name(person, draw)
        for number, (office, status) in enumerate(held):
            last = number == len(held) - 1
            self.add(between if last else ", ").add(_printed(office, status))
        self._official(person, start, held)
        return self

    def dismissed(self, person: Person, office: Office, draw: random.Random) -> _Text:
        self.add(f"{_printed(office, 'current')} đối với ")
        self._official(person, self._name(person, draw), [(office, "former")], ended=True)
        return self.add(".")

    def _name(self, person: Person, draw: random.Random) -> tuple[int, int, str, str]:
        honorific = draw.choice(("Bà", "Đồng chí") if person.woman else ("Ông", "Đồng chí"))
        words = honorific if not self.text else honorific.lower()
        self.add(f"{words} {person.degree} " if person.degree and draw.random() < 0.3 else f"{words} ")
        name = person.name
        if draw.random() < 0.2:
            for one, other in _SPELLINGS:
                name = name.replace(one, other)
        start = len(self.text)
        self.add(name)
        return start, len(self.text), name, honorific

    def _official(self, person: Person, named: tuple[int, int, str, str], held: Sequence[Held], ended: bool = False) -> None:
        start, end, name, honorific = named
        positions = [_position(office, status, bare=ended) for office, status in held]
        mentions = [Mention("body", start, end)]
        self.officials.append(Official(name, name, honorific, None, person.degree, positions, mentions))
        self.persons.append(person.number)
        self.given.append(tuple(office for office, _ in held))


def _printed(office: Office, status: str) -> str:
    title = f"{office[0]} {office[1]}" if office[0] != "Tỉnh ủy viên" else "Tỉnh ủy viên"
    return {"acting": f"Quyền {title}", "former": f"nguyên {title}"}.get(status, title)


def _position(office: Office, status: str, *, bare: bool) -> Position:
    printed = _printed(office, "current" if bare else status)
    return Position(printed, office[0], office[1], office[2], False, status, printed)  # type: ignore[arg-type]


def two_named(writer: Writer, first: tuple[Person, Seat], second: tuple[Person, Seat], day: date) -> Told:
    """An article that names two persons, each in an office."""
    draw = random.Random(day.toordinal())
    text = _Text(day).person(first[0], [(first[1].office, "current")], draw).add(" cùng ")
    text.person(second[0], [(second[1].office, "current")], draw).add(" dự buổi lễ.")
    return writer._told(text, day, day)
