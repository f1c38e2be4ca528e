"""A simulated site's sitemap (an index of two) and RSS feed: the lists beside its listings."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from urllib.parse import urlsplit

from tests.simulator.answers import Answer
from tests.simulator.prose import Article
from tests.simulator.site import Site

PATHS = ("/sitemap.xml", "/sitemap-tin.xml", "/rss/tin.rss")


def answer(site: Site, target: str, host: str, address: str) -> Answer | None:
    """The source at `target`; None where it is none. `address` is the pattern of an article's address."""
    path = urlsplit(target).path
    if path not in PATHS or not (site.habits.feed if path.endswith(".rss") else site.habits.sitemap):
        return None
    root = f"http://{host}"
    if path == "/sitemap.xml":
        body = "".join(f"<sitemap><loc>{root}/{name}.xml</loc></sitemap>" for name in ("sitemap-users", "sitemap-tin"))
        return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</sitemapindex>')
    articles = [article for number in range(site.articles) if (article := site.article(number))]
    if path.endswith(".xml"):
        body = "".join(_url(site, article, f"{root}{_path(address, article)}") for article in articles)
        return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</urlset>')
    items = "".join(_item(article, f"{root}{_path(address, article)}") for article in articles[: site.habits.feed_length])
    return _xml(f'<rss version="2.0"><channel><title>Tin</title><link>{root}/</link>{items}</channel></rss>')


def _path(address: str, article: Article) -> str:
    return address.format(slug=article.slug, number=article.number)


def _url(site: Site, article: Article, url: str) -> str:
    moment = site.habits.lastmod.get(article.number, f"{article.published:%Y-%m-%dT%H:%M:%S}+07:00")
    return f"<url><loc>{escape(url)}</loc><lastmod>{moment}</lastmod></url>"


def _item(article: Article, url: str) -> str:
    moment = article.published - timedelta(hours=7)
    return (
        f"<item><title>{escape(article.title)}</title><link>{escape(url)}</link>"
        f"<pubDate>{moment:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
    )


def _xml(body: str) -> Answer:
    return Answer(f'<?xml version="1.0" encoding="utf-8"?>{body}'.encode(), headers={"Content-Type": "text/xml; charset=utf-8"})
