"""The register on a labelled set of articles: `python -m tests.register.labelled FOLDER [--show]`.

`FOLDER` holds `articles.jsonl` (id, portal, published_on, title, body), `pairs.jsonl` (for each person `joined_offsets`: groups
of mentions, article, name and offset in the body, that evidence connects) and `questions.jsonl` (office, place, on, holders,
acting, evidence). The texts are read by the officials' own reader. Such sets are no part of the project.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from portals.items import Article
from portals.register import lookup, tables
from portals.register.building import refresh
from portals.register.names import name_key
from portals.register.naming import offices_named
from portals.register.sightings import with_predecessors
from portals.store import Store, open_store
from portals.store.records import as_record
from portals.text.dates import find_event_dates
from portals.text.officials import Piece, officials_of
from tests.register.articles import HOMES

Mention = tuple[str, int]
"""Article and offset in its body."""


def lines(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def read(row: dict[str, Any]) -> Article:
    """Return the record of a row of `articles.jsonl`."""
    title, body, day = row["title"], row["body"], row["published_on"]
    number = int(row["id"].rpartition(":")[2])
    pieces = [Piece("title", title), Piece("body", body)]
    return Article(
        id=row["id"],
        portal=row["portal"],
        url=f"https://example.gov.vn/{row['id']}",
        title=title,
        body=body,
        published_at=day,
        published_on=day,
        published_precision="day" if day else None,
        published_missing=None if day else "not_printed",
        serial=number,
        event_dates=find_event_dates(body, published=day),
        officials=officials_of(pieces, place=HOMES[row["portal"]].place),
        fetched_at="2026-11-01T00:00:00Z",
    )


def owners(store: Store, articles: dict[str, Article]) -> dict[Mention, str]:
    """Mention → person of the register: of a statement in its sentence, else of any of the official's."""
    found: dict[Mention, str] = {}
    known = {name: with_predecessors(as_record(article)) for name, article in articles.items()}
    t = tables.statements.c
    query = sa.select(t.article_id, t.official, t.sentence_start, t.sentence_end, tables.ids.c.person_id).join_from(
        tables.statements, tables.ids, t.key == tables.ids.c.key
    )
    with store.read() as connection:
        for row in connection.execute(query):
            for mention in known[row.article_id][row.official]["mentions"]:
                if mention["field"] != "body":
                    continue
                if row.sentence_start <= mention["start"] < row.sentence_end:
                    found[row.article_id, mention["start"]] = row.person_id
                else:
                    found.setdefault((row.article_id, mention["start"]), row.person_id)
    return found


def pairs(folder: Path, owner: dict[Mention, str], show: bool) -> None:
    joined: Counter[str] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    truth = evident = evident_right = missed = all_mentions = all_right = 0
    for row in lines(folder / "pairs.jsonl"):
        every = [(article, start) for group in row["joined_offsets"] for article, _, start in group]
        truth += len(every) * (len(every) - 1) // 2
        for group in row["joined_offsets"]:
            mine = Counter(owner.get((article, start), "") for article, _, start in group)
            evident += len(group) * (len(group) - 1) // 2
            evident_right += sum(size * (size - 1) // 2 for person, size in mine.items() if person)
            missed += mine[""]
            if show and len(mine) > 1:
                print("apart:", row["person"], [(a, n, owner.get((a, s))) for a, n, s in group])
        numbers = Counter(owner[one] for one in every if one in owner)
        all_mentions += len(every)
        for person, size in numbers.items():
            joined[person] += size
            right[person, row["person"]] += size
    for person, row_person in right:
        if show and joined[person] != right[person, row_person]:
            print("joined:", person, row_person, right[person, row_person])
    together = sum(size * (size - 1) // 2 for size in joined.values())
    all_right = sum(size * (size - 1) // 2 for size in right.values())
    print(f"mentions {all_mentions}, not read {missed}")
    print(
        f"pairs: precision {all_right / together:.3%} ({together - all_right} wrong), recall {evident_right / evident:.2%} of "
        f"those with evidence, {all_right / truth:.2%} of all"
    )


def questions(folder: Path, store: Store, show: bool) -> None:
    count: Counter[str] = Counter()
    with store.read() as connection:
        for row in lines(folder / "questions.jsonl"):
            offices = offices_named(connection, row["office"], row["place"], row["on"])
            answers = lookup.who(connection, offices, row["on"])
            names = {
                (answer.certainty, answer.name, answer.capacity): name_key(answer.name)
                in map(name_key, row["holders"] if answer.capacity == "held" else row["acting"])
                for answer in answers
            }
            bracketed = row["single"] and row["evidence"] == "bracketed"
            count["bracketed"] += bracketed
            count["bracketed certain"] += bracketed and any(right and key[0] == "certain" for key, right in names.items())
            for key, right in names.items():
                clean = "" if row["clean"] else ", wrong articles about"
                count[f"{key[0]} {'right' if right else 'wrong'}{clean}"] += 1
                if show and key[0] == "certain" and not right:
                    print("wrong:", row, answers)
            if show and bracketed and not any(right and key[0] == "certain" for key, right in names.items()):
                print("missed:", row, names, [office["id"] for office in offices])
    for what, number in sorted(count.items()):
        print(f"{what}: {number}")


def main(folder: Path, *, show: bool) -> None:
    articles = {row["id"]: read(row) for row in lines(folder / "articles.jsonl")}
    with tempfile.TemporaryDirectory() as scratch, open_store(f"sqlite:///{scratch}/portals.db") as store:
        store.save(list(articles.values()))
        refresh(store, HOMES)
        pairs(folder, owners(store, articles), show)
        questions(folder, store, show)


if __name__ == "__main__":
    main(Path(sys.argv[1]), show="--show" in sys.argv)
