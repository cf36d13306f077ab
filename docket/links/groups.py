"""Dockets that go together and stay apart: MDL membership, consolidation, related cases."""

import re

from docket.links.link import Link, Sheet, draw_link, is_partys
from docket.links.numbers import NumberInText, find_numbers, normalize
from docket.text.sentences import find_sentences
from docket.vocabulary import LinkType

_I = re.IGNORECASE
_MDL_EVENT = re.compile(
    r"\b(?:conditional\s)?transfer\sorder\b|\bCTO-?\s?\d+|\bjudicial\spanel\b|\bjpml\b|\bmdl\spanel\b"
    r"|\bmdl\stransfer\b|\btransferred\b[^.;]{0,80}\bmdl\b|\bassociated\scases?:",
    _I,
)
_NO_MDL = re.compile(
    r"\bvacat(?:ed|es|ing)\b|\bden(?:ied|ying|ies)\b|\boppos\w+|\bnotice\sof\sappearance|\bremand\w*\b", _I
)
_MOST = 12  # numbers of one list


def find_mdl(sheet: Sheet) -> list[Link]:
    """The link from an action to the multidistrict litigation it is sent into, by order of the Panel."""
    text = sheet.text
    if (
        "mdl" not in sheet.lower
        or not _MDL_EVENT.search(text)
        or is_partys(text)
        or _NO_MDL.search(text[:300])
    ):
        return []
    numbers = find_numbers(text, "jpml")
    if not numbers or len({int(re.sub(r"\D", "", number.raw)) for number in numbers}) > 1:
        return []  # two litigations: which of them is the action's own is not told
    return [_group_link(sheet, LinkType.MDL_MEMBER, numbers[0], "jpml", "mdl-transfer")]


def _group_link(sheet: Sheet, link_type: LinkType, number: NumberInText, court_id: str, rule: str) -> Link:
    return draw_link(sheet, link_type, court_id, number.raw, (number.start, number.end), rule)


_CONSOLIDATED = re.compile(
    (
        r"\b(?:is|are|be|hereby|been|cases?|actions?|appeals?|matters?|petitions?)\s(?:(?:is|are|hereby|now|have"
        r"|been)\s){0,3}consolidated\b(?!\s(?:\w+\s)?(?:complaint|amended|class|brief))"
        r"|\bconsolidat(?:es|ing)\b|\bconsolidated\s(?:with|into|under)\b|\border\s(?:of|for"
        r"|granting)\s[^.;]{0,30}consolidat"
    ),
    _I,
)
_LEAD = re.compile(
    r"\b(?:lead|member|master)\s(?:case|docket|action|appeal)s?\b(?:\s?(?:nos?\.?|numbers?|\(s\)))?\s?[:#]?\s?(?:is\s"
    r"|are\s|will\sbe\s)?",
    _I,
)
_REFUSED = re.compile(
    r"\b(?:den(?:y|ied|ying|ies)|not|declin\w+|vacat\w+|should|whether|if|moves?|request\w*|seek\w*|propos\w+"
    r"|deconsolidat\w+|sever\w*|unconsolidat\w+)\b",
    _I,
)
_LIST = re.compile(r"^[\s,;&()]*(?:(?:and|or|nos?\.?|case|cases|action|member|lead|the)[\s,;:]*){0,3}$", _I)
_SIDE = 300  # characters of a sentence looked at on either side


def find_consolidated(sheet: Sheet) -> list[Link]:
    """Links to the dockets that an order joins with this one, in the same court; an MDL's master docket is its MDL."""
    text = sheet.text
    if is_partys(text):
        return []
    found: dict[str, NumberInText] = {}
    for match in list(_CONSOLIDATED.finditer(text))[:4]:
        start, end = _sentence_around(text, match.start())
        if not _REFUSED.search(text[start:end]):
            found |= {number.raw: number for number in find_numbers(text, sheet.system, start, end)}
    for match in list(_LEAD.finditer(text))[:4]:
        if not _REFUSED.search(text[max(0, match.start() - 80) : match.start()]):
            found |= {number.raw: number for number in _listed(sheet, match.end())}
    return [
        _group_link(
            sheet,
            LinkType.MDL_MEMBER if number.is_mdl else LinkType.CONSOLIDATED,
            number,
            sheet.court_id,
            "consolidated",
        )
        for number in list(found.values())[:_MOST]
        if normalize(number.raw, sheet.court_id)
    ]


def _sentence_around(text: str, at: int) -> tuple[int, int]:
    left = max(0, at - _SIDE)
    window = text[left : at + _SIDE]
    return next((left + start, left + end) for start, end in find_sentences(window) if left + end > at)


def _listed(sheet: Sheet, start: int) -> list[NumberInText]:
    """The numbers that follow one another from a place on, with nothing but commas and "and" between."""
    found, place = [], start
    for number in find_numbers(sheet.text, sheet.system, start, min(len(sheet.text), start + 400)):
        if not _LIST.match(sheet.text[place : number.start]):
            break
        found.append(number)
        place = number.end
    return found[:_MOST]


_RELATED = re.compile(
    r"""\border\srelating\scases?\s|\b(?:accepted|designated|filed)\sas\srelated\b(?:\sto)?[^\d]{0,40}
        |\bcreate\sassociation\sto:?\s
      | \b(?:is|are|action|cases?)\srelated\sto\s(?:(?:the\s)?(?:following\s)?(?:cases?|actions?
        |civil\saction)\s?(?:nos?\.?|numbers?|\(s\))?:?\s?)?
      | \brelated\scases?(?:\(s\))?\sby\s[^.;\d]{0,80}?\sof\scases?(?:\(s\))?\s
      | \brelated\s(?:civil\s)?(?:cases?|actions?)(?:\(s\))?\s?(?:nos?\.?|numbers?)?\s?[:#]?\s?""",
    re.VERBOSE | _I,
)
_NOT_RELATED = re.compile(
    r"\bnot\srelated\b|\bdeclin\w+|\bden(?:y|ied|ying|ies)\b|\bunrelated\b|\bmotion\b|\bopposition\b|\bobjection\b"
    r"|\bresponse\b|\bwhether\b|\bwithdraw\w*|\border\sto\sshow\b",
    _I,
)


def find_related(sheet: Sheet) -> list[Link]:
    """Links to the dockets that the court relates to this one, or that a notice of related cases names."""
    text = sheet.text
    if _NOT_RELATED.search(text[:600]):
        return []
    found: dict[str, NumberInText] = {}
    for match in list(_RELATED.finditer(text))[:6]:
        before = (
            find_numbers(text, sheet.system, max(0, match.start() - 40), match.start())[-1:]
            if "related to" in match[0].lower()
            else []
        )
        found |= {number.raw: number for number in before + _listed(sheet, match.end())}
    return [
        _group_link(sheet, LinkType.RELATED, number, sheet.court_id, "related")
        for number in list(found.values())[:_MOST]
    ]
