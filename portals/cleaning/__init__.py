"""Pure functions from values to values: no Scrapy, no files, no clock."""
