"""Sketches: short lists of keys of which two edits of one text share many. What shares two keys is compared word by word.

Half of the keys are drawn from all stretches of four words, half from stretches of three words around a number or a name. The
second half is what tells the thousand appointments of one template apart: they share their formula, not their names and dates.
"""

from __future__ import annotations

from collections.abc import Sequence

from rensa import RMinHash

from portals.text.duplicates.words import Words

BANDS = 12
"""Keys of each of the two kinds."""
_SEED = 20201010


def sketches(texts: Sequence[Words]) -> list[tuple[int, ...]]:
    """For every text its keys: integers below 2**37, the number of the band above 32 bits of rensa's sketch."""
    stretches = RMinHash.digests_from_token_sets([_stretches(words.plain) for words in texts], BANDS, _SEED)
    facts = RMinHash.digests_from_token_sets([_around_facts(words) for words in texts], BANDS, _SEED + 1)
    return [
        tuple((band << 32) | value for band, value in enumerate([*one, *(other if words.facts else ())]))
        for words, one, other in zip(texts, stretches, facts, strict=True)
    ]


def _stretches(words: tuple[str, ...]) -> list[str]:
    if len(words) < 4:
        return [" ".join(words)]
    return list(map(" ".join, zip(words, words[1:], words[2:], words[3:], strict=False)))


def _around_facts(words: Words) -> list[str]:
    padded = ("", *words.plain, "")
    return [" ".join(padded[i : i + 3]) for i in words.facts]
