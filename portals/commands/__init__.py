"""Subcommands of `scrapy`, without logic of their own: each calls another package."""
