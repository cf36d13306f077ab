"""Opinions in a home: imported to the right docket, quoted word for word, cited, and gone when they are sealed."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from db import archive
from docket.redact import redact
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.pdf_pages import make_pdf
from tracker import backup
from tracker import round as rounds
from tracker.__main__ import cli
from tracker.home import open_house
from tracker.importing import import_files
from tracker.opinions import cache as opinion_cache
from tracker.opinions.cache import FILE
from tracker.opinions.matching import UNANSWERED, Answer
from tracker.outcome import Outcome
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


def bring(house, tmp_path, name="zeran.pdf", text=OPINION, answer=UNANSWERED):
    path = tmp_path / name
    path.write_bytes(make_pdf(text))
    (report,) = import_files(house, [path], None, Outcome("import"), answer)
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


def test_the_operator_says_which_docket_it_is(house, tmp_path):
    text = OPINION.replace("No. 97-1523", "No. 97-9999")
    ((docket_id, number),) = ask(
        house,
        "select docket_id, docket_number from dockets where short_name like 'Zeran%' and court_id = 'ca4'",
    )
    report = bring(house, tmp_path, text=text, answer=Answer(docket_id))
    assert (report.result, report.docket_numbers) == ("stored", [number])
    assert ask(house, "select docket_id from opinions") == [(docket_id,)]


@pytest.mark.parametrize(
    ("docket_id", "says"),
    [
        ("ca4-1-1", "no docket here is 'ca4-1-1'"),
        ("zeran-v-aol-vaed", "but vaed-96-cv-01564 is a docket of vaed"),
    ],
)
def test_a_docket_that_it_cannot_be_is_refused(house, tmp_path, docket_id, says):
    text = OPINION.replace("No. 97-1523", "No. 97-9999")
    report = bring(house, tmp_path, text=text, answer=Answer(docket_id))
    assert (report.result, says in report.reason) == ("refused", True), report.reason


def test_an_opinion_of_a_docket_that_is_not_here_makes_a_candidate_and_rebuilds(house, tmp_path):
    text = OPINION.replace("No. 97-1523", "No. 97-9999").replace("KENNETH M. ZERAN", "MARY ROE")
    assert bring(house, tmp_path, text=text, answer=Answer(is_new=True)).result == "stored"
    made = "select docket_number, selection, caption from dockets where docket_id = 'ca4-97-9999'"
    assert ask(house, made) == [("97-9999", "candidate", "MARY ROE v. AMERICA ONLINE, INCORPORATED")]
    before = ask(house, made), ask(house, "select opinion_id from opinions")
    house.rebuild(Outcome("rebuild"))
    assert (ask(house, made), ask(house, "select opinion_id from opinions")) == before


def test_a_doubtful_number_makes_no_candidate(house, tmp_path):
    """The number is a docket's of ours with another name: it is a question still."""
    text = OPINION.replace("KENNETH M. ZERAN", "MARY ROE").replace("AMERICA ONLINE, INCORPORATED", "ACME LLC")
    assert "which docket is it?" in bring(house, tmp_path, text=text, answer=Answer(is_new=True)).reason


def test_a_court_that_we_lack_is_named(house, tmp_path):
    text = OPINION.replace("UNITED STATES COURT OF APPEALS\nFOR THE FOURTH CIRCUIT", "COURT OF THE MOON")
    report = bring(house, tmp_path, text=text)
    assert 'which says "COURT OF THE MOON"; say which with --court' in report.reason


def test_a_decision_of_a_later_year_is_an_issue(house, tmp_path):
    bring(house, tmp_path, text=OPINION.replace("(N.Y. Sup. Ct. 1995)", "(N.Y. Sup. Ct. 2005)"))
    ((value,),) = ask(house, "select value from issues where code = 'opinion-cites-later'")
    assert value == (
        "of 1997-11-12, it cites Stratton Oakmont, Inc. v. Prodigy Servs. Co. of 2005: one of the days is wrong"
    )


def test_verify_names_the_row_whose_quotation_does_not_stand(house, tmp_path):
    bring(house, tmp_path)
    ((passage_id,),) = ask(house, "select passage_id from passages where kind = 'holding'")
    with house.store.db.conn:
        ask(house, "update passages set text = 'We hold nothing.' where passage_id = ?", passage_id)
    faults = [str(fault) for fault in backup.verify(house.settings, tmp_path)]
    assert any(passage_id in fault and "word for word" in fault for fault in faults), faults


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
    house.rebuild(Outcome("rebuild"))
    assert ask(house, "select * from passages order by 1") == before


@pytest.mark.parametrize(
    "name",
    [
        "redact.py",
        "redact_forms.py",
        "language/redaction.tsv",
        "opinions/front.py",
        "language/treatment.tsv",
        "data/court_citations.csv",
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


def test_the_command_takes_an_opinion_down(home, tmp_path, monkeypatch):
    monkeypatch.setenv("TRACKER_HOME", str(home))
    with open_house(load_settings()) as house:
        bring(house, tmp_path)
        ((opinion_id,),) = ask(house, "select opinion_id from opinions")
    words = ["suppress", "opinion", opinion_id, "--reason", "sealed", "--by", "A. Editor"]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    with open_house(load_settings()) as house:
        assert ask(house, "select caption from opinions") == [("[removed from publication]",)]


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
