"""What names § 230, and dates, in the texts of dockets: our reading beside eyecite's and dateutil's, in one run.

    python bench/text_speed.py [TEXTS]

Needs eyecite (``pip install eyecite``). TEXTS invented entries (2,000; bench/phrases.py), of which the slower
libraries are given a part. Printed are medians of three rounds of processor time and their ratios.
"""

import statistics
import sys
import time
from datetime import date
from pathlib import Path
from random import Random

from dateutil.parser import parse

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from eyecite import get_citations

from bench.phrases import Register, make_company, make_name
from docket.section230.citations import find_references
from docket.text.dates import find_dates
from docket.text.prepared import PreparedText

ROUNDS, A_TENTH = 3, 10


def make_texts(count: int) -> list[str]:
    chance, texts = Random(230), []
    while len(texts) < count:
        register = Register(
            chance, make_name(chance), make_company(chance), make_name(chance), date(2024, 1, 2)
        )
        texts += [register.next_line()[2] for _ in range(60)]
    return texts[:count]


def fuzzily(text: str) -> None:
    try:
        parse(text, fuzzy=True)
    except (ValueError, OverflowError, TypeError):
        pass  # where it finds no date it raises


def seconds_a_text(work, texts: list[str]) -> float:
    started = time.process_time()
    for text in texts:
        work(text)
    return (time.process_time() - started) / len(texts)


def main() -> None:
    texts = make_texts(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
    some = texts[::A_TENTH]
    pairs = {
        "12 eyecite / ours, what names § 230": (
            (get_citations, some),
            (lambda text: find_references(PreparedText(text)), texts),
            100,
        ),
        "13 dateutil, fuzzy / ours, every date": (
            (fuzzily, some),
            (lambda text: find_dates(text, 2024), texts),
            10,
        ),
    }
    for name, (theirs, ours, target) in pairs.items():
        theirs[0](some[0]), ours[0](some[0])  # patterns and tables are loaded
        taken = [(seconds_a_text(*theirs), seconds_a_text(*ours)) for _ in range(ROUNDS)]
        their, our = (statistics.median(values) for values in zip(*taken, strict=True))
        print(
            (
                f"{name:40} {their * 1e6:7.0f} us and {our * 1e6:6.1f} us a text   ratio {their / our:.0f} "
                f"(target at least {target})"
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
