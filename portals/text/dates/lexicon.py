"""The words of dates, read once from `data/*.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

LETTER = "a-zà-ỹ"
"""Letters of folded text, for character classes."""


@cache
def _tables(file: str) -> dict[str, dict[str, Any]]:
    text = files("portals.text.dates").joinpath(f"data/{file}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def table(name: str) -> Mapping[str, Any]:
    """One table of the lexicon: `weekdays` of `words.toml`, `body.months` of `body.toml`."""
    file, _, key = name.rpartition(".")
    return _tables(file or "words")[key]


def unmarked(text: str) -> str:
    """The text without tone and vowel marks, `đ` as `d`."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def either(words: Iterable[str], *, ascii_only: bool = False) -> str:
    """A regular expression for one of the words, longest first."""
    kept = {unmarked(word) if ascii_only else word for word in words}
    return "|".join(re.escape(word) for word in sorted(kept, key=lambda word: (-len(word), word)))


def lookup(name: str, *, ascii_only: bool = False) -> dict[str, Any]:
    """A table by its words, or by its words without marks."""
    return {unmarked(word) if ascii_only else word: value for word, value in table(name).items()}
