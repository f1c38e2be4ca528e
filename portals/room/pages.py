"""The pages of the reading room, each from the database to HTML. None of them asks the network or changes anything."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from portals.room import queries
from portals.room.charts import Bar, coverage_picture, terms_picture
from portals.room.citing import citations
from portals.room.marks import Mark, marked_paragraphs
from portals.room.rendering import Renderer, reason_words
from portals.store.version_history import content_changes

CHANGED_DAYS = 7


class NoSuchPage(LookupError):
    """There is nothing of that name in the room."""


@dataclass(frozen=True, slots=True)
class Room:
    """An open room, the day it is read on, and the language it is read in."""

    database: sqlite3.Connection
    render: Renderer
    today: date
    decisions: str = "register/decisions.tsv"

    def front(self) -> str:
        """Return the front page: what is new and changed, coverage of each portal, health of the last runs."""
        return self._page(
            "front",
            portals=self._coverage(),
            new=queries.newest_articles(self.database),
            changed=queries.changed_articles(self.database),
            runs=queries.last_runs(self.database),
        )

    def search(self, words: str, portal: str = "", page: int = 1) -> str:
        """Return the articles and persons that words find."""
        count, found = queries.found_articles(self.database, words, portal, page)
        return self._page(
            "search",
            words=words,
            portal=portal,
            page=page,
            pages=-(-count // queries.PAGE),
            count=count,
            by_day=count > queries.MANY,
            found=found,
            persons=queries.persons_like(self.database, words),
            portals=queries.portal_rows(self.database),
        )

    def article(self, name: str) -> str:
        """Return an article with everything that is known of it."""
        found = self._article(name)
        marks = found["marks"]
        body = marked_paragraphs(found["body"] or "", _marks(marks, "body"))
        lead = marked_paragraphs(found["lead"] or "", _marks(marks, "lead"))
        people = {row["number"]: row for row in reversed(found["officials"])}
        return self._page(
            "article",
            article=found,
            body=body,
            lead=lead,
            people=people,
            officials=found["officials"],
            images=[row for row in found["files"] if row["kind"] == "image"],
            files=[row for row in found["files"] if row["kind"] == "attachment"],
            days=_days_named(found),
            diffs=_diffs(found["versions"]),
            cite=citations(found, found["portal"]),
        )

    def archived(self, name: str, problem: str | None = None) -> str:
        """Return the frame around the archived page of an article; `problem` names the file that is missing."""
        found = self._article(name)
        days = sorted({str(mark[4]) for mark in found["marks"] if mark[3] == "date" and mark[4]})
        return self._page("archived", article=found, officials=found["officials"], days=days, problem=problem)

    def person(self, name: str) -> str:
        """Return a person with all terms, as a picture and with the sentences that prove them."""
        found = queries.person_row(self.database, name)
        if found is None:
            raise NoSuchPage(name)
        bars = [_bar(term, term["office"]) for term in found["terms"] if term["begins"]]
        return self._page("person", person=found, picture=Markup(terms_picture(bars, found["name"])))

    def office(self, name: str) -> str:
        """Return an office with everybody who held it."""
        found = queries.office_row(self.database, name)
        if found is None:
            raise NoSuchPage(name)
        bars = [_bar(term, term["person"]) for term in found["terms"] if term["begins"]]
        return self._page("office", office=found, picture=Markup(terms_picture(bars, found["title"])))

    def place(self, path: str) -> str:
        """Return the offices of a place."""
        found = queries.offices_of_place(self.database, path)
        if not found:
            raise NoSuchPage(path)
        contradictions = queries.contradictions_of(self.database, place=path)
        return self._page("place", place=path, offices=found, contradictions=contradictions)

    def candidates(self, said: str = "", token: str = "") -> str:
        """Return the pairs of persons to decide. `said` tells of a decision just made, `token` proves that a form is ours."""
        pairs = queries.candidate_pairs(self.database)
        return self._page("candidates", pairs=pairs, said=said, file=self.decisions, csrf=token)

    def questions(self) -> str:
        """Return the list of questions with their forms."""
        week = queries.days_before(self.today, CHANGED_DAYS)
        return self._page("questions", portals=queries.portal_rows(self.database), today=self.today.isoformat(), week=week)

    def question(self, name: str, asked: Mapping[str, str]) -> str:
        """Return the answer to a question: `who`, `person`, `appointments`, `changes`, `copies`, `vanished`."""
        week = queries.days_before(self.today, CHANGED_DAYS)
        since, until = _day(asked.get("since"), week), _day(asked.get("until"), self.today.isoformat())
        values: dict[str, Any] = {"question": name, "asked": asked, "since": since, "until": until}
        if name == "who":
            values["on"] = _day(asked.get("on"), self.today.isoformat())
            place = asked.get("place", "")
            values["offices"], values["answers"] = queries.holders_asked(
                self.database, asked.get("post", ""), place, values["on"]
            )
        elif name == "person":
            values["persons"] = queries.persons_like(self.database, asked.get("name", ""), 50)
        elif name == "appointments":
            values["acts"] = queries.appointments_between(self.database, since, until)
        elif name == "changes":
            values["articles"] = queries.changed_articles(self.database, 500, since)
        elif name == "copies":
            values["copies"] = queries.copied_articles(self.database, asked.get("portal", ""))
        elif name == "vanished":
            values["articles"] = queries.vanished_articles(self.database, since)
        else:
            raise NoSuchPage(name)
        return self._page("answer", **values)

    def reasons(self) -> str:
        """Return what the reasons of runs mean."""
        return self._page("reasons", reasons=reason_words(self.render.language))

    def contents(self, page: int, pages: int, size: int) -> str:
        """Return one of the lists of all articles, for rooms that cannot be searched; the first shows the coverage, too."""
        found = queries.all_articles(self.database, size, (page - 1) * size)
        count = self.database.execute("SELECT count(*) FROM articles").fetchone()[0]
        portals = self._coverage() if page == 1 else []
        return self._page("contents", page=page, pages=pages, found=found, count=count, portals=portals)

    def persons(self) -> str:
        """Return the list of all persons."""
        return self._page("persons", persons=queries.fetch_all(self.database, "SELECT * FROM persons ORDER BY search, id"))

    def missing(self) -> str:
        """Return the page that says that there is none."""
        return self._page("missing")

    def _coverage(self) -> list[dict[str, Any]]:
        portals = queries.portal_rows(self.database)
        for portal in portals:
            label = f"{self.render.say('calendar')}: {portal['portal']}"
            portal["calendar"] = Markup(coverage_picture(queries.articles_a_day(self.database, portal["portal"]), label))
        return portals

    def _article(self, name: str) -> dict[str, Any]:
        found = queries.article_row(self.database, name)
        if found is None:
            raise NoSuchPage(name)
        return found

    def _page(self, template: str, **values: Any) -> str:
        about = queries.built_from(self.database)
        has_register = self.database.execute("SELECT 1 FROM persons LIMIT 1").fetchone() is not None
        return self.render.page(template, about=about, has_register=has_register, **values)


def _marks(marks: list[list[Any]], field: str) -> list[Mark]:
    return [(mark[1], mark[2], mark[3], mark[4]) for mark in marks if mark[0] == field]


def _days_named(article: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The days that the text names: as printed, and as an ISO day where it is certain."""
    found = [(article["body"][mark[1] : mark[2]], mark[4]) for mark in article["marks"] if mark[3] == "date"]
    return list(dict.fromkeys(found))


def _bar(term: Mapping[str, Any], label: str) -> Bar:
    first, last = term["begins"], term["ends"] or term["begins"]
    return Bar(label, first, max(first, last), term["anchor"], sure=not term["undated"])


def _diffs(versions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What changed between each version and the one before it."""
    return [
        {"old": old, "new": new, "changes": list(content_changes(json.loads(old["content"]), json.loads(new["content"])))}
        for old, new in pairwise(versions)
    ]


def _day(text: str | None, otherwise: str) -> str:
    """An ISO day as a form sends it; else another."""
    try:
        return date.fromisoformat(text or "").isoformat()
    except ValueError:
        return otherwise
