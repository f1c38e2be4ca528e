"""Pictures of an article, apart from icons, buttons and counters."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from portals.webpage.addresses import absolute
from portals.webpage.rows import attributes

_SOURCES = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-original-src",
    "data-echo",
    "data-url",
    "data-image",
    "data-full-src",
    "src",
)
"""Where the address of a picture may stand; what a script loads late comes before the placeholder in `src`."""
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_DECORATION = frozenset(
    {
        "arrow",
        "attach",
        "attachment",
        "avatar",
        "banner",
        "bg",
        "blank",
        "btn",
        "bullet",
        "button",
        "captcha",
        "clear",
        "counter",
        "default",
        "doc",
        "document",
        "docx",
        "dot",
        "download",
        "email",
        "emoji",
        "excel",
        "facebook",
        "fb",
        "file",
        "gif",
        "google",
        "ico",
        "icon",
        "icons",
        "lazy",
        "line",
        "loader",
        "loading",
        "logo",
        "mail",
        "new",
        "no",
        "pdf",
        "pixel",
        "placeholder",
        "print",
        "rating",
        "rss",
        "share",
        "smile",
        "sound",
        "spacer",
        "speaker",
        "star",
        "thumb",
        "tracking",
        "trans",
        "transparent",
        "twitter",
        "white",
        "word",
        "x",
        "xls",
        "xlsx",
        "youtube",
        "zalo",
        "zip",
    }
)
"""Words of file names of decorations. A name is one where it has no other word: not `logo-cuoc-thi-doc-sach.jpg`."""
_FOLDERS = re.compile(r"/(?:icons?|emojis?|smil(?:ies|eys)|flags)/", re.IGNORECASE)
_DECORATED = re.compile(r"(?:^|[\s_-])(?:icons?|avatar|emoji|captcha|spacer|smiley)(?:$|[\s_-])", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where two words meet in one: `printButton`."""
_DIGITS = re.compile(r"\d")
_DATED = 6
"""Digits from which a file name is a photograph's: `Zalo_20240311_081502.jpg`."""
_PLACE = re.compile(r"^(?:data:|about:|javascript:|blob:)", re.IGNORECASE)
_RENDITION = re.compile(r"\?RenditionID=\d+$", re.IGNORECASE)
"""A smaller copy that SharePoint makes of a picture."""
_SMALL = 48


def image_url(printed: str, page_url: str) -> str | None:
    """Return the absolute address of an article's picture, given the attributes of its tag as printed.

    None for icons, buttons, tracking pixels, placeholders and inline data.
    """
    found = attributes(printed)
    if _is_small(found) or _DECORATED.search(found.get("class", "")):
        return None
    for source in _addresses(found):
        if _is_decoration(source):
            continue
        url = absolute(page_url, _unwrapped(source))
        if url.startswith(("http://", "https://")):
            return url
    return None


def is_placeholder(printed: str) -> bool:
    """Return whether an image tag names no picture by itself: its address is inline data, or of a blank or loading picture."""
    return all(_is_decoration(source) for source in _addresses(attributes(printed)))


def _addresses(found: dict[str, str]) -> list[str]:
    """The addresses of a tag that are no inline data, best first."""
    late = [found[key].strip() for key in _SOURCES[:-1] if found.get(key)]
    sets = [largest for key in _SETS if (largest := _largest(found.get(key, "")))]
    plain = [found["src"].strip()] if found.get("src") else []
    return [text for text in (*late, *sets[: 2 if not late else 0], *plain, *sets) if text and not _PLACE.match(text)]


def _largest(candidates: str) -> str:
    """The largest candidate of a `srcset`: `/a-300.jpg 300w, /a.jpg 1200w`."""
    best, most = "", -1.0
    for part in re.split(r",\s+|,(?=https?://|/)", candidates):
        words = part.split()
        if not words or _PLACE.match(words[0]):
            continue
        size = words[1][:-1] if len(words) > 1 else "1"
        width = float(size) if re.fullmatch(r"\d+(?:\.\d+)?", size) else 0.0
        if width > most:
            best, most = words[0], width
    return best


def _unwrapped(source: str) -> str:
    """The picture behind an image service: `/_next/image?url=%2Fuploads%2Fa.jpg&w=1200`, `/a.jpg?RenditionID=6`."""
    source = _RENDITION.sub("", source)
    parts = urlsplit(source) if "image?" in source else None
    inner = parse_qs(parts.query).get("url") if parts else None
    return unquote(inner[0]) if inner else source


def _is_decoration(source: str) -> bool:
    path = source.partition("?")[0].partition("#")[0]
    if _FOLDERS.search(path):
        return True
    stem = unquote(path.rstrip("/").rpartition("/")[2]).rpartition(".")[0]
    words = [word.lower() for word in _WORDS.findall(_HUMP.sub(" ", stem))]
    if words and len(_DIGITS.findall(stem)) >= _DATED:
        return False
    return (bool(words) and all(word in _DECORATION for word in words)) or stem in ("1x1", "0", "s")


def _is_small(found: dict[str, str]) -> bool:
    style = found.get("style", "")
    sizes = [found.get("width", ""), found.get("height", "")]
    sizes += re.findall(r"(?<![-\w])(?:width|height):\s*(\d+)px", style)
    numbers = [int(size.removesuffix("px")) for size in sizes if re.fullmatch(r"\d{1,6}(?:px)?", size)]
    return (bool(numbers) and max(numbers) <= _SMALL) or "display:none" in style.replace(" ", "")
