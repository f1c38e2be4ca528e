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
    """Eight or more of the same in a row. Shorter runs are matched whole, too: sought again from each unit they cost most."""

    def __init__(self, unit: str, start: str) -> None:
        self.unit = re.compile(unit)
        self.run = re.compile(rf"{unit}(?:{unit})*+")
        self.start = start
        """How a unit begins, which stands nowhere else in it."""

    def shorten(self, found: re.Match[str]) -> str:
        """The first of a run; all of it where it is short, or links files, as a list of documents in an article does."""
        run = found[0]
        if run.count(self.start) < 2 * _KEPT or _FILES.search(run.lower()):
            return run
        end = found.start()
        for _ in range(_KEPT):
            unit = self.unit.match(found.string, end)
            end = unit.end() if unit else end
        return found.string[found.start() : end]


_ENTRIES, _LISTS = _Run(_ENTRY, "<li"), _Run(_LIST, "<ul")


def without_menus(source: str) -> str:
    """The source with the first four of every run of short linked list entries, or of lists of them. Boxes stay balanced."""
    for run in (_LISTS, _ENTRIES):
        source = run.run.sub(run.shorten, source)
    return source
