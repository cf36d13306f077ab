"""Whether a sentence of an opinion is the court's holding on the statute: who speaks, of what, and with what result.

A sentence is a holding if it says in so many words whether a party is immune; or if it names the statute (or
answers a question put by the sentence before), says what becomes of it, and is this court's own word on this
case. Each of these is a mark, found by rows of `language/opinion_holdings.tsv`; what each weighs was learned
from labeled opinions (`python -m tracker fit holdings tests/gold/opinions/*open*.jsonl`).
"""

import re

from docket.opinions.treatment import is_own_word
from docket.opinions.words import pattern
from docket.text.phrase_rows import load
from docket.text.weigh import find_single_share

TABLE = "opinion_holdings"
HOLDING = "holding"
# The share that a sentence needs: rather none than a wrong one. Of the sentences found in 105 opinions written and
# labeled by hand, which the weights learned from, .91 are labeled with .5 (98 of 108; a labeled one is found in 91
# opinions, or none where none holds), .76 with .2 (in 100), .93 with .6 (in 87). Beside it `holds_outright`: 9 of 9.
LEAST = 0.5
_CITED = re.compile(
    r"\b\d{1,4}\s(?:[A-Z][\w.’']*\s?){1,5}(?:\d[a-z]{1,2}\s)?\d{1,5}\b|\((?:[\w.\s]{0,30}\s)?\d{4}\)"
)
_NO_SENTENCE = re.compile(r"\(\w+\)\s(?:That|Whether)|(?:See|But see|Cf\.|Compare|Id\.)\s")
_LEFT_OUT = frozenset(("denies_holding", "we_hold", "of_immunity", "is_immune"))
_OF_OTHERS = ("party", "elsewhere", "past_of_other", "supposed")


def holds_outright(sentence: str, parties: re.Pattern[str]) -> bool:
    """Whether a sentence says in so many words what becomes of a party's immunity, and this court says it.

    "We hold that Roommate is not immune", "Roommate is entitled to no immunity".
    """
    if sentence.endswith("?") or _has("denies_holding", sentence):
        return False
    for match in pattern("we_hold", TABLE).finditer(sentence):
        rest = sentence[match.end() :]
        if _has("of_immunity", rest) and parties.search(rest) and is_own_word(sentence[: match.start()]):
            return True
    return any(
        pattern("is_immune", TABLE).match(sentence, match.end()) and is_own_word(sentence[: match.start()])
        for match in parties.finditer(sentence)
    )


def holds(sentence: str, features: dict[str, float]) -> bool:
    """Whether a sentence is a holding, by what `find_features` found in it."""
    if sentence.endswith("?") or _NO_SENTENCE.match(sentence) or _has("denies_holding", sentence):
        return False
    if not (
        {"names", "signed", "answers_question"} & features.keys()
        or {"not_reached", "asks_it"} <= features.keys()
    ):
        return False
    return find_single_share(TABLE, HOLDING, features) >= LEAST


def find_features(
    sentence: str, before: str, names: bool, signed: bool, parties: re.Pattern[str]
) -> dict[str, float]:
    """Return the marks of a sentence.

    `before` is what stands before it, `names` says that it names the statute, `signed` that the reader of
    holdings (`find_outcome`) rests on it, and `parties` finds a party of the case.
    """
    tags = dict.fromkeys(row.tag for row in load(TABLE))
    marks = {tag for tag in tags if tag not in _LEFT_OUT and _has(tag, sentence)}
    own = pattern("holds", TABLE).search(sentence)
    lead = sentence[: own.start()] if own else sentence
    marks |= {f"first {tag}" for tag in _OF_OTHERS if _has(tag, lead)}
    marks |= {"names"} if names else set()
    marks |= {"signed"} if signed else set()
    marks |= {"party named"} if parties.search(sentence) else set()
    marks |= {"law before"} if _has("law", before[-400:]) else set()
    marks |= {"cited"} if _CITED.search(sentence) else set()
    marks |= {"quotation"} if sentence[:1] in '“"' else set()
    if "below" in marks:
        marks.add("below, approved" if "approves_below" in marks else "below, told")
    for left, other in (
        ("signed", "result"),
        ("signed", "names"),
        ("not_reached", "asks_it"),
        ("names", "result"),
    ):
        if left in marks and other in marks:
            marks.add(f"{left} and {other}")
    return dict.fromkeys(sorted(marks), 1.0)


def _has(tag: str, words: str) -> bool:
    return pattern(tag, TABLE).search(words) is not None
