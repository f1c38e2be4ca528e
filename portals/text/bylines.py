"""Bylines: who wrote an article, as the line under it says; and whether a line is one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from itertools import zip_longest
from typing import Any, Literal

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
_WRITER = rf"(?:{_any('labels')})(?:(?:\s*(?:,|và|&|-|/|\+)\s*|\s+)(?:{_any('works')}))*"
_ANY_LABEL = re.compile(
    r"(?:^|(?<=\s)[-–|]\s*|\s*[;,.|(–-]\s*|\s+(?=nguồn|tác giả|người viết))"
    rf"(?:(?P<source>(?P<photo>nguồn\s+ảnh)|{_any('source_labels')})|(?P<craft>{_any('crafts')})|{_WRITER})\s*:\s*",
    re.I,
)
"""A label with its colon, at the start or after a mark: `; Nguồn tin:`, ` - Ảnh:`."""
_AROUND = " .;,/|()–-"
_LOGINS = frozenset(_WORDS["logins"])
_LOGIN = re.compile(r"\S*[0-9_@]\S*")
_LONGEST_SYLLABLE, _LONGEST_SOURCE = 7, 16
_NO_SOURCE = frozenset(_WORDS["no_source"])
_NO_NAME = frozenset(_WORDS["no_name"])
_BREAK = re.compile(r"\s*(?:[-–—]\s+|\s[-–—]|\s[&/+]\s|(?<=[^\W\d_A-Z])/\s?(?=[A-ZĐ])|(?<=\w)[–—](?=\w)|[,;]|\svà\s)\s*")
"""Between people, and before their organisation."""
_BEFORE_POST = re.compile(rf"{_BREAK.pattern}|\s*\(\s*")
_DASH = re.compile(r"\s*[-–—]\s+|\s+[-–—]\s*|\s+[&/+]\s+|(?<=\w)[–—](?=\w)")
_END = " .;,/"
"""What may stand after a byline: `Thu Hà./.`"""
_SENTENCES = re.compile(r"(?<![A-ZĐ])[.!?:;]\s+\S|(?<=[A-ZĐ][A-ZĐ])[.!?:;]\s+\S")
_SAYING = re.compile(rf"\b(?:{_any('saying')})\b")
LONGEST = 160
Label = Literal["writer", "source", "theo", ""]
"""What a part of a byline stands under: a writer's label, a source's, `Theo` without a colon, none."""


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline: as printed on one line, its author (several joined by a comma) and the organisation in full words."""

    byline: str
    author: str | None = None
    organisation: str | None = None


def read_byline(text: str) -> Byline:
    """Return what a byline says: its author and organisation. What cannot be told stays None; never raises.

    One row or several, with or without labels. Posts, honorifics and degrees are left out of names; a sentence, a login
    (`admin`, `sontay_bbt`) and `Ảnh minh họa` name nobody.

    >>> read_byline("Tác giả: Lê Thu Hà; Nguồn tin: Báo Hạ Long")
    Byline(byline='Tác giả: Lê Thu Hà; Nguồn tin: Báo Hạ Long', author='Lê Thu Hà', organisation='Báo Hạ Long')
    """
    printed = squeeze(text)
    words = _unwrapped(" - ".join(filter(None, map(squeeze, text.splitlines()))).rstrip(_END))

    authors: list[str] = []
    organisations: list[str] = []
    for kind, said in _segments(words):
        people, organisation = _source(said) if kind in ("source", "theo") else _parts(_without_posts(said))
        authors += _authors(people)
        if organisation and (name := expand(organisation) if kind in ("source", "theo") else _organisation(organisation)):
            organisations.append(name)
    return Byline(printed, ", ".join(dict.fromkeys(authors)) or None, next(iter(organisations), None))


def _segments(words: str) -> list[tuple[Label, str]]:
    """The parts of a byline by the labels they stand under; `""` without a label. Who took photographs or drew is left out."""
    found = list(_ANY_LABEL.finditer(words))
    segments = [] if found and not found[0].start() else [_first_segment(words[: found[0].start()] if found else words)]
    for label, after in zip_longest(found, found[1:]):
        said = words[label.end() : after.start() if after else len(words)].strip(_AROUND)
        if said and not ((label["photo"] or label["craft"]) and (len(found) > 1 or segments)):
            segments.append(("source" if label["source"] else "writer", said))
    return segments


def _first_segment(words: str) -> tuple[Label, str]:
    """The words before the first label with a colon, which may have one without: `Theo Báo X`, `Phóng viên Lê Hà`."""
    if source := _SOURCE.match(words):
        return "theo" if "nguồn" not in source[0].lower() else "source", words[source.end() :].strip(" )")
    if label := _LABEL.match(words):
        return "writer", words[label.end() :]
    return "", words


def _source(words: str) -> tuple[str, str | None]:
    """The people and the organisation of `Theo A (Báo B)`, `Theo A/VOV`, `Theo Báo B`; neither of a sentence or login."""
    if fold(words) in _NO_SOURCE or _is_login(words) or _HONORIFIC.match(words):
        return "", None
    if len(words.split()) > _LONGEST_SOURCE or _says_something(words):
        return "", None
    people, organisation = _parts(words)
    if people and _is_organisation(people):
        return "", people
    if organisation and people and all(_is_name(name, False) for name in _names(people)):
        return people, organisation
    return "", words


def _without_posts(words: str) -> str:
    """The words up to a writer's post: `ông Lê Văn Bảo - Chủ tịch MTTQ phường`, `Lê Văn Bảo (Phó Giám đốc …)`."""
    for separator in _BEFORE_POST.finditer(words):
        if _is_post(words[separator.end() :]):
            return words[: separator.start()]
    return words


def _is_post(words: str) -> bool:
    toks = tokens(old_tone(words[:60]))
    return len(toks) > 0 and not _PEN.match(words) and lexicon.posts().longest(toks.lows, toks.words, 0) is not None


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
    if fold(words) in _NO_SOURCE:
        return None
    return expand(_DASH.sub(" - ", words)) if words[:1].isupper() or _is_organisation(words) else None


def _is_organisation(words: str, start: int = 0) -> bool:
    return bool(_ORGANISATION.match(words, start)) and not _PEN.match(words, start)


def _names(people: str) -> list[str]:
    names = (name.strip(" ()") for name in _BREAK.split(_LAST_ROLE.sub("", people)))
    return [name for name in names if any(map(str.isalnum, name))]


def _authors(people: str) -> list[str]:
    """The names of writers in canonical spelling, without logins and words that name nobody."""
    return [_author(name) for name in _names(people) if _may_be_author(name)]


def _author(words: str) -> str:
    words = _HONORIFIC.sub("", words.strip(), count=1) if _HONORIFIC.match(words.strip()) else words.strip()
    words = _DEGREE.sub("", words, count=1) if _DEGREE.match(words) else words
    syllables = words.split()
    return canonical(syllables) if words.isupper() and len(syllables) > 1 else old_tone(words)


def _may_be_author(words: str) -> bool:
    """False for logins, `minh họa`, and words of which fewer than half are capitalised: a sentence."""
    if _is_login(words):
        return False
    syllables = words.split()
    capital = sum(syllable[:1].isupper() for syllable in syllables)
    return capital * 2 > len(syllables) or bool(_PEN.match(words)) or bool(_HONORIFIC.match(words))


def _is_login(words: str) -> bool:
    """Whether words are an account's name: `admin`, `sontay_bbt`, `nguyenvanan`, an address; `Minh` is a name."""
    if fold(words) in _LOGINS or _LOGIN.fullmatch(words):
        return True
    one = words.isascii() and words.isalnum()
    return one and (words.islower() or len(words) > _LONGEST_SYLLABLE) and not _PEN.match(words)


def expand(words: str) -> str:
    """Return an organisation in full words: `ĐTT TPST` → `Đài Truyền thanh thành phố Sóc Trăng`."""
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
        if found is None or not found[0].full or not toks.words[at][0].isupper():
            continue
        if found[1] > at + 1 or not toks.words[at].istitle():  # `Thu Hà` is no `ThU Hà`
            return found[0].full, found[1]
    kind = lexicon.kinds().get(toks.lows[at])
    word = toks.words[at]
    if kind and kind[0].lower() != toks.lows[at] and (word.isupper() or word == "Tp"):
        dot = at + 1 < len(toks) and toks.words[at + 1] == "."
        glued = at + 2 < len(toks) and dot and toks.glued(at + 2)
        return kind[0] + (" " if glued else ""), at + 2 if dot else at + 1
    return word, at + 1


def is_byline(text: str) -> bool:
    """Return whether a short last paragraph is a byline: names a writer or a source and says nothing else."""
    lines = [line for line in map(squeeze, text.splitlines()) if line]
    line = " - ".join(lines)
    if not line or len(lines) > 2 or len(line) > LONGEST or _NOT.match(line):
        return False
    words = _unwrapped(line.rstrip(_END))
    segments = _segments(words)
    if segments and (len(segments) > 1 or segments[0][0]):
        return all(_signs(kind, said) for kind, said in segments)
    words = _NEXT_LABEL.sub(", ", words)
    if line.endswith(("!", "?", ":", ";")) or _SENTENCES.search(_DEGREE.sub("", words.replace("TP. ", "TP."), count=1)):
        return False
    return bool(words) and _is_writer(words, labelled=False)


def _signs(kind: Label, said: str) -> bool:
    """Whether one part of a byline names a writer, a source or an account, as its label says."""
    if kind in ("source", "theo"):
        return (kind == "source" and _is_login(said)) or _names_source(said, kind == "theo")
    return (bool(kind) and _is_login(said)) or _is_writer(_without_posts(said) if kind else said, labelled=bool(kind))


def is_office(text: str) -> bool:
    """Return whether a line is no more than the name of an office, which signs a text that ends above it: `Phòng Nội vụ`."""
    words = _unwrapped(squeeze(text))
    if len(words.split()) > 9 or words.endswith((".", "!", "?", ":", ";", ",")) or words.isupper() or _NOT.match(words):
        return False
    return len(words.split()) > 1 and _is_organisation(words) and not _SAYING.search(words) and not re.search(r"\d{3}", words)


def _names_source(words: str, theo: bool) -> bool:
    """`Theo Báo X` and `Nguồn: …`, but not `Theo kế hoạch, …`."""
    if len(words.split()) > 12:
        return False
    if not theo or _ORGANISATION.match(words) or _SITE.match(words) or _source(words)[0]:
        return True
    return words[:1].isupper() and len(words.split()) <= 4


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
    known = False
    for name in names:
        if _is_name(name, labelled):
            known = True
        elif not _is_namesake(name):
            return False
    signed = known or bool(organisation and _is_organisation(organisation)) or (inside and organisation is None)
    return bool(names) and signed


def _is_namesake(words: str) -> bool:
    """Whether a province's name may be a person's too: `Khánh Hòa`, `Thái Bình`."""
    syllables = set(words.lower().split())
    return len(syllables) == 2 and not syllables & _NO_NAME and bool(place_words().get(fold(words), 0) & 1)


def _says_something(words: str) -> bool:
    """Whether a verb stands in the words: then it is a sentence."""
    toks = tokens(old_tone(words))
    return any(
        toks.words[at][0].islower() and lexicon.heading_verbs().longest(toks.lows, toks.words, at)
        for at in range(1, len(toks))
        if toks.lows[at] not in ("và", "thông", "thực", "tổ", "phát", "hỗ", "kiểm")
        and toks.lows[at - 1 : at + 1] != ["văn", "phòng"]
    )


def _is_name(words: str, labelled: bool) -> bool:
    """Two to five capital syllables, initials, or `P.V`; with a label one syllable does."""
    name = _DEGREE.sub("", _HONORIFIC.sub("", words.strip(), count=1), count=1)
    if _PEN.match(name):
        return True
    if not all(part[0].isupper() or part[0] == "'" for part in name.split()):
        return False
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
