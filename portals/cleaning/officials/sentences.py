"""The sentences of a text that may name an official."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portals.cleaning.officials.tokens import Tokens, tokens

_OFFICE = re.compile(
    r"tịch|thư|trưởng|Trưởng|viên|đốc|Chánh|chánh|Chính|chính ủy|Viện|Thủ tướng|Đại biểu|Tư lệnh|tư lệnh|nhiệm|"
    r"Tổng|Phó|phó|Hiệu|Cán bộ|Công chức|\b(?:P?CT|P?BT|UV\w*|T?TUV|HUV|QUV|ThUV|ĐUV|P?GĐ|P?TGĐ|P?CVP|ĐBQH|PTP|CHT|CTV|HT|CNUBKT|CN)\b|[A-ZÀ-Ỹ]{3}"
)
_BREAK = re.compile(r"(?<=[.!?…])[\"')\]]*\s+(?=[\"'(\[]*[A-ZÀ-ỸĐ0-9\-+])|\n\s*")
_NO_BREAK = re.compile(r"(?:\b(?:TP|Tp|TX|TT|P|Q|H|X|KP|ThS|Ths|Th\.S|TS|PGS|GS|BS|KS|CKI|CKII|Đ/c|đ/c|ĐC|T|St|Mr|Ms)\.)\Z")


def sentences(text: str) -> Iterator[Tokens]:
    """The tokens of each sentence of an even text that holds a word of office."""
    start = 0
    for cut in _BREAK.finditer(text):
        if text[cut.start() - 1] == "." and _NO_BREAK.search(text, max(0, cut.start() - 6), cut.start()):
            continue
        if _OFFICE.search(text, start, cut.start()):
            yield tokens(text[start : cut.start()], start)
        start = cut.end()
    if _OFFICE.search(text, start):
        yield tokens(text[start:], start)
