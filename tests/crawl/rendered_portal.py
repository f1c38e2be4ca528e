"""A portal whose pages are assembled by scripts: its declaration, and the site that plays it."""

from __future__ import annotations

import json
from dataclasses import replace

from portals.portal import Section
from portals.spiders.base import PortalSpider
from portals.spiders.thanhhoa import ThanhHoaSpider
from tests.archive.site import Answer
from tests.webpage.pages import FOOT, TEXT, TITLE

SECTION = "/web/trang-chu/tin-tuc"
ARTICLES = {
    "khoi-cong-cau-di-bo": {"title": TITLE, "date": "Đăng lúc: 15/04/2023 07:05:09 (GMT+7)", "body": list(TEXT)},
    "trao-nha-tinh-nghia": {
        "title": "Trao nhà tình nghĩa cho gia đình chính sách ở phường 7",
        "date": "Đăng lúc: 16/04/2023 09:00:00 (GMT+7)",
        "body": [
            "Chiều 15/4, Ủy ban Mặt trận Tổ quốc phường 7 trao nhà tình nghĩa cho gia đình bà Lâm Thị Sáu, thân nhân liệt sĩ.",
            "Căn nhà rộng 60 mét vuông, trị giá 120 triệu đồng, do các mạnh thường quân trong và ngoài phường đóng góp.",
            "Đây là căn nhà tình nghĩa thứ tư được trao tại phường trong năm nay.",
        ],
    },
}
_SHELL = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Cổng thông tin</title></head>
<body><div id="root"><p>Đang tải…</p></div>{foot}
<img src="/picture.jpg"><script src="https://statistics.example.com/count.js"></script>
<script src="/static/js/main.4f.js"></script></body></html>"""
_SCRIPT = """
const root = document.getElementById("root");
const add = (parent, tag, text) => {
  const made = document.createElement(tag);
  made.textContent = text;
  parent.append(made);
  return made;
};
const name = location.pathname.split("/").pop().replace(".html", "");
if (name === "tin-tuc") {
  fetch("/api/list.json").then(answer => answer.json()).then(list => {
    root.textContent = "";
    const lines = add(root, "ul", "");
    for (const [slug, title] of list) {
      add(add(lines, "li", ""), "a", title).href = "/web/trang-chu/tin-tuc/" + slug + ".html";
    }
  });
} else {
  fetch("/api/" + name + ".json").then(answer => answer.json()).then(article => setTimeout(() => {
    root.textContent = "";
    add(root, "h1", article.title);
    add(root, "div", article.date);
    const body = add(root, "div", "");
    article.body.forEach(text => add(body, "p", text));
  }, 300));
}
"""


class RenderedSpider(PortalSpider):
    name = "rendered"
    portal = replace(ThanhHoaSpider.portal, name="rendered", sections=(Section("Tin tức", SECTION),), render=True)


def answers() -> dict[str, Answer]:
    """What the site answers, by path."""
    shell = Answer(_SHELL.format(foot=FOOT).encode(), headers={"Content-Type": "text/html; charset=utf-8", "ETag": '"shell"'})
    found = {
        SECTION: shell,
        "/robots.txt": Answer(b"", 404),
        "/picture.jpg": Answer(b"", headers={"Content-Type": "image/jpeg"}),
    }
    found["/static/js/main.4f.js"] = Answer(_SCRIPT.encode(), headers={"Content-Type": "text/javascript; charset=utf-8"})
    listed = [[slug, article["title"]] for slug, article in ARTICLES.items()]
    for path, value in (("list", listed), *ARTICLES.items()):
        data = json.dumps(value, ensure_ascii=False).encode()
        found[f"/api/{path}.json"] = Answer(data, headers={"Content-Type": "application/json; charset=utf-8"})
    for slug in ARTICLES:
        found[f"{SECTION}/{slug}.html"] = shell
    return found
