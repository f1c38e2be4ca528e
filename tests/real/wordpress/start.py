"""Run a real WordPress with invented Vietnamese government news on this machine only.

    python -m tests.real.wordpress.start --folder DIR --port N       make the site if need be, start it, print its address
    python -m tests.real.wordpress.start set --folder DIR --theme twentytwentytwo --date-format "j F, Y"
    python -m tests.real.wordpress.start stop --folder DIR

DIR holds all state; DIR/truth.jsonl says what a visitor of each post sees. The servers end with the process that called this
script (or the one --owner names; 0 for none), and after --lifetime seconds at the latest. Needs Debian and, when a package is
missing, root.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.real.wordpress import content, documents, packages
from tests.real.wordpress.folder import ROOT, SCRIPTS, Folder, Settings
from tests.real.wordpress.servers import php, started_at


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", nargs="?", default="start", choices=("start", "set", "stop"))
    parser.add_argument("--folder", type=Path, required=True, help="folder of all state")
    parser.add_argument("--port", type=int, default=0, help="0 for the one used before, or any")
    parser.add_argument("--theme", default="", help="twentytwentyone, …two or …three")
    parser.add_argument("--date-format", default="", help="as PHP writes it, such as d/m/Y")
    parser.add_argument("--permalinks", default="", help="such as /%%category%%/%%postname%%/")
    parser.add_argument("--locale", default="vi", help="language of WordPress; en_US for English")
    parser.add_argument("--seed", type=int, default=7, help="another seed makes other news")
    parser.add_argument("--posts", type=int, default=60, help="60 at most")
    parser.add_argument("--newest", default="2025-10-31", help="day of the newest post")
    parser.add_argument("--owner", type=int, default=os.getppid(), help="process to end with")
    parser.add_argument("--lifetime", type=float, default=3600, help="seconds")
    args = parser.parse_args()
    args.folder = args.folder.resolve()
    return args


def _run_php(folder: Folder, script: str, *arguments: str) -> None:
    """Run one of the PHP scripts and stop with its output if it fails."""
    command = [*php(folder), str(SCRIPTS / script), str(folder.site), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        log = folder.logs / "php.log"
        tail = log.read_text(encoding="utf-8")[-2000:] if log.exists() else ""
        raise SystemExit(f"{script} failed:\n{done.stdout}{done.stderr}{tail}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _supervisor(folder: Folder) -> int | None:
    """The living process that keeps the servers."""
    if not folder.supervisor.exists():
        return None
    words = folder.supervisor.read_text(encoding="utf-8").split()
    if len(words) != 2 or started_at(int(words[0])) != words[1]:
        return None
    return int(words[0])


def stop(folder: Folder) -> None:
    """End the servers and wait until they have ended."""
    pid = _supervisor(folder)
    if pid is None:
        return
    os.kill(pid, signal.SIGTERM)
    for _ in range(240):
        if _supervisor(folder) is None:
            return
        time.sleep(0.25)
    raise SystemExit(f"the servers of {folder.root} do not end")


def _start_servers(folder: Folder, port: int, owner: int, lifetime: float) -> None:
    with (folder.logs / "supervisor.log").open("ab") as log:
        supervisor = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.real.wordpress.servers",
                f"--folder={folder.root}",
                f"--port={port}",
                f"--owner={owner}",
                f"--lifetime={lifetime}",
            ],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    for _ in range(480):
        if supervisor.poll() is not None:
            raise SystemExit(f"the servers ended at once: see {folder.logs}")
        if _answers(port):
            return
        time.sleep(0.25)
    raise SystemExit(f"nothing answers on port {port}: see {folder.logs}")


def _fill(folder: Folder, settings: Settings) -> None:
    """Install WordPress and put the invented news in."""
    site = content.make_site(SCRIPTS / "topics.txt", settings.seed, settings.posts, settings.newest)
    content_file = folder.root / "content.json"
    content_file.write_text(json.dumps(site, ensure_ascii=False), encoding="utf-8")
    documents.write_documents(folder.root / "documents", site["documents"])
    _run_php(folder, "install.php", settings.locale)
    _run_php(folder, "options.php", "", "d/m/Y", "/%year%/%monthnum%/%postname%/")
    _run_php(folder, "fill.php", str(content_file), str(folder.root / "documents"), str(folder.truth))
    _run_php(folder, "options.php", "twentytwentyone", "", "")
    folder.filled_mark.touch()


def start(args: argparse.Namespace) -> str:
    """Start the site of a folder and return its address."""
    folder = Folder(args.folder)
    packages.install()
    stop(folder)
    before = folder.settings()
    port = args.port or (before.port if before else _free_port())
    if _answers(port):
        raise SystemExit(f"port {port} is in use")
    settings = Settings(port, args.seed, args.posts, args.newest, args.locale)
    empty = folder.prepare(settings)
    _start_servers(folder, port, args.owner, args.lifetime)
    try:
        if empty:
            _fill(folder, settings)
        set_options(folder, args)
    except BaseException:
        stop(folder)
        raise
    return settings.base


def set_options(folder: Folder, args: argparse.Namespace) -> None:
    """Change theme, form of dates or form of addresses of a running site."""
    if args.theme or args.date_format or args.permalinks:
        _run_php(folder, "options.php", args.theme, args.date_format, args.permalinks)


def main() -> None:
    """Do what the command line asks for."""
    args = _arguments()
    folder = Folder(args.folder)
    if args.action == "stop":
        stop(folder)
    elif args.action == "set":
        if _supervisor(folder) is None:
            raise SystemExit(f"the site of {folder.root} is not running")
        set_options(folder, args)
    else:
        print(start(args), flush=True)


if __name__ == "__main__":
    main()
