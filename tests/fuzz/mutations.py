"""Bytes made worse: cut, doubled, swapped, overwritten, filled with what readers stumble over."""

from __future__ import annotations

from random import Random

TOKENS: tuple[bytes, ...] = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r\n\r\n",
        b"\n\n",
        b"\x1f\x8b\x08",
        b"\x28\xb5\x2f\xfd",
        b"PK\x03\x04",
        b"PK\x05\x06",
    ),
    *(
        b"<",
        b">",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"<script>",
        b"</script>",
        b"<style>",
        b"<table><tr><td>",
        b"</div></div></div>",
    ),
    *(
        b"<svg><title>",
        b"<template>",
        b"<base href='//x'>",
        b"<p " + b"a=b " * 300,
        b"&#x110000;",
        b"&#0;",
        b"&amp;amp;",
        b"<i>" * 2000,
    ),
    *(
        b"9" * 5000,
        b"-1",
        b"99999999999999999999",
        b"1e309",
        b"0x10",
        b"NaN",
        b"31/02/2022",
        b"Ng\xc3\xa0y 99/99/9999",
        b"00:61:61",
    ),
    *(
        b"HTTP/1.1 " + b"2" * 5000,
        b"WARC/1.1\r\n",
        b"WARC-Date: 9999-12-31T23:59:59-14:00\r\n",
        b"Content-Length: 99999999999\r\n",
    ),
    *(
        b"Transfer-Encoding: chunked\r\n",
        b"Content-Encoding: gzip\r\n",
        b"Content-Encoding: br, zstd, deflate\r\n",
        b"http://[",
        b"https://x:99999/",
    ),
    *(
        "Chủ tịch UBND thành phố Nguyễn Văn A".encode(),
        "ông ".encode() * 200,
        "(Đ/c ".encode() * 50,
        "và ".encode() * 300,
        b"- " * 500,
    ),
)


def mutated(data: bytes, random: Random, most: int = 8) -> bytes:
    """The bytes after one to `most` changes."""
    changed = bytearray(data)
    for _ in range(random.randint(1, most)):
        _CHANGES[random.randrange(len(_CHANGES))](changed, random)
        del changed[400_000:]
    return bytes(changed)


def _range(data: bytearray, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 3, 20, 300, 5000)))


def _cut(data: bytearray, random: Random) -> None:
    start, end = _range(data, random)
    del data[start:end]


def _end(data: bytearray, random: Random) -> None:
    del data[random.randrange(len(data) + 1) :]


def _double(data: bytearray, random: Random) -> None:
    start, end = _range(data, random)
    data[start:start] = data[start:end] * random.choice((1, 2, 30))


def _move(data: bytearray, random: Random) -> None:
    start, end = _range(data, random)
    piece = data[start:end]
    del data[start:end]
    at = random.randrange(len(data) + 1)
    data[at:at] = piece


def _overwrite(data: bytearray, random: Random) -> None:
    start, end = _range(data, random)
    data[start:end] = random.randbytes(min(end - start, 300))


def _flip(data: bytearray, random: Random) -> None:
    if data:
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def _insert(data: bytearray, random: Random) -> None:
    at = random.randrange(len(data) + 1)
    data[at:at] = random.choice(TOKENS)


def _replace(data: bytearray, random: Random) -> None:
    start, end = _range(data, random)
    data[start:end] = random.choice(TOKENS)


_CHANGES = (_cut, _end, _double, _move, _overwrite, _flip, _insert, _insert, _replace)
