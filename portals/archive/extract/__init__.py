"""Records from archived pages, without crawling: the same functions in the same order, so the same records."""
