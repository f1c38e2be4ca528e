"""Vietnamese in the font encodings TCVN3 (`.VnTime`) and VNI: Western letters that only their font shows right.

`Uû ban nh©n d©n` and `UÛy ban nhaân daân` are `Uỷ ban nhân dân`. Such text is told from any other by its words: few are
Vietnamese syllables as they stand, nearly all are when it is read so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

from portals.text.syllables import share

_LEAST_WORDS = 8
_SENSE, _NONSENSE = 0.85, 0.5
_TCVN3 = {
    0xA1: "ĂÂÊÔƠƯĐ",
    0xA8: "ăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
"""The first byte of a run of letters, and the letters; capitals with a tone are small letters of another font."""
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_VNI = {"": "ùøûõï", "\u0302": "áàåãä", "\u0306": "éèúüë"}
"""For no mark, a hat and a breve the second letters, tone by tone; without a tone a hat is `â`, a breve `ê`."""
_VNI_ALONE = "đñ ơô ưö ỉæ ĩó ịò ỵî íí ìì ĐÑ ƠÔ ƯÖ ỈÆ ĨÓ ỊÒ ỴÎ ÍÍ ÌÌ"


def put_right(text: str) -> tuple[str, str] | None:
    """The text with its letters as Unicode has them, and `tcvn3` or `vni`; None where it is not surely one of these."""
    sense, _ = share(text)
    if sense >= _NONSENSE:
        return None
    for name, read in READERS.items():
        found = read(text)
        sense, words = share(found)
        if words >= _LEAST_WORDS and sense >= _SENSE:
            return found, name
    return None


def _tcvn3(text: str) -> str:
    return text.translate(_letters())


def _vni(text: str) -> str:
    pairs = _pairs()
    return _second_letters().sub(lambda match: pairs[match[0]], text)


@cache
def _letters() -> Mapping[int, str]:
    return {code + place: letter for code, run in _TCVN3.items() for place, letter in enumerate(run)}


@cache
def _pairs() -> Mapping[str, str]:
    """What VNI writes → the letter: `aù` → `á`, `ôù` → `ớ`, `ñ` → `đ`."""
    found = {pair[1]: pair[0] for pair in _VNI_ALONE.split()}
    for mark, seconds in _VNI.items():
        stems = {"": "aeouyôö", "\u0302": "aeo", "\u0306": "a"}[mark]
        for stem in stems:
            letter = {"ô": "ơ", "ö": "ư"}.get(stem, stem) + mark
            for second, tone in zip(seconds, _TONES, strict=True):
                found[stem + second] = unicodedata.normalize("NFC", letter + tone)
            if mark:
                found[stem + ("â" if mark == "\u0302" else "ê")] = unicodedata.normalize("NFC", letter)
    capitals = {key.upper(): letter.upper() for key, letter in found.items()}
    return found | capitals | {key[0].upper() + key[1:]: letter.upper() for key, letter in found.items() if len(key) > 1}


@cache
def _second_letters() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _pairs()), key=len, reverse=True)))


READERS: Mapping[str, Callable[[str], str]] = {"tcvn3": _tcvn3, "vni": _vni}
"""What reads text in either encoding."""
