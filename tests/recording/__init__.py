"""Recording and reviewing fixtures, probing sites."""
