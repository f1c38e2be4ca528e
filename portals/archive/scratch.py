"""Temporary folders for decompressed and sorted archive data: gigabytes for a big archive."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

PREFIX = "portals-"
_LOCK = ".in-use"


class ScratchFolder:
    """A temporary folder that is removed with its object.

    Its process holds a lock in it, so folders of killed processes can be recognised. They are removed when the next one is
    made.
    """

    def __init__(self) -> None:
        remove_abandoned(Path(tempfile.gettempdir()))
        while True:
            self._folder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
            self.path = Path(self._folder.name)
            self._lock = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            with suppress(OSError):  # a file system without locks
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(self._lock).st_nlink:
                return
            os.close(self._lock)  # another process removed it before it was locked

    def __del__(self) -> None:
        with suppress(OSError, AttributeError):
            os.close(self._lock)


def remove_abandoned(folder: Path) -> None:
    """Remove the scratch folders inside `folder` that no process uses."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name.startswith(PREFIX) and entry.is_dir(follow_symlinks=False):
                _remove_unused(Path(entry.path))


def _remove_unused(folder: Path) -> None:
    with suppress(OSError):
        if folder.stat().st_uid != os.getuid():
            return
        descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(descriptor)
