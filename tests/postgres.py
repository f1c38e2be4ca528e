"""A real PostgreSQL on loopback for the tests, made for the session and gone with it.

Fixtures: `postgres` is the address of a fresh database; `store_url` runs a test once on SQLite and once on PostgreSQL.
Where no server can be started, the PostgreSQL half is skipped and the summary says why;
with `PORTALS_REQUIRE_POSTGRES=1` it fails.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
import pytest

REQUIRED = "PORTALS_REQUIRE_POSTGRES"
_numbers = count(1)
_trouble: list[str] = []


class Unavailable(Exception):
    """No server could be started; the message says why."""


class Server:
    """A running server. It ends when `stop` is called, or by itself when this process is gone, however that happened."""

    # The shell waits on a pipe that closes with this process, then tells the server to stop.
    _WATCH = '"$@" >"$LOG" 2>&1 & pid=$!; read -r _; kill -INT $pid; wait $pid'
    _QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "unix_socket_directories=", "max_connections=40")

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="portals-postgres-"))
        self.port = _free_port()
        self._owner = _owner()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Raises `Unavailable`."""
        data = self.folder / "data"
        if self._owner:
            shutil.chown(self.folder, self._owner)
        command = [_program("initdb"), "-D", str(data), "-U", "portals", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        made = subprocess.run(command, user=self._owner, capture_output=True, text=True, cwd=self.folder, check=False)
        if made.returncode:
            raise Unavailable(f"initdb: {made.stderr.strip().splitlines()[-1]}")
        self.resume()

    def resume(self) -> None:
        """Starts the server on the data it had, at the same address."""
        options = [part for name in self._QUICK for part in ("-c", name)]
        server = [_program("postgres"), "-D", str(self.folder / "data"), "-h", "127.0.0.1", "-p", str(self.port), *options]
        self._process = subprocess.Popen(
            ["sh", "-c", self._WATCH, "sh", *server],
            user=self._owner,
            stdin=subprocess.PIPE,
            cwd=self.folder,
            env=os.environ | {"LOG": str(self.folder / "log"), "LC_ALL": "C"},
        )
        self._wait()

    def stop(self) -> None:
        """Ends the server; its clients lose their connections at once."""
        if self._process and self._process.stdin:
            self._process.stdin.close()
            self._process.wait(30)
            self._process = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://portals@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                self.execute("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise Unavailable(f"it did not answer: {(self.folder / 'log').read_text().strip()[-300:]}")


def _program(name: str) -> str:
    found = shutil.which(name)
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if not found and not installed:
        raise Unavailable(f"{name} is not installed")
    return found or str(installed[-1])


def _owner() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    users = {entry.pw_name for entry in pwd.getpwall()}
    owner = next((name for name in ("postgres", "nobody") if name in users), None)
    if owner is None:
        raise Unavailable("it refuses to run as root, and there is no user postgres or nobody")
    return owner


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@cache
def _started() -> Server | Unavailable:
    server = None
    try:
        server = Server()
        server.start()
    except (Unavailable, OSError) as error:
        _trouble.append(f"PostgreSQL could not be started: {error}")
        if server:
            server.remove()
        return Unavailable(str(error))
    return server


def start_server() -> Server:
    """A server of the test's own, which it may stop and resume. The caller removes it."""
    server = Server()
    server.start()
    return server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The session's server."""
    server = _started()
    if isinstance(server, Unavailable):
        if os.environ.get(REQUIRED):
            pytest.fail(f"{REQUIRED} is set, but PostgreSQL could not be started: {server}")
        pytest.skip(f"PostgreSQL could not be started: {server}")
    yield server
    server.remove()
    _started.cache_clear()


@pytest.fixture
def postgres(postgres_server: Server) -> Iterator[str]:
    """The address of a fresh, empty database."""
    name = f"test_{next(_numbers)}"
    postgres_server.execute(f"CREATE DATABASE {name}")
    yield postgres_server.url(name)
    postgres_server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh store, in each database in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/portals.db"
    url: str = request.getfixturevalue("postgres")
    return url


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in _trouble:
        terminalreporter.write_line(f"WARNING: {line}; the store was tested on SQLite alone", yellow=True)
