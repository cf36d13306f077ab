"""Rulings told by a verb: "granting 24 Motion to Compel", "the motion is DENIED". Texts are read in lower case."""

import re

from docket.motion_kinds import MotionKind, find_kind
from docket.ruling_context import EVERY, context_answers, kind_from_context, last_request, named_before
from docket.ruling_drafts import RulingDraft
from docket.ruling_numbers import LABELLED, find_answers, find_far_answers, find_numbers
from docket.ruling_requests import find_requests, has_request, subject_start
from docket.ruling_words import ACTIVE, ASKED, DISPOSITION_OF, MOOT_BEGINS, VERB, VERB_BEGINS, WEAK, is_supposed
from docket.sentences import find_sentences
from docket.vocabulary import Disposition

_MOST_VERBS, _MOST_PLACES = 30, 120    # read in one entry; the busiest entry of the corpus has four
_SHARED = re.compile(r"[\s,;]*(?:and|but)?\s*(?:it\s)?")    # "granting in part and taking under advisement in part 22 Motion"


def read_verbs(lowered: str) -> list[RulingDraft]:
    """Return what the verbs of an entry decide, in order."""
    found = _find_verbs(lowered)
    drafts: list[RulingDraft] = []
    for start, end in _join_sections(lowered) if found else ():
        verbs = [verb for verb in found if start <= verb.start() < end]
        if verbs and "respectively" in lowered[start:end] and (paired := _read_paired(lowered, verbs[0].start(), start, end)):
            drafts += paired
            continue
        for place, verb in enumerate(verbs):
            last = verbs[place + 1].start() if place + 1 < len(verbs) else end
            if ACTIVE.match(verb[0]) and _SHARED.fullmatch(lowered, verb.end(), last):
                last = verbs[place + 2].start() if place + 2 < len(verbs) else end
            first = verbs[place - 1].end() if place else start
            drafts += _read_verb(lowered, verb, first, last, start, drafts)
    return drafts


_ASIDE = 160                           # characters; a longer parenthesis was never closed


def _join_sections(lowered: str) -> list[tuple[int, int]]:
    """The sentences, where a stop within parentheses, "(Tex. Code ch. 27)", ends none."""
    joined: list[tuple[int, int]] = []
    for start, end in find_sentences(lowered):
        if joined:
            opened = lowered.rfind("(", *joined[-1])
            if opened >= 0 and start - opened < _ASIDE and lowered.find(")", opened, start) < 0:
                start = joined.pop()[0]
        joined.append((start, end))
    return joined


def _find_verbs(lowered: str) -> list:
    places = set()
    for letters in VERB_BEGINS + MOOT_BEGINS if "moot" in lowered else VERB_BEGINS:
        at = lowered.find(letters)
        while at >= 0 and len(places) < _MOST_PLACES:
            if not at or not lowered[at - 1].isalnum():
                places.add(at)
            at = lowered.find(letters, at + 1)
    verbs, after = [], 0
    for at in sorted(places):
        if at >= after and (verb := VERB.match(lowered, at)):
            verbs.append(verb)
            after = verb.end()
    return verbs[:_MOST_VERBS]


_EACH = re.compile(
    r"(?P<moot>den(?:ied|ying)\sas\smoot|moot)|(?P<grant>grant(?:ed|ing))|(?P<deny>den(?:ied|ying))|(?P<strike>stricken)|(?P<withdrawn>withdrawn)")


def _read_paired(lowered: str, at: int, start: int, end: int) -> list[RulingDraft]:
    """"[48] and [49] are respectively DENIED and GRANTED": the first verb with the first request, and so on."""
    requests = find_requests(lowered, start, at)
    words = list(_EACH.finditer(lowered, at, end))
    if len(requests) != len(words) or len(requests) < 2:
        return []
    drafts = []
    for request, verb in zip(requests, words, strict=True):
        numbers = tuple(sorted(find_numbers(lowered, request.start, request.end)))
        kind = request.kind or MotionKind.OTHER
        drafts.append(RulingDraft(kind, DISPOSITION_OF[verb.lastgroup], numbers, request.start, verb.end(), "respectively"))
    return drafts


_ADOPTS = re.compile(r"\badopt(?:s|ing|ed)\b[^.;]{0,110}$")
_TO_DISMISS = re.compile(r"(?<!motion\s)(?<!motions\s)\b(?:to|shall|may|will)\s(?:\w+\s)?(?:dismiss|deny|terminate)\b[^.;]*$")
# "denying 62 Motion and deferring ruling on 63": what another participle governs is not denied.
_OTHER_ACT = re.compile(
    r"(?:[,;]|\band)\s(?:further\s)?(?:deferring|referring|setting|directing|ordering|adopting|continuing|vacating|extending|closing|remanding|staying|transferring|consolidating|dismissing(?!\s(?:the\s)?(?:motion|as\smoot))"
    r"|requiring|scheduling|appointing)\b")
_LEAVE = re.compile(r"\b(?:leave|permission|relief)\s(?:is|are)\s(?:hereby\s)?$")
_IS_REQUEST = re.compile(r"\b(?:motion|application|request)s?\s(?:is|are)\s(?:hereby\s)?$")
_IN_PART = re.compile(r"\bin\spart(?=\W*$|\s(?:as\sto|only|for|with\srespect)\b)")
_IS_HELD = re.compile(r"\b(?:motion|application|request)s?(?:\s\W?[\w.\s]{0,12}\d{1,4}\W{0,2})?\s(?:is|are|be)\s(?:hereby\s)?$")
_ABOUT = re.compile(r"motion|application|request|stipulation|petition|letter|bills?\sof\scosts")
_ONLY_NUMBER = re.compile(
    rf"[\s\S]*?\W\s?(?:the\s)?{LABELLED.pattern}[\])]*\s?(?:is|are)\s(?:hereby\s|therefore\s)?$".replace("(?P<n>", "(?:").replace("(?P<more>", "(?:"))
_ALONE = re.compile(r"(?:[\s\S]*?:)?[\s\W]*(?:it\s(?:is|be)\s(?:so\s)?|application\s|request\s|motion\s|and\s|hereby\s|is\s|this\s)*$")
_ENDS = re.compile(r"(?:\s?in\spart)?(?:\s(?:as\smoot|without\sprejudice|by\sthe\scourt))?\s*(?:[.!;,]|$)")


def _read_verb(lowered: str, verb, first: int, last: int, sentence: int, before: list[RulingDraft]) -> list[RulingDraft]:
    group, disposition = verb.lastgroup, DISPOSITION_OF[verb.lastgroup]
    before_verb = lowered[max(sentence, verb.start() - 90):verb.start()]
    if _is_only_supposed(lowered, verb, before_verb, bool(before)):
        return []
    if ACTIVE.match(verb[0]) and (other := _OTHER_ACT.search(lowered, verb.end(), last)):
        last = other.start()
    if group == "deny" and before_verb.endswith("otherwise ") and any(draft.disposition is Disposition.GRANTED_IN_PART for draft in before):
        return []                                                                  # "the motion is otherwise denied": the rest of one told in part
    if verb[0].startswith("held") and not _IS_HELD.search(before_verb):          # a case held in abeyance is stayed
        return []
    is_active = ACTIVE.match(verb[0]) is not None or _names_object(lowered, verb, first, last)
    own = verb.start() if has_request(lowered, *verb.span()) else verb.end()       # "taking 36 Motion to Exclude under advisement"
    start, end = (own, last) if is_active else (subject_start(lowered, _after_predicate(lowered, first, verb.start()), verb.start()), verb.start())
    answers = find_answers(lowered, verb, first if is_active else start, last, is_active)
    about = _ABOUT.search(lowered, start, end) is not None
    if group == "advisement" and not about:
        return _under_advisement(lowered, verb, first, last, answers)
    if group in ("withdrawn", "strike", "advisement") and not has_request(lowered, start, end):
        return []
    if WEAK.match(verb[0]) and not _has_named_request(lowered, start, end, answers):
        return _bare(lowered, verb, sentence, before)
    is_given = is_active and _GIVEN.match(lowered, verb.end(), last) is not None
    if not about and not before and _LEAVE.search(lowered, start, end):                         # "Leave is granted": as was asked before
        kind = named_before(lowered, start)
        return [RulingDraft(kind, disposition, context_answers(lowered, start), *verb.span(), f"{group}-leave")] if kind else []
    is_bare = not about and not is_given and find_kind(lowered, start, end) is None
    if is_bare and not answers:
        return _bare(lowered, verb, sentence, before)
    if is_bare and not is_active and not _ONLY_NUMBER.match(lowered, max(first, verb.start() - 80), verb.start()):
        return []
    rule = f"{group}-{'number' if is_bare else 'object' if is_active else 'subject'}"
    span = min(start, verb.start()), max(end, verb.end())
    if group in ("grant", "deny") and is_active and _IN_PART.search(lowered, start, end):
        disposition = Disposition.GRANTED_IN_PART                                # "granting Motion for Costs [44] in part"
    told = {number for draft in before for number in draft.answers}
    is_another = about and is_active and bool(told) and bool(answers) and told.isdisjoint(answers)       # one with a number of its own
    drafts = []
    requests = find_requests(lowered, start, end)
    for request in requests:
        own = find_numbers(lowered, request.start, request.end) & set(answers) if len(requests) > 1 else ()
        kind = request.kind or (MotionKind.OTHER if is_another and not _CROSS.search(lowered, request.start, request.end) else kind_from_context(lowered, start, verb, answers, before, disposition))
        kind = MotionKind.CERT if kind is MotionKind.CERT_PETITION else kind
        drafts.append(RulingDraft(kind, disposition, tuple(sorted(own)) or answers, *span, rule))
    if not answers and drafts and not EVERY.match(lowered, start, verb.start()) and (far := context_answers(lowered, start) if request.kind is None else find_far_answers(lowered, start)):
        drafts = [RulingDraft(draft.kind, draft.disposition, far, draft.start, draft.end, draft.rule) for draft in drafts]
    return drafts


_CROSS = re.compile(r"\bcross-?\s?motion")          # "denying plaintiff's cross-motion [33]": for what the motion before it was
_GOES_ON = re.compile(r"(?:,\s|;\s)?\band\s$|[,;]\s$")


def _is_only_supposed(lowered: str, verb, before_verb: str, has_ruled: bool) -> bool:
    if verb[0].startswith(("as", "moot", "now")) and _TO_DISMISS.search(before_verb):
        return True
    if has_ruled and ACTIVE.match(verb[0]) and _GOES_ON.search(before_verb):     # "granting 3 …, and denying 4": the verb goes on
        return False
    return is_supposed(lowered, verb.start() - len(before_verb), verb.start()) and not ASKED.search(before_verb) and not _ADOPTS.search(before_verb)


# "The Order (Doc. 49) is vacated and the motion is denied": another subject with its own predicate.
_PREDICATE = re.compile(
    r"\b(?:is|are)\s(?:hereby\s)?(?:vacated|adopted|reset|continued|extended|lifted|closed|set\saside|accepted|amended|affirmed"
    r"|dismissed)(?:\s[\w\s]{0,40}?)?,?\sand\s")


def _after_predicate(lowered: str, first: int, end: int) -> int:
    ends = [match.end() for match in _PREDICATE.finditer(lowered, first, end)]
    return ends[-1] if ends else first


def _has_named_request(lowered: str, start: int, end: int, answers: tuple[int, ...]) -> bool:
    if _IS_REQUEST.search(lowered, start, end):
        return True
    return has_request(lowered, start, end) and (bool(answers) or find_kind(lowered, start, end) is not None)


_CANNOT_STAND_ALONE = ("so", "declin", "refus", "reject", "overrul", "sustain")


def _bare(lowered: str, verb, sentence: int, before: list[RulingDraft]) -> list[RulingDraft]:
    """"Motion to stay by A Corp. DENIED." or "Granted." as a sentence of its own: what was asked just before."""
    if before or verb.lastgroup not in ("grant", "deny", "part", "moot") or verb[0].startswith(_CANNOT_STAND_ALONE):
        return []
    if not _ALONE.fullmatch(lowered, sentence, verb.start()) or not _ENDS.match(lowered[verb.end():verb.end() + 30].partition(".")[0]):
        return []
    named = find_kind(lowered, 0, verb.start())
    kind = named_before(lowered, verb.start()) or (named.kind if named else None)
    if kind is None:
        return []
    return [RulingDraft(kind, DISPOSITION_OF[verb.lastgroup], context_answers(lowered, verb.start()), *verb.span(), f"{verb.lastgroup}-alone")]


def _under_advisement(lowered: str, verb, first: int, last: int, answers: tuple[int, ...]) -> list[RulingDraft]:
    """"The court takes it under advisement": the request named before, with its number."""
    word = last_request(lowered, verb.start())
    if word is None:
        return []
    kind = find_kind(lowered, word.start(), min(verb.start(), word.end() + 120))
    if kind is None:
        return []
    answers = answers or tuple(sorted(find_numbers(lowered, max(0, word.start() - 20), verb.start()))) or find_far_answers(lowered, first)
    return [RulingDraft(kind.kind, Disposition.TAKEN_UNDER_ADVISEMENT, answers, *verb.span(), "advisement-context")]


_OBJECT = re.compile(
    r"\s(?:in\spart\s)?(?:as\smoot\s|without\sprejudice\s|with\sprejudice\s)?(?:(?:re|ecf|dkt|doc)\.?:?\s(?:no\.\s)?)?(?:\[?\#?\d{1,4}\b"
    r"|(?:[\w'.]+\s){0,5}?(?:motion|application|request|petition|stipulation|bill)\b)")
# "Plaintiff is granted leave to": the person stands before, what he asked for after.
_GIVEN = re.compile(r"\s(?:leave|permission|an?\s(?:[\w-]+\s){0,2}extension|until|(?:\w+\s)?additional\s(?:time|days)|attorneys?|fees)\b")
_RE = re.compile(r",?\s(?:re:?|as\sto|granting)\s")
_BE = re.compile(r"\b(?:is|are|be|was|were)\s(?:\w+\s)?$")


def _names_object(lowered: str, verb, first: int, last: int) -> bool:
    """A bare "GRANTED 15 Motion …" has its object after it where nothing stands before."""
    if verb[0].startswith("so"):
        return _RE.match(lowered, verb.end(), last) is not None
    if _GIVEN.match(lowered, verb.end(), last) and _ABOUT.search(lowered, first, verb.start()) is None:
        return True
    return (_OBJECT.match(lowered, verb.end(), last) is not None and _BE.search(lowered, max(first, verb.start() - 30), verb.start()) is None
            and _ABOUT.search(lowered, first, verb.start()) is None)  # fmt: skip
