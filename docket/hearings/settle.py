"""The drafts of all clauses of an entry settled into hearings: one told twice is one.

Minutes record the sitting they are of, even where no clause says that it was held.
"""

import re
from datetime import date

from docket.hearings.draft import Act, Draft
from docket.hearings.govern import name_motion, next_such_day
from docket.hearings.papers import Paper
from docket.hearings.tags import HearingType, Mark, Noun, find_nouns, find_words
from docket.text.dates import find_dates_between

_MINUTES_HEAD = 400
_NOT_SAT = re.compile(
    r"[^.;]{0,60}?(?:\bnot\s(?:held|called|conducted|convened|go\sforward)\b|\bdid\snot\s(?:take|occur"
    r"|go|proceed|convene)|\bnever\s(?:convened|took)|\bcancell?ed\b)"
)
_NOT_CALLED = re.compile(
    r"(?:case(?<!\wcase)|matter(?<!\wmatter)|hearing(?<!\whearing)|conference(?<!\wconference))\s"
    r"(?:was\s)?not\s(?:called|held)\b"
)
_MINUTE_ORDER = re.compile(r"\W*(?:\w+\s){0,2}minute\sorder")  # mostly an order made in chambers
_CALLED = re.compile(r"\b(?:matter|case|cause)\s(?:is|was)\scalled\b")
_LATER = re.compile(r"\b(?:set|due|continued|reset|scheduled|granted|denied|deadline|vacated)\b")
_STOP = re.compile(r"(?<!\s\w)\.\s")  # no initial: "before Magistrate Judge Deborah M. Smith"
_NOT_ANY = ("without ", "no ")


def read_minutes(text: str, drafts: list[Draft], date_filed: date) -> list[Draft]:
    """Return the drafts of minutes with the sitting that they record: named by the title, or set for a day
    that has come."""
    if not _records_any(drafts):
        drafts = _held_by_title(text, drafts, date_filed) + drafts
    if "not " in text and _NOT_CALLED.search(text):
        _never_held(drafts, date_filed)
    if not _records_any(drafts):
        _came_to_pass(text, drafts, date_filed)
    return drafts


def _records_any(drafts: list[Draft]) -> bool:
    return any(draft.action in (Act.HELD, Act.NOT_HELD) for draft in drafts)


def drop_echoes(drafts: list[Draft]) -> list[Draft]:
    """ "Hearing concluded", "Hearing held 12:09 PM": what minutes add of the sitting they already record."""
    dated = [draft for draft in drafts if draft.action is Act.HELD and draft.rule != "undated-held"]
    return [
        draft
        for draft in drafts
        if draft.rule != "undated-held"
        or not any(draft.is_generic or draft.kind is other.kind for other in dated)
    ]


def _never_held(drafts: list[Draft], date_filed: date) -> None:
    """ "Docket Call set for 1/21/2009. CASE NOT CALLED" (laed): the day came and nobody sat."""
    for draft in drafts:
        if draft.action is Act.SET and draft.date and draft.date <= date_filed:
            draft.action, draft.rule = Act.NOT_HELD, "not-called"


def _came_to_pass(text: str, drafts: list[Draft], date_filed: date) -> None:
    """ "Change of Plea Hearing set for 2/6/2017 called" (prd): minutes that name no other sitting are of the
    one whose day has come."""
    for draft in drafts if not _MINUTE_ORDER.match(text) else []:
        if draft.action is Act.SET and draft.date and draft.date <= date_filed:
            draft.action, draft.rule = Act.HELD, "minutes-of-day"


def _held_by_title(text: str, drafts: list[Draft], date_filed: date) -> list[Draft]:
    """Minutes whose title names the sitting without "held": "MINUTES of Status Conference before …"."""
    nouns = [noun for noun in find_nouns(text, 0, min(len(text), _MINUTES_HEAD)) if noun.kind]
    first = min((draft.noun.start for draft in drafts if draft.noun), default=len(text))
    if not nouns or nouns[0].start >= first or (_MINUTE_ORDER.match(text) and not _CALLED.search(text)):
        return []
    noun = name_motion(text, 0, _MINUTES_HEAD, nouns[0])
    assert noun.kind is not None  # it is a motion hearing, or the first of those with a kind
    if (
        _LATER.search(text, 0, noun.start)
        or text.endswith(_NOT_ANY, 0, noun.start)
        or re.match(
            r"\s(?:is|are|was)?\s?(?:re)?(?:set|continued|scheduled|vacated|to\s)",
            text[noun.end : noun.end + 20],
        )
    ):
        return []
    action = Act.NOT_HELD if _NOT_SAT.match(text, noun.end) else Act.HELD
    start, stop = text.rfind(". ", 0, noun.start) + 1, _STOP.search(text, noun.end, noun.end + 200)
    return [
        Draft(
            noun.kind,
            noun.is_generic,
            action,
            date_filed,
            "minutes-title",
            start,
            stop.start() if stop else noun.end,
            noun=noun,
        )
    ]


_MOVES = (Act.RESET, Act.CONTINUED)
_MATTER = re.compile(
    r"matters?|case|cause|action|proceedings?|it|same|(?:next|further)\s(?:court\s)?(?:appearances?"
    r"|dates?)|new\s(?:(?:\w+\s)?date|setting)[\w\s/&]*"
)
_BARE = re.compile(
    r"(?:the|this|that|said|next|further|such|which|a|an|any)?\s?(?:oral\s)?(?:hearing|conference)(?:\sdates?)?"
)
_PHONE_BEFORE = re.compile(r"(?:tele\w*|phone|video\w*|zoom|court|attorney|pre-?motion|discovery)[\s-]$")
_NEXT_BEFORE = re.compile(
    r"\b(?:next|further|follow-?up|subsequent|continued)\s(?:tele\w+|phone|video\w*|zoom)\s$"
)
_SOFT = re.compile(r"initial\s(?:\w+\s)?conf\w*\.?|scheduling\s(?:conf\w*|call)")
# These begin with letters, between which a search leaps, and ask only there whether a word begins: a third of
# the time of \b first.
_NO_APPEARANCE = re.compile(
    r"no(?<!\wno)\s(?:personal\s)?appearances?\b|decided(?<!\wdecided)\son\sthe\spapers\b"
    r"|per(?<!\wper)\schambers,?\sno\soral\sargument\b"
)
_NEED_NOT = r"\s(?:need|shall|should|are|must)\snot\s(?:to\s)?appear"
_NOBODY_ON = re.compile(
    (
        r"(?:no(?<!\wno)\s(?:personal\s)?(?:appearances?|argument)\s(?:is|are|will\sbe|shall\sbe)?\s?(?:needed"
        r"|necessary|required|held|heard|shall\sbe\sheld)?"
        r"|without(?<!\wwithout)\s(?:oral\s)?argument|counsel(?<!\wcounsel)"
    )
    + _NEED_NOT
    + r"|parties(?<!\wparties)"
    + _NEED_NOT
    + r")\s(?:on|for|at)\s(?:the\s(?:\w+\s){0,3}?(?:date|day|hearing|presentment)\s(?:of|on|set\sfor)\s)?"
)
_TITLE = 160  # the part of an order that names what it sets
_HOUR = re.compile(r",?\s(?:at\s)?(?:\d{1,2}:\d\d|\d{1,2}\s?[ap]\.?m|noon)")
_NEW_DATE = re.compile(r"new\s(?:(?:\w+\s)?date|setting)")
_OLD_DATE = re.compile(
    r"(?:old(?<!\wold)|former(?<!\wformer)|prior(?<!\wprior)|previous(?<!\wprevious)"
    r"|original(?<!\woriginal))\s(?:\w+\s)?date(?:\s?(?:and|&|/)\s?time)?(?::|\s(?:is|was))?\s"
)
_STRUCK = re.compile(r"\W*(?:vacated|cancell?ed|stricken)\b[^*]{0,40}\*")


def settle(
    text: str, drafts: list[Draft], paper: str, date_filed: date, is_courts: bool = True
) -> list[Draft]:
    """Return one draft for each hearing the entry reports, in order."""
    if paper is Paper.MINUTES:
        drafts = read_minutes(text, drafts, date_filed)
    if text.startswith("*") and _STRUCK.match(text):
        _call_off(drafts)
    if len(drafts) > 1:
        drafts = drop_echoes(drafts)
    _name_generic(text, drafts)
    if "new " in text:
        _move_to_new_date(text, drafts, date_filed)
    if len(drafts) > 1:
        drafts = _give_up_old(_join_undated(drafts))
    if not drafts and paper is Paper.COURT and is_courts:
        drafts = _find_by_title(text, date_filed)
    if "appear" in text or "argument" in text:
        drafts = drafts + [
            off
            for off in _find_called_off(text, date_filed)
            if all(draft.date != off.date for draft in drafts)
        ]
    if ("appearance" in text or "papers" in text or "per chambers" in text) and _NO_APPEARANCE.search(text):
        drafts = [draft for draft in drafts if not _is_motion_day(text, draft)]
    return _tell_once(text, drafts) if len(drafts) > 1 else drafts


def _find_called_off(text: str, date_filed: date) -> list[Draft]:
    """ "Suitable for decision without argument; no appearance is needed on September 24" (cacd): the motion's
    day is off."""
    match = _NOBODY_ON.search(text)
    days = find_dates_between(text, match.end(), match.end() + 24, date_filed.year) if match else []
    if match is None or not days or days[0].start - match.end() > 12:
        return []
    kind, is_generic = (
        (HearingType.MOTION_HEARING, False)
        if "motion" in text[: match.start()]
        else (HearingType.OTHER_HEARING, True)
    )
    day = days[0]
    return [
        Draft(
            kind,
            is_generic,
            Act.VACATED,
            next_such_day(day, date_filed),
            "no-appearance-on",
            match.start(),
            day.end,
            date_span=(day.start, day.end),
        )
    ]


def _find_by_title(text: str, date_filed: date) -> list[Draft]:
    """ "ORDER Setting Status Conference. Counsel are to be on the line on 2/20 at 8:30 AM": an order that
    names a sitting, and one day with an hour."""
    nouns = [noun for noun in find_nouns(text, 0, min(len(text), _TITLE)) if noun.kind]
    if not nouns:
        return []
    for day in find_dates_between(text, nouns[0].end, len(text), date_filed.year):
        value, start = next_such_day(day, date_filed), text.rfind(". ", 0, day.start) + 1
        if value < date_filed or not _HOUR.match(text, day.end):
            continue
        _, verbs = find_words(text, start, day.start)
        governor = next(
            (verb.mark for verb in reversed(verbs) if verb.mark not in (Mark.TO, Mark.FROM)), None
        )
        if governor in (None, Mark.SET):
            noun = name_motion(text, 0, _TITLE, nouns[0])
            assert noun.kind is not None  # it is a motion hearing, or the first of those with a kind
            return [
                Draft(
                    noun.kind,
                    noun.is_generic,
                    Act.SET,
                    value,
                    "title-and-hour",
                    start,
                    min(len(text), day.end + 120),
                    noun=noun,
                    date_span=(day.start, day.end),
                )
            ]
    return []


def _is_motion_day(text: str, draft: Draft) -> bool:
    """ "Motion set for 11/7/2016 … decided on the papers" (njd): a day on which nobody is to appear."""
    words = text[draft.noun.start : draft.noun.end].lower() if draft.noun else ""
    return draft.action is Act.SET and words.startswith("motion") and "hear" not in words


def _call_off(drafts: list[Draft]) -> None:
    """ "***VACATED*** NOTICE of Hearing" (txed): what a clerk writes before an entry that no longer holds."""
    for draft in drafts:
        if draft.action in _FUTURE:
            draft.action, draft.rule = Act.VACATED, "struck-entry"


def _name_generic(text: str, drafts: list[Draft]) -> None:
    """ "The conference is adjourned" speaks of the kind named before it in the entry."""
    for place, draft in enumerate(drafts):
        if draft.rule == "undated-held" and any(d.action is Act.HELD for d in drafts[:place]):
            continue
        if not draft.is_generic or draft.noun is None:
            continue
        if _PHONE_BEFORE.search(
            text, max(0, draft.noun.start - 14), draft.noun.start
        ) and not _NEXT_BEFORE.search(text, max(0, draft.noun.start - 30), draft.noun.start):
            continue
        words = text[draft.noun.start : draft.noun.end].lower()
        donor = next((d for d in reversed(drafts[:place]) if not d.is_generic and _fits(words, d.kind)), None)
        kind = donor.kind if donor else _kind_before(text, draft.noun, words)
        if kind:
            draft.kind, draft.is_generic = kind, False


def _move_to_new_date(text: str, drafts: list[Draft], date_filed: date) -> None:
    """ "New date: 12/10/2009": a move in itself, and no more where another clause says that the sitting is
    put off; "Old date" is given up."""
    old = _OLD_DATE.search(text)
    days = find_dates_between(text, old.end(), old.end() + 30, date_filed.year) if old else []
    for draft in drafts:
        if (
            draft.noun is None
            or draft.date is None
            or draft.action not in _FUTURE
            or not _names_new_date(text, draft.noun, bool(days))
        ):
            continue
        if draft.action is Act.SET and not any(other.action in _MOVES for other in drafts):
            draft.action = Act.RESET
        draft.prior_date = draft.prior_date or (days[0].value if days else None)


def _names_new_date(text: str, noun: Noun, is_old_named: bool) -> bool:
    """Say whether the words are "new date"; "new hearing date" says as much where the old one is named."""
    return _NEW_DATE.match(text, noun.start) is not None or (
        is_old_named and _NEW_DATE.match(text, max(0, noun.start - 4)) is not None
    )


def _kind_before(text: str, noun: Noun, words: str) -> HearingType | None:
    named = [
        n
        for n in find_nouns(text, 0, noun.start)
        if n.kind and not n.is_generic and _fits(words, n.kind) and not text.endswith(_NOT_ANY, 0, n.start)
    ]
    kinds = {n.kind for n in named}
    return kinds.pop() if len(kinds) == 1 and noun.start - named[-1].end < 300 else None


def _fits(words: str, kind: HearingType) -> bool:
    if _MATTER.fullmatch(words):
        return True  # "the matter is continued to": whatever sitting the entry is about
    if not _BARE.fullmatch(words):
        return False
    is_conference = kind.value.endswith("conference")
    return (
        is_conference if "conference" in words else not is_conference or kind is HearingType.STATUS_CONFERENCE
    )


def _join_undated(drafts: list[Draft]) -> list[Draft]:
    """A sitting put off or called off without a date takes the date that another clause gives."""
    kept: list[Draft] = []
    for place, draft in enumerate(drafts):
        others = [
            other
            for other in drafts
            if other is not draft and _same(other, draft) and other.action is not Act.HELD
        ]
        if draft.date is None and draft.action in _MOVES:
            later = next(
                (
                    other
                    for other in drafts[place + 1 :]
                    if other in others and other.date and other.action in (Act.SET, *_MOVES)
                ),
                None,
            )
            if later:
                later.prior_date = later.prior_date or draft.prior_date
                later.action = draft.action if later.action is Act.SET and not draft.is_weak else later.action
                if later.action is Act.SET and draft.is_weak:
                    later.action = Act.CONTINUED
                continue
            earlier = next((other for other in reversed(kept) if other in others and other.date), None)
            if earlier and earlier.action in _MOVES:
                continue
            if draft.is_weak and any(other.date or other.prior_date for other in others):
                continue
        if draft.date is None and draft.action is Act.VACATED and draft.prior_date is None:
            earlier = next(
                (
                    other
                    for other in reversed(kept)
                    if other in others and other.date and other.action in (Act.SET, Act.VACATED)
                ),
                None,
            )
            if earlier:
                earlier.action = Act.VACATED
                continue
            if any(
                other.action in (*_MOVES, Act.VACATED)
                for other in others
                if other in kept or other in drafts[place + 1 :]
            ):
                continue
        kept.append(draft)
    return kept


def _give_up_old(drafts: list[Draft]) -> list[Draft]:
    """A standing day named before the entry moves that sitting elsewhere is the day given up."""
    dropped = set()
    for place, draft in enumerate(drafts):
        if draft.action not in _MOVES:
            continue
        if draft.date is None and draft.prior_date is None and not draft.is_weak:
            stood = [
                other
                for other in drafts[:place]
                if other.action in (Act.SET, Act.VACATED)
                and other.date
                and other.kind is draft.kind
                and id(other) not in dropped
            ]
            if len(stood) == 1:
                draft.prior_date = stood[0].date
                dropped.add(id(stood[0]))
        for other in drafts[:place]:
            if (
                other.action in (Act.SET, Act.VACATED)
                and other.date
                and draft.date
                and other.date != draft.date
                and other.kind is draft.kind
            ):
                draft.prior_date = draft.prior_date or other.date
                dropped.add(id(other))
            if other.action in (Act.HELD, Act.NOT_HELD) and other.kind is draft.kind:
                draft.prior_date = draft.prior_date or other.date
    return [draft for draft in drafts if id(draft) not in dropped]


def _same(one: Draft, other: Draft) -> bool:
    return one.kind is other.kind or one.is_generic or other.is_generic


def _tell_once(text: str, drafts: list[Draft]) -> list[Draft]:
    """Same day and kind are one hearing: the first telling's action, the first known of the rest."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((other for other in kept if _is_twin(text, other, draft)), None)
        if twin is None:
            kept.append(draft)
            continue
        if twin.is_generic and not draft.is_generic:
            twin.kind, twin.is_generic, twin.noun = draft.kind, False, draft.noun
        if twin.action is Act.SET and draft.action in (*_MOVES, Act.VACATED):
            twin.action = draft.action
        twin.prior_date = twin.prior_date or draft.prior_date
        twin.retold.append((draft.start, draft.end, draft.date_span))
    return kept


_FUTURE = frozenset({Act.SET, *_MOVES})


def _is_twin(text: str, one: Draft, other: Draft) -> bool:
    if one.date != other.date:
        return False
    same_action = one.action is other.action or (
        {one.action, other.action} <= _FUTURE | {Act.VACATED} and one.date is not None
    )
    if one.kind is other.kind:
        return same_action
    if (
        same_action
        and one.date
        and any(_is_soft(text, draft) for draft in (one, other))
        and one.kind.value.endswith("conference")
        and other.kind.value.endswith("conference")
    ):
        return True
    return same_action and (one.is_generic or other.is_generic) and one.date is not None


def _is_soft(text: str, draft: Draft) -> bool:
    """ "Initial Conference set for" is the register's name for whatever first conference the order sets (nysd)."""
    return draft.noun is not None and _SOFT.fullmatch(text, draft.noun.start, draft.noun.end) is not None
