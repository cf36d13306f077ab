"""Is a text about § 230, does it only mention it, or is it about something else?

Each sentence that names § 230 is read for cues: what the law does there, who speaks of it, whether
it is set aside or compared, and what the proceeding is about (docket/relevance_cues.py). Each cue is
worth points; the best sentence gives the label, for one place at issue makes a text about_230
(labelling guide, Relevance).
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from docket.issues import ParseError
from docket.relevance_cues import Sentence, find_cued_sentences
from docket.statutes import find_references, plain


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
_DOUBLE, _JUST, _MOST_EVIDENCE, _MOST_FOR = 0.0, 0.001, 4, 4
# Logistic weights, drawn towards what the labelling guide says of each cue and fitted to the labelled texts
# in tests/gold and the catalogue's notes; then _START was lowered by 0.7, where texts not used for the fit
# were as often wrongly called about_230 as missed. Cues in favour add up to _MOST_FOR at most, lest a heap
# of them outweigh "not raised here". The last four were set by hand: the texts tell their sign, too few of them the size.
_START = 0.5
_POINTS = {
    "papers": 2.0, "online-1": 1.2, "online-2": 1.2, "late": 1.0, "challenges": 0.9, "near-late": 0.8, "decides": 0.7,
    "operative": 0.7, "near-argues": 0.6, "no-subject": 0.6, "elements": 0.4, "under": 0.4, "does": 0.3, "questions": 0.3,
    "argues": 0.2, "near-decides": 0.2, "near-papers": 0.2, "near-shields": 0.2, "online-3": 0.2, "reaches": 0.2,
    "shields": 0.2, "idle-alone": -0.2, "in-list": -0.3, "everyday-2": -0.5, "other-3": -0.5, "idle": -0.6, "quoted": -0.7,
    "near-talk": -1.1, "everyday-1": -1.2, "near-other-cases": -1.2, "other-2": -1.2, "set-aside-next": -1.2,
    "near-compares": -1.3, "only-other": -1.4, "asides-next": -1.5, "only-everyday": -1.5, "title": -1.6, "asides": -1.7,
    "foreign-law": -1.9, "definition-borrowed": -2.1, "some-case": -2.3, "definition": -3.1, "compares": -3.3,
    "talked-of": -3.3, "other-1": -3.6, "other-cases": -4.2, "talk": -4.3, "set-aside": -4.4, "string": -5.0, "reserves": -5.1,
    "about-else": -2.5, "own-step": 2.5, "is-provider": 2.0, "a-case": -2.5, "talk-of-papers": -3.0,
}


def score_relevance(text: str) -> Relevance:
    """Return label, score and the spans that they rest on."""
    words = plain(text)
    references = find_references(words)
    named = [reference for reference in references if not reference.is_double]
    if not named:
        doubles = tuple(Evidence(reference.start, reference.end, f"double-{reference.rule}") for reference in references[:3])
        return Relevance(RelevanceLabel.NOT, _DOUBLE, doubles)
    return max((_weigh(sentence) for sentence in find_cued_sentences(words, named)), key=lambda relevance: relevance.score)


def _weigh(sentence: Sentence) -> Relevance:
    """Add up the points; the evidence is the place of § 230 and the cues that told most for the label."""
    worth = [_POINTS.get(cue, 0) for cue in sentence.cues]
    points = _START + min(_MOST_FOR, sum(point for point in worth if point > 0)) + sum(point for point in worth if point < 0)
    is_about = points > 0
    telling = sorted(sentence.cues, key=lambda cue: (-_POINTS.get(cue, 0) if is_about else _POINTS.get(cue, 0), cue))
    spans = [Evidence(*sentence.cues[cue], cue) for cue in telling if (_POINTS.get(cue, 0) > 0) == is_about and sentence.cues[cue][1]]
    where = Evidence(sentence.reference.start, sentence.reference.end, sentence.reference.rule)
    label = RelevanceLabel.ABOUT if is_about else RelevanceLabel.MENTIONS
    return Relevance(label, _as_score(points), (where, *spans[:_MOST_EVIDENCE - 1]))


def _as_score(points: float) -> float:
    """Return a figure between 0 and 1, never ABOVE_LINE itself: above it where the points are above nought, below it elsewhere."""
    score = round(1 / (1 + math.exp(-points)), 3)
    return max(score, ABOVE_LINE + _JUST) if points > 0 else min(score, ABOVE_LINE - _JUST)


def extract_relevance(record: dict) -> dict:
    """Return {"id", "label", "score", "evidence"} for a line {"text"}; ParseError where there is no text."""
    text = record.get("text")
    if not isinstance(text, str):
        raise ParseError('a line for relevance needs "text", a string', code="bad-line")
    relevance = score_relevance(text)
    evidence = [{"start": item.start, "end": item.end, "rule": item.rule} for item in relevance.evidence]
    return {"id": record.get("id"), "label": relevance.label.value, "score": relevance.score, "evidence": evidence}
