"""Publication lines, as far as copies need them: `Đăng lúc: 10/10/2020 06:43:10`, `Ngày 10/10/2020`."""

from __future__ import annotations

import re

from portals.page import Block

_DATE = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}")
_NUMBER = re.compile(r"\d+")
LINE = 80
"""Characters of the longest publication line."""


def date_like(block: Block) -> bool:
    """Whether the block is a publication line: declared so, or a short line that holds a date."""
    return block.kind == "date" or (len(block.text) < LINE and bool(_DATE.search(block.text)))


def day(block: Block) -> str | None:
    """The day of a publication line: `10/10/2020`; None for other blocks."""
    match = _DATE.search(block.text) if date_like(block) else None
    return "/".join(part.lstrip("0") for part in _NUMBER.findall(match[0])) if match else None
