"""How an article is cited: with its address, the capture, and the archived record that proves it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any


def citations(article: Mapping[str, Any], site: str) -> dict[str, str]:
    """Return the citation of an article as plain text, BibTeX and Vietnamese Wikipedia's template.

    `article` has the columns of the room's table `articles`; `site` is the portal's name or host.
    """
    return {"text": _text(article, site), "bibtex": _bibtex(article, site), "wikipedia": _wikipedia(article, site)}


def _captured(article: Mapping[str, Any]) -> str:
    return str(article["fetched_at"] or article["last_seen"])[: len("2022-07-05")]


def _record(article: Mapping[str, Any]) -> str:
    parts = (article["warc_file"], article["warc_record_id"], article["payload_digest"])
    return ", ".join(str(part) for part in parts if part)


def _text(article: Mapping[str, Any], site: str) -> str:
    day = article["published_at"] or article["published_between"] or "n.d."
    author = f"{article['author']}. " if article["author"] else ""
    record = f" Archived: {_record(article)}." if _record(article) else ""
    return f"{author}“{article['title']}”. {site}, {day}. {article['url']} (captured {_captured(article)}).{record}"


def _bibtex(article: Mapping[str, Any], site: str) -> str:
    day = (article["published_at"] or "")[: len("2022-07-05")]
    key = re.sub(r"\W+", "-", str(article["id"]).rpartition("/")[2])[-40:].strip("-")
    fields = {
        "title": article["title"],
        "author": article["author"] or article["author_organisation"],
        "organization": site,
        "date": day,
        "url": article["url"],
        "urldate": _captured(article),
        "note": f"Archived: {_record(article)}" if _record(article) else None,
    }
    lines = [f"  {name} = {{{_plain(value)}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{key},", *lines, "}"])


def _plain(value: object) -> str:
    """A value without the marks that BibTeX reads as its own."""
    return re.sub(r"[{}\\]", "", str(value))


def _wikipedia(article: Mapping[str, Any], site: str) -> str:
    day = (article["published_at"] or "")[: len("2022-07-05")]
    fields = {
        "tiêu đề": article["title"],
        "tác giả": article["author"],
        "website": site,
        "ngày": day,
        "url": article["url"],
        "ngày truy cập": _captured(article),
    }
    inside = " |".join(f"{name}={str(value).replace('|', '{{!}}')}" for name, value in fields.items() if value)
    return f"{{{{chú thích web |{inside}}}}}"
