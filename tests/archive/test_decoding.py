"""Bytes to text: right whatever is declared, nothing lost without being counted."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portals.webpage.decoding import decode

TEXT = "Chủ tịch Ủy ban nhân dân thành phố, bà Đặng Thị Ngữ – “đô thị loại I” gặp gỡ bà con"
PAGE = f"<html><head><meta charset='gb2312'></head><body><p>{TEXT}</p></body></html>"
TONES = dict.fromkeys(map(chr, (0x300, 0x301, 0x303, 0x309, 0x323)))


def windows_1258(text: str) -> bytes:
    """As Vietnamese Windows writes it: the letter, then its tone."""
    parts = []
    for letter in text:
        split = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in split if mark in TONES)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in split if mark not in TONES))
        parts.append(bare + tones)
    return "".join(parts).encode("windows-1258")


def twice(text: str) -> bytes:
    """UTF-8 that a program took for windows-1252 and stored as UTF-8."""
    signs = (bytes([byte]).decode("windows-1252", "ignore") or chr(byte) for byte in text.encode())
    return "".join(signs).encode()


WHOLE = {
    "utf-8": (PAGE.encode(), "utf-8"),
    "utf-8 with mark": (codecs.BOM_UTF8 + PAGE.encode(), "utf-8"),
    "utf-8, two marks": (codecs.BOM_UTF8 * 2 + PAGE.encode(), "utf-8"),
    "utf-8, letters apart": (unicodedata.normalize("NFD", PAGE).encode(), "utf-8"),
    "utf-8, one letter apart": (PAGE.replace("gỡ", "gỡ").encode(), "utf-8"),
    "utf-16 little with mark": (codecs.BOM_UTF16_LE + PAGE.encode("utf-16-le"), "utf-16-le"),
    "utf-16 big with mark": (codecs.BOM_UTF16_BE + PAGE.encode("utf-16-be"), "utf-16-be"),
    "utf-16 little": (PAGE.encode("utf-16-le"), "utf-16-le"),
    "utf-16 big": (PAGE.encode("utf-16-be"), "utf-16-be"),
    "utf-32 with mark": (codecs.BOM_UTF32_LE + PAGE.encode("utf-32-le"), "utf-32-le"),
    "windows-1258": (windows_1258(PAGE), "windows-1258"),
    "windows-1258 with a wrong mark": (codecs.BOM_UTF8 + windows_1258(PAGE), "windows-1258"),
    "encoded twice": (twice(PAGE), "utf-8"),
}


@pytest.mark.parametrize(("body", "charset"), WHOLE.values(), ids=WHOLE)
def test_read_right(body: bytes, charset: str) -> None:
    read = decode(body)
    assert (read.text, read.charset, read.undecodable) == (PAGE, charset, 0)


BROKEN = {
    "one byte": (PAGE.encode().replace("Ủy".encode(), b"\xffy"), 1),
    "cut inside the last letter": (f"{PAGE}ủ".encode()[:-1], 2),
    "short and cut": ("Tiếng Việ".encode()[:-1], 2),
    "one letter in another charset": (PAGE.encode().replace("gặp".encode(), windows_1258("gặp")), 2),
    "a fifth in another charset": (PAGE.encode() * 4 + windows_1258(PAGE), 0),
    "nul": (PAGE.encode().replace(b"<p>", b"<p>\0\0"), 2),
    "half a unit of utf-16": (PAGE.encode("utf-16-le") + b"\x41", 1),
}


@pytest.mark.parametrize(("body", "lost"), BROKEN.values(), ids=BROKEN)
def test_a_few_broken_bytes_do_not_turn_the_page(body: bytes, lost: int) -> None:
    read = decode(body)
    assert read.undecodable == lost
    assert "Tiếng" in read.text or "bà Đặng Thị Ngữ" in read.text
    assert "\0" not in read.text


def test_bytes_of_no_letter_in_windows_1258_are_counted() -> None:
    assert decode(windows_1258(PAGE) + b"\x81\x8a\x9e").undecodable >= 2


@pytest.mark.parametrize("text", ["«Đồng khá»", "Hội nghị «á»", "THÃ NÀO", "nhiệt độ 30º", "á»"])
def test_what_only_looks_encoded_twice_stays(text: str) -> None:
    assert (decode(text.encode()).text, decode(text.encode()).repaired) == (text, 0)


def test_article_encoded_twice_in_a_page_that_is_not() -> None:
    body = f"<h1>{TEXT}</h1>\n<p>".encode() + twice(TEXT) + f"</p><p>{TEXT}</p>".encode()
    assert (decode(body).text, decode(body).repaired) == (f"<h1>{TEXT}</h1>\n<p>{TEXT}</p><p>{TEXT}</p>", 1)


def test_entities_are_left_to_the_parser() -> None:
    assert decode(b"&#7911;y ban &#x1ef1;").text == "&#7911;y ban &#x1ef1;"


def test_empty() -> None:
    assert (decode(b"").text, decode(b"").undecodable) == ("", 0)


@given(st.binary(max_size=300))
def test_never_raises_and_is_always_composed(body: bytes) -> None:
    text = decode(body).text
    assert unicodedata.is_normalized("NFC", text)
    assert not {"\0", "\ufeff"} & set(text)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=200))
def test_utf_8_comes_back(text: str) -> None:
    read = decode(text.encode())
    assert read.repaired or read.charset != "utf-8" or read.text == unicodedata.normalize("NFC", text)
    assert read.undecodable == 0
