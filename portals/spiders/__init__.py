"""One file a portal: a declaration."""
