"""Page to record on one core: CPU time a page, beside trafilatura, resiliparse and lxml on the same pages in the same runs.

    python -m benchmarks.pages [--rounds 5]

Pages of 60 to 130 KB with long articles and five officials and more, a whole site around them, eight CMSs and drawn markup
(`tests.unseen.heavy`), each read once in a process. Every round is a fresh process, in which the first pages pay for what is
loaded late; importing is not counted, for nobody. On each page the readers take turns: ours from bytes to the record,
`trafilatura.bare_extraction` with metadata, as it comes, on the decoded text, resiliparse's main content of the
decoded text, lxml's parse of the bytes with the text of the tree. Medians of the rounds.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping

from lxml import etree, html
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction

from portals.stages import clean
from tests.unseen.heavy import Heavy, heavy_pages

FASTER, SLOWER = 6, 4
"""How many times trafilatura's time, and how many times lxml's, a page may take at least and at most."""
Times = dict[str, dict[str, float]]


def ours(heavy: Heavy) -> None:
    clean(heavy.page, heavy.portal)


def trafilatura(heavy: Heavy) -> None:
    bare_extraction(heavy.page.body.decode("utf-8", "replace"), url=heavy.page.url, with_metadata=True)


def resiliparse(heavy: Heavy) -> None:
    extract_plain_text(heavy.page.body.decode("utf-8", "replace"), main_content=True)


def lxml(heavy: Heavy) -> None:
    tree = html.document_fromstring(heavy.page.body, parser=html.HTMLParser(encoding="utf-8"))
    etree.tostring(tree, method="text", encoding="unicode")


READERS: Mapping[str, Callable[[Heavy], None]] = {
    "portals": ours,
    "trafilatura": trafilatura,
    "resiliparse": resiliparse,
    "lxml": lxml,
}


def measured() -> Times:
    """CPU seconds of each reader by group of pages, and `all`: the mean of a page."""
    spent: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for heavy in heavy_pages():
        for name, read in READERS.items():
            start = time.process_time()
            read(heavy)
            took = time.process_time() - start
            spent[heavy.group][name].append(took)
            spent["all"][name].append(took)
    return {group: {name: statistics.mean(took) for name, took in readers.items()} for group, readers in spent.items()}


def fresh() -> Times:
    """One round in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.pages", "--once"], capture_output=True, check=True, text=True)
    times: Times = json.loads(done.stdout)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="fresh processes (default 5)")
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.once:
        print(json.dumps(measured()))
        return

    pages = heavy_pages()
    size = statistics.mean(len(heavy.page.body) for heavy in pages) / 1000
    print(f"{len(pages)} pages of {size:.0f} KB, {arguments.rounds} fresh processes, CPU time a page in ms")
    rounds = [fresh() for _ in range(arguments.rounds)]
    for group in rounds[0]:
        times = {name: statistics.median(each[group][name] for each in rounds) for name in READERS}
        faster, slower = (
            statistics.median(each[group][one] / each[group][other] for each in rounds)
            for one, other in (("trafilatura", "portals"), ("portals", "lxml"))
        )
        said = ", ".join(f"{name} {1000 * took:.2f}" for name, took in times.items())
        print(f"{group:>16}: {said}; {faster:.1f} times as fast as trafilatura ({FASTER}), {slower:.1f} times lxml ({SLOWER})")


if __name__ == "__main__":
    main()
