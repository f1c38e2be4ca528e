"""The tables, as SQLAlchemy Core sees them: one metadata for SQLite and PostgreSQL.

Other modules of this package hang their own tables on `metadata` and import nothing but this module for it.
Times are text: UTC, ISO 8601, with `Z` (`2026-11-22T17:40:00Z`), so they sort as they stand in both databases.
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
    sa.Column("state", sa.Text, nullable=False),  # present, gone, rejected, moved, failed
    sa.Column("status", sa.Integer),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("warc_file", sa.Text),
    sa.Column("warc_record_id", sa.Text),
    sa.Column("payload_digest", sa.Text),
    sa.Column("first_seen", sa.Text, nullable=False),
    sa.Column("last_seen", sa.Text, nullable=False),  # last answer that was a page (200 or 304)
    sa.Column("checked_at", sa.Text),  # last request, whatever came of it
    sa.Column("changed_at", sa.Text),
    sa.Column("next_visit", sa.Text),
    sa.Column("crawl", sa.Text),  # the crawl that found it
    sa.Column("run_id", sa.Text),
    sa.Column("hints", Json),  # what the listing said of it, needed when it is visited again without the listing
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
    sa.Column("record", Json, nullable=False),  # the whole record as last captured
)

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("content", Json, nullable=False),  # the printed content as cleaned, see `portals.store.content_hash`
    sa.Column("changed_at", sa.Text, nullable=False),
    sa.Column("last_seen", sa.Text, nullable=False),
    sa.Column("fetched_at", sa.Text),
    sa.Column("warc_file", sa.Text),
    sa.Column("warc_record_id", sa.Text),
    sa.Column("payload_digest", sa.Text),
    sa.Column("run_id", sa.Text),
)

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
