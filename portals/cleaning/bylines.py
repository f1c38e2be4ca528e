"""Bylines: who wrote an article, as the line under it says; and whether a line is one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portals.cleaning.officials import lexicon
from portals.cleaning.officials.names import canonical, name_end
from portals.cleaning.officials.tokens import Tokens, tokens
from portals.cleaning.places import place_words
from portals.cleaning.text import fold, old_tone, squeeze

_LABEL = re.compile(
    r"(?:(?:tin|bài|ảnh|bài viết|clip|video|thực hiện|nội dung|hình ảnh|tổng hợp|biên tập|tác giả|người viết|đưa tin)"
    r"(?:\s*(?:,|và|&|-|/|\+)\s*(?:tin|bài|ảnh|clip|video|biên tập))*(?:\s*:\s*|\s+(?=[A-ZÀ-ỸĐ][a-zà-ỹ])))",
    re.I,
)
_NEXT_LABEL = re.compile(r"\s*[;,]\s*(?:tin|bài|ảnh|clip|video)\s*:\s*", re.I)
_SOURCE = re.compile(r"(?:nguồn(?:\s+tin|\s+ảnh)?\s*:\s*|(?:\()?\s*theo\s*:?\s+(?=[A-ZÀ-ỸĐa-z]))", re.I)
_HONORIFIC = re.compile(r"(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c|anh|chị)\s+(?=[A-ZÀ-ỸĐ]\w*\s+[A-ZÀ-ỸĐ])")
_DEGREE = re.compile(r"(?:(?:PGS|GS|TS|ThS|Ths|BS|CN|KS|NGƯT|CTV|PV|P\.V)\.?\s*)+(?=[A-ZÀ-ỸĐ][a-zà-ỹ])")
_NOT = re.compile(
    r"\s*(?:nơi nhận|lưu\b|tm\.|kt\.|tl\.|[-+*•·]|\d+[.)]|ghi chú|liên hệ|địa chỉ|điện thoại|email|kèm theo|tải về|"
    r"xem thêm|download|theo đó|theo dõi)",
    re.I,
)
_ORGANISATION = re.compile(
    r"\b(?:Đài|ĐTT|TTXVN|[Bb]áo|Tạp chí|Trung tâm|TTVH|TTTT|TT|Cổng|CTTĐT|Phòng|Ban|BBT|Sở|Văn phòng|VP|UBND|UBMTTQ|UB|"
    r"Hội|MTTQ|Đoàn (?=Thanh [Nn]iên|TN|[a-zđ])|Thành đoàn|Tỉnh đoàn|Công an|CA|Trường|Website|Trang (?=[a-z])|"
    r"VHTT|VH-TT|LĐLĐ|LHPN|BCH|CHQS|Viện|Chi cục|Cục|"
    r"Thành ủy|Tỉnh ủy|Bộ|VOV|VTV|STO|TTV|Bệnh viện|TTYT)\b"
)
_MEDIA = re.compile(
    r"(?:Đài |ĐTT\b|Báo |TTXVN|Cổng |Ban [Bb]iên tập|BBT\b|Trung tâm (?:Văn hóa|Truyền thông|VH|VHTT)|TTVH|"
    r"Phòng (?:Văn hóa|VH)|P\.?V\b|CTV\b|Thông tấn xã|VOV|VTV)"
)
_PEN = re.compile(r"(?:[A-ZĐ]\.)+[A-ZĐ]\.?\Z|P\.?V\.?\Z|CTV\Z|BBT\Z")
_DASH = re.compile(r"\s*[-–—]\s+|\s+[-–—]\s*|\s+[&/+]\s+|(?<=\w)[–—](?=\w)")
_END = re.compile(r"(?:\./\.|[.;,])+\s*\Z")
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
    words = _unwrapped(_END.sub("", printed))
    if source := _SOURCE.match(words):
        return Byline(printed, None, expand(words[source.end() :].strip(" )")) or None)
    if label := _LABEL.match(words):
        words = _NEXT_LABEL.sub(", ", words[label.end() :])
    inside = re.match(r"(.+?)\s*[(](.+?)[)]?\Z", words)
    if inside and not _LABEL.match(inside[2]):
        return Byline(printed, _authors([inside[1]]), _inside(inside[2]))
    return _parts(printed, words)


def _inside(words: str) -> str | None:
    words = re.sub(r"^(?:theo|nguồn)\s*:?\s+", "", words, flags=re.I)
    return expand(words) if words[:1].isupper() or _is_organisation(words) else None


def _unwrapped(words: str) -> str:
    return words[1:-1].strip() if words.startswith("(") and words.endswith(")") and words.count("(") == 1 else words


def _parts(printed: str, words: str) -> Byline:
    """`A - B`, `A - organisation`, `A, organisation`."""
    parts = [part for part in _DASH.split(words) if part] or [words]
    split = re.split(r",\s*", parts[-1], maxsplit=1)
    if len(parts) == 1 and len(split) == 2:
        parts = split
    people = [part for part in parts if not _is_organisation(part)]
    first = next((at for at, part in enumerate(parts) if _is_organisation(part)), None)
    organisation = expand(" - ".join(parts[first:])) if first is not None else None
    if first is not None:
        people = parts[:first]
    return Byline(printed, _authors(people), organisation or None)


def _is_organisation(part: str) -> bool:
    return bool(_ORGANISATION.match(part)) and not _PEN.match(part)


def _authors(parts: list[str]) -> str | None:
    names = [_author(name) for part in parts for name in re.split(r"\s*[,;]\s*|\s+và\s+|\s+-\s+", part)]
    return ", ".join(name for name in names if any(map(str.isalnum, name))) or None


def _author(words: str) -> str:
    words = _HONORIFIC.sub("", words.strip(), count=1) if _HONORIFIC.match(words.strip()) else words.strip()
    words = _DEGREE.sub("", words, count=1) if _DEGREE.match(words) else words
    syllables = words.split()
    return canonical(syllables) if words.isupper() and len(syllables) > 1 else old_tone(words)


def expand(words: str) -> str:
    """An organisation in full words: `ĐTT TPST` → `Đài Truyền thanh thành phố Sóc Trăng`."""
    toks = tokens(old_tone(squeeze(words)))
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
    line = squeeze(text)
    if not line or len(line) > LONGEST or _NOT.match(line) or "\n" in text.strip():
        return False
    words = _unwrapped(_END.sub("", line))
    if not words or (
        re.search(r"[.!?:;]\s+\S", _DEGREE.sub("", words.replace("TP. ", "TP."), count=1))
        and not (_LABEL.match(words) or _SOURCE.match(words))
    ):
        return False
    if source := _SOURCE.match(words):
        return _names_source(words[source.end() :], "theo" in words[: source.end()].lower())
    if label := _LABEL.match(words):
        return _is_writer(_NEXT_LABEL.sub(", ", words[label.end() :]), labelled=True)
    return not line.endswith((".", "!", "?", ":", ";")) | line.endswith("P.V.") and _is_writer(words, labelled=False)


def is_office(text: str) -> bool:
    """Whether a line is no more than the name of an office, which signs a text that ends above it: `Phòng Nội vụ`."""
    words = _unwrapped(squeeze(text))
    if len(words.split()) > 9 or words.endswith((".", "!", "?", ":", ";", ",")) or words.isupper() or _NOT.match(words):
        return False
    return len(words.split()) > 1 and _is_organisation(words) and not _says_something(words) and not re.search(r"\d{3}", words)


def _names_source(words: str, theo: bool) -> bool:
    """`Theo Báo X` and `Nguồn: …`, but not `Theo kế hoạch, …`."""
    if len(words.split()) > 12:
        return False
    return not theo or bool(_ORGANISATION.match(words)) or (words[:1].isupper() and len(words.split()) <= 4)


def _is_writer(words: str, *, labelled: bool) -> bool:
    if _MEDIA.match(words):
        return len(words.split()) <= 14 and not _says_something(words)
    inside = re.match(r"(.+?)\s*[(](.+?)[)]?\Z", words)
    head = inside[1] if inside else words
    parts = [part for part in _DASH.split(head) if part] or [head]
    names = re.split(r"\s*[,;]\s*|\s+và\s+", parts[0])
    if len(parts) == 1 and len(names) > 1 and _is_organisation(names[-1]):
        names = names[:-1]
    rest = parts[1:]
    return all(_is_name(name, labelled) for name in names) and all(
        _is_name(part, labelled) or (_is_organisation(part) and not _says_something(part)) for part in rest
    )


def _says_something(words: str) -> bool:
    """Whether a verb stands in the words: then it is a sentence."""
    toks = tokens(old_tone(words))
    return any(
        toks.words[at][0].islower() and lexicon.verbs().longest(toks.lows, toks.words, at)
        for at in range(1, len(toks))
        if toks.lows[at] not in ("và", "thông", "thực", "tổ", "phát", "hỗ", "kiểm")
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
