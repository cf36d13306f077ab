"""What is dismissed, and whether with prejudice: a case, a claim, a complaint. Texts are read in lower case."""

import re

from docket.motion_kinds import MotionKind as Kind
from docket.ruling_appeals import UNLESS_MENDED, is_in_view
from docket.ruling_drafts import RulingDraft
from docket.ruling_numbers import find_numbers
from docket.ruling_words import is_supposed
from docket.vocabulary import Disposition

_DISMISSED = re.compile(r"\b(?:dismiss(?:ed|es|ing|al)|discontinued)\b")
_OBJECT_OF_DISMISSAL = re.compile(
    r"\b(?:case|action|matter|complaint|claims?|counts?|petition|appeal|defendants?|lawsuit|suit|proceedings?"
    r"|indictment|plaintiffs?|entire|parties|counterclaims?|cross-?claims?|challenge|application|order\sof"
    r"|voluntary|stipulat\w+|judgment|notice\sof)\b")
_PREJUDICE = re.compile(r"\bwith(?P<out>out)?\s(?:\w+\s)?prejudice")


def find_dismissals(text: str) -> list[RulingDraft]:
    """Return the dismissals that the entry itself makes; those that say "with prejudice" or "without" before those that do not."""
    found: list[RulingDraft] = []
    if "dismiss" not in text and "discontinued" not in text:
        return found
    answers = _paper_answers(text)
    for match in list(_DISMISSED.finditer(text))[:40]:
        before, after = text[max(0, match.start() - 110):match.start()], text[match.end():match.end() + 70]
        if _is_other_dismissal(text, match, before, after):
            continue
        disposition = _with_prejudice(text[match.start():match.end() + 60], before)
        found.append(RulingDraft(Kind.DISMISS, disposition, answers, *match.span(), "dismissed"))
    stated = {draft.disposition for draft in found}
    if stated - {Disposition.DISMISSED}:
        found = [draft for draft in found if draft.disposition is not Disposition.DISMISSED]
    return found


_ADOPTING = re.compile(r"\badopt(?:s|ing|ed)\b[^.;]{0,110}$")         # "adopting the recommendation …: petition dismissed": what it says is done
_OF_MOTION = re.compile(r"\b(?:motions?|application)\s(?:\w+\s){0,2}(?:to|for|of)\s(?:\w+\s)?$|\bto\s$|\bmoot\W+$")
_TO_COME = re.compile(r"\s(?:\w+\s)?(?:will|shall|to\sbe|papers)\b")
_A_MOTION = re.compile(r"\s(?:as\smoot\s)?(?:the\s)?\[?\d{0,4}\]?\s?(?:[\w']+\s){0,3}?(?:motions?|applications?|requests?)\b")
_IS_MOTION = re.compile(r"\b(?:motion|application|request)\b[^;]{0,50}\b(?:is|are)\s(?:hereby\s)?$")
_AS_MOOT = re.compile(r"\sas\smoot\b(?!\s(?:the\s)?(?:challenge|appeal|case|action))")


def _is_other_dismissal(text: str, match, before: str, after: str) -> bool:
    """Whether the word names a motion, supposes, looks ahead, or ends nothing that a case is made of."""
    if is_supposed(text, 0, match.start()) and not _ADOPTING.search(before) or is_in_view(text, match.start()):
        return True
    if _OF_MOTION.search(before) or _TO_COME.match(after) or UNLESS_MENDED.search(text, match.end(), match.end() + 200):
        return True
    if _A_MOTION.match(after):
        return True
    if _AS_MOOT.match(after) and (not _OBJECT_OF_DISMISSAL.search(before[-60:]) or _IS_MOTION.search(before)):
        return True
    return not (_OBJECT_OF_DISMISSAL.search(before[-80:]) or _OBJECT_OF_DISMISSAL.search(after[:60]) or re.match(r"\s?with(?:out)?\s", after))


_DISMISSAL_PAPER = re.compile(
    r"\bstipulation(?=,?\s[\[(]?(?:ecf|doc|dkt|d\.i|de\s|\d))|\b(?:notices?|stipulations?)\s(?:and\s\w+\s)?(?:of|for|to)\s(?:\w+\s)?dismiss\w*")


def _paper_answers(text: str) -> tuple[int, ...]:
    """The number of the stipulation or notice by which the parties themselves dismiss."""
    paper = _DISMISSAL_PAPER.search(text)
    if paper is None:
        return ()
    bare = _BARE.match(text, paper.end())
    return tuple(sorted(find_numbers(text, max(0, paper.start() - 14), paper.end() + 50) | ({int(bare["n"])} if bare else set())))


_BARE = re.compile(r"\s[\[(]?\#?(?P<n>\d{1,4})[\])]?(?=[\s,;.)]|$)(?!\s(?:days|of)\b)")


def _with_prejudice(window: str, before: str) -> Disposition:
    match = _PREJUDICE.search(window) or _PREJUDICE.search(before[-40:])
    if match is None:
        return Disposition.DISMISSED
    return Disposition.DISMISSED_WITHOUT_PREJUDICE if match["out"] else Disposition.DISMISSED_WITH_PREJUDICE
