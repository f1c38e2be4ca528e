"""Pages fetched on purpose, to become fixtures: each is archived, looked at, and saved with what the code makes of it."""
