"""`scrapy room` and `scrapy site` at the command line: one clear line for each mistake, and a quiet end."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from portals.room.server import listen
from portals.store import open_store
from tests.room.articles import room_articles

pytest.importorskip("datasette")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that nobody built a register for."""
    path = tmp_path_factory.mktemp("command") / "portals.db"
    with open_store(f"sqlite:///{path}") as store:
        store.save(room_articles())
    return path


def command(store: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "portals", *arguments, "-s", f"STORE_URL=sqlite:///{store}"]


def run(store: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(command(store, *arguments), capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


pytestmark = pytest.mark.slow


def test_a_store_without_a_register_is_shown(store: Path, tmp_path: Path) -> None:
    assert run(store, "room", "--build-only", "--db", f"{tmp_path}/room.db") == (
        0,
        f"reading room: 7 articles, 7 read again, in {tmp_path}/room.db\n",
    )


def test_an_empty_store_is_shown(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/portals.db").close()
    code, said = run(tmp_path / "portals.db", "room", "--build-only", "--db", f"{tmp_path}/room.db")

    assert (code, said.partition(",")[0]) == (0, "reading room: 0 articles")


def test_a_missing_store_is_said(tmp_path: Path) -> None:
    code, said = run(tmp_path / "portals.db", "room", "--build-only", "--db", f"{tmp_path}/room.db")

    assert code == 2
    assert said.count("\n") == 1
    assert not (tmp_path / "room.db").exists()


def test_a_store_that_a_crawl_writes_is_read_as_it_was(store: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as crawl:
        crawl.execute("BEGIN IMMEDIATE")
        crawl.execute("UPDATE articles SET version = version")
        code, said = run(store, "room", "--build-only", "--db", f"{tmp_path}/room.db")
        crawl.execute("ROLLBACK")

    assert (code, said.partition(",")[0]) == (0, "reading room: 7 articles")


def test_a_folder_that_cannot_be_written_is_said(store: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, said = run(store, "room", "--build-only", "--db", f"{tmp_path}/file/room.db")

    assert code == 1
    assert said.count("\n") == 1
    assert "cannot be written" in said


def test_a_taken_port_is_said_before_anything_is_built(store: Path, tmp_path: Path) -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        code, said = run(store, "room", "--port", str(port), "--db", f"{tmp_path}/room.db")

    assert code == 1
    assert f"port {port} cannot be used: Address already in use; name another with --port" in said
    assert not (tmp_path / "room.db").exists()


def test_ctrl_c_ends_it_without_a_word(store: Path, tmp_path: Path) -> None:
    with listen(0) as free:
        port = free.getsockname()[1]
    arguments = command(store, "room", "--port", str(port), "--db", f"{tmp_path}/room.db")
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        lines = [server.stderr.readline(), server.stderr.readline()]
        time.sleep(1)
        server.send_signal(signal.SIGINT)
        rest = server.stderr.read()

    assert f"http://127.0.0.1:{port}/" in lines[1]
    assert rest == ""
    assert server.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--portal", "nobody"), "no article of a portal 'nobody'"),
        (("--person", "nobody"), "no article about 'nobody'"),
        ((), "say which articles"),
        (("--ids", "missing.txt"), "missing.txt cannot be read"),
    ],
)
def test_a_site_of_nothing_is_said(store: Path, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    code, line = run(store, "site", "-O", f"{tmp_path}/site", "--db", f"{tmp_path}/room.db", *arguments)

    assert code == 2
    assert said in line
    assert not (tmp_path / "site").exists()


def test_a_list_of_ids_becomes_a_site(store: Path, tmp_path: Path) -> None:
    (tmp_path / "ids.txt").write_text("thanhhoa:1\n\nsoctrang:6\n")
    code, said = run(store, "site", "-O", f"{tmp_path}/site", "--ids", f"{tmp_path}/ids.txt", "--db", f"{tmp_path}/room.db")

    assert (code, said.partition(" in ")[0]) == (0, "site: 2 articles")
    assert (tmp_path / "site" / "index.html").is_file()
