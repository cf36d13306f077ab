"""Acts of a court that answer no verb of granting: judgments, dismissals, mandates, transfers. Texts are read
in lower case.

In the order of the file: words of such acts; the day of a ruling; what appellate courts do with an
appeal, a petition, a judgment below; what is dismissed, and whether with prejudice; orders written on a
party's own paper; and the acts of an entry together.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from docket.rulings.granted import (
    RulingDraft,
    context_answers,
    find_requests,
    has_request,
    name_request,
    named_before,
)
from docket.rulings.motions import MotionKind, find_kind
from docket.rulings.numbers import find_numbers, find_pleadings
from docket.rulings.words import cue, is_supposed, match_after, places_after
from docket.text.dates import find_dates, find_dates_between
from docket.text.phrases import Cue, load
from docket.vocabulary import Disposition

_K, _D = MotionKind, Disposition
# (rule, kind, disposition): tried where nothing of the entry has been read as a ruling on a request.
_RULES = (
    ("remanded_to_state", _K.REMAND, _D.GRANTED),
    ("transferred", _K.TRANSFER, _D.GRANTED),
    ("transfer_vacated", _K.TRANSFER, _D.VACATED),
    ("remand_vacated", _K.REMAND, _D.VACATED),
    ("stay_lifted", _K.STAY, _D.VACATED),
    ("stayed", _K.STAY, _D.GRANTED),
    ("temporary_injunction", _K.TRO, _D.GRANTED),
    ("injunction", _K.PRELIMINARY_INJUNCTION, _D.GRANTED),
    ("time_extended", _K.EXTENSION_OF_TIME, _D.GRANTED),
    ("time_agreed", _K.EXTENSION_OF_TIME, _D.GRANTED),
    ("certified", _K.CERTIFY_APPEAL, _D.GRANTED),
    ("sealed", _K.SEAL, _D.GRANTED),
    ("poor", _K.IN_FORMA_PAUPERIS, _D.GRANTED),
    ("admitted", _K.PRO_HAC_VICE, _D.GRANTED),
    ("consolidated", _K.CONSOLIDATE, _D.GRANTED),
    ("protective_order", _K.OTHER, _D.ENTERED),
    ("forfeited", _K.OTHER, _D.GRANTED),
    ("approved_in_bankruptcy", _K.OTHER, _D.GRANTED),
    ("counsel_withdrawn", _K.WITHDRAW_COUNSEL, _D.GRANTED),
    ("adjourned_on_motion", _K.ADJOURN, _D.GRANTED),
    ("class_certified", _K.CLASS_CERTIFICATION, _D.GRANTED),
    ("settled", _K.OTHER, _D.GRANTED),
    ("bankruptcy_affirmed", _K.APPEAL_DISPOSITION, _D.AFFIRMED),
    ("bankruptcy_reversed", _K.APPEAL_DISPOSITION, _D.REVERSED),
    ("affirmed_below", _K.OTHER, _D.AFFIRMED),
    ("reversed_below", _K.OTHER, _D.REVERSED),
    ("vacated_below", _K.OTHER, _D.VACATED),
    ("remanded_below", _K.OTHER, _D.REMANDED),
)
_TAGS = {row.tag for row in load("rulings")}


class _Act(NamedTuple):
    """An act: its words that stand anywhere, and those that only begin an entry, after what a title says of it."""

    rule: str
    kind: MotionKind
    disposition: Disposition
    anywhere: Cue | None
    at_first: Cue | None


def _cue_of(tag: str) -> Cue | None:
    return cue(tag) if tag in _TAGS else None


ACTS = tuple(_Act(*act, _cue_of(act[0]), _cue_of(f"{act[0]}_first")) for act in _RULES)
_TITLE, _REFUSED = cue("title"), cue("refused")


_ENTRY_OF = re.compile(
    r"\W{0,9}(?:[a-z]+\s)?judge\s[a-z.' -]{3,40}:\s(?:(?:electronic\s)?order\sentered\W{1,3})?"
    r"(?=(?:[a-z]+\s){0,2}judgment)"
)


def _after_entry(text: str) -> int:
    """ "Judge Douglas P. Lee: ORDER entered. JUDGMENT as to" (mad): where the paper's own name begins."""
    match = _ENTRY_OF.match(text)
    return match.end() if match else 0


_MINUTES = re.compile(r"^\W{0,40}(?:\w+\s)?minutes?\b|^\W{0,40}(?:clerk|courtroom|electronic)")
_SIGNED, _MADE_ON, _HELD, _FOR_SIDE = cue("signed_on"), cue("made_on"), cue("held_on"), cue("for_side")
_DISMISSIBLE, _PAPER_BY, _MANDATE, _JUDGMENT = (
    cue("dismissible"),
    cue("paper_by"),
    cue("mandate"),
    cue("judgment"),
)
_MANDATE_LEAD, _JUDGMENT_LEAD = cue("mandate_lead"), cue("judgment_lead")
_NO_YEAR = 2000
_LATE = timedelta(days=14)  # the register's day may be the day of the paper, not of the order on it


def find_day(lowered: str, date_filed: date | None) -> date | None:
    """The day signed or ordered, where the text, in lower case, gives it."""
    found = find_dates_between(lowered, 0, len(lowered), date_filed.year if date_filed else _NO_YEAR)
    for pattern in (_SIGNED, _MADE_ON, _HELD) if _MINUTES.match(lowered) else (_SIGNED, _MADE_ON):
        for day in found:
            is_told = day.value <= date_filed + _LATE if date_filed else day.has_year
            if is_told and pattern.ends(lowered, day.start - 90, day.start):
                return day.value
    return date_filed


_ON_APPEAL = re.compile(
    r"\b(?P<affirmed_in_part>affirm\w*\sin\spart)|\b(?P<affirmed>affirm(?:ed|s|ing)?)\b|\b(?P<reversed>revers(?:ed"
    r"|es?|ing))\b|\b(?P<vacated>vacat(?:ed|es?|ing))\b|\b(?P<withdrawn>withdraw(?:n|ing)\s(?:this\s|the\s)?appeal"
    r"|appeal\s(?:is\s)?withdrawn|stipulation\swithdrawing)|\b(?P<dismissed>dismiss(?:ed|es|ing|al))\b"
    r"|\b(?P<denied>den(?:ied|ies|ying))\b|\b(?P<granted>grant(?:ed|s|ing))\b|\b(?P<remanded>remand(?:ed|s|ing))\b"
)
_CERT_INFO = re.compile(
    r"cert\spetition\saction\s\d:\s(?P<word>granted|denied|dismissed),?\s(?P<day>\d{1,2}/\d{1,2}/\d{4})"
)
_INFO_RULING = re.compile(
    r"\bruling:\s(?P<word>vacated|affirmed|reversed|dismissed|remanded)[\w/ ]*,?\s(?P<day>\d{1,2}/\d{1,2}/\d{4})"
)


def find_appellate_word(text: str) -> Disposition | None:
    match = _ON_APPEAL.search(text)
    if match is None:
        return None
    if match.lastgroup in ("reversed", "vacated") and re.search(r"\baffirm\w*\sin\spart", text):
        return Disposition.AFFIRMED_IN_PART
    if match.lastgroup == "affirmed" and re.search(
        r"\b(?:revers|vacat)\w*\sin\spart|\bin\spart\b|\b(?:revers|vacat)\w*\sas\sto\b", text
    ):
        return Disposition.AFFIRMED_IN_PART
    return Disposition(match.lastgroup or "")  # every branch has a name, and it is a disposition


FROM_BELOW = re.compile(r"^\W{0,40}received\s(?:copy\sof\s)?district\scourt")
_IN_VIEW = re.compile(
    r"\bin\s(?:view|light|consideration)\sof\b"
    r"(?![^.;]*,\s(?:the\s(?:court|appeal|petition|judgment|panel)|he|she|it)\b)[^.;]*$"
)


def is_in_view(text: str, at: int) -> bool:
    """Whether what stands at a place only gives a reason: "in view of the opinion vacated below"."""
    before = text[max(0, at - 200) : at]
    return " of" in before and _IN_VIEW.search(before) is not None


_IS_PETITION = re.compile(r"^(?!.*\b(?:motion|application)\b).*\bpetition\b", re.DOTALL)
_OF_A_MOTION = re.compile(r"\b(?:motion|application|request)\b[^.;]{0,40}(?:\[?dkt\.[^.;]{0,16})?$")
_EACH_IN_PART = re.compile(
    r"\b(?P<one>dismissed|denied|granted|reversed|vacated)\sin\spart,?\s(?:and\s)?(?P<two>dismissed|denied|granted"
    r"|reversed|vacated|remanded)\sin\spart"
)
_APPEAL_OBJECT = re.compile(
    r"\b(?:appeal|petition\sfor\s(?:review|permission)|judgment|decision|order\sof\sthe\s(?:district|board)"
    r"|(?:district\scourt|board|agency)'s\s(?:[\w-]+\s){0,3}?order"
    r"|opinion|case|petition)\b"
)


# "ORDER, dismissing appeal … effective 11/03/2023, if not remedied" (ca2): a warning
UNLESS_MENDED = re.compile(
    r"\beffective\s[\d/]{8,10},?\s(?:if|unless)\b|\bunless\b[^.;]{0,60}\b(?:by|filed|paid)\b"
)
_BEGINS = re.compile(r"(?:^|[.:;\](*)-])\s*$")
_STOPS = re.compile(
    r"\s*(?:[.;,)]|$|(?:and|but)\s(?:remanded|affirmed|vacated|reversed|denied)|in\s(?:full|part"
    r"|its\sentirety)|as\sto\s|with(?:out)?\s)"
)


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """ "OPINION filed: AFFIRMED." and "Vacated and remanded.": the word is the whole sentence."""
    return (
        _BEGINS.search(text[max(0, match.start() - 6) : match.start()]) is not None
        and _STOPS.match(text, match.end()) is not None
    )


def _is_on_petition(text: str, draft: RulingDraft) -> bool:
    """Whether a ruling read from a verb is one on the petition for review itself."""
    may_be = draft.kind is MotionKind.OTHER or draft.disposition is Disposition.MOOT
    return may_be and _IS_PETITION.search(text[draft.start : draft.end]) is not None


def find_on_appeal(text: str, drafts: list[RulingDraft]) -> list[RulingDraft]:
    """What an appellate court does with the appeal; rulings on motions in the same order stay."""
    kept = [draft for draft in drafts if not _is_on_petition(text, draft)]
    each = _EACH_IN_PART.search(text)
    if each and not _OF_A_MOTION.search(text, max(0, each.start() - 60), each.start()):
        return [
            RulingDraft(
                MotionKind.APPEAL_DISPOSITION,
                Disposition(each[group].lower()),
                (),
                *each.span(),
                "each-in-part",
            )
            for group in ("one", "two")
        ]
    done = []
    for match in list(_ON_APPEAL.finditer(text))[:40]:
        before = text[max(0, match.start() - 90) : match.start()]
        if match.lastgroup == "dismissed" and UNLESS_MENDED.search(text, match.end(), match.end() + 200):
            continue
        if (
            is_in_view(text, match.start())
            or is_supposed(text, 0, match.start())
            or any(draft.start <= match.start() < draft.end for draft in kept)
        ):
            continue
        around = before + text[match.end() : match.end() + 60]
        if not (
            _APPEAL_OBJECT.search(around)
            or _is_alone(text, match)
            or re.search(r"^\W{0,40}judgment\W*$", before)
        ):
            continue
        if match.lastgroup in ("granted", "denied") and not (
            _IS_PETITION.search(before) or re.match(r"^\W{0,40}(?:judgment|memorandum)\W", text)
        ):
            continue
        disposition = find_appellate_word(text[match.start() :]) or Disposition.OTHER
        done.append(RulingDraft(MotionKind.APPEAL_DISPOSITION, disposition, (), *match.span(), "on-appeal"))
        break
    return kept + done


_SCOTUS = (
    (MotionKind.MANDATE, Disposition.ENTERED, "judgment-issued", re.compile(r"^\W{0,40}judgment\sissued")),
    (MotionKind.RECONSIDERATION, Disposition.DENIED, "rehearing", re.compile(r"\brehearing\sdenied")),
    (
        MotionKind.CERT,
        None,
        "cert",
        re.compile(
            r"(?:^|\.\s)\W{0,40}(?:the\s)?(?:petitions?(?!\sfor\s(?:(?:\w+\s)?rehearing|an?\swrit\sof\s(?!certiorari)))"
            r"|petition\sfor\s(?:an?\s)?writs?\sof\scertiorari|writs?\sof\scertiorari"
            r"|certiorari)\b[^.;]{0,60}?\b(?P<word>granted|denied|dismissed)\b"
            r"|(?<!file\sa\s)(?<!file\san\s)\bpetitions?\sfor\s(?:an?\s)?writs?\sof\s"
            r"certiorari\b[^.;]{0,60}?\b(?P<word2>granted|denied|dismissed)"
        ),
    ),
    (
        MotionKind.CONSOLIDATE,
        Disposition.GRANTED,
        "consolidated",
        re.compile(r"\b(?:cases|petitions)\sare\sconsolidated"),
    ),
    (
        MotionKind.APPEAL_DISPOSITION,
        None,
        "judgment-below",
        re.compile(
            r"\bjudgment\b[^.;]{0,60}?\b(?P<word>affirmed|reversed|vacated)"
            r"|^\W{0,40}adjudged\sto\sbe\s(?P<word2>affirmed"
            r"|reversed|vacated)|^\W{0,40}(?:judgment\s)?(?P<word3>affirmed|reversed|vacated)\b"
        ),
    ),
)


_IN_PART = re.compile(r"\sin\spart[,\s]+(?:and\s)?(?:reversed|vacated|affirmed)\sin\spart")


def find_scotus(text: str, drafts: list[RulingDraft]) -> list[RulingDraft]:
    found = []
    for kind, disposition, rule, pattern in _SCOTUS:
        if match := pattern.search(text):
            groups = match.groupdict()
            word = next((value for value in groups.values() if value), "")
            disposed = disposition or Disposition(word.lower())
            if rule == "judgment-below" and _IN_PART.match(text, match.end()):
                disposed = Disposition.AFFIRMED_IN_PART
            found.append(RulingDraft(kind, disposed, (), *match.span(), rule))
    said = {
        (MotionKind.CERT, MotionKind.OTHER),
        (MotionKind.RECONSIDERATION, MotionKind.RECONSIDERATION),
        (MotionKind.CONSOLIDATE, MotionKind.CONSOLIDATE),
    }
    kinds = {draft.kind for draft in found}
    kept = [
        draft
        for draft in drafts
        if draft.kind not in kinds and not any(kind in kinds and draft.kind is other for kind, other in said)
    ]
    return [replace(draft, answers=()) for draft in kept] + found


def find_supreme_court_info(text: str) -> list[RulingDraft]:
    """The Ninth Circuit's block on a case in the Supreme Court: each action with its own day."""
    found = []
    for kind, pattern in ((MotionKind.CERT, _CERT_INFO), (MotionKind.APPEAL_DISPOSITION, _INFO_RULING)):
        if match := pattern.search(text):
            day = find_dates(match["day"], 2000)
            made = day[0].value if day else None
            found.append(
                RulingDraft(kind, Disposition(match["word"]), (), *match.span(), "supreme-court-info", made)
            )
    return found


_APPEAL_ENDED, _APPEAL_AFTER = cue("appeal_ended"), cue("appeal_after")
_DISMISSED = re.compile(r"\b(?:dismiss(?:ed|es|ing|al)|(?<=\border\sto\s)dismiss|discontinued)\b")
_PREJUDICE = re.compile(r"\bwith(?P<out>out)?\s(?:\w+\s)?prejudice")


def find_dismissals(text: str) -> list[RulingDraft]:
    """Return the dismissals that the entry itself makes; those that say "with prejudice" or "without" before
    those that do not."""
    found: list[RulingDraft] = []
    if "dismiss" not in text and "discontinued" not in text:
        return found
    answers = _paper_answers(text)
    for match in list(_DISMISSED.finditer(text))[:40]:
        before, after = (
            text[max(0, match.start() - 110) : match.start()],
            text[match.end() : match.end() + 70],
        )
        if _is_other_dismissal(text, match, before, after):
            continue
        disposition = _with_prejudice(_clause(text, match), before)
        # an appeal to a district court, from a bankruptcy judge or a magistrate, is dismissed as one
        is_appeal = (
            _APPEAL_ENDED.ends(text, max(0, match.start() - 40), match.start())
            or _APPEAL_AFTER.follows(text, match.end(), match.end() + 40)
        ) is not None
        kind = MotionKind.APPEAL_DISPOSITION if is_appeal else MotionKind.DISMISS
        found.append(RulingDraft(kind, disposition, answers, *match.span(), "dismissed"))
    if any(draft.kind is MotionKind.DISMISS for draft in found):
        found = [draft for draft in found if draft.kind is MotionKind.DISMISS]
    stated = {draft.disposition for draft in found}
    if stated - {Disposition.DISMISSED}:
        found = [draft for draft in found if draft.disposition is not Disposition.DISMISSED]
    return found


_ADOPTING = re.compile(
    r"\badopt(?:s|ing|ed)\b[^.;]{0,110}$"
)  # "adopting the recommendation …: petition dismissed": what it says is done
_OF_MOTION = re.compile(
    r"\b(?:motions?|application)\s(?:\w+\s){0,2}(?:to|for|of)\s(?:\w+\s)?$|\bto\s$|\bnot\s(?:be\s)?$"
    r"|\bany\s(?:order|motion)\b[^.;]{0,60}$|\bmoot\W+$"
)
_TO_COME = re.compile(
    r"\s(?:\w+\s)?(?:will|shall|to\sbe|papers)\b|\s(?:[\w']+\s){0,4}?will\sbe\sentered\b"
    r"|\s(?:[\w']+\s){0,4}?shall\sthereafter\b|\sis\s(?:hereby\s)?(?:affirmed|vacated|reversed)\b"
)
_A_MOTION = re.compile(
    r"\s(?:as\smoot\s)?(?:the\s)?\[?\d{0,4}\]?\s?(?:[\w']+\s){0,3}?(?:motions?|applications?|requests?)\b"
)
# "The motion to vacate is DENIED AND DISMISSED": the motion, and not the case
_MOTION_DENIED = re.compile(r"\bmotions?\b(?:(?!\bpetition\b)[^.;]|\.(?=\S)){0,200}\bdenied\sand\s$")
_IS_MOTION = re.compile(r"\b(?:motion|application|request)\b[^;]{0,50}\b(?:is|are)\s(?:hereby\s)?$")
_ONLY_NAMED = cue("dismissal_named")
_AS_MOOT = re.compile(r"\sas\smoot\b(?!\s(?:the\s)?(?:challenge|appeal|case|action))")


def _is_other_dismissal(text: str, match: re.Match[str], before: str, after: str) -> bool:
    """Whether the word names a motion, supposes, looks ahead, or ends nothing that a case is made of."""
    if (is_supposed(text, 0, match.start()) and not _ADOPTING.search(before)) or is_in_view(
        text, match.start()
    ):
        return True
    if (
        (match[0] != "dismiss" and _OF_MOTION.search(before))
        or (
            before.endswith("denied and ")
            and _MOTION_DENIED.search(text, max(0, match.start() - 260), match.start())
        )
        or _TO_COME.match(after)
        or UNLESS_MENDED.search(text, match.end(), match.end() + 200)
    ):
        return True
    if _A_MOTION.match(after) or (
        match[0] == "dismissal"
        and (named := _ONLY_NAMED.search(text, max(0, match.start() - 80), match.start()))
        and not set(".;") & set(text[named.end() : match.start()])
    ):
        return True
    if _AS_MOOT.match(after) and (not _DISMISSIBLE.search(before[-60:]) or _IS_MOTION.search(before)):
        return True
    return not (
        _DISMISSIBLE.search(before[-80:])
        or _DISMISSIBLE.search(after[:60])
        or re.match(r"\s?with(?:out)?\s", after)
    )


_DISMISSAL_PAPER = re.compile(
    r"\bstipulation(?=,?\s[\[(]?(?:ecf|doc|dkt|d\.i|de\s|\d))|\b(?:notices?"
    r"|stipulations?)\s(?:and\s\w+\s)?(?:of|for|to)\s(?:\w+\s)?dismiss\w*"
)


def _paper_answers(text: str) -> tuple[int, ...]:
    """The number of the stipulation or notice by which the parties themselves dismiss."""
    paper = _DISMISSAL_PAPER.search(text)
    if paper is None:
        return ()
    bare = _BARE.match(text, paper.end())
    return tuple(
        sorted(
            find_numbers(text, max(0, paper.start() - 14), paper.end() + 50)
            | ({int(bare["n"])} if bare else set())
        )
    )


_BARE = re.compile(r"\s[\[(]?\#?(?P<n>\d{1,4})[\])]?(?=[\s,;.)]|$)(?!\s(?:days|of)\b)")


_OBJECTS = re.compile(r"[^.;:(]{60,130}?(?=with(?:out)?\s(?:\w+\s)?prejudice)")
_ANOTHER_ACT = re.compile(r"\b(?:dismiss|den|grant|order|mot)\w*|\bis\b|\bare\b")


def _clause(text: str, match: re.Match[str]) -> str:
    """What says how a case is dismissed: near the verb, or at the end of the list of what is dismissed ("dismissing
    the Third Amended Complaint and the action without leave to amend, and with prejudice")."""
    objects = _OBJECTS.match(text, match.end())
    if objects and not _ANOTHER_ACT.search(objects[0]):
        return text[match.start() : objects.end() + 30]
    return text[match.start() : match.end() + 60]


def _with_prejudice(window: str, before: str) -> Disposition:
    match = _PREJUDICE.search(window) or _PREJUDICE.search(before[-40:])
    if match is None:
        return Disposition.DISMISSED
    return Disposition.DISMISSED_WITHOUT_PREJUDICE if match["out"] else Disposition.DISMISSED_WITH_PREJUDICE


_RESETS, _MOTION_DUE, _ADOPTED = cue("resets"), cue("motion_due"), cue("adopts")
_MEMO = re.compile(
    r"[\W_\d]{0,40}(?:(?:order|so\sordered)\W{1,4}|text\s)?(?:memo\s?-?\s?endors\w*|endorse(?:d"
    r"|ment)\s(?:order|letter|on)|memo\sorder)"
)
_STIPULATED = re.compile(
    r"[\W_\d]{0,40}(?:(?:joint|agreed|amended|consent|so\sordered|order\s(?:on|re:?|approving)|approved|first|second"
    r"|third)[\s,:]+){0,3}(?:\[?\d{1,4}\]?\s)?(?:(?:joint|agreed|proposed)\s)?stipulat\w+"
)
_ORDERED = re.compile(
    r"so[\s-]ordered|granted|approved|\bsigned\sby\b|\band\s(?:\w+\s)?order\b|ordered\sby|\border\sthereon\b"
)
# What a judge writes under a request that he grants: "the answer may be served by", "the clerk shall transfer".
_DIRECTED = re.compile(
    r"\b(?:shall|will|is|are)\s(?:forthwith\s|hereby\s|directed\sto\s|respectfully\s)*(?P<act>transfer\w*"
    r"|stay\w*|adjourn\w*|seal\w*|unseal\w*"
    r"|remand\w*|consolidat\w+|reschedul\w+|extend\w*|postpone\w*)\b"
)
_NOT_SO_ORDERED = re.compile(
    r"\b(?:denied|denies|deny|denying|not\sgranted|rejected|no\sruling|shall\srespond\sto\sthis|moot)\b"
)


_RE = re.compile(r"\bre:?\s\[?(\d{1,4})\b(?![/-])")
_SAID = re.compile(r"\bendorsement:")
# A letter "Re: request for an extension … SO ORDERED." with no word of the judge's own between (nysd, 2001).
_ONLY_ORDERED = re.compile(
    r"(?:(?!\b(?:the\scourt|counsel\s|parties\s|shall|must|will|directed|conference)\b)[^:]"
    r"|\bre:){0,400}?\bso\sordered\b[\s.;]*(?:[(;][\s\S]{0,200})?"
)
_AGREED = re.compile(
    r"\W*(?:so\sordered|(?:application|request|motion|extension)?\s?(?:is\s)?(?:granted|approved))"
)


def find_endorsed(lowered: str) -> list[RulingDraft]:
    """Return what an endorsement or an ordered stipulation grants, where no verb said it."""
    if memo := _MEMO.match(lowered):
        return _read_memo(lowered, memo)
    if stipulated := _STIPULATED.match(lowered):
        return _read_stipulation(lowered, stipulated)
    return []


def _read_memo(lowered: str, memo: re.Match[str]) -> list[RulingDraft]:
    if "so ordered" not in lowered or _NOT_SO_ORDERED.search(lowered):
        return []
    said = _SAID.search(lowered)
    head_end = said.start() if said else lowered.find(":", memo.end() + 4)
    head_end = min(head_end if head_end > 0 else len(lowered), memo.end() + 260)
    is_only_ordered = said is None and _ONLY_ORDERED.fullmatch(lowered, memo.end()) is not None
    named = name_request(lowered, memo.end(), lowered.find("so ordered") if is_only_ordered else head_end)
    directed = _DIRECTED.search(lowered, memo.end())
    paper = _PAPER_BY.search(lowered, head_end)
    if directed:
        done = find_kind(lowered, *directed.span("act"))
        kind = (
            named.kind
            if named and named.kind is not MotionKind.OTHER
            else done.kind
            if done
            else MotionKind.OTHER
        )
    elif paper:
        kind = named.kind if named else MotionKind.EXTENSION_OF_TIME
    elif (said and _AGREED.match(lowered, said.end())) or (named and is_only_ordered):
        kind = named.kind if named else MotionKind.OTHER
    else:
        return []
    about = _RE.search(lowered, memo.end(), head_end)
    numbers = tuple(
        sorted(find_numbers(lowered, memo.end(), head_end) | ({int(about[1])} if about else set()))
    )
    return [RulingDraft(kind, Disposition.GRANTED, numbers, memo.start(), head_end, "memo-endorsed")]


_OWN_NUMBER = re.compile(r"[a-z,]\s\[?(\d{1,3})\]?\.?\s(?:signed\sby|as\sto)\b")


def _read_stipulation(lowered: str, match: re.Match[str]) -> list[RulingDraft]:
    """ "STIPULATION AND ORDER of Dismissal Without Prejudice": what it is about, as ordered."""
    if _ORDERED.search(lowered) is None:
        return []
    end = min(len(lowered), match.end() + 200)
    named = find_kind(lowered, match.end(), end)
    is_reset = _RESETS.search(lowered, match.end(), match.end() + 400) is not None
    if named is None and not is_reset and not _ADOPTED.search(lowered, match.end()):
        return []
    kind, stop = (named.kind, named.end) if named else (MotionKind.OTHER, match.end())
    disposition = Disposition.GRANTED
    if kind is MotionKind.OTHER and is_reset:
        kind = MotionKind.ADJOURN
    elif _MOTION_DUE.search(lowered, match.end(), end):
        kind = MotionKind.EXTENSION_OF_TIME
    elif named and kind is MotionKind.DISMISS:
        if has_request(lowered, max(match.end(), named.start - 14), named.start):
            return []  # "regarding the filing date for the motion to dismiss": that is not dismissed
        prejudice = _PREJUDICE.search(lowered, named.start - 30 if named.start > 30 else 0, end)
        disposition = Disposition.DISMISSED
        if prejudice:
            disposition = (
                Disposition.DISMISSED_WITHOUT_PREJUDICE
                if prejudice["out"]
                else Disposition.DISMISSED_WITH_PREJUDICE
            )
    # "STIPULATION and ORDER for continuance 51 signed by": the stipulation's own number stands last (caed)
    own = _OWN_NUMBER.search(lowered, match.end(), match.end() + 300)
    numbers = (int(own[1]),) if own else tuple(sorted(find_numbers(lowered, match.start(), end)))
    return [RulingDraft(kind, disposition, numbers, match.start(), stop, "stipulation-ordered")]


_FEES, _VERDICT, _VERDICT_FIRST = cue("fees_awarded"), cue("verdict"), cue("verdict_first")


def find_acts(text: str, drafts: list[RulingDraft], is_appeal: bool, is_scotus: bool) -> list[RulingDraft]:
    """Return the rulings read from verbs together with the acts that the entry records beside or without them."""
    if is_scotus:
        found = find_scotus(text, drafts)
        return (
            found
            + [act for act in _first_acts(text, True) if act.rule == "stayed" and not _overlaps(act, found)]
            if found
            else _first_acts(text)
        )
    if "supreme court" in text and (info := find_supreme_court_info(text)):
        return info
    if "mandate" in text[:160] and (mandate := match_after(text, _MANDATE_LEAD, _MANDATE)):
        return [
            RulingDraft(
                MotionKind.MANDATE,
                find_appellate_word(text) or Disposition.ENTERED,
                (),
                *mandate.span(),
                "mandate",
            )
        ]
    if "verdict" in text[:160] and (
        verdict := _VERDICT_FIRST.follows(text, 0, 160) or _VERDICT.search(text, 0, 160)
    ):
        return [
            RulingDraft(
                MotionKind.VERDICT, _side(text) or Disposition.ENTERED, (), *verdict.span(), "verdict"
            )
        ]
    if is_appeal and not FROM_BELOW.match(text) and (done := _on_appeal(text, drafts)):
        return done
    if "judgment" in text[:160] and (
        judgment := match_after(text, _JUDGMENT_LEAD, _JUDGMENT, _after_entry(text))
    ):
        return _judgment(text, judgment, drafts)
    drafts = drafts + find_dismissals(text) + _fees(text, drafts) + _entered(text)
    return (
        _with_acts(text, drafts, _first_acts(text, bool(drafts))) or _on_motion(text) or find_endorsed(text)
    )


# Acts that stand for themselves also beside a ruling on a motion; the others only do what the motion asked.
_OF_THEIR_OWN = frozenset(
    {
        "stay_lifted",
        "remanded_to_state",
        "transferred",
        "remand_vacated",
        "consolidated",
        "temporary_injunction",
        "injunction",
        "stayed",
        "affirmed_below",
        "reversed_below",
        "vacated_below",
        "bankruptcy_affirmed",
        "bankruptcy_reversed",
    }
)
_STIPULATION = re.compile(
    r"(?:\d\]?\sstipulation\b|\bstipulation\s(?:at\s(?:docket|ecf|dkt)|[\[(]|\d|is\s))(?!.{0,60}\bmotion\b)"
)
_SO_ORDERED = re.compile(r"so\s-?ordered,?\s(?:re:?|granting)\s\[?\d{1,4}\]?\s(?:\w+\s){0,2}?stipulation")
_COMMANDED = re.compile(r"\bordered\s(?:that\s)?(?:the\s)?$")


def _with_acts(text: str, drafts: list[RulingDraft], acts: list[RulingDraft]) -> list[RulingDraft]:
    if not drafts:
        return acts
    if any(
        draft.rule == "dismissed" for draft in drafts
    ):  # "SO ORDERED, re 80 Stipulation of Dismissal": the dismissal it states, and no more
        drafts = [
            draft
            for draft in drafts
            if draft.kind is not MotionKind.DISMISS or not _SO_ORDERED.match(text, draft.start)
        ]
        drafts = _fold_stipulation(text, drafts)
    told = {draft.kind for draft in drafts}
    return drafts + [
        act
        for act in acts
        if (act.kind not in told or act.rule.endswith("_below"))
        and _stands_alone(text, act)
        and not _overlaps(act, drafts)
    ]


def _fold_stipulation(text: str, drafts: list[RulingDraft]) -> list[RulingDraft]:
    """ "The stipulation at docket 24 is APPROVED and this case is dismissed" (akd): one ruling, the dismissal."""
    told = next(
        (
            draft
            for draft in drafts
            if draft.kind is MotionKind.OTHER
            and draft.disposition is Disposition.GRANTED
            and _STIPULATION.search(text, draft.start, draft.end)
        ),
        None,
    )
    if told is None:
        return drafts
    return [
        replace(draft, answers=draft.answers or told.answers) if draft.rule == "dismissed" else draft
        for draft in drafts
        if draft is not told
    ]


def _stands_alone(text: str, act: RulingDraft) -> bool:
    return act.rule in _OF_THEIR_OWN or _COMMANDED.search(text, max(0, act.start - 40), act.start) is not None


def _overlaps(act: RulingDraft, drafts: list[RulingDraft]) -> bool:
    return any(draft.start < act.end and act.start < draft.end for draft in drafts)


_ENTERED = re.compile(
    r"\b(?:entering\s(?:final\s|money\s|default\s)?judgment|judgment\s(?:is|be)\s(?:hereby\s)?entered)\s"
    r"(?=(?:\w+\s){0,3}?(?:in\sfavor|for"
    r"|against)\b)"
)


def _entered(text: str) -> list[RulingDraft]:
    """An order that enters judgment itself; one that tells the clerk to enter it is none."""
    match = _ENTERED.search(text) if "judgment" in text else None
    if match is None or is_supposed(text, 0, match.start()):
        return []
    return [
        RulingDraft(
            MotionKind.JUDGMENT,
            _side(text[match.start() :]) or Disposition.ENTERED,
            (),
            *match.span(),
            "judgment-entered",
        )
    ]


def _on_appeal(text: str, drafts: list[RulingDraft]) -> list[RulingDraft]:
    """What is done with the appeal; without that, what else is ordered while it is pending."""
    done = find_on_appeal(text, drafts)
    kinds = {draft.kind for draft in done}
    if MotionKind.APPEAL_DISPOSITION in kinds:
        return done + [
            act
            for act in _first_acts(text)
            if act.kind is MotionKind.STAY and "abeyance" in text[act.start : act.end]
        ]
    return done + [
        act
        for act in _first_acts(text)
        if act.kind in (MotionKind.STAY, MotionKind.TRANSFER, MotionKind.CONSOLIDATE)
        and act.kind not in kinds
    ]


_ORDER_ON, _REQUESTED, _SCHEDULES = cue("order_on"), cue("requested"), cue("schedules")
_BEFORE_ORDER = re.compile(
    r"(?:\([^()]{0,60}\)\s)?(?:[\W\d_]|amended|text|electronic|memorandum|opinion|decision|and|order\sand"
    r"|judge\s[a-z. ]{3,40}:|so){0,60}"
)
_END_OF_REST = re.compile(r"[:.;]|\sand\s~util\b")


def _on_motion(text: str) -> list[RulingDraft]:
    """An order on a motion that does not say how it went."""
    for match in _ORDER_ON.find(text, 0, min(len(text), 140)):
        named = _REQUESTED.follows(text, match.end(), len(text))
        if named is None or not _BEFORE_ORDER.fullmatch(text, 0, match.start()):
            continue
        stop = _END_OF_REST.search(text, named.end())
        end = min(stop.start() if stop else len(text), named.start() + 300)
        if _SCHEDULES.search(text, named.end(), _end_of_acts(text, end + 300)) and not _is_title(text, end):
            return []
        return [
            RulingDraft(
                request.kind or MotionKind.OTHER,
                Disposition.OTHER,
                tuple(sorted(find_numbers(text, request.start, request.end))),
                *match.span(),
                "on-motion",
            )
            for request in find_requests(text, named.start(), end)
        ]
    return _terminated(text)


_UTILITY = " and ~util"


def _end_of_acts(text: str, end: int) -> int:
    """Where the clerk's own housekeeping begins, "AND ~Util - Set/Clear Flags", else `end`."""
    at = text.find(_UTILITY)
    return min(end, at) if at >= 0 else min(end, len(text))


def _is_title(text: str, end: int) -> bool:
    """Whether the name of the motion is all there is: "Order on Motion to Extend Time to Object/Respond"."""
    return end >= _end_of_acts(text, len(text)) and not _LOOSE_NUMBER.search(text)


_TERMINATED = re.compile(
    r"[\W_\d]{0,40}(?:order\s)?(?:administratively\s)?terminat(?:ing|es)\s(?:pending\s"
    r"|the\s)?(?:\[?(?P<n>\d{1,4})\]?\s)?(?:[\w']+\s){0,4}?motion\b(?P<rest>[^.;]{0,80})"
)


def _terminated(text: str) -> list[RulingDraft]:
    """Motions taken off the court's list without a word on their merits: "ORDER terminating 70 Motion …;
    terminating 74 Motion …"."""
    drafts, match = [], _TERMINATED.match(text)
    while match:
        named = find_kind(text, match.start("rest"), match.end("rest"))
        number = match["n"] or next(iter(_LOOSE_NUMBER.findall(match["rest"])), None)
        drafts.append(
            RulingDraft(
                named.kind if named else MotionKind.OTHER,
                Disposition.OTHER,
                (int(number),) if number else (),
                *match.span(),
                "terminated",
            )
        )
        match = _TERMINATED.match(text, match.end())
    return drafts


_LOOSE_NUMBER = re.compile(r"\s\[?(\d{1,4})\b")


def _first_acts(text: str, is_beside: bool = False) -> list[RulingDraft]:
    """The first acts told; where they stand beside rulings, only those that `_with_acts` can keep."""
    found = []
    is_commanded = not is_beside or "ordered" in text
    titles = places_after(text, _TITLE)
    for act in ACTS:
        if not is_commanded and act.rule not in _OF_THEIR_OWN:
            continue
        firsts = (act.at_first.match(text, place) for place in titles) if act.at_first else ()
        matches = [match for match in firsts if match]
        if not matches and act.anywhere:
            matches = [match for match in act.anywhere.find(text) if not is_supposed(text, 0, match.start())]
        if not matches:
            continue
        match = matches[0]
        near = text.rfind(", ", max(0, match.start() - 30), match.end())
        if not _REFUSED.search(text, max(0, near + 2, match.start() - 30), match.end()):
            answers = _acts_answers(text, match, act.kind)
            found.append(RulingDraft(act.kind, act.disposition, answers, *match.span(), act.rule))
    below = [act for act in found if act.rule.endswith("_below")]
    found = [act for act in found if act not in below[1:]]  # "reversed and remanded" is reversed
    undone = [act for act in found if act.rule in ("transfer_vacated", "remand_vacated")]
    found = undone or found
    kinds = {draft.kind for draft in found}
    if MotionKind.TRO in kinds or MotionKind.PRELIMINARY_INJUNCTION in kinds:
        found = [draft for draft in found if draft.kind is not MotionKind.STAY]
    return found[:2]


_RE_NUMBER = re.compile(
    r"\bre:?\s(?:pldg\.?\s)?[(\[]{0,2}(\d{1,4})\]?(?:\s(?:[\w']+\s){0,3}?(?:motion|stipulation"
    r"|application|letter|request)|\s*[.;()]|\sin\smdl|$)"
)


def _acts_answers(text: str, match: re.Match[str], kind: MotionKind) -> tuple[int, ...]:
    if "pldg" in text and (pleadings := find_pleadings(text, match.start())):
        return pleadings
    if "related doc" in match[0][-14:]:
        return tuple(
            sorted(
                find_numbers(
                    text, match.end() - len("related documents"), match.end() + 24, labelled_only=True
                )
            )
        )
    if named := _RE_NUMBER.search(text[match.start() : match.start() + 300]):
        return (int(named[1]),)
    first = max(0, match.start() - 90, text.rfind(". ", 0, match.start()) + 1)
    if has_request(text, first, match.start()):
        return tuple(sorted(find_numbers(text, first, match.start())))
    stop = text.find(".", match.end(), match.end() + 90)
    is_asked = "stipulation" in match[0] or has_request(text, match.start(), match.end())
    if not is_asked and named_before(text, match.start()) is kind:
        return context_answers(text, match.start())
    return (
        tuple(sorted(find_numbers(text, match.start(), stop if stop > 0 else match.end() + 90)))
        if is_asked
        else ()
    )


def _fees(text: str, drafts: list[RulingDraft]) -> list[RulingDraft]:
    match = _FEES.search(text) if "award" in text else None
    is_told = any(draft.kind is MotionKind.ATTORNEY_FEES for draft in drafts)
    if match is None or is_told or is_supposed(text, 0, match.start()):
        return []
    return [RulingDraft(MotionKind.ATTORNEY_FEES, Disposition.GRANTED, (), *match.span(), "fees-awarded")]


_PENDING = re.compile(r"\b(?:all|any)\s(?:\w+\s){0,2}?pending\smotions\b")
_CRIMINAL = re.compile(
    r"\bas\sto\s[a-z][^.;]{0,60}\bcounts?\b|\bcriminal\s(?:case|judgment)|\bimprison|\bsupervised\srelease|\bsentence"
)


def _judgment(text: str, match: re.Match[str], drafts: list[RulingDraft]) -> list[RulingDraft]:
    dismissed = find_dismissals(text)
    disposition = _side(text) or (dismissed[0].disposition if dismissed else Disposition.ENTERED)
    if _CRIMINAL.search(text):
        disposition = Disposition.ENTERED
    dispositions = [disposition]
    if disposition is not Disposition.ENTERED:
        dispositions += [draft.disposition for draft in dismissed]
    judgments = [
        RulingDraft(MotionKind.JUDGMENT, one, (), *match.span(), "judgment")
        for one in dict.fromkeys(dispositions)
    ]
    drafts = [
        draft
        for draft in drafts
        if draft.kind is not MotionKind.DISMISS or "stipulation" not in text[draft.start : draft.end]
    ]
    return judgments + [
        draft for draft in drafts if draft.answers or _PENDING.search(text, max(0, draft.start), draft.end)
    ]


def _side(text: str) -> Disposition | None:
    match = _FOR_SIDE.search(text)
    if match is None:
        return None
    is_claimants = "plaintiff" in match[0] or "petitioner" in match[0]
    return Disposition.JUDGMENT_FOR_PLAINTIFF if is_claimants else Disposition.JUDGMENT_FOR_DEFENDANT
