"""Docket numbers, PACER ids and the ids built from them; the keys by which names are compared.

A docket number is normalized by the rules of its court's system, since the same digits mean different
things in two systems (``22-277`` is padded in a district court and never in the Supreme Court). What
identifies the judge or the defendant rather than the case is dropped: initials, defendant numbers. So is
"Case No.". Everything here is idempotent.
"""

import re
import unicodedata
from functools import cache, lru_cache

from docket.courts import get_court
from docket.csv_rows import load_table
from docket.issues import ParseError

# Fields of a docket's header: its id in CourtListener, and an id that no longer points to anything there.
REGISTER_ID = "courtlistener_docket_id"
ENDED_REGISTER_ID = "courtlistener_ended_id"

_DASHES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {"\xa0": " ", "\u202f": " "}
)
# "Case No.", "Civil Action No.", "No.", "Docket #:": words before the number.
_LABEL = re.compile(
    r"""(?:(?:civil|criminal|adversary|adv|bankruptcy|bap|court)\b[\s.]*)?
        (?:(?:case|docket|cause|action|file|proceeding|proc|index)\b[\s.]*){0,2}
        (?:(?:nos?|number)\b[\s.:#]*|[#:]+\s*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Judges' initials and defendant numbers: "-WHO", "-DJH-1", "-RMI-2,3", "-JDL-x", " (LJL)", " GAF (CWx)".
_TAIL = r"(?:-[A-Z\d]{1,5}(?:,\d+)*)*(?-i:\s*\(?\b[A-Z]{2,5}x?\b\)?)*"
_DISTRICT = re.compile(
    rf"""(?:(?P<office>\d):)?               # divisional office; some pages omit it
        (?:19|20)?(?P<year>\d\d)[\s-]?(?P<kind>~?[a-z]{{2,4}})[\s-]?(?P<serial>\d{{1,6}})
        {_TAIL}
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
# The form of captions before CM/ECF in California, and today in Arizona: "C 11-01234 WHA", "CV-18-00422-PHX".
_KIND_FIRST = re.compile(
    rf"(?P<kind>c|cv|cr|mc|md|mj)[\s-](?:19|20)?(?P<year>\d\d)-(?P<serial>\d{{1,6}}){_TAIL}",
    re.IGNORECASE | re.ASCII,
)
_MDL = re.compile(
    r"MDL[\s-]*(?:docket\s*)?(?:(?:no\.?|number|\#)[\s-]*)?(?P<serial>\d{1,5})", re.IGNORECASE | re.ASCII
)
# Arizona's orders: "MDL 15-02641-PHX-DGC" is 2:15-md-02641.
_MDL_OF_DISTRICT = re.compile(
    rf"MDL[\s-]*(?:no\.?\s)?(?P<office>\d:)?(?:20)?(?P<year>\d\d)-(?P<serial>\d{{4,5}}){_TAIL}",
    re.IGNORECASE | re.ASCII,
)
_BANKRUPTCY = re.compile(
    rf"(?P<office>\d:)?(?:19|20)?(?P<year>\d\d)-(?P<serial>\d{{5}}){_TAIL}", re.IGNORECASE | re.ASCII
)
_APPELLATE = re.compile(
    r"""(?:[A-Z]{2}-)?                      # a bankruptcy panel's district of origin
        (?:19|20)?(?P<year>\d\d)-(?P<serial>\d{1,6})
        (?:\s?\((?:L|CON|XAP|E)\)           # lead, consolidated, cross appeal (2d Cir.), fees (Vet. App.)
          |-(?:cv|cr|ag|op|pr|bk|mv|am)\b   # 2d Cir. case type
          |-[A-Z]{3,5}\b                    # initials of a bankruptcy panel
          |/(?:AR|AF|NA|MC|CG)\b            # armed service
        )*
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_SCOTUS = re.compile(
    r"(?:19|20)?(?P<year>\d\d)(?P<kind>[-AMO])(?P<serial>\d{1,6})(?:\s*\*{3}\s*CAPITAL CASE\s*\*{3})?",
    re.IGNORECASE | re.ASCII,
)
_ORIGINAL = re.compile(r"(?P<serial>\d{1,3}),?\s*orig(?:inal)?", re.IGNORECASE | re.ASCII)
_CLAIMS = re.compile(
    r"(?:19|20)?(?P<year>\d\d)-(?P<serial>\d{1,5})\s?(?P<kind>[CV]?)", re.IGNORECASE | re.ASCII
)
_TAX = re.compile(r"(?P<serial>\d{1,5})-(?P<year>\d\d)\s?(?P<kind>[A-Z]{0,2})", re.IGNORECASE | re.ASCII)
_OPENED = re.compile(r"(?:\d:)?(?P<year>\d\d)-(?:[a-z]{2,4}-)?\d{5,6}", re.ASCII)
_JPML_DISTRICT = re.compile(r"[A-Z]{2,4}/", re.IGNORECASE | re.ASCII)  # "NYS/1:22-cv-10283" on its pages
# Numbers of state courts whose lists are read, in running text. The first group is what never changes:
# Washington prints 103,339-7 and 103339-7; California's A166001M modifies an opinion in A166001.
STATE_NUMBERS = {
    "cal": re.compile(r"(?<![A-Z0-9])(?P<number>S\d{6})[A-Z]?(?![A-Z0-9])", re.IGNORECASE | re.ASCII),
    "calctapp": re.compile(
        r"(?<![A-Z0-9])(?P<number>[A-H]\d{6})[A-Z]?(?![A-Z0-9])", re.IGNORECASE | re.ASCII
    ),
    "tex": re.compile(r"(?<![\w-])(?P<number>\d\d-\d{4})(?![\w-])", re.ASCII),
    "wash": re.compile(r"(?<![\w,-])(?P<number>\d{2,3},?\d{3}-\d)(?![\w-])", re.ASCII),
}
_STATE = re.compile(r"(?=\D{0,59}\d)[A-Z0-9][A-Z0-9 .:/&,()-]{0,59}", re.ASCII)
_LONGEST = 200

_FORMS = {
    "district": "O:YY-tt-NNNNN, such as 3:22-cv-01234 (the office may be absent), or MDL-NNNN",
    "special": "O:YY-tt-NNNNN, such as 1:22-cv-00123, or the court's printed YY-NNNNN",
    "bankruptcy": "O:YY-bk-NNNNN, YY-NNNNN or YY-ap-NNNNN",
    "appellate": "YY-NNNN, such as 22-16514",
    "scotus": "YY-NNNN, YYANNN, YYMNN or NN, Orig.",
    "jpml": "MDL-NNNN or O:YY-tt-NNNNN",
    "state": "the court's own, at most 60 letters, digits and . : / & , ( ) - with at least one digit",
}


def normalize_docket_number(raw: str, court_id: str) -> str:
    """Return the part of a docket number that never changes, in the form of the court's system.

    Raises ParseError (code ``docket-number``) that names the text, the court and the expected form.
    """
    court = get_court(court_id)
    number = _READERS[court.system](_without_label(raw), court_id) if len(raw) <= _LONGEST else None
    if number is None:
        raise ParseError(
            f"not a docket number of {court.short_name} ({court_id}): {raw[:_LONGEST]!r}; "
            f"its form is {_FORMS[court.system]}",
            code="docket-number",
        )
    return number


# What separates several docket numbers, and the First Circuit's mark of a published opinion ("15-1724P").
_BETWEEN_NUMBERS = re.compile(r"[;,&]|\band\b", re.IGNORECASE)
_SLIP = re.compile(r"(?<=\d)[A-Z]$")


def find_docket_numbers(raw: str, court_id: str) -> tuple[str, ...]:
    """Return the normalized numbers in one cell, in order, each once: "04-56916, 04-57173", "18-397; August
    Term, 2018". Everything else in the cell is skipped.

    Raises ParseError (code ``docket-number``) if there is no number.
    """
    try:
        return (normalize_docket_number(raw, court_id),)
    except ParseError:
        if len(raw) > _LONGEST:
            raise
        numbers = []
        for part in _BETWEEN_NUMBERS.split(raw):
            try:
                numbers.append(normalize_docket_number(_SLIP.sub("", part.strip()), court_id))
            except ParseError:
                continue
        if not numbers:
            raise
        return tuple(dict.fromkeys(numbers))


def _without_label(raw: str) -> str:
    text, shorter = " ".join(raw.translate(_DASHES).split()), None
    while text != shorter:
        label = _LABEL.match(text)
        shorter, text = text, text[label.end() if label else 0 :].rstrip(" .,;")
    return text


def _read_district(text: str, court_id: str) -> str | None:
    if mdl := _MDL.fullmatch(text):
        return f"MDL-{int(mdl['serial'])}"
    if own := _MDL_OF_DISTRICT.fullmatch(text):
        return f"{own['office'] or ''}{own['year']}-md-{int(own['serial']):05d}"
    match = _DISTRICT.fullmatch(text) or _KIND_FIRST.fullmatch(text)
    if match is None:
        return None
    parts = match.groupdict()
    office = f"{parts['office']}:" if parts.get("office") else ""
    kind = "cv" if parts["kind"].lower() == "c" else parts["kind"].lower()
    return f"{office}{parts['year']}-{kind}-{int(parts['serial']):05d}"


def _read_special(text: str, court_id: str) -> str | None:
    """The Tax Court puts the serial first; the other two courts print "22-123C" for 22-cv-00123."""
    if court_id == "tax":
        match = _TAX.fullmatch(text)
        return match and f"{int(match['serial'])}-{match['year']}{match['kind'].upper()}"
    if match := _CLAIMS.fullmatch(text):
        return f"{match['year']}-{'vv' if match['kind'].upper() == 'V' else 'cv'}-{int(match['serial']):05d}"
    return _read_district(text, court_id)


def _read_bankruptcy(text: str, court_id: str) -> str | None:
    if match := _BANKRUPTCY.fullmatch(text):
        return f"{match['office'] or ''}{match['year']}-{match['serial']}"
    return _read_district(text, court_id)


def _read_appellate(text: str, court_id: str) -> str | None:
    match = _APPELLATE.fullmatch(text)
    return match and f"{match['year']}-{int(match['serial'])}"


def _read_scotus(text: str, court_id: str) -> str | None:
    """Original actions are all filed under 22O on the Court's site: "No. 141, Orig." is 22O141."""
    if match := _ORIGINAL.fullmatch(text):
        return f"22O{int(match['serial'])}"
    match = _SCOTUS.fullmatch(text)
    return match and f"{match['year']}{match['kind'].upper()}{int(match['serial'])}"


def _read_state(text: str, court_id: str) -> str | None:
    text = text.upper()
    if (form := STATE_NUMBERS.get(court_id)) and (match := form.fullmatch(text)):
        return match["number"].replace(",", "")
    return text if _STATE.fullmatch(text) else None


def _read_jpml(text: str, court_id: str) -> str | None:
    """The Panel numbers by the district of origin, "NYS/1:22-cv-10283"; the district is dropped."""
    if re.fullmatch(r"\d{1,5}", text, re.ASCII):
        return f"MDL-{int(text)}"
    return _read_district(_JPML_DISTRICT.sub("", text, count=1), court_id)


_READERS = {
    "district": _read_district,
    "special": _read_special,
    "bankruptcy": _read_bankruptcy,
    "appellate": _read_appellate,
    "scotus": _read_scotus,
    "jpml": _read_jpml,
    "state": _read_state,
}


def year_of_number(number: str, court_id: str) -> int | None:
    """Return the year in which a federal trial court opened a docket, from its normalized number; ``None``
    for other courts.

    The clerk counts from one each January (``1:17-cv-00932`` is of 2017); CM/ECF has nothing before 1960.
    """
    court = get_court(court_id)
    match = _OPENED.fullmatch(number) if court.system in ("district", "bankruptcy") else None
    return match and (1900 if int(match["year"]) >= 60 else 2000) + int(match["year"])


def year_filed(date_filed: str | None, number: str | None, court_id: str) -> int | None:
    """Return the year in which a docket was opened: from its filing date, else from its number, else None."""
    if date_filed:
        return int(date_filed[:4])
    return year_of_number(number, court_id) if number else None


@cache
def _same_numbers() -> frozenset[frozenset[tuple[str, str]]]:
    return frozenset(
        frozenset((row["court_id"], row[column]) for column in ("docket_number", "other_number"))
        for row in load_table("same_numbers.csv")
    )


def is_same_number(court_id: str, number: str, other: str) -> bool:
    """Whether two numbers without their office that differ in year, type or serial are known to mean one
    docket: a row of `same_numbers.csv`, which cites the page that says so."""
    return frozenset(((court_id, number), (court_id, other))) in _same_numbers()


def split_office(number: str) -> tuple[str | None, str]:
    """Return the divisional office and the rest of a normalized number: ("3", "22-cv-01234")."""
    office, colon, rest = number.partition(":")
    return (office, rest) if colon and office.isdigit() else (None, number)


def docket_id(court_id: str, number: str) -> str:
    """Return a docket's id, ``cand-3-22-cv-01234``: lower case, safe in a URL.

    `number` is already normalized (its free letters are upper case). In a state court's number, a space
    becomes "_" and any other character "~" and its code, so that no two numbers of a court get the same id.
    """
    if get_court(court_id).system == "state":
        return f"{court_id}-" + re.sub(r"[^a-z0-9.-]", _escape, number.lower())
    return f"{court_id}-{number.lower().replace(':', '-')}"


def _escape(match: re.Match) -> str:
    return "_" if match[0] == " " else f"~{ord(match[0]):02x}"


def clean_pacer_doc_id(raw: str) -> str:
    """Return a PACER document id with its fourth digit set to zero, since one document can have 0 or 1 there.

    Ids of ten digits or more have that flag after the court's three digits (cit 0140348336, txed
    17502764418). Shorter numbers and GUIDs (ACMS) are returned unchanged.
    """
    text = raw.strip()
    return f"{text[:3]}0{text[4:]}" if re.fullmatch(r"\d{10,}", text, re.ASCII) else text


# Two or more single letters with full stops are one word: "L.L.C.", "J. S.", "U.S".
_INITIALS = re.compile(r"(?<!\w)(?<!\w\.)(?:(?:[^\W\d_]\.\s*){2,}|(?:[^\W\d_]\.)+[^\W\d_](?![\w.]))")
_MARKS = re.compile(r"[^\w.]|(?<!\w)\.|\.(?!\w)")  # a full stop inside a word is kept: "backpage.com"
_FOLDED = str.maketrans({"'": None, "\u2019": None, "&": " and ", "_": " "})
_LEGAL_FORMS = frozenset(
    "ab ag bhd bv co company corp corporation gmbh inc incorporated kg kk lc limited llc llp lllp lp ltd nv oy oyj "
    "pbc pc pllc plc pte pty rl sa sarl sas sdn se spa srl ulc".split()
)
_LEGAL_PHRASES = ("limited liability company", "limited liability partnership", "limited partnership")


@lru_cache(65_536)
def name_key(name: str) -> str:
    """Return a name without case, accents, punctuation and extra spacing, for comparison only.

    Legal forms are kept: "Example, Inc." and "Example LLC" are two names. Full stops are kept inside a word
    ("backpage.com") and dropped from initials ("J. S." is "js").
    """
    plain = name.casefold()
    if not plain.isascii():
        letters = (c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
        plain = "".join(letters).casefold()
    plain = plain.translate(_FOLDED)
    if "." in plain:
        plain = _INITIALS.sub(lambda match: re.sub(r"[.\s]", "", match[0]) + " ", plain)
    return " ".join(_MARKS.sub(" ", plain).split())


@lru_cache(65_536)
def entity_key(name: str) -> str:
    """Return `name_key` without a leading "the" and trailing legal forms ("Co., Ltd." has two of them).

    Never empty for a name that has letters: a company called "Limited" keeps its name.
    """
    key = name_key(name)
    words = key.removeprefix("the ").split()
    while len(words) > 1:
        text = " ".join(words)
        phrase = next((phrase for phrase in _LEGAL_PHRASES if text.endswith(f" {phrase}")), None)
        if phrase:
            del words[-len(phrase.split()) :]
        elif words[-1] in _LEGAL_FORMS or words[-1] == "and":  # "Dow Jones & Company, Inc."
            words.pop()
        else:
            break
    return " ".join(words)
