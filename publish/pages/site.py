"""The sitemap, for search engines. robots.txt comes from metadata.json; publish/plugin.py adds the sitemap's
address to it."""

import sqlite3
from xml.sax.saxutils import escape

from db.views import IS_SHOWN
from publish.cache import remembered
from publish.documents import Document
from publish.links import (
    bill_path,
    brief_path,
    case_path,
    circuit_path,
    court_path,
    judge_path,
    law_path,
    party_path,
    question_path,
    theory_path,
)
from publish.pages.briefs import load_briefs
from publish.request import Asked, rows
from publish.words import CIRCUITS

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MOST = 50_000  # the format's own limit for one file; the newest cases come first
_PAGES = (
    "/",
    "/cases",
    "/hearings",
    "/rulings",
    "/splits",
    "/briefs",
    "/laws",
    "/compare",
    "/statute",
    "/matrix",
    "/figures",
    "/parties",
    "/courts",
    "/judges",
    "/bills",
    "/bills/not-taken-in",
    "/congress",
    "/changes",
    "/week",
    "/weeks",
    "/status",
    "/coverage",
    "/quality",
    "/about",
    "/api",
    "/download",
)


def read_sitemap(conn: sqlite3.Connection, asked: Asked) -> Document:
    """Return every permanent page, with the day its content last changed if that is recorded."""
    urls = "".join(
        f"<url><loc>{escape(asked.root + path)}</loc>"
        f"{f'<lastmod>{escape(changed_at)}</lastmod>' if changed_at else ''}</url>"
        for path, changed_at in remembered(conn, "paths", _paths)[:_MOST]
    )
    body = f"<?xml version='1.0' encoding='utf-8'?>\n<urlset xmlns=\"{_SITEMAP}\">{urls}</urlset>"
    return Document(body.encode(), "application/xml; charset=utf-8", "sitemap.xml")


def _paths(conn: sqlite3.Connection) -> list[tuple[str, str | None]]:
    cases = rows(
        conn,
        # Rows are written in archive order, so the last is the newest: 5,000 look-ups instead of reading
        # every change.
        f"""select case_id, coalesce(
          (select seen_at from changes where changes.case_id = cases.case_id order by rowid desc
            limit 1), first_seen) as changed_at
        from cases where {IS_SHOWN} order by coalesce(date_last_event, date_filed, '') desc, case_id""",
    )
    entities = rows(conn, "select entity_id from entities order by entity_id")
    courts = rows(conn, f"select distinct court_id from dockets where {IS_SHOWN} order by court_id")
    questions = rows(conn, "select question_id from questions order by rowid")
    theories = rows(conn, "select theory_id from theories order by rowid")
    judges = rows(conn, "select distinct judge_id from rulings where judge_id is not null order by judge_id")
    laws = rows(conn, "select law_id from laws order by rowid")
    bills = rows(conn, "select bill_id from bills order by bill_id")
    return [
        *((path, None) for path in _PAGES),
        *((case_path(case["case_id"]), case["changed_at"]) for case in cases),
        *((party_path(entity["entity_id"]), None) for entity in entities),
        *((court_path(court["court_id"]), None) for court in courts),
        *((circuit_path(circuit), None) for circuit in CIRCUITS),
        *((question_path(question["question_id"]), None) for question in questions),
        *((theory_path(theory["theory_id"]), None) for theory in theories),
        *((judge_path(judge["judge_id"]), None) for judge in judges),
        *((law_path(law["law_id"]), None) for law in laws),
        *((brief_path(brief.slug), None) for brief in load_briefs()),
        *((bill_path(bill["bill_id"]), None) for bill in bills),
    ]
