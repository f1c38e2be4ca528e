"""Records from archived article pages, in one process or several, in the order of the archive."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice

from portals.archive.extract.plan import PlannedPage
from portals.archive.reader import Archive
from portals.errors import Rejected
from portals.exporters.schema import schema_problems
from portals.items import Article, ListingMetadata
from portals.stages import clean

_CHUNK = 32
_AHEAD = 4
"""Chunks per worker that are in progress; early results wait in memory for their turn."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a capture: a record, or the reason why there is none."""

    key: str
    url: str
    article: Article | None = None
    reason: str = ""
    wall: bool = False


Task = tuple[PlannedPage, ListingMetadata]


def read_outcomes(archive: Archive, tasks: Iterable[Task], workers: int = 1) -> Iterator[Outcome]:
    """Yield the outcomes in the order of the tasks, however many processes do the work.

    Raises `concurrent.futures.process.BrokenProcessPool` if one of them is killed.
    """
    if workers <= 1:
        yield from (outcome(archive, task) for task in tasks)
        return
    context = multiprocessing.get_context("fork")  # the index is inherited, not copied
    waiting: deque[Future[list[Outcome]]] = deque()
    remaining = iter(tasks)
    with ProcessPoolExecutor(workers, context, _begin, (archive,)) as pool:
        while chunk := list(islice(remaining, _CHUNK)):
            waiting.append(pool.submit(_work, chunk))
            if len(waiting) >= _AHEAD * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def outcome(archive: Archive, task: Task) -> Outcome:
    """Return the result of one capture. If a page makes the program fail, its reason is named after the error."""
    planned, listed = task
    key, url = f"{planned.portal.name}:{planned.key}", planned.capture.url
    try:
        page = archive.page(planned.capture)
        article = clean(page if listed == ListingMetadata() else replace(page, listing=listed), planned.portal)
    except Rejected as rejected:
        return Outcome(key, url, reason=rejected.reason, wall=rejected.wall)
    except Exception as error:
        return Outcome(key, url, reason=f"error_{type(error).__name__}")
    if any(problem.fatal for problem in schema_problems(article)):
        return Outcome(key, url, reason="invalid")
    return Outcome(key, url, article)


_archive: Archive | None = None
"""The archive of a worker process, set when it starts."""


def _begin(archive: Archive) -> None:
    global _archive
    archive.index.reopen()
    _archive = archive


def _work(chunk: list[Task]) -> list[Outcome]:
    assert _archive is not None
    return [outcome(_archive, task) for task in chunk]
