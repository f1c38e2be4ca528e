"""Which row is the title: its place beside a label first, then what else on the page says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portals.text.folding import fold
from portals.text.repeats.skeleton import skeleton
from portals.webpage.boilerplate import CLOCK, END, FOOTER, SECTION, SITE, key_of
from portals.webpage.content import running_text
from portals.webpage.layouts import Layout
from portals.webpage.leads import LEAD
from portals.webpage.page_rows import LINKED, TITLED, View, ends_sentence, once_a_row
from portals.webpage.related_links import foreign, to_itself
from portals.webpage.typography import bold, bold_by_rule, larger

_HEADINGS = {"h1": 4.0, "h2": 3.0, "h3": 2.0, "h4": 1.5, "h5": 1.0}
_LONGEST = 300
_SURE = 9.0
_A_DATE = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}|\d{4}-\d\d-\d\d|tháng", re.IGNORECASE)
_DATED = 3.0
"""What a date in its own row adds to a title."""
_OVER_DATE, _UNDER_DATE = 3.0, 2.0
"""What the row of a date, with the text below, adds to the row above or below it."""
_CONTRAST = 1.5
"""What letters unlike those of the text add to a row above it; a full stop at its end takes the same."""
_AS_LEAD = 4.0
"""What an element named for the lead takes from a row."""
_IMPOSSIBLE = -20.0
_BEFORE, _AFTER = 6, 4
"""Rows looked at on either side of a label."""
_LEAST_CORROBORATED = 12
_LEAST_DATE = 8
_LEAST_CONSONANTS = 6
_CUT = 90
"""Characters at which a CMS may cut what it says of the title without a mark."""
_QUOTES = " \"'“”‘’«([\xa0"
_ARROWS = " \xa0<>«»‹›←→▶►•|"
_BEFORE_TITLE = _QUOTES + " \t\n|/•·-–—[](),;:."
_PHONE = 6
_CREDITED = re.compile(r"(?:(?:posted|written|published)\s+by|by|bởi|đăng bởi|viết bởi)\b(?=\s*[:：]|\s+\S)")
"""A line that says who wrote: `By Văn phòng UBND`, `Đăng bởi: Thu Hà`."""
_LETTERHEAD = re.compile(r"^[^\d]{2,40}, ngày \d{1,2} tháng \d{1,2} năm \d{4}$|^(?:số|số hiệu)\s*:|độc lập\s*-\s*tự do")
"""Lines of a document's head: `Vĩnh Long, ngày 28 tháng 12 năm 2023`, `Số: 104/QĐ-UBND`."""
"""Digits of a telephone number or a date: `Đường dây nóng: 0299.3822.182 - Cập nhật lúc …`."""


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A row taken for the title, and the layout that led there; `label` is the row of its label."""

    row: int
    text: str
    score: float
    layout: str
    label: int | None = None


def titles(view: View, layouts: Sequence[Layout]) -> list[TitleRow]:
    """Every row that may be the title, best first. Ties go to the earlier label."""
    found: list[TitleRow] = []
    for anchor in view.anchors[:24]:
        if foreign(view, anchor):
            continue
        found += _beside(view, anchor, layouts)
    if not any(_is_sure(view, title) for title in found):
        found += _known_class_or_structure(view)
    return sorted(found, key=lambda title: -title.score)


def printed_title(view: View, index: int) -> str:
    """Return the text of a title row, without the arrow of a link back that stands before it: `‹ Lễ ra quân`."""
    row = view.rows[index]
    least = LINKED * len(row.text.strip())
    named = (text for tag, text in row.marks if len(text) >= least and TITLED.search(tag))
    return next(named, row.text).strip().lstrip(_ARROWS)


def _is_sure(view: View, title: TitleRow) -> bool:
    labels = view.labels(title.label) if title.label is not None else None
    return title.score >= _SURE and labels is not None and labels.strong


def _beside(view: View, anchor: int, layouts: Sequence[Layout]) -> Iterator[TitleRow]:
    labels = view.labels(anchor)
    assert labels
    evidence = _what_follows(view, anchor)
    for layout in layouts:
        if not labels.has(layout.anchor):
            continue
        own = labels.after if layout.after else labels.before
        if own:
            score = _text_score(own, key_of(own)) + layout.weight + _corroborated(view, own) + _over_text(view, anchor)
            yield TitleRow(anchor, own, score + (2.0 if labels.strong else -2.0), layout.name, anchor)
            continue
        weight = layout.weight * (1.0 if labels.strong else 0.5)
        for nearness, index in enumerate(_neighbours(view, anchor, layout.after)):
            score = _score(view, index) + weight * (1.0, 0.4, 0.2)[nearness]
            score += evidence if layout.after else -evidence
            score += 2.5 * (nearness == 0 and _repeated(view, index))
            yield TitleRow(index, view.rows[index].text, score, layout.name, anchor)


def _what_follows(view: View, anchor: int) -> float:
    """Positive where the row below a label looks like a title over its text, negative where it is text already."""
    following = [index for index in range(anchor + 1, min(anchor + 1 + 2 * _AFTER, len(view.rows))) if not view.passed(index)][
        :2
    ]
    if not following:
        return 0.0
    text = view.rows[following[0]].text.strip()
    if len(text) > 200 or (ends_sentence(text) and len(text) > 60):
        return -1.5
    if len(following) < 2 or not view.prose(following[1]) or len(text) < 12:
        return 0.0
    own = any(view.labels(index) for index in range(following[0] + 1, following[1]))
    return 3.0 if own else 1.5


def _repeated(view: View, index: int) -> bool:
    """Whether another row says the same, as the print copy's title does."""
    text = view.rows[index].text.strip()
    return len(text) >= _LEAST_CORROBORATED and view.repeats[text] > 1


def _neighbours(view: View, anchor: int, after: bool) -> list[int]:
    """Up to three rows beside a label that may be a title; other labels, widgets and images are passed over."""
    span = range(anchor + 1, anchor + 1 + _AFTER) if after else range(anchor - 1, anchor - 1 - _BEFORE, -1)
    found: list[int] = []
    for index in span:
        if not 0 <= index < len(view.rows):
            break
        if view.passed(index):
            continue
        found.append(index)
        if len(found) == (2 if after else 3) or (after and len(view.rows[index].text) > _LONGEST):
            break
    return found


@once_a_row
def _score(view: View, index: int) -> float:
    """How much a row by itself, and by what follows it, looks like a title."""
    row = view.rows[index]
    text = row.text.strip()
    tag = view.sheet.tags[row.box]
    if view.noise(index):
        return _IMPOSSIBLE
    score = _text_score(text, view.key(index)) + _HEADINGS.get(tag, 0.0) - 6.0 * (tag == "marquee")
    score += 2.0 * view.called(index, TITLED, 2) + 1.0 * bold(view, index) - _AS_LEAD * view.called(index, LEAD)
    corroborated = _corroborated(view, text)
    if row.link_share > LINKED and corroborated < 3 and not to_itself(view, index):
        score -= 1.5 if tag in ("h1", "h2", "h3") else 5.0
    return score + corroborated + _over_text(view, index)


def _in_list(view: View, index: int) -> bool:
    """Whether another row of a title with its date stands next to this one, or it is a link."""
    if view.link(index) or _is_entry(view, index):
        return True
    beside = (view.labels(each) for each in (index - 1, index + 1, index + 2) if 0 <= each < len(view.rows))
    return any(read is not None and read.has("date") and (read.before or read.after) for read in beside)


def _score_of_part(view: View, index: int, text: str) -> float:
    """As `_score`, of a title that stands in one row with a date: `Khởi công cầu đi bộ (12/5/2014 15:20)`."""
    return _text_score(text, key_of(text)) + _corroborated(view, text) + _over_text(view, index)


def _text_score(text: str, key: str) -> float:
    """How much a text looks like a title."""
    if END.match(key) or FOOTER.match(key) or _LETTERHEAD.search(key) or _CREDITED.match(key):
        return _IMPOSSIBLE
    words = len(text.split())
    score = 2.0 if 6 <= words <= 45 else -2.0 if words <= 3 else 0.0
    score -= 4.0 * (len(text) > _LONGEST) + 2.0 * (len(text) > 200)
    score -= 6.0 * (key.startswith(CLOCK.prefix) and sum(map(str.isdigit, text)) >= _PHONE)
    score -= 1.5 * text.endswith((".", ";", ",")) + 2.0 * text.endswith(("./.", ":"))
    return score - 3.0 * key.startswith(SITE.prefix) - 6.0 * (key in SECTION.exact) - 3.0 * (text.count(" | ") > 1)


def _over_text(view: View, index: int) -> float:
    """Up to 1 where text follows, less for every other line in between, least where a list or another box does."""
    score = 1.0
    for following in range(index + 1, min(index + 1 + 2 * _AFTER, len(view.rows))):
        if view.prose(following):
            return score
        if not view.passed(following):
            if view.link(following) or END.match(view.key(following)):
                return -2.0
            score -= 1.0
    return max(score, -2.0)


def _corroborated(view: View, text: str) -> float:
    """5 where `<title>`, `og:title` or the listing gives the same title, also cut or with the site's name after it."""
    if not view.hinted or not _LEAST_CORROBORATED <= len(text) <= _LONGEST:
        return 0.0
    if text.lstrip(_QUOTES)[:1].lower() not in view.claimed_initials:
        return 0.0
    key = skeleton(text)
    for claim, said in view.claimed_skeletons:
        alike = matches_claim(key, said, cut=claim.endswith(("...", "…", "..")) or len(claim) >= _CUT)
        if alike or said.startswith(key):
            folded = fold(text)
            named = claim == folded or claim.startswith((f"{folded} - ", f"{folded} | "))
            if named or (alike and (folded in claim or folded.startswith(claim.rstrip(". …")))):
                return 5.0
    return 0.0


def matches_claim(key: bytes, claim: bytes, *, cut: bool) -> bool:
    """Whether a claim's consonants are the title's: the same, `cut` short, or with the site's name before or after them."""
    if claim == key or claim.startswith(key) or claim.endswith(key):
        return len(key) >= _LEAST_CONSONANTS
    return cut and len(claim) >= 2 * _LEAST_CONSONANTS and key.startswith(claim)


def _known_class_or_structure(view: View) -> Iterator[TitleRow]:
    """Rows that a class, a heading, the head of the page or the text below them shows as the title."""
    for index, row in enumerate(view.rows):
        if row.image is not None or not 8 <= len(row.text) <= _LONGEST:
            continue
        classed = view.called(index, TITLED, 1)
        shown = classed or view.sheet.tags[row.box] in _HEADINGS
        date = _date_in(view, index)
        if date is not None and not shown and _listed_apart(view, index, date):
            continue
        labels = view.labels(index) if date is not None else None
        text = (labels.before or labels.after or row.text) if labels else row.text
        dated = labels is not None and text != row.text and labels.has("date") and not _in_list(view, index)
        if not (shown or dated or (len(text) >= 20 and _corroborated(view, text))):
            continue
        score = _score(view, index) if text == row.text else _score_of_part(view, index, text) + _DATED * dated
        if row.link_share <= 0.6 or score >= 5:
            yield TitleRow(index, text, score - 2.0 * ends_sentence(text), "known-class" if classed else "structure")
    yield from _above_text(view)
    yield from _beside_dates(view)


@once_a_row
def _date_in(view: View, index: int) -> re.Match[str] | None:
    return _A_DATE.search(view.rows[index].text)


def _listed_apart(view: View, index: int, date: re.Match[str]) -> bool:
    """Whether a row with a date surely is no title: a date alone, or an entry of a list that the head does not name.

    Told without asking for its labels, which costs most. A title beside a date has twelve letters.
    """
    text = view.rows[index].text
    if len(text) < _LEAST_DATE + _LEAST_CORROBORATED:
        return True
    if len(text) - date.end() >= _LEAST_CORROBORATED or not (view.link(index) or _is_entry(view, index)):
        return False
    return text.lstrip(_BEFORE_TITLE)[:1].lower() not in view.claimed_initials


def _is_entry(view: View, index: int) -> bool:
    return view.sheet.tags[view.rows[index].box] == "li"


def _beside_dates(view: View) -> Iterator[TitleRow]:
    """The rows right above and below a bare date row, where running text follows: what pages without headings print."""
    for index, row in enumerate(view.rows):
        if len(row.text) > _LONGEST or _date_in(view, index) is None or foreign(view, index):
            continue
        labels = view.labels(index)
        if not labels or not labels.has("date") or labels.before or labels.after:
            continue
        for after in (False, True):
            beside = _neighbours(view, index, after)[:1]
            if not beside or not 8 <= len(view.rows[beside[0]].text) <= _LONGEST or view.prose(beside[0]):
                continue
            start = beside[0] if after else index
            if _text_follows(view, start):
                score = _score(view, beside[0]) + (_UNDER_DATE if after else _OVER_DATE)
                score += _CONTRAST * _stands_out(view, beside[0], min(start + 1, len(view.rows) - 1))
                yield TitleRow(beside[0], view.rows[beside[0]].text, score, "structure")


def _text_follows(view: View, index: int) -> bool:
    """Whether running text follows a row before any link or the end of an article."""
    for following in range(index + 1, min(index + 1 + _AFTER, len(view.rows))):
        if running_text(view, following) or view.called(following, LEAD):
            return True
        if view.link(following) or END.match(view.key(following)):
            return False
    return False


def _above_text(view: View) -> Iterator[TitleRow]:
    """The short rows right above the longest stretch of prose."""
    start = _longest_prose(view)
    if start is None:
        return
    nearness = iter((3.0, 1.0, 0.5))
    for index in range(start - 1, max(-1, start - 1 - 2 * _BEFORE), -1):
        labels = view.labels(index)
        part = (labels.before or labels.after) if labels else ""
        if view.passed(index) and not part:
            continue
        weight = next(nearness, None)
        if weight is None:
            return
        text = part or view.rows[index].text
        if 8 <= len(text) <= _LONGEST:
            score = _score_of_part(view, index, text) if part else _score(view, index)
            score += _CONTRAST * _stands_out(view, index, start) - _CONTRAST * text.rstrip().endswith(".")
            yield TitleRow(index, text, score + weight, "structure")


def _stands_out(view: View, index: int, text: int) -> bool:
    """Whether a row is set in bold or larger letters, and the running text below it is not."""
    dark, plain = (bold(view, each) or bold_by_rule(view, each) for each in (index, text))
    return (dark and not plain) or larger(view, index, text)


def _longest_prose(view: View) -> int | None:
    """The first row of the stretch with most running text. Captions and short lines do not part it, lists of links do."""
    best, best_start = 0, None
    total, start, gap = 0, None, 0
    for index, row in enumerate(view.rows):
        if view.prose(index) and not FOOTER.match(view.key(index)) and not END.match(view.key(index)):
            start = index if start is None else start
            total, gap = total + len(row.text), 0
            if total > best:
                best, best_start = total, start
        else:
            gap += 2 if view.link(index) else 1
            if gap > 6:
                total, start, gap = 0, None, 0
    return best_start
