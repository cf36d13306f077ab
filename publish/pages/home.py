"""The first page: every docket by outcome, what is new, what is next, and how old all of it is."""

from collections import Counter

from publish.figures import years_figure
from publish.pages.bills import add_fates
from publish.pages.hearings import unresolved, upcoming
from publish.queries import EDIT_KINDS, latest_changes
from publish.reading import Asked, marks, row, rows
from publish.words import DECIDED, OUTCOMES

_YEARLY = ("immune", "partly_immune", "not_immune", "not_reached")


def read(conn, asked: Asked) -> dict:
    counts = count_by_year(conn)
    years = by_year(counts)
    tally = Counter()
    for (_, outcome), number in counts.items():
        tally[outcome] += number
    return {
        "tally": [(outcome, tally[outcome]) for outcome in OUTCOMES],
        "figures": _figures(conn),
        "rulings": latest_rulings(conn, 6),
        "hearings": upcoming(conn, asked, 5),
        "unresolved": unresolved(conn, asked, 3),
        "edits": latest_changes(conn, EDIT_KINDS, 3),
        "changes": latest_changes(conn, (), 6),
        "bills": add_fates(rows(conn, "select * from bills where kind = 'bill' order by date_introduced desc, bill_id limit 4"), asked),
        "bill_count": row(conn, "select count(*) as n from bills")["n"],
        "years": years,
        "undated": sum(number for (year, outcome), number in counts.items() if year is None and outcome in DECIDED),
        "years_figure": years_figure(years, _YEARLY),
    }


def _figures(conn) -> dict:
    """Return how many dockets, cases, courts and entries there are, and how new the newest page read is."""
    counted = row(
        conn,
        """select count(*) as dockets, count(distinct court_id) as courts, count(distinct case_id) as cases
        from dockets where selection in ('catalog', 'confirmed')""",
    )
    entries = row(conn, "select sum(entry_count) as entries, sum(docket_count) as all_dockets from cases")
    newest = row(conn, "select max(fetched_at) as read_at from snapshots")
    return counted | entries | newest


def latest_rulings(conn, limit: int) -> list[dict]:
    """Return the newest dated rulings that answered the § 230 question, or set it aside."""
    return rows(
        conn,
        f"""select rulings.*, dockets.case_id, dockets.court_id,
          coalesce(dockets.short_name, dockets.caption) as docket_name, courts.short_name as court_name,
          dockets.outcome_note
        from rulings
          join dockets on dockets.docket_id = rulings.docket_id
          left join courts on courts.court_id = dockets.court_id
        where rulings.outcome_230 in ({marks(DECIDED)}) and rulings.date_from is not null
          and dockets.selection in ('catalog', 'confirmed')
        order by rulings.date_from desc, rulings.ruling_id limit ?""",
        (*DECIDED, limit),
    )


def count_by_year(conn) -> dict[tuple[str | None, str], int]:
    """Return how many dockets each year decided each way; under no year those whose day of decision is not known."""
    found = conn.execute(
        """select substr(coalesce(outcomes.date_decided, dockets.date_decided), 1, 4) as year, outcomes.outcome_230, count(*)
        from outcomes join dockets using (docket_id) group by 1, 2 order by 1"""
    )
    return {(year, outcome): number for year, outcome, number in found}


def by_year(counts: dict[tuple[str | None, str], int]) -> dict[str, dict[str, int]]:
    """Return {year: {outcome: dockets}} of the dockets whose day of decision is known."""
    years: dict[str, dict[str, int]] = {}
    for (year, outcome), number in counts.items():
        if year:
            years.setdefault(year, {})[outcome] = number
    return years
