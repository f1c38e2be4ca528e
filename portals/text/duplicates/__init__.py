"""The same article under several addresses: sketches that find candidates, checks that say what two texts are to each other."""

from portals.text.duplicates.documents import Document, document, rank, representative
from portals.text.duplicates.relation import Match, compare, relation
from portals.text.duplicates.sketch import sketches
from portals.text.duplicates.words import Words, read_words

__all__ = ["Document", "Match", "Words", "compare", "document", "rank", "read_words", "relation", "representative", "sketches"]
