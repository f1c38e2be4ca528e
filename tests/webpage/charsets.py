"""Page bytes as servers send them: Vietnamese in many charsets, with declarations that are right, wrong or missing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

_TCVN3 = (
    "¡ĂA ¢ÂA £ÊA ¤ÔA ¥ƠA ¦ƯA §ĐA ¨ă ©â ªê «ô ¬ơ \xadư ®đ µà ¶ả ·ã ¸á ¹ạ »ằ ¼ẳ ½ẵ ¾ắ Æặ Çầ Èẩ Éẫ Êấ Ëậ Ìè Îẻ Ïẽ Ðé Ñẹ "
    "Òề Óể Ôễ Õế Öệ ×ì Øỉ Üĩ Ýí Þị ßò áỏ âõ ãó äọ åồ æổ çỗ èố éộ êờ ëở ìỡ íớ îợ ïù ñủ òũ óú ôụ õừ öử ÷ữ øứ ùự úỳ ûỷ üỹ ýý þỵ"
)
_MARKS = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_WITH_HAT = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_WITH_BREVE = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_ALONE = {
    "đ": "ñ",
    "Đ": "Ñ",
    "ơ": "ô",
    "Ơ": "Ô",
    "ư": "ö",
    "Ư": "Ö",
    "ỉ": "æ",
    "Ỉ": "Æ",
    "ĩ": "ó",
    "Ĩ": "Ó",
    "ị": "ò",
    "Ị": "Ò",
}
_VNI_ALONE |= {"ỵ": "î", "Ỵ": "Î", "í": "í", "Í": "Í", "ì": "ì", "Ì": "Ì"}


def windows_1258(text: str) -> bytes:
    """Letters with a hat, a horn or a breve in one byte, the tone as a mark after them."""
    found = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            found += letter.encode("windows-1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tones = [part for part in parts if part in _MARKS]
            base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _MARKS))
            found += (base + "".join(tones)).encode("windows-1258")
    return bytes(found)


def tcvn3(text: str) -> bytes:
    """The font encoding `.VnTime` of TCVN 5712: one byte a letter; capitals with a tone are printed small."""
    table = {pair[1]: pair[0] for pair in _TCVN3.split(" ")}
    letters = unicodedata.normalize("NFC", text)
    return "".join(table.get(one) or table.get(one.lower(), one) for one in letters).encode("latin-1")


def small(text: str) -> str:
    """The text as TCVN3 can say it: no capital letter has a tone."""
    return "".join(one if one.isascii() or one in "ĂÂÊÔƠƯĐ" else one.lower() for one in text)


def vni(text: str) -> bytes:
    """The font encoding VNI: a letter and a second one for its mark."""
    found: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        if letter.isascii() or letter in _VNI_ALONE:
            found.append(_VNI_ALONE.get(letter, letter))
            continue
        parts = unicodedata.normalize("NFD", letter)
        tone = next((part for part in parts if part in _MARKS), None)
        stem = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _MARKS))
        second = _second(stem.lower(), tone)
        first = _VNI_ALONE.get(stem, parts[0])
        found.append(first + (second.upper() if letter.isupper() else second))
    return "".join(found).encode("latin-1")


def _second(stem: str, tone: str | None) -> str:
    if stem in "âêô":
        return _WITH_HAT[tone] if tone else "â"
    if stem == "ă":
        return _WITH_BREVE[tone] if tone else "ê"
    return _MARKS[tone] if tone else ""


def mojibake(text: str, through: str = "windows-1252") -> str:
    """The text as UTF-8 that a program read in another charset; gaps of that charset become control letters."""
    return "".join(_sign(byte, through) for byte in text.encode("utf-8"))


def _sign(byte: int, through: str) -> str:
    try:
        return bytes([byte]).decode(through)
    except UnicodeDecodeError:
        return chr(byte)


def entities(text: str, form: Callable[[int], str] = "&#{};".format) -> str:
    """Every letter beyond ASCII as a character reference."""
    return "".join(letter if letter.isascii() else form(ord(letter)) for letter in text)


def page(text: str, head: str = "", title: str = "Trang tin") -> str:
    """A small page around the text, its head as given."""
    return f"<!DOCTYPE html>\n<html><head>{head}<title>{title}</title></head>\n<body><div>\n<p>{text}</p>\n</div></body></html>"
