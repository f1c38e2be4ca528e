"""Feeds and sitemaps: the articles they name, with what they say of them."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import pytest
from lxml import etree

from portals.cms.generic import Generic
from portals.cms.trangchu import TrangChu
from portals.errors import Rejected
from portals.items import ListingMetadata, RawPage
from portals.portal import Link
from portals.registry import load_portal
from portals.stages import clean
from portals.webpage.addresses import same_site
from portals.webpage.feeds import read_feed
from portals.webpage.sections import find_sections
from portals.webpage.sitemaps import changed_at, feeds_of, read_sitemap, sitemaps_of

B = TrangChu()
SITE = "https://tpthanhhoa.thanhhoa.gov.vn"
TITLE = "Xã Mai Khê nạo vét mương trước mùa mưa"


def page(body: str, path: str = "/rss/tin.rss", **headers: str) -> RawPage:
    return RawPage(f"{SITE}{path}", body.encode(), headers=headers)


def url(number: int) -> str:
    return f"{SITE}/web/trang-chu/tin-tuc/bai-{number}.html"


RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Tin</title><link>{SITE}/</link>
<atom:link href="{SITE}/rss/tin.rss" rel="self"/>
<item><title>{TITLE}</title><link>{url(1)}?utm_source=rss</link><pubDate>Wed, 23 Apr 2025 18:04:00 GMT</pubDate></item>
<item><title><![CDATA[Họp &quot;bàn tròn&quot; &amp;amp; hiến kế]]></title><guid>{url(2)}</guid></item>
<item><title>Trang tĩnh</title><link>{SITE}/gioi-thieu.pdf</link></item>
<item><title>Lần nữa</title><link>{url(1)}</link></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Tin</title>
<entry><title>{TITLE}</title><link rel="self" href="/x"/><link rel="alternate" href="{url(1)}"/>
<published>2025-04-23T08:04:00Z</published><updated>2025-05-01T00:00:00+07:00</updated></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>{TITLE}</title><link>{url(1)}</link><dc:date>2025-04-23</dc:date></item></rdf:RDF>"""


def test_rss() -> None:
    assert read_feed(page(RSS), B) == (
        Link(url(1), ListingMetadata(None, TITLE, "Wed, 23 Apr 2025 18:04:00 GMT", "feed")),
        Link(url(2), ListingMetadata(None, 'Họp "bàn tròn" & hiến kế', None, "feed")),
    )


def test_atom_and_rdf() -> None:
    listed = ListingMetadata(None, TITLE, "2025-04-23T08:04:00Z", "feed")
    assert read_feed(page(ATOM), B) == (Link(url(1), listed, "2025-04-30T17:00:00Z"),)
    assert read_feed(page(RDF), B) == (Link(url(1), ListingMetadata(None, TITLE, "2025-04-23", "feed")),)


def test_a_clock_that_lies_is_worth_its_day() -> None:
    """NukeViet 4.5 prints the month where the minutes belong; the hour says that it is the 24th in Vietnam."""
    assert read_feed(page(RSS), B, "day")[0].listed.published_raw == "2025-04-24"
    assert read_feed(page(RSS), B, "none")[0].listed.published_raw is None


def test_posts_in_json() -> None:
    post = {"link": url(1), "title": {"rendered": "Họp &#8220;bàn&#8221; tròn đầu năm"}, "date": "2025-04-23T15:04:00"}
    posts = json.dumps([post])
    listed = ListingMetadata(None, "Họp “bàn” tròn đầu năm", "2025-04-23T15:04:00", "feed")
    assert read_feed(page(posts, "/wp-json/wp/v2/posts"), B) == (Link(url(1), listed),)


@pytest.mark.parametrize("body", ["", "<html><body><p>404", "không phải nguồn tin", "<urlset></urlset>"])
def test_what_is_no_feed_has_a_name(body: str) -> None:
    with pytest.raises(Rejected, match="not_a_feed"):
        read_feed(page(body), B)


def test_entities_are_not_followed() -> None:
    item = f"<item><title>&a;</title><link>{url(1)}</link></item>"
    body = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss>{item}</rss>'
    assert read_feed(page(body), B)[0].listed.title == "&a;"


def urlset(*entries: str) -> str:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(entries)}</urlset>'


def entry(number: int, more: str = "") -> str:
    return f"<url><loc>{url(number)}</loc>{more}</url>"


def test_sitemap() -> None:
    body = urlset(entry(1, "<lastmod>2025-04-23T15:18:00+07:00</lastmod>"), entry(2), f"<url><loc>{SITE}/</loc></url>")
    plain = read_sitemap(page(body, "/sitemap.xml"), B)
    assert plain.links == (
        Link(url(1), ListingMetadata(source="sitemap"), "2025-04-23T08:18:00Z"),
        Link(url(2), ListingMetadata(source="sitemap")),
    )
    packed = RawPage(f"{SITE}/sitemap.xml.gz", gzip.compress(body.encode()))
    assert read_sitemap(packed, B) == plain
    published = read_sitemap(page(body, "/sitemap.xml"), B, published=True)
    assert published.links[0].listed.published_raw == "2025-04-23T15:18:00+07:00"


def test_news_sitemap_says_when_it_was_published() -> None:
    news = (
        '<n:news xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><n:publication_date>2025-04-23</n:publication_date>'
        f"<n:title>{TITLE}</n:title></n:news><lastmod>2025-06-01</lastmod>"
    )
    link = read_sitemap(page(urlset(entry(1, news)), "/news.xml"), B).links[0]
    assert link == Link(url(1), ListingMetadata(None, TITLE, "2025-04-23", "sitemap"), "2025-05-31T17:00:00Z")


def test_a_sitemap_made_anew_at_each_request_says_nothing_of_changes() -> None:
    body = urlset(*(entry(n, "<lastmod>2026-06-25T03:00:01Z</lastmod>") for n in range(12)))
    assert {link.changed_at for link in read_sitemap(page(body, "/sitemap.xml"), B).links} == {None}


def test_index_without_those_of_tags_and_users() -> None:
    names = (
        "wp-sitemap-posts-post-1",
        "wp-sitemap-users-1",
        "sitemap-vi.about",
        "wp-sitemap-taxonomies-category-1",
        "sitemap-vi.news",
        "tag-sitemap",
    )
    body = "".join(f"<sitemap><loc>/{name}.xml</loc></sitemap>" for name in names)
    found = read_sitemap(page(f"<sitemapindex>{body}</sitemapindex>", "/sitemap.xml"), B)
    assert found.children == (f"{SITE}/wp-sitemap-posts-post-1.xml", f"{SITE}/sitemap-vi.news.xml")


def test_plain_list_of_addresses() -> None:
    assert [link.url for link in read_sitemap(page(f"{url(1)}\n{SITE}/\n{url(2)}\n", "/sitemap.txt"), B).links] == [
        url(1),
        url(2),
    ]


@pytest.mark.parametrize(("lastmod", "utc"), [("2025-04-23", "2025-04-22T17:00:00Z"), ("hôm qua", None), ("", None)])
def test_changed_at(lastmod: str, utc: str | None) -> None:
    assert changed_at(lastmod) == utc


def test_what_robots_and_pages_advertise() -> None:
    assert sitemaps_of("User-agent: *\nsitemap: /a.xml\nSITEMAP:/b.xml\nSitemap: /a.xml") == ("/a.xml", "/b.xml")
    head = (
        "<link rel='alternate' type='application/rss+xml' href='/rss/'><link rel='alternate' hreflang='en' href='/en/'>"
        "<link rel='alternate' type='application/rss+xml' href='/comments/feed/'>"
        "<link rel='https://api.w.org/' href='/wp-json/'>"
    )
    tree = etree.HTML(f"<html><head>{head}</head><body><a href='/khac/rss/'>RSS</a></body></html>")
    assert feeds_of(tree, f"{SITE}/") == (
        f"{SITE}/rss/",
        f"{SITE}/wp-json/wp/v2/posts?per_page=100&_fields=link,title,date,modified",
    )
    tree = etree.HTML("<html><body><a href='/vi/news/rss/tin-tuc/'>RSS</a><a href='/tin'>Tin</a></body></html>")
    assert feeds_of(tree, f"{SITE}/") == (f"{SITE}/vi/news/rss/tin-tuc/",)


UNDATED = (
    "<html><body><form><input name='__VIEWSTATE'></form><div><div>Lượt xem: 12</div><h1>{title}</h1>"
    "<p>Bà con thôn Mai Khê cùng nhau nạo vét hơn hai trăm mét mương nội đồng để kịp nước cho vụ mới, có đoàn viên giúp.</p>"
    "<p>Hợp tác xã cho mượn máy, mỗi hộ góp hai công, việc xong trước khi trời chuyển mưa lớn.</p></div></body></html>"
)


@pytest.mark.parametrize(
    ("listed", "source", "value"),
    [
        (ListingMetadata("Tin", TITLE, "(05/07/2022)"), "listing", "2022-07-05"),
        (ListingMetadata(None, TITLE, "Wed, 23 Apr 2025 18:04:00 GMT", "feed"), "feed", "2025-04-24T01:04:00+07:00"),
        (ListingMetadata(None, TITLE, "2025-04-23T15:18:00+07:00", "sitemap"), "sitemap", "2025-04-23T15:18:00+07:00"),
        (ListingMetadata(None, TITLE, None, "sitemap"), None, None),
    ],
)
def test_the_record_says_which_list_dated_it(listed: ListingMetadata, source: str | None, value: str | None) -> None:
    address = "https://ubndtp.soctrang.gov.vn/tpsoctrang/1279/30571/54021/400001/Tin/Bai.aspx"
    found = RawPage(address, UNDATED.format(title=TITLE).encode(), fetched_at="2026-06-25T03:00:00Z")
    record = clean(replace(found, listing=listed), load_portal("soctrang"))
    assert (record.published_source, record.published_at) == (source, value)


def test_sections_of_a_home_page() -> None:
    links = {
        "/web/trang-chu/": "Trang chủ",
        "/web/trang-chu/tin-tuc": "Tin tức - Sự kiện",
        "/web/trang-chu/lien-he": "Liên hệ",
        "/web/trang-chu/tin-tuc/bai-1.html": TITLE,
        "https://thanhhoa.gov.vn/web/trang-chu/tin": "Cổng tỉnh",
        "/web/trang-chu/tin-tuc/": "Tin tức",
        "/web/trang-chu/van-hoa": "Văn hóa - Xã hội",
    }
    body = "".join(f"<li><a href='{href}'>{text}</a></li>" for href, text in links.items())
    found = find_sections(page(f"<html><body><ul>{body}</ul></body></html>", "/"), B, same_site)
    assert [(section.name, section.path) for section in found] == [
        ("Tin tức - Sự kiện", "/web/trang-chu/tin-tuc"),
        ("Văn hóa - Xã hội", "/web/trang-chu/van-hoa"),
    ]


def test_a_menu_names_sections_whatever_their_addresses_look_like() -> None:
    menu = "<nav><a href='/hoat-dong-cua-lanh-dao'>Hoạt động của lãnh đạo</a></nav>"
    home = page(f"<html><body>{menu}<p><a href='/bai-viet-dai-ve-thon'>Bài dài</a></p></body></html>", "/")
    assert [section.path for section in find_sections(home, Generic(), same_site, guess=True)] == ["/hoat-dong-cua-lanh-dao"]
    assert find_sections(home, Generic(), same_site) == ()
    listed = (Link("https://khelang.example.gov.vn/hoat-dong-cua-lanh-dao"),)
    assert find_sections(home, Generic(), same_site, guess=True, articles=listed) == ()
