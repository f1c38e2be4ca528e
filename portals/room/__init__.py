"""The reading room: a small database for readers, drawn from a store, and the pages that show it."""
