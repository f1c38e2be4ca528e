"""The reading room at size: build, memory, an incremental build, and what each page costs.

`python -m benchmarks.room [ARTICLES]` (100,000 in a fresh SQLite store unless told) makes articles of invented careers with
2,000 letters of text each, links every twentieth to its copies, builds the register and the room. Seconds and milliseconds are
CPU time of one core; the builds run in processes of their own, and their peak memory is printed.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from benchmarks.register import homes, worlds
from portals.register.building import refresh
from portals.room import queries
from portals.room.pages import Room
from portals.room.rendering import Renderer, ServerLinks
from portals.store import duplicates, open_store
from portals.store.store import Store
from portals.store.tables import articles
from portals.text.duplicates import Document
from tests.register.career_articles import Told
from tests.register.measure import put

BATCH = 5000
COPIES = 10
"""Articles that hold one text, among those that are linked."""
BUILD = """
import json, resource, sys, time
from pathlib import Path
from portals.room.building import build_room
from portals.store import open_store
with open_store(sys.argv[1], read_only=True) as store:
    start = time.process_time()
    built = build_room(store, Path(sys.argv[2]), now="2026-11-28T00:00:00Z")
    print(json.dumps([built.read, time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]))
"""
PHRASES = (
    "thành phố xã phường huyện tỉnh nhân dân hội nghị công tác phát triển kinh tế xã hội quốc phòng an ninh đầu tư xây dựng "
    "nông thôn giáo dục y tế văn hóa du lịch môi trường giải phóng mặt bằng chỉ đạo triển khai nhiệm vụ kế hoạch báo cáo"
)
WORDS = PHRASES.split()


def paragraphs(draw: random.Random, number: int = 5000) -> list[str]:
    """Paragraphs of about 400 letters: common words, a fifth of them rare ones."""
    return [
        " ".join(draw.choice(WORDS) if draw.random() < 0.8 else f"từ{draw.randrange(50_000)}" for _ in range(80))
        for _ in range(number)
    ]


def longer(told: Told, draw: random.Random, some: list[str]) -> Told:
    """An article with a whole text behind the sentences about its officials."""
    told.article.body = "\n\n".join([told.article.body or "", *draw.choices(some, k=5)])
    told.article.published_on = told.article.published_at
    return told


def fill(store: Store, size: int) -> None:
    draw, portals = random.Random(1), homes()
    prose = paragraphs(draw)
    rest = islice(worlds(portals), size)
    number = 0
    while some := [longer(one, draw, prose) for one in islice(rest, BATCH)]:
        put(store, some)
        linked = [
            Document(one.article.id, None, prose[(number + at) // COPIES % len(prose)], one.article.published_at)
            for at, one in enumerate(some[: BATCH // 20])
        ]
        number += len(some)
        with store.write() as connection:
            duplicates.link(connection, linked)
    refresh(store, portals)


def change(store: Store, number: int) -> None:
    """Edit articles, spread over the whole store."""
    with store.write() as connection:
        ids = list(connection.scalars(sa.select(articles.c.id).order_by(articles.c.id)))
        for name in ids[:: max(1, len(ids) // number)][:number]:
            record = dict(connection.execute(sa.select(articles.c.record).where(articles.c.id == name)).scalar_one())
            record["body"] += " Đã sửa."
            connection.execute(articles.update().where(articles.c.id == name).values(record=record, version=2))


def build(url: str, path: Path) -> tuple[int, float, int]:
    done = subprocess.run([sys.executable, "-c", BUILD, url, str(path)], capture_output=True, text=True, check=True)
    read, spent, memory = json.loads(done.stdout)
    return read, spent, memory


def pages(room: Room) -> dict[str, Callable[[], object]]:
    """Each page, of what is largest: the persons and offices with most statements, the articles with most copies."""

    def most(query: str) -> str:
        return str(room.database.execute(query).fetchone()[0])

    person = most("SELECT id FROM persons ORDER BY statements DESC, id")
    office = most("SELECT office_id FROM terms GROUP BY office_id ORDER BY count(*) DESC, office_id")
    stated = most("SELECT office_id FROM statements GROUP BY office_id ORDER BY count(*) DESC, office_id")
    place = most("SELECT place FROM offices WHERE place IS NOT NULL GROUP BY place ORDER BY count(*) DESC, place")
    copied = most("SELECT article_id FROM links GROUP BY article_id ORDER BY count(*) DESC, article_id")
    chairman = {"post": "Chủ tịch UBND", "place": "tỉnh Thanh Hóa", "on": "2018-05-05"}
    years = {"since": "2010-01-01", "until": "2026-12-31"}
    return {
        "front": room.front,
        "search, a word of every article": lambda: room.search("thanh pho"),
        "search, five words of every article": lambda: room.search("nhan dan hoi nghi cong tac"),
        "search, its page 100": lambda: room.search("thanh pho", "", 100),
        "search in one portal": lambda: room.search("thanh pho", "p7"),
        "search, a rare word": lambda: room.search("từ12345"),
        "search, a common name": lambda: room.search("nguyen van"),
        "article": lambda: room.article(copied),
        "person": lambda: room.person(person),
        "office with most holders": lambda: room.office(office),
        "office with most statements": lambda: room.office(stated),
        "place": lambda: room.place(place),
        "candidates": room.candidates,
        "questions": room.questions,
        "who": lambda: room.question("who", chairman),
        "who, in any place": lambda: room.question("who", {**chairman, "place": ""}),
        "everything on a person": lambda: room.question("person", {"name": "nguyen"}),
        "appointments of 16 years": lambda: room.question("appointments", years),
        "changes": lambda: room.question("changes", years),
        "copies": lambda: room.question("copies", {}),
        "vanished": lambda: room.question("vanished", years),
    }


def main(size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url, path = f"sqlite:///{folder}/portals.db", Path(folder) / "room.db"
        with open_store(url) as store:
            fill(store, size)
        print("{:,} articles built in {:.0f} s, {} MB".format(*build(url, path)))
        print("{:,} articles built again in {:.1f} s, {} MB".format(*build(url, path)))
        with open_store(url) as store:
            change(store, 100)
        print("{:,} changed articles built in {:.1f} s, {} MB".format(*build(url, path)), flush=True)
        show_pages(path)


def show_pages(path: Path) -> None:
    room = Room(queries.open_room(path), Renderer(ServerLinks(), "vi"), date(2026, 11, 28))
    for name, work in pages(room).items():
        spent = []
        for _ in range(3):
            start = time.process_time()
            work()
            spent.append(time.process_time() - start)
        print(f"{name}: {statistics.median(spent) * 1000:.0f} ms, first {spent[0] * 1000:.0f} ms", flush=True)
    room.database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
