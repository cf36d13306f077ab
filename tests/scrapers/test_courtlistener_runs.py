"""CourtListener through the one path: runs, their outcome and status, what becomes of the docket, the plan of
the next run."""

import os
from contextlib import ExitStack
from dataclasses import replace

import pytest

from db import ledger
from docket.times import parse_instant
from scrapers.courtlistener.steps import Plan, Purpose, Step
from scrapers.source import WatchList
from scrapers.sources import courtlistener
from tests.scrapers.test_faults import check
from tests.worlds import courtlistener_rows as cl, faults
from tests.worlds.courtlistener_server import FREE, TOKEN
from tests.worlds.courtlistener_worlds import (
    APPEAL,
    ID,
    furnish,
    ordinary,
    reading,
    server,
    settings_for,
    watched,
)
from tests.worlds.fault_targets import COURTLISTENER
from tests.worlds.invented import invented
from tests.worlds.loopback import Page
from tests.worlds.taking_turns import take_turn
from tracker import doctor, planning, status
from tracker.home import open_house

HOUR = 3600


@pytest.fixture
def site():
    with server() as site:
        ordinary(site)
        yield site


def planned(*steps):
    """The source, asked for these steps and no others."""
    watch = WatchList(plan=Plan(steps, (), (), 100, 0))
    return invented("courtlistener", fetch=lambda http, _: courtlistener.SOURCE.fetch(http, watch))


def status_of(house):
    return next(told for told in status.read_status(house.settings) if told.source == "courtlistener")


@pytest.fixture
def run(tmp_path):
    """Run the source in a home of the test's own, on the server's clock.

    Returns the outcome, the entries that are there, and what gives the status: most of sixty runs have no need of it.
    """
    opened = ExitStack()
    houses = []  # one, kept open from run to run as the daemon keeps it

    def run_once(site, *steps, token=TOKEN):
        if not houses:
            settings = settings_for(site, tmp_path / "home", token)
            houses.append(opened.enter_context(open_house(settings, site.clock)))
        (house,) = houses
        furnish(house, site, token)
        return (
            take_turn(house, planned(*steps) if steps else courtlistener.SOURCE),
            [dict(row) for row in house.store.db.query("select * from docket_entries order by position")],
            lambda: status_of(house),
        )

    with opened:
        yield run_once


def hourly(run, site, times, hours=1):
    """Run so often, an hour or some apart; return the entries that are there then."""
    for _ in range(times):
        outcome, entries, _ = run(site)
        assert outcome.errors == []
        site.clock.sleep(hours * HOUR)
    return entries


def test_the_plan_finds_looks_up_and_reads_a_docket_and_then_leaves_it_alone(run, site):
    site.limits = FREE
    entries = hourly(run, site, 3)
    assert [entry["entry_number"] for entry in entries] == ["31", None, "45", "46"]
    _, _, look = run(site)
    assert site.refused == 0 and look().state != "failed"  # "late" by the machine's own clock
    asked = len(site.paths())
    site.clock.sleep(HOUR)
    run(site)  # all is settled but the past, which discovery has what is left of the hour for
    assert [
        path for path in site.paths()[asked:] if "filed_before" not in path and "citation=" not in path
    ] == []


def test_a_day_later_its_news_are_looked_at_again(run, site):
    site.limits = FREE
    hourly(run, site, 3)
    site.add("docket-entries", cl.entry(50, ID, 47, "ORDER setting trial for 3/1/2027.", "2026-11-25"))
    site.clock.sleep(22 * HOUR)
    asked = len(site.paths())
    entries = hourly(run, site, 1)
    assert "ORDER setting trial for 3/1/2027." in [entry["text"] for entry in entries]
    assert any("type=rd" in path and f"{ID}+OR+{APPEAL}" in path for path in site.paths()[asked:])


def test_unchanged_changed_and_removed(run, site):
    first, _, _ = run(site, reading())
    again, _, _ = run(site, reading())
    assert (first.stored, again.stored) == (2, 0)  # the limits, too, are news once
    site.rows["docket-entries"][1]["description"] = "ORDER denying 31 Motion to Dismiss."
    del site.rows["docket-entries"][2]
    site.clock.sleep(60)
    site.rows["dockets"][0]["date_modified"] = "2026-11-24T04:00:30-08:00"
    changed, entries, _ = run(site, reading())
    assert changed.stored == 1
    by_number = {entry["entry_number"]: entry for entry in entries}
    assert (
        by_number["45"]["text"] == "ORDER denying 31 Motion to Dismiss."
        and by_number["45"]["version_count"] == 2
    )
    assert [entry["is_gone"] for entry in entries] == [
        0,
        1,
        0,
        0,
    ]  # the minute entry left a complete register


def test_what_came_before_a_failure_is_kept(run, site):
    site.faults.append((f"dockets/{APPEAL}/", Page(status=500)))
    outcome, entries, look = run(site, reading(), reading(APPEAL))
    assert (
        outcome.failed == 1
        and len(entries) == 4
        and look().state == "failed"
        and "answered 500" in look().message
    )


def test_without_a_token_the_run_fails_and_says_so(run, site):
    outcome, _, look = run(site, token=None)
    assert "COURTLISTENER_TOKEN is not set" in outcome.errors[0] and look().state == "failed"
    assert {path.split("/")[4] for path in site.paths()} <= {"search"}


def test_a_wrong_token_is_said_to_be_one(tmp_path, site):
    settings = settings_for(site, tmp_path / "home", "0" * 40)
    with open_house(settings, site.clock) as house:
        furnish(house, site, "0" * 40)
        assert "does not take the token" in take_turn(house, courtlistener.SOURCE).errors[0]
    [wrong] = [f for f in doctor.examine(settings, site.clock()) if (f.name, f.state) == ("token", "wrong")]
    assert "0000" not in wrong.message


def test_the_status_says_when_all_was_good_and_when_anything_was(run, site):
    run(site, reading())
    site.clock.sleep(HOUR)
    site.faults.append((f"dockets/{APPEAL}/", Page(status=500)))
    _, _, look = run(site, reading(), reading(APPEAL))
    assert look().last_good < look().last_answer


@pytest.mark.parametrize(
    "fault",
    [fault for fault in faults.faults(COURTLISTENER) if fault.robots is None],
    ids=lambda fault: fault.name,
)
def test_fault(fault, tmp_path):
    """The house's table of faults, each in the place of a docket's header; our limits are answered before it."""
    with server() as site:
        site.faults.append((COURTLISTENER.path, fault.page))
        ordinary(site)
        with open_house(settings_for(site, tmp_path / "home")) as house:  # `status` has the machine's clock
            furnish(house, site, limits=faults.LIMITS)
            outcome = take_turn(house, planned(reading()))
            held = ledger.Ledger(house.archive).held_until(site.host)
            looks = [
                each for each in ledger.last_checks(house.archive) if each["url"].endswith(COURTLISTENER.path)
            ]
            told = status_of(house)
        requests = sum(path == COURTLISTENER.path for path in site.paths())
    if fault.name == "404":  # a docket that is there no more is no fault of the register's
        assert (outcome.errors, told.state, told.issues, requests) == ([], "ok", 1, 1)
        return
    # On the world's own clock, which moves by a second where we pause.
    left = (parse_instant(held) - site.clock()).total_seconds() if held else None
    check(fault, faults.Played(outcome, told, looks[0] if looks else {}, left, requests))


def test_the_looks_are_read_from_the_addresses_asked(tmp_path):
    with server() as site, open_house(settings_for(site, tmp_path / "home"), site.clock) as house:
        base = f"{site.url}/api/rest/v4"
        for url, result in (
            (f"{base}/dockets/5/", "unchanged"),
            (f"{base}/dockets/6/#partial", "changed"),
            (f"{base}/dockets/7/", "failed"),
            (f"{base}/dockets/?court=cand&docket_number_core=2401234", "changed"),
            (f"{base}/search/?q=docket_id%3A%285+OR+6%29&type=rd&order_by=x", "changed"),
            (f"{base}/search/?q=docket_id%3A%286%29&type=rd&order_by=x#partial", "changed"),
            (f"{base}/search/?q=docket_id%3A%286%29&type=oa&order_by=x", "changed"),
            (f"{base}/search/?type=o&citation=%22129+F.3d+327%22", "changed"),
            (f"{base}/search/?q=x&type=r#statute-filings", "unchanged"),
            (f"{base}/dockets/8/#long", "changed"),
            (
                f"{base}/docket-entries/?docket=8&order_by=-id&entry_number__gte=301&entry_number__lte=600",
                "changed",
            ),
            (f"{base}/opinions/107/", "changed"),
            (f"{base}/fjc-integrated-database/?title=47", "changed"),
        ):
            ledger.add_check(house.archive, "courtlistener", url, result, "2026-11-24T12:00:00Z")
        assert set(planning.last_looks(house.archive)) == {
            (Purpose.READING, 5),
            ("tried", 5),
            ("tried", 6),
            ("tried", 7),
            ("tried", 8),
            (Purpose.READING, 8),
            ("long", 8),
            (Purpose.SLICE, (8, 301)),
            (Purpose.LOOKUP, ("cand", "2401234")),
            (Purpose.NEWS, 5),
            (Purpose.NEWS, 6),
            (Purpose.ARGUMENTS, 6),
            (Purpose.PRECEDENT, "129 F.3d 327"),
            (Purpose.DISCOVERY, "statute-filings"),
            (Purpose.OPINION, 107),
            (Purpose.COUNT, None),
        }


def test_a_complaint_uploaded_weeks_after_it_was_filed_is_found(run, site):
    """Its day of filing is out of the window of the searches for news."""
    site.limits = FREE
    hourly(run, site, 5)
    late = cl.paper(7700, 77, 1, plain_text="COMPLAINT. Immunity under 47 U.S.C. § 230 is no bar.")
    site.add("dockets", cl.docket(77, docket_number="5:26-cv-00777", date_filed="2026-11-01"))
    site.clock.sleep(18 * 24 * HOUR)
    site.add("docket-entries", cl.entry(770, 77, 1, "COMPLAINT", "2026-11-01", [late]))
    hourly(run, site, 3, hours=24)
    asked = [path for path in site.paths() if "entry_date_filed_before" in path]
    assert asked and any("/dockets/77/" in path for path in site.paths())


def test_an_id_that_was_merged_away_costs_a_request_a_month_and_its_docket_is_read(run, site):
    """The living id is read in the same run; the dead one is in no later search."""
    site.limits = FREE
    hourly(run, site, 2)
    site.add("dockets", cl.docket(1, pacer_case_id="423456"))
    site.add("docket-entries", cl.entry(11, 1, 31, "MOTION to Dismiss under Section 230", "2024-05-01"))
    run(site, Step(Purpose.REREADING, "a second row", 8, (replace(watched(), source_ids=(1, ID)),)))
    for name in ("dockets", "docket-entries"):
        del site.rows[name][-1]
    site.clock.sleep(91 * 24 * HOUR)
    asked = len(site.paths())
    entries = hourly(run, site, 8, hours=6)
    since = site.paths()[asked:]
    for source_id in (1, ID):
        assert sum(f"/dockets/{source_id}/" in path for path in since) == 1
    assert not any("%281+OR" in path for path in since[-20:])
    assert [entry["is_gone"] for entry in entries] == [0] * 4


def test_a_docket_whose_only_id_ended_is_looked_up_anew(run, site):
    site.limits = FREE
    hourly(run, site, 3)
    for row in site.rows["dockets"]:
        if row["id"] == ID:
            row |= {"id": 2, "resource_uri": f"{cl.API}dockets/2/"}
    for row in site.rows["docket-entries"]:
        row["docket"] = row["docket"].replace(f"/{ID}/", "/2/")
    site.clock.sleep(91 * 24 * HOUR)
    asked = len(site.paths())
    hourly(run, site, 5)
    read = [path.partition("?")[0] for path in site.paths()[asked:] if "/dockets/" in path]
    assert read.count(f"/api/rest/v4/dockets/{ID}/") == 1 and "/api/rest/v4/dockets/2/" in read


def test_a_long_register_is_completed_over_the_next_runs(run, site):
    """Seven hundred lines in ./test --full."""
    lines, hours = (700, 60) if os.environ.get("TRACKER_TEST_FULL") else (300, 8)
    site.limits = FREE
    site.rows["docket-entries"] += [
        cl.entry(1000 + n, ID, 100 + n, f"NOTICE {n} under Section 230", "2025-01-01") for n in range(lines)
    ]
    entries = hourly(run, site, hours)
    assert site.refused == 0
    assert {int(e["entry_number"]) for e in entries if e["entry_number"]} == {
        31,
        45,
        46,
        *range(100, 100 + lines),
    }


def test_a_failure_of_a_search_is_told_under_its_own_name(run, site):
    site.faults.append(("search/", Page(b'{"detail": "The query contains unbalanced quotes."}', 400)))
    outcome, _, look = run(site)
    assert (
        outcome.failed
        and all("answered 400" in error for error in outcome.errors)
        and look().state == "failed"
    )
