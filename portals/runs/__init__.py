"""Runs: the result of a crawl, as a word, an exit code, one line and a report."""
