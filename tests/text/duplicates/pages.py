"""Labelled pages: one article printed once, twice or three times, and pages whose repeats belong to the text."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from portals.draft import Block
from tests.text.duplicates.generator import Generator, Told

Blocks = list[Block]


@dataclass(frozen=True)
class Page:
    made: str
    blocks: tuple[Block, ...]
    copies: int
    texts: tuple[str, ...]
    """What must be left, each once, in order; of two date lines of one page, either."""


def article(told: Told, pick: random.Random) -> Blocks:
    """An article as one layout prints it: title, date, lead or not, paragraphs, image with caption or not, byline or not."""
    day = "/".join(reversed(told.published_at.split("-")))
    blocks = [Block("title", told.title), Block("date", f"Đăng lúc: {day} 07:15:00 (GMT+7)")]
    blocks += [Block("paragraph", text) for text in told.paragraphs]
    if pick.random() < 0.5:
        place = pick.randrange(3, len(blocks) + 1)
        blocks[place:place] = [Block("image", url="/anh/1.jpg"), Block("caption", "Quang cảnh buổi lễ sáng nay")]
    if pick.random() < 0.6:
        blocks.append(Block("byline", pick.choice(["Minh Tâm", "Hoài An (Trung tâm Văn hóa, Thông tin)", "Nguồn: Báo tỉnh"])))
    return blocks


def texts(blocks: Sequence[Block]) -> tuple[str, ...]:
    return tuple(block.text for block in blocks if block.text)


def mapped(blocks: Blocks, change: Callable[[str], str]) -> Blocks:
    return [replace(block, text=change(block.text)) for block in blocks]


def relabelled(blocks: Blocks) -> Blocks:
    """The print copy's date line."""
    return [
        replace(b, text=b.text.replace("Đăng lúc: ", "Ngày ").replace(" (GMT+7)", "")) if b.kind == "date" else b
        for b in blocks
    ]


def unknown(blocks: Blocks) -> Blocks:
    """As a layout sees it that knows nothing but paragraphs and images."""
    return [block if block.kind == "image" else replace(block, kind="paragraph") for block in blocks]


def without(blocks: Blocks, *kinds: str) -> Blocks:
    return [block for block in blocks if block.kind not in kinds]


def paragraphs(blocks: Blocks) -> list[int]:
    return [place for place, block in enumerate(blocks) if block.kind == "paragraph"]


def corrected(blocks: Blocks, pick: random.Random) -> Blocks:
    """One word of one paragraph is another: a slip that was put right."""
    place = pick.choice(paragraphs(blocks))
    words = blocks[place].text.split()
    words[pick.randrange(2, len(words))] = pick.choice(["2021", "kịp", "Hùng", "15", "phấn"])
    return [*blocks[:place], replace(blocks[place], text=" ".join(words)), *blocks[place + 1 :]]


def cut_short(blocks: Blocks) -> Blocks:
    """The last paragraph ends in its middle."""
    place = paragraphs(blocks)[-1]
    words = blocks[place].text.split()
    return [*blocks[:place], replace(blocks[place], text=" ".join(words[: len(words) // 2]) + "..."), *blocks[place + 1 :]]


def doubles(told: Told, generator: Generator) -> list[Page]:
    """The ways a page may print one article more than once."""
    pick = generator.random
    full = article(told, pick)
    hidden, bare = relabelled(full), without(full, "image", "caption")
    decomposed = mapped(hidden, lambda text: unicodedata.normalize("NFD", text))
    spaced = mapped(hidden, lambda text: text.replace(" ", "\u00a0").replace("òa", "oà").replace("ủy", "uỷ"))
    body = [block for block in full if block.kind == "paragraph"]
    head, tail = full[:2], full[2:]
    views = [Block("views", "Lượt xem: 269")]
    made = {
        "print copy": hidden + full,
        "mobile copy": full + hidden,
        "nothing known": unknown(hidden + full),
        "print copy unknown": unknown(hidden) + full,
        "three": hidden + full + hidden,
        "three, nothing known": unknown(hidden + full + hidden),
        "other form": decomposed + full,
        "other blanks": unknown(spaced + full),
        "cut first": cut_short(hidden) + full,
        "cut second, nothing known": unknown(full + cut_short(hidden)),
        "no picture in print": without(hidden, "image", "caption") + full,
        "picture in print only": hidden + bare,
        "no byline in print": without(hidden, "byline") + full,
        "no title in print": without(hidden, "title") + full,
        "counter between": hidden + views + full,
        "counter between, nothing known": unknown(hidden + views + full),
        "date in print only": hidden + without(full, "date"),
        "first paragraph alone": [*head, body[0], *head, body[0]],
    }
    found = [Page(how, tuple(blocks), 3 if how.startswith("three") else 2, texts(full)) for how, blocks in made.items()]
    found += [
        Page("correction", tuple(corrected(hidden, pick) + full), 2, texts(full)),
        Page("correction, nothing known", tuple(unknown(corrected(hidden, pick) + full)), 2, texts(full)),
        Page("pasted twice", (*head, *body, *body), 2, texts(head + body)),
        Page("pasted twice, nothing known", tuple(unknown([*head, *body, *tail])), 2, texts(full)),
    ]
    alone = {"first paragraph alone": texts([*head, body[0]]), "date in print only": texts(hidden)}
    return [replace(page, texts=alone.get(page.made, page.texts)) for page in found]


def openings(told: Told, generator: Generator) -> list[Page]:
    """A lead or a teaser that the first paragraph says again: once in the text, and no copy."""
    full = without(article(told, generator.random), "image", "caption")
    head, rest = full[:2], full[2:]
    first = rest[0].text
    words = first.split()
    teaser = " ".join(words[: len(words) * 2 // 3]) + "..."
    return [
        Page("lead again", (*head, Block("lead", first), *rest), 1, texts(full)),
        Page("lead again, nothing known", tuple(unknown([*head, rest[0], *rest])), 1, texts(full)),
        Page("teaser", (*head, Block("lead", teaser), *rest), 1, texts(full)),
        Page("teaser, nothing known", tuple(unknown([*head, Block("lead", teaser), *rest])), 1, texts(full)),
        Page("title and teaser before", (full[0], Block("lead", teaser), *full), 1, texts(full)),
        Page("lead in another form", (*head, Block("lead", unicodedata.normalize("NFD", first)), *rest), 1, texts(full)),
    ]


def honest(generator: Generator) -> list[Page]:
    """Pages whose repeats belong to the text: nothing may go."""
    pick, values = generator.random, generator.values
    kind, facts, told = generator.event()
    full = article(generator.tell(kind, facts, told, "", "original"), pick)
    person = [generator._person() for _ in range(8)]
    wards = pick.sample(values["ward"], 6)
    made = {
        "once": full,
        "rows": [*full, *[Block("paragraph", "Không có")] * 9, *[Block("paragraph", "Đạt yêu cầu")] * 4],
        "long rows": [
            *full[:2],
            *[Block("paragraph", f"{ward}: đã hoàn thành chỉ tiêu được giao trong quý.") for ward in wards * 2],
        ],
        "decisions": [*full[:3], *_decision(person[0], "12", wards[0]), *_decision(person[1], "13", wards[1])],
        "decisions of one name": [*full[:1], *_decision(person[0], "12", wards[0]), *_decision(person[0], "13", wards[1])],
        "decisions without article": _decision(person[2], "7", wards[2]) + _decision(person[3], "7", wards[2]),
        "schedule": [*full[:2], *_day("Hai", "04"), *_day("Ba", "05"), *_day("Tư", "06")],
        "refrain": [*full[:2], *_song(person)],
        "quoted": [*full, Block("paragraph", full[2].text)] if len(full) > 6 else full,
        "households": [
            *full[:3],
            *[Block("paragraph", _household(name, ward)) for name, ward in zip(person, wards, strict=False)],
        ],
        "notices": _notice(full[0].text, wards[0], "08/6/2023") + _notice("Lịch cắt nước tuần sau", wards[1], "15/6/2023"),
    }
    return [Page(how, tuple(blocks), 1, texts(blocks)) for how, blocks in made.items()]


def _decision(person: str, number: str, ward: str) -> Blocks:
    lines = [
        "QUYẾT ĐỊNH",
        f"Số {number}/QĐ-UBND về việc bổ nhiệm cán bộ lãnh đạo, quản lý",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 và các văn bản sửa đổi, bổ sung;",
        "Xét đề nghị của Trưởng phòng Nội vụ tại Tờ trình về công tác cán bộ,",
        f"Điều 1. Bổ nhiệm ông {person} giữ chức vụ Phó Chủ tịch Ủy ban nhân dân {ward}, thời hạn năm năm kể từ ngày ký.",
        "Điều 2. Chánh Văn phòng, Trưởng phòng Nội vụ, các đơn vị liên quan và ông có tên tại Điều 1 chịu trách nhiệm.",
    ]
    return [Block("paragraph", line) for line in lines]


def _day(name: str, day: str) -> Blocks:
    lines = [
        f"Thứ {name}, ngày {day}/7/2022",
        "Sáng: Thường trực Ủy ban nhân dân họp giao ban với các phòng, ban chuyên môn tại phòng họp số một.",
        "Chiều: Chủ tịch và các Phó Chủ tịch làm việc tại cơ quan, xử lý văn bản thường xuyên trong ngày.",
    ]
    return [Block("paragraph", line) for line in lines]


def _song(names: Sequence[str]) -> Blocks:
    refrain = "Ơi dòng sông quê hương, ơi con thuyền xuôi bến, nhớ mãi lời ru của mẹ những chiều mưa bay."
    verses = [f"Đêm trăng {name} ngồi hát bên hiên, kể chuyện ngày xưa cha đi mở đất phương Nam xa ngái." for name in names[:4]]
    return [Block("paragraph", line) for verse in verses for line in (verse, refrain)]


def _household(name: str, ward: str) -> str:
    return f"Hộ ông {name}, cư trú tại {ward}, được hỗ trợ kinh phí sửa chữa nhà ở từ quỹ vì người nghèo của địa phương."


def _notice(title: str, ward: str, day: str) -> Blocks:
    lines = [
        title,
        f"Đơn vị sẽ tạm ngừng cung cấp nước sạch tại {ward} ngày {day} để súc rửa đường ống định kỳ.",
        "Đề nghị các hộ dân chủ động dự trữ nước sinh hoạt, khóa van khi không sử dụng và thông cảm cho sự bất tiện này.",
        "Mọi thắc mắc xin liên hệ tổng đài chăm sóc khách hàng trong giờ hành chính để được giải đáp kịp thời.",
    ]
    return [Block("paragraph", line) for line in lines]


def labelled_pages(events: int, split: str, seed: int) -> list[Page]:
    generator = Generator(seed, split)
    found: list[Page] = []
    for _ in range(events):
        kind, facts, told = generator.event()
        text = generator.tell(kind, facts, told, "", "original")
        found += [*doubles(text, generator), *openings(text, generator), *honest(generator)]
    return found
