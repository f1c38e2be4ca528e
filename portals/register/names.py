"""Names of persons as keys: one key for the spellings of one name."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal

from portals.text.folding import fold

Gender = Literal["m", "f", ""]

_I_OF_Y = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_GENDERS: dict[str, Gender] = {"ông": "m", "anh": "m", "thầy": "m", "bà": "f", "chị": "f", "cô": "f", "ni sư": "f"}


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return the key under which two spellings of a name are one: case, tone placement, `y` for `i` at a syllable's end.

    >>> name_key("Lê Sỹ Thuý") == name_key("LÊ SĨ THÚY")
    True
    """
    return " ".join(_syllable(part) for part in fold(name).split())


def _syllable(part: str) -> str:
    """`sỹ` → `sĩ`, `quý` → `quí`; `thúy`, `huy` and `yên` keep their y."""
    before, last = part[:-1], part[-1:]
    bare = unmarked(last)
    if bare != "y" or not before or (unmarked(before[-1]) in "aeiou" and before != "qu"):
        return part
    return before + last.translate(_I_OF_Y)


@lru_cache(maxsize=65_536)
def unmarked(text: str) -> str:
    """Return folded text without any diacritics, as people type it in a hurry.

    >>> unmarked("Lê Anh Xuân, Đông Vệ")
    'le anh xuan, dong ve'
    """
    parts = unicodedata.normalize("NFD", fold(text)).replace("đ", "d")
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def gender_of(honorific: str | None) -> Gender:
    """Return what an honorific says of the person: `m`, `f`, or nothing (`Đồng chí`)."""
    return _GENDERS.get((honorific or "").lower(), "")


def is_near(one: str, other: str) -> bool:
    """Return whether two name keys look like one name mistyped: without diacritics alike, or one letter apart.

    >>> is_near("lê văn hương", "lê văn hường"), is_near("lê văn an", "lê văn minh")
    (True, False)
    """
    first, second = unmarked(one), unmarked(other)
    if first == second:
        return True
    if len(first) > len(second):
        first, second = second, first
    if len(second) - len(first) > 1 or len(first) < len("le van a"):
        return False
    at = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    return first[at + 1 :] == second[at + 1 :] if len(first) == len(second) else first[at:] == second[at + 1 :]
