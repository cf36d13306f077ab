"""What the tests of court lists share: the watched dockets, and how a fixture is cut down and read."""

from docket.records import DocketRef
from docket.snapshot import Form, Snapshot
from scrapers.court_lists import items
from scrapers.court_lists.where import OPINIONS, RECORDINGS
from scrapers.http.get import Http
from scrapers.source import WatchList
from tests.worlds.loopback import Clock, MemoryLedger, Server

NOW = "2024-03-15T12:00:00Z"
# The one watched docket of each court in the fixtures; every other is called "Stranger".
NUMBERS = {
    "ca1": "23-9001",
    "ca3": "22-9001",
    "ca5": "22-90001",
    "ca8": "22-9001",
    "ca9": "22-90001",
    "ca10": "22-9001",
    "ca11": "22-90001",
    "ca4": "22-9001",
    "ca6": "22-9001",
    "ca7": "22-9001",
    "cadc": "22-9001",
    "cafc": "22-9001",
    "cal": "S290001",
    "scotus": "22-9001",
    "tex": "23-9001",
    "wash": "99000-1",
}
WATCHED = {court_id: DocketRef(court_id, number) for court_id, number in NUMBERS.items()}


def list_of(source, name):
    """The court's list of this name that the source reads."""
    [listed] = [
        listed
        for listed in {"appellate_opinions": OPINIONS, "oral_arguments": RECORDINGS}[source.NAME]
        if listed.name == name
    ]
    return listed


def snapshot_of(source, name, body):
    """The answer of the list called `name`, as the client hands it over."""
    listed = list_of(source, name)
    return Snapshot(
        source.NAME,
        f"https://www.example.org/lists/{name}",
        NOW,
        body,
        Form.API,
        court_id=listed.court_id,
        kind=f"{source.NAME}.{name}",
    )


def cut(source, name, body, *refs):
    """The list as it is archived, for the court's watched docket or those given."""
    listed = list_of(source, name)
    return items.select_watched(snapshot_of(source, name, body), listed, refs or (WATCHED[listed.court_id],))


def fetched(source, setting, pages, refs, start="2024-03-15T12:00:00+00:00"):
    """What the source yields from a server with these pages, and the paths that it asked for."""
    clock = Clock(start)
    with Server(pages) as server:
        http = Http(
            MemoryLedger(),
            contact="a@example.org",
            addresses={setting: f"{server.url}/{{court}}"},
            clock=clock,
            sleep=clock.sleep,
        )
        return list(source.fetch(http, WatchList(tuple(refs)))), server.paths()
