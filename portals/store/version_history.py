"""The versions of one article in time. Pure: a capture goes in, the timeline and what came of it come out.

Archives are replayed in any order, so a capture may be older than what is known; it then takes its place in time,
and the numbers after it move up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

Outcome = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the bytes of a capture are kept."""

    fetched_at: str | None = None
    warc_file: str | None = None
    warc_record_id: str | None = None
    payload_digest: str | None = None
    run_id: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A text as it stood from `changed_at` to `last_seen`; `source` is its first capture."""

    key: str
    changed_at: str
    last_seen: str
    source: Source = Source()
    content: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    versions: tuple[Version, ...]
    number: int
    """The version, from 1, that holds the capture."""
    outcome: Outcome


def place(known: Sequence[Version], capture: Version) -> Placed:
    """The timeline `known` with one more capture: a `Version` seen once, `changed_at == last_seen`."""
    if not known:
        return Placed((capture,), 1, "new")
    same = _same_bytes(known, capture)
    if same is not None:  # another text from the very same bytes is a better reader's, not the site's
        reread = replace(_extended(known[same], capture), key=capture.key, content=capture.content)
        return _numbered(_merged([*known[:same], reread, *known[same + 1 :]]), capture, "unchanged")
    after = sum(version.changed_at <= capture.changed_at for version in known)
    index = _span(known, after, capture)
    if index is None:
        return _numbered(_inserted(known, after, capture), capture, "changed")
    return _numbered([*known[:index], _extended(known[index], capture), *known[index + 1 :]], capture, "unchanged")


def _span(known: Sequence[Version], after: int, capture: Version) -> int | None:
    """The version that the capture lengthens: the one of its time or, where nothing else was seen in between, the next."""
    if after and known[after - 1].key == capture.key:
        return after - 1
    free = not after or known[after - 1].last_seen <= capture.changed_at
    return after if free and after < len(known) and known[after].key == capture.key else None


def _same_bytes(known: Sequence[Version], capture: Version) -> int | None:
    """The version that was made from the bytes of this very capture, when they were read before."""
    return next((index for index, version in enumerate(known) if _one_capture(version.source, capture.source)), None)


def _one_capture(one: Source, other: Source) -> bool:
    """A fixture has no record id, but the same bytes at the same time are one capture too."""
    if one.warc_record_id or other.warc_record_id:
        return one.warc_record_id == other.warc_record_id
    return bool(one.payload_digest) and (one.payload_digest, one.fetched_at) == (other.payload_digest, other.fetched_at)


def _extended(version: Version, other: Version) -> Version:
    """`version`, seen also when `other` was."""
    earlier = other.changed_at < version.changed_at
    return replace(
        version,
        changed_at=min(version.changed_at, other.changed_at),
        last_seen=max(version.last_seen, other.last_seen),
        source=other.source if earlier else version.source,
    )


def _merged(versions: Sequence[Version]) -> list[Version]:
    """Neighbours with the same text are one version."""
    merged: list[Version] = []
    for version in versions:
        if merged and merged[-1].key == version.key:
            merged[-1] = _extended(merged[-1], version)
        else:
            merged.append(version)
    return merged


def _inserted(known: Sequence[Version], after: int, capture: Version) -> list[Version]:
    """A text not known at that time. Where it falls into the span of another text, that one goes on after it."""
    before, rest = list(known[:after]), list(known[after:])
    if before and before[-1].last_seen > capture.changed_at:
        whole = before.pop()
        before.append(replace(whole, last_seen=capture.changed_at))
        rest.insert(0, replace(whole, changed_at=whole.last_seen))
    return [*before, capture, *rest]


def _numbered(versions: Sequence[Version], capture: Version, outcome: Outcome) -> Placed:
    number = max(
        number
        for number, version in enumerate(versions, 1)
        if version.key == capture.key and version.changed_at <= capture.changed_at <= version.last_seen
    )
    return Placed(tuple(versions), number, outcome)
