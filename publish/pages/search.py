"""One box over cases, dockets, companies, parties, entries and bills. A company's page of cases comes first."""

from docket.identity import name_key
from publish.finding import CLOSE, OPEN, clean, docket_numbers, fts_query, highlight
from publish.pages.party import cases_of, tally
from publish.queries import court_names, with_platforms
from publish.reading import Asked, marks, rows

_SHOWN = 20
# Of a word that stands in a million entries only the newest matches are looked at, so that no search is slow.
_LOOKED_AT = 500
_COMPANIES = 6


def read(conn, asked: Asked) -> dict:
    words = clean(asked.one("q"))
    query = fts_query(words)
    context = {"q": words, "is_asked": bool(query), "is_empty": not words}
    if query is None:
        return context
    entities = find_entities(conn, words, query)
    top = entities[0] if entities and entities[0]["is_exact"] else entities[0] if len(entities) == 1 else None
    top_cases = cases_of(conn, with_platforms(conn, top["entity_id"])) if top else []
    shown_above = {case["case_id"] for case in top_cases}
    entries = _entries(conn, query)
    found = {
        "entities": [entity for entity in entities if entity is not top],
        "top": top,
        "top_cases": top_cases,
        "top_tally": tally(top_cases),
        "numbered": _by_number(conn, words),
        "cases": [case for case in _cases(conn, query) if case["case_id"] not in shown_above],
        "parties": _parties(conn, query),
        "entries": entries[:_SHOWN],
        "more_entries": len(entries) - _SHOWN,
        "bills": _bills(conn, query),
    }
    found["is_nothing"] = not any(found[name] for name in ("entities", "top", "numbered", "cases", "parties", "entries", "bills"))
    return context | found | {"court_names": court_names(conn), "looked_at": _LOOKED_AT}


def find_entities(conn, words: str, query: str) -> list[dict]:
    """Return the entities that the words name, those of exactly that name first, then by rank."""
    exact = [item["entity_id"] for item in rows(
        conn, "select entity_id from entity_names where name_key = ? order by kind = 'canonical' desc", (name_key(words),))]  # fmt: skip
    ranked = [item["entity_id"] for item in rows(
        conn,
        "select entities.entity_id from entities_fts join entities on entities.rowid = entities_fts.rowid "
        "where entities_fts match ? order by rank limit ?",
        (query, _COMPANIES * 2),
    )]  # fmt: skip
    ids = list(dict.fromkeys(exact + ranked))[:_COMPANIES]
    found = {item["entity_id"]: item for item in rows(conn, f"select * from entities where entity_id in ({marks(ids)})", ids)}
    return [found[entity_id] | {"is_exact": entity_id in exact} for entity_id in ids]


def _matches(conn, table: str, query: str, limit: int) -> list[int]:
    """Return row numbers that match, newest row first; the index yields them in that order without ranking all."""
    found = conn.execute(f"select rowid from {table}_fts where {table}_fts match ? order by rowid desc limit ?", (query, limit))
    return [item[0] for item in found]


def _snippets(conn, table: str, query: str, ids: list[int]) -> dict[int, object]:
    """Return the matches in their surroundings, by row number.

    One walk over the range: asked row by row, the index would gather all words with that beginning for each
    (20 rows of 660,000: 387 ms instead of 20).
    """
    if not ids:
        return {}
    found = conn.execute(
        f"select rowid, snippet({table}_fts, -1, '{OPEN}', '{CLOSE}', ' … ', 24) from {table}_fts "
        f"where {table}_fts match ? and rowid between ? and ? and +rowid in ({marks(ids)})",
        (query, min(ids), max(ids), *ids),
    )
    return {item[0]: highlight(item[1]) for item in found}


def _by_number(conn, words: str) -> list[dict]:
    """Return the dockets of that number, written with or without its office; none where there is no digit in it."""
    numbers = [number.replace('"', " ") for number in (*docket_numbers(words), words) if any(char.isdigit() for char in number)]
    if not numbers:
        return []
    return rows(
        conn,
        """select dockets.case_id, dockets.docket_id, dockets.court_id, dockets.docket_number,
          coalesce(dockets.short_name, dockets.caption) as docket_name
        from dockets_fts join dockets on dockets.rowid = dockets_fts.rowid
        where dockets_fts match ? and dockets.selection <> 'excluded' order by dockets.court_id limit ?""",
        (" OR ".join(f'docket_number : "{number}"' for number in numbers), _SHOWN),
    )


def _cases(conn, query: str) -> list[dict]:
    """Return the cases whose own words match, or a docket's of theirs, best first."""
    found = rows(
        conn,
        """select cases.rowid as n, cases.* from cases_fts join cases on cases.rowid = cases_fts.rowid
        where cases_fts match ? and cases.selection <> 'excluded' order by rank limit ?""",
        (query, _SHOWN * 2),
    )
    through = rows(
        conn,
        """select distinct dockets.case_id from dockets_fts join dockets on dockets.rowid = dockets_fts.rowid
        where dockets_fts match ? and dockets.selection <> 'excluded' order by rank limit ?""",
        (query, _SHOWN * 2),
    )
    known = {case["case_id"] for case in found}
    more = [item["case_id"] for item in through if item["case_id"] not in known]
    found += rows(conn, f"select cases.rowid as n, cases.* from cases where case_id in ({marks(more)})", more)
    snippets = _snippets(conn, "cases", query, [case["n"] for case in found])
    return [case | {"snippet": snippets.get(case["n"])} for case in found]


def _parties(conn, query: str) -> list[dict]:
    ids = _matches(conn, "participations", query, _LOOKED_AT)
    return rows(
        conn,
        f"""select participations.name, participations.party_type, participations.entity_id, participations.is_pseudonym,
          entities.name as entity_name, dockets.case_id, dockets.court_id, dockets.docket_number,
          coalesce(dockets.short_name, dockets.caption) as docket_name
        from participations
          join dockets using (docket_id)
          left join entities on entities.entity_id = participations.entity_id
        where participations.rowid in ({marks(ids)}) and dockets.selection <> 'excluded'
        group by participations.name, dockets.case_id
        order by dockets.date_filed desc limit {_SHOWN}""",
        ids,
    )


def _entries(conn, query: str) -> list[dict]:
    ids = _matches(conn, "docket_entries", query, _LOOKED_AT)
    found = rows(
        conn,
        f"""select docket_entries.rowid as n, docket_entries.entry_id, docket_entries.entry_number, docket_entries.date_filed,
          dockets.case_id, dockets.docket_id, dockets.court_id, dockets.docket_number,
          coalesce(dockets.short_name, dockets.caption) as docket_name
        from docket_entries join dockets using (docket_id)
        where docket_entries.rowid in ({marks(ids)}) and dockets.selection <> 'excluded'
        order by docket_entries.date_filed desc, docket_entries.rowid desc""",
        ids,
    )
    snippets = _snippets(conn, "docket_entries", query, [entry["n"] for entry in found[:_SHOWN]])
    return [entry | {"snippet": snippets.get(entry["n"])} for entry in found]


def _bills(conn, query: str) -> list[dict]:
    return rows(
        conn,
        "select bills.* from bills_fts join bills on bills.rowid = bills_fts.rowid where bills_fts match ? order by rank limit ?",
        (query, _SHOWN),
    )
