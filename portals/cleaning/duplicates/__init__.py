"""The same article under several addresses: sketches that find candidates, checks that say what two texts are to each other."""

from portals.cleaning.duplicates.documents import Document, document, rank, representative
from portals.cleaning.duplicates.relation import Match, compare, relation
from portals.cleaning.duplicates.sketch import sketches
from portals.cleaning.duplicates.words import Words, read

__all__ = ["Document", "Match", "Words", "compare", "document", "rank", "read", "relation", "representative", "sketches"]
