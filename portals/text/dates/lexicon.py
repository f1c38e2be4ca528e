"""Words of dates, read once from `data/*.toml`, and the phrases that may stand beside a date."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from portals.text.folding import fold, nfc

LETTER = "a-zà-ỹ"
"""Letters of folded text, for character classes."""


@cache
def _tables(file: str) -> dict[str, dict[str, Any]]:
    text = files("portals.text.dates").joinpath(f"data/{file}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def table(name: str) -> Mapping[str, Any]:
    """One table of the lexicon: `weekdays` of `lines.toml`, `events.months` of `events.toml`."""
    file, _, key = name.rpartition(".")
    return _tables(file or "lines")[key]


def without_marks(text: str) -> str:
    """Return the text without tone and vowel marks, `đ` as `d`."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def either(words: Iterable[str], *, ascii_only: bool = False) -> str:
    """Return a regular expression for one of the words, longest first."""
    kept = {without_marks(word) if ascii_only else word for word in words}
    return "|".join(re.escape(word) for word in sorted(kept, key=lambda word: (-len(word), word)))


def lookup(name: str, *, ascii_only: bool = False) -> dict[str, Any]:
    """Return a table by its words, or by its words without marks."""
    return {without_marks(word) if ascii_only else word: value for word, value in table(name).items()}


_WORD = re.compile(rf"[{LETTER}0-9]+")
_KINDS = ("counters", "tallies", "filler", "other", "modified", "publish")


def _phrases(plain: bool) -> dict[tuple[str, ...], str]:
    """Every phrase by its words, with its kind; parts of the day count as fillers."""
    phrases = dict.fromkeys(table("parts_of_day"), "filler")
    for kind in _KINDS:
        phrases |= dict.fromkeys(table("labels")[kind], kind)
    return {tuple((without_marks(phrase) if plain else phrase).split()): kind for phrase, kind in phrases.items()}


_MARKED, _PLAIN = _phrases(plain=False), _phrases(plain=True)
_KEPT = 120
"""Letters of a text whose kinds are remembered: a portal prints the same words around every date."""
_LONGEST = max(len(phrase) for phrase in _MARKED)


def _longest(words: list[str], start: int, phrases: Mapping[tuple[str, ...], str]) -> int:
    """How many words the longest phrase at `start` has; 0 where none begins."""
    for length in range(min(_LONGEST, len(words) - start), 0, -1):
        if tuple(words[start : start + length]) in phrases:
            return length
    return 0


def _matches(text: str) -> Iterator[tuple[str, str | None]]:
    """The phrases of a folded text with their kinds; a word that is none comes with None."""
    phrases = _PLAIN if text.isascii() else _MARKED
    words = _WORD.findall(text)
    start = 0
    while start < len(words):
        length = _longest(words, start, phrases)
        phrase = tuple(words[start : start + max(length, 1)])
        yield " ".join(phrase), phrases.get(phrase)
        start += max(length, 1)


def only_phrases(text: str) -> bool:
    """Return whether a folded text holds no word (or number) but labels and their like."""
    return _kept_bare(text) if len(text) <= _KEPT else _bare(text)


def _bare(text: str) -> bool:
    return all(kind is not None for _, kind in _matches(text))


def label_kind(text: str) -> str | None:
    """Return the kind of the last label in a folded text: publish, modified, other; None without one."""
    return _kept_kind(text) if len(text) <= _KEPT else _last_kind(text)


_EDITS = frozenset(table("labels")["edits"])


def is_edit(text: str) -> bool:
    """Return whether a folded date line names the last edit and nothing else: `cập nhật lần cuối: 05/07/2022`."""
    found = list(_matches(text))
    return any(phrase in _EDITS for phrase, _ in found) and not any(kind == "publish" for _, kind in found)


def _last_kind(text: str) -> str | None:
    kind = None
    for _, found in _matches(text):
        kind = found if found in ("publish", "modified", "other") else kind
    return kind


_kept_bare, _kept_kind = lru_cache(1024)(_bare), lru_cache(1024)(_last_kind)


def _openers() -> frozenset[str]:
    """The first words a date line may have."""
    words = {phrase[0] for phrase in (*_MARKED, *_PLAIN)}
    for name in ("weekdays", "english_months", "relative_days", "meridiem", "units"):
        words |= {part for word in table(name) for part in (word.split()[0], without_marks(word.split()[0]))}
    return frozenset(words | set(table("labels")["openers"]))


_OPENERS = _openers()
_LEAST_WORD = 2
_EDGES = " .,;:!?()[]{}|'\"–—-…/“”‘’"


def _date_words() -> frozenset[str]:
    """Every word that a date line of Vietnamese or English may hold, with and without its marks."""
    entries = [entry for words in _tables("lines").values() for entry in words]
    entries += [phrase for phrases in table("labels").values() for phrase in phrases]
    entries += ("đến", "tới", "hết", "từ", "và", "st", "nd", "rd", "th", "ph")  # words of the forms themselves
    words = {word for entry in entries for word in entry.split()}
    return frozenset(words | {without_marks(word) for word in words})


def _counting_back() -> re.Pattern[str]:
    """What every line that counts back from the capture holds: `3 giờ trước`, `cách đây`, `vừa xong`, `sáng nay`."""
    said = [*table("relative_days"), "trước", "cách đây", "vừa xong", "vừa mới", "vừa đăng"]
    words = {form for phrase in said for form in (phrase, without_marks(phrase))} | {"ago", "just now"}
    return re.compile(either(words).replace(r"\ ", r"\s+"))


_DATE_WORDS, _COUNTS_BACK = _date_words(), _counting_back()


@lru_cache(maxsize=16_384)
def _may_stand_in_date(part: str) -> bool:
    """Whether a word, as printed with its marks, may stand in a date line."""
    word = part.strip(_EDGES)
    if len(word) < _LEAST_WORD or not word.isalpha():
        return True
    folded = fold(word)
    return folded in _DATE_WORDS or folded[:3] in table("english_months")


def is_no_date_line(text: str) -> bool:
    """Return whether a text surely is no date line: it holds a word that none has, and none that counts back from the capture.

    Most texts that hold a date are told so by their first words, in a fiftieth of the time that splitting them takes.
    """
    if "<" in text or "&" in text or all(map(_may_stand_in_date, text.split())):
        return False
    return _COUNTS_BACK.search(nfc(text).lower()) is None


_FIRST_WORD = re.compile(rf"[{LETTER}]+")


def may_open(text: str) -> bool:
    """Return whether a folded line may be a date line by its first word; most paragraphs and titles are not."""
    match = _FIRST_WORD.search(text)
    return match is None or match[0] in _OPENERS or match[0][:3] in _OPENERS
