"""Sources that follow a script, and what the daemon makes of them in hours that pass in a moment."""

import itertools
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest

from docket.snapshot import Form, Snapshot
from docket.times import instant
from scrapers.failures import FetchError, NotNow, Refused
from scrapers.source import Absent, Source
from tests.worlds.invented import invented
from tests.worlds.rich import NOW
from tests.worlds.sim import SimStop, SimTime, make_feed, make_item
from tracker import daemon
from tracker.alerts import queue
from tracker.home import open_house
from tracker.settings import load_settings


def _answer(word: str, url: str, time: SimTime) -> Snapshot | FetchError | Absent:
    """Return what a word of a script means; a number is the status of a server's failure."""
    if word in ("page", "same"):
        item = make_item("cand", "3:25-cv-04321", 5001, time(), time().hour, "Motion to Dismiss")
        body = make_feed([item], time()) if word == "page" else b""
        made = Snapshot("pacer_rss", url, instant(time()), body, Form.FEED, "cand", "district_rss")
        return replace(made, is_not_modified=word == "same")
    errors = {"later": NotNow, "refused": Refused}
    return (
        Absent(url, instant(time()), "cand", "a list of others")
        if word == "absent"
        else errors.get(word, FetchError)(f"{url}: the server answered {word}", url)
    )


def _scripted(name: str, minutes: str, lanes: dict[str, list[str]], time: SimTime) -> Source:
    """Return a source that answers in each turn of a lane as its next word says: several, with a plus between."""
    words = {lane: itertools.chain(turns, itertools.repeat(turns[-1])) for lane, turns in lanes.items()}

    def fetch(http, watch) -> Iterator[Snapshot | FetchError | Absent]:
        lane = "" if "" in words else "".join(watch.court_ids())
        for word in next(words.get(lane, iter(())), "nothing").split("+"):
            time.pass_by(30)
            if word == "mistake":
                raise ValueError("a mistake of ours")
            if word != "nothing":
                yield _answer(word, f"https://{name}.example.org/{lane}", time)

    times = {"EVERY_MINUTES": int(minutes), "OFF_HOURS_MINUTES": 4 * int(minutes)}
    return invented(name, fetch, BY_COURT="" not in words, **times)


def watch_script(home: Path, hours: int, script: str) -> str:
    """Return the log of so many hours of the daemon, with the time of each line. A line of the script is
    `source[:court] minutes answer…`."""
    time, lines = SimTime(NOW), list[str]()
    lanes: dict[tuple[str, str], dict[str, list[str]]] = {}
    for line in script.splitlines():
        place, minutes, *turns = line.split()
        name, _, court = place.partition(":")
        lanes.setdefault((name, minutes), {})[court] = turns
    log = Mock(level=logging.INFO)
    log.handle.side_effect = lambda line: lines.append(f"{instant(time.common)} {line.getMessage()}")
    with pytest.MonkeyPatch.context() as patch, open_house(load_settings(), clock=time) as house:
        patch.setattr(daemon, "_LONGEST_SLEEP", 600)
        for module in (daemon.random, queue):
            patch.setattr(module, "uniform", max)
        patch.setattr(logging.getLogger("tracker"), "handlers", [log])
        patch.setattr(logging.getLogger("tracker"), "level", logging.INFO)
        sources = [_scripted(name, minutes, turns, time) for (name, minutes), turns in lanes.items()]
        daemon.watch(house, sources, SimStop(time, NOW + timedelta(hours=hours)))
    return "".join(f"{line}\n" for line in sorted(lines))
