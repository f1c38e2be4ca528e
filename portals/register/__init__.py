"""The register: who held which office, when, and where it is written, drawn from the officials of all articles."""
