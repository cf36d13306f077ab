"""The primary address of a ruling or a docket: the page to cite. Pure. (`docket.bills`: a bill's.)

Either the page was *seen* (a reviewer recorded its address), or the address is *made by rule* from something
that identifies the page: a reporter citation, or a docket number of the Supreme Court, of a court that
publishes its opinions on GovInfo, or of CourtListener. Nothing is made from a WL or LEXIS number, which only
subscribers can open, and no address is a search. The address says which of the two it is, because nobody has
opened what a rule made.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from urllib.parse import quote

from docket.courts import load_courts
from docket.csv_rows import load_table, split_cell
from docket.identity import split_office
from docket.source_hosts import Grade, classify, split_sources


class AddressBasis(StrEnum):
    SEEN = "seen"
    RULE = "rule"
    NONE = "none"


@dataclass(frozen=True)
class PrimaryAddress:
    url: str | None = None
    basis: AddressBasis = AddressBasis.NONE


# As CourtListener spells them in `/c/<reporter>/<volume>/<page>/`. Only court reporters: neutral citations
# (2019 WI 47) and specialty reporters (Media L. Rep.) are left out, because no such address was seen there.
_REPORTERS = (
    "U.S.",
    "S. Ct.",
    "L. Ed. 2d",
    "F.2d",
    "F.3d",
    "F.4th",
    "F. App'x",
    "F. Supp.",
    "F. Supp. 2d",
    "F. Supp. 3d",
    "F.R.D.",
    "B.R.",
    "A.2d",
    "A.3d",
    "N.E.2d",
    "N.E.3d",
    "N.W.2d",
    "N.W.3d",
    "P.2d",
    "P.3d",
    "S.E.2d",
    "S.W.2d",
    "S.W.3d",
    "So. 2d",
    "So. 3d",
    "Cal. 2d",
    "Cal. 3d",
    "Cal. 4th",
    "Cal. 5th",
    "Cal. App. 2d",
    "Cal. App. 3d",
    "Cal. App. 4th",
    "Cal. App. 5th",
    "Cal. Rptr. 2d",
    "Cal. Rptr. 3d",
    "N.Y.2d",
    "N.Y.3d",
    "A.D.2d",
    "A.D.3d",
    "Misc. 2d",
    "Misc. 3d",
    "N.Y.S.2d",
    "N.Y.S.3d",
    "Ariz.",
    "Conn.",
    "Conn. App.",
    "Conn. Supp.",
    "Ga.",
    "Ga. App.",
    "Ill. 2d",
    "Ill. App. 3d",
    "Kan.",
    "Kan. App. 2d",
    "Mass.",
    "Mass. App. Ct.",
    "Md.",
    "Md. App.",
    "Mich.",
    "Mich. App.",
    "N.C.",
    "N.C. App.",
    "N.H.",
    "N.J.",
    "N.J. Super.",
    "N.M.",
    "Neb.",
    "Nev.",
    "Or.",
    "Or. App.",
    "Pa.",
    "S.C.",
    "Va.",
    "Va. App.",
    "W. Va.",
    "Wash. 2d",
    "Wash. App.",
    "Wash. App. 2d",
    "Wis. 2d",
)
_OTHER_SPELLINGS = {
    "Wn.2d": "Wash. 2d",
    "Wn. App.": "Wash. App.",
    "Wn. App. 2d": "Wash. App. 2d",
    "F. Appx.": "F. App'x",
    "Fed. Appx.": "F. App'x",
    "Fed. App'x": "F. App'x",
}


def _fold(reporter: str) -> str:
    return re.sub(r"[\s.'’]", "", reporter).casefold()


_BY_SPELLING = {_fold(name): name for name in _REPORTERS} | {
    _fold(spelling): name for spelling, name in _OTHER_SPELLINGS.items()
}
# Volume, reporter, page. Only a pin cite or the court and year can follow: "24 Misc. 3d 1248(A)" is an
# opinion that the reporter lists but does not print, and "596 U.S. ___" has no page yet.
_CITATION = re.compile(
    r"\s{0,3}([1-9]\d{0,3})\s{1,3}(\D.{0,40}?)\s{1,3}([1-9]\d{0,4})(?=\s{0,3}$|,|\s{1,3}\()", re.ASCII
)
_LAW_REPORTING_BUREAU = re.compile(r"\s*(\d{4}) NY Slip Op (\d{5})(\(U\))?\s*(?:$|[,(])", re.ASCII)

_CLOSED = re.compile(r"\bWL\b|\bLEXIS\b")

# The Supreme Court has pages of this form from about the 2016 Term on; the first that is certain is 2017.
_FIRST_TERM = 17
_SCOTUS_NUMBER = re.compile(r"(\d\d)(?:-[1-9]\d{0,4}|A[1-9]\d{0,3}|M[1-9]\d{0,2})", re.ASCII)
_ORDERS_ON_PETITIONS = ("cert_denied", "cert_granted")

# Court names in GovInfo's packages that differ from PACER's.
GOVINFO_NAMES = {"cadc": "caDC", "cafc": "ca13"}
_DISTRICT_NUMBER = re.compile(r"\d\d-[a-z]{2}-\d{5}", re.ASCII)
_APPELLATE_NUMBER = re.compile(r"\d\d-[1-9]\d{0,4}", re.ASCII)

_MADE_BY_RULE = re.compile(
    r"https://www\.courtlistener\.com/(?:c/[^/]+/\d+/\d+|docket/\d+)/?"
    r"|https://www\.supremecourt\.gov/docket/docketfiles/html/public/[\w-]+\.html"
    r"|https://www\.govinfo\.gov/app/details/USCOURTS-\w+-[\w-]+",
    re.ASCII,
)


def address_of_ruling(
    row: Mapping, docket: Mapping, courtlistener_docket_id: str | int | None = None
) -> PrimaryAddress:
    """Return the address by which to cite a ruling: the act's own if there is one, else its docket's.

    `row` has the known columns of ``decisions.csv`` (citation, kind, date, primary_url, source_url,
    extra_sources), `docket` has court_id and docket_number. An address in `primary_url` that a rule could
    have made counts as made by rule, unless it is also among the sources. An unverified citation gives way to
    a publisher's page of the ruling that was seen.
    """
    written_url = row.get("primary_url") or None
    is_rule_made = _is_rule_made(written_url, row)
    grade = classify(written_url).grade if written_url else None
    if written_url and not is_rule_made and grade in (Grade.COURT, Grade.ARCHIVE):
        return PrimaryAddress(written_url, AddressBasis.SEEN)
    cited = (
        written_url
        if written_url and is_rule_made and "/c/" in written_url
        else citation_address(row.get("citation"))
    )
    register = _scotus_register(docket)
    if register and row.get("kind") in _ORDERS_ON_PETITIONS:
        cited = None  # a page of the reporter holds dozens of such orders; the register has this one
    is_cited_surely = "citation" in split_cell(row.get("verified"))
    is_page_surer = grade is Grade.COPY and not is_rule_made and not is_cited_surely
    if (docket_url := cited or register) and not (is_page_surer and docket_url == cited):
        return PrimaryAddress(docket_url, AddressBasis.RULE)
    if written_url and not is_rule_made:
        return PrimaryAddress(written_url, AddressBasis.SEEN)
    docket_url = (
        _package_of(docket, [row]) or courtlistener_docket_address(courtlistener_docket_id) or written_url
    )
    return PrimaryAddress(docket_url, AddressBasis.RULE) if docket_url else PrimaryAddress()


def address_of_docket(
    docket: Mapping, courtlistener_docket_id: str | int | None = None, rulings: Iterable[Mapping] = ()
) -> PrimaryAddress:
    """Return the address by which to cite a docket: its register, GovInfo's package, or a reviewer's.

    A register's own page that was seen takes precedence over the one a rule makes for the same docket.
    `rulings` (rows of ``decisions.csv``) are those of the docket: only an opinion makes a package likely, and
    a docket without a page of its own gets the address of its newest ruling that has one.
    """
    acts = list(rulings)
    written = docket.get("primary_url") or None
    is_rule_made = _is_rule_made(written, docket)
    made = courtlistener_docket_address(courtlistener_docket_id)
    if made and written and written.startswith(made) and not is_rule_made:
        return PrimaryAddress(written, AddressBasis.SEEN)
    if made := made or _scotus_register(docket) or _package_of(docket, acts):
        return PrimaryAddress(made, AddressBasis.RULE)
    if written:
        return PrimaryAddress(written, AddressBasis.RULE if is_rule_made else AddressBasis.SEEN)
    if made := citation_address(docket.get("citation")):
        return PrimaryAddress(made, AddressBasis.RULE)
    newest_first = sorted(acts, key=lambda act: act.get("date") or "", reverse=True)
    addresses = (address_of_ruling(act, docket) for act in newest_first)
    return next((address for address in addresses if address.url), PrimaryAddress())


def explain_missing(row: Mapping, docket: Mapping) -> str:
    """Return why no rule makes an address for a ruling: what a reviewer would have to find."""
    citations = split_cell(row.get("citation"))
    if not citations:
        lacking = "no citation"
    elif all(_CLOSED.search(citation) for citation in citations):
        lacking = "cited by a WL or LEXIS number only"
    else:
        lacking = "cited where no rule leads: " + "; ".join(citations)
    return lacking + ("" if docket.get("docket_number") else "; its docket has no number")


def citation_address(citation: str | None) -> str | None:
    """Return the address for the first of the parallel citations ("a; b") that a rule can take."""
    return next(iter(citation_addresses(citation)), None)


def citation_addresses(citation: str | None) -> list[str]:
    """Return an address for each of the parallel citations that has one, in their order."""
    urls = (_reporter_address(part) or _slip_opinion_address(part) for part in (citation or "").split(";"))
    return [url for url in urls if url]


def courtlistener_docket_address(docket_id: str | int | None) -> str | None:
    """Return CourtListener's page of a docket, made from its number there; None without a number."""
    number = str(docket_id or "")
    is_number = re.fullmatch(r"[1-9]\d{0,9}", number, re.ASCII)
    return f"https://www.courtlistener.com/docket/{number}/" if is_number else None


def scotus_docket_address(number: str | None) -> str | None:
    """Return the Supreme Court's page of a docket; None for an older one, which has no such address."""
    match = _SCOTUS_NUMBER.fullmatch(number or "")
    if match is None or not _FIRST_TERM <= int(match[1]) < 90:
        return None
    return f"https://www.supremecourt.gov/docket/docketfiles/html/public/{number}.html"


def govinfo_package(court_id: str | None, number: str | None) -> str | None:
    """Return the name of a docket's GovInfo package, ``USCOURTS-cand-4_22-cv-05541``, None if unknown.

    A district court's package name contains the divisional office, so a number without it is not enough.
    """
    court = load_courts().get(court_id or "")
    if court is None or not number:
        return None
    name = GOVINFO_NAMES.get(court.court_id) or court.pacer_court_id or court.court_id
    office, rest = split_office(number)
    if court.system == "appellate" and _APPELLATE_NUMBER.fullmatch(rest):
        year, _, serial = rest.partition("-")
        return f"USCOURTS-{name}-{year}-{int(serial):05d}"
    if court.system == "district" and office and _DISTRICT_NUMBER.fullmatch(rest):
        return f"USCOURTS-{name}-{office}_{rest}"
    return None


def _reporter_address(citation: str) -> str | None:
    match = _CITATION.match(citation)
    reporter = _BY_SPELLING.get(_fold(match[2])) if match else None
    if match is None or reporter is None:
        return None
    return f"https://www.courtlistener.com/c/{quote(reporter, safe=chr(39))}/{match[1]}/{match[3]}/"


def _slip_opinion_address(citation: str) -> str | None:
    """New York's Law Reporting Bureau: pages of opinions that it prints, PDFs of trial courts' from 30001 on.

    For its other series (from 50001 on), no address with such a citation was seen.
    """
    match = _LAW_REPORTING_BUREAU.match(citation)
    if match is None:
        return None
    year, serial, is_unreported = match[1], match[2], match[3]
    if int(serial) < 30000 and not is_unreported:
        return f"https://nycourts.gov/reporter/3dseries/{year}/{year}_{serial}.htm"
    if 30000 < int(serial) < 40000 and is_unreported:
        return f"https://nycourts.gov/reporter/pdfs/{year}/{year}_{serial}.pdf"
    return None


def _scotus_register(docket: Mapping) -> str | None:
    is_there = docket.get("court_id") == "scotus"
    return scotus_docket_address(docket.get("docket_number")) if is_there else None


def _package_of(docket: Mapping, rulings: Iterable[Mapping]) -> str | None:
    """GovInfo's package of the docket, if it has an opinion of years whose packages were seen.

    Courts send their opinions, not their orders: an order does not show that there is a package.
    """
    package = govinfo_package(docket.get("court_id"), docket.get("docket_number"))
    since = _govinfo_courts().get(docket.get("court_id") or "")
    if package is None or since is None:
        return None
    opinions = (ruling for ruling in rulings if ruling.get("kind") == "opinion")
    is_given = any((opinion.get("date") or "")[:4] >= since for opinion in opinions)
    return f"https://www.govinfo.gov/app/details/{package}" if is_given else None


def _is_rule_made(url: str | None, row: Mapping) -> bool:
    """Whether the address a reviewer recorded is one that a rule makes, and not a page that was read."""
    sources = split_sources(row.get("source_url"), row.get("extra_sources"))
    return bool(url and _MADE_BY_RULE.fullmatch(url) and url not in sources)


@cache
def _govinfo_courts() -> dict[str, str]:
    """Return the first year for which a package of the court was seen, by court id."""
    return {row["court_id"]: row["since"] for row in load_table("govinfo_courts.csv")}
