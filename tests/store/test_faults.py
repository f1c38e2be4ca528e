"""What goes wrong with a store: each ends in one clear line, with nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa

from portals.store import Saved, StoreError, open_store, reading, schema
from portals.store.tables import articles, schema_version
from tests.postgres import start_server
from tests.store.articles import article


def refusal(url: str, reason: str, **options: bool) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(url, **options).save([article()])
    assert caught.value.reason == reason
    assert "\n" not in str(caught.value)
    return str(caught.value)


def count(url: str) -> int:
    with open_store(url).read() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(articles)).scalar_one())


@contextmanager
def unprivileged() -> Iterator[None]:
    """Root may write everywhere; inside this block, nobody in particular is asking."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    ("url", "reason", "part"),
    [
        ("nonsense", "address", "no store address"),
        ("", "address", "no store address"),
        ("mysql://host/db", "address", "sqlite:///FILE or postgresql://"),
        ("sqlite://", "address", "memory"),
        ("sqlite:///:memory:", "address", "memory"),
        ("sqlite:///portals.db?mode=ro", "address", "?timeout=SECONDS, not mode"),
        ("sqlite:///portals.db?timeout=soon", "address", "timeout=soon"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "unreachable", "cannot be reached"),
    ],
)
def test_an_address_that_cannot_be_used(url: str, reason: str, part: str) -> None:
    message = refusal(url, reason)
    assert part in message
    assert "secret" not in message


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_a_postgresql_address(scheme: str, postgres: str) -> None:
    assert open_store(postgres.replace("postgresql", scheme)).save([article()])


def test_the_folder_is_made(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/a/b/portals.db").save([article()])
    assert (tmp_path / "a" / "b" / "portals.db").exists()


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    assert "is a folder" in refusal(f"sqlite:///{tmp_path}", "address")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "portals.db"
    path.write_bytes(b"Not a database, but long enough to look at. " * 100)
    assert "damaged" in refusal(f"sqlite:///{path}", "damaged")
    assert path.read_bytes().startswith(b"Not a database")


def test_a_file_damaged_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "portals.db"
    store = open_store(f"sqlite:///{path}")
    store.save([article(number) for number in range(200)])
    store.close()
    damaged = bytearray(path.read_bytes())
    damaged[8192:] = b"\xff" * (len(damaged) - 8192)
    path.write_bytes(damaged)
    assert "damaged" in refusal(f"sqlite:///{path}", "damaged")


@pytest.mark.parametrize("table", ["articles", "moz_bookmarks"])
def test_a_database_of_another_program(table: str, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE {table} (id INTEGER)")
    assert "another program" in refusal(f"sqlite:///{path}", "foreign")
    assert "another program" in refusal(f"sqlite:///{path}", "foreign", read_only=True)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [(table,)]


def test_a_postgresql_database_may_hold_other_tables_too(postgres: str) -> None:
    with sa.create_engine(postgres.replace("postgresql:", "postgresql+psycopg:")).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE visitors (id INTEGER)")
    assert open_store(postgres).save([article()])


def test_a_newer_store_is_refused_and_left_as_it_is(store_url: str) -> None:
    store = open_store(store_url)
    with store.write() as connection:
        connection.execute(
            schema_version.insert(), {"version": 999, "applied_at": "2030-01-01T00:00:00Z", "software": "portals 9"}
        )
    store.close()
    assert "newer version (schema 999" in refusal(store_url, "newer")
    assert "newer version" in refusal(store_url, "newer", read_only=True)


def make_old(url: str) -> None:
    """A store as an imagined older version left it: without a column, an index and a table."""
    store = open_store(url)
    store.save([article(1), article(2)])
    with store.write() as connection:
        connection.execute(schema_version.update().values(version=0))
        connection.exec_driver_sql("ALTER TABLE runs DROP COLUMN partial")
        connection.exec_driver_sql("DROP INDEX ix_articles_published_at")
        connection.exec_driver_sql("DROP TABLE problems")
    store.close()


def test_an_older_store_is_brought_up_to_date(store_url: str) -> None:
    make_old(store_url)
    store = open_store(store_url)
    inspector = sa.inspect(store.engine)
    assert "partial" in {column["name"] for column in inspector.get_columns("runs")}
    assert "ix_articles_published_at" in {index["name"] for index in inspector.get_indexes("articles")}
    assert inspector.has_table("problems")
    with store.read() as connection:
        assert schema.version_of(connection, "store") == schema.SCHEMA_VERSION
        assert reading.ids(connection) == ["thanhhoa:1", "thanhhoa:2"]


def test_an_older_sqlite_store_is_copied_before(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/portals.db"
    make_old(url)
    store = open_store(url)
    assert store.backup is not None
    assert store.backup.parent == tmp_path
    with closing(sqlite3.connect(store.backup)) as copy:
        assert copy.execute("SELECT count(*) FROM articles").fetchone() == (2,)
        assert copy.execute("SELECT max(version) FROM schema_version").fetchone() == (0,)
    assert open_store(url).backup is None, "only once"


def test_a_reader_leaves_a_store_that_is_too_old_as_it_is(store_url: str) -> None:
    make_old(store_url)
    assert "older version (schema 0); the next crawl brings it up to date" in refusal(store_url, "older", read_only=True)


def test_a_reader_reads_an_older_store_and_changes_nothing(store_url: str) -> None:
    """As schema 2 was: without the tables and columns of schema 3."""
    with open_store(store_url) as store:
        store.save([article(1), article(2)])
        with store.write() as connection:
            connection.execute(schema_version.update().values(version=2))
            connection.exec_driver_sql("ALTER TABLE articles DROP COLUMN weak")
            connection.exec_driver_sql("DROP TABLE asides")
            connection.exec_driver_sql("DROP TABLE deliveries")
    with open_store(store_url, read_only=True) as store, store.read() as connection:
        assert [found.id for found in reading.read_articles(connection, reading.ids(connection))] == [
            "thanhhoa:1",
            "thanhhoa:2",
        ]
        assert len(reading.history(connection, "thanhhoa:1")) == 1
        assert reading.kept_aside(connection, "thanhhoa:1") == []
        assert schema.version_of(connection, "store") == 2
    with open_store(store_url) as store, store.read() as connection:
        rows = connection.execute(sa.select(articles.c.weak)).scalars().all()
    assert rows == [False, False], "brought up to date, each article knows whether a stand-in read it"


def test_a_step_runs_with_its_version(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(store_url).close()
    done: list[str] = []
    following = schema.SCHEMA_VERSION + 1
    monkeypatch.setattr(schema, "SCHEMA_VERSION", following)
    monkeypatch.setattr(schema, "STEPS", {following: lambda connection: done.append(connection.dialect.name)})
    open_store(store_url).close()
    open_store(store_url).close()
    assert len(done) == 1


def test_a_reader_makes_nothing(tmp_path: Path) -> None:
    assert "there is no store" in refusal(f"sqlite:///{tmp_path}/portals.db", "missing", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_reader_leaves_nothing_behind_and_writes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/portals.db"
    with open_store(url) as store:
        store.save([article(1)])
    with open_store(url, read_only=True) as reader:
        with reader.read() as connection:
            assert reading.ids(connection) == ["thanhhoa:1"]
        with pytest.raises(StoreError) as caught:
            reader.save([article(2)])
        assert caught.value.reason == "read_only"
    assert [path.name for path in tmp_path.iterdir()] == ["portals.db"]


def test_a_reader_sees_what_a_crawl_at_work_has_committed_and_does_not_stop_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/portals.db"
    with open_store(url) as store:
        store.save([article(1)])
        with open_store(url, read_only=True) as reader, reader.read() as connection:
            assert reading.ids(connection) == ["thanhhoa:1"]
            store.save([article(2)])
            assert reading.ids(connection) == ["thanhhoa:1"], "the state when the block began"
        store.save([article(3)])
    assert count(url) == 3


def test_a_store_that_is_read_only() -> None:
    with TemporaryDirectory() as name:  # pytest's own folders are closed to others
        folder = Path(name)
        path = folder / "portals.db"
        open_store(f"sqlite:///{path}").close()
        path.chmod(0o444)
        folder.chmod(0o555)
        with unprivileged():
            assert "read-only" in refusal(f"sqlite:///{path}", "read_only")
            with open_store(f"sqlite:///{path}", read_only=True).read() as connection:
                assert reading.ids(connection) == []
        folder.chmod(0o700)


def test_a_store_that_was_not_closed_is_not_read_by_halves() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "portals.db"
        code = "import os, sys; from portals.store import open_store; open_store(sys.argv[1]); os._exit(0)"
        subprocess.run([sys.executable, "-c", code, f"sqlite:///{path}"], check=True)
        (folder / "portals.db-shm").unlink()
        for file in folder.iterdir():
            file.chmod(0o444)
        folder.chmod(0o555)
        with unprivileged():
            assert "was not closed" in refusal(f"sqlite:///{path}", "read_only", read_only=True)
        folder.chmod(0o700)


@contextmanager
def held(path: Path, statement: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """Another process holds the store for writing."""
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute(sys.argv[2]); print(flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path), statement], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        yield
        process.terminate()


def test_a_store_locked_by_another_process(tmp_path: Path) -> None:
    path = tmp_path / "portals.db"
    open_store(f"sqlite:///{path}").save([article(1)])
    with held(path):
        assert "locked by another process" in refusal(f"sqlite:///{path}?timeout=0.1", "locked")
        with open_store(f"sqlite:///{path}", read_only=True).read() as connection:
            assert reading.ids(connection) == ["thanhhoa:1"], "readers go on"
    assert open_store(f"sqlite:///{path}").save([article(2)])


def test_readers_see_one_state_while_another_connection_writes(store_url: str) -> None:
    store = open_store(store_url)
    store.save([article(1)])
    with store.read() as reader:
        before = reading.ids(reader)
        open_store(store_url).save([article(2)])
        assert reading.ids(reader) == before == ["thanhhoa:1"]
    with store.read() as connection:
        assert reading.ids(connection) == ["thanhhoa:1", "thanhhoa:2"]


def test_writers_in_several_threads_lose_nothing(store_url: str) -> None:
    store = open_store(store_url)
    done: list[Saved] = []
    batches = [[article(number, day) for number in range(20)] for day in range(1, 7)]
    threads = [threading.Thread(target=lambda batch=batch: done.extend(store.save(batch))) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(saved.outcome == "new" for saved in done) == 20
    assert len(done) == 120
    with store.read() as connection:
        assert {article.last_seen for article in reading.read_articles(connection, reading.ids(connection))} == {
            "2024-01-06T00:00:00Z"
        }


WRITER = """
import sys
sys.path.insert(0, sys.argv[3])
from portals.store import open_store
from tests.store.articles import article
store = open_store(sys.argv[1])
for batch in range(int(sys.argv[2]), 10_000):
    store.save([article(batch * 10 + number) for number in range(10)])
    print(batch, flush=True)
"""


@pytest.mark.slow
def test_a_writer_killed_between_batches_leaves_whole_batches(store_url: str, pytestconfig: pytest.Config) -> None:
    first = 0
    for _ in range(3):
        command = [sys.executable, "-c", WRITER, store_url, str(first), str(pytestconfig.rootpath)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            told = [int(process.stdout.readline()) for _ in range(3)]
            process.kill()
        stored = count(store_url)
        assert stored % 10 == 0, "no batch by halves"
        assert stored >= (told[-1] + 1) * 10, "what was told is stored"
        first = stored // 10


@pytest.mark.slow
def test_two_processes_fill_one_store(store_url: str, pytestconfig: pytest.Config) -> None:
    command = [sys.executable, "-c", WRITER.replace("10_000", "int(sys.argv[2]) + 5"), store_url]
    starts = ("0", "3")
    processes = [subprocess.Popen([*command, start, str(pytestconfig.rootpath)], stdout=subprocess.DEVNULL) for start in starts]
    assert [process.wait() for process in processes] == [0, 0]
    assert count(store_url) == 80


@pytest.mark.slow
@pytest.mark.usefixtures("postgres_server")
def test_a_server_that_comes_back_loses_nothing() -> None:
    server = start_server()
    try:
        store = open_store(server.url(), retry_seconds=20)
        store.save([article(1)])
        server.stop()
        back = threading.Timer(0.5, server.resume)
        back.start()
        assert [saved.outcome for saved in store.save([article(2)])] == ["new"]
        back.join()
        assert count(server.url()) == 2
        server.stop()
        with pytest.raises(StoreError, match="cannot be reached"):
            open_store(server.url())
        store.retry_seconds = 0.3
        with pytest.raises(StoreError, match="cannot be reached"):
            store.save([article(3)])
    finally:
        server.remove()
