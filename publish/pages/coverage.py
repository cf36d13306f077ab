"""What we see and what we do not: each source, each court, the gaps in the numbering of each docket, and
lists compiled by others."""

import sqlite3
from collections import Counter

from db.held_acts import read_held_acts
from db.views import IS_SHOWN, is_found_alone, is_taken_in
from docket.lists import Result, compare, load_lists
from docket.statute import SECTION
from docket.vocabulary import Coverage
from publish.cache import remembered
from publish.filters.refusal import Unanswerable
from publish.filters.terms import COURT, GRADE, narrow
from publish.links import page_path
from publish.pages.rulings import LIST
from publish.queries import court_names, snapshots_of
from publish.request import Asked, marks, one_row, row, rows
from publish.words import GRADES

PAGE = 50
# What each source provides and lacks, in words for a reader.
SEES = {
    "appellate_opinions": (
        "opinions of watched appeals, on the day they are listed",
        "the docket of the appeal, unlisted orders",
    ),
    "by_hand": (
        "entries and hearings that a person copied, with the page they rest on",
        "what nobody has entered",
    ),
    "caselaw": (
        "the courts' own words, with the reporter's pages, of rulings printed up to 2019",
        "F.4th and whatever was printed later, what only a database prints",
    ),
    "catalog": ("facts reviewed by a person: parties, claims, outcomes, dates", "the docket sheet itself"),
    "congress": ("bills, their actions and sponsors", "court dockets"),
    "corrections": ("what the operator of this site corrected, with the reason", "anything else"),
    "courtlistener": (
        "dockets, decisions and recordings that others uploaded",
        "documents that nobody uploaded; filings of the last few days",
    ),
    "courtlistener_webhooks": (
        "new entries of dockets subscribed to, within minutes",
        "edits, the whole docket sheet",
    ),
    "govinfo": ("opinions that courts chose to publish there", "docket sheets, hearings, most orders"),
    "demo": ("what the demonstration invented", "any real case"),
    "locate": (
        "the numbers by which PACER and CourtListener know a docket",
        "entries: it finds, and reads none",
    ),
    "opinions": (
        "the courts' own words, of opinions that GovInfo and the courts list",
        "what is not published there",
    ),
    "oral_arguments": (
        "that an argument was held, with its recording",
        "arguments before the list begins, and upcoming ones",
    ),
    "pacer_docket": (
        "a saved docket sheet as it was on its day: entries, parties, counsel",
        "what was filed after that day",
    ),
    "pacer_rss": (
        "entries of the last day or so in a court's own feed",
        "parties, counsel, full texts, anything older",
    ),
    "recap": (
        "docket sheets that PACER users gave to the Internet Archive",
        "docket sheets that nobody uploaded; filings of the last few days",
    ),
    "scotus": (
        "the Supreme Court's docket of a case",
        "argument and decision where the page has not been fetched again",
    ),
    "scotus_lists": ("days of argument and orders on watched petitions", "everything between two lists"),
    "sweep": (
        f"dockets whose opinions speak of {SECTION}, as candidates",
        "suits that ended without an opinion",
    ),
}


def read(conn: sqlite3.Connection, asked: Asked) -> dict | None:
    if court_ids := narrow(conn, (COURT,), asked).named.get("court"):
        if len(court_ids) > 1:
            raise Unanswerable("court takes one court here", "court")
        return _read_court(conn, asked, court_ids[0])
    coverage_counts, number = rows(conn, _HELD), asked.number("page")
    courts = _courts(conn, coverage_counts)
    kinds: Counter[str | None] = Counter()
    for part in coverage_counts:
        kinds[part["coverage"]] += part["n"]
    graded = LIST.count(conn, GRADE.name)
    return {
        "court": None,
        "courts": courts[(number - 1) * PAGE : number * PAGE],
        "first": (number - 1) * PAGE + 1,
        "court_count": len(courts),
        "newer": page_path("/coverage", page=number - 1 if number > 2 else None) if number > 1 else None,
        "older": page_path("/coverage", page=number + 1) if number * PAGE < len(courts) else None,
        "sources": rows(
            conn,
            """select source, count(*) as snapshot_count, count(distinct court_id) as court_count,
                max(fetched_at) as fetched_at
            from snapshots group by source order by source""",
        ),
        "sees": SEES,
        "official": _count_of_courts(conn),
        "lists": remembered(conn, "lists of others", _lists),
        "court_names": court_names(conn),
        "kinds": [
            {"coverage": coverage, "n": n}
            for coverage, n in sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0] or ""))
        ],
        "grades": [
            {"code": code, "word": word, "means": means, "n": graded.get(code, 0)}
            for code, (word, means) in GRADES.items()
        ],
        "undated": {
            name: sum(part[column] for part in coverage_counts)
            for name, column in (
                ("total", "n"),
                ("filed", "filed"),
                ("number", "number"),
                ("entries", "entries"),
            )
        },
        "found": _found_by_machine(conn),
    }


def _found_by_machine(conn: sqlite3.Connection) -> dict:
    """Return the dockets that a sweep found and nobody has reviewed: their number, and the newest, each with
    what was read from its decision."""
    unreviewed = is_found_alone("dockets")
    shown = rows(
        conn,
        f"""select dockets.docket_id, dockets.case_id, coalesce(dockets.short_name, dockets.caption) as name,
          dockets.court_id, courts.short_name as court_name, dockets.docket_number, dockets.date_decided,
          dockets.citation, rulings.answer, rulings.answer_tier, facts.value as words, count(*) over () as total
        from dockets join courts using (court_id) left join rulings using (docket_id)
          left join docket_facts facts on facts.docket_id = dockets.docket_id and facts.field = 'found_words'
        where {unreviewed}
        group by dockets.docket_id order by dockets.date_decided desc, dockets.docket_id limit {PAGE}""",
    )
    return {"shown": shown, "total": shown[0]["total"] if shown else 0}


def _count_of_courts(conn: sqlite3.Connection) -> dict | None:
    """Return how the courts' own list of suits under the statute compares with what is held here; None if
    that list was never read.

    `elsewhere` counts those that some other page showed, too: reading the list creates a docket for each.
    """
    read_at = row(
        conn,
        "select snapshot_id, fetched_at, issue_count from snapshots where source = 'courtlistener' and kind = 'count'"
        " and is_quarantined = 0 order by fetched_at desc limit 1",
    )
    return read_at and read_at | one_row(
        conn,
        """with listed as (select distinct docket_id from docket_facts where field = 'fjc_statute'),
          shown as (select distinct _refs.docket_id from _refs join _sightings using (ref_id)
            join snapshots using (snapshot_id)
            where _refs.docket_id in (select docket_id from listed)
              and not (snapshots.source = 'courtlistener' and snapshots.kind = 'count'))
        select count(*) as total, count(shown.docket_id) as elsewhere, coalesce(sum(dockets.entry_count > 0),
          0) as entries
        from listed join dockets using (docket_id) left join shown using (docket_id)""",
    )


def _lists(conn: sqlite3.Connection) -> list[dict]:
    """Return each published list with how much of it is held, and the case of each decision that is."""
    held = read_held_acts(conn)
    comparisons = [(about, compare(about.rows, held, about.refused)) for about in load_lists()]
    held_here = [decision.held for _, comparison in comparisons for decision in comparison.of(Result.HELD)]
    ids = sorted({act.docket_id for act in held_here if act})
    cases = dict(
        tuple(pair)
        for pair in conn.execute(
            f"select docket_id, case_id from dockets where docket_id in ({marks(ids)})", ids
        )
    )
    return [
        {
            "about": about,
            "row_count": comparison.row_count,
            "decisions": [
                {
                    "found": decision,
                    "row": decision.rows[0],
                    "case_id": decision.held and cases[decision.held.docket_id],
                }
                for decision in comparison.decisions
            ],
            "counts": {result.value: len(comparison.of(result)) for result in Result},
            "recall": comparison.recall,
            "interval": comparison.interval,
        }
        for about, comparison in comparisons
    ]


# The dockets taken in, by court and by how much was seen. The plus makes SQLite read them in storage order,
# not court by court through an index.
_HELD = f"""
select court_id, coverage, count(*) as n, coalesce(sum(entry_count), 0) as entry_count,
  coalesce(sum(status = 'open'), 0) as open_count,
  sum(date_filed is null) as filed, sum(docket_number is null) as number,
  coalesce(sum(entry_count = 0), 0) as entries
from dockets where {is_taken_in("dockets")} group by +court_id, coverage
"""
_COUNTS = (*Coverage, "docket_count", "entry_count", "open_count")


def _courts(conn: sqlite3.Connection, held: list[dict]) -> list[dict]:
    """Return each court with a docket here: its dockets by how much was seen, entries held, its feed, and the
    sources that showed it."""
    courts = {
        court["court_id"]: court | dict.fromkeys(_COUNTS, 0) | {"sources": []}
        for court in rows(
            conn,
            "select court_id, coalesce(short_name, name) as name, rss_url from courts "
            "where court_id in (select court_id from dockets)",
        )
    }
    for part in held:
        if court := courts.get(part["court_id"]):
            court[part["coverage"]] = part["n"]
            court["docket_count"] += part["n"]
            court["entry_count"] += part["entry_count"]
            court["open_count"] += part["open_count"]
    showings = rows(
        conn,
        """select _refs.court_id, snapshots.source, count(distinct _refs.docket_id) as docket_count,
          max(snapshots.fetched_at) as fetched_at
        from _refs join _sightings using (ref_id) join snapshots using (snapshot_id)
        where _refs.docket_id is not null group by 1, 2 order by 1, 3 desc, 2""",
    )
    for shown in showings:
        if shown["court_id"] in courts:
            courts[shown["court_id"]]["sources"].append(shown)
    listed = [court for court in courts.values() if court["docket_count"]]
    return sorted(listed, key=lambda court: (-court["docket_count"], court["name"]))


def _read_court(conn: sqlite3.Connection, asked: Asked, court_id: str) -> dict | None:
    """Return the dockets of one court, those with entries first, each with the gaps in its numbering."""
    court = row(conn, "select * from courts where court_id = ?", (court_id,))
    if court is None:
        return None
    number = asked.number("page")
    dockets = rows(
        conn,
        f"""select dockets.*, coalesce(short_name, caption, docket_id) as name from dockets
        where court_id = ? and {IS_SHOWN}
        order by entry_count desc, date_filed desc, docket_id limit {PAGE + 1} offset {(number - 1) * PAGE}""",
        (court_id,),
    )
    shown = dockets[:PAGE]
    ids = [docket["docket_id"] for docket in shown if docket["entry_count"]]
    gaps = {
        gap["docket_id"]: gap
        for gap in rows(
            conn,
            f"select docket_id, count(*) as gap_count, sum(missing_count) as missing_count from number_gaps"
            f" where docket_id in ({marks(ids)}) group by docket_id",
            ids,
        )
    }
    spans = {
        span["docket_id"]: span
        for span in rows(
            conn,
            f"select docket_id, min(date_filed) as first_day, max(date_filed) as last_day from docket_entries"
            f" where docket_id in ({marks(ids)}) group by docket_id",
            ids,
        )
    }
    for docket in shown:
        docket["gaps"], docket["span"] = gaps.get(docket["docket_id"]), spans.get(docket["docket_id"])
    return {
        "court": court,
        "dockets": shown,
        "newer": page_path("/coverage", court=court_id, page=number - 1) if number > 1 else None,
        "older": page_path("/coverage", court=court_id, page=number + 1) if len(dockets) > PAGE else None,
        "snapshots": snapshots_of(conn, shown),
    }
