"""What the reviewed record holds and lacks, in figures."""

import sqlite3
from collections import Counter

from db.outcomes import ANSWERS
from db.trail import FOLLOWED, UNFOLLOWED
from docket.primary_address import AddressBasis, explain_missing
from docket.source_hosts import Grade, classify, split_sources

_REASONS = 12
# Publishers; a ruling that rests only on these or on weak hosts is poorly sourced.
_COPIES = ("Casetext", "vLex")
_WITH_WORDS = """
select rulings.ruling_id, substr(rulings.date_from, 1, 4) as year, snapshots.source
from rulings join dockets using (docket_id) join opinions on opinions.ruling_id = rulings.ruling_id
  join snapshots on snapshots.snapshot_id = opinions.snapshot_id
where dockets.selection = 'catalog'
  and opinions.opinion_id in (select opinion_id from opinion_paragraphs)
"""


def count_record(conn: sqlite3.Connection) -> dict:
    """Return the counts of the reviewed record: dockets, decisions, families, addresses, sources, holdings,
    rows left out.

    `followed` counts the dockets for which somebody looked for later acts, `not_followed` those for which
    nobody did, so that their newest act is only the last known. `rulings_by_address` counts rulings by the
    basis of their address, `lacking_address` the others by the reason for having none. `weak_unmarked` are
    unmarked rulings without a primary address that rest only on Casetext, vLex, a digest, a mirror or a
    content farm. `words_held` are rulings whose own text we have, `answers_without_words` the commonest
    reasons why other rulings with an answer lack it.
    """
    conn.row_factory = sqlite3.Row
    acts = _rows(
        conn,
        """select rulings.*, dockets.court_id, dockets.docket_number, dockets.case_id from rulings
            join dockets using (docket_id)
        where rulings.kind is not null and dockets.selection = 'catalog'""",
    )
    without = [act for act in acts if act["address_basis"] == AddressBasis.NONE]
    poor = [act for act in acts if all(host.is_weak or host.name in _COPIES for host in _hosts(act))]
    grades = Counter(act["source_grade"] or "none" for act in acts)
    return {
        "dockets": _count(conn, "select count(*) from dockets where selection = 'catalog'"),
        "cases": _count(conn, "select count(*) from cases where selection = 'catalog'"),
        "families_of_several_dockets": _count(
            conn, "select count(*) from cases where selection = 'catalog' and docket_count > 1"
        ),
        "decisions": len(acts),
        "answers": sum(act["answer"] in ANSWERS for act in acts),
        "answers_unconfirmed": sum(act["answer"] in ANSWERS and not act["is_verified"] for act in acts),
        "cases_by_outcome": dict(
            tuple(row)
            for row in conn.execute(
                "select outcome_230, count(*) from cases where selection = 'catalog' group by 1 order by 2 desc"
            )
        ),
        "rulings_by_address": {
            basis.value: sum(act["address_basis"] == basis for act in acts) for basis in AddressBasis
        },
        "lacking_address": dict(
            Counter(explain_missing(act, act).partition(":")[0] for act in without).most_common()
        ),
        "followed": _count(conn, f"select count(*) from dockets where selection = 'catalog' and {FOLLOWED}"),
        "not_followed": _count(conn, f"select count(*) from ({UNFOLLOWED})"),
        "acts_missing": _count(conn, "select count(*) from looks where field = 'act'"),
        "rulings_by_best_source": {
            name: grades[name] for name in (*map(str, Grade), "none") if name in grades
        },
        "words_held": _count(conn, f"select count(distinct ruling_id) from ({_WITH_WORDS})"),
        "words_held_by_year_and_source": {
            f"{row['year'] or 'year not known'}, {row['source']}": row["rulings"]
            for row in _rows(
                conn,
                "select year, source, count(distinct ruling_id) as rulings "
                f"from ({_WITH_WORDS}) group by 1, 2 order by 1, 2",
            )
        },
        "answers_without_words": dict(
            Counter(
                act["words_missing"] for act in acts if act["answer"] in ANSWERS and act["words_missing"]
            ).most_common(_REASONS)
        ),
        "poorly_told": len(poor),
        "poorly_told_with_primary_address": sum(act["address_basis"] != AddressBasis.NONE for act in poor),
        "weak_unmarked": [
            act["ruling_id"]
            for act in poor
            if all(host.is_weak for host in _hosts(act))
            and act["is_verified"]
            and act["address_basis"] != AddressBasis.SEEN
        ],
        "without_holding": [act["ruling_id"] for act in acts if not act["holding"]],
        "not_taken_in": [
            f"{row['file']}: {row['row']}: {row['reason']}"
            for row in _rows(conn, "select * from not_taken_in order by file, row")
        ],
    }


def _rows(conn: sqlite3.Connection, sql: str) -> list[dict]:
    return [dict(row) for row in conn.execute(sql)]


def _count(conn: sqlite3.Connection, sql: str) -> int:
    return conn.execute(sql).fetchone()[0]


def _hosts(act: dict):
    return [classify(url) for url in split_sources(act["source_url"], act["extra_sources"])]
