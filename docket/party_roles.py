"""The role of a party in one docket: from the clerk's word, or from a side of the caption."""

import re

from docket.courts import load_courts
from docket.party_kinds import PartyKind, is_matter
from docket.party_words import load_words
from docket.vocabulary import PartyType, normalise_party_type

_OTHERS = frozenset((PartyType.COURT_OFFICER, PartyType.UNKNOWN, PartyType.UNMAPPED, PartyType.OTHER))


def as_role(role: PartyType) -> PartyType:
    """Return a party type as a role: officers of the court and unknown words are ``OTHER``."""
    return PartyType.OTHER if role in _OTHERS else role


def find_side_role(
    canonical: str, kind: PartyKind, is_official: bool, side: str, court_id: str | None, printed: str | None = None
) -> PartyType:
    """Return the role that a side of a caption shows in a court of this kind; a printed role decides.

    A court of appeals may keep the caption of the trial court, so its sides are a guess: a
    government that stands first brought the action or the charge, and those whom it sued or
    charged appeal more often; an Attorney General that stands second is respondent to a
    petition for review (8 U.S.C. § 1252(b)(3)(A)).
    """
    if printed and (role := as_role(normalise_party_type(printed))) is not PartyType.OTHER:
        return role
    system, is_first = _find_system(court_id or ""), side == "first"
    if system == "scotus":
        return PartyType.PETITIONER if is_first else PartyType.RESPONDENT
    if system == "appellate":
        if is_first:
            return PartyType.APPELLEE if kind is PartyKind.GOVERNMENT else PartyType.APPELLANT
        is_attorney_general = is_official or canonical.split()[-1].casefold() in load_words("attorney_general")
        return PartyType.RESPONDENT if is_attorney_general else PartyType.APPELLEE
    if is_matter(canonical):
        return PartyType.IN_RE
    return PartyType.PLAINTIFF if is_first else PartyType.DEFENDANT


def _find_system(court_id: str) -> str:
    """Return the system of a court; of one that courts.csv lacks, what its id looks like."""
    if court := load_courts().get(court_id):
        return court.system
    return "appellate" if re.match(r"ca(?:\d|dc|fc)", court_id) else "district"
