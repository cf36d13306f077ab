"""Papers that decide nothing on § 230: a party's, a sitting, a schedule, a recommendation not yet adopted.

The words are rows of `language/no_decision.tsv`.
"""

import re

from docket.rulings import find_rulings
from docket.rulings.motions import find_motions
from docket.text.phrases import Cues, spell

SHOWN = Cues("no_decision")
_HEAD = 240  # characters in which a paper says what it is
# A party's name; a word that begins a court's sentence is none ("The complaint says", "Because the complaint").
_WHOSE = spell("no_decision", r"(?!(?i:<<begins>>)\b)[A-Z][\w&'-]*(?:(?<=Inc|orp)\.|(?<=Co)\.)?|of|and|d/b/a")
_WHOSE = rf"(?:{_WHOSE})[\s,]+"
_PAPER = re.compile(
    rf"^[\W\d]{{0,40}}(?:(?i:{spell('no_decision', '<<before>>')}['’]?s?[\s,-]+)|{_WHOSE}){{0,8}}"
    rf"(?i:{spell('no_decision', '<<paper_name>>')})(?!\s(?i:{spell('no_decision', '<<courts_word>>')})\b)"
)
# What a party asks for, by its name, is the court's where a word on it follows: "The motion is granted".
_ASKED = re.compile(r"\b(?:motions?|petition|application|demurrer|plea)$", re.IGNORECASE)
_OF_REPORT = ("report", "objections", "recommendation", "recommendations")


def find_paper(text: str, lowered: str, holds: bool) -> tuple[int, int, str] | None:
    """Return (start, end, rule) of what shows that the text decides nothing; None for a decision.

    `holds`: the court says what § 230 does, which outweighs a matter still pending.
    """
    if match := _find_partys(text[:_HEAD], lowered):
        return (*match.span(), "paper")
    # "United States v. Acme: MOTION to Dismiss: the claims are barred by § 230" says what the party wishes
    if (motions := find_motions(text)) and not find_rulings(text):
        return motions[0].start, motions[0].end, "motion"
    if (match := SHOWN.recommends.search(lowered)) and not SHOWN.adopts.search(lowered):
        return (*match.span(), "recommendation")
    if not holds and (match := SHOWN.pending.search(lowered)):
        return (*match.span(), "pending")
    return None


def _find_partys(head: str, lowered: str) -> re.Match[str] | None:
    """The name of a party's paper at the head, if no word of the court on it follows."""
    match = _PAPER.match(head)
    if match is None or SHOWN.ruled_late.search(lowered):
        return None
    if match[0].lower().endswith(_OF_REPORT) and SHOWN.adopts.search(lowered):
        return None
    return None if _ASKED.search(match[0]) and SHOWN.ruled_on.match(lowered, match.end()) else match
