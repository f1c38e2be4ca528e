"""Invented news of a Vietnamese local government, in a form no CMS is tied to.

`make_site` reads topics.txt and returns people, pictures, documents and posts as
plain data. The same seed always gives the same site. Text carries three inline
marks only: **bold**, *italic* and [label](address).
"""

from __future__ import annotations

import random
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

Block = dict[str, Any]

CATEGORIES = ("Tin tức", "Thông báo", "Văn bản", "Hoạt động của lãnh đạo")
STYLES = ("blocks", "classic", "word", "blocks", "tags")
LENGTHS = (2, 6, 4, 9, 5, 12, 3, 7, 10, 20, 5, 8, 4, 15, 6, 3, 11, 7, 2, 5)

COMMUNES = (
    "Tân Hòa", "Phú Thịnh", "Đồng Tâm", "Yên Lãng", "Bình Nguyên", "Hương Sơn", "Nậm Khao",
    "Quảng Lạc", "Thanh Vân", "Mường Lống", "Đại Thắng", "Xuân Quang", "Ea Trul", "Vĩnh Hậu",
    "Long Khê", "Hòa Mạc", "Tà Cạ", "Sơn Động", "Trà Giáp", "Ngọc Chiến",
)  # fmt: skip
LEADERS = (
    ("Chủ tịch UBND tỉnh", "Hoàng Đức Khải"),
    ("Phó Chủ tịch UBND tỉnh", "Nguyễn Thị Vân Anh"),
    ("Phó Chủ tịch Thường trực UBND tỉnh", "Vũ Trọng Nghĩa"),
    ("Phó Bí thư Tỉnh ủy", "Đàm Quốc Thịnh"),
    ("Phó Chủ tịch HĐND tỉnh", "Lương Thị Bích Đào"),
    ("Bí thư Tỉnh ủy", "Phan Hữu Toàn"),
)
LOCAL_NAMES = (
    "Lò Văn Ứng", "Trịnh Thị Mây", "Đỗ Quang Huy", "Tạ Hồng Phúc", "Nông Thị Xuyến",
    "Bùi Gia Bảo", "Cao Thị Quỳnh Như", "Y Wơn Niê", "Mạc Đăng Tuấn", "Kiều Thị Ngát",
)  # fmt: skip
MEN = ("Nguyễn Văn Chiểu", "Lê Bá Sửu", "Hà Văn Tươi", "Phạm Công Đoan", "Quách Đình Lợi")
WOMEN = ("Trần Thị Nhàn", "Vi Thị Ỏn", "Đinh Thị Thoa", "Ngô Thị Lụa", "H'Lan Niê")
OFFICES = (
    "Sở Nội vụ", "Sở Nông nghiệp và Môi trường", "Sở Khoa học và Công nghệ", "Sở Xây dựng",
    "Sở Tài chính", "Sở Giáo dục và Đào tạo", "Sở Y tế", "Sở Tư pháp",
)  # fmt: skip
AUTHORS = {
    "bientap": "Ban Biên tập",
    "thuha": "Thu Hà",
    "quangminh": "Nguyễn Quang Minh",
    "vanphong": "Văn phòng HĐND & UBND",
}
COMMENTS = (
    ("Người dân thôn Đông", "Rất mừng cho bà con, mong việc này được làm thường xuyên."),
    ("Trần Hữu Phước", "Cho tôi hỏi hồ sơ nộp ở đâu, có phải mang theo căn cước không ạ?"),
    ("bạn đọc", "Đề nghị cơ quan chức năng sớm trả lời kiến nghị của chúng tôi."),
)


@dataclass
class Post:
    """One post as its writer means it."""

    key: str
    title: str
    published: str
    author: str
    categories: list[str]
    style: str
    body: list[Block]
    status: str = "publish"
    password: str = ""
    modified: str | None = None
    excerpt: str | None = None
    lead_on_page: bool = False
    featured: str | None = None
    sticky: bool = False
    tags: list[str] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)


def read_topics(path: Path) -> list[dict[str, Any]]:
    """Parse topics.txt into one mapping a topic, its lines grouped by mark."""
    topics: list[dict[str, Any]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        mark, text = line.split(" ", 1)
        if mark == "@":
            key, category = text.split(" | ")
            topics.append({"key": key, "category": category})
        else:
            topics[-1].setdefault(mark, []).append(text)
    return topics


def _fillers(rng: random.Random) -> dict[str, str]:
    """Choose the people, places and numbers of one article."""
    name, name2 = rng.sample(COMMUNES, 2)
    role1, person1 = rng.choice(LEADERS)
    place = f"xã {name}"
    return {
        "place": place,
        "place2": f"xã {name2}",
        "name2": name2,
        "role1": role1,
        "per1": person1,
        "role2": rng.choice(("Chủ tịch UBND", "Phó Chủ tịch UBND", "Bí thư Đảng ủy")) + f" {place}",
        "per2": rng.choice(LOCAL_NAMES),
        "man": rng.choice(MEN),
        "woman": rng.choice(WOMEN),
        "office": rng.choice(OFFICES),
        "day": f"{rng.randint(3, 28):02d}/{rng.randint(1, 9):02d}/2025",
        "n1": str(rng.randint(3, 9)),
        "n2": str(rng.randint(21, 96)),
        "n3": str(rng.randint(112, 987)),
        "n4": str(rng.randint(11, 48)),
        "pct": str(rng.randint(62, 94)),
    }


def _fill(text: str, fillers: dict[str, str]) -> str:
    filled = re.sub(r"\{(\w+)\}", lambda match: fillers[match[1]], text)
    return filled[:1].upper() + filled[1:]


def _emphasise(text: str, fillers: dict[str, str], rng: random.Random) -> str:
    """Give some paragraphs the bold names, italics and links writers use."""
    choice = rng.random()
    if choice < 0.25 and fillers["per1"] in text:
        return text.replace(fillers["per1"], f"**{fillers['per1']}**", 1)
    if choice < 0.35 and fillers["place"] in text:
        return text.replace(fillers["place"], f"*{fillers['place']}*", 1)
    if choice < 0.45 and fillers["office"] in text:
        return text.replace(fillers["office"], f"[{fillers['office']}](/gioi-thieu/)", 1)
    return text


class _Writer:
    """Writes the body of one article, collecting the files it uses."""

    def __init__(self, topic: dict[str, Any], common: list[str], number: int, rng: random.Random) -> None:
        self.topic, self.common, self.number, self.rng = topic, common, number, rng
        self.fillers = _fillers(rng)
        self.pictures: list[str] = []
        self.documents: dict[str, str] = {}

    def text(self, mark: str, index: int) -> str:
        """The filled line of a mark, counted round."""
        lines = self.topic[mark]
        return _fill(lines[index % len(lines)], self.fillers)

    def paragraphs(self, wanted: int) -> list[Block]:
        """Paragraphs of the topic first, then of any topic."""
        own = self.topic["P"]
        keep = sorted(self.rng.sample(range(len(own)), min(wanted, len(own))))
        lines = [own[index] for index in keep]
        lines += self.rng.sample(self.common, max(0, min(wanted - len(lines), len(self.common))))
        return [
            {
                "kind": "paragraph",
                "text": _emphasise(_fill(line, self.fillers), self.fillers, self.rng),
            }
            for line in lines
        ]

    def picture(self) -> str:
        """Name a new picture."""
        name = f"{self.topic['key']}-{self.number:02d}-{len(self.pictures) + 1}"
        self.pictures.append(name)
        return name

    def document(self, kind: str) -> str:
        """Name a new document, some with the file names office staff give."""
        number = len(self.documents) + 1
        stem = (
            f"Kế hoạch số {self.number} ({number})"
            if self.number % 7 == 0
            else f"{self.topic['key']}-{self.number:02d}-{number}"
        )
        name = f"{stem}.{kind}"
        self.documents[name] = self.text("T", number)
        return name

    def table(self) -> Block:
        """The table of the topic."""
        rows = [[_fill(cell, self.fillers) for cell in row.split(" | ")] for row in self.topic["R"]]
        return {"kind": "table", "rows": rows}

    def image(self, index: int, look: str = "figure") -> Block:
        """A picture with its caption."""
        return {
            "kind": "image",
            "image": self.picture(),
            "caption": self.text("C", index),
            "look": look,
        }


def _compose(writer: _Writer, style: str, length: int) -> list[Block]:
    """Lay paragraphs, pictures, tables and the rest out as one article body."""
    number, rng = writer.number, writer.rng
    category = writer.topic["category"]
    body = writer.paragraphs(length)
    long = length >= 8
    if long:
        body.insert(0, {"kind": "heading", "level": 2, "text": writer.text("H", 0)})
        middle = len(body) // 2 + 1
        body.insert(middle, {"kind": "heading", "level": 2 + number % 2, "text": writer.text("H", 1)})
        if style == "word":
            body[0]["kind"] = body[middle]["kind"] = "bold_line"
    if number % 3 == 0:
        items = [_fill(line, writer.fillers) for line in writer.topic["I"]]
        at = min(len(body), 2)
        body.insert(at, {"kind": "list", "items": items, "ordered": number % 2 == 0})
    if number % 4 == 1:
        body.insert(min(len(body), 3 + number % 3), writer.table())
    if number % 5 == 2:
        cite = f"{writer.fillers['role2']} {writer.fillers['per2']}" if number % 2 else ""
        kind = "pullquote" if number % 10 == 2 and style == "blocks" else "quote"
        body.insert(len(body) - 1, {"kind": kind, "text": writer.text("Q", 0), "cite": cite})
    if category != "Văn bản" and number % 6 != 5:
        look = ("figure", "centred", "figure", "table")[number % 4]
        for index in range(1 + rng.randrange(2) + (length > 10)):
            body.insert(min(len(body), 1 + index * 3), writer.image(index, look))
    if number % 9 == 4:
        pictures = [{"image": writer.picture(), "caption": writer.text("C", index) if index < 2 else ""} for index in range(4)]
        caption = "Một số hình ảnh tại chương trình" if number % 2 else ""
        body.append({"kind": "gallery", "images": pictures, "caption": caption})
    if category in ("Văn bản", "Thông báo"):
        for index in range(1 + number % 3):
            kind = ("pdf", "pdf", "docx")[index]
            look = "viewer" if index == 0 and style in ("blocks", "tags") else "link"
            name = writer.document(kind)
            body.append({"kind": "file", "file": name, "label": writer.documents[name], "look": look})
    if number % 2 == 0:
        name = ("Thu Hà", "Quang Minh", "Văn phòng UBND tỉnh")[number % 3]
        word = ("Tin, ảnh", "Nguồn")[number % 4 // 2]
        body.append({"kind": "signature", "text": f"{word}: {name}"})
    return body


def _finish(body: list[Block], number: int, style: str) -> list[Block]:
    """Add what editors seldom use: line breaks, separators, page breaks, lists of posts."""
    paragraphs = [index for index, block in enumerate(body) if block["kind"] == "paragraph"]
    if number == 11:
        body.insert(paragraphs[len(paragraphs) // 2], {"kind": "page_break"})
    if number % 8 == 3:
        body.insert(paragraphs[1], {"kind": "more"})
    if number % 10 == 6:
        body.insert(paragraphs[-1], {"kind": "separator"})
    if style == "blocks" and number % 12 == 7:
        body.append({"kind": "latest_posts"})
    if style == "blocks" and number % 12 == 3:
        body[paragraphs[-1]]["look"] = "group"
    if number % 13 == 5:
        body[paragraphs[-1]]["look"] = "line_break"
    if style in ("classic", "tags") and number % 4 == 2:
        body[paragraphs[0]]["look"] = "div"
    return body


def _lead(writer: _Writer, body: list[Block], number: int, variant: int) -> tuple[str | None, bool]:
    """Give the article its lead: as excerpt, as first paragraph, as both or not at all."""
    lead = writer.text("L", variant)
    form = ("both", "excerpt", "paragraph", "both", "none")[number % 5]
    if form in ("both", "paragraph"):
        look = "bold" if form == "both" else ""
        body.insert(0, {"kind": "paragraph", "text": lead, "look": look})
    return (lead if form in ("both", "excerpt") else None), form == "both"


def make_site(topics_file: Path, seed: int = 7, count: int = 60, newest: str = "2025-10-31") -> dict[str, Any]:
    """Make the whole site: authors, categories, pictures, documents and posts, newest first."""
    rng = random.Random(seed)
    *topics, common = read_topics(topics_file)
    order = [(topic, variant) for variant in range(3) for topic in topics]
    rng.shuffle(order)
    moment = datetime.fromisoformat(f"{newest}T16:45")
    posts: list[Post] = []
    pictures: list[str] = []
    documents: dict[str, str] = {}
    for number, (topic, variant) in enumerate(order[:count]):
        style = STYLES[number % len(STYLES)]
        writer = _Writer(topic, common["P"], number, rng)
        body = _compose(writer, style, LENGTHS[number % len(LENGTHS)])
        body = _finish(body, number, style)
        excerpt, on_page = _lead(writer, body, number, variant)
        categories = [topic["category"]]
        if number % 11 == 8 and topic["category"] != "Tin tức":
            categories.append("Tin tức")
        post = Post(
            key=f"{topic['key']}-{variant + 1}",
            title=writer.text("T", variant),
            published=moment.isoformat(timespec="minutes"),
            author=list(AUTHORS)[rng.randrange(len(AUTHORS))],
            categories=categories,
            style=style,
            body=body,
            excerpt=excerpt,
            lead_on_page=on_page,
            featured=writer.picture() if number % 3 != 1 else None,
            tags=["chuyển đổi số", "nông thôn mới"][: number % 3],
        )
        if number % 6 == 4:
            post.modified = (moment + timedelta(days=2, hours=3)).isoformat(timespec="minutes")
        posts.append(post)
        pictures += writer.pictures
        documents |= writer.documents
        moment -= timedelta(minutes=rng.randint(240, 5200))
        if number in (9, 27):  # days whose date in UTC is another one
            moment = moment.replace(hour=0 if number == 9 else 23, minute=20)
    _set_states(posts)
    return {
        "authors": AUTHORS,
        "categories": list(CATEGORIES),
        "pictures": pictures,
        "documents": documents,
        "posts": [asdict(post) for post in posts],
    }


def _set_states(posts: list[Post]) -> None:
    """Make one post sticky, give two comments, and hide seven from the public."""
    if len(posts) < 55:
        return
    posts[34].sticky = True
    posts[5].comments = list(COMMENTS)
    posts[22].comments = list(COMMENTS[:1])
    for number in (13, 41):
        posts[number].password = "mat-khau-noi-bo"
    posts[17].status = "private"
    for number in (2, 38):
        posts[number].status = "draft"
    for number, day in ((24, "2099-01-05T08:00"), (50, "2099-02-14T09:30")):
        posts[number].status, posts[number].published = "future", day
        posts[number].modified = None
