"""Thành phố Thanh Hóa (the family under `/web/trang-chu/`)."""

from portals.cms.trangchu import TrangChu
from portals.portal import Expectations, Portal, Section
from portals.spiders.base import PortalSpider


class ThanhHoaSpider(PortalSpider):
    name = "thanhhoa"
    portal = Portal(
        name="thanhhoa",
        title="Cổng thông tin điện tử thành phố Thanh Hóa",
        hosts=("tpthanhhoa.thanhhoa.gov.vn",),
        cms=TrangChu(),
        place="thành phố Thanh Hóa",
        province="tỉnh Thanh Hóa",
        sections=(Section("Tin tức", "/web/trang-chu/tin-tuc"),),
        expectations=Expectations(fill={"title": 1.0, "body": 0.98, "published_at": 0.8}),
    )
