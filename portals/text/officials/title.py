"""One title as read: the post, the body and places behind it, and whether it is a public office."""

from __future__ import annotations

from dataclasses import dataclass, field


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

    @property
    def text(self) -> str:
        """The title in words: `Phó Chủ tịch Ủy ban nhân dân phường 5`."""
        return " ".join(part for part in (self.prefix, self.post, *self.body) if part).replace(" ,", ",").replace(" / ", "/")

    @property
    def public(self) -> bool:
        """Whether the post is one of the Party, State, Front, a mass organisation, the forces or a public unit."""
        if self.group or self.needs == "outside" or "company" in self.classes or "outside" in self.classes:
            return False
        return not self.needs or bool(self.classes)
