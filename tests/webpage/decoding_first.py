"""Byte strings with what they say, written before the decoder was run on them (first set)."""

from __future__ import annotations

import codecs
import unicodedata
from typing import NamedTuple

from tests.webpage.charsets import entities, mojibake, page, small, tcvn3, vni, windows_1258


class Case(NamedTuple):
    name: str
    body: bytes
    says: tuple[str, ...]
    """What must stand in the text, letter for letter."""
    charset: str | None = None
    never: tuple[str, ...] = ()
    """What must not stand there."""
    clean: bool = True
    """Whether nothing may be counted as undecodable."""


ROAD = "Ủy ban nhân dân phường 4 vừa nghiệm thu tuyến đường bê tông dài 1,2 km nối ấp Tâm Trung với quốc lộ 60."
WATER = "Xí nghiệp cấp nước tạm ngưng cấp nước từ 22 giờ ngày 7/3 để súc rửa tuyến ống, mong quý khách hàng thông cảm."
SCHOOL = "Trường Tiểu học Lý Thường Kiệt tổ chức “Ngày hội đọc sách” – hơn 600 học sinh hưởng ứng."
PARTY = "Đồng chí Trần Thị Mỹ Hạnh, Phó Bí thư Thường trực Đảng ủy, ghi nhận sự nỗ lực của các chi bộ trực thuộc…"
TREES = "Hội Cựu chiến binh xã Quảng Phú ra quân trồng 350 cây hoa giấy, dừa nước dọc bờ kênh thủy lợi."
LOUD = "QUYẾT ĐỊNH VỀ VIỆC CÔNG NHẬN XÃ ĐẠT CHUẨN NÔNG THÔN MỚI KIỂU MẪU NĂM 2022"
TITLE = "Cổng thông tin điện tử thị xã Nghi Sơn"
ALL = f"{ROAD}</p>\n<p>{WATER}</p>\n<p>{SCHOOL}</p>\n<p>{PARTY}</p>\n<p>{TREES}</p>\n<p>{LOUD}"
TEXTS = (ROAD, WATER, SCHOOL, PARTY, TREES, LOUD)
PLAIN = tuple(text.replace("–", "-").replace("“", '"').replace("”", '"').replace("…", "...") for text in TEXTS)
SMALL = tuple(map(small, PLAIN))
PLAIN_ALL = "</p>\n<p>".join(PLAIN)


def http_equiv(charset: str) -> str:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'


def meta(charset: str) -> str:
    return f'<meta charset="{charset}">'


def whole(head: str = "", text: str = ALL) -> str:
    return page(text, head, TITLE)


def utf8() -> list[Case]:
    heads = {
        "none": "",
        "utf-8": meta("utf-8"),
        "unicode-1-1": http_equiv("unicode-1-1-utf-8"),
        "windows-1252": http_equiv("windows-1252"),
        "iso-8859-1": http_equiv("ISO-8859-1"),
        "us-ascii": http_equiv("us-ascii"),
        "windows-1258": http_equiv("windows-1258"),
        "gb2312": http_equiv("gb2312"),
        "big5": meta("big5"),
        "shift_jis": meta("Shift_JIS"),
        "utf-16": meta("utf-16"),
        "utf-7": meta("utf-7"),
        "koi8-r": meta("koi8-r"),
        "x-user-defined": http_equiv("x-user-defined"),
        "two": http_equiv("iso-8859-1") + meta("utf-8"),
        "nonsense": meta("vietnamese"),
        "empty": meta(""),
        "tcvn": http_equiv("tcvn-5712"),
    }
    cases = [Case(f"utf-8, declared {name}", whole(head).encode(), TEXTS, "utf-8") for name, head in heads.items()]
    xml = '<?xml version="1.0" encoding="{}"?>\n'
    return [
        *cases,
        Case("utf-8, xml says iso", (xml.format("iso-8859-1") + whole(meta("utf-8"))).encode(), TEXTS, "utf-8"),
        Case("utf-8, xml says utf-16", (xml.format("utf-16") + whole()).encode(), TEXTS, "utf-8"),
        Case("utf-8, mark", codecs.BOM_UTF8 + whole(http_equiv("iso-8859-1")).encode(), TEXTS, "utf-8", ("\ufeff",)),
        Case("utf-8, two marks", codecs.BOM_UTF8 * 2 + whole().encode(), TEXTS, "utf-8", ("\ufeff",)),
        Case("utf-8, mark after a blank line", b"\r\n" + codecs.BOM_UTF8 + whole().encode(), TEXTS, "utf-8", ("\ufeff",)),
        Case("utf-8, mark inside", whole(text=ALL.replace("</p>", "\ufeff</p>")).encode(), TEXTS, "utf-8", ("\ufeff",)),
        Case("utf-8, NFD", unicodedata.normalize("NFD", whole()).encode(), TEXTS, "utf-8"),
        Case("utf-8, tone composed, hat not", whole().replace("ế", "e\u0302\u0301").encode(), TEXTS, "utf-8"),
        Case("utf-8, NFKD letters in one word", whole().replace("ườ", "u\u031bo\u031b\u0300").encode(), TEXTS, "utf-8"),
        Case("utf-8, one short text", "Thông báo nghỉ lễ".encode(), ("Thông báo nghỉ lễ",), "utf-8"),
        Case("utf-8, one letter", "<p>à</p>".encode(), ("à",), "utf-8"),
        Case("utf-8, emoji", whole(text="Chúc mừng năm mới 🎆🇻🇳").encode(), ("Chúc mừng năm mới 🎆🇻🇳",), "utf-8"),
        Case("utf-8, Khmer", whole(text="ខេត្តសុកត្រាំង – tỉnh Sóc Trăng").encode(), ("ខេត្តសុកត្រាំង – tỉnh Sóc Trăng",), "utf-8"),
        Case(
            "utf-8, French name", whole(text="ông Rémy Noël, Đại sứ quán Pháp").encode(), ("ông Rémy Noël, Đại sứ quán Pháp",)
        ),
        Case(
            "utf-8, guillemets",
            whole(text="«Xanh – sạch – đẹp» là chủ đề năm").encode(),
            ("«Xanh – sạch – đẹp» là chủ đề năm",),
        ),
        Case(
            "utf-8, degrees",
            whole(text="Nhiệt độ 27–33°C, 1.200 m² sàn, ½ diện tích").encode(),
            ("27–33°C, 1.200 m² sàn, ½ diện",),
        ),
        Case("ascii only", page("Thong bao ve viec nghi Tet").encode(), ("Thong bao ve viec nghi Tet",), "utf-8"),
        Case("utf-8, private letters of Word", whole(text="\uf0b7 Đảng ủy xã").encode(), ("Đảng ủy xã",), "utf-8"),
    ]


def broken() -> list[Case]:
    body = whole().encode()
    cut = body[: body.index("hưởng ứng".encode()) + 3]
    return [
        Case("cut in a letter of two bytes", cut, (ROAD, WATER, "600 học sinh h"), "utf-8", clean=False),
        Case("cut in a letter of three bytes", body[: body.index("Ủy".encode()) + 2], (TITLE,), "utf-8", clean=False),
        Case(
            "one byte lost",
            body.replace("phường".encode(), b"ph\xc6\xe1\xbb\x9dng", 1),
            (WATER, SCHOOL, PARTY),
            "utf-8",
            clean=False,
        ),
        Case(
            "stray windows-1252 dash",
            body.replace("–".encode(), b"\x96"),
            (ROAD, WATER, PARTY, "hơn 600 học sinh"),
            "utf-8",
            clean=False,
        ),
        Case("stray latin nbsp", body.replace(b" km", b"\xa0km"), (WATER, SCHOOL, "tông dài 1,2"), "utf-8", clean=False),
        Case("stray 0xff bytes", body.replace(b"<body>", b"<body>\xff\xfe"), TEXTS, "utf-8", clean=False),
        Case("surrogates (CESU)", body.replace(b"<div>", b"<div>\xed\xa0\xbc\xed\xbe\x86"), TEXTS, "utf-8", clean=False),
        Case("overlong", body.replace(b"<div>", b"<div>\xc0\xaf"), TEXTS, "utf-8", clean=False),
        Case("NUL between tags", body.replace(b"<div>", b"<div>\0\0\0"), TEXTS, "utf-8", ("\0",), clean=False),
        Case("NUL in a word", body.replace("nghiệm".encode(), "ngh\0iệm".encode()), TEXTS, "utf-8", ("\0",), clean=False),
        Case(
            "teasers cut by bytes",
            body.replace(b"<div>", b"<div><i>" + "Tin hoạt động Đoàn thể"[:20].encode()[:-1] + b"...</i>"),
            TEXTS,
            "utf-8",
            clean=False,
        ),
        Case(
            "every third page byte fine, footer latin",
            body.replace(b"</body>", b"<p>caf\xe9 cr\xe8me</p></body>"),
            TEXTS,
            "utf-8",
            clean=False,
        ),
        Case("only a cut letter", b"<p>Trang ch\xe1\xbb", ("<p>Trang ch",), "utf-8", ("á",), clean=False),
    ]


def mixed() -> list[Case]:
    first, second = (part.encode() for part in whole().split(PARTY))
    menu = "Trang chủ</a> <a>Giới thiệu</a> <a>Tin tức – Sự kiện</a> <a>Thủ tục hành chính</a>"
    in_1258 = windows_1258(PARTY + "</p>\n<p>" + SCHOOL)
    return [
        Case("one paragraph in windows-1258", first + windows_1258(PARTY) + second, TEXTS),
        Case(
            "article in windows-1258, menu in utf-8",
            page("@", "", TITLE).encode().replace(b"@", in_1258),
            (TITLE, PARTY, SCHOOL),
        ),
        Case(
            "menu in windows-1258, article in utf-8",
            whole().encode().replace(b"<body>", b"<body><a>" + windows_1258(menu)),
            (*TEXTS, menu),
        ),
    ]


def wide() -> list[Case]:
    text = whole(http_equiv("utf-8"))
    return [
        Case("utf-16-le, mark", codecs.BOM_UTF16_LE + text.encode("utf-16-le"), TEXTS, "utf-16-le", ("\ufeff",)),
        Case("utf-16-be, mark", codecs.BOM_UTF16_BE + text.encode("utf-16-be"), TEXTS, "utf-16-be", ("\ufeff",)),
        Case("utf-16-le", text.encode("utf-16-le"), TEXTS, "utf-16-le"),
        Case("utf-16-be", text.encode("utf-16-be"), TEXTS, "utf-16-be"),
        Case("utf-16-le, cut", codecs.BOM_UTF16_LE + text.encode("utf-16-le")[:-1], TEXTS, "utf-16-le", clean=False),
        Case("utf-16-le, NFD", unicodedata.normalize("NFD", text).encode("utf-16-le"), TEXTS, "utf-16-le"),
        Case("utf-16-le, short text", "<p>Nghỉ Tết dương lịch</p>".encode("utf-16-le"), ("Nghỉ Tết dương lịch",), "utf-16-le"),
        Case("utf-16-be, long first line in Vietnamese", ("<p>" + ROAD).encode("utf-16-be"), (ROAD,), "utf-16-be"),
        Case("utf-32-le, mark", codecs.BOM_UTF32_LE + text.encode("utf-32-le"), TEXTS, "utf-32-le"),
        Case("utf-32-be, mark", codecs.BOM_UTF32_BE + text.encode("utf-32-be"), TEXTS, "utf-32-be"),
    ]


def one_byte() -> list[Case]:
    heads = {
        "none": "",
        "utf-8": meta("utf-8"),
        "iso-8859-1": http_equiv("iso-8859-1"),
        "windows-1258": http_equiv("windows-1258"),
    }
    cases = [
        Case(f"windows-1258, declared {name}", windows_1258(whole(head)), TEXTS, "windows-1258") for name, head in heads.items()
    ]
    cases += [Case(f"TCVN3, declared {name}", tcvn3(whole(head, PLAIN_ALL)), SMALL) for name, head in heads.items()]
    cases += [Case(f"VNI, declared {name}", vni(whole(head, PLAIN_ALL)), PLAIN) for name, head in heads.items()]
    return [
        *cases,
        Case(
            "windows-1258, a short notice",
            windows_1258("<p>Thông báo tuyển dụng viên chức</p>"),
            ("Thông báo tuyển dụng viên chức",),
            "windows-1258",
        ),
        Case(
            "windows-1258, NFD throughout",
            unicodedata.normalize("NFD", "<p>Sở Tài chính đề nghị")
            .replace("\u0302", "")
            .replace("\u031b", "")
            .encode("windows-1258"),
            ("Sơ".replace("ơ", "ở")[:0] or "<p>S",),
            "windows-1258",
        ),
        Case("windows-1258, capitals", windows_1258(f"<h1>{LOUD}</h1>"), (LOUD,), "windows-1258"),
        Case(
            "TCVN3 letters sent as utf-8",
            whole("", "@").replace(TITLE, "Trang tin").replace("@", tcvn3(PLAIN_ALL).decode("latin-1")).encode(),
            SMALL,
        ),
        Case(
            "VNI letters sent as utf-8",
            whole("", "@").replace(TITLE, "Trang tin").replace("@", vni(PLAIN_ALL).decode("latin-1")).encode(),
            PLAIN,
        ),
        Case(
            "windows-1252, English and French",
            "<p>Café crème, naïve façade – 20 £, résumé</p>".encode("windows-1252"),
            ("Café crème, naïve façade – 20 £, résumé",),
        ),
    ]


def twice() -> list[Case]:
    cases = [
        Case(f"twice encoded through {through}", mojibake(whole(head), through).encode(), TEXTS)
        for through in ("windows-1252", "latin-1", "windows-1258")
        for head in ("", meta("utf-8"))
    ]
    menu = "<a>Trang chủ</a> <a>Bộ máy tổ chức</a>"
    return [
        *cases,
        Case("thrice encoded", mojibake(mojibake(whole())).encode(), TEXTS),
        Case("twice encoded, with a mark", mojibake("\ufeff" + whole()).encode(), TEXTS, never=("ï»¿",)),
        Case("a mark twice encoded before a good page", mojibake("\ufeff").encode() + whole().encode(), TEXTS, never=("ï»¿",)),
        Case(
            "article twice encoded, menu right",
            whole(text=mojibake(ALL)).replace("<body>", f"<body>{menu}").encode(),
            (*TEXTS, menu),
        ),
        Case(
            "article once, menu twice encoded",
            whole().replace("<body>", f"<body>{mojibake(menu)}").encode(),
            (*TEXTS, "Bộ máy tổ chức"),
        ),
        Case(
            "twice encoded, one letter lost",
            mojibake(whole(text=f"{PARTY}</p><p>{ROAD}")).replace("nghiá»‡m thu", "nghiá»?m thu").encode(),
            (PARTY, "tuyến đường bê tông dài 1,2 km nối ấp Tâm Trung với quốc lộ 60."),
        ),
        Case("twice encoded capitals", mojibake(f"<h2>{LOUD}</h2>").encode(), (LOUD,)),
        Case("twice encoded title in a good page", whole().replace(TITLE, mojibake(TITLE)).encode(), (*TEXTS, TITLE)),
        Case(
            "twice encoded, only short letters",
            mojibake("<p>Thông báo cho cán bộ và nhân dân</p>").encode(),
            ("Thông báo cho cán bộ và nhân dân",),
        ),
        Case(
            "twice encoded, no letter of the upper block",
            mojibake("<p>Báo cáo công tác quý hai</p>").encode(),
            ("Báo cáo công tác quý hai",),
        ),
        Case(
            "quotation marks that look so",
            whole(text="Phong trào «Xã º nông thôn» – 12ª").encode(),
            ("Phong trào «Xã º nông thôn» – 12ª",),
        ),
        Case(
            "Portuguese guest", whole(text="Đoàn São Tomé và Príncipe thăm xã").encode(), ("Đoàn São Tomé và Príncipe thăm xã",)
        ),
    ]


def references() -> list[Case]:
    return [
        Case("references in decimals", entities(whole(meta("iso-8859-1"))).encode(), (entities(ROAD), entities(LOUD)), "utf-8"),
        Case("references in hex", entities(whole(), "&#x{:X};".format).encode(), (entities(ROAD, "&#x{:X};".format),), "utf-8"),
        Case(
            "references among windows-1258",
            windows_1258(page(f"{ROAD} &#7911; &amp;")),
            (ROAD, "&#7911; &amp;"),
            "windows-1258",
        ),
    ]


CASES = [*utf8(), *broken(), *mixed(), *wide(), *one_byte(), *twice(), *references()]
