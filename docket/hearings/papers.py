"""What sort of paper an entry is: whose words they are decides what they can do to a sitting.

A request is not a fact, and a paper about a hearing (a transcript, an opposition) is no hearing
(sources.md 10.3, rules 6 and 7). The words are rows of language/papers.tsv.
"""

import re

from docket.text.phrases import Cues, Matcher


class Paper:
    """`SILENT` papers report no hearing; `REQUEST` ask."""

    SILENT = "silent"
    REQUEST = "request"
    MINUTES = "minutes"
    COURT = "court"


_CUES = Cues("papers")
_NAMES = Matcher("papers", "transcript", "minutes", "court", "silent", "asks")
_HEAD, _TITLE, _ORDERED_WITHIN, _TAIL, _MOST_LEADS = 260, 120, 3000, 140, 7
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
    return (
        _find_name(lowered[:_HEAD]) == "court" or _CUES.ordered.search(lowered[:_ORDERED_WITHIN]) is not None
    )


def classify_paper(lowered: str) -> str:
    """Return what sort of paper a silenced entry, in lower case, is from the words it begins with."""
    head, title = lowered[:_HEAD], lowered[:_TITLE]
    name = _find_name(head)
    if name == "transcript" or _CUES.error.search(head):
        return Paper.SILENT
    if name == "minutes" or _CUES.minutes_within.search(title):
        return Paper.MINUTES
    if name == "court" or _CUES.ordered.search(lowered[:_ORDERED_WITHIN]):
        return Paper.COURT
    if name in ("silent", "asks"):
        return Paper.SILENT if name == "silent" else Paper.REQUEST
    held = _CUES.held_first.search(title)
    return Paper.MINUTES if held and not _CUES.not_yet.search(title, 0, held.end()) else Paper.COURT


def _find_name(head: str) -> str:
    """The tag of the name that the paper bears, at its first word or after some that lead to it; "" for none."""
    start = 0
    for _ in range(_MOST_LEADS):
        letter = _LETTER.search(head, start)
        if letter is None:
            break
        if name := _NAMES.match(head, letter.start(), len(head)):
            return name.name
        lead = _CUES.lead.match(head, letter.start())
        if lead is None:
            break
        start = lead.end()
    return ""
