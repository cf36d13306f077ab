"""What appellate courts and the Supreme Court do: with an appeal, a petition, a judgment below."""

import re
from dataclasses import replace

from docket.dates_in_text import find_dates
from docket.motion_kinds import MotionKind as Kind
from docket.ruling_drafts import RulingDraft
from docket.ruling_words import is_supposed
from docket.vocabulary import Disposition

_ON_APPEAL = re.compile(
    r"\b(?P<affirmed_in_part>affirm\w*\sin\spart)|\b(?P<affirmed>affirm(?:ed|s|ing)?)\b|\b(?P<reversed>revers(?:ed"
    r"|es?|ing))\b|\b(?P<vacated>vacat(?:ed|es?|ing))\b|\b(?P<withdrawn>withdraw(?:n|ing)\s(?:this\s|the\s)?appeal"
    r"|appeal\s(?:is\s)?withdrawn|stipulation\swithdrawing)|\b(?P<dismissed>dismiss(?:ed|es|ing|al))\b"
    r"|\b(?P<denied>den(?:ied|ies|ying))\b|\b(?P<granted>grant(?:ed|s|ing))\b|\b(?P<remanded>remand(?:ed|s|ing))\b")
_CERT_INFO = re.compile(r"cert\spetition\saction\s\d:\s(?P<word>granted|denied|dismissed),?\s(?P<day>\d{1,2}/\d{1,2}/\d{4})")
_INFO_RULING = re.compile(r"\bruling:\s(?P<word>vacated|affirmed|reversed|dismissed|remanded)[\w/ ]*,?\s(?P<day>\d{1,2}/\d{1,2}/\d{4})")


def find_appellate_word(text: str) -> Disposition | None:
    match = _ON_APPEAL.search(text)
    if match is None:
        return None
    if match.lastgroup in ("reversed", "vacated") and re.search(r"\baffirm\w*\sin\spart", text):
        return Disposition.AFFIRMED_IN_PART
    if match.lastgroup == "affirmed" and re.search(r"\b(?:revers|vacat)\w*\sin\spart|\bin\spart\b|\b(?:revers|vacat)\w*\sas\sto\b", text):
        return Disposition.AFFIRMED_IN_PART
    return Disposition(match.lastgroup)


FROM_BELOW = re.compile(r"^\W{0,40}received\s(?:copy\sof\s)?district\scourt")
_IN_VIEW = re.compile(r"\bin\s(?:view|light|consideration)\sof\b(?![^.;]*,\sthe\s(?:court|appeal|petition|judgment|panel)\b)[^.;]*$")


def is_in_view(text: str, at: int) -> bool:
    """Whether what stands at a place only gives a reason: "in view of the opinion vacated below"."""
    before = text[max(0, at - 200):at]
    return " of" in before and _IN_VIEW.search(before) is not None


_IS_PETITION = re.compile(r"^(?!.*\b(?:motion|application)\b).*\bpetition\b", re.DOTALL)
_OF_A_MOTION = re.compile(r"\b(?:motion|application|request)\b[^.;]{0,40}(?:\[?dkt\.[^.;]{0,16})?$")
_EACH_IN_PART = re.compile(
    r"\b(?P<one>dismissed|denied|granted|reversed|vacated)\sin\spart,?\s(?:and\s)?(?P<two>dismissed|denied|granted"
    r"|reversed|vacated|remanded)\sin\spart")
_APPEAL_OBJECT = re.compile(
    r"\b(?:appeal|petition\sfor\s(?:review|permission)|judgment|decision|order\sof\sthe\s(?:district|board)|(?:district\scourt|board|agency)'s\s(?:[\w-]+\s){0,3}?order"
    r"|opinion|case|petition)\b")


# "ORDER, dismissing appeal … effective 11/03/2023, if not remedied" (ca2): a warning
UNLESS_MENDED = re.compile(r"\beffective\s[\d/]{8,10},?\s(?:if|unless)\b|\bunless\b[^.;]{0,60}\b(?:by|filed|paid)\b")
_BEGINS = re.compile(r"(?:^|[.:;\](*)-])\s*$")
_STOPS = re.compile(
    r"\s*(?:[.;,)]|$|(?:and|but)\s(?:remanded|affirmed|vacated|reversed|denied)|in\s(?:full|part|its\sentirety)|as\sto\s|with(?:out)?\s)")


def _is_alone(text: str, match) -> bool:
    """"OPINION filed: AFFIRMED." and "Vacated and remanded.": the word is the whole sentence."""
    return _BEGINS.search(text[max(0, match.start() - 6):match.start()]) is not None and _STOPS.match(text, match.end()) is not None


def _is_on_petition(text: str, draft: RulingDraft) -> bool:
    """Whether a ruling read from a verb is one on the petition for review itself."""
    may_be = draft.kind is Kind.OTHER or draft.disposition is Disposition.MOOT
    return may_be and _IS_PETITION.search(text[draft.start:draft.end]) is not None


def find_on_appeal(text: str, drafts: list[RulingDraft]) -> list[RulingDraft]:
    """What an appellate court does with the appeal; rulings on motions in the same order stay."""
    kept = [draft for draft in drafts if not _is_on_petition(text, draft)]
    each = _EACH_IN_PART.search(text)
    if each and not _OF_A_MOTION.search(text, max(0, each.start() - 60), each.start()):
        return [RulingDraft(Kind.APPEAL_DISPOSITION, Disposition(each[group].lower()), (), *each.span(), "each-in-part") for group in ("one", "two")]
    done = []
    for match in list(_ON_APPEAL.finditer(text))[:40]:
        before = text[max(0, match.start() - 90):match.start()]
        if match.lastgroup == "dismissed" and UNLESS_MENDED.search(text, match.end(), match.end() + 200):
            continue
        if is_in_view(text, match.start()) or is_supposed(text, 0, match.start()) or any(draft.start <= match.start() < draft.end for draft in kept):
            continue
        around = before + text[match.end():match.end() + 60]
        if not (_APPEAL_OBJECT.search(around) or _is_alone(text, match) or re.search(r"^\W{0,40}judgment\W*$", before)):
            continue
        if match.lastgroup in ("granted", "denied") and not (_IS_PETITION.search(before) or re.match(r"^\W{0,40}(?:judgment|memorandum)\W", text)):
            continue
        disposition = find_appellate_word(text[match.start():]) or Disposition.OTHER
        done.append(RulingDraft(Kind.APPEAL_DISPOSITION, disposition, (), *match.span(), "on-appeal"))
        break
    return kept + done


_SCOTUS = (
    (Kind.MANDATE, Disposition.ENTERED, "judgment-issued", re.compile(r"^\W{0,40}judgment\sissued")),
    (Kind.RECONSIDERATION, Disposition.DENIED, "rehearing", re.compile(r"\brehearing\sdenied")),
    (Kind.CERT, None, "cert", re.compile(
    r"(?:^|\.\s)\W{0,40}(?:the\s)?(?:petitions?(?!\sfor\s(?:(?:\w+\s)?rehearing|an?\swrit\sof\s(?!certiorari)))"
    r"|petition\sfor\s(?:an?\s)?writs?\sof\scertiorari|writs?\sof\scertiorari"
    r"|certiorari)\b[^.;]{0,60}?\b(?P<word>granted|denied|dismissed)\b"
    r"|(?<!file\sa\s)(?<!file\san\s)\bpetitions?\sfor\s(?:an?\s)?writs?\sof\scertiorari\b[^.;]{0,60}?\b(?P<word2>granted|denied|dismissed)")),
    (Kind.CONSOLIDATE, Disposition.GRANTED, "consolidated", re.compile(r"\b(?:cases|petitions)\sare\sconsolidated")),
    (Kind.APPEAL_DISPOSITION, None, "judgment-below", re.compile(
    r"\bjudgment\b[^.;]{0,60}?\b(?P<word>affirmed|reversed|vacated)|^\W{0,40}adjudged\sto\sbe\s(?P<word2>affirmed"
    r"|reversed|vacated)|^\W{0,40}(?:judgment\s)?(?P<word3>affirmed|reversed|vacated)\b")),
)


_IN_PART = re.compile(r"\sin\spart[,\s]+(?:and\s)?(?:reversed|vacated|affirmed)\sin\spart")


def find_scotus(text: str, drafts: list[RulingDraft]) -> list[RulingDraft]:
    found = []
    for kind, disposition, rule, pattern in _SCOTUS:
        if match := pattern.search(text):
            groups = match.groupdict()
            word = next((value for value in groups.values() if value), None)
            disposed = disposition or Disposition(word.lower())
            if rule == "judgment-below" and _IN_PART.match(text, match.end()):
                disposed = Disposition.AFFIRMED_IN_PART
            found.append(RulingDraft(kind, disposed, (), *match.span(), rule))
    said = {(Kind.CERT, Kind.OTHER), (Kind.RECONSIDERATION, Kind.RECONSIDERATION), (Kind.CONSOLIDATE, Kind.CONSOLIDATE)}
    kinds = {draft.kind for draft in found}
    kept = [draft for draft in drafts if draft.kind not in kinds and not any(kind in kinds and draft.kind is other for kind, other in said)]
    return [replace(draft, answers=()) for draft in kept] + found


def find_supreme_court_info(text: str) -> list[RulingDraft]:
    """The Ninth Circuit's block on a case in the Supreme Court: each action with its own day."""
    found = []
    for kind, pattern in ((Kind.CERT, _CERT_INFO), (Kind.APPEAL_DISPOSITION, _INFO_RULING)):
        if match := pattern.search(text):
            day = find_dates(match["day"], 2000)
            made = day[0].value if day else None
            found.append(RulingDraft(kind, Disposition(match["word"]), (), *match.span(), "supreme-court-info", made))
    return found
