"""`locate`: our dockets in a bulk file and in addresses, resumable, and nothing believed that does not agree."""

import bz2
import random
import sqlite3
from datetime import date
from unittest.mock import Mock

import pytest

from docket.issues import ParseError
from docket.records import CONFIRMING, DocketRef, Locator
from scrapers.http.get import Http
from scrapers.source import FetchError
from scrapers.sources import locate as source
from tests.worlds.command import built_home, home, tracker, tracker_json, whole_built_home, whole_home  # noqa: F401
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server
from tests.worlds.sql import run_sql
from tracker.locate import bulk, download
from tracker.locate.addresses import read_addresses
from tracker.locate.bulk import read_bulk_dockets, read_pieces
from tracker.locate.download import download_newest, newest_names
from tracker.locate.wanted import Find, Wanted, WantedList, make_snapshot

HEADER = "id,date_created,case_name,slug,docket_number,pacer_case_id,blocked,court_id"
NOW = "2026-03-10T12:00:00Z"
SUIT = Wanted("cand-3-22-cv-01234", DocketRef("cand", "3:22-cv-01234"), ("Roe v. Beispiel Forums LLC",))
NO_OFFICE = Wanted("nysd-21-cv-00007", DocketRef("nysd", "21-cv-00007"), ("Doe v. Muster, Inc.",))
APPEAL = Wanted("ca9-22-15001", DocketRef("ca9", "22-15001"), ("Roe v. Beispiel Forums LLC",))


def wanted_of(*dockets):
    wanted = WantedList()
    for docket in dockets:
        wanted.add(docket)
    return wanted


def quoted(value):
    return "" if value is None else '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def row(
    number,
    court="cand",
    docket_number="3:22-cv-01234-WHO",
    case_id="777",
    caption="Roe v. Beispiel Forums LLC",
    **more,
):
    cells = {
        "id": number,
        "date_created": "2020-01-01 00:00:00+00",
        "case_name": caption,
        "slug": "roe-v-beispiel",
        "docket_number": docket_number,
        "pacer_case_id": case_id,
        "blocked": "f",
        "court_id": court,
    } | more
    return ",".join(quoted(cells[name]) for name in HEADER.split(","))


def filling(count, seed=1):
    rng = random.Random(seed)
    return [
        row(n, rng.choice(["cand", "nysd", "txsd"]), f"1:1{n % 10}-cr-{rng.randrange(5000, 99999):05}", str(n),
            f'X{rng.getrandbits(64):x} v. "Y"\nand \\ Z {rng.getrandbits(64):x}')
        for n in range(10_000, 10_000 + count)
    ]  # fmt: skip


def write(folder, lines, level=1, name="dockets-2026-03-31.csv.bz2"):
    path = folder / name
    body = "\n".join([HEADER, *lines, ""]).encode()
    path.write_bytes(bz2.compress(body, level) if name.endswith(".bz2") else body)
    return path


def values(finds, basis=None):
    return {(f.ref.court_id, f.kind, f.value) for f in finds if basis in (None, f.basis)}


# ---- the file in pieces


@pytest.mark.parametrize("streams", [1, 3])
def test_a_packed_file_can_be_begun_at_any_byte(tmp_path, monkeypatch, streams):
    monkeypatch.setattr(bulk, "_PIECE", 100_000)
    rng = random.Random(3)
    body = b" ".join(b"%x" % rng.getrandbits(40) for _ in range(60_000))
    size = len(body) // streams + 1
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    path = tmp_path / "x.bz2"
    path.write_bytes(b"".join(bz2.compress(part, 1) for part in parts))
    pieces = [piece for piece, _ in read_pieces(path, 0)]
    assert len(pieces) > 5 and b"".join(pieces) == body
    for at in (1, len(pieces[0]), len(body) - 1, len(body)):
        assert b"".join(piece for piece, _ in read_pieces(path, at)) == body[at:]


@pytest.mark.parametrize(
    "damage", [lambda b: b[: len(b) // 2], lambda b: b"PK" + b[2:], lambda b: b[:60] + bytes(9) + b[69:]]
)
def test_a_damaged_file_is_said_to_be_one(tmp_path, damage):
    path = write(tmp_path, filling(3000))
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ParseError, match=path.name):
        read_bulk_dockets(path, wanted_of(SUIT), tmp_path)


# ---- what is found


@pytest.mark.parametrize("name", ["dockets-2026-03-31.csv.bz2", "dockets.csv"])
def test_our_docket_is_found_among_strangers(tmp_path, name):
    lines = filling(4000)
    lines[1700:1700] = [
        row(1),
        row(2, court="txsd", case_id="1"),  # another court
        row(3, docket_number="5:22-cv-01234", case_id="2"),  # another office
        row(4, docket_number="3:22-cv-01235", case_id="3"),  # another number
        row(5, caption="Nobody v. Somebody", case_id="4"),  # the number under another caption
        row(6, case_id="5", blocked="t"),
    ]
    located, rows = read_bulk_dockets(write(tmp_path, lines, name=name), wanted_of(SUIT, APPEAL), tmp_path)
    assert rows == 4006
    assert values(located, "number_and_caption") == {
        ("cand", "pacer_case_id", "777"),
        ("cand", "courtlistener_docket_id", "1"),
    }
    assert values(located, "number") == {
        ("cand", "pacer_case_id", "4"),
        ("cand", "courtlistener_docket_id", "5"),
    }


def test_two_dockets_that_agree_are_two_hints_and_one_told_twice_is_one(tmp_path):
    both = [
        row(1, "nysd", "1:21-cv-00007", "11", "Doe v. Muster Inc"),
        row(2, "nysd", "7:21-cv-00007", "12", "Doe v. Muster Inc"),
    ]
    result, _ = read_bulk_dockets(write(tmp_path, both), wanted_of(NO_OFFICE), tmp_path / "a")
    assert {find.basis for find in result} == {"number"}
    twice = [both[0], row(2, "nysd", "1:21-cv-00007", "11", "Doe v. Muster Inc")]
    result, _ = read_bulk_dockets(write(tmp_path, twice), wanted_of(NO_OFFICE), tmp_path / "b")
    assert {find.basis for find in result} == {"number_and_caption"} and len(values(result)) == 3


@pytest.mark.parametrize(
    ("lines", "words"),
    [(['"1","2"'], "2 cells of 8"), ([row(1)[:-1]], "after row"), (["not a row"], "cells of 8")],
)
def test_rows_of_another_form_are_refused(tmp_path, lines, words):
    with pytest.raises(ParseError, match=words):
        read_bulk_dockets(write(tmp_path, lines), wanted_of(SUIT), tmp_path)


# ---- broken off and begun again


def test_a_reading_that_was_broken_off_goes_on_and_finds_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "_SAVE_SECONDS", 0)
    monkeypatch.setattr(bulk, "_PIECE", 100_000)
    lines = filling(9000)
    lines[100:100] = [row(1)]
    lines[8800:8800] = [row(2, "nysd", "1:21-cv-00007", "11", "Doe v. Muster Inc")]
    path, ours = write(tmp_path, lines), wanted_of(SUIT, NO_OFFICE)
    reads = Mock(wraps=bulk._read_rows)
    monkeypatch.setattr(bulk, "_read_rows", reads)
    whole = read_bulk_dockets(path, ours, tmp_path / "whole")
    most_reads = reads.call_count
    assert len(whole[0]) == 4
    for most in (2, 5, 9):
        folder = tmp_path / str(most)
        bar = Mock(**{"update.side_effect": [*[None] * (most - 1), KeyboardInterrupt]})
        with pytest.raises(KeyboardInterrupt):
            read_bulk_dockets(path, ours, folder, bar)
        reads.reset_mock()
        assert read_bulk_dockets(path, ours, folder) == whole and reads.call_count < most_reads
    # With other dockets of ours what was read says nothing.
    reads.reset_mock()
    assert read_bulk_dockets(path, wanted_of(SUIT, NO_OFFICE, APPEAL), tmp_path / "2")[1] == whole[1]
    assert reads.call_count == most_reads


def ranges(body, etag='"a"', most=None):
    """A server that gives parts, and hangs up after so many."""
    given = []

    def answer(handler):
        if most is not None and len(given) >= most:
            handler.connection.close()
            return
        first, last = map(int, handler.headers["Range"].removeprefix("bytes=").split("-"))
        given.append(first)
        if handler.headers.get("If-Range") not in (None, etag):
            first, last, status, part = 0, 0, 200, b"new"
        else:
            part, status = body[first : last + 1], 206
        handler.send_response(status)
        if status == 206:
            handler.send_header("Content-Range", f"bytes {first}-{first + len(part) - 1}/{len(body)}")
        handler.send_header("ETag", etag)
        handler.send_header("Content-Length", str(len(part)))
        handler.end_headers()
        handler.wfile.write(part)

    return answer, given


def test_the_newest_files_are_those_of_the_last_two_quarters():
    assert newest_names(date(2026, 11, 27)) == ["dockets-2026-09-30.csv.bz2", "dockets-2026-06-30.csv.bz2"]
    assert newest_names(date(2026, 3, 31)) == ["dockets-2026-03-31.csv.bz2", "dockets-2025-12-31.csv.bz2"]


def test_a_transfer_that_was_cut_off_goes_on_where_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(download, "_RANGE", 1000)
    body, day = random.Random(5).randbytes(4321), date(2026, 11, 27)
    path = "/dockets-2026-06-30.csv.bz2"  # that of September is not there yet

    def get(answer):
        with Server({path: answer}) as server:
            clock = Clock()
            http = Http(
                MemoryLedger(), addresses={"COURTLISTENER_BULK": server.url}, clock=clock, sleep=clock.sleep
            )
            return download_newest(http, tmp_path, day)

    answer, given = ranges(body, most=2)
    with pytest.raises(FetchError):
        get(answer)
    assert given == [0, 1000] and not (tmp_path / path[1:]).exists()
    answer, given = ranges(body)
    assert get(answer).read_bytes() == body and given == [2000, 3000, 4000]
    (tmp_path / path[1:]).unlink()
    with pytest.raises(FetchError):
        get(ranges(body, most=2)[0])
    other = body[::-1] + b"more"  # made anew meanwhile
    assert get(ranges(other, etag='"b"')[0]).read_bytes() == other
    answer, given = ranges(other)
    assert get(answer).read_bytes() == other and given == []  # it is here


def test_a_server_without_parts_is_told_so(tmp_path):
    with Server({"/x": Page(b"whole")}) as server:
        http = Http(MemoryLedger(), addresses={"COURTLISTENER_BULK": server.url}, clock=Clock())
        with pytest.raises(FetchError, match="not a part of the file"):
            http.get_range(f"{server.url}/x", 0, 10)


# ---- addresses


JUSTIA = "https://law.justia.com/cases/federal/district-courts/california/candce"
CL = "https://www.courtlistener.com"
RECAP = "https://storage.courtlistener.com/recap"
ADDRESSES = [
    (f"{JUSTIA}/3:2022cv01234/400001/5/", "pacer_case_id", "400001", "number"),
    (f"{JUSTIA}/3:2022cv01235/400002/5/", None, None, None),
    (f"{CL}/docket/67000001/roe-v-beispiel-forums-llc/", "courtlistener_docket_id", "67000001", "address"),
    (f"{CL}/docket/67000001/12/1/roe-v-beispiel/", "courtlistener_docket_id", "67000001", "address"),
    (f"{CL}/docket/67000002/nobody-v-somebody/", None, None, None),
    (
        f"{RECAP}/gov.uscourts.cand.400003/gov.uscourts.cand.400003.1.0.pdf",
        "pacer_case_id",
        "400003",
        "address",
    ),
    ("https://archive.org/details/gov.uscourts.nysd.400004", None, None, None),
    ("https://ecf.cand.uscourts.gov/cgi-bin/DktRpt.pl?400005", "pacer_case_id", "400005", "address"),
    (f"{CL}/opinion/1/roe-v-beispiel/", None, None, None),
]


@pytest.mark.parametrize(("address", "kind", "value", "basis"), ADDRESSES)
def test_a_number_in_an_address_is_a_hint(address, kind, value, basis):
    conn = sqlite3.connect(":memory:")
    conn.execute("create table dockets (docket_id, primary_url, source_url)")
    conn.execute("insert into dockets values (?, null, ?)", (SUIT.docket_id, address))
    finds = read_addresses(conn, wanted_of(SUIT))
    assert finds == ([Find(SUIT.ref, kind, value, basis, None, address)] if kind else [])
    assert not any(find.basis in CONFIRMING for find in finds)


# ---- the whole of it


def test_finds_are_archived_and_read_back():
    finds = [Find(SUIT.ref, "pacer_case_id", "777", "number", "Nobody v. Somebody", "https://example.org/")]
    snapshot = make_snapshot([*finds, *finds], "bulk", "2026-03-31", NOW)
    assert list(source.SOURCE.parse(snapshot)) == [
        Locator(SUIT.ref, "pacer_case_id", "777", "https://example.org/", "number", "Nobody v. Somebody")
    ]
    for bad in (
        b"{}\n",
        b"[]\n",
        b'{"court_id": "cand", "docket_number": "x"}\n',
        snapshot.body.replace(b"777", b"x"),
    ):
        with pytest.raises(ParseError, match="line 1"):
            list(source.SOURCE.parse(source.describe(bad, "bulk", None, NOW)))


def test_the_command_finds_a_docket_of_the_catalog_and_says_what_is_a_hint(whole_home, tmp_path):
    [(court, number, caption, docket_id)] = run_sql(
        whole_home / "docket.db",
        "select court_id, docket_number, caption, docket_id from dockets join courts using (court_id) "
        "where system = 'district' and docket_number like '_:%' and docket_id not in "
        "(select docket_id from locators) and pacer_case_id is null order by docket_id limit 1",
    )
    path = write(
        tmp_path,
        [
            row(1, court, number, "555001", caption),
            row(2, court, number, "555002", "Nobody v. Somebody"),
            *filling(50),
        ],
    )
    report = tracker_json(whole_home, "locate", path)
    assert (report["rows_read"], report["found"], report["errors"]) == (52, 153, [])
    located = set(
        run_sql(
            whole_home / "docket.db",
            "select value, basis, is_confirmed from locators join snapshots using (snapshot_id) "
            "where docket_id = ? and locators.kind = 'pacer_case_id' and url = 'locate:bulk'",
            docket_id,
        )
    )
    assert located == {("555001", "number_and_caption", 1), ("555002", "number", 0)}
    federal = {name: report[name] for name in ("federal", "pacer_ids", "courtlistener_ids")}
    assert 0 < federal["courtlistener_ids"] < federal["pacer_ids"] == 153 < federal["federal"]
    report = tracker(whole_home, "locate", path).stdout  # again: the same, and nothing is doubled
    assert "52 dockets of the file read" in report and "153 of" in report
    assert f"Of {federal['federal']} federal dockets 153 have a PACER case id" in report
    assert "The Archive was not asked" in report
