"""A case in at most five sentences: who sues whom over what, the law in question, how it came out (the
verdict says that), what happens next, how we know. Made from fields; a blank field's words are left out."""

import re
import sqlite3

from docket.courts import load_courts
from docket.identity import year_of_number
from docket.statute import ERAS, SECTION
from publish.request import rows
from publish.words import (
    HEARING_STATUSES,
    PROVISIONS,
    counted,
    format_claim,
    format_day,
    format_hearing,
    format_provision,
    format_span,
    join_words,
    split_list,
    the,
)

_NAMED = 2  # parties on each side that a sentence names; the others are counted
_REVIEWING = ("appellate", "scotus")
_SIDES = {
    "plaintiff": "plaintiff",
    "petitioner": "plaintiff",
    "defendant": "defendant",
    "respondent": "defendant",
}
_IN_COURT = re.compile(r"^(?P<name>.+?) \((?P<court>[^()]+)\)$")


def short_title(name: str, court_ids: list[str]) -> str:
    """Return the short name of a case without the court that follows it: "Anderson v. TikTok (E.D. Pa.)".

    A county's court may be given without its State: "J.S. v. Village Voice (Pierce County)".
    """
    match = _IN_COURT.match(name)
    if match is None:
        return name
    courts = [court for court_id in court_ids if (court := load_courts().get(court_id))]
    named = {part for court in courts for part in (court.short_name, court.name, *court.aliases)}
    named |= {county["name"] for part in tuple(named) if (county := _IN_COURT.match(part))}
    named |= {part.removesuffix(" County") for part in named}
    return match["name"] if match["court"] in named else name


def case_title(case: dict) -> str:
    """Return a case's name for places that also name its courts: in "Anderson v. TikTok (E.D. Pa.)", "not
    immune" is the answer of the Third Circuit."""
    name = case["short_name"] or case["caption"] or case["case_id"]
    return short_title(name, split_list(case["court_ids"]))


_CHARGED = ("criminal", "charged")


def format_suit(conn: sqlite3.Connection, case: dict, family: list[dict]) -> str | None:
    """Return who sues whom over what, where and since when: "Jane Roe sued Example, Inc. in N.D. Cal. on Feb.
    1, 2022, over negligence."; None if no party is known."""
    begun = [docket for docket in family if not _reviews(docket)]
    first = min(
        begun or family,
        key=lambda docket: (docket["date_filed"] or "9999", docket["position"] or 0),
        default=None,
    )
    if first is None:
        return None
    sides: dict[str, list[str]] = {"plaintiff": [], "defendant": []}
    for party in rows(
        conn,
        "select name, party_type from participations where docket_id = ? and not coalesce(is_gone, 0) "
        "order by position, participation_id limit 400",
        (first["docket_id"],),
    ):
        side = _SIDES.get(party["party_type"] or "")
        if side and party["name"] not in sides[side]:
            sides[side].append(party["name"])
    if not sides["plaintiff"] or not sides["defendant"]:
        return None
    where = first["court_name"] or first["court_full_name"]
    # A person who was charged may sue in turn: *Bollaert v. Gore* is a petition by the person convicted.
    is_charge = split_list(case["claims"]) == ["criminal"] and "government" in split_list(
        case["plaintiff_type"]
    )
    verb = "charged" if is_charge else "sued"
    words = f"{_names(sides['plaintiff'])} {verb} {_names(sides['defendant'])}"
    if begun:  # the beginning of a suit is not known if only its appeal is here
        place = f"in {the(where) if ' Court' in where else where}" if where else ""
        words += _begun(first, place)
    claims = [code for code in split_list(case["claims"]) if code != "other" and (code, verb) != _CHARGED]
    claims.sort(key=lambda code: code == "declaratory_preemption")  # it is a clause of its own and comes last
    if claims:
        named = [_in_sentence(code) for code in claims[:3]]
        more = f" and {counted(len(claims) - 3, 'other claim')}" if len(claims) > 3 else ""
        words += f", over {join_words(named) if not more else ', '.join(named)}{more}"
    return words if words.endswith(".") else f"{words}."


def _reviews(docket: dict) -> bool:
    """Return whether a docket's court reviews other courts' decisions: nobody sues in the California Court of
    Appeal (*K.G.M. v. Meta* is there on appeal)."""
    court = load_courts().get(docket["court_id"])
    return court.hears_appeals if court else docket["system"] in _REVIEWING


def _begun(docket: dict, place: str) -> str:
    """Return " in N.D. Cal. on Feb. 1, 2022".

    If the docket number's year differs from the year of filing, the suit came from another court: *Carafano*
    was filed on Oct. 27, 2000, and is 01-cv-00018 in C.D. Cal., to which it was removed.
    """
    filed, number = docket["date_filed"], docket["docket_number"]
    year = year_of_number(number, docket["court_id"]) if number else None
    day = f" on {format_day(filed)}" if filed else ""
    if filed and place and year and year != int(filed[:4]):
        return f"{day} ({place} since {year})"
    return f" {place}{day}" if place else day


# Words to follow "over", for claims whose name cannot; criminal charges are phrased differently anyway.
_OVER = {
    "criminal": "a criminal charge",
    "ata_2333": "the Anti-Terrorism Act (18 U.S.C. § 2333)",
    "declaratory_preemption": "whether federal law preempts state law",
    "first_amendment": "the First Amendment",
}


def _in_sentence(code: str) -> str:
    """Return a claim as it reads within a sentence; one that begins with a proper name keeps its capital."""
    claim = format_claim(code) or code
    keeps = claim.isupper() or claim.startswith(("Lanham", "RICO"))
    return _OVER.get(code) or (claim if keeps else claim[:1].lower() + claim[1:])


def _names(names: list[str]) -> str:
    more = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])} and {counted(more, 'other')}" if more > 0 else join_words(names)


def format_defense(case: dict) -> str | None:
    """Return which part of the statute is in question, and in which version; None if neither is known.

    For a docket not confirmed to be about the statute, the version alone means nothing: an imported docket
    may be about a collision at sea.
    """
    parts = [format_provision(code) for code in split_list(case["provisions"]) if code in PROVISIONS]
    version = ERAS.get(case["law_in_force"] or "")
    if parts:
        verb = "is" if len(parts) == 1 else "are"
        return f"In question {verb} {join_words(parts)}{f', {version}' if version else ''}."
    is_about = case["selection"] in ("catalog", "confirmed")
    return f"In question is {SECTION} {version}." if version and is_about else None


def format_next(case: dict, hearing: dict | None) -> str | None:
    """Return what happens next: the next hearing that is set, or that the case is over; None if neither is
    known."""
    if hearing is not None:
        day = format_span(hearing["date_from"], hearing["date_to"], hearing["precision"])
        if day:
            place = f" in {hearing['court_name']}" if hearing.get("court_name") else ""
            state = HEARING_STATUSES[hearing["status"]][0].lower()
            return f"Next: {format_hearing(hearing['kind']).lower()}{place}, {day} ({state})."
    return "The case is closed." if case["status"] == "closed" else None


def format_basis(freshness: dict, entry_count: int) -> str | None:
    """Return how we know: the day of review, and the registers read."""
    parts = []
    if freshness["reviewed"]:
        parts.append(f"facts reviewed by a person on {format_day(freshness['reviewed'][:10])}")
    if freshness["read"] and entry_count:
        parts.append(
            f"{counted(entry_count, 'docket entry', 'docket entries')} read, "
            f"last on {format_day(freshness['read'][:10])}"
        )
    elif freshness["reviewed"]:
        parts.append("no docket sheet read")
    return f"How we know: {', '.join(parts)}." if parts else None
