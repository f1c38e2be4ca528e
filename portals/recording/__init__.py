"""Recording of fixtures: pages are fetched, archived, and saved with the record that the code makes of them."""
