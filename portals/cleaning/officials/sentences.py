"""The sentences of a text that may name an official."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portals.cleaning.officials import lexicon
from portals.cleaning.officials.tokens import Tokens, tokens

_BREAK = re.compile(r"[.!?…][\"')\]]*\s+[\"'(\[]*(?=(\S))")
_NO_BREAK = re.compile(r"(?:\b(?:TP|Tp|TX|TT|P|Q|H|X|KP|ThS|Ths|Th\.S|TS|PGS|GS|BS|KS|CKI|CKII|Đ/c|đ/c|ĐC|T|St|Mr|Ms)\.)\Z")


def sentences(text: str) -> Iterator[Tokens]:
    """The tokens of each sentence of an even text that holds a word of office.

    A text is first searched for these words as plain strings: most of it is left after this look.
    """
    low = text.lower()
    if len(low) != len(text):
        low = text
    small, capital = lexicon.office_words()
    present = [word for word in small if word in low]
    shorts = [word for word in capital if word in text]
    start = 0
    for line in text.split("\n") if present or shorts else ():
        end = start + len(line)
        if _holds(text, low, start, end, present, shorts):
            for first, last in _breaks(text, start, end):
                if _holds(text, low, first, last, present, shorts):
                    toks = tokens(text[first:last], first)
                    if _may_name(toks) or any(low.find(word, first, last) >= 0 for word in lexicon.person_words()):
                        yield toks
        start = end + 1


def _holds(text: str, low: str, start: int, end: int, present: list[str], shorts: list[str]) -> bool:
    for word in present:
        if low.find(word, start, end) >= 0:
            return True
    return any(text.find(word, start, end) >= 0 for word in shorts)


def _breaks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a line: a full stop before a capital, a figure or a mark, unless it ends an abbreviation."""
    for cut in _BREAK.finditer(text, start, end):
        stop = cut.start() + 1
        if cut[1].islower() or (text[stop - 1] == "." and _NO_BREAK.search(text, max(start, stop - 7), stop)):
            continue
        yield start, stop
        start = stop
    yield start, end


def _may_name(toks: Tokens) -> bool:
    """Whether two capital syllables stand side by side, or one with an apostrophe: what a name needs at least."""
    before = False
    for word in toks.words:
        capital = word[0].isupper()
        if capital and (before or "'" in word):
            return True
        before = capital
    return False
