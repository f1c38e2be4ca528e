"""Archives: WARC files that a crawl writes and that replay and extract read, and fixture folders."""
