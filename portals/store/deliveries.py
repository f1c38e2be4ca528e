"""Records that are stored and not yet in a feed.

A feed file is finished when its run ends, so a killed run leaves records in the store that are in no feed. Therefore each
record that belongs in a feed is noted in the transaction that stores it, and the note is removed after the feed is written.
Remaining records go into the next feed of the same target.

A target that the next run overwrites (`-O new.jsonl`) gets all records of a crawl again while the crawl continues: a run
that was stopped by a signal wrote 88 of 300 records, and the run that resumes it writes 300.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from portals.store.database import upsert
from portals.store.tables import crawls, deliveries, runs

_OPEN_CRAWLS = sa.select(crawls.c.id).where(crawls.c.finished_at.is_(None))
_ENDED_RUNS = sa.select(runs.c.id).where(runs.c.result.is_not(None))


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds of one run. `everything`: unchanged articles belong in them too (a replay, `-a full=1`)."""

    portal: str
    run_id: str
    crawl: str
    targets: tuple[str, ...] = ()
    everything: bool = False


def note(connection: sa.Connection, feeds: Feeds, ids: Sequence[str]) -> None:
    """Note that these articles must be written to the feeds of the run."""
    rows = [_row(feeds, target, article_id) for target in feeds.targets for article_id in dict.fromkeys(ids)]
    upsert(connection, deliveries, rows)


def _row(feeds: Feeds, target: str, article_id: str) -> dict[str, Any]:
    key = {"portal": feeds.portal, "target": target, "article_id": article_id}
    return key | {"crawl": feeds.crawl, "run_id": feeds.run_id, "written": False}


def take_over(connection: sa.Connection, feeds: Feeds, target: str) -> list[str]:
    """Return the ids of articles that earlier runs did not deliver to this feed, sorted, and assign them to this run."""
    unwritten = sa.or_(deliveries.c.written.is_(False), deliveries.c.crawl == feeds.crawl)
    left = sa.and_(_of(feeds, target), deliveries.c.run_id != feeds.run_id, unwritten)
    ids = set(connection.execute(sa.select(deliveries.c.article_id).where(left)).scalars())
    connection.execute(deliveries.update().where(left).values(run_id=feeds.run_id, written=False))

    # a crawl that is resumed with another file name (-O new-$(date).jsonl) delivers to the new file
    elsewhere = sa.and_(
        deliveries.c.portal == feeds.portal,
        deliveries.c.crawl == feeds.crawl,
        deliveries.c.written.is_(False),
        deliveries.c.target.not_in(feeds.targets),
        deliveries.c.run_id.in_(_ENDED_RUNS),
    )
    mine = set(connection.execute(sa.select(deliveries.c.article_id).where(_of(feeds, target))).scalars())
    moved = set(connection.execute(sa.select(deliveries.c.article_id).where(elsewhere)).scalars()) - mine
    note(connection, Feeds(feeds.portal, feeds.run_id, feeds.crawl, (target,)), sorted(moved))
    return sorted(ids | moved)


def delivered(connection: sa.Connection, feeds: Feeds, target: str, *, for_good: bool) -> None:
    """Remove the notes of what the run has written to the feed.

    `for_good` is False if the crawl continues and its next run overwrites the file: then the notes are kept for that run.
    """
    mine = sa.and_(_of(feeds, target), deliveries.c.run_id == feeds.run_id)
    if for_good:
        connection.execute(deliveries.delete().where(mine))
    else:
        connection.execute(deliveries.update().where(mine).values(written=True))


def forget(connection: sa.Connection, feeds: Feeds, *, crawl_over: bool) -> None:
    """Delete notes that are no longer needed: written ones of ended crawls, and those that moved to this run's feeds."""
    ended: sa.ColumnElement[bool] = deliveries.c.crawl.not_in(_OPEN_CRAWLS)
    if crawl_over:
        ended = sa.or_(ended, deliveries.c.crawl == feeds.crawl)
    written = sa.and_(deliveries.c.portal == feeds.portal, deliveries.c.written.is_(True), ended)
    connection.execute(deliveries.delete().where(written))
    if feeds.targets:
        moved = sa.and_(
            deliveries.c.portal == feeds.portal,
            deliveries.c.crawl == feeds.crawl,
            deliveries.c.written.is_(False),
            deliveries.c.target.not_in(feeds.targets),
            deliveries.c.run_id.in_(_ENDED_RUNS),
        )
        connection.execute(deliveries.delete().where(moved))


def waiting(connection: sa.Connection) -> list[tuple[str, str, int]]:
    """Return portal, target and number of waiting records of each feed, sorted by name."""
    query = (
        sa.select(deliveries.c.portal, deliveries.c.target, sa.func.count())
        .where(deliveries.c.written.is_(False), deliveries.c.run_id.in_(_ENDED_RUNS))
        .group_by(deliveries.c.portal, deliveries.c.target)
        .order_by(deliveries.c.portal, deliveries.c.target)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def drop(connection: sa.Connection, target: str) -> int:
    """Delete the notes of a feed and return their number; keep those of running runs."""
    gone = sa.and_(deliveries.c.target == target, deliveries.c.run_id.in_(_ENDED_RUNS))
    return connection.execute(deliveries.delete().where(gone)).rowcount


def undelivered(connection: sa.Connection, portal: str, *, besides: Collection[str] = ()) -> dict[str, int]:
    """Return the number of undelivered records of ended runs for each target, except the targets `besides`."""
    query = (
        sa.select(deliveries.c.target, sa.func.count())
        .where(deliveries.c.portal == portal, deliveries.c.written.is_(False), deliveries.c.target.not_in(list(besides)))
        .where(deliveries.c.run_id.in_(_ENDED_RUNS))
        .group_by(deliveries.c.target)
        .order_by(deliveries.c.target)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _of(feeds: Feeds, target: str) -> sa.ColumnElement[bool]:
    return sa.and_(deliveries.c.portal == feeds.portal, deliveries.c.target == target)
