"""Family B as far as it is known: `/web/trang-chu/…`, `?page=N`, the print copy before the article."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs, urlsplit

from tests.simulator.answers import (
    Answer,
    calendar_links,
    html,
    link,
    not_found,
    redesigned,
    sidebar,
    strange_links,
    validators,
)
from tests.simulator.prose import Article
from tests.simulator.site import Site

ARTICLES = "/web/trang-chu/tin-tuc/"


def address(article: Article) -> str:
    """Where the article stands."""
    return f"{ARTICLES}{article.slug}-{article.number}.html"


def aliases(article: Article) -> tuple[str, ...]:
    """Other addresses of the same article."""
    return (f"{address(article)}?b=0", f"{address(article)}#binh-luan")


def answer(site: Site, method: str, target: str, body: bytes, visits: int) -> Answer:
    """The page at `target`."""
    parts = urlsplit(target)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    if parts.path.startswith(ARTICLES) and parts.path.endswith(".html"):
        number = parts.path.removesuffix(".html").rpartition("-")[2]
        article = site.article(int(number)) if number.isdigit() else None
        return _article(site, article, visits) if article and address(article) == parts.path else not_found()
    if parts.path.startswith("/web/trang-chu/lich/"):
        return html(f"<html><body>{calendar_links('/web/trang-chu/lich/', parts.path.rpartition('/')[2])}</body></html>")
    for section, (_, path) in enumerate(site.sections):
        if parts.path == path:
            return _listing(site, section, int(query.get("page", "1")), visits)
    return _front(site, visits) if parts.path in ("/", "/web/trang-chu") else not_found()


def _frame(site: Site, title: str, content: str, visits: int) -> Answer:
    charset = site.habits.charset or "utf-8"
    menu = "".join(f"<li>{link(path, name)}</li>" for name, path in site.sections)
    page = html(
        f"<!DOCTYPE html><html><head><meta charset='{charset}'><title>{escape(title)}</title>{_feed(site)}</head>"
        f"<body><ul class='menu'>{menu}</ul>"
        f"<div class='main'>{content}</div>{sidebar(site, visits)}</body></html>"
    )
    page.headers["Content-Type"] = f"text/html; charset={charset}"
    return page


def _feed(site: Site) -> str:
    return "<link rel='alternate' type='application/rss+xml' href='/rss/tin.rss'>" if site.habits.feed else ""


def _front(site: Site, visits: int) -> Answer:
    return _frame(site, "Trang chủ", "<h1>Cổng thông tin điện tử</h1>", visits)


def _listing(site: Site, section: int, number: int, visits: int) -> Answer:
    name, path = site.sections[section]
    last = site.pages(section)
    shown = min(number, last) if site.habits.pager == "repeat" else number
    articles = site.page(section, (number - 1) % last + 1 if site.habits.pager == "endless" else shown)
    items = "".join(_item(site, article) for article in articles)
    if site.habits.strange_links:
        items += strange_links()
    if site.habits.calendar:
        items += calendar_links("/web/trang-chu/lich/", None)
    content = f"<h1>{escape(name)}</h1><div class='list-news'>{items}</div>{_pager(site, path, number, last)}"
    return _frame(site, name, content, visits)


def _item(site: Site, article: Article) -> str:
    links = "".join(link(other, "Xem thêm", class_="more") for other in aliases(article)) if site.habits.aliases else ""
    return (
        f"<div class='item'><h3>{link(address(article), article.title)}</h3>"
        f"<span class='date'>{article.published:%d/%m/%Y %H:%M:%S}</span>{links}</div>"
    )


def _pager(site: Site, path: str, number: int, last: int) -> str:
    following = {"endless": number + 1, "repeat": number + 1, "loop": number % last + 1}.get(site.habits.pager)
    if following is None:
        following = number + 1 if number < last else None
    shown = [n for n in range(max(1, number - 2), min(last, number + 2) + 1) if n != number]
    if following is not None and following not in shown:
        shown.append(following)
    numbers = "".join(link(f"{path}?page={n}", str(n)) for n in shown)
    onward = link(f"{path}?page={following}", "Trang sau", class_="next") if following else ""
    return f"<div class='pagination'><span class='current'>{number}</span>{numbers}{onward}</div>"


def _article(site: Site, article: Article, visits: int) -> Answer:
    if site.habits.layout == "redesigned":
        return redesigned(article)
    text = "".join(f"<p>{escape(p)}</p>" for p in article.paragraphs) + f"<p>{article.author} (Trung tâm Văn hóa Mẫu)</p>"
    content = (
        f"<div id='print' style='display:none'><h1>{escape(article.title)}</h1>"
        f"<p>Ngày {article.published:%d/%m/%Y %H:%M:%S}</p><div>{text}</div></div>"
        f"<div class='article'><h1 class='title'>{escape(article.title)}</h1>"
        f"<div class='date'>Đăng lúc: {article.published:%d/%m/%Y %H:%M:%S} (GMT+7)</div>"
        f"<div class='content'>{text}</div></div>"
    )
    page = _frame(site, article.title, content, visits)
    page.headers.update(validators(article) if site.habits.validators else {})
    return page
