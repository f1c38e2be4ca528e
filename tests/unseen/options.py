"""The grammar's choices. `held` options are never used in the `open` profile, so that they can judge what was tuned on it."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

GRAMMAR: dict[str, Any] = tomllib.loads((Path(__file__).parent / "grammar.toml").read_text("utf-8"))
Profile = Literal["open", "held"]
HELD_SHARE = 0.6
"""How often the held profile takes one of the held options where a choice has some."""


@dataclass(frozen=True)
class Choice:
    """Options with the text they print, and how likely each is (1 where it is not said)."""

    open: Mapping[str, str]
    held: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)


def read_choice(name: str) -> Choice:
    """A choice of the grammar, e.g. `title`."""
    table = GRAMMAR[name]
    return Choice(table["open"], table.get("held", {}), table.get("weights", {}))


class Chooser:
    """Draws options from one seeded source, and remembers them as the page's traits."""

    def __init__(self, rng: random.Random, profile: Profile) -> None:
        self.rng, self.profile = rng, profile
        self.traits: dict[str, str] = {}

    def pick(self, name: str, kept_as: str | None = None) -> str:
        """The text of an option of the named choice; the option's name is kept among the traits."""
        choice = read_choice(name)
        held = self.profile == "held" and choice.held and self.rng.random() < HELD_SHARE
        options = choice.held if held else choice.open
        names = list(options)
        drawn = self.rng.choices(names, [choice.weights.get(option, 1) for option in names])[0]
        self.traits[kept_as or name] = drawn
        return options[drawn]

    def words(self) -> dict[str, str]:
        """Class names without meaning, for the placeholders `c1` … `c6`."""
        return {f"c{number}": self.word() for number in range(1, 7)}

    def word(self) -> str:
        head = self.rng.choice(("x", "box-", "vnp_", "Tb", "k", "mod", "ctl"))
        return head + "".join(self.rng.choices("abcdefghkmnprstuv0123456789", k=self.rng.randint(2, 6)))
