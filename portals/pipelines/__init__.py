"""Item pipelines, one thin stage a file: extract, repeats, text, dates, officials, validate, store.

The spider yields a `RawPage`. Each stage calls one pure function of `portals.stages` and counts what it did.
"""
