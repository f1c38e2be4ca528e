"""XPath expressions compiled once, with the type of what they give."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lxml import etree


def elements(path: str) -> Callable[[etree._Element], list[etree._Element]]:
    """A path that finds elements, as a function of the element it starts from."""
    compiled = etree.XPath(path)
    return lambda start: cast("list[etree._Element]", compiled(start))


def string(path: str) -> Callable[[etree._Element], str]:
    """A path that gives a string, as a function of the element it starts from; empty where nothing is found."""
    compiled = etree.XPath(f"string({path})")
    return lambda start: str(compiled(start))


def text_of(element: etree._Element) -> str:
    """The text below an element on one line."""
    return " ".join("".join(str(part) for part in element.itertext()).split())
