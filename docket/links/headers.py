"""Which other dockets a docket's header names: the court below, the lead case, the case in another court.

A circuit prints "Originating Court Information", the Supreme Court "Lower Ct", a district "Lead
case", "Related Cases" and "Case in other court"; the last three are read from `details` under the
names `lead_case`, `member_cases`, `related_cases` and `case_in_other_court`.
"""

import re
from typing import Any

from docket.courts import find_court_id
from docket.courts.in_text import find_circuits, find_districts, find_state_court
from docket.issues import ParseError
from docket.links.link import Link, Sheet, draw_group, draw_link, is_own
from docket.links.numbers import NumberInText, find_numbers, find_state_number, normalize
from docket.records import Docket, DocketRef
from docket.times import parse_date
from docket.vocabulary import LinkType

_LONGEST = 4000  # characters of one field
# Fields with numbers of the same court: how they are joined, and the rule.
_GROUPS = {
    "lead_case": (LinkType.CONSOLIDATED, "lead_case"),
    "member_cases": (LinkType.CONSOLIDATED, "member_cases"),
    "related_cases": (LinkType.RELATED, "related_cases"),
    "links": (LinkType.RELATED, "linked-with"),
    "RelatedCaseNumber": (LinkType.RELATED, "related-case-number"),
}


def find_header_links(docket: Docket) -> list[Link]:
    """Return the links one header tells of, each with the field it was read from as its rule; none to itself."""
    sheet = Sheet("", docket.ref.court_id, docket.date_filed, docket.ref.docket_number)
    if sheet.court is None:
        return []
    details = {name: value[:_LONGEST] for name, value in docket.details}
    links = _below(sheet, docket, details.get("lower_court_case_numbers", ""))
    for name, (link_type, rule) in _GROUPS.items():
        links += _group(sheet, details.get(name, ""), link_type, rule)
    links += _in_other_court(sheet, details.get("case_in_other_court", ""))
    links += _mdl(sheet, (docket.caption or "")[:_LONGEST], "caption")[:1]
    # 06A1001 prints the same number five times.
    by_key = {(link.link_type, link.other_court_id, link.other_number_raw): link for link in reversed(links)}
    return [link for link in reversed(by_key.values()) if not is_own(sheet, link)]


def _below(sheet: Sheet, docket: Docket, numbers_below: str) -> list[Link]:
    """The court of origin. Every paper of the Supreme Court's docket is a review there, an application too."""
    court_id, label = docket.originating_court_id, docket.appeal_from
    numbers = [docket.originating_docket_number or ""]
    # Boards and departments keep no docket of a court: "Board of Immigration Appeals" (ca9 22-21).
    is_agency = "court" not in (label or "").lower()
    if (court_id is None and (is_agency or not numbers[0])) or court_id == sheet.court_id:
        return []
    link_type, rule = LinkType.APPEAL, "originating-court"
    if sheet.system == "scotus":
        link_type, rule = LinkType.CERTIORARI, "lower-court"
        printed = map(str.strip, re.split(r"[;,&/()\n]", numbers_below))
        numbers = [raw for raw in printed if raw] or numbers
    places = [NumberInText(0, 0, raw) for raw in numbers]
    return [draw_link(sheet, link_type, court_id, place, rule, other_label=label) for place in places]


def _group(sheet: Sheet, value: str, link_type: LinkType, rule: str) -> list[Link]:
    """Numbers of the same court, or of an MDL; "Vide 22-555" is heard together with it."""
    links = _mdl(sheet, value, rule)
    for part in re.finditer(r"[^;\n]+", value if sheet.system != "jpml" else ""):
        of_type = LinkType.COMPANION if "vide" in part[0].lower() else link_type
        links += draw_group(sheet, of_type, find_numbers(value, sheet.system, *part.span()), rule)
    return links


def _mdl(sheet: Sheet, value: str, rule: str) -> list[Link]:
    """ "IN RE: Example Products Liability Litigation (MDL No. 3047)"."""
    numbers = find_numbers(value, "jpml")
    return [draw_link(sheet, LinkType.MDL_MEMBER, "jpml", number, rule) for number in numbers]


def _in_other_court(sheet: Sheet, value: str) -> list[Link]:
    """ "Case in other court: Ninth Circuit, 20-16633; Superior Court of California, Alameda, RG19012345"."""
    links = list[Link]()
    for part in re.finditer(r"[^;\n]+", value):
        name, _, printed = part[0].rpartition(",")
        label = name.strip() or part[0].strip()
        numbers: list[NumberInText | None]
        if courts := find_circuits(part[0]):
            link_type, numbers = LinkType.APPEAL, [*find_numbers(part[0], "appellate")]
        elif courts := find_districts(part[0]):  # which of the two sent it to the other is not printed
            link_type, numbers = LinkType.RELATED, [*find_numbers(part[0], "district")]
        else:
            link_type, numbers = LinkType.REMOVAL, [find_state_number(f"case no. {printed.strip()}", 0, 80)]
        state = sheet.court.state if sheet.court else None
        court_id = courts[0].court_id if courts else find_state_court(label, state)
        if court_id and numbers and numbers[0]:
            told = {"other_label": label, "other_is_later": link_type is LinkType.APPEAL}
            number = NumberInText(*part.span(), numbers[0].raw)
            links.append(draw_link(sheet, link_type, court_id, number, "case-in-other-court", **told))
    return links


_TEXTS = "docket_number appeal_from originating_court_id originating_docket_number caption date_filed".split()


def read_header(record: dict) -> Docket:
    """Return the header that a line of `extract families` gives; ParseError for a field of another type."""
    texts: dict[str, Any] = {name: record.get(name) for name in _TEXTS}
    details = record.get("details") or []
    are_pairs = isinstance(details, list) and all(
        isinstance(pair, list) and list(map(type, pair)) == [str, str] for pair in details
    )
    if not are_pairs or not all(isinstance(value, str | None) for value in texts.values()):
        what = f'give strings or null as {", ".join(texts)}, and a list of [name, value] pairs as "details"'
        raise ParseError(f"not a header: {str(record)[:80]}; {what}", code="bad-line")
    court_id, number = record["court_id"], texts.pop("docket_number")
    day, origin = texts.pop("date_filed"), texts.pop("originating_court_id")
    return Docket(
        DocketRef(court_id, normalize(number, court_id) if number else None),
        date_filed=parse_date(day) if day else None,
        originating_court_id=origin or find_court_id(texts["appeal_from"] or ""),
        details=tuple(map(tuple, details)),
        **texts,
    )
