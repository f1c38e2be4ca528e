"""The published schema and dictionary are those of the code, and the schema catches what is no record."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator

from portals.exporters.dictionary import DICTIONARY, SCHEMA, dictionary
from portals.exporters.schema import as_json, record_schema, schema_problems
from portals.items import Article, Official, Position

DOCS = Path(__file__).parents[2] / "docs"
GOOD = Article(
    "x:1",
    "x",
    "https://x.gov.vn/1",
    title="Tin",
    body="Một đoạn.",
    officials=[Official("A", "A", positions=[Position("B", "B")])],
)


def test_the_published_schema_is_the_code_s() -> None:
    assert (DOCS / SCHEMA).read_text(encoding="utf-8") == as_json(record_schema()), "run `make docs`"


def test_the_published_dictionary_is_the_code_s() -> None:
    assert (DOCS / DICTIONARY).read_text(encoding="utf-8") == dictionary(), "run `make docs`"


def test_the_schema_is_a_schema_and_a_record_fits_it() -> None:
    Draft202012Validator.check_schema(record_schema())
    assert not list(Draft202012Validator(record_schema()).iter_errors(asdict(GOOD)))
    assert not list(schema_problems(GOOD))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": None}, "missing/title"),
        ({"body": ""}, "missing/body"),
        ({"view_count": "269"}, "schema/view_count"),
        ({"published_source": "sidebar"}, "schema/published_source"),
        ({"officials": [Official(cast("str", None), "A")]}, "schema/officials/0/name"),
    ],
)
def test_what_a_record_breaks_has_a_name(change: dict[str, Any], code: str) -> None:
    assert code in [problem.code for problem in schema_problems(replace(GOOD, **change))]
