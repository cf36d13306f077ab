"""Without a network: every source says in one line that it failed, and the run is over soon."""

from scrapers.source import load_sources
from tests.worlds.command import NOWHERE, built_home, home, tracker, tracker_json  # noqa: F401

# A name that resolves nowhere (RFC 6761), so that no court is asked even where there is a network.
OFFLINE = {name: value.replace("127.0.0.1:9", "offline.invalid") for name, value in NOWHERE.items()}


def test_a_run_without_a_network_is_one_line_a_source_and_a_failure(home):
    done = tracker(home, "run", code=1, **OFFLINE)  # `tracker` waits two minutes at most
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
