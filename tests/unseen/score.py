"""Compares a record with the truth about its page, field by field, and adds up the scores."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from portals.errors import Rejected
from portals.items import Article
from portals.portal import Portal
from portals.stages import clean, is_weak
from tests.unseen.printer import Sample, visible

END = "./."


@dataclass
class Score:
    """Shares of a set of pages. `failed` holds the pages that missed a measure, by its name."""

    pages: int = 0
    sums: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    failed: dict[str, list[tuple[Sample, str]]] = field(default_factory=lambda: defaultdict(list))

    def share(self, measure: str) -> float:
        """Mean of a measure over the pages it applies to; 1 where it applies to none."""
        return self.sums[measure] / self.counts[measure] if self.counts[measure] else 1.0

    def add(self, sample: Sample, measure: str, value: float, detail: str = "") -> None:
        self.sums[measure] += value
        self.counts[measure] += 1
        if value < 0.999:
            self.failed[measure].append((sample, detail))


def record_of(sample: Sample, portal: Portal) -> Article:
    """What the extraction makes of a page; an empty record where it takes it for no article."""
    try:
        return clean(sample.page, portal)
    except Rejected as rejected:
        return Article(
            id="", portal=portal.name, url=sample.page.url, section=f"rejected: {rejected.reason}", extraction="generic"
        )


def judge(pairs: Iterable[tuple[Sample, Article]]) -> Score:
    """All measures over the pages and their records."""
    score = Score()
    for sample, record in pairs:
        score.pages += 1
        _text(score, sample, record)
        _facts(score, sample, record)
    return score


def _text(score: Score, sample: Sample, record: Article) -> None:
    story, body = sample.story, visible(record.body or "")
    title = visible(record.title or "")
    score.add(sample, "title", float(title == visible(story.title)), title)
    f1 = token_f1(body, " ".join(story.paragraphs))
    measure = "body, broken" if sample.broken else "body"
    score.add(sample, measure, f1, f"{f1:.3f} {difference(body, ' '.join(story.paragraphs))}")
    score.add(sample, "not doubled", float(not repeated(body, visible(" ".join(story.paragraphs)), story.paragraphs)))
    if story.lead:
        score.add(sample, "lead", float(visible(record.lead or "") == visible(story.lead)), record.lead or "")
    score.add(sample, "copies", float(record.copies_in_page == sample.copies), f"{record.copies_in_page} for {sample.copies}")


def _facts(score: Score, sample: Sample, record: Article) -> None:
    said = f"{record.published_at} for {sample.published} ({record.published_raw})"
    score.add(sample, "date not wrong", float(record.published_at in (None, sample.published)), said)
    if sample.published:
        score.add(sample, "date right", float(record.published_at == sample.published), said)
    score.add(sample, "byline", float(record.byline == sample.byline), f"{record.byline!r} for {sample.byline!r}")
    if sample.byline:
        score.add(sample, "author", float(record.author == sample.story.author), repr(record.author))
    score.add(sample, "views", float(record.view_count == sample.views), f"{record.view_count} for {sample.views}")
    images = [(image.url, visible(image.caption or "")) for image in record.images]
    score.add(sample, "images", float([url for url, _ in images] == [url for url, _ in sample.images]), str(images))
    if sample.images:
        score.add(sample, "captions", float(images == list(sample.images)), str(images))
    score.add(sample, "layout", float(not is_weak(record)), record.section or "")


def repeated(body: str, truth: str, paragraphs: Iterable[str]) -> list[str]:
    """The paragraphs that stand in the body more often than in the truth."""
    texts = (visible(text).removesuffix(END) for text in paragraphs if len(text) > 60)
    return [text for text in texts if body.count(text) > truth.count(text)]


def token_f1(found: str, truth: str) -> float:
    """F1 of two texts as bags of words."""
    first, second = Counter(_tokens(found)), Counter(_tokens(truth))
    shared = (first & second).total()
    return 2 * shared / (first.total() + second.total()) if shared else 0.0


def difference(found: str, truth: str) -> str:
    """The first words that one text has and the other lacks."""
    first, second = Counter(_tokens(found)), Counter(_tokens(truth))
    return f"+[{' '.join((first - second).elements())[:90]}] -[{' '.join((second - first).elements())[:90]}]"


def _tokens(text: str) -> list[str]:
    words = (word.strip('–—-.,:;“”"()/•') for word in visible(text).split())
    return [word for word in words if word]
