"""Cost of the dates: a line, a body of 3,000 characters; and what dateparser, set to Vietnamese, makes of the same lines.

`python -m benchmarks.dates` prints CPU microseconds (best of five rounds) and, for the labelled lines, right, wrong and missed.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import dateparser

from portals.draft import DateLine
from portals.text.dates import choose_publication, find_event_dates, is_date_line, read_date
from tests.text.dates.labelled import Line, bodies, lines

ROUNDS = 5
SETTINGS = {
    "DATE_ORDER": "DMY",
    "REQUIRE_PARTS": ["day", "month", "year"],
    "STRICT_PARSING": True,
    "PARSERS": ["absolute-time"],
}


def microseconds(work: Callable[[], int]) -> float:
    """CPU microseconds of one piece of work, best of some rounds; `work` says how many pieces it did."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        count = work()
        best = min(best, (time.process_time() - start) / count)
    return best * 1e6


def each(function: Callable[[str], object], texts: list[str]) -> float:
    """The cost of a function on each of some texts."""

    def work() -> int:
        for text in texts:
            function(text)
        return len(texts)

    return microseconds(work)


def strict(text: str) -> str | None:
    """The day that dateparser reads: Vietnamese, day first, no part invented."""
    found = dateparser.parse(text, languages=["vi"], settings=SETTINGS)
    return found.date().isoformat() if found else None


def loose(text: str) -> str | None:
    """The day that dateparser reads with nothing but the language set."""
    found = dateparser.parse(text, languages=["vi"])
    return found.date().isoformat() if found else None


def score(reader: Callable[[str], str | None], among: list[Line]) -> str:
    """Right, wrong and missed days among labelled lines; a day read where there is none is wrong."""
    right = wrong = missed = 0
    for line in among:
        read, wanted = reader(line.text), (line.value or "")[:10] or None
        right += read == wanted
        wrong += read is not None and read != wanted
        missed += read is None and wanted is not None
    return f"right {right / len(among):6.1%}   wrong {wrong / len(among):6.1%}   missed {missed / len(among):6.1%}"


def own(text: str) -> str | None:
    return (read_date(text).value or "")[:10] or None


def body(size: int = 3000) -> str:
    """A body of own sentences, a date in every second one, as dense as a report on a busy week."""
    sentences = [case.text for case in bodies() if len(case.text) > 20]
    plain = (
        "Ủy ban nhân dân thành phố đề nghị các đơn vị tiếp tục tuyên truyền, vận động nhân dân thực hiện tốt các chủ trương."
    )
    return " ".join(text for sentence in sentences for text in (sentence, plain))[:size]


def main() -> None:
    absolute = [line for line in lines() if not line.context]
    texts = [line.text for line in absolute]
    print(f"a line           {each(read_date, texts):8.1f} µs   (floor 50)")
    print(f"is it a line?    {each(is_date_line, texts):8.1f} µs")
    page = [DateLine("Ngày 10/10/2020 06:43:10"), DateLine("Đăng lúc: 10/10/2020 06:43:10 (GMT+7)")]
    cost = each(lambda text: choose_publication(page, captured="2022-07-05T10:00:00+07:00"), texts)
    print(f"a page's lines   {cost:8.1f} µs   (two of them)")
    cost = each(lambda text: find_event_dates(text, published="2022-07-05"), [body()] * 20)
    print(f"a 3,000 body     {cost:8.1f} µs   (floor 1,000)")
    print(f"dateparser, line {each(strict, texts):8.1f} µs")
    print(f"own grammar        {score(own, absolute)}")
    print(f"dateparser strict  {score(strict, absolute)}")
    print(f"dateparser loose   {score(loose, absolute)}")
    left = [line for line in absolute if read_date(line.text).value is None]
    print(f"after the grammar  {score(strict, left)}   ({len(left)} lines it gives no value for; strict)")
    print(f"                   {score(loose, left)}   (loose)")


if __name__ == "__main__":
    main()
