"""From the blocks of one article to its fields: title, lead, body, captions, byline, counters, files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from portals.draft import Block, Draft
from portals.items import Article, Attachment, Image, Note
from portals.text.bylines import is_byline, is_office, read_byline
from portals.text.folding import squeeze

# A file name printed as a caption: `THUONG VU HOP.jpg`.
_FILE_NAME = re.compile(r"[^/:*?\"<>|]{1,120}\.(?:jpe?g|png|gif|bmp|webp|tiff?|jfif|heic)", re.IGNORECASE)
# The mark that ends an official text: `quy định chung./.`; also `. /.`, `../.` and a bare `/.`.
_END_MARK = " ./…"
# A long dash that touches one neighbour only: `Linh –Phó Bí thư Thành ủy– vừa`. Not `Covid -19`, not `2020–2025`.
_GLUED = re.compile(r"(?<=\s)([–—])(?=[^\W\d])|(?<=[^\W\d])([–—])(?=\s)")
# What Word leaves behind when its comments are cut badly: `<!--[if gte mso 9]>`, `/* Style Definitions */`, `mso-style-…`.
_WORD = re.compile(r"<!--(?:(?!<!--).)*?-->|<!\[if[^\]<]*\]>|<!\[endif\]>|/\* Style Definitions \*/.*", re.DOTALL)
_WORD_LINE = re.compile(r"(?:Normal \d|MicrosoftInternetExplorer\d|X-NONE|mso-|@page |@font-face|st1\\:\*|v\\:\*)")
# What plug-ins of a CMS leave where they do not run: `{loadmodule mod_x}`, `{gallery}a{/gallery}`, `[caption id="a"]`.
_SHORTCODE = re.compile(
    r"\{(\w{3,20})\}[^{}]{0,200}\{/\1\}|\{/?(?:load\w+|source|gallery|youtube|phoca\w*|modal|rsform|attachments|jcomments|tab|slider)\b[^{}]{0,200}\}"
    r"|\[/?(?:caption|gallery|embed|vc_\w+|et_pb_\w+|contact-form-7|video|audio|playlist)\b[^\[\]]{0,300}\]",
    re.IGNORECASE,
)
# What Joomla prints in place of an address that a script would show.
_SPAMBOTS = re.compile(
    r"(?:Địa chỉ email này đang được bảo vệ (?:từ|khỏi) [^.]{3,20}\. Bạn cần (?:kích hoạt|bật) JavaScript để xem nó"
    r"|This email address is being protected from spambots\. You need JavaScript enabled to view it)\.?",
    re.IGNORECASE,
)
_MOST_DIGITS = 12
_DIGITS = re.compile(r"\d{1,3}(?:\s\d{3})+(?!\d)|\d[\d.,]*")
_SIGNED = re.compile(
    r"(?:^|\s)(?:(?:TM|KT|TL|TUQ|Q)\.\s?[A-ZĐÀ-Ỹ]|(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|TRƯỞNG|CHÁNH|VIỆN TRƯỞNG)\b)"
    r"[^a-zà-ỹ]*(?:\(Đã ký\))?$|^\((?:Đã )?[Kk]ý"
)
# Lines above the name of who signs a document: `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`, `(Đã ký)`.
_HAS_LETTER = re.compile(r"\w")
_SENTENCE_ENDS = (".", "!", "?", "./.", "”", "/.")
_BYLINE_BLOCKS = 3
"""How many of the last paragraphs may be a byline: author, photographer, source."""


def paragraph(text: str) -> str:
    """One paragraph on one line, without Word debris; empty where only blanks, dashes or marks are left."""
    if "<!" in text or "/*" in text:
        text = _WORD.sub(" ", text)
    if "{" in text or "[" in text:
        text = _SHORTCODE.sub(" ", text)
    line = squeeze(text)
    if "JavaScript" in line or "Javascript" in line:
        line = squeeze(_SPAMBOTS.sub(" ", line))
    if "–" in line or "—" in line:
        line = _GLUED.sub(_unglued, line)
    if not _HAS_LETTER.search(line) or _WORD_LINE.match(line):
        return ""
    return line


def _unglued(match: re.Match[str]) -> str:
    return f"{match[1]} " if match[1] else f" {match[2]}"


def without_end_mark(text: str) -> str:
    """`… quy định chung./.` → `… quy định chung.`"""
    return f"{text.rstrip(_END_MARK)}." if text.endswith(("/.", "/")) else text


def assemble(article: Article, draft: Draft) -> Article:
    """`article` with its text fields filled from `draft`, whose blocks hold one copy of the article."""
    title = _first(draft.blocks, "title")
    lead = _first(draft.blocks, "lead")
    paragraphs, byline = _body(draft.blocks, printed=(title, lead))
    signed = read_byline(byline) if byline else None
    views = _views(draft.blocks)
    readable = len(views) <= _MOST_DIGITS  # 10^30 views: no page can mean it, and no column holds it
    return replace(
        article,
        title=title or None,
        lead=lead or None,
        body="\n\n".join(paragraphs) or None,
        byline=signed.byline if signed else None,
        author=signed.author if signed else None,
        author_organisation=signed.organisation if signed else None,
        images=_images(draft.blocks),
        attachments=_attachments(draft),
        view_count=int(views) if views and readable else None,
        notes=article.notes if readable else [*article.notes, Note("impossible_views", views[:60])],
    )


def _first(blocks: Iterable[Block], kind: str) -> str:
    found = (squeeze(block.text) for block in blocks if block.kind == kind)
    return next((text for text in found if text), "")


def _body(blocks: Sequence[Block], printed: tuple[str, ...]) -> tuple[list[str], str]:
    """The paragraphs, and the byline: the blocks marked so, or else the last short ones that read like one."""
    paragraphs = [paragraph(block.text) for block in blocks if block.kind in ("paragraph", "heading")]
    paragraphs = [text for text in paragraphs if text]
    while paragraphs and paragraphs[0] in printed:
        paragraphs.pop(0)
    byline = [squeeze(block.text) for block in blocks if block.kind == "byline"]
    byline += _trailing_byline(paragraphs, byline)
    if paragraphs:
        paragraphs[-1] = without_end_mark(paragraphs[-1])
    return paragraphs, "; ".join(dict.fromkeys(filter(None, byline)))


def _trailing_byline(paragraphs: list[str], known: Sequence[str] = ()) -> list[str]:
    """Takes the byline off the end of `paragraphs`; beside a known one only what repeats it or has a label of its own."""
    taken: list[str] = []
    if known:
        names = {read_byline(text).author for text in known}
        while len(paragraphs) > 1 and is_byline(paragraphs[-1]):
            if ":" not in paragraphs[-1] and read_byline(paragraphs[-1]).author not in names:
                break
            taken.insert(0, paragraphs.pop())
        return taken
    if any(_SIGNED.search(text) for text in paragraphs[-4:-1]):
        return taken
    while len(paragraphs) > 1 and len(taken) < _BYLINE_BLOCKS and is_byline(paragraphs[-1]):
        taken.insert(0, paragraphs.pop())
    if not taken and len(paragraphs) > 1 and is_office(paragraphs[-1]) and paragraphs[-2].endswith(_SENTENCE_ENDS):
        taken.append(paragraphs.pop())
    return taken


def _images(blocks: Sequence[Block]) -> list[Image]:
    """Every image once, each with the caption blocks that follow it; a file name is no caption."""
    images: dict[str, Image] = {}
    current: Image | None = None
    for block in blocks:
        if block.kind == "image" and block.url:
            current = images.setdefault(block.url, Image(block.url))
            _caption(current, block.text)
        elif block.kind == "caption" and current is not None:
            _caption(current, block.text)
        elif block.kind == "caption":
            continue
    return list(images.values())


def _caption(image: Image, text: str) -> None:
    caption = paragraph(text)
    if caption and not _FILE_NAME.fullmatch(caption) and caption != image.caption:
        image.caption = f"{image.caption} {caption}" if image.caption else caption


def _attachments(draft: Draft) -> list[Attachment]:
    files = {link.url: link for link in reversed(draft.attachments)}
    return [Attachment(url, squeeze(files[url].title or "") or None) for url in dict.fromkeys(f.url for f in draft.attachments)]


def _views(blocks: Sequence[Block]) -> str:
    """Return the digits of the counter: `Lượt xem: 1.269` → `1269`; empty without one."""
    for block in blocks:
        digits = _DIGITS.search(block.text) if block.kind == "views" else None
        if digits:
            return re.sub(r"\D", "", digits[0])
    return ""
