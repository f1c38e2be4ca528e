"""Pages as HTML: templates with everything escaped, words in English and Vietnamese, addresses for a server or for files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from portals.text.dates.values import VIETNAM

LANGUAGES = ("vi", "en")


class Links(Protocol):
    """Where pages lead: on a server, or among files in a folder."""

    @property
    def static(self) -> bool:
        """Whether the pages are files: nothing can be searched or decided."""
        ...

    def to(self, kind: str, name: str = "", **query: object) -> str:
        """Return the address of a page: its kind, what it is about, and parameters."""
        ...


class ServerLinks:
    """Addresses on the reading room's server."""

    static = False

    def to(self, kind: str, name: str = "", **query: object) -> str:
        """Return a path such as `/article/thanhhoa%3A12`."""
        path = "/" if kind == "front" else f"/{kind}"
        if name:
            path += f"/{quote(name, safe='')}"
        given = {key: value for key, value in query.items() if value not in ("", None)}
        return f"{path}?{urlencode(given)}" if given else path


def reason_words(language: str) -> Mapping[str, str]:
    """Return what the reasons of runs mean (docs/guide/runs.md), by their codes."""
    return _table("reasons")[language if language in LANGUAGES else "en"]


def interface_words(language: str) -> Mapping[str, str]:
    """Return the words of the interface in a language: `en` or `vi`."""
    return _table("words")[language if language in LANGUAGES else "en"]


@cache
def _table(name: str) -> Mapping[str, Mapping[str, str]]:
    lines = (files(__package__) / "data" / f"{name}.tsv").read_text("utf-8").splitlines()
    names = lines[0].split("\t")[1:]
    cells = [line.split("\t") for line in lines[1:]]
    return {name: {row[0]: row[1 + number] for row in cells} for number, name in enumerate(names)}


class Renderer:
    """Renders pages in one language."""

    def __init__(self, links: Links, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self.links = links
        self._words = interface_words(self.language)
        self._environment = _environment(self.language)

    def page(self, template: str, **values: Any) -> str:
        """Return a page of a template."""
        shared = {
            "say": self.say,
            "named": self.named,
            "to": self.links.to,
            "language": self.language,
            "static": self.links.static,
        }
        return self._environment.get_template(f"{template}.html").render(**shared, **values)

    def say(self, key: str, *values: object) -> str:
        """Return a word of the interface, with values filled in."""
        return self._words[key].format(*values)

    def named(self, kind: str, value: str | None) -> str:
        """Return the interface's word for a fixed value of a record, such as the status `current`; else the value itself."""
        return self._words.get(f"{kind}_{value}", value or "")


@cache
def _environment(language: str) -> Environment:
    folder = Path(str(files(__package__) / "templates"))
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    written = _vietnamese_day if language == "vi" else str
    environment.filters |= {"safe_link": safe_link, "when": lambda text: written(short_time(text)), "svg": Markup}
    return environment


def safe_link(url: str | None) -> str:
    """Return an address that may stand in a link, else nothing: `javascript:` and its like are no addresses of a page."""
    try:
        scheme = urlsplit((url or "").strip()).scheme.lower()
    except ValueError:
        return ""
    return (url or "").strip() if scheme in ("http", "https") else ""


def short_time(text: str | None) -> str:
    """Return a day or time as pages print it, in Vietnam's time: `2020-10-10 06:43`; a time of the store is UTC."""
    found = text or ""
    if _MOMENT.match(found):
        found = datetime.fromisoformat(found).astimezone(VIETNAM).isoformat()
    return found[:16].replace("T", " ")


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$")
_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")


def _vietnamese_day(text: str) -> str:
    """Return a text with its ISO days in Vietnamese order: `10/10/2020 06:43`, `10/2020`."""
    return _DAY.sub(lambda found: "/".join(part for part in found.groups()[::-1] if part), text)
