"""Feeds to subscribe to: what changed in the record, in a case, for a company, in a court; new cases; bills;
corrections."""

import sqlite3
from dataclasses import replace

from markupsafe import Markup, escape

from db.views import IS_SHOWN
from docket.bills import BillState, ordinal
from docket.statute import ENACTED
from docket.times import instant
from publish.cache import seconds_to_end_of_congress
from publish.documents import Document
from publish.feeds.atom import MEDIA_TYPE, Entry, Feed, stamp, write_feed
from publish.html import mark_changes
from publish.links import bill_path, case_path, circuit_path, court_path, page_path, party_path, row_path
from publish.pages.bills import add_fates
from publish.pages.case import find_moved
from publish.pages.changes import add_dockets
from publish.pages.party import find_moved as find_moved_party
from publish.queries import (
    court_names,
    entity_dockets,
    find_case,
    latest_changes,
    newest_reading,
    with_platforms,
)
from publish.request import PAGE_SECONDS, Asked, Moved, marks, row, rows
from publish.words import (
    CIRCUITS,
    OUTCOMES,
    first_upper,
    format_change,
    format_day,
    format_law_state,
    format_recommended,
    format_value,
    plain,
    split_list,
)

PAGE = 50
_LONGEST = 2000  # of a longer text, a feed shows the beginning; the page has all of it
_CASE_TABLES = {"cases": "case_id", "dockets": "docket_id"}


def read_changes(conn: sqlite3.Connection, asked: Asked) -> Document:
    return _changes(
        conn,
        asked,
        "/changes.atom",
        "Changes to the record",
        "Every change seen in dockets about Section 230.",
        "/changes",
    )


def read_case(conn: sqlite3.Connection, asked: Asked) -> Document | Moved | None:
    case_id = asked.parts["case_id"]
    case = find_case(conn, case_id)
    if case is None:
        moved = find_moved(conn, asked, case_id)
        return Moved(f"{moved.path}.atom") if moved else None
    name = case["short_name"] or case["caption"] or case_id
    words = f"Entries, edits, hearings and rulings in {name}, as they are seen."
    return _changes(
        conn, asked, f"{case_path(case_id)}.atom", name, words, case_path(case_id), case_id=case_id
    )


def read_party(conn: sqlite3.Connection, asked: Asked) -> Document | Moved | None:
    entity = row(conn, "select * from entities where entity_id = ?", (asked.parts["entity_id"],))
    if entity is None:
        return find_moved_party(conn, asked.parts["entity_id"], ".atom")
    ways = sorted(
        {way["docket_id"] for way in entity_dockets(conn, with_platforms(conn, entity["entity_id"]))}
    )
    ids = _docket_ids(conn, f"docket_id in ({marks(ways)})", ways)
    path = party_path(entity["entity_id"])
    words = f"Entries, edits, hearings and rulings in the cases of {entity['name']}, as they are seen."
    return _changes(
        conn, asked, f"{path}.atom", f"{entity['name']}: changes in its cases", words, path, docket_ids=ids
    )


def read_court(conn: sqlite3.Connection, asked: Asked) -> Document | None:
    court = row(conn, "select * from courts where court_id = ?", (asked.parts["court_id"],))
    if court is None:
        return None
    ids = _docket_ids(conn, "court_id = ?", [court["court_id"]])
    path = court_path(court["court_id"])
    words = f"Entries, edits, hearings and rulings in dockets of {court['name']}, as they are seen."
    return _changes(
        conn,
        asked,
        f"{path}.atom",
        f"{court['short_name'] or court['name']}: changes",
        words,
        path,
        docket_ids=ids,
    )


def read_circuit(conn: sqlite3.Connection, asked: Asked) -> Document | None:
    """Return the changes in the dockets of a circuit: those of its court of appeals and of the courts
    below."""
    circuit = asked.parts["circuit"]
    if circuit not in CIRCUITS:
        return None
    ids = _docket_ids(conn, "court_id in (select court_id from courts where circuit = ?)", [circuit])
    path, name = circuit_path(circuit), CIRCUITS[circuit]
    words = f"Changes in dockets of the {name} and of the courts below it, as they are seen."
    return _changes(conn, asked, f"{path}.atom", f"{name}: changes", words, path, docket_ids=ids)


def read_cases(conn: sqlite3.Connection, asked: Asked) -> Document:
    """Return the newest cases in the record; one that changes appears again with the time of its change."""
    cases = rows(
        conn,
        f"""select cases.*, (select max(seen_at) from changes
            where changes.case_id = cases.case_id) as changed_at from cases
        where {IS_SHOWN}
        order by first_seen desc, coalesce(date_filed, '') desc, case_id limit {PAGE}""",
    )
    entries = tuple(_case_entry(case) for case in cases)
    words = "Cases about Section 230, the newest in the record first."
    return _document(
        conn, asked, Feed("/cases.atom", "New cases", words, "/cases", newest_reading(conn), entries), "cases"
    )


def read_corrections(conn: sqlite3.Connection, asked: Asked) -> Document:
    """Return the operator's corrections, newest first."""
    number = asked.number("page")
    corrections = rows(
        conn,
        f"select * from corrections order by made_at desc, correction_id limit {PAGE + 1} offset {(number - 1) * PAGE}",
    )
    entries = tuple(_correction_entry(conn, correction) for correction in corrections[:PAGE])
    path = "/corrections.atom"
    feed = Feed(
        page_path(path, page=number if number > 1 else None),
        "Corrections",
        "Fields that the operator of this site corrected, and why.",
        "/docket/corrections",
        newest_reading(conn),
        entries,
        older=page_path(path, page=number + 1) if len(corrections) > PAGE else None,
        newest=path if number > 1 else None,
    )
    return _document(conn, asked, feed, "corrections")


def read_bills(conn: sqlite3.Connection, asked: Asked) -> Document:
    """Return the bills, most recent news first: a stage reached, a latest action, or the end of their
    Congress."""
    bills = add_fates(rows(conn, "select * from bills where kind = 'bill' order by bill_id"), asked)
    entries = sorted(map(_bill_entry, bills), key=lambda entry: (entry.updated, entry.entry_id), reverse=True)
    words = "Bills about Section 230, and what became of each. One not enacted dies with its Congress."
    feed = Feed(
        "/bills.atom", "Bills about Section 230", words, "/bills", newest_reading(conn), tuple(entries[:PAGE])
    )
    return replace(
        _document(conn, asked, feed, "bills"),
        max_age=min(PAGE_SECONDS, seconds_to_end_of_congress(asked.now)),
    )


def _bill_entry(bill: dict) -> Entry:
    fate = bill["fate"]
    dated = [bill["status_date"], bill["date_latest_action"], bill["date_introduced"]]
    news = [
        *(stamp(day, "") for day in dated if day),
        *([instant(fate.ends_at)] if fate.state is BillState.DEAD else []),
    ]
    facts = [
        f"{fate.words[:1].upper()}{fate.words[1:]}.",
        f"{bill['effect_on_230']}." if bill["effect_on_230"] else "",
        f"Sponsor: {bill['sponsor']}." if bill["sponsor"] else "",
    ]
    html = Markup("").join(Markup("<p>{}</p>").format(fact) for fact in facts if fact)
    added = stamp(bill["first_seen"], f"{ENACTED}T00:00:00Z")
    title = (
        f"{bill['number']}, {ordinal(bill['congress'])} Congress: {bill['title']}"
        if bill["congress"]
        else bill["title"]
    )
    return Entry(
        "bill",
        bill["bill_id"],
        title,
        max(filter(None, news), default=added),
        bill_path(bill["bill_id"]),
        str(html),
        label=fate.state,
    )


def _docket_ids(conn: sqlite3.Connection, condition: str, params: list) -> list[str]:
    dockets = rows(conn, f"select docket_id from dockets where {condition} and {IS_SHOWN}", params)
    return [docket["docket_id"] for docket in dockets]


def _changes(
    conn: sqlite3.Connection, asked: Asked, path: str, title: str, words: str, page: str, **of
) -> Document:
    before = asked.number("before", 0) or None
    changes = latest_changes(conn, (), PAGE + 1, before=before, **of)
    add_dockets(conn, changes)
    courts = court_names(conn)
    feed = Feed(
        page_path(path, before=before),
        title,
        words,
        page,
        newest_reading(conn),
        tuple(_change_entry(change, courts) for change in changes[:PAGE]),
        older=page_path(path, before=changes[PAGE - 1]["seq"]) if len(changes) > PAGE else None,
        newest=path if before else None,
    )
    return _document(conn, asked, feed, path.strip("/").removesuffix(".atom"))


def _document(conn: sqlite3.Connection, asked: Asked, feed: Feed, name: str) -> Document:
    return Document(write_feed(feed, asked.root), MEDIA_TYPE, f"{name.replace('/', '-')}.atom")


def _change_entry(change: dict, courts: dict[str, str]) -> Entry:
    kind_words, subject = format_change(change["kind"]), change["subject_name"]
    of = (
        _name_docket(change["docket"], courts)
        if change["docket"]
        else change["case_name"] or change["case_id"] or change["subject_id"]
    )
    title = f"{kind_words}: {of}" + (f", {subject}" if subject else "")
    path = (
        f"{case_path(change['case_id'])}#changes"
        if change["case_id"]
        else row_path("changes", change["change_id"])
    )
    seen_at = stamp(change["seen_at"], f"{ENACTED}T00:00:00Z")
    return Entry(
        "change", change["change_id"], title, seen_at, path, _format_change(change), seen_at, change["kind"]
    )


def _name_docket(docket: dict, courts: dict[str, str]) -> str:
    """Return a docket's name, court and number: without them, the dockets of one case look alike."""
    name, court = docket["name"] or docket["docket_id"], courts.get(docket["court_id"], docket["court_id"])
    of = name if f"({court})" in name else f"{name} ({court})"
    return f"{of}, {docket['docket_number']}" if docket["docket_number"] else of


def _format_change(change: dict) -> str:
    """Return the old and the new value as HTML with the differences marked; docket text is escaped."""
    old, new = (
        (format_value(change["subject"], change["field"], change[side]) or "")[:_LONGEST]
        for side in ("old_value", "new_value")
    )
    before, after = mark_changes(old, new) if old and new else (escape(old), escape(new))
    lines = [Markup("<p>{}</p>").format(plain(change["field"]))] if change["field"] else []
    if old:
        lines.append(Markup("<p>Old: {}</p>").format(before))
    if new:
        lines.append(Markup("<p>{} {}</p>").format("New:" if old else "Says:", after))
    if max(len(change["old_value"] or ""), len(change["new_value"] or "")) > _LONGEST:
        lines.append(Markup("<p>Shortened here.</p>"))
    return str(Markup("").join(lines))


def _case_entry(case: dict) -> Entry:
    outcome = OUTCOMES[case["outcome_230"]][0]
    doubt = ", unconfirmed" if case["outcome_is_verified"] == 0 else ""
    advice = f", {format_recommended(case['recommended_answer'])}" if case["recommended_answer"] else ""
    facts = [
        f"{outcome}{doubt}{advice}. {case['outcome_note'] or ''}".strip(),
        "".join(
            f"{first_upper(format_law_state(state))}. " for state in split_list(case["law_state"])
        ).strip(),
        f"Platform: {case['platform']}." if case["platform"] else "",
        _filed(case),
        f"Dockets: {', '.join(split_list(case['docket_numbers'])) or 'numbers not known'}.",
    ]
    html = Markup("").join(Markup("<p>{}</p>").format(fact) for fact in facts if fact)
    added = stamp(case["first_seen"], f"{ENACTED}T00:00:00Z")
    name = case["short_name"] or case["caption"] or case["case_id"]
    updated = max(added, stamp(case["changed_at"], added))
    return Entry(
        "case",
        case["case_id"],
        name,
        updated,
        case_path(case["case_id"]),
        str(html),
        added,
        case["outcome_230"],
    )


def _filed(case: dict) -> str:
    if case["date_filed"]:
        return f"Filed {format_day(case['date_filed'])}."
    year = case["year_filed"]
    return f"Filed in {year}, from its number." if year else "Day of filing not known."


def _correction_entry(conn: sqlite3.Connection, correction: dict) -> Entry:
    table, row_id = correction["table_name"], correction["row_id"]
    key = _CASE_TABLES.get(table)
    case = row(conn, f"select case_id from {table} where {key} = ?", (row_id,)) if key else None
    path = (
        f"{case_path(case['case_id'])}#changes"
        if case
        else row_path("corrections", correction["correction_id"])
    )
    html = Markup("<p>{}: <del>{}</del> <ins>{}</ins></p><p>{} ({}){}</p>").format(
        plain(correction["field"]),
        correction["replaced_value"] or "not known",
        correction["value"] or "not known",
        correction["reason"] or "no reason given",
        correction["made_by"] or "not signed",
        "" if correction["is_applied"] else ". Not applied.",
    )
    made = stamp(correction["made_at"], stamp(correction["first_seen"], f"{ENACTED}T00:00:00Z"))
    return Entry(
        "correction",
        correction["correction_id"],
        f"{plain(correction['field'])} of {row_id}",
        made,
        path,
        str(html),
        made,
        table,
    )
