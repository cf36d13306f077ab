"""Actions that change their court: removed from a state court, sent back to it, transferred.

Forms of CM/ECF ("CASE TRANSFERRED IN from …; Case Number …", "… has been opened in … as case …")
and the words of orders. What is only moved for, refused or supposed moves nothing.
"""

import re

from docket.courts import load_courts
from docket.courts.in_text import CourtInText, find_circuits, find_districts, find_state_court
from docket.links.link import Link, Sheet, draw_link, is_partys
from docket.links.numbers import NumberInText, find_numbers, find_state_number
from docket.rulings.words import is_supposed
from docket.text.dates import lower
from docket.vocabulary import LinkType

_I = re.IGNORECASE
_REMOVAL = re.compile(
    r"^\W*(?:(?:amended|corrected|supplemental|first|second|joint)\s){0,2}(?:notice\s(?:\(other\)\s)?of\sremoval"
    r"|petition\s(?:for|of)\sremoval)\b(?!\sof\s(?!(?:civil\s|this\s|state\scourt\s|the\s)?(?:action|case|civil"
    r"|complaint|state)))",
    _I,
)
_FROM = re.compile(r"\bfrom\s(?:the\s)?(?=[^,;]{0,60}\b(?:court|county|superior|circuit|pleas)\b)", _I)
_LABEL_END = re.compile(
    r"[;()]|\.\s(?!d\b)|,?\s(?:(?:state\scourt\s)?(?:case|cause|index|docket)\s?(?:#|n)|their\scase|filed\sby|receipt"
    r"|filing\sfee|by\s|no\.|on\s|with\s|pursuant|for\s(?:lack|want|further|failure|all|the\sreasons)|because|as\s)"
    r"|[\[:]",
    _I,
)
_LONGEST_COURT = 140


def find_removal(sheet: Sheet) -> list[Link]:
    """The link from a removed action down to the state court's docket; the court and the number where they
    are printed."""
    head = _REMOVAL.match(sheet.text)
    if head is None:
        return []
    text, end = sheet.text, min(len(sheet.text), head.end() + 500)
    origin = _FROM.search(text, head.end(), end)
    label = _state_label(text, origin.end()) if origin else None
    court_id = find_state_court(label, sheet.court.state if sheet.court else None) if label else None
    number = find_state_number(text, head.end(), end)
    place = (head.start(), number.end if number else head.end())
    return [
        draw_link(
            sheet,
            LinkType.REMOVAL,
            court_id,
            number.raw if number else None,
            place,
            "notice-of-removal",
            label=label,
        )
    ]


def _state_label(text: str, start: int) -> str | None:
    limit = min(len(text), start + _LONGEST_COURT)
    end = _LABEL_END.search(text, start, limit)
    return text[start : end.start() if end else limit].strip(" ,.;-") or None


_REMANDED = re.compile(
    r"\bremand(?:ed|ing|s)\b(?:\s(?!to\b)[\w-]+){0,6}?\s(?:back\s)?to\s(?:the\s)?(?P<court>(?:state\scourt"
    r"|(?:[\w.'-]+,?\s){0,8}?(?:superior|supreme|circuit|district|state|county|common\spleas|municipal"
    r"|justice)\b[^.;()]{0,100}))",
    _I,
)
_NO_NAME = re.compile(r"state\scourts?\b(?!\sof)", _I)
_GRANTED = re.compile(
    r"\bgrant(?:s|ed|ing)\b(?!\sin\spart)[^.;:]{0,30}?\bmotions?\sto\sremand\b(?P<to>(?:\s(?:case\s|this\s"
    r"|action\s){0,2}to\s(?:the\s)?(?P<court>state\scourt|[^.;()]{0,100}court[^.;()]{0,60}))?)",
    _I,
)
_NOT_STATE = re.compile(
    r"\bagency\b|\bcommissioner\b|\bsocial\ssecurity\b|\bALJ\b|\bsentence\s(?:four|six)\b|\badministrat"
    r"|\bU\.?S\.?\sdistrict|\bunited\sstates\sdistrict|\bthe\sdistrict\scourt\s(?:for\sfurther|with)|\bboard\b"
    r"|\bbankruptcy\b|\bdistrict\scourt\s(?:for\sfurther|with|in\saccord)",
    _I,
)
_REVIEW = re.compile(
    r"\busca\b|\bcourt\sof\sappeals\b|\bmandate\b|\bcircuit\s(?:judge|order|opinion)\b|\b(?:ninth|first|second|third"
    r"|fourth|fifth|sixth|seventh|eighth|tenth|eleventh|d\.?c\.?)\scircuit\b",
    _I,
)


def find_remand(sheet: Sheet) -> list[Link]:
    """The link from an action sent back to the state court that takes it again."""
    text = sheet.text
    if is_partys(text) or _NOT_STATE.search(text) or _REVIEW.search(text):
        return []
    for rule, pattern in (("remanded-to", _REMANDED), ("remand-granted", _GRANTED)):
        told = [match for match in pattern.finditer(text) if not is_supposed(sheet.lower, 0, match.start())]
        if not told:
            continue
        match = next(
            (match for match in told if match["court"] and not _NO_NAME.match(match["court"])), told[0]
        )
        label = _state_label(text, match.start("court")) if match["court"] else None
        court_id = find_state_court(label, sheet.court.state if sheet.court else None) if label else None
        number = find_state_number(
            text,
            match.end() if rule == "remand-granted" else match.start("court"),
            min(len(text), match.end() + 80),
        )
        return [
            draw_link(
                sheet,
                LinkType.REMAND,
                court_id,
                number.raw if number else None,
                match.span(),
                rule,
                label=label,
                is_later=True,
            )
        ]
    return []


_IN = re.compile(
    r"\btransfer(?:red)?\s(?:case\s)?(?:in\s)?from\s(?:the\s)?|\btransferred\sin\b[^.;]{0,20}?\bfrom\s", _I
)
_OPENED = re.compile(r"\bhas\sbeen\sopened\sin\s(?:the\s)?", _I)
_OUT = re.compile(
    r"\btransferr(?:ed|ing)\b(?:\s(?!from\b|in\b|to\b)[\w-]+){0,5}\s(?:out\s)?to\s(?:the\s)?"
    r"|\btransferred\s(?:out\s)?from\b[^;]{0,80}?\sto\s(?:the\s)?|\btransfers\b(?:\s[\w-]+){0,4}\sto\s(?:the\s)?"
    r"|\binterdistrict\stransfer\s(?:out\s)?to\s(?:the\s)?|\bgrant(?:s|ed|ing)\b[^.;]{0,40}\bmotions?\sto\s(?:transfer"
    r"|change\svenue)\b[^.;]{0,40}?\sto\s(?:the\s)?",
    _I,
)
_REFUSED = re.compile(
    r"\b(?:den(?:y|ied|ying|ies)|not|declin\w+|vacat\w+|proposed|whether|if|moot)\b[^.;]{0,60}$", _I
)
_CASE_NUMBER = re.compile(r"\bcase\b|\bnumber\b|\bno\.|\bas\b", _I)
_PANEL = re.compile(r"\bMDL\b|\b1407\b|\bmulti-?\s?district\b|\bCTO\b", _I)
_NEAR = 60


def find_transfers(sheet: Sheet) -> list[Link]:
    """Links to the court an action came from or went to; a transfer inside the court is none."""
    text = sheet.text
    if is_partys(text):
        return []
    for rule, pattern, is_later in (
        ("opened-in", _OPENED, True),
        ("transferred-in", _IN, False),
        ("transferred-out", _OUT, True),
    ):
        for match in pattern.finditer(text):
            court = _court_after(sheet, match)
            before = text[max(0, match.start() - 70) : match.start()]
            if court is None or _REFUSED.search(before) or is_supposed(lower(before), 0, len(before)):
                continue
            number = _number_after(sheet, court, rule)
            if number is None and _PANEL.search(text):
                continue  # into an MDL: the litigation is the link, not its court
            place = match.start(), number.end if number else court.end
            return [
                draw_link(
                    sheet,
                    LinkType.TRANSFER,
                    court.court_id,
                    number.raw if number else None,
                    place,
                    rule,
                    label=court.label,
                    is_later=is_later,
                )
            ]
    return []


def _court_after(sheet: Sheet, match: re.Match) -> CourtInText | None:
    """The federal court named right after the words, if it is another one than the sheet's own."""
    end = min(len(sheet.text), match.end() + _NEAR)
    named = sorted(
        find_districts(sheet.text, match.end(), end) + find_circuits(sheet.text, match.end(), end),
        key=lambda court: court.start,
    )
    if (
        not named
        or named[0].court_id == sheet.court_id
        or re.search(r"[.;]\s|\bjudge\b", sheet.text[match.end() : named[0].start], _I)
    ):
        return None
    return named[0]


def _number_after(sheet: Sheet, court: CourtInText, rule: str) -> NumberInText | None:
    system = load_courts()[court.court_id].system
    for number in find_numbers(sheet.text, system, court.end, min(len(sheet.text), court.end + _NEAR)):
        between = sheet.text[court.end : number.start]
        if not number.is_mdl and (_CASE_NUMBER.search(between) or len(between) <= 3):
            return number
    return None
