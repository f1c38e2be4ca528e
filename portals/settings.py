"""Scrapy settings. A user may know STORE_URL, ARCHIVE_DIR and REPLAY; the rest is Scrapy's own."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from portals import __version__

BOT_NAME = "portals"
SPIDER_MODULES = ["portals.spiders"]
NEWSPIDER_MODULE = "portals.spiders"
SPIDER_LOADER_CLASS = "portals.spiders.loader.PortalLoader"
if Path("spiders").is_dir() and not Path("spiders").samefile(Path(__file__).with_name("spiders")):
    SPIDER_MODULES.append("spiders")  # portals that `scrapy new` wrote into the current folder
    if os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
COMMANDS_MODULE = "portals.commands"

STORE_URL = "sqlite:///data/portals.db"
ARCHIVE_DIR = "data/warc"
REPLAY = ""
REPORT_DIR = ""  # `reports` beside the store, or data/reports

# Polite by default: robots.txt, one request at a time per host, a delay, an honest name with a contact.
CONTACT = os.environ.get("PORTALS_CONTACT", "")  # an address at which the owner of the site can reach the operator of the crawl
USER_AGENT = f"portals/{__version__} (civic research crawler; {CONTACT or 'no contact given'})"
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "vi,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",  # no br: other WARC tools fail on it
}

COOKIES_ENABLED = False  # the first cookie would make Scrapy download the public suffix list
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

ADDONS = {
    "portals.archive.addon.ArchiveAddon": 100,
    "portals.middlewares.addon.DownloadAddon": 150,
    "portals.extensions.crawl_addon.CrawlAddon": 200,
}
DOWNLOAD_VERIFY_CERTIFICATES = True  # a portal may opt out, or name a file of certificates: see docs/guide/crawling.md
TLS_CA_BUNDLE = ""  # a file of certificates (PEM) that are trusted beside the system's, for one run
ARCHIVE_MAX_BYTES = 10**9  # a file of the archive is closed at this size
DOWNLOAD_MAXSIZE = 32 * 2**20  # far more than any page or notice: a larger body is a video or a trap
DOWNLOAD_TIMEOUT = 60
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
RETRY_TIMES = 3
RETRY_HTTP_CODES = [429, 500, 502, 503, 504, 522, 524]
RETRY_AFTER_MAX = 300.0  # longest pause that a site may ask for, in seconds
RATE_LIMIT_PAUSE = 30.0  # seconds after a 429 without Retry-After; doubled at each further try
CRAWL_DELAY_MAX = 60.0  # seconds between two requests that robots.txt may ask for
RENDER_TIMEOUT = 20.0  # seconds that a browser may take to show a page of a portal with render=True
WALL_LIMIT = 3  # block pages in a row after which the crawl stops as blocked

FRONTIER_BATCH = 16  # requests that a process claims at once
FRONTIER_LEASE = 60.0  # seconds until another process may take over claimed requests
FRONTIER_PATIENCE = 60.0  # seconds to wait for a locked or unreachable store
FRONT_PAGES = 2  # listing pages that an incremental crawl reads at least
DEEP_LOOK_RUNS = 20  # every so many runs read each listing to its end, for texts that were published with an old date
CONCURRENT_ITEMS = 1  # a page gives one record, but Scrapy creates this many tasks for every response

FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {
    "csv": "portals.exporters.csv.SpreadsheetCsvExporter",
    "jsonld": "portals.exporters.jsonld.JsonLdItemExporter",
    "marshal": None,  # bytes for Python alone, and of no use with records
    "pickle": None,
}
FEED_EXPORTERS |= {
    "atom": "portals.exporters.atom.AtomItemExporter",
    "sqlite": "portals.exporters.sqlite.SqliteItemExporter",
}
if find_spec("xlsxwriter"):  # the extra `xlsx`
    FEED_EXPORTERS["xlsx"] = "portals.exporters.xlsx.XlsxItemExporter"
if find_spec("pyarrow"):  # the extra `parquet`; Scrapy loads every exporter that is named here, used or not
    FEED_EXPORTERS["parquet"] = "portals.exporters.parquet.ParquetItemExporter"

if find_spec("followthemoney"):  # the extra `ftm`
    FEED_EXPORTERS["ftm"] = "portals.exporters.ftm.FtmItemExporter"

ITEM_PIPELINES = {
    "portals.pipelines.extract.ExtractPipeline": 100,
    "portals.pipelines.repeats.RepeatsPipeline": 200,
    "portals.pipelines.text.TextPipeline": 300,
    "portals.pipelines.dates.DatesPipeline": 400,
    "portals.pipelines.officials.OfficialsPipeline": 500,
    "portals.pipelines.validate.ValidatePipeline": 600,
    "portals.pipelines.store.StorePipeline": 700,
}

EXTENSIONS = {
    "scrapy.extensions.feedexport.FeedExporter": None,
    "portals.extensions.feed_exporter.DeliveringFeedExporter": 0,
    "portals.extensions.run_monitor.RunMonitor": 100,
    "portals.extensions.progress.Progress": 200,
    "portals.extensions.register_refresh.RegisterRefresh": 300,
}
REGISTER_REFRESH = True  # bring the register of offices up to date when a crawl ends
REGISTER_DECISIONS = "register/decisions.tsv"  # reviewed decisions about persons; may be missing
ROOM_DB = "data/room.db"  # the reading room's database, built from the store
REGISTER_NEAR_DAYS = 180  # how near to a statement `who` still calls an answer likely
LOG_FORMATTER = "portals.extensions.log_formatter.ShortLogFormatter"
FEED_STORAGES = {
    **dict.fromkeys(("", "file"), "portals.extensions.feed_storage.WholeFileStorage"),
    "stdout": "portals.extensions.feed_storage.StandardOutputStorage",
    "ftp": "portals.extensions.feed_storage.FtpStorage",
    "gs": "portals.extensions.feed_storage.GoogleStorage",
    "s3": "portals.extensions.feed_storage.S3Storage",
}
