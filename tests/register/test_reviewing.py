"""`scrapy review persons`: what is shown, what the keys do, and that nothing is asked twice."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from portals.cli.review_persons import review_persons
from portals.register import decisions
from portals.register.building import refresh
from portals.register.decisions import NONE
from portals.register.reviewing import merge_question, open_pairs
from portals.store import Store, open_store
from tests.register.articles import HOMES, article

TODAY = date(2026, 11, 28)
ARTICLES = [
    article(1, "2014-05-05", "Ông Lê Văn Mẫu, Trưởng phòng Nội vụ thành phố Thanh Hóa, dự lễ."),
    article(2, "2018-05-05", "Ông Lê Văn Mẫu, Phó Chủ tịch UBND thành phố Thanh Hóa, dự lễ."),
    article(3, "2015-05-05", "Bà Trần Thị Mận, Trưởng phòng Tư pháp thành phố Thanh Hóa, dự lễ."),
    article(4, "2019-05-05", "Bà Trần Thị Mận, Bí thư Đảng ủy phường Đông Vệ, thành phố Thanh Hóa, dự lễ."),
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(f"sqlite:///{tmp_path}/portals.db")
    store.save(ARTICLES)
    refresh(store, HOMES)
    return store


def ask(store: Store, path: Path, typed: str) -> tuple[int, list[str]]:
    shown: list[str] = []
    with store.read() as connection:
        pairs = open_pairs(connection, decisions.read(path))
        questions = [merge_question(connection, *pair) for pair in pairs]
    return review_persons(questions, path, "lan", TODAY, StringIO(typed), shown.append), shown


def test_a_pair_is_shown_with_offices_days_sentences_and_reasons(store: Store, tmp_path: Path) -> None:
    _, shown = ask(store, tmp_path / "decisions.tsv", "q\n")
    text = "\n".join(shown)

    assert "same name" in text
    assert "Phó Chủ tịch Ủy ban nhân dân, thành phố Thanh Hóa" in text
    assert "stated 2018-05-05" in text
    assert ARTICLES[0].body is not None
    assert ARTICLES[0].body in text


def test_what_is_decided_is_written_at_once_applied_and_not_asked_again(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "register" / "decisions.tsv"
    decided, _ = ask(store, path, "x\nn cùng ngày sinh\ns\nd\n")
    found = decisions.read(path)

    assert decided == 2
    assert [(one.kind, one.who, one.when, one.why) for one in found.lines] == [
        ("same", "lan", "2026-11-28", "cùng ngày sinh"),
        ("different", "lan", "2026-11-28", ""),
    ]
    assert ask(store, path, "") == (0, [])
    refresh(store, HOMES, found)
    assert ask(store, path, "") == (0, [])
    with store.read() as connection:
        assert open_pairs(connection, NONE) == []


def test_who_skips_or_quits_decides_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"

    assert ask(store, path, "k\nq\n")[0] == 0
    assert not path.exists()
    assert len([line for line in ask(store, path, "k\nk\n")[1] if line.startswith("score")]) == 2


@pytest.mark.slow
def test_in_a_terminal(store: Store, tmp_path: Path) -> None:
    store.close()
    path = tmp_path / "decisions.tsv"
    command = [sys.executable, "-m", "scrapy", "review", "persons", "-L", "WARNING", "--decisions", str(path)]
    master, slave = pty.openpty()
    run = subprocess.Popen(
        [*command, "-s", f"STORE_URL=sqlite:///{tmp_path}/portals.db"],
        stdin=slave,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(slave)
    os.write(master, b"s\nq\n")
    out, err = run.communicate(timeout=120)
    os.close(master)

    assert run.returncode == 0, err
    assert "Lê Văn Mẫu" in out
    assert "1 pairs decided, 1 candidate pairs are left" in err
    assert len(decisions.read(path).lines) == 1
