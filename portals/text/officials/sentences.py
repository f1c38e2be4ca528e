"""The sentences of a text that may name an official."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from portals.text.officials import lexicon
from portals.text.officials.tokens import Tokens, tokens

_BREAK = re.compile(r"[.!?…][\"')\]]*\s+[\"'(\[]*(?=(\S))")
_NO_BREAK = re.compile(r"(?:\b(?:TP|Tp|TX|TT|P|Q|H|X|KP|ThS|Ths|Th\.S|TS|PGS|GS|BS|KS|CKI|CKII|Đ/c|đ/c|ĐC|T|St|Mr|Ms)\.)\Z")


def sentences(text: str) -> Iterator[Tokens]:
    """The tokens of each sentence of an even text that holds a word of office and may name a person.

    A text is first searched for these words as plain strings: most of it is left after this look.
    """
    marks = _office_words(text)
    at = 0
    while at < len(marks):
        start, end = text.rfind("\n", 0, marks[at]) + 1, text.find("\n", marks[at])
        for first, last in _breaks(text, start, end if end >= 0 else len(text)):
            if at < len(marks) and marks[at] < last:
                at = bisect_left(marks, last, at)
                toks = tokens(text[first:last], first)
                if _may_name(toks) or _under_a_name(text, first):
                    yield toks


def _office_words(text: str) -> list[int]:
    """Where the words of office stand."""
    low = text.lower()
    if len(low) != len(text):
        low = text
    small, capital = lexicon.office_words()
    found = [match.start() for match in capital.finditer(text)]
    for word in small:
        at = low.find(word)
        while at >= 0:
            found.append(at)
            at = low.find(word, at + len(word))
    return sorted(found)


def _breaks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a line: a full stop before a capital, a figure or a mark, unless it ends an abbreviation."""
    for cut in _BREAK.finditer(text, start, end):
        stop = cut.start() + 1
        if cut[1].islower() or (text[stop - 1] == "." and _NO_BREAK.search(text, max(start, stop - 7), stop)):
            continue
        yield start, stop
        start = stop
    yield start, end


def _under_a_name(text: str, start: int) -> bool:
    """Whether a sentence is a line below one with nothing but capital words, as on pages of leaders."""
    if start < 2 or text[start - 1] != "\n":
        return False
    above = text[max(0, start - 61) : start].rstrip().rsplit("\n", 1)[-1].split()
    return 1 < len(above) < 8 and all(word[0].isupper() and word.isalpha() for word in above)


def _may_name(toks: Tokens) -> bool:
    """Whether a person may be named: by an honorific, rank or degree, or by two capital syllables that begin no office.

    A highland name is known by its apostrophe.
    """
    lows = toks.lows
    single, pairs = lexicon.person_words()
    if not (single.isdisjoint(lows) and pairs.isdisjoint(pairwise(lows))):
        return True
    known, offices = lexicon.families(), lexicon.office_pairs()
    before = ""
    for word, low in zip(toks.words, lows, strict=True):
        if not word[0].isupper():
            before = ""
            continue
        if "'" in word or (before and (before in known or (before, low) not in offices)):
            return True
        before = low
    return False
