"""The versions of one article in time, and what changed between two of them, word by word. Pure functions.

Archives are replayed in any order, so a capture may be older than the known versions. Then it is inserted at its time, and
later versions get higher numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal

from portals.text.folding import fold

Outcome = Literal["new", "changed", "unchanged"]
Kind = Literal["same", "removed", "added", "skipped"]

CONTEXT = 8
"""Number of words shown before and after a change."""


@dataclass(frozen=True, slots=True)
class CaptureSource:
    """Where the bytes of a capture are archived."""

    fetched_at: str | None = None
    warc_file: str | None = None
    warc_record_id: str | None = None
    payload_digest: str | None = None
    run_id: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A text of the article, seen from `changed_at` to `last_seen`; `source` is its first capture."""

    key: str
    changed_at: str
    last_seen: str
    source: CaptureSource = CaptureSource()
    content: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class PlacedVersion:
    versions: tuple[Version, ...]
    number: int
    """The number of the version with the capture, from 1."""
    outcome: Outcome


def place(known: Sequence[Version], capture: Version) -> PlacedVersion:
    """Return the versions `known` with one more capture, which is a `Version` with `changed_at == last_seen`."""
    if not known:
        return PlacedVersion((capture,), 1, "new")
    same = _same_bytes(known, capture)
    if same is not None:  # another text from the same bytes comes from better code, not from the site
        reread = replace(_extended(known[same], capture), key=capture.key, content=capture.content)
        return _numbered(_merged([*known[:same], reread, *known[same + 1 :]]), capture, "unchanged")
    after = sum(version.changed_at <= capture.changed_at for version in known)
    index = _span(known, after, capture)
    if index is None:
        return _numbered(_inserted(known, after, capture), capture, "changed")
    return _numbered([*known[:index], _extended(known[index], capture), *known[index + 1 :]], capture, "unchanged")


def _span(known: Sequence[Version], after: int, capture: Version) -> int | None:
    """Return the index of the version that the capture extends: the one at its time, or the next if none is between."""
    if after and known[after - 1].key == capture.key:
        return after - 1
    free = not after or known[after - 1].last_seen <= capture.changed_at
    return after if free and after < len(known) and known[after].key == capture.key else None


def _same_bytes(known: Sequence[Version], capture: Version) -> int | None:
    """Return the index of the version that was made from the bytes of the same capture."""
    return next((index for index, version in enumerate(known) if _one_capture(version.source, capture.source)), None)


def _one_capture(one: CaptureSource, other: CaptureSource) -> bool:
    """Return whether two sources are the same capture: same record id or, in fixtures without ids, same bytes and time."""
    if one.warc_record_id or other.warc_record_id:
        return one.warc_record_id == other.warc_record_id
    return bool(one.payload_digest) and (one.payload_digest, one.fetched_at) == (other.payload_digest, other.fetched_at)


def _extended(version: Version, other: Version) -> Version:
    """Return `version`, extended to the time of `other`."""
    earlier = other.changed_at < version.changed_at
    return replace(
        version,
        changed_at=min(version.changed_at, other.changed_at),
        last_seen=max(version.last_seen, other.last_seen),
        source=other.source if earlier else version.source,
    )


def _merged(versions: Sequence[Version]) -> list[Version]:
    """Join neighbours with the same text."""
    merged: list[Version] = []
    for version in versions:
        if merged and merged[-1].key == version.key:
            merged[-1] = _extended(merged[-1], version)
        else:
            merged.append(version)
    return merged


def _inserted(known: Sequence[Version], after: int, capture: Version) -> list[Version]:
    """Insert a text that was not known at that time. A text that was seen before and after it continues after it."""
    before, rest = list(known[:after]), list(known[after:])
    if before and before[-1].last_seen > capture.changed_at:
        whole = before.pop()
        before.append(replace(whole, last_seen=capture.changed_at))
        rest.insert(0, replace(whole, changed_at=whole.last_seen))
    return [*before, capture, *rest]


def _numbered(versions: Sequence[Version], capture: Version, outcome: Outcome) -> PlacedVersion:
    number = max(
        number
        for number, version in enumerate(versions, 1)
        if version.key == capture.key and version.changed_at <= capture.changed_at <= version.last_seen
    )
    return PlacedVersion(tuple(versions), number, outcome)


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


def content_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Yield the fields of two versions' contents that differ, in the order of the record."""
    for name in new:
        before, after = _lines(old.get(name)), _lines(new[name])
        parts = tuple(word_differences(before, after))
        if any(part.kind in ("removed", "added") for part in parts):
            yield Change(name, parts)


def word_differences(old: str, new: str) -> Iterator[Part]:
    """Yield the words of both texts in one sequence. Differences of tone placement, case and Unicode form are ignored."""
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
    """Yield the unchanged words next to a change, and a `skipped` part for omitted ones."""
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


def part_text(part: Part) -> str:
    """Return the part as plain text: `[-removed-]`, `{+added+}`, `…`."""
    return {"same": part.text, "removed": f"[-{part.text}-]", "added": f"{{+{part.text}+}}", "skipped": "…"}[part.kind]


def _lines(value: Any) -> str:
    """Return a field's value as text: lists with one entry a line."""
    if isinstance(value, list):
        return "\n".join(
            " ".join(str(part) for part in entry.values() if part) if isinstance(entry, dict) else entry for entry in value
        )
    return str(value or "")
