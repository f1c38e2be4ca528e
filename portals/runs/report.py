"""A finished run as a row of the store, a JSON report, and a line for people."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import portals
from portals.exporters.files import whole_file
from portals.runs.field_fill import newest, rates
from portals.runs.results import CLOSED, UNREADABLE, Reason, Stats, Verdict, listed, records, under

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finished:
    """A run at its end. `seconds` are measured by the monotonic clock."""

    id: str
    portal: str
    mode: str
    started: datetime
    finished: datetime
    verdict: Verdict
    stats: Stats
    seconds: float = 0.0
    partial: bool = False
    resumed: bool = False
    undelivered: Mapping[str, int] = field(default_factory=dict)
    """Feed → number of records of earlier runs that it still has to get."""


def utc(moment: datetime) -> str:
    """Return the moment in UTC, ISO 8601, to the second, with `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def counts(stats: Stats) -> dict[str, int]:
    """Return the counts of a run."""
    found: dict[str, int] = {name: stats.get(f"items/{name}", 0) for name in ("new", "changed", "unchanged", "gone")}
    given_up = {name: number for name, number in under(stats, "given_up").items() if name != "list"}
    return {
        "requests": stats.get("downloader/request_count", 0),
        "pages": stats.get("pages/article", 0) + stats.get("pages/listing", 0),
        "records": records(stats),
        **found,
        "given_up": sum(given_up.values()),
    }


def row(run: Finished, path: Path | None) -> Values:
    """Return the values of the run's row in the store."""
    numbers = counts(run.stats)
    del numbers["requests"]
    return {
        **numbers,
        "finished_at": utc(run.finished),
        "result": run.verdict.result,
        "exit_code": run.verdict.exit_code,
        "message": "; ".join(reason.detail for reason in run.verdict.reasons) or None,
        "reasons": [asdict(reason) for reason in run.verdict.reasons],
        "fill": rates(run.stats),
        "report": str(path) if path else None,
    }


def problem_rows(run: Finished) -> Iterator[Values]:
    """Yield rows of the table `problems`: each address that was given up, then each reason why the run is not `ok`."""
    common = {"run_id": run.id, "portal": run.portal, "at": utc(run.finished)}
    for url, reason in run.stats.get("given_up/list", ()):
        yield {**common, "url": url, "stage": "page", "reason": reason, "detail": _command(run, url, reason)}
    for url in run.stats.get("closed/list", ()):
        yield {**common, "url": url, "stage": "page", "reason": CLOSED, "detail": None}
    for url, reason in run.stats.get("weak/list", ()):
        yield {**common, "url": url, "stage": "reading", "reason": reason, "detail": _command(run, url)}
    for request in run.stats.get("replay/misses", ()):
        yield {**common, "url": str(request), "stage": "request", "reason": "replay_miss", "detail": None}
    for reason in run.verdict.reasons:
        yield {**common, "url": None, "stage": "run", "reason": reason.code, "detail": reason.detail}


def to_record(run: Finished) -> Iterator[Values]:
    """Yield pages that only a weaker reader could read, or none, each with the command that makes it a fixture."""
    rejected = [(url, reason) for url, reason in run.stats.get("given_up/list", ()) if reason in UNREADABLE]
    for url, reason in (*run.stats.get("weak/list", ()), *rejected):
        yield {"url": url, "reason": reason, "command": _command(run, url)}


def _command(run: Finished, url: str, reason: str | None = None) -> str | None:
    """Return the command that makes a page a fixture; None if the page was given up for another reason than its text."""
    if reason is not None and reason not in UNREADABLE:
        return None
    return f"scrapy record {'any' if run.stats.get('any/cms') else run.portal} {shlex.quote(url)}"


def report(run: Finished, history: Mapping[str, Any]) -> Values:
    """Return the report as a JSON value; its keys are listed in docs/guide/runs.md."""
    stats = run.stats
    latest = newest(stats)
    return {
        "run": run.id,
        "portal": run.portal,
        "software": f"portals {portals.__version__}",
        "mode": run.mode,
        "partial": run.partial,
        "resumed": run.resumed,
        "result": run.verdict.result,
        "exit_code": run.verdict.exit_code,
        "reasons": [asdict(reason) for reason in run.verdict.reasons],
        "started_at": utc(run.started),
        "finished_at": utc(run.finished),
        "seconds": round(run.seconds, 3),
        "pages_per_second": round(counts(stats)["pages"] / run.seconds, 2) if run.seconds else None,
        "counts": counts(stats),
        "fill": rates(stats),
        "history": dict(history),
        "newest": latest.isoformat() if latest else None,
        **_missed(stats),
        "fallback_extractions": stats.get("extraction/weak", 0),
        "fallback_pages": [url for url, _ in stats.get("weak/list", ())],
        "to_record": list(to_record(run)),
        "kept_aside": stats.get("items/kept_aside", 0),
        "left_over": stats.get("feedexport/left_over", 0),
        "undelivered": dict(run.undelivered),
        "replay_misses": [str(request) for request in stats.get("replay/misses", ())],
        "validation": under(stats, "validation"),
        "responses": {f"http_{name}": number for name, number in under(stats, "downloader/response_status_count").items()},
        "finish_reason": stats.get("finish_reason"),
    }


def _missed(stats: Mapping[str, Any]) -> Values:
    """Return what the run did not get: pages by reason, ends of pagers, links, and articles that only a source names."""
    return {
        "given_up": [{"url": url, "reason": reason} for url, reason in stats.get("given_up/list", ())],
        "given_up_reasons": {name: number for name, number in under(stats, "given_up").items() if name != "list"},
        "for_members": list(stats.get("closed/list", ())),
        "rejected": under(stats, "pages/rejected"),
        "walls": under(stats, "wall"),
        "pager_stops": under(stats, "pager/stop"),
        "links_skipped": under(stats, "links/skipped"),
        "sources": list(stats.get("sources/list", ())),
        "not_listed": list(stats.get("sources/not_listed_list", ())),
        "listings_shrunk": list(stats.get("listings/shrunk", ())),
    }


def write_report(values: Values, folder: Path) -> Path:
    """Write the report to `<folder>/<run>.json` atomically and return its path. Raises `OSError`."""
    path = folder / f"{values['run']}.json"
    with whole_file(path) as file:
        file.write((json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode())
    return path


def line(run: Finished, path: Path | None) -> str:
    """Return one line: the counts, and the first reasons why the run is not `ok`."""
    numbers = counts(run.stats)
    came = f"{numbers['pages']} pages, {numbers['records']} records{_outcomes(numbers)} in {run.seconds:.1f} s"
    parts = [f"{run.portal}: {run.verdict.result}", came, *_said(run.verdict.reasons)]
    if closed := sum(under(run.stats, "closed").values()):
        parts.append(f"for members alone: {closed}")
    if left_over := run.stats.get("feedexport/left_over"):
        parts.append(f"records of earlier runs that their feeds lacked: {left_over}")
    if run.undelivered:
        count = sum(run.undelivered.values())
        parts.append(f"{count} records of earlier runs are in no feed; scrapy export writes them, scrapy feeds names the feeds")
    if path:
        parts.append(f"report: {path}")
    return " · ".join(parts)


def _outcomes(numbers: Mapping[str, int]) -> str:
    found = {name: numbers[name] for name in ("new", "changed", "unchanged", "gone") if numbers[name]}
    return f" ({listed(found)})" if found else ""


def _said(reasons: tuple[Reason, ...]) -> Iterator[str]:
    for reason in reasons[:4]:
        yield " ".join(reason.detail.split())
    if len(reasons) > 4:
        yield f"and {len(reasons) - 4} more"
