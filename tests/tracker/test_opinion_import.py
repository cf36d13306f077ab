"""Opinions in a home: imported to the right docket, quoted word for word, cited, and gone when they are sealed."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import archive
from docket.redact import redact
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.pdf_pages import make_pdf
from tracker import pipeline
from tracker import round as rounds
from tracker.home import open_house
from tracker.importing import import_files
from tracker.opinions import cache as opinion_cache
from tracker.opinions.cache import FILE
from tracker.settings import load_settings
from tracker.takedown import find_subject, suppress

OPINION = """UNITED STATES COURT OF APPEALS
FOR THE FOURTH CIRCUIT

No. 97-1523

KENNETH M. ZERAN,
Plaintiff-Appellant,
v.
AMERICA ONLINE, INCORPORATED,
Defendant-Appellee.

Decided: November 12, 1997

WILKINSON, Chief Judge:

Kenneth Zeran brought this action against America Online, and his telephone is (804) 555-0142.
We hold that section 230 of the Communications Decency Act bars the claims of Zeran.
We decline to follow Stratton Oakmont, Inc. v. Prodigy Servs. Co., 1995 WL 323710 (N.Y. Sup. Ct. 1995).
AFFIRMED.
"""


@pytest.fixture
def house(home, monkeypatch):
    monkeypatch.setenv("TRACKER_HOME", str(home))
    with open_house(load_settings()) as opened:
        yield opened


def bring(house, tmp_path, name="zeran.pdf", text=OPINION):
    path = tmp_path / name
    path.write_bytes(make_pdf(text))
    (report,) = import_files(house, [path], None, pipeline.Outcome("import"))
    return report


def ask(house, sql, *values):
    return house.store.db.execute(sql, values).fetchall()


def test_an_opinion_goes_to_its_docket_and_act(house, tmp_path):
    assert bring(house, tmp_path).result == "stored"
    ((docket_id, day, act, author, disposition),) = ask(
        house, "select docket_id, date_filed, ruling_id, author, disposition from opinions"
    )
    assert (day, author, disposition) == ("1997-11-12", "Wilkinson", "affirmed")
    assert ask(house, "select answer from rulings where ruling_id = ?", act) == [("immune",)]
    assert ask(house, "select citation from dockets where docket_id = ?", docket_id)
    holding = ask(house, "select text, page, tier from passages where kind = 'holding'")
    assert holding == [
        ("We hold that section 230 of the Communications Decency Act bars the claims of Zeran.", 1, "agreed")
    ]
    assert ask(house, "select cited_slug, treatment from cited_decisions") == [
        ("stratton-oakmont-v-prodigy-nysupct", "disagreed")
    ]


def test_every_passage_stands_in_its_paragraph_after_redaction(house, tmp_path):
    bring(house, tmp_path)
    rows = ask(house, "select p.text, o.text from passages p join opinion_paragraphs o using (paragraph_id)")
    assert rows
    assert all(quoted in text for quoted, text in rows)
    assert not any("555-0142" in text for _, text in rows)
    assert all(redact(text) == text for _, text in rows)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("No. 97-1523", "No. 97-9999", "no docket here has this number"),
        ("KENNETH M. ZERAN", "MARY ROE", "97-1523 is"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_a_question(house, tmp_path, old, new, says):
    text = OPINION.replace(old, new).replace(
        "AMERICA ONLINE, INCORPORATED", "ACME LLC" if "ROE" in new else "AMERICA ONLINE, INCORPORATED"
    )
    report = bring(house, tmp_path, text=text)
    assert report.result == "refused"
    assert says in report.reason
    assert "which docket is it?" in report.reason
    assert ask(house, "select count(*) from opinions") == [(0,)]


def test_a_number_alone_names_no_docket(house, tmp_path):
    start, end = OPINION.index("KENNETH"), OPINION.index("WILKINSON")
    report = bring(house, tmp_path, text=OPINION[:start] + OPINION[end:])
    assert report.result == "refused" and "a number alone" in report.reason, report
    assert ask(house, "select count(*) from opinions") == [(0,)]


def kept_files(house):
    with closing(sqlite3.connect(house.settings.home / FILE)) as kept:
        return {row[0] for row in kept.execute("select body_hash from texts")}


def test_nothing_is_kept_of_a_file_that_was_refused(house, tmp_path):
    bring(house, tmp_path)
    archived = kept_files(house)
    assert len(archived) == 1
    refused = OPINION.replace("No. 97-1523", "No. 97-9999").replace(
        "Kenneth Zeran brought", "Jane Roe brought"
    )
    assert bring(house, tmp_path, "refused.pdf", refused).result == "refused"
    assert kept_files(house) == archived
    # Of an import that was killed, or by an earlier version: at the next start.
    opinion_cache.cache_of(house.archive).put("0" * 64, {"caption": "Roe v. Doe"})
    rounds.archive_local(house)
    assert kept_files(house) == archived


def test_a_purge_erases_the_same_bytes_under_another_address(house, tmp_path):
    bring(house, tmp_path)
    db = house.archive
    names = [
        row[1]
        for row in db.execute("pragma table_info(snapshots)")
        if row[1] not in ("seq", "snapshot_id", "url")
    ]
    columns = ", ".join(names)
    db.execute(
        f"insert into snapshots (snapshot_id, url, {columns}) select 'twin', 'https://elsewhere.gov/1.pdf', {columns} "
        "from snapshots where source = 'opinions'"
    )
    ((opinion_id,),) = ask(house, "select opinion_id from opinions")
    suppress(house, find_subject(house, "opinion", opinion_id), "sealed", "A. Editor", is_purge=True)
    assert db.execute(
        "select count(*) from snapshots where source = 'opinions' and body is not null"
    ).fetchone() == (0,)


def test_an_amended_opinion_stands_beside_the_first(house, tmp_path):
    bring(house, tmp_path)
    assert (
        bring(house, tmp_path, "amended.pdf", OPINION.replace("AFFIRMED.", "As amended, AFFIRMED.")).result
        == "stored"
    )
    assert ask(house, "select count(*), count(distinct docket_id) from opinions") == [(2, 1)]


def test_a_rebuild_reads_no_file_twice(house, tmp_path, monkeypatch):
    bring(house, tmp_path)
    before = ask(house, "select * from passages order by 1")
    monkeypatch.setattr("scrapers.sources.opinions.SOURCE.read", lambda snapshot: pytest.fail("read again"))
    house.rebuild(pipeline.Outcome("rebuild"))
    assert ask(house, "select * from passages order by 1") == before


@pytest.mark.parametrize(
    "name",
    [
        "redact.py",
        "redact_forms.py",
        "language/redaction.tsv",
        "opinions/front.py",
        "language/treatment_weights.csv",
        "language/treatment_senses.tsv",
        "language/opinion_holdings_weights.csv",
    ],
)
def test_what_was_read_by_other_rules_is_read_anew(tmp_path, monkeypatch, name):
    """What is kept is redacted: a rule that is new holds for the opinions that were read before it."""
    opinion_cache.OpinionCache(tmp_path / FILE).put("0" * 64, {"caption": "Roe v. Doe"})
    assert opinion_cache.OpinionCache(tmp_path / FILE).get("0" * 64)
    read_bytes = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: read_bytes(path) + b"#" * path.match(f"docket/{name}")
    )
    opinion_cache._reader_version.cache_clear()
    try:
        assert opinion_cache.OpinionCache(tmp_path / FILE).get("0" * 64) is None
    finally:
        opinion_cache._reader_version.cache_clear()


@pytest.mark.parametrize(
    ("is_purge", "left"), [(True, []), (False, [("[removed from publication]",)])], ids=["purged", "hidden"]
)
def test_a_sealed_opinion_leaves_every_table_and_the_kept_file(house, tmp_path, is_purge, left):
    bring(house, tmp_path)
    ((opinion_id,),) = ask(house, "select opinion_id from opinions")
    ((body_hash,),) = house.archive.execute(
        "select body_hash from snapshots where source = 'opinions'"
    ).fetchall()
    kept = opinion_cache.cache_of(house.archive)
    assert kept.get(body_hash)
    suppress(house, find_subject(house, "opinion", opinion_id), "sealed", "A. Editor", is_purge=is_purge)
    assert kept.get(body_hash) is None
    assert ask(house, "select caption from opinions") == left
    for table in ("opinion_paragraphs", "passages", "cited_decisions"):
        assert ask(house, f"select count(*) from {table}") == [(0,)]
    assert ask(
        house, "select count(*) from opinion_paragraphs_fts where opinion_paragraphs_fts match 'zeran'"
    ) == [(0,)]
    stored = (house.settings.home / FILE).read_bytes()
    assert json.dumps("brought this action").encode()[1:-1] not in stored
    assert archive.count_after(house.archive, 0)


def test_an_opinion_stands_where_a_party_of_its_docket_is_withheld(house, tmp_path):
    bring(house, tmp_path)
    before = ask(house, "select opinion_id, caption from opinions")
    ((party_id, _),) = ask(
        house,
        "select participation_id, name from participations where docket_id in (select docket_id from opinions) "
        "order by 1 limit 1",
    )
    suppress(house, find_subject(house, "party", party_id), "sealed", "A. Editor", is_purge=False)
    assert before and ask(house, "select opinion_id, caption from opinions") == before
