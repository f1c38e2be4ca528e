"""One module for each CMS: addresses, identity, listings, layouts. Pure: bytes and addresses in, raw strings out."""
