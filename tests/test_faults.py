"""Every fault of the table, played to every source: the run's outcome, the look in the ledger, and `status`."""

import pytest

from tests.faults import TARGETS, faults, play

PLAYS = [pytest.param(target, fault, id=f"{target.source}-{fault.name}") for target in TARGETS for fault in faults(target)]


@pytest.mark.parametrize(("target", "fault"), PLAYS)
def test_fault(target, fault, tmp_path):
    played = play(target, fault, tmp_path / "home")
    outcome, check = played.outcome, played.check
    assert played.requests == fault.requests
    if fault.is_ok:
        assert outcome.errors == [] and played.status.state == "ok"
        return
    assert str(outcome).endswith(f"{outcome.failed} failed") and outcome.failed >= 1
    if fault.is_archived:
        assert (outcome.quarantined, check["result"], played.status.quarantined) == (1, "quarantined", 1)
        assert played.status.issues == 1                         # a page that cannot be read is one issue and nothing else
        return
    assert fault.words in outcome.errors[0] and fault.words in check["message"]
    assert check["result"] == "failed" and played.status.state == "failed" and fault.words in played.status.message
    # some milliseconds pass on the clock between the answer and the look
    assert (played.held is None) == (fault.held is None) and abs((played.held or 0) - (fault.held or 0)) <= 2


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.source)
def test_in_good_order_nothing_fails(target, tmp_path):
    good = next(fault for fault in faults(target) if fault.name == "502 once")
    played = play(target, good, tmp_path / "home")
    assert played.outcome.failed == 0 and played.outcome.fetched >= 1 and played.outcome.quarantined == 0
