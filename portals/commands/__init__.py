"""Subcommands of `scrapy`: thin, each calls a room of the house."""
