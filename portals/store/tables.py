"""All tables, as SQLAlchemy Core sees them: one metadata for SQLite and PostgreSQL.

Times are text: UTC, ISO 8601, with `Z` (`2026-11-22T17:40:00Z`), so they sort correctly as text in both databases.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData()

Json = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

schema_version = sa.Table(
    "schema_version",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("applied_at", sa.Text, nullable=False),
    sa.Column("software", sa.Text, nullable=False),
)

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("portal", sa.Text, nullable=False, index=True),
    sa.Column("mode", sa.Text, nullable=False),  # full, incremental, replay
    sa.Column("partial", sa.Boolean, nullable=False, default=False),  # told to leave something out
    sa.Column("arguments", Json),
    sa.Column("started_at", sa.Text, nullable=False),
    sa.Column("finished_at", sa.Text),
    sa.Column("result", sa.Text),  # null while it runs, and after a kill
    sa.Column("exit_code", sa.Integer),
    sa.Column("message", sa.Text),
    sa.Column("pages", sa.Integer, nullable=False, default=0),
    sa.Column("records", sa.Integer, nullable=False, default=0),
    sa.Column("new", sa.Integer, nullable=False, default=0),
    sa.Column("changed", sa.Integer, nullable=False, default=0),
    sa.Column("unchanged", sa.Integer, nullable=False, default=0),
    sa.Column("gone", sa.Integer, nullable=False, default=0),
    sa.Column("given_up", sa.Integer, nullable=False, default=0),
    sa.Column("reasons", Json),
    sa.Column("fill", Json),
    sa.Column("report", sa.Text),
    sa.Column("process", sa.Text),  # host and process number
)

pages = sa.Table(
    "pages",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # an article's id; `<portal>:<canonical URL>` for every other page
    sa.Column("portal", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),  # article, listing, other
    sa.Column("state", sa.Text, nullable=False),  # present, gone, closed, rejected, moved, failed
    sa.Column("status", sa.Integer),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("warc_file", sa.Text),
    sa.Column("warc_record_id", sa.Text),
    sa.Column("payload_digest", sa.Text),
    sa.Column("first_seen", sa.Text, nullable=False),
    sa.Column("last_seen", sa.Text, nullable=False),  # last answer that was a page (200 or 304)
    sa.Column("checked_at", sa.Text),  # last request, whatever its result
    sa.Column("changed_at", sa.Text),
    sa.Column("next_visit", sa.Text),
    sa.Column("crawl", sa.Text),  # the crawl that found it
    sa.Column("run_id", sa.Text),
    sa.Column("hints", Json),  # metadata from the listing, needed when the page is visited without its listing
    sa.Index("ix_pages_portal_next_visit", "portal", "next_visit"),
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("portal", sa.Text, nullable=False, index=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("published_at", sa.Text, index=True),
    sa.Column("state", sa.Text, nullable=False),  # present, gone
    sa.Column("gone_at", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("key", sa.Text, nullable=False),  # digest of the printed content, folded
    sa.Column("first_seen", sa.Text, nullable=False),
    sa.Column("last_seen", sa.Text, nullable=False),
    sa.Column("changed_at", sa.Text, nullable=False),
    sa.Column("run_id", sa.Text),
    sa.Column("weak", sa.Boolean),  # whether a reader made the record that stands in for the CMS's own
    sa.Column("record", Json, nullable=False),  # the whole record as last captured
)

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("content", Json, nullable=False),  # the printed content as cleaned, see `portals.store.records.content`
    sa.Column("changed_at", sa.Text, nullable=False),
    sa.Column("last_seen", sa.Text, nullable=False),
    sa.Column("fetched_at", sa.Text),
    sa.Column("warc_file", sa.Text),
    sa.Column("warc_record_id", sa.Text),
    sa.Column("payload_digest", sa.Text),
    sa.Column("run_id", sa.Text),
)

asides = sa.Table(
    "asides",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("content", Json, nullable=False),
    sa.Column("last_seen", sa.Text, nullable=False),
    sa.Column("fetched_at", sa.Text),
    sa.Column("warc_file", sa.Text),
    sa.Column("warc_record_id", sa.Text),
    sa.Column("payload_digest", sa.Text),
    sa.Column("run_id", sa.Text),
)
"""Texts that only a fallback could read, of articles that the reader of the CMS had read before."""

officials = sa.Table(
    "officials",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", sa.Text, nullable=False, index=True),  # folded
    sa.Column("name_as_printed", sa.Text, nullable=False),
    sa.Column("honorific", sa.Text),
    sa.Column("rank", sa.Text),
    sa.Column("degree", sa.Text),
    sa.Column("mentions", Json, nullable=False),
)

positions = sa.Table(
    "positions",
    metadata,
    sa.Column("article_id", sa.Text, primary_key=True),
    sa.Column("official", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("post", sa.Text, nullable=False),
    sa.Column("organisation", sa.Text),
    sa.Column("place", sa.Text),
    sa.Column("place_inferred", sa.Boolean, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("as_printed", sa.Text, nullable=False),
    sa.Column("flags", Json, nullable=False),
    sa.ForeignKeyConstraint(
        ["article_id", "official"], ["officials.article_id", "officials.number"], ondelete="CASCADE", name="fk_position"
    ),
)

problems = sa.Table(
    "problems",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("run_id", sa.Text, nullable=False, index=True),
    sa.Column("portal", sa.Text, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("stage", sa.Text, nullable=False),  # where: request, page, record, pager
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("detail", sa.Text),
    sa.Column("at", sa.Text, nullable=False),
)

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
"""One row per crawl from its start to its end, over all its processes and restarts."""

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

host_locks = sa.Table(
    "turns",  # its name in every store that was ever made; renaming it would cost a migration for nothing
    metadata,
    sa.Column("host", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text),
    sa.Column("lease_until", sa.Float, nullable=False),
    sa.Column("waiting", sa.Text),  # who asked last while another held the lock
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
    sa.Column("articles", sa.Integer),  # how many articles its pages listed when it was last read to its end
    sa.Column("front", sa.Integer),  # how many its first page listed
    sa.Column("runs_since", sa.Integer, nullable=False, default=0),  # runs since then that stopped at what was known
)

duplicate_documents = sa.Table(
    "duplicate_documents",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("text", sa.BigInteger, nullable=False),  # 63 bits of the folded words
    # publication, first capture, id: the representative has the least; sorted by code point in both databases
    sa.Column("rank", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
    sa.Index("ix_duplicate_documents_text_rank", "text", "rank"),
)

duplicate_texts = sa.Table(
    "duplicate_texts",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("words", sa.LargeBinary, nullable=False),  # folded, compressed
    sa.Column("numbers", sa.Text, nullable=False),  # the numbers among them
    sa.Column("bands", sa.LargeBinary, nullable=False),  # its keys, eight bytes each
)

duplicate_bands = sa.Table(
    "duplicate_bands",
    metadata,
    sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("text", sa.BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

duplicate_links = sa.Table(
    "duplicate_links",
    metadata,
    sa.Column("one", sa.BigInteger, primary_key=True, autoincrement=False),  # each pair stands here in both directions
    sa.Column("other", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("relation", sa.Text, nullable=False),
    sa.Column("similarity", sa.Float, nullable=False),
    sqlite_with_rowid=False,
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("portal", sa.Text, primary_key=True),
    sa.Column("target", sa.Text, primary_key=True),  # absolute path of a file, or address without credentials
    sa.Column("article_id", sa.Text, primary_key=True),
    sa.Column("crawl", sa.Text, nullable=False),  # the crawl that found it; the run itself in a replay
    sa.Column("run_id", sa.Text, nullable=False),  # the run whose feed it belongs to
    sa.Column("written", sa.Boolean, nullable=False),  # in a feed file that the same crawl will write again when it goes on
    sa.Index("ix_deliveries_run", "run_id"),
)
"""Records that must still be written to a feed; rows are deleted when the feed is written."""

changes = sa.Table(
    "changes",
    metadata,
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),  # in the order of commits
    sa.Column("article_id", sa.Text, nullable=False, index=True),
    sa.Column("change", sa.Text, nullable=False),  # new, changed, gone, returned
    sa.Column("version", sa.Integer),
    sa.Column("run_id", sa.Text, index=True),  # the run that made it, also in a replay
    sa.Column("at", sa.Text, nullable=False, index=True),  # when it was stored; grows with the number
    sqlite_autoincrement=True,
)

cursors = sa.Table(
    "cursors",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("selection", sa.Text, nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),  # number of the last change that was read
    sa.Column("moved_at", sa.Text, nullable=False),
)
"""The position of each reader of the changes (`scrapy export --since-last NAME`)."""

register_queue = sa.Table("register_queue", metadata, sa.Column("article_id", sa.Text, primary_key=True))
"""Articles that were saved since the register of offices last read them."""
