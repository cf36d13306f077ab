"""A fresh home, no key, and a mirror of the free sources: entries come, and nothing is asked for twice. And without a
network: every source says in one line that it failed, and the run is over soon.

`TRACKER_TEST_FULL=1` has the whole catalog in the home, otherwise a few families of it.
"""

import os

import pytest

from scrapers.source import load_sources
from tests.worlds.command import (  # noqa: F401
    NOWHERE,
    built_home,
    environment,
    home,
    start,
    tracker,
    tracker_json,
    whole_built_home,
    whole_home,
)
from tests.worlds.mirror import Mirror
from tests.worlds.serving import serving
from tests.worlds.sql import run_sql

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
BREAK = 60 if FULL else 6  # answers after which a run is broken off: no source has all of its own by then
SOURCES = ("recap", "govinfo", "scotus", "congress")
LOCATED = """
select count(distinct docket_id) from locators where kind = 'pacer_case_id' and basis = 'reviewed'
"""
PETITIONS = """
select count(distinct docket_id) from docket_entries join dockets using (docket_id) where court_id = 'scotus'
"""


@pytest.fixture
def fresh(request):
    """A home with the catalog."""
    return request.getfixturevalue("whole_home" if FULL else "home")


def counted(home, sql):
    return run_sql(home / "docket.db", sql)[0][0]


def with_entries(home):
    return counted(
        home,
        "select count(distinct docket_id) from docket_entries join snapshots using (snapshot_id) "
        "where source = 'recap'",
    )


def check_pages(fresh):
    """Entries of the Court's own page, and the opinions that GovInfo lists, stand on the first page."""
    with serving(fresh) as site:
        status, body = site.ask("/")
        of_sources = site.ask("/status")[1].decode()
    shown = body.decode().partition('id="entries"')[2].partition("</section>")[0]
    assert status == 200 and "DISTRIBUTED for Conference of 6/6/2024." in shown
    assert "Opinion: ORDER by Judge Sample granting Motion to Dismiss" in shown and "2024-04-02" in shown
    # The mirror has packages of district courts only: of the Ninth Circuit's dockets none was ever there.
    silent = of_sources.partition('id="never-found"')[2].partition("</section>")[0]
    assert (
        "Court of Appeals for the Ninth Circuit" in silent and "Northern District of California" not in silent
    )
    output = tracker(fresh, "status", code=None).stdout
    assert "  ca9: none of " in output and "  cand: none of " not in output


def test_a_fresh_run_reads_every_docket_that_can_be_found(fresh):
    with Mirror() as mirror:
        tracker(fresh, "run", "--due", *SOURCES, code=None, **mirror.settings())
        assert with_entries(fresh) == counted(fresh, LOCATED) > (40 if FULL else 4)
        opinions = (
            "select count(*) from docket_events join snapshots using (snapshot_id) where source = 'govinfo'"
        )
        assert counted(fresh, opinions) > (100 if FULL else 20)
        assert mirror.asked_twice() == []
        asked = [path for path in mirror.answered if "filename=" in path]
        assert len(asked) > (15 if FULL else 8) and not [
            path for path in mirror.answered if path.startswith("/RSS/")
        ]
        # Every docket of the Court with a number, in both layouts.
        assert counted(fresh, PETITIONS) == len(asked)
        check_pages(fresh)
        # An open docket is most wanted, and so its items come before those of closed ones.
        items = [path for path in mirror.answered if path.startswith("/metadata/gov.uscourts")]
        located = "select value, status from locators join dockets using (docket_id) where basis = 'reviewed'"
        status = dict(run_sql(fresh / "docket.db", located))
        statuses = [status[path.rpartition(".")[2]] for path in items if path.rpartition(".")[2] in status]
        assert statuses == sorted(statuses, key=("open", "unknown", "closed").index)
        count = len(mirror.answered)
        tracker(fresh, "run", "--due", *SOURCES, code=None, **mirror.settings())
        assert len(mirror.answered) == count  # not due
        # Instants are whole seconds. A whole round may fit into one here, and then count as the next, too.
        run_sql(
            fresh / "archive.db",
            "update runs set finished_at = strftime('%Y-%m-%dT%H:%M:%SZ', finished_at, '+1 second')",
        )
        tracker(fresh, "run", *SOURCES, code=None, **mirror.settings())
        again = set(mirror.answered[count:])
        ended = [path for path, each_status in zip(items, statuses, strict=True) if each_status == "closed"]
        assert again and ended and not again & set(ended)  # a closed docket is read once


def test_a_run_whose_network_was_unplugged_goes_on_where_it_was(fresh):
    with Mirror(most=BREAK) as mirror:
        # It is over when every source waits to ask again, not when twenty seconds are.
        limit = {"confined": ("try_again_after", 60)} | mirror.settings()
        tracker(fresh, "run", "--due", "--limit-seconds", "20", *SOURCES, code=None, **limit)
        assert mirror.is_unplugged.is_set() and len(mirror.answered) == BREAK
        mirror.most = None
        # Those whose run was not over; what came through whole is asked anew when somebody says so.
        last = dict(run_sql(fresh / "archive.db", "select source, result from runs order by run_id"))
        left = [name for name in SOURCES if last[name] != "ok"]
        assert {"recap", "govinfo", "scotus"} <= set(left)
        tracker(fresh, "run", *left, code=None, **mirror.settings())
        assert mirror.asked_twice() == []
        assert with_entries(fresh) == counted(fresh, LOCATED)
        assert counted(fresh, PETITIONS) > (15 if FULL else 8)


def test_the_time_limit_says_how_far_it_came(fresh):
    with Mirror(pause=0.2) as mirror:
        done = tracker(
            fresh, "run", "--due", "--limit-seconds", "1", *SOURCES, code=None, **mirror.settings()
        )
        lines = [line for line in done.stdout.splitlines() if "stopped at the time limit after" in line]
        assert lines, done.stdout


# A name that resolves nowhere (RFC 6761), so that no court is asked even where there is a network.
OFFLINE = {name: value.replace("127.0.0.1:9", "offline.invalid") for name, value in NOWHERE.items()}


def test_a_run_without_a_network_is_one_line_a_source_and_a_failure(home):
    done = tracker(home, "run", code=1, **OFFLINE)  # `tracker` waits two minutes at most
    assert "TRACKER_CONTACT is not set" in done.stderr
    lines = [line.partition(":")[0] for line in done.stdout.splitlines()]
    polled = sorted(name for name, source in load_sources().items() if source.NETWORK)
    assert sorted(line for line in lines if line in polled) == polled and len(lines) == len(set(lines))
    # Texts of opinions are fetched where a list named them, and no list was read yet.
    asked = set(polled) - {"opinions"}
    reports = [line for line in done.stdout.splitlines() if line.partition(":")[0] in asked]
    assert [line for line in reports if " failed (" not in line] == []
    assert [
        line
        for line in reports
        if "offline.invalid cannot be found" not in line and "COURTLISTENER_TOKEN" not in line
    ] == []

    states = {source["source"]: source["state"] for source in tracker_json(home, "status", code=1)}
    assert {states[name] for name in asked} == {"failed"}
