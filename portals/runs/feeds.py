"""Feed files that replace an older one only when they are whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, Any

from scrapy import Spider
from scrapy.extensions.feedexport import FileFeedStorage


class WholeFileStorage(FileFeedStorage):
    """With `-O` the feed grows in `.NAME.part` beside the file, and takes its place at the end of the run.

    A run that is killed leaves the older file as it was. With `-o` the file is added to in place.
    """

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        super().__init__(uri, feed_options=feed_options)
        target = Path(self.path)
        self.draft = target.with_name(f".{target.name}.part") if self.write_mode == "wb" and not _special(target) else None

    def open(self, spider: Spider) -> IO[bytes]:
        if self.draft is None:
            return super().open(spider)
        self.draft.parent.mkdir(parents=True, exist_ok=True)
        return self.draft.open("wb")

    def store(self, file: IO[bytes]) -> None:
        file.close()
        if self.draft is not None:
            os.replace(self.draft, self.path)


def _special(path: Path) -> bool:
    """`/dev/stdout`, a pipe, a link to elsewhere: written to as it is."""
    return path.is_symlink() or (path.exists() and not path.is_file())
