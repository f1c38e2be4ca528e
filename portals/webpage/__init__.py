"""Reads any web page: encoding, visible text, rows, headline, body, labels, listings. Knows no CMS and no portal."""
