"""A sentence cut into the pieces the grammar knows: honorific, rank, degree, title, name, mark, and everything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portals.text.officials import lexicon
from portals.text.officials.names import capital, known_family, name_end, run_end
from portals.text.officials.titles import TitleReader, read_title, title_begins
from portals.text.officials.tokens import Tokens
from portals.text.officials.values import Title
from portals.text.places import place_words
from portals.text.syllables import is_syllable

_LEADS_TO_NAME = frozenset({"honorific", "rank", "degree", "clergy", "title"})
_BEFORE_PERSON = frozenset({"honorific", "rank", "degree", "clergy"})
_NAMED_ALONE = frozenset({"Tổng Bí thư", "Chủ tịch nước", "Chủ tịch Quốc hội", "Thủ tướng"})
"""Posts without a body behind which a name with any family name may stand."""
_CHAIN = 120
"""How many pieces back a list or a chain of titles is followed, so that the longest text is read in linear time."""
_NO_WORDS = frozenset[str]()
_TITLE_WORDS = frozenset({"former", "acting", "trainee", "new"})


@dataclass(slots=True)
class Chunk:
    """`kind` is honorific, rank, degree, title, name, mark, word or a kind of the table `words`; `start`, `end` are tokens."""

    kind: str
    start: int
    end: int
    value: str = ""
    many: bool = False
    title: Title | None = None


def chunks(toks: Tokens) -> list[Chunk]:
    """The pieces of a sentence, in order."""
    found: list[Chunk] = []
    reader = TitleReader(toks)
    lows, at = toks.lows, 0
    for stop, opens, dull in _stops(toks):
        if stop < at or (dull and not (stop == at and found and _may_lead(found[-1]))):
            continue
        if stop > at:
            found.append(Chunk("word", at, stop, lows[at]))
        word = toks.words[stop]
        if word.isalnum() or "'" in word:
            found.append(_next(reader, toks, stop, found, opens))
        else:
            found.append(Chunk("mark", stop, stop + 1, word))
        at = found[-1].end
    if at < len(lows):
        found.append(Chunk("word", at, len(lows), lows[at]))
    return found


def _stops(toks: Tokens) -> Iterator[tuple[int, bool, bool]]:
    """Where something else than a small word stands, or a word that may begin an entry of the tables: that is the second value.

    The third is for dull words: a capital one that begins no entry is a name only behind a piece that may lead to one.
    """
    words, lows, openings, families = toks.words, toks.lows, lexicon.openings(), lexicon.families()
    with_posts = lexicon.bodies_with_posts()
    last = len(words) - 1
    for at in [at for at, word in enumerate(words) if word in openings or not word.islower()]:
        word, low = words[at], lows[at]
        seconds = openings.get(low, _NO_WORDS)
        opens = seconds is None or (at < last and lows[at + 1] in seconds)
        if opens or not word.islower():
            dull = low not in openings and low not in families and low not in with_posts
            yield at, opens, dull and word[0].isupper() and "'" not in word


def _may_lead(last: Chunk) -> bool:
    """Whether a name may begin behind a piece, be its family name known or not."""
    return last.kind in _LEADS_TO_NAME or last.kind == "mark" or last.value == "và"


def _next(reader: TitleReader, toks: Tokens, at: int, before: list[Chunk], opens: bool) -> Chunk:
    word, low = toks.words[at], toks.lows[at]
    if opens:
        people = lexicon.people().longest(toks.lows, toks.words, at)
        if people is None or people[0].kind in _TITLE_WORDS:
            title = read_title(reader, at, lambda: _behind_name(before)) if people or low in lexicon.posts().root else None
            if title is not None:
                return Chunk("title", at, title.end, title.text, title=title)
        elif (chunk := _person_word(toks, at, people, before)) is not None:
            return chunk
    if not word[0].isupper():
        return Chunk("word", at, at + 1, low)
    if (body := _body_with_post(toks, at)) is not None:
        return body
    end = _name(toks, at, before)
    if end is not None:
        return Chunk("name", at, end, " ".join(toks.words[at:end]))
    if before and before[-1].kind in _LEADS_TO_NAME and capital(word):
        stop = run_end(toks, at)
        alone = stop == at + 1 and before[-1].kind in _BEFORE_PERSON
        return Chunk("given" if alone else "word", at, stop, low)
    return Chunk("word", at, at + 1, low)


def _person_word(toks: Tokens, at: int, found: tuple[lexicon.Entry, int], before: list[Chunk]) -> Chunk | None:
    """An honorific, rank, degree or a word of the table `words`; a capital one inside a name (`Lan Anh`) is none."""
    entry, end = found
    word = toks.words[at]
    if entry.kind == "appoint" and end < len(toks.lows) and toks.words[end - 1] == "Vụ" and toks.lows[end] == "trưởng":
        end -= 1  # `giữ chức Vụ trưởng`
    if entry.kind in _BEFORE_PERSON and end < len(toks.lows) and toks.words[end] == "." and toks.glued(end):
        end += 1
    if entry.kind not in _BEFORE_PERSON and word[0].isupper() and _name(toks, at, before) is not None:
        return None
    return Chunk(entry.kind, at, end, entry.full, entry.takes == "many")


def _body_with_post(toks: Tokens, at: int) -> Chunk | None:
    """A body in whose name a post stands: `Bộ Tư lệnh Quân khu 3`, `Văn phòng Chủ tịch nước`."""
    if toks.lows[at] not in lexicon.bodies_with_posts():
        return None
    found = lexicon.bodies().longest(toks.lows, toks.words, at)
    return Chunk("word", at, found[1], toks.lows[at]) if found and found[1] > at + 1 else None


def _behind_name(before: list[Chunk]) -> bool:
    """Whether the chain of titles at the end hangs on a name before it."""
    if before and before[-1].kind in ("appoint", "was", "is"):
        return True
    for chunk in reversed(before[-_CHAIN:]):
        if chunk.kind == "name":
            return True
        if chunk.kind not in ("title", "also", "is", "former", "appoint", "elected") and not (
            chunk.kind == "mark" and chunk.value in ",-("
        ):
            return False
    return False


def _name(toks: Tokens, at: int, before: list[Chunk]) -> int | None:
    if not toks.words[at][0].isupper():
        return None
    last = before[-1] if before else None
    if last and last.kind == "mark" and last.value in ":-" and len(before) > 1 and before[-2].kind in _LEADS_TO_NAME:
        last = before[-2]
    lenient = last is not None and last.kind in _LEADS_TO_NAME
    if last is not None and last.kind == "not-person":
        return None
    if toks.words[at] == "Y" and (
        toks.lows[at + 1 : at + 2] == ["dược"] or place_words().get(" ".join(toks.lows[at + 1 : at + 3]), 0) & 1
    ):
        return None  # `Đại học | Y Hà Nội`, `Đại học | Y Dược`
    if at + 1 >= len(toks.lows) and "'" not in toks.words[at]:
        return None
    if last is not None and last.kind == "title" and last.title is not None and not last.title.body and not last.title.own_body:
        lenient = lenient and last.title.post in _NAMED_ALONE
    if lenient and last is not None and last.kind == "title" and not known_family(toks, at) and _is_foreign(toks, at):
        return None
    if last is not None and last.value == "-" and at > 1 and before[-2].kind == "word" and toks.words[at - 2][0].isupper():
        return None  # `cao tốc Cam Lộ - | La Sơn, Bộ trưởng nói`
    if last is not None and last.kind == "word" and lexicon.kinds().get(toks.lows[at - 1]):
        return None  # `huyện Châu Thành`
    if lenient and not known_family(toks, at) and "" in lexicon.bodies().root.get(toks.lows[at], ()):
        return None  # `các Bộ trưởng: Bộ | Kế hoạch …`
    end = name_end(toks, at, strict=not lenient)
    named = before[-1].kind in _BEFORE_PERSON if before else False
    if end is not None and not named and " ".join(toks.lows[at:end]) in lexicon.countries():
        return None  # `giữ chức Chủ tịch ASEAN, Thái Lan …`
    if end is not None and lenient and not named and _too_rare(toks, at, end, before, last):
        return None
    levels = place_words().get(" ".join(toks.lows[at:end]), 0) if end is not None and not named else 0
    if levels & (1 if lenient else 3):
        return None  # `các Đoàn ĐBQH: Kiên Giang, Hà Nam`
    if end is None and last is not None and (last.kind == "mark" or last.value == "và") and last.value in (",", ";", ":", "và"):
        end = _listed_name(toks, at, before)
    return end


def _too_rare(toks: Tokens, at: int, end: int, before: list[Chunk], last: Chunk | None) -> bool:
    """Whether capitals behind a title are no name: `Vườn quốc gia Phong Nha - | Kẻ Bàng`, `Bộ trưởng | Nhóm G`.

    Without a known family name it takes three syllables or a title that ends in a place, and no hyphen.
    """
    if last is None or last.title is None or known_family(toks, at):
        return False
    return before[-1].kind == "mark" or (end - at < 3 and not last.title.places and "'" not in toks.words[at])


def _is_foreign(toks: Tokens, at: int) -> bool:
    """Whether capitals are foreign words, by two that are no Vietnamese syllables: `Mark Esper`, `Hwang Kyo`."""
    return not any(is_syllable(word) for word in toks.words[at : at + 2])


def _listed_name(toks: Tokens, at: int, before: list[Chunk]) -> int | None:
    """In a list a name with a rare family name, known by the post that follows it or by the name right before it."""
    end = name_end(toks, at, strict=False)
    if end is None:
        return None
    many = any(chunk.many for chunk in before[-_CHAIN:])
    if not many and before[-1].value not in (";", ":"):
        return None
    if lexicon.bodies().longest(toks.lows, toks.words, at) or lexicon.kinds().get(toks.lows[at]):
        return None
    if many and len(before) > 1 and before[-2].kind == "name":
        return end
    if end + 1 >= len(toks.lows) or toks.words[end] not in ",-(":
        return None
    return end if title_begins(toks, end + 1) else None
