"""What sort of paper an entry is: whose words they are decides what they can do to a sitting.

A request is not a fact, and a paper about a hearing (a transcript, an opposition) is no hearing
(sources.md 10.3, rules 6 and 7). The words are rows of language/papers.tsv.
"""

import re

from docket.text.phrases import Cue, Cues


class Paper:
    """`SILENT` papers report no hearing; `PARTY` papers only by a day the court gave; `REQUEST` ask."""

    SILENT = "silent"
    REQUEST = "request"
    PARTY = "party"
    MINUTES = "minutes"
    COURT = "court"


_CUES = Cues("papers")
_HEAD, _TITLE, _ORDERED_WITHIN, _TAIL = 260, 120, 3000, 140
_LETTER = re.compile(r"[a-z]")
# "(Baptiste, Rory)" at the end: the lawyer whose log-in filed it. A court's clerk leaves initials: "(rs)",
# "(bns, COURT STAFF)".
_FILER = re.compile(
    r"\((?!Signed|Entered|Filed)[A-Z][\w'’-]+(?:\s[A-Z][\w'’.-]+)?,\s[A-Z](?!OURT|ourt)[\w'’-]+"
    r"(?:\s[A-Z][\w.'’-]*)?\)\W*(?:\((?:Entered|Filed)|\[Entered|Modified|$)"
)


def is_by_attorney(text: str) -> bool:
    """Say whether the register closes the entry, as printed, with the name of the lawyer who filed it."""
    return _FILER.search(text, max(0, len(text) - _TAIL)) is not None


def is_led_by_court(lowered: str) -> bool:
    """Say whether the entry is a court's own paper: begins as an order or a notice of hearing, or is "so ordered"."""
    if _begins(lowered[:_HEAD], _CUES.court_lead, _CUES.court):
        return True
    head = lowered[:_ORDERED_WITHIN]
    return _CUES.ordered.search(head) is not None and _CUES.proposed.search(head) is None


def classify_paper(lowered: str) -> str:
    """Return what sort of paper a silenced entry, in lower case, is from the words it begins with."""
    head, title = lowered[:_HEAD], lowered[:_TITLE]
    leads = _after(head, _CUES.lead)
    if _CUES.error.search(head) or any(_CUES.transcript.match(head, place) for place in leads):
        return Paper.SILENT
    if _begins(title, _CUES.minutes_lead, _CUES.minutes) or _CUES.minutes_within.search(title):
        return Paper.MINUTES
    if is_led_by_court(lowered):
        return Paper.COURT
    if any(_CUES.silent.match(head, place) for place in leads) or _CUES.silent_within.search(head):
        return Paper.SILENT
    if any(_CUES.asks.match(head, place) for lead in leads for place in _after(head, _CUES.asker, lead, 3)):
        return Paper.REQUEST
    if (held := _CUES.held_first.search(title)) and not _CUES.not_yet.search(title, 0, held.end()):
        return Paper.MINUTES
    is_partys = leads and _CUES.by_party.match(head, leads[0]) and _CUES.filed_by.search(head)
    return Paper.PARTY if is_partys else Paper.COURT


def _begins(head: str, lead: Cue, name: Cue) -> bool:
    return any(name.match(head, place) for place in _after(head, lead))


def _after(head: str, lead: Cue, start: int = 0, most: int = 4) -> list[int]:
    """The places where the paper's name may begin: after up to so many words that lead to it."""
    places: list[int] = []
    while len(places) <= most and (letter := _LETTER.search(head, start)):
        places.append(letter.start())
        match = lead.match(head, letter.start())
        if match is None:
            break
        start = match.end()
    return places
