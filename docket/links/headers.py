"""Which other dockets a docket's header names: the court below, the lead case, the case in another court.

A circuit prints "Originating Court Information", the Supreme Court "Lower Ct", a district "Lead
case", "Related Cases" and "Case in other court"; the last three are read from `details` under the
names `lead_case`, `member_cases`, `related_cases` and `case_in_other_court`.
"""

import re

from docket.courts import find_court_id, load_courts
from docket.courts.in_text import find_circuits, find_districts, find_state_court
from docket.issues import ParseError
from docket.links.link import Link, default_effect
from docket.links.numbers import NumberInText, find_numbers, find_state_number, is_same_number, normalize
from docket.records import Docket, DocketRef
from docket.times import parse_date
from docket.vocabulary import LinkType

_LISTED = re.compile(r"\s{0,9}(?:[;,&/\n]|\bsee also\b)\s{0,9}", re.IGNORECASE)
# Boards and departments keep no docket of a court: "Board of Immigration Appeals" (ca9 22-21).
_AGENCY = re.compile(
    r"\b(?:board|commission|department|agency|bureau|administration|secretary|service|office|authority|council)\b",
    re.IGNORECASE,
)
_MDL = re.compile(r"\bMDL\b", re.IGNORECASE)
_MOST = 40  # numbers of one field
_LONGEST = 4000  # characters of one field


def find_header_links(docket: Docket) -> list[Link]:
    """Return the links one header tells of, each with the field it was read from as its rule; none to itself."""
    court = load_courts().get(docket.ref.court_id)
    if court is None:
        return []
    details = dict(docket.details)
    links = _below(docket, court.system, details)
    if court.system == "scotus":
        links += _linked(docket, details)
    else:
        links += _group(docket, details, court.system)
        links += _in_other_court(docket, details)
        links += _caption(docket)
    return [
        link
        for link in links
        if not (
            link.other_court_id == docket.ref.court_id
            and is_same_number(link.other_docket_number, docket.ref.docket_number)
        )
    ]


def _link(
    docket: Docket,
    link_type: LinkType,
    court_id: str | None,
    raw: str | None,
    rule: str,
    label: str | None = None,
    is_later: bool = False,
    span: tuple[int, int] = (0, 0),
    system: str = "",
) -> Link:
    number = raw and normalize(raw, court_id, system)
    return Link(
        link_type,
        court_id,
        number or None,
        raw,
        label,
        default_effect(link_type),
        docket.date_filed,
        is_later,
        *span,
        rule,
    )


def _below(docket: Docket, system: str, details: dict[str, str]) -> list[Link]:
    """The court of origin. Every paper of the Supreme Court's docket is a review there, an application too."""
    court_id, first = docket.originating_court_id, docket.originating_docket_number
    label = docket.appeal_from
    if court_id is None and (label is None or _AGENCY.search(label) or first is None):
        return []
    if system not in ("appellate", "scotus", "district", "bankruptcy") or court_id == docket.ref.court_id:
        return []
    link_type = LinkType.CERTIORARI if system == "scotus" else LinkType.APPEAL
    numbers = [first] if first else [None]
    rule = "originating-court"
    if system == "scotus":
        rule = "lower-court"
        printed = [
            word.strip("() ")
            for word in _LISTED.split(details.get("lower_court_case_numbers", "")[:_LONGEST].strip("() "))
        ]
        numbers = [word for word in printed if word][:_MOST] or numbers
    return [_link(docket, link_type, court_id, raw, rule, label) for raw in numbers]


def _linked(docket: Docket, details: dict[str, str]) -> list[Link]:
    """ "Linked with 16A940" is the same matter's application; "Vide 22-555" is heard together with it."""
    links = []
    for name, rule in (("links", "linked-with"), ("RelatedCaseNumber", "related-case-number")):
        for part in re.split(r"[;\n]", details.get(name, "")[:_LONGEST]):
            link_type = LinkType.COMPANION if re.search(r"\bvide", part, re.IGNORECASE) else LinkType.RELATED
            links += [
                _link(docket, link_type, "scotus", number.raw, rule, span=(number.start, number.end))
                for number in find_numbers(part, "scotus")
            ]
    return _unique(links)


def _group(docket: Docket, details: dict[str, str], system: str) -> list[Link]:
    links = []
    for name, link_type in (
        ("lead_case", LinkType.CONSOLIDATED),
        ("member_cases", LinkType.CONSOLIDATED),
        ("related_cases", LinkType.RELATED),
    ):
        value = details.get(name, "")[:_LONGEST]
        if _MDL.search(value):
            links += [_mdl_link(docket, number, name) for number in find_numbers(value, "jpml")]
        number_system = "district" if system == "jpml" else system
        for number in find_numbers(value, number_system)[:_MOST]:
            named = LinkType.MDL_MEMBER if number.is_mdl else link_type
            if system != "jpml":
                links.append(
                    _link(
                        docket, named, docket.ref.court_id, number.raw, name, span=(number.start, number.end)
                    )
                )
    return _unique(links)


def _mdl_link(docket: Docket, number: NumberInText, rule: str) -> Link:
    return _link(docket, LinkType.MDL_MEMBER, "jpml", number.raw, rule, span=(number.start, number.end))


def _in_other_court(docket: Docket, details: dict[str, str]) -> list[Link]:
    """ "Case in other court: Ninth Circuit, 20-16633; Superior Court of California, Alameda, RG19012345"."""
    links, place = [], 0
    value = details.get("case_in_other_court", "")[:_LONGEST]
    for part in re.split(r"[;\n]", value)[:_MOST]:
        link = _other_court(docket, part, place)
        links += [link] if link else []
        place += len(part) + 1
    return _unique(links)


def _other_court(docket: Docket, part: str, place: int) -> Link | None:
    rule, label = "case-in-other-court", part.rpartition(",")[0].strip() or part.strip()
    circuits, districts = find_circuits(part), find_districts(part)
    span = (place, place + len(part))
    if circuits:
        numbers = find_numbers(part, "appellate")
        return (
            _link(docket, LinkType.APPEAL, circuits[0].court_id, numbers[0].raw, rule, label, True, span)
            if numbers
            else None
        )
    if districts:  # which of the two sent the action to the other is not printed
        numbers = find_numbers(part, "district")
        court_id = districts[0].court_id
        return (
            _link(docket, LinkType.RELATED, court_id, numbers[0].raw, rule, label, False, span)
            if numbers and court_id != docket.ref.court_id
            else None
        )
    court = load_courts()[docket.ref.court_id]
    state_court = find_state_court(label, court.state) if court.system == "district" else None
    number = find_state_number(f"case no. {part.rpartition(',')[2].strip()}", 0, 80)
    return (
        _link(docket, LinkType.REMOVAL, state_court, number.raw, rule, label, False, span)
        if state_court and number
        else None
    )


def _caption(docket: Docket) -> list[Link]:
    """ "IN RE: Example Products Liability Litigation (MDL No. 3047)", or the field "MDL status"."""
    caption = (docket.caption or "")[:_LONGEST]
    return (
        [_mdl_link(docket, number, "caption") for number in find_numbers(caption, "jpml")[:1]]
        if _MDL.search(caption)
        else []
    )


def _unique(links: list[Link]) -> list[Link]:
    """06A1001 prints the same number five times."""
    return list(
        {
            (link.link_type, link.other_court_id, link.other_number_raw): link for link in reversed(links)
        }.values()
    )[::-1]


def read_header(record: dict) -> Docket:
    """Return the header that a line of `extract families` gives; ParseError for a field of another type."""
    for name in (
        "docket_number",
        "appeal_from",
        "originating_court_id",
        "originating_docket_number",
        "caption",
        "date_filed",
    ):
        if not isinstance(record.get(name), str | None):
            raise ParseError(
                f"{name!r} must be a string or null, got {str(record[name])[:40]!r}", code="bad-line"
            )
    details = record.get("details") or []
    if not isinstance(details, list) or not all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(word, str) for word in pair)
        for pair in details
    ):
        raise ParseError(
            f"'details' must be a list of [name, value] pairs, got {str(details)[:40]!r}", code="bad-line"
        )
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
