"""What the pages ask of the reading room's database. Rows come back as dictionaries; days and times are ISO text."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from portals.register.names import unmarked
from portals.register.naming import lies_in, title_words
from portals.register.terms import NEAR_DAYS, Point, holders_on

Row = dict[str, Any]

PAGE = 25
MOST_TERMS = 200
"""Terms shown on one page: "Deputy of the National Assembly" has more holders than anybody reads."""
_LISTED = ", ".join(
    f"a.{name}"
    for name in (
        *("id", "portal", "section", "title", "published_at", "published_between", "sort_day"),
        *("state", "gone_at", "version", "changed_at"),
    )
)
_WORD = re.compile(r"\w+")


def open_room(path: Path) -> sqlite3.Connection:
    """Return a connection that can only read, with the SQL function `unmarked`."""
    room = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    room.create_function("unmarked", 1, lambda text: unmarked(text or ""), deterministic=True)
    return room


def fetch_all(room: sqlite3.Connection, sql: str, *values: object) -> list[Row]:
    """Return the rows of a query."""
    cursor = room.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


@cache
def query_text(name: str) -> str:
    """Return the text of a query that stands in a file of its own; some are offered in the browser, too."""
    return (files(__package__) / "sql" / f"{name}.sql").read_text("utf-8")


def run_query(room: sqlite3.Connection, name: str, **values: object) -> list[Row]:
    """Return the rows of a query of a file, with its parameters by name."""
    cursor = room.execute(query_text(name), values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, one, strict=True)) for one in cursor]


def fetch_one(room: sqlite3.Connection, sql: str, *values: object) -> Row | None:
    """Return the first row of a query."""
    return next(iter(fetch_all(room, sql, *values)), None)


def built_from(room: sqlite3.Connection) -> dict[str, str]:
    """Return what the room was built from, and when."""
    return dict(room.execute("SELECT what, value FROM about").fetchall())


def portal_rows(room: sqlite3.Connection) -> list[Row]:
    """Return each portal with its number of articles and its first and last day."""
    return run_query(room, "portals")


def articles_a_day(room: sqlite3.Connection, portal: str) -> dict[str, int]:
    """Return how many articles a portal published on each day."""
    query = "SELECT published_on, count(*) FROM articles WHERE portal = ? AND published_on IS NOT NULL GROUP BY published_on"
    return dict(room.execute(query, (portal,)).fetchall())


def newest_articles(room: sqlite3.Connection, limit: int = 12) -> list[Row]:
    """Return the articles that were found last."""
    return fetch_all(room, f"SELECT {_LISTED} FROM articles AS a ORDER BY a.first_seen DESC, a.sort_day DESC LIMIT ?", limit)


def all_articles(room: sqlite3.Connection, limit: int, start: int) -> list[Row]:
    """Return a part of all articles, the latest first."""
    query = f"SELECT {_LISTED} FROM articles AS a ORDER BY a.sort_day IS NULL, a.sort_day DESC, a.id LIMIT ? OFFSET ?"
    return fetch_all(room, query, limit, start)


def changed_articles(room: sqlite3.Connection, limit: int = 12, since: str = "") -> list[Row]:
    """Return the articles that were edited or vanished, the latest first."""
    return run_query(room, "changed", since=since, limit=limit)


def last_runs(room: sqlite3.Connection, limit: int = 10) -> list[Row]:
    """Return the last runs."""
    return fetch_all(room, "SELECT * FROM runs ORDER BY started_at DESC, id LIMIT ?", limit)


MANY = 2000
"""Hits above which articles are shown by day: to rank 100,000 by their words takes seconds, and helps nobody."""


def found_articles(room: sqlite3.Connection, words: str, portal: str = "", page: int = 1) -> tuple[int, list[Row]]:
    """Return how many articles hold all the words, and one page of them. Diacritics make no difference.

    The best come first; of more than `MANY` articles the latest.
    """
    query = " ".join(f'"{word}"' for word in _WORD.findall(unmarked(words))[:20])
    if not query:
        return 0, []
    start = (max(page, 1) - 1) * PAGE
    hits = "SELECT rowid FROM search WHERE search MATCH ?"
    ranked = room.execute(f"SELECT count(*) FROM ({hits} LIMIT {MANY + 1})", (query,)).fetchone()[0] <= MANY
    of_portal, values = (" AND a.portal = ?", (query, portal)) if portal else ("", (query,))
    if ranked:
        where = f"FROM search JOIN articles AS a ON a.number = search.rowid WHERE search MATCH ?{of_portal}"
        order = "ORDER BY bm25(search, 8.0, 1.0, 6.0), a.sort_day DESC, a.id"
    else:
        where = f"FROM articles AS a WHERE a.number IN ({hits}){of_portal}"
        order = "ORDER BY a.sort_day DESC, a.number"
    counted = f"SELECT count(*) {where}" if portal or ranked else f"SELECT count(*) FROM ({hits})"
    count = room.execute(counted, values).fetchone()[0]
    return count, fetch_all(room, f"SELECT {_LISTED} {where} {order} LIMIT ? OFFSET ?", *values, PAGE, start)


def persons_like(room: sqlite3.Connection, words: str, limit: int = 12) -> list[Row]:
    """Return persons whose name begins with the words or is them, who is stated most often first."""
    typed = unmarked(words).strip()
    return run_query(room, "persons_like", words=typed, limit=limit) if len(typed) > 1 else []


def article_row(room: sqlite3.Connection, name: str) -> Row | None:
    """Return an article with its officials, files, versions and links."""
    found = fetch_one(room, "SELECT * FROM articles WHERE id = ?", name)
    if found is None:
        return None
    found["marks"] = json.loads(found["marks"])
    found["officials"] = fetch_all(room, "SELECT * FROM officials WHERE article_id = ? ORDER BY number, position", name)
    found["files"] = fetch_all(room, "SELECT * FROM files WHERE article_id = ? ORDER BY kind, number", name)
    found["versions"] = fetch_all(room, "SELECT * FROM versions WHERE article_id = ? ORDER BY version", name)
    found["links"] = fetch_all(
        room,
        f"SELECT l.relation, l.similarity, {_LISTED} FROM links AS l JOIN articles AS a ON a.id = l.other_id "
        "WHERE l.article_id = ? ORDER BY l.similarity DESC, a.sort_day LIMIT 50",
        name,
    )
    return found


def person_row(room: sqlite3.Connection, name: str) -> Row | None:
    """Return a person by today's id or an old one, with terms, pairs to decide and namesakes."""
    owner = fetch_one(room, "SELECT person_id FROM ids WHERE key = ?", name)
    found = fetch_one(room, "SELECT * FROM persons WHERE id = ?", owner["person_id"] if owner else name)
    if found is None:
        return None
    found["terms"] = _terms(room, person=found["id"])
    found["contradictions"] = contradictions_of(room, person=found["id"])
    found["candidates"] = candidate_pairs(room, found["id"])
    found["namesakes"] = fetch_all(
        room, "SELECT * FROM persons WHERE search = ? AND id <> ? LIMIT 50", found["search"], found["id"]
    )
    return found


def office_row(room: sqlite3.Connection, name: str) -> Row | None:
    """Return an office with everybody who held it."""
    found = fetch_one(room, "SELECT * FROM offices WHERE id = ?", name)
    if found is not None:
        found["terms"] = _terms(room, office=name)
        found["contradictions"] = contradictions_of(room, office=name)
    return found


def offices_of_place(room: sqlite3.Connection, place: str) -> list[Row]:
    """Return the offices of a place, by its path."""
    return fetch_all(
        room,
        "SELECT o.*, count(DISTINCT t.person_id) AS holders_known FROM offices AS o JOIN terms AS t ON t.office_id = o.id "
        "WHERE o.place = ? GROUP BY o.id ORDER BY o.kind, o.body, o.holders DESC, o.post LIMIT 500",
        place,
    )


def _terms(room: sqlite3.Connection, person: str = "", office: str = "") -> list[Row]:
    """Terms of a person or an office with the names of both sides, each with the first and last sentences that state it."""
    found = run_query(room, "terms", person=person, office=office)[:MOST_TERMS]
    for number, term in enumerate(found):
        term["anchor"] = f"term-{number}"
        term["evidence"] = evidence_rows(room, term["person_id"], term["office_id"])
    return found


def evidence_rows(room: sqlite3.Connection, person_id: str, office_id: str, ids: Iterable[str] = ()) -> list[Row]:
    """Return statements that put a person in an office, with their sentences: of some articles, or the first and last three.

    The texts of these few are read alone: a chairman of ten years is named in thousands of articles.
    """
    wanted = set(ids)
    query = (
        "SELECT article_id, number, position FROM statements WHERE person_id = ? AND office_id = ? "
        "ORDER BY since, article_id, number, position"
    )
    found = [row for row in room.execute(query, (person_id, office_id)) if not wanted or row[0] in wanted]
    some = found if len(found) <= 6 else [*found[:3], *found[-3:]]
    rows = (run_query(room, "evidence", article=row[0], number=row[1], position=row[2]) for row in some)
    return [one | {"sentence": one["sentence"] or ""} for (one,) in rows]


def contradictions_of(room: sqlite3.Connection, person: str = "", office: str = "", place: str = "") -> list[Row]:
    """Return what articles contradict each other in, of a person, an office or a place, with sentences of both sides.

    Two holders at one time of an office that only one can hold (`holders`), and an end before its appointment (`order`).
    """
    found = run_query(room, "contradictions", person=person, office=office, place=place)
    for one in found:
        since, until = sorted((one["since"], one["until"]))
        people = [one["person_id"], one["other_id"]] if one["other_id"] else [one["person_id"]]
        one["evidence"] = [row for name in people for row in _evidence_about(room, name, one["office_id"], since, until)]
    return found


def _evidence_about(room: sqlite3.Connection, person: str, office: str, since: str, until: str) -> list[Row]:
    """The two statements that lie nearest to a time."""
    query = (
        "SELECT article_id FROM statements WHERE person_id = ? AND office_id = ? AND dated "
        "ORDER BY max(since, ?) > min(until, ?), since, article_id LIMIT 2"
    )
    ids = [row[0] for row in room.execute(query, (person, office, since, until))]
    return evidence_rows(room, person, office, ids) if ids else []


def candidate_pairs(room: sqlite3.Connection, person_id: str = "", limit: int = 100) -> list[Row]:
    """Return the pairs to decide, of one person or of all, the likeliest first."""
    found = run_query(room, "candidates", person=person_id, limit=limit)
    for pair in found:
        pair["reasons"] = json.loads(pair["reasons"])
        for side in ("one", "other"):
            pair[f"{side}_terms"] = run_query(room, "terms", person=pair[side], office="")[:MOST_TERMS]
    return found


def holders_asked(
    room: sqlite3.Connection, words: str, place: str, on: str, near_days: int = NEAR_DAYS
) -> tuple[list[Row], list[Row]]:
    """Return the offices that words mean in a place, and who held them on a day with certainty and evidence."""
    post, rest = title_words(words)
    like = "".join(" AND instr(' ' || search || ' ', ' ' || ? || ' ')" for _ in rest)
    query = f"SELECT * FROM offices WHERE search >= ? AND search < ?{like} ORDER BY search LIMIT 2000"
    found = fetch_all(room, query, post, f"{post}\x7f", *rest)
    ends = {f"{post}{end}" for end in ("", " thuong truc", " phu trach")}
    offices = [one for one in found if unmarked(one["post"]) in ends and (not place or lies_in(one["place"], place, on))][:50]
    answers = [answer for one in offices for answer in _holders(room, one, on, near_days)]
    order = {"certain": 0, "likely": 1}
    return offices, sorted(answers, key=lambda one: (order[one["certainty"]], one["office"], one["person"]))


def _holders(room: sqlite3.Connection, one: Row, on: str, near_days: int) -> list[Row]:
    if one["until"] and on > one["until"]:
        return []
    stated = fetch_all(room, f"SELECT * FROM statements WHERE office_id = ? AND {_HELD} ORDER BY since", one["id"])
    points = [
        Point(s["person_id"], s["since"], s["until"], s["act"], s["act_on"], bool(s["certain"]), s["article_id"])
        for s in stated
        if s["dated"]
    ]
    answers: dict[str, Row] = {}
    for holder in holders_on(on, points, single=one["holders"] == "one", near_days=near_days):
        ids = [point.article_id for point in holder.points]
        answers[holder.person] = _answer(room, one, holder.person, holder.certainty, ids) | {"disputed": holder.disputed}
    for s in stated:
        if not s["dated"] and "0001-01-01" < s["since"] <= on <= s["until"] and s["person_id"] not in answers:
            answers[s["person_id"]] = _answer(room, one, s["person_id"], "likely", [s["article_id"]])
    return list(answers.values())


_HELD = "NOT past AND (status IN ('current', 'appointed', 'unknown', 'acting') OR act = 'ended')"


def _answer(room: sqlite3.Connection, one: Row, person_id: str, certainty: str, ids: Sequence[str]) -> Row:
    named = fetch_one(room, "SELECT name FROM persons WHERE id = ?", person_id)
    return {
        "person_id": person_id,
        "person": named["name"] if named else "",
        "office_id": one["id"],
        "office": one["title"],
        "certainty": certainty,
        "disputed": False,
        "evidence": evidence_rows(room, person_id, one["id"], dict.fromkeys(ids)),
    }


def appointments_between(room: sqlite3.Connection, since: str, until: str) -> list[Row]:
    """Return appointments and ends of terms between two ISO days."""
    return run_query(room, "acts", since=since, until=until)


def copied_articles(room: sqlite3.Connection, portal: str = "") -> list[Row]:
    """Return articles that stand on several pages: the one that was published first, and the others."""
    return run_query(room, "copies", portal=portal)


def vanished_articles(room: sqlite3.Connection, since: str) -> list[Row]:
    """Return articles whose pages are gone since an ISO day."""
    return run_query(room, "vanished", since=since)


def days_before(today: date, days: int) -> str:
    """Return the ISO day some days before another."""
    return (today - timedelta(days=days)).isoformat()
