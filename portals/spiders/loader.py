"""Load the spiders of all declared portals; a file that cannot be imported prints one line."""

from __future__ import annotations

import traceback

from scrapy.spiderloader import SpiderLoader

from portals.errors import CommandError


class PortalLoader(SpiderLoader):
    """Scrapy's spider loader. Raises `CommandError` with the file and its error."""

    def _load_all_spiders(self) -> None:
        try:
            super()._load_all_spiders()
        except Exception as error:  # any error of the user's file during its import
            raise CommandError(f"a spider file cannot be loaded: {_place(error)}: {error}") from None


def _place(error: Exception) -> str:
    """Return file and line of an error, and its class."""
    if isinstance(error, SyntaxError):
        return f"{error.filename}:{error.lineno} (SyntaxError)"
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    where = f"{last.filename}:{last.lineno}" if last else "?"
    return f"{where} ({type(error).__name__})"
