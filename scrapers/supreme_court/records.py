"""Turns the Supreme Court's docket, from its JSON or from a page already read, into our records. Pure.

Never kept: addresses, telephone numbers, e-mail addresses and prisoner numbers, which the JSON has for every
lawyer and for petitioners without one.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from bs4 import BeautifulSoup

from docket import times
from docket.courts import find_court_id
from docket.entries import LOST_BREAK, mark_breaks
from docket.identity import normalize_docket_number
from docket.issues import Issue, ParseError
from docket.records import Counsel, Docket, DocketEntry, DocketRef, Document, Party
from docket.vocabulary import DocketStatus, normalize_party_type
from scrapers.courtlistener.envelope import Fields
from scrapers.failures import read_if_sound

SITE = "https://www.supremecourt.gov"
# 04-10000 prints a petitioner's lawyer but leaves the petitioner blank.
_NAMELESS = "(name not printed)"
# "Encino Motorcars, LLC, Petitioner": the side is printed after the name, as on a brief's cover.
_ROLE = re.compile(r",\s*(?:petitioner|applicant|appellant|plaintiff|movant)s?\s*\Z", re.IGNORECASE)
_FILING = re.compile(r"/DocketPDF/[^/]+/[^/]+/(\d+)/", re.IGNORECASE)
_LISTED = re.compile(r"\s{0,9}(?:[;,&/\n]|\bsee also\b)\s{0,9}", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_SIDES = ("Petitioner", "Respondent", "Other")


def read_json(data: dict, page: str) -> Iterator[object]:
    """Yield the docket, its entries and parties, and an issue for whatever is not understood.

    Raises ParseError for a docket without a number or register, and for a value whose type is not the Court's
    usual one.
    """
    cells = Fields(data, page)
    number_raw = cells.text("CaseNumber")
    if number_raw is None or not isinstance(data.get("ProceedingsandOrder"), list):
        raise ParseError(f"{page}: no docket: CaseNumber or ProceedingsandOrder is missing", code="no-docket")
    ref = DocketRef("scotus", normalize_docket_number(number_raw, "scotus"))
    issues: list[Issue] = []
    lower_court, numbers = cells.text("LowerCourt"), cells.text("LowerCourtCaseNumbers")
    yield Docket(
        ref=ref,
        docket_number_raw=number_raw,
        caption=make_caption(cells.text("PetitionerTitle"), cells.text("RespondentTitle")),
        date_filed=_day(cells.text("DocketedDate"), "DocketedDate", ref, issues),
        appeal_from=lower_court,
        **_court_below(lower_court, numbers),
        details=tuple(_json_details(cells, numbers, ref, issues)),
    )
    for row in cells.rows("ProceedingsandOrder"):
        text, day = plain_text(row.text("Text")), row.text("Date")
        if text is None and day is None:
            issues.append(
                Issue(
                    "empty-entry",
                    place="ProceedingsandOrder",
                    court_id="scotus",
                    docket_number=ref.docket_number,
                )
            )
            continue
        yield DocketEntry(
            ref=ref,
            text=text,
            date_filed=_day(day, "ProceedingsandOrder", ref, issues),
            documents=tuple(
                _documents(
                    [(link.text("Description"), link.text("DocumentUrl")) for link in row.rows("Links")]
                )
            ),
        )
    yield from read_parties(_json_parties(cells), ref, issues)
    yield from issues


def make_caption(first: str | None, second: str | None) -> str | None:
    """Return "A v. B" without the roles, or the first alone if the Court prints no other side ("In re …")."""
    return " v. ".join([_ROLE.sub("", side) for side in (first, second) if side]) or None


def _day(words: str | None, place: str, ref: DocketRef, issues: list[Issue]):
    try:
        return times.parse_date(words) if words else None
    except ParseError:
        issues.append(
            Issue("date", value=words, place=place, court_id=ref.court_id, docket_number=ref.docket_number)
        )
        return None


def _court_below(lower_court: str | None, numbers: str | None) -> dict:
    """Return the court below and its number. The first of several numbers becomes the docket's; all are in
    the details, as printed."""
    below = find_court_id(lower_court) if lower_court else None
    first = _LISTED.split((numbers or "").strip("() "))[0].strip("() ") or None
    if below and first:  # a number in an older form stays as printed
        first = read_if_sound(normalize_docket_number, first, below) or first
    return {"originating_court_id": below, "originating_docket_number": first}


def _json_details(
    cells: Fields, numbers: str | None, ref: DocketRef, issues: list[Issue]
) -> Iterator[tuple[str, str]]:
    if cells.data.get("bCapitalCase") is True:
        yield "capital_case", "true"
    related = (
        "{} {}".format(row.text("RelatedType") or "", row.text("DisplayCaseNumber") or "").strip()
        for row in cells.rows("RelatedCaseNumber")
    )
    question = cells.text("QPLink")
    dates = {
        "lower_court_decision_date": "LowerCourtDecision",
        "lower_court_rehearing_denied_date": "LowerCourtRehearingDenied",
        "discretionary_court_decision": "DiscretionaryCourtDecision",
    }
    details = {
        "links": (cells.text("Links") or "").removeprefix("Linked with").strip(),  # pages omit it
        "lower_court_case_numbers": numbers,
        **{
            name: day.isoformat()
            for name, key in dates.items()
            if (day := _day(cells.text(key), key, ref, issues))
        },
        "questions_presented": _web_address(question, f"{SITE}/docket/") if question else None,
        "RelatedCaseNumber": "; ".join(filter(None, related)),
        **{name: cells.text(name) for name in ("sJsonTerm", "sJsonCaseNumber", "sJsonCaseType")},
    }
    yield from ((name, words) for name, words in details.items() if words)


def _web_address(address: str, base: str = SITE) -> str | None:
    """Return an absolute http or https address; None for anything else ("javascript:")."""
    try:
        joined = urljoin(base, address)
    except ValueError:
        return None
    return joined if re.match(r"https?://[^/\s]+", joined, re.IGNORECASE) else None


def _documents(links: list[tuple[str | None, str | None]]) -> Iterator[Document]:
    """Yield the documents: the first link is the filing itself ("Petition"), the others accompany it ("Proof
    of Service").

    The number in the path is the filing's, which its documents share.
    """
    for place, (description, address) in enumerate(links):
        url = _web_address(address) if address else None
        filing = _FILING.search(url or "")
        if description or url:
            yield Document(place, description, pacer_doc_id=filing[1] if filing else None, url=url)


def plain_text(text: str | None) -> str | None:
    """Return the text of an entry, with links reduced to their text and whitespace collapsed."""
    if text and ("<" in text or "&" in text):
        words = BeautifulSoup(mark_breaks(text), "lxml")
        for hidden in words(["script", "style"]):
            hidden.decompose()
        text = words.get_text()
    return _folded(text)


def _folded(text: str | None) -> str | None:
    """Return a text with its whitespace collapsed; the mark of a lost line break is not whitespace."""
    parts = (" ".join(part.split()) for part in (text or "").split(LOST_BREAK))
    return LOST_BREAK.join(parts).strip() or None


def _json_parties(cells: Fields) -> Iterator[tuple[str, str | None, Counsel | None]]:
    """Yield side, party and lawyer of each row: a row is one lawyer and the party that they appear for."""
    for side in _SIDES:
        for row in cells.rows(side):
            name = row.text("PartyName")
            is_prisoner = row.text("PrisonerId") is not None
            yield (
                side,
                name,
                _counsel(
                    row.text("Attorney"),
                    row.text("Title"),
                    row.data.get("IsCounselofRecord") is True,
                    name,
                    is_prisoner,
                ),
            )


def _counsel(
    name: str | None, title: str | None, is_of_record: bool, party_name: str | None, is_prisoner: bool = False
) -> Counsel | None:
    """Return a lawyer. No firm is kept for people who appear for themselves, since a prison or a home is
    printed there."""
    if name is None:
        return None
    is_pro_se = is_prisoner or _is_same_person(name, party_name or "")
    roles = ("COUNSEL OF RECORD",) if is_of_record else ()
    return Counsel(name, None if is_pro_se else title, roles, is_pro_se=is_pro_se)


def _is_same_person(name: str, party_name: str) -> bool:
    """Return whether two names may be the same person's: the Court prints "John L. Corrigan" for the party
    "John Louis Corrigan" (15-1001)."""
    left, other = _name_words(name), _name_words(party_name)
    if len(left) < 2 or len(other) < 2 or (left[0], left[-1]) != (other[0], other[-1]):
        return False
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(left[1:-1], other[1:-1], strict=False))


def _name_words(name: str) -> list[str]:
    """Return the words of a name in lower case, without "Jr." and anything after a comma ("…, Warden", "…, et
    al.")."""
    words = name.casefold().partition(",")[0].replace(".", " ").split()
    return [word for word in words if not _SUFFIX.fullmatch(word)]


def read_parties(rows, ref: DocketRef, issues: list[Issue]) -> Iterator[Party]:
    """Yield one party for each (side, name), with all its counsel, in the order of first mention."""
    grouped: dict[tuple[str, str], list[Counsel]] = {}
    for side, name, counsel in rows:
        if name is None:
            words, name = counsel.name if counsel else None, _NAMELESS
            issues.append(
                Issue(
                    "party-name",
                    value=words,
                    place=side,
                    court_id=ref.court_id,
                    docket_number=ref.docket_number,
                )
            )
        grouped.setdefault((side, name), []).extend([counsel] if counsel else [])
    for (side, name), counsel in grouped.items():
        yield Party(ref, name, normalize_party_type(side), party_type_raw=side, counsel=tuple(counsel))


def read_page(data: dict, title: str | None, status: str | None, page: str) -> Iterator[object]:
    """Yield the same records from a page that juriscraper read.

    `title` is the caption and `status` ("DECIDED") the status, each as printed, or None if the page has none.
    """
    number_raw = data.get("docket_number")
    if not number_raw:
        raise ParseError(
            f"{page}: no docket number could be read; save the whole docket page again", code="no-docket"
        )
    ref = DocketRef("scotus", normalize_docket_number(number_raw, "scotus"))
    issues: list[Issue] = []
    lower_court, numbers = data.get("lower_court") or None, data.get("lower_court_case_numbers_raw") or None
    sides = re.split(r"\s{1,9}v\.\s{1,9}", title or data.get("case_name") or "", maxsplit=1)
    names = (
        "links",
        "lower_court_decision_date",
        "lower_court_rehearing_denied_date",
        "discretionary_court_decision",
    )
    details = {"lower_court_case_numbers": numbers, "status_raw": status} | {
        name: data.get(name) for name in names
    }
    question = data.get("questions_presented")
    details["questions_presented"] = _web_address(question, f"{SITE}/docket/") if question else None
    yield Docket(
        ref=ref,
        docket_number_raw=number_raw,
        caption=make_caption(sides[0], sides[1] if len(sides) > 1 else None),
        date_filed=data.get("date_filed"),
        status=DocketStatus.CLOSED if (status or "").upper() == "DECIDED" else None,
        appeal_from=lower_court,
        **_court_below(lower_court, numbers),
        details=tuple((name, str(value)) for name, value in details.items() if value),
    )
    for entry in data["docket_entries"]:
        if entry["date_filed"] is None:
            issues.append(
                Issue(
                    "date",
                    value=entry["description"][:80],
                    place="docket_entries",
                    court_id="scotus",
                    docket_number=ref.docket_number,
                )
            )
        links = [(link.get("description"), link.get("document_url")) for link in entry["attachments"]]
        yield DocketEntry(
            ref=ref,
            text=_folded(entry["description"]),
            date_filed=entry["date_filed"],
            documents=tuple(_documents(links)),
        )
    yield from read_parties(_page_parties(data["parties"]), ref, issues)
    yield from issues


def _page_parties(parties: list[dict]) -> Iterator[tuple[str, str | None, Counsel | None]]:
    for party in parties:
        name = " ".join((party["name"] or "").split()) or None
        for lawyer in party["attorneys"] or [{"name": None}]:
            title, is_of_record = lawyer.get("title") or None, bool(lawyer.get("is_counsel_of_record"))
            yield party["type"], name, _counsel(lawyer["name"] or None, title, is_of_record, name)
