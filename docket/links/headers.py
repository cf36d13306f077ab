"""Which other dockets a docket's header names: the court below, the lead case, the case in another court.

A circuit prints "Originating Court Information", the Supreme Court "Lower Ct", a district court "Lead
case", "Related Cases" and "Case in other court". The district court's fields are read from `details` under
the names `lead_case`, `member_cases`, `related_cases` and `case_in_other_court`.
"""

import re
from typing import Any

from docket.courts import find_court_id, load_courts
from docket.courts.in_text import find_circuits, find_districts, find_state_court
from docket.facts import LinkFact
from docket.issues import ParseError
from docket.links.link import NumberInText, Sheet, find_number, find_numbers, normalize
from docket.records import Docket, DocketRef
from docket.times import parse_date
from docket.vocabulary import LinkType

_PART = re.compile(r"[^;\n]+")
_LONGEST = 4000  # characters of one field
# Fields with docket numbers of the same court: the type of link, and the rule.
_GROUPS = {
    "lead_case": (LinkType.CONSOLIDATED, "lead_case"),
    "member_cases": (LinkType.CONSOLIDATED, "member_cases"),
    "related_cases": (LinkType.RELATED, "related_cases"),
    "links": (LinkType.RELATED, "linked-with"),
    "RelatedCaseNumber": (LinkType.RELATED, "related-case-number"),
}


def find_header_links(docket: Docket) -> list[LinkFact]:
    """Return the links that one header states, except to itself; each rule is the field it was read from."""
    if (court := load_courts().get(docket.ref.court_id)) is None:
        return []
    sheet = Sheet("", "", court, docket.date_filed, docket.ref.docket_number)
    details = {name: value[:_LONGEST] for name, value in docket.details}
    links = _below(sheet, docket, details.get("lower_court_case_numbers", ""))
    for name, (link_type, rule) in _GROUPS.items():
        links += _group(sheet, details.get(name, ""), link_type, rule)
    links += _in_other_court(sheet, details.get("case_in_other_court", ""))
    # a caption such as "IN RE: Example Products Liability Litigation (MDL No. 3047)"
    if (number := find_number((docket.caption or "")[:_LONGEST], "jpml")).raw:
        links.append(sheet.draw(LinkType.MDL_MEMBER, "jpml", number, "caption"))
    return sheet.keep_others(links)


def _below(sheet: Sheet, docket: Docket, numbers_below: str) -> list[LinkFact]:
    """Return the links to the court of origin. Any Supreme Court paper, even an application, is a review."""
    court_id, label = docket.originating_court_id, docket.appeal_from
    numbers = [docket.originating_docket_number or ""]
    # Boards and departments keep no court docket: "Board of Immigration Appeals" (ca9 22-21).
    is_agency = "court" not in (label or "").lower()
    if (court_id is None and (is_agency or not numbers[0])) or court_id == sheet.court.court_id:
        return []
    link_type, rule = LinkType.APPEAL, "originating-court"
    if sheet.court.system == "scotus":
        link_type, rule = LinkType.CERTIORARI, "lower-court"
        printed = map(str.strip, re.split(r"[;,&/()\n]", numbers_below))
        numbers = [raw for raw in printed if raw] or numbers
    places = [NumberInText(0, 0, raw) for raw in numbers]
    return [sheet.draw(link_type, court_id, place, rule, other_label=label) for place in places]


def _group(sheet: Sheet, value: str, link_type: LinkType, rule: str) -> list[LinkFact]:
    """Return links to numbers of the same court or of an MDL; "Vide 22-555" is heard with the docket."""
    court, numbers = sheet.court, find_numbers(value, "jpml")
    links = [sheet.draw(LinkType.MDL_MEMBER, "jpml", number, rule) for number in numbers]
    for part in _PART.finditer(value if court.system != "jpml" else ""):
        of_type = LinkType.COMPANION if "vide" in part[0].lower() else link_type
        numbers = find_numbers(value, court.system, *part.span())
        links += [sheet.draw(of_type, court.court_id, number, rule) for number in numbers]
    return links


def _in_other_court(sheet: Sheet, value: str) -> list[LinkFact]:
    """ "Case in other court: Ninth Circuit, 20-16633; Superior Court of California, Alameda, RG19012345"."""
    links = list[LinkFact]()
    for part in _PART.finditer(value):
        name, _, printed = part[0].rpartition(",")
        label = name.strip() or part[0].strip()
        if courts := find_circuits(part[0]):
            link_type, number = LinkType.APPEAL, find_number(part[0], "appellate")
        elif courts := find_districts(part[0]):  # the field does not say which of the two sent it
            link_type, number = LinkType.RELATED, find_number(part[0], "district")
        else:
            number = find_number(f"case no. {printed.strip()}", "labeled", 0, 80)
            link_type = LinkType.REMOVAL
        court_id = courts[0].court_id if courts else find_state_court(label, sheet.court.state)
        if court_id and number.raw:
            fields = {"other_label": label, "other_is_later": link_type is LinkType.APPEAL}
            place = NumberInText(*part.span(), number.raw)
            links.append(sheet.draw(link_type, court_id, place, "case-in-other-court", **fields))
    return links


_TEXTS = "docket_number appeal_from originating_court_id originating_docket_number caption date_filed".split()


def read_header(record: dict) -> Docket:
    """Return the header in a line for `extract families`. Raises ParseError for a field of the wrong type."""
    texts: dict[str, Any] = {name: record.get(name) for name in _TEXTS}
    details = record.get("details") or []
    are_pairs = isinstance(details, list) and all(
        isinstance(pair, list) and list(map(type, pair)) == [str, str] for pair in details
    )
    if not are_pairs or not all(isinstance(value, str | None) for value in texts.values()):
        remedy = f'give strings or null as {", ".join(texts)}, and a list of [name, value] pairs as "details"'
        raise ParseError(f"not a header: {str(record)[:80]}; {remedy}", code="bad-line")
    court_id, number = record["court_id"], texts.pop("docket_number")
    day, origin = texts.pop("date_filed"), texts.pop("originating_court_id")
    return Docket(
        DocketRef(court_id, normalize(number, court_id) if number else None),
        date_filed=parse_date(day) if day else None,
        originating_court_id=origin or find_court_id(texts["appeal_from"] or ""),
        details=tuple(map(tuple, details)),
        **texts,
    )
