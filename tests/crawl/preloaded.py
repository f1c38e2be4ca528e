"""What a crawl imports, loaded once in the fork server so that a test's many crawls start in no time."""

import scrapy.cmdline
import scrapy.commands.crawl
import scrapy.core.downloader.handlers.base
import scrapy.core.engine
import scrapy.crawler
import scrapy.extensions.feedexport

import portals.archive.addon
import portals.crawl.addon
import portals.pipelines.store
import portals.pipelines.validate
import portals.spiders.soctrang
import portals.spiders.thanhhoa
import portals.store  # noqa: F401
