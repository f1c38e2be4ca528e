"""Pairs written without the rules in sight: hand-made ones, originals that are edited here, and fillings of one wording.

`python -m tests.text.duplicates.blind blind` prints what comes out wrong.
"""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from portals.text.duplicates import Document, relation

FOLDER = Path(__file__).parents[2] / "data" / "duplicates"
OTHER_WORDS = (
    "cũng",
    "rất",
    "đang",
    "vừa",
    "theo",
    "qua",
    "cùng",
    "trong",
    "các",
    "những",
    "này",
    "đó",
    "thêm",
    "nhiều",
    "việc",
)


class Pair(NamedTuple):
    kind: str
    one: Document
    other: Document
    wanted: str
    """`copy`, `revision` (a copy will do), `other`."""


def document(identifier: str, text: str, published: str | None = None) -> Document:
    """A document of a text whose first line is its title."""
    title, _, body = text.strip().partition("\n")
    return Document(identifier, title, body.replace("\n", "\n\n"), published)


def parts(name: str) -> list[tuple[str, str]]:
    """Heads and texts of a labelled file."""
    found = (FOLDER / name).read_text("utf-8").split("=== ")[1:]
    return [(head, text.strip()) for head, _, text in (part.partition("\n") for part in found)]


def edited(text: str, share: float, chance: random.Random) -> str:
    """The text with that share of its words dropped, doubled or replaced, names and numbers apart."""
    lines = [line.split(" ") for line in text.split("\n")]
    places = [(i, j) for i, line in enumerate(lines) for j, word in enumerate(line) if word.isalpha() and word.islower()]
    words = sum(map(len, lines))
    for i, j in chance.sample(places, min(len(places), round(share * words))):
        lines[i][j] = chance.choice(("", f"{lines[i][j]} {chance.choice(OTHER_WORDS)}", chance.choice(OTHER_WORDS)))
    return "\n".join(" ".join(filter(None, line)) for line in lines)


def other_form(text: str) -> str:
    """Another Unicode form, capitals in the title, straight quotes, double blanks, tones set the other way."""
    title, _, body = text.partition("\n")
    body = body.replace("hóa", "hoá").replace("ủy", "uỷ").replace("òa ", "oà ").replace("“", '"').replace("”", '"')
    return unicodedata.normalize("NFD", f"{title.upper()}\n{body.replace('. ', '.  ')}")


def variants(text: str, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Kind, text and what it is to the original."""
    title, *body = text.split("\n")
    yield "form", other_form(text), "copy"
    for percent in (2, 5, 8, 12):
        yield f"edits {percent} %", edited(text, percent / 100, chance), "revision"
    yield "last paragraph gone", "\n".join([title, *body[:-1]]), "revision"
    yield (
        "first sentence first",
        "\n".join([title, f"(TTXVN) {body[0]}", *body[1:], "Nguồn: Cổng thông tin điện tử"]),
        "revision",
    )
    yield (
        "byline and sentence",
        f"{text} Đây là hoạt động thiết thực, được nhân dân đồng tình.\nTin, ảnh: Thu Trang",
        "revision",
    )
    yield "other headline", "\n".join([f"Tin hoạt động: {body[0].split(',')[0]}", *body]), "revision"
    yield "one paragraph", f"{title}\n{' '.join(body)}", "copy"
    spelled = re.sub(r"\b(\d{1,2})/(\d{1,2})\b(?!/)", r"ngày \1 tháng \2", text)
    yield "days spelled", spelled.replace("ngày ngày", "ngày"), "revision"
    yield "abbreviated", text.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND"), "revision"


def fillings(text: str) -> list[str]:
    """The texts of one wording."""
    wording, *rows = text.split("\n--- ")
    found = []
    for row in rows:
        filled = wording
        for number, value in enumerate(row.strip().split(" | "), 1):
            filled = filled.replace(f"{{{number}}}", value)
        found.append(filled)
    return found


def pairs(name: str) -> list[Pair]:
    """All pairs of a set."""
    chance = random.Random(11)
    found = []
    for number, (published, text) in enumerate(parts(f"{name}_originals.txt")):
        original = document(f"o{number}", text, published)
        for kind, other, wanted in variants(text, chance):
            found.append(Pair(kind, original, document(f"o{number}-{kind}", other, published), wanted))
    for kind, text in parts(f"{name}_negatives.txt"):
        texts = list(enumerate(fillings(text)))
        for (i, one), (j, other) in combinations(texts, 2):
            left = document(f"{kind}-{i}", one, f"2022-0{i + 1}-05")
            right = document(f"{kind}-{j}", other, f"2022-0{j + 1}-12")
            found.append(Pair(kind, left, right, "other"))
            worn = document(f"{kind}-{j}-edited", edited(other, 0.05, chance), f"2022-0{j + 1}-12")
            found.append(Pair(f"{kind}, edited", left, worn, "other"))
    for head, text in parts(f"{name}_pairs.txt"):
        wanted, _, kind = head.partition(" | ")
        one, _, other = text.partition("\n---\n")
        found.append(Pair(kind, document(f"{kind}-1", one), document(f"{kind}-2", other), wanted))
    return found


def right(pair: Pair, found: str | None) -> bool:
    """Whether a pair was told right; where the words are edited, equal words will do too."""
    linked = found in ("copy", "revision")
    return linked if pair.wanted == "revision" else found == "copy" if pair.wanted == "copy" else not linked


if __name__ == "__main__":
    every = pairs(sys.argv[1])
    told = [(pair, relation(pair.one, pair.other)) for pair in every]
    for pair, found in told:
        if not right(pair, found):
            print(f"{pair.wanted:8} {found} {pair.kind}: {pair.one.title}")
    for wanted in ("copy", "revision", "other"):
        of_kind = [right(pair, found) for pair, found in told if pair.wanted == wanted]
        print(wanted, sum(of_kind), "of", len(of_kind))
