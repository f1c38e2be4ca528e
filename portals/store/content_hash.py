"""What an article prints, and the key under which two captures of it are the same version.

Only what the page prints for its readers counts. View counters, provenance, and everything that is understood rather than
printed (officials, event dates, duplicates, author split from the byline) stay out: a better reader makes no new version.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from portals.items import Article
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


def content(article: Article) -> dict[str, Any]:
    """The printed content as cleaned, kept with each version and shown by `scrapy history`."""
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
    """The comparison key of `content(article)`: equal for another Unicode form, tone placement, case or kind of blank."""
    parts = [
        *(fold(printed[name] or "") for name in ("title", "lead", "body", "byline")),
        _date_key(printed["published_raw"]),
        [fold(caption) for caption in printed["captions"]],
        [[fold(file["title"] or ""), _file_key(file["url"])] for file in printed["attachments"]],
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:32]


def _date_key(raw: str | None) -> list[str]:
    """The numbers of a printed date; its label may be read otherwise one day. `8 giờ trước` is another time at every visit."""
    return [] if not raw or "trước" in fold(raw) else _DIGITS.findall(_ZONE.sub("", raw))


def _file_key(url: str) -> str:
    """A file's address without its host, an alias of the same site, and without tokens that change at every visit."""
    parts = urlsplit(url)
    kept = [(key, value) for key, value in parse_qsl(parts.query) if not _PASSING.search(key)]
    path = _SESSION.sub("", parts.path)
    return f"{path}?{urlencode(kept)}" if kept else path
