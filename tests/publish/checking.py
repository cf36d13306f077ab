"""What many tests of pages do: hold a page against its words, count what a list says that it has, read an export."""

import json
import os
import re

from db.schema import create_tables, open_docket
from db.store import Store
from docket.issues import Issue
from tests.worlds.asking import answers_of, text_of
from tests.worlds.publishing import build_world, close, ingest
from tests.worlds.sql import run_sql

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))


def check_page(datasette, path, says=(), hides=(), *, status=200, section=None, leads_to=None):
    """Fail unless the page answers with this status and has the pieces, in its words or its markup, and none that it
    hides (a tag: in its markup alone); where a section is named, within it. Return the answer.
    """
    answer = answers_of(datasette, path)
    assert (answer.status_code, answer.headers.get("location")) == (status, leads_to), answer.text[:500]
    html = answer.text.partition(f'id="{section}"')[2].partition("</section>")[0] if section else answer.text
    words = text_of(html)
    assert [piece for piece in says if piece not in words and piece not in html] == []
    assert [piece for piece in hides if piece in html or ("<" not in piece and piece in words)] == []
    return answer


def count_of(answer):
    """Return how many rows a page of a list says fit."""
    words = text_of(answer.text)
    if re.search(r"No (case|ruling|law) (?:matches|fits)", words):
        return 0
    return int(re.search(r"(\d[\d,]*)(?: of [\d,]+)? (?:case|ruling|law)s?\b", words)[1].replace(",", ""))


def exported(datasette, path):
    """Return the rows of an export as lines of JSON."""
    answer = answers_of(datasette, path)
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


def build(path, looks):
    """Write a new docket database at the path, of looks at sources: (snapshot, records and issues) each. Return the
    path."""
    db = open_docket(path)
    create_tables(db)
    store = Store(db)
    for seen, things in looks:
        records = list(things)
        issues = [thing for thing in records if isinstance(thing, Issue)]
        ingest(store, seen, [thing for thing in records if not isinstance(thing, Issue)], issues)
    close(db)
    return path


def make_world(folder, *statements):
    """Return the path of a copy of the small world in the folder, changed by SQL."""
    path = folder / "docket.db"
    build_world(path)
    for statement in statements:
        run_sql(path, statement)
    return path
