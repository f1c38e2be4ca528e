"""Words and marks of a text, each with its place in the string the caller gave."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from portals.text.folding import old_tone, plain

_CLUSTER = re.compile(r".[\u0300-\u036f\u200b-\u200f\u2060\ufeff\u00ad]*", re.S)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|\n|[^\w\s]|_")
_ODD = re.compile(r"[\u00ad\u0085\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2060\u3000\ufeff\t\x0b\x0c‐‑‒―−‚′`´„″]")
_COMMON = (("–", "-"), ("—", "-"), ("\u00a0", " "), ("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"))
_MARKS = str.maketrans({**dict.fromkeys("–—−‐‑‒―", "-"), **dict.fromkeys("‘’‚′`´", "'"), **dict.fromkeys("“”„″", '"')})
_DETACHED = re.compile(
    r"(?<![^\s(\-:,;])([ĐÔBNTPLHV]) (?=(?:ồng chí|ông|ng |à |guyễn|rần|hạm|ê |oàng|ý |hạch|ũ |õ |inh |ặng)\b|(?:ng|à) )"
)


_ALONE = re.compile(r"[ĐÔBNTPLHV] (?=[ồônàgrhêoýũõiặ])")
"""A letter alone or at a word's end, `Đ ồng` or `TP của`: what a quick look finds, for `_DETACHED` to decide."""


@dataclass(slots=True)
class Source:
    """A text made even: NFC, plain blanks, dashes and quotes, old tone placement; and the way back to the given string."""

    untoned: str
    """The even text with its tone marks as given: setting them right in a whole text costs more than a first look at it."""
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None
    _text: str | None = None

    @property
    def text(self) -> str:
        """The even text. Tone marks move within it, so that every offset is that of `untoned`."""
        if self._text is None:
            self._text = old_tone(self.untoned)
        return self._text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the given string of a stretch of the even text."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def even(given: str) -> Source:
    """The even text of a string. A text already in NFC keeps every offset."""
    odd = _ODD.search(given) is not None
    if unicodedata.is_normalized("NFC", given) and not (odd and _INVISIBLE.search(given)):
        return _joined(Source(_marks(given, odd)))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(given):
        made = plain(cluster[0])
        letters.append(made)
        starts.extend([cluster.start()] * len(made))
        ends.extend([cluster.end() - len(_INVISIBLE.findall(cluster[0]))] * len(made))
    return _joined(Source(_marks("".join(letters), odd), tuple(starts), tuple(ends)))


def _marks(text: str, odd: bool) -> str:
    """Plain blanks, dashes and quotes. Replacing the common ones is 20 times faster than translating every letter."""
    for mark, common in _COMMON:
        text = text.replace(mark, common)
    return plain(text).translate(_MARKS) if odd else text


def _joined(source: Source) -> Source:
    """A detached first letter set back: `Đ ồng chí` → `Đồng chí`."""
    cuts = list(_detached(source.untoned))
    if not cuts:
        return source
    gone = set(cuts)
    kept = [at for at in range(len(source.untoned)) if at not in gone]
    text = "".join(map(source.untoned.__getitem__, kept))
    if source.starts is None:
        return Source(text, tuple(kept), tuple(at + 1 for at in kept))
    spans = [source.span(at, at + 1) for at in kept]
    return Source(text, tuple(start for start, _ in spans), tuple(end for _, end in spans))


def _detached(text: str) -> Iterator[int]:
    """Where the blank behind a detached letter stands."""
    for found in _ALONE.finditer(text):
        if _DETACHED.match(text, found.start()):
            yield found.start() + 1


@dataclass(slots=True)
class Tokens:
    """The words and marks of one stretch and their lower-case forms; `offset` is where the stretch begins in the even text."""

    words: list[str]
    lows: list[str]
    glued_on: set[int]
    """The tokens with nothing between them and the one before."""
    stretch: str
    offset: int
    record: str = ""
    """The whole text the stretch is of, where a second mention may settle a doubt."""
    _starts: list[int] | None = None

    def __len__(self) -> int:
        return len(self.words)

    @property
    def starts(self) -> list[int]:
        """The offsets of the tokens in the even text; sought only where a person is named."""
        if self._starts is None:
            self._starts, at = [], 0
            for word in self.words:
                at = self.stretch.index(word, at)
                self._starts.append(self.offset + at)
                at += len(word)
        return self._starts

    def end(self, last: int) -> int:
        """The offset behind the token."""
        return self.starts[last] + len(self.words[last])

    def text(self, at: int, end: int) -> str:
        """The words of a stretch with one blank wherever any stood."""
        if self.glued_on.isdisjoint(range(at + 1, end)):
            return " ".join(self.words[at:end])
        made = self.words[at]
        for next_ in range(at + 1, end):
            made += self.words[next_] if next_ in self.glued_on else " " + self.words[next_]
        return made

    def glued(self, at: int) -> bool:
        """Whether nothing stands between the token and the one before it."""
        return at in self.glued_on


def tokens(text: str, offset: int = 0) -> Tokens:
    """The tokens of an even text; `offset` is where it begins in the whole."""
    words: list[str] = []
    glued: set[int] = set()
    for part in text.split(" "):
        if part.isalnum():
            words.append(part)
        elif part:
            _split(part, words, glued)
    return Tokens(words, " ".join(words).lower().split(" ") if words else [], glued, text, offset)


def _split(part: str, words: list[str], glued: set[int]) -> None:
    """The words and marks of a part without blanks: `UBND,`, `P.V`, `H'Lan`."""
    if part[:-1].isalnum() and not part[-1].isspace():
        words += part[:-1], part[-1]
        glued.add(len(words) - 1)
        return
    end = -1
    for match in _TOKEN.finditer(part):
        if match.start() == end:
            glued.add(len(words))
        words.append(match[0])
        end = match.end()
