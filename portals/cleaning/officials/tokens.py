"""Words and marks of a text, each with its place in the string the caller gave."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from portals.cleaning.text import old_tone, plain

_CLUSTER = re.compile(r".[\u0300-\u036f\u200b-\u200f\u2060\ufeff\u00ad]*", re.S)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|\n|[^\w\s]|_")
_ODD = re.compile(r"[\u00ad\u0085\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2060\u3000\ufeff\t\x0b\x0c‐‑‒―−‚′`´„″]")
_COMMON = (("–", "-"), ("—", "-"), ("\u00a0", " "), ("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"))
_NEW_TONES = tuple(head + letter for head, letters in (("o", "àáảãạèéẻẽẹ"), ("u", "ỳýỷỹỵ")) for letter in letters)
_MARKS = str.maketrans({**dict.fromkeys("–—−‐‑‒―", "-"), **dict.fromkeys("‘’‚′`´", "'"), **dict.fromkeys("“”„″", '"')})
_DETACHED = re.compile(
    r"(?<![^\s(\-:,;])([ĐÔBNTPLHV]) (?=(?:ồng chí|ông|ng |à |guyễn|rần|hạm|ê |oàng|ý |hạch|ũ |õ |inh |ặng)\b|(?:ng|à) )"
)


_ALONE = tuple(f"{letter} " for letter in "ĐÔBNTPLHV")


@dataclass(frozen=True, slots=True)
class Source:
    """A text made even: NFC, old tone placement, plain blanks, dashes and quotes; and the way back to the given string."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the given string of a stretch of the even text."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def even(given: str) -> Source:
    """The even text of a string. A text already in NFC keeps every offset."""
    if unicodedata.is_normalized("NFC", given) and not _INVISIBLE.search(given):
        return _joined(Source(_marks(_old_tone(given))))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(given):
        made = plain(cluster[0])
        letters.append(made)
        starts.extend([cluster.start()] * len(made))
        ends.extend([cluster.end() - len(_INVISIBLE.findall(cluster[0]))] * len(made))
    return _joined(Source(_marks(_old_tone("".join(letters))), tuple(starts), tuple(ends)))


def _marks(text: str) -> str:
    """Plain blanks, dashes and quotes. Replacing the common ones is 20 times faster than translating every letter."""
    for odd, common in _COMMON:
        text = text.replace(odd, common)
    return plain(text).translate(_MARKS) if _ODD.search(text) else text


def _old_tone(text: str) -> str:
    """`old_tone` at the few places that may need it; seeking them as strings is three times faster than the pattern."""
    low = text.lower()
    places = [at for pair in _NEW_TONES if pair in low for at in find_all(low, pair) if not low[at + 2 : at + 3].isalpha()]
    if len(low) != len(text):
        return old_tone(text)
    start, made = 0, list[str]()
    for at in sorted(places):
        made += text[start:at], old_tone(text[max(0, at - 1) : at + 3])[min(at, 1) :][:2]
        start = at + 2
    return "".join(made) + text[start:]


def find_all(text: str, part: str) -> Iterator[int]:
    """Where a part stands in a text, from left to right."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


def _joined(source: Source) -> Source:
    """A detached first letter set back: `Đ ồng chí` → `Đồng chí`."""
    cuts = sorted(_detached(source.text))
    if not cuts:
        return source
    gone = set(cuts)
    kept = [at for at in range(len(source.text)) if at not in gone]
    text = old_tone("".join(map(source.text.__getitem__, kept)))
    if source.starts is None:
        return Source(text, tuple(kept), tuple(at + 1 for at in kept))
    spans = [source.span(at, at + 1) for at in kept]
    return Source(text, tuple(start for start, _ in spans), tuple(end for _, end in spans))


def _detached(text: str) -> Iterator[int]:
    """Where the blank behind a detached letter stands. Most letters found stand inside `TP ` and the like."""
    for letter in _ALONE:
        for at in find_all(text, letter):
            if (at == 0 or not text[at - 1].isalnum()) and _DETACHED.match(text, at):
                yield at + 1


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and marks of one stretch, their lower-case forms and their offsets in the even text."""

    words: list[str]
    lows: list[str]
    starts: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def end(self, last: int) -> int:
        """The offset behind the token."""
        return self.starts[last] + len(self.words[last])

    def text(self, at: int, end: int) -> str:
        """The words of a stretch with one blank wherever any stood."""
        made = self.words[at]
        for next_ in range(at + 1, end):
            made += self.words[next_] if self.glued(next_) else " " + self.words[next_]
        return made

    def glued(self, at: int) -> bool:
        """Whether nothing stands between the token and the one before it."""
        return at > 0 and self.end(at - 1) == self.starts[at]


def tokens(text: str, offset: int = 0) -> Tokens:
    """The tokens of an even text; `offset` is where it begins in the whole."""
    words: list[str] = []
    starts: list[int] = []
    for part in text.split(" "):
        if part.isalnum():
            words.append(part)
            starts.append(offset)
        elif part:
            _split(part, offset, words, starts)
        offset += len(part) + 1
    return Tokens(words, [word.lower() for word in words], starts)


def _split(part: str, offset: int, words: list[str], starts: list[int]) -> None:
    """The words and marks of a part without blanks: `UBND,`, `P.V`, `H'Lan`."""
    if part[:-1].isalnum() and not part[-1].isspace():
        words += part[:-1], part[-1]
        starts += offset, offset + len(part) - 1
        return
    for match in _TOKEN.finditer(part):
        words.append(match[0])
        starts.append(offset + match.start())
