"""The officials file: one row per person, position and article, each with the page that proves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from portals.items import Article, Official, Position, described


@dataclass(slots=True)
class OfficialRow:
    """A person without a stated position has one row with the position's columns empty."""

    name: str = field(metadata=described("Canonical spelling of the name."))
    person_id: str | None = field(metadata=described("Id of the person in the register; empty where the store has none."))
    honorific: str | None = field(metadata=described("`Đồng chí`, `Ông`, `Bà`, …"))
    rank: str | None = field(metadata=described("Military or police rank."))
    degree: str | None = field(metadata=described("Academic degree or title."))
    position: str | None = field(metadata=described("Post with its body as stated, abbreviations expanded."))
    post: str | None = field(metadata=described("The post alone."))
    organisation: str | None = field(metadata=described("The body."))
    place: str | None = field(metadata=described("The place the post belongs to."))
    place_inferred: bool | None = field(metadata=described("True where the portal gives the place, not the text."))
    status: str | None = field(metadata=described("current, former, acting, appointed or unknown."))
    published_at: str | None = field(metadata=described("Publication of the article: the post was held, or given, by then."))
    published_on: str | None = field(metadata=described("Day of that publication in Vietnam.", date=True))
    published_between: str | None = field(metadata=described("EDTF interval in which an undated article was published."))
    first_seen: str | None = field(metadata=described("First capture of the article, UTC."))
    as_printed: str | None = field(metadata=described("The post as the page prints it."))
    name_as_printed: str = field(metadata=described("The name as first printed."))
    flags: str = field(metadata=described("Doubts about the position, joined by blanks."))
    mentions: int = field(metadata=described("How often the article mentions the person."))
    article_id: str = field(metadata=described("The article."))
    article_title: str | None = field(metadata=described("Its title."))
    url: str = field(metadata=described("Its address."))
    warc_file: str | None = field(metadata=described("Archive file that holds the page."))
    warc_record_id: str | None = field(metadata=described("Record in that file."))


_NONE = Position("", "")
"""The empty position of a person whose post the text does not say."""


def official_rows(article: Article, persons: Mapping[int, str] = MappingProxyType({})) -> Iterator[OfficialRow]:
    """Yield the rows of one article, in the order of its text."""
    for number, official in enumerate(article.officials):
        for position in official.positions or [_NONE]:
            yield _row(article, official, position, persons.get(number))


def _row(article: Article, official: Official, position: Position, person: str | None) -> OfficialRow:
    return OfficialRow(
        name=official.name,
        person_id=person,
        honorific=official.honorific,
        rank=official.rank,
        degree=official.degree,
        position=position.title or None,
        post=position.post or None,
        organisation=position.organisation or None,
        place=position.place or None,
        place_inferred=position.place_inferred if position.title else None,
        status=position.status if position.title else None,
        published_at=article.published_at,
        published_on=article.published_on,
        published_between=article.published_between.interval if article.published_between else None,
        first_seen=article.first_seen,
        as_printed=position.as_printed or None,
        name_as_printed=official.name_as_printed,
        flags=" ".join(position.flags),
        mentions=len(official.mentions),
        article_id=article.id,
        article_title=article.title,
        url=article.url,
        warc_file=article.warc_file,
        warc_record_id=article.warc_record_id,
    )
