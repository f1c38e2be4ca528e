"""A text as words: folded, so that form is no difference, with its facts (numbers, names) still told apart."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from importlib.resources import files

from portals.cleaning.text import nfc, old_tone, plain

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[.!?:;\n\"“”•–—+(-]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]")
_NAME = "^"
"""Marks a word printed with a capital that no sentence start and no line of capitals explains."""
_CAPITALS = 4
"""So many words in capitals in a row are a heading, whose capitals say nothing."""
_OPENERS = frozenset(files(__package__).joinpath("openers.txt").read_text("utf-8").split())
"""Words that open a sentence before a name and are none: `Ông Nguyễn …`, `Tại Sóc Trăng …`."""


@dataclass(frozen=True)
class Words:
    """The words of a text. Equal `marked` texts are equal but for form, blanks and punctuation."""

    marked: tuple[str, ...]
    """Folded words; names carry a mark."""

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The folded words without marks."""
        return tuple(" ".join(self.marked).replace(_NAME, "").split())

    @cached_property
    def facts(self) -> tuple[int, ...]:
        """Positions of numbers and names."""
        return tuple(i for i, word in enumerate(self.marked) if word[0] == _NAME or word[0].isdigit())

    @cached_property
    def joined(self) -> str:
        """The folded words with a blank before and after each."""
        return f" {' '.join(self.plain)} "

    def name_at(self, position: int) -> bool:
        return self.marked[position][0] == _NAME

    def key(self, salt: str = "") -> int:
        """63 bits that equal texts share."""
        digest = blake2b("\n".join((self.joined, salt)).encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") >> 1

    def pack(self) -> bytes:
        return zlib.compress(" ".join(self.marked).encode(), 1)


def unpack(packed: bytes) -> Words:
    """The words that `Words.pack` made."""
    return Words(tuple(zlib.decompress(packed).decode().split()))


def read(text: str) -> Words:
    """The words of a text as printed, without case, form, tone placement and leading zeros (`05/07` is `5/7`)."""
    text = nfc(text)
    if _INVISIBLE.search(text):
        text = plain(text)
    tokens = _TOKEN.findall(text)
    printed = [token for token in tokens if token[0].isalnum()]
    if not printed:
        return Words(())
    folded = old_tone(" ".join(printed).lower().replace("ð", "đ")).split(" ")
    marked = [word if word[0] != "0" else word.lstrip("0") or "0" for word in folded]
    for position in _names(tokens):
        marked[position] = _NAME + marked[position]
    return Words(tuple(marked))


def _names(tokens: Iterable[str]) -> list[int]:
    """Positions, among the words, of those whose capital tells a name."""
    found: list[int] = []
    position, opening, capitals = 0, -1, 0
    opens = True
    for token in tokens:
        first = token[0]
        if not first.isalnum():
            opens = True
            continue
        if first.isupper():
            capitals = capitals + 1 if len(token) > 1 and token.isupper() else 0
            if opens:
                opening = position if token.lower() not in _OPENERS else -1
            else:
                if opening == position - 1:
                    found.append(opening)
                found.append(position)
            if capitals >= _CAPITALS:
                _forget(found, position - capitals + 1)
        else:
            capitals = capitals if first.isdigit() else 0
        opens = False
        position += 1
    return found


def _forget(found: list[int], start: int) -> None:
    while found and found[-1] >= start:
        found.pop()
