"""§ 230 explained: the text of the statute with its history, and what the terms of this record mean."""

import sqlite3
from collections import Counter

from docket.statute import load_acts, load_parts
from publish.cache import remembered
from publish.filters import terms
from publish.filters.terms import Term
from publish.links import page_path, rows_path, theory_path
from publish.pages import rulings
from publish.request import Asked, rows
from publish.statute import (
    ACT_KINDS,
    ANSWERS,
    CLAIMS,
    DISPOSITIONS,
    EXCEPTIONS,
    LAW_STATES,
    POSTURES,
)
from publish.words import EXCEPTIONS as EXCEPTION_NAMES, split_list


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    counts = remembered(conn, "provision counts", _count_provisions)
    return {
        "history": load_acts(),
        "parts": [
            (part, counts.get(part.code, 0), page_path("/rulings", provision=part.code))
            if part.is_read
            else (part, 0, None)
            for part in load_parts()
        ],
        "exceptions": [(code, EXCEPTION_NAMES[code], *EXCEPTIONS[code]) for code in EXCEPTION_NAMES],
        "theories": [
            theory | {"path": theory_path(theory["theory_id"])}
            for theory in rows(
                conn, "select theory_id, name, text, is_230_theory from theories order by rowid"
            )
        ],
        "glossary": [
            ("answers", "How a ruling answers", _listed(terms.ANSWER, ANSWERS)),
            ("postures", "Stage of the case", _listed(terms.POSTURE, POSTURES)),
            ("kinds", "Kinds of rulings", _listed(terms.ACT_KIND, ACT_KINDS)),
            ("dispositions", "What a court did", _listed(terms.DISPOSITION, DISPOSITIONS)),
            ("claims", "Claims", _listed(terms.CLAIM, CLAIMS)),
            ("laws", "The state of a challenged law", _listed(terms.LAW_STATE, LAW_STATES)),
        ],
    }


def _listed(term: Term, meanings: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Return (anchor, words, meaning, path of its rulings) for each code that has a meaning."""
    is_asked = term in rulings.TERMS  # otherwise the page of rulings has no such filter, and rows are linked
    return [
        (
            f"{term.name}-{code}",
            words,
            meanings[code],
            page_path("/rulings", **{term.name: code})
            if is_asked
            else rows_path("rulings", **{term.name: code}),
        )
        for code, words in term.codes.items()
        if code in meanings
    ]


def _count_provisions(conn: sqlite3.Connection) -> dict[str, int]:
    """Return for each part of § 230 how many rulings were decided on it."""
    counts: Counter[str] = Counter()
    for ruling in rulings.LIST.rows(conn):
        counts.update(set(split_list(ruling["provisions"])))
    return dict(counts)
