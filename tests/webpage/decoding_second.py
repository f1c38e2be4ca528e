"""Byte strings with what they say, another style: longer pages, broken here and there, text in attributes (second set)."""

from __future__ import annotations

import codecs
import unicodedata

from tests.webpage.charsets import entities, mojibake, small, tcvn3, vni, windows_1258
from tests.webpage.decoding_first import Case

HEAD = "CỤC THUẾ TỈNH: Nhắc người nộp thuế kê khai quý III trước ngày 31/10"
STORY = (
    "Chiều mùng 9/8, tại hội trường Thị ủy, Hội đồng Nghĩa vụ quân sự họp triển khai khám sơ tuyển cho công dân trong độ tuổi.",
    "Bà Ngô Thị Quỳnh Như, Giám đốc Trung tâm Y tế, cho hay đã bố trí 3 bàn khám ở các cụm xã vùng sâu.",
    "Mỗi hộ được hỗ trợ 1.500.000 đồng, 20 kg gạo và một phần quà trị giá 300.000 đồng do nhà hảo tâm gửi tặng.",
    "Nước sông Mã lên nhanh, xã Định Hải đã sơ tán 47 hộ với 189 nhân khẩu đến trường học, trụ sở thôn.",
    "Kết quả: giải Nhất thuộc về đội khóm Chợ Cũ, giải Nhì đội ấp Phố, giải Khuyến khích đội Kỳ Hưng.",
)
BODY = "<br>\r\n".join(STORY)
SCRIPT = "<script>var data={'items':[" + ",".join(f"{{'id':{n}}}" for n in range(80)) + "]};</script>"
SITE = "Trang thông tin điện tử Thị xã Vĩnh Châu"


def doc(text: str = BODY, declared: str | None = None, site: str = SITE) -> str:
    meta = f"<meta http-equiv=content-type content='text/html; charset={declared}'>" if declared else ""
    menu = "".join(
        f"<li title='Mục {n}'>{word}</li>" for n, word in enumerate(("Trang chủ", "Giới thiệu", "Thủ tục", "Liên hệ"))
    )
    top = f"<HTML>\r\n<HEAD>{meta}<TITLE>{site}</TITLE>{SCRIPT}</HEAD>\r\n"
    return f"{top}<BODY><UL>{menu}</UL><H3>{HEAD}</H3>\r\n<DIV>{text}</DIV></BODY></HTML>"


ALL = (HEAD, *STORY, SITE, "Thủ tục")
FEW = (HEAD, *STORY)
DECLARED = (None, "utf-8", "iso-8859-1", "windows-1252", "windows-1258", "x-sjis", "TCVN", "utf-16le", "unknown-8bit")


def declared() -> list[Case]:
    cases = [Case(f"utf-8 as {name}", doc(declared=name).encode(), ALL, "utf-8") for name in DECLARED]
    cases += [Case(f"windows-1258 as {name}", windows_1258(doc(declared=name)), ALL, "windows-1258") for name in DECLARED[:7]]
    cases += [Case(f"tcvn3 as {name}", tcvn3(doc(declared=name)), tuple(map(small, FEW)), "tcvn3") for name in DECLARED[:4]]
    cases += [Case(f"vni as {name}", vni(doc(declared=name)), FEW, "vni") for name in DECLARED[:4]]
    cases += [Case(f"utf-16-le as {name}", doc(declared=name).encode("utf-16-le"), ALL, "utf-16-le") for name in DECLARED[:3]]
    return [*cases, Case("utf-16-be, mark", codecs.BOM_UTF16_BE + doc().encode("utf-16-be"), ALL, "utf-16-be")]


def broken() -> list[Case]:
    body = doc().encode()
    half = body.decode().encode()
    cases = [
        Case(
            f"cut {cut} bytes before the end of a letter",
            half[: half.index("Khuyến".encode()) + 5 + cut],
            STORY[:4],
            "utf-8",
            clean=False,
        )
        for cut in (0, 1)
    ]
    thirds = "<i>" + "</i><i>".join(f"Tin vắn số {n}: đường thông" for n in range(9)) + "</i>"
    cut_teasers = thirds.encode().replace("đường".encode(), "đườ".encode()[:-1])
    return [
        *cases,
        Case(
            "nine teasers cut by bytes",
            body.replace(b"<DIV>", b"<DIV>" + cut_teasers),
            (*STORY, "Tin vắn số 3:"),
            "utf-8",
            clean=False,
        ),
        Case(
            "smart quotes of windows-1252 in utf-8",
            body.replace("giải Nhất".encode(), b"\x93" + "giải Nhất".encode() + b"\x94"),
            STORY[:4],
            "utf-8",
            clean=False,
        ),
        Case(
            "every blank a latin nbsp in one line",
            body.replace(STORY[2].encode(), STORY[2].encode().replace(b" ", b"\xa0")),
            (*STORY[:2], *STORY[3:]),
            "utf-8",
            clean=False,
        ),
        Case("broken byte at the start", b"\x80" + body, ALL, "utf-8", clean=False),
        Case(
            "a picture's bytes inside",
            body.replace(b"<UL>", b"<UL>\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xd8"),
            ALL,
            "utf-8",
            clean=False,
        ),
        Case("NULs at the end", body + b"\0" * 40, ALL, "utf-8", ("\0",), clean=False),
        Case("two pages joined, marks between", body + codecs.BOM_UTF8 + body, ALL, "utf-8", ("\ufeff",)),
        Case(
            "a letter's last byte shifted out everywhere in one word",
            body.replace("Nghĩa".encode(), b"Ngh\xc4a"),
            (STORY[1], STORY[4]),
            "utf-8",
            clean=False,
        ),
        Case(
            "windows-1258 with two bytes broken",
            windows_1258(doc()).replace(b"<DIV>", b"<DIV>\x8a\x9e"),
            STORY,
            "windows-1258",
            clean=False,
        ),
        Case(
            "utf-16-le, an odd byte in the end",
            codecs.BOM_UTF16_LE + doc().encode("utf-16-le") + b"\0",
            ALL,
            "utf-16-le",
            clean=False,
        ),
        Case("utf-8, CESU emoji", body.replace(b"<DIV>", b"<DIV>\xed\xa0\xbd\xed\xb8\x80"), ALL, "utf-8", clean=False),
    ]


def mixed() -> list[Case]:
    utf8_menu = "<p>Lịch tiếp công dân</p><p>Đường dây nóng</p><p>Công khai ngân sách</p>"
    return [
        Case("windows-1258 article in a utf-8 page", doc("@").encode().replace(b"@", windows_1258(BODY)), ALL),
        Case(
            "utf-8 box in a windows-1258 page",
            windows_1258(doc("@")).replace(b"@", utf8_menu.encode() + windows_1258(BODY)),
            (*ALL, "Lịch tiếp công dân", "Công khai ngân sách"),
        ),
        Case(
            "windows-1258 foot in a utf-8 page",
            doc().encode().replace(b"</BODY>", windows_1258("<p>Bản quyền thuộc về Ủy ban nhân dân thị xã</p></BODY>")),
            (*ALL, "Bản quyền thuộc về Ủy ban nhân dân thị xã"),
        ),
        Case("title alone in windows-1258", doc(site="@").encode().replace(b"@", windows_1258(SITE)), ALL),
        Case(
            "twice encoded box in a windows-1258 page",
            windows_1258(doc()) + mojibake("<p>Lịch tiếp công dân</p>").encode(),
            (*ALL, "Lịch tiếp công dân"),
        ),
    ]


def twice() -> list[Case]:
    cases = [
        Case(f"{name} through {through}", change(mojibake(text, through)).encode(), says)
        for through in ("windows-1252", "latin-1", "windows-1258")
        for name, text, says, change in (
            ("page", doc(), ALL, str),
            ("title", HEAD, (HEAD,), lambda text: doc().replace(HEAD, text)),
            ("paragraphs", BODY, ALL, doc),
            ("attribute", "Ảnh: Nguyễn Đức", ("Ảnh: Nguyễn Đức",), lambda text: doc(f'<img alt="{text}" src="/a.jpg">')),
        )
    ]
    lost = mojibake(BODY).replace("\x81", "?").replace("\x8d", "?").replace("\x90", "?").replace("\x9d", "?")
    return [
        *cases,
        Case("thrice in a page that is right", doc(mojibake(mojibake(BODY))).encode(), ALL),
        Case("control letters lost", doc(lost).encode(), (STORY[2], STORY[1].split(" Quỳnh")[0][:10])),
        Case("as references", doc(entities(mojibake(BODY))).encode(), (HEAD, SITE)),
        Case("quotes of a French name", doc("Ông Gérard «Ã» Noël").encode(), ("Ông Gérard «Ã» Noël",)),
        Case("capitals with a tilde", doc("XÃ HÒA ĐÔNG – ĐÃ VỀ ĐÍCH").encode(), ("XÃ HÒA ĐÔNG – ĐÃ VỀ ĐÍCH",)),
    ]


def odd() -> list[Case]:
    return [
        Case("one Western letter", b"<p>Ho\xe0ng Sa</p>", ("Hoàng Sa",), "windows-1258"),
        Case(
            "English with a pound",
            "<p>The fee is £20 – paid at the café.</p>".encode(),
            ("The fee is £20 – paid at the café.",),
            "utf-8",
        ),
        Case(
            "English with signs",
            ("<p>" + " ".join(f"item{n}®" for n in range(12)) + " © 2020</p>").encode(),
            ("item3®", "© 2020"),
            "utf-8",
        ),
        Case(
            "Spanish",
            "<p>El niño y la señora llegaron a Cádiz; también comió piñón, limón, jamón, maíz y melón.</p>".encode(),
            ("señora llegaron a Cádiz", "piñón, limón, jamón"),
            "utf-8",
        ),
        Case(
            "Spanish in one byte",
            "<p>El niño y la señora llegaron a Cádiz; también comió.</p>".encode("latin-1"),
            ("<p>El ni",),
            "windows-1258",
        ),
        Case(
            "Vietnamese without the upper block",
            "<p>Cô giáo trao quà cho các cháu vùng sâu, vùng xa</p>".encode(),
            ("Cô giáo trao quà cho các cháu vùng sâu",),
            "utf-8",
        ),
        Case(
            "the same in one byte",
            windows_1258("<p>Cô giáo trao quà cho các cháu vùng sâu, vùng xa</p>"),
            ("Cô giáo trao quà cho các cháu vùng sâu",),
            "windows-1258",
        ),
        Case("NFD in utf-8, declared latin", unicodedata.normalize("NFD", doc(declared="iso-8859-1")).encode(), ALL, "utf-8"),
        Case("marks before the tone", doc().replace("ộ", "o\u0323\u0302").encode(), ALL, "utf-8"),
        Case("soft hyphens", doc().replace("hội", "h\u00adội").encode(), (HEAD, STORY[1]), "utf-8"),
        Case("Chinese guests", doc("Đoàn 广西 thăm thị xã").encode(), ("Đoàn 广西 thăm thị xã",), "utf-8"),
        Case("references only", entities(doc()).encode(), (entities(HEAD),), "utf-8"),
        Case("empty markup", b"<html></html>", ("<html></html>",), "utf-8"),
        Case("UTF-8 under a gzip name", doc().encode(), ALL, "utf-8"),
        Case("tcvn3 in small utf-8", tcvn3(BODY).decode("latin-1").encode(), tuple(map(small, STORY))),
        Case("vni in small utf-8", f"<p>{vni(BODY).decode('latin-1')}</p>".encode(), STORY),
        Case("a short word of VNI is left", "<p>Thoâng baùo</p>".encode(), ("Thoâng baùo",), "utf-8"),
    ]


CASES = [*declared(), *broken(), *mixed(), *twice(), *odd()]
