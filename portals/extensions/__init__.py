"""Scrapy extensions: run context, progress, monitoring, records of visits."""
