"""The record as schema.org describes news."""

import io
import json
from dataclasses import fields
from typing import Any

import pytest

from portals.exporters.jsonld import JsonLdItemExporter, news_article
from portals.items import Article, Attachment, Image, Official, Position

ARTICLE = Article(
    "x:1",
    "x",
    "https://x.gov.vn/1",
    title="Tin",
    published_at="2022-07",
    view_count=0,
    images=[Image("https://x.gov.vn/a.jpg", "Toàn cảnh")],
    officials=[
        Official(
            "Lê Minh",
            "Lê Minh",
            honorific="Ông",
            positions=[Position("Bí thư Thành ủy", "Bí thư", place="thành phố Sóc Trăng")],
        )
    ],
)


def test_properties() -> None:
    news = news_article(ARTICLE)
    assert (news["@type"], news["headline"], news["datePublished"]) == ("NewsArticle", "Tin", "2022-07")
    assert news["image"] == [{"@type": "ImageObject", "contentUrl": "https://x.gov.vn/a.jpg", "caption": "Toàn cảnh"}]
    assert news["interactionStatistic"]["userInteractionCount"] == 0
    assert news["mentions"][0]["hasOccupation"][0]["occupationLocation"]["name"] == "thành phố Sóc Trăng"
    assert "articleBody" not in news


@pytest.mark.parametrize("cls", [Article, Image, Attachment, Official, Position])
def test_every_property_that_the_dictionary_names_is_there(cls: type) -> None:
    values: dict[str, Any] = {field.name: "x" for field in fields(Article)} | {
        "images": [Image("https://x.gov.vn/a.jpg", "Toàn cảnh")],
        "attachments": [Attachment("https://x.gov.vn/a.pdf", "Tệp")],
        "officials": ARTICLE.officials,
        "view_count": 1,
    }
    full = Article(**values)
    written = json.dumps(news_article(full))
    for field in fields(cls):
        if term := field.metadata["schema_org"]:
            assert f'"{term}": ' in written, f"{cls.__name__}.{field.name}"


def test_one_document_for_any_number_of_records() -> None:
    for number in (0, 1, 2):
        file = io.BytesIO()
        exporter = JsonLdItemExporter(file)
        exporter.start_exporting()
        for _ in range(number):
            exporter.export_item(ARTICLE)
        exporter.finish_exporting()
        assert len(json.loads(file.getvalue())["@graph"]) == number
