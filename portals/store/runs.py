"""Rows of runs and their problems."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from portals.store.tables import articles, problems, runs

Row = dict[str, Any]


def begin(connection: sa.Connection, row: Row) -> None:
    """Insert the row of a new run; mark runs of the same portal whose process has ended as killed."""
    for killed in _killed(connection, row["portal"]):
        note = {"result": "interrupted", "exit_code": None, "message": "killed"}
        connection.execute(runs.update().where(runs.c.id == killed).values(**note))
    connection.execute(runs.insert().values(process=f"{socket.gethostname()} {os.getpid()}", **row))


def finish(connection: sa.Connection, run_id: str, values: Row, given_up: Iterable[Row] = ()) -> None:
    """Write the result of a run, and its problems."""
    connection.execute(runs.update().where(runs.c.id == run_id).values(**values))
    rows = list(given_up)
    if rows:
        connection.execute(problems.insert(), rows)


def unfinished(connection: sa.Connection, portal: str) -> bool:
    """Return whether the last run of the portal was killed or interrupted, so that the next one continues it."""
    last = connection.execute(_latest(portal).limit(1)).mappings().first()
    return last is not None and last["result"] in (None, "interrupted")


def recent(connection: sa.Connection, portal: str | None = None, limit: int = 20) -> Sequence[Row]:
    """Return the last runs, the newest first."""
    return [dict(row) for row in connection.execute(_latest(portal).limit(limit)).mappings()]


def good(connection: sa.Connection, portal: str, limit: int = 5) -> Sequence[Row]:
    """Return the last `ok` runs of the portal that read an article, the newest first."""
    query = _latest(portal).where(runs.c.result == "ok", runs.c.records > 0).limit(limit)
    return [dict(row) for row in connection.execute(query).mappings()]


def problems_of(connection: sa.Connection, run_id: str) -> Sequence[Row]:
    """Return the problems of a run, in the order of its report."""
    query = sa.select(problems).where(problems.c.run_id == run_id).order_by(problems.c.number)
    return [dict(row) for row in connection.execute(query).mappings()]


def is_known(connection: sa.Connection, run_id: str) -> bool:
    """Return whether there was a run of this id."""
    return connection.execute(sa.select(runs.c.id).where(runs.c.id == run_id)).first() is not None


def completed(connection: sa.Connection, portal: str) -> bool:
    """Return whether a full crawl of the portal has ever been completed."""
    query = sa.select(sa.literal(1)).where(
        runs.c.portal == portal, runs.c.mode == "full", runs.c.partial.is_(False), runs.c.result.in_(("ok", "degraded"))
    )
    return connection.execute(query.limit(1)).first() is not None


def count_articles(connection: sa.Connection, portal: str) -> int:
    """Return the number of the portal's articles, including gone ones."""
    query = sa.select(sa.func.count()).select_from(articles).where(articles.c.portal == portal)
    return int(connection.execute(query).scalar_one())


def _latest(portal: str | None) -> sa.Select[Any]:
    query = sa.select(runs).order_by(runs.c.started_at.desc(), runs.c.id.desc())
    return query if portal is None else query.where(runs.c.portal == portal)


def _killed(connection: sa.Connection, portal: str) -> list[str]:
    query = sa.select(runs.c.id, runs.c.process).where(runs.c.portal == portal, runs.c.result.is_(None))
    return [row.id for row in connection.execute(query) if not alive(row.process)]


def alive(process: str | None) -> bool:
    """Return whether the process may still be running; True for a process of another machine."""
    host, _, number = (process or "").rpartition(" ")
    if host != socket.gethostname() or not number.isdigit():
        return bool(host)
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return int(number) != os.getpid()
