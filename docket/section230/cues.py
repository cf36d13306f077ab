"""The cues of a sentence that names § 230: what the law does there, who speaks of it, what it is set beside.

The words are rows of `language/relevance.tsv`; what each cue is worth stands in `language/relevance_weights.csv`.
"""

import re
from collections.abc import Iterator

from docket.section230.citations import Reference
from docket.text.lexicon import Lexicon, Token, find_tokens
from docket.text.phrases import load
from docket.text.sentences import find_sentences

Span = tuple[int, int]
Shown = dict[str, Span]
_REFERENCE, _PART_OF_NAME = (
    "ref",
    "part-of-name",
)  # stand among the tokens for a place that names § 230, and for a name
_NO_TOKEN = Token("", 0, 0)
_SUBJECTS = ("online", "other")


def _load(are_subjects: bool) -> Lexicon:
    """Return the words of `language/relevance.tsv` by tag; "{" stands there for "(", as in all tables."""
    words: dict[str, list[str]] = {}
    for row in load("relevance"):
        if (row.tag in _SUBJECTS) == are_subjects:
            words.setdefault(row.tag, []).extend(row.phrase.replace("{", "(").split("|"))
    return Lexicon({tag: " ".join(found) for tag, found in words.items()})


WORDS, SUBJECTS = _load(False), _load(True)
_NEAR, _WINDOW = 500, 1_000  # characters read on either side of it; in which its sentence is sought
_JOINED = 14  # "Section 230 of the Communications Decency Act, 47 U.S.C. § 230" is one place
_SUBJECT_WITHIN, _MOST_SENTENCES = 4_000, 40
_TIGHT_AFTER, _TIGHT_BEFORE = 4, 6  # tokens in which a word stands beside § 230
_REACH_OF_NOT = 7  # tokens to which a negation reaches
_CLAUSE_ENDS = frozenset(
    ". ; : ? because since if unless while although though but err oppose object contest".split()
)
_AT_WORK = frozenset("shields reaches decides argues papers questions challenges".split())
_DOES = _AT_WORK - {"decides"}
_UNDER = frozenset("shields argues questions challenges".split())
_FROM_NEIGHBORS = "shields decides argues papers elements talk compares other-cases late".split()
# A law that suits about § 230 seldom cite: a title that is none of these, a regulation, or an Act by another name.
_OFTEN = (
    "Decency|Communications?|Trafficking|The|This|That|An?|Federal|Practices|Lanham|Terrorism|Wiretap|Privacy|"
    "Protection|Antitrust|SPEECH|Sherman|Telecommunications|Consumer"
)
_FOREIGN = re.compile(
    r"\b(?!(?:15|17|18|28|47)\b)\d{1,2}\sU\.?\s?S\.?\s?C\b|\bC\.\s?F\.\s?R\b"
    rf"|\b(?!(?:{_OFTEN})\b)[A-Z][A-Za-z'-]+\sAct\b"
)


def find_cued_sentences(text: str, named: list[Reference]) -> Iterator[tuple[Reference, Shown]]:
    """Yield the first such place and the cues of each sentence that names § 230, the first forty.

    `text` is plain, `named` not empty. Each cue has the place of its words.
    """
    lowered, joined = text.lower(), _join(named)
    subject = _find_subject(text, lowered, joined)
    done, left = 0, _MOST_SENTENCES
    for reference in joined:
        if reference.start < done or left == 0:
            continue
        before, sentence, after = _bounds(text, reference)
        inside = [other for other in joined if reference.start <= other.start < sentence[1]]
        yield reference, subject | _Reading(lowered, inside, before, sentence, after).cues()
        done, left = sentence[1], left - 1


def find_aside(tokens: list[Token]) -> Span | None:
    """Return the place of a negation and the word of involvement it takes: "is not at issue", "raises no claim"."""
    for number, token in enumerate(tokens):
        last = tokens[number - 1] if number else _NO_TOKEN
        is_negated = "negations" in WORDS.names_of(token.word) or token.word.endswith("n't")
        if not is_negated or "modals" in WORDS.names_of(last.word):  # of the merits: "may not invoke § 230"
            continue
        is_none = token.word in ("no", "none", "nothing")
        is_of_law = number > 1 and tokens[number - 2].word == _REFERENCE  # "§ 230 makes no exception"
        if is_none and "involves" in WORDS.names_of(last.word) and not is_of_law:
            return last.start, token.end
        for later in tokens[number + 1 : number + 1 + _REACH_OF_NOT]:
            if later.word in _CLAUSE_ENDS or (
                is_none and later.word == _REFERENCE
            ):  # "nothing in § 230 says"
                break
            if "involves" in WORDS.names_of(later.word):
                return token.start, later.end
    return None


def _join(named: list[Reference]) -> list[Reference]:
    joined = [named[0]]
    for reference in named[1:]:
        if reference.start - joined[-1].end <= _JOINED:
            last = joined.pop()
            joined.append(Reference(last.start, max(last.end, reference.end), last.rule))
        else:
            joined.append(reference)
    return joined


def _bounds(text: str, reference: Reference) -> tuple[Span, Span, Span]:
    """Return the places of the sentence before, the one that names § 230, and the one after; empty where
    there is none."""
    first = max(0, reference.start - _WINDOW)
    bounds = [
        (start + first, end + first) for start, end in find_sentences(text[first : reference.end + _WINDOW])
    ]
    place = next(number for number, (_, end) in enumerate(bounds) if end > reference.start)
    start, end = bounds[place][0], max(bounds[place][1], reference.end)
    if text[end : end + 1] in ('"', "'"):  # the mark that closes a quotation stands after the stop
        end += 1
    before = bounds[place - 1] if place else (start, start)
    after = bounds[place + 1] if place + 1 < len(bounds) else (end, end)
    return before, (start, end), after


def _find_subject(text: str, lowered: str, joined: list[Reference]) -> Shown:
    """What the whole text is about: words of suits against websites, and of suits that § 230 only passes by."""
    tokens = _tokens(lowered, 0, min(len(lowered), _SUBJECT_WITHIN), joined)
    found: dict[str, dict[str, Span]] = {name: {} for name in _SUBJECTS}
    for name, first, last in SUBJECTS.each(tokens):
        found[name].setdefault(tokens[first].word, (tokens[first].start, tokens[last].end))
    cues = {
        f"{name}-{least}": next(iter(words.values()))
        for name, words in found.items()
        for least in (1, 2, 3)
        if len(words) >= least
    }
    if foreign := _FOREIGN.search(text, 0, _SUBJECT_WITHIN):
        cues["foreign-law"] = foreign.span()
    if not any(found.values()):
        cues["no-subject"] = (joined[0].start, joined[0].end)
    return cues


def _tokens(lowered: str, start: int, end: int, references: list[Reference]) -> list[Token]:
    tokens = []
    for reference in references:
        if reference.end <= start or reference.start >= end:
            continue
        tokens += find_tokens(lowered, start, max(start, reference.start))
        tokens.append(Token(_REFERENCE, reference.start, reference.end))
        start = reference.end
    return tokens + find_tokens(lowered, start, max(start, end))


def _without_names(tokens: list[Token]) -> list[Token]:
    """The tokens, those of a court's, a law's or a form's name being no words of talk: "First Circuit"."""
    read = list(tokens)
    for name, first, last in WORDS.each(tokens):
        if name == "names":
            read[first : last + 1] = [one._replace(word=_PART_OF_NAME) for one in tokens[first : last + 1]]
    return read


class _Reading:
    """One sentence in tokens, with its neighbors."""

    def __init__(
        self, lowered: str, references: list[Reference], before: Span, sentence: Span, after: Span
    ) -> None:
        self.lowered, self.references = lowered, references
        self.where = (references[0].start, references[0].end)
        start, end = max(sentence[0], self.where[0] - _NEAR), min(sentence[1], self.where[1] + _NEAR)
        self.tokens = _without_names(_tokens(lowered, start, end, references))
        self.place = next(number for number, token in enumerate(self.tokens) if token.word == _REFERENCE)
        self.before = find_tokens(lowered, max(before[0], before[1] - _NEAR), before[1])
        self.after = find_tokens(lowered, after[0], min(after[1], after[0] + _NEAR))

    def cues(self) -> Shown:
        found = WORDS.spans(self.tokens)
        near = WORDS.spans(self.before) | WORDS.spans(self.after)
        cues = dict(found)
        cues |= {f"near-{name}": near[name] for name in _FROM_NEIGHBORS if name in near}
        if not _AT_WORK & found.keys():
            cues["idle"] = self.where
        if "asides" in near:
            cues["asides-next"] = near["asides"]
        for name, tokens in (("set-aside", self.tokens), ("set-aside-next", self.after)):
            if aside := find_aside(tokens):
                cues[name] = aside
        return cues | self._beside()

    def _beside(self) -> Shown:
        """Words of work close by: "§ 230 bars", "immune under § 230"."""
        place, cues = self.place, Shown()
        after = self.tokens[place + 1 : place + 1 + _TIGHT_AFTER]
        before = reversed(self.tokens[max(0, place - _TIGHT_BEFORE) : place])
        for name, tokens, wanted in (("does", after, _DOES), ("under", before, _UNDER)):
            if token := next((token for token in tokens if WORDS.names_of(token.word) & wanted), None):
                cues[name] = (token.start, token.end)
        return cues
