"""Names of spiders, read from their source files: importing all portals costs 0.6 s of CPU, reading a file 1 ms."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from importlib.machinery import PathFinder
from pathlib import Path


def spider_names(modules: Iterable[str]) -> list[str]:
    """Return the names that the spiders in some packages declare as a literal (`name = "soctrang"`), sorted, each once."""
    return sorted({name for module in modules for file in _files(module) for name in _names(file)})


def _files(module: str) -> Iterator[Path]:
    """Yield the source files of a package and its subpackages, without importing them."""
    path = list(sys.path)
    for part in module.split("."):
        spec = PathFinder.find_spec(part, path)
        if spec is None:
            return
        path = list(spec.submodule_search_locations or ())
        if not path:
            if spec.origin:
                yield Path(spec.origin)
            return
    for folder in path:
        yield from sorted(Path(folder).rglob("*.py"))


def _names(file: Path) -> Iterator[str]:
    """Yield the `name` of each class in a file; nothing if the file is not valid Python."""
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return
    for declared in ast.walk(tree):
        if isinstance(declared, ast.ClassDef):
            for line in declared.body:
                if isinstance(line, ast.Assign) and [ast.unparse(target) for target in line.targets] == ["name"]:
                    value = line.value
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        yield value.value
