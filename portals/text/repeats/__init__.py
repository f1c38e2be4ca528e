"""The same article once: repeats inside one page are found from the text itself, the fullest copy is kept."""

from portals.text.repeats.prints import Cut, cut

__all__ = ["Cut", "cut"]
