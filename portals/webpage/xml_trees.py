"""XML of feeds and sitemaps: broken or not, packed or not, never with entities or files from elsewhere."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from lxml import etree

from portals.errors import Rejected

LARGEST = 52_428_800
"""Bytes of a sitemap, unpacked: what the protocol allows."""


def xml_tree(body: bytes, kind: str, *roots: str) -> etree._Element:
    """Return the root of a document whose outermost element is one of `roots`.

    Raises `Rejected` for any other, `not_a_<kind>`, and for one that is too large, `too_large`.
    """
    plain = _unpacked(body) if body[:2] == b"\x1f\x8b" else body
    if len(plain) > LARGEST:
        raise Rejected("too_large")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(plain.lstrip(b"\xef\xbb\xbf \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or local(root) not in roots:
        raise Rejected(f"not_a_{kind}")
    return root


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements with one of these names, whatever their namespaces, in document order."""
    return (element for element in root.iter() if local(element) in names)


def child_text(element: etree._Element, *names: str) -> str:
    """Return the text of the first child with one of these names, in the order of the names; empty where there is none."""
    for name in names:
        for child in element:
            if local(child) == name and (text := "".join(str(part) for part in child.itertext()).strip()):
                return text
    return ""


def _unpacked(body: bytes) -> bytes:
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        return unpack.decompress(body, LARGEST + 1)
    except zlib.error:
        return b""
