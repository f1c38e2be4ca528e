"""What holds for every text."""

from __future__ import annotations

import sys
import unicodedata
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portals.text.folding import old_tone
from portals.text.officials import find_officials
from tests.text.officials.scores import found, labels

TEXTS = [row["text"] for row in labels()]
PARTS = (
    *("Đồng chí ", "Lê", " Bền", ", ", " - ", "Phó Chủ tịch ", "UBND ", "phường 3", "; ", "(", ")", "nguyên ", "bầu "),
    *("giữ chức ", "các đồng chí: ", "Trưởng phòng ", "Tài chính", "và ", ". ", "\n", "Trường ", "H'", "TU", "kiêm ", "ÔNG "),
)


def new_tone(text: str) -> str:
    """The same text with the tone mark where the new style sets it."""
    for old, new in (("òa", "oà"), ("óa", "oá"), ("ủy", "uỷ"), ("úy", "uý"), ("ùy", "uỳ"), ("ụy", "uỵ"), ("ũy", "uỹ")):
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("text", TEXTS[::6])
def test_unicode_form_and_tone_placement_change_nothing(text: str) -> None:
    expected = found(text)
    assert found(unicodedata.normalize("NFD", text)) == expected
    assert found(new_tone(text)) == expected
    assert found(old_tone(text)) == expected


@pytest.mark.parametrize("text", [text for text in TEXTS[::6] if text[-1] in ".!"])
def test_an_unrelated_sentence_changes_nothing(text: str) -> None:
    assert found(text + "\n\nTrời hôm nay nhiều mây, có mưa vài nơi.") == found(text)


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join) | st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_every_mention_lies_in_it(text: str) -> None:
    for official in find_officials(text, place="thành phố Thanh Hóa"):
        assert official.positions
        assert official.mentions
        for mention in official.mentions:
            assert 0 <= mention.start < mention.end <= len(text)


ADVERSARIES = [
    "Nguyễn, Văn, Chủ tịch, ",
    "Phó Chủ tịch UBND phường ",
    "Đồng chí Lê An, Bí thư; ",
    "các đồng chí: ",
    "(Chủ tịch ",
    "NGUYỄN VĂN ",
    "Trưởng phòng Văn hóa, Thông tin, ",
    "A",
    "Lê Lê Lê ",
]


def steps(text: str) -> int:
    """How many lines of the project run to read a text; unlike seconds the same on every machine."""
    count = 0

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        find_officials(text)
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("part", ADVERSARIES)
def test_work_grows_with_the_length_only(part: str) -> None:
    find_officials(part)
    short, long = part * (3_000 // len(part)), part * (12_000 // len(part))
    assert steps(long) < 6 * steps(short) + 1_000


@pytest.mark.slow
def test_a_paragraph_of_200_kilobytes_of_commas_and_capitals_is_read() -> None:
    assert find_officials("Nguyễn, Văn Chủ tịch, " * 9_000) == []
