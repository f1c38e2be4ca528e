"""Dates named in running text: days, spans, quarters, terms, lunar days; each with its place in the text."""
