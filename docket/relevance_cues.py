"""The cues of a sentence that names § 230: what the law does there, and what the sentence does with it.

A cue is a name and the place of the words that gave it. Words are looked up in the tables of
docket/relevance_words.py; what a cue is worth is said in docket/relevance.py. Only bounded
stretches of the text are read, so that the cost does not grow with a hostile one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docket.lexicon import Token, find_tokens
from docket.relevance_asides import REFERENCE, SUBJECTS, WORDS, find_aside, find_kept, find_topic, read_citing
from docket.sentences import find_sentences
from docket.statutes import Reference

_NEAR, _WINDOW = 500, 1_000           # characters read on either side of it; in which its sentence is sought
_JOINED = 14                          # "Section 230 of the Communications Decency Act, 47 U.S.C. § 230" is one place
_SUBJECT_WITHIN, _MOST_SENTENCES = 4_000, 40
_LONGEST_TITLE = 16                   # tokens; what is longer quotes a pleading
_CITATION_WORDS = 3                   # a sentence of no more words than these cites for the one before it
_TIGHT_AFTER, _TIGHT_BEFORE = 4, 6    # tokens in which a word stands beside § 230
_AT_WORK = ("shields", "reaches", "decides", "argues", "papers", "questions", "challenges")
_FROM_NEIGHBOURS = ("shields", "decides", "argues", "papers", "elements", "talk", "compares", "other-cases", "late")
_DOES = frozenset(("shields", "reaches", "questions", "challenges", "argues", "papers"))
_UNDER = frozenset(("shields", "argues", "questions", "challenges"))
_LEGAL = frozenset(("papers", "decides", "argues", "questions", "shields", "stands-on"))
# "Defendant's § 230 motion", "the Section 230 defense": a step in this proceeding.
_OURS = frozenset(("the", "this", "that", "its", "his", "her", "their", "any"))
_STEPS = frozenset(("motion", "motions", "defense", "defence", "defenses", "immunity", "argument", "arguments", "issue", "issues", "question", "questions",
                    "ruling", "briefing", "briefs", "grounds", "ground", "theory", "objection", "claim", "challenge"))
_ON = frozenset(("on", "about", "regarding", "concerning", "treat", "understand", "know"))
# Read by other rules, no cues by themselves.
_HELPERS = frozenset(("defines", "involves", "negations", "modals", "cases", "stands-on", "rulings", "sides", "proceedings", "all-of-them"))
# Subsections that only define, and those that do the work.
_DEFINITION = re.compile(r"\(f\)\s?\([124]\)")
_OPERATIVE = re.compile(r"\((?:c\)\s?\([12]|e\)\s?\([1-5]|f\)\s?\(3)\)|\(c\)")
_OPERATIVE_OF = re.compile(r"\((?:c\)\s?\([12]|e\)\s?\([1-5]|f\)\s?\(3)\)(?:\([ab]\))?\sof\s(?:the\s)?$")
# Whether the defendant is one of those whom § 230 protects.
_IS_PROVIDER = re.compile(
    r"\b(?:defendants?|it|site|app|company|platform|marketplace|host)\b[^.;]{0,40}\b(?:is|are|was|were|qualif\w+|as)\s(?:not\s)?(?:an?\s|the\s)?"
    r"(?:(?:provider|user)s?\s(?:or\suser\s)?of\s(?:an\s)?interactive\scomputer\sservice|\"?information\scontent\sprovider)")
# Statutes on both sides, or a signal: a string cite.
_STRING = re.compile(
    r"(?:\d{1,2}\s(?:u\.\s?s\.\s?c\.|c\.\s?f\.\s?r\.)[^;]{3,60};\s*$|(?:\be\.g\.,|\bsee,?\salso|\bsee\sgenerally|\bcf\.|\bcompare)\s*$)", re.IGNORECASE)
_MORE = re.compile(r"[^;.]{0,12}(?:\([a-z0-9]+\))*;\s\d{1,2}\su\.\s?s\.\s?c\.", re.IGNORECASE)
# A law that suits about § 230 seldom cite: a title that is none of these, a regulation, or an Act by another name.
_FOREIGN = re.compile(
    r"""\b(?!(?:15|17|18|28|47)\b)\d{1,2}\sU\.?\s?S\.?\s?C\b | \bC\.\s?F\.\s?R\b
      | \b(?!(?:Decency|Communications?|Trafficking|The|This|That|An?|Federal|Practices|Said|Lanham|Terrorism|Wiretap|Privacy|Protection
          |Antitrust|SPEECH|Sherman|Telecommunications|Consumer)\b)[A-Z][A-Za-z'-]+\sAct\b""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Sentence:
    """A sentence that names § 230: the first such place, and the cues with theirs."""

    reference: Reference
    cues: dict[str, tuple[int, int]]


def find_cued_sentences(text: str, named: list[Reference]) -> Iterator[Sentence]:
    """Yield one Sentence for each sentence that names § 230, the first forty; `text` is plain, `named` not empty."""
    lowered, joined = text.lower(), _join(named)
    subject = _find_subject(text, lowered, joined)
    done, left = 0, _MOST_SENTENCES
    for reference in joined:
        if reference.start < done or left == 0:
            continue
        before, sentence, after = _bounds(text, reference)
        inside = [other for other in joined if reference.start <= other.start < sentence[1]]
        yield Sentence(reference, subject | _Reading(lowered, inside, before, sentence, after).cues())
        done, left = sentence[1], left - 1


def _join(named: list[Reference]) -> list[Reference]:
    joined = [named[0]]
    for reference in named[1:]:
        if reference.start - joined[-1].end <= _JOINED:
            last = joined.pop()
            joined.append(Reference(last.start, max(last.end, reference.end), last.rule))
        else:
            joined.append(reference)
    return joined


def _bounds(text: str, reference: Reference) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    """Return the places of the sentence before, the one that names § 230, and the one after; empty where there is none."""
    first = max(0, reference.start - _WINDOW)
    bounds = [(start + first, end + first) for start, end in find_sentences(text[first:reference.end + _WINDOW])]
    place = next(number for number, (_, end) in enumerate(bounds) if end > reference.start)
    start, end = bounds[place][0], max(bounds[place][1], reference.end)
    if text[end:end + 1] in ('"', "'"):                    # the mark that closes a quotation stands after the stop
        end += 1
    before = bounds[place - 1] if place else (start, start)
    after = bounds[place + 1] if place + 1 < len(bounds) else (end, end)
    return before, (start, end), after


def _find_subject(text: str, lowered: str, joined: list[Reference]) -> dict[str, tuple[int, int]]:
    """What the whole text is about: words of suits against websites, and of suits that § 230 only passes by."""
    tokens = _tokens(lowered, 0, min(len(lowered), _SUBJECT_WITHIN), joined)
    found = {name: {} for name in ("online", "other", "everyday")}
    for name, first, last in SUBJECTS.each(tokens):
        found[name].setdefault(tokens[first].word, (tokens[first].start, tokens[last].end))
    cues = {
        f"{name}-{least}": next(iter(words.values()))
        for name, words in found.items() for least in (1, 2, 3) if len(words) >= least
    }
    for name in ("other", "everyday"):
        if found[name] and not found["online"]:
            cues[f"only-{name}"] = cues[f"{name}-1"]
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
        tokens.append(Token(REFERENCE, reference.start, reference.end))
        start = reference.end
    return tokens + find_tokens(lowered, start, max(start, end))


class _Reading:
    """One sentence in tokens, with its neighbours."""

    def __init__(self, lowered: str, references: list[Reference], before, sentence, after):
        self.lowered, self.references = lowered, references
        self.where = (references[0].start, references[0].end)
        start, end = max(sentence[0], self.where[0] - _NEAR), min(sentence[1], self.where[1] + _NEAR)
        self.tokens = read_citing(_tokens(lowered, start, end, references))
        self.place = next(number for number, token in enumerate(self.tokens) if token.word == REFERENCE)
        self.before = find_tokens(lowered, max(before[0], before[1] - _NEAR), before[1])
        if sum(token.word.isalpha() for token in self.tokens) <= _CITATION_WORDS:        # "… Dismissed. 47 U.S.C. § 230(c)(1)."
            self.tokens, self.place = self.before + self.tokens, self.place + len(self.before)
        self.after = find_tokens(lowered, after[0], min(after[1], after[0] + _NEAR))

    def cues(self) -> dict[str, tuple[int, int]]:
        found = WORDS.spans(self.tokens)
        near = WORDS.spans(self.before) | WORDS.spans(self.after)
        cues = {name: span for name, span in found.items() if name not in _HELPERS}
        cues |= {f"near-{name}": near[name] for name in _FROM_NEIGHBOURS if name in near}
        if not any(name in found for name in _AT_WORK):
            cues["idle"] = self.where
            if not any(name in near for name in _AT_WORK):
                cues["idle-alone"] = self.where
        if "asides" in near:
            cues["asides-next"] = near["asides"]
        for name, tokens in (("set-aside", self.tokens), ("set-aside-next", self.after)):
            if aside := find_aside(tokens):
                cues[name] = aside
        for tokens in (self.before, self.after):
            if topic := find_topic(tokens):
                cues["about-else"] = topic
        if "reserves" in found and any(WORDS.names_of(token.word) & {"rulings"} for token in self.tokens):
            del cues["reserves"]                   # the question itself, not every defence: "reserves ruling on § 230"
        if kept := find_kept(self.tokens):
            cues["reserves"] = kept
            cues.pop("late", None)                 # "waives no defense" is no waiver
        if provider := _IS_PROVIDER.search(self.lowered, self.tokens[0].start, self.tokens[-1].end):
            cues["is-provider"] = provider.span()
        cited = self._cited(found)
        if provider:                               # the definition is put to the defendant, not borrowed
            cited = {name: span for name, span in cited.items() if not name.startswith("definition")}
        return cues | self._beside() | self._spoken_of() | self._quoted() | cited

    def _beside(self) -> dict[str, tuple[int, int]]:
        """Words of work close by: "§ 230 bars", "immune under § 230"."""
        cues = {}
        for token in self.tokens[self.place + 1:self.place + 1 + _TIGHT_AFTER]:
            if token.word in ".;:?(":
                break
            if WORDS.names_of(token.word) & _DOES:
                cues.setdefault("does", (token.start, token.end))
        for token in reversed(self.tokens[max(0, self.place - _TIGHT_BEFORE):self.place]):
            if token.word in ".;:":
                break
            if WORDS.names_of(token.word) & _UNDER:
                cues.setdefault("under", (token.start, token.end))
        return cues

    def _spoken_of(self) -> dict[str, tuple[int, int]]:
        """As in "a well-known § 230 appeal", "a paper on § 230", "privacy, § 230, and antitrust"."""
        cues, place = {}, self.place
        words = [token.word for token in self.tokens[max(0, place - 4):place]]
        follows = self.tokens[place + 1].word if place + 1 < len(self.tokens) else ""
        if "cases" in WORDS.names_of(follows) and not {"this", "the"} & set(words[-2:]):
            cues["some-case"] = self.where
        if words and words[-1] in _ON and not any(WORDS.names_of(word) & _LEGAL for word in words[:-1]):
            cues["talked-of"] = self.where
        comes_after = words and words[-1] in ("and", "or") or self.lowered[:self.where[0]].endswith(", ")
        is_ours = words and (words[-1] in _OURS or words[-1].endswith(("'s", "s'")) or words[-1] == "renewed")
        if is_ours and follows in _STEPS:
            cues["own-step"] = self.where
        if words and words[-1] in ("a", "an", "another") and "cases" in WORDS.names_of(follows) and "this" not in words:
            cues["a-case"] = self.where
        if comes_after and (follows in ("and", "or") or self.lowered.startswith(",", self.where[1])):
            cues["in-list"] = self.where
        return cues

    def _quoted(self) -> dict[str, tuple[int, int]]:
        """In quotation marks: a title, where nothing in it does legal work."""
        words = [token.word for token in self.tokens]
        for mark in ('"', "'"):
            if words[:self.place].count(mark) % 2 and mark in words[self.place:]:
                start = self.place - 1 - words[:self.place][::-1].index(mark)
                end = words.index(mark, self.place)
                inside = WORDS.spans(self.tokens[start + 1:end])
                works = end - start <= 2 or end - start > _LONGEST_TITLE or any(name in inside for name in ("shields", "reaches", "argues", "questions", "papers"))
                return {"quoted" if works else "title": (self.tokens[start].start, self.tokens[end].end)}
        return {}

    def _cited(self, found) -> dict[str, tuple[int, int]]:
        """Which subsections, and whether in a string of statutes."""
        cues, (start, end) = {}, self.where
        cited = " ".join(self.lowered[item.start:item.end + 12] for item in self.references)
        if _OPERATIVE.search(cited) or _OPERATIVE_OF.search(self.lowered, max(0, start - 24), start):
            cues["operative"] = self.where
        elif _DEFINITION.search(cited):
            cues["definition"] = self.where
            if "defines" in found:
                cues["definition-borrowed"] = found["defines"]
        if _STRING.search(self.lowered, max(0, start - 90), start) or _MORE.match(self.lowered, end):
            cues["string"] = self.where
        return cues
