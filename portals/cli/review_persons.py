"""The dialogue of `scrapy review persons`: two persons, and what the reviewer says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TextIO

from portals.cli.answers import term_line
from portals.register.decisions import Decision, append
from portals.register.lookup import Answer
from portals.register.reviewing import MergeQuestion

KEYS = "s same person · d different persons · k skip · n add a note · q quit"


def review_persons(
    questions: Iterable[MergeQuestion], path: Path, who: str, today: date, source: TextIO, show: Callable[[str], None]
) -> int:
    """Ask about each pair and append what is decided to the file at once; return how many pairs were decided.

    `source` yields lines: `s`, `d`, `k`, `q`, or `n` with a note that the next decision takes along. Its end is `q`.
    """
    decided = 0
    for question in questions:
        for line in _shown(question):
            show(line)
        kind, note = _answer(source, show)
        if kind == "quit":
            break
        if kind != "skip":
            append(path, Decision(kind, question.one, question.other, who, today.isoformat(), note))
            decided += 1
    return decided


def _shown(question: MergeQuestion) -> Iterator[str]:
    yield ""
    yield f"score {question.score:.2f}: {', '.join(reason.replace('_', ' ') for reason in question.reasons)}"
    for name, person, career in (
        (question.name, question.one, question.career),
        (question.other_name, question.other, question.other_career),
    ):
        yield f"{name} · {person}"
        yield from _career(career)


def _career(career: Iterable[Answer]) -> Iterator[str]:
    for answer in career:
        yield f"  {term_line(answer)}"
        for proof in answer.evidence[:1]:
            yield f"    “{proof.sentence}”"
            yield f"    {proof.published or 'undated'} · {proof.url}"


def _answer(source: TextIO, show: Callable[[str], None]) -> tuple[str, str]:
    """The reviewer's word, `same`, `different`, `skip` or `quit`, and the note."""
    kinds = {"s": "same", "d": "different", "k": "skip", "q": "quit"}
    note = ""
    while True:
        show(KEYS)
        line = source.readline()
        if not line:
            return "quit", note
        key, _, rest = line.strip().partition(" ")
        if key.lower() == "n":
            note = rest.strip()
            if not note:
                show("the note, in one line:")
                note = source.readline().strip()
        elif key.lower() in kinds:
            return kinds[key.lower()], note
