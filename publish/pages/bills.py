"""Bills about § 230: what became of each, the related cases, and the bills that were left out."""

import sqlite3
from collections import Counter
from datetime import datetime

from docket.bills import BillState, congress_ends, end_of_day, find_fate, last_ended, ordinal
from docket.times import instant
from publish.api.bill_states import STATE, state_of
from publish.filters.naming import by_column
from publish.filters.terms import Term, narrow
from publish.links import is_official, page_path
from publish.pages import congress
from publish.queries import snapshots_of
from publish.request import Asked, one_row, row, rows
from publish.words import split_list

# State -> its word and mark, as for hearings: a filled square means done, a cross means it will not happen.
STATES = {
    BillState.ALIVE: ("Alive", "□"),
    BillState.DEAD: ("Dead", "✕"),
    BillState.ENACTED: ("Enacted", "■"),
}
CONGRESS = Term(
    "congress",
    "Congress",
    "Number of the Congress",
    naming=by_column("Congress with a bill", "select distinct congress from bills"),
)
TERMS = (STATE, CONGRESS)


def moment_of(asked: Asked) -> datetime:
    """Return the instant for which bills are shown: now, or the end in Washington of the day asked for."""
    day = asked.as_of()
    return asked.now if day is None else end_of_day(day)


def add_fates(bills: list[dict], asked: Asked) -> list[dict]:
    """Add to each bill its `fate` at the instant asked about, and return the rows."""
    moment = moment_of(asked)
    for bill in bills:
        bill["fate"] = find_fate(bill, moment)
    return bills


def read_all(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return the bills by Congress, newest first, filtered by what became of them and by Congress."""
    narrowed = narrow(conn, TERMS, asked)
    states, numbers = narrowed.named.get("state"), narrowed.named.get("congress")
    bills = rows(
        conn,
        """select bills.*, (select count(distinct case_id) from bill_links where bill_links.bill_id = bills.bill_id
          and case_id is not null) as case_count
        from bills order by congress desc, date_introduced desc, bill_id""",
    )
    bills, moment = add_fates(bills, asked), moment_of(asked)
    _add_companions(conn, bills)
    parameters = {"as_of": asked.one("as_of"), **narrowed.written}
    of_state = [bill for bill in bills if not states or state_of(bill, moment) in states]
    of_congress = [bill for bill in bills if not numbers or str(bill["congress"]) in numbers]
    congresses: dict[int | None, list[dict]] = {}
    for bill in of_state:
        if not numbers or str(bill["congress"]) in numbers:
            congresses.setdefault(bill["congress"], []).append(bill)
    ended = last_ended(moment)
    return {
        "congresses": [(congress, _name(congress), listed) for congress, listed in congresses.items()],
        "count": sum(map(len, congresses.values())),
        "total": len(bills),
        "states": STATES,
        "state_chips": _chips(
            Counter(state_of(bill, moment) for bill in of_congress),
            parameters,
            "state",
            len(of_congress),
            list(STATE.codes),
        ),
        "congress_chips": _chips(
            Counter(str(bill["congress"]) for bill in of_state if bill["congress"]),
            parameters,
            "congress",
            len(of_state),
            sorted({str(bill["congress"]) for bill in bills if bill["congress"]}, key=int, reverse=True),
        ),
        "as_of": instant(moment) if asked.as_of() else None,
        "current": ordinal(ended + 1),
        "ends_on": congress_ends(ended + 1).date().isoformat(),
        "excluded_count": one_row(conn, "select count(*) as n from excluded_bills")["n"],
        "event_count": one_row(conn, "select count(*) as n from congress_events")["n"],
        "data": page_path("/api/v1/bills", **parameters),
    }


def _add_companions(conn: sqlite3.Connection, bills: list[dict]) -> None:
    """Add to each bill its `companions`: the bills of the other chamber with the same text."""
    by_id = {bill["bill_id"]: bill | {"companions": []} for bill in bills}
    for bill_id, other in conn.execute(
        "select bill_id, other_bill_id from bill_links where link_type = 'companion' order by 1, 2"
    ):
        by_id[bill_id]["companions"].append(by_id[other]["number"])
        by_id[other]["companions"].append(by_id[bill_id]["number"])
    for bill in bills:
        bill["companions"] = by_id[bill["bill_id"]]["companions"]


def _name(congress: int | None) -> str:
    return f"{ordinal(congress)} Congress" if congress else "Inquiries"


def _chips(
    counts: Counter, kept: dict, name: str, total: int, values: list[str]
) -> list[tuple[str, int, str, bool]]:
    """Return (value, count, path, whether it is chosen) for each choice that has bills, "all" first."""
    made = [("", total, page_path("/bills", **kept | {name: None}), not kept.get(name))]
    for value in values:
        is_chosen = value in kept.get(name, ())
        if counts[value] or is_chosen:
            made.append((value, counts[value], page_path("/bills", **kept | {name: value}), is_chosen))
    return made


def read(conn: sqlite3.Connection, asked: Asked) -> dict | None:
    bill = row(conn, "select * from bills where bill_id = ?", (asked.parts["bill_id"],))
    if bill is None:
        return None
    key = bill["bill_id"]
    add_fates([bill], asked)
    actions = rows(
        conn, "select * from bill_actions where bill_id = ? order by date_from, bill_action_id", (key,)
    )
    cases = rows(
        conn,
        """select bill_links.*, cases.short_name, cases.caption, cases.outcome_230, cases.status, cases.court_ids
        from bill_links join cases using (case_id) where bill_links.bill_id = ?
        order by cases.date_last_event desc, case_id""",
        (key,),
    )
    others = rows(
        conn,
        """select bill_links.link_type, bill_links.text, bill_links.is_verified, bill_links.source_url as link_url,
          bill_links.snapshot_id as link_snapshot_id, bills.*, bill_links.bill_id = ?1 as is_ours
        from bill_links join bills on bills.bill_id = case bill_links.bill_id when ?1 then bill_links.other_bill_id
          else bill_links.bill_id end
        where (bill_links.bill_id = ?1 and bill_links.other_bill_id is not null) or bill_links.other_bill_id = ?1
        order by bills.date_introduced""",
        (key,),
    )
    add_fates(others, asked)
    sources = rows(conn, "select * from bill_sources where bill_id = ? order by position", (key,))
    events = congress.of_bill(conn, key)
    return {
        "bill": bill,
        "actions": actions,
        "cases": cases,
        "others": others,
        "events": events,
        "unsure": split_list(bill["unconfirmed"]),
        "congress_name": _name(bill["congress"]) if bill["congress"] else None,
        "ends_on": bill["fate"].ends_at and bill["fate"].ends_at.date().isoformat(),
        "states": STATES,
        "folded": next(
            (other for other in others if other["link_type"] == "folded_into" and other["is_ours"]), None
        ),
        "companions": [other for other in others if other["link_type"] == "companion"],
        "also": [source for source in sources if source["url"] != bill["primary_url"]],
        "is_official": is_official(bill["primary_url"]),
        # The current instant is not shown, so that the page and its tag stay the same until a Congress ends.
        "as_of": instant(moment_of(asked)) if asked.as_of() else None,
        "snapshots": snapshots_of(conn, [bill], actions, cases, events),
    }


def read_excluded(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return the bills that were considered and left out, by reason, most frequent reason first."""
    reasons: dict[str, list[dict]] = {}
    bills = rows(conn, "select * from excluded_bills order by date_of_text, bill_id")
    for bill in bills:
        reasons.setdefault(bill["reason"], []).append(bill)
    ordered = sorted(reasons.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {"reasons": ordered, "count": len(bills), "snapshots": snapshots_of(conn, bills[:1])}
