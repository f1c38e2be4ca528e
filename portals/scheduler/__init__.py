"""The scheduler on the store: the queue of a crawl survives a killed process."""
