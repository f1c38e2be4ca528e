"""A text as words: folded, so that form is no difference, with its facts (numbers, names) still told apart."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from importlib.resources import files

from portals.text.folding import nfc, old_tone, plain

_TOKEN = re.compile(r"\d+(?:[./,:\u2013-]\d+)*|[^\W\d_]+|[.!?:;,/()\n\"“”•–—+-]")
_WORD = re.compile(r"\d+(?:[./,:\u2013-]\d+)*|[^\W\d_]+")
_HEADLINE = "#"
_INSIDE = frozenset(",/)")
"""Marks that end a name but open no sentence."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_SEPARATOR = re.compile(r"[./,:\u2013-]")
NAME, _MORE = "^", "+"
"""Mark the first and the further words of a name: capitals that no sentence start and no line of capitals explains."""
Y_AS_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_NAME_WORDS = 12
"""Words of the longest name; a longer run is taken in pieces."""
_CAPITALS = 4
"""So many words in capitals in a row are a heading, whose capitals say nothing."""
_OPENERS = frozenset(files(__package__).joinpath("openers.txt").read_text("utf-8").split())
"""Words that open a sentence before a name and are none: `Ông Nguyễn …`, `Tại Sóc Trăng …`."""


@dataclass(frozen=True)
class Words:
    """The words of a text. Equal `marked` texts are equal but for form, blanks and punctuation."""

    marked: tuple[str, ...]
    """Folded words; names carry a mark."""
    headline: int = 0
    """Words of the first line, the title."""

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The folded words without marks."""
        return tuple(" ".join(self.marked).replace(NAME, "").replace(_MORE, "").split())

    @cached_property
    def facts(self) -> tuple[int, ...]:
        """Positions of numbers and names."""
        return tuple(i for i, word in enumerate(self.marked) if not word[0].isalpha())

    @cached_property
    def joined(self) -> str:
        """The folded words and the parts of numbers, with a blank before and after each."""
        return f" {' '.join(self.plain)} ".replace("/", " ")

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(word for word in self.marked if word[0].isdigit())

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The words, each name as one: `^nguyễn văn an`."""
        found: list[str] = []
        length = 0
        for word in self.marked:
            length += 1
            if word[0] == _MORE and found and length <= _NAME_WORDS:
                found[-1] += f" {word[1:]}"
            else:
                found.append(word if word[0] != _MORE else NAME + word[1:])
                length = 1
        return tuple(found)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The units that are numbers or names."""
        return tuple(unit for unit in self.units if not unit[0].isalpha())

    @cached_property
    def with_i(self) -> str:
        """`joined` with `i` for `y`, which names are spelled with at will: `Lý`, `Lí`."""
        return self.joined.translate(Y_AS_I)

    def key(self, salt: str = "") -> int:
        """63 bits that equal texts share."""
        digest = blake2b("\n".join((self.joined, salt)).encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") >> 1

    def pack(self) -> bytes:
        """Return the words as bytes for the store; `unpack` reads them."""
        return zlib.compress(" ".join((f"{_HEADLINE}{self.headline}", *self.marked)).encode(), 1)


def unpack(packed: bytes) -> Words:
    """The words that `Words.pack` made."""
    first, *rest = zlib.decompress(packed).decode().split() or [""]
    if first.startswith(_HEADLINE):
        return Words(tuple(rest), int(first[1:]))
    return Words(tuple([first, *rest] if first else ()))  # as packed by 0.1.0


def read_words(text: str) -> Words:
    """The words of a text as printed, without case, form, tone placement and leading zeros (`05/07` is `5/7`)."""
    text = nfc(text)
    if _INVISIBLE.search(text):
        text = plain(text)
    tokens = _TOKEN.findall(text)
    printed = [token for token in tokens if token[0].isalnum()]
    if not printed:
        return Words(())
    folded = old_tone(" ".join(printed).lower().replace("ð", "đ")).split(" ")
    marked = [_number(word) if word[0].isdigit() else word for word in folded]
    for position, mark in _names(tokens).items():
        marked[position] = mark + marked[position]
    headline = len(_WORD.findall(text.partition("\n")[0])) if "\n" in text else 0
    return Words(tuple(marked), headline)


def _number(word: str) -> str:
    """`05/07/2022` → `5/7/2022`, `1.250` → `1250`, `59,3` → `59/3`."""
    if word.isdecimal():
        return word.lstrip("0") or "0"
    if _THOUSANDS.fullmatch(word):
        return word.replace(".", "")
    return "/".join(part.lstrip("0") or "0" for part in _SEPARATOR.split(word))


def _names(tokens: Iterable[str]) -> dict[int, str]:
    """Positions, among the words, of those whose capital tells a name, with their marks."""
    found: dict[int, str] = {}
    position, opening, capitals = 0, -1, 0
    opens, broken = True, True
    for token in tokens:
        first = token[0]
        if first.islower():
            opens = broken = False
            capitals = 0
            position += 1
            continue
        if not first.isalnum():
            opens = opens or token not in _INSIDE
            broken = True
            continue
        if first.isupper():
            capitals = capitals + 1 if len(token) > 1 and token.isupper() else 0
            if opens:
                opening = position if token.lower() not in _OPENERS else -1
            else:
                if opening == position - 1 and not broken:
                    found[opening] = NAME
                found[position] = _MORE if position - 1 in found and not broken else NAME
            if capitals >= _CAPITALS:
                for heading in range(position - capitals + 1 if capitals == _CAPITALS else position, position + 1):
                    found.pop(heading, None)
        else:
            capitals = capitals if first.isdigit() else 0
        opens = broken = False
        position += 1
    return found
