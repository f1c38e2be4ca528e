"""The options of `-a`, checked before anything is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from portals.portal import Portal, Section
from portals.text.dates.typed import read_typed_day
from portals.text.dates.values import VIETNAM
from portals.text.folding import fold

_MOST_PAGES = 1_000_000
NAMES = ("since", "sections", "max_pages", "full", "base")


class OptionError(ValueError):
    """An argument that cannot be used; the message is one line and says what to do."""


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """`since`: leave out what is older. `max_pages`: listing pages per section. `base`: another address of the site."""

    sections: tuple[Section, ...]
    since: date | None = None
    max_pages: int | None = None
    full: bool = False
    base: str | None = None

    @property
    def partial(self) -> bool:
        """Whether the crawl was asked to leave something out."""
        return self.since is not None or self.max_pages is not None or self.chosen

    chosen: bool = False
    """Whether sections were named."""


def read_options(portal: Portal, given: Mapping[str, str]) -> CrawlOptions:
    """The options of a crawl of `portal`. Raises `OptionError` for a name or value that cannot be used."""
    given = given_arguments(given)
    for name in given:
        if name not in NAMES:
            raise OptionError(f"unknown argument {name!r}: use one of {', '.join(NAMES)}")
    return CrawlOptions(
        sections=_sections(portal, given.get("sections")),
        since=_since(given.get("since")),
        max_pages=_count(given.get("max_pages")),
        full=_flag(given.get("full")),
        base=_base(given.get("base")),
        chosen=given.get("sections") is not None,
    )


def given_arguments(given: Mapping[str, str]) -> dict[str, str]:
    """Return the arguments that are meant for us. Names that begin with `_` are a scheduler's: Scrapyd passes `_job`."""
    return {name: value for name, value in given.items() if not name.startswith("_")}


def read_day(text: str) -> date:
    """Return the day that a person typed: `2022-07-05`, `3 tháng trước`, `last month`. Raises `ValueError`."""
    return read_typed_day(text, today=datetime.now(VIETNAM).date())


def _since(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return read_day(text)
    except ValueError:
        how = "write it as YYYY-MM-DD, e.g. since=2022-07-05, or '2 tuần trước', 'last month'"
        raise OptionError(f"since={shortened(text)!r} is not a date: {how}") from None


def _count(text: str | None) -> int | None:
    if text is None:
        return None
    count = whole_number(text, most=_MOST_PAGES)
    if count is None:
        raise OptionError(f"max_pages={shortened(text)!r} is not a number of pages: use 1 to {_MOST_PAGES}")
    return count


def whole_number(text: str, *, most: int) -> int | None:
    """Return the number from 1 to `most` that a text holds; None for anything else, however long it is."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
        return None
    return int(text) if 0 < int(text) <= most else None


def shortened(text: str) -> str:
    """Return a text as a message of one line may repeat it."""
    return text if len(text) <= 60 else f"{text[:60]}…"


def _flag(text: str | None) -> bool:
    if text in (None, "0", ""):
        return False
    if text == "1":
        return True
    raise OptionError(f"full={text!r} is neither 0 nor 1")


def _base(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and (parts.port or True)
        private = parts.username is not None
    except ValueError:
        usable = private = False
    if private:
        raise OptionError("base= holds a password: it would be written to the archive and the store with every page")
    if not usable:
        raise OptionError(f"base={text!r} is not an address: use e.g. base=http://127.0.0.1:8000")
    return text.rstrip("/")


def _sections(portal: Portal, text: str | None) -> tuple[Section, ...]:
    if text is None:
        return portal.sections
    known = {fold(section.name): section for section in portal.sections}
    known |= {section.path.strip("/").rsplit("/", 1)[-1].lower(): section for section in portal.sections}
    wanted = [name.strip() for name in text.split(",") if name.strip()]
    for name in wanted:
        if fold(name) not in known:
            names = ", ".join(section.name for section in portal.sections)
            raise OptionError(f"{portal.name} has no section {name!r}: it has {names}")
    if not wanted:
        raise OptionError("sections= names no section")
    return tuple(dict.fromkeys(known[fold(name)] for name in wanted))
