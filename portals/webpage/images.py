"""Pictures of an article, apart from icons, buttons and counters."""

from __future__ import annotations

import re

from portals.webpage.addresses import absolute
from portals.webpage.rows import attributes

_TRIFLE = re.compile(
    r"(?:icon|ico_|/icons?/|print|email|mail\.|share|button|btn|spacer|blank\.|pixel|loading|1x1|transparent|arrow|bullet|/new\.gif|new_?icon|logo|facebook|zalo|twitter|google|youtube|"
    r"captcha|counter|banner|rating|star|/rss|speaker|sound|avatar|emoji|smile|captcha)",
    re.IGNORECASE,
)
_SMALL = 48


def image_url(attrs: str, page_url: str) -> str | None:
    """The absolute address of an article's image; None for icons, print buttons, tracking pixels and inline data."""
    found = attributes(attrs)
    candidates = (found.get(key, "").strip() for key in ("data-src", "data-original", "data-lazy-src", "data-lazy", "src"))
    source = next((text for text in candidates if text and not text.startswith(("data:", "about:", "javascript:"))), "")
    if not source or _TRIFLE.search(source) or _is_small(found):
        return None
    url = absolute(page_url, source)
    return url if url.startswith(("http://", "https://")) else None


def _is_small(found: dict[str, str]) -> bool:
    style = found.get("style", "")
    sizes = [found.get("width", ""), found.get("height", "")]
    sizes += re.findall(r"(?<![-\w])(?:width|height):\s*(\d+)px", style)
    numbers = [int(size.removesuffix("px")) for size in sizes if size.removesuffix("px").isdigit()]
    return (bool(numbers) and max(numbers) <= _SMALL) or "display:none" in style.replace(" ", "")
