"""What sort of paper an entry is: whose words they are decides what they can do to a sitting.

A request is not a fact, and a paper about a hearing (a transcript, an opposition) is no hearing
(sources.md 10.3, rules 6 and 7). The words are rows of language/papers.tsv.
"""

import re

from docket.text.phrases import Cue


class Paper:
    """`SILENT` papers report no hearing; `PARTY` papers only by a day the court gave; `REQUEST` ask."""

    SILENT = "silent"
    REQUEST = "request"
    PARTY = "party"
    MINUTES = "minutes"
    COURT = "court"


def _cue(tag: str) -> Cue:
    return Cue("papers", tag)


_HEAD, _TITLE, _ORDERED_WITHIN, _TAIL = 260, 120, 3000, 140
_LEAD, _COURT_LEAD, _MINUTES_LEAD, _ASKER = map(_cue, ("lead", "court_lead", "minutes_lead", "asker"))
_SILENT, _SILENT_WITHIN, _TO_APPEAR, _MOVES = map(_cue, ("silent", "silent_within", "to_appear", "moves"))
_ERROR, _TRANSCRIPT, _ORDERED, _PROPOSED = map(_cue, ("error", "transcript", "ordered", "proposed"))
_COURT, _ASKS, _MINUTES, _MINUTES_WITHIN = map(_cue, ("court", "asks", "minutes", "minutes_within"))
_HELD_FIRST, _BY_PARTY, _FILED_BY = map(_cue, ("held_first", "by_party", "filed_by"))
_DOCUMENT_BY, _NOT_YET, _CHAMBERS = map(_cue, ("document_by", "not_yet", "chambers"))
_LETTER = re.compile(r"[a-z]")
_JUDGE = re.compile(r"\W*(?:(?:chief|magistrate|senior|district) )?judge [^:;]{3,40}:")
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
    """Say whether the entry begins with the words of a court's own paper: an order, a notice of hearing."""
    head = lowered[:_HEAD]
    named = _JUDGE.match(head)  # "Judge Michael A. Ponsor: ORDER entered" (mad)
    places = _after(head, _COURT_LEAD, named.end() if named else 0)
    return any(_COURT.match(head, place) for place in places) or _is_ordered(lowered)


def classify_paper(lowered: str) -> str:
    """Return what sort of paper a silenced entry, in lower case, is from the words it begins with."""
    head = lowered[:_HEAD]
    leads = _after(head, _LEAD)
    if _ERROR.search(head) or any(_TRANSCRIPT.match(head, place) for place in leads):
        return Paper.SILENT
    title = head[:_TITLE]
    minutes = [place for place in _after(title, _MINUTES_LEAD) if _MINUTES.match(title, place)]
    if minutes and _CHAMBERS.match(title, minutes[0]):
        return Paper.COURT  # "MINUTES (IN CHAMBERS): ORDER by Judge" (cacd): nobody sat
    if minutes or _MINUTES_WITHIN.search(title):
        return Paper.MINUTES
    if is_led_by_court(lowered):
        return Paper.COURT
    if any(_SILENT.match(head, place) for place in leads) or _is_silent_within(head, leads):
        return Paper.SILENT
    if any(_ASKS.match(head, place) for lead in leads for place in _after(head, _ASKER, lead, 3)):
        return Paper.REQUEST
    if (held := _HELD_FIRST.search(title)) and not _NOT_YET.search(title, 0, held.end()):
        return Paper.MINUTES
    first = leads[0] if leads else 0
    if (_BY_PARTY.match(head, first) and _FILED_BY.search(head)) or _DOCUMENT_BY.search(head):
        return Paper.PARTY
    return Paper.COURT


def _after(head: str, lead: Cue, start: int = 0, most: int = 4) -> list[int]:
    """The places where the paper's name may begin: after up to so many words that lead to it."""
    places = []
    for _ in range(most + 1):
        letter = _LETTER.search(head, start)
        if letter is None:
            break
        places.append(letter.start())
        match = lead.match(head, letter.start())
        if match is None:
            break
        start = match.end()
    return places


def _is_silent_within(head: str, leads: list[int]) -> bool:
    appear = _TO_APPEAR.match(head, leads[0]) if leads else None
    if appear and not _MOVES.search(head, leads[0]):
        return True
    return _SILENT_WITHIN.search(head) is not None and "minute" not in head


def _is_ordered(lowered: str) -> bool:
    head = lowered[:_ORDERED_WITHIN]
    return _ORDERED.search(head) is not None and _PROPOSED.search(head) is None
