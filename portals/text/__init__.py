"""Understands text: values in, values out. No Scrapy, no files, no clock."""
