"""Byte strings with what they say, held back: written after the rules were done (third set)."""

from __future__ import annotations

import codecs
import unicodedata

from tests.webpage.charsets import entities, mojibake, page, small, tcvn3, vni, windows_1258
from tests.webpage.decoding_first import Case, http_equiv, meta

LINES = (
    "Đoàn viên xã Thuận Hòa dọn cỏ, sơn lại 12 ngôi mộ liệt sĩ trước dịp 27/7",
    "Giá nước sạch tăng thêm 800 đồng một mét khối kể từ kỳ hóa đơn tháng Giêng",
    "Cụ Đỗ Thị Ngoãn, mẹ Việt Nam anh hùng, vừa tròn một trăm lẻ hai tuổi",
    "Kỹ sư Ngụy Như Ý giới thiệu giống lúa chịu mặn, gạo thơm, hạt dài",
)
TEXT = "</p>\n<p>".join(LINES)
SITE = "Ủy ban Mặt trận Tổ quốc huyện Cẩm Thủy"


def whole(head: str = "") -> str:
    return page(TEXT, head, SITE)


ALL = (*LINES, SITE)
BODY = whole().encode()
MENU = "<a>Văn bản chỉ đạo</a><a>Hộp thư góp ý</a><a>Bản đồ hành chính</a>"

CHARSETS = ("windows-1250", "macintosh", "euc-kr", "viscii")
XML = '<?xml version="1.0" encoding="utf-8"?>'
GERMAN = "<p>Die Bürgermeister grüßten, größer, schöner, früher, Straße, Mädchen, Küche, öffnen</p>"

CASES = [
    *(Case(f"utf-8, {name}", whole(http_equiv(name)).encode(), ALL, "utf-8") for name in CHARSETS),
    *(
        Case(f"windows-1258, {name}", windows_1258(whole(meta(name))), ALL, "windows-1258")
        for name in ("utf8", "windows-1250", "big5")
    ),
    Case("utf-16-be, NFD", unicodedata.normalize("NFD", whole()).encode("utf-16-be"), ALL, "utf-16-be"),
    Case("utf-16-le, mark, xml", codecs.BOM_UTF16_LE + (XML + whole()).encode("utf-16-le"), ALL, "utf-16-le"),
    Case("mark and a wrong declaration", codecs.BOM_UTF8 + whole(http_equiv("tis-620")).encode(), ALL, "utf-8"),
    Case("last letter cut after one byte", BODY[: BODY.index("hạt dài".encode()) + 2], LINES[:3], "utf-8", clean=False),
    Case("last letter cut after two bytes", BODY[: BODY.index("hạt dài".encode()) + 3], LINES[:3], "utf-8", clean=False),
    Case("a byte of each title letter lost", BODY.replace("Ủy".encode(), b"\xe1\xbby"), LINES, "utf-8", clean=False),
    Case("euro and dash of windows-1252", BODY.replace(b"800", b"\x80 800 \x97"), (LINES[0], *LINES[2:]), "utf-8", clean=False),
    Case("menu in windows-1258", BODY.replace(b"<body>", b"<body>" + windows_1258(MENU)), (*ALL, MENU)),
    Case("utf-8 menu before a windows-1258 page", MENU.encode() + windows_1258(whole()), (*ALL, MENU)),
    Case("twice, latin-1", mojibake(whole(), "latin-1").encode(), ALL),
    Case("twice, windows-1258", mojibake(whole(), "windows-1258").encode(), ALL),
    Case("title twice through windows-1258", whole().replace(SITE, mojibake(SITE, "windows-1258")).encode(), ALL),
    Case("menu thrice", whole().replace("<body>", f"<body>{mojibake(mojibake(MENU))}").encode(), (*ALL, "Bản đồ hành chính")),
    Case("short text twice", mojibake("<b>Cán bộ phụ nữ</b>").encode(), ("Cán bộ phụ nữ",)),
    Case("text in references twice encoded", page(entities(TEXT), "", SITE).encode(), (SITE, entities(LINES[2]))),
    Case("tcvn3, declared latin", tcvn3(whole(http_equiv("iso-8859-1"))), tuple(map(small, LINES)), "tcvn3"),
    Case("tcvn3 sent as utf-8", tcvn3(f"<p>{TEXT}</p>").decode("latin-1").encode(), tuple(map(small, LINES))),
    Case("vni, no declaration", vni(whole()), ALL, "vni"),
    Case("vni sent as utf-8", vni(whole()).decode("latin-1").encode(), ALL),
    Case("German", GERMAN.encode(), ("größer, schöner",)),
    Case("Danish in one byte", "<p>Sønderjylland på øen</p>".encode("latin-1"), ("<p>S",), "windows-1258"),
]
