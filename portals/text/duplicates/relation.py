"""What two texts are to each other: a copy, a revision, alike in formula only, or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from portals.items import Relation
from portals.text.duplicates.documents import Document
from portals.text.duplicates.facts import contradict, numbers_agree
from portals.text.duplicates.words import Words, read_words

SHORT = 20
"""Words below which equal texts are copies only if published on one day: `Thông báo lịch tiếp công dân` comes each month."""
_ALIKE = 0.4
_CONTAINED, _CONTAINED_ALIKE = 0.8, 0.3
_SHARED_FACTS = 0.6
_FEW_FACTS = 3
_LEAST_BODY, _LEAST_FACTS = 40, 3
"""Words of a body that two headlines share; numbers and names in it."""


@dataclass(frozen=True, slots=True)
class Match:
    relation: Relation
    similarity: float
    """Stretches of two words common to both texts, as a share of all that are in either: 0 to 1."""


def relation(one: Document, other: Document) -> Relation | None:
    """`copy`: the same words. `revision`: the same event, edited. `similar`: other names, numbers, dates. Else None."""
    left, right = read_words(one.text), read_words(other.text)
    if text_key(left, one.published_at) == text_key(right, other.published_at):
        return "copy" if left.marked else None
    match = compare(left, right)
    return match.relation if match else None


def text_key(words: Words, published_at: str | None) -> int:
    """63 bits that copies share."""
    return words.key((published_at or "")[:10] if len(words.marked) < SHORT else "")


def compare(one: Words, other: Words) -> Match | None:
    """What two differing texts are to each other; equal words are a `copy`."""
    if one.joined == other.joined:
        return Match("copy" if len(one.plain) >= SHORT else "similar", 1.0)
    ours, theirs = _pairs(one), _pairs(other)
    common = len(ours & theirs)
    similarity = common / max(1, len(ours | theirs))
    contained = common / max(1, min(len(ours), len(theirs)))
    if similarity < _ALIKE and (contained < _CONTAINED or similarity < _CONTAINED_ALIKE):
        return None
    agreeing = numbers_agree(one.numbers, other.numbers) and _facts_shared(one, other) and not contradict(one, other)
    same_event = agreeing or _same_body(one, other)
    return Match("revision" if same_event else "similar", round(similarity, 3))


def _same_body(one: Words, other: Words) -> bool:
    """Whether two texts differ in their headlines alone: a reprint, whatever figures the headlines name.

    The body must hold facts of its own: a notice that names no day and no person is printed for many events.
    """
    left, right = one.marked[one.headline :], other.marked[other.headline :]
    if not (one.headline and other.headline) or len(left) < _LEAST_BODY or left != right:
        return False
    if sum(not word[0].isalpha() for word in left) < _LEAST_FACTS:
        return False
    body = set(left)
    return not (_facts_of_its_own(one, body) and _facts_of_its_own(other, body))


def _facts_of_its_own(words: Words, body: set[str]) -> bool:
    """Whether a headline names a number or a person that the body does not: two such headlines tell of two events."""
    return any(not word[0].isalpha() and word not in body for word in words.marked[: words.headline])


def _pairs(words: Words) -> set[tuple[str, str]]:
    return set(zip(words.plain, words.plain[1:], strict=False))


def _facts_shared(one: Words, other: Words) -> bool:
    ours, theirs = (Counter(part for i in words.facts for part in words.plain[i].split("/")) for words in (one, other))
    fewer = min(ours.total(), theirs.total())
    return (ours & theirs).total() >= _SHARED_FACTS * fewer if fewer > _FEW_FACTS else True
