"""Rulings expressed by a verb: "granting 24 Motion to Compel", "the motion is DENIED".

Texts are in lower case. A verb is read together with its object or its subject, whichever names a request. If
that is only "the motion", the request named before it decides, or what the order goes on to do.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from docket.rulings.motions import KindFound, MotionKind, find_joined, find_kind
from docket.rulings.numbers import find_answers, find_far_answers, find_numbers
from docket.rulings.words import CUES, RulingFound, is_supposed, rows_of
from docket.text.phrases import Cue, Matcher, Tag
from docket.text.sentences import find_sentences
from docket.vocabulary import Disposition

_NOUNS = Matcher("rulings", "request", "letter")
_SEEKS = Cue("rulings", "request", "seeks")
_ASKS = Cue("rulings", "request", "seeks", "letter")
# "And" or a comma introduces a verb's second request; only the movant and a number may come between.
_CONJUNCTION = re.compile(
    r"[,;at&](?:(?<=,)\sand|(?<=[,;&])|(?<=\ba)(?:nd|s\swell\sas|long\swith)|(?<=\bt)ogether\swith)\s"
)
_MORE_KINDS = re.compile(r"(?:,\sand|,|\band)\s(?:\[?\d{1,4}\]?\s)?(?=(?:for|to)\s)")
_DIGIT = re.compile(r"\d")
_MOST_WORDS = 12  # words for a request that are examined in one clause
_MOST_BETWEEN = 6  # words between "and" and the request that it joins
_LEAST_WITHIN = 9  # characters before "motion" that are needed to name another motion
_NAMED_WITHIN = 120  # characters after a word for a request within which its kind is named
_TOLD_WITHIN = 400  # characters before an answer within which the request is sought


def find_requests(lowered: str, start: int, end: int, nouns: list[Tag] | None = None) -> list[KindFound]:
    """Return the requests between two offsets, in order: of a listed kind, or with a number and a name.

    `nouns` are the words for requests and letters between the offsets, if already found.
    """
    nouns = _NOUNS.find(lowered, start, end) if nouns is None else nouns
    words = [noun for noun in nouns if noun.name == "request"][:_MOST_WORDS]
    begins = {edge for word in words[1:] if (edge := _edge(lowered, word.start, start)) is not None}
    requests = []
    for first, last in pairwise([*sorted({start} | begins), end]):
        word = next((word for word in words if first <= word.start and word.end <= last), None)
        requests += _read_one(lowered, first, last, word)
    return requests


def _edge(lowered: str, at: int, start: int) -> int | None:
    """Return the offset of the conjunction that joins the request at `at` to the one before it, or None."""
    for match in _CONJUNCTION.finditer(lowered, max(start, at - 90), at):
        between = lowered[match.end() : at].split()
        if len(between) > _MOST_BETWEEN or any(set(word) & set(",;:") for word in between):
            continue
        if not any(CUES.not_joined.match(word, 0, len(word)) for word in between):
            return match.start()
    return None


def _read_one(lowered: str, first: int, last: int, word: Tag | None) -> list[KindFound]:
    """Return what is requested, not opposed: named just before "motion", else after it, else anywhere."""
    until = opposed.start() if (opposed := CUES.opposed.search(lowered, first, last)) else last
    at, end = (word.start, word.end) if word and word.start < until else (first, first)
    # "stay of discovery pending the motion for", "an extension to file her motion for"
    within = CUES.within.search(lowered, first, at) if at - first > _LEAST_WITHIN else None
    named = find_kind(lowered, first, within.start()) if within else None
    named = named or find_kind(lowered, at, until) or find_kind(lowered, first, end)
    if named is None:  # "for judgment of foreclosure 60": the name is not a listed one
        is_told = word and CUES.specific.follows(lowered, end, last) and _DIGIT.search(lowered, first, last)
        return [KindFound(MotionKind.OTHER, first, last)] if is_told else []
    kinds = [KindFound(named.kind, first, last)]
    if joined := find_joined(lowered, named, last):
        kinds.append(KindFound(joined.kind, joined.start, last))
    for more in _MORE_KINDS.finditer(lowered, named.end, last) if lowered.endswith("ns", at, end) else ():
        if other := find_kind(lowered, more.end(), min(last, more.end() + 40)):
            kinds.append(KindFound(other.kind, more.end(), last))
    return kinds


def _named_before(lowered: str, place: int) -> MotionKind | None:
    """Return the kind of the last request named before an offset."""
    for word in reversed(_SEEKS.find(lowered, max(0, place - _TOLD_WITHIN), place)):
        if named := find_kind(lowered, word.start(), min(place, word.end() + _NAMED_WITHIN)):
            return named.kind
    return None


def context_answers(lowered: str, place: int) -> tuple[int, ...]:
    """Return the numbers of the last request or letter before an offset, else those of the entry."""
    for word in _ASKS.find(lowered, max(0, place - _TOLD_WITHIN), place)[:-5:-1]:
        first, last = max(0, word.start() - 50), min(place, word.end() + _NAMED_WITHIN)
        if near := find_numbers(lowered, first, last):
            return near
    return find_far_answers(lowered, place)


_VERBS = rows_of("verb")
_MOST_VERBS = 30  # the busiest entry in the corpus has four
THEN = rows_of("then")
_THEN_WITHIN = 200  # characters after a grant within which the order says what it does next
_PAPERS = re.compile(r"\s{0,9}[(\[](?:doc|dkt|ecf|docket|filing|re\b)[^()\[\]]{1,40}[)\]]")
_ASIDE = 160  # characters; a longer parenthesis was never closed
# "granting in part and taking under advisement in part 22 Motion": verbs that share an object
_SHARED = re.compile(r"[\s,;]{0,9}(?:(?:and|but)\s{0,9})?(?:it\s)?")
_IN_PART = re.compile(r"in(?<!\win)\spart(?:[\s.;]*$|\s(?:as\sto|only|for|with\srespect)\b)")
# Like weak verbs, these say much besides rulings: they count only with a request as object or subject.
_ONLY_WITH_REQUEST = frozenset(map(Disposition, ("withdrawn", "stricken", "taken_under_advisement", "other")))


class _Clause(NamedTuple):
    """A verb and its disposition, the bounds of the text between its neighboring verbs, where its sentence
    begins, and the rulings before it."""

    text: str
    verb: Tag
    how: Disposition
    first: int
    last: int
    sentence: int
    before: list[RulingFound]

    def matches(self, words: Cue) -> bool:
        """Whether the verb itself is one of the cue's words."""
        return words.match(self.text, self.verb.start, self.verb.end) is not None

    def draft(self, rule: str, kind: MotionKind | None = None, answers: tuple[int, ...] = ()) -> RulingFound:
        """Return the ruling of the verb alone; `rule` says what was read with it."""
        kind = kind or MotionKind.OTHER
        return RulingFound(kind, self.how, self.verb.start, self.verb.end, f"{self.how}-{rule}", answers)


def read_verbs(lowered: str) -> list[RulingFound]:
    """Return the rulings that the verbs of an entry express, in order."""
    all_verbs = _VERBS.find(lowered, 0, len(lowered))[:_MOST_VERBS]
    drafts: list[RulingFound] = []
    for start, end in _join_sections(lowered) if all_verbs else ():
        verbs = [verb for verb in all_verbs if start <= verb.start < end]
        for place, verb in enumerate(verbs):
            ends = [*[other.start for other in verbs[place + 1 :]], end, end]
            is_shared = _SHARED.fullmatch(lowered, verb.end, ends[0])
            first, last = verbs[place - 1].end if place else start, ends[1] if is_shared else ends[0]
            how = Disposition(verb.name.removeprefix("verb."))
            drafts += _read_clause(_Clause(lowered, verb, how, first, last, start, drafts))
    return drafts


def _join_sections(lowered: str) -> list[tuple[int, int]]:
    """Return the sentences. No stop inside "(Tex. Code ch. 27)" or before "(Doc. 9)" ends one."""
    joined: list[tuple[int, int]] = []
    for start, end in find_sentences(lowered):
        if joined:
            opened = lowered.rfind("(", *joined[-1])
            is_within = opened >= 0 and start - opened < _ASIDE and lowered.find(")", opened, start) < 0
            if is_within or _PAPERS.match(lowered, start, end):
                start = joined.pop()[0]
        joined.append((start, end))
    return joined


def _read_clause(clause: _Clause) -> list[RulingFound]:
    text, verb, disposition, first, last, sentence, _ = clause
    near = max(sentence, verb.start - 90)
    if is_supposed(text, near, verb.start) and not CUES.asked.ends(text, near, verb.start):
        return []
    start, end, nouns, is_active = _find_object(clause)
    answers = find_answers(text, verb, first if is_active else start, last, is_active)
    is_named = nouns or find_kind(text, start, end)
    if not (is_named or answers) or (
        not nouns and (disposition in _ONLY_WITH_REQUEST or clause.matches(CUES.weak))
    ):
        return _read_bare(clause)
    may_be_none = not nouns or disposition is Disposition.STRICKEN
    if may_be_none and CUES.no_ruling.search(text, max(sentence, verb.start - 60), min(last, verb.end + 60)):
        return []
    requests = find_requests(text, start, end, nouns)
    is_whole = disposition in (Disposition.GRANTED, Disposition.DENIED)
    if is_active and is_whole and _IN_PART.search(text, start, end):
        disposition = Disposition.GRANTED_IN_PART  # "granting Motion for Costs [44] in part"
    elif disposition is Disposition.GRANTED:
        # "granting 8 Motion to dismiss or, in the alternative, for summary judgment": the first is granted
        requests = [each for each in requests if "alternative" not in text[each.start - 24 : each.start]]
    rule = f"{clause.how}-{'number' if not is_named else 'object' if is_active else 'subject'}"
    places = min(start, verb.start), max(end, verb.end)
    draft = RulingFound(MotionKind.OTHER, disposition, *places, rule, answers)
    asked: list[KindFound | None] = [*requests] or [None]
    return [_draft_request(clause, draft, request, len(asked) > 1) for request in asked]


def _find_object(clause: _Clause) -> tuple[int, int, list[Tag], bool]:
    """Return what the verb governs, as (start, end, words for requests in it, whether the verb is active):
    after an active verb; else before it, or right after it if nothing comes before."""
    text, verb, _, start, last, *_ = clause
    if not clause.matches(CUES.active):
        # after "ordered that", or after another subject with its own predicate
        commands = [match.end() for match in CUES.command.find(text, start, verb.start)]
        if commands and text[commands[-1] : verb.start].strip():
            start = commands[-1]
        nouns = _NOUNS.find(text, start, verb.start)
        is_told = nouns or CUES.be.ends(text, max(clause.first, verb.start - 30), verb.start)
        is_object = not nouns and CUES.given.follows(text, verb.end, last)
        if not is_object and (is_told or not CUES.object.follows(text, verb.end, last)):
            return start, verb.start, nouns, False
    for match in CUES.other_act.find(text, verb.end, last):
        # "Denying 62 Motion and deferring ruling on 63" does not deny what is deferred
        if text[verb.end : match.start()].rstrip().removesuffix(" further").endswith((",", ";", " and")):
            last = match.start()
            break
    # "taking 36 Motion to Exclude under advisement": the object is inside the verb
    is_wide = text.find(" ", verb.start, verb.end) > 0
    is_within = is_wide and any(noun.name == "request" for noun in _NOUNS.find(text, verb.start, verb.end))
    start = verb.start if is_within else verb.end
    return start, last, _NOUNS.find(text, start, last), True


def _draft_request(
    clause: _Clause, draft: RulingFound, request: KindFound | None, is_one_of: bool
) -> RulingFound:
    """Return the draft for one request of a verb, with its numbers and its own or an earlier kind."""
    text, verb = clause.text, clause.verb
    own = find_numbers(text, request.start, request.end) if request and is_one_of else ()
    answers = tuple(number for number in own if number in draft.answers) or draft.answers
    if request:
        kind = request.kind
    else:
        numbers = {number for each in clause.before for number in each.answers}
        is_another = numbers and draft.answers and numbers.isdisjoint(draft.answers)
        is_known = not is_another or "cross" in text[draft.start : draft.end]
        kind = _kind_from_context(clause, draft) if is_known else MotionKind.OTHER
    if not answers and not CUES.every.follows(text, draft.start, verb.start):
        answers = find_far_answers(text, draft.start) if request else context_answers(text, draft.start)
    return draft._replace(kind=MotionKind.CERT if kind is MotionKind.CERT_PETITION else kind, answers=answers)


def _kind_from_context(clause: _Clause, draft: RulingFound) -> MotionKind:
    """ "The motion is granted": the kind of an earlier request, else what the order then does, else OTHER."""
    if CUES.every.search(clause.text, draft.start, clause.verb.start):
        return MotionKind.OTHER
    same = [earlier.kind for earlier in clause.before if earlier.disposition is draft.disposition]
    if named := same[-1] if same else _named_before(clause.text, draft.start):
        return named
    # "granted … extending the time", "granting 22 Letter Motion. The conference is adjourned"
    is_granted = draft.disposition is Disposition.GRANTED
    then = THEN.first(clause.text, draft.end, draft.end + _THEN_WITHIN) if is_granted else None
    return MotionKind(then.name.partition(".")[2]) if then else MotionKind.OTHER


_PRESENT = re.compile(r"(?<=[a-z)\]\d#])\s(?:is|are)\s(?:\w{1,20}\s)?$")
_THING = re.compile(r"\s{0,9}(?:the\s)?[a-z#\d\[(]{3}")


def _read_bare(clause: _Clause) -> list[RulingFound]:
    """ "Motion to stay by A Corp. DENIED." or "Granted." as its own sentence: a ruling on the last request.

    Otherwise, what is granted or denied may not be called a request: "the policies are approved".
    """
    text, verb, how, first, last, sentence, before = clause
    is_reserved = how is Disposition.TAKEN_UNDER_ADVISEMENT
    if not is_reserved and (how in _ONLY_WITH_REQUEST or clause.matches(CUES.weak)):
        return []
    label = text.rfind(":", sentence, verb.start)
    if is_reserved or CUES.alone.covers(text, max(sentence, label), verb.start):
        named = None if is_reserved else find_kind(text, 0, verb.start)
        kind = _named_before(text, verb.start) or (named.kind if named else None)
        is_matter = is_reserved and text.find("matter", verb.start, verb.end) >= 0
        is_told = is_matter or (kind and (is_reserved or not before))
        return [clause.draft("alone", kind, context_answers(text, verb.start))] if is_told else []
    around = max(first, verb.start - 90), min(last, verb.end + 40)
    if how is Disposition.MOOT or CUES.no_ruling.search(text, *around):
        return []
    is_active, start = clause.matches(CUES.active), max(first, verb.start - 40)
    thing = _THING.match(text, verb.end, last) if is_active else _PRESENT.search(text, start, verb.start)
    return [clause.draft("default")] if thing else []
