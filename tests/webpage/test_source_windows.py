"""What a stretch of the source gives is what the whole page gives."""

from __future__ import annotations

import pytest
from lxml import etree

from portals.cms.trangchu import TrangChu
from portals.webpage import drafts
from portals.webpage.decoding import decode
from portals.webpage.markup import claims, tree_of
from portals.webpage.source_windows import windows
from tests.webpage.pages import BODIES, MENU, SKELETONS, STAMP, TEXT, TITLE, raw, source, texts, variants

B = TrangChu()
FILLER = "<script>var a = '<p>Đăng lúc: giả</p>';</script>" + f"<ul>{MENU}</ul>" * 40


def padded(page: str) -> str:
    head, mark, tail = page.partition("<body>")
    return head + mark + FILLER + tail.replace("</body>", FILLER + "</body>")


@pytest.mark.parametrize(("name", "page"), list(variants("b")), ids=lambda value: value if len(value) < 60 else "")
def test_same_blocks(name: str, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = B.extract(raw(padded(page)))
    monkeypatch.setattr(drafts, "windows", lambda source, seeds: [])
    assert seen == B.extract(raw(padded(page)))
    assert texts(seen, "title") == [TITLE]


def test_only_a_stretch_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    def counted(markup: str) -> etree._Element:
        sizes.append(len(markup))
        return tree_of(markup)

    monkeypatch.setattr(drafts, "tree_of", counted)
    page = padded(source("b", SKELETONS["divs"], f"<h1>{TITLE}</h1>", BODIES["p"](TEXT)))
    B.extract(raw(page))
    assert sum(sizes) < len(page) / 2


def test_print_copy_far_away_is_found() -> None:
    copy = f"<div style='display:none'><p>{TITLE}</p><p>Ngày 15/04/2023 07:05:09</p>{BODIES['p'](TEXT)}</div>"
    shown = f"<h1>{TITLE}</h1><p>{STAMP}</p>{BODIES['p'](TEXT)}<p>Các tin khác</p>"
    draft = B.extract(raw(f"<html><body>{copy}{FILLER}{shown}{FILLER}</body></html>"))
    assert texts(draft, "title") == [TITLE, TITLE]


def test_windows_grow() -> None:
    text = "<p>a</p>" * 10_000 + "<p>Đăng lúc: 15/04/2023 07:05:09</p>" + "<p>b</p>" * 20_000
    found = next(windows(text, ("ăng lúc",)))
    assert len({start for start, _ in found}) == 1
    assert [end for _, end in found] == sorted(end for _, end in found)


def test_claims_of_the_head() -> None:
    head = "<head><title>Tin &amp; bài | Cổng</title><meta property='og:title' content='Tin &amp; bài'></head>"
    assert claims(decode(head.encode()).text) == ("tin & bài | cổng", "tin & bài")
