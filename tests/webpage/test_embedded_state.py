"""Articles in the data of a page's scripts, as a dozen frameworks write them, and shells whose text is nowhere."""

from __future__ import annotations

import base64
import json
from html import escape
from typing import Any
from urllib.parse import quote

import pytest

from portals.webpage.embedded_state import EmbeddedArticle, embedded_article, embedded_articles, script_rendered
from portals.webpage.js_literals import NotALiteral, read_function, read_literal
from portals.webpage.rich_text import html_of
from tests.webpage.frames import FRAMES
from tests.webpage.pages import TEXT, TITLE

URL = "https://moi.example.gov.vn/tin-tuc/khoi-cong-cau-di-bo-ho-nuoc-ngot.48213"
BODY = "".join(f"<p>{text}</p>" for text in TEXT)
LEAD = "Cây cầu nối khóm 3 với công viên trung tâm được khởi công sáng 14/4."
POST: dict[str, Any] = {
    "id": 48213,
    "slug": "khoi-cong-cau-di-bo-ho-nuoc-ngot",
    "title": TITLE,
    "sapo": LEAD,
    "content": BODY,
    "publishedAt": "2023-04-15T00:05:09Z",
    "updatedAt": "2023-04-16T01:00:00Z",
    "author": {"id": 4, "fullName": "Minh Khang"},
    "thumbnail": {"url": "/media/cau.jpg"},
    "internalNote": "Chờ duyệt lần hai",
}
OTHER = {
    "id": 48000,
    "slug": "phuong-2-ra-quan-don-ve-sinh",
    "title": "Phường 2 ra quân dọn vệ sinh tuyến kênh",
    "sapo": "Hơn hai trăm người dân tham gia.",
    "content": "<p>Sáng chủ nhật, hơn 200 người dân phường 2 dọn rác, phát cỏ dọc tuyến kênh dài 1,2 km.</p>" * 9,
    "publishedAt": "2023-04-10T00:00:00Z",
}
DRAFT = {**POST, "status": "DRAFT", "content": BODY + "<p>Bản nháp lần ba, chưa được duyệt.</p>"}
STATE: dict[str, Any] = {"menu": [{"title": "Trang chủ", "url": "/"}], "related": [OTHER], "drafts": [DRAFT], "post": POST}


def page(data: str, body: str = "", head: str = "") -> str:
    top = f"<!DOCTYPE html><html><head><title>{escape(TITLE)} | Cổng</title>{head}</head>"
    return f"{top}<body><div id='app'>{body}</div>{data}</body></html>"


def js(value: Any) -> str:
    """A value as a minifier writes it: bare keys, `!0`, single quotes."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{js(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(js, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("/", "\\u002F")


def flat(value: Any) -> list[Any]:
    """A value as Nuxt 3 and SvelteKit flatten it."""
    out: list[Any] = []

    def add(part: Any) -> int:
        place = len(out)
        out.append(None)
        if isinstance(part, dict):
            out[place] = {key: add(inner) for key, inner in part.items()}
        elif isinstance(part, list):
            out[place] = [add(inner) for inner in part]
        else:
            out[place] = part
        return place

    add(value)
    return [["Reactive", 1], *shifted(out)]


def shifted(out: list[Any]) -> list[Any]:
    """The list with every place moved by the one that is put before it."""
    return [
        {key: place + 1 for key, place in part.items()}
        if isinstance(part, dict)
        else [place + 1 for place in part]
        if isinstance(part, list)
        else part
        for part in out
    ]


def rsc() -> str:
    text = BODY.encode()
    rows = f'1f:T{len(text):x},{BODY}0:["build",[["",{{}}]]]\n'
    post = {**POST, "content": "$1f", "publishedAt": "$D2023-04-15T00:05:09Z"}
    tree = ["$", "div", None, {"children": ["$", "$L7", None, {"post": post, "related": [OTHER]}]}]
    rows += f"4:{json.dumps(tree, ensure_ascii=False)}\n"
    rows += '7:I[123,["static/chunks/a.js"],"default"]\n'
    third = len(rows) // 3
    pushed = [rows[:third], rows[third : 2 * third], rows[2 * third :]]
    return "<script>(self.__next_f=self.__next_f||[]).push([0])</script>" + "".join(
        f"<script>self.__next_f.push({json.dumps([1, part])})</script>" for part in pushed
    )


STRAPI = {"data": [{"id": 48213, "attributes": {key: value for key, value in POST.items() if key != "id"}}]}
APOLLO = {
    "Post:48213": {"__typename": "Post", "id": "48213", "title": TITLE, 'content({"format":"html"})': BODY, "excerpt": LEAD}
}
WORDPRESS = {"post": {"id": 48213, "title": {"rendered": escape(TITLE)}, "content": {"rendered": BODY, "protected": False}}}
GATSBY = {"result": {"data": {"markdownRemark": {"html": BODY, "frontmatter": {"title": TITLE, "date": "2023-04-15"}}}}}
LD = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(TEXT), "datePublished": "2023-04-15"}
DUMPED = json.dumps(STATE, ensure_ascii=False)


def script(value: Any, attributes: str = 'type="application/json"') -> str:
    return page(f"<script {attributes}>{json.dumps(value)}</script>")


def ran(code: str) -> str:
    return page(f"<script>{code}</script>")


def attribute(name: str, value: Any, tag: str = "post-view") -> str:
    return page("", f'<{tag} {name}="{escape(json.dumps(value))}"></{tag}>')


SHORT = {"&": "&a;", '"': "&q;", "<": "&l;", ">": "&g;", "'": "&s;"}
OLD_ANGULAR = "".join(SHORT.get(sign, sign) for sign in json.dumps({"G./api/post": {"body": STATE}}))


PAGES = {
    "Next.js": script({"props": {"pageProps": STATE}}, 'id="__NEXT_DATA__" type="application/json"'),
    "React stream": page(rsc()),
    "Nuxt 2": ran(
        f"window.__NUXT__=(function(a,b){{return {{layout:b,data:[{js(STATE)[:-1]},x:a}}],error:null}}}}(!0,'default'));"
    ),
    "Nuxt 3": script(flat({"data": STATE}), 'type="application/json" id="__NUXT_DATA__" data-ssr="true"'),
    "initial state": ran(f"window.__INITIAL_STATE__ = {DUMPED};(function(){{var s;}}())"),
    "literal": ran(f"var page = {js(STATE)};"),
    "parsed string": ran(f"window.S=JSON.parse({json.dumps(DUMPED)})"),
    "percent": ran(f'window.S=JSON.parse(decodeURIComponent("{quote(DUMPED)}"))'),
    "base64": ran(f'window.S=JSON.parse(atob("{base64.b64encode(DUMPED.encode()).decode()}"))'),
    "Gatsby": ran(f"/*<![CDATA[*/window.pageData={json.dumps(GATSBY)};/*]]>*/"),
    "Angular": script({"1822": {"body": STATE}}, 'id="ng-state" type="application/json"'),
    "older Angular": page(f'<script id="serverApp-state" type="application/json">{OLD_ANGULAR}</script>'),
    "Inertia": attribute("data-page", {"component": "Post", "props": STATE}, "div"),
    "Vue": attribute(":post", POST),
    "island": attribute("props", {"post": [0, {key: [0, value] for key, value in POST.items()}]}, "astro-island"),
    "SvelteKit": ran(f'kit.start(app, element, {{node_ids: [0, 2], data: [null,{{type:"data",data:{js(STATE)}}}]}});'),
    "Strapi": script(STRAPI),
    "Apollo": ran(f"window.__APOLLO_STATE__={json.dumps(APOLLO)}"),
    "WordPress": script(WORDPRESS),
    "JSON-LD": script([{"@type": "WebSite", "name": "Cổng"}, LD], 'type="application/ld+json"'),
}


def found(source: str) -> EmbeddedArticle:
    article = embedded_article(source, URL, (f"{TITLE} | Cổng thông tin",))
    assert article is not None
    return article


@pytest.mark.parametrize("name", PAGES)
def test_article_of_this_page(name: str) -> None:
    """Not the related one, which is longer, nor the draft of the same title."""
    article = found(PAGES[name])
    assert article.title == TITLE
    assert article.text == " ".join(TEXT)
    assert article.lead in (LEAD, None)
    assert "Bản nháp" not in article.body_html


@pytest.mark.parametrize("name", ["Next.js", "React stream", "Nuxt 2", "Nuxt 3", "SvelteKit", "Strapi", "island"])
def test_fields(name: str) -> None:
    article = found(PAGES[name])
    assert (article.published, article.modified) == ("2023-04-15T00:05:09Z", "2023-04-16T01:00:00Z")
    assert (article.author, article.images, article.url) == ("Minh Khang", ("/media/cau.jpg",), POST["slug"])


def test_known_by_slug_or_number_without_a_title() -> None:
    assert embedded_article(PAGES["Next.js"], URL) is not None
    assert embedded_article(PAGES["Next.js"], "https://moi.example.gov.vn/bai/48213.html") is not None
    assert embedded_article(PAGES["Next.js"], "https://moi.example.gov.vn/bai/148213.html") is None
    assert embedded_article(PAGES["Next.js"], "https://moi.example.gov.vn/", ("Trang chủ",)) is None


def test_numbers_are_dates_in_utc() -> None:
    for number in (1681517109, 1681517109000, "1681517109000"):
        source = script({**POST, "publishedAt": number})
        assert found(source).published == "2023-04-15T00:05:09Z"


RICH = {
    "Slate": [{"type": "paragraph", "children": [{"text": text}]} for text in TEXT],
    "ProseMirror": {
        "type": "doc",
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]} for text in TEXT],
    },
    "Lexical": {
        "root": {
            "type": "root",
            "children": [{"type": "paragraph", "children": [{"type": "text", "text": text}]} for text in TEXT],
        }
    },
    "Portable Text": [{"_type": "block", "children": [{"_type": "span", "text": text}]} for text in TEXT],
    "Contentful": {
        "nodeType": "document",
        "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text}]} for text in TEXT],
    },
    "Editor.js": {"blocks": [{"type": "paragraph", "data": {"text": text}} for text in TEXT]},
    "Draft.js": {"blocks": [{"type": "unstyled", "text": text} for text in TEXT], "entityMap": {}},
    "lines": list(TEXT),
}


@pytest.mark.parametrize("editor", RICH)
def test_trees_of_editors(editor: str) -> None:
    source = script({**POST, "content": RICH[editor]})
    assert found(source).body_html == BODY


def test_headings_items_pictures_and_rows_of_a_tree() -> None:
    row = {"type": "table-row", "children": [{"type": "cell", "children": [{"text": cell}]} for cell in ("Khóm 3", "62 m")]}
    tree = [
        {"type": "heading", "level": 2, "children": [{"text": "Quy mô"}]},
        {"type": "list", "children": [{"type": "list-item", "children": [{"text": "Rộng 4 m"}]}]},
        {"type": "image", "image": {"url": "/a.jpg"}, "caption": "Phối cảnh"},
        {"type": "table", "children": [row]},
        {"type": "paragraph", "children": [{"text": "Xem "}, {"type": "link", "url": "/a.pdf", "children": [{"text": "tệp"}]}]},
    ]
    assert html_of(tree) == (
        '<h2>Quy mô</h2><li>Rộng 4 m</li><figure><img src="/a.jpg"><figcaption>Phối cảnh</figcaption></figure>'
        '<table><tr><td><p>Khóm 3</p></td><td><p>62 m</p></td></tr></table><p>Xem <a href="/a.pdf">tệp</a></p>'
    )


def test_markup_in_a_text_field_of_a_tree_is_no_markup() -> None:
    assert (
        html_of([{"type": "paragraph", "children": [{"text": "<script>a</script>"}]}])
        == "<p>&lt;script&gt;a&lt;/script&gt;</p>"
    )


LITERALS = [
    ("{a:1,'b':\"x\",c:[!0,!1,void 0,null],}", {"a": 1, "b": "x", "c": [True, False, None, None]}),
    ("{t:'l\\'\\u00e0 \\x41\\n'}", {"t": "l'à A\n"}),
    ("{d:new Date(1681517109000),e:-.5}", {"d": 1681517109000, "e": -0.5}),
    ("{s:'\\ud83d\\ude00'}", {"s": "\U0001f600"}),
    ("{k:unknown}", {"k": None}),
]


@pytest.mark.parametrize(("text", "value"), LITERALS)
def test_literals(text: str, value: Any) -> None:
    assert read_literal(text)[0] == value


@pytest.mark.parametrize("text", ["{a:f(1)}", "{a:function(){}}", "{a", "[1,{]", "{a:1:2}", "{a:`${b}`}", "[" * 100, "{1}"])
def test_no_literals(text: str) -> None:
    with pytest.raises(NotALiteral):
        read_literal(text)


def test_function_with_names_for_values() -> None:
    assert read_function('(function(a,b){return {t:a,n:[b,a]}}("Tin",7))', 0)[0] == {"t": "Tin", "n": [7, "Tin"]}
    assert read_function('((a)=>({t:a}))("Tin")', 0)[0] == {"t": "Tin"}


HOSTILE = {
    "deep JSON": '<script type="application/json">' + '{"a":' * 100_000 + "</script>",
    "deep literal": "<script>x=" + "{a:[" * 100_000 + "</script>",
    "many beginnings": "<script>" + "={" * 300_000 + "</script>",
    "many long failures": "<script>" + ("={" + "a:1," * 400) * 1500 + "</script>",
    "open string": '<script>x={a:"' + "\\" * 300_000 + "</script>",
    "many attributes": "<p " + 'a="{' * 100_000 + ">",
    "open scripts": "<script>" * 100_000,
    "circular stream": "<script>self.__next_f.push([1," + json.dumps('1:{"a":"$2"}\n2:{"b":"$1"}\n') + "])</script>",
    "circular payload": script([{"a": 1}, {"b": 0, "c": 1}, 2], 'type="application/json" id="__NUXT_DATA__"'),
    "doubling payload": script([{"a": 1}, *([n + 2] * 12 for n in range(40)), 3]),
    "tags in a text": script({"title": "Một tin", "content": "<" * 400_000}),
    "deep wrappers": '<script type="application/json">{"title":"Một tin dài","content":'
    + '{"html":' * 900
    + "1"
    + "}" * 901
    + "</script>",
    "wide": script([{"title": f"Tin số {n}"} for n in range(60_000)]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_data_is_given_up(name: str) -> None:
    assert embedded_articles(HOSTILE[name]) == []


SHELL = '<script src="/assets/index-4f2a.js" type="module"></script>'
MENU = "".join(f"<li><a href='/m/{n}'>Chuyên mục số {n}</a></li>" for n in range(40))
GREY = '<div class="skeleton"><span class="line"></span></div>' * 6
NEXT, NUXT = "<script src='/_next/a.js'></script>", "<script src='/_nuxt/a.js'></script>"
MENU_DATA = STATE["menu"] * 20
SHELLS = {
    "React": f'<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>{SHELL}',
    "Angular": "<app-root></app-root><script src='runtime.1.js'></script><script src='main.2.js'></script>",
    "spinner": f"<div id='app'><div class='loading'>Đang tải dữ liệu, xin chờ giây lát...</div></div>{SHELL}",
    "menu and grey bars": f"<div id='__next'><nav><ul>{MENU}</ul></nav><main>{GREY}</main></div>{NEXT}",
    "headline over loading": f"<div id='__nuxt'><h1>{TITLE}</h1><p>Đang tải nội dung…</p></div>{NUXT}",
    "menu in the state": f"<div id='app'></div><script type='application/json'>{json.dumps(MENU_DATA)}</script>{SHELL}",
}


@pytest.mark.parametrize("name", SHELLS)
def test_shells(name: str) -> None:
    assert script_rendered(f"<html><head><title>Cổng thông tin</title></head><body>{SHELLS[name]}</body></html>")


WHOLE = {
    "text in the bytes": page(SHELL, f"<h1>{TITLE}</h1>{BODY}"),
    "short notice": page(SHELL, "<h1>Thông báo nghỉ lễ</h1><p>UBND phường nghỉ làm việc ngày 30/4 và 1/5.</p>"),
    "article in the state": PAGES["Next.js"],
    "loading comments": page(SHELL, f"<h1>{TITLE}</h1><p>{TEXT[0]}</p><div>Đang tải bình luận…</div>"),
    "no scripts": "<body><p>Mất điện.</p></body>",
    "nothing": "",
}


@pytest.mark.parametrize("name", WHOLE)
def test_pages_that_are_no_shells(name: str) -> None:
    assert not script_rendered(WHOLE[name])


@pytest.mark.parametrize("frame", FRAMES)
def test_ordinary_sites_are_no_shells(frame: str) -> None:
    assert not script_rendered(
        FRAMES[frame](TITLE, f"<h1>{TITLE}</h1><p>{TEXT[0]}</p>", "<script src='/js/vendor.js'></script>")
    )
