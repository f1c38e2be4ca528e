"""`scrapy export`, `scrapy history` and `scrapy status` on a store that is there."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from portals.items import Article
from portals.store import open_store, runs
from tests.commands.cli import ROOT, Ended, refused
from tests.store.articles import TEXT, article

COPY = (
    "Thông báo về việc tổ chức tiếp công dân định kỳ tháng 8 của Chủ tịch Ủy ban nhân dân thành phố tại trụ sở tiếp công dân."
)


@pytest.fixture
def store(store_url: str) -> str:
    """A store with an article in two versions, an undated one, and two copies of one notice at two portals."""
    opened = open_store(store_url)
    opened.save([article(1, day=1), undated()])
    opened.save([article(1, day=2, body=f"{TEXT} Đây là cuộc họp thứ hai trong năm.")])
    opened.save([notice("thanhhoa", 3, "2023-08-01"), notice("soctrang", 3, "2023-08-02")])
    opened.close()
    return store_url


def undated() -> Article:
    body = "Đội bóng phường 5 thắng giải bóng đá thiếu niên mùa hè, sau bảy trận đấu sôi nổi trên sân vận động."
    return article(2, title="Giải bóng đá thiếu niên", body=body, published_at=None, published_raw=None)


def notice(portal: str, number: int, published: str) -> Article:
    return article(number, title="Thông báo", body=COPY, portal=portal, id=f"{portal}:{number}", published_at=published)


class Here:
    """Runs commands on one store in this process."""

    def __init__(self, store: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.store, self.capsys = store, capsys

    def __call__(self, *arguments: str | Path) -> Ended:
        return refused(self.capsys, *arguments, "-s", f"STORE_URL={self.store}")


@pytest.fixture
def here(store: str, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(store, capsys)


def ids(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["id"] for row in csv.DictReader(file)]


def test_export_gives_all_with_the_portals_and_the_undated_last(here: Here, tmp_path: Path) -> None:
    ended = here("export", "-O", tmp_path / "all.csv")
    assert (ended.code, ended.line) == (0, f"exported 4 articles to {tmp_path}/all.csv")
    assert ids(tmp_path / "all.csv") == ["soctrang:3", "thanhhoa:3", "thanhhoa:1", "thanhhoa:2"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--portal", "soctrang"], ["soctrang:3"]),
        (["--since", "2023-08-02"], ["soctrang:3", "thanhhoa:1", "thanhhoa:2"]),
        (["--unique"], ["thanhhoa:3", "thanhhoa:1", "thanhhoa:2"]),
        (["--unique", "--portal", "soctrang"], ["soctrang:3"]),
    ],
)
def test_export_selects(here: Here, tmp_path: Path, options: list[str], expected: list[str]) -> None:
    ended = here("export", "-O", tmp_path / "some.csv", *options)
    assert (ended.code, ids(tmp_path / "some.csv")) == (0, expected)


def test_export_says_how_many_copies_it_left_out(here: Here, tmp_path: Path) -> None:
    assert here("export", "-O", tmp_path / "a.csv", "--unique").line.endswith("a.csv; left out as copies of them: 1")


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["json", "jsonl", "jl", "csv", "jsonld", "parquet", "xml"])
def test_export_in_every_format(here: Here, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"all.{suffix}"
    assert here("export", "-O", path).code == 0
    assert path.stat().st_size > 500
    assert [left.name for left in tmp_path.iterdir() if left.name.endswith(".part")] == []


def test_export_of_json_is_the_record(here: Here, tmp_path: Path) -> None:
    here("export", "-O", tmp_path / "one.json", "--portal", "soctrang")
    (record,) = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert (record["title"], record["representative"]) == ("Thông báo", "thanhhoa:3")
    assert [(link["id"], link["relation"]) for link in record["duplicates"]] == [("thanhhoa:3", "copy")]


def test_export_of_officials_has_a_row_for_each_position(here: Here, tmp_path: Path) -> None:
    ended = here("export", "-O", tmp_path / "who.csv", "--what", "officials", "--unique")
    assert "exported 3 rows of officials from 3 articles" in ended.line
    with (tmp_path / "who.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["name"], row["position"]) for row in rows} == {("Lê Văn Mẫu", "Bí thư Thành ủy")}
    assert all(row["url"] and row["warc_file"] for row in rows)


def test_export_to_standard_output(here: Here) -> None:
    ended = here("export", "-O", "-", "--format", "csv", "--portal", "soctrang")
    assert [row["id"] for row in csv.DictReader(io.StringIO(ended.out.removeprefix("\ufeff")))] == ["soctrang:3"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "name the file"),
        (["out.csv"], "'out.csv' is too much"),
        (["-O", "-"], "standard output has no ending"),
        (["-O", "{tmp}/out.pickle"], "unknown format 'pickle'"),
        (["-O", "{tmp}/out"], "no ending that names a format"),
        (["-O", "{tmp}/out.xyz"], "unknown format 'xyz'"),
        (["-O", "{tmp}/out.csv", "--format", "xls"], "unknown format 'xls'"),
        (["-O", "{tmp}/out.csv", "--what", "people"], "invalid choice: 'people'"),
        (["-O", "{tmp}/out.csv", "--since", "1/2/2023"], "--since '1/2/2023' is not a date"),
        (["-O", "{tmp}/out.csv", "--since", "20230102"], "is not a date"),
        (["-O", "{tmp}/out.csv", "--portal", "hanoi"], "no article of a portal 'hanoi': it has soctrang, thanhhoa"),
        (["-O", "{tmp}/out.jsonld", "--what", "officials"], "jsonld holds articles"),
        (["-O", "{tmp}"], "is a folder"),
        (["-O", "{tmp}/out.csv", "--frob"], "unknown option --frob"),
    ],
)
def test_export_refuses(here: Here, tmp_path: Path, options: list[str], says: str) -> None:
    (tmp_path / "out.csv").write_text("yesterday", encoding="utf-8")
    ended = here("export", *(option.format(tmp=tmp_path) for option in options))
    assert ended.code == 2
    assert says in ended.line
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "yesterday"


def test_export_never_takes_the_place_of_a_store_or_an_archive(here: Here, store: str, tmp_path: Path) -> None:
    with gzip.open(tmp_path / "crawl.warc.gz", "wb") as file:
        file.write(b"WARC/1.1")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE notes (text)")
    for name in ("crawl.warc.gz", "other.db"):
        before = (tmp_path / name).read_bytes()
        ended = here("export", "-O", tmp_path / name, "--format", "csv")
        assert (ended.code, "is a database or a web archive" in ended.line) == (2, True)
        assert (tmp_path / name).read_bytes() == before


def test_export_writes_to_a_pipe_or_a_link_as_it_is(here: Here, tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "far.csv")
    assert here("export", "-O", tmp_path / "link.csv").code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert len(ids(tmp_path / "far.csv")) == 4
    assert here("export", "-O", "/dev/null", "--format", "csv").code == 0
    assert Path("/dev/null").is_char_device()


READING = ["status", "history thanhhoa:1", "export -O - --format jsonl"]


def run(command: str, store: str, output: IO[bytes] | int, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command with `output` as its standard output."""
    words = [sys.executable, "-m", "scrapy", *command.split(), "-s", f"STORE_URL={store}"]
    environment = os.environ | variables
    return subprocess.run(words, cwd=ROOT, stdout=output, stderr=subprocess.PIPE, text=True, check=False, env=environment)


@pytest.mark.slow
@pytest.mark.parametrize("command", READING)
def test_a_reader_that_has_seen_enough_ends_the_command_without_a_word(command: str, store: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = run(command, store, closed)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize("command", READING)
def test_a_full_disk_is_one_line(command: str, store: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(command, store, full)
    (line,) = done.stderr.splitlines()
    assert done.returncode == 1
    assert "standard output" in line
    assert "No space left" in line


@pytest.mark.slow
def test_a_terminal_without_vietnamese_letters_is_no_mistake(store: str) -> None:
    done = run("history thanhhoa:1", store, subprocess.PIPE, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert r"H\u1ed9i ngh\u1ecb" in done.stdout


@pytest.mark.parametrize("command", [["export", "-O", "x.csv"], ["history", "thanhhoa:1"], ["status"]])
def test_without_a_store_nothing_is_made(command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = refused(capsys, *command, "-s", f"STORE_URL=sqlite:///{tmp_path}/none.db")
    assert ended.code == 2
    assert "there is no store at" in ended.line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_looking_leaves_nothing_beside_the_store(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/portals.db") as opened:
        opened.save([article(1)])
    for command in READING:
        assert run(command, f"sqlite:///{tmp_path}/portals.db", subprocess.DEVNULL).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["portals.db"]


def test_history_shows_each_version_and_its_words(here: Here) -> None:
    ended = here("history", "thanhhoa:1")
    lines = ended.out.splitlines()
    assert ended.code == 0
    assert lines[0].startswith("thanhhoa:1  Hội nghị số 1")
    assert lines[2] == "version 1: 2024-01-01T00:00:00Z to 2024-01-01T00:00:00Z  (crawl-1.warc.gz <urn:uuid:1-1>)"
    assert lines[3].startswith("version 2: 2024-01-02T00:00:00Z")
    assert lines[5] == "version 1 → 2"
    assert "[-1-] {+hai+} trong năm." in lines[6]


def test_history_takes_an_address_and_two_versions(here: Here) -> None:
    ended = here("history", article(1).url, "--versions", "2", "1")
    assert "[-hai-] {+1+}" in ended.out


@pytest.mark.parametrize("form", ["{}", "{}?page=2#top", "HTTP://{}"])
def test_history_takes_any_address_of_the_article(here: Here, store: str, form: str) -> None:
    site, path = "tpthanhhoa.thanhhoa.gov.vn:443", "/web/trang-chu/tin-tuc/hoi-nghi"
    opened = open_store(store)
    opened.save([article(9, id=f"thanhhoa:{path}", url=f"https://{site}{path}.html")])
    address = form.format(f"{site}{path}.html")
    assert here("history", address if "://" in address else f"https://{address}").out.startswith(f"thanhhoa:{path}  ")


def test_history_of_an_article_that_is_gone(here: Here, store: str) -> None:
    open_store(store).gone("thanhhoa:2", at="2024-02-01T00:00:00Z")
    assert "gone since 2024-02-01T00:00:00Z" in here("history", "thanhhoa:2").out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "name one article"),
        (["thanhhoa:1", "thanhhoa:2"], "name one article"),
        (["thanhhoa:99"], "no article 'thanhhoa:99'"),
        (
            [
                "http://[",
            ],
            "no article 'http://['",
        ),
        (["thanhhoa:1", "--versions", "1", "7"], "no version 7: the article has versions 1 to 2"),
        (["thanhhoa:1", "--versions", "one", "two"], "invalid int value: 'one'"),
    ],
)
def test_history_refuses(here: Here, arguments: list[str], says: str) -> None:
    ended = here("history", *arguments)
    assert ended.code == 2
    assert says in ended.line


def test_status_is_one_line_a_run_in_a_pipe(here: Here, store: str) -> None:
    opened = open_store(store)
    for number, result in ((1, "ok"), (2, "degraded")):
        row = {"id": f"run-{number}", "portal": "thanhhoa", "mode": "full", "started_at": f"2024-01-0{number}T00:00:00Z"}
        with opened.write() as connection:
            runs.begin(connection, row)
            runs.finish(connection, row["id"], {"result": result, "records": number, "message": "pages given up: http_500 1"})
    lines = [line.split("\t") for line in here("status").out.splitlines()]
    assert lines[0][:4] == ["started", "portal", "mode", "result"]
    assert [(line[0], line[3], line[5], line[-1]) for line in lines[1:]] == [
        ("2024-01-02T00:00:00Z", "degraded", "2", "pages given up: http_500 1"),
        ("2024-01-01T00:00:00Z", "ok", "1", "pages given up: http_500 1"),
    ]
    assert len(here("status", "--limit", "1").out.splitlines()) == 2
    assert here("status", "soctrang").out.splitlines() == ["\t".join(lines[0])], "a portal that never ran"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "unknown portal 'nowhere'"),
        (["a", "b"], "one portal"),
        (["--limit", "0"], "1 to"),
        (["--limit", f"{2**70}"], "1 to"),
    ],
)
def test_status_refuses(here: Here, arguments: list[str], says: str) -> None:
    ended = here("status", *arguments)
    assert ended.code == 2
    assert says in ended.line
