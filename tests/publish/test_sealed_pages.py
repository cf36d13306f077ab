"""Where every docket is sealed, every page that leads anywhere still opens, and none says a word of them."""

import html
import io
import re
import zipfile
from collections import deque

import pytest

from db.tables import REMOVED
from publish.serve import make_datasette
from publish.sheets.lists import SHEETS
from tests.worlds.asking import answers_of as ask
from tests.worlds.publishing import build_world, build_world_anew
from tests.worlds.sql import run_sql

SAID = """
select caption from dockets union select short_name from dockets union select text from docket_entries
union select name from participations union select holding from rulings union select text from docket_events
union select place from hearings union select judge from hearings union select assigned_to from dockets
union select platform from dockets union select citation from dockets union select sentence from cited_decisions
except select name from entity_names
"""
PATHS = re.compile(r'href="(/(?!-|static|docket/|docket\b)[^"#]*)')


def words_of(path):
    return {words for (words,) in run_sql(path, SAID) if words and words != REMOVED}


def unpacked(book):
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return html.unescape("".join(parts.read(part).decode() for part in parts.namelist()))


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    """The small world with each of its dockets sealed, and what they said before."""
    home = tmp_path_factory.mktemp("sealed")
    build_world(home / "open.db")
    ids = [docket_id for (docket_id,) in run_sql(home / "open.db", "select docket_id from dockets")]
    build_world_anew(home / "docket.db", frozenset(("docket", docket_id) for docket_id in ids))
    return home / "docket.db", words_of(home / "open.db"), ids


def test_no_table_says_what_a_sealed_docket_said(sealed):
    path, hidden, _ = sealed
    assert words_of(path) == set() and len(hidden) > 15


def test_every_page_of_sealed_dockets_opens_and_says_nothing_of_them(sealed):
    path, hidden, ids = sealed
    datasette = make_datasette(path)
    first = [
        "/",
        "/cases",
        "/hearings",
        "/rulings",
        "/parties",
        "/changes",
        "/bills",
        "/changes.atom",
        "/cases.atom",
    ]
    first += [f"/api/v1/{name}?expand=source" for name in ("cases", "dockets", "hearings", "rulings")]
    first += [f"/{name}.{suffix}" for name in SHEETS for suffix in ("csv", "xlsx")]
    first += [f"/api/v1/dockets/{docket_id}?expand=source" for docket_id in ids]
    first += [
        f"/fact/dockets/{docket_id}/{name}"
        for docket_id in ids
        for name in ("status", "caption", "outcome_230")
    ]
    waiting, seen = deque(first), set(first)
    cases = 0
    while waiting:
        asked = waiting.popleft()
        answer = ask(datasette, asked)
        assert answer.status_code < 500, (asked, answer.text[:500])
        cases += asked.startswith("/case/")
        text = unpacked(answer.content) if asked.endswith(".xlsx") else answer.text
        assert [words for words in hidden if len(words) > 8 and words in text] == [], asked
        addresses = PATHS.findall(answer.text) if "html" in answer.headers["content-type"] else ()
        for path in (each.replace("&amp;", "&").partition("?")[0] for each in addresses):
            if path not in seen and len(seen) < 300:
                seen.add(path)
                waiting.append(path)
    assert cases > 2
