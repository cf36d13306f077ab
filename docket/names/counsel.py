"""Attorneys and firms: one spelling of each name, and the keys by which two printings are compared.

No address, telephone number, or e-mail address is read or kept here. Rules and counts come from 818 attorneys
on district pages and 325 on appellate ones of the saved samples; appellate pages append a dash, "Esquire", or
a post ("Trial Attorney") to the name. The words are rows of language/names.tsv.
"""

import re
from functools import lru_cache

from docket.facts import CounselFact
from docket.identity import entity_key, name_key
from docket.issues import ParseError
from docket.names.kinds import take_titles
from docket.names.parts import squeeze
from docket.names.spelling import SUFFIXES, is_suffix, restore_case, tidy_body, tidy_person
from docket.names.words import begins, says

# The branch after a firm's name: "(Leawood)", "(NY)", "- Leawood, KS".
_BRANCH = re.compile(
    r"\s{0,3}(?:-\s{0,3}[A-Z][\w.'’\s]{1,30}(?:,\s{0,3}[A-Z]{2})?|\((?:[A-Z]{2,4}|[A-Z][\w.\s'’]{1,25}"
    r"(?:,\s{0,3}[A-Z]{2})?)\))\s{0,3}$"
)


@lru_cache(4096)  # a docket names its attorneys once for each party
def normalize_attorney(raw: str) -> CounselFact:
    """Return an attorney's name without title, post, and dash ("Otis W Example , Jr" is "Otis W Example
    Jr."), and the key by which two printings of it are compared.

    "EXAMPLE, OTIS W." is put in order. Raises ParseError if nothing is printed.
    """
    if not re.search(r"\w", raw):
        raise ParseError(f"not an attorney's name: {raw[:80]!r}; give it as printed", code="attorney-name")
    text = squeeze(raw).strip(" ,;-")
    first, *others = [segment.strip() for segment in text.split(",") if segment.strip(" -.")]
    suffix = next((segment for segment in others if is_suffix(segment)), "")
    others = [segment for segment in others if not is_suffix(segment)]
    name, _ = take_titles(f"{others[0]} {first}" if len(others) == 1 and " " not in first else first)
    if says("mailbox", name):  # an office or mailbox entered in place of a lawyer has no middle name
        name = f"{restore_case(name)} {suffix}".strip()
        return CounselFact(name=name, key=name_key(name))
    name = tidy_person(f"{name} {suffix}")
    return CounselFact(name=name, key=attorney_key(name))


def attorney_key(name: str) -> str:
    """Return a name's key: given name, middle initial, surname, suffix, without case and full stops.

    Two lawyers of one name differ by the initial.
    """
    words = name_key(name.replace("-", "")).split()
    suffix = words.pop() if len(words) > 2 and words[-1] in SUFFIXES else ""
    key = words if len(words) < 3 else [words[0], words[1][0], words[-1]]
    return " ".join((*key, suffix)).strip()


def normalize_firm(raw: str) -> str:
    """Return a firm's name, its legal form in standard style: "Spears & Example, L.L.P." ends in LLP."""
    return tidy_body(squeeze(raw).strip(" ,;"))


def firm_key(raw: str) -> str:
    """Return a firm's key: without case, branch ("- Leawood", "(NY)"), punctuation, and legal form."""
    text = squeeze(raw).strip(" ,;")
    while (shorter := _BRANCH.sub("", text)) != text and len(shorter.split()) > 1:
        text = shorter
    if office := begins("law_office", text):
        text = f"law office of {text[office.end() :].strip()}"
    return entity_key(text.replace("’", "'"))


def find_counsel_facts(name: str, firm: str | None) -> CounselFact:
    """Return the attorney's name and firm, each with the key that two printings of it share."""
    try:
        attorney = normalize_attorney(name)
    except ParseError:
        attorney = CounselFact(name=name, key=name.casefold())
    if not firm or not (key := firm_key(firm)):
        return attorney
    return CounselFact(name=attorney.name, key=attorney.key, firm=normalize_firm(firm), firm_key=key)
