"""Records as rows and back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from portals.cleaning.text import fold
from portals.items import Article, Attachment, Duplicate, EventDate, Image, Mention, Note, Official, Position
from portals.store.keys import content, content_key
from portals.store.timeline import Source, Version

Row = dict[str, Any]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_DUMPED = re.compile(r"\\u0000|[\ud800-\udfff]")
_LINKED = ("duplicates", "representative")
"""Kept in their own table: they change when another article comes, not when this one does."""

_PARTS: dict[str, type] = {
    "images": Image,
    "attachments": Attachment,
    "event_dates": EventDate,
    "notes": Note,
    "duplicates": Duplicate,
}
_NAMES = frozenset(field.name for field in fields(Article))


def storable(value: Any) -> Any:
    """The value without what no database takes (NUL, lone surrogates), each replaced by U+FFFD."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [storable(part) for part in value]
    if isinstance(value, dict):
        return {name: storable(part) for name, part in value.items()}
    return value


def make_storable(article: Article) -> None:
    """Replaces, in place, what no database takes; most articles hold nothing of the kind."""
    record = asdict(article)
    if _DUMPED.search(json.dumps(record, ensure_ascii=False)):
        clean = as_article(storable(record))
        for field in fields(Article):
            setattr(article, field.name, getattr(clean, field.name))


def as_record(article: Article) -> Row:
    """The whole record as plain values, without what other tables know better."""
    record = asdict(article)
    for name in _LINKED:
        del record[name]
    return record


def as_article(record: Mapping[str, Any]) -> Article:
    """The article of a stored record; a field that an older version did not know keeps its default."""
    values = {name: value for name, value in record.items() if name in _NAMES}
    for name, cls in _PARTS.items():
        if name in values:
            values[name] = [cls(**part) for part in values[name]]
    values["officials"] = [_official(part) for part in values.get("officials", ())]
    return Article(**values)


def _official(values: Mapping[str, Any]) -> Official:
    parts = {
        "positions": [Position(**part) for part in values["positions"]],
        "mentions": [Mention(**part) for part in values["mentions"]],
    }
    return Official(**{**values, **parts})


def captured(article: Article, seen: str) -> Version:
    """One capture of an article, as the timeline takes it."""
    printed = content(article)
    source = Source(article.fetched_at, article.warc_file, article.warc_record_id, article.payload_digest, article.run_id)
    return Version(content_key(printed), seen, seen, source, printed)


def version_row(article_id: str, number: int, version: Version) -> Row:
    row: Row = {"article_id": article_id, "version": number, **asdict(version)}
    source: Row = row.pop("source")
    return row | source


def as_version(row: Mapping[Any, Any]) -> Version:
    source = Source(**{field.name: row[field.name] for field in fields(Source)})
    return Version(row["key"], row["changed_at"], row["last_seen"], source, row["content"])


def official_rows(article: Article) -> tuple[list[Row], list[Row]]:
    """Rows of the tables `officials` and `positions`."""
    people, held = [], []
    for number, official in enumerate(article.officials):
        row = asdict(official)
        for place, position in enumerate(row.pop("positions")):
            held.append({"article_id": article.id, "official": number, "number": place, **position})
        people.append({"article_id": article.id, "number": number, "name_key": fold(official.name), **row})
    return people, held
