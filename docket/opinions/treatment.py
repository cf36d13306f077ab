"""How an opinion treats a decision that it cites, reported only where it says so explicitly.

A strong treatment (disagreed, limited, distinguished, followed) requires that a row of language/treatment.tsv
match a sentence that contains the decision, and that the court speak for itself, without denial: not a party,
another court, a quotation, brackets, a question, or a supposition. Of 369 decisions cited in fourteen real
opinions a court followed 15, distinguished 4, and disagreed with 1. All others are plain edges: quoted if the
decision's words are given, else cited.

The history of a case is kept separate: "aff'd" is not a view of the citing court.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from docket.opinions.surroundings import Surroundings, blank, find_surroundings
from docket.opinions.words_of_treatment import pattern, rows_of

# The strongest wins where one decision is cited several times, or one sentence says two things.
ORDER = ("disagreed", "limited", "distinguished", "followed", "quoted", "cited")
STRONG = ORDER[:4]

_BRACKETS = re.compile(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\[[^\[\]]*\]")
_THAT_CASE = re.compile(
    r"(?:(?:But|However,|Yet|And|Accordingly,|Still,)\s)?(?P<it>[Tt](?:hat|his)\s(?:case|decision|opinion|precedent))\b"
)
_CLAUSE = re.compile(r"[;:—]\s?|[.?!]\s|,\s(?:but|and yet|whereas|while)\s")
_DENIED = re.compile(
    r"\b(?:not|never|neither|nor|cannot|hardly|no|without|nothing|fails?|declin\w+|refus\w+)\b|n[’']t\b"
)
_REPORTS = re.compile(
    r"\b(?:held|holds?|found|finds?|conclud\w+|stat(?:es?|ed)|not(?:es?|ed)|reason\w+|rul(?:es?|ed)|observ\w+"
    r"|explain\w*|determin\w+|recogni\w+|said|says?|thinks?|thought|believes?|believed|suggest\w*"
    r"|wrote|writes|argu\w+|content\w*|assert\w*|insist\w*|maintain\w*|urg\w+"
    r"|recommend\w*|propos\w+|ask\w*|claim\w*|submit\w*"
    r"|respond\w*|repl\w+|counter\w*)\b"
)
_OTHERS_COURT = re.compile(r"\b[Ii]n (?:OTHER|CASE|NAME|that case)\b")
_THE_COURT = re.compile(
    r"[Tt]h(?:e|is) (?:[Cc]ourt|undersigned)(?:,? (?:\w+ly|also|therefore|thus|too|again|now|here),?)*"
    r" (?P<verb>\w+)"
)
_NEAR_DENIAL = 40  # characters before the words, within which "not" denies them


@dataclass(frozen=True, slots=True)
class Treatment:
    """`kind` is one of STRONG, or None for a plain edge; `edge` is quoted if its words are given.

    `history` is the word of the case's later history ("aff'd"); `evidence` is the words that were read.
    """

    kind: str | None
    edge: str  # quoted or cited
    signal: str | None
    history: str | None
    evidence: str | None
    tier: str = "unreviewed"

    @property
    def said(self) -> str:
        """Return the strongest treatment at this place, one of ORDER."""
        return self.kind or self.edge


def find_treatments(
    text: str,
    sentences: list[tuple[int, int]],
    spans: list[tuple[int, int]],
    names: list[str | None],
    decisions: list[int],
    signs: list[str],
    is_own_voice: bool = True,
) -> list[Treatment]:
    """Return how each citation is treated, in the order of `spans`.

    `decisions` has a number for each citation's decision; `signs` is CASE for a citation, NAME for a name
    alone.

    A separate opinion or a syllabus is not the court's voice: no strong treatment is read there.
    """
    context = _Sentences(text, sentences, spans, decisions, signs)
    treatments = []
    # A name alone does not split the text: the surroundings of a citation are read without regard to it.
    cited = [at for at, sign in enumerate(signs) if sign == "CASE"]
    of_cites = find_surroundings(text, sentences, [spans[at] for at in cited], [names[at] for at in cited])
    surroundings = dict(zip(cited, of_cites, strict=True))
    for at in range(len(spans)):
        around = surroundings.get(at, Surroundings(None, None, False))
        strong = None if around.history or not is_own_voice else _find_strong(context.around(at))
        edge = "quoted" if around.quoted and not around.history else "cited"
        kind, evidence = strong or (None, around.history or around.signal)
        if strong is not None:
            evidence = re.sub(r"CASE|NAME", names[at] or "it", strong[1])
            evidence = re.sub(r"OTHER|~+", "…", evidence).rstrip(" ,")
        treatments.append(Treatment(kind, edge, around.signal, around.history, evidence))
    return treatments


class _Sentences:
    """A text's sentences as read for one citation: CASE for it, OTHER for others, quotations blanked."""

    def __init__(
        self,
        text: str,
        sentences: list[tuple[int, int]],
        spans: list[tuple[int, int]],
        decisions: list[int],
        signs: list[str],
    ) -> None:
        self.plain, self.sentences, self.spans = blank(text), sentences, spans
        self.decisions, self.signs = decisions, signs
        starts = [start for start, _ in sentences]
        self.places = [max(0, bisect_right(starts, start) - 1) for start, _ in spans]
        self.within: dict[int, list[int]] = {}
        for at, place in enumerate(self.places):
            self.within.setdefault(place, []).append(at)

    def around(self, at: int) -> list[str]:
        """Return the citation's sentence, and the next if it says "that case" and no other is cited."""
        place = self.places[at]
        texts = [self._tell(place, self.decisions[at])]
        cited = {self.decisions[index] for index in self.within[place]}
        following = place + 1
        if following < len(self.sentences) and len(cited) == 1 and following not in self.within:
            words = self.plain[slice(*self.sentences[following])]
            near = self.sentences[following][0] - self.sentences[place][1] <= 4  # the same paragraph
            if near and (match := _THAT_CASE.match(words)):
                texts.append(_BRACKETS.sub(" ", f"{words[: match.start('it')]}CASE{words[match.end() :]}"))
        return texts

    def _tell(self, place: int, decision: int) -> str:
        low, high = self.sentences[place]
        parts: list[str] = []
        at = low
        for index in self.within[place]:
            start, end = self.spans[index]
            if start < at and parts and start < high:
                continue
            sign = self.signs[index] if self.decisions[index] == decision else "OTHER"
            parts += [self.plain[at:start], sign]
            at = min(max(at, end), high)
        words = _BRACKETS.sub(" ", "".join((*parts, self.plain[at:high])))
        return re.sub(r"\s([,.;:])", r"\1", " ".join(words.split()))


def _find_strong(sentences: list[str]) -> tuple[str, str] | None:
    """Return the first strong treatment stated and the words that state it; None if there is none."""
    for sentence in sentences:
        if sentence.endswith("?"):
            continue
        for kind in STRONG:
            for finds in _patterns(kind):
                for match in finds.finditer(sentence):
                    if _is_ours(sentence, match):
                        return kind, match[0]
    return None


def _is_ours(sentence: str, match: re.Match[str]) -> bool:
    """Whether this court says it outright, and for itself."""
    if not is_own_word(sentence[: match.start()]):
        return False
    court = _THE_COURT.match(match[0])
    if court is not None and not court["verb"].endswith("s"):
        return False  # "recommends that the court decline to follow it"
    # "In OTHER, the court follows CASE": this is the other case's court.
    return court is None or _OTHERS_COURT.search(sentence[: match.start()]) is None


def is_own_word(before: str) -> bool:
    """Whether the words after these in a sentence are the court's own: not reported, supposed, or denied."""
    clause = _CLAUSE.split(before)[-1]
    if pattern("supposed").search(clause) or _DENIED.search(clause[-_NEAR_DENIAL:]):
        return False
    if pattern("party").search(clause):
        return False
    reports = list(_REPORTS.finditer(clause))
    return not reports or pattern("we_report").search(clause[: reports[-1].end()]) is not None


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(phrase) for phrase in rows_of(kind))
