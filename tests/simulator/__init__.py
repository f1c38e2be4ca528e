"""A loopback portal for tests and benchmarks: both families' markup, any number of articles, edits and faults at run time.

    with simulate("thanhhoa", 200) as site:
        run("scrapy", "crawl", "thanhhoa", "-a", f"base={site.address}")
        site.site.edit(17)
        site.faults.add("busy", r"page=2", times=1, seconds=1)

Every request is counted in `site.site.requests` (`GET /web/trang-chu/tin-tuc?page=2`) and listed in `site.site.log`.
"""

from tests.simulator.faults import Fault, Faults
from tests.simulator.prose import Article
from tests.simulator.server import Simulator, simulate
from tests.simulator.site import Habits, Site

__all__ = ["Article", "Fault", "Faults", "Habits", "Simulator", "Site", "simulate"]
