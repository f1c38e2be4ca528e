"""Articles for the tests of the store."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from portals.items import Article, Attachment, Image, Official, Position

TEXT = "Sáng 9/8, Ủy ban nhân dân thành phố họp phiên thường kỳ. Hội nghị bàn về việc chỉnh trang đô thị và trồng cây xanh."


def article(number: int = 1, day: int = 1, **values: Any) -> Article:
    """An article as a crawl on that day of January 2024 captured it."""
    made = Article(
        id=f"thanhhoa:{number}",
        portal="thanhhoa",
        url=f"https://example.gov.vn/web/trang-chu/tin-tuc/{number}.html",
        title=f"Hội nghị số {number} về hòa giải ở cơ sở",
        body=f"{TEXT} Đây là cuộc họp thứ {number} trong năm.",
        byline="Thanh Xuân",
        published_at="2023-08-09T07:30:00+07:00",
        published_precision="second",
        published_raw="Đăng lúc: 09/08/2023 07:30:00 (GMT+7)",
        published_source="page",
        images=[Image("https://example.gov.vn/file/thumb/500/123456789.jpg", "Toàn cảnh hội nghị")],
        attachments=[Attachment("https://example.gov.vn/file/download/123456789.html", "Kế hoạch số 12")],
        officials=[Official("Lê Văn Mẫu", "Lê Văn Mẫu", positions=[Position("Bí thư Thành ủy", "Bí thư", "Thành ủy")])],
        view_count=10,
        fetched_at=f"2024-01-{day:02}T00:00:00Z",
        warc_file=f"crawl-{day}.warc.gz",
        warc_record_id=f"<urn:uuid:{day}-{number}>",
        payload_digest=f"sha1:{day}-{number}",
        run_id=f"thanhhoa-2024010{day}",
    )
    return replace(made, **values)
