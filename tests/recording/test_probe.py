"""What a look at a site says, without a network."""

from __future__ import annotations

import pytest

from portals.items import ListingMetadata, RawPage
from portals.portal import at_host
from portals.recording.probe import changed_fields, copy_differences, losses, sample_of
from portals.recording.probe_spider import redirected
from portals.registry import load_portal

URL = "https://maukhe.gov.vn/tin-tuc/khoi-cong-cau-di-bo-qua-kenh-muoi.html"
TEXT = "Sáng nay, Ủy ban nhân dân thị trấn Mẫu Khê khởi công cầu đi bộ qua kênh Mười, dài 45 mét, rộng 3 mét. " * 3
PAGE = f"""<html><head><title>Khởi công cầu đi bộ qua kênh Mười</title></head><body>
<ul><li><a href="/tin-tuc">Tin tức</a></li><li><a href="https://khac.vn/">Nơi khác</a></li></ul>
<h1>Khởi công cầu đi bộ qua kênh Mười</h1><p>Đăng lúc: 05/07/2022 08:30</p><p>{TEXT}</p><p>{TEXT}</p>
<footer><a href="/van-ban/huong-dan.pdf">Hướng dẫn</a><iframe src="https://ban-do.vn/x"></iframe></footer>
<script src="/dem.js"></script><!--dem--></body></html>"""
PORTAL = at_host(load_portal("any"), URL)


def page(html: str = PAGE, **listed: str) -> RawPage:
    return RawPage(URL, html.encode(), listing=ListingMetadata(**listed), fetched_at="2024-01-01T00:00:00Z")  # type: ignore[arg-type]


def test_each_field_has_a_witness() -> None:
    title = "Khởi công cầu đi bộ qua kênh Mười"
    said = {each.name: each.witness for each in sample_of(page(title=title, section="Tin tức"), PORTAL).fields}
    assert said["title"] == "page (labels); metadata and listing agree"
    assert said["published_at"] == "page (labels), printed 'Đăng lúc: 05/07/2022 08:30'"
    assert said["section"] == "listing"
    assert said["body"] == "page (labels)"


def test_a_title_that_metadata_denies_is_told() -> None:
    other = PAGE.replace("<title>Khởi công cầu đi bộ qua kênh Mười", "<title>Cổng thông tin thị trấn")
    said = {each.name: each.witness for each in sample_of(page(other), PORTAL).fields}
    assert said["title"] == "page (labels); metadata says 'Cổng thông tin thị trấn'"


def test_what_would_be_lost_is_named() -> None:
    lost = losses(sample_of(page(), PORTAL), [page()], PORTAL)
    assert lost["frames"] == ["https://ban-do.vn/x"]
    assert lost["scripts (not run)"] == ["1"]
    assert lost["other hosts"] == ["khac.vn (1)"]


def test_a_page_that_is_no_article_has_its_reason() -> None:
    sample = sample_of(page("<html><body></body></html>"), PORTAL)
    assert (sample.article, bool(sample.rejected), sample.fields) == (None, True, ())
    assert losses(sample, [], PORTAL)["sample rejected"] == [f"{sample.rejected}: {URL}"]


def test_what_changes_by_itself() -> None:
    second = page(PAGE.replace("<!--dem-->", "<p>Lượt truy cập: 17</p>"))
    assert copy_differences(page(), page()) == []
    assert {each for each in copy_differences(page(), second) if each.startswith("+")} == {"+ <p>Lượt truy cập: 17", "+ </p>"}
    assert changed_fields(page(), second, PORTAL) == []
    assert changed_fields(page(), page(PAGE.replace("45 mét", "46 mét")), PORTAL) == ["body"]


@pytest.mark.parametrize(
    ("asked", "answered", "hosts", "scheme"),
    [
        ("http://dongnai.gov.vn/", "https://www.dongnai.gov.vn/", ("www.dongnai.gov.vn", "dongnai.gov.vn"), "https"),
        ("https://dongnai.gov.vn/", "https://dongnai.gov.vn/vi/", ("dongnai.gov.vn",), "https"),
    ],
)
def test_a_site_is_declared_where_it_answers(asked: str, answered: str, hosts: tuple[str, ...], scheme: str) -> None:
    found = redirected(at_host(load_portal("any"), asked), answered)
    assert (found.hosts, found.scheme) == (hosts, scheme)
