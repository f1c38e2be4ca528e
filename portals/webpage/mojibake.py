"""Twice encoded UTF-8: `ủ` that some program read as windows-1252 and stored again, so that the page says `á»§`."""

from __future__ import annotations

import re

_SIGN, _SIGN_TWICE = re.compile("á[º»]."), re.compile("Ã¡Â[º»].")
"""The first two bytes of every letter of U+1E80 to U+1EFF read as windows-1252 (once or twice), and one more."""
_SMALL_SIGN = re.compile("[ÃĂ][\x80-\xbf]|Ä[\x91\u2018\u0192]|Æ[°¡]")
"""The same for the letters below, `đ`, `ư`, `ơ`: enough where no letter of the page is genuine."""
_GENUINE = re.compile("[\u0100\u0101\u0103-\u0151\u0154-\u015f\u0162-\u0177\u0180-\u0191\u0193-\u02c5\u1ea0-\u1ef9]")
"""Letters that neither windows-1252 has nor `Ă`: a page that holds them was encoded once, at least in part."""
_MARK = "ï»¿"
_TIMES = 3
_PIECE = re.compile("[^<>\n]+")


def _bytes_of_signs() -> dict[int, int]:
    """Code point → byte, for windows-1252 with its five gaps filled as browsers do."""
    table = {byte: byte for byte in range(256)}
    for byte in range(0x80, 0xA0):
        sign = bytes([byte]).decode("windows-1252", "ignore")
        if sign:
            table[ord(sign)] = byte
    return table


_BYTES = _bytes_of_signs() | {ord("Ă"): 0xC3}
"""Of windows-1258, through which UTF-8 goes wrong too, only `Ă` stands in the place of another sign (`Ã`)."""


def has_genuine(text: str) -> bool:
    """Whether a text holds letters that no wrong reading makes."""
    return "ủ" in text or "ạ" in text or _GENUINE.search(text) is not None  # the first two are on nearly every page, and quick


def _is_signed(text: str) -> bool:
    return _SIGN.search(text) is not None or ("Ã" in text and _SIGN_TWICE.search(text) is not None)  # in one pattern: tenfold


def repair(text: str) -> tuple[str, int]:
    """The text with twice encoded stretches put right, and their number.

    Only what is certain: a stretch between tags or line ends that holds such a sign and reads as strict UTF-8 from end to end,
    else those of its words that do. Where the whole page is of that kind, stretches without a sign too (`Ä‘Ã´` for `đô`). Words
    in `«…»` stay as they are.
    """
    if text.isascii():
        return text, 0
    count = 0
    for _ in range(_TIMES):
        right, more = _once(text)
        count += more
        if not more:
            return right, count
        text = right
    return text, count


def _once(text: str) -> tuple[str, int]:
    if "ï" in text:
        text = text.replace(_MARK, "")
    whole = not has_genuine(text)
    signed = ("»" in text or "º" in text) and _is_signed(text)
    if not signed and not (whole and _SMALL_SIGN.search(text)):
        return text, 0
    count = 0

    def put_right(match: re.Match[str]) -> str:
        nonlocal count
        piece = match[0]
        if piece.isascii() or not (whole or _is_signed(piece)):
            return piece
        right = _once_less(piece) or " ".join(_once_less(word) or word for word in piece.split(" "))
        count += right != piece
        return right

    return _PIECE.sub(put_right, text), count


def _once_less(piece: str) -> str | None:
    """The stretch with one encoding undone; None where it is not twice encoded from end to end."""
    try:
        return bytes(map(_BYTES.__getitem__, map(ord, piece))).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None
