"""Reviewed decisions about persons: a tab-separated file in the user's project folder, kept in git by its owner.

One decision a line: what was decided, about whom, who decided, when and why. A person is an id of the register (`p-…`, also an
old one) or one article's person, `ARTICLE_ID#Name`. Of two decisions about the same two persons the later line holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from portals.errors import PortalsError
from portals.register.names import name_key
from portals.register.statements import mention_key

HEADER = ("decision", "one", "other", "who", "when", "why")
KINDS = ("same", "different", "rename")


class DecisionError(PortalsError):
    """A line of the file of decisions that cannot be read."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line. Of a `rename`, `other` is the name to show."""

    kind: str
    one: str
    other: str
    who: str = ""
    when: str = ""
    why: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Decisions:
    """What holds of a file: the last decision about each pair and each name."""

    lines: tuple[Decision, ...] = ()

    @property
    def same(self) -> tuple[tuple[str, str], ...]:
        """Pairs of keys that are one person."""
        return tuple((referenced_key(one.one), referenced_key(one.other)) for one in self.lines if one.kind == "same")

    @property
    def different(self) -> tuple[tuple[str, str], ...]:
        """Pairs of keys that are two persons."""
        return tuple((referenced_key(one.one), referenced_key(one.other)) for one in self.lines if one.kind == "different")

    @property
    def names(self) -> dict[str, str]:
        """Key → the name to show."""
        return {referenced_key(one.one): one.other for one in self.lines if one.kind == "rename"}

    @property
    def detached(self) -> dict[str, frozenset[str]]:
        """Article → name keys of persons that a decision takes out of their offices there."""
        found: dict[str, set[str]] = {}
        for decision in self.lines:
            for reference in (decision.one, decision.other) if decision.kind != "rename" else (decision.one,):
                article, mark, name = reference.rpartition("#")
                if mark:
                    found.setdefault(article, set()).add(name_key(name))
        return {article: frozenset(names) for article, names in found.items()}

    @property
    def keys(self) -> frozenset[str]:
        """All keys that decisions are about."""
        pairs = (pair for one in self.lines for pair in (one.one, *([one.other] if one.kind != "rename" else [])))
        return frozenset(referenced_key(reference) for reference in pairs)


NONE = Decisions()


def referenced_key(reference: str) -> str:
    """Return the key that a reference of the file means: an id, or that of an article's person."""
    article, mark, name = reference.rpartition("#")
    return mention_key(name_key(name), article) if mark else reference


def read(path: Path) -> Decisions:
    """Return the decisions that hold; none if there is no file. Raises `DecisionError` with the line that is wrong."""
    if not path.exists():
        return Decisions()
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError(f"{path} cannot be read: {error}") from None
    return settled(parsed(path, number, line) for number, line in enumerate(text.splitlines(), 1) if _is_decision(line))


def _is_decision(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#") and line.split("\t")[0].strip().lower() != HEADER[0]


def parsed(path: Path, number: int, line: str) -> Decision:
    """Return the decision of a line."""
    cells = [cell.strip() for cell in line.split("\t")]
    cells += [""] * (len(HEADER) - len(cells))
    kind, one, other, who, when, why = cells[: len(HEADER)]
    if kind not in KINDS:
        raise DecisionError(f"{path}, line {number}: {kind[:20]!r} is no decision; write {', '.join(KINDS)}, with tabs between")
    for reference in (one, other) if kind != "rename" else (one,):
        if not (reference.startswith("p-") or "#" in reference):
            raise DecisionError(f"{path}, line {number}: {reference[:40]!r} is no person; write an id (p-…) or ARTICLE_ID#Name")
    if kind == "rename" and not other:
        raise DecisionError(f"{path}, line {number}: write the name to show after the id")
    return Decision(kind, one, other, who, when, why, number)


def settled(lines: Iterable[Decision]) -> Decisions:
    """Return the decisions without those that a later line takes back."""
    last: dict[tuple[str, ...], Decision] = {}
    for line in lines:
        about = (
            ("name", referenced_key(line.one))
            if line.kind == "rename"
            else tuple(sorted(map(referenced_key, (line.one, line.other))))
        )
        last.pop(about, None)
        last[about] = line
    return Decisions(tuple(last.values()))


def append(path: Path, decision: Decision) -> None:
    """Add a line to the file, which is made with its header if it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = not path.exists() or not path.stat().st_size
    clean = replace(decision, who=_cell(decision.who), why=_cell(decision.why), other=_cell(decision.other))
    with path.open("a", encoding="utf-8", newline="\n") as file:
        if new:
            file.write("\t".join(HEADER) + "\n")
        file.write("\t".join((clean.kind, clean.one, clean.other, clean.who, clean.when, clean.why)) + "\n")


def _cell(text: str) -> str:
    return " ".join(text.split())
