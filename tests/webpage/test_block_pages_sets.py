"""Pages written without the rules in sight: firewalls, servers' messages, and short articles that speak of such things."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import nullcontext

import pytest

from portals.errors import Rejected
from portals.webpage.block_pages import check_text
from tests.webpage.block_pages_score import URLS, Innocent, Refused, dressed, innocents, outcome, refused
from tests.webpage.charsets import windows_1258

SETS = ("first", "second", "held")
REFUSED = [page for name in SETS for page in refused(name)]
INNOCENTS = [page for name in SETS for page in innocents(name)]


@pytest.mark.parametrize("page", REFUSED, ids=[page.name for page in REFUSED])
@pytest.mark.parametrize("site", URLS)
def test_refused(site: str, page: Refused) -> None:
    assert outcome(page.body, site, page.status).startswith(page.wanted)


@pytest.mark.parametrize("page", INNOCENTS, ids=[page.title for page in INNOCENTS])
@pytest.mark.parametrize("site", URLS)
def test_innocent(site: str, page: Innocent) -> None:
    """A page whose text is too short for the generic extractor has no article; it is never called a wall or an error."""
    assert outcome(dressed(page), site) in ("page", "no page (no_article)")


CHARSETS: dict[str, Callable[[str], bytes]] = {
    "letters apart": lambda text: unicodedata.normalize("NFD", text).encode(),
    "windows-1258": windows_1258,
    "utf-16": lambda text: text.encode("utf-16"),
}


@pytest.mark.slow
@pytest.mark.parametrize("charset", CHARSETS)
def test_no_charset_hides_what_a_page_says(charset: str) -> None:
    encode = CHARSETS[charset]
    site, *_ = URLS
    walls = [page.name for page in REFUSED if not outcome(encode(page.body), site, page.status).startswith(page.wanted)]
    pages = [
        page.title for page in INNOCENTS if "article" not in (found := outcome(encode(dressed(page)), site)) and found != "page"
    ]
    assert (walls, pages) == ([], [])


ENDLESS = {"<script>": True, "<a>": True, "<form>": True, "<title>": True, "<": False, "<!--": True, "<meta ": True}


@pytest.mark.parametrize(("bit", "message"), ENDLESS.items())
def test_markup_that_never_ends_is_looked_at_once(bit: str, message: bool) -> None:
    """200 KB each: half a minute where one pattern looks for an element's end from every start.

    What is no tag is long text; what a browser drops says nothing.
    """
    with pytest.raises(Rejected) if message else nullcontext():
        check_text("Lỗi 404<p>" + bit * (200_000 // len(bit)))
