"""Pages that cost more to read than any article is worth: too many bytes, elements or attributes.

Reading is bounded by what a page holds, not only by its length: a parsed element takes about 500 bytes, and lxml needs a time
that grows with the square of the attributes of one element (100,000 of them took 31 s).
"""

from __future__ import annotations

import re

LARGEST = 12_000_000
"""Bytes; the portals' longest articles have 2 MB with pictures inlined."""
MOST_MARKUP = 250_000
"""Tags, opening and closing; the portals' largest pages have 9,000."""
MOST_ATTRIBUTES = 500
"""Attributes of one element."""
_SUSPICIOUS = 200_000
"""Bytes below which attributes are not counted, for counting takes 1.5 ms per 100 KB; what fits in takes 8 s at worst."""

_TAG = re.compile(rb"<[a-zA-Z][^\s>]*+")
_ATTRIBUTES = re.compile(
    rb"""(?:[\s/]*+[^\s=>/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+){%d}""" % MOST_ATTRIBUTES
)


def is_too_large(body: bytes) -> bool:
    """Whether a page is larger than any page of an article, in one of these ways. Takes linear time.

    >>> is_too_large(b"<p>Tin</p>"), is_too_large(b"<br>" * 300_000)
    (False, True)
    """
    if len(body) > LARGEST or body.count(b"<") > MOST_MARKUP:
        return True
    return len(body) > _SUSPICIOUS and any(_ATTRIBUTES.match(body, tag.end()) for tag in _TAG.finditer(body))
