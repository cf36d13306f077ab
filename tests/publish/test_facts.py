"""Any published value has an address of its own, which says where it comes from and outlives a rebuild."""

import random
import sqlite3
from contextlib import nullcontext

import pytest

from db.schema import TABLE, TABLES
from publish.pages.fact import find_fact, say_in_words
from publish.sql.authorizer import is_published
from tests.publish.checking import FULL
from tests.worlds.asking import answers_of as ask
from tests.worlds.few import whole_catalog
from tests.worlds.publishing import build_catalog_anew, build_few_catalog

DRAWN = 10_000 if FULL else 1_000


def test_what_the_api_says_of_a_value_is_what_its_address_says(ds):
    (docket,) = ask(ds, "/api/v1/dockets?docket_id=cand-22-cv-01234&expand=source").json()["data"]
    for field in ("docket_number", "caption", "date_filed", "assigned_to", "cause", "outcome_230"):
        answer = ask(ds, f"/fact/dockets/cand-22-cv-01234/{field}.json").json()["data"]
        assert {name: answer[name] for name in ("value", "raw", "status", "source")} == docket[field]


@pytest.mark.parametrize(
    ("field", "value", "title"),
    [
        ("answer", "not_immune", "Not immune"),
        ("claims", "ata_2333;negligence", "Anti-Terrorism Act (18 U.S.C. § 2333); Negligence"),
        ("provisions", "c1;c2a", "§ 230(c)(1); § 230(c)(2)(A)"),
        ("exceptions", "federal_criminal", "(e)(1) federal criminal law"),
        ("theories", "failure_to_warn", "Failure to warn"),
        ("docket_id", "calsuperctla-jccp_5255", "calsuperctla-jccp_5255"),
        ("holding", "A feed_of_posts is no product.", "A feed_of_posts is no product."),
    ],
)
def test_no_code_of_ours_is_the_title_of_a_value(field, value, title):
    assert say_in_words(TABLE["rulings"].columns[field], value) == title


@pytest.mark.parametrize(
    "path",
    [
        "/fact/dockets/no-such/caption",
        "/fact/dockets/cand-22-cv-01234/no_such",
        "/fact/no_such/cand-22-cv-01234/caption",
        "/fact/_refs/1/docket_id",
        "/fact/sqlite_master/1/sql",
        "/fact/redirects/docket/new_id",
    ],
)
def test_what_is_no_published_value_is_not_there(ds, path):
    page, data = ask(ds, path), ask(ds, f"{path}.json")
    assert (page.status_code, data.status_code) == (404, 404)
    assert data.json()["error"]["code"] == "not_found" and data.headers["access-control-allow-origin"] == "*"


def test_ten_thousand_addresses_outlive_a_rebuild(tmp_path):
    """Drawn by chance over all cells of the record as shipped; in the short run a thousand of some families."""
    before, after = tmp_path / "before.db", tmp_path / "after.db"
    with whole_catalog() if FULL else nullcontext():
        (build_catalog_anew if FULL else build_few_catalog)(before)
        build_catalog_anew(after)
    chance = random.Random(230)
    with sqlite3.connect(before) as old, sqlite3.connect(after) as new:
        tables = [table for table in TABLES if is_published(table.name) and len(table.primary) == 1]
        counts = [
            old.execute(f"select count(*) from {table.name}").fetchone()[0] * len(table.columns)
            for table in tables
        ]
        broken = []
        for table in chance.choices(tables, counts, k=DRAWN):
            name = chance.choice(list(table.columns))
            skip = chance.randrange(counts[tables.index(table)] // len(table.columns))
            row_id, value = old.execute(
                f"select {table.key}, {name} from {table.name} order by rowid limit 1 offset {skip}"
            ).fetchone()
            fact = find_fact(new, table.name, row_id, name)
            if fact is None or fact["value"] != value:
                broken.append((table.name, row_id, name, value, fact and fact["value"]))
    assert broken == []
