"""Text folding: what counts as the same text, and what does not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portals.text.folding import fold, nfc, old_tone, plain, squeeze

SAME = [
    ("hoà", "hòa"),
    ("Uỷ ban", "Ủy ban"),
    ("KHOẺ", "khỏe"),
    ("thuỷ lợi", "thủy lợi"),
    ("Phó\u00a0 Bí thư", "phó bí thư"),
    ("Thanh\u200b Hóa\ufeff", "Thanh Hoá"),
    ("2020 – 2025", "2020 - 2025"),
    ("“nói lời hay”", '"nói lời hay"'),
    ("Đ/c", "đ/C"),
    ("dòng\r\n  hai", "dòng hai"),
    ("ｈộｉ nghị", "hội nghị"),
]

DIFFERENT = [
    ("Hoa", "Hòa"),
    ("Lê Minh Hoà", "Lê Minh Hóa"),
    ("12/2024", "12/2025"),
    ("Ban", "Bản"),
    ("họp", "họp."),
]

OLD_TONE = [
    ("hoà", "hòa"),
    ("HOÀ", "HÒA"),
    ("khoẻ", "khỏe"),
    ("uỷ", "ủy"),
    ("thuý", "thúy"),
    ("quý", "quý"),
    ("Quỳnh", "Quỳnh"),
    ("toàn", "toàn"),
    ("hoài", "hoài"),
    ("huỳnh", "huỳnh"),
    ("xoè", "xòe"),
    ("Tuý.", "Túy."),
    ("họach", "hoạch"),
    ("Kế họach", "Kế hoạch"),
    ("Hòang", "Hoàng"),
    ("HÒANG", "HOÀNG"),
    ("Đaị", "Đại"),
    ("thỏai", "thoải"),
    ("hùynh", "huỳnh"),
    ("trừơng", "trường"),
    ("tìên", "tiền"),
    ("gía", "giá"),
    ("gỉai", "giải"),
    ("qủa", "quả"),
    ("qúy", "quý"),
    ("nghiã", "nghĩa"),
    ("cuả", "của"),
    ("nưã", "nữa"),
    ("caó", "cáo"),
    ("giếng", "giếng"),
    ("gìn", "gìn"),
    ("giá", "giá"),
    ("thuở", "thuở"),
    ("khuỷu", "khuỷu"),
    ("của", "của"),
    ("Soóc", "Soóc"),
    ("Sòang-Aí", "Soàng-Ái"),
    ("Mòabc", "Mòabc"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_alike(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_different(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@pytest.mark.parametrize(("printed", "old"), OLD_TONE)
def test_old_tone(printed: str, old: str) -> None:
    assert old_tone(printed) == old


def test_squeeze_keeps_letters_and_marks() -> None:
    assert squeeze("\ufeff  Đ/c Nguyễn\u00a0\u00a0Thị Kiều Linh –Phó Bí thư–\n") == "Đ/c Nguyễn Thị Kiều Linh –Phó Bí thư–"


@given(st.text())
def test_fold_is_stable_and_blind_to_unicode_form(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(st.text(alphabet="aoeuyàáảãạèéẻẽẹỳýỷỹỵqQhntAOUÀÝ "))
def test_old_tone_keeps_length(text: str) -> None:
    assert len(old_tone(text)) == len(text)


@given(st.text())
def test_plain_is_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", plain(text))
    assert unicodedata.is_normalized("NFC", nfc(text))
