"""Party names: one printed line to a canonical name, its kind, aliases, side and capacity.

The rules are those of the accuracy labels: capitals become ordinary case; titles, offices,
descriptions, numbers and "et al." go; legal forms take one style; nothing is completed from
elsewhere. The line as printed is kept beside all this by whoever calls.

    words        the words by which a name shows what it names (data/name_words.csv, language/names.tsv)
    case, forms  ordinary case for capitals; legal forms and suffixes in one style
    kinds        a person, an organization, a public body, an office …
    parts        one printed line taken apart
    pseudonyms   names that stay closed
    roles        the role of a party in one docket, and in what capacity it stands there
    captions     the two sides of "A v. B", and whether two captions are one case's
    counsel      attorneys and firms
    facts        all that one printed party line says, read once
"""

import re
from dataclasses import dataclass

from docket.issues import ParseError
from docket.names.kinds import (
    PartyKind,
    drop_remark,
    find_kind,
    is_matter,
    is_office,
    is_organization,
    looks_like_person,
)
from docket.names.parts import Parts, dissect, split_also, squeeze, take_titles, trim
from docket.names.pseudonyms import is_pseudonym, space_initials, tidy_numbers
from docket.names.roles import (
    as_role,
    find_actor,
    find_capacity,
    find_represented_kind,
    find_side_role,
    is_private_only,
)
from docket.names.spelling import is_all_capitals, is_suffix, restore_case, split_forms, tidy_suffix
from docket.names.words import begins, says
from docket.vocabulary import PartyType, normalize_party_type

__all__ = ["PartyName", "extract_party", "is_pseudonym", "normalize_party", "split_aliases"]

_LONGEST = 4000
_UNITED_STATES = re.compile(
    r"(?:the\s+)?(?:united\s+states(?:\s+of\s+america)?|u\.?\s?s\.?\s?a\.?|u\.\s?s\.?)(?:\s*\(u\.?s\.?(?:a\.?)?\))?",
    re.IGNORECASE,
)
_SUED = frozenset(
    (PartyType.DEFENDANT, PartyType.RESPONDENT, PartyType.APPELLANT, PartyType.APPELLEE, PartyType.UNKNOWN)
)


@dataclass(frozen=True)
class PartyName:
    """A party's name understood. `canonical` is never completed from elsewhere.

    `role` is a member of ``PartyType``; officers of the court and unknown words are ``other``.
    `capacity` holds the words that say a person is party as an office, `is_protected` that the
    party must never be joined to anything.
    """

    canonical: str
    kind: PartyKind
    aliases: tuple[str, ...] = ()
    role: PartyType = PartyType.OTHER
    capacity: str | None = None
    is_protected: bool = False


def split_aliases(name: str) -> tuple[str, ...]:
    """Return the names a party goes by in one printed name, the first being the principal one.

    "Village Voice Media Holdings, LLC d/b/a backpage.com" is two names of one party.
    """
    parts = (part.strip(" ,;") for part in split_also(squeeze(name)))
    return tuple(part.rstrip(" )") if part.count(")") > part.count("(") else part for part in parts if part)


def normalize_party(
    raw: str, extra_info: str | None = None, raw_type: str | None = None, is_caption: bool = False
) -> PartyName:
    """Return one printed party understood; raise ParseError where nothing is printed.

    `raw_type` is the clerk's word for the side; `is_caption` says that the name stands in a
    caption, where a lone word is a surname.
    """
    if not raw.strip(" ,.;\xa0") or len(raw) > _LONGEST:
        what = f"give the line as printed, at most {_LONGEST} characters"
        raise ParseError(f"not a party's name: {raw[:80]!r}; {what}", code="party-name")
    parts = dissect(raw, extra_info)
    role = normalize_party_type(raw_type or parts.printed_role)
    if _UNITED_STATES.fullmatch(parts.name.strip(" .,")):
        return PartyName("United States", PartyKind.GOVERNMENT, _name_aliases(parts), as_role(role))
    actor = find_actor(parts)
    if actor:
        parts = Parts(actor, parts.aliases, parts.notes, parts.printed_role, parts.below)
    name, _ = trim(drop_remark(parts.name))
    canonical, kind, titles = _name(name, parts, is_caption)
    kind = PartyKind.ESTATE_OR_GUARDIAN if actor else find_represented_kind(kind, parts, extra_info)
    is_named = kind is PartyKind.PERSON and role in _SUED and not is_private_only(parts)
    capacity = _capacity(canonical, kind, parts, raw, extra_info)
    if not capacity and is_named and says("office_title", titles):
        capacity = titles
    is_withheld = is_pseudonym(name) or (kind is not PartyKind.ORGANIZATION and is_pseudonym(raw))
    protected = kind is PartyKind.PSEUDONYM or is_withheld
    return PartyName(canonical, kind, _name_aliases(parts), as_role(role), capacity, protected)


def _capacity(canonical: str, kind: PartyKind, parts: Parts, raw: str, extra_info: str | None) -> str | None:
    if kind in (PartyKind.ORGANIZATION, PartyKind.UNKNOWN):
        return None
    is_named_office = kind is PartyKind.GOVERNMENT and is_office(canonical)
    return find_capacity(parts, raw, extra_info) or (canonical if is_named_office else None)


def _name(name: str, parts: Parts, is_caption: bool) -> tuple[str, PartyKind, str]:
    """Return the canonical name, its kind and the titles taken from it."""
    if is_pseudonym(name):
        return _tidy_person(tidy_numbers(space_initials(name), parts.notes)), PartyKind.PSEUDONYM, ""
    if begins("estate_of", name):
        return _tidy_person(name), PartyKind.ESTATE_OR_GUARDIAN, ""
    if is_matter(name):
        in_re = re.sub(r"^in\s+re:?\s+(?=\S)", "In re ", name, flags=re.IGNORECASE)
        return restore_case(in_re), PartyKind.UNKNOWN, ""
    stem, titles = take_titles(name)
    if titles and _follows_title(stem, titles, name):
        return _tidy_person(re.split(r",|\s{1,9}and\s+", stem)[0]), PartyKind.PERSON, titles
    kind = find_kind(name, is_caption)
    return _tidy_person(name) if kind is PartyKind.PERSON else _tidy_body(name, kind), kind, ""


def _follows_title(stem: str, titles: str, name: str) -> bool:
    """Whether what stands after a title is a person: "Dr. Example", but not "General Motors"."""
    return looks_like_person(stem) or (len(stem.split()) == 1 and not is_organization(name))


def _tidy_person(name: str) -> str:
    # "( Doe )" is all there is of it
    plain = re.sub(r"\s{0,9}\((?!\w{1,3}\)|[A-Z]\.|\d)[^()]*\)\s*$", "", name) or name
    if re.fullmatch(r"[A-Z]{2,3}(?: \d+)?", plain):  # "JS": initials without full stops
        return plain
    words = plain.split()
    last = words.pop() if len(words) > 1 and is_suffix(words[-1]) else ""
    return tidy_suffix(f"{restore_case(' '.join(words), is_person=True)} {last}").strip(" ,;")


def _tidy_body(name: str, kind: PartyKind) -> str:
    stem, forms = split_forms(name) if kind is PartyKind.ORGANIZATION else (name, "")
    if len(stem) > 4 or not forms.isupper():  # "IKEA LLC" may be printed in any case
        stem = restore_case(stem) if is_all_capitals(name) else stem
    stem = stem.rstrip(" ,;").removesuffix(" .")
    if not forms and not re.search(r"\b\w{1,5}\.$", stem):
        stem = stem.rstrip(".")
    return f"{stem} {forms}".strip()


def _name_aliases(parts: Parts) -> tuple[str, ...]:
    names = []
    for alias in parts.aliases:
        name, _ = trim(re.sub(r"^[\"“]([^\"“”]*)[\"”]$", r"\1", alias))
        kind = find_kind(name)
        names.append(_tidy_person(name) if kind is PartyKind.PERSON else _tidy_body(name, kind))
    return tuple(dict.fromkeys(name for name in names if name))


def extract_party(record: dict) -> dict:
    """Return `id`, canonical, kind, aliases, role and official_capacity of one party (design section 4).

    `record` has `raw`, and `raw_type` and `extra_info` of a party line or `side` ("first",
    "second") of a caption. Raises ParseError for a record of another shape.
    """
    if not isinstance(record, dict) or not isinstance(record.get("raw"), str):
        what = 'give an object with the text of the name in "raw"'
        raise ParseError(f"not a party: {str(record)[:80]}; {what}", code="party-record")
    for field in ("raw_type", "extra_info", "court_id", "side"):
        if not isinstance(record.get(field), str | None):
            what = f"{field!r} is {record[field]!r}; give text, or leave it out"
            raise ParseError(f"not a party: {what}", code="party-record")
    raw, raw_type, side = record["raw"], record.get("raw_type"), record.get("side")
    if side not in (None, "first", "second"):
        raise ParseError(f'not a side of a caption: {side!r}; give "first" or "second"', code="party-record")
    party = normalize_party(raw, record.get("extra_info"), raw_type, is_caption=side is not None)
    role, is_official = party.role, party.capacity is not None
    if side and not raw_type:
        printed = dissect(raw).printed_role
        role = find_side_role(party.canonical, party.kind, is_official, side, record.get("court_id"), printed)
    return {
        "id": record.get("id"),
        "canonical": party.canonical,
        "kind": party.kind.value,
        "aliases": list(party.aliases),
        "role": role.value,
        "official_capacity": is_official,
    }
