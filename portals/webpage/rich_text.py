"""Texts of editors that keep trees: Slate, ProseMirror, Lexical, Portable Text, Contentful, Editor.js, Draft.js.

All are nodes with a type, children and leaves with text; they become paragraphs, headings, list items, pictures and table rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

_CHILDREN = ("children", "content", "nodes", "blocks")
_DEEPEST = 40
_MOST_NODES = 20_000
_INLINE = frozenset(("text", "span", "link", "hyperlink", "autolink", "linebreak", "hardbreak", "a", "mention", "mark", "leaf"))
_LEVELS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ALT = ("caption", "alt", "title", "description")


def is_rich_text(value: Any) -> bool:
    """Return whether a value looks like an editor's tree: nodes with a type, or a list of blocks with text."""
    if isinstance(value, dict):
        inner = next((value[name] for name in _CHILDREN if isinstance(value.get(name), list)), None)
        if inner is None and isinstance(value.get("root"), dict):
            return is_rich_text(value["root"])
        return inner is not None and (_type(value) in ("doc", "document", "root") or _are_blocks(inner))
    return isinstance(value, list) and _are_blocks(value)


def html_of(value: Any) -> str:
    """Return an editor's tree as HTML of paragraphs, headings, list items, rows and pictures; escaped, without styles.

    >>> html_of([{"type": "paragraph", "children": [{"text": "Sáng 9/8, "}, {"text": "UBND", "bold": True}]}])
    '<p>Sáng 9/8, UBND</p>'
    """
    budget = [_MOST_NODES]
    if isinstance(value, dict) and isinstance(value.get("root"), dict):
        value = value["root"]
    nodes = (
        value if isinstance(value, list) else next((value[name] for name in _CHILDREN if isinstance(value.get(name), list)), [])
    )
    return "".join(part for node in nodes for part in _block(node, 0, budget))


def _are_blocks(nodes: list[Any]) -> bool:
    first = [node for node in nodes[:6] if isinstance(node, dict)]
    return bool(first) and all(_type(node) and (_has_children(node) or _own_text(node) or _picture(node)) for node in first[:1])


def _type(node: dict[str, Any]) -> str:
    kind = node.get("type") or node.get("_type") or node.get("nodeType") or node.get("object") or node.get("tag") or ""
    return str(kind).lower().replace("_", "-")


def _has_children(node: dict[str, Any]) -> bool:
    return any(isinstance(node.get(name), list) for name in _CHILDREN)


def _block(node: Any, depth: int, budget: list[int]) -> Iterator[str]:
    budget[0] -= 1
    if not isinstance(node, dict) or depth > _DEEPEST or budget[0] < 0:
        return
    kind = _type(node)
    if picture := _picture(node):
        caption = next((text for name in _ALT if isinstance(text := _data(node).get(name), str) and text), "")
        yield f'<figure><img src="{escape(picture)}"><figcaption>{escape(caption)}</figcaption></figure>'
        return
    children = _children(node)
    inline = not children or all(isinstance(child, dict) and _is_inline(child) for child in children)
    items = _data(node).get("items")
    if kind == "list" and isinstance(items, list):
        yield from (f"<li>{item if isinstance(item, str) else _inline(item, depth, budget)}</li>" for item in items[:500])
    elif inline:
        text = _inline(node, depth, budget)
        if text.strip():
            name = _name(kind, node)
            yield f"<{name}>{text}</{name}>"
    elif kind in ("table-row", "tablerow", "tr"):
        cells = ("".join(part for part in _block(cell, depth + 1, budget)) for cell in children)
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    elif kind in ("table", "table-body"):
        yield f"<table>{''.join(part for child in children for part in _block(child, depth + 1, budget))}</table>"
    else:
        for child in children:
            yield from _block(child, depth + 1, budget)


def _children(node: dict[str, Any]) -> list[Any]:
    return next((node[name] for name in _CHILDREN if isinstance(node.get(name), list)), [])


def _is_inline(node: dict[str, Any]) -> bool:
    return _type(node) in _INLINE or (
        not _has_children(node) and isinstance(node.get("text"), str) and _type(node) in ("", "text", "span")
    )


def _inline(node: Any, depth: int, budget: list[int]) -> str:
    budget[0] -= 1
    if not isinstance(node, dict) or depth > _DEEPEST or budget[0] < 0:
        return ""
    kind = _type(node)
    if kind in ("linebreak", "hardbreak", "hard-break", "line-break", "br"):
        return "<br>"
    inner = "".join(_inline(child, depth + 1, budget) for child in _children(node)) or _own_text(node)
    href = (
        node.get("url")
        or node.get("href")
        or (node.get("attrs") or node.get("data") or {}).get("uri" if kind == "hyperlink" else "href")
    )
    if kind in ("link", "hyperlink", "a", "autolink") and isinstance(href, str):
        return f'<a href="{escape(href)}">{inner}</a>'
    return inner


def _own_text(node: dict[str, Any]) -> str:
    """A leaf's text; Editor.js keeps HTML in `data.text`."""
    data = node.get("data")
    if isinstance(data, dict) and isinstance(data.get("text"), str):
        return str(data["text"])
    text = node.get("text") if isinstance(node.get("text"), str) else node.get("value")
    return escape(text, quote=False).replace("\n", "<br>") if isinstance(text, str) else ""


def _data(node: dict[str, Any]) -> dict[str, Any]:
    found = dict(node)
    for name in ("data", "attrs", "fields"):
        if isinstance(node.get(name), dict):
            found.update(node[name])
    return found


def _picture(node: dict[str, Any]) -> str:
    if not any(word in _type(node) for word in ("image", "img", "picture", "photo")):
        return ""
    data = _data(node)
    places = [data, *(value for name in ("file", "image", "asset") if isinstance(value := data.get(name), dict))]
    return next((str(place[name]) for place in places for name in ("url", "src") if isinstance(place.get(name), str)), "")


def _name(kind: str, node: dict[str, Any]) -> str:
    if kind.startswith("head") or kind in ("h1", "h2", "h3", "h4", "h5", "h6"):
        level = _data(node).get("level") or next((number for word, number in _LEVELS.items() if word in kind), None)
        return f"h{level}" if isinstance(level, int) and 0 < level < 7 else "h3"
    return "li" if "list-item" in kind or kind in ("listitem", "li") or node.get("listItem") else "p"
