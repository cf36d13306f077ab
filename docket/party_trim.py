"""What stands between the commas of a name: legal forms stay, offices and descriptions go.

"Ben Ezra, Weinstein, and Company, Inc." is one name, "Hilton Hall, Warden" a name and an office,
"Town of Vernon, New York" a name and its place. Also the titles before a person's name.
"""

import re

from docket.party_forms import has_form, is_credential, is_form_run, is_suffix
from docket.party_kinds import is_group, is_matter
from docket.party_public import is_government, is_office
from docket.party_shapes import is_organisation, looks_like_person
from docket.party_words import fold, load_words, phrase_pattern

_COMMA = re.compile(r",(?!\d{3}\b)\s*")
_TITLE_PAIR = re.compile(rf"^(?:former\s+|acting\s+|the\s+)?(?:{phrase_pattern('title_pair')})\.?\s+", re.IGNORECASE)
_STAFF = re.compile(rf"^(?:the\s+|a\s+|an\s+|senior\s+|chief\s+|staff\s+|former\s+)*(?:{phrase_pattern('staff')})\b", re.IGNORECASE)
# Titles that are also given names or surnames: not before a lone word, "Dean Smith".
_ALSO_NAMES = frozenset("dean major sir earl duke chief private bishop king prince judge justice".split())
# Titles that stand before persons only.
_COURTESY = re.compile(
    r"(?:mrs?|ms|miss|mx|dr|doctor|hon|rev|prof|professors?|lt|sgt|sergeant|lieutenant|capt|cpt|cpl|col|det|detective"
    r"|officer|ofc|sen|senators?|rep|p\.o|c/o|c\.o|(?:u\.s\.|united states) senators?)\b",
    re.IGNORECASE,
)
_MOST_TITLES = 6
_POSTS = frozenset("c/o c.o. c.o p.o. nypd lapd s/o".split())
_POSTAL = re.compile(r"(?:[A-Z]\.?){2}|[A-Z][a-z]+\.?")


def trim(name: str) -> tuple[str, str]:
    """Return a name without what follows it, and what followed ("", or an office, a description)."""
    segments = [segment.strip() for segment in _COMMA.split(name)]
    segments = [segment for segment in segments if segment.strip(" .")]
    if len(segments) < 2 or is_matter(name) or (is_office(segments[0]) and not looks_like_person(segments[0])):
        return ", ".join(segments), ""
    if reordered := _given_after(segments):
        return reordered, ""
    # What stands before the last legal form is the name's: "…, Weinstein, and Company, Inc.".
    # "Ed Parish, Jr.": a generation's suffix is no place, and what stands before it no county.
    kept, is_public = segments[0], is_government(segments[0]) and not is_suffix(segments[1])
    last_form = max((index for index, segment in enumerate(segments) if is_form_run(segment) or has_form(segment)), default=0)
    for index, segment in enumerate(segments[1:], 1):
        if is_public and _POSTAL.fullmatch(segment) and not is_form_run(segment.replace("PA", "").replace("CO", "") or "-"):
            kept += f", {segment}"
        elif is_form_run(segment):
            kept += f", {segment}"
        elif is_suffix(segment) or (is_suffix(segment.split()[0]) and is_credential(" ".join(segment.split()[1:]))):
            kept += f" {segment.split()[0]}"
        elif index <= last_form and not _is_remark(segment):
            kept += f", {segment}"
        elif is_credential(segment):
            continue
        elif _is_remark(segment) or looks_like_person(kept) or _is_next_body(kept, segments[index:]):
            return kept, ", ".join(segments[index:])
        else:
            kept += f", {segment}"
    return kept, ""


def _is_remark(segment: str) -> bool:
    return is_office(segment) or bool(_STAFF.match(segment)) or is_group(re.sub(r"^and\s+", "", segment, flags=re.IGNORECASE))


def _is_next_body(kept: str, segments: list[str]) -> bool:
    """Whether a list of bodies goes on, closed by "and": a whole name of three words on either side."""
    following = re.sub(r"^and\s+", "", segments[0], flags=re.IGNORECASE)
    is_list = segments[-1].casefold().startswith("and ")
    return is_list and len(kept.split()) > 2 and len(following.split()) > 2 and is_organisation(following) and bool(_BODY.search(following))


_BODY = re.compile(r"\b(?:of|for|association|center|fund|institute|foundation)\b", re.IGNORECASE)


def _given_after(segments: list[str]) -> str | None:
    """Return "John A. Smith" for "Smith, John A."; None where the order is the usual one."""
    surname, given = segments[0], segments[1]
    words = given.split()
    if len(surname.split()) > 1 or len(words) > 3 or is_organisation(surname) or is_government(surname):
        return None
    is_given = fold(words[0]) in load_words("given") and all(re.fullmatch(r"[A-Za-z'’-]+\.?", word) for word in words)
    if not is_given or (len(segments) > 2 and not is_suffix(segments[2])):
        return None
    return " ".join((given, surname, *segments[2:3]))


def take_titles(name: str) -> tuple[str, str]:
    """Return a person's name without the titles before it, and the titles."""
    titles, rest = [], name
    while len(rest.split()) > 1 and len(titles) < _MOST_TITLES:
        match = _TITLE_PAIR.match(rest)
        first, others = rest.split()[0], rest.split()[1:]
        if match and rest[match.end():].strip():
            titles.append(match[0].strip())
            rest = rest[match.end():].strip()
        elif _is_title(first) and (len(others) > 1 or first.casefold() not in _ALSO_NAMES - {"judge", "justice"}):
            titles.append(first)
            rest = " ".join(others)
        else:
            break
    return rest, " ".join(titles)


def _is_title(word: str) -> bool:
    return fold(word) in load_words("title") or word.casefold() in _POSTS


def is_courtesy(titles: str) -> bool:
    """Say whether titles stand before persons only: "Dr.", "Sgt.", but not "General"."""
    return bool(_COURTESY.match(titles))


def is_staff(text: str) -> bool:
    """Say whether words begin with a post that is no public office: "Clerk at …", "Sgt.", "Dr."."""
    return bool(_STAFF.match(text))
