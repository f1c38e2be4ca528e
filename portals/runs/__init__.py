"""Runs: what a crawl came to, said as a result, an exit code, one line and a report."""
