"""Records as rows and back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from portals.items import (
    Article,
    Attachment,
    Bound,
    Duplicate,
    EventDate,
    Image,
    Mention,
    Note,
    Official,
    Position,
    PublishedBetween,
)
from portals.store.content_hash import content, content_key
from portals.store.version_history import Source, Version
from portals.text.folding import fold

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
_FIELDS = {
    cls: [field.name for field in fields(cls)]
    for cls in (Article, Official, Position, Mention, PublishedBetween, Bound, *_PARTS.values())
}
_NAMES = frozenset(_FIELDS[Article])


def storable(value: Any) -> Any:
    """The value without what no database takes (NUL, lone surrogates), each replaced by U+FFFD."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [storable(part) for part in value]
    if isinstance(value, dict):
        return {name: storable(part) for name, part in value.items()}
    return value


def as_plain(value: Any) -> Any:
    """Dataclasses as dictionaries, all the way down: `dataclasses.asdict`, without copying what cannot change."""
    if isinstance(value, list):
        return [as_plain(part) for part in value]
    names = _FIELDS.get(type(value))
    return value if names is None else {name: as_plain(getattr(value, name)) for name in names}


def as_record(article: Article) -> Row:
    """The whole record as plain values, without what other tables know better.

    What no database takes is replaced, in the article too; most articles hold nothing of the kind.
    """
    record: Row = as_plain(article)
    if _DUMPED.search(json.dumps(record, ensure_ascii=False)):
        record = storable(record)
        clean = as_article(record)
        for name in _NAMES:
            setattr(article, name, getattr(clean, name))
    return {name: value for name, value in record.items() if name not in _LINKED}


def as_article(record: Mapping[str, Any]) -> Article:
    """The article of a stored record; a field that an older version did not know keeps its default."""
    values = {name: value for name, value in record.items() if name in _NAMES}
    for name, cls in _PARTS.items():
        if name in values:
            values[name] = [cls(**part) for part in values[name]]
    if between := values.get("published_between"):
        values["published_between"] = _between(between)
    values["officials"] = [_official(part) for part in values.get("officials", ())]
    return Article(**values)


def _between(values: Mapping[str, Any]) -> PublishedBetween:
    bounds = {name: values[name] and Bound(**values[name]) for name in ("earliest", "latest")}
    return PublishedBetween(values["interval"], **bounds)


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


def official_rows(record: Mapping[str, Any]) -> tuple[list[Row], list[Row]]:
    """Rows of the tables `officials` and `positions`, from the article's record."""
    people, held = [], []
    for number, official in enumerate(record["officials"]):
        key = {"article_id": record["id"], "number": number, "name_key": fold(official["name"])}
        people.append(key | {name: value for name, value in official.items() if name != "positions"})
        for place, position in enumerate(official["positions"]):
            held.append({"article_id": record["id"], "official": number, "number": place, **position})
    return people, held
