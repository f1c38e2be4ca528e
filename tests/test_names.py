"""Rules of the whole code that no linter knows: one name for one thing, plain words, files that can be read at once."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "portals").rglob("*.py"))

SCRAPY_CONVENTIONS = {"Command"}
"""Names that Scrapy looks for: the class of every command is called `Command`."""

METAPHORS = {
    "alarm": "wakeup",
    "breaks": "line_breaks",
    "claims": "leases",
    "cues": "boilerplate",
    "hints": "ListingMetadata",
    "homes": "text_containers",
    "keys": "content_hash",
    "messages": "page_messages",
    "noting": "visit_recorder",
    "prepared": "compiled statements",
    "presence": "availability",
    "regions": "body",
    "shared": "crawler_store",
    "sheet": "row tree",
    "sheets": "page_rows",
    "shown": "visible_text",
    "sides": "related_links",
    "standing": "gc_freeze",
    "timeline": "version_history",
    "turns": "host_locks",
    "walls": "block_pages",
    "windows": "source_windows",
}
"""Names that had to be learnt, and what the thing is called now."""


@cache
def definitions() -> list[tuple[str, str]]:
    """The names of public classes and functions, each with its module."""
    return [
        (node.name, str(path.relative_to(ROOT)))
        for path in MODULES
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    ]


def test_no_two_public_classes_or_functions_have_one_name() -> None:
    modules: dict[str, list[str]] = defaultdict(list)
    for name, module in definitions():
        modules[name].append(module)
    assert {name: found for name, found in modules.items() if len(found) > 1 and name not in SCRAPY_CONVENTIONS} == {}


@pytest.mark.parametrize("metaphor", METAPHORS)
def test_no_module_class_or_function_has_a_name_that_must_be_learnt(metaphor: str) -> None:
    modules = [str(path.relative_to(ROOT)) for path in MODULES if path.stem == metaphor]
    public = [f"{module}: {name}" for name, module in definitions() if name.lower() == metaphor]
    assert modules + public == [], f"say {METAPHORS[metaphor]}"


def test_no_file_is_longer_than_450_lines() -> None:
    files = [*MODULES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
    assert [str(path) for path in files if len(path.read_text("utf-8").splitlines()) > 450] == []
