"""`kill -9` at random moments of every command that writes: what was lost, and what was done twice."""
