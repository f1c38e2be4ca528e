"""The lexicon: words of office, read once from the tables beside this module.

Each table is for readers of Vietnamese, one entry a line with an example; `docs/guide/officials.md` explains the columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from portals.text.officials.tokens import even, tokens


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table: what is printed, what it stands for, and what may follow."""

    form: str
    kind: str
    full: str
    """The expansion of an abbreviation, else empty."""
    takes: str = ""
    group: str = ""
    short: bool = False
    """An abbreviation in capitals: matches capitals only."""


class Trie:
    """Longest match of phrases over the lower-case words of a text."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.root: dict[str, Any] = {}
        for entry in entries:
            node = self.root
            for low in tokens(even(entry.form).text).lows:
                node = node.setdefault(low, {})
            node.setdefault("", []).append(entry)

    def longest(self, lows: list[str], words: list[str], at: int) -> tuple[Entry, int] | None:
        """The longest entry that begins at a word, and where it ends; None if none does."""
        node = self.root.get(lows[at])
        if node is None:
            return None
        found: tuple[Entry, int] | None = None
        size, first = len(lows), words[at]
        while True:
            at += 1
            entries = node.get("")
            if entries is not None:
                for entry in entries:
                    if not entry.short or first == entry.form[: len(first)]:
                        found = entry, at
                        break
            if at >= size:
                return found
            node = node.get(lows[at])
            if node is None:
                return found


def rows(table: str) -> list[dict[str, str]]:
    """The lines of a table as dictionaries."""
    lines = (files(__package__) / "data" / f"{table}.tsv").read_text("utf-8").splitlines()
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines[1:]]


def is_short(form: str) -> bool:
    """Whether a form is an abbreviation, which is recognised by its capitals: `TU`, `PBT`."""
    first = form.split()[0]
    capitals = sum(letter.isupper() for letter in first)
    return len(first) > 1 and first.isalpha() and (first == first.upper() or (capitals > 1 and len(first) < 5))


@cache
def posts() -> Trie:
    """Posts: `group` is the body the post names itself, `takes` is `body` where a public body must follow."""
    return Trie(
        Entry(row["form"], "post", row["full"], row["needs"], row["body"], is_short(row["form"]) and bool(row["full"]))
        for row in rows("posts")
    )


@cache
def office_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Strings of which every post holds one, in either tone style: small ones, for lower-case text, and abbreviations."""
    words = [row["form"] for row in rows("anchors")]
    small = [word for word in words if word.islower()]
    newer = [word.replace("ủy", "uỷ").replace("òa", "oà") for word in small]
    return tuple(dict.fromkeys([*small, *newer])), tuple(word for word in words if not word.islower())


_ALONE = ("và", "cùng", "tuổi", "sinh", "năm")
"""Small words the grammar looks at that are in no table."""


@cache
def openings() -> Mapping[str, frozenset[str] | None]:
    """First words of posts and of the words around persons → the words that may follow, None if nothing needs to.

    A small word that begins none of them is read over.
    """
    found: dict[str, frozenset[str] | None] = {}
    for root in (posts().root, people().root):
        for first, node in root.items():
            seconds = found.get(first, frozenset())
            found[first] = None if "" in node or seconds is None else seconds | frozenset(node)
    return found | dict.fromkeys(_ALONE)


@cache
def bodies() -> Trie:
    """Bodies: `takes` is what may follow (`field`, `name`, nothing) or `self` for the body spoken of; `group` is the class."""
    return Trie(
        Entry(row["form"], "body", row["full"], row["takes"], row["class"], is_short(row["form"])) for row in rows("bodies")
    )


@cache
def company_words() -> frozenset[str]:
    """Words of company names, folded: `Mộc Thảo Group`."""
    words = (
        "bank corp corporation group holding holdings invest jsc land logistics ltd media motors resort solutions tech travel"
    )
    return frozenset(words.split())


@cache
def bodies_with_posts() -> frozenset[str]:
    """First words of bodies in whose names a post stands: `Bộ | Tư lệnh`."""
    return frozenset({"bộ", "văn", "phủ", "đảng", "ban", "hội", "tòa"})


@cache
def fields() -> Trie:
    """Fields of work a body can bear in its name."""
    return Trie(
        Entry(row["form"], "field", row["full"], short=bool(row["full"]) and is_short(row["form"])) for row in rows("fields")
    )


@cache
def people() -> Trie:
    """Honorifics, ranks, degrees and the words around persons and appointments."""
    honorifics = (
        Entry(
            row["form"], row["kind"], row["canonical"], row["number"], short=row["kind"] == "degree" and is_short(row["form"])
        )
        for row in rows("honorifics")
    )
    return Trie([*honorifics, *(Entry(row["form"], row["kind"], row["form"]) for row in rows("words"))])


@cache
def kind_openers() -> frozenset[str]:
    """The first words of kinds of places, and the letters that stand for them."""
    return frozenset(kind.split()[0] for kind in kinds()) | frozenset("pqhx")


@cache
def before_given() -> tuple[str, ...]:
    """Honorifics and ranks that may stand before a given name alone, in lower case and with a blank: `ông `, `đồng chí `."""
    return tuple(row["form"].lower() + " " for row in rows("honorifics") if row["kind"] != "degree" and row["number"] == "one")


@cache
def person_words() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """How honorifics, ranks and degrees begin: one word where it is the whole entry, else the first two."""
    lows = [tuple(tokens(even(row["form"]).text).lows) for row in rows("honorifics")]
    single = frozenset(words[0] for words in lows if len(words) == 1)
    return single, frozenset((words[0], words[1]) for words in lows if len(words) > 1)


@cache
def office_pairs() -> frozenset[tuple[str, str]]:
    """The first two words of posts and bodies: `Phó Chủ`, `Hội Nông`."""
    tries = (posts().root, bodies().root)
    return frozenset((first, second) for root in tries for first, node in root.items() for second in node if second)


@cache
def families() -> frozenset[str]:
    """Family names, folded."""
    return frozenset(row["form"].lower() for row in rows("families"))


@cache
def frequent_families() -> frozenset[str]:
    """The family names most people bear: where a run of capitals can be cut in two places, before one of these."""
    return frozenset(row["form"].lower() for row in rows("families") if row["frequent"])


@cache
def own_bodies() -> Mapping[str, str]:
    """Bodies that a post names itself, folded → what follows: a field (`Trưởng phòng | Nội vụ`) or a name."""
    return {row["form"].lower(): row["takes"] for row in rows("own-bodies")}


@cache
def wider_bodies() -> Mapping[str, tuple[str, ...]]:
    """Bodies that a post names itself, folded → how the bodies begin, folded, in which they lie: `Khoa` in a `Bệnh viện`."""
    return {row["form"].lower(): tuple(row["within"].lower().split("; ")) for row in rows("wider-bodies")}


@cache
def namesakes() -> frozenset[str]:
    """Historical persons and those after whom schools, streets and prizes are named, folded."""
    return frozenset(row["form"].lower() for row in rows("namesakes"))


@cache
def kinds() -> Mapping[str, tuple[str, int]]:
    """Words that begin a place, folded → (spelling, level)."""
    return {
        " ".join(tokens(even(row["form"]).text).lows): (row["full"] or row["form"], int(row["level"])) for row in rows("places")
    }


@cache
def verbs() -> Trie:
    """Predicates: verbs, negations, adverbs of time and prepositions, which end a title behind a complete body."""
    return Trie(Entry(row["form"], "verb", "") for row in rows("verbs"))


@cache
def nominal_verbs() -> frozenset[str]:
    """Verbs that also stand in names of bodies and fields of the tables: `chống`, `đăng ký`, `kiểm tra`."""
    names = [
        " ".join(tokens(even(row["form"]).text.lower()).words) for table in ("fields", "field-words") for row in rows(table)
    ]
    names += [" ".join(tokens(even(row["form"]).text.lower()).words[1:]) for row in rows("bodies")]
    text = f" {' | '.join(names)} "
    forms = (row["form"] for row in rows("verbs"))
    return frozenset(form for form in forms if f" {form} " in text and form not in _NEVER_NAMES)


_NEVER_NAMES = frozenset(
    {"ba", "bên", "bị", "cho", "chung tay", "có", "của", "các", "do", "hai", "là", "một", "và", "về", "với", "ở"}
)


@cache
def heading_verbs() -> Trie:
    """The verbs that also end a name in a heading in capitals; few, since names share syllables with many: `LÊ THU HÀ`."""
    return Trie(Entry(row["form"], "verb", "") for row in rows("verbs") if row["heading"])


@cache
def field_words() -> Trie:
    """Words of which names of fields are made: `giao thông` in `Phòng Quản lý giao thông đường thủy`."""
    return Trie(Entry(row["form"], "field", "") for row in rows("field-words"))


@cache
def people_of_fields() -> frozenset[str]:
    """Words of fields that are also people: `cán bộ`, `nông dân`."""
    return frozenset(row["form"].lower() for row in rows("field-words") if row["people"])


@cache
def countries() -> Mapping[str, tuple[str, str]]:
    """Countries, folded → (spelling, `here`, `abroad` or `union`)."""
    return {" ".join(tokens(even(row["form"]).text).lows): (row["form"], row["where"]) for row in rows("countries")}


@cache
def country_openers() -> frozenset[str]:
    """The first words of countries, folded."""
    return frozenset(name.split()[0] for name in countries())


@cache
def official_names() -> Mapping[str, Any]:
    """Institutions spelt alike in the whole country, as nested words in lower case; `""` → the words."""
    root: dict[str, Any] = {}
    for row in rows("official-names"):
        words = [word for word in tokens(row["form"]).words if word.isalnum()]
        node = root
        for word in words:
            node = node.setdefault(word.lower(), {})
        node[""] = words
    return root


@cache
def known_pairs() -> frozenset[tuple[str, str]]:
    """Words that stand side by side in the name of a body or field of the tables."""
    found: set[tuple[str, str]] = set()
    for table in ("bodies", "fields", "field-words"):
        for row in rows(table):
            lows = tokens(even(row["full"] if row.get("full") else row["form"]).text).lows
            found.update(pairwise(lows))
    return frozenset(found)
