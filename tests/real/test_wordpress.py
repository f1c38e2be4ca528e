"""A real WordPress, crawled: every public post once, with the title, text and time that were put in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.real.wordpress import packages
from tests.real.wordpress.check import THEMES, check, site

_MISSING = packages.missing()


@pytest.mark.skipif(not os.environ.get("PORTALS_REAL"), reason="PORTALS_REAL=1 or `make wordpress` runs a real WordPress")
@pytest.mark.skipif(bool(_MISSING), reason=f"Debian's packages are not installed: {', '.join(_MISSING)}")
def test_wordpress_is_read_as_it_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    base = site(folder, "--owner", str(os.getpid()))
    try:
        for theme, form in THEMES.items():
            site(folder, "set", "--theme", theme, "--date-format", form)
            assert check(tmp_path / theme, theme, base, folder / "truth.jsonl").faults == []
    finally:
        site(folder, "stop")
