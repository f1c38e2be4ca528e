"""A body as the forms read it, and the way back to the offsets of the body as given."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


@dataclass(frozen=True, slots=True)
class Flat:
    """Lower-case NFC text; `offsets[i]` is where its character `i` stands in the body (None: at the same place)."""

    text: str
    offsets: list[int] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """A span of the flat text as offsets of the body."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end]


def flat(body: str) -> Flat:
    """The body in lower-case NFC. Most bodies are NFC without invisible marks, and keep their offsets."""
    if unicodedata.is_normalized("NFC", body) and not any(mark in body for mark in _INVISIBLE):
        lower = body.lower()
        if len(lower) == len(body):
            return Flat(lower)
    return _mapped(body)


def _mapped(body: str) -> Flat:
    """Letter by letter: each base with its marks becomes one composed letter that knows where it came from."""
    letters: list[str] = []
    offsets: list[int] = []
    index = 0
    while index < len(body):
        end = index + 1
        while end < len(body) and unicodedata.combining(body[end]):
            end += 1
        if body[index] not in _INVISIBLE:
            for letter in unicodedata.normalize("NFC", body[index:end]).lower():
                letters.append(letter)
                offsets.append(index)
        index = end
    return Flat("".join(letters), [*offsets, len(body)])
