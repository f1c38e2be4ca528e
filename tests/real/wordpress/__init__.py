"""A real WordPress with invented news, run on loopback from Debian's packages, to crawl and to measure on."""
