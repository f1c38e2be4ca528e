"""Records as files: CSV, JSON, Parquet, and the schema and dictionary that describe them."""
