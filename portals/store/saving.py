"""Save a batch of articles in one transaction: find what is new, changed or unchanged, and write the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from portals.items import Article, Change
from portals.stages import is_weak
from portals.store import changes, duplicates
from portals.store.database import Row, upsert
from portals.store.reading import fill_links
from portals.store.records import as_record, as_version, captured, rows_of_officials, storable, version_row
from portals.store.tables import articles, asides, officials, positions, register_queue, versions
from portals.store.version_history import Outcome, PlacedVersion, Version, place
from portals.text.duplicates import document


@dataclass(frozen=True, slots=True)
class Saved:
    """The result of saving one article. Times are UTC, ISO 8601."""

    id: str
    outcome: Outcome
    version: int
    first_seen: str
    last_seen: str
    changed_at: str
    aside: bool = False
    """Whether the text was only kept aside: a fallback read it, after the reader of the CMS had read the article before."""


@dataclass(slots=True)
class _Known:
    """The state of one article: from the store, and from the batch so far."""

    timeline: tuple[Version, ...] = ()
    stored: tuple[Version, ...] = ()
    first_seen: str = ""
    last_seen: str = ""
    gone_at: str | None = None
    published_at: str | None = None
    weak: bool | None = None
    """Whether its record comes from a fallback reader."""
    seen_alive: bool = False
    """Whether a page of the live site is in this batch, whatever time it was gone by the clock."""
    latest: Article | None = None
    """The newest capture of the batch, if it is the newest of all."""
    record: Row = field(default_factory=dict)
    """Its record."""

    @property
    def compared_again(self) -> bool:
        """Whether something changed that decides which articles are copies, and which is the representative."""
        before = (self.stored[-1].key, self.stored[0].changed_at, self.published_at) if self.stored else None
        return before != (self.timeline[-1].key, self.timeline[0].changed_at, self.record["published_at"])

    @property
    def gone(self) -> str | None:
        """Since when the site has answered 404 or 410; None if a capture is newer."""
        return self.gone_at if self.gone_at and self.gone_at >= self.last_seen and not self.seen_alive else None


@dataclass(slots=True)
class _Rows:
    articles: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)
    officials: list[Row] = field(default_factory=list)
    positions: list[Row] = field(default_factory=list)
    asides: list[Row] = field(default_factory=list)


def save(
    connection: sa.Connection,
    batch: Sequence[tuple[Article, str]],
    at: str,
    *,
    live: bool = False,
    run_id: str | None = None,
) -> list[Saved]:
    """Save articles, each with the time it was seen at, and fill their history fields.

    `at` is now, `run_id` the run that saves. `live` says that the pages have just been fetched. They then count as the
    newest captures, even if the clock was set back since the last run.
    """
    changes.serialise(connection)  # versions and links are decided from what is there
    for article, _ in batch:
        article.id = storable(article.id)
    known = _known(connection, sorted({article.id for article, _ in batch}))
    rows = _Rows()
    saved = []
    for article, seen in batch:
        one = known[article.id]
        moment = max(seen, one.last_seen, one.gone_at or "") if live else seen
        one.seen_alive = one.seen_alive or live
        record = as_record(article)
        if _is_weaker(one, article, moment):
            rows.asides.append(_aside_row(article, moment))
            saved.append(_kept(article, one, moment))
        else:
            saved.append(_place(one, article, record, moment))

    _write(connection, known, rows)
    changes.log(connection, _changes(saved, known), run_id, at)
    duplicates.link(connection, [document(one.latest) for one in known.values() if one.latest and one.compared_again])
    fill_links(connection, [article for article, _ in batch])
    return saved


def _changes(saved: Sequence[Saved], known: Mapping[str, _Known]) -> Iterator[tuple[str, Change, int]]:
    for one in saved:
        if one.outcome != "unchanged":
            yield one.id, one.outcome, one.version
    for name, article in known.items():
        if article.gone_at and not article.gone:
            yield name, "returned", len(article.timeline)


def _known(connection: sa.Connection, ids: list[str]) -> dict[str, _Known]:
    known: dict[str, _Known] = defaultdict(_Known)
    wanted = [articles.c[name] for name in ("id", "first_seen", "last_seen", "gone_at", "published_at", "weak")]
    for row in connection.execute(sa.select(*wanted).where(articles.c.id.in_(ids))):
        known[row.id] = _Known((), (), row.first_seen, row.last_seen, row.gone_at, row.published_at, row.weak)
    found = connection.execute(sa.select(versions).where(versions.c.article_id.in_(list(known))).order_by(versions.c.version))
    for version in found.mappings():
        known[version["article_id"]].timeline += (as_version(version),)
    for article in known.values():
        article.stored = article.timeline
    return known


def _is_weaker(known: _Known, article: Article, seen: str) -> bool:
    """Return whether the reader of the CMS read the article before, and now only a fallback could, with another text.

    After a redesign the generic reader makes records without byline and author. They would replace every good record of the
    portal. An equal text is no loss.
    """
    if known.weak is not False or seen < known.last_seen or not is_weak(article):
        return False
    return captured(article, seen).key != known.timeline[-1].key


def _aside_row(article: Article, seen: str) -> Row:
    row = version_row(article.id, 0, captured(article, seen))
    del row["version"], row["changed_at"]
    return row


def _kept(article: Article, known: _Known, seen: str) -> Saved:
    """Update when the article was seen: the page exists, but it is unknown whether its text has changed."""
    known.last_seen = max(known.last_seen, seen)
    current = known.timeline[-1]
    article.version = len(known.timeline)
    article.first_seen, article.last_seen, article.changed_at = known.first_seen, known.last_seen, current.changed_at
    return Saved(article.id, "unchanged", article.version, known.first_seen, known.last_seen, current.changed_at, aside=True)


def _place(known: _Known, article: Article, record: Row, seen: str) -> Saved:
    placed = place(known.timeline, captured(article, seen))
    known.timeline = placed.versions
    known.first_seen = min(known.first_seen or seen, seen)
    if seen >= known.last_seen:
        known.last_seen, known.latest, known.record = seen, article, record
        known.weak = is_weak(article)
    return _filled(article, known, placed)


def _filled(article: Article, known: _Known, placed: PlacedVersion) -> Saved:
    version = placed.versions[placed.number - 1]
    article.version = placed.number
    article.first_seen, article.last_seen, article.changed_at = known.first_seen, known.last_seen, version.changed_at
    return Saved(article.id, placed.outcome, placed.number, known.first_seen, known.last_seen, version.changed_at)


def _write(connection: sa.Connection, known: dict[str, _Known], rows: _Rows) -> None:
    replaced = []
    for article_id, one in known.items():
        rows.versions += _changed_versions(article_id, one)
        if one.latest is not None:
            replaced.append(article_id)
            rows.articles.append(_article_row(one))
            people, held = rows_of_officials(one.record)
            rows.officials += people
            rows.positions += held
        else:
            _note_older(connection, article_id, one)
    _drop_surplus(connection, known)

    upsert(connection, articles, rows.articles)
    upsert(connection, versions, rows.versions)
    upsert(connection, asides, list({(row["article_id"], row["key"]): row for row in rows.asides}.values()))
    connection.execute(positions.delete().where(positions.c.article_id.in_(replaced)))
    connection.execute(officials.delete().where(officials.c.article_id.in_(replaced)))
    for table, added in ((officials, rows.officials), (positions, rows.positions)):
        if added:
            connection.execute(table.insert(), added)
    upsert(connection, register_queue, [{"article_id": article_id} for article_id in replaced])


def _changed_versions(article_id: str, one: _Known) -> list[Row]:
    numbered = enumerate(one.timeline, 1)
    return [
        version_row(article_id, number, version)
        for number, version in numbered
        if one.stored[number - 1 : number] != (version,)
    ]


def _drop_surplus(connection: sa.Connection, known: dict[str, _Known]) -> None:
    """Delete surplus version rows: better code may find that two versions were one."""
    for article_id, one in known.items():
        if len(one.stored) > len(one.timeline):
            surplus = sa.and_(versions.c.article_id == article_id, versions.c.version > len(one.timeline))
            connection.execute(versions.delete().where(surplus))


def _article_row(one: _Known) -> Row:
    current = one.timeline[-1]
    history = {"first_seen": one.first_seen, "last_seen": one.last_seen, "changed_at": current.changed_at}
    record = one.record | history | {"version": len(one.timeline)}
    copied = ("id", "portal", "url", "title", "published_at", "run_id", "version", *history)
    return {
        **{name: record[name] for name in copied},
        "state": "gone" if one.gone else "present",
        "gone_at": one.gone,
        "weak": one.weak,
        "key": current.key,
        "record": record,
    }


def _note_older(connection: sa.Connection, article_id: str, one: _Known) -> None:
    """Keep the record, but update the history: an older capture may change version numbers and when it was first seen."""
    history: Row = {"version": len(one.timeline), "changed_at": one.timeline[-1].changed_at, "first_seen": one.first_seen}
    history["last_seen"] = one.last_seen
    if one.seen_alive:
        history |= {"state": "present", "gone_at": None}
    connection.execute(articles.update().where(articles.c.id == article_id).values(**history))


def gone(connection: sa.Connection, article_id: str, at: str, run_id: str | None = None) -> bool:
    """Mark an article as gone; its last version is kept. False if it was already gone, or is unknown."""
    changes.serialise(connection)
    present = sa.and_(articles.c.id == article_id, articles.c.state == "present")
    noted = bool(connection.execute(articles.update().where(present).values(state="gone", gone_at=at)).rowcount)
    if noted:
        changes.log_stored(connection, [article_id], "gone", run_id, at)
    return noted


def unchanged(connection: sa.Connection, ids: Sequence[str], at: str, run_id: str | None = None) -> None:
    """Mark articles as seen and unchanged (304)."""
    earlier = sa.and_(articles.c.id.in_(ids), articles.c.last_seen < at)
    returned = sa.select(articles.c.id).where(earlier, articles.c.state == "gone")
    if connection.execute(returned.limit(1)).first():
        changes.serialise(connection)
        changes.log_stored(connection, connection.execute(returned).scalars().all(), "returned", run_id, at)
    connection.execute(articles.update().where(earlier).values(last_seen=at, state="present", gone_at=None))
    current = sa.select(articles.c.version).where(articles.c.id == versions.c.article_id).scalar_subquery()
    last = sa.and_(versions.c.article_id.in_(ids), versions.c.version == current, versions.c.last_seen < at)
    connection.execute(versions.update().where(last).values(last_seen=at))
