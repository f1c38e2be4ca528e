"""How a person and an office are written, one pattern a line. The sentences are our own; the persons are invented."""

from __future__ import annotations

import pytest

from portals.text.officials import find_officials
from tests.text.officials.scores import found

CITY = "Chủ tịch Ủy ban nhân dân thành phố"

PATTERNS = [
    ("comma", "Ông Lê Văn Bền, Chủ tịch UBND thành phố nói.", {("Lê Văn Bền", (CITY,))}),
    ("hyphen", "Ông Lê Văn Bền - Chủ tịch UBND thành phố nói.", {("Lê Văn Bền", (CITY,))}),
    ("glued en dashes", "Ông Lê Văn Bền –Chủ tịch UBND thành phố– nói.", {("Lê Văn Bền", (CITY,))}),
    ("hyphen without a blank", "Ông Lê Văn Bền- PCT.UBND xã nói.", {("Lê Văn Bền", ("Phó Chủ tịch Ủy ban nhân dân xã",))}),
    ("parentheses", "Ông Lê Văn Bền (Chủ tịch UBND thành phố) nói.", {("Lê Văn Bền", (CITY,))}),
    ("nothing between", "Đại tá Lê Văn Bền Giám đốc Công an tỉnh nói.", {("Lê Văn Bền", ("Giám đốc Công an tỉnh",))}),
    ("before the name", "Chủ tịch UBND thành phố Lê Văn Bền nói.", {("Lê Văn Bền", (CITY,))}),
    ("honorific and post before", "Đ/c Chủ tịch UBND thành phố Lê Văn Bền nói.", {("Lê Văn Bền", (CITY,))}),
    ("post, dash, name", "đồng chí Chủ tịch UBND thành phố – Lê Văn Bền nói.", {("Lê Văn Bền", (CITY,))}),
    ("post, comma, honorific", "Chủ tịch UBND thành phố, ông Lê Văn Bền nói.", {("Lê Văn Bền", (CITY,))}),
    ("chain", "Lê Văn Bền – Bí thư Thành ủy – Chủ tịch UBND thành phố nói.", {("Lê Văn Bền", ("Bí thư Thành ủy", CITY))}),
    ("kiêm", "Ông Lê Văn Bền, Bí thư Thành ủy kiêm Chủ tịch UBND thành phố nói.", {("Lê Văn Bền", ("Bí thư Thành ủy", CITY))}),
    (
        "a list with one honorific",
        "Dự có các đồng chí: Lê Văn Bền, Bí thư Thành ủy; Trần Mai - Phó Bí thư Thành ủy và Vũ An, Chánh Thanh tra tỉnh.",
        {("Lê Văn Bền", ("Bí thư Thành ủy",)), ("Trần Mai", ("Phó Bí thư Thành ủy",)), ("Vũ An", ("Chánh Thanh tra tỉnh",))},
    ),
    (
        "a post before a list of names",
        "Các đồng chí Phó Bí thư Thành ủy: Lê Văn Bền, Trần Mai và Vũ An cùng dự.",
        {(name, ("Phó Bí thư Thành ủy",)) for name in ("Lê Văn Bền", "Trần Mai", "Vũ An")},
    ),
    (
        "two persons joined by a comma",
        "Chủ tịch UBND thành phố Lê Văn Bền, Chánh Văn phòng Thành ủy Trần Mai cùng dự.",
        {("Lê Văn Bền", (CITY,)), ("Trần Mai", ("Chánh Văn phòng Thành ủy",))},
    ),
    ("a caption", "Đồng chí Lê Văn Bền (bìa trái), Chủ tịch UBND thành phố trao quà.", {("Lê Văn Bền", (CITY,))}),
    ("a heading in capitals", "CHỦ TỊCH UBND THÀNH PHỐ LÊ VĂN BỀN KIỂM TRA ĐÊ ĐIỀU", {("Lê Văn Bền", (CITY,))}),
]


@pytest.mark.parametrize(("text", "persons"), [case[1:] for case in PATTERNS], ids=[case[0] for case in PATTERNS])
def test_patterns(text: str, persons: set[tuple[str, tuple[str, ...]]]) -> None:
    assert found(text) == persons


TITLE_ENDS = [
    ("Trưởng phòng Tài chính - Kế hoạch Lê Bền họp.", "Trưởng phòng Tài chính - Kế hoạch"),
    (
        "Phó Chủ tịch UBND phường 5, thành phố Sóc Trăng Lê Bền họp.",
        "Phó Chủ tịch Ủy ban nhân dân phường 5, thành phố Sóc Trăng",
    ),
    ("Trưởng Công an TP.Thanh Hóa Lê Bền họp.", "Trưởng Công an thành phố Thanh Hóa"),
    ("Bí thư Huyện ủy Long Phú Lê Bền họp.", "Bí thư Huyện ủy Long Phú"),
    ("Hiệu trưởng Trường THCS Trần Phú Lê Bền họp.", "Hiệu trưởng Trường Trung học cơ sở Trần Phú"),
    ("Cục trưởng Cục Quản lý đê điều Lê Bền họp.", "Cục trưởng Cục Quản lý đê điều"),
    ("Giám đốc Sở NN&PTNT Lê Bền họp.", "Giám đốc Sở Nông nghiệp và Phát triển nông thôn"),
    ("Chủ tịch Hội LHPN tỉnh Lê Bền họp.", "Chủ tịch Hội Liên hiệp Phụ nữ tỉnh"),
]


@pytest.mark.parametrize(("text", "title"), TITLE_ENDS)
def test_where_a_title_ends_and_the_name_begins(text: str, title: str) -> None:
    assert found(text) == {("Lê Bền", (title,))}


NUMBERED = [
    ("Bí thư Đoàn phường 8", "Bí thư Đoàn phường 8"),
    ("Bí thư Đoàn P.8", "Bí thư Đoàn phường 8"),
    ("Phó Bí thư Đoàn xã Đông Vệ", "Phó Bí thư Đoàn xã Đông Vệ"),
    ("Bí thư Đoàn trường THPT Lê Lợi", "Bí thư Đoàn trường Trung học phổ thông Lê Lợi"),
    ("Bí thư Chi bộ khóm 4", "Bí thư Chi bộ khóm 4"),
    ("Phó Bí thư Chi đoàn khóm 4", "Phó Bí thư Chi đoàn khóm 4"),
    ("Trưởng ấp 3", "Trưởng ấp 3"),
    ("Chủ tịch Hội LHPN quận 1", "Chủ tịch Hội Liên hiệp Phụ nữ quận 1"),
    ("Chủ tịch UBND phường 10", "Chủ tịch Ủy ban nhân dân phường 10"),
    ("Chủ tịch UBND xã", "Chủ tịch Ủy ban nhân dân xã"),
    ("Bí thư Đoàn P.8, TPST", "Bí thư Đoàn phường 8, thành phố Sóc Trăng"),
    ("Chủ tịch UBND TPST", "Chủ tịch Ủy ban nhân dân thành phố Sóc Trăng"),
]


@pytest.mark.parametrize("behind", [", cho biết kết quả.", " cho biết kết quả.", ".", "", "\nToàn cảnh hội nghị"])
@pytest.mark.parametrize(("printed", "title"), NUMBERED)
def test_a_place_with_a_number_stays_whatever_stands_behind_it(printed: str, title: str, behind: str) -> None:
    assert found(f"Anh Trần Văn Mến, {printed}{behind}") == {("Trần Văn Mến", (title,))}


STATUS = [
    ("Ông Lê Bền, nguyên Bí thư Huyện ủy dự.", "former"),
    ("Quyền Chủ tịch UBND tỉnh Lê Bền ký.", "acting"),
    ("HĐND bầu ông Lê Bền giữ chức Chủ tịch UBND xã.", "appointed"),
    ("Miễn nhiệm chức vụ Chủ tịch UBND xã đối với ông Lê Bền.", "former"),
    ("Ông Lê Bền là Chủ tịch UBND xã.", "current"),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_status(text: str, status: str) -> None:
    assert [position.status for position in find_officials(text)[0].positions] == [status]


@pytest.mark.parametrize(
    ("text", "rank", "degree"),
    [
        ("Đồng chí Thượng tá Lê Bền, Trưởng Công an huyện dự.", "Thượng tá", None),
        ("Trung tướng: Lê Bền - Nguyên Tư lệnh Quân khu 9 dự.", "Trung tướng", None),
        ("PGS.TS Lê Bền, Viện trưởng Viện Nghiên cứu Lúa dự.", None, "PGS.TS"),
        ("Giáo sư, Tiến sĩ Lê Bền, nguyên Giám đốc Sở Y tế dự.", None, "Giáo sư, Tiến sĩ"),
    ],
)
def test_ranks_and_degrees(text: str, rank: str | None, degree: str | None) -> None:
    (official,) = find_officials(text)
    assert (official.name, official.rank, official.degree) == ("Lê Bền", rank, degree)


MISTAKES = [
    (
        "Chủ tịch UBND tỉnh Lê Bền, Phó Chủ tịch UBND tỉnh Mai Lan, Giám đốc Sở Y tế Hồ Hải cùng dự.",
        {
            ("Lê Bền", ("Chủ tịch Ủy ban nhân dân tỉnh",)),
            ("Mai Lan", ("Phó Chủ tịch Ủy ban nhân dân tỉnh",)),
            ("Hồ Hải", ("Giám đốc Sở Y tế",)),
        },
    ),
    (
        "Miễn nhiệm chức danh Chủ tịch UBND xã nhiệm kỳ 2021-2026 đối với ông Lê Bền.",
        {("Lê Bền", ("Chủ tịch Ủy ban nhân dân xã",))},
    ),
    ("ĐỒNG CHÍ LÊ VĂN BỀN, BÍ THƯ THÀNH ỦY DỰ HỘI NGHỊ", {("Lê Văn Bền", ("Bí thư Thành ủy",))}),
]


@pytest.mark.parametrize(("text", "persons"), MISTAKES)
def test_mistakes_once_made(text: str, persons: set[tuple[str, tuple[str, ...]]]) -> None:
    assert found(text) == persons
