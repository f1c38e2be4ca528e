"""Guess the place of a portal from the title of its home page and its host. A person must check it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from urllib.parse import urlsplit

from portals.items import RawPage
from portals.portal import Portal
from portals.text.folding import fold, squeeze
from portals.text.places import Place, place_words, resolve_place
from portals.webpage.decoding import decode
from portals.webpage.witnesses import read_witnesses

_WORD = r"[A-ZĐÀ-Ỹ][\w'-]*"
_NAMED = re.compile(
    rf"\b(thành phố|tp\.?|tỉnh|huyện|thị xã|quận|phường|xã|thị trấn|đặc khu)\s+({_WORD}(?:\s+{_WORD}){{0,3}}|\d+)",
    re.IGNORECASE,
)
_PREFIXES = ("ubnd", "tinh", "tp", "thanhpho", "huyen", "tx", "thixa", "quan", "phuong", "xa", "portal")
_PROVINCE = 1
"""Bit in `place_words` for the name of a province."""


def titled(portal: Portal, home: RawPage) -> Portal:
    """Return the portal with the title of its home page, and the place in that title or in its host."""
    titles = read_witnesses(decode(home.body).text).titles
    place = next((found for title in titles if (found := place_in(title))), None) or place_of_host(urlsplit(home.url).hostname)
    title = squeeze(titles[0])[:200] if titles else portal.title
    if place is None:
        return replace(portal, title=title)
    return replace(portal, title=title, place=place.name, province=place.name if place.level == 1 else place.within or "")


def place_in(text: str) -> Place | None:
    """Return the first place that a text names together with its kind.

    >>> place_in("Cổng thông tin điện tử thành phố Sóc Trăng - Trang chủ").name
    'thành phố Sóc Trăng'
    """
    for kind, name in _NAMED.findall(unicodedata.normalize("NFC", text)):
        words = name.split()
        for count in range(len(words), 0, -1):
            place = resolve_place(f"{kind} {' '.join(words[:count])}")
            if place is not None:
                return place
    return None


def place_of_host(host: str | None) -> Place | None:
    """Return the province whose name, without marks and blanks, is a part of a host.

    >>> place_of_host("sonoivu.dongnai.gov.vn").name
    'tỉnh Đồng Nai'
    """
    names = {_letters(word): word for word, levels in place_words().items() if levels & _PROVINCE}
    for label in reversed((host or "").lower().split(".")):
        for prefix in ("", *_PREFIXES):
            word = names.get(label.removeprefix(prefix)) if label.startswith(prefix) else None
            if word and (place := resolve_place(word)) and place.level == 1:
                return place
    return None


def _letters(word: str) -> str:
    """Return a folded name as in host names: `đồng nai` gives `dongnai`."""
    marked = unicodedata.normalize("NFD", fold(word).replace("đ", "d"))
    return "".join(letter for letter in marked if letter.isascii() and letter.isalnum())
