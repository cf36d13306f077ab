"""Which other dockets a docket's header names: the court below, the lead case, the case in another court.

A circuit prints "Originating Court Information", the Supreme Court "Lower Ct", a district "Lead
case", "Related Cases" and "Case in other court"; the last three are read from `details` under the
names `lead_case`, `member_cases`, `related_cases` and `case_in_other_court`.
"""

import re

from docket.courts import find_court_id
from docket.courts.in_text import find_circuits, find_districts, find_state_court
from docket.issues import ParseError
from docket.links.link import Link, Sheet, cue, draw_link, is_own
from docket.links.numbers import NumberInText, find_numbers, find_state_number, normalize
from docket.records import Docket, DocketRef
from docket.times import parse_date
from docket.vocabulary import LinkType

_LISTED = re.compile(r"\s{0,9}(?:[;,&/\n]|\bsee also\b)\s{0,9}", re.IGNORECASE)
_MOST = 40  # numbers of one field
_LONGEST = 4000  # characters of one field
_GROUPS = {
    "lead_case": LinkType.CONSOLIDATED,
    "member_cases": LinkType.CONSOLIDATED,
    "related_cases": LinkType.RELATED,
}


def find_header_links(docket: Docket) -> list[Link]:
    """Return the links one header tells of, each with the field it was read from as its rule; none to itself."""
    sheet = Sheet("", docket.ref.court_id, docket.date_filed, docket.ref.docket_number)
    details = {name: value[:_LONGEST] for name, value in docket.details}
    if sheet.court is None:
        return []
    links = _below(sheet, docket, details)
    if sheet.system == "scotus":
        links += _linked(sheet, details)
    else:
        links += _group(sheet, details) + _in_other_court(sheet, details)
        links += _mdl(sheet, (docket.caption or "")[:_LONGEST], "caption")[:1]
    return [link for link in links if not is_own(sheet, link)]


def _below(sheet: Sheet, docket: Docket, details: dict[str, str]) -> list[Link]:
    """The court of origin. Every paper of the Supreme Court's docket is a review there, an application too."""
    court_id, label = docket.originating_court_id, docket.appeal_from
    numbers = [docket.originating_docket_number or ""]
    # Boards and departments keep no docket of a court: "Board of Immigration Appeals" (ca9 22-21).
    is_agency = label is None or cue("agency").search(label.lower()) is not None
    if court_id is None and (is_agency or not numbers[0]):
        return []
    if sheet.system not in ("appellate", "scotus", "district", "bankruptcy") or court_id == sheet.court_id:
        return []
    link_type, rule = LinkType.APPEAL, "originating-court"
    if sheet.system == "scotus":
        link_type, rule = LinkType.CERTIORARI, "lower-court"
        printed = _LISTED.split(details.get("lower_court_case_numbers", "").strip("() "))
        numbers = [word.strip("() ") for word in printed if word.strip("() ")][:_MOST] or numbers
    places = [NumberInText(0, 0, raw) for raw in numbers]
    return [draw_link(sheet, link_type, court_id, place, rule, other_label=label) for place in places]


def _linked(sheet: Sheet, details: dict[str, str]) -> list[Link]:
    """ "Linked with 16A940" is the same matter's application; "Vide 22-555" is heard together with it."""
    links = []
    for name, rule in (("links", "linked-with"), ("RelatedCaseNumber", "related-case-number")):
        for part in re.split(r"[;\n]", details.get(name, "")):
            link_type = LinkType.COMPANION if "vide" in part.lower() else LinkType.RELATED
            numbers = find_numbers(part, "scotus")
            links += [draw_link(sheet, link_type, "scotus", number, rule) for number in numbers]
    return _unique(links)


def _group(sheet: Sheet, details: dict[str, str]) -> list[Link]:
    links = []
    for name, link_type in _GROUPS.items():
        links += _mdl(sheet, details.get(name, ""), name)
        numbers = find_numbers(details.get(name, ""), sheet.system) if sheet.system != "jpml" else []
        for number in numbers[:_MOST]:
            of_type = LinkType.MDL_MEMBER if number.is_mdl else link_type
            links.append(draw_link(sheet, of_type, sheet.court_id, number, name))
    return _unique(links)


def _mdl(sheet: Sheet, value: str, rule: str) -> list[Link]:
    """ "IN RE: Example Products Liability Litigation (MDL No. 3047)"."""
    numbers = find_numbers(value, "jpml")
    return [draw_link(sheet, LinkType.MDL_MEMBER, "jpml", number, rule) for number in numbers]


def _in_other_court(sheet: Sheet, details: dict[str, str]) -> list[Link]:
    """ "Case in other court: Ninth Circuit, 20-16633; Superior Court of California, Alameda, RG19012345"."""
    links, place = list[Link](), 0
    for part in re.split(r"[;\n]", details.get("case_in_other_court", ""))[:_MOST]:
        label = part.rpartition(",")[0].strip() or part.strip()
        link_type, court_id, number = _other_court(sheet, part, label)
        if court_id and number:
            told = {"other_label": label, "other_is_later": link_type is LinkType.APPEAL}
            number = NumberInText(place, place + len(part), number.raw)
            links.append(draw_link(sheet, link_type, court_id, number, "case-in-other-court", **told))
        place += len(part) + 1
    return _unique(links)


def _other_court(sheet: Sheet, part: str, label: str) -> tuple[LinkType, str | None, NumberInText | None]:
    if circuits := find_circuits(part):
        return LinkType.APPEAL, circuits[0].court_id, next(iter(find_numbers(part, "appellate")), None)
    if districts := find_districts(part):  # which of the two sent the action to the other is not printed
        court_id = districts[0].court_id if districts[0].court_id != sheet.court_id else None
        return LinkType.RELATED, court_id, next(iter(find_numbers(part, "district")), None)
    state = sheet.court.state if sheet.court and sheet.system == "district" else None
    number = find_state_number(f"case no. {part.rpartition(',')[2].strip()}", 0, 80)
    return LinkType.REMOVAL, find_state_court(label, state) if state else None, number


def _unique(links: list[Link]) -> list[Link]:
    """06A1001 prints the same number five times."""
    by_key = {(link.link_type, link.other_court_id, link.other_number_raw): link for link in reversed(links)}
    return list(by_key.values())[::-1]


_TEXTS = (
    "docket_number",
    "appeal_from",
    "originating_court_id",
    "originating_docket_number",
    "caption",
    "date_filed",
)


def read_header(record: dict) -> Docket:
    """Return the header that a line of `extract families` gives; ParseError for a field of another type."""
    for name in _TEXTS:
        if not isinstance(record.get(name), str | None):
            what = f"{name!r} must be a string or null, got {str(record[name])[:40]!r}"
            raise ParseError(what, code="bad-line")
    details = record.get("details") or []
    if not isinstance(details, list) or not all(_is_pair(pair) for pair in details):
        what = f"'details' must be a list of [name, value] pairs, got {str(details)[:40]!r}"
        raise ParseError(what, code="bad-line")
    court_id, number = record["court_id"], record.get("docket_number")
    return Docket(
        ref=DocketRef(court_id, normalize(number, court_id) if number else None),
        caption=record.get("caption"),
        date_filed=parse_date(record["date_filed"]) if record.get("date_filed") else None,
        appeal_from=record.get("appeal_from"),
        originating_court_id=record.get("originating_court_id")
        or find_court_id(record.get("appeal_from") or ""),
        originating_docket_number=record.get("originating_docket_number"),
        details=tuple(map(tuple, details)),
    )


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(word, str) for word in pair)
