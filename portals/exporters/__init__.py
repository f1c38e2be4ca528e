"""Item exporters and feed storages: CSV, JSON-LD, Parquet, and the schema and data dictionary that describe them."""
