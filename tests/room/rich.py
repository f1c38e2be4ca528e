"""A richer store for browsers: a long career, two holders at one time, pairs to decide, and a hostile page in the archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from portals.archive.records import Exchange
from portals.archive.writer import ArchiveWriter
from portals.items import Article
from portals.register.building import refresh
from portals.store import Store
from tests.register.articles import HOMES, article
from tests.room.articles import changed_article, gone_article, room_articles

CAREER = (
    ("2004-03-01", "Phó Chánh Văn phòng UBND tỉnh Thanh Hóa"),
    ("2008-05-05", "Chánh Văn phòng UBND tỉnh Thanh Hóa"),
    ("2012-06-06", "Giám đốc Sở Kế hoạch và Đầu tư tỉnh Thanh Hóa"),
    ("2016-07-07", "Phó Chủ tịch UBND tỉnh Thanh Hóa"),
    ("2019-08-08", "Phó Chủ tịch Thường trực UBND tỉnh Thanh Hóa"),
    ("2022-09-09", "Chủ tịch UBND tỉnh Thanh Hóa"),
    ("2025-10-10", "Phó Bí thư Thường trực Tỉnh ủy Thanh Hóa"),
)
LONG = (
    "Thành phố tổ chức hội nghị đánh giá kết quả thực hiện nhiệm vụ phát triển kinh tế - xã hội, quốc phòng - an ninh "
    "và triển khai phương hướng, nhiệm vụ trọng tâm những tháng cuối năm, gắn với chỉnh trang đô thị"
)
HOSTILE_PAGE = """<html><head><meta http-equiv="refresh" content="0;url=https://evil.example/refresh">
<base href="https://evil.example/"><link rel="stylesheet" href="https://evil.example/a.css">
<style>@import url(https://evil.example/b.css); body {{ background: url(https://evil.example/c.png) }}</style>
<script>top.location = 'https://evil.example/script'; document.title = 'broken'</script></head>
<body onload="top.location='https://evil.example/onload'"><h1>{title}</h1>
<img src="https://evil.example/d.png" onerror="top.document.title='broken'"><iframe src="https://evil.example/e"></iframe>
<svg onload="top.document.title='broken'"><script>top.document.title='broken'</script></svg>
<video src="https://evil.example/f.mp4" autoplay></video><object data="https://evil.example/g"></object>
<form action="https://evil.example/form" target="_top"><button id="send">Gửi</button></form>
<a id="out" href="https://evil.example/link" target="_top">Xem thêm</a>
<a id="run" href="javascript:top.document.title='broken'">Chạy</a>
<p>{body}</p></body></html>"""


def career_articles() -> list[Article]:
    """One person in seven offices over twenty years; each article names the last one, too."""
    return [
        article(100 + number, day, f"Đồng chí Phạm Quốc Khánh, {former}, {post}, phát biểu chỉ đạo tại hội nghị tổng kết năm.")
        for number, ((_, former), (day, post)) in enumerate(pairwise(CAREER))
    ]


def disputed_articles() -> list[Article]:
    """Two persons whom articles of one time put into an office that only one can hold."""
    lines = (
        ("2018-01-10", "Đồng chí Đỗ Văn Sơn, Chủ tịch UBND thành phố, tiếp công dân định kỳ."),
        ("2018-03-12", "Đồng chí Vũ Thị Lan, Chủ tịch UBND thành phố, dự lễ phát động trồng cây."),
        ("2018-09-20", "Đồng chí Đỗ Văn Sơn, Chủ tịch UBND thành phố, kiểm tra công tác phòng chống bão."),
        ("2018-11-02", "Đồng chí Vũ Thị Lan, Chủ tịch UBND thành phố, thăm các gia đình chính sách."),
    )
    return [article(200 + number, day, text) for number, (day, text) in enumerate(lines)]


def namesake_articles() -> list[Article]:
    """Two persons of one name who are likely one."""
    return [
        article(300, "2015-02-03", "Bà Lưu Thị Ngọc Bích, Phó Chủ tịch HĐND thành phố, chủ trì phiên họp."),
        article(301, "2015-04-03", "Bà Lưu Thị Ngọc Bích, Phó Chủ tịch HĐND thành phố, tiếp xúc cử tri."),
        article(302, "2021-02-03", "Bà Lưu Thị Ngọc Bích, Trưởng Ban Tuyên giáo Thành ủy, dự buổi gặp mặt báo chí."),
        article(303, "2021-05-03", "Bà Lưu Thị Ngọc Bích, Trưởng Ban Tuyên giáo Thành ủy, trao giải cuộc thi viết."),
    ]


def long_article() -> Article:
    """An article with everything that is long: title, section, address, file names, texts with several days."""
    body = "\n\n".join(
        f"Ngày {day}/6/2021, đồng chí Lê Văn Mẫu, Bí thư Thành ủy, {what}."
        for day, what in ((5, "kiểm tra tiến độ giải phóng mặt bằng"), (12, "dự lễ khởi công tuyến đường vành đai"))
    )
    address = "https://example.gov.vn/web/trang-chu/" + "tin-tuc-su-kien-noi-bat-" * 8 + "400.html"
    return replace(
        article(400, "2021-06-15", body),
        title=LONG,
        section="Tin tức – Sự kiện – Hoạt động của lãnh đạo thành phố",
        url=address,
    )


def fill_rich(store: Store, archive: Path) -> None:
    """Fill a store, and an archive folder that holds the page of each article: the hostile markup around its text."""
    found = [
        *(one for one in room_articles() if one.id != "thanhhoa:1"),
        next(one for one in room_articles() if one.id == "thanhhoa:1"),
        *career_articles(),
        *disputed_articles(),
        *namesake_articles(),
        long_article(),
    ]
    writer = ArchiveWriter(archive, {"isPartOf": "rich", "run-id": "1"}, datetime(2026, 1, 1, tzinfo=UTC), 10**9)
    store.save([archived(writer, one) for one in found])
    store.save([archived(writer, changed_article())])
    writer.close()
    store.gone(gone_article().id, at="2026-01-20T00:00:00Z")
    refresh(store, HOMES)


def archived(writer: ArchiveWriter, one: Article) -> Article:
    """Return the article as one that cites the page which was just written to the archive."""
    page = HOSTILE_PAGE.format(title=one.title, body=one.body).encode()
    headers = ((b"Content-Type", b"text/html; charset=utf-8"),)
    stored = writer.add(Exchange(one.url, "GET", (), b"", 200, "HTTP/1.1", headers, page), datetime(2026, 1, 1, tzinfo=UTC))
    return replace(
        one,
        warc_file=stored.warc_file,
        warc_record_id=stored.warc_record_id,
        payload_digest=stored.payload_digest,
    )
