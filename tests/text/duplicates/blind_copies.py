"""Articles printed several times in many ways, and articles that repeat themselves, written without the rules in sight.

`python -m tests.text.duplicates.blind_copies first` prints what comes out wrong.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from portals.draft import Block, BlockKind
from portals.text.folding import fold
from portals.text.repeats import cut
from tests.text.duplicates.blind import parts

KINDS: dict[str, BlockKind] = {
    "T": "title", "L": "lead", "D": "date", "V": "views", "P": "paragraph",
    "H": "heading", "C": "caption", "I": "image", "B": "byline",
}  # fmt: skip
Blocks = list[Block]


def honest(name: str) -> Iterator[tuple[str, Blocks]]:
    """Articles that repeat themselves for good reason."""
    for head, text in parts(f"honest_{name}.txt"):
        lines = (line.split(" ", 1) for line in text.splitlines())
        yield head, [Block(KINDS[k], "" if k == "I" else said, said if k == "I" else None) for k, said in lines]


def article(text: str, day: str) -> Blocks:
    """A text's blocks: title, date line, paragraphs, an image with its caption, byline."""
    title, *body = text.split("\n")
    year, month, date = day.split("-")
    picture = [Block("image", "", f"/upload/{day}.jpg"), Block("caption", f"Quang cảnh buổi làm việc ngày {date}")]
    texts = [Block("paragraph", line) for line in body]
    line = Block("date", f"Đăng lúc: {date}/{month}/{year} 07:15:20 (GMT+7)")
    return [Block("title", title), line, texts[0], *picture, *texts[1:], Block("byline", "Thùy Dương")]


def only(blocks: Sequence[Block], *kinds: str) -> Blocks:
    return [block for block in blocks if block.kind in kinds]


def without(blocks: Sequence[Block], *kinds: str) -> Blocks:
    return [block for block in blocks if block.kind not in kinds]


def bare(blocks: Sequence[Block]) -> Blocks:
    return without(blocks, "image", "caption")


def unmarked(blocks: Sequence[Block]) -> Blocks:
    return [*only(blocks, "paragraph"), replace(blocks[-1], kind="paragraph")]


def day_alone(text: str) -> str:
    return text.replace("Đăng lúc: ", "Ngày ").replace(" 07:15:20 (GMT+7)", "")


def retold(blocks: Sequence[Block], change: Callable[[str], str]) -> Blocks:
    return [replace(block, text=change(block.text)) for block in blocks]


def merged(blocks: Sequence[Block]) -> Blocks:
    return [*only(blocks, "title"), Block("paragraph", " ".join(block.text for block in only(blocks, "paragraph")))]


def split(blocks: Sequence[Block]) -> Blocks:
    found: Blocks = []
    for block in blocks:
        texts = re.split(r"(?<=\.) (?=[A-ZĐ])", block.text) if block.kind == "paragraph" else [block.text]
        found += [replace(block, text=text) for text in texts]
    return found


def typed_otherwise(blocks: Sequence[Block]) -> Blocks:
    return retold(blocks, lambda text: text.replace("của", "cua", 1).replace(" và ", "  và ", 1).replace("các", "cac", 1))


def teased(blocks: Sequence[Block]) -> Blocks:
    first = only(blocks, "paragraph")[0].text.split()
    return [blocks[0], Block("lead", " ".join(first[: len(first) // 2]) + "..."), *blocks[1:]]


LINE = Block("paragraph", "Bản in từ Cổng thông tin điện tử")
WAYS: dict[str, tuple[int, Callable[[Blocks], Blocks]]] = {
    "whole, twice": (2, lambda a: [*a, *a]),
    "whole, three times": (3, lambda a: [*a, *a, *a]),
    "text again without head": (2, lambda a: [*a, *without(a, "title", "date", "image", "caption")]),
    "bare print first": (2, lambda a: [*only(a, "paragraph"), *a]),
    "title and text first, bare": (2, lambda a: [*only(a, "title", "paragraph"), *a]),
    "all text in one block again": (2, lambda a: [*a, *merged(a)]),
    "all text in one block first": (2, lambda a: [*merged(a), *a]),
    "split at sentences": (2, lambda a: [*a, *split(bare(a))]),
    "other form": (2, lambda a: [*a, *retold(a, lambda text: unicodedata.normalize("NFD", text))]),
    "capital title, heading": (2, lambda a: [*a, Block("heading", a[0].text.upper()), *a[1:]]),
    "each twice": (2, lambda a: [*a[:2], *(block for block in a[2:] for _ in (1, 2))]),
    "some words otherwise": (2, lambda a: [*a, *typed_otherwise(a)]),
    "second cut short": (2, lambda a: [*a, *without(a, "image", "caption", "byline")[:-1]]),
    "first cut short": (2, lambda a: [*without(a, "image", "caption", "byline")[:-1], *a]),
    "picture in one": (2, lambda a: [*bare(a), *a]),
    "a line above the print": (2, lambda a: [*a, LINE, *bare(a)]),
    "day in another form": (2, lambda a: [*a, *retold(a, day_alone)]),
    "older print without marks": (2, lambda a: [*retold(a[:1], str.upper), *unmarked(a), *a]),
    "headline as a paragraph": (2, lambda a: [*a, Block("paragraph", a[0].text), *a[2:]]),
    "counter between": (2, lambda a: [*a, Block("views", "Lượt xem: 345"), *a]),
    "pictures under the second text": (2, lambda a: [*bare(a), *bare(a), *only(a, "image", "caption")]),
    "lead in one, paragraph in the other": (2, lambda a: [*a[:2], replace(a[2], kind="lead"), *a[3:], *a]),
    "second has a new last paragraph": (2, lambda a: [*without(a[:-2]), a[-1], *a]),
    "blank paragraphs": (2, lambda a: [one for block in [*a, *a] for one in (block, Block("paragraph", " \xa0 "))]),
    "title twice, text once": (1, lambda a: [a[0], *a]),
    "date twice, text once": (1, lambda a: [*a[:2], *a[1:]]),
    "once": (1, lambda a: a),
    "teaser before the text": (1, teased),
}  # fmt: skip


def wrong(kept: Sequence[Block], wanted: Sequence[Block], way: str) -> str | None:
    """What is lost or doubled; the record takes the first of several titles and dates by itself."""
    for kind in ("title", "date", "byline", "caption"):
        found, right = len(only(kept, kind)), len(only(wanted, kind))
        if found < right or (found > right and not way.endswith("text once")):
            return f"{found} {kind}s for {right}"
    told, text = (
        " ".join(fold(block.text) for block in only(blocks, "paragraph", "heading", "lead") if block.text.strip())
        for blocks in (kept, wanted)
    )
    return None if way.startswith("teaser") or abs(len(told) - len(text)) <= 3 else f"{len(told)} characters for {len(text)}"


def failures(originals: str, name: str) -> Iterator[str]:
    """What comes out wrong."""
    for day, text in parts(f"{originals}_originals.txt"):
        blocks = article(text, day)
        for way, (count, change) in WAYS.items():
            found = cut(change(blocks))
            fault = wrong(found.blocks, blocks, way)
            if found.copies != count or fault:
                yield f"{way}: {found.copies} for {count}, {fault}: {blocks[0].text}"
    for head, blocks in honest(name):
        found = cut(blocks)
        if found.copies != 1 or list(found.blocks) != blocks:
            left = [block.text for block in blocks if block not in found.blocks]
            yield f"honest: {head}: {found.copies}, {len(found.blocks)} for {len(blocks)}: {left[:2]}"


if __name__ == "__main__":
    faults = list(failures(sys.argv[1], sys.argv[2]))
    total = len(WAYS) * len(parts(f"{sys.argv[1]}_originals.txt")) + len(list(honest(sys.argv[2])))
    print(*faults, f"{total - len(faults)} of {total} right", sep="\n")
