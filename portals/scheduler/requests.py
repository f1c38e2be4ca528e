"""Requests as they wait in the store: JSON, no pickles; and the key by which two requests are the same."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any

from scrapy import Request, Spider
from scrapy.utils.request import fingerprint

from portals.store.connect import as_json

_FORGOTTEN = frozenset({"download_slot", "download_latency", "is_start_request"})


def to_json(request: Request, spider: Spider) -> str:
    """The request as JSON. Raises `TypeError` or `ValueError` where its meta or callback cannot be kept."""
    kept: dict[str, Any] = {"url": request.url}
    if request.method != "GET":
        kept["method"] = request.method
    if request.body:
        kept["body"] = base64.b64encode(request.body).decode("ascii")
    if request.headers:
        kept["headers"] = [
            [name.decode("latin-1"), value.decode("latin-1")] for name, values in request.headers.items() for value in values
        ]
    for name, function in (("callback", request.callback), ("errback", request.errback)):
        if function is not None:
            kept[name] = _method_name(function, spider)
    kept |= {name: value for name in ("priority", "dont_filter", "cb_kwargs", "flags") if (value := getattr(request, name))}
    meta = {name: value for name, value in request.meta.items() if name not in _FORGOTTEN}
    return as_json(kept | ({"meta": meta} if meta else {}))


def from_json(text: str, spider: Spider) -> Request:
    """The request that `to_json` kept."""
    kept: dict[str, Any] = json.loads(text)
    for name in ("callback", "errback"):
        if name in kept:
            kept[name] = getattr(spider, kept[name])
    if "body" in kept:
        kept["body"] = base64.b64decode(kept["body"])
    if "headers" in kept:
        headers: dict[str, list[str]] = {}
        for name, value in kept["headers"]:
            headers.setdefault(name, []).append(value)
        kept["headers"] = headers
    return Request(**kept)


def _method_name(function: Callable[..., Any], spider: Spider) -> str:
    name = getattr(function, "__name__", "")
    if getattr(function, "__self__", None) is not spider or not hasattr(spider, name):
        raise ValueError(f"{function!r} is no method of the spider, so the request cannot be kept")
    return name


class Fingerprinter:
    """Two requests are the same when they lead to the same article or the same listing page.

    An article is its identity key, whatever form its address has (`meta["key"]`). A listing page is its section and number
    (`section`, `number`): the form that leads to it holds a view state that is another at each visit.
    A redirect's target is another request than its source, and another one each time round a loop.
    """

    def fingerprint(self, request: Request) -> bytes:
        meta = request.meta
        if meta.get("key"):
            name = f"article {meta['key']}"
        elif "section" in meta and meta.get("number") is not None:
            name = f"listing {meta['section']} {meta['number']}"
        else:
            return fingerprint(request)
        hops = meta.get("redirect_times", 0)
        if hops:
            name += f" {hops} {request.url}"
        return hashlib.sha1(name.encode()).digest()
