"""Scrapy extensions: run context, progress, monitoring, feeds, records of visits."""
