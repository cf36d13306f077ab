"""What is published about § 230 in a text: the answers of the rules and of the weights, combined.

The rules (relevance.py, holdings.py) and the weights (docket/second/section230.py) each give an answer; the
better supported one is published. An answer is *agreed* if both give it and the weights are sure of it.
"""

import re
from math import log

from docket.second import section230 as weights
from docket.section230.holdings import Holding, OutcomeFound, find_outcome
from docket.section230.relevance import ABOVE_LINE, JUST, Relevance, RelevanceLabel, score_relevance
from docket.text.prepared import PreparedText, once, prepare_line

# Added to the logarithm of the share of the rules' answer. Chosen on texts labeled by people who had not seen
# the readers, each set answered by rules and weights made without it: on 877 holdings the rules score .745,
# the weights .761, both combined .828; on 259 relevance labels the rules .927, both combined .965. Half a
# point more or less hardly matters.
_TRUST = {weights.OUTCOMES: 1.5, weights.RELEVANCE: 1.0}
# The share that an answer needs to be agreed. On 890 holdings labeled by people who had not seen the readers,
# before the weights were fitted to them, .367 are agreed at 0.8, and .997 of those are right (at 0.7: .453
# and .985). Of the relevance labels .807 are agreed, and .986 of those are right.
_LEAST = {weights.OUTCOMES: 0.8, weights.RELEVANCE: 0.5}
# Words inside quotation marks may be another court's or a party's.
_QUOTED = re.compile(r"[\"“][^\"”]{25,}[\"”]")


@once
def answer_outcome(text: PreparedText) -> tuple[OutcomeFound, bool]:
    """Return the holding to publish, and whether it is agreed."""
    outcome = find_outcome(text)
    label, is_agreed = _join(weights.OUTCOMES, text, outcome.outcome)
    # No trace of the statute: no holding, whatever the weights say.
    if label == outcome.outcome or not outcome.spans:
        return outcome, is_agreed and not _QUOTED.search(text.printed)
    return OutcomeFound.of(Holding(label), outcome.spans), False


@once
def answer_relevance(text: PreparedText) -> tuple[Relevance, bool]:
    """Return the label to publish, and whether it is agreed. The rules alone decide whether a text names §
    230."""
    relevance = score_relevance(text)
    label, is_agreed = _join(weights.RELEVANCE, text, relevance.label)
    if label == relevance.label or RelevanceLabel.NOT in (label, relevance.label):
        return relevance, is_agreed
    score = ABOVE_LINE + (JUST if label == RelevanceLabel.ABOUT else -JUST)
    return relevance._replace(label=RelevanceLabel(label), score=score), False


def extract_relevance(record: dict) -> dict:
    """Return {"id", "label", "score", "evidence"} for a line {"text"}; ParseError if there is no text."""
    relevance, _ = answer_relevance(prepare_line(record))
    return {
        "id": record.get("id"),
        "label": relevance.label.value,
        "score": relevance.score,
        "evidence": [place._asdict() for place in relevance.evidence],
    }


def _join(name: str, text: PreparedText, label: str) -> tuple[str, bool]:
    """Return the better supported label, and whether the weights agree with `label`, the rules' answer."""
    shares = weights.weigh(name, text)
    if not shares:
        return label, False
    joined = max(shares, key=lambda other: log(shares[other]) + _TRUST[name] * (other == label))
    return joined, label == max(shares, key=lambda other: shares[other]) and shares[label] >= _LEAST[name]
