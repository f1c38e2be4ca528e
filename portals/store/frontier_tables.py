"""The tables of a crawl under way: what is to be fetched, by whom, and whose turn it is at a host."""

from __future__ import annotations

import sqlalchemy as sa

from portals.store.tables import metadata

crawls = sa.Table(
    "crawls",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("portal", sa.Text, nullable=False, index=True),
    sa.Column("arguments", sa.Text, nullable=False),
    sa.Column("open_key", sa.Text, unique=True),  # portal and arguments while it is unfinished; null afterwards
    sa.Column("started_at", sa.Text, nullable=False),
    sa.Column("finished_at", sa.Text),
)
"""One row for each crawl from its start to its end, however many processes and restarts that takes."""

frontier = sa.Table(
    "frontier",
    metadata,
    sa.Column("crawl", sa.Text, primary_key=True),
    sa.Column("fingerprint", sa.Text, primary_key=True),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # queued, claimed, done
    sa.Column("owner", sa.Text),  # host:process:mark of the process that claimed it
    sa.Column("lease_until", sa.Float),  # seconds since 1970
    sa.Column("request", sa.Text),  # JSON; null when done
)
_QUEUED = frontier.c.state == "queued"
_CLAIMED = frontier.c.state == "claimed"
sa.Index(
    "ix_frontier_queue",
    frontier.c.crawl,
    frontier.c.priority.desc(),
    frontier.c.sequence,
    sqlite_where=_QUEUED,
    postgresql_where=_QUEUED,
)
sa.Index("ix_frontier_claimed", frontier.c.crawl, frontier.c.owner, sqlite_where=_CLAIMED, postgresql_where=_CLAIMED)

turns = sa.Table(
    "turns",
    metadata,
    sa.Column("host", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text),
    sa.Column("lease_until", sa.Float, nullable=False),
    sa.Column("waiting", sa.Text),  # who asked last while another had the turn
    sa.Column("free_at", sa.Float, nullable=False),  # nobody asks the host before
)

listings = sa.Table(
    "listings",
    metadata,
    sa.Column("portal", sa.Text, primary_key=True),
    sa.Column("section", sa.Text, primary_key=True),
    sa.Column("crawl", sa.Text, nullable=False),  # the crawl that last reached the end of the pager
    sa.Column("stop", sa.Text, nullable=False),  # how it ended
    sa.Column("completed_at", sa.Text),  # end of the last crawl that saw the whole section
)
