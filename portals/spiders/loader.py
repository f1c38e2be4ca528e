"""Loads the spiders of all declared portals; a file that cannot be imported costs one line."""

from __future__ import annotations

import traceback

from scrapy.spiderloader import SpiderLoader

from portals.errors import CommandError


class PortalLoader(SpiderLoader):
    """Scrapy's loader. Raises `CommandError` that names the file and its mistake."""

    def _load_all_spiders(self) -> None:
        try:
            super()._load_all_spiders()
        except Exception as error:  # whatever a file of the user raises when it is imported
            raise CommandError(f"a spider file cannot be loaded: {_place(error)}: {error}") from None


def _place(error: Exception) -> str:
    """Return the file and line of a mistake, and its kind."""
    if isinstance(error, SyntaxError):
        return f"{error.filename}:{error.lineno} (SyntaxError)"
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    where = f"{last.filename}:{last.lineno}" if last else "?"
    return f"{where} ({type(error).__name__})"
