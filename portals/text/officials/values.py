"""What is read from a sentence: titles, the persons who hold them, and persons named by a post alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from portals.items import Status

_HYPHEN = re.compile(r" -(?=\w)|(?<=\w)- ")
"""A hyphen with a blank on one side: `Phát thanh -Truyền hình`."""
DOUBTFUL_END = "doubtful_end"
"""Flag of a title that may go on behind the word where it was ended."""


_FOREIGN = frozenset({"company", "outside", "abroad"})
"""Classes of bodies whose posts are no offices of this state."""


@dataclass(slots=True)
class Title:
    """One title as read. `start` and `end` are tokens; `body` are the words behind the post, expanded."""

    start: int
    end: int
    post: str = ""
    own_body: str = ""
    needs: str = ""
    prefix: str = ""
    body: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    group: bool = False
    new: bool = False
    """`tân` stood before the post."""
    gone: bool = False
    """`cũ` stood behind the title."""
    capital: bool = True
    """Whether the post was printed with a capital first letter."""
    longer: int = 0
    """Where the title would end if the doubtful words behind it were its own; 0 where nothing is doubtful."""

    @property
    def text(self) -> str:
        """The title in words: `Phó Chủ tịch Ủy ban nhân dân phường 5`."""
        text = " ".join(part for part in (self.prefix, self.post, *self.body) if part)
        text = text.replace(" ,", ",").replace(" / ", "/")
        return _HYPHEN.sub(" - ", text) if "-" in text else text

    @property
    def bare(self) -> bool:
        """Whether the post stands alone and needs a body: `Giám đốc`."""
        unnamed = not self.capital or self.own_body in ("Đội", "Tổ")  # `Đội trưởng N`, perhaps of a football team
        alone = not self.classes or (self.classes == ["own"] and not self.body and unnamed)
        return bool(self.needs) and alone

    @property
    def foreign(self) -> bool:
        """Whether the post is known to be no office of this state, or one of a company or church."""
        return self.needs == "outside" or not _FOREIGN.isdisjoint(self.classes)

    @property
    def public(self) -> bool:
        """Whether the post is one of the Party, State, Front, a mass organisation, the forces or a public unit."""
        return not (self.group or self.foreign or self.bare)


@dataclass(slots=True)
class Held:
    """A title with the way it is held."""

    title: Title
    status: Status
    joint: str = ""
    """The mark or word between the title and what stands before it."""
    printed: str = ""


@dataclass(slots=True)
class Statement:
    """A person as one sentence states them. `start` and `end` are the tokens of the name, or of what stands for it."""

    start: int
    end: int
    honorific: str | None = None
    rank: str | None = None
    degree: str | None = None
    held: list[Held] = field(default_factory=list)
    blocked: bool = False
    """Whether a word before the name says that its bearer is no official: `liệt sĩ`, `bị cáo`."""
    announced: int = 0
    """How many titles stood before the name."""
    beside: bool = False
    """Whether another name stands right before it: `A, B` and `A và B`."""
    by_hyphen: bool = False
    """Whether a hyphen stood between those titles and the name: `Bí thư Thành ủy - N`."""
    clergy: bool = False
    """Whether a clergyman's degree stood before the name: only public posts count then."""
    named: str = "full"
    """`full`, `given` for `ông Minh`, `pronoun` for `Ông` alone."""


@dataclass(slots=True)
class Reference:
    """A person named by honorific and title only: `đồng chí Bí thư`. `start` and `end` are tokens."""

    start: int
    end: int
    honorific: str
    title: Title


@dataclass(slots=True)
class Reading:
    """What a sentence says."""

    statements: list[Statement] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


def status_of(title: Title) -> Status:
    """How a title is held, as its own words say it."""
    if title.prefix == "nguyên" or title.gone:
        return "former"
    if title.new:
        return "appointed"
    return "acting" if title.prefix else "current"
