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
_HEAD, _TITLE, _ORDERED_WITHIN, _MOST_LEADS = 260, 120, 3000, 7
_LETTER = re.compile(r"[a-z]")


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
