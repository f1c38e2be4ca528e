"""Bylines: who wrote an article, as the line under it says; and whether a line is one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from portals.text.folding import fold, old_tone, squeeze
from portals.text.officials import lexicon
from portals.text.officials.names import canonical, name_end
from portals.text.officials.tokens import Tokens, tokens
from portals.text.places import place_words

_WORDS: dict[str, Any] = tomllib.loads((files(__package__) / "bylines.toml").read_text("utf-8"))
_EXPANSIONS = [(re.compile(rf"\b(?:{short})\b"), full) for short, full in _WORDS["expansions"].items()]


def _any(*names: str) -> str:
    """A regular expression for one of the words of some lists."""
    return "|".join(word for name in names for word in _WORDS[name])


_CAPITAL = r"(?=[A-ZÀ-ỸĐ][a-zà-ỹ])"
_LABEL = re.compile(
    rf"(?:{_any('labels')})(?:(?:\s*(?:,|và|&|-|/|\+)\s*|\s+)(?:{_any('works')}))*(?:\s*:\s*|\s+{_CAPITAL})",
    re.I,
)
_NEXT_LABEL = re.compile(rf"\s*[;,.(|–-]\s*(?:{_any('works')})\s*:\s*", re.I)
_ROLE = re.compile(rf"(?:{_any('roles', 'short_roles')})\Z", re.I)
_LAST_ROLE = re.compile(rf"\s+(?:{_any('roles')})\Z")
_SOURCE = re.compile(
    r"(?:nguồn(?:\s+tin|\s+ảnh)?\s*:\s*|nguồn\s+(?=[\w.-]+\.vn\b)|"
    r"\(?\s*(?:(?:tổng hợp|trích|dẫn)\s+)?(?:theo|(?<=\s)từ)\s*(?::\s*|\s+)(?=[A-ZÀ-ỸĐa-z]))",
    re.I,
)
_SITE = re.compile(r"(?:https?://)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?\Z", re.I)
_HONORIFIC = re.compile(rf"(?:{_any('honorifics', 'ranks')})\s+(?=[A-ZÀ-ỸĐ]\w*\s+[A-ZÀ-ỸĐ])")
_NOT_ALONE = re.compile(rf"(?:{_any('honorifics')})\s")
"""`Ông Lê Văn Tài` alone is no writer."""
_DEGREE = re.compile(rf"(?:(?:PGS|GS|TS|ThS|Ths|BSCK|BS|CK\s?(?:II?|[12])|CN|KS|NGƯT|CTV|PV|P\.V)\.?\s*)+{_CAPITAL}")
_NOT = re.compile(rf"\s*(?:{_any('no_byline')})", re.I)
_ORGANISATION = re.compile(rf"\b(?:{_any('organisations')})\b")
_MEDIA = re.compile(rf"(?:{_any('media')})")
_PEN = re.compile(
    r"(?:[A-ZĐ]\.)+[A-ZĐ]\.?\Z|P\.?V\.?\Z|CTV\Z|(?:[A-ZĐ]\.\s?)+[A-ZÀ-ỸĐ][a-zà-ỹ]+\Z|[Nn]hóm (?:phóng viên|PV)\Z",
)
_NO_SOURCE = frozenset(_WORDS["no_source"])
_NO_NAME = frozenset(_WORDS["no_name"])
_BREAK = re.compile(r"\s*(?:[-–—]\s+|\s[-–—]|\s[&/+]\s|(?<=[^\W\d_A-Z])/(?=[A-ZĐ])|(?<=\w)[–—](?=\w)|[,;]|\svà\s)\s*")
"""Between people, and before their organisation."""
_DASH = re.compile(r"\s*[-–—]\s+|\s+[-–—]\s*|\s+[&/+]\s+|(?<=\w)[–—](?=\w)")
_END = " .;,/"
"""What may stand behind a byline: `Thu Hà./.`"""
_SENTENCES = re.compile(r"(?<![A-ZĐ])[.!?:;]\s+\S|(?<=[A-ZĐ][A-ZĐ])[.!?:;]\s+\S")
_SAYING = re.compile(rf"\b(?:{_any('saying')})\b")
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline: as printed on one line, its author (several joined by a comma) and the organisation in full words."""

    byline: str
    author: str | None = None
    organisation: str | None = None


def read_byline(text: str) -> Byline:
    """What a byline says. What cannot be told apart stays None; never raises."""
    printed = squeeze(text)
    words = _unwrapped(" - ".join(filter(None, map(squeeze, text.splitlines()))).rstrip(_END))
    if source := _SOURCE.match(words):
        named = words[source.end() :].strip(" )")
        return Byline(printed, None, None if fold(named) in _NO_SOURCE else expand(named) or None)
    if label := _LABEL.match(words):
        words = words[label.end() :]
    people, organisation = _parts(_NEXT_LABEL.sub(", ", words))
    return Byline(printed, _authors(people), organisation and (_organisation(organisation) or None))


def _unwrapped(words: str) -> str:
    return words[1:-1].strip() if words.startswith("(") and words.endswith(")") and words.count("(") == 1 else words


def _parts(words: str) -> tuple[str, str | None]:
    """The people and the organisation of `A, B - organisation`, `A (organisation)`; either may be empty."""
    inside = re.match(r"(.+?)\s*[(](.+?)[)]?\Z", words)
    if inside and not _LABEL.match(inside[2]):
        return inside[1], None if _ROLE.match(inside[2]) else inside[2]
    if _is_organisation(words):
        return "", words
    for separator in _BREAK.finditer(words):
        if _is_organisation(words, separator.end()):
            return words[: separator.start()], words[separator.end() :]
    return words, None


def _organisation(words: str) -> str | None:
    """An organisation in full words; None for words in a parenthesis that name none."""
    words = re.sub(r"^(?:theo|nguồn)\s*:?\s+", "", words, flags=re.I)
    return expand(_DASH.sub(" - ", words)) if words[:1].isupper() or _is_organisation(words) else None


def _is_organisation(words: str, start: int = 0) -> bool:
    return bool(_ORGANISATION.match(words, start)) and not _PEN.match(words, start)


def _names(people: str) -> list[str]:
    names = (name.strip(" ()") for name in _BREAK.split(_LAST_ROLE.sub("", people)))
    return [name for name in names if any(map(str.isalnum, name))]


def _authors(people: str) -> str | None:
    return ", ".join(map(_author, _names(people))) or None


def _author(words: str) -> str:
    words = _HONORIFIC.sub("", words.strip(), count=1) if _HONORIFIC.match(words.strip()) else words.strip()
    words = _DEGREE.sub("", words, count=1) if _DEGREE.match(words) else words
    syllables = words.split()
    return canonical(syllables) if words.isupper() and len(syllables) > 1 else old_tone(words)


def expand(words: str) -> str:
    """An organisation in full words: `ĐTT TPST` → `Đài Truyền thanh thành phố Sóc Trăng`."""
    words = old_tone(squeeze(words))
    for short, full in _EXPANSIONS:
        words = short.sub(full, words)
    toks = tokens(words)
    made: list[str] = []
    at = 0
    while at < len(toks):
        full, end = _expanded(toks, at)
        if (made and at and toks.glued(at) and not full[0].isalnum()) or (made and toks.glued(at)):
            made[-1] += full
        else:
            made.append(full)
        at = end
    return " ".join(made)


def _expanded(toks: Tokens, at: int) -> tuple[str, int]:
    for trie in (lexicon.bodies(), lexicon.fields()):
        found = trie.longest(toks.lows, toks.words, at)
        if found and found[0].full and toks.words[at][0].isupper():
            return found[0].full, found[1]
    kind = lexicon.kinds().get(toks.lows[at])
    word = toks.words[at]
    if kind and kind[0].lower() != toks.lows[at] and (word.isupper() or word == "Tp"):
        dot = at + 1 < len(toks) and toks.words[at + 1] == "."
        glued = at + 2 < len(toks) and dot and toks.glued(at + 2)
        return kind[0] + (" " if glued else ""), at + 2 if dot else at + 1
    return word, at + 1


def is_byline(text: str) -> bool:
    """Whether a short last paragraph is a byline: names a writer or a source and says nothing else."""
    lines = [line for line in map(squeeze, text.splitlines()) if line]
    line = " - ".join(lines)
    if not line or len(lines) > 2 or len(line) > LONGEST or _NOT.match(line):
        return False
    words = _unwrapped(line.rstrip(_END))
    if source := _SOURCE.match(words):
        return _names_source(words[source.end() :], "nguồn" not in words[: source.end()].lower())
    if label := _LABEL.match(words):
        return _is_writer(_NEXT_LABEL.sub(", ", words[label.end() :]), labelled=True)
    words = _NEXT_LABEL.sub(", ", words)
    if line.endswith(("!", "?", ":", ";")) or _SENTENCES.search(_DEGREE.sub("", words.replace("TP. ", "TP."), count=1)):
        return False
    return bool(words) and _is_writer(words, labelled=False)


def is_office(text: str) -> bool:
    """Whether a line is no more than the name of an office, which signs a text that ends above it: `Phòng Nội vụ`."""
    words = _unwrapped(squeeze(text))
    if len(words.split()) > 9 or words.endswith((".", "!", "?", ":", ";", ",")) or words.isupper() or _NOT.match(words):
        return False
    return len(words.split()) > 1 and _is_organisation(words) and not _SAYING.search(words) and not re.search(r"\d{3}", words)


def _names_source(words: str, theo: bool) -> bool:
    """`Theo Báo X` and `Nguồn: …`, but not `Theo kế hoạch, …`."""
    if len(words.split()) > 12:
        return False
    return (
        not theo or bool(_ORGANISATION.match(words) or _SITE.match(words)) or (words[:1].isupper() and len(words.split()) <= 4)
    )


def _is_writer(words: str, *, labelled: bool) -> bool:
    """Whether words name people, people and their organisation, or a medium."""
    if _MEDIA.match(words):
        return len(words.split()) <= 14 and not _says_something(words)
    people, organisation = _parts(words)
    inside = "(" in words
    if not labelled and not organisation and _NOT_ALONE.match(people):
        return False
    if organisation and _says_something(organisation):
        return False
    names = _names(people)
    known = [name for name in names if _is_name(name, labelled)]
    rest = [name for name in names if name not in known]
    signed = bool(known) or bool(organisation and _is_organisation(organisation)) or (inside and organisation is None)
    return bool(names) and signed and all(_is_namesake(name) for name in rest)


def _is_namesake(words: str) -> bool:
    """Whether a province's name may be a person's too: `Khánh Hòa`, `Thái Bình`."""
    place, syllables = fold(words), set(words.lower().split())
    return bool(place_words().get(place, 0) & 1) and len(syllables) == 2 and not syllables & _NO_NAME


def _says_something(words: str) -> bool:
    """Whether a verb stands in the words: then it is a sentence."""
    toks = tokens(old_tone(words))
    return any(
        toks.words[at][0].islower() and lexicon.verbs().longest(toks.lows, toks.words, at)
        for at in range(1, len(toks))
        if toks.lows[at] not in ("và", "thông", "thực", "tổ", "phát", "hỗ", "kiểm")
        and toks.lows[at - 1 : at + 1] != ["văn", "phòng"]
    )


def _is_name(words: str, labelled: bool) -> bool:
    """Two to five capital syllables, initials, or `P.V`; with a label one syllable does."""
    name = _DEGREE.sub("", _HONORIFIC.sub("", words.strip(), count=1), count=1)
    if _PEN.match(name):
        return True
    if place_words().get(fold(name), 0) & 1 and not labelled:
        return False
    toks = tokens(old_tone(name))
    if " ".join(toks.lows[:2]) in lexicon.kinds() or (toks.lows[:1] and toks.lows[0] in lexicon.kinds() and len(toks) > 2):
        return False
    if not len(toks) or lexicon.posts().longest(toks.lows, toks.words, 0):
        return False
    if labelled and len(toks) == 1:
        return name[:1].isupper()
    return name_end(toks, 0, strict=False) == len(toks)
