"""Every fault of the table, played to the sources: the run's outcome, the look in the ledger, and `status`.

`./test --full` plays every fault to every source.
"""

import os

import pytest

from docket.issues import ParseError
from docket.snapshot import Form, Snapshot
from scrapers.source import load_sources
from tests.worlds.fault_targets import COURTLISTENER, TARGETS
from tests.worlds.faults import DAY, faults, play, stage
from tests.worlds.loopback import Page

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
# What is the client's is the same for every source: each fault is played to every fifth of them, each source has a
# fifth of the faults. What the source itself makes of an answer is played to all.
OF_THE_SOURCE = ("404", "200 ")
PLAYS = [
    pytest.param(target, fault, id=f"{target.source}-{fault.name}")
    for place, target in enumerate(TARGETS)
    for number, fault in enumerate(faults(target))
    if FULL or (place + number) % 5 == 0 or fault.name.startswith(OF_THE_SOURCE)
]


def check(fault, played):
    """What the operator is told of a fault that was played to a source."""
    outcome, check = played.outcome, played.check
    assert played.requests == fault.requests
    if fault.is_ok:
        assert outcome.errors == [] and played.status.state == "ok"
        return
    assert str(outcome).endswith(f"{outcome.failed} failed") and outcome.failed >= 1
    if fault.is_archived:
        assert (outcome.quarantined, check["result"], played.status.quarantined) == (1, "quarantined", 1)
        assert played.status.issues == 1  # a page that cannot be read is one issue and nothing else
        return
    assert fault.words in outcome.errors[0] and fault.words in check["message"]
    assert (check["result"], played.status.state) == ("failed", "failed")
    assert fault.words in played.status.message
    # some milliseconds pass on the clock between the answer and the look
    assert (played.held is None) == (fault.held is None) and abs((played.held or 0) - (fault.held or 0)) <= 2


@pytest.mark.parametrize(("target", "fault"), PLAYS)
def test_fault(target, fault, tmp_path):
    played = play(target, fault, tmp_path / "home")
    if fault.name == "200 cut in half" and played.check["result"] == "failed":
        # What came of a list that breaks off is read; the rest is one issue, and the address has failed.
        assert target.source in ("appellate_opinions", "oral_arguments") and played.outcome.quarantined == 0
        assert "breaks off before its end" in played.check["message"] and played.status.issues == 1
        return
    check(fault, played)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.source)
def test_in_good_order_nothing_fails(target, tmp_path):
    good = next(fault for fault in faults(target) if fault.name == "502 once")
    played = play(target, good, tmp_path / "home")
    assert played.outcome.failed == 0 and played.outcome.fetched >= 1 and played.outcome.quarantined == 0


def test_every_source_that_asks_a_server_is_in_the_table():
    # `opinions` asks for the PDFs of a list by the same client: test_appellate_opinions.py has its faults.
    asking = {name for name, source in load_sources().items() if source.NETWORK} - {"opinions"}
    assert {target.source for target in (*TARGETS, COURTLISTENER)} == asking


# A frozen archive has no news, and each of its files is asked for once (tests/scrapers/test_caselaw.py).
@pytest.mark.parametrize(
    "target", [target for target in TARGETS if target.news[0]], ids=lambda target: target.source
)
def test_a_page_that_stays_that_changes_and_that_goes(target, tmp_path):
    path, old, new, words = target.news
    with stage(
        target, tmp_path / "home", {path: Page(body) for path, body in target.pages.items()}
    ) as played:
        first = played.run()
        assert first.errors == [] and first.stored >= 1
        rows = played.rows()
        assert words not in str(rows)

        played.clock.sleep(DAY)
        assert (played.run().stored, played.rows() == rows) == (0, True)

        played.clock.sleep(DAY)
        played.server.pages[path] = Page(target.pages[path].replace(old, new))
        changed = played.run()
        assert (changed.errors, changed.stored) == ([], 1) and words in str(played.rows())

        played.clock.sleep(DAY)
        rows = played.rows()
        played.server.pages[target.path] = Page(status=404)
        gone = played.run()
        assert played.rows() == rows  # that a page is gone takes nothing back
        assert (bool(gone.errors), played.status().state) == (
            (False, "ok") if target.missing_is_quiet else (True, "failed")
        )


@pytest.mark.parametrize("name", sorted(load_sources().keys() - {"corrections", "courtlistener", "catalog"}))
def test_a_page_of_a_kind_that_the_source_does_not_know_is_refused(name):
    """Corrections have one kind; CourtListener's answers and the catalog's files name themselves."""
    page = Snapshot(name, "https://x.example/", "2026-03-15T12:00:00Z", b"x", Form.API, kind="of another")
    with pytest.raises(ParseError, match="of kind 'of another'") as error:
        list(load_sources()[name].parse(page))
    assert error.value.code == "unknown-kind"
