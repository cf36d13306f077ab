"""Rulings read from the nearest words, beside the weights: a grammar of one rule and few words.

After "granting", and before "is granted", the first name of a request is what is granted. An act names itself
at the head of an entry ("JUDGMENT", "ORDER of Consolidation"). The weights are sure only of what was frequent
in the texts they were fitted to; this module reads the plain orders of any court, and nothing else.
"""

import re

from docket.second.words import make_matcher, read_entry
from docket.text.phrases import Cues, Tag
from docket.text.prepared import PreparedText

OTHER = "other"
_WIDEST = 170  # characters on one side of a verb within which its request is named
_AT_FIRST = 70  # characters at the head within which an act names itself
_MOST_VERBS = 30  # verbs of one entry that are examined
_NAMES = make_matcher("nearest", "near.")
_HOW = make_matcher("nearest", "how.")
_HEADS = make_matcher("nearest", "head.")
_SAID = make_matcher("nearest", "said.")
_CUES = Cues("nearest")
_OF_STIPULATIONS = frozenset(
    {"extension_of_time", "dismiss", "adjourn", "seal", "amend", "class_certification", "withdraw_counsel"}
)
_AND = re.compile(r"\s(?:order\s)?(?:and|or)\s(?:for\s|to\s)?(?:an?\s)?")
_PREJUDICE = re.compile(r"\bwith(out)?\s(?:\w+\s)?prejudice")
_STOP = re.compile(r"[;:]|\.(?=\s)(?<!no\.)(?<!doc\.)(?<!nos\.)(?<!dkt\.)(?<!fil\.)")


def find_nearest(text: PreparedText) -> set[tuple[str, str]]:
    """Return each (kind, disposition) that the nearest words express."""
    lowered = read_entry(text)
    pairs: set[tuple[str, str]] = set()
    verbs = _HOW.find(lowered, 0, len(lowered))[:_MOST_VERBS]
    for place, verb in enumerate(verbs):
        _, how, disposition = verb.name.split(".")
        is_unsure = _CUES.unsure.ends(lowered, verb.start - 40, verb.start)
        if is_unsure or _CUES.recommends.search(lowered, 0, verb.start):
            continue
        if how == "act":
            pairs |= _find_dismissal(lowered, verb)
            continue
        start, end = _find_window(lowered, verbs, place, how == "active")
        request = _CUES.request.search(lowered, start, end)
        names = _NAMES.find(lowered, start, end)
        if request and names:
            pairs.add((names[0].name.split(".")[1], disposition))
            if len(names) > 1 and _AND.fullmatch(lowered, names[0].end, names[1].start):
                pairs.add((names[1].name.split(".")[1], disposition))
        elif _CUES.nameless.search(lowered, start, end):
            pairs.add((OTHER, disposition))
    if tag := _SAID.first(lowered, 0, len(lowered)):
        _, kind, disposition = tag.name.split(".")
        pairs.add((kind, disposition))
    return pairs | _find_head(lowered) or _find_by_title(lowered)


def _find_window(lowered: str, verbs: list[Tag], place: int, is_active: bool) -> tuple[int, int]:
    """Return the bounds of what follows an active verb or precedes a passive one, within its clause."""
    verb = verbs[place]
    if is_active:
        stop = _STOP.search(lowered, verb.end)
        nexts = [other.start for other in verbs[place + 1 : place + 2]] + ([stop.start()] if stop else [])
        return verb.end, min([*nexts, len(lowered), verb.end + _WIDEST])
    first = max([0, verb.start - _WIDEST, *(other.end for other in verbs[:place])])
    return max([first, *(match.end() for match in _STOP.finditer(lowered, first, verb.start))]), verb.start


def _find_dismissal(lowered: str, verb: Tag) -> set[tuple[str, str]]:
    """Return a dismissal if the order itself dismisses a case or a claim, rather than a judgment to come."""
    around = max(0, verb.start - 80), min(len(lowered), verb.end + 60)
    if _CUES.entity.search(lowered, *around) is None or "will be" in lowered[around[0] : around[1] + 30]:
        return set()
    return {("dismiss", _dismissed(_PREJUDICE.search(lowered, around[0], around[1] + 40)))}


def _find_head(lowered: str) -> set[tuple[str, str]]:
    """Return the act that names itself at the head: a judgment, for a side or of dismissal; a consolidation;
    a transfer."""
    head = _HEADS.first(lowered, 0, _AT_FIRST)
    if head is None:
        return set()
    _, kind, disposition = head.name.split(".")
    if side := _CUES.side.search(lowered, head.end, head.end + 200):
        disposition = f"judgment_for_{'plaintiff' if 'plaintiff' in side[0] else 'defendant'}"
    elif "in favor of" in lowered[head.end : head.end + 200]:
        return set()  # for one side or the other: a name alone does not say which
    elif "dismiss" in lowered[head.start : head.start + 400] and not _CUES.criminal.search(lowered):
        disposition = _dismissed(_PREJUDICE.search(lowered, head.start))
    return {(kind, disposition)}


def _dismissed(match: re.Match[str] | None) -> str:
    return "dismissed" if match is None else f"dismissed_with{match[1] or ''}_prejudice"


def _find_by_title(lowered: str) -> set[tuple[str, str]]:
    """Return the ruling that a title states without a verb: "STIPULATION and ORDER to continue", "Order on
    Motion to Stay"."""
    name = _NAMES.first(lowered, 0, 300)
    kind = name.name.partition(".")[2] if name else OTHER
    if _CUES.stipulated.follows(lowered, 0, len(lowered)):
        kind = "adjourn" if _CUES.moved.search(lowered, 0, 400) else kind
        return {(kind, "granted")} if kind in _OF_STIPULATIONS else set()
    return {(kind, "other")} if _CUES.on_motion.search(lowered, 0, 110) else set()
