"""Archives made byte by byte, for what no writer of archives would write; and bombs.

`python -m tests.archive.made FOLDER` writes the large ones, to be measured with `/usr/bin/time -v scrapy extract …`.
"""

from __future__ import annotations

import gzip
import io
import json
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from backports import zstd

HOST = "tpthanhhoa.thanhhoa.gov.vn"
ADDRESS = f"https://{HOST}/web/trang-chu/tin-tuc"
HTML = b"Content-Type: text/html; charset=utf-8\r\n"


def page(title: str = "Chủ tịch thành phố kiểm tra công tác phòng, chống lụt bão") -> bytes:
    """An article of the portal `thanhhoa`, as short as one can be."""
    text = "Sáng 05/7/2022, Chủ tịch UBND thành phố đã đi kiểm tra thực tế tại các phường, xã trên địa bàn thành phố. "
    paragraphs = "".join(f"<p>{text * 2}Đoàn đã đến phường số {number}.</p>" for number in range(4))
    date = "<span>Đăng lúc: 10:00:00 05/07/2022 (GMT+7)</span>"
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{date}<div>{paragraphs}</div></body></html>".encode()
    )


def answer(body: bytes, headers: bytes = HTML, status: bytes = b"HTTP/1.1 200 OK") -> bytes:
    """A response as it went over the wire."""
    return status + b"\r\n" + headers + b"\r\n" + body


def record(block: bytes, url: str = f"{ADDRESS}/bai-1.html", kind: str = "response", **fields: str | None) -> bytes:
    """A record of a WARC file. `fields` replace header lines (`WARC_Date`, `Content_Length`, …); None leaves one out."""
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    lines = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:x:{zlib.crc32(block + url.encode())}>",
        "WARC-Date": "2022-07-05T03:00:00Z",
        "WARC-Target-URI": url,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
        **named,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
    return b"WARC/1.1\r\n" + head.encode("utf-8", "surrogateescape") + b"\r\n" + block + b"\r\n\r\n"


def good(number: int = 1) -> bytes:
    """A record of a page that gives an article."""
    return record(answer(page()), f"{ADDRESS}/bai-{number}.html")


def packed(*records: bytes) -> bytes:
    """Records compressed one by one."""
    return b"".join(gzip.compress(one, 1) for one in records)


def deflated(pieces: Iterator[bytes]) -> bytes:
    """Pieces as one gzip member, without holding them all at once."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return b"".join([*(packer.compress(piece) for piece in pieces), packer.flush()])


def endless_record(megabytes: int) -> bytes:
    """A compressed record whose body is a megabyte of zeros, over and over."""
    head = record(answer(b""), f"{ADDRESS}/bomb.html", Content_Length=str(megabytes * 10**6 + len(answer(b"")))).removesuffix(
        b"\r\n\r\n"
    )

    def pieces() -> Iterator[bytes]:
        yield head
        for _ in range(megabytes):
            yield b"\0" * 10**6
        yield b"\r\n\r\n"

    return deflated(pieces())


def bomb(megabytes: int, coding: str = "gzip") -> bytes:
    """A record whose body is small and says that it unpacks to so many megabytes."""
    bodies: dict[str, Callable[[], bytes]] = {
        "gzip": lambda: deflated(b"\0" * 10**6 for _ in range(megabytes)),
        "gzip members": lambda: gzip.compress(b"") * (megabytes * 10**6 // 1000),
        "zstd": lambda: zstd.compress(b"\0" * megabytes * 10**6, options={zstd.CompressionParameter.window_log: 27}),
        "chunks": lambda: b"1\r\na\r\n" * (megabytes * 10**6 // 50),
    }
    lines = {"chunks": b"Transfer-Encoding: chunked\r\n"}.get(
        coding, b"Content-Encoding: " + coding.split()[0].encode() + b"\r\n"
    )
    return record(answer(bodies[coding](), HTML + lines), f"{ADDRESS}/bomb-{coding.replace(' ', '-')}.html")


def tiny(count: int) -> Iterator[bytes]:
    """Many records of next to nothing: one in ten is an article's page that says nothing."""
    for number in range(count):
        path = f"bai-{number}.html" if number % 10 == 0 else f"anh-{number}.png"
        yield gzip.compress(record(answer(b"<p>x"), f"{ADDRESS}/{path}"), 1)


def marked_up(megabytes: int, element: bytes = b"<i>a</i>") -> bytes:
    """A record of a page that is nothing but elements."""
    return record(answer(b"<html><body>" + element * (megabytes * 10**6 // len(element))), f"{ADDRESS}/elements.html")


def attributes(count: int) -> bytes:
    """A record of a page with one element that has very many attributes."""
    body = b"<html><body><p " + b" ".join(b"a%d" % number for number in range(count)) + b">x</p>"
    return record(answer(body), f"{ADDRESS}/attributes.html")


def with_dictionary(records: list[bytes], *, compressed: bool) -> bytes:
    """A `.warc.zst` whose members need the dictionary at its start."""
    dictionary = zstd.train_dict([good(number) for number in range(50)], 2048)
    content = dictionary.dict_content
    frame = zstd.compress(content) if compressed else content
    members = b"".join(zstd.compress(one, zstd_dict=dictionary) for one in records)
    return struct.pack("<II", 0x184D2A5D, len(frame)) + frame + members


def arc(*records: tuple[str, str, bytes], version: int = 1) -> list[bytes]:
    """The records of an ARC file, one by one: address, date as 14 digits, block."""
    first = b"%d 0 tests\nURL IP-address Archive-date Content-type Archive-length\n" % version
    made = [b"filedesc://tests.arc 0.0.0.0 20100101000000 text/plain %d\n" % len(first) + first + b"\n"]
    for url, date, block in records:
        more = b"200 - - 0 tests.arc " if version == 2 else b""
        made.append(f"{url} 10.0.0.1 {date} text/html ".encode() + more + b"%d\n" % len(block) + block + b"\n")
    return made


def wacz(
    warcs: dict[str, bytes], *, pages: list[str] | None = None, hashes: dict[str, str] | None = None, deflate: bool = False
) -> bytes:
    """A WACZ: WARC files in a zip, with a list of pages and digests."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED) as made:
        for name, data in warcs.items():
            made.writestr(f"archive/{name}", data)
        lines = [{"format": "json-pages-1.0", "id": "pages"}, *({"url": url} for url in pages or ())]
        made.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, lines)))
        resources = [{"path": f"archive/{name}", "hash": value} for name, value in (hashes or {}).items()]
        made.writestr("datapackage.json", json.dumps({"profile": "data-package", "resources": resources}))
    return file.getvalue()


LARGE: dict[str, Callable[[], Iterator[bytes]]] = {
    "record-of-1-gb": lambda: iter([endless_record(1000), packed(good())]),
    "gzip-bomb": lambda: iter([packed(bomb(1000), good())]),
    "gzip-members": lambda: iter([packed(bomb(1000, "gzip members"), good())]),
    "zstd-bomb": lambda: iter([packed(bomb(300, "zstd"), good())]),
    "chunks": lambda: iter([packed(bomb(1000, "chunks"), good())]),
    "elements": lambda: iter([packed(marked_up(11), good())]),
    "open-elements": lambda: iter([packed(marked_up(11, b"<b>"), good())]),
    "entities": lambda: iter([packed(marked_up(11, b"&amp;<br>"), good())]),
    "attributes": lambda: iter([packed(attributes(1_000_000), good())]),
    "head-of-100-mb": lambda: iter([packed(record(answer(b"x", HTML + b"X: a\r\n" * 16_000_000)), good())]),
    "lines-400000": lambda: iter([packed(record(answer(page(), HTML + b"X: a\r\n" * 400_000)), good())]),
    "warc-lines-400000": lambda: iter([packed(record(answer(page()), X="a\r\nX: a" * 400_000), good())]),
    "body-of-200-mb": lambda: iter([packed(record(answer(b"<p>chu</p>" * 20_000_000)), good())]),
    "tiny-1000000": lambda: tiny(1_000_000),
}
"""Archives that a reader must get through in 300 MB; each but the last ends with one good page."""


def main(folder: Path) -> None:
    for name, make in LARGE.items():
        with (folder / f"{name}.warc.gz").open("wb") as file:
            file.writelines(make())
            print(file.name, file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
