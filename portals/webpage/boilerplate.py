"""The short texts around an article, as data: what ends it, what is a widget, whose date it is not."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from portals.text.folding import old_tone

_LONGEST = 90
_MARKS = ' .:：»›>|-–•*+…\xa0()[]"“”®@!\t'


@dataclass(frozen=True, slots=True)
class Phrases:
    """Rows known by their whole text or by their start."""

    exact: frozenset[str]
    prefix: tuple[str, ...]

    def match(self, key: str) -> bool:
        """Whether a row with this key is such a row."""
        return key in self.exact or (bool(self.prefix) and key.startswith(self.prefix))


def key_of(text: str) -> str:
    """Return a text as phrases are compared: lower case, single blanks, no marks at the ends, cut at 90 characters."""
    return " ".join(text[:_LONGEST].lower().split()).strip(_MARKS)


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("boilerplate.toml").read_text("utf-8"))


def load_phrases(name: str) -> Phrases:
    """Return the phrases of one table of `boilerplate.toml`, in both tone placements."""
    table = _table()[name]
    exact = {form for text in table.get("exact", ()) for form in (text.strip(_MARKS) or text, old_tone(text))}
    return Phrases(frozenset(exact), tuple(dict.fromkeys(form for text in table["prefix"] for form in (text, old_tone(text)))))


def _in_a_line(phrases: Phrases) -> re.Pattern[str]:
    """Two and more of these words in a line: `in trang này gửi cho bạn bè chia sẻ lên facebook`."""
    words = "|".join(re.escape(word) for word in sorted(phrases.exact, key=len, reverse=True) if len(word) > 1)
    return re.compile(rf"(?:{words})(?:[\s,:/•|-]+(?:{words}))+")


END, FOOTER, NOISE, ASIDE, CLOCK, SITE, SECTION = map(
    load_phrases, ("end", "footer", "noise", "aside", "clock", "site", "section")
)
WIDGETS = _in_a_line(NOISE)
