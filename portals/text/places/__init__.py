"""Places: provinces, districts and communes of Viet Nam before and after the mergers of 1 July 2025."""

from portals.text.places.gazetteer import Place, place_words, resolve_place

__all__ = ["Place", "place_words", "resolve_place"]
