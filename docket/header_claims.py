"""Causes of action, and § 230 itself, that the cover sheet of a docket names.

Codes of the civil cover sheet (form JS 44): the cause is "47:230 …", a title and a section of the
United States Code; the nature of suit begins with a number. Only codes that name one cause of our
vocabulary are read: 320 is assault as well as libel, 365 any product, 443 accommodations as well
as housing, 28:1332 only the jurisdiction.
"""

import re
from dataclasses import dataclass

from docket.vocabulary import CauseOfAction

_C = CauseOfAction
_NATURES = {
    "410": _C.ANTITRUST, "440": _C.CIVIL_RIGHTS, "442": _C.EMPLOYMENT_DISCRIMINATION, "470": _C.CONSPIRACY_RICO,
    "820": _C.COPYRIGHT, "840": _C.TRADEMARK, "850": _C.SECURITIES,
}  # fmt: skip
# (title, first section, last section, cause)
_CAUSES = (
    (15, 1, 7, _C.ANTITRUST), (15, 15, 26, _C.ANTITRUST), (15, 77, 78, _C.SECURITIES), (15, 1051, 1127, _C.TRADEMARK),
    (17, 101, 1332, _C.COPYRIGHT), (18, 1595, 1595, _C.TVPRA_1595), (18, 1961, 1968, _C.CONSPIRACY_RICO),
    (18, 2255, 2255, _C.CSAM_2255), (18, 2333, 2333, _C.ATA_2333), (42, 1981, 1988, _C.CIVIL_RIGHTS),
    (42, 2000, 2000, _C.EMPLOYMENT_DISCRIMINATION), (42, 3601, 3631, _C.HOUSING_DISCRIMINATION),
)  # fmt: skip
_CAUSE = re.compile(r"\s*(?P<title>\d{1,2}):0*(?P<section>\d{1,4})(?P<letters>[a-z]{0,3})\b", re.IGNORECASE)
_NATURE = re.compile(r"\s*(\d{3})\b")


@dataclass(frozen=True)
class HeaderClaim:
    """A cause of action and the field of the header that names it; `raw` is the field's text."""

    cause: CauseOfAction
    raw: str
    rule: str


def find_header_claims(cause: str | None, nature_of_suit: str | None) -> list[HeaderClaim]:
    """Return the causes of action that the cover sheet names, each once, the statute's first."""
    found: dict[CauseOfAction, HeaderClaim] = {}
    if cause and (match := _CAUSE.match(cause)):
        title, section, letters = int(match["title"]), int(match["section"]), match["letters"].lower()
        for of_title, first, last, named in _CAUSES:
            # 42 U.S.C. § 2000e is Title VII; § 2000a and § 2000d are other laws.
            if (title, section) == (42, 2000) and not letters.startswith("e"):
                continue
            if title == of_title and first <= section <= last:
                found.setdefault(named, HeaderClaim(named, cause, "cause"))
    if nature_of_suit and (match := _NATURE.match(nature_of_suit)) and (named := _NATURES.get(match[1])):
        found.setdefault(named, HeaderClaim(named, nature_of_suit, "nature-of-suit"))
    return list(found.values())


def is_cause_230(cause: str | None) -> bool:
    """Say whether the cover sheet gives 47 U.S.C. § 230 as the cause."""
    match = _CAUSE.match(cause or "")
    return match is not None and (int(match["title"]), int(match["section"])) == (47, 230)
