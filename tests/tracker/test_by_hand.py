"""Dockets kept by hand: the file, its mistakes, its way into the docket, and the Pierce County trial of
October 2017."""

import csv
import hashlib
import re
import time
import zlib
from datetime import date

import pytest
from hypothesis import given, strategies as st

from docket.issues import ParseError
from docket.records import Docket, DocketEntry, DocketRef, HearingEvent
from docket.snapshot import Form, Snapshot
from docket.vocabulary import HearingAction, HearingKind, Precision
from scrapers.sources import by_hand
from tests.worlds.asking import ask, text_of
from tests.worlds.command import tracker
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.sql import run_sql
from tracker.by_hand import events
from tracker.home import open_house
from tracker.settings import Settings

PIERCE = DocketRef("wasuperct-pierce", "12-2-11362-4")
URL = "https://example.org/register/12-2-11362-4"
HEAD = "court,docket_number,date,text,source_url"
LINE = f"wasuperct-pierce,12-2-11362-4,2017-09-29,Pretrial conference held,{URL}"


def read(text, kind="events"):
    return by_hand.SOURCE.parse(
        Snapshot(
            "by_hand",
            "by_hand:events.csv",
            "2026-03-01T00:00:00Z",
            text.encode(),
            Form.CURATED,
            kind=kind,
        )
    )


def test_a_file_of_another_kind_is_an_issue_and_no_record():
    with pytest.raises(ParseError, match="events.csv: by_hand reads no files of kind 'letters'") as error:
        read(f"{HEAD}\n{LINE}\n", kind="letters")
    assert error.value.code == "unknown-kind"


def hearing_line(**cells):
    line = {
        "court": "wasuperct-pierce",
        "docket_number": "12-2-11362-4",
        "date": "2017-08-14",
        "text": "Trial",
        "source_url": URL,
        "hearing_kind": "trial",
        "hearing_action": "set",
        "hearing_from": "2017-10-09",
    } | cells
    return f"{','.join(line)}\n{','.join(line.values())}\n".encode()


# ---- the file


def test_a_line_is_a_docket_and_an_entry():
    docket, entry = read(f"{HEAD}\n{LINE}\n")
    assert docket == Docket(PIERCE, "12-2-11362-4", source_url=URL, verified=("docket_number", "caption"))
    assert entry == DocketEntry(PIERCE, "Pretrial conference held", date_filed=date(2017, 9, 29))


def test_columns_may_stand_in_any_order_and_captions_come_last_wins():
    text = (
        "text,date,docket_number,court,caption,page\n"
        "Complaint,2012-07-27,No. 12-2-11362-4,wasuperct-pierce,J.S. v. Village Voice,pages/complaint.pdf\n"
        "Answer,2012-09-01,12-2-11362-4,wasuperct-pierce,,pages/answer (1).html\n"
        "Motion,2012-10-01,12-2-11362-4,wasuperct-pierce,J.S. v. Village Voice Media,pages/m.html\n"
    )
    docket, first, *_ = read(text)
    assert docket.caption == "J.S. v. Village Voice Media" and docket.ref == PIERCE
    assert first.documents[0].description == "Saved page: complaint.pdf"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            {},
            (
                "trial-2017-10-09",
                HearingAction.SET,
                Precision.DAY,
                date(2017, 10, 9),
                date(2017, 10, 9),
                None,
            ),
        ),
        (
            {"hearing_time": "09:30"},
            (
                "trial-2017-10-09",
                HearingAction.SET,
                Precision.TIME,
                date(2017, 10, 9),
                date(2017, 10, 9),
                "09:30",
            ),
        ),
        (
            {"hearing_to": "2017-10-13", "hearing": "trial-1"},
            ("trial-1", HearingAction.SET, Precision.WEEK, date(2017, 10, 9), date(2017, 10, 13), None),
        ),
        (
            {"hearing_from": "2017-10-01", "hearing_to": "2017-10-31"},
            (
                "trial-2017-10-01",
                HearingAction.SET,
                Precision.MONTH,
                date(2017, 10, 1),
                date(2017, 10, 31),
                None,
            ),
        ),
        (
            {"hearing_from": "", "hearing": "trial-1", "hearing_action": "vacated"},
            ("trial-1", HearingAction.VACATED, Precision.DAY, None, None, None),
        ),
    ],
)
def test_a_hearing_is_as_exact_as_it_is_known(cells, expected):
    [event] = [thing for thing in read(hearing_line(**cells).decode()) if isinstance(thing, HearingEvent)]
    assert (
        event.hearing_key,
        event.action,
        event.precision,
        event.date_from,
        event.date_to,
        event.time_local,
    ) == expected
    assert event.kind is HearingKind.TRIAL and event.action_date == date(2017, 8, 14)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{HEAD}\n{LINE}\nwasuperct-pierce,12-2,2017-09-29,,{URL}\n", "line 3: nothing in column 'text'"),
        (
            f"{HEAD}\n{LINE}\nwasuperct-pierce,12-2,29.9.2017,x,{URL}\n",
            "line 3: '29.9.2017' is not a day; write it like 2017-09-29",
        ),
        (
            f"{HEAD}\n{LINE}\nwasuperct-perce,12-2,2017-09-29,x,{URL}\n",
            "line 3: unknown court 'wasuperct-perce'",
        ),
        (f"{HEAD}\n{LINE}\nwasuperct-pierce,no number,2017-09-29,x,{URL}\n", "line 3: not a docket number"),
        (
            f"{HEAD}\n{LINE}\nwasuperct-pierce,12-2,2017-09-29,x,\n",
            "line 3: nothing says where this was read; fill source_url or page",
        ),
        (f"{HEAD}\n{LINE}\nwasuperct-pierce,12-2,2017-09-29,x,javascript:alert(1)\n", "is not a web address"),
        (
            f"{HEAD}\n{LINE}\nwasuperct-pierce,12-2,2017-09-29,x, y,{URL}\n",
            "line 3: not as many cells as columns",
        ),
        (f"{HEAD},remark\n{LINE},x\n", "line 1: no column is called 'remark'"),
        (
            "court,docket_number,date,text,page\nwasuperct-pierce,12-2,2017-09-29,x,pages/../archive.db\n",
            "is not a saved page",
        ),
        (
            "court,docket_number,date,text,page\nwasuperct-pierce,12-2,2017-09-29,x,/etc/passwd\n",
            "is not a saved page",
        ),
        (f"{HEAD}\n\udcff".encode("utf-8", "surrogateescape"), "not UTF-8"),
    ],
)
def test_a_mistake_is_named_with_its_line(text, words):
    body = text if isinstance(text, bytes) else text.encode()
    try:
        records, spoilt = by_hand.read_events(body)
    except ParseError as error:
        spoilt = [error]
    else:  # the line is left out, and the one before it is read
        assert ("Pretrial conference held" in str(records)) == (LINE in text)
    assert len(spoilt) == 1 and "events.csv" in str(spoilt[0]) and words in str(spoilt[0])


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"hearing_kind": "party"}, "hearing_kind 'party' is not known; write one of motion_hearing"),
        (
            {"hearing_kind": "unmapped"},
            "hearing_kind 'unmapped' is not known",
        ),  # a word of ours for what we lack
        ({"hearing_action": ""}, "hearing_action None is not known"),
        ({"hearing_time": "9.30 am"}, "is not a clock of 24 hours"),
        ({"hearing_to": "2017-10-13", "hearing_time": "09:30"}, "a week has no hour"),
        ({"hearing_to": "2017-10-01"}, "is after hearing_to"),
        ({"hearing_to": "2018-10-09"}, "more than a month"),
        ({"hearing_from": "", "hearing_to": "2017-10-09"}, "hearing_to without hearing_from"),
        ({"hearing_from": ""}, "which hearing?"),
    ],
)
def test_a_mistake_about_a_hearing_is_named(cells, words):
    _, spoilt = by_hand.read_events(hearing_line(**cells))
    assert str(spoilt[0]).startswith("events.csv, line 2: ") and words in str(spoilt[0])


@given(cells=st.lists(st.text(max_size=12), min_size=5, max_size=5))
def test_no_line_breaks_the_reader(cells):
    try:
        read(HEAD + "\n" + ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n")
    except ParseError as error:
        assert "events.csv" in str(error)


# ---- into the docket


def rows(home, sql, *values):
    return run_sql(home / "docket.db", sql, *values)


def add(home, text, day, *more, court="wasuperct-pierce", number="12-2-11362-4", url=URL, **how):
    where = ("--url", url) if url else ()
    return tracker(home, "add-event", court, number, "--date", day, "--text", text, *where, *more, **how)


def test_the_pierce_county_trial_is_browsable_and_an_added_event_joins_it(home):
    """J.S. v. Village Voice Media: the catalog has the week of the trial and the settlement; an operator
    adds the register."""
    [(docket_id, case_id)] = rows(
        home,
        "select docket_id, case_id from dockets where court_id = 'wasuperct-pierce' and docket_number = '12-2-11362-4'",
    )
    before = rows(
        home,
        "select kind, status, date_from, date_to, precision from hearings where docket_id = ?",
        docket_id,
    )
    assert before == [("trial", "not_held", "2017-10-09", "2017-10-13", "week")]
    done = add(
        home,
        "Pretrial conference held; trial confirmed for the week of October 9",
        "2017-09-15",
        "--hearing",
        "trial-1",
        "--hearing-kind",
        "trial",
        "--hearing-from",
        "2017-10-09",
        "--hearing-to",
        "2017-10-13",
        "--by",
        "A. Editor",
    )
    assert done.stdout == f"events.csv, line 2: docket {docket_id}, case {case_id}\n"
    add(home, "Order of dismissal on settlement", "2017-10-20")
    assert rows(
        home,
        "select count(*) from dockets where court_id = 'wasuperct-pierce' and docket_number = '12-2-11362-4'",
    ) == [(1,)]
    assert rows(
        home, "select date_filed, text from docket_entries where docket_id = ? order by 1", docket_id
    ) == [
        ("2017-09-15", "Pretrial conference held; trial confirmed for the week of October 9"),
        ("2017-10-20", "Order of dismissal on settlement"),
    ]
    trials = rows(
        home,
        "select hearing_id, status, date_from, date_to from hearings where docket_id = ? and kind = 'trial'",
        docket_id,
    )
    assert trials == [(f"{docket_id}.trial-1", "not_held", "2017-10-09", "2017-10-13")]
    acts = rows(
        home, "select action, action_date from hearing_events where hearing_id = ? order by 2", trials[0][0]
    )
    assert ("set", "2017-09-15") in acts and ("not_held", "2017-10-03") in acts
    assert (
        rows(home, "select selection, caption from dockets where docket_id = ?", docket_id)[0][0] == "catalog"
    )
    page = ask(home / "docket.db", f"/case/{case_id}")
    assert page.status_code == 200
    words = text_of(page.text)
    assert (
        "Order of dismissal on settlement" in words
        and "Village Voice" in words
        and "the week of Oct. 9, 2017" in words
    )
    assert rows(
        home,
        "select distinct snapshots.source from docket_entries join snapshots using (snapshot_id) where docket_id = ?",
        docket_id,
    ) == [("by_hand",)]


def test_a_new_docket_needs_a_caption_is_imported_and_survives_a_rebuild(home):
    new = {"court": "calctapp", "number": "B123456"}
    output = add(home, "COMPLAINT", "2025-02-03", code=2, **new).stderr
    assert "no docket B123456 of calctapp is here yet" in output and "--caption" in output
    assert not (home / "events.csv").exists()
    add(home, "COMPLAINT", "2025-02-03", "--caption", "Doe v. Beispiel LLC", **new)
    add(home, "ANSWER: call the clerk at 253-555-0142", "2025-02-04", **new)
    made = "select docket_id, caption, selection, coverage from dockets where court_id = 'calctapp'"
    [(docket_id, *header)] = rows(home, made + " and docket_number = 'B123456'")
    assert header == ["Doe v. Beispiel LLC", "imported", "curated"]
    kept = "select * from docket_entries where docket_id = ? order by entry_id"
    entries = rows(home, kept, docket_id)
    assert "0142" not in str(entries) and "[telephone removed]" in str(entries)
    tracker(home, "rebuild")
    assert rows(home, kept, docket_id) == entries


def test_a_line_taken_out_is_an_entry_taken_back_and_a_lost_file_comes_back(home):
    add(home, "One", "2017-09-15")
    add(home, "Two", "2017-09-16")
    assert "line 2: says the same already" in add(home, "One", "2017-09-15", code=1).stderr
    path = home / "events.csv"
    path.unlink()
    assert (
        "by_hand: 1 looked at, 0 new" in tracker(home, "run", "by_hand").stdout and "Two" in path.read_text()
    )
    path.write_text("\n".join(line for line in path.read_text().splitlines() if "Two" not in line) + "\n")
    time.sleep(
        1.01 - time.time() % 1
    )  # what was read last counts, by the second: nobody edits it twice in one
    tracker(home, "run", "by_hand")
    assert rows(home, "select text from docket_entries where docket_id like 'wasuperct-pierce%'") == [
        ("One",)
    ]


def test_a_saved_page_is_archived_without_the_credentials_of_whoever_saved_it(home, tmp_path):
    page = tmp_path / "my page.html"
    page.write_bytes(b'<html><input type="hidden" name="CSRF" value="csrf_-1740992286">Register</html>')
    add(home, "Trial continued", "2017-10-02", "--page", page, url=None)
    [(name,)] = {(row["page"],) for row in csv.DictReader((home / "events.csv").open())}
    assert (
        name == f"pages/{hashlib.sha256(page.read_bytes()).hexdigest()[:12]}-my-page.html"
        and (home / name).read_bytes() == page.read_bytes()
    )
    [(kind, raw_hash, body)] = run_sql(
        home / "archive.db", "select kind, raw_hash, body from snapshots where url = ?", f"by_hand:{name}"
    )
    assert kind == "page" and raw_hash == hashlib.sha256(page.read_bytes()).hexdigest()
    assert b"csrf_-1740992286" not in zlib.decompress(body) and b"Register" in zlib.decompress(body)
    (home / name).unlink()  # archived: it need not stay
    assert "0 new" in tracker(home, "run", "by_hand").stdout


@pytest.mark.parametrize("left", ["", " \n\n", "\ufeff\r\n"])
def test_a_file_of_blanks_gets_its_first_line(home, left):
    settings = Settings(home, None, {}, None, None)
    settings.events_path.write_text(left)
    with open_house(settings) as house:
        assert events.add_event(house, dict(zip(HEAD.split(","), LINE.split(","), strict=True))) == 2
    assert [row["text"] for row in csv.DictReader(settings.events_path.open())] == [
        "Pretrial conference held"
    ]


def test_a_spreadsheet_s_file_is_read_and_a_wrong_line_stops_that_line_only(home):
    path = home / "events.csv"
    path.write_bytes(b"\xef\xbb\xbf" + f"{HEAD}\r\n{LINE}\r\n".encode())
    assert "by_hand: 1 looked at, 1 new" in tracker(home, "run", "by_hand").stdout
    count = "select count(*) from docket_entries where docket_id like 'wasuperct-pierce%'"
    later = LINE.replace("Pretrial conference held", "A later line")
    path.write_text(f"{HEAD},noted_at\n{LINE},\nwasuperct-pierce,,2017-09-29,x,{URL},\n{later},\n")
    done = tracker(home, "run", "by_hand", code=1)
    assert "events.csv, line 3: nothing in column 'docket_number'" in done.stdout
    assert rows(home, count) == [(2,)]
    assert rows(home, "select value, place from issues where code = 'wrong-line'") == [
        ("line 3", "events.csv")
    ]
    add(home, "One more", "2017-09-16")
    assert rows(home, count) == [(3,)], "a line is added beside a wrong one"
    path.write_text(f"{HEAD},remark\n{LINE},x\n")  # no line can be read: what was read before stays
    assert "no column is called 'remark'" in tracker(home, "run", "by_hand", code=1).stdout
    assert rows(home, count) == [(3,)]


def test_a_docket_kept_by_hand_reads_never_reviewed_in_one_voice(home):
    add(home, "One", "2017-09-15", "--caption", "Roe v. Example", number="99-2-00001-1")
    docket_id = "wasuperct-pierce-99-2-00001-1"

    paths = (f"/case/{docket_id}", f"/fact/dockets/{docket_id}/caption", f"/embed/case/{docket_id}")
    for answer in ask(home / "docket.db", *paths, archive_path=home / "archive.db"):
        words = re.sub(r"<[^>]*>", " ", answer.text).lower()
        assert answer.status_code == 200 and "never reviewed" in words, answer.url
        assert not re.search(r"(?<!never )reviewed (?:by a person|facts|on|[a-z]+\.? \d)", words), answer.url


def test_a_page_that_is_not_there_is_named(home):
    (home / "events.csv").write_text(
        "court,docket_number,date,text,page\nwasuperct-pierce,12-2-11362-4,2017-09-29,x,pages/lost.html\n"
    )
    assert "pages/lost.html, which is not there" in tracker(home, "run", "by_hand", code=1).stdout
