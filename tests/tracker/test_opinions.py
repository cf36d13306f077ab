"""Opinions in a home: imported to the right docket, quoted word for word, cited, and gone when they are sealed."""

import json
import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from db import archive
from docket.redact import redact
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.pdf_pages import make_pdf
from tests.worlds.sql import run_sql
from tracker import backup, round as rounds
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
def house(home):
    with open_house(load_settings({"TRACKER_HOME": str(home)})) as opened:
        yield opened


def bring(house, tmp_path, name="zeran.pdf", text=OPINION, answer=UNANSWERED):
    path = tmp_path / name
    path.write_bytes(make_pdf(text))
    (report,) = import_files(house, [path], None, Outcome("import"), answer)
    return report


def ask(house, sql, *values):
    return house.store.db.execute(sql, values).fetchall()


def test_an_opinion_goes_to_its_docket_and_act_and_its_passages_stand_there_redacted(house, tmp_path):
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

    rows = ask(house, "select p.text, o.text from passages p join opinion_paragraphs o using (paragraph_id)")
    assert all(quoted in text for quoted, text in rows)
    assert not any("555-0142" in text for _, text in rows)
    assert all(redact(text) == text for _, text in rows)


UNKNOWN = OPINION.replace("No. 97-1523", "No. 97-9999")
OTHERS = OPINION.replace("KENNETH M. ZERAN", "MARY ROE").replace("AMERICA ONLINE, INCORPORATED", "ACME LLC")
NAMELESS = OPINION[: OPINION.index("KENNETH")] + OPINION[OPINION.index("WILKINSON") :]
OF_THE_MOON = OPINION.replace("UNITED STATES COURT OF APPEALS\nFOR THE FOURTH CIRCUIT", "COURT OF THE MOON")


@pytest.mark.parametrize(
    ("text", "answer", "says"),
    [
        (UNKNOWN, UNANSWERED, "no docket here has this number"),
        (OTHERS, UNANSWERED, "97-1523 is"),
        (
            OTHERS,
            Answer(is_new=True),
            "which docket is it?",
        ),  # the number is a docket's of ours with another name
        (NAMELESS, UNANSWERED, "a number alone"),
        (OF_THE_MOON, UNANSWERED, 'which says "COURT OF THE MOON"; say which with --court'),
        (UNKNOWN, Answer("ca4-1-1"), "no docket here is 'ca4-1-1'"),
        (UNKNOWN, Answer("zeran-v-aol-vaed"), "but vaed-96-cv-01564 is a docket of vaed"),
    ],
)
def test_what_does_not_fit_is_a_question(house, tmp_path, text, answer, says):
    report = bring(house, tmp_path, text=text, answer=answer)
    assert report.result == "refused" and says in report.reason, report
    assert ask(house, "select count(*) from opinions") == [(0,)]


def test_the_operator_says_which_docket_it_is(house, tmp_path):
    ((docket_id, number),) = ask(
        house,
        "select docket_id, docket_number from dockets where short_name like 'Zeran%' and court_id = 'ca4'",
    )
    report = bring(house, tmp_path, text=UNKNOWN, answer=Answer(docket_id))
    assert (report.result, report.docket_numbers) == ("stored", [number])
    assert ask(house, "select docket_id from opinions") == [(docket_id,)]


def test_an_opinion_of_a_docket_that_is_not_here_makes_a_candidate_and_rebuilds(house, tmp_path):
    text = UNKNOWN.replace("KENNETH M. ZERAN", "MARY ROE")
    assert bring(house, tmp_path, text=text, answer=Answer(is_new=True)).result == "stored"
    made = "select docket_number, selection, caption from dockets where docket_id = 'ca4-97-9999'"
    assert ask(house, made) == [("97-9999", "candidate", "MARY ROE v. AMERICA ONLINE, INCORPORATED")]
    before = ask(house, made), ask(house, "select opinion_id from opinions")
    house.rebuild(Outcome("rebuild"))
    assert (ask(house, made), ask(house, "select opinion_id from opinions")) == before


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
    return {row[0] for row in run_sql(house.settings.home / FILE, "select body_hash from texts")}


def test_nothing_is_kept_of_a_file_that_was_refused(house, tmp_path):
    bring(house, tmp_path)
    archived = kept_files(house)
    assert len(archived) == 1
    refused = UNKNOWN.replace("Kenneth Zeran brought", "Jane Roe brought")
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


ORDER = """UNITED STATES DISTRICT COURT
NORTHERN DISTRICT OF CALIFORNIA

JANE ROE,
Plaintiff,
v.
ACME FORUMS, LLC,
Defendant.

Case No. 21-cv-01234-ABC

ORDER GRANTING MOTION TO DISMISS

Jane Roe sues Acme Forums for a post that another member of its forum wrote about her shop.
Because Acme Forums did not write the post, section 230 of the Communications Decency Act bars the claim.
The motion to dismiss is GRANTED.

Dated: March 3, 2022

ANN B. LEE
United States District Judge
"""
HTML = "<html><body><p>{}</p></body></html>".format("</p><p>".join(filter(None, ORDER.splitlines()))).encode()
KEYS = (
    "court_id docket_numbers date_filed caption author precedential disposition pages parts footnotes "
    "passages citations"
).split()


def opinion(folder, name, body):
    """Call the command on a file of that name."""
    path = folder / name
    path.write_bytes(body)
    return CliRunner().invoke(cli, ["opinion", str(path)])


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("order.pdf", make_pdf(ORDER)),
        ("order.txt", ORDER.encode()),
        ("order.html", HTML),
    ],
)
def test_an_order_is_read_whatever_it_is_written_in(tmp_path, name, body):
    done = opinion(tmp_path, name, body)
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert set(KEYS) <= set(answer)
    assert (answer["court_id"], answer["docket_numbers"], answer["date_filed"]) == (
        "cand",
        ["21-cv-01234-ABC"],
        "2022-03-03",
    )
    assert (answer["caption"], answer["author"], answer["disposition"]) == (
        "JANE ROE v. ACME FORUMS, LLC",
        "Ann B. Lee",
        "granted",
    )
    holding = [passage for passage in answer["passages"] if passage["kind"] == "holding"]
    assert [passage["text"] for passage in holding] == [
        "Because Acme Forums did not write the post, section 230 of the Communications Decency Act bars the claim."
    ]


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("broken.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog", "broken"),
        ("cut.pdf", make_pdf(ORDER)[:300], "broken"),
        ("page.pdf", b"<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>", "web page"),
        ("noise.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "its content does not"),
        ("empty.txt", b"", "empty"),
        ("LICENSE", b"Permission is hereby granted, free of charge, to any person.\n" * 9, "no opinion"),
        ("many.jsonl", b'{"text": "<html><p>One.</p>"}\n{"text": "Two."}\n', "many texts in one file"),
        (
            "one.json",
            b'{\n  "case_name": "Roe v. Example",\n  "entries": [{\n"a": 1}]\n}\n',
            "neither a docket nor an opinion",
        ),
    ],
)
def test_what_is_no_opinion_gets_one_line(tmp_path, name, body, says):
    done = opinion(tmp_path, name, body)
    assert (done.exit_code, done.stdout) == (1, "")
    assert says in done.stderr
    assert "Traceback" not in done.output


def test_a_font_that_lies_about_its_letters_does_not_stop_the_reading(tmp_path):
    # A character map that gives every code a control character and a lone surrogate, endlessly nested.
    wild = (
        b"/CIDInit /ProcSet findresource begin 1 begincodespacerange <00> <FF> endcodespacerange 99999 "
        b"beginbfrange <00> <FF> <D800> endbfrange"
    )
    body = make_pdf(ORDER).replace(
        b"/Encoding /WinAnsiEncoding", b"/Encoding /WinAnsiEncoding /ToUnicode 99 0 R"
    )
    body = body.replace(
        b"trailer", b"99 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\ntrailer" % (len(wild), wild)
    )
    done = opinion(tmp_path, "wild.pdf", body)
    assert done.exit_code in (0, 1)
    assert "Traceback" not in done.output
    assert done.stdout or done.stderr


def test_hundreds_of_pages_are_read_in_seconds(tmp_path):
    """Three hundred in ./test --full, else fifty."""
    pages = 300 if os.environ.get("TRACKER_TEST_FULL") else 50
    page = "\n".join(
        f"{line} The court has read the papers and the law and sees no reason to decide otherwise."
        for line in range(45)
    )
    body = make_pdf(ORDER, *[page] * (pages - 1))
    begun = time.process_time()
    done = opinion(tmp_path, "long.pdf", body)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["pages"] == pages
    assert time.process_time() - begun < 60
