"""The sentences of a text that may name an official."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from portals.text.folding import old_tone
from portals.text.officials import lexicon
from portals.text.officials.tokens import Source, Tokens, tokens
from portals.text.places import place_words

_BREAK = re.compile(r"[.!?…][\"')\]]*\s+[\"'(\[]*(?=(\S))")
_NO_BREAK = re.compile(r"(?:\b(?:TP|Tp|TX|TT|P|Q|H|X|KP|ThS|Ths|Th\.S|TS|PGS|GS|BS|KS|CKI|CKII|Đ/c|đ/c|ĐC|T|St|Mr|Ms)\.)\Z")

_SHORT_LINE = "\nCT "
"""`CT Nguyễn Văn An` alone in a line of a work schedule; elsewhere `CT` is too common to be searched for."""
_TELLING = frozenset({"từng", "giữ", "nguyên", "hiện", "bầu", "nhiệm", "làm"})
"""Words of which one stands in every sentence that tells what office `ông` held."""


def sentences(source: Source) -> Iterator[Tokens]:
    """The tokens of each sentence of a source that holds a word of office and may name a person.

    A text is first searched for these words as plain strings: most of it is left after this look.
    """
    text = source.untoned
    marks = _office_words(text)
    at = 0
    while at < len(marks):
        start, end = text.rfind("\n", 0, marks[at]) + 1, text.find("\n", marks[at])
        for first, last in _breaks(text, start, end if end >= 0 else len(text)):
            if at < len(marks) and marks[at] < last:
                at = bisect_left(marks, last, at)
                toks = tokens(old_tone(text[first:last]), first)
                toks.record = text
                if _may_name(toks) or _under_a_name(text, first):
                    yield toks


def _office_words(text: str) -> list[int]:
    """Where the words of office stand."""
    low = text.lower()
    if len(low) != len(text):
        low = text
    small, capital = lexicon.office_words()
    found: list[int] = []
    for words, where in ((small, low), (capital, text)):
        for word in words:
            at = where.find(word)
            while at >= 0:
                found.append(at)
                at = where.find(word, at + len(word))
    at = text.find(_SHORT_LINE)
    while at >= 0:
        found.append(at + 1)
        at = text.find(_SHORT_LINE, at + 1)
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


def sentence_bounds(text: str, at: int) -> tuple[int, int]:
    """Return the offsets of the sentence of a text that holds the character at an offset.

    >>> sentence_bounds("Ông A. Bà B.", 8)
    (7, 12)
    """
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    found = _breaks(text, start, end if end >= 0 else len(text))
    first, last = next((bounds for bounds in found if at < bounds[1]), (start, start))
    return first + len(text[first:last]) - len(text[first:last].lstrip()), last


def _under_a_name(text: str, start: int) -> bool:
    """Whether a sentence is a line below one with nothing but capital words, as on pages of leaders."""
    if start < 2 or text[start - 1] != "\n":
        return False
    above = text[max(0, start - 61) : start].rstrip().rsplit("\n", 1)[-1].split()
    return 1 < len(above) < 8 and all(word[0].isupper() and word.isalpha() for word in above)


def _may_name(toks: Tokens) -> bool:
    """Whether a person may be named: an honorific, rank or degree before a capital, or two capital syllables side by side.

    Capitals that begin an office or are a province do not count. A highland name is known by its apostrophe. `Ông từng là …`
    names nobody, but tells of somebody named before.
    """
    words, lows = toks.words, toks.lows
    single, pairs = lexicon.person_words()
    known, offices, places = lexicon.families(), lexicon.office_pairs(), place_words()
    before, size = "", len(words)
    for at, low in enumerate(lows):
        word = words[at]
        led = low in single or (at + 1 < size and (low, lows[at + 1]) in pairs)
        if led and (any(word[0].isupper() for word in words[at + 1 : at + 4]) or not _TELLING.isdisjoint(lows)):
            return True
        if not word[0].isupper():
            before = ""
            continue
        if "'" in word:
            return True
        if before and (before in known or (before, low) not in offices) and not places.get(f"{before} {low}", 0) & 3:
            return True
        before = low
    return False
