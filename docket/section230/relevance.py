"""Is a text about § 230, does it only mention it, or is it about something else?

Each sentence that names § 230 is read for cues (docket/section230/cues.py), each worth points; the best
sentence gives the label, for one place at issue makes a text about_230 (labeling guide, Relevance).
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from docket.section230.citations import Reference, find_references, plain
from docket.section230.cues import Shown, find_cued_sentences
from docket.text.weigh import load_weights


class RelevanceLabel(StrEnum):
    ABOUT = "about_230"
    MENTIONS = "mentions_230"
    NOT = "not_230"


@dataclass(frozen=True)
class Evidence:
    """The words a label rests on: place and the rule that read them."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class Relevance:
    """`score` runs from 0 to 1; `ABOVE_LINE` parts about_230 from the rest."""

    label: RelevanceLabel
    score: float
    evidence: tuple[Evidence, ...]


ABOVE_LINE = 0.5
_DOUBLE, JUST, _MOST_EVIDENCE, _MOST_FOR = 0.0, 0.001, 4, 4
# Logistic weights, drawn towards what the labeling guide says of each cue and fitted to the labeled texts
# in tests/gold and the catalog's notes; then the start was lowered by 0.7, where texts not used for the fit
# were as often wrongly called about_230 as missed. Shown in favor add up to _MOST_FOR at most, lest a heap of
# them outweigh "not raised here".
_POINTS = {cue: weight["about_230"] for cue, weight in load_weights("relevance").items()}
_START = _POINTS.pop("")


@lru_cache(maxsize=4)  # asked for by who reads a text, and by who measures that reading
def score_relevance(text: str) -> Relevance:
    """Return label, score and the spans that they rest on."""
    words = plain(text)
    references = find_references(words)
    named = [reference for reference in references if not reference.is_double]
    if not named:
        doubles = tuple(
            Evidence(reference.start, reference.end, f"double-{reference.rule}")
            for reference in references[:3]
        )
        return Relevance(RelevanceLabel.NOT, _DOUBLE, doubles)
    weighed = (_weigh(*sentence) for sentence in find_cued_sentences(words, named))
    return max(weighed, key=lambda relevance: relevance.score)


def _weigh(reference: Reference, shown: Shown) -> Relevance:
    """Add up the points; the evidence is the place of § 230 and the cues that told most for the label."""
    cues = sorted(shown.keys() & _POINTS.keys())
    worth = [_POINTS[cue] for cue in cues]
    favor = min(_MOST_FOR, sum(point for point in worth if point > 0))
    points = _START + favor + sum(point for point in worth if point < 0)
    is_about = points > 0
    telling = sorted(cues, key=lambda cue: -_POINTS[cue] if is_about else _POINTS[cue])
    spans = [Evidence(*shown[cue], cue) for cue in telling if (_POINTS[cue] > 0) == is_about]
    where = Evidence(reference.start, reference.end, reference.rule)
    label = RelevanceLabel.ABOUT if is_about else RelevanceLabel.MENTIONS
    return Relevance(label, _as_score(points), (where, *spans[: _MOST_EVIDENCE - 1]))


def _as_score(points: float) -> float:
    """Return a figure between 0 and 1, never ABOVE_LINE itself: above it where the points are above nought,
    below it elsewhere."""
    score = round(1 / (1 + math.exp(-points)), 3)
    return max(score, ABOVE_LINE + JUST) if points > 0 else min(score, ABOVE_LINE - JUST)
