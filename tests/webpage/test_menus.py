"""Menus are shortened before a whole page is parsed; what an article may hold stays."""

from __future__ import annotations

import pytest

from portals.webpage.menus import without_menus


def entries(count: int, href: str = "/muc/{}", label: str = "Mục {}") -> str:
    return "".join(f'<li class="m"><a href="{href.format(n)}"><span>{label.format(n)}</span></a></li>\n' for n in range(count))


def test_long_lists_keep_four() -> None:
    page = f"<ul>{entries(20)}</ul><p>Tin</p>"
    assert without_menus(page) == f"<ul>{entries(4)}</ul><p>Tin</p>"


def test_runs_of_small_lists_keep_four() -> None:
    lists = [f"<ul>{entries(2, f'/{n}/{{}}')}</ul>" for n in range(12)]
    assert without_menus("".join(lists) + "<h1>Tin</h1>") == "".join(lists[:4]) + "<h1>Tin</h1>"


@pytest.mark.parametrize(
    "kept",
    [
        f"<ul>{entries(7)}</ul>",
        f"<ul>{entries(20, '/vb/{}.pdf')}</ul>",
        f"<ul>{entries(20, '/file/download/{}.html')}</ul>",
        f"<ul>{entries(20, label='Một câu dài của bài viết, in làm liên kết, không phải mục của trình đơn số {}')}</ul>",
        "<ul>" + "<li>Một việc cần làm</li>" * 20 + "</ul>",
    ],
    ids=["short", "files", "downloads", "sentences", "no links"],
)
def test_these_stay(kept: str) -> None:
    assert without_menus(kept) == kept


@pytest.mark.parametrize("piece", ["<ul ", "<li><a ", "<ul><li><a>", "<li><a x>" + " " * 99, "<ul><li><a x>b</a></li>", "<li>"])
def test_broken_lists_stay(piece: str) -> None:
    page = piece * (200_000 // len(piece))
    assert without_menus(page)
