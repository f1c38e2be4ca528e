"""The file of reviewed decisions."""

from __future__ import annotations

from pathlib import Path

import pytest

from portals.register.decisions import Decision, DecisionError, append, read
from portals.register.statements import mention_key


def test_lines_are_appended_under_a_header_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "register" / "decisions.tsv"
    append(path, Decision("same", "p-1", "p-2", "Lan", "2026-11-28", "cùng một người:\tđã gọi hỏi"))
    append(path, Decision("rename", "p-1", "Lê Văn  Mẫu", "Lan", "2026-11-28"))

    assert path.read_text("utf-8").splitlines()[0] == "decision\tone\tother\twho\twhen\twhy"
    assert read(path).same == (("p-1", "p-2"),)
    assert read(path).names == {"p-1": "Lê Văn Mẫu"}


def test_the_later_decision_about_two_persons_holds(tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_text("same\tp-1\tp-2\ndifferent\tp-2\tp-1\tLan\t2026-11-28\tkhác ngày sinh\n", "utf-8")

    assert read(path).same == ()
    assert read(path).different == (("p-2", "p-1"),)


def test_one_article_s_person_is_named_by_article_and_name(tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_text("different\tp-1\tthanhhoa:/web/a#b#Lê Văn Mẫu\n", "utf-8")

    assert read(path).detached == {"thanhhoa:/web/a#b": frozenset({"lê văn mẫu"})}
    assert read(path).different == (("p-1", mention_key("lê văn mẫu", "thanhhoa:/web/a#b")),)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("equal\tp-1\tp-2", "line 1: 'equal' is no decision"),
        ("same\tLê Văn Mẫu\tp-2", "is no person"),
        ("rename\tp-1\t", "the name"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_text(f"{line}\n", "utf-8")

    with pytest.raises(DecisionError, match=said):
        read(path)


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert read(tmp_path / "decisions.tsv").lines == ()
