"""A generator of careers: the offices of a province over 20 years, who held them, and the articles that tell of it.

`World` draws persons, terms, promotions, acting periods, dismissals, second terms and the end of the districts on 30 June 2025.
`tests.register.career_articles` writes the articles. Everything follows from the seed, and the truth is known.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from itertools import count

START, END, MERGER = date(2006, 1, 1), date(2025, 12, 31), date(2025, 7, 1)

FAMILIES = (
    ("Nguyễn",) * 32 + ("Trần",) * 11 + ("Lê",) * 9 + ("Phạm",) * 7 + ("Hoàng",) * 5 + ("Vũ", "Phan", "Võ", "Đặng", "Bùi") * 3
    + ("Đỗ", "Hồ", "Ngô", "Dương", "Lý") * 2 + ("Trịnh", "Đinh", "Lương", "Mai", "Cao", "Hà", "Tạ", "Lưu", "Đào", "Trương")
)  # fmt: skip
MALE = ("Văn",) * 9 + (
    "Đức",
    "Hữu",
    "Xuân",
    "Minh",
    "Quang",
    "Ngọc",
    "Sỹ",
    "Đình",
    "Thanh",
    "Công",
    "Mạnh",
    "Quốc",
    "Bá",
    "Trọng",
)
FEMALE = ("Thị",) * 6 + ("Thị Thu", "Thị Thanh", "Thị Minh", "Thị Ngọc", "Thị Kim", "Thị Hồng", "Ngọc", "Thu")
GIVEN_MALE = (
    "Hùng", "Dũng", "Hải", "Sơn", "Tuấn", "Thắng", "Bình", "Hoà", "Hưng", "Thành", "Cường", "Long", "Nam", "Quý", "Tâm", "Mỹ",
    "Phúc", "Lâm", "Chiến", "Toàn", "Thuỷ", "Đông", "Kiên", "Lợi", "Vinh", "An", "Khánh", "Trung", "Hiếu", "Huy", "Anh", "Tùng",
    "Đạt", "Hậu", "Thọ", "Tiến", "Minh", "Nghĩa", "Phong", "Quân", "Quyết", "Sáng", "Tài", "Thái", "Thịnh", "Thuận", "Tín",
    "Trí", "Trường", "Tú", "Việt", "Vượng", "Yên", "Ý", "Hà", "Giang", "Duy", "Đức", "Chính", "Bảo", "Bắc", "Ba", "Cảnh", "Hào",
)  # fmt: skip
GIVEN_FEMALE = (
    "Lan", "Hương", "Hoa", "Thủy", "Thúy", "Hà", "Hằng", "Mai", "Nga", "Hoà", "Phương", "Loan", "Tuyết", "Vân", "Anh", "Bích",
    "Chi", "Dung", "Duyên", "Hạnh", "Hiền", "Huệ", "Hường", "Lệ", "Liên", "Linh", "Lý", "Ly", "Minh", "Ngân", "Nhung", "Oanh",
    "Quyên", "Tâm", "Thảo", "Thu", "Trang", "Trinh", "Yến", "Xuân",
)  # fmt: skip
FREQUENT = (
    "Nguyễn Văn Hùng", "Nguyễn Văn Dũng", "Nguyễn Văn Tuấn", "Nguyễn Văn Hoà", "Lê Văn Hải", "Trần Văn Sơn", "Nguyễn Đức Thắng",
    "Nguyễn Thị Lan", "Nguyễn Thị Hương", "Nguyễn Thị Thúy", "Lê Thị Hà", "Trần Thị Mai",
)  # fmt: skip
"""Names that one person in ten bears."""
DEPARTMENTS = (
    "Nội vụ", "Y tế", "Tài chính", "Xây dựng", "Giáo dục và Đào tạo", "Kế hoạch và Đầu tư", "Tư pháp", "Công Thương",
    "Giao thông vận tải", "Khoa học và Công nghệ", "Tài nguyên và Môi trường", "Thông tin và Truyền thông",
)  # fmt: skip
PARTY = {"tỉnh": "Tỉnh ủy", "huyện": "Huyện ủy", "thành phố": "Thành ủy", "thị xã": "Thị ủy", "quận": "Quận ủy"}


@dataclass(frozen=True, slots=True)
class Seat:
    """An office of the truth. `number` tells seats of one office apart: the second of three deputies."""

    post: str
    body: str
    place: str
    rank: int
    number: int = 0
    until: date = END

    @property
    def office(self) -> tuple[str, str, str]:
        """The office, whichever of its seats."""
        return self.post, self.body, self.place

    @property
    def single(self) -> bool:
        """Whether one person holds it at a time."""
        return not self.post.startswith(("Phó", "Giáo")) or self.post.endswith("Thường trực")

    @property
    def title(self) -> str:
        """Post and body, written out."""
        return f"{self.post} {self.body}"


@dataclass(slots=True)
class Person:
    """A person of the truth."""

    number: int
    name: str
    woman: bool
    rank: str | None = None
    degree: str | None = None


@dataclass(slots=True)
class Tenure:
    """A person in a seat from `since` to the day before `until`; `before` is the seat left for it."""

    person: Person
    seat: Seat
    since: date
    until: date
    acting: bool = False
    before: Seat | None = None
    member: tuple[str, str, str] | None = None
    """The committee seat that comes with it: `Tỉnh ủy viên`."""
    second: Seat | None = None
    """An office held along with it: a secretary who chairs the council."""
    reelected: date | None = None


@dataclass
class World:
    """A province and its truth. `districts` and `communes` say how large it is."""

    seed: int = 1
    province: str = "tỉnh Thanh Hóa"
    districts: int = 8
    communes: int = 4
    tenures: list[Tenure] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(f"{self.seed} {self.province}")
        self._at: dict[Seat, Tenure] = {}
        self._queue: list[tuple[date, int, Seat]] = []
        self._order = count()
        self._names: dict[tuple[str, str, str], dict[str, int]] = {}
        self.seats = list(self._seats())
        for seat in self.seats:
            first = START if seat.until < END or seat.rank > 1 or seat.place == self.province else MERGER
            if not seat.post.startswith("Giáo"):
                self._plan(first + timedelta(days=self._random.randrange(60)), seat)
        self._run()
        self._merge()
        self.tenures.sort(key=lambda one: (one.since, one.seat.title, one.seat.number, one.person.number))

    def _seats(self) -> Iterator[Seat]:
        bare = self.province.partition(" ")[2]
        yield from self._unit(self.province, bare, 5)
        for name in DEPARTMENTS:
            yield Seat("Giám đốc", f"Sở {name} {bare}", self.province, 4)
            yield from (Seat("Phó Giám đốc", f"Sở {name} {bare}", self.province, 3, number) for number in range(2))
        places = _communes(self.province)
        for district in sorted(places)[: self.districts]:
            end = MERGER - timedelta(days=1)
            yield from self._unit(district, district if district[0] == "t" else district.partition(" ")[2], 3, end)
            yield Seat("Trưởng phòng", f"Phòng Giáo dục và Đào tạo {district}", district, 2, until=end)
            yield Seat("Trưởng Công an", f"Công an {district}", district, 2, until=end)
            for commune in places[district][: self.communes]:
                yield Seat("Bí thư", f"Đảng ủy {commune}", commune, 1, until=end)
                yield Seat("Chủ tịch", f"Ủy ban nhân dân {commune}", commune, 1, until=end)
                yield Seat("Hiệu trưởng", f"Trường Trung học cơ sở {commune.partition(' ')[2]}", commune, 0, until=end)

    def _unit(self, place: str, bare: str, rank: int, until: date = END) -> Iterator[Seat]:
        kind = next(kind for kind in PARTY if place.startswith(kind))
        party = f"{PARTY[kind]} {bare}"
        yield Seat("Bí thư", party, place, rank + 1, until=until)
        yield Seat("Phó Bí thư Thường trực", party, place, rank, until=until)
        yield Seat("Chủ tịch", f"Ủy ban nhân dân {place}", place, rank, until=until)
        yield from (Seat("Phó Chủ tịch", f"Ủy ban nhân dân {place}", place, rank - 1, number, until) for number in range(2))
        yield Seat("Chủ tịch", f"Hội đồng nhân dân {place}", place, rank, until=until)
        yield Seat("Chủ tịch", f"Ủy ban Mặt trận Tổ quốc {place}", place, rank - 1, until=until)

    def _plan(self, day: date, seat: Seat) -> None:
        if day < seat.until:
            heapq.heappush(self._queue, (day, next(self._order), seat))

    def _run(self) -> None:
        """Fill seats in the order of the days on which they fall vacant."""
        while self._queue:
            day, _, seat = heapq.heappop(self._queue)
            there = self._at.get(seat)
            if there is not None and there.until > day:
                continue
            deputy = self._promoted(seat, day) if day > START + timedelta(days=400) else None
            if deputy is not None and seat.single and self._random.random() < 0.15:
                until = day + timedelta(days=self._random.randrange(60, 200))
                self.tenures.append(Tenure(deputy.person, seat, day, until, acting=True))
                self._plan(until, seat)
            else:
                self._fill(seat, day, deputy)

    def _fill(self, seat: Seat, day: date, old: Tenure | None) -> None:
        draw = self._random
        length = timedelta(days=draw.choice((draw.randrange(300, 900), draw.randrange(1000, 1900), draw.randrange(1500, 3000))))
        until = min(day + length, seat.until + timedelta(days=1))
        reelected = day + timedelta(days=length.days // 2) if length.days > 2000 and day + length < seat.until else None
        tenure = Tenure(old.person if old else self._newcomer(seat), seat, day, until, reelected=reelected)
        self._names.setdefault(seat.office, {})[tenure.person.name] = tenure.person.number
        if old is not None:
            tenure.before, old.until = old.seat, day
            self._plan(day + timedelta(days=draw.randrange(20, 120)), old.seat)
        self._decorate(tenure)
        self._at[seat] = tenure
        self.tenures.append(tenure)
        self._plan(until + timedelta(days=draw.randrange(0, 90)), seat)

    def _promoted(self, seat: Seat, day: date) -> Tenure | None:
        """Somebody who serves in a lower seat, in the same place rather than elsewhere; None for a newcomer."""
        if self._random.random() < 0.35:
            return None
        found = [
            one
            for other in self.seats
            if seat.rank - 2 <= other.rank < seat.rank and (one := self._at.get(other)) is not None
            if one.since + timedelta(days=300) < day < one.until and self._is_free(one.person, seat)
        ]
        near = [one for one in found if one.seat.place == seat.place]
        pool = near if near and self._random.random() < 0.6 else found
        return self._random.choice(pool) if pool else None

    def _is_free(self, person: Person, seat: Seat) -> bool:
        """Whether nobody else of that name was in the office: two namesakes in one office cannot be told apart by anybody."""
        return self._names.get(seat.office, {}).get(person.name, person.number) == person.number

    def _newcomer(self, seat: Seat) -> Person:
        while not self._is_free(one := self.person(), seat):
            self.persons.pop()
        return one

    def _decorate(self, tenure: Tenure) -> None:
        bare = self.province.partition(" ")[2]
        if tenure.seat.rank >= 4:
            tenure.member = ("Tỉnh ủy viên", f"Tỉnh ủy {bare}", self.province)
        if tenure.seat.post == "Chủ tịch" and tenure.seat.body.startswith("Ủy ban nhân dân") and tenure.seat.rank > 1:
            kind = next(kind for kind in PARTY if tenure.seat.place.startswith(kind))
            name = tenure.seat.place if kind[0] == "t" and kind != "tỉnh" else tenure.seat.place.partition(" ")[2]
            tenure.second = Seat(
                "Phó Bí thư", f"{PARTY[kind]} {name}", tenure.seat.place, tenure.seat.rank, until=tenure.seat.until
            )

    def _merge(self) -> None:
        """Leaders of the districts go to the communes that were founded on 1 July 2025."""
        leaders = [one for one in self.tenures if one.until == MERGER and one.seat.rank in (2, 3, 4) and not one.acting]
        places = iter(sorted(_new_communes(self.province)))
        for old in leaders[::2]:
            place = next(places, None)
            if place is not None:
                seat = Seat("Bí thư", f"Đảng ủy {place}", place, 3)
                self.tenures.append(Tenure(old.person, seat, MERGER, END, before=old.seat))
                self.seats.append(seat)

    def person(self) -> Person:
        """Return a new person; two may bear one name."""
        draw = self._random
        woman = draw.random() < 0.25
        middle, given = (FEMALE, GIVEN_FEMALE) if woman else (MALE, GIVEN_MALE)
        name = f"{draw.choice(FAMILIES)} {draw.choice(middle)} {draw.choice(given)}"
        if draw.random() < 0.1:
            name = draw.choice(FREQUENT)
            woman = " Thị " in name
        one = Person(len(self.persons), name, woman)
        if draw.random() < 0.1:
            one.degree = draw.choice(("Tiến sĩ", "Thạc sĩ"))
        self.persons.append(one)
        return one

    def holders(self, office: tuple[str, str, str], day: date) -> set[int]:
        """Return the persons in an office on a day, acting ones too."""
        return {one.person.number for one in self.tenures if one.seat.office == office and one.since <= day < one.until}


def _communes(province: str) -> dict[str, list[str]]:
    """The communes of each district before the merger whose names occur once in the province."""
    found: dict[str, list[str]] = {}
    seen: dict[str, int] = {}
    for name, district, above in _rows("communes-until-2025"):
        if above == province:
            found.setdefault(district, []).append(name)
            seen[name] = seen.get(name, 0) + 1
    return {district: sorted(name for name in names if seen[name] == 1) for district, names in found.items()}


def _new_communes(province: str) -> list[str]:
    return [name for name, above in _rows("communes") if above == province]


def _rows(table: str) -> list[list[str]]:
    text = (files("portals.text.places") / "data" / f"{table}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]
