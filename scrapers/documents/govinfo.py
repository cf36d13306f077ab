"""Reads a package of GovInfo's USCOURTS collection (its MODS file), and search results, into our records.
Pure.

A package is a docket and each granule in it an opinion or order. Element names are those documented for the
collection's MODS files; what a file lacks is left out.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from docket import times
from docket.courts import Court, load_courts
from docket.identity import normalize_docket_number, split_office
from docket.issues import Issue, ParseError
from docket.primary_address import GOVINFO_NAMES
from docket.records import Docket, DocketEvent, DocketRef, Party
from docket.statute import SECTION
from docket.vocabulary import Precision, normalize_party_type
from scrapers.documents.xml_root import read_root
from scrapers.failures import read_if_sound

SITE = "https://www.govinfo.gov"
_PACKAGE = re.compile(r"USCOURTS-[\w.-]+", re.ASCII)
_DISTRICT = re.compile(r"(?:(\d{1,2})_)?(\d\d-[a-z]{1,5}-\d{1,6})", re.ASCII)
# "22-5541 - Doe v. Example Social, Inc.": the number precedes the caption.
_NUMBERED = re.compile(r"\s{0,9}(?:\d{1,2}:)?\d\d-[\w-]{1,30}\s{0,9}[-–]\s{0,9}")
_GRANULE = re.compile(r"(USCOURTS-[A-Za-z0-9]+-[\w.-]+)-\d+", re.ASCII)


def package_id(ref: DocketRef, court: Court) -> str | None:
    """Return the id of a docket's package, like ``USCOURTS-cand-4_22-cv-05541``; None if it cannot be
    determined.

    The id of a district package contains the divisional office, so a number without it is not enough.
    """
    office, rest = split_office(ref.docket_number or "")
    pacer_id = GOVINFO_NAMES.get(court.court_id) or court.pacer_court_id or court.court_id
    if court.system == "appellate" and rest:
        year, _, serial = rest.partition("-")
        return f"USCOURTS-{pacer_id}-{year}-{int(serial):05d}" if serial.isdigit() else None
    if court.system in ("district", "bankruptcy") and office and _DISTRICT.fullmatch(rest):
        return f"USCOURTS-{pacer_id}-{office}_{rest}"
    return None


def ref_of(package: str) -> DocketRef:
    """Return the docket that a package id names. Raises ParseError: unknown-court, docket-number."""
    match = re.fullmatch(r"USCOURTS-([A-Za-z0-9]+)-([\w.-]+)", package, re.ASCII)
    by_pacer_id = {
        court.pacer_court_id or court.court_id: court.court_id for court in reversed(load_courts().values())
    } | {name: court_id for court_id, name in GOVINFO_NAMES.items()}
    court_id = by_pacer_id.get(match[1]) if match else None
    if match is None or court_id is None:
        raise ParseError(f"{package[:80]!r} names no court that is known here", code="unknown-court")
    return DocketRef(court_id, normalize_docket_number(match[2].replace("_", ":", 1), court_id))


def _root(body: bytes, page: str):
    root = read_root(body, page, "MODS file")
    if etree.QName(root).localname != "mods" or not _find(root, "extension/accessId"):
        raise ParseError(
            f"{page}: XML, but no MODS record of a package; is it still published at this address?",
            code="no-package",
        )
    return root


def _find(element, path: str) -> list:
    """Return the elements at a path of local names, whatever their namespace."""
    elements = [element]
    for name in path.split("/"):
        elements = [
            child
            for parent in elements
            for child in parent
            if isinstance(child.tag, str) and etree.QName(child).localname == name
        ]
    return elements


def _text(element, path: str) -> str | None:
    return next(
        (text for child in _find(element, path) if (text := " ".join("".join(child.itertext()).split()))),
        None,
    )


def changed_on(body: bytes, page: str) -> str | None:
    """Return the day on which the record was last changed; None if it does not say."""
    root = _root(body, page)
    changed = _day(_text(root, "recordInfo/recordChangeDate"))
    day = changed or _day(_text(root, "recordInfo/recordCreationDate"))
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return read_if_sound(times.parse_date, text[:10]) if text else None


def read_mods(body: bytes, page: str) -> Iterator[object]:
    """Yield the docket, its parties, an event for each opinion, and issues. Raises ParseError as described at
    `GovInfo.parse`."""
    root = _root(body, page)
    package = _text(root, "extension/accessId") or ""
    asked = _PACKAGE.search(page)
    ref = ref_of(package)
    if asked and asked[0] != package:
        raise ParseError(
            f"{page}: holds the package {package}, another than its address says", code="wrong-docket"
        )
    yield Docket(
        ref=ref,
        docket_number_raw=_text(root, "extension/caseNumber"),
        caption=_caption(_text(root, "titleInfo/title")),
        nature_of_suit=_text(root, "extension/natureSuit"),
        cause=_text(root, "extension/cause"),
        source_url=f"{SITE}/app/details/{package}",
    )
    yield from _read_parties(root, ref)
    for granule in _find(root, "relatedItem"):
        if granule.get("type") == "constituent":
            yield from _read_granule(granule, package, ref, page)


def _caption(title: str | None) -> str | None:
    return _NUMBERED.sub("", title, count=1) or None if title else None


def _read_parties(root, ref: DocketRef) -> Iterator[Party]:
    """Yield each party once for each role, since every granule prints the parties again."""
    parties = {}
    for party in _find(root, "extension/party"):
        names = (party.get(name) for name in ("firstName", "middleName", "lastName", "generation"))
        name = " ".join((party.get("fullName") or " ".join(filter(None, names))).split())
        raw = " ".join((party.get("role") or "").split()) or None
        parties[name, raw] = Party(ref, name, normalize_party_type(raw), raw, source_url=None)
    yield from (party for party in parties.values() if party.name)


def _read_granule(granule, package: str, ref: DocketRef, page: str) -> Iterator[DocketEvent | Issue]:
    name = _text(granule, "extension/accessId") or (granule.get("ID") or "").removeprefix("id-")
    day = _day(_text(granule, "originInfo/dateIssued"))
    if day is None or not name.startswith(f"{package}-"):
        yield Issue("granule", name or None, page, ref.court_id, ref.docket_number)
        return
    words = (
        _text(granule, "titleInfo/subTitle")
        or _text(granule, "titleInfo/partName")
        or _caption(_text(granule, "titleInfo/title"))
    )
    yield DocketEvent(ref, day, day, Precision.DAY, "opinion", words, f"{SITE}/app/details/{package}/{name}")


def _load_results(body: bytes, page: str) -> list[dict]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ParseError(
            f"{page}: not JSON ({type(error).__name__}); asked again next time", code="not-json"
        ) from None
    rows = data.get("results") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ParseError(f"{page}: JSON, but no list of results; the form has changed", code="changed-form")
    return rows


def results_hash(body: bytes, page: str) -> str:
    """Return a digest of the opinions found; other content, such as counts and links, changes without
    news."""
    result_ids = sorted(
        {str(row.get("granuleId") or row.get("packageId")) for row in _load_results(body, page)}
    )
    return hashlib.sha256("\n".join(result_ids).encode("utf-8", "replace")).hexdigest()


def read_results(body: bytes, page: str) -> Iterator[object]:
    """Yield a docket for each opinion found, and an issue for each that names no docket.

    The opinion itself becomes a fact of the docket, so that a reviewer sees why it was found; its details
    come with the package, which is requested once the docket is watched.
    """
    for row in _load_results(body, page):
        words = {
            name: " ".join(str(row.get(name) or "").encode("utf-8", "replace").decode().split())
            for name in ("packageId", "granuleId", "title", "dateIssued")
        }
        granule = _GRANULE.fullmatch(words["packageId"])
        package = granule[1] if granule and not words["granuleId"] else words["packageId"]
        try:
            ref = ref_of(package)
        except ParseError as error:
            yield Issue(error.code, words["packageId"] or None, page)
            continue
        where = "/".join(filter(None, (package, words["granuleId"])))
        details = " ".join(filter(None, (words["dateIssued"], f"{SITE}/app/details/{where}")))
        yield Docket(
            ref=ref,
            caption=_caption(words["title"]),
            source_url=f"{SITE}/app/details/{package}",
            details=((f"opinion found by a search for {SECTION}", details),),
        )
