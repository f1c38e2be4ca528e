"""robots.txt holds for every request, also for those that were made before it was there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.crawler import crawl
from tests.archive.site import Answer, serving

pytestmark = pytest.mark.slow

ROBOTS = Answer(b"User-agent: *\nDisallow: /no\n", headers={"Content-Type": "text/plain"})


def test_requests_that_wait_for_robots_are_held_against_it(tmp_path: Path) -> None:
    middlewares = {
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "portals.middlewares.robots.EveryRobotsTxt": 100,
    }
    with serving({"/robots.txt": ROBOTS, "/yes": Answer(b"yes")}) as site:
        asked = [{"url": f"{site.base}/no?{number}"} for number in range(6)] + [{"url": f"{site.base}/yes"}]
        done = crawl(asked, {"ARCHIVE_DIR": str(tmp_path), "DOWNLOADER_MIDDLEWARES": middlewares})
        assert site.asked == ["GET /robots.txt", "GET /yes"]
    assert done.stats["robotstxt/forbidden"] == 6
