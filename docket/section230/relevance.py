"""Whether a text is about § 230, only mentions it, or is about something else.

Each sentence that names § 230 is searched for cues, rows of `language/relevance.tsv`: what the law does
there, who speaks of it, what it is compared with. Each cue is worth points
(`language/relevance_weights.csv`). The best sentence gives the label, since one place at issue makes a text
about_230 (labeling guide, Relevance).
"""

import math
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from docket.facts import Span
from docket.section230.citations import FoundSpan, Reference, find_references
from docket.text.phrase_rows import load
from docket.text.phrases import Cue, Cues
from docket.text.prepared import PreparedText
from docket.text.sentences import find_sentences
from docket.text.weigh import load_weights


class RelevanceLabel(StrEnum):
    ABOUT = "about_230"
    MENTIONS = "mentions_230"
    NOT = "not_230"


class Relevance(NamedTuple):
    """`score` runs from 0 to 1; above `ABOVE_LINE` is about_230. `evidence` is what the label rests on."""

    label: RelevanceLabel
    score: float
    evidence: tuple[FoundSpan, ...]


ABOVE_LINE = 0.5
_DOUBLE = 0.0  # the score of a text whose "230" is only another number
JUST = 0.001  # the smallest step of a rounded score: no score is on the line itself
_MOST_EVIDENCE = 4  # spans shown for a label
_MOST_FOR = 4  # maximum sum of the points in favor
# Logistic weights, drawn toward what the labeling guide says of each cue and fitted to the labeled texts in
# tests/gold and the catalog's notes. The start was then lowered by 0.7: there, texts not used for the fit
# were as often wrongly called about_230 as missed. Points in favor count for _MOST_FOR at most, so that many
# of them do not outweigh "not raised here".
_POINTS = {cue: weight["about_230"] for cue, weight in load_weights("relevance").items()}
_START = _POINTS.pop("")

_WORDS = Cues("relevance")
_TAGS = {row.tag for row in load("relevance")}
# Searched for in the sentence that names § 230; those called "near-" in its neighbors.
_CUES = {name: Cue("relevance", tag) for name in _POINTS if (tag := name.removeprefix("near-")) in _TAGS}
_AT_WORK = frozenset("shields reaches decides argues papers questions".split())
_NEAR = 500  # characters read on either side of the place
_JOINED = 14  # "Section 230 of the Communications Decency Act, 47 U.S.C. § 230" is one place
_SUBJECT_WITHIN = 4_000  # characters within which a text names its subject
_MOST_SENTENCES = 40  # sentences that name § 230 and are scored
_REACH_OF_NOT = 60  # characters that a negation reaches
_REFERENCE = "ref"  # stands in the rows for a place that names § 230
# A law that suits about § 230 seldom cite: a title not listed here, a regulation, or another Act.
_OFTEN = (
    "Decency|Communications?|Trafficking|The|This|That|An?|Federal|Practices|Lanham|Terrorism|Wiretap|Privacy|"
    "Protection|Antitrust|SPEECH|Sherman|Telecommunications|Consumer"
)
_FOREIGN = re.compile(
    r"\b(?!(?:15|17|18|28|47)\b)\d{1,2}\sU\.?\s?S\.?\s?C\b|\bC\.\s?F\.\s?R\b"
    rf"|\b(?!(?:{_OFTEN})\b)[A-Z][A-Za-z'-]+\sAct\b"
)


def score_relevance(text: PreparedText) -> Relevance:
    """Return the label, the score and the spans that they rest on."""
    references = find_references(text)
    named = [reference for reference in references if not reference.is_double]
    if not named:
        doubles = tuple(reference._replace(rule=f"double-{reference.rule}") for reference in references[:3])
        return Relevance(RelevanceLabel.NOT, _DOUBLE, doubles)
    weighed = (_weigh(*sentence) for sentence in _find_cued_sentences(text, named))
    return max(weighed, key=lambda relevance: relevance.score)


def _weigh(reference: Reference, shown: dict[str, Span]) -> Relevance:
    """Add up the points. The evidence is the place of § 230 and the cues that weighed most for the label."""
    worth = {cue: _POINTS[cue] for cue in sorted(shown.keys() & _POINTS.keys())}
    favor = min(_MOST_FOR, sum(point for point in worth.values() if point > 0))
    points = _START + favor + sum(point for point in worth.values() if point < 0)
    is_about = points > 0
    telling = sorted(worth, key=lambda cue: worth[cue], reverse=is_about)
    spans = [FoundSpan(*shown[cue], cue) for cue in telling if (worth[cue] > 0) == is_about]
    score = round(1 / (1 + math.exp(-points)), 3)  # never ABOVE_LINE itself
    score = max(score, ABOVE_LINE + JUST) if is_about else min(score, ABOVE_LINE - JUST)
    label = RelevanceLabel.ABOUT if is_about else RelevanceLabel.MENTIONS
    return Relevance(label, score, (reference, *spans[: _MOST_EVIDENCE - 1]))


def _find_cued_sentences(
    text: PreparedText, named: list[Reference]
) -> Iterator[tuple[Reference, dict[str, Span]]]:
    """Yield (first place that names § 230, {cue: its place}) for each sentence that names § 230."""
    joined = [named[0]]
    for reference in named[1:]:
        if reference.start - joined[-1].end <= _JOINED:
            joined[-1] = joined[-1]._replace(end=max(joined[-1].end, reference.end))
        else:
            joined.append(reference)
    masked = _mask(text.lowered, joined)
    subject, done = _find_subject(text.plain, masked, joined[0]), 0
    sentences = [(0, 0), *find_sentences(text.plain), (len(masked), len(masked))]
    for reference in joined[:_MOST_SENTENCES]:
        if reference.start >= done:
            at = next(number for number, (_, end) in enumerate(sentences) if end > reference.start)
            start, done = sentences[at][0], max(sentences[at][1], reference.end)
            inside = max(start, reference.start - _NEAR), min(done, reference.end + _NEAR)
            before = max(sentences[at - 1][0], start - _NEAR), start
            after = done, min(sentences[at + 1][1], done + _NEAR)
            yield reference, subject | _find_cues(masked, reference, inside, before, after)


def _mask(lowered: str, references: list[Reference]) -> str:
    """Return the text, same length, with "ref" at both ends of each place that names § 230. Names of courts,
    laws and forms that contain a word for a cue, such as "First Circuit", are crossed out."""
    for start, end, _ in references:
        length = end - start
        mask = _REFERENCE + "'" * (length - 6) + _REFERENCE if length >= 6 else _REFERENCE.ljust(length)
        lowered = lowered[:start] + mask + lowered[end:]
    for name in _WORDS.names.find(lowered):
        lowered = lowered[: name.start()] + "x" * len(name[0]) + lowered[name.end() :]
    return lowered


def _find_subject(text: str, masked: str, first: Reference) -> dict[str, Span]:
    """Return the whole text's cues: words of suits against websites, and of suits § 230 only touches."""
    cues: dict[str, Span] = {}
    for name in ("online", "other"):
        matches = getattr(_WORDS, name).find(masked, 0, _SUBJECT_WITHIN)
        different = len({match[0] for match in matches})
        cues |= {f"{name}-{least}": matches[0].span() for least in (1, 2, 3) if different >= least}
    if not cues:
        cues["no-subject"] = first[:2]
    if foreign := _FOREIGN.search(text, 0, _SUBJECT_WITHIN):
        cues["foreign-law"] = foreign.span()
    return cues


def _find_cues(masked: str, reference: Reference, inside: Span, before: Span, after: Span) -> dict[str, Span]:
    """Return the cues of a sentence and of its neighbors."""
    cues: dict[str, Span] = {}
    for name, cue in _CUES.items():
        for span in (before, after) if name.startswith("near-") else (inside,):
            if match := cue.search(masked, *span):
                cues[name] = match.span()
    if not cues.keys() & _AT_WORK:
        cues["idle"] = reference[:2]
    for name, span in (("set-aside", inside), ("set-aside-next", after)):
        if aside := _find_aside(masked, *span):
            cues[name] = aside
    return cues


_CLAUSE_ENDS = re.compile(
    r"[.;:?](?!\S)|\b(?:because|since|if|unless|while|although|though|but|err|oppose|object|contest)\b"
)


def _find_aside(masked: str, start: int, end: int) -> Span | None:
    """Return the span of a negated word of involvement: "is not at issue", "raises no claim"."""
    for match in _WORDS.negations.find(masked, start, end):
        at, word = match.start(), match[0]
        if _WORDS.modals.ends(masked, max(start, at - 12), at):  # on the merits: "may not invoke § 230"
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
