"""The register's tables, in the store's own database. Days are ISO text, so they sort as they stand."""

from __future__ import annotations

import sqlalchemy as sa

from portals.store.tables import Json

metadata = sa.MetaData()

_C = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that both databases sort by code point."""

statements = sa.Table(
    "register_statements",
    metadata,
    sa.Column("article_id", _C, primary_key=True),
    sa.Column("official", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("portal", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", _C, nullable=False),
    sa.Column("gender", sa.Text, nullable=False),
    sa.Column("rank", sa.Text),
    sa.Column("degree", sa.Text),
    sa.Column("office_id", _C, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("key", _C, nullable=False),
    sa.Column("combination", _C, nullable=False),  # the keys that the article gives the person, with blanks between
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("since", _C, nullable=False),
    sa.Column("until", _C, nullable=False),
    sa.Column("dated", sa.Boolean, nullable=False),
    sa.Column("past", sa.Boolean, nullable=False),
    sa.Column("certain", sa.Boolean, nullable=False),
    sa.Column("act", sa.Text),  # appointed, ended
    sa.Column("act_on", sa.Text),
    sa.Column("decision", sa.Text),  # its number
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("sentence_start", sa.Integer, nullable=False),
    sa.Column("sentence_end", sa.Integer, nullable=False),
    sa.Index("ix_register_statements_name_key", "name_key", "combination"),
    sa.Index("ix_register_statements_key", "key", "office_id", "since"),
    sa.Index("ix_register_statements_office_since", "office_id", "since"),
    sa.Index("ix_register_statements_office_until", "office_id", "until"),
)

apart = sa.Table(
    "register_apart",
    metadata,
    sa.Column("article_id", _C, primary_key=True),
    sa.Column("one", _C, primary_key=True),
    sa.Column("other", _C, primary_key=True),
    sa.Column("name_key", _C, nullable=False, index=True),
)

offices = sa.Table(
    "register_offices",
    metadata,
    sa.Column("id", _C, primary_key=True),
    sa.Column("post", sa.Text, nullable=False),
    sa.Column("body", sa.Text),
    sa.Column("place", sa.Text),  # path: commune, district, province
    sa.Column("province", sa.Text),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("holders", sa.Text, nullable=False),  # one, few, members, many
    sa.Column("until", sa.Text),
    sa.Column("successors", Json, nullable=False),
    sa.Column("complete", sa.Boolean, nullable=False),
    sa.Column("search", _C, nullable=False, index=True),
)

persons = sa.Table(
    "register_persons",
    metadata,
    sa.Column("id", _C, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", _C, nullable=False, index=True),
    sa.Column("search", _C, nullable=False, index=True),
    sa.Column("gender", sa.Text, nullable=False),
    sa.Column("rank", sa.Text),
    sa.Column("degree", sa.Text),
    sa.Column("first_stated", _C),
    sa.Column("last_stated", _C),
    sa.Column("statements", sa.Integer, nullable=False),
)

ids = sa.Table(
    "register_ids",
    metadata,
    sa.Column("key", _C, primary_key=True),
    sa.Column("person_id", _C, nullable=False, index=True),
    sa.Column("name_key", _C, nullable=False, index=True),
)
"""Every id that a person has or had."""

terms = sa.Table(
    "register_terms",
    metadata,
    sa.Column("person_id", _C, primary_key=True),
    sa.Column("office_id", _C, primary_key=True),
    sa.Column("capacity", sa.Text, primary_key=True),  # held, acting
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name_key", _C, nullable=False, index=True),
    sa.Column("first_stated", _C),
    sa.Column("last_stated", _C),
    sa.Column("appointed_on", _C),
    sa.Column("ended_on", _C),
    sa.Column("former_by", _C),  # first day on which an article calls it a former office
    sa.Column("maybe_since", _C),  # bounds of its undated statements
    sa.Column("maybe_until", _C),
    sa.Column("decision", sa.Text),
    sa.Column("statements", sa.Integer, nullable=False),
    sa.Index("ix_register_terms_office", "office_id"),
)

candidates = sa.Table(
    "register_candidates",
    metadata,
    sa.Column("one", _C, primary_key=True),
    sa.Column("other", _C, primary_key=True),
    sa.Column("name_key", _C, nullable=False, index=True),
    sa.Column("score", sa.Float, nullable=False, index=True),
    sa.Column("reasons", Json, nullable=False),
)
"""Pairs of persons that are likely one, and not proven to be."""

torn = sa.Table(
    "register_torn",
    metadata,
    sa.Column("one", _C, primary_key=True),
    sa.Column("other", _C, primary_key=True),
    sa.Column("name_key", _C, nullable=False, index=True),
)
"""Pairs of keys that one article joins and another tells apart."""

changed_names = sa.Table("register_changed_names", metadata, sa.Column("name_key", _C, primary_key=True))
"""Names whose persons have to be worked out again."""

applied = sa.Table(
    "register_applied",
    metadata,
    sa.Column("what", sa.Text, primary_key=True),  # version, decisions, homes
    sa.Column("value", Json, nullable=False),
)
"""What the register was last built with."""
