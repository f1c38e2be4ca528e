"""An Atom feed of articles, for feed readers: what an export holds, newest changes with what came of them (RFC 4287)."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote

from itemadapter import ItemAdapter
from lxml import etree
from scrapy.exporters import BaseItemExporter

from portals.items import Article

NAMESPACE = "http://www.w3.org/2005/Atom"
_LONGEST_SUMMARY = 500
_EPOCH = "1970-01-01T00:00:00Z"


class AtomItemExporter(BaseItemExporter):
    """Feed exporter for `atom`. The feed's own time is that of its newest article, so the same articles give the same file."""

    def __init__(self, file: BytesIO, item_class: type = Article, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.file = file
        self.updated = _EPOCH
        self.entries: list[bytes] = []
        self.item_class = item_class

    def export_item(self, item: Any) -> None:
        """Take one article."""
        values = ItemAdapter(item)
        updated = values.get("gone_at") or values.get("changed_at") or values.get("last_seen") or _EPOCH
        self.updated = max(self.updated, updated)
        self.entries.append(etree.tostring(_entry(values, updated), encoding="utf-8"))

    def finish_exporting(self) -> None:
        """Write the feed."""
        head = etree.Element("feed", xmlns=NAMESPACE)
        _add(head, "title", "portals")
        _add(head, "id", "urn:portals:articles")
        _add(head, "updated", self.updated)
        etree.SubElement(etree.SubElement(head, "author"), "name").text = "portals"
        text = etree.tostring(head, encoding="utf-8")
        self.file.write(b'<?xml version="1.0" encoding="utf-8"?>\n' + text.removesuffix(b"</feed>"))
        for entry in self.entries:
            self.file.write(b"\n" + entry)
        self.file.write(b"\n</feed>\n")


def _entry(values: Any, updated: str) -> etree._Element:
    entry = etree.Element("entry")
    _add(entry, "id", f"urn:portals:{quote(str(values['id']), safe=':/')}")
    _add(entry, "title", values.get("title") or values["id"])
    _add(entry, "updated", updated)
    published = values.get("published_at") or ""
    if len(published) >= len("2022-07-05"):
        _add(entry, "published", published if "T" in published else f"{published}T00:00:00+07:00")
    etree.SubElement(entry, "link", rel="alternate", href=values["url"])
    if values.get("author"):
        etree.SubElement(etree.SubElement(entry, "author"), "name").text = _xml(values["author"])
    for term in (values.get("portal"), values.get("section"), values.get("change")):
        if term:
            etree.SubElement(entry, "category", term=_xml(term))
    summary = values.get("lead") or (values.get("body") or "").partition("\n\n")[0]
    if summary:
        _add(entry, "summary", summary[:_LONGEST_SUMMARY])
    return entry


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = _xml(text)


def _xml(text: str) -> str:
    """A text without the characters that XML forbids."""
    return "".join(letter for letter in text if letter in "\t\n\r" or letter.isprintable())
