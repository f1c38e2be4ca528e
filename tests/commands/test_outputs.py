"""Outputs write only what is ours to write, by whatever name it is reached; addresses keep their passwords."""

from __future__ import annotations

import gzip
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from portals.exporters.overwriting import write_refusal
from portals.store import StoreError, open_store
from portals.store.database import address, printable_address
from tests.commands.cli import refused, scrapy
from tests.store.articles import article


def database(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text)")
    return path


def warc(path: Path) -> Path:
    path.write_bytes(gzip.compress(b"WARC/1.1\r\n"))
    return path


def wacz(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("archive/data.warc.gz", b"")
    return path


def linked(path: Path) -> Path:
    path.symlink_to(database(path.with_name("elsewhere.db")))
    return path


def hard_linked(path: Path) -> Path:
    path.hardlink_to(database(path.with_name("elsewhere.db")))
    return path


PRECIOUS: dict[str, Callable[[Path], Path]] = {
    "a database": lambda folder: database(folder / "notes.csv"),
    "a link to a database": lambda folder: linked(folder / "out.csv"),
    "another name of a database": lambda folder: hard_linked(folder / "out.csv"),
    "an archive under another name": lambda folder: warc(folder / "out.csv"),
    "a WACZ": lambda folder: wacz(folder / "out.csv"),
    "a plain WARC": lambda folder: made(folder / "out.csv", b"WARC/1.1\r\nWARC-Type: warcinfo\r\n"),
    "an index of captures": lambda folder: made(folder / "index.cdxj", b"vn,gov 2022 {}"),
    "a write-ahead log": lambda folder: made(folder / "out.csv", b"\x37\x7f\x06\x82" + bytes(20)),
    "the log of a database that is not open": lambda folder: Path(f"{database(folder / 'a.db')}-wal"),
    "its journal": lambda folder: Path(f"{database(folder / 'a.db')}-journal"),
    "a binary file": lambda folder: made(folder / "out.csv", b"\x7fELF\x02\x01\x01\x00\x00"),
    "a picture": lambda folder: made(folder / "out.csv", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
}


def made(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("what", PRECIOUS)
def test_what_is_not_ours_is_not_overwritten(what: str, tmp_path: Path) -> None:
    assert write_refusal(PRECIOUS[what](tmp_path)), what


@pytest.mark.parametrize(
    "content", [b"", b"id,title\n", b"\xef\xbb\xbfid\n", b"PAR1\x00\x00", gzip.compress(b"id\n", mtime=0), b"[]"]
)
def test_feeds_of_yesterday_are_overwritten(content: bytes, tmp_path: Path) -> None:
    assert write_refusal(made(tmp_path / "out.csv", content)) is None


@pytest.mark.parametrize("name", ["/dev/null", "/dev/full", "/dev/stdout"])
def test_devices_that_take_text(name: str) -> None:
    assert write_refusal(Path(name)) is None


@pytest.mark.parametrize("name", ["/dev/mem", "/dev/zero", "/dev/urandom"])
def test_other_devices(name: str) -> None:
    if not Path(name).exists():
        pytest.skip(f"there is no {name} here")
    assert write_refusal(Path(name)) == "is a device; name a file"


@pytest.mark.parametrize("side", ["", "-wal", "-shm", "-journal"])
@pytest.mark.parametrize("option", ["-O", "--logfile", "--profile", "--pidfile"])
def test_the_store_that_a_command_will_make_is_protected(
    option: str, side: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = f"{tmp_path}/portals.db{side}"
    output = f"{target}:csv" if option == "-O" else target
    ended = refused(capsys, "crawl", "thanhhoa", "-s", f"STORE_URL=sqlite:///{tmp_path}/portals.db", option, output)
    assert ended.code == 2
    assert "is a database or a web archive, or a part of one, and is not overwritten" in ended.line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_an_export_onto_a_part_of_an_open_store(tmp_path: Path) -> None:
    path = tmp_path / "portals.db"
    with open_store(f"sqlite:///{path}") as store:
        store.save([article()])
        ended = scrapy("export", "-O", f"{path}-wal", "--format", "csv", store=path)
        assert ended.code == 2
        store.save([article(2)])
    with open_store(f"sqlite:///{path}") as store, store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM articles").scalar() == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["export", "-O", "s3://bucket/e.csv"], "s3:// is for the feeds of a crawl; this command writes a file"),
        (["extract", "fixtures", "-O", "ftp://host/e.jsonl"], "ftp:// is for the feeds of a crawl"),
        (["export", "-O", "%(name)s.csv"], "%(name) cannot be filled in here; %(time)s can"),
        (["crawl", "thanhhoa", "-O", "s3://bucket/x.csv"], "a feed to s3:// needs boto3: pip install boto3"),
        (["crawl", "thanhhoa", "-O", "gs://bucket/x.csv"], "a feed to gs:// needs google-cloud-storage"),
        (["crawl", "thanhhoa", "-O", "azure://bucket/x.csv"], "feeds cannot be written to azure://"),
        (["crawl", "thanhhoa", "-a", f"max_pages={'9' * 5000}"], "is not a number of pages"),
        (["crawl", "thanhhoa", "-a", "base=http://u:secret@127.0.0.1:1"], "base= holds a password"),
        (["crawl", "thanhhoa", "-s", f"FRONT_PAGES={'9' * 5000}"], "is not a number"),
        (["crawl", "thanhhoa", "-s", "DOWNLOAD_DELAY=soon"], "DOWNLOAD_DELAY='soon' is not a number"),
        (["crawl", "thanhhoa", "-s", f"STORE_URL=sqlite:///x.db?timeout={'9' * 5000}"], "is no number of seconds"),
        (["extract", "fixtures", "-O", "x.csv", "--workers", "9" * 5000], "is not a number of processes"),
    ],
)
def test_what_cannot_be_done_is_refused(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    ended = refused(capsys, *arguments)
    assert ended.code == 2
    assert says in ended.line
    assert len(ended.line) < 400
    assert "secret" not in ended.line


@pytest.mark.slow
def test_names_that_no_file_can_have(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    for name, says in ((str(loop), "Too many levels of symbolic links"), (f"{tmp_path}/{'a' * 300}.csv", "File name too long")):
        for command in (["export"], ["extract", "fixtures/thanhhoa"], ["crawl", "thanhhoa", "-s", "REPLAY=fixtures/thanhhoa"]):
            ended = refused(capsys, *command, "-O", name, "-s", f"STORE_URL=sqlite:///{tmp_path}/portals.db")
            assert (ended.code, says in ended.line) == (2, True), ended.err
    assert list(tmp_path.iterdir()) == [loop]


def test_placeholders_of_time_are_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "portals.db"
    with open_store(f"sqlite:///{path}") as store:
        store.save([article()])
    assert scrapy("export", "-O", f"{tmp_path}/%(time)s.csv", store=path).code == 0
    (made,) = tmp_path.glob("*.csv")
    assert made.stem[:4].isdigit()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:s3cret@127.0.0.1:54x2/db",
        "postgresql:/u:s3cret@h/db",
        "postgresql://u:s3cret@127.0.0.1:1/db",
        "postgresql://u@127.0.0.1:1/db?password=s3cret",
        "postgresql://u:1/s3cret@127.0.0.1:1/db",
        "postgresql://u:a@s3cret@127.0.0.1:1/db",
        "postgres:u:s3cret",
        "sqlite://u:s3cret@host/x?password=s3cret",
    ],
)
def test_no_password_is_printed(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    ended = refused(capsys, "crawl", "thanhhoa", "-s", f"STORE_URL={url}")
    assert ended.code in (1, 2)
    assert "s3cret" not in ended.err + ended.out


def test_what_an_address_shows() -> None:
    assert printable_address(address("postgresql://u:s3cret@host:5/db?password=x")) == "postgresql://u@host:5/db"
    with pytest.raises(StoreError, match="'nonsense' is no store address"):
        address("nonsense")


@pytest.mark.slow
@pytest.mark.parametrize("version", ["1", "'1.4.2'", "NULL"])
def test_a_foreign_database_with_a_table_of_our_name_is_left_as_it_is(version: str, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"CREATE TABLE schema_version (version); INSERT INTO schema_version VALUES ({version});")
        connection.executescript("CREATE TABLE users (name TEXT)")
    before = path.read_bytes()
    for command in (["crawl", "thanhhoa", "-s", "REPLAY=fixtures/thanhhoa"], ["status"]):
        ended = scrapy(*command, store=path)
        assert ended.code == 1
        assert "tables of another program" in ended.line
    assert path.read_bytes() == before, "not even its header is touched"
    assert [left.name for left in tmp_path.iterdir()] == ["other.db"]


@pytest.mark.slow
def test_a_scheduler_s_arguments_are_left_alone(tmp_path: Path) -> None:
    ended = scrapy("crawl", "thanhhoa", "-a", "_job=7f", "-s", "REPLAY=fixtures/thanhhoa", store=tmp_path / "portals.db")
    assert ended.code == 0, ended.err


@pytest.mark.slow
def test_what_was_asked_is_in_the_row_of_the_run(tmp_path: Path) -> None:
    arguments = ("-a", "max_pages=1", "-a", "_job=7f", "-s", "REPLAY=fixtures/thanhhoa")
    scrapy("crawl", "thanhhoa", *arguments, store=tmp_path / "portals.db")
    with closing(sqlite3.connect(tmp_path / "portals.db")) as connection:
        assert connection.execute("SELECT arguments FROM runs").fetchall() == [('{"max_pages":"1"}',)]
