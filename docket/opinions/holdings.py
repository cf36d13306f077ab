"""Whether a sentence of an opinion is the court's holding on § 230: who speaks, of what, and with what result.

A sentence holds where it names § 230 (or answers a question that the one before it put), says what becomes of it, and
is this court's own word on this case. Each of these is a mark; marks are added, and a sentence with too few of them is
none. A party's word, another court's and a rule told in general take marks away.
"""

import re
from dataclasses import dataclass

from docket.opinions.words import pattern

ENOUGH = 5.0
_OWN_WORD_LATER = re.compile(
    r"\b(?:but|however|yet)\b[^.;]{0,20}\b(?:we|this court|the court|it is not|that is not)\b|[;,]\s(?:we|the [Cc]ourt)\s",
)

_CITED = re.compile(r"\b\d{1,4}\s(?:[A-Z][\w.’']*\s?){1,5}(?:\d[a-z]{1,2}\s)?\d{1,5}\b|\((?:[\w.\s]*\s)?\d{4}\)")


@dataclass(frozen=True, slots=True)
class Marks:
    """How much speaks for a sentence's being a holding, and whether it says that § 230 is left open."""

    weight: float
    leaves_open: bool


def weigh(sentence: str, before: str, names: bool, signed: bool, parties: re.Pattern[str]) -> Marks:
    """Return the marks of a sentence; `before` is what stands before it, `names` says that it names § 230, `signed`
    that the reader of holdings rests on it."""
    if sentence.endswith("?") or _has("denies_holding", sentence) and not _has("not_reached", sentence):
        return Marks(0.0, False)
    law = 2.0 if names else 1.0 if _has("law_of_sorts", sentence) else 0.0
    is_open = _has("not_reached", sentence)
    result = 2.0 if _has("result", sentence) else 0.0
    ours = 2.0 if _has("holds", sentence) else 0.0
    is_answer = ours > 0 and _has("answers_question", sentence)
    if is_open and law < 2 and not (_has("asks_it", sentence) or law):
        return Marks(0.0, is_open)  # "We do not reach proximate cause."
    told = _has("law", before) or (is_open and _has("law_of_sorts", before))
    if law < 2 and (is_answer or is_open) and told and (_has("result", before) or is_open):
        law, result = 2.0, 2.0  # "The question is whether § 230 … . We hold that it does not."
    if is_open:
        result = 2.0
        ours = max(ours, 1.0)
    if not law or not result:
        return Marks(0.0, is_open)
    named = bool(parties.search(sentence)) or _has("this_case", sentence)
    weight = law + result + ours + (1.0 if _has("concludes", sentence) else 0.0)
    weight += 1.5 if named else 0.0
    weight += 2.0 if signed else 0.0
    return Marks(weight - _against(sentence, named, ours > 0, is_open), is_open)


def _against(sentence: str, named: bool, ours: bool, is_open: bool) -> float:
    """Return what speaks against a sentence: another's voice, a supposition, a rule told in general."""
    own = re.search(pattern("holds", "opinion_holdings"), sentence)
    lead = sentence[: own.start()] if own else sentence
    against = 0.0
    if _has("party", lead) and not _OWN_WORD_LATER.search(sentence):
        against += 4.0
    if _has("below", sentence):
        against += -1.0 if _has("approves_below", sentence) else 0.0 if ours and named else 4.0
    if _has("elsewhere", lead) and (_has("past_of_other", lead) or not named):
        against += 4.0
    if _has("supposed", lead) and not is_open:
        against += 2.5
    if _has("generic", sentence) and not ours:
        against += 2.0 if named else 3.0
    if not named and not ours and not _has("concludes", sentence):
        against += 2.0
    if _has("past_of_other", sentence) and _CITED.search(sentence):
        against += 3.0
    if re.match(r"(?:\(\w+\)\s(?:That|Whether)|See|But see|Cf\.|Compare|Id\.|There,)(?:\s|$)", sentence) or "“" in sentence[:2] or '"' in sentence[:2]:
        against += 4.0
    return against


def _has(tag: str, words: str) -> bool:
    return pattern(tag, "opinion_holdings").search(words) is not None
