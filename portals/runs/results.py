"""The result of a run: one pure function over its statistics, the portal's expectations and the last good runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any, Literal

from portals.portal import Expectations
from portals.runs.field_fill import MIN_RECORDS, RECORDS, newest, rates

Result = Literal["ok", "failed", "usage", "degraded", "blocked", "interrupted"]
Mode = Literal["full", "incremental", "replay"]
Stats = Mapping[str, Any]

EXIT_CODES: Mapping[Result, int] = {"ok": 0, "failed": 1, "usage": 2, "degraded": 3, "blocked": 4, "interrupted": 130}

_ORDER: Sequence[Result] = ("ok", "degraded", "failed", "blocked", "interrupted")
"""Results from best to worst: a run has the result of its worst reason."""

ORDERLY_STOPS = frozenset({"last_page", "no_pager", "empty", "max_pages", "since", "known"})
"""Normal ends of a listing; any other word means that the pager stopped early."""

UNREADABLE = frozenset({"no_article", "script_rendered"})
"""Reasons of pages that were received but could not be read."""

CLOSED = "members_only"
"""Reason of pages that only members may read. For an article it is a state, like `gone`, not an error."""

_MOST_CLOSED = 0.1
"""Share of articles for members only from which on the whole site probably needs a login."""

KNOWN = "links/skipped/known"
"""Stats of listed articles that were not fetched, because an earlier crawl had fetched them."""

MIN_PAUSES = 10
"""Minimum number of pauses between publication days to know how often a portal publishes."""

_REQUIRED: Mapping[str, float] = {"title": 1.0, "body": 1.0}
"""Fields whose rate is checked from the first record on."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a run is not `ok`: a stable word, and the details."""

    result: Result
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class RunPlan:
    """The task of the run, and what was known before it.

    `partial`: it was told to leave something out. `resumed`: it continues a killed run.
    """

    mode: Mode
    today: date
    partial: bool = False
    resumed: bool = False
    published: tuple[date, ...] = ()
    """The last days on which the portal published anything, the newest first."""
    last_found: date | None = None
    """The day on which a new article was last found."""


@dataclass(frozen=True, slots=True)
class PastRun:
    """An earlier good run of the same portal."""

    mode: str
    records: int
    fill: Mapping[str, float]
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    result: Result
    reasons: tuple[Reason, ...] = ()

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.result]


def judge(stats: Stats, plan: RunPlan, expectations: Expectations, history: Sequence[PastRun] = ()) -> Verdict:
    """Return the verdict on a run. `stats` are Scrapy's, with the names that `docs/guide/runs.md` lists."""
    reasons = (
        *_ending(stats),
        *_walls(stats),
        *_moved(stats),
        *_nothing(stats, plan),
        *_sections(stats),
        *_other_cms(stats),
        *_given_up(stats),
        *_closed(stats),
        *_pagers(stats),
        *_records(stats),
        *_expected(stats, plan, expectations),
        *_halved(stats, plan, history),
    )
    return verdict(reasons)


def verdict(reasons: Sequence[Reason]) -> Verdict:
    """Return the worst of the reasons' results; `ok` without one."""
    return Verdict(max((reason.result for reason in reasons), key=_ORDER.index, default="ok"), tuple(reasons))


def walled(walls: Mapping[str, int]) -> Reason:
    """Return the reason with the kinds of block pages."""
    return Reason("blocked", "wall", f"a firewall answered instead of the site ({listed(walls)})")


def under(stats: Stats, prefix: str) -> dict[str, int]:
    """Return the counters below `prefix/`, by their last names."""
    return {
        name.removeprefix(prefix + "/"): value
        for name, value in stats.items()
        if name.startswith(prefix + "/") and _count(value)
    }


def listed(counts: Mapping[str, int]) -> str:
    """Return `http_500 3, timeout 1`, the most frequent first."""
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def records(stats: Stats) -> int:
    """Return how many articles were read: new, changed or unchanged."""
    return sum(stats.get(f"items/{name}", 0) for name in ("new", "changed", "unchanged"))


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _ending(stats: Stats) -> Iterator[Reason]:
    ending = stats.get("finish_reason")
    if error := stats.get("store/error"):
        yield Reason("failed", "store", str(error))
    elif error := stats.get("archive/error"):
        yield Reason("failed", "archive", str(error))
    elif error := stats.get("render/error"):
        yield Reason("failed", "browser", str(error))
    elif ending == "shutdown":
        yield Reason("interrupted", "interrupted", "stopped by a signal; the same command goes on from here")
    elif ending in (None, "start_error"):
        yield Reason("failed", "crashed", "the crawl broke off at its start" if ending else "the crawl broke off")
    elif ending != "finished":
        yield Reason("degraded", "stopped", str(ending))


def _walls(stats: Stats) -> Iterator[Reason]:
    if walls := under(stats, "wall"):
        yield walled(walls)


def _moved(stats: Stats) -> Iterator[Reason]:
    """Yield a reason if the portal has moved: every request was redirected to other hosts, and no page came."""
    hosts = under(stats, "moved/hosts")
    read = stats.get("pages/listing", 0) + stats.get("pages/front", 0) + records(stats)
    if hosts and not read:
        new = max(hosts, key=lambda host: hosts[host])
        name = new.partition("://")[2]
        yield Reason(
            "failed", "moved", f'the portal sends everything to {new}: if that is its new home, declare hosts=("{name}", …)'
        )


def _sections(stats: Stats) -> Iterator[Reason]:
    """Yield a reason for declared sections that are missing, with those on the home page."""
    if missing := stats.get("sections/missing"):
        lost = ", ".join(f"{name} ({path})" for name, path in missing)
        found = ", ".join(f"{name} ({path})" for name, path in stats.get("sections/found", ())) or "none"
        yield Reason("degraded", "sections", f"sections that are not there: {lost}; on the home page: {found}")


def _other_cms(stats: Stats) -> Iterator[Reason]:
    """The home page is that of another CMS than the declared one."""
    if found := stats.get("cms/other"):
        name, url = found
        yield Reason("degraded", "other_cms", f"the home page is made by {name} now: scrapy probe {url} prints the declaration")


def _nothing(stats: Stats, plan: RunPlan) -> Iterator[Reason]:
    """Yield a reason if nothing usable came: no article and, in an incremental crawl, no listing with an article."""
    if stats.get("finish_reason") == "shutdown" or records(stats) or stats.get("items/before_since"):
        return
    if plan.mode == "incremental" or plan.resumed:
        lists = any(stats.get(f"pages/{kind}") for kind in ("listing", "front", "feed", "sitemap"))
        if not lists and not stats.get("items/gone"):
            yield Reason("failed", "nothing", "no page could be read")
        elif not stats.get("links/articles") and not stats.get(KNOWN):
            yield Reason("degraded", "no_links", "no listing names an article: did the layout change?")
    elif not stats.get(KNOWN):
        yield Reason("failed", "nothing", "no article was found")


def _given_up(stats: Stats) -> Iterator[Reason]:
    given_up = {name: count for name, count in under(stats, "given_up").items() if name != "list"}
    if given_up:
        yield Reason("degraded", "given_up", f"pages given up: {listed(given_up)}")
    if missed := stats.get("replay/miss"):
        yield Reason("degraded", "replay_miss", f"requests that the archive could not answer: {missed}")
    if damaged := stats.get("replay/damaged"):
        yield Reason("degraded", "damaged_archive", f"archive files that could not be read to their end: {damaged}")
    if broken := stats.get("spider_exceptions/count"):
        yield Reason("degraded", "exception", f"pages that broke the program: {listed(_exceptions(stats)) or broken}")
    if errors := stats.get("items/error"):
        yield Reason("degraded", "item_error", f"records that could not be processed: {errors}")
    if feeds := sum(under(stats, "feedexport/failed_count").values()):
        what = "what they lack goes into the next feed of the same name; scrapy export writes it now"
        yield Reason("degraded", "feed", f"feeds that could not be written: {feeds}; {what}")
    if stats.get("report/failed"):
        yield Reason("degraded", "report", "the report could not be written; scrapy status shows what it would say")


def _closed(stats: Stats) -> Iterator[Reason]:
    """Yield a reason if more than a few articles are for members only."""
    if withdrawn := stats.get("closed/withdrawn"):
        yield Reason("degraded", "withdrawn", f"articles that were public and are for members now: {withdrawn}")
    if (new := stats.get("closed/new", 0)) and too_many_closed(new, records(stats) + stats.get(KNOWN, 0)):
        yield Reason("degraded", "closed", f"articles for members alone: {new}; is there a login in front of the site?")


def too_many_closed(closed: int, public: int) -> bool:
    """Return whether so many articles are for members only that the whole site probably needs a login."""
    return closed > public * _MOST_CLOSED


def _exceptions(stats: Stats) -> dict[str, int]:
    return {name: count for name, count in under(stats, "spider_exceptions").items() if name != "count"}


def _pagers(stats: Stats) -> Iterator[Reason]:
    early = {name: count for name, count in under(stats, "pager/stop").items() if name not in ORDERLY_STOPS}
    if early:
        yield Reason("degraded", "pager", f"listings that ended early: {listed(early)}")
    if shrunk := stats.get("listings/shrunk"):
        yield Reason("degraded", "shrunk", f"listings that name far fewer articles than before: {'; '.join(shrunk)}")


def _records(stats: Stats) -> Iterator[Reason]:
    if fallback := stats.get("extraction/weak"):
        first = next((url for url, _ in stats.get("weak/list", ())), None)
        where = f", the first {first}; the report names them, with the command that makes each a fixture" if first else ""
        yield Reason("degraded", "fallback", f"pages that fitted no known layout: {fallback}{where}")
    if invalid := under(stats, "validation/schema"):
        yield Reason("degraded", "invalid", f"records that break the schema: {listed(invalid)}")


def _expected(stats: Stats, plan: RunPlan, expectations: Expectations) -> Iterator[Reason]:
    found = stats.get(RECORDS, 0)
    listed = found + stats.get(KNOWN, 0)
    if plan.mode == "full" and not plan.partial and not plan.resumed and 0 < listed < expectations.min_items:
        yield Reason("degraded", "min_items", f"{listed} articles, at least {expectations.min_items} were expected")
    yield from unfilled(stats, expectations)
    yield from _age(stats, plan, expectations)
    yield from _quiet(stats, plan, expectations)


def unfilled(stats: Stats, expectations: Expectations) -> Iterator[Reason]:
    """Yield a reason for each field that is filled less often than expected; title and body count from the first record."""
    filled = rates(stats)
    for name, least in {**_REQUIRED, **expectations.fill}.items():
        enough = stats.get(RECORDS, 0) >= (1 if name in _REQUIRED else MIN_RECORDS)
        if enough and filled.get(name, 0.0) < least:
            yield Reason("degraded", f"fill/{name}", f"{name} is filled in {filled.get(name, 0.0):.0%}, expected {least:.0%}")


def _age(stats: Stats, plan: RunPlan, expectations: Expectations) -> Iterator[Reason]:
    latest = newest(stats)
    if expectations.max_age_days is None or plan.mode == "replay" or plan.partial or latest is None:
        return
    age = (plan.today - latest).days
    if plan.mode == "full" and age > expectations.max_age_days:
        yield Reason(
            "degraded", "age", f"the newest article is {age} days old, at most {expectations.max_age_days} were expected"
        )


def _quiet(stats: Stats, plan: RunPlan, expectations: Expectations) -> Iterator[Reason]:
    """Yield a reason if nothing was published for unusually long; the listings may no longer be the live ones."""
    if plan.mode != "incremental" or plan.partial or expectations.closed or not plan.last_found or stats.get("items/new"):
        return
    most = expectations.quiet_days or quiet_days([day for day in plan.published if day <= plan.today])
    known = max([plan.last_found, *(day for day in plan.published if day <= plan.today)])
    quiet = (plan.today - known).days
    if most is not None and quiet > most:
        yield Reason("degraded", "quiet", f"no new article for {quiet} days; from this portal at most {most} are usual")


def quiet_days(published: Sequence[date]) -> int | None:
    """Return how many days without an article are usual, from the days with one (newest first); None for too few days.

    It is twice the 95th percentile of the pauses, at least a week, so that Tết is no alarm.
    """
    pauses = sorted((later - earlier).days for later, earlier in pairwise(published))
    if len(pauses) < MIN_PAUSES:
        return None
    return max(7, 2 * pauses[int(len(pauses) * 0.95)])


def _halved(stats: Stats, plan: RunPlan, history: Sequence[PastRun]) -> Iterator[Reason]:
    """Yield a reason for each count that is less than half of the last good runs."""
    past = [run for run in history if run.mode == plan.mode]
    whole = [run.records for run in past if not run.partial]
    if plan.mode == "full" and whole and not plan.partial and not plan.resumed:
        usual = median(whole)
        if 0 < records(stats) + stats.get(KNOWN, 0) < usual / 2:
            yield Reason("degraded", "fewer", f"{records(stats)} articles, the last good runs had {usual:.0f}")
    if stats.get(RECORDS, 0) < MIN_RECORDS:
        return
    filled = rates(stats)
    for name in sorted({name for run in past for name in run.fill}):
        usual = median(run.fill.get(name, 0.0) for run in past)
        if usual > 0.1 and filled.get(name, 0.0) < usual / 2:
            yield Reason(
                "degraded", f"halved/{name}", f"{name} is filled in {filled.get(name, 0.0):.0%}, before in {usual:.0%}"
            )
