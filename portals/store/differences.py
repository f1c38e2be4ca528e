"""What changed between two versions of an article, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from portals.text.folding import fold

CONTEXT = 8
"""Words shown on either side of a change."""

Kind = Literal["same", "removed", "added", "skipped"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words. `skipped` stands for unchanged words that are not shown; its text is empty."""

    kind: Kind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in one field."""

    field: str
    parts: tuple[Part, ...]


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """The fields of two versions' contents that differ, in the order of the record."""
    for name in new:
        before, after = _lines(old.get(name)), _lines(new[name])
        parts = tuple(differences(before, after))
        if any(part.kind in ("removed", "added") for part in parts):
            yield Change(name, parts)


def differences(old: str, new: str) -> Iterator[Part]:
    """The words of both texts in one sequence. Words that differ only in tone placement, case or Unicode form are the same."""
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, [fold(word) for word in before], [fold(word) for word in after], autojunk=False)
    blocks = matcher.get_opcodes()
    for number, (kind, i, j, k, m) in enumerate(blocks):
        if kind == "equal":
            yield from _context(after[k:m], first=number == 0, last=number == len(blocks) - 1)
            continue
        if j > i:
            yield Part("removed", " ".join(before[i:j]))
        if m > k:
            yield Part("added", " ".join(after[k:m]))


def _context(words: Sequence[str], *, first: bool, last: bool) -> Iterator[Part]:
    """The unchanged words next to a change, and a mark where others are left out."""
    head = 0 if first else CONTEXT
    tail = 0 if last else CONTEXT
    if len(words) <= head + tail:
        yield Part("same", " ".join(words))
        return
    if head:
        yield Part("same", " ".join(words[:head]))
    yield Part("skipped")
    if tail:
        yield Part("same", " ".join(words[-tail:]))


def plain(part: Part) -> str:
    """The part as plain text: `[-removed-]`, `{+added+}`, `…`."""
    return {"same": part.text, "removed": f"[-{part.text}-]", "added": f"{{+{part.text}+}}", "skipped": "…"}[part.kind]


def _lines(value: Any) -> str:
    """A field's value as words: lists one entry a line."""
    if isinstance(value, list):
        return "\n".join(
            " ".join(str(part) for part in entry.values() if part) if isinstance(entry, dict) else entry for entry in value
        )
    return str(value or "")
