"""Captions: the two sides of "A, B, et al. v. C", and the parties that each side prints.

A caption prints a few of the parties, and lists them with the commas and the "and" that also
stand inside names. A list is split only where what stands on either side is a whole name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from docket.names import PartyName, normalize_party
from docket.names.forms import has_form, is_form_run, is_suffix, join_letters
from docket.names.kinds import is_government, is_matter, is_office, is_organization, looks_like_person
from docket.names.parts import squeeze
from docket.names.pseudonyms import is_pseudonym
from docket.names.words import fold, is_registered, load_words

_LONGEST = 4_000
# "v.", "vs.", "-v-", "- v. -", "versus". A bare capital "V" is a name's: "Louis V Example".
_VERSUS = re.compile(
    r"\s{1,3}-?\s{0,3}(?:v\.?s?\.|vs?|VS?\.|VS|[Vv]ersus)\s{0,3}-?\s{1,3}"
    r"|\s{1,3}-\s{0,3}v\.?\s{0,3}-\s{1,3}"
)
_TRAILING = re.compile(
    (
        r"[,;]?\s{0,3}(?:et\.?\s{0,3}al\.?|and\s{1,3}others)?\s{0,3}"
        r"(?:\([^()]*(?:\b(?:Circuit|County|Court|Parish|appeals?)\b|\b(?:Cir|Dist|Ct)\.)[^()]*\))?\s{0,3}$"
    ),
    re.IGNORECASE,
)
# What is said of the proceeding: "(first Rule 60(b) appeal)", "(four cases)", "(Rae Example, real party in interest)".
_SAID_OF_IT = re.compile(
    r"\s{0,9}\((?:(?=[a-z])(?:[^()]|\([^()]*\))*|[^()]*\breal\s+part(?:y|ies)\b[^()]*)\)$"
)
_DOMAIN = re.compile(r"\S{1,60}\.(?:com|org|net)", re.IGNORECASE)
_ET_AL = re.compile(r",?\s{1,9}et\.?\s*al\b\.?,?", re.IGNORECASE)
_AND = re.compile(r"\s{1,9}(?:and|&)\s+", re.IGNORECASE)
# The name of a multidistrict proceeding begins with the party or the product it is about.
_PROCEEDING = re.compile(
    (
        r"\b(?:litigation|litig\.?|cases?|proceedings?|mdl|antitrust|appeals?|subpoenas?|search\s+warrants?"
        r"|grand\s+jury|application"
        r"|petition|investigation|bankruptcy|data\s+breach|securities|products?\s+liability)\b"
    ),
    re.IGNORECASE,
)
_BODY_OF_MATTER = re.compile(
    r"^in\s+(?:re:?|the\s+matters?\s+of)\s+(?:the\s+)?(?:application\s+of\s+|subpoena\s+to\s+|search\s+of\s+)?",
    re.IGNORECASE,
)
_LEGAL_END = re.compile(
    r"^(.{1,120}?(?:,\s+|\s)(?:Inc\.?|Corp(?:\.|oration)?|LLC|L\.L\.C\.?|Ltd\.?|Company|Co\.|L\.?P\.?"
    r"|Incorporated|Limited|N\.A\."
    r"|S\.A\.))(?=\s|,|$)"
)
# "by and through her next friend, P.K.": the name that follows is not another party's.
_UNFINISHED = re.compile(
    r"\b(?:friends?|litem|guardians?|mother|father|parents?|conservators?|executor|executrix|behalf\s+of|through)$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:individually|behalf|through|capacity|d\s*/\s*b\s*/\s*a)\b", re.IGNORECASE)
_NOT_BEGINNING = re.compile(
    (
        "(?:company|co|sons|son|associates|partners|others|county|brothers|his|her|their|its|all|an?|minors?"
        "|mother|father|parents?"
        r"|guardians?|legal|natural|next|deceased|by|appellants?|respondents?|petitioners?|as|in|on|ex\s+rel"
        r"|[fnad]\.?/?[kb]\.?/?a"
        r"|(?:formerly|now|also)\s+known)\b"
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True)
class CaptionParty:
    """A party that a caption prints. `side` is first, second or matter ("In re …"); `raw` its words there."""

    side: str
    raw: str
    party: PartyName


def split_caption(caption: str) -> tuple[str, str | None]:
    """Return the sides before and after the first "v.", the second None where there is none."""
    text = squeeze(caption)
    text = _SAID_OF_IT.sub("", text) or text
    matches = list(_VERSUS.finditer(text))
    if not matches:
        return text, None
    # "Kanal V. Gaston v. Facebook": a capital before a small one is an initial.
    match = next((match for match in matches if match[0].strip() != "V."), matches[0])
    return text[: match.start()].strip(" ,;"), text[match.end() :].strip(" ,;")


def find_caption_parties(caption: str) -> tuple[CaptionParty, ...]:
    """Return the parties that a caption prints, first side first; () for one of no sides or over 4000 letters.

    "In re Example Corp. Widget Litigation" prints Example Corp.; a proceeding that is called
    after a product or a subject prints none.
    """
    if len(caption) > _LONGEST:
        return ()
    first, second = split_caption(caption)
    if second is None:
        return tuple(_find_in_matter(first))
    return tuple(_find_in_side("first", first)) + tuple(_find_in_side("second", second))


def _find_in_side(side: str, text: str) -> Iterator[CaptionParty]:
    for raw in split_side(text):
        yield CaptionParty(side, raw, normalize_party(raw, is_caption=True))


def _find_in_matter(text: str) -> Iterator[CaptionParty]:
    if not is_matter(text):
        return
    subject = _BODY_OF_MATTER.sub("", text)
    if _PROCEEDING.search(subject):
        match = _LEGAL_END.match(subject)
        names: tuple[str, ...] = (match[1],) if match else ()
    else:
        names = split_side(subject)
    for raw in names:
        yield CaptionParty("matter", raw, normalize_party(raw, is_caption=True))


@lru_cache(4096)
def split_side(side: str) -> tuple[str, ...]:
    """Return the parties of one side of a caption, each as printed; "et al." is none."""
    text = _TRAILING.sub("", squeeze(side)).strip(" ,;")
    parties: list[str] = []
    for piece in re.split(r";\s*(?:and\s+)?", _ET_AL.sub(",", text)):
        parties += _split_list(join_letters(piece.strip(" ,")))
    by_name: dict[str, str] = {}
    for party in parties:
        if re.search(r"\w", party):
            by_name.setdefault(party.casefold(), party)
    return tuple(by_name.values())


def _split_list(piece: str) -> list[str]:
    """Split at commas and "and" where whole names stand on both sides; else the piece is one name."""
    segments = [segment for segment in re.split(r",(?!\d{3}\b)\s*", piece) if segment.strip()]
    groups: list[str] = []
    for segment in segments:
        bare = re.sub(r"^(?:and|&)\s+", "", segment, flags=re.IGNORECASE)
        if groups and (
            is_form_run(_AND.split(segment)[0])
            or is_suffix(_AND.split(segment)[0])
            or not _begins(groups[-1], bare, segments)
        ):
            groups[-1] += f", {segment}"
        else:
            groups.append(bare if groups else segment)
    return [name for group in groups for name in _split_at_and(group)]


def _begins(before: str, segment: str, segments: list[str]) -> bool:
    """Whether a new party begins with `segment`: it and what stands before are whole names."""
    if _NOT_BEGINNING.match(segment) or _ABOUT.search(segment):
        return False
    if is_office(segment) or _UNFINISHED.search(before) or _is_place(before, segment):
        return False
    first = _AND.split(segment)[0]
    may_have_form = len(segment.split()) > 1 or bool(_DOMAIN.fullmatch(segment))
    is_name = _is_whole(first) or _is_whole(segment) or (may_have_form and _is_before_form(segment, segments))
    return is_name and _is_whole(before)


def _is_place(before: str, segment: str) -> bool:
    """Whether a state says where: "Sheriff of …, Illinois"; in "Texas, Ohio and Utah" it is a party."""
    last = before.rsplit(",", 1)[-1].strip()
    is_state = segment.casefold().removeprefix("state of ") in load_words("state")
    return is_state and (
        is_office(last)
        or (segment.casefold() in load_words("state") and last.casefold() not in load_words("state"))
    )


def _is_before_form(segment: str, segments: list[str]) -> bool:
    """Whether a piece is an organization's name whose legal form stands after the next comma."""
    place = next((index for index, other in enumerate(segments) if other.endswith(segment)), len(segments))
    return place + 1 < len(segments) and is_form_run(segments[place + 1])


def _split_at_and(group: str) -> list[str]:
    names, start = [], 0
    for match in _AND.finditer(group):
        left, right = group[start : match.start()], group[match.end() :]
        if match[0].strip() == "&" and not is_pseudonym(left):
            continue
        if _is_whole(left) and not _NOT_BEGINNING.match(right) and _can_follow(right):
            names.append(left)
            start = match.end()
    return [name.strip(" ,") for name in (*names, group[start:])]


def _can_follow(right: str) -> bool:
    """Whether what follows "and" is a name of its own, be it a body's whose form comes later."""
    return (
        _is_whole(right)
        or _is_whole(right.split(",", maxsplit=1)[0])
        or (len(right.split()) > 1 and has_form(right))
    )


def _is_whole(text: str) -> bool:
    """Whether words are a whole party's name: a person's, a pseudonym, a body with its form, a state."""
    plain = text.strip(" ,")
    words = plain.split()
    if not words or re.fullmatch(r"\d[\d,-]*", plain):
        return False
    if is_pseudonym(plain) or is_registered(plain) or has_form(plain) or is_government(plain):
        return True
    if plain.casefold() in load_words("organization_name"):
        return True
    if re.search(r"\s(?:d\s*/\s*b\s*/\s*a|f\s*/\s*k\s*/\s*a|a\s*/\s*k\s*/\s*a)\s", plain, re.IGNORECASE):
        return True
    return (
        looks_like_person(plain)
        and not is_organization(plain)
        and (
            fold(words[0]) in load_words("given")
            or any(re.fullmatch(r"[A-Z]\.", word) for word in words)
            or len(words) > 2
        )
    )
