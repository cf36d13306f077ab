"""Read hearings out of docket text, and give a hearing's start as an instant.

`find_hearings` reads one entry, clause by clause, according to the labeling guide. It is pure and
deterministic. Its patterns are bounded, which keeps reading time proportional to the length of the text.

    clauses     prepares the entry: blanks trailers, finds clauses, classifies the paper
    govern      reads one clause: which sitting, what is done to it, which date means what
    appellate   forms of the Supreme Court, the courts of appeals and the multidistrict panel
    draft       tagged words; an entry, a clause and a hearing under construction
    settle      merges the drafts of all clauses into hearings; reads what a title says or requests
    details     time, place, judge, remote attendance
    life        puts together what several entries say about one hearing
"""

import re
from datetime import date
from itertools import zip_longest

from docket.courts import load_courts
from docket.hearings.appellate import find_appellate
from docket.hearings.clauses import REQUEST, SILENT, find_breaks, find_clause
from docket.hearings.details import complete
from docket.hearings.draft import Act, Clause, Draft, Entry, Hearing
from docket.hearings.govern import read_clause
from docket.hearings.settle import find_bare, find_requests, settle
from docket.text.dates import find_times
from docket.text.phrases import Cues
from docket.text.prepared import PreparedText, prepare_line
from docket.times import to_utc
from docket.vocabulary import HearingKind

_APPELLATE = ("appellate", "scotus")
# An order printed in full on the register has about 10 000 characters. The text beyond that, and more
# hearings than any entry has, are not read: hostile text then costs no more than a long order.
_LONGEST = 10_000
_MOST = 40
_SHORT = 90  # characters: a shorter entry may be just the name of an event
_WAITS = 300  # characters from the start of a clause within which the day of its sitting may follow
_WEEK_OF = re.compile(r"(?i)\bweek\s(?:of|beginning|starting|commencing)(?:\son)?\s(?:\w+day,?\s)?$")
_CUES = Cues("requests")
_WORDS = Cues("hearings")


def make_starts_at(date_from: str | None, time_local: str | None, court_id: str) -> str | None:
    """Return the start as a UTC instant if both the day and the courthouse time are known, else None."""
    return to_utc(date.fromisoformat(date_from), time_local, court_id) if date_from and time_local else None


def find_hearings(text: PreparedText) -> list[Hearing]:
    """Return what one entry's text says about hearings, in the order of the text.

    The filing date supplies the day of minutes that name none and the year where the text omits it; without
    it, those days are None. An unknown court is read as a trial court, then as a court of appeals. Spans are
    offsets in the entry's text.
    """
    court, lowered = load_courts().get(text.court_id), text.lowered
    is_appellate = court is not None and court.system in _APPELLATE
    head = _WORDS.appellate if is_appellate else _WORDS.head
    if "hear" not in lowered and "conf" not in lowered and not head.search(lowered):
        return []  # most entries; most of the rest contain one of the two, so the rows need not be searched
    body = text.body if (caption := text.caption) else text
    entry = Entry(body.up_to(_LONGEST))
    drafts = [] if is_appellate else _read(entry, text.court_id)
    if is_appellate or (not drafts and court is None and "argu" in entry.text):
        drafts = find_appellate(entry)
    if text.date_filed is None:
        printed = {day.value for day in entry.dates if day.has_year}
        for draft in drafts:
            draft.date = draft.date if draft.date_span and draft.date in printed else None
            draft.prior_date = draft.prior_date if draft.prior_date in printed else None
    return [draft.freeze(caption) for draft in drafts]


def _read(entry: Entry, court_id: str) -> list[Draft]:
    """Return the drafts of an entry of a trial court, settled and complete."""
    is_short, is_silent = len(entry.text) < _SHORT, entry.paper is SILENT
    if (is_silent and not is_short) or not entry.find_words():
        return []
    bare = find_bare(entry) if is_short else []
    if bare or is_silent:
        return bare
    drafts = settle(entry, _read_clauses(entry)[:_MOST])
    complete(entry, drafts)
    if court_id == "jpml":
        for draft in drafts:  # the panel hears nothing but motions to transfer, and its chair signs
            draft.kind = HearingKind.MOTION_HEARING if draft.is_generic else draft.kind
            draft.fields["judge"] = None
    return drafts


def _read_clauses(entry: Entry) -> list[Draft]:
    is_request = entry.paper is REQUEST
    drafts = find_requests(entry) if is_request else []
    breaks, named = find_breaks(entry.silenced, entry.text), list[Clause]()
    for noun in entry.nouns:
        if noun.kind and (not named or noun.start >= named[-1].end):
            named.append(Clause(entry, *find_clause(entry.text, breaks, noun.start)))
    for clause, following in zip_longest(named, named[1:]):
        read = read_clause(clause)
        if not clause.dates and all(draft.action is not Act.HELD for draft in read):
            # "A conference for Group C, which includes: A; and B, is set for May 5 at 1 PM": take that day
            for day in entry.dates_between(clause.end, following.start if following else len(entry.text)):
                start, end = find_clause(entry.text, breaks, day.start)
                if start - clause.start < _WAITS and find_times(entry.text, day.end, day.end + 24):
                    read += read_clause(Clause(entry, clause.start, end))
                    break
        if is_request:
            read = [draft for draft in read if _is_courts_day(entry.text, draft)]
            for draft in read:
                draft.kind = HearingKind.MOTION_HEARING if draft.is_generic else draft.kind
        drafts += read
    return drafts


def _is_courts_day(lowered: str, draft: Draft) -> bool:
    """In a party's paper, only a day added by the court's software counts: "Motion Hearing set for …"."""
    noun = draft.noun
    if noun is None or draft.action is not Act.SET:
        return False
    if "present" in lowered[noun.start : noun.end]:
        return True  # notice of presentment (ilnd): the party picks the court's day
    lead = _CUES.macro_lead.ends(lowered, max(draft.start, noun.start - 60), noun.start)
    before = lowered[draft.start : lead.start() if lead else noun.start]
    return not before.strip() or before.rstrip()[-1] in ".;:)"


def extract_hearings(record: dict) -> dict:
    """Return {"hearings": […]} for a line {"court_id", "date_filed", "text"}, as the gold files spell it.

    Without a filing date, the days that need one are null. Raises ParseError if the text is missing or the
    filing date is not a date.
    """
    entry = prepare_line(record)
    return {"hearings": [_spell(entry.printed, hearing) for hearing in find_hearings(entry)]}


def names_week(text: str, hearing: Hearing) -> bool:
    """Whether a hearing's date stands for its whole week: "trial is set for the week of October 9, 2017"."""
    days = (start for name, start, _ in hearing.spans if name == "date")
    return any(_WEEK_OF.search(text[max(0, start - 24) : start]) for start in days)


def _spell(text: str, hearing: Hearing) -> dict:
    day, prior = None if names_week(text, hearing) else hearing.date, hearing.prior_date
    days = {"date": day and day.isoformat(), "prior_date": prior and prior.isoformat()}
    words = {"type": hearing.type.value, "action": hearing.action.value}
    places = {name: [start, end] for name, start, end in hearing.spans}
    return hearing._asdict() | words | days | {"spans": places}
