"""Thành phố Sóc Trăng (VNPT vnPortal classic)."""

from portals.cms.vnportal import VnPortal
from portals.portal import Expectations, Portal, Section
from portals.spiders.base import PortalSpider


class SocTrangSpider(PortalSpider):
    name = "soctrang"
    portal = Portal(
        name="soctrang",
        title="Cổng thông tin điện tử UBND Thành phố Sóc Trăng",
        hosts=("ubndtp.soctrang.gov.vn", "soctrang.gov.vn", "www.soctrang.gov.vn"),
        cms=VnPortal(sname="tpsoctrang", sid=1279),
        place="thành phố Sóc Trăng",
        province="tỉnh Sóc Trăng",
        sections=(Section("Tin tức sự kiện", "/tpsoctrang/1279/30571/54021/Tin-tuc-su-kien/"),),
        expectations=Expectations(fill={"title": 1.0, "body": 0.98}),  # the portal prints no publication dates
    )
