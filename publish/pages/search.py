"""One search box for everything with a page, and for parties, decisions, opinions and entries. The best
result comes first, whatever its kind; a company that the words name brings its cases."""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from db.views import IS_SHOWN
from docket.statute import find_part
from publish.cache import remembered
from publish.links import page_path
from publish.pages.bills import add_fates
from publish.pages.opinions import format_page
from publish.pages.party import cases_of, tally
from publish.queries import court_names, with_platforms
from publish.request import Asked, marks, row, rows
from publish.search.rank import rank
from publish.search.understand import understand, without_title
from publish.search_query import (
    CLOSE,
    KINDS,
    OPEN,
    Narrowed,
    clean,
    docket_numbers,
    fts_query,
    highlight,
    highlight_terms,
    narrow,
    split_opinion,
    terms,
)
from publish.sql.small_index import small_index
from publish.words import OUTCOMES

_READ = 2000
_SHOWN = 20
# Rulings with a reviewer's summary, dated events (GovInfo's opinions included), and citations of decisions.
_SOURCES = """
  select 'ruling' as kind, ruling_id as row_id, docket_id, date_from as day, date_to, precision,
      trim(coalesce(holding, '') || ' ' || coalesce(text, '') || ' ' || coalesce(citation, '') || ' '
        || coalesce(author, '')) as text, iif(rulings.kind = 'cert_granted', null, answer) as answer,
      coalesce(primary_url, source_url) as source_url, snapshot_id
    from rulings where rowid in (select rowid from rulings_fts where rulings_fts match ?)
      and coalesce(holding, text, citation, author) is not null
  union all
  select event, docket_event_id, docket_id, date_from, date_to, precision, text, null, source_url, snapshot_id
    from docket_events
    where event in ('opinion', 'decided', 'affirmed', 'reversed', 'vacated', 'remanded') and text is not null
  union all
  select 'citation', citation_id, docket_id, null, null, null, text, null, source_url, snapshot_id from citations
"""


def find_decisions(conn: sqlite3.Connection, words: str, narrowed: Narrowed) -> list[dict]:
    """Return the decisions whose text or citation has every term, newest first, with the matches marked."""
    asked = terms(words)
    conditions, params = [f"dockets.{IS_SHOWN}"], [fts_query(asked) or ""]
    for text, _ in asked:
        if text.isascii():  # SQLite lowercases only ASCII; other letters are left to the pattern below
            conditions.append("instr(lower(found.text), ?) > 0")
            params.append(text.lower())
    fits, values = narrowed.where("dockets.court_id", "found.day", "found.answer")
    conditions.append(fits)
    params += values
    decisions = rows(
        conn,
        f"""select found.*, dockets.case_id, dockets.court_id, coalesce(dockets.short_name,
            dockets.caption) as docket_name
        from ({_SOURCES}) found join dockets using (docket_id)
        where {" and ".join(conditions)} order by found.day desc, found.row_id limit {_READ}""",
        params,
    )
    kept = islice((item for item in decisions if _holds(item["text"], asked)), _SHOWN)
    return [item | {"snippet": highlight_terms(item["text"], asked)} for item in kept]


def _holds(text: str, asked: list[tuple[str, bool]]) -> bool:
    """Whether each term begins a word of the text, as in the index: "immun" matches "immune", not
    "disimmune"."""
    return all(re.search(rf"(?<!\w){re.escape(term)}", text, re.IGNORECASE) for term, _ in asked)


# For a word that occurs in a million entries only the newest matches are read, so that no search is slow.
_LOOKED_AT = 500
_SHORTEST_NAME = 4  # letters that a judge's name needs to be searched for
# Under a filter at most this many of the newest matches are read; a word in a million entries would otherwise
# be read in full.
_FILTERED = 5_000
_BEST = 10
# What is searched, and its table, which may be empty here: an empty one is not listed as searched.
_SEARCHED = {
    "the names, numbers and outcomes of cases, and what they are about": "cases",
    "what decisions held and how they are cited": "rulings",
    "names of companies and parties": "participations",
    "laws": "laws",
    "bills": "bills",
    "judges": "rulings where author is not null",
    "counsel": "representations",
    "the text of docket entries": "docket_entries",
    "the texts of opinions": "opinion_paragraphs",
}


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    words = clean(asked.one("q"))
    text_words, is_of_opinions = split_opinion(words)
    narrowed = narrow(conn, asked)
    if is_of_opinions:
        narrowed = replace(narrowed, kind="opinions")
    context = {
        "q": words,
        "is_asked": bool(terms(text_words)),
        "is_empty": not words,
        "narrowed": narrowed,
        "kinds": KINDS,
        "outcomes": OUTCOMES,
        "courts": _courts(conn),
    }
    if not terms(text_words):
        return context
    understood = understand(conn, text_words)
    query = fts_query(understood.terms) or ""
    ranked = rank(conn, understood, narrowed.cases())
    by_name = narrowed.kind in (None, "parties") and not narrowed.is_any
    top = _company(conn, understood.company_id) if by_name else None
    top_cases = cases_of(conn, with_platforms(conn, top["entity_id"])) if top else []
    shown_above = {case["case_id"] for case in top_cases[:_SHOWN]}
    best = [
        result
        for result in ranked.results
        if narrowed.shows_result(result.name.kind)
        and not (result.name.kind == "case" and result.name.id in shown_above)
    ]
    cases = [result.name.id for result in best if result.name.kind == "case"]
    known = _cases(conn, query, cases[: _SHOWN + _BEST])
    bill_ids = [result.name.id for result in best[:_BEST] if result.name.kind == "bill"]
    bills = {
        bill["bill_id"]: bill
        for bill in add_fates(
            rows(conn, f"select * from bills where bill_id in ({marks(bill_ids)})", bill_ids), asked
        )
    }
    entries = _entries(conn, query, narrowed) if narrowed.shows("entries") else []
    is_by_name = narrowed.shows("cases") and not narrowed.is_any
    decided = without_title(
        " ".join(f'"{text}"' if is_phrase else text for text, is_phrase in understood.terms)
    )
    sections: dict[str, Any] = {
        "top": top,
        "top_cases": top_cases[:_SHOWN],
        "best": [
            {"name": result.name, "case": known.get(result.name.id), "bill": bills.get(result.name.id)}
            for result in best[:_BEST]
        ],
        "judged": _by_judge(conn, without_title(words)) if is_by_name else [],
        "counsel": _by_counsel(conn, words) if by_name else [],
        "numbered": _by_number(conn, words) if is_by_name else [],
        "cases": [
            known[result.name.id]
            for result in best[_BEST:]
            if result.name.kind == "case" and result.name.id in known
        ],
        "parties": _parties(conn, query, narrowed) if narrowed.shows("parties") else [],
        "decisions": find_decisions(conn, decided, narrowed) if narrowed.shows("decisions") else [],
        "opinions": _opinions(conn, query, narrowed) if narrowed.shows("opinions") else [],
        "entries": entries,
        "bills": add_fates(_bills(conn, query), asked)
        if narrowed.shows("bills") and not narrowed.is_any
        else [],
    }
    sections["is_nothing"] = not any(sections.values())
    return (
        context
        | sections
        | {
            "top_tally": tally(top_cases),
            "top_count": len(top_cases),
            "more_entries": entries[0]["total"] - _SHOWN if entries else 0,
            "understood": understood,
            "missing": ranked.missing,
            "is_nobody": ranked.is_nobody and not sections["counsel"],
            "number": next(iter(docket_numbers(words)), None) if sections["is_nothing"] else None,
            "provision": part.code if (part := find_part(words)) and part.is_read else None,
            "searched": remembered(conn, "what is searched", _searched),
            "looked_at": _LOOKED_AT,
            "filtered": _FILTERED,
            "court_names": court_names(conn),
            "api": _api(text_words, narrowed),
        }
    )


def _searched(conn: sqlite3.Connection) -> list[str]:
    return [
        words
        for words, table in _SEARCHED.items()
        if conn.execute(f"select exists (select 1 from {table})").fetchone()[0]
    ]


def _company(conn: sqlite3.Connection, entity_id: str | None) -> dict | None:
    return row(conn, "select * from entities where entity_id = ?", (entity_id,)) if entity_id else None


def _by_judge(conn: sqlite3.Connection, words: str) -> list[dict]:
    """Return the dockets assigned to a judge of that name, newest first."""
    if len(words) < _SHORTEST_NAME or any(char.isdigit() for char in words):
        return []
    judges = [name for name in remembered(conn, "judges", _judges) if words.casefold() in name.casefold()]
    if not judges:
        return []
    return rows(
        conn,
        f"""select dockets.case_id, dockets.docket_id, dockets.court_id, dockets.docket_number,
          coalesce(dockets.short_name, dockets.caption) as docket_name, dockets.assigned_to
        from dockets where dockets.assigned_to in ({marks(judges)}) and dockets.{IS_SHOWN}
        order by dockets.date_filed desc, dockets.docket_id limit ?""",
        (*judges, _SHOWN),
    )


def _judges(conn: sqlite3.Connection) -> list[str]:
    """Return the judges to whom dockets are assigned, as registers write them: a few hundred."""
    names = conn.execute("select distinct assigned_to from dockets where assigned_to is not null")
    return [name for (name,) in names]


def _by_counsel(conn: sqlite3.Connection, words: str) -> list[dict]:
    """Return the parties for whom an attorney or firm of that name appears, newest docket first."""
    if len(words) < _SHORTEST_NAME or any(char.isdigit() for char in words):
        return []
    asked = [text.casefold() for text, _ in terms(words)]
    known = remembered(conn, "counsel", _counsel)
    row_ids = [row_id for row_id, name in known if all(text in name for text in asked)][:_LOOKED_AT]
    return rows(
        conn,
        f"""select dockets.case_id, dockets.docket_id, dockets.court_id,
          coalesce(dockets.short_name, dockets.caption) as docket_name,
          group_concat(distinct case when representations.firm_id in ({marks(row_ids)}) then representations.firm_name
            else representations.attorney_name end) as counsel,
          group_concat(distinct participations.name) as parties
        from representations
          join dockets on dockets.docket_id = representations.docket_id
          left join participations on participations.participation_id = representations.participation_id
        where (representations.attorney_id in ({marks(row_ids)}) or representations.firm_id in ({marks(row_ids)}))
          and dockets.{IS_SHOWN}
        group by dockets.docket_id order by dockets.date_filed desc, dockets.docket_id limit ?""",
        (*row_ids, *row_ids, *row_ids, _SHOWN),
    )


def _counsel(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return (id, name) of each attorney and firm that a register names."""
    lawyers = conn.execute(
        "select attorney_id, name from attorneys union all select firm_id, name from firms order by 2, 1"
    )
    return [(row_id, name.casefold()) for row_id, name in lawyers if name]


def _courts(conn: sqlite3.Connection) -> list[dict]:
    return rows(
        conn,
        f"""select court_id, coalesce(short_name, name) as name from courts
        where exists (select 1 from dockets where dockets.court_id = courts.court_id and dockets.{IS_SHOWN})
        order by 2""",
    )


def _api(words: str, narrowed: Narrowed) -> dict[str, str]:
    """Return the address of the same search in the API, for each list that the API searches."""
    court = {"court": list(narrowed.court_ids)}
    days = {"date_filed_from": narrowed.first, "date_filed_to": narrowed.last}
    outcome = {"outcome": list(narrowed.outcomes)}
    return {
        "cases": page_path("/api/v1/cases", q=words, **court, **days, **outcome),
        "entries": page_path("/api/v1/entries", q=words, **court, **days),
        "opinions": page_path("/api/v1/paragraphs", q=words, **court),
        "parties": page_path("/api/v1/entities", q=words),
        "bills": page_path("/api/v1/bills", q=words),
    }


def _matches(
    conn: sqlite3.Connection, table: str, query: str, limit: int, condition: str = "1", params=()
) -> list[int]:
    """Return the numbers of matching rows, newest first; the index yields them in that order without ranking
    them all.

    The words as typed are searched first, and as prefixes only if that gives fewer than `limit`: for a
    prefix, SQLite merges the lists of all words that begin with it before it yields a row, 20 ms for "motion"
    in a million entries, where the newest 500 of the word itself take 0.2. Under a condition (on the table
    and its docket), only the newest `_FILTERED` matches are read.
    """
    whole = query.replace('"*', '"')
    matches = _newest_matches(conn, table, whole, limit, condition, params)
    if len(matches) < limit and whole != query:
        matches = _newest_matches(conn, table, query, limit, condition, params)
    return matches


def _newest_matches(
    conn: sqlite3.Connection, table: str, query: str, limit: int, condition: str, params: Sequence[Any]
) -> list[int]:
    newest = f"select rowid from {table}_fts where {table}_fts match ? order by rowid desc limit ?"
    if condition == "1":
        matches = conn.execute(newest, (query, limit))
    else:
        matches = conn.execute(
            f"""select matched.rowid from ({newest}) matched
              join {table} on {table}.rowid = matched.rowid join dockets on dockets.docket_id = {table}.docket_id
            where {condition} order by matched.rowid desc limit ?""",
            (query, _FILTERED, *params, limit),
        )
    return [item[0] for item in matches]


def _snippets(conn: sqlite3.Connection, table: str, query: str, ids: list[int]) -> dict[int, object]:
    """Return snippets with the matches, by row number."""
    if not ids:
        return {}
    with small_index(table) as index:
        index.add(conn, marks(ids), ids)
        snippets = index.snippets(query, OPEN, CLOSE, " … ", 24)
    return {row: highlight(text) for row, text in snippets.items()}


def _by_number(conn: sqlite3.Connection, words: str) -> list[dict]:
    """Return the dockets with that number, written with or without the office prefix; none if it has no
    digit."""
    numbers = [
        number.replace('"', " ")
        for number in (*docket_numbers(words), words)
        if any(char.isdigit() for char in number)
    ]
    if not numbers:
        return []
    return rows(
        conn,
        f"""select dockets.case_id, dockets.docket_id, dockets.court_id, dockets.docket_number,
          coalesce(dockets.short_name, dockets.caption) as docket_name
        from dockets_fts join dockets on dockets.rowid = dockets_fts.rowid
        where dockets_fts match ? and dockets.{IS_SHOWN} order by dockets.court_id limit ?""",
        (" OR ".join(f'docket_number : "{number}"' for number in numbers), _SHOWN),
    )


def _cases(conn: sqlite3.Connection, query: str, case_ids: list[str]) -> dict[str, dict]:
    """Return the cases with these ids, each with a snippet if it has all the words of the search."""
    cases = rows(conn, f"select rowid as n, * from cases where case_id in ({marks(case_ids)})", case_ids)
    snippets = _snippets(conn, "cases", query, [case["n"] for case in cases])
    return {case["case_id"]: case | {"snippet": snippets.get(case["n"])} for case in cases}


def _parties(conn: sqlite3.Connection, query: str, narrowed: Narrowed) -> list[dict]:
    ids = _matches(
        conn, "participations", query, _LOOKED_AT, *narrowed.where("dockets.court_id", "dockets.date_filed")
    )
    return rows(
        conn,
        f"""select participations.name, participations.party_type, participations.entity_id,
            participations.is_pseudonym,
          entities.name as entity_name, dockets.case_id, dockets.court_id, dockets.docket_number,
          coalesce(dockets.short_name, dockets.caption) as docket_name
        from participations
          join dockets using (docket_id)
          left join entities on entities.entity_id = participations.entity_id
        where participations.rowid in ({marks(ids)}) and dockets.{IS_SHOWN}
        group by participations.name, dockets.case_id
        order by dockets.date_filed desc limit {_SHOWN}""",
        ids,
    )


def _entries(conn: sqlite3.Connection, query: str, narrowed: Narrowed) -> list[dict]:
    ids = _matches(
        conn,
        "docket_entries",
        query,
        _LOOKED_AT,
        *narrowed.where("dockets.court_id", "docket_entries.date_filed"),
    )
    entries = rows(
        conn,
        f"""select docket_entries.rowid as n, docket_entries.entry_id, docket_entries.entry_number,
            docket_entries.date_filed,
          dockets.case_id, dockets.docket_id, dockets.court_id, dockets.docket_number,
          coalesce(dockets.short_name, dockets.caption) as docket_name, count(*) over () as total
        from docket_entries join dockets using (docket_id)
        where docket_entries.rowid in ({marks(ids)}) and dockets.{IS_SHOWN}
        order by docket_entries.date_filed desc, docket_entries.rowid desc limit {_SHOWN}""",
        ids,
    )
    snippets = _snippets(conn, "docket_entries", query, [entry["n"] for entry in entries])
    return [entry | {"snippet": snippets.get(entry["n"])} for entry in entries]


def _opinions(conn: sqlite3.Connection, query: str, narrowed: Narrowed) -> list[dict]:
    """Return the paragraphs of opinions that contain the words, newest opinion first, each with its page."""
    # Of few opinions the day or court fits: the words as typed would not do, and be read for nothing.
    find = _newest_matches if narrowed.is_any else _matches
    ids = find(
        conn,
        "opinion_paragraphs",
        query,
        _LOOKED_AT,
        *narrowed.where("dockets.court_id", "dockets.date_decided"),
    )
    paragraphs = rows(
        conn,
        f"""select opinion_paragraphs.rowid as n, opinion_paragraphs.part, opinion_paragraphs.page,
            opinion_paragraphs.printed_page, opinion_paragraphs.page_series, opinion_paragraphs.paragraph_id,
          opinions.opinion_id, opinions.date_filed, dockets.case_id, dockets.court_id,
          coalesce(dockets.short_name, dockets.caption) as docket_name
        from opinion_paragraphs join opinions using (opinion_id)
          join dockets on dockets.docket_id = opinion_paragraphs.docket_id
        where opinion_paragraphs.rowid in ({marks(ids)}) and dockets.{IS_SHOWN}
        order by opinions.date_filed desc, opinion_paragraphs.rowid limit {_SHOWN}""",
        ids,
    )
    snippets = _snippets(conn, "opinion_paragraphs", query, [paragraph["n"] for paragraph in paragraphs])
    return [
        paragraph | {"snippet": snippets.get(paragraph["n"]), "place": format_page(paragraph)}
        for paragraph in paragraphs
    ]


def _bills(conn: sqlite3.Connection, query: str) -> list[dict]:
    return rows(
        conn,
        (
            "select bills.* from bills_fts join bills on bills.rowid = bills_fts.rowid where bills_fts "
            "match ? order by rank limit ?"
        ),
        (query, _SHOWN),
    )
