"""Long and hostile text: the cost stays in proportion to the length, so these 200 KB bodies are read in a blink."""

from __future__ import annotations

import re

import pytest

from portals.text.dates import event_forms, find_event_dates, is_date_line, line_forms, read_date

SIZE = 200_000
HOSTILE = (
    "1/",
    "1 - ",
    "12:",
    "ngày ",
    "5 tháng ",
    "ngày 1, ",
    "8h",
    "(",
    "74 lượt xem ",
    "thứ ",
    "sáng nay, ",
    "từ 1 đến ",
    "2022-",
    "0",
    "5/7/2022 ",
    "14:30 ",
    "quý i năm 2025 ",
    "e\u0301",
    "sáng và ",
    "nhiệm kỳ mới (từ ",
    "mùng 5 tháng giêng ",
    "(5/7-",
    "1/1/2022 1:10 am ",
    "<a ",
    "&nbsp;",
)


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text(piece: str) -> None:
    text = piece * (SIZE // len(piece))
    assert read_date(text).value is None
    assert not is_date_line(text)
    end = 0
    for event in find_event_dates(text, published="2022-07-05"):
        assert end <= event.start < event.end
        end = event.end


def test_patterns_repeat_no_repeat() -> None:
    """The forms are tried at every number: a repeat within a repeat would be tried in every way there is."""
    modules = line_forms, event_forms
    found = [value.pattern for module in modules for value in vars(module).values() if isinstance(value, re.Pattern)]
    assert len(found) > 20
    assert not [source for source in found if re.search(r"[+*]\)[+*]", source)]
