"""Appeals and petitions for certiorari, from the sheet below and from the sheet above.

CM/ECF's own forms are read ("USCA Case Number 10-30767", laed 2:08-cv-04256 entry 47; "Supreme
Court Case Info Case number: 16-1540", ca9 17-15589 entry 319), and what the clerks of a circuit
write in their place.
"""

import re

from docket.dates_in_text import find_dates
from docket.family_courts import CourtInText, circuit_above, find_circuits, find_districts, only_district_of
from docket.family_effects import find_certiorari_effect, find_effect
from docket.family_link import Link, Sheet, draw_link
from docket.family_numbers import NumberInText, find_numbers
from docket.family_papers import is_cited, is_partys
from docket.vocabulary import LinkEffect, LinkType

_I = re.IGNORECASE
_ABOVE = re.compile(
    r"\busca\b|\bu\.s\.c\.a\.|\bcourts?\sof\sappeals?\b|\bcircuit\b(?!\scourt\b(?!\sof\sappe))|\bcca\b|\bcir\."
    r"|\bappell?ate\s(?:case|docket|no|number|court)|\bappeals?\s(?:case|docket|no|number|record)|\bC\.A\.\sno", _I
)
_ABOUT_APPEAL = re.compile(
    r"^.{0,90}?(?:\busca\b|\bmandate\b|\bappeal\b|\bcourt\sof\sappeals\b|\bcircuit\b|\bcca\b|\bappellate\b)|\bnotices?\sof\s(?:\w+\s){0,2}appeal", _I
)
_LABEL = re.compile(r"(?:\b(?:nos?\.?|numbers?|docket|case|appeal|usca|cca|sc)\s?(?:\(s\))?[\s:#(]{0,4}|\#\s?|\(s?e?e?\s?)$", _I)
_LIST = re.compile(r"(?:,|\band|&)\s{0,2}(?:nos?\.\s)?$", _I)
_MANDATE = re.compile(
    r"""^\W*(?:(?:(?:certified|true|formal|amended|appeal|published|unpublished|copy\sof|the)\s){0,4}
          (?:mandate|(?:order|opinion|judgment|memorandum|decision|ruling)s?)\s
          (?:(?:and\s\w+|issued|entered|dated\s\S+)\s){0,2}(?:of|from|by)\s(?:the\s)?
          (?:usca\b|u\.?\s?s\.?\scourts?\sof\sappeals|united\sstates\scourts?\sof\sappeals|court\sof\sappeals|\w+\s(?:cir(?:cuit|\.)|cca\b))
        | usca\s(?:order|opinion|judgment|mandate|memorandum|decision)|(?:formal\s)?mandate\b)""",
    re.VERBOSE | _I,
)
_NOTICE = re.compile(
    r"^\W*(?:\*\w+\*\s)?(?:(?:amended|corrected|protective|supplemental|joint)\s)?notice\sof\s(?:(?:civil|criminal"
    r"|cross|interlocutory|conditional|joint)[\s-]){0,2}(?:cross-?)?appeal\b(?!\s(?:rights|record|filing|electronic))", _I)
_NOT_TO_CIRCUIT = re.compile(r"\bmagistrate\b|\bto\s(?:the\s)?(?:district|bankruptcy)\s(?:court|judge)|\bbankruptcy\b|\bstate\scourt\b", _I)
# A judge of the district court writes of other appeals, too: "pursuant to the Tenth Circuit's decision in Case No. …".
_JUDGES = re.compile(
    r"^\W*(?:(?:minute|minutes|text|written|electronic|opinion|memorandum)\s(?:\w+\s){0,2}?)?(?:order|opinion|decision"
    r"|judgment)\b", _I)
_OF_APPEAL = re.compile(r"\bnotices?\sof\s(?:\w+\s){0,2}appeal", _I)
_LONGEST_LIST = 12


def find_appeals(sheet: Sheet) -> list[Link]:
    """Links from a district court's sheet up to its court of appeals."""
    text, is_mandate = sheet.text, _MANDATE.match(sheet.text) is not None
    if notice := _NOTICE.match(text):
        return _notice_link(sheet, notice)
    if not _ABOUT_APPEAL.search(text[:600]):
        return []
    if not is_mandate and (is_partys(text) or "removal" in sheet.lower[:200] or (_JUDGES.match(text) and not _OF_APPEAL.search(text))):
        return []
    circuits = find_circuits(text)
    effect = find_effect(text) if is_mandate else LinkEffect.UNKNOWN
    links = [_up(sheet, number, circuits, effect) for number in _appeal_numbers(text, circuits)]
    if links or not is_mandate or (effect is LinkEffect.UNKNOWN and "mandate" not in text[:60].lower()):
        return links
    end = _MANDATE.match(text).end()
    return [_up(sheet, NumberInText(0, end, ""), circuits, effect)]


def _notice_link(sheet: Sheet, notice: re.Match) -> list[Link]:
    """That an appeal is taken; its number comes with another entry."""
    if _NOT_TO_CIRCUIT.search(sheet.text[:300]):
        return []
    circuits = find_circuits(sheet.text, 0, 300)
    court_id, label = _court_above(sheet, None, circuits[:1])
    if court_id is None:
        return []
    return [draw_link(sheet, LinkType.APPEAL, court_id, None, notice.span(), "notice-of-appeal", label=label, is_later=True)]


def _appeal_numbers(text: str, circuits: list[CourtInText]) -> list[NumberInText]:
    """The numbers that a label or a court's name makes a court of appeals' number, with those listed after them."""
    found: list[NumberInText] = []
    for number in find_numbers(text, "appellate"):
        before = text[max(0, number.start - 130):number.start]
        is_listed = bool(found) and number.start - found[-1].end <= 6 and _LIST.search(before)
        is_named = any(0 <= number.start - court.end <= 3 for court in circuits)
        if not (is_listed or is_named or _LABEL.search(before)):
            continue
        after = text[number.end:number.end + 40]
        is_above = _ABOVE.search(before) or _ABOVE.search(after)
        is_supreme = re.search(r"\b(?:supreme\scourt|certiorari|SC)\b(?!.*\b(?:usca|circuit|appeals)\b)", before, _I | re.DOTALL)
        if is_listed or (is_above and not is_supreme and not is_cited(text, number.start)):
            found.append(number)
    return found[:_LONGEST_LIST]


def _up(sheet: Sheet, number: NumberInText, circuits: list[CourtInText], effect: LinkEffect) -> Link:
    court_id, label = _court_above(sheet, number, circuits)
    rule = "mandate" if effect is not LinkEffect.UNKNOWN else "appeal-number" if number.raw else "mandate"
    return draw_link(sheet, LinkType.APPEAL, court_id, number.raw or None, (number.start, number.end), rule, label=label, is_later=True, effect=effect)


def _court_above(sheet: Sheet, number: NumberInText | None, circuits: list[CourtInText]) -> tuple[str | None, str | None]:
    """The circuit that is named, nearest to the number; where none is, the one that the law gives."""
    if circuits:
        place = number.start if number else 0
        court = min(circuits, key=lambda court: min(abs(court.start - place), abs(court.end - place)))
        return court.court_id, court.label
    court_id = None if sheet.is_patent else circuit_above(sheet.court)
    # Numbers of these two have five digits after the dash, the Federal Circuit's four.
    if number and number.raw and court_id in ("ca5", "ca11") and len(number.raw.rpartition("-")[2]) != 5:
        return None, None
    return court_id, None


_DOCKETED = re.compile(r"\bdocketed\b|\bcase\sopened\b|\boriginating\b|\bseeking\sreview\b", _I)
_BELOW = re.compile(
    r"\boriginating\s(?:case|court|docket)[^;\d]{0,30}$|\bUSDC\s(?:docket\s|case\s)?(?:nos?\.?|numbers?"
    r"|\#)[\s:#]{0,3}$|\b(?:district|bankruptcy|lower)\scourt\b[^;\d]{0,70}\s(?:nos?\.?|numbers?|in|docket"
    r"|case)[\s:#]{0,3}$|\bD\.?\s?C\.?\s(?:docket\s)?(?:nos?\.?|numbers?|\#)[\s:#]{0,3}$",
    _I,
)


def find_below(sheet: Sheet) -> list[Link]:
    """Links from a court of appeals' docketing entry down to the district court's docket."""
    text = sheet.text
    if not _DOCKETED.search(text[:400]):
        return []
    links = []
    for number in find_numbers(text, "district")[:_LONGEST_LIST]:
        before = text[max(0, number.start - 130):number.start]
        if not _BELOW.search(before) and not (links and _LIST.search(before)):
            continue
        named = find_districts(text, max(0, number.start - 130), number.start)
        court_id, label = (named[-1].court_id, named[-1].label) if named else (only_district_of(sheet.court_id), None)
        links.append(draw_link(sheet, LinkType.APPEAL, court_id, number.raw, (number.start, number.end), "docketed-from", label=label, system="district"))
    return links


_SUPREME = re.compile(
    r"\bsupreme\scourt\b(?!\s(?:of|for)\s(?!(?:the\s)?u|the\sfiling)|,?\scounty|\scounty)|\bSC\s?\#"
    r"|\bU\.?S\.?\ssup(?:reme)?\.?\sct", _I)
_SUPREME_LABEL = re.compile(
    r"(?:\b(?:nos?\.?|number|docket|case)[\s:#]{0,4}|\#\s?|\b(?:filed|granted|denied"
    r"|dismissed)\.\s(?:\d\d/\d\d/\d{4}\.?\s)?|\bcertiorari\.\s|\bin\s)$", _I)
_OTHER_COURT = re.compile(r"\b(?:usca|circuit|cir\.|court\sof\sappeals|mandate)\b[^.;]{0,30}$", _I)
_CERTIORARI = re.compile(r"\bcertiorari\b|\bcert\spetition\b", _I)


def find_certiorari(sheet: Sheet) -> list[Link]:
    """Links from any sheet below to the Supreme Court's docket: the clerk's notices, not the parties' papers."""
    text = sheet.text
    supreme = _SUPREME.search(text[:400])
    if supreme is None or is_partys(text):
        return []
    numbers = [number for number in find_numbers(text, "scotus") if _is_supreme(text, number)]
    effect, place = find_certiorari_effect(text)
    days = find_dates(text[place:place + 30], sheet.date_filed.year if sheet.date_filed else 2000) if place else []
    day = days[0].value if days else sheet.date_filed
    if not numbers and effect is not LinkEffect.UNKNOWN and _CERTIORARI.search(text):
        numbers = [NumberInText(*supreme.span(), "")]
    return [draw_link(sheet, LinkType.CERTIORARI, "scotus", number.raw or None, (number.start, number.end), "certiorari",
                      label=supreme[0], is_later=True, effect=effect, day=day) for number in numbers[:1]]  # fmt: skip


def _is_supreme(text: str, number: NumberInText) -> bool:
    before = text[max(0, number.start - 90):number.start]
    return bool(_SUPREME_LABEL.search(before)) and not _OTHER_COURT.search(before) and not is_cited(text, number.start)
