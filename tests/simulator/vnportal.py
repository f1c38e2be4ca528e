"""Family A1 as far as it is known: `/{sname}/{sid}/{pageid}/{catid}/…`, three article addresses, a postback pager."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from urllib.parse import parse_qs, quote_plus, urlsplit

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

SNAME, SID, PAGEID = "tpsoctrang", "1279", "39"
FIRST_ID = 366000
BLOCK = 10
GRID = "ctl00$ContentPlaceHolder1$ctl01$grid"


def _category(site: Site, section: int) -> tuple[str, str, str]:
    """Name, catid and slug of a section."""
    name, path = site.sections[section]
    parts = path.strip("/").split("/")
    return name, parts[3], parts[4] if len(parts) > 4 else ""


def article_id(site: Site, number: int) -> int:
    """The id of an article: ids grow with time, while number 0 is the newest that the site began with."""
    return FIRST_ID + (site.initial - 1 - number if number < site.initial else number)


def _number(site: Site, wanted: int) -> int:
    """The number of the article with this id."""
    at = wanted - FIRST_ID
    return site.initial - 1 - at if 0 <= at < site.initial else at


def address(site: Site, article: Article) -> str:
    """The desktop address."""
    _, catid, category = _category(site, article.section)
    words = "-".join(word.capitalize() for word in article.slug.split("-"))
    return f"/{SNAME}/{SID}/{PAGEID}/{catid}/{article_id(site, article.number)}/{category}/{words}.aspx"


def aliases(site: Site, article: Article) -> tuple[str, ...]:
    """The mobile and the legacy address, parameters in two orders."""
    name, catid, _ = _category(site, article.section)
    number = article_id(site, article.number)
    head = f"catid={catid}&catname={quote_plus(name)}&id={number}&pageid={PAGEID}&sid={SID}"
    return (
        f"/mDefault.aspx?{head}&sname={SNAME}&title={article.slug}",
        f"/Default.aspx?sname={SNAME}&sid={SID}&pageid={PAGEID}&catid={catid}&id={number}&catname={quote_plus(name)}&title={article.slug}",
    )


def answer(site: Site, method: str, target: str, body: bytes, visits: int) -> Answer:
    """The page at `target`; a POST turns the pager."""
    parts = urlsplit(target)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    if parts.path.startswith("/lich/"):
        return html(f"<html><body>{calendar_links('/lich/', parts.path.rpartition('/')[2])}</body></html>")
    catid, number = _asked(parts.path, query)
    if number is not None:
        article = site.article(_number(site, number))
        return _article(site, article, visits) if article else not_found()
    for section in range(len(site.sections)):
        if catid == _category(site, section)[1]:
            return (
                _turn(site, section, parse_qs(body.decode()), visits) if method == "POST" else listing(site, section, 1, visits)
            )
    return _frame(site, "Trang chủ", "<h1>Cổng thông tin điện tử</h1>", "/", "", visits) if parts.path == "/" else not_found()


def _asked(path: str, query: dict[str, str]) -> tuple[str | None, int | None]:
    """Category and article id of any of the address forms."""
    if path in ("/mDefault.aspx", "/Default.aspx"):
        number = query.get("id", "")
        return query.get("catid"), int(number) if number.isdigit() else None
    numbers = path.strip("/").split("/")[1:]
    if len(numbers) < 3 or not all(part.isdigit() for part in numbers[:3]):
        return None, None
    return numbers[2], int(numbers[3]) if len(numbers) > 3 and numbers[3].isdigit() else None


def _state(section: int, number: int, visits: int) -> str:
    """A view state: opaque to the reader, other at each visit, and it knows which page it was printed on."""
    return base64.b64encode(
        f"{section}/{number}/{visits}/".encode() + hashlib.sha256(str(visits).encode()).digest() * 8
    ).decode()


def _targets(number: int, last: int) -> list[tuple[str, int]]:
    """Pager of a page: label and page number; `...` leads to the block before or after."""
    first = (number - 1) // BLOCK * BLOCK + 1
    labels = [("...", first - 1)] if first > 1 else []
    labels += [(str(n), n) for n in range(first, min(first + BLOCK, last + 1))]
    return [*labels, ("...", first + BLOCK)] if first + BLOCK <= last else labels


def _last(site: Site, section: int, number: int) -> int:
    """How far the pager of this page claims to go."""
    last = site.pages(section)
    return max(last, number + 1) if site.habits.pager in ("endless", "repeat") else last


def _turn(site: Site, section: int, form: dict[str, list[str]], visits: int) -> Answer:
    """The postback: only an argument that the posted page printed is valid, as with ASP.NET's event validation."""
    try:
        here = int(base64.b64decode(form["__VIEWSTATE"][0]).split(b"/")[1])
        wanted = int(form["__EVENTARGUMENT"][0].removeprefix("Page$"))
        known = form["__EVENTTARGET"] == [GRID] and "__EVENTVALIDATION" in form
    except (KeyError, IndexError, ValueError):
        known = False
    if not known or wanted not in [n for _, n in _targets(here, _last(site, section, here))]:
        return Answer(b"<html><body>Invalid postback or callback argument.</body></html>", 500, {"Content-Type": "text/html"})
    return listing(site, section, wanted, visits)


def listing(site: Site, section: int, number: int, visits: int) -> Answer:
    """Listing page `number` of a section."""
    name, path = site.sections[section]
    last = site.pages(section)
    shown = (
        min(number, last)
        if site.habits.pager == "repeat"
        else (number - 1) % last + 1
        if site.habits.pager == "endless"
        else number
    )
    items = "".join(_item(site, article) for article in site.page(section, shown))
    extra = (strange_links() if site.habits.strange_links else "") + (
        calendar_links("/lich/", None) if site.habits.calendar else ""
    )
    pager = "".join(_button(site, number, label, n) for label, n in _targets(number, _last(site, section, number)))
    if site.habits.pager == "loop" and number == last:
        pager += _button(site, number, str(number + 1), 1)
    content = f"<h2>{escape(name)}</h2><ul class='ArticleList'>{items}</ul>{extra}<div class='pager'>{pager}</div>"
    return _frame(site, name, content, path, _state(section, number, visits), visits)


def _button(site: Site, here: int, label: str, number: int) -> str:
    if number == here:
        return f"<span class='ButtonPage'>{label}</span> "
    return f"<a class='ButtonPage' href=\"javascript:__doPostBack(&#39;{GRID}&#39;,&#39;Page${number}&#39;)\">{label}</a> "


def _item(site: Site, article: Article) -> str:
    more = "".join(link(other, "Xem thêm") for other in aliases(site, article)) if site.habits.aliases else ""
    date = f"<span class='DateCreate'>({article.published:%d/%m/%Y})</span>"
    return f"<li>{link(address(site, article), article.title)} {date}{more}</li>"


def _frame(site: Site, title: str, content: str, action: str, state: str, visits: int) -> Answer:
    charset = site.habits.charset or "utf-8"
    menu = "".join(f"<li>{link(path, name)}</li>" for name, path in site.sections)
    fields = {"__EVENTTARGET": "", "__EVENTARGUMENT": "", "__VIEWSTATE": state, "__VIEWSTATEGENERATOR": "CA0B0334"}
    fields["__EVENTVALIDATION"] = hashlib.sha256(state.encode()).hexdigest()
    hidden = "".join(f'<input type="hidden" name="{name}" id="{name}" value="{value}" />' for name, value in fields.items())
    page = html(
        f"<!DOCTYPE html><html><head><meta http-equiv='Content-Type' content='text/html; charset={charset}'>"
        f"<title>{escape(title)}</title></head>"
        f'<body><form method="post" action="{escape(action)}" id="aspnetForm">{hidden}<ul class="menu">{menu}</ul>'
        f"<input type='text' name='ctl00$search' value=''><div id='content'>{content}</div>{sidebar(site, visits)}"
        "<div class='footer'>Cơ quan chủ quản: Ủy ban nhân dân</div></form></body></html>"
    )
    page.headers["Content-Type"] = f"text/html; charset={charset}"
    return page


def _article(site: Site, article: Article, visits: int) -> Answer:
    if site.habits.layout == "redesigned":
        return redesigned(article)
    text = "".join(f"<p>&nbsp;&nbsp; {escape(p)}</p>" for p in article.paragraphs)
    content = (
        f"<div class='LuotXem'>Lượt xem: {200 + visits}</div><div class='ArticleTitle'>{escape(article.title)}</div>"
        f"<div class='ArticleContent'>{text}<p>&nbsp;</p><p style='text-align:right'>{article.author} - ĐTT Mẫu</p></div>"
    )
    page = _frame(site, article.title, content, "/", _state(article.section, 0, visits), visits)
    page.headers.update(validators(article) if site.habits.validators else {})
    return page
