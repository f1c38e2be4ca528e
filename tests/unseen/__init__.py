"""Pages in markup that nobody has seen: a seeded grammar prints articles in thousands of layouts; the extraction is scored."""
