"""Whether a sentence is the court's holding on the statute: who speaks, about what, with what result.

A sentence is a holding if it says explicitly whether a party is immune. It is also one if it names the
statute (or answers a question asked in the sentence before), says how the statute applies, and is this
court's own statement about this case. Rows of `language/opinion_holdings.tsv` find each of these marks; their
weights were learned from labeled opinions (`python -m tracker fit holdings
tests/gold/opinions/*open*.jsonl`).
"""

import re

from docket.opinions.treatment import is_own_word
from docket.opinions.words import pattern
from docket.text.phrase_rows import load
from docket.text.weigh import find_single_share

TABLE = "opinion_holdings"
HOLDING = "holding"
# The share that a sentence needs: better no holding than a wrong one. In 105 opinions written and labeled by
# hand, from which the weights were learned: at .5, .91 of the sentences found are labeled (98 of 108), and 91
# opinions have a labeled one found, or none where none holds; at .2, .76 (100 opinions); at .6, .93 (87
# opinions). `holds_outright` adds to this, with 9 of 9.
LEAST = 0.5
_CITED = re.compile(
    r"\b\d{1,4}\s(?:[A-Z][\w.’']*\s?){1,5}(?:\d[a-z]{1,2}\s)?\d{1,5}\b|\((?:[\w.\s]{0,30}\s)?\d{4}\)"
)
_NO_SENTENCE = re.compile(r"\(\w+\)\s(?:That|Whether)|(?:See|But see|Cf\.|Compare|Id\.)\s")
_LEFT_OUT = frozenset(("denies_holding", "we_hold", "of_immunity", "is_immune"))
_OF_OTHERS = ("party", "elsewhere", "past_of_other", "supposed")


def holds_outright(sentence: str, parties: re.Pattern[str]) -> bool:
    """Whether a sentence says explicitly what becomes of a party's immunity, in this court's own voice.

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
    """Whether a sentence is a holding, judged by the marks that `find_features` found in it."""
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
    """Return the marks of a sentence, each with the value 1.0.

    `before` is the text before it, `names` whether it names the statute, `signed` whether the reader of
    holdings (`find_outcome`) relies on it; `parties` matches a party of the case.
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
