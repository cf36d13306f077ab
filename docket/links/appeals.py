"""Appeals and petitions for certiorari, from the sheet below and from the sheet above; and what the court above did."""

import re
from collections.abc import Iterable
from datetime import date

from docket.courts.in_text import CourtInText, circuit_above, find_circuits, find_districts, only_district_of
from docket.links.link import Link, Sheet, draw_link, is_cited, is_partys
from docket.links.numbers import NumberInText, find_numbers
from docket.rulings.motions import MotionKind
from docket.rulings.words import is_supposed
from docket.text.dates import find_dates, lower
from docket.vocabulary import Disposition, LinkEffect, LinkType

_I = re.IGNORECASE
_ACT = re.compile(
    r"""\b(?P<affirmed>affirm(?:ed|s|ing)|summarily\saffirm)\b
      | \b(?P<reversed>revers(?:ed|es|ing))\b
      | (?<!argument\s)(?<!argument\sis\s)(?<!submission\s)(?<!submission\sis\s)\b(?P<vacated>vacat(?:ed|es|ing))\b
      | \b(?P<dismissed>(?:appeal|petition|case|cause|matter)s?\b[^.;]{0,40}?\bdismissed|dismiss(?:ing|es
        |al\sof)\s(?:the\s|this\s)?(?:cross-?)?appeal
          |(?-i:DISMISSED)|withdrawing\s(?:this\s|the\s)?appeal|appeal\s(?:is\s)?withdrawn)\b
      | \b(?P<denied>petition\b(?!\sfor\s(?:panel\s)?(?:re)?hearing)[^.;]{0,60}?\bdenied
        |denying\s(?:the\s)?petition(?!\sfor\s(?:panel\s)?(?:re)?hearing))\b
      | \b(?P<remanded>remand(?:ed|s|ing))\b""",
    re.VERBOSE | _I,
)
_IN_PART = re.compile(
    r"\b(?:affirm|revers|vacat)\w*,?\s(?:\w+\s){0,2}?in\spart\b|\bin\spart,?\s(?:\w+\s)?(?:affirm|revers|vacat)\w*",
    _I,
)
_ONLY_SUPPOSED = re.compile(r"\b(?:will|would|may|might|shall|should|could|not|if|unless)\b", _I)
_IN_MAY = re.compile(
    r"\bMay(?=\s\d)"
)  # "entered May 11, 2011, be and is affirmed": the month supposes nothing
_LATE = re.compile(r"\breinstat", _I)
_STRENGTH = ("reversed", "vacated", "affirmed", "dismissed", "denied", "remanded")
_MOST_ACTS = 40  # of one entry; the busiest of the corpus has three


def find_effect(text: str) -> LinkEffect:
    """Return what an order of the court above did to the ruling below; ``UNKNOWN`` where it says nothing of it.

    What is only supposed ("will be dismissed", "should not be affirmed") is no effect, nor is a
    ruling on a motion. A judgment left standing in any part is ``AFFIRMED_IN_PART``.
    """
    acts = set()
    for number, match in enumerate(_ACT.finditer(text)):
        if number == _MOST_ACTS:
            break
        before = _IN_MAY.sub("on", text[max(0, match.start() - 70) : match.start()])
        if not (_ONLY_SUPPOSED.search(match[0]) or is_supposed(lower(before), 0, len(before))):
            acts.add(match.lastgroup)
    if _LATE.search(text):
        acts.discard("dismissed")
    if ("affirmed" in acts and acts & {"reversed", "vacated"}) or (
        acts & {"affirmed", "reversed"} and _IN_PART.search(text)
    ):
        return LinkEffect.AFFIRMED_IN_PART
    return next((LinkEffect(act) for act in _STRENGTH if act in acts), LinkEffect.UNKNOWN)


_CERT = re.compile(
    r"""cert\spetition\saction\s\d:\s(?P<action>granted|denied|dismissed|pending)
      | \bcert(?:iorari|\.)\b(?:\s\[[^\]]{0,20}\])?(?:\s(?:is|was|has\sbeen|were
        |as\sto\s[^.;]{0,40}?\sis))?:?\s(?P<after>granted|denied|dismissed)\b
      | \bpetitions?\b[^.;]{0,80}?\b(?:is|was|were|are|has\sbeen)\s(?P<passive>granted|denied|dismissed)\b
      | \b(?P<before>granting|denying|dismissing)\s(?:the\s)?(?:petitions?\sfor\s)?
        (?:an?\s)?(?:writs?\sof\s)?certiorari\b""",
    re.VERBOSE | _I,
)
_RULING = re.compile(
    (
        r"\bruling:\s(?P<info>vacated|affirmed|reversed|dismissed)"
        r"|\bjudgment\b[^.;]{0,60}?\b(?P<judgment>vacated|affirmed|reversed)\b"
        r"|\border\b[^.;]{0,40}\b(?P<order>vacating|affirming|reversing)\b"
    ),
    _I,
)
_EXTENSION = re.compile(r"\bexten(?:d|sion)|\brehearing\b", _I)
_OF_WORD = {
    "grant": LinkEffect.GRANTED,
    "deni": LinkEffect.DENIED,
    "deny": LinkEffect.DENIED,
    "dismiss": LinkEffect.DISMISSED,
    "pending": LinkEffect.PENDING,
    "vacat": LinkEffect.VACATED,
    "affirm": LinkEffect.AFFIRMED,
    "revers": LinkEffect.REVERSED,
}


def find_certiorari_effect(text: str) -> tuple[LinkEffect, int]:
    """Return what the Supreme Court did with the petition, or with the judgment, and where it is said (0
    where it is not)."""
    if match := _RULING.search(text):
        return _effect_of(match), match.end()
    match = _CERT.search(text)
    if match is None or (match["passive"] and _EXTENSION.search(match[0])):
        return LinkEffect.UNKNOWN, 0
    return _effect_of(match), match.end()


def _effect_of(match: re.Match) -> LinkEffect:
    word = match[match.lastgroup or 0].lower()
    return next(effect for stem, effect in _OF_WORD.items() if word.startswith(stem))


_OF_RULING = (
    {
        (MotionKind.APPEAL_DISPOSITION, disposition): LinkEffect(disposition.value)
        for disposition in (
            Disposition.AFFIRMED,
            Disposition.AFFIRMED_IN_PART,
            Disposition.REVERSED,
            Disposition.VACATED,
            Disposition.DISMISSED,
            Disposition.DENIED,
            Disposition.GRANTED,
            Disposition.REMANDED,
        )
    }
    | {
        (MotionKind.CERT, disposition): LinkEffect(disposition.value)
        for disposition in (Disposition.GRANTED, Disposition.DENIED, Disposition.DISMISSED)
    }
    | {(MotionKind.APPEAL_DISPOSITION, Disposition.WITHDRAWN): LinkEffect.DISMISSED}
)


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
        if (
            last
            and last[1] == ruling.date
            and {last[0], effect}
            in ({LinkEffect.AFFIRMED, LinkEffect.REVERSED}, {LinkEffect.AFFIRMED, LinkEffect.VACATED})
        ):
            effect = LinkEffect.AFFIRMED_IN_PART
        last = effect, ruling.date
    return last


_ABOVE = re.compile(
    r"\busca\b|\bu\.s\.c\.a\.|\bcourts?\sof\sappeals?\b|\bcircuit\b(?!\scourt\b(?!\sof\sappe))|\bcca\b|\bcir\."
    r"|\bappell?ate\s(?:case|docket|no|number|court)|\bappeals?\s(?:case|docket|no|number|record)|\bC\.A\.\sno",
    _I,
)
_ABOUT_APPEAL = re.compile(
    (
        r"^.{0,90}?(?:\busca\b|\bmandate\b|\bappeal\b|\bcourt\sof\sappeals\b|\bcircuit\b|\bcca\b"
        r"|\bappellate\b)|\bnotices?\sof\s(?:\w+\s){0,2}appeal"
    ),
    _I,
)
_LABEL = re.compile(
    r"(?:\b(?:nos?\.?|numbers?|docket|case|appeal|usca|cca|sc)\s?(?:\(s\))?[\s:#(]{0,4}|\#\s?|\(s?e?e?\s?)$",
    _I,
)
_LIST = re.compile(r"(?:,|\band|&)\s{0,2}(?:nos?\.\s)?$", _I)
_MANDATE = re.compile(
    r"""^\W*(?:(?:(?:certified|true|formal|amended|appeal|published|unpublished|copy\sof|the)\s){0,4}
          (?:mandate|(?:order|opinion|judgment|memorandum|decision|ruling)s?)\s
          (?:(?:and\s\w+|issued|entered|dated\s\S+)\s){0,2}(?:of|from|by)\s(?:the\s)?
          (?:usca\b|u\.?\s?s\.?\scourts?\sof\sappeals|united\sstates\scourts?\sof\sappeals|court\sof\sappeals
            |\w+\s(?:cir(?:cuit|\.)|cca\b))
        | usca\s(?:order|opinion|judgment|mandate|memorandum|decision)|(?:formal\s)?mandate\b)""",
    re.VERBOSE | _I,
)
_NOTICE = re.compile(
    r"^\W*(?:\*\w+\*\s)?(?:(?:amended|corrected|protective|supplemental|joint)\s)?notice\sof\s(?:(?:civil|criminal"
    r"|cross|interlocutory|conditional|joint)[\s-]){0,2}(?:cross-?)?appeal\b(?!\s(?:rights|record|filing|electronic))",
    _I,
)
_NOT_TO_CIRCUIT = re.compile(
    r"\bmagistrate\b|\bto\s(?:the\s)?(?:district|bankruptcy)\s(?:court|judge)|\bbankruptcy\b|\bstate\scourt\b",
    _I,
)
# A judge of the district court writes of other appeals, too: "pursuant to the Tenth Circuit's decision in Case No. …".
_JUDGES = re.compile(
    r"^\W*(?:(?:minute|minutes|text|written|electronic|opinion|memorandum)\s(?:\w+\s){0,2}?)?(?:order|opinion|decision"
    r"|judgment)\b",
    _I,
)
_OF_APPEAL = re.compile(r"\bnotices?\sof\s(?:\w+\s){0,2}appeal", _I)
_LONGEST_LIST = 12


def find_appeals(sheet: Sheet) -> list[Link]:
    """Links from a district court's sheet up to its court of appeals."""
    text, mandate = sheet.text, _MANDATE.match(sheet.text)
    if notice := _NOTICE.match(text):
        return _notice_link(sheet, notice)
    if not _ABOUT_APPEAL.search(text[:600]):
        return []
    if not mandate and (
        is_partys(text)
        or "removal" in sheet.lower[:200]
        or (_JUDGES.match(text) and not _OF_APPEAL.search(text))
    ):
        return []
    circuits = find_circuits(text)
    effect = find_effect(text) if mandate else LinkEffect.UNKNOWN
    links = [_up(sheet, number, circuits, effect) for number in _appeal_numbers(text, circuits)]
    if links or not mandate or (effect is LinkEffect.UNKNOWN and "mandate" not in text[:60].lower()):
        return links
    return [_up(sheet, NumberInText(0, mandate.end(), ""), circuits, effect)]


def _notice_link(sheet: Sheet, notice: re.Match) -> list[Link]:
    """That an appeal is taken; its number comes with another entry."""
    if _NOT_TO_CIRCUIT.search(sheet.text[:300]):
        return []
    circuits = find_circuits(sheet.text, 0, 300)
    court_id, label = _court_above(sheet, None, circuits[:1])
    if court_id is None:
        return []
    return [
        draw_link(
            sheet,
            LinkType.APPEAL,
            court_id,
            None,
            notice.span(),
            "notice-of-appeal",
            label=label,
            is_later=True,
        )
    ]


def _appeal_numbers(text: str, circuits: list[CourtInText]) -> list[NumberInText]:
    """The numbers that a label or a court's name makes a court of appeals' number, with those listed after them."""
    found: list[NumberInText] = []
    for number in find_numbers(text, "appellate"):
        before = text[max(0, number.start - 130) : number.start]
        is_listed = bool(found) and number.start - found[-1].end <= 6 and _LIST.search(before)
        is_named = any(0 <= number.start - court.end <= 3 for court in circuits)
        if not (is_listed or is_named or _LABEL.search(before)):
            continue
        after = text[number.end : number.end + 40]
        is_above = _ABOVE.search(before) or _ABOVE.search(after)
        is_supreme = re.search(
            r"\b(?:supreme\scourt|certiorari|SC)\b(?!.{0,300}\b(?:usca|circuit|appeals)\b)",
            before,
            _I | re.DOTALL,
        )
        if is_listed or (is_above and not is_supreme and not is_cited(text, number.start)):
            found.append(number)
    return found[:_LONGEST_LIST]


def _up(sheet: Sheet, number: NumberInText, circuits: list[CourtInText], effect: LinkEffect) -> Link:
    court_id, label = _court_above(sheet, number, circuits)
    rule = "mandate" if effect is not LinkEffect.UNKNOWN else "appeal-number" if number.raw else "mandate"
    return draw_link(
        sheet,
        LinkType.APPEAL,
        court_id,
        number.raw or None,
        (number.start, number.end),
        rule,
        label=label,
        is_later=True,
        effect=effect,
    )


def _court_above(
    sheet: Sheet, number: NumberInText | None, circuits: list[CourtInText]
) -> tuple[str | None, str | None]:
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
    links: list[Link] = []
    for number in find_numbers(text, "district")[:_LONGEST_LIST]:
        before = text[max(0, number.start - 130) : number.start]
        if not _BELOW.search(before) and not (links and _LIST.search(before)):
            continue
        named = find_districts(text, max(0, number.start - 130), number.start)
        court_id, label = (
            (named[-1].court_id, named[-1].label) if named else (only_district_of(sheet.court_id), None)
        )
        links.append(
            draw_link(
                sheet,
                LinkType.APPEAL,
                court_id,
                number.raw,
                (number.start, number.end),
                "docketed-from",
                label=label,
                system="district",
            )
        )
    return links


_SUPREME = re.compile(
    r"\bsupreme\scourt\b(?!\s(?:of|for)\s(?!(?:the\s)?u|the\sfiling)|,?\scounty|\scounty)|\bSC\s?\#"
    r"|\bU\.?S\.?\ssup(?:reme)?\.?\sct",
    _I,
)
_SUPREME_LABEL = re.compile(
    r"(?:\b(?:nos?\.?|number|docket|case)[\s:#]{0,4}|\#\s?|\b(?:filed|granted|denied"
    r"|dismissed)\.\s(?:\d\d/\d\d/\d{4}\.?\s)?|\bcertiorari\.\s|\bin\s)$",
    _I,
)
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
    days = (
        find_dates(text[place : place + 30], sheet.date_filed.year if sheet.date_filed else 2000)
        if place
        else []
    )
    day = days[0].value if days else sheet.date_filed
    if not numbers and effect is not LinkEffect.UNKNOWN and _CERTIORARI.search(text):
        numbers = [NumberInText(*supreme.span(), "")]
    return [
        draw_link(
            sheet,
            LinkType.CERTIORARI,
            "scotus",
            number.raw or None,
            (number.start, number.end),
            "certiorari",
            label=supreme[0],
            is_later=True,
            effect=effect,
            day=day,
        )
        for number in numbers[:1]
    ]


def _is_supreme(text: str, number: NumberInText) -> bool:
    before = text[max(0, number.start - 90) : number.start]
    return (
        bool(_SUPREME_LABEL.search(before))
        and not _OTHER_COURT.search(before)
        and not is_cited(text, number.start)
    )
