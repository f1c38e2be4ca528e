"""JSON-LD: each record as a schema.org `NewsArticle`. The item class says which field is which property."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from io import BytesIO
from typing import Any

from scrapy.exporters import BaseItemExporter

from portals.items import Article, Attachment, Image, Official, Position

Thing = dict[str, Any]


def thing(kind: str, **properties: Any) -> Thing:
    """Return a schema.org thing without its empty properties."""
    return {"@type": kind, **{name: value for name, value in properties.items() if value not in (None, [], "")}}


def _official(official: Official) -> Thing:
    return thing(
        "Person",
        name=official.name,
        honorificPrefix=official.honorific,
        hasOccupation=[_occupation(position) for position in official.positions],
    )


def _occupation(position: Position) -> Thing:
    place = position.place and thing("Place", name=position.place)
    return thing("Occupation", name=position.title, occupationLocation=place)


def _image(image: Image) -> Thing:
    return thing("ImageObject", contentUrl=image.url, caption=image.caption)


def _file(file: Attachment) -> Thing:
    return thing("MediaObject", contentUrl=file.url, name=file.title)


_SHAPES: dict[str, Callable[[Any], Any]] = {
    "portal": lambda name: thing("GovernmentOrganization", identifier=name),
    "author": lambda name: thing("Person", name=name),
    "author_organisation": lambda name: thing("Organization", name=name),
    "images": lambda images: [_image(image) for image in images],
    "attachments": lambda attachments: [_file(file) for file in attachments],
    "officials": lambda officials: [_official(official) for official in officials],
    "view_count": lambda count: thing(
        "InteractionCounter", interactionType="https://schema.org/ViewAction", userInteractionCount=count
    ),
}


def news_article(article: Article) -> Thing:
    """Return the record as a `NewsArticle`: the fields that have a schema.org property, without empty ones."""
    properties = {
        field.metadata["schema_org"]: _SHAPES.get(field.name, lambda value: value)(value)
        for field in fields(Article)
        if field.metadata["schema_org"] and (value := getattr(article, field.name)) not in (None, [])
    }
    return thing("NewsArticle", **{"@id": article.id, "inLanguage": "vi"}, **properties)


class JsonLdItemExporter(BaseItemExporter):
    """Feed exporter for `jsonld`: one document, its `@graph` holding one `NewsArticle` a line."""

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.file = file
        self.separator = b"\n"

    def start_exporting(self) -> None:
        self.file.write(b'{"@context": "https://schema.org", "@graph": [')

    def export_item(self, item: Article) -> None:
        self.file.write(self.separator + json.dumps(news_article(item), ensure_ascii=False).encode())
        self.separator = b",\n"

    def finish_exporting(self) -> None:
        self.file.write(b"\n]}\n")
