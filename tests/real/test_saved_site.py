"""Saved sites of a real CMS on loopback: every public article once, and nothing fetched again by a second crawl.

`PORTALS_SAVED_SITE` names the folder of a saved NukeViet (`index.jsonl`, `truth.jsonl`), which is no part of the project.
The small site is made here of the reconstructed pages.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from portals.cms.generic import Generic
from portals.cms.nukeviet import NukeViet
from portals.portal import Portal, Section
from tests.fixtures.cases import CMS
from tests.real.crawling import crawl
from tests.real.measure import rows
from tests.real.serve_saved import SavedSite, served

SAVED = os.environ.get("PORTALS_SAVED_SITE", "")
HOST = "https://xuanthanh.dongnai.example.vn"


def portal(cms: NukeViet, *sections: Section, sitemaps: tuple[str, ...] = ()) -> Portal:
    return Portal("saved", "", ("saved.example.vn",), cms, "", "", sections, scheme="http", sitemaps=sitemaps, advertised=False)


def small_site(folder: Path) -> SavedSite:
    """A listing with an article that is open to all, one for members, one that leads elsewhere; a sitemap names a fourth."""
    article = json.loads((CMS / "nukeviet/version-5/meta.json").read_text("utf-8"))["url"].removeprefix(HOST)
    members = json.loads((CMS / "nukeviet/members-only/meta.json").read_text("utf-8"))["url"].removeprefix(HOST)
    elsewhere, only_mapped = "/tin-hoat-dong/bao-ban-viet-ve-xa-440.html", "/tin-hoat-dong/xa-gat-lua-truoc-bao-439.html"
    items = "".join(f"<h3><a href='{path}'>{path[16:40]} của xã nhà</a></h3>" for path in (article, members, elsewhere))
    pages = {
        "/tin-hoat-dong/": f"<html><body><h1>Tin hoạt động</h1><div class='news_column'>{items}</div></body></html>",
        article: (CMS / "nukeviet/version-5/page.html").read_text("utf-8"),
        members: (CMS / "nukeviet/members-only/page.html").read_text("utf-8"),
        only_mapped: (CMS / "nukeviet/version-5/page.html").read_text("utf-8").replace("900 ha", "650 ha"),
        "/sitemap-vi.news.xml": "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        f"<url><loc>{HOST}{only_mapped}</loc><lastmod>2024-08-30T07:00:00+07:00</lastmod></url></urlset>",
    }
    index = [{"url": f"{HOST}{elsewhere}", "file": "", "status": 302, "location": "https://bao.example.vn/bai-viet"}]
    for number, (path, text) in enumerate(pages.items()):
        (folder / f"{number}.html").write_text(text, "utf-8")
        kind = "text/xml" if path.endswith(".xml") else "text/html; charset=utf-8"
        index.append({"url": f"{HOST}{path}", "file": f"{number}.html", "status": 200, "type": kind})
    (folder / "index.jsonl").write_text("".join(json.dumps(row) + "\n" for row in index), "utf-8")
    return SavedSite(folder)


@pytest.mark.slow
def test_listing_and_sitemap_lead_to_every_public_article(tmp_path: Path) -> None:
    site_folder = tmp_path / "site"
    site_folder.mkdir()
    site = small_site(site_folder)
    declared = portal(NukeViet(bare=True), Section("Tin hoạt động", "/tin-hoat-dong/"), sitemaps=("/sitemap-vi.news.xml",))
    with served(site) as address:
        _, records = crawl(tmp_path, declared, address)
        assert sorted(record["id"] for record in records) == ["saved:news-438", "saved:news-439"]
        assert {record["extraction"] for record in records} == {"selectors"}
        assert max(site.asked.values()) == 1
        site.asked.clear()
        _, records = crawl(tmp_path, declared, address)
    assert records == []
    assert not [path for path in site.asked if path.endswith(("438.html", "439.html"))]


@pytest.mark.slow
def test_a_blog_whose_home_page_is_its_only_list(tmp_path: Path) -> None:
    """No menu, no feed, no sitemap: only the pager of the home page leads to the older half."""
    folder, index = tmp_path / "site", []
    folder.mkdir()
    titles = [f"Khánh thành nhà văn hóa khu phố số {number} sau hai năm" for number in range(8)]
    text = "<p>Công trình do bà con góp công, huyện hỗ trợ một phần kinh phí, dự kiến xong trước mùa khô năm tới.</p>" * 3
    lists = {
        path: "".join(f"<div><h2><a href='/p/{n}'>{titles[n]}</a></h2>{text[:110]}</div>" for n in range(first, first + 4))
        for path, first in (("/", 0), ("/page/2/", 4))
    }
    pages = {f"/p/{n}": f"<main><h1>{title}</h1><time>{n + 1}/9/2025</time>{text}</main>" for n, title in enumerate(titles)}
    pages |= {"/": f"{lists['/']}<p><a href='/page/2/'>Bài cũ hơn</a></p>", "/page/2/": lists["/page/2/"]}
    for number, (path, body) in enumerate(pages.items()):
        (folder / f"{number}.html").write_text(f"<!DOCTYPE html><html><body>{body}</body></html>", "utf-8")
        index.append({"url": f"{HOST}{path}", "file": f"{number}.html", "status": 200})
    (folder / "index.jsonl").write_text("".join(json.dumps(row) + "\n" for row in index), "utf-8")
    declared = Portal("blog", "", ("blog.example.vn",), Generic(), "", "", (), scheme="http")
    with served(SavedSite(folder)) as address:
        code, records = crawl(tmp_path, declared, address)
    assert (code, sorted(record["title"] for record in records)) == (0, titles)
    assert {record["section"] for record in records} == {None}


@pytest.mark.skipif(not SAVED, reason="PORTALS_SAVED_SITE names no saved site")
def test_a_whole_saved_nukeviet_is_found(tmp_path: Path) -> None:
    site = SavedSite(Path(SAVED))
    truth = rows(Path(SAVED) / "truth.jsonl")
    declared = portal(
        NukeViet(),
        Section("Tin tức", "/vi/news/tin-tuc-su-kien/"),
        Section("Thông báo", "/vi/news/thong-bao/"),
        sitemaps=("/sitemap-vi.news.xml",),
    )
    with served(site) as address:
        _, records = crawl(tmp_path, declared, address)
        found = {record["id"] for record in records}
        assert {f"saved:news-{line['id']}" for line in truth if line["status"] == "ok"} <= found
        assert max(site.asked.values()) == 1
        site.asked.clear()
        _, records = crawl(tmp_path, declared, address)
    assert records == []
    assert not [path for path in site.asked if path.endswith(".html")]
