"""The articles of the room's tests, read by the officials' own reader."""

from __future__ import annotations

from dataclasses import replace

from portals.items import Article, Attachment, Image
from tests.register.articles import HOMES, article

SECRETARY = (
    "Sáng ngày 09/10/2020, đồng chí Lê Văn Mẫu, Bí thư Thành ủy, chủ trì hội nghị về chỉnh trang đô thị tại phường Đông Vệ."
)
HOSTILE = "<script>document.title='broken'</script>"


def room_articles() -> list[Article]:
    """Seven articles: one of them with a script for a title, two of them of one text."""
    elected = "Ngày 05/6/2021, HĐND thành phố bầu bà Trần Thị Hà giữ chức Phó Chủ tịch UBND thành phố."
    return [
        article(1, "2020-10-10", SECRETARY),
        article(2, "2021-06-06", elected),
        replace(
            article(3, "2021-07-07", "Ông Ngô Sỹ Hùng, Chủ tịch Hội Cựu chiến binh thành phố, tặng quà."),
            title=HOSTILE,
            attachments=[
                Attachment("javascript:alert(1)", "Tải về"),
                Attachment("https://example.gov.vn/kế-hoạch.pdf", "Kế hoạch"),
            ],
            images=[Image("https://example.gov.vn/1.jpg", '"><img src=x onerror=alert(1)>')],
        ),
        article(4, None, "Bà Nguyễn Thị Mận, Phó Bí thư Thành ủy, chủ trì cuộc họp.", portal="soctrang"),
        article(5, "2022-01-01", "Đồng chí Lê Văn Mẫu, Bí thư Thành ủy, chúc tết lực lượng công an trực đêm giao thừa."),
        replace(article(6, "2020-10-11", SECRETARY, portal="soctrang"), title="Bí thư Thành ủy chủ trì hội nghị"),
        gone_article(),
    ]


def changed_article() -> Article:
    """A later capture of the second article, with another number in it."""
    before = article(
        2, "2021-06-06", "Ngày 05/6/2021, HĐND thành phố bầu bà Trần Thị Hà giữ chức Phó Chủ tịch Thường trực UBND thành phố."
    )
    return replace(before, fetched_at="2026-01-15T00:00:00Z", payload_digest="sha1:2b", warc_record_id="<urn:uuid:2b>")


def gone_article() -> Article:
    """An article whose page vanished."""
    return article(7, "2019-01-01", "Kế hoạch nghỉ tết của các trường học trên địa bàn.")


__all__ = ["HOMES", "HOSTILE", "changed_article", "gone_article", "room_articles"]
