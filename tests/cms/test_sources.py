"""What each CMS's feeds and sitemaps are worth, on lists of our own."""

from __future__ import annotations

import pytest

from portals.cms.generators import Places, places_of
from portals.cms.generic import Generic
from portals.cms.nukeviet import NukeViet
from portals.cms.wordpress import WordPress
from portals.items import RawPage
from portals.webpage.feeds import read_feed
from portals.webpage.sitemaps import read_sitemap

SITE = "https://khelang.example.gov.vn"
ARTICLE = f"{SITE}/vi/news/nong-nghiep/dao-gieng-cho-ba-xom-1204.html"


def test_nukeviet_prints_the_month_where_the_minutes_belong() -> None:
    """16:47 of 9 March is printed as 09:03 GMT, so only the day is true; the evening of the 9th in London is the 10th here."""
    for clock, day in (("09:03:00", "2025-03-09"), ("18:03:00", "2025-03-10")):
        item = f"<item><title>Đào giếng</title><link>{ARTICLE}</link><pubDate>Sun, 09 Mar 2025 {clock} GMT</pubDate></item>"
        page = RawPage(f"{SITE}/vi/news/rss/", f"<rss><channel>{item}</channel></rss>".encode())
        assert [link.listed.published_raw for link in read_feed(page, NukeViet(), NukeViet.feed_time)] == [day]


def test_nukeviet_s_lastmod_is_the_publication() -> None:
    entry = f"<url><loc>{ARTICLE}</loc><lastmod>2025-03-09T16:47:00+07:00</lastmod></url>"
    page = RawPage(f"{SITE}/sitemap-vi.news.xml", f"<urlset>{entry}</urlset>".encode())
    listed = read_sitemap(page, NukeViet(), published=NukeViet.lastmod_is_publication).links[0].listed
    assert (listed.published_raw, listed.source) == ("2025-03-09T16:47:00+07:00", "sitemap")


@pytest.mark.parametrize(
    ("source", "feeds", "sitemaps"),
    [
        ('<meta name="Generator" content="Drupal 10 (https://www.drupal.org)">', ("/rss.xml",), ("/sitemap.xml",)),
        (
            '<script src="/media/system/js/core.js">',
            ("/?format=feed&type=rss", "/index.php?format=feed&type=rss"),
            ("/sitemap.xml",),
        ),
        ('<div id="dnn_ContentPane">', (), ("/SiteMap.aspx", "/sitemap.xml")),
        ("<p>Không ai biết</p>", (), ("/sitemap.xml",)),
    ],
)
def test_places_of_systems_without_a_module(source: str, feeds: tuple[str, ...], sitemaps: tuple[str, ...]) -> None:
    assert places_of(source, Generic()) == Places(feeds, sitemaps)


def test_a_module_s_own_places_come_first() -> None:
    assert places_of("", WordPress()).feeds == ("/feed/",)
