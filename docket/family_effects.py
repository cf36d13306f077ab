"""What a court above did to the ruling below, in the words of the sheet below or by its own rulings."""

import re
from collections.abc import Iterable
from datetime import date

from docket.motion_kinds import MotionKind
from docket.ruling_words import SUPPOSED
from docket.vocabulary import Disposition, LinkEffect

_I = re.IGNORECASE
_ACT = re.compile(
    r"""\b(?P<affirmed>affirm(?:ed|s|ing)|summarily\saffirm)\b
      | \b(?P<reversed>revers(?:ed|es|ing))\b
      | (?<!argument\s)(?<!argument\sis\s)(?<!submission\s)(?<!submission\sis\s)\b(?P<vacated>vacat(?:ed|es|ing))\b
      | \b(?P<dismissed>(?:appeal|petition|case|cause|matter)s?\b[^.;]{0,40}?\bdismissed|dismiss(?:ing|es|al\sof)\s(?:the\s|this\s)?(?:cross-?)?appeal
          |(?-i:DISMISSED)|withdrawing\s(?:this\s|the\s)?appeal|appeal\s(?:is\s)?withdrawn)\b
      | \b(?P<denied>petition\b(?!\sfor\s(?:panel\s)?(?:re)?hearing)[^.;]{0,60}?\bdenied|denying\s(?:the\s)?petition(?!\sfor\s(?:panel\s)?(?:re)?hearing))\b
      | \b(?P<remanded>remand(?:ed|s|ing))\b""",
    re.VERBOSE | _I,
)
_IN_PART = re.compile(r"\b(?:affirm|revers|vacat)\w*,?\s(?:\w+\s){0,2}?in\spart\b|\bin\spart,?\s(?:\w+\s)?(?:affirm|revers|vacat)\w*", _I)
_ONLY_SUPPOSED = re.compile(r"\b(?:will|would|may|might|shall|should|could|not|if|unless)\b", _I)
_IN_MAY = re.compile(r"\bMay(?=\s\d)")           # "entered May 11, 2011, be and is affirmed": the month supposes nothing
_LATE = re.compile(r"\breinstat", _I)
_STRENGTH = ("reversed", "vacated", "affirmed", "dismissed", "denied", "remanded")
_MOST_ACTS = 40                        # of one entry; the busiest of the corpus has three


def find_effect(text: str) -> LinkEffect:
    """Return what an order of the court above did to the ruling below; ``UNKNOWN`` where it says nothing of it.

    What is only supposed ("will be dismissed", "should not be affirmed") is no effect, nor is a
    ruling on a motion. A judgment left standing in any part is ``AFFIRMED_IN_PART``.
    """
    acts = set()
    for number, match in enumerate(_ACT.finditer(text)):
        if number == _MOST_ACTS:
            break
        before = _IN_MAY.sub("on", text[max(0, match.start() - 70):match.start()])
        if not (_ONLY_SUPPOSED.search(match[0]) or SUPPOSED.search(before)):
            acts.add(match.lastgroup)
    if _LATE.search(text):
        acts.discard("dismissed")
    if "affirmed" in acts and acts & {"reversed", "vacated"} or acts & {"affirmed", "reversed"} and _IN_PART.search(text):
        return LinkEffect.AFFIRMED_IN_PART
    return next((LinkEffect(act) for act in _STRENGTH if act in acts), LinkEffect.UNKNOWN)


_CERT = re.compile(
    r"""cert\spetition\saction\s\d:\s(?P<action>granted|denied|dismissed|pending)
      | \bcert(?:iorari|\.)\b(?:\s\[[^\]]{0,20}\])?(?:\s(?:is|was|has\sbeen|were|as\sto\s[^.;]{0,40}?\sis))?:?\s(?P<after>granted|denied|dismissed)\b
      | \bpetitions?\b[^.;]{0,80}?\b(?:is|was|were|are|has\sbeen)\s(?P<passive>granted|denied|dismissed)\b
      | \b(?P<before>granting|denying|dismissing)\s(?:the\s)?(?:petitions?\sfor\s)?(?:an?\s)?(?:writs?\sof\s)?certiorari\b""",
    re.VERBOSE | _I,
)
_RULING = re.compile(
    r"\bruling:\s(?P<info>vacated|affirmed|reversed|dismissed)|\bjudgment\b[^.;]{0,60}?\b(?P<judgment>vacated|affirmed|reversed)\b"
    r"|\border\b[^.;]{0,40}\b(?P<order>vacating|affirming|reversing)\b", _I)
_EXTENSION = re.compile(r"\bexten(?:d|sion)|\brehearing\b", _I)
_OF_WORD = {
    "grant": LinkEffect.GRANTED, "deni": LinkEffect.DENIED, "deny": LinkEffect.DENIED, "dismiss": LinkEffect.DISMISSED, "pending": LinkEffect.PENDING,
    "vacat": LinkEffect.VACATED, "affirm": LinkEffect.AFFIRMED, "revers": LinkEffect.REVERSED,
}  # fmt: skip


def find_certiorari_effect(text: str) -> tuple[LinkEffect, int]:
    """Return what the Supreme Court did with the petition, or with the judgment, and where it is said (0 where it is not)."""
    if match := _RULING.search(text):
        return _effect_of(match), match.end()
    match = _CERT.search(text)
    if match is None or match["passive"] and _EXTENSION.search(match[0]):
        return LinkEffect.UNKNOWN, 0
    return _effect_of(match), match.end()


def _effect_of(match: re.Match) -> LinkEffect:
    word = match[match.lastgroup].lower()
    return next(effect for stem, effect in _OF_WORD.items() if word.startswith(stem))


_OF_RULING = {
    (MotionKind.APPEAL_DISPOSITION, disposition): LinkEffect(disposition.value)
    for disposition in (Disposition.AFFIRMED, Disposition.AFFIRMED_IN_PART, Disposition.REVERSED, Disposition.VACATED,
                        Disposition.DISMISSED, Disposition.DENIED, Disposition.GRANTED, Disposition.REMANDED)
} | {
    (MotionKind.CERT, disposition): LinkEffect(disposition.value)
    for disposition in (Disposition.GRANTED, Disposition.DENIED, Disposition.DISMISSED)
} | {(MotionKind.APPEAL_DISPOSITION, Disposition.WITHDRAWN): LinkEffect.DISMISSED}  # fmt: skip


def effect_on_below(rulings: Iterable) -> tuple[LinkEffect, date | None] | None:
    """Return what an appellate docket's own rulings did to the ruling below, and when; ``None`` if nothing yet.

    `rulings` are those that `rulings.find_rulings` reads on the sheet of the court above, in the
    order of its entries; the last that touches the ruling below decides. Two of one day that
    differ are a judgment left standing in part.
    """
    last = None
    for ruling in rulings:
        effect = _OF_RULING.get((ruling.kind, ruling.disposition))
        if effect is None:
            continue
        if last and last[1] == ruling.date and {last[0], effect} in ({LinkEffect.AFFIRMED, LinkEffect.REVERSED}, {LinkEffect.AFFIRMED, LinkEffect.VACATED}):
            effect = LinkEffect.AFFIRMED_IN_PART
        last = effect, ruling.date
    return last
