"""Measure the records of a saved site against its truth: what was put into a real CMS, and what is read from its pages.

    python -m tests.real.measure FOLDER [--truth FILE] [--cms NAME] [--show FIELD]

`FOLDER` holds `index.jsonl` (`url`, `file`, `status`) and the saved pages; `truth.jsonl` stands there or one folder above, one
line for each article: `url`, `title`, `body` (visible texts in order) with their `kinds`, `lead`, `published` (Vietnam),
`author`, `images`, `captions`, `attachments`. `--cms` names a CMS of `portals.cms`; without it the generic one reads.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from portals import Article, Portal, RawPage, Rejected, clean
from portals.cms.base import Cms
from portals.cms.generic import Generic
from portals.text.folding import fold

Truth = Mapping[str, Any]
_TOKEN = re.compile(r"\w+")
_SIZED = re.compile(r"-\d+x\d+(?=\.\w+$)|/@@images/[^/]+$")
"""What a CMS adds to the address of a picture for a smaller copy of it."""
FIELDS = ("title", "body", "date", "wrong", "author", "pictures", "captions", "files")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--cms", default="generic")
    parser.add_argument("--show", choices=FIELDS)
    arguments = parser.parse_args()
    scores: dict[str, list[float]] = defaultdict(list)
    readers: Counter[str] = Counter()
    for truth, page in pairs(arguments.folder, arguments.truth):
        try:
            record = clean(page, portal_of(page.url, cms_named(arguments.cms)))
            readers[record.extraction] += 1
        except Rejected as rejected:
            record = None
            readers[f"rejected: {rejected.reason}"] += 1
        for field, value, detail in measure(record, truth):
            scores[field].append(value)
            if field == arguments.show and (value > 0 if field == "wrong" else value < 0.999):
                print(f"{page.url}\n  {value:.3f} {detail}")
    print(len(scores["title"]), "articles", dict(readers))
    print("  ".join(f"{field} {100 * sum(scores[field]) / len(scores[field]):.1f}" for field in FIELDS if scores[field]))


def cms_named(name: str) -> Cms:
    """Return a CMS of `portals.cms` without keys: the one class of its module."""
    if name == "generic":
        return Generic()
    module = import_module(f"portals.cms.{name}")
    found = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, Cms) and each is not Cms]
    return found[-1]()


def portal_of(url: str, cms: Cms) -> Portal:
    """Return a portal for the host of an address, without sections."""
    host = urlsplit(url).hostname or ""
    return Portal(name="measured", title="", hosts=(host,), cms=cms, place="", province="", sections=())


def pairs(folder: Path, truth: Path | None = None) -> Iterator[tuple[Truth, RawPage]]:
    """Yield every article that is open to all with its saved page."""
    index = {unquote(row["url"]): row for row in rows(folder / "index.jsonl")}
    here = folder / "truth.jsonl"
    for line in rows(truth or (here if here.exists() else folder.parent / "truth.jsonl")):
        saved = index.get(unquote(line.get("url") or ""))
        if line.get("kind", "article") != "article" or saved is None:
            continue
        body = (folder / saved["file"]).read_bytes()
        headers = {"content-type": "text/html; charset=utf-8"}
        yield line, RawPage(saved["url"], body, headers=headers, fetched_at="2025-11-25T03:00:00Z")


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the lines of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def measure(record: Article | None, truth: Truth) -> Iterator[tuple[str, float, str]]:
    """Yield field, score from 0 to 1, and what differs. A page without a record scores 0 in all."""
    if record is None:
        yield from ((field, 0.0, "no record") for field in FIELDS if field != "wrong")
        return
    yield "title", float(fold(record.title or "") == fold(truth["title"])), f"{record.title!r}, not {truth['title']!r}"
    yield "body", *_body(record, truth)
    right, wrong = _date(record.published_at, truth)
    dates = f"{record.published_at} ({record.published_source}, {record.published_raw!r}), not {truth['published']}"
    yield "date", float(right), dates
    yield "wrong", float(wrong), dates
    author = fold(truth.get("author") or "")
    yield (
        "author",
        float(fold(record.author or record.author_organisation or "") == author),
        (f"{record.author!r} / {record.author_organisation!r} ({record.byline!r}), not {truth.get('author')!r}"),
    )
    pictures = [*truth.get("images", []), *filter(None, (truth.get("featured_image"), truth.get("lead_image")))]
    yield "pictures", *_same([image.url for image in record.images], pictures, truth.get("images", []))
    captions = [fold(image.caption) for image in record.images if image.caption]
    wanted = [fold(text) for text in truth.get("captions", [])]
    yield "captions", float(captions == wanted), f"{captions}, not {wanted}"
    yield "files", *_same([file.url for file in record.attachments], truth.get("attachments", []), truth.get("attachments", []))


def _body(record: Article, truth: Truth) -> tuple[float, str]:
    kinds = truth.get("kinds") or ["paragraph"] * len(truth["body"])
    first = truth.get("first_page_parts") or len(kinds)
    parts = [text for text, kind in list(zip(truth["body"], kinds, strict=True))[:first] if kind != "signature"]
    wanted, body = "\n".join(parts), record.body or ""
    ways = [(body, wanted), (f"{record.lead or ''}\n{body}", wanted)]
    if truth.get("lead_on_page"):
        ways.append((f"{record.lead or ''}\n{body}", f"{truth['lead']}\n{wanted}"))
    folded, text = fold(wanted + " " + (truth.get("lead") or "")), fold(body + " " + (record.lead or ""))
    missing = [part[:70] for part in parts if fold(part)[:40] not in text]
    extra = [part[:90] for part in body.split("\n\n") if fold(part)[:40] not in folded]
    return max(f1(one, two) for one, two in ways), f"missing {missing[:6]}\n        extra {extra[:8]}"


def f1(found: str, wanted: str) -> float:
    """Return the F1 score of the words of a text, 0 to 1."""
    one, two = (Counter(_TOKEN.findall(unicodedata.normalize("NFC", text).lower())) for text in (found, wanted))
    both = sum((one & two).values())
    total = sum(one.values()) + sum(two.values())
    return 2 * both / total if total else 1.0


def _date(found: str | None, truth: Truth) -> tuple[bool, bool]:
    """Return whether a date is right, as exactly as the page prints it, and whether it is wrong; no date is neither."""
    printed = truth.get("published_on_page")
    wanted = truth["published"][:16]
    if printed == "relative":
        near = found is None or abs(datetime.fromisoformat(found[:10]) - datetime.fromisoformat(wanted[:10])) < timedelta(31)
        return near, not near
    length = 10 if printed == "day" else 16
    right = found is not None and found[:length] == wanted[:length]
    return right, found is not None and not wanted.startswith(found[:10])


def _same(found: list[str], allowed: list[str], wanted: list[str]) -> tuple[float, str]:
    """Score 1 where every wanted address was found and no other than the allowed ones; sizes of pictures do not count."""
    have, may, must = ({_SIZED.sub("", unquote(url)) for url in urls} for urls in (found, allowed, wanted))
    return float(must <= have <= may), f"missing {sorted(must - have)}, extra {sorted(have - may)}"


if __name__ == "__main__":
    main()
