"""The store: articles, their versions and officials, runs and crawl state, in SQLite or PostgreSQL."""
