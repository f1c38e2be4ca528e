"""Vietnamese government portals, from raw pages to dated, deduplicated records of who did what in which office."""

__version__ = "0.1.0"
