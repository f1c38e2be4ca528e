"""Wording of police reports, visits and work schedules. The sentences are our own; the persons are invented."""

from __future__ import annotations

import pytest

from tests.text.officials.scores import with_status

CASES: list[tuple[str, str, list[tuple[str, tuple[str, ...]]]]] = [
    (
        "a residence between name and post",
        "Bị can là ông Vũ Bền (sinh năm 1970), trú tại xã Hòa Bình, thành phố Biên Hòa, chi cục trưởng Chi cục Thủy lợi.",
        [("Vũ Bền", ("Chi cục trưởng Chi cục Thủy lợi",))],
    ),
    (
        "two residences",
        "Gồm bà Lê Mai (SN 1981), ngụ tại số 5 đường Hoa Sen, phường 5, giám đốc Trung tâm Khuyến nông; "
        "và Vũ Bền, thường trú tại thị trấn Cờ Đỏ, nguyên giám đốc Sở Y tế.",
        [("Lê Mai", ("Giám đốc Trung tâm Khuyến nông",)), ("Vũ Bền", ("nguyên Giám đốc Sở Y tế/former",))],
    ),
    (
        "somebody else behind a residence",
        "Anh Vũ Bền, trú tại phường 5, báo tin cho Giám đốc Sở Y tế Lê Mai.",
        [("Lê Mai", ("Giám đốc Sở Y tế",))],
    ),
    (
        "the name of a body behind a person's own post",
        "Khởi tố cục trưởng Cục Hải quan Hồ Sơn Trung\nBà Lê Mai, cục trưởng Cục Hải quan Hồ Sơn Trung, đã bị khởi tố.",
        [("Lê Mai", ("Cục trưởng Cục Hải quan Hồ Sơn Trung",))],
    ),
    (
        "a body named without its head",
        "Giám đốc Trung tâm Bảo trợ Trần Sơn Hà nghỉ việc. Nhiều trẻ em ở Trung tâm Bảo trợ Trần Sơn Hà còn nhỏ.",
        [],
    ),
    (
        "a person behind another's post",
        "Dự có ông Vũ Bền, Cục trưởng Cục Hải quan Trần Thị Mai, Trưởng Công an huyện Đỗ Văn An.",
        [("Trần Thị Mai", ("Cục trưởng Cục Hải quan",)), ("Đỗ Văn An", ("Trưởng Công an huyện",))],
    ),
    (
        "a head of state's wife",
        "Phu nhân Chủ tịch nước Vũ Văn Bền, bà Lê Mai tặng sách.",
        [("Vũ Văn Bền", ("Chủ tịch nước",))],
    ),
    ("a wife alone", "Phu nhân Thủ tướng Chính phủ, bà Lê Mai, tặng sách.", []),
    (
        "a long committee with `các`",
        "Theo ông Vũ Bền - giám đốc Ban quản lý dự án xây dựng các công trình thủy lợi TP (chủ đầu tư), đê sẽ xong.",
        [("Vũ Bền", ("Giám đốc Ban Quản lý dự án xây dựng các công trình thủy lợi thành phố",))],
    ),
    (
        "an envoy who leads a delegation",
        "Đoàn do Đại sứ, Trưởng Phái đoàn Việt Nam tại Vienna Vũ Văn Bền làm Trưởng đoàn, đã đến họp.",
        [("Vũ Văn Bền", ("Đại sứ", "Trưởng Phái đoàn Việt Nam tại Vienna"))],
    ),
    (
        "the confederation of unions in short",
        "Đồng chí Vũ Bền - Phó Chủ tịch Tổng Liên đoàn tặng quà thợ mỏ.",
        [("Vũ Bền", ("Phó Chủ tịch Tổng Liên đoàn",))],
    ),
    (
        "a hero of labour",
        "Đoàn thăm phó giáo sư, tiến sĩ Vũ Bền, Anh hùng Lao động, nguyên hiệu trưởng Trường đại học Tây Nguyên.",
        [("Vũ Bền", ("nguyên Hiệu trưởng Trường đại học Tây Nguyên/former",))],
    ),
    (
        "a dead hero is none",
        "Đoàn thăm nhà lưu niệm anh hùng Vũ Bền, Chủ tịch UBND xã kể lại.",
        [],
    ),
    (
        "a schedule with short posts",
        "Lịch công tác của UBND tỉnh\nSáng\nCT Vũ Văn Bền\nChiều\nPCT Lê Mai",
        [("Vũ Văn Bền", ("Chủ tịch",)), ("Lê Mai", ("Phó Chủ tịch",))],
    ),
    (
        "a body that a wider one directs",
        "Bà Lê Mai, giám đốc Ban Quản lý bến xe trực thuộc UBND thành phố Cà Mau, trả lời.",
        [("Lê Mai", ("Giám đốc Ban Quản lý bến xe trực thuộc Ủy ban nhân dân thành phố Cà Mau",))],
    ),
    (
        "a field that begins like a predicate",
        "Ông Vũ Bền, chi cục trưởng Chi cục kiểm tra sau thông quan, trả lời.",
        [("Vũ Bền", ("Chi cục trưởng Chi cục kiểm tra sau thông quan",))],
    ),
    (
        "two countries in a body's name",
        "Ông Vũ Bền, viện trưởng Viện Nghiên cứu Việt - Pháp, và bà Lê Mai, Hiệu trưởng Trường Cao đẳng Đức - Việt, ký kết.",
        [("Vũ Bền", ("Viện trưởng Viện Nghiên cứu Việt - Pháp",)), ("Lê Mai", ("Hiệu trưởng Trường Cao đẳng Đức - Việt",))],
    ),
]


@pytest.mark.parametrize(("text", "persons"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_reports(text: str, persons: list[tuple[str, tuple[str, ...]]]) -> None:
    assert with_status(text) == persons
