"""Rulings told by a verb: "granting 24 Motion to Compel", "the motion is DENIED". Texts are read in lower case.

A verb's object or subject names the requests ("the motion to dismiss (Doc. 12) and the motion for a stay
[15]"). Where it says only "the motion", the request told before decides, or what the order then does.
"""

import datetime as dt  # the bare name "date" is a field here
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from docket.rulings.motions import KindFound, MotionKind, find_joined, find_kind
from docket.rulings.numbers import LABELLED, find_answers, find_far_answers, find_numbers
from docket.rulings.words import ASKED, DISPOSITION_OF, WEAK, Verb, cue, find_verbs, is_supposed
from docket.text.phrases import Cue
from docket.text.sentences import find_sentences
from docket.vocabulary import Disposition


@dataclass(frozen=True)
class RulingDraft:
    kind: MotionKind
    disposition: Disposition
    start: int
    end: int
    rule: str
    answers: tuple[int, ...] = ()
    date: dt.date | None = None


def merge_drafts(drafts: list[RulingDraft]) -> list[RulingDraft]:
    """Return one draft for each pair of kind and disposition, with all its answers.

    A ruling told again without its subject ("Application GRANTED.") is the one already told, and a title
    "ORDER GRANTING MOTION TO SEAL" before "granting in part 12 Motion to Seal" says less than that.
    """
    if len(drafts) < 2:
        return drafts
    in_part: dict[MotionKind, set[int]] = {}
    for draft in drafts:
        if draft.disposition is Disposition.GRANTED_IN_PART:
            in_part.setdefault(draft.kind, set()).update(draft.answers)
    drafts = [draft for draft in drafts if not _tells_a_part(draft, in_part)]
    named = {draft.disposition for draft in drafts if draft.kind is not MotionKind.OTHER}
    drafts = [_named_later(draft, drafts) for draft in drafts]
    merged: dict[tuple, RulingDraft] = {}
    for draft in drafts:
        if (
            draft.kind is MotionKind.OTHER
            and not draft.answers
            and draft.disposition in named
            and draft.rule.endswith("subject")
        ):
            continue
        key = draft.kind, draft.disposition
        first = merged.get(key)
        merged[key] = (
            replace(first, answers=first.answers + draft.answers, date=first.date or draft.date)
            if first
            else draft
        )
    return list(merged.values())


def _tells_a_part(draft: RulingDraft, in_part: dict[MotionKind, set[int]]) -> bool:
    """ "GRANTED in part. The motion is denied in all other respects": what is said of the same request again."""
    is_whole = draft.disposition in (Disposition.GRANTED, Disposition.DENIED)
    if not is_whole or draft.kind not in in_part or (draft.kind is MotionKind.OTHER and not draft.answers):
        return False
    return in_part[draft.kind].issuperset(draft.answers)


def _named_later(draft: RulingDraft, drafts: list[RulingDraft]) -> RulingDraft:
    """ "ORDER denying 48. The application to adjourn is denied": a bare number takes the kind told after it."""
    if not draft.rule.endswith("number"):
        return draft
    kinds = [
        other.kind
        for other in drafts
        if other.disposition is draft.disposition and other.kind is not MotionKind.OTHER
    ]
    return replace(draft, kind=kinds[0]) if kinds else draft


REQUEST_WORD, EVERY = cue("request"), cue("every")
_ASKS, _SEEKS = Cue("rulings", "request", "seeks", "letter"), Cue("rulings", "request", "seeks")
_FRONTED, _SUBJECT, _COMMAND, _NOT_JOINED = map(cue, ("fronted", "subject", "command", "not_joined"))
_SPECIFIC, _UNTIL, _TITLE, _ADOPTS, _TO_DISMISS = map(
    cue, ("specific", "until", "injunction_title", "adopts", "to_dismiss")
)
_OTHER_ACT, _LEAVE, _IS_REQUEST, _IN_PART, _IS_HELD = map(
    cue, ("other_act", "leave", "is_request", "in_part", "is_held")
)
_ABOUT, _ALONE, _CROSS, _PREDICATE, _GIVEN = map(cue, ("about", "alone", "cross", "predicate", "given"))
_OBJECT, _ENDS, _RE, _BE = map(cue, ("object", "ends_verb", "about_it", "be"))
_IN_PART_ONLY = cue("in_part_only")
# A second request of one verb follows "and" or a comma, with no more between than whose it is and its number.
_CONJUNCTION = re.compile(r"(?:,\sand|[,;]|\band|\bas\swell\sas|\balong\swith|\btogether\swith|&)\s")
_MORE_KINDS = re.compile(r"(?:,\sand|,|\band)\s(?:\[?\d{1,4}\]?\s)?(?=(?:for|to)\s)")
_LABEL = re.compile(r"[\s\W]*(?:[\w\s.]{0,60}[:.]\s)?")
_MAIN_CLAUSE = re.compile(r"[,:]\s(?:it\sis\s(?:hereby\s)?(?:\w+\s)?(?:that\s)?)?")


class RequestFound(NamedTuple):
    """One request in a window; `kind` is ``None`` where no listed one is named."""

    kind: MotionKind | None
    start: int
    end: int


def has_request(lowered: str, start: int, end: int) -> bool:
    """Say whether a word for a request stands between two places."""
    return REQUEST_WORD.search(lowered, start, end) is not None


def find_requests(lowered: str, start: int, end: int) -> list[RequestFound]:
    """Return the requests between two places, in order; one without a word for it where only its kind is named."""
    words = list(REQUEST_WORD.find(lowered, start, end))[:12]
    if not words:
        only = find_kind(lowered, start, end)
        return [RequestFound(only.kind if only else None, start, end)]
    if len(words) == 1:
        return _read_one(lowered, start, end)
    edges = [start] + [
        edge for word in words[1:] if (edge := _edge(lowered, word.start(), start)) is not None
    ]
    edges = sorted(set(edges))
    requests = []
    for place, first in enumerate(edges):
        last = edges[place + 1] if place + 1 < len(edges) else end
        requests += _read_one(lowered, first, last)
    named = [request for request in requests if request.kind is not None]
    return named or requests[:1]


def subject_start(lowered: str, start: int, end: int) -> int:
    """Where the subject of a verb begins, after what the sentence puts in front of it."""
    commands = [match.end() for match in _COMMAND.find(lowered, start, end)]
    if commands and REQUEST_WORD.search(lowered, commands[-1], end):
        return commands[-1]
    label = _LABEL.match(lowered, start, end)
    if not _FRONTED.follows(lowered, start, end) and not (
        label and _FRONTED.match(lowered, label.end(), end)
    ):
        return start  # "Upon consideration of the motion for leave, the motion to dismiss is granted"
    for match in _MAIN_CLAUSE.finditer(lowered, start, end):
        if _SUBJECT.match(lowered, match.end(), end) and REQUEST_WORD.search(lowered, match.end(), end):
            return start if _only_named_before(lowered, start, match.end(), end) else match.end()
    return start


def _only_named_before(lowered: str, start: int, at: int, end: int) -> bool:
    """ "Having considered the motion to stay (Doc. 3), the motion is granted": named and numbered in front alone."""
    after = REQUEST_WORD.search(lowered, at, end)
    return after is None or (find_kind(lowered, at, end) is None and not re.search(r"\d", lowered[at:end]))


def _edge(lowered: str, at: int, start: int) -> int | None:
    for match in _CONJUNCTION.finditer(lowered, max(start, at - 90), at):
        between = lowered[match.end() : at].split()
        if len(between) > 6 or any(set(word) & set(",;:") for word in between):
            continue
        if not any(_NOT_JOINED.match(word, 0, len(word)) for word in between):
            return match.start()
    return None


_DIGIT = re.compile(r"\d")


def _read_one(lowered: str, first: int, last: int) -> list[RequestFound]:
    word = REQUEST_WORD.search(lowered, first, last)
    named = name_request(lowered, first, last)
    is_told = (
        word is not None
        and _SPECIFIC.follows(lowered, word.end(), last)  # "for judgment of foreclosure 60"
        is not None
        and _DIGIT.search(lowered, first, last) is not None
    )
    kind = named.kind if named else MotionKind.OTHER if is_told else None
    found = [RequestFound(kind, first, last)]
    if named and (joined := find_joined(lowered, named, last)):
        found.append(RequestFound(joined.kind, joined.start, last))
    if word and word[0].endswith("s") and word[0] != "moves" and named:
        for more in _MORE_KINDS.finditer(lowered, named.end, last):
            other = find_kind(lowered, more.end(), min(last, more.end() + 40))
            if other and (other.kind is not MotionKind.OTHER or other.start - more.end() < 12):
                found.append(RequestFound(other.kind, more.end(), last))
    return found


def name_request(lowered: str, first: int, last: int) -> KindFound | None:
    """The kind named just before the word "motion" of a window, else first after it, else first in the window."""
    word = REQUEST_WORD.search(lowered, first, last)
    if word is None:
        return find_kind(lowered, first, last)
    return (
        _named_before(lowered, first, word)
        or find_kind(lowered, word.end(), last)
        or find_kind(lowered, first, word.end())
    )


def _named_before(lowered: str, first: int, word: re.Match[str]) -> KindFound | None:
    """ "Summary judgment motion", "IFP application", "special motion to strike"."""
    at = max(first, word.start() - 40)
    while named := find_kind(lowered, at, word.end()):
        if named.end >= word.start() - 2:
            return named
        at = named.end
    return None


def last_request(lowered: str, place: int) -> re.Match[str] | None:
    """The match of the word of the last request before a place that names what is asked for; None without one."""
    words = list(_SEEKS.find(lowered, max(0, place - 400), place))
    return next(
        (word for word in reversed(words) if find_kind(lowered, word.start(), min(place, word.end() + 120))),
        None,
    )


def context_answers(lowered: str, place: int) -> tuple[int, ...]:
    """The numbers of the request or letter named last before a place, else those of the whole entry."""
    words = list(_ASKS.find(lowered, max(0, place - 400), place))
    for word in reversed(words[-4:]):
        if near := find_numbers(lowered, max(0, word.start() - 50), min(place, word.end() + 120)):
            return tuple(sorted(near))
    return find_far_answers(lowered, place)


def named_before(lowered: str, place: int) -> MotionKind | None:
    """The kind of the request named last before a place."""
    word = last_request(lowered, place)
    named = find_kind(lowered, word.start(), min(place, word.end() + 120)) if word else None
    return named.kind if named else None


# What was granted shows in what the order then does: "granted … extending the time", "granted. The conference
# is adjourned".
_DONE = re.compile(
    r"(?:\sby\s[\w.\s]{3,40}?)?[\s.,;:]{1,3}(?:\d\.\s)?(?:(?P<act>(?:extending|to\sextend)\b)"
    r"|[^.;]{0,160}?\b(?:is|are)\s(?:hereby\s"
    r"|further\s)?(?P<act2>adjourned|extended|rescheduled|stayed|continued)\b)"
)


def kind_from_context(
    lowered: str,
    start: int,
    verb: Verb,
    answers: Sequence[int],
    before: list[RulingDraft],
    disposition: Disposition,
) -> MotionKind:
    """ "The motion is granted": what was named before in the entry, else unknown."""
    if EVERY.search(lowered, start, verb.start):
        return MotionKind.OTHER
    same = [
        draft for draft in before if draft.disposition is disposition or set(draft.answers) & set(answers)
    ]
    if same:
        return same[-1].kind
    named = named_before(lowered, start)
    if named is not None and named is not MotionKind.OTHER:
        return named
    if disposition is Disposition.GRANTED and _UNTIL.search(lowered):
        return MotionKind.EXTENSION_OF_TIME
    if named is not None:
        return named
    if done := _DONE.match(lowered[verb.end : verb.end + 260]):
        first, last = done.span(done.lastgroup or 0)
        after = find_kind(lowered, verb.end + first, verb.end + last)
        return after.kind if after else MotionKind.OTHER
    title = _TITLE.follows(lowered, 0, 120) if disposition is Disposition.GRANTED else None
    titled = find_kind(lowered, *title.span()) if title else None
    return titled.kind if titled else MotionKind.OTHER


_SHARED = re.compile(
    r"[\s,;]{0,9}(?:(?:and|but)\s{0,9})?(?:it\s)?"
)  # "granting in part and taking under advisement in part 22 Motion"


def read_verbs(lowered: str) -> list[RulingDraft]:
    """Return what the verbs of an entry decide, in order."""
    found = find_verbs(lowered)
    drafts: list[RulingDraft] = []
    for start, end in _join_sections(lowered) if found else ():
        verbs = [verb for verb in found if start <= verb.start < end]
        if (
            verbs
            and "respectively" in lowered[start:end]
            and (paired := _read_paired(lowered, verbs[0].start, start, end))
        ):
            drafts += paired
            continue
        for place, verb in enumerate(verbs):
            last = verbs[place + 1].start if place + 1 < len(verbs) else end
            if verb.is_active and _SHARED.fullmatch(lowered, verb.end, last):
                last = verbs[place + 2].start if place + 2 < len(verbs) else end
            first = verbs[place - 1].end if place else start
            drafts += _read_verb(lowered, verb, first, last, start, drafts)
    return drafts


_ASIDE = 160  # characters; a longer parenthesis was never closed


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


_EACH = re.compile(
    r"(?P<moot>den(?:ied|ying)\sas\smoot|moot)|(?P<grant>grant(?:ed|ing))|(?P<deny>den(?:ied|ying))"
    "|(?P<strike>stricken)|(?P<withdrawn>withdrawn)"
)


def _read_paired(lowered: str, at: int, start: int, end: int) -> list[RulingDraft]:
    """ "[48] and [49] are respectively DENIED and GRANTED": the first verb with the first request, and so on."""
    requests = find_requests(lowered, start, at)
    words = list(_EACH.finditer(lowered, at, end))
    if len(requests) != len(words) or len(requests) < 2:
        return []
    drafts = []
    for request, each in zip(requests, words, strict=True):
        numbers = tuple(sorted(find_numbers(lowered, request.start, request.end)))
        kind = request.kind or MotionKind.OTHER
        drafts.append(
            RulingDraft(
                kind, DISPOSITION_OF[each.lastgroup or ""], request.start, each.end(), "respectively", numbers
            )
        )
    return drafts


_ONLY_NUMBER = re.compile(
    rf"[\s\S]*?\W\s?(?:the\s)?{LABELLED.pattern}[\])]*\s?(?:is|are)\s(?:hereby\s|therefore\s)?$".replace(
        "(?P<n>", "(?:"
    ).replace("(?P<more>", "(?:")
)


def _read_verb(
    lowered: str, verb: Verb, first: int, last: int, sentence: int, before: list[RulingDraft]
) -> list[RulingDraft]:
    group = verb.group  # every branch of VERB has a name
    disposition = DISPOSITION_OF[group]
    before_verb = lowered[max(sentence, verb.start - 90) : verb.start]
    if _is_only_supposed(lowered, verb, before_verb, bool(before)):
        return []
    if verb.is_active and (other := _find_other_act(lowered, verb.end, last)):
        last = other
    if (
        group == "deny"
        and before_verb.endswith("otherwise ")
        and any(draft.disposition is Disposition.GRANTED_IN_PART for draft in before)
    ):
        return []  # "the motion is otherwise denied": the rest of one told in part
    if verb.words.startswith("held") and not _IS_HELD.ends(
        lowered, verb.start - 60, verb.start
    ):  # a case held in abeyance is stayed
        return []
    is_active = verb.is_active or _names_object(lowered, verb, first, last)
    own = (
        verb.start if has_request(lowered, *verb.span) else verb.end
    )  # "taking 36 Motion to Exclude under advisement"
    start, end = (
        (own, last)
        if is_active
        else (
            subject_start(lowered, _after_predicate(lowered, first, verb.start), verb.start),
            verb.start,
        )
    )
    answers = find_answers(lowered, verb, first if is_active else start, last, is_active)
    about = _ABOUT.search(lowered, start, end) is not None
    is_all = group == "advisement" and about and _SEVERAL.search(verb.words) is not None and not answers
    if group == "advisement" and (not about or (is_all and find_kind(lowered, start, end) is None)):
        return _under_advisement(lowered, verb, first, last, answers)
    if (
        not is_active
        and (not about or group == "strike")
        and _NO_RULING.search(lowered, verb.start - 60, min(last, verb.end + 30))
    ):
        return []
    if group in ("withdrawn", "strike", "advisement", "terminate") and not has_request(lowered, start, end):
        return []
    if WEAK.match(verb.words) and not _has_named_request(lowered, start, end, answers):
        return _bare(lowered, verb, sentence, before)
    is_given = is_active and _GIVEN.follows(lowered, verb.end, last) is not None
    if is_given and before_verb.endswith("was "):
        return []  # "Plaintiff was granted leave to proceed": what an earlier order did
    if (
        not about and not before and _LEAVE.ends(lowered, start, end)
    ):  # "Leave is granted": as was asked before
        kind = named_before(lowered, start)
        return (
            [RulingDraft(kind, disposition, *verb.span, f"{group}-leave", context_answers(lowered, start))]
            if kind
            else []
        )
    is_bare = not about and not is_given and find_kind(lowered, start, end) is None
    if is_bare and not answers:
        return _bare(lowered, verb, sentence, before)
    if is_bare and not is_active and not _ONLY_NUMBER.match(lowered, max(first, verb.start - 80), verb.start):
        return []
    rule = f"{group}-{'number' if is_bare else 'object' if is_active else 'subject'}"
    span = min(start, verb.start), max(end, verb.end)
    if (
        group in ("grant", "deny")
        and is_active
        and (
            _IN_PART.ends(lowered, end - 24, len(lowered[:end].rstrip(" .;")))
            or _IN_PART_ONLY.search(lowered, start, end)
        )
    ):
        disposition = Disposition.GRANTED_IN_PART  # "granting Motion for Costs [44] in part"
    told = {number for draft in before for number in draft.answers}
    is_another = (
        about and bool(told) and bool(answers) and told.isdisjoint(answers)
    )  # one with a number of its own
    drafts = []
    requests = find_requests(lowered, start, end)
    if is_given and (given := find_kind(lowered, verb.end, end)):
        # "granted leave to file its opposition to the motion for …": what is given, not what it is about
        requests = [RequestFound(given.kind, verb.end, end)]
    for request in requests:
        told_here = (
            find_numbers(lowered, request.start, request.end) & set(answers) if len(requests) > 1 else set()
        )
        kind = request.kind or (
            MotionKind.OTHER
            if is_another and not _CROSS.search(lowered, request.start, request.end)
            else kind_from_context(lowered, start, verb, answers, before, disposition)
        )
        kind = MotionKind.CERT if kind is MotionKind.CERT_PETITION else kind
        drafts.append(RulingDraft(kind, disposition, *span, rule, tuple(sorted(told_here)) or answers))
    if (
        not answers
        and drafts
        and not EVERY.follows(lowered, start, verb.start)
        and (
            far := context_answers(lowered, start)
            if request.kind is None
            else find_far_answers(lowered, start)
        )
    ):
        drafts = [replace(draft, answers=far) for draft in drafts]
    return drafts


# "Plaintiff is granted 30 days to amend" is a direction, "the objection is denied" no request
_NO_RULING = re.compile(
    r"\b(?:dates?|hearings?|conferences?|trials?)\b[^.;]{0,60}\bstricken\b"
    r"|\bgranted\s(?:[\w-]+\s)?\(?\d{1,3}\)?\s(?:calendar\s)?days\b|\bgranted\suntil\b"
    r"|\bobjections?\b[^.;]{0,40}\b(?:denied|overruled)\b"
)
_GOES_ON = re.compile(r"(?:,\s|;\s)?\band\s$|[,;]\s$")


def _is_only_supposed(lowered: str, verb: Verb, before_verb: str, has_ruled: bool) -> bool:
    if verb.words.startswith(("as", "moot", "now")) and _is_to_dismiss(before_verb):
        return True
    if (
        has_ruled and verb.is_active and _GOES_ON.search(before_verb)
    ):  # "granting 3 …, and denying 4": the verb goes on
        return False
    return (
        is_supposed(lowered, verb.start - len(before_verb), verb.start)
        and not ASKED.ends(lowered, verb.start - len(before_verb), verb.start)
        and not _adopts(before_verb)
    )


def _after_predicate(lowered: str, first: int, end: int) -> int:
    """ "The Order (Doc. 49) is vacated and the motion is denied": another subject with its own predicate."""
    for match in _PREDICATE.find(lowered, first, end):
        joint = lowered.find("and ", match.end(), min(end, match.end() + 46))
        first = joint + 4 if joint >= 0 else first
    return first


def _has_named_request(lowered: str, start: int, end: int, answers: tuple[int, ...]) -> bool:
    if _IS_REQUEST.ends(lowered, start, end):
        return True
    return has_request(lowered, start, end) and (bool(answers) or find_kind(lowered, start, end) is not None)


_CANNOT_STAND_ALONE = ("so", "declin", "refus", "reject", "overrul", "sustain")


def _bare(lowered: str, verb: Verb, sentence: int, before: list[RulingDraft]) -> list[RulingDraft]:
    """ "Motion to stay by A Corp. DENIED." or "Granted." as a sentence of its own: what was asked just before."""
    if (
        before
        or verb.group not in ("grant", "deny", "part", "moot")
        or verb.words.startswith(_CANNOT_STAND_ALONE)
    ):
        return []
    label = lowered.rfind(":", sentence, verb.start)
    if not _ALONE.covers(lowered, max(sentence, label), verb.start) or not _ends_sentence(lowered, verb.end):
        return []
    named = find_kind(lowered, 0, verb.start)
    kind = named_before(lowered, verb.start) or (named.kind if named else None)
    if kind is None:
        return []
    return [
        RulingDraft(
            kind,
            DISPOSITION_OF[verb.group],
            *verb.span,
            f"{verb.group}-alone",
            context_answers(lowered, verb.start),
        )
    ]


_SEVERAL = re.compile(r"\b(?:motions|them|matters)\b")


def _under_advisement(
    lowered: str, verb: Verb, first: int, last: int, answers: tuple[int, ...]
) -> list[RulingDraft]:
    """ "The court takes it under advisement": the request named before, with its number."""
    word = last_request(lowered, verb.start)
    if word is None:
        return []
    kind = find_kind(lowered, word.start(), min(verb.start, word.end() + 120))
    if kind is None:
        return []
    answers = (
        answers
        or tuple(sorted(find_numbers(lowered, max(0, word.start() - 20), verb.start)))
        or find_far_answers(lowered, first)
    )
    kinds = [kind.kind]
    if _SEVERAL.search(verb.words):
        requests = find_requests(lowered, 0, verb.start)
        kinds = [request.kind for request in requests if request.kind] or kinds
    return [
        RulingDraft(one, Disposition.TAKEN_UNDER_ADVISEMENT, *verb.span, "advisement-context", answers)
        for one in kinds
    ]


def _names_object(lowered: str, verb: Verb, first: int, last: int) -> bool:
    """A bare "GRANTED 15 Motion …" has its object after it where nothing stands before."""
    if verb.words.startswith("so"):
        return _RE.follows(lowered, verb.end, last) is not None
    if _GIVEN.follows(lowered, verb.end, last) and _ABOUT.search(lowered, first, verb.start) is None:
        return True
    return (
        _OBJECT.match(lowered, min(last, verb.end + 1), last) is not None
        and _BE.ends(lowered, max(first, verb.start - 30), verb.start) is None
        and _ABOUT.search(lowered, first, verb.start) is None
    )


def _ends_sentence(lowered: str, at: int) -> bool:
    while lowered[at : at + 1].isspace():
        at += 1
    match = _ENDS.match(lowered, at)
    rest = lowered[match.end() if match else at :].lstrip()
    return rest[:1] in ("", ".", "!", ";", ",")


def _find_other_act(lowered: str, start: int, end: int) -> int | None:
    """ "Denying 62 Motion and deferring ruling on 63": what another participle governs is not denied."""
    for match in _OTHER_ACT.find(lowered, start, end):
        before = lowered[start : match.start()].rstrip().removesuffix(" further")
        if before.endswith((",", ";", " and")):
            return match.start()
    return None


def _is_to_dismiss(before: str) -> bool:
    match = _TO_DISMISS.search(before)
    return match is not None and not set(".;") & set(before[match.end() :])


def _adopts(before: str) -> bool:
    match = _ADOPTS.search(before)
    return match is not None and not set(".;") & set(before[match.end() :])
