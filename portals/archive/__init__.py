"""Archives: WARC files written while crawling, read again by replay and extract; and the fixture folders."""
