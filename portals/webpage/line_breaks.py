"""Text with line breaks in it: which breaks part paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

BREAK = "\x1e"
"""What the reader puts in place of a `<br>`."""
_DOUBLE = re.compile(rf"{BREAK}\s*{BREAK}[\s{BREAK}]*")
_SENTENCE_END = tuple('.!?:;…”"/')
_LABELLED = re.compile(
    r"(?:lượt|lần|đã|số) (?:xem|đọc|lượt)|đăng|ngày|cập nhật|\.(?:jpe?g|png|gif)$|\d{1,2}[/-]\d{1,2}[/-]\d{4}"
    r"|^\W*\d{1,2} tháng \w{1,4}(?: \w{1,4})?,? \d{4}\b.{0,12}$",
    re.IGNORECASE,
)
_SHORT = 80


def paragraphs(text: str) -> Iterator[str]:
    """Paragraphs of a text with line breaks: two breaks part them, one does where a sentence or label ends there."""
    for paragraph in _DOUBLE.split(text):
        current = ""
        for line in paragraph.split(BREAK):
            if not line.strip():
                continue
            if current and _parted(current, line):
                yield current.strip()
                current = line
            else:
                current = f"{current} {line}" if current else line
        if current:
            yield current.strip()


def _parted(before: str, after: str) -> bool:
    before, stripped = before.rstrip(), after.lstrip()
    if (
        before.endswith(_SENTENCE_END)
        or stripped[:1] in "-+*•–"
        or after.lstrip(" \n").startswith("\xa0\xa0")
        or after.startswith("   ")
    ):
        return True
    return any(len(line) < _SHORT and _LABELLED.search(line) for line in (before, stripped))
