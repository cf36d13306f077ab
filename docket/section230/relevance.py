"""Is a text about § 230, does it only mention it, or is it about something else?

Each sentence that names § 230 is read for cues, rows of `language/relevance.tsv`: what the law does there, who speaks
of it, what it is set beside. Each is worth points (`language/relevance_weights.csv`); the best sentence gives the
label, for one place at issue makes a text about_230 (labeling guide, Relevance).
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from docket.section230.citations import Reference, find_references, plain
from docket.text.dates import lower
from docket.text.phrases import Cue, Cues, load
from docket.text.sentences import find_sentences
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

Span = tuple[int, int]
_WORDS = Cues("relevance")
_IN_SENTENCE = {tag: Cue("relevance", tag) for tag in {row.tag for row in load("relevance")} & _POINTS.keys()}
_NEAR_BY = {
    name: Cue("relevance", name.removeprefix("near-")) for name in _POINTS if name.startswith("near-")
}
_AT_WORK = frozenset("shields reaches decides argues papers questions".split())
_SUBJECTS = {name: Cue("relevance", name) for name in ("online", "other")}
_NEAR, _WINDOW = 500, 1_000  # characters read on either side of it; in which its sentence is sought
_JOINED = 14  # "Section 230 of the Communications Decency Act, 47 U.S.C. § 230" is one place
_SUBJECT_WITHIN, _MOST_SENTENCES = 4_000, 40
_REACH_OF_NOT = 60  # characters to which a negation reaches
_REFERENCE = "ref"  # stands in the rows for a place that names § 230
# A law that suits about § 230 seldom cite: a title that is none of these, a regulation, or an Act by another name.
_OFTEN = (
    "Decency|Communications?|Trafficking|The|This|That|An?|Federal|Practices|Lanham|Terrorism|Wiretap|Privacy|"
    "Protection|Antitrust|SPEECH|Sherman|Telecommunications|Consumer"
)
_FOREIGN = re.compile(
    r"\b(?!(?:15|17|18|28|47)\b)\d{1,2}\sU\.?\s?S\.?\s?C\b|\bC\.\s?F\.\s?R\b"
    rf"|\b(?!(?:{_OFTEN})\b)[A-Z][A-Za-z'-]+\sAct\b"
)


def score_relevance(text: str) -> Relevance:
    """Return label, score and the spans that they rest on."""
    references = find_references(text)
    named = [reference for reference in references if not reference.is_double]
    if not named:
        doubles = tuple(Evidence(one.start, one.end, f"double-{one.rule}") for one in references[:3])
        return Relevance(RelevanceLabel.NOT, _DOUBLE, doubles)
    weighed = (_weigh(*sentence) for sentence in _find_cued_sentences(plain(text), named))
    return max(weighed, key=lambda relevance: relevance.score)


def _weigh(reference: Reference, shown: dict[str, Span]) -> Relevance:
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


def _find_cued_sentences(text: str, named: list[Reference]) -> Iterator[tuple[Reference, dict[str, Span]]]:
    """Yield the first such place and the cues, with their places, of each sentence that names § 230."""
    joined = [named[0]]
    for reference in named[1:]:
        if reference.start - joined[-1].end <= _JOINED:
            last = joined.pop()
            reference = Reference(last.start, max(last.end, reference.end), last.rule)
        joined.append(reference)
    masked = _mask(lower(text), joined)
    subject, done = _find_subject(text, masked, joined[0]), 0
    for reference in joined[:_MOST_SENTENCES]:
        if reference.start >= done:
            before, sentence, after = _bounds(text, reference)
            yield reference, subject | _find_cues(masked, reference, before, sentence, after)
            done = sentence[1]


def _mask(lowered: str, references: list[Reference]) -> str:
    """The text, same length, "ref" at both ends of each place that names § 230, and without names of courts, laws
    and forms in which a word of talk stands: "First Circuit"."""
    parts, at = [], 0
    for one in references:
        length = one.end - one.start
        mask = _REFERENCE + "'" * (length - 6) + _REFERENCE if length >= 6 else _REFERENCE.ljust(length)
        parts += [lowered[at : one.start], mask]
        at = one.end
    masked = "".join(parts) + lowered[at:]
    for name in _WORDS.names.find(masked):
        masked = masked[: name.start()] + "x" * (name.end() - name.start()) + masked[name.end() :]
    return masked


def _bounds(text: str, reference: Reference) -> tuple[Span, Span, Span]:
    """Return the places of the sentence before, the one that names § 230, and the one after; empty where
    there is none."""
    first = max(0, reference.start - _WINDOW)
    bounds = [
        (start + first, end + first) for start, end in find_sentences(text[first : reference.end + _WINDOW])
    ]
    place = next(number for number, (_, end) in enumerate(bounds) if end > reference.start)
    start, end = bounds[place][0], max(bounds[place][1], reference.end)
    before = bounds[place - 1] if place else (start, start)
    after = bounds[place + 1] if place + 1 < len(bounds) else (end, end)
    return before, (start, end), after


def _find_subject(text: str, masked: str, first: Reference) -> dict[str, Span]:
    """What the whole text is about: words of suits against websites, and of suits that § 230 only passes by."""
    cues: dict[str, Span] = {}
    for name, cue in _SUBJECTS.items():
        found = cue.find(masked, 0, _SUBJECT_WITHIN)
        words = {match[0]: match.span() for match in found}
        cues |= {f"{name}-{least}": found[0].span() for least in (1, 2, 3) if len(words) >= least}
    if not cues:
        cues["no-subject"] = (first.start, first.end)
    if foreign := _FOREIGN.search(text, 0, _SUBJECT_WITHIN):
        cues["foreign-law"] = foreign.span()
    return cues


def _find_cues(
    masked: str, reference: Reference, before: Span, sentence: Span, after: Span
) -> dict[str, Span]:
    """The cues of a sentence, and of its neighbors."""
    where = reference.start, reference.end
    inside = max(sentence[0], where[0] - _NEAR), min(sentence[1], where[1] + _NEAR)
    beside = (max(before[0], before[1] - _NEAR), before[1]), (after[0], min(after[1], after[0] + _NEAR))
    cues = {tag: match.span() for tag, cue in _IN_SENTENCE.items() if (match := cue.search(masked, *inside))}
    for name, cue in (*_NEAR_BY.items(), ("asides-next", _WORDS.asides)):
        for span in beside:
            if match := cue.search(masked, *span):
                cues[name] = match.span()
    if not cues.keys() & _AT_WORK:
        cues["idle"] = where
    for name, span in (("set-aside", inside), ("set-aside-next", beside[1])):
        if aside := _find_aside(masked, *span):
            cues[name] = aside
    return cues


_CLAUSE_ENDS = re.compile(
    r"[.;:?](?!\S)|\b(?:because|since|if|unless|while|although|though|but|err|oppose|object|contest)\b"
)


def _find_aside(masked: str, start: int, end: int) -> Span | None:
    """Return the place of a negation and the word of involvement it takes: "is not at issue", "raises no claim"."""
    for match in _WORDS.negations.find(masked, start, end):
        at, word = match.start(), match[0]
        if _WORDS.modals.ends(masked, max(start, at - 12), at):  # of the merits: "may not invoke § 230"
            continue
        is_none = word in ("no", "none", "nothing")
        verb = _WORDS.involves.ends(masked, max(start, at - 20), at) if is_none else None
        if verb and not masked.endswith(f"{_REFERENCE} ", start, verb.start()):  # "§ 230 makes no exception"
            return verb.start(), match.end()
        stop = _CLAUSE_ENDS.search(masked, match.end(), end)
        last = min(match.end() + _REACH_OF_NOT, stop.start() if stop else end)
        if is_none and (reference := masked.find(_REFERENCE, match.end(), last)) >= 0:
            last = reference  # "nothing in § 230 says"
        if involved := _WORDS.involves.search(masked, match.end(), last):
            return at, involved.end()
    return None
