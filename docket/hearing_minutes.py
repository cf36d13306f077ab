"""Minutes: which sitting they record where no clause of theirs says that it was held."""

import re
from datetime import date

from docket.hearing_drafts import Act, Draft
from docket.hearing_reader import name_motion
from docket.hearing_words import find_nouns

_MINUTES_HEAD = 400
_NOT_SAT = re.compile(r"[^.;]{0,60}?(?:\bnot\s(?:held|called|conducted|convened|go\sforward)\b|\bdid\snot\s(?:take|occur|go|proceed|convene)|\bnever\s(?:convened|took)|\bcancell?ed\b)")
_NOT_CALLED = re.compile(r"(?:case(?<!\wcase)|matter(?<!\wmatter)|hearing(?<!\whearing)|conference(?<!\wconference))\s(?:was\s)?not\s(?:called|held)\b")
_MINUTE_ORDER = re.compile(r"\W*(?:\w+\s){0,2}minute\sorder")      # mostly an order made in chambers
_CALLED = re.compile(r"\b(?:matter|case|cause)\s(?:is|was)\scalled\b")
_LATER = re.compile(r"\b(?:set|due|continued|reset|scheduled|granted|denied|deadline|vacated)\b")
_STOP = re.compile(r"(?<!\s\w)\.\s")             # no initial: "before Magistrate Judge Deborah M. Smith"
_NOT_ANY = ("without ", "no ")


def read_minutes(text: str, drafts: list[Draft], date_filed: date) -> list[Draft]:
    """Return the drafts of minutes with the sitting that they record: named by the title, or set for a day that has come."""
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
    """"Hearing concluded", "Hearing held 12:09 PM": what minutes add of the sitting they already record."""
    dated = [draft for draft in drafts if draft.action is Act.HELD and draft.rule != "undated-held"]
    return [draft for draft in drafts
            if draft.rule != "undated-held" or not any(draft.is_generic or draft.kind is other.kind for other in dated)]


def _never_held(drafts: list[Draft], date_filed: date) -> None:
    """"Docket Call set for 1/21/2009. CASE NOT CALLED" (laed): the day came and nobody sat."""
    for draft in drafts:
        if draft.action is Act.SET and draft.date and draft.date <= date_filed:
            draft.action, draft.rule = Act.NOT_HELD, "not-called"


def _came_to_pass(text: str, drafts: list[Draft], date_filed: date) -> None:
    """"Change of Plea Hearing set for 2/6/2017 called" (prd): minutes that name no other sitting are of the one whose day has come."""
    for draft in drafts if not _MINUTE_ORDER.match(text) else []:
        if draft.action is Act.SET and draft.date and draft.date <= date_filed:
            draft.action, draft.rule = Act.HELD, "minutes-of-day"


def _held_by_title(text: str, drafts: list[Draft], date_filed: date) -> list[Draft]:
    """Minutes whose title names the sitting without "held": "MINUTES of Status Conference before …"."""
    nouns = [noun for noun in find_nouns(text, 0, min(len(text), _MINUTES_HEAD)) if noun.kind]
    first = min((draft.noun.start for draft in drafts if draft.noun), default=len(text))
    if not nouns or nouns[0].start >= first or _MINUTE_ORDER.match(text) and not _CALLED.search(text):
        return []
    noun = name_motion(text, 0, _MINUTES_HEAD, nouns[0])
    if _LATER.search(text, 0, noun.start) or text.endswith(_NOT_ANY, 0, noun.start) or re.match(r"\s(?:is|are|was)?\s?(?:re)?(?:set|continued|scheduled|vacated|to\s)", text[noun.end:noun.end + 20]):
        return []
    action = Act.NOT_HELD if _NOT_SAT.match(text, noun.end) else Act.HELD
    start, stop = text.rfind(". ", 0, noun.start) + 1, _STOP.search(text, noun.end, noun.end + 200)
    return [Draft(noun.kind, noun.is_generic, action, date_filed, "minutes-title", start, stop.start() if stop else noun.end, noun=noun)]
