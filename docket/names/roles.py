"""The role of a party in one docket, and in what capacity it stands there.

The role is from the clerk's word, or from a side of the caption; the capacity is an office, a class, an
estate or a ward. The words are rows of language/names.tsv.
"""

import re

from docket.courts import load_courts
from docket.names.kinds import PartyKind, looks_like_person
from docket.names.parts import Parts, dissect, trim
from docket.names.pseudonyms import is_pseudonym
from docket.names.words import begins, fold, load_words, says
from docket.vocabulary import PartyType, normalize_party_type

_OTHERS = frozenset((PartyType.COURT_OFFICER, PartyType.UNKNOWN, PartyType.UNMAPPED, PartyType.OTHER))
_AS_WHAT = re.compile(r"\s+(?:as|of)\s+[^;\n]+", re.IGNORECASE)


def find_role(printed: str | None) -> PartyType:
    """Return the role that a printed type says; officers of the court and unknown words are ``OTHER``."""
    role = normalize_party_type(printed)
    return PartyType.OTHER if role in _OTHERS else role


def find_side_role(
    canonical: str, kind: PartyKind, is_official: bool, side: str, court_id: str | None
) -> PartyType:
    """Return the role that a side of a caption shows in a court of this kind.

    A court of appeals may keep the caption of the trial court, so its sides are a guess: a
    government that stands first brought the action or the charge, and those whom it sued or
    charged appeal more often; an Attorney General that stands second is respondent to a
    petition for review (8 U.S.C. § 1252(b)(3)(A)).
    """
    court, is_first = load_courts().get(court_id or ""), side == "first"
    system = court.system if court else "district"
    if system == "scotus":
        return PartyType.PETITIONER if is_first else PartyType.RESPONDENT
    if system == "appellate" and is_first:
        return PartyType.APPELLEE if kind is PartyKind.GOVERNMENT else PartyType.APPELLANT
    if system == "appellate":
        is_general = is_official or fold(canonical.rpartition(" ")[2]) in load_words("attorney_general")
        return PartyType.RESPONDENT if is_general else PartyType.APPELLEE
    if begins("matter", canonical):
        return PartyType.IN_RE
    return PartyType.PLAINTIFF if is_first else PartyType.DEFENDANT


def find_capacity(parts: Parts, titles: str, raw: str, extra_info: str | None) -> str | None:
    """Return the words that say a person is party as an office, None where nothing says so.

    "in his official capacity as …", or the public office printed with the name ("Warden of …").
    """
    text = f"{extra_info or ''}; {raw}"
    if match := says("official", text):
        end = (_AS_WHAT.match(text, match.end()) or match).end()
        return " ".join(text[match.start() : end].split())
    name, office = trim(parts.name)
    if any(says("individual", note) for note in parts.notes):
        return None
    if says("office_title", titles):
        return titles
    if " " in name and not looks_like_person(name):
        return None
    return next((note for note in (office, *parts.notes) if _is_public_office(note)), None)


def _is_public_office(note: str) -> bool:
    return begins("office", note) is not None and not (
        says("private_office", note) or says("represents", note)
    )


def find_represented_kind(kind: PartyKind, parts: Parts) -> PartyKind:
    """Return the kind of who acts for others: a class's representative, a guardian, an executor."""
    described = " ; ".join(parts.notes)
    if says("class", described):
        return PartyKind.CLASS
    is_ward = kind is PartyKind.PSEUDONYM and any(map(_take_actor, parts.notes))
    is_body = kind in (PartyKind.ORGANIZATION, PartyKind.GOVERNMENT, PartyKind.UNKNOWN)
    is_other = is_ward or is_body or not says("represents", described)
    return kind if is_other else PartyKind.ESTATE_OR_GUARDIAN


def _take_actor(note: str) -> str:
    """Who acts, of "by and through her next friend, Rae Example"; "" where nobody does."""
    match = begins("acting", note)
    words = note[match.end() :].split() if match else []
    while words and fold(words[0]) in load_words("acting"):
        words.pop(0)
    return " ".join(words)


def find_actor(parts: Parts) -> str | None:
    """Return who acts for the party, where the line names the ward first ("A, by and through B").

    Where the one who acts is a pseudonym as well, or stands only in the small print, the ward
    stays the party.
    """
    ward, _ = trim(parts.name)
    notes = (
        parts.notes[: len(parts.notes) - parts.below] if is_pseudonym(ward) or looks_like_person(ward) else ()
    )
    actors = [dissect(_take_actor(note)).name for note in notes]
    return next((actor for actor in actors if looks_like_person(actor) and not is_pseudonym(actor)), None)
