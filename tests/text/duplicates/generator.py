"""Labelled articles from one seed: events told from templates, copies of them, and hard negatives that differ in one fact."""

from __future__ import annotations

import random
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from portals.text.duplicates import Document

TEMPLATES = Path(__file__).parents[2] / "data" / "duplicates" / "templates.toml"
SEED = 20221012
FACTS = ("person", "date", "n3", "ward")
"""The facts that a hard negative changes: one of them, or all."""
EDITS = (0.02, 0.05, 0.08, 0.12, 0.15)

Facts = dict[str, str]


@dataclass(frozen=True)
class Told:
    """One article of the set: which event it tells, how it came about, and the title and paragraphs it has."""

    event: str
    made: str
    """`original`, `form`, `edit 0.05`, `cut`, `extended`, `byline`, `lead`, or `negative …`."""
    title: str
    paragraphs: tuple[str, ...]
    published_at: str

    def document(self, number: int) -> Document:
        return Document(f"set:{number}", self.title, "\n\n".join(self.paragraphs), self.published_at, "2026-01-01T00:00:00Z")


class Generator:
    """Events and what becomes of them; the same for the same seed."""

    def __init__(self, seed: int, split: str) -> None:
        data = tomllib.loads(TEMPLATES.read_text("utf-8"))
        self.values: dict[str, list[str]] = data["values"]
        self.kinds = [kind for kind in data["kinds"] if kind.get("split", "tune") == split]
        self.random = random.Random(f"{seed} {split}")
        self.count = 0

    def facts(self) -> Facts:
        pick = self.random.choice
        found = {key: pick(self.values[key]) for key in ("ward", "city", "post", "body")}
        found |= {"post2": pick(self.values["post"]), "person": self._person(), "person2": self._person()}
        found |= {"n": str(pick(range(2, 13))), "n2": str(pick(range(13, 99))), "n3": str(pick(range(100, 999)))}
        found |= {"money": f"{pick(range(1, 90))},{pick(range(1, 10))}", "year": str(pick(range(2015, 2026)))}
        found |= {"part": pick(["Sáng", "Chiều"]), "part2": pick(["sáng", "chiều"])}
        for key in ("date", "date2", "date3"):
            found[key] = f"{pick(range(1, 29)):02}/{pick(range(1, 13)):02}/{found['year']}"
        return found

    def event(self) -> tuple[dict[str, list[str]], Facts, list[int]]:
        """A kind, its facts, and which of its sentences are told."""
        kind = self.random.choice(self.kinds)
        size = len(kind["sentences"])
        told = sorted(self.random.sample(range(1, size), self.random.randint(size - 3, size - 1)))
        return kind, self.facts(), [self.random.randrange(len(kind["titles"])), 0, *told]

    def tell(self, kind: dict[str, list[str]], facts: Facts, told: Sequence[int], event: str, made: str) -> Told:
        filled = facts | {name.capitalize(): facts[name][:1].upper() + facts[name][1:] for name in ("ward", "city")}
        sentences = [kind["sentences"][i].format(**filled) for i in told[1:]]
        paragraphs = tuple(" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2))
        return Told(event, made, kind["titles"][told[0]].format(**filled), paragraphs, _published(facts["date"]))

    def family(self) -> list[Told]:
        """An article, its copies, and its hard negatives."""
        kind, facts, told = self.event()
        self.count += 1
        event = f"event {self.count}"
        original = self.tell(kind, facts, told, event, "original")
        found = [original, *(self._copy(original, how) for how in self.random.sample(COPIES, 3))]
        found = [copy for copy in found if copy.made != "cut" or self._holds(copy, original, facts)]
        other = self.facts() | {"year": facts["year"], "part": facts["part"]}
        for fact in (*self.random.sample(FACTS, 2), "all"):
            changed = other if fact == "all" else facts | {fact: other[fact]}
            text = self.tell(kind, changed, told, event, f"negative {fact}")
            if self._differs(text, original, facts, changed):
                self.count += 1
                text = replace(text, event=f"event {self.count}")
                found.append(text if self.random.random() < 0.5 else replace(self._edited(text, 0.03), made=text.made))
        return found

    @staticmethod
    def _differs(text: Told, original: Told, facts: Facts, changed: Facts) -> bool:
        return facts != changed and (text.title, text.paragraphs) != (original.title, original.paragraphs)

    @staticmethod
    def _holds(copy: Told, original: Told, facts: Facts) -> bool:
        """Whether what is left still tells all that a hard negative may change; else the two would be one text."""
        whole, rest = " ".join(original.paragraphs), " ".join(copy.paragraphs)
        return all(facts[fact] in rest or facts[fact] not in whole for fact in FACTS)

    def _copy(self, original: Told, how: str) -> Told:
        name, _, rate = how.partition(" ")
        made = self._edited(original, float(rate)) if rate else getattr(self, f"_{name}")(original)
        later = self.random.choice([original.published_at, f"{original.published_at[:8]}28"])
        return replace(made, made=how, published_at=later)

    def _person(self) -> str:
        return " ".join(self.random.choice(self.values[part]) for part in ("surname", "middle", "given"))

    def _edited(self, text: Told, rate: float) -> Told:
        return _mapped(text, lambda paragraph: self._edit(paragraph, rate))

    def _edit(self, paragraph: str, rate: float) -> str:
        words: list[str] = []
        for word in paragraph.split():
            if self.random.random() >= rate or not word.islower():
                words.append(word)
                continue
            filler = self.random.choice(self.values["filler"])
            words += self.random.choice([[filler], [], [word, filler]])
        return " ".join(words)

    def _form(self, text: Told) -> Told:
        return _mapped(text, self.random.choice(_FORMS))

    def _cut(self, text: Told) -> Told:
        return replace(text, paragraphs=text.paragraphs[:-1])

    def _extended(self, text: Told) -> Told:
        return replace(text, paragraphs=(*text.paragraphs, self.random.choice(self.values["extra"])))

    def _byline(self, text: Told) -> Told:
        return replace(text, paragraphs=(*text.paragraphs, self.random.choice(self.values["byline"])))

    def _lead(self, text: Told) -> Told:
        return replace(text, paragraphs=(self.random.choice(self.values["opening"]), *text.paragraphs))


COPIES = ("form", "form", *(f"edit {rate}" for rate in EDITS), "cut", "extended", "byline", "lead")


def _mapped(text: Told, change: Callable[[str], str]) -> Told:
    return replace(text, title=change(text.title), paragraphs=tuple(change(paragraph) for paragraph in text.paragraphs))


def _published(date: str) -> str:
    day, month, year = date.split("/")
    return f"{year}-{month}-{day}"


def _new_tone(text: str) -> str:
    for old, new in (
        ("òa", "oà"),
        ("óa", "oá"),
        ("ọa", "oạ"),
        ("ủy", "uỷ"),
        ("úy", "uý"),
        ("ùy", "uỳ"),
        ("óe", "oé"),
        ("Ủy", "Uỷ"),
    ):
        text = text.replace(old, new)
    return text


_FORMS: tuple[Callable[[str], str], ...] = (
    lambda text: unicodedata.normalize("NFD", text),
    _new_tone,
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" - ", " – ").replace(", ", " , ") + "./.",
    lambda text: unicodedata.normalize("NFD", _new_tone(text).replace(", ", ",\u200b  ")),
    lambda text: text.replace(" ngày ", "  ngày "),
)


def labelled(families: int, split: str, seed: int = SEED) -> list[Told]:
    """So many families of articles, shuffled."""
    generator = Generator(seed, split)
    found = [text for _ in range(families) for text in generator.family()]
    generator.random.shuffle(found)
    return found
