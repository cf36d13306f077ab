"""Reads a bill as Congress publishes it, in BILLSTATUS XML or the Congress.gov API's JSON, into our records.
Pure.

Both are first read into one plain structure, since the API's responses mirror the XML's elements. Nothing is
kept of a bill that is not in the catalog and does not name the statute.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from bs4 import BeautifulSoup

from docket import times
from docket.bills import (
    bill_page,
    find_stage,
    load_bill_ids,
    make_bill_id,
    print_number,
    split_bill_id,
    touches_statute,
)
from docket.issues import Issue, ParseError
from docket.records import Bill, BillAction, BillLink
from docket.vocabulary import Precision
from scrapers.documents.xml_root import read_root
from scrapers.failures import read_if_sound

_FULL_NAME = re.compile(
    r"(?:[A-Z][a-z]{2,4}\.|Resident Commissioner)\s(?P<last>[^,]{1,99}),\s?(?P<first>[^\[]{1,99}?)"
    r"(?:(?:,|(?<=,\"))\s?(?P<generation>Jr\.|Sr\.|[IV]{1,4}))?\s?\["
    r"(?P<party>[A-Z]+)-(?P<state>[A-Z]{2})[^\]]*\]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LISTS = ("actions", "summaries", "relatedBills")


def read_xml(body: bytes, page: str) -> dict:
    """Return the bill in a BILLSTATUS file as plain dicts and lists. Raises ParseError for anything else."""
    root = read_root(body, page, "BILLSTATUS file")
    bill = root.find("bill") if root.tag == "billStatus" else None
    if bill is None:
        raise ParseError(
            f"{page}: XML, but no bill status in it; is it still published at this address?", code="no-bill"
        )
    data: dict[str, Any] = {child.tag: _plain(child) for child in bill if isinstance(child.tag, str)}
    # Until about 2022: billNumber, billType and billSummaries; since then number, type and summary.
    data["number"] = data.get("number") or data.get("billNumber")
    data["type"] = data.get("type") or data.get("billType")
    data["actions"] = [row for row in _rows(bill.find("actions"), ("item",)) if "text" in row]
    data["summaries"] = _rows(bill.find("summaries/billSummaries"), ("item",)) or _rows(
        bill.find("summaries"), ("summary",)
    )
    return data | {name: _rows(bill.find(name), ("item",)) for name in ("relatedBills", "laws", "sponsors")}


def _rows(parent, tags: tuple[str, ...]) -> list[dict]:
    return [
        {leaf.tag: _plain(leaf) for leaf in row if isinstance(leaf.tag, str)}
        for row in (() if parent is None else parent)
        if row.tag in tags
    ]


def _plain(element) -> str | list[dict]:
    """Return the text of an element, or of its items as a list of dicts; CDATA may be one level deeper."""
    return _rows(element, ("item",)) or "".join(element.itertext())


def read_json(body: bytes, page: str) -> dict:
    """Return one response of the API. Raises ParseError if it is not a JSON object or reports an error."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ParseError(
            f"{page}: not JSON ({error}); it is fetched again at the next turn", code="not-json"
        ) from None
    if not isinstance(data, dict) or "error" in data:
        raise ParseError(f"{page}: no answer of the Congress.gov API: {str(data)[:120]}", code="no-bill")
    return data


def read_answer(body: bytes, page: str, bill_id: str) -> dict:
    """Return one of the API's responses about a bill in the structure that `read_xml` returns, with only what
    it contains."""
    data = read_json(body, page)
    congress, bill_type, number = split_bill_id(bill_id)
    bill_key = {"congress": str(congress), "type": bill_type, "number": str(number)}
    if isinstance(bill := data.get("bill"), dict):
        return {name: value for name, value in bill.items() if name not in _LISTS} | bill_key
    lists = {name: data[name] for name in _LISTS if isinstance(data.get(name), list)}
    if not lists:
        raise ParseError(
            f"{page}: neither a bill nor a list of one; the form has changed", code="changed-form"
        )
    return bill_key | lists


def find_related(data: dict) -> list[str]:
    """Return the ids of the related bills, in the order of the page; rows without a bill are left out."""
    return [bill_id for row in _list(data, "relatedBills") if (bill_id := _id_of(row))]


def _id_of(row: dict) -> str | None:
    return read_if_sound(make_bill_id, *(str(row.get(name, "")) for name in ("congress", "type", "number")))


def bill_id_of(data: dict, page: str) -> str:
    """Return the bill's id. Raises ParseError (bill-number), naming the page."""
    try:
        return make_bill_id(*(str(data.get(name) or "") for name in ("congress", "type", "number")))
    except ParseError as error:
        raise ParseError(f"{page}: {error}", code=error.code) from None


def is_wanted(data: dict, bill_id: str) -> bool:
    """Return whether the bill is in the catalog, or one of its titles or summaries names the statute."""
    if bill_id in load_bill_ids():
        return True
    titles = [row.get("title") for row in _list(data, "titles")]
    return touches_statute(
        _text(data, "title"), *titles, *(_words(_summary_text(row)) for row in _list(data, "summaries"))
    )


def read_records(data: dict, bill_id: str, is_part: bool = False) -> Iterator[object]:
    """Yield the bill, its actions in the order of the page, its links, and an issue for an impossible date.

    `is_part`: the data are one list of a bill, requested because another response showed that the bill is
    wanted.
    """
    if not is_part and not is_wanted(data, bill_id):
        return
    url = bill_page(bill_id)
    issues: list[Issue] = []
    dated = [
        (day, _words(_text(row, "text")))
        for row in _list(data, "actions")
        if (day := _day(row, "actionDate", bill_id, issues))
    ]
    actions = [(day, text) for day, text in dated if text]
    yield _read_bill(data, bill_id, actions, url, issues)
    for day, text in dict.fromkeys(actions):
        yield BillAction(bill_id, day, day, Precision.DAY, text, url)
    yield from _read_links(data, bill_id, url)
    yield from issues


def _read_bill(
    data: dict, bill_id: str, actions: list[tuple[date, str]], url: str, issues: list[Issue]
) -> Bill:
    latest = data.get("latestAction")
    if isinstance(latest, dict) and not actions:
        day, text = _day(latest, "actionDate", bill_id, issues), _words(_text(latest, "text"))
        actions = [(day, text)] if day and text else []
    law = next(
        (_text(row, "number") for row in _list(data, "laws") if _text(row, "type") == "Public Law"), None
    )
    # The newest summary, by the action that it describes; of the same day, the later update.
    summaries = sorted(
        (row for row in _list(data, "summaries") if _summary_text(row)),
        key=lambda row: (_text(row, "actionDate") or "", _text(row, "updateDate") or ""),
        reverse=True,
    )
    # Both formats list the newest action first.
    day, text = max(actions, key=lambda action: action[0], default=(None, None))
    return Bill(
        bill_id,
        "bill",
        split_bill_id(bill_id)[0],
        print_number(bill_id),
        _words(_text(data, "title")),
        date_introduced=_day(data, "introducedDate", bill_id, issues),
        sponsor="; ".join(filter(None, (_sponsor(row) for row in _list(data, "sponsors")))) or None,
        status=find_stage([text for _, text in actions], bool(law)) if actions or law else None,
        source_url=url,
        summary=_words(_summary_text(summaries[0])) if summaries else None,
        law=law,
        latest_action=text,
        date_latest_action=day,
    )


def _sponsor(row: dict) -> str | None:
    """Return "Paul A. Gosar (R-AZ)" of "Rep. Gosar, Paul A. [R-AZ-4]"; any other form stays as printed.

    "Sen. Casey, Robert P., Jr. [D-PA]" is "Robert P. Casey, Jr. (D-PA)".
    """
    name = _words(_text(row, "fullName"))
    if not (match := _FULL_NAME.fullmatch(name or "")):
        return name
    last = ", ".join(filter(None, (match["last"], match["generation"])))
    # A nickname is printed with the comma inside the quotation marks: Henry C. "Hank," Jr.
    first = match["first"].replace(',"', '"')
    return f"{first} {last} ({match['party']}-{match['state']})"


def _summary_text(row: dict) -> str | None:
    return _text(row, "text") or _text(row, "cdata")


def _read_links(data: dict, bill_id: str, url: str) -> Iterator[BillLink]:
    """Yield the links to related bills. A relation holds both ways, so both bills give the same link: the
    later id first."""
    for row in _list(data, "relatedBills"):
        other = _id_of(row)
        if other is None or other == bill_id:
            continue
        words = {kind for detail in _list(row, "relationshipDetails") if (kind := _text(detail, "type"))}
        is_companion = any("identical" in word.lower() for word in words)
        later, earlier = sorted((bill_id, other), key=split_bill_id, reverse=True)
        yield BillLink(
            later,
            None,
            earlier,
            "companion" if is_companion else "related",
            "; ".join(sorted(words)) or None,
            bill_page(later),
        )


def _list(data: dict, name: str) -> list[dict]:
    value = data.get(name)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _text(data: dict, name: str) -> str | None:
    value = data.get(name)
    if isinstance(value, int):
        return str(value)
    sound = value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
    return " ".join(_CONTROL.sub(" ", sound).split()) or None


def _words(text: str | None) -> str | None:
    """Return the text of some HTML. Summaries are HTML in both formats."""
    if text and ("<" in text or "&" in text):
        page = BeautifulSoup(text, "html.parser")
        for hidden in page(["script", "style"]):
            hidden.decompose()
        text = page.get_text(" ")
    return " ".join((text or "").split()) or None


def _day(data: dict, name: str, bill_id: str, issues: list[Issue]) -> date | None:
    value = _text(data, name)
    day = read_if_sound(times.parse_date, value[:10]) if value else None
    if value and day is None:
        issues.append(Issue("date", value, f"{bill_id}, {name}"))
    return day
