"""Convert records to rows and back, and compute the key that is equal for two captures of the same version.

The key depends only on what a page prints for its readers. View counters, provenance and interpreted values (officials, event
dates, duplicates, the author in the byline) are not part of it, so better code makes no new version.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

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
from portals.store.database import Row
from portals.store.version_history import CaptureSource, Version
from portals.text.folding import fold

_DIGITS = re.compile(r"\d+")
_PASSING = re.compile(
    r"^(?:sid|s?_?token|sess\w*|jsessionid|phpsessid|sig|signature|expires?|exp|hash|hmac|policy|key-pair-id|x-amz-.*|x-goog-.*|t|ts|time(?:stamp)?"
    r"|rnd|rand(?:om)?|nonce|_|cb|cache(?:buster)?|utm_.*|fbclid|gclid|se|sp|sv|sr|st|skoid|sktid)$",
    re.IGNORECASE,
)
"""Parameters that change from visit to visit: sessions, signatures, expiry times, cache busters."""
_SESSION = re.compile(r";(?:jsessionid|sid|phpsessid)=[^/;]*", re.IGNORECASE)
_ZONE = re.compile(r"(?:GMT|UTC) ?[+-] ?\d+(?::?\d+)?")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_DUMPED = re.compile(r"\\u0000|[\ud800-\udfff]")
_ELSEWHERE = ("duplicates", "representative", "state", "gone_at")
"""Fields with their own tables or columns, because other articles, or the end of the page, change them."""


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
    """Return the value with U+FFFD for NUL and lone surrogates, which databases do not accept."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [storable(part) for part in value]
    if isinstance(value, dict):
        return {name: storable(part) for name, part in value.items()}
    return value


def as_plain(value: Any) -> Any:
    """Return dataclasses as nested dictionaries, like `dataclasses.asdict` but without copying immutable values."""
    if isinstance(value, list):
        return [as_plain(part) for part in value]
    names = _FIELDS.get(type(value))
    return value if names is None else {name: as_plain(getattr(value, name)) for name in names}


def as_record(article: Article) -> Row:
    """Return the record as plain values, without the fields that have their own tables.

    Characters that databases do not accept are replaced, also in the article itself.
    """
    record: Row = as_plain(article)
    if _DUMPED.search(json.dumps(record, ensure_ascii=False)):
        record = storable(record)
        clean = as_article(record)
        for name in _NAMES:
            setattr(article, name, getattr(clean, name))
    return {name: value for name, value in record.items() if name not in _ELSEWHERE}


def as_article(record: Mapping[str, Any]) -> Article:
    """Return the article of a stored record; a field that is missing in an old record gets its default."""
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
    """Return one capture of an article for the version history."""
    printed = printed_content(article)
    source = CaptureSource(
        article.fetched_at, article.warc_file, article.warc_record_id, article.payload_digest, article.run_id
    )
    return Version(content_key(printed), seen, seen, source, printed)


def version_row(article_id: str, number: int, version: Version) -> Row:
    row: Row = {"article_id": article_id, "version": number, **asdict(version)}
    source: Row = row.pop("source")
    return row | source


def as_version(row: Mapping[Any, Any]) -> Version:
    source = CaptureSource(**{field.name: row[field.name] for field in fields(CaptureSource)})
    return Version(row["key"], row["changed_at"], row["last_seen"], source, row["content"])


def rows_of_officials(record: Mapping[str, Any]) -> tuple[list[Row], list[Row]]:
    """Return rows of the tables `officials` and `positions`, from the article's record."""
    people, held = [], []
    for number, official in enumerate(record["officials"]):
        key = {"article_id": record["id"], "number": number, "name_key": fold(official["name"])}
        people.append(key | {name: value for name, value in official.items() if name != "positions"})
        for place, position in enumerate(official["positions"]):
            held.append({"article_id": record["id"], "official": number, "number": place, **position})
    return people, held


def printed_content(article: Article) -> dict[str, Any]:
    """Return the printed content as cleaned, kept with each version and shown by `scrapy history`."""
    return {
        "title": article.title,
        "lead": article.lead,
        "body": article.body,
        "byline": article.byline,
        "published_raw": article.published_raw if article.published_source in ("page", None) else None,
        "captions": [image.caption for image in article.images if image.caption],
        "attachments": [{"title": file.title, "url": file.url} for file in article.attachments],
    }


def content_key(printed: dict[str, Any]) -> str:
    """Return the key of `printed_content(article)`, independent of Unicode form, tone placement, case and kinds of blank."""
    parts = [
        *(fold(printed[name] or "") for name in ("title", "lead", "body", "byline")),
        _date_key(printed["published_raw"]),
        [fold(caption) for caption in printed["captions"]],
        [[fold(file["title"] or ""), _file_key(file["url"])] for file in printed["attachments"]],
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:32]


def _date_key(raw: str | None) -> list[str]:
    """Return the numbers of a printed date, without its label; nothing for `8 giờ trước`, which differs at every visit."""
    return [] if not raw or "trước" in fold(raw) else _DIGITS.findall(_ZONE.sub("", raw))


def _file_key(url: str) -> str:
    """Return a file's address without its host, an alias of the same site, and without tokens that change at every visit."""
    parts = urlsplit(url)
    kept = [(key, value) for key, value in parse_qsl(parts.query) if not _PASSING.search(key)]
    path = _SESSION.sub("", parts.path)
    return f"{path}?{urlencode(kept)}" if kept else path
