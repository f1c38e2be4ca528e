"""Archived pages to records without crawling: the same functions in the same order as a crawl, the same records."""
