"""Long runs of menu entries, shortened before a whole page is parsed: on most pages they are nine tenths of the markup."""

from __future__ import annotations

import re

_ENTRY = r"<li[^<>]*+>\s*+<a [^<>]*+>\s*+(?:<span[^<>]*+>)?+[^<]{0,60}+(?:</span>)?+\s*+</a>\s*+</li>\s*+"
_KEPT = 4
"""Entries of a run that stay, as many as tell a list of links from a link in the text."""
_LIST = rf"<ul[^<>]*+>\s*+(?:{_ENTRY}){{1,{2 * _KEPT - 1}}}+</ul>\s*+"
_FILES = re.compile(r"\.pdf|\.doc|\.xls|\.ppt|\.zip|\.rar|\.7z|\.rtf|\.odt|\.ods|\.csv|\.xml|download|attach")
"""What the address of a file holds (`addresses.is_document` is the rule; this only has to miss none)."""


class _Run:
    """Eight or more of the same in a row."""

    def __init__(self, unit: str) -> None:
        self.unit = re.compile(unit)
        self.run = re.compile(rf"(?:{unit}){{{2 * _KEPT},}}+")

    def shorten(self, found: re.Match[str]) -> str:
        """The first of a run; all of it where it links files, as a list of documents in an article does."""
        if _FILES.search(found[0].lower()):
            return found[0]
        end = found.start()
        for _ in range(_KEPT):
            unit = self.unit.match(found.string, end)
            end = unit.end() if unit else end
        return found.string[found.start() : end]


_ENTRIES, _LISTS = _Run(_ENTRY), _Run(_LIST)


def without_menus(source: str) -> str:
    """The source with the first four of every run of short linked list entries, or of lists of them. Boxes stay balanced."""
    for run in (_LISTS, _ENTRIES):
        source = run.run.sub(run.shorten, source)
    return source
