"""Score a set of labelled texts: `python -m tests.text.dates.score FILE…`.

A file has one JSON object a line. `field` says who reads `text`:

- `date_line`: `date` is the value that `read_date` must give, or null;
- `event_dates`: `dates` are the dates of `find_event_dates(text, published=published)` in the order of the text, each with
  `date` (or null) and, where labelled, `raw` and `part_of_day`;
- `byline`: `author` and `organisation` of `read_byline`, abbreviations and capitals apart.

A label of a day is right for a reading to the hour (`20h ngày 16/4/2021`). A case whose `note` begins with `doubt` may be read
in two ways and is counted apart.

`want` (a value, a list of dates, an object) may stand for the labels. Lines of other fields are passed over.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portals.text.bylines import expand, read_byline
from portals.text.dates import find_event_dates, read_date

FIELDS = "date_line", "event_dates", "byline"
Labels = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """One labelled text and what the code reads. `verdicts` name each judged part: right, wrong, missed, extra, wrong_year."""

    case: Labels
    verdicts: tuple[str, ...]
    wanted: Any
    got: Any

    @property
    def right(self) -> bool:
        return all(verdict == "right" for verdict in self.verdicts)


def load(path: Path) -> list[Labels]:
    """Return the lines of a file that this room answers for."""
    lines = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return [case for case in lines if case["field"] in FIELDS]


def verdict(got: str | None, wanted: str | None) -> str:
    """Compare two values, either of which may be missing."""
    if got == wanted:
        return "right"
    if got is None:
        return "missed"
    return "extra" if wanted is None else "wrong"


def _date_line(case: Labels) -> Judged:
    wanted = case["want"] if "want" in case else case["date"]
    reading = read_date(case["text"], reference=case.get("reference"), order=case.get("order", "dmy"))
    got = reading.value
    if reading.precision == "hour" and wanted and len(wanted) == len("2021-04-16"):
        got = (got or "")[: len(wanted)]
    return Judged(case, (verdict(got, wanted),), wanted, got)


def _byline(case: Labels) -> Judged:
    wanted = {name: case.get("want", case).get(name) for name in ("author", "organisation")}
    read = read_byline(case["text"])
    got = {"author": read.author, "organisation": read.organisation}
    names = [name for name in got if "want" not in case or name in case["want"]]
    verdicts = tuple(verdict(_spelt(got[name]), _spelt(wanted[name])) for name in names)
    return Judged(case, verdicts, wanted, got)


def _spelt(name: str | None) -> str | None:
    """A name as it is compared: abbreviations in full (`TTXVN`), letters of one case."""
    return expand(name).lower() if name else None


def _event_dates(case: Labels) -> Judged:
    wanted = [{"date": date} for date in case["want"]] if "want" in case else case["dates"]
    found = find_event_dates(case["text"], published=case.get("published"))
    got = [{"raw": date.raw, "date": date.date, "part_of_day": date.part_of_day} for date in found]
    return Judged(case, tuple(_paired(got, wanted)), wanted, got)


def _paired(got: list[Labels], wanted: list[Labels]) -> Iterator[str]:
    """Judge the dates of one text, each against the one that stands at the same place."""
    left = list(got)
    for want in wanted:
        match = next((one for one in left if _same_place(one, want)), None)
        if match is None:
            yield "missed"
            continue
        left.remove(match)
        yield _one_date(match, want)
    yield from ("extra" for _ in left)


def _same_place(got: Labels, want: Labels) -> bool:
    if "raw" not in want:
        return True
    one, other = got["raw"].lower(), want["raw"].lower()
    return one in other or other in one


def _one_date(got: Labels, want: Labels) -> str:
    told = verdict(got["date"], want["date"])
    if told == "wrong" and got["date"][4:10] == want["date"][4:10]:
        return "wrong_year"
    if told == "extra":
        return "wrong_year"  # the text has no year for this day
    if told == "right" and "part_of_day" in want and got["part_of_day"] != want["part_of_day"]:
        return "wrong_part"
    return told


JUDGES = {"date_line": _date_line, "event_dates": _event_dates, "byline": _byline}


def judge(case: Labels) -> Judged:
    """Return what the code reads from a case, held against its labels."""
    return JUDGES[case["field"]](case)


def _doubtful(case: Labels) -> bool:
    return str(case.get("note", "")).startswith("doubt")


def summary(field: str, judged: list[Judged]) -> str:
    """Return one line: how many texts and how many of their parts are right."""
    sure = [one for one in judged if not _doubtful(one.case)]
    parts = Counter(verdict for one in sure for verdict in one.verdicts)
    counts = ", ".join(f"{count} {name}" for name, count in parts.most_common())
    texts = f"{sum(one.right for one in sure)} of {len(sure)} texts right"
    return f"{field:12} {texts}; parts: {counts}; {len(judged) - len(sure)} doubtful texts left out"


def main(paths: list[str]) -> None:
    judged = [judge(case) for path in paths for case in load(Path(path))]
    for one in judged:
        if not one.right:
            print(json.dumps(one.case, ensure_ascii=False))
            print(f"    {', '.join(one.verdicts)}: {json.dumps(one.got, ensure_ascii=False)}")
    for field in FIELDS:
        print(summary(field, [one for one in judged if one.case["field"] == field]))


if __name__ == "__main__":
    main(sys.argv[1:])
