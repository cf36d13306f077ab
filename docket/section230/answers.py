"""What is published about § 230 in a text: the answer of the rules and that of the weights, combined.

The rules (relevance.py, holdings.py) and the weights (docket/second/section230.py) each give an answer; the
better supported one is published. Where both give the same, and the weights are sure of it, it is agreed.
"""

import re
from math import log

from docket.second import section230 as weights
from docket.section230.holdings import Holding, OutcomeFound, find_outcome
from docket.section230.relevance import ABOVE_LINE, JUST, Relevance, RelevanceLabel, score_relevance
from docket.text.prepared import PreparedText, prepare_line

# What an answer of the rules adds to the logarithm of its share. Chosen on texts labeled by people who had not seen
# the readers, each set answered by rules and weights made without it: of 877 holdings the rules have .745, the
# weights .761, both joined .828; of 259 labels of relevance the rules .927, both joined .965. Half a point more or
# less hardly matters.
_TRUST = {weights.OUTCOMES: 1.5, weights.RELEVANCE: 1.0}
# The share that an answer needs to be agreed. Of 890 holdings told by people who had not seen the readers, before the
# weights were fitted to them, .367 are agreed on then, .997 of them right (with .7 .453 and .985); of the labels of
# relevance .807, .986 of them right.
_LEAST = {weights.OUTCOMES: 0.8, weights.RELEVANCE: 0.5}
# Words that a text quotes may be another court's or a party's.
_QUOTED = re.compile(r"[\"“][^\"”]{25,}[\"”]")


def answer_outcome(text: PreparedText) -> tuple[OutcomeFound, bool]:
    """Return the holding that is published, and whether it is agreed."""
    outcome = find_outcome(text)
    label, is_agreed = _join(weights.OUTCOMES, text, outcome.outcome)
    if (
        label == outcome.outcome or not outcome.spans
    ):  # no trace of the statute: no holding, whatever else is said
        return outcome, is_agreed and not _QUOTED.search(text.printed)
    return OutcomeFound.of(Holding(label), outcome.spans), False


def answer_relevance(text: PreparedText) -> tuple[Relevance, bool]:
    """Return the label that is published, and whether it is agreed. The rules alone decide whether a text
    names § 230."""
    relevance = score_relevance(text)
    label, is_agreed = _join(weights.RELEVANCE, text, relevance.label)
    if label == relevance.label or RelevanceLabel.NOT in (label, relevance.label):
        return relevance, is_agreed
    score = ABOVE_LINE + (JUST if label == RelevanceLabel.ABOUT else -JUST)
    return relevance._replace(label=RelevanceLabel(label), score=score), False


def extract_relevance(record: dict) -> dict:
    """Return {"id", "label", "score", "evidence"} for a line {"text"}; ParseError where there is no text."""
    relevance, _ = answer_relevance(prepare_line(record))
    return {
        "id": record.get("id"),
        "label": relevance.label.value,
        "score": relevance.score,
        "evidence": [place._asdict() for place in relevance.evidence],
    }


def _join(name: str, text: PreparedText, label: str) -> tuple[str, bool]:
    """The label for which more speaks, the rules' being `label`, and whether it is the likeliest of both readers."""
    shares = weights.weigh(name, text)
    if not shares:
        return label, False
    joined = max(shares, key=lambda other: log(shares[other]) + _TRUST[name] * (other == label))
    return joined, label == max(shares, key=lambda other: shares[other]) and shares[label] >= _LEAST[name]
