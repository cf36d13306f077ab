"""No pattern takes more than its share: four times the text, four times the time, on the text that is worst for it.

What courts and others send is read by some 900 patterns. One that is slow on a text made for it stops a rebuild;
the reader's time limit (tracker/reading/page_reader.py) would then set a good page aside.
"""

import os
import re
import time
from collections.abc import Callable

import pytest

from tests.worlds.worst_cases import Found, Worst, collect, texts_of

# Short at first: a pattern that doubles its time with each letter must be found before it hangs, and one of the
# third power, too. (Letters, seconds that are a hundred times what a quadratic pattern takes for them.)
_STEPS = (
    *((size, 0.02) for size in (14, 20, 26, 64, 96, 128, 160)),
    *((size, 0.05) for size in (200, 256, 384, 512)),
    *((size, 0.3) for size in (768, 1024, 1536, 2048)),
    (4096, 2.0),
)
# What takes so few seconds for 512 letters takes less than its most for 4,096, were it of the third power.
_EASY, _LEFT_OUT = 0.0005, (768, 1024, 1536, 2048)
_SIZE = 4096  # a repeat with an end of its own, as {0,999}, is steep up to that only
_WORTH_A_LOOK = 0.0008  # seconds for 4,096 letters: what is linear takes a tenth of it
_HOPELESS = 0.5  # seconds for 4,096 letters: a quadratic pattern takes a tenth of it
# Of the texts of a pattern; the last ones differ from the first in a character only.
_MOST_TEXTS = 60 if os.environ.get("TRACKER_TEST_FULL") else 8
_TOO_STEEP = 8.0  # of four times the text: twice linear; n log n would be under 5
_LOOKS = 4  # what is steep is so each time; beside busy processes, a linear pattern may seem so once


def spend(work: Callable[[str], object], text: str, clock: Callable[[], float] = time.thread_time) -> float:
    """Return the processor's time: on a busy machine a wall clock says more of the others."""
    started = clock()
    work(text)
    return clock() - started


def work_of(pattern: re.Pattern, is_search: bool) -> Callable[[str], object]:
    """Return the dearest way in which the pattern is used."""
    if is_search:
        return lambda text: [None for _ in pattern.finditer(text)]
    return lambda text: (pattern.match(text), pattern.fullmatch(text))


def find_steep(pattern: re.Pattern, is_search: bool, most: int = 60) -> tuple[Worst, float] | None:
    """Return a text on which the time grows faster than the text, and by how much for four times the text; or None."""
    work = work_of(pattern, is_search)
    is_bytes = isinstance(pattern.pattern, bytes)
    for worst in texts_of(pattern, most):

        def text(size: int, worst: Worst = worst) -> str:
            made = worst.of_size(size)
            return made.encode("latin-1", "replace") if is_bytes else made

        spent = 0.0
        for size, longest in _STEPS:
            if size in _LEFT_OUT and spent < _EASY:
                continue
            # A wall clock shows no less than the processor's time, and is read in a hundredth of its time.
            spent = spend(work, text(size), time.perf_counter)
            if spent > longest and min(spend(work, text(size)) for _ in range(3)) > longest:
                return worst, float("inf")
        if spent < _WORTH_A_LOOK:
            continue
        if (growth := measure(work, text)) > _TOO_STEEP:
            return worst, growth
    return None


def measure(work: Callable[[str], object], text: Callable[[int], str]) -> float:
    """Return how the time grows for four times the text, judged by half of it: each the least of several."""
    growth = float("inf")
    for _ in range(3):  # more looks only where the first ones are steep
        whole = min(spend(work, text(_SIZE)) for _ in range(3))
        if whole > _HOPELESS:
            return float("inf")
        half = min(spend(work, text(_SIZE // 2)) for _ in range(3))
        growth = min(growth, (whole / half) ** 2)
        if growth <= _TOO_STEEP:
            break
    return growth


@pytest.fixture(scope="module")
def patterns() -> list[Found]:
    return collect()


def test_every_pattern_is_found(patterns):
    places = {pattern.place.partition(":")[0] for pattern in patterns}
    assert {"docket/redact.py", "docket/text/dates.py", "scrapers/pacer/feeds.py"} <= places
    assert len(patterns) > 500


def test_no_pattern_is_steep(patterns):
    suspects = patterns
    for _ in range(_LOOKS):
        steep = {
            pattern: find_steep(pattern.compile(), pattern.is_search, _MOST_TEXTS) for pattern in suspects
        }
        suspects = [pattern for pattern, measured in steep.items() if measured]
    assert [(pattern.place, pattern.pattern[:100], steep[pattern]) for pattern in suspects] == []


@pytest.mark.parametrize(
    "planted",
    [
        r"\s+x",  # may begin at each of the blanks
        r"<iframe\b[^>]*\bpdf",
        r"\[x\]\s*(.*?)\s*\Z",
        r"(?:a|a)*b",  # doubles with each letter
        r"(\w+\s?)*\$",
        r"Office:(.*?)Chapter:",
        r"(?s)</html>(?:<!--.*?-->)*\Z",
        r"(?:Type:(?P<type>.*?))?Office:(?P<office>.*?)Chapter:",
        r"\d+-\d+",
    ],
)
def test_a_planted_pattern_is_found(planted):
    # What else the machine does can hide it once: half the text then takes longer than it should.
    assert any(find_steep(re.compile(planted), is_search=True) for _ in range(3))


@pytest.mark.parametrize(
    "harmless", [r"\bx\s{1,5}y", r"[a-z]\d{1,4}", r"a*", r"(?<!\d)\d+-\d", r"\A\s+x", r"<a\b[^<>]{0,99}>"]
)
def test_a_linear_pattern_is_let_pass(harmless):
    assert find_steep(re.compile(harmless), is_search=True) is None


def test_what_is_only_matched_at_one_place_is_not_searched():
    assert find_steep(re.compile(r"\d+-\d+"), is_search=False) is None
    assert find_steep(re.compile(r"\s*(.*?)\s*x"), is_search=False)
