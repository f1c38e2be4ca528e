"""Which of the decoding cases come out right: `python -m tests.webpage.decoding_score first`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module

from portals.webpage.decoding import decode
from tests.webpage.decoding_first import Case


def failures(cases: Iterable[Case]) -> Iterator[str]:
    """The names of the cases that are read wrong, with what is wrong."""
    for case in cases:
        found = decode(case.body)
        missing = [text for text in case.says if text not in found.text]
        left = [text for text in case.never if text in found.text]
        if missing or left:
            yield f"{case.name}: {found.charset}, missing {missing[:1]}, left {left}: {found.text[-240:]!r}"
        elif case.charset not in (None, found.charset):
            yield f"{case.name}: read as {found.charset}"
        elif case.clean and found.undecodable:
            yield f"{case.name}: {found.undecodable} bytes undecodable"


if __name__ == "__main__":
    cases: list[Case] = import_module(f"tests.webpage.decoding_{sys.argv[1]}").CASES
    wrong = list(failures(cases))
    print(*wrong, f"{len(cases) - len(wrong)} of {len(cases)} right", sep="\n")
