"""Crawling: the scheduler on the store, what is visited again and when, and the guards between a request and the network."""
