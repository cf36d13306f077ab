"""The home page: every case by outcome, what is new, what is next, and how current all of it is; and the page
about the record."""

import sqlite3
from itertools import count

from db.outcomes import is_retold
from db.views import IS_SHOWN
from publish.cache import remembered
from publish.charts.svg import years_figure
from publish.freshness import newest_looks
from publish.pages import newest_entries
from publish.pages.bills import add_fates
from publish.pages.hearings import unresolved, upcoming
from publish.pages.week import lead
from publish.queries import EDIT_KINDS, latest_changes
from publish.request import Asked, marks, one_row, row, rows
from publish.words import DECIDED, OUTCOMES

_TOLD = (*DECIDED, "declined")
_BATCH = 40  # rulings read at once for the newest few: some are only an entry about the same act


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    counts = remembered(conn, "dockets by year", count_by_year)
    years = by_year(counts)
    tally: dict[str, int] = remembered(conn, "cases by outcome", _count_by_outcome)
    return {
        "week": lead(conn, asked),
        "tally": [(outcome, tally.get(outcome, 0)) for outcome in OUTCOMES],
        "figures": remembered(conn, "dockets and entries", _count) | newest_looks(conn),
        "newest": newest_entries.read(conn, 5),
        "rulings": latest_rulings(conn, 6),
        "hearings": upcoming(conn, asked, 5),
        "unresolved": unresolved(conn, asked, 3),
        "edits": latest_changes(conn, EDIT_KINDS, 3, is_about=True),
        "changes": latest_changes(conn, (), 6, is_about=True),
        "bills": add_fates(
            rows(
                conn, "select * from bills where kind = 'bill' order by date_introduced desc, bill_id limit 4"
            ),
            asked,
        ),
        "bill_count": one_row(conn, "select count(*) as n from bills")["n"],
        "years": years,
        "undated": sum(
            number for (year, outcome), number in counts.items() if year is None and outcome in DECIDED
        ),
        "years_figure": years_figure(years, DECIDED),
    }


def _count(conn: sqlite3.Connection) -> dict:
    counted = one_row(
        conn,
        """select count(*) as dockets, count(distinct court_id) as courts
        from dockets where selection in ('catalog', 'confirmed')""",
    )
    entries = one_row(
        conn,
        # Counts the same cases as the list it links to, which includes unreviewed ones, marked as such.
        f"select sum(entry_count) as entries, sum(docket_count) as all_dockets, sum({IS_SHOWN}) as cases from cases",
    )
    return counted | entries


def _count_by_outcome(conn: sqlite3.Connection) -> dict[str, int]:
    """Return for each outcome how many cases /cases lists under it, which is where its mark links."""
    counts = conn.execute(
        f"select coalesce(outcome_230, 'none'), count(*) from cases where {IS_SHOWN} group by 1"
    )
    return dict(counts.fetchall())


def latest_rulings(conn: sqlite3.Connection, limit: int) -> list[dict]:
    """Return the newest dated acts that answered the § 230 question or left it open; if a reviewer and an
    entry record the same act, the reviewer's."""
    shown: list[dict] = []
    for first in count(0, _BATCH):
        rulings = rows(
            conn,
            f"""select rulings.*, dockets.case_id, dockets.court_id,
              coalesce(dockets.short_name, dockets.caption) as docket_name, courts.short_name as court_name
            from rulings
              join dockets on dockets.docket_id = rulings.docket_id
              left join courts on courts.court_id = dockets.court_id
            where rulings.rowid in (select rulings.rowid from rulings join dockets using (docket_id)
              where rulings.answer is not null and +rulings.answer in ({marks(_TOLD)})
                and rulings.date_from is not null
                and dockets.selection in ('catalog', 'confirmed')
              order by rulings.date_from desc, rulings.ruling_id limit {_BATCH} offset {first})
            order by rulings.date_from desc, rulings.ruling_id""",
            _TOLD,
        )
        read_from = sorted({ruling["docket_id"] for ruling in rulings if ruling["entry_id"]})
        reviewed = conn.execute(
            f"""select docket_id, date_from, date_to from rulings
            where entry_id is null and date_from is not null and docket_id in ({marks(read_from)})""",
            read_from,
        ).fetchall()
        shown += [
            ruling
            for ruling in rulings
            if ruling["entry_id"] is None or not is_retold(ruling["docket_id"], ruling["date_from"], reviewed)
        ]
        if len(shown) >= limit or len(rulings) < _BATCH:
            break
    return shown[:limit]


def count_by_year(conn: sqlite3.Connection) -> dict[tuple[str | None, str], int]:
    """Return how many dockets were decided each way in each year; those without an answer or its day are
    under no year."""
    counts = conn.execute(
        "select substr(date_decided, 1, 4) as year, outcome_230, count(*) from outcomes group by 1, 2 order by 1"
    )
    return {(year, outcome): number for year, outcome, number in counts}


def by_year(counts: dict[tuple[str | None, str], int]) -> dict[str, dict[str, int]]:
    """Return {year: {outcome: number of dockets}} for the dockets whose day of decision is known."""
    years: dict[str, dict[str, int]] = {}
    for (year, outcome), number in counts.items():
        if year:
            years.setdefault(year, {})[outcome] = number
    return years


def read_about(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return the figures of the page about the record."""
    counted = row(
        conn,
        """select count(*) as dockets, count(distinct court_id) as courts, count(distinct case_id) as cases from dockets
        where selection in ('catalog', 'confirmed')""",
    )
    return {"figures": counted, **newest_looks(conn)}
