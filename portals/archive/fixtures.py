"""Fixture folders: one saved response each, as bytes.

`fixtures/<portal>/<case>/` holds

- `page.html` (or `body.bin` where the body is no HTML): the body, content encoding removed;
- `meta.json`: `url`, `method`, `status`, `headers`, `captured_at` (UTC, `2022-07-05T03:00:00Z`), `origin` (`recorded` from a
  site or `reconstructed` from known text and markup), `variant` (which markup), `kind` (`article`, `listing`, `robots`,
  `wall`, …), `request_body` where a form was posted, `hints` where a listing said something of the page;
- `expected.json`: `reviewed`, and for an article `record`, for a listing `links`, `next` and `stop`, for a wall `rejected`.

A page of a fixture cites `fixtures/<portal>/<case>` as its `warc_file`, no record id, and the digest of the body.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from portals.archive.digest import payload_digest
from portals.archive.errors import ArchiveError
from portals.items import ListingMetadata, RawPage

Origin = Literal["recorded", "reconstructed"]
META = "meta.json"
EXPECTED = "expected.json"
_BODIES = ("page.html", "body.bin")


def find_fixtures(folder: Path) -> list[Path]:
    """The fixture folders in and below a folder (or the folder itself), sorted by path."""
    return sorted(meta.parent for meta in folder.rglob(META))


def is_fixture(folder: Path) -> bool:
    """Whether a folder with a `meta.json` is a fixture: a page lies beside it."""
    return any((folder / name).is_file() for name in _BODIES)


def read_meta(folder: Path) -> dict[str, Any]:
    """What `meta.json` says. Raises `ArchiveError` if it is missing or unreadable, or has no URL."""
    try:
        meta = json.loads((folder / META).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{folder / META}: not readable as a fixture's meta.json ({error})") from None
    if not isinstance(meta, dict) or not isinstance(meta.get("url"), str):
        raise ArchiveError(f"{folder / META}: names no url")
    return meta


def read_fixture(folder: Path) -> RawPage:
    """The page of a fixture. Raises `ArchiveError` if it has no body or no readable `meta.json`."""
    meta = read_meta(folder)
    body = _body(folder)
    return RawPage(
        url=meta["url"],
        body=body,
        status=int(meta.get("status", 200)),
        headers={str(name): str(value) for name, value in meta.get("headers", {}).items()},
        fetched_at=meta.get("captured_at"),
        method=str(meta.get("method", "GET")).upper(),
        request_body=str(meta.get("request_body") or "").encode(),
        warc_file=cited_as(folder),
        payload_digest=payload_digest(body),
        listing=ListingMetadata(**meta.get("listing", {})),
    )


def cited_as(folder: Path) -> str:
    """`fixtures/<portal>/<case>`, wherever the fixtures are kept."""
    folder = folder.resolve()
    return f"fixtures/{folder.parent.name}/{folder.name}"


def read_fixtures(folder: Path) -> Iterator[RawPage]:
    """The pages of all fixtures in and below a folder, in the order of their paths."""
    return map(read_fixture, find_fixtures(folder))


def write_fixture(
    folder: Path,
    page: RawPage,
    *,
    kind: str,
    variant: str,
    origin: Origin = "recorded",
    expected: Mapping[str, Any] | None = None,
) -> None:
    """Saves a page as a fixture, what is expected of it unreviewed beside it. Raises `ArchiveError` if the folder exists."""
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise ArchiveError(
            f"{folder}: exists already; fixtures are never overwritten, remove it or choose another name"
        ) from None
    (folder / _BODIES[0 if _is_html(page) else 1]).write_bytes(page.body)
    _write_json(folder / META, _meta(page, kind=kind, variant=variant, origin=origin))
    if expected is not None:
        _write_json(folder / EXPECTED, {"reviewed": False, **expected})


def _meta(page: RawPage, *, kind: str, variant: str, origin: Origin) -> dict[str, Any]:
    meta: dict[str, Any] = {
        "url": page.url,
        "method": page.method,
        "status": page.status,
        "headers": dict(page.headers),
        "captured_at": page.fetched_at,
        "origin": origin,
        "variant": variant,
        "kind": kind,
    }
    if page.listing != ListingMetadata():
        meta["listing"] = {name: value for name, value in asdict(page.listing).items() if value}
    if page.request_body:
        meta["request_body"] = page.request_body.decode("utf-8")
    return meta


def _body(folder: Path) -> bytes:
    for name in _BODIES:
        if (folder / name).is_file():
            return (folder / name).read_bytes()
    raise ArchiveError(f"{folder}: holds neither {' nor '.join(_BODIES)}")


def _is_html(page: RawPage) -> bool:
    kinds = [value for name, value in page.headers.items() if name.lower() == "content-type"]
    return not kinds or "html" in kinds[0].lower()


def _write_json(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")
