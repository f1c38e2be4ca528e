"""The tables: sorted, unique, each entry with an example in which it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

import portals.text.officials as officials
from portals.text.folding import fold, nfc
from portals.text.officials import lexicon
from portals.text.officials.titles import TitleReader, read_title
from portals.text.officials.tokens import Tokens, even, tokens

TABLES = sorted(path.stem for path in (Path(officials.__file__).parent / "data").glob("*.tsv"))


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_sorted_unique_and_in_one_unicode_form(table: str) -> None:
    forms = [row["form"] for row in lexicon.rows(table)]
    assert forms == sorted(forms, key=lambda form: (fold(form), form))
    assert len({fold(form) for form in forms}) == len(forms)
    assert all(form == nfc(form) for form in forms)


@pytest.mark.parametrize("table", TABLES)
def test_every_entry_stands_in_its_example(table: str) -> None:
    for row in lexicon.rows(table):
        assert fold(row["form"]) in fold(row["example"]), row


def read(text: str) -> Tokens:
    return tokens(even(text).text)


@pytest.mark.parametrize("row", lexicon.rows("posts"), ids=lambda row: row["form"])
def test_every_post_is_read_in_its_example(row: dict[str, str]) -> None:
    title = read_title(TitleReader(read(row["example"])), 0, lambda: False)
    assert title is not None
    assert title.post.lower().startswith((row["full"] or row["form"]).lower())


@pytest.mark.parametrize(("table", "trie"), [("bodies", lexicon.bodies), ("fields", lexicon.fields)])
def test_every_body_and_field_is_found_by_its_form(table: str, trie: lexicon.Trie) -> None:
    for row in lexicon.rows(table):
        toks = read(row["form"])
        found = trie().longest(toks.lows, toks.words, 0)  # type: ignore[operator]
        assert found is not None, row
        assert found[1] == len(toks), row


def test_every_post_holds_a_word_that_the_first_look_searches_for() -> None:
    small, capital = lexicon.office_words()
    for row in lexicon.rows("posts"):
        form = row["form"]
        assert any(word in form.lower() for word in small) or any(word in form for word in capital), form


def test_every_anchor_is_needed() -> None:
    forms = [row["form"] for row in lexicon.rows("posts")]
    for row in lexicon.rows("anchors"):
        anchor = row["form"]
        assert any(anchor in (form.lower() if anchor.islower() else form) for form in forms), anchor
