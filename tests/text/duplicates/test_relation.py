"""What two texts are to each other: hand-made pairs, in both directions."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from portals.text.duplicates import Document, read_words, relation, representative

DATA = tomllib.loads((Path(__file__).parents[2] / "data" / "duplicates" / "pairs.toml").read_text("utf-8"))


def document(text: str) -> Document:
    title, _, body = text.strip().partition("\n")
    return Document("a:1", title, body.replace("\n", "\n\n"))


def other_text(pair: dict[str, Any]) -> str:
    text: str = DATA["base"][pair.get("other", pair["base"])]
    for before, after in pair.get("changes", ()):
        assert before in text
        text = text.replace(before, after)
    return text


@pytest.mark.parametrize("pair", DATA["pair"], ids=lambda pair: pair["name"])
def test_hand_made_pairs(pair: dict[str, Any]) -> None:
    one, other = document(DATA["base"][pair["base"]]), document(other_text(pair))
    expected = None if pair["relation"] == "none" else pair["relation"]
    assert relation(one, other) == expected
    assert relation(other, one) == expected


def test_nothing_is_a_copy_of_nothing() -> None:
    assert relation(Document("a:1"), Document("b:1")) is None


@pytest.mark.parametrize(("day", "expected"), [("2022-07-05", "copy"), ("2022-08-05", "similar")])
def test_short_notices_are_copies_on_one_day_only(day: str, expected: str) -> None:
    notice = "Thông báo lịch tiếp công dân định kỳ của lãnh đạo"
    assert relation(Document("a:1", notice, None, "2022-07-05T08:00:00+07:00"), Document("b:1", notice, None, day)) == expected


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Ông Nguyễn Văn An đến.", ("ông", "^nguyễn văn an", "đến")),
        ("Nguyễn Văn An, Bí thư Đảng ủy", ("^nguyễn văn an", "^bí", "thư", "^đảng", "ủy")),
        ("ngày 05/07/2022, đạt 1.250 tấn", ("ngày", "5/7/2022", "đạt", "1250", "tấn")),
        ("HỘI NGHỊ TỔNG KẾT NĂM", ("hội", "nghị", "tổng", "kết", "năm")),
        ("7h30 hoà thu\u00adận", ("7", "h", "30", "hòa", "thuận")),
    ],
)
def test_words_and_names(text: str, units: tuple[str, ...]) -> None:
    assert read_words(text).units == units


def test_representative_is_the_earliest_then_first_seen_then_by_id() -> None:
    day = Document("d:1", published_at="2022-07-05", first_seen="2026-01-01T00:00:00Z")
    time = Document("c:1", published_at="2022-07-05T23:00:00+07:00", first_seen="2026-02-01T00:00:00Z")
    undated = Document("a:1", first_seen="2020-01-01T00:00:00Z")
    twin = Document("b:1", published_at="2022-07-05T23:00:00+07:00", first_seen="2026-02-01T00:00:00Z")
    assert representative([undated, day, time]) == time
    assert representative([time, twin]) == twin
    assert representative([undated, day]) == day


LONG = {
    "one number without end": ("1." * 60_000, "1." * 60_000 + "2"),
    "names without end": ("An Bình " * 25_000, "An Bình " * 24_999 + "Bình An"),
    "a name in every slot": (
        " ".join(f"gặp ông Lê Văn A{chr(97 + n % 26)}{n} tại nhà" for n in range(5_000)),
        " ".join(f"gặp ông Trần B{chr(97 + n % 26)}{n} tại nhà" for n in range(5_000)),
    ),
    "gaps just short enough to be looked into": (
        " ".join(f"mốc số {'x' * (n % 7 + 1)}{n} " + "ab cd " * 35 for n in range(500)),
        " ".join(f"mốc số {'x' * (n % 7 + 1)}{n} " + "cd ab " * 35 for n in range(500)),
    ),
    "capitals without end": ("HỘI NGHỊ " * 20_000, "HỘI NGHỊ " * 20_000 + "TỔNG KẾT"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LONG)
def test_200_kilobytes_are_compared_in_time_that_grows_with_them(name: str) -> None:
    """Each takes under two seconds; a comparison of all words with all takes minutes."""
    one, other = (Document("a:1", None, text) for text in LONG[name])
    assert relation(one, other) == relation(other, one)
