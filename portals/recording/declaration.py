"""Write the file of a spider for a portal: the template of `scrapy new` and `scrapy genspider`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import MISSING, Field, fields, replace
from pathlib import Path
from typing import Any

import portals
from portals.cms.base import Cms
from portals.exporters.files import whole_file
from portals.portal import Portal, Section
from portals.recording.probe import Probe

_NAME = re.compile(r"[a-z][a-z0-9_]{1,40}")
_MODULE = '"""The portal `{name}`, CMS {cms}. Check the lines that say so."""\n'


def is_name(text: str) -> bool:
    """Return whether a text can name a portal: small letters, digits and `_`, because it is also a file name."""
    return bool(_NAME.fullmatch(text)) and text not in ("any", "portal")  # `PortalSpider` is the base class


def declaration(name: str, portal: Portal) -> str:
    """Return the source of a spider file. Texts of the site are quoted, so that they cannot become code."""
    cms = portal.cms
    imports = [f"from {type(cms).__module__} import {type(cms).__name__}"]
    imports.append(f"from portals.portal import Portal{', Section' if portal.sections else ''}")
    imports.append("from portals.spiders.base import PortalSpider")
    lines = [
        f"        name={_text(name)},",
        f"        title={_text(portal.title)},  # of the home page: check",
        f"        hosts=({', '.join(map(_text, portal.hosts))},),  # the first is crawled, add the site's other names",
        f"        cms={_call(cms)},",
        f"        place={_text(portal.place)},  # {_guess(portal.place)}",
        f"        province={_text(portal.province)},  # {_guess(portal.province)}",
        *_sections(portal),
    ]
    if portal.scheme != "https":
        lines.append(f"        scheme={_text(portal.scheme)},")
    head = _MODULE.format(name=name, cms=cms.name)
    spider = f"class {class_name(name)}(PortalSpider):\n    name = {_text(name)}\n    portal = Portal(\n"
    body = "\n".join(lines)
    return f"{head}\n{chr(10).join(imports)}\n\n\n{spider}{body}\n    )\n"


def declared(found: Probe, name: str = "") -> Portal:
    """Return the portal to declare, with the sections that list articles, each path once."""
    sections: dict[str, Section] = {}
    names: set[str] = set()
    for each in found.sections:
        if each.problem or each.path.rstrip("/") in sections:
            continue
        label = each.name if each.name not in names else f"{each.name} ({each.path})"
        names.add(label)
        sections[each.path.rstrip("/")] = Section(label, each.path)
    return replace(found.portal, name=name or suggested_name(found.portal), sections=tuple(sections.values()))


def suggested_name(portal: Portal) -> str:
    """Return a name for a portal, from its host: `sonoivu.dongnai.gov.vn` gives `sonoivu_dongnai`."""
    host = portal.hosts[0].partition(":")[0].removeprefix("www.")
    labels = [label for label in host.split(".") if label not in ("gov", "vn", "com", "org", "net")]
    name = re.sub(r"[^a-z0-9]+", "_", "_".join(labels)).strip("_")
    return name if is_name(name) else "site"


def write_spider(file: Path, name: str, portal: Portal) -> None:
    """Write a spider file atomically; make its folder a package. Raises `OSError`."""
    with whole_file(file) as out:
        out.write(declaration(name, portal).encode())
    package = file.parent / "__init__.py"
    if not package.exists():
        package.write_text('"""Portals declared here: every command run from the folder above knows them."""\n', "utf-8")


def class_name(name: str) -> str:
    """Return the name of a spider's class: `dong_nai` gives `DongNaiSpider`."""
    return "".join(part.capitalize() for part in name.split("_")) + "Spider"


def spiders_folder() -> Path:
    """Return where a new spider belongs: `portals/spiders` inside a checkout, else `spiders` in the current folder."""
    return Path(portals.__file__).parent / "spiders" if in_checkout() else Path("spiders")


def fixtures_folder() -> Path:
    """Return where fixtures belong: in the checkout, or in the current folder."""
    return Path(portals.__file__).parents[1] / "fixtures" if in_checkout() else Path("fixtures")


def in_checkout() -> bool:
    """Return whether the current folder is inside the checkout from which this package runs."""
    root = Path(portals.__file__).resolve().parents[1]
    here = Path.cwd().resolve()
    return (root / "scrapy.cfg").is_file() and (here == root or root in here.parents)


def _sections(portal: Portal) -> Iterable[str]:
    if not portal.sections:
        return ["        sections=(),  # none named: each crawl finds them on the home page"]
    rows = [f"            Section({_text(section.name)}, {_text(section.path)})," for section in portal.sections]
    return ["        sections=(", *rows, "        ),"]


def _call(cms: Cms) -> str:
    """Return the expression that makes a CMS: `VnPortal(sname="tpsoctrang", sid=1279)`."""
    given = ((each, getattr(cms, each.name)) for each in fields(cms))  # type: ignore[arg-type]
    words = [f"{each.name}={_literal(value)}" for each, value in given if value != _default(each)]
    return f"{type(cms).__name__}({', '.join(words)})"


def _default(each: Field[Any]) -> Any:
    return each.default_factory() if each.default_factory is not MISSING else each.default


def _literal(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))}{',' if len(value) == 1 else ''})"
    return _text(value) if isinstance(value, str) else repr(value)


def _text(value: str) -> str:
    """Return a string literal on one line, in double quotes."""
    plain = " ".join(value.split()).encode("utf-8", "replace").decode("utf-8")
    return json.dumps(plain, ensure_ascii=False)


def _guess(value: str) -> str:
    return "guessed: check" if value else "unknown: fill it in"
