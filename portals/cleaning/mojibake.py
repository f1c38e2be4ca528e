"""Twice encoded UTF-8: `ủ` that some program read as windows-1252 and stored again, so that the page says `á»§`."""

from __future__ import annotations

import re

_SIGN = re.compile("á[º»][\x80-\xbf\u0152-\u2122]")
"""The first two bytes of every letter of U+1E80 to U+1EFF read as windows-1252, and one more."""
_GENUINE = re.compile("[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0180-\u0191\u0193-\u02c5\u1ea0-\u1ef9]")
"""Letters that windows-1252 has not: a page that holds them was encoded once, at least in part."""
_PIECE = re.compile("[^<>\n]+")


def _bytes_of_signs() -> dict[int, int]:
    """Code point → byte, for windows-1252 with its five gaps filled as browsers do."""
    table = {byte: byte for byte in range(256)}
    for byte in range(0x80, 0xA0):
        sign = bytes([byte]).decode("windows-1252", "ignore")
        if sign:
            table[ord(sign)] = byte
    return table


_BYTES = _bytes_of_signs()


def repair(text: str) -> tuple[str, int]:
    """The text with twice encoded stretches put right, and their number.

    Only what is certain: a stretch between tags or line ends that holds such a sign and reads as strict UTF-8 from end to end.
    Where the whole page is of that kind, stretches without a sign too (`Ä‘Ã´` for `đô`). Words in `«…»` stay as they are.
    """
    if not ("»" in text or "º" in text) or not _SIGN.search(text):
        return text, 0
    whole = not _GENUINE.search(text)
    count = 0

    def put_right(match: re.Match[str]) -> str:
        nonlocal count
        piece = match[0]
        if piece.isascii() or not (whole or _SIGN.search(piece)):
            return piece
        right = _once_less(piece)
        count += right is not None
        return piece if right is None else right

    return _PIECE.sub(put_right, text), count


def _once_less(piece: str) -> str | None:
    """The stretch with one encoding undone; None where it is not twice encoded from end to end."""
    try:
        return bytes(_BYTES[ord(sign)] for sign in piece).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None
