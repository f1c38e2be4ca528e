"""Pages as HTML: templates with everything escaped, words in English and Vietnamese, addresses for a server or for files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

LANGUAGES = ("vi", "en")


class Links(Protocol):
    """Where pages lead: on a server, or among files in a folder."""

    static: bool
    """Whether the pages are files: nothing can be searched or decided."""

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


def interface_words(language: str) -> Mapping[str, str]:
    """Return the words of the interface in a language: `en` or `vi`."""
    return _words()[language if language in LANGUAGES else "en"]


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    lines = (files(__package__) / "data" / "words.tsv").read_text("utf-8").splitlines()
    names = lines[0].split("\t")[1:]
    cells = [line.split("\t") for line in lines[1:]]
    return {name: {row[0]: row[1 + number] for row in cells} for number, name in enumerate(names)}


class Renderer:
    """Renders pages in one language."""

    def __init__(self, links: Links, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self.links = links
        self._words = interface_words(self.language)
        self._environment = _environment()

    def page(self, template: str, **values: Any) -> str:
        """Return a page of a template."""
        shared = {"say": self.say, "to": self.links.to, "language": self.language, "static": self.links.static}
        return self._environment.get_template(f"{template}.html").render(**shared, **values)

    def say(self, key: str, *values: object) -> str:
        """Return a word of the interface, with values filled in."""
        return self._words[key].format(*values)


@cache
def _environment() -> Environment:
    folder = Path(str(files(__package__) / "templates"))
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"safe_link": safe_link, "when": short_time, "svg": Markup}
    return environment


def safe_link(url: str | None) -> str:
    """Return an address that may stand in a link, else nothing: `javascript:` and its like are no addresses of a page."""
    try:
        scheme = urlsplit((url or "").strip()).scheme.lower()
    except ValueError:
        return ""
    return (url or "").strip() if scheme in ("http", "https") else ""


def short_time(text: str | None) -> str:
    """Return a day or time as pages print it: `2020-10-10 06:43`."""
    return (text or "")[:16].replace("T", " ")
