"""`portals --help` and `portals list` answer at once: they import no page reader, store or table of words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from portals.cli.spider_names import spider_names

ROOT = Path(__file__).parents[2]
EXPENSIVE = ("sqlalchemy", "rich", "dateparser", "trafilatura", "portals.stages", "portals.webpage.reader", "portals.text")
LOOK = "import sys; from portals.__main__ import main\ntry: main()\nfinally: print('\\n'.join(sys.modules), file=sys.stderr)"


@pytest.mark.slow
@pytest.mark.parametrize("words", [("--help",), ("list",)])
def test_what_is_expensive_is_not_imported(words: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-c", LOOK, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert not set(EXPENSIVE) & set(done.stderr.split())


def test_names_are_read_from_the_source() -> None:
    assert {"soctrang", "thanhhoa"} <= set(spider_names(["portals.spiders"]))
    assert spider_names(["no_such_package.at_all"]) == []


def test_broken_spider_file_costs_its_own_name_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "odd_spiders"
    folder.mkdir()
    (folder / "good.py").write_text("class Good:\n    name = 'good'\n")
    (folder / "broken.py").write_text("class Broken(:\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert spider_names(["odd_spiders"]) == ["good"]
