"""What a crawl imports, loaded once in the fork server so that a test's many crawls start in no time."""

import portals.archive.addon
import portals.crawl.addon
import portals.pipelines.store
import portals.pipelines.validate
import portals.spiders.soctrang
import portals.spiders.thanhhoa
import portals.store  # noqa: F401
