"""The record of one article with its parts: the only definition of fields, their order and their meaning.

The JSON Schema, the data dictionary and the column order of every feed are generated from these classes:
a field's `help` is its line in the data dictionary, `schema_org` the property of schema.org `NewsArticle` it maps to.
Dates and times are strings: `YYYY-MM-DDTHH:MM:SS+07:00` where a time was printed, else EDTF (`2022-07-05`, `2022-07`, `2022`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any, Literal

Precision = Literal["second", "minute", "hour", "day", "month", "year"]
PartOfDay = Literal["morning", "noon", "afternoon", "evening", "night"]
DateSource = Literal["page", "listing", "url", "feed", "sitemap", "meta"]
ListedBy = Literal["listing", "feed", "sitemap"]
DateMissing = Literal["not_printed", "unreadable", "impossible", "ambiguous"]
BoundKind = Literal["text", "neighbour", "capture"]
Relation = Literal["copy", "revision", "similar"]
Status = Literal["current", "former", "acting", "appointed", "unknown"]
TextField = Literal["title", "lead", "body", "caption", "text"]
State = Literal["present", "gone"]
Change = Literal["new", "changed", "gone", "returned"]
Extraction = Literal["selectors", "labels", "generic"]


@dataclass(frozen=True, slots=True)
class ListingMetadata:
    """What the listing, feed or sitemap that links to a page prints about it, uncleaned.

    >>> ListingMetadata("Tin tức", "Ra quân trồng cây đầu xuân", "05/07/2022").source
    'listing'
    """

    section: str | None = None
    title: str | None = None
    published_raw: str | None = None
    source: ListedBy = "listing"
    """Where it was printed: `listing`, `feed` or `sitemap`."""


@dataclass(frozen=True, slots=True)
class RawPage:
    """One archived response: its bytes without content encoding, and where they are archived.

    Times are UTC, `2022-07-05T03:00:00Z`. Only `url` and `body` are needed to read a page.

    >>> page = RawPage("https://city.example/tin-1.html", b"<h1>Tin</h1>", fetched_at="2022-07-05T03:00:00Z")
    >>> page.status, page.listing.title
    (200, None)
    """

    url: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = attribute(default_factory=dict)
    fetched_at: str | None = None
    method: str = "GET"
    request_body: bytes = b""
    warc_file: str | None = None
    warc_record_id: str | None = None
    payload_digest: str | None = None
    run_id: str | None = None
    truncated: str | None = None
    """Why the body is incomplete: WARC's `length`, `time`, `disconnect` or `unspecified`, or `encoding`; else None."""
    listing: ListingMetadata = ListingMetadata()


def described(help_text: str, schema_org: str | None = None, **extra: Any) -> dict[str, Any]:
    """Return the metadata of a field: its sentence in the data dictionary, and its schema.org property, if any.

    `required=True`: records without it are counted. `date=True`: the value is always a complete day.
    """
    return {"help": help_text, "schema_org": schema_org, **extra}


@dataclass(slots=True)
class Image:
    url: str = attribute(metadata=described("Absolute address of the image.", "contentUrl"))
    caption: str | None = attribute(default=None, metadata=described("The caption printed with it.", "caption"))


@dataclass(slots=True)
class Attachment:
    url: str = attribute(metadata=described("Absolute address of the file.", "contentUrl"))
    title: str | None = attribute(default=None, metadata=described("The text of its link.", "name"))


@dataclass(frozen=True, slots=True)
class Bound:
    """Why an undated article was not published before, or after, a day."""

    date: str = attribute(metadata=described("The first or last possible day, ISO 8601, in Vietnam."))
    kind: BoundKind = attribute(
        metadata=described(
            "text (it names the day as past), neighbour (an article filed next to it) or capture (it was there by then)."
        )
    )
    detail: str = attribute(metadata=described("The evidence: words of the text, the other article's id and day, a time."))


@dataclass(frozen=True, slots=True)
class PublishedBetween:
    interval: str = attribute(metadata=described("EDTF interval of days; `..` where a side is open."))
    earliest: Bound | None = attribute(default=None, metadata=described("Evidence of the first day."))
    latest: Bound | None = attribute(default=None, metadata=described("Evidence of the last day."))


@dataclass(slots=True)
class EventDate:
    date: str | None = attribute(metadata=described("EDTF date or interval; empty where it could not be completed."))
    precision: str | None = attribute(metadata=described("second, minute, day, month, quarter, year; null without a date."))
    part_of_day: PartOfDay | None = attribute(metadata=described("morning, noon, afternoon, evening or night."))
    raw: str = attribute(metadata=described("The text as printed."))
    start: int = attribute(metadata=described("Offset of `raw` in the body, in characters."))
    end: int = attribute(metadata=described("End offset of `raw` in the body."))
    inferred: bool = attribute(default=False, metadata=described("True where the year comes from the publication date."))
    calendar: Literal["gregorian", "lunar"] = attribute(
        default="gregorian", metadata=described("`lunar` where the text names a date of the lunar calendar.")
    )


@dataclass(slots=True)
class Position:
    title: str = attribute(metadata=described("Post with its body as stated, abbreviations expanded.", "hasOccupation"))
    post: str = attribute(metadata=described("The post alone: `Phó Chủ tịch`."))
    organisation: str | None = attribute(default=None, metadata=described("The body: `Ủy ban nhân dân thành phố`."))
    place: str | None = attribute(default=None, metadata=described("The place the post belongs to.", "occupationLocation"))
    place_inferred: bool = attribute(default=False, metadata=described("True where the portal gives the place, not the text."))
    status: Status = attribute(default="current", metadata=described("current, former, acting, appointed or unknown."))
    as_printed: str = attribute(default="", metadata=described("The post as the page prints it."))
    flags: list[str] = attribute(default_factory=list, metadata=described("Doubts, such as `ambiguous_abbreviation:TU`."))


@dataclass(slots=True)
class Mention:
    field: TextField = attribute(metadata=described("The field of the record it stands in."))
    start: int = attribute(metadata=described("Offset in that field, in characters."))
    end: int = attribute(metadata=described("End offset."))
    index: int | None = attribute(default=None, metadata=described("For captions: the number of the image, from 0."))


@dataclass(slots=True)
class Official:
    name: str = attribute(metadata=described("Canonical spelling: NFC, old-style tone placement, title case.", "name"))
    name_as_printed: str = attribute(metadata=described("The name as first printed."))
    honorific: str | None = attribute(default=None, metadata=described("`Đồng chí`, `Ông`, `Bà`, …", "honorificPrefix"))
    rank: str | None = attribute(default=None, metadata=described("Military or police rank."))
    degree: str | None = attribute(default=None, metadata=described("Academic degree or title."))
    positions: list[Position] = attribute(
        default_factory=list, metadata=described("The offices held, in the order of the text.")
    )
    mentions: list[Mention] = attribute(
        default_factory=list, metadata=described("Where the record's own text names the person.")
    )


@dataclass(slots=True)
class Duplicate:
    id: str = attribute(metadata=described("The other record."))
    relation: Relation = attribute(metadata=described("copy (same text), revision (edited) or similar (formula shared)."))
    similarity: float = attribute(metadata=described("Similarity of the folded texts, 0 to 1."))


@dataclass(slots=True)
class Note:
    """A note for users of the record: two dates that disagree, a copy that differs, a lost byte."""

    code: str = attribute(metadata=described("A fixed word, listed in the data dictionary."))
    detail: str = attribute(default="", metadata=described("What exactly."))


@dataclass(slots=True)
class Article:
    """One article as a record. Every field has its meaning in its metadata; docs/data-dictionary.md is made from them.

    Values that are not known are None, and `published_missing` and `notes` say why.

    >>> article = Article(id="thanhhoa:1", portal="thanhhoa", url="https://city.example/1", title="Tin", published_at="2022-07")
    >>> article.copies_in_page, article.officials, article.published_missing
    (1, [], None)
    """

    id: str = attribute(metadata=described("`<portal>:<identity key>`; never moves.", "identifier"))
    portal: str = attribute(metadata=described("Short name of the portal.", "publisher"))
    url: str = attribute(metadata=described("Canonical address.", "url"))
    section: str | None = attribute(default=None, metadata=described("Section of the portal.", "articleSection"))
    title: str | None = attribute(default=None, metadata=described("Title.", "headline", required=True))
    lead: str | None = attribute(default=None, metadata=described("Lead paragraph, where the page sets one apart.", "abstract"))
    body: str | None = attribute(
        default=None, metadata=described("Paragraphs, one blank line between them.", "articleBody", required=True)
    )
    byline: str | None = attribute(default=None, metadata=described("Byline as printed."))
    author: str | None = attribute(default=None, metadata=described("Author.", "author"))
    author_organisation: str | None = attribute(
        default=None, metadata=described("The author's organisation.", "sourceOrganization")
    )
    published_at: str | None = attribute(default=None, metadata=described("Publication date or time.", "datePublished"))
    published_on: str | None = attribute(
        default=None,
        metadata=described("Day of publication in Vietnam; empty where only a month or year is known.", date=True),
    )
    published_precision: Precision | None = attribute(
        default=None, metadata=described("second, minute, hour, day, month or year.")
    )
    published_raw: str | None = attribute(default=None, metadata=described("The text the date was read from."))
    published_source: DateSource | None = attribute(
        default=None, metadata=described("page, listing, url, feed, sitemap or meta.")
    )
    published_missing: DateMissing | None = attribute(
        default=None, metadata=described("Why there is no date: not_printed, unreadable, impossible or ambiguous.")
    )
    published_between: PublishedBetween | None = attribute(
        default=None,
        metadata=described(
            "Of an article without any date: the days on which it can have been published, with the evidence; tighter in "
            "exports, which know its neighbours."
        ),
    )
    serial: int | None = attribute(
        default=None,
        metadata=described("Number under which the CMS filed it, if its numbers grow with time."),
    )
    modified_at: str | None = attribute(
        default=None, metadata=described("Date of the last edit the page prints.", "dateModified")
    )
    event_dates: list[EventDate] = attribute(default_factory=list, metadata=described("Dates named in the body."))
    images: list[Image] = attribute(default_factory=list, metadata=described("Images of the article.", "image"))
    attachments: list[Attachment] = attribute(
        default_factory=list, metadata=described("Files of the article.", "associatedMedia")
    )
    view_count: int | None = attribute(default=None, metadata=described("Views as printed.", "interactionStatistic"))
    officials: list[Official] = attribute(
        default_factory=list, metadata=described("Persons in office that the text names.", "mentions")
    )
    copies_in_page: int = attribute(default=1, metadata=described("How many times the page printed the article."))
    duplicates: list[Duplicate] = attribute(
        default_factory=list, metadata=described("Other records with the same or a like text.")
    )
    representative: str | None = attribute(
        default=None, metadata=described("Stands for the cluster of copies: earliest published, then first seen.")
    )
    extraction: Extraction = attribute(
        default="labels", metadata=described("Which reader answered: selectors, labels or generic.")
    )
    notes: list[Note] = attribute(default_factory=list, metadata=described("What a reader should know about this record."))
    version: int = attribute(default=1, metadata=described("Version of the cleaned text, from 1.", "version"))
    first_seen: str | None = attribute(default=None, metadata=described("First capture, UTC."))
    last_seen: str | None = attribute(default=None, metadata=described("Last capture, UTC."))
    changed_at: str | None = attribute(default=None, metadata=described("Capture at which this version first appeared, UTC."))
    state: State = attribute(
        default="present", metadata=described("present, or gone where the site answered 404 or 410 for the page.")
    )
    gone_at: str | None = attribute(default=None, metadata=described("When the page was first found to be gone, UTC."))
    warc_file: str | None = attribute(default=None, metadata=described("Archive file that holds the page.", "archivedAt"))
    warc_record_id: str | None = attribute(default=None, metadata=described("Record in that file."))
    payload_digest: str | None = attribute(default=None, metadata=described("Digest of the page's bytes."))
    fetched_at: str | None = attribute(default=None, metadata=described("Time of the capture, UTC."))
    run_id: str | None = attribute(default=None, metadata=described("The run that captured the page."))
