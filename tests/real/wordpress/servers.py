"""Keep the database and the web server of one site, and end them in time.

    python -m tests.real.wordpress.servers --folder DIR --port N --owner PID --lifetime SECONDS

Ends when told to, when its owner has ended, when a server has ended or when its lifetime is over; the servers end with it.
"""

from __future__ import annotations

import argparse
import ctypes
import getpass
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from tests.real.wordpress.folder import SCRIPTS, Folder

PR_SET_PDEATHSIG = 1
POLL_SECONDS = 0.5


def die_with_parent(end: int = signal.SIGTERM) -> Callable[[], None]:
    """Make what a child calls first, so that the kernel ends it with its parent."""
    parent = os.getpid()

    def call() -> None:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, end)
        if os.getppid() != parent:
            os._exit(1)

    return call


def started_at(pid: int) -> str | None:
    """Start time of a living process, which tells it from a later one of the same number."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return None
    state, *fields = stat.rpartition(")")[2].split()
    return None if state in "ZX" else fields[18]


def php(folder: Folder) -> list[str]:
    """PHP with settings that keep it quiet and on this machine."""
    options = {
        "display_errors": "0",
        "log_errors": "1",
        "error_log": str(folder.logs / "php.log"),
        "sendmail_path": "/bin/true",
        "allow_url_fopen": "0",
        "memory_limit": "512M",
        "date.timezone": "UTC",
    }
    command = ["php"]
    for name, value in options.items():
        command += ["-d", f"{name}={value}"]
    return command


def create_database(folder: Folder) -> None:
    """Make the system tables of MariaDB, once."""
    if (folder.database / "mysql").exists():
        return
    with (folder.logs / "install-db.log").open("wb") as log:
        subprocess.run(
            [
                "mariadb-install-db",
                "--no-defaults",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                f"--user={getpass.getuser()}",
                f"--datadir={folder.database}",
            ],
            stdout=log,
            stderr=log,
            check=True,
        )


def start_database(folder: Folder) -> subprocess.Popen[bytes]:
    """Start MariaDB on a unix socket only and wait until it answers."""
    create_database(folder)
    process = subprocess.Popen(
        [
            "/usr/sbin/mariadbd",
            "--no-defaults",
            f"--user={getpass.getuser()}",
            f"--datadir={folder.database}",
            f"--socket={folder.socket}",
            f"--pid-file={folder.database / 'mariadbd.pid'}",
            f"--log-error={folder.logs / 'mariadb.log'}",
            "--skip-networking",
            "--character-set-server=utf8mb4",
            "--innodb-flush-log-at-trx-commit=2",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=die_with_parent(),
    )
    query = [
        "mariadb",
        "--no-defaults",
        f"--socket={folder.socket}",
        "--user=root",
        "--execute=CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4",
    ]
    for _ in range(240):
        if process.poll() is not None:
            raise SystemExit(f"MariaDB ended at once: see {folder.logs}")
        if subprocess.run(query, capture_output=True, check=False).returncode == 0:
            return process
        time.sleep(0.25)
    raise SystemExit(f"MariaDB does not answer: see {folder.logs}")


def start_web(folder: Folder, port: int) -> subprocess.Popen[bytes]:
    """Start PHP's own web server on the loopback address."""
    with (folder.logs / "web.log").open("ab") as log:
        return subprocess.Popen(
            [
                *php(folder),
                "-S",
                f"127.0.0.1:{port}",
                "-t",
                str(folder.site),
                str(SCRIPTS / "router.php"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=die_with_parent(),
        )


def _stop(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def main() -> None:
    """Keep the servers until one of the reasons to end comes up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--owner", type=int, required=True)
    parser.add_argument("--lifetime", type=float, required=True)
    args = parser.parse_args()
    folder = Folder(args.folder)
    end = time.monotonic() + args.lifetime
    owner = started_at(args.owner) if args.owner else None
    if args.owner and owner is None:
        sys.exit("the owner has ended")
    for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(signum, _stop)
    folder.supervisor.write_text(f"{os.getpid()} {started_at(os.getpid())}\n", encoding="utf-8")
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes.append(start_database(folder))
        processes.append(start_web(folder, args.port))
        while time.monotonic() < end and all(process.poll() is None for process in processes):
            if args.owner and started_at(args.owner) != owner:
                break
            time.sleep(POLL_SECONDS)
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
        folder.supervisor.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
