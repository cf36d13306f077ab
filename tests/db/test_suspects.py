"""A page that suddenly shows nothing, or a tenth: set aside, told, healed by the next good one, accepted by
the operator."""

import json
import os
import random
import sqlite3

import pytest

from db import ledger, suspects
from db.schema import create_tables, open_docket
from db.store import Store
from docket.records import DocketRef
from docket.snapshot import Form, Scope, ScopeKind
from publish.serve import make_datasette
from scrapers.http.get import Http
from scrapers.source import WatchList, load_sources
from scrapers.sources import scotus
from tests.db.test_merge import dump
from tests.publish.test_health import ask
from tests.worlds import snapshots
from tests.worlds.command import FIXTURES, tracker, tracker_json
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.invented import invented
from tests.worlds.loopback import Clock, Page, Server
from tests.worlds.read_anew import differing, read_anew
from tests.worlds.snapshots import bring, page
from tests.worlds.taking_turns import take_turn
from tracker import pipeline, status, takedown
from tracker.by_hand.undecided import accept
from tracker.home import open_house
from tracker.reading.ingesting import ingest_into
from tracker.settings import Settings

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
URL = "https://court.example/docket/1"
SCOTUS = "/RSS/Cases/JSON/24-9001.json"


@pytest.fixture
def settings(tmp_path):
    return Settings(
        home=tmp_path / "home",
        contact="a@example.org",
        addresses={},
        courtlistener_token=None,
        fetch_seconds=None,
    )


@pytest.fixture
def house(settings):
    with open_house(settings) as house:
        yield house


@pytest.fixture(autouse=True)
def with_the_invented_source(monkeypatch):
    # The sources are found by looking in scrapers/sources; the tests' own source lives in tests/.
    monkeypatch.setitem(load_sources(), snapshots.NAME, snapshots.SOURCE)


def sheet(entries, parties=2, **more):
    lines = [
        {"n": str(n), "date": "2022-03-01", "text": f"ORDER no. {n} on the papers.", "d": f"doc{n}"}
        for n in range(1, entries + 1)
    ]
    sides = [[f"Party {n}, Inc.", "defendant"] for n in range(parties)]
    return {
        "number": "3:22-cv-01234",
        "pacer": "777",
        "caption": "Doe v. Example, Inc.",
        "entries": lines,
        "parties": sides,
    } | more


def shown(day, entries, url=URL, **how):
    """The register as it was shown on a day of March."""
    sheets = how.pop("sheets", None)
    return page(url, f"2022-03-{day:02}", [sheet(entries)] if sheets is None else sheets, **how)


def rows(house, sql):
    return [tuple(row) for row in house.store.db.execute(sql)]


def issues(house):
    return rows(
        house, "select code, value, docket_number from issues where code like 'page-%' order by seen_at"
    )


def alive(house):
    return rows(house, "select count(*) from docket_entries where not is_gone")[0][0]


WINDOW, LABEL = Scope(ScopeKind.WINDOW), Scope(ScopeKind.LABEL)
FIRST_TEN, FIRST_TWENTY = Scope(ScopeKind.NUMBERS, "1", "10"), Scope(ScopeKind.NUMBERS, "1", "20")
OTHER = sheet(0, number="3:22-cv-09999", pacer="999")


@pytest.mark.parametrize(
    ("before", "now", "drop"),
    [
        (shown(1, 40), shown(2, 4), "4 entries where 40 were before"),
        (shown(1, 40), shown(2, 5), None),
        (shown(1, 40), shown(2, 0, sheets=[]), "0 entries where 40 were before"),
        (shown(1, 5), shown(2, 0), "0 entries where 5 were before"),
        (shown(1, 4), shown(2, 0), None),  # too few to prove anything
        (shown(1, 0, sheets=[sheet(0, parties=30)]), shown(2, 0), "3 records where 31 were before"),
        (shown(2, 40), shown(1, 0), None),  # an older page that came later
        (
            shown(1, 40, url="import:a.html"),
            shown(2, 0, url="import:b.html"),
            "0 entries where 40 were before",
        ),
        (
            shown(1, 40, url="import:a.html"),
            shown(2, 0, url="import:a.html", sheets=[OTHER]),
            None,
        ),  # another docket under the same name
        (shown(1, 40), shown(2, 0, scope=FIRST_TEN), None),  # other ranges cannot be compared
        (shown(1, 40, scope=FIRST_TEN), shown(2, 0, scope=FIRST_TWENTY), None),
        (shown(1, 40, scope=FIRST_TEN), shown(2, 0, scope=FIRST_TEN), "0 entries where 40 were before"),
        (shown(1, 40, scope=LABEL), shown(2, 0, scope=LABEL), "0 entries where 40 were before"),
        (shown(1, 40, scope=LABEL, url="sweep:a"), shown(2, 0, scope=LABEL, url="sweep:a"), None),
        (
            shown(1, 40, scope=WINDOW, form=Form.API),
            shown(2, 0, scope=WINDOW, form=Form.API),
            None,
        ),  # a list of what is new
        (
            shown(1, 40, scope=WINDOW, form=Form.RECAP),
            shown(2, 0, scope=WINDOW, form=Form.RECAP),
            "0 entries where 40 were before",
        ),
        (shown(1, 40, scope=WINDOW, form=Form.FEED), shown(2, 0, scope=WINDOW, form=Form.FEED), None),
        (
            shown(1, 40, form=Form.CURATED),
            shown(2, 0, form=Form.CURATED),
            None,
        ),  # whoever reviews may shorten
    ],
)
def test_what_is_suspect(house, before, now, drop):
    first, second = bring(house, before), bring(house, now)
    assert first.quarantined == 0 and second.quarantined == (drop is not None)
    assert [value for _, value, _ in issues(house)] == ([drop] if drop else [])


def test_a_page_set_aside_takes_nothing_away_and_the_next_good_one_ends_it(house, tmp_path):
    bring(house, shown(1, 40))
    outcome = bring(house, shown(2, 1), shown(3, 2))
    assert outcome.quarantined == 2 and "python -m tracker quarantine" in outcome.errors[0]
    assert alive(house) == 40 and rows(
        house, "select count(*) from snapshots where source = 'world' and is_quarantined"
    ) == [(2,)]
    assert issues(house)[-1] == ("page-shrank", "2 entries where 40 were before", "3:22-cv-01234")
    assert [suspect["fetched_at"] for suspect in suspects.open_suspects(house.store.db)] == [
        "2022-03-03T12:00:00Z"
    ]
    assert differing(house, tmp_path / "one.db") == []
    bring(house, shown(4, 41))
    assert suspects.open_suspects(house.store.db) == [] and alive(house) == 41
    assert rows(house, "select count(*) from entry_versions where change = 'removed'") == [(0,)]
    assert differing(house, tmp_path / "two.db") == []


def test_of_two_pages_of_one_day_the_later_is_what_a_page_is_compared_with(house):
    bring(house, shown(1, 40), shown(1, 60, fetched_at="2022-03-01T18:00:00Z"), shown(2, 5))
    assert [value for _, value, _ in issues(house)] == ["5 entries where 60 were before"]


def test_a_saved_page_is_healed_by_another_of_its_docket_under_any_name(house):
    bring(
        house,
        shown(1, 40, url="import:a.html"),
        shown(2, 0, url="import:b.html"),
        shown(3, 9, url="import:c.html", sheets=[OTHER]),
    )
    assert [suspect["url"] for suspect in suspects.open_suspects(house.store.db)] == ["import:b.html"]
    bring(house, shown(4, 41, url="import:d.html"))
    assert suspects.open_suspects(house.store.db) == [] and alive(house) == 41


def test_what_the_operator_accepts_is_read_in_its_own_place(house, tmp_path):
    bring(house, shown(1, 40), shown(2, 1))
    (suspect,) = suspects.open_suspects(house.store.db)
    numbers = rows(house, "select count(*) from changes")[0][0]
    accept(house, suspect["snapshot_id"], "the case was sealed", "A. Editor")
    assert alive(house) == 1 and suspects.open_suspects(house.store.db) == []
    assert issues(house) == [
        (
            "page-accepted",
            "1 entries where 40 were before; accepted by A. Editor: the case was sealed",
            "3:22-cv-01234",
        )
    ]
    assert rows(house, "select count(*) from changes")[0][0] > numbers
    assert bring(house, shown(3, 2)).quarantined == 0, "the accepted page is what the next is compared with"
    assert differing(house, tmp_path / "fresh.db") == []
    published = [
        row[0] for row in house.archive.execute("select change_id from published where corrects is null")
    ]
    assert set(published) == {row[0] for row in rows(house, "select change_id from changes")} and len(
        set(published)
    ) == len(published)


@pytest.mark.parametrize("seed", range(12 if FULL else 1))
def test_any_batching_decides_alike(house, tmp_path, seed):
    """Registers of three dockets that grow, break off and come back; one suspect page in four is accepted, by
    its id."""
    chance = random.Random(seed)
    for day in range(1, 29):
        n = chance.randrange(3)
        lines = chance.choice((0, 1, 2, 20 + day, 30 + day))
        bring(
            house,
            shown(day, 0, url=f"{URL}{n}", sheets=[sheet(lines, number=f"3:22-cv-0100{n}", pacer=str(n))]),
        )
    shrunk = [row[0] for row in rows(house, "select snapshot_id from issues where code = 'page-shrank'")]
    assert len(shrunk) >= 4
    for snapshot_id in shrunk[::4]:
        accept(house, snapshot_id, "as it is", "A. Editor")
    once = read_anew(house, tmp_path / "once.db")
    total = house.archive.execute("select max(seq) from snapshots").fetchone()[0]
    batched = open_docket(tmp_path / "batched.db")
    create_tables(batched)
    for stop in sorted({*chance.sample(range(1, total), 5), total}):
        ingest_into(Store(batched), house.archive, pipeline.Outcome("batch"), last_seq=stop)
    assert dump(batched) == once
    assert {row[0] for row in rows(house, "select code from issues where code like 'page-%'")} == {
        "page-shrank",
        "page-accepted",
    }


def test_a_purge_erases_the_pages_that_were_set_aside_too(house):
    bring(
        house,
        shown(1, 40),
        shown(2, 1),
        shown(3, 2, url="https://court.example/copy"),
        shown(3, 9, url=f"{URL}9", sheets=[OTHER]),
    )
    (entry,) = rows(house, "select entry_id from docket_entries where entry_number = '1'")
    subject = takedown.find_subject(house, "entry", entry[0])
    assert len(subject.bodies) == 3
    takedown.suppress(house, subject, "sealed", "the court", is_purge=True)
    left = [
        row[0]
        for row in house.archive.execute(
            "select url from snapshots where source = 'world' and body is not null"
        )
    ]
    assert left == [f"{URL}9"]


def test_the_supreme_court_answers_200_with_an_empty_register(settings):
    """The real source, over HTTP: what a server in trouble sends is valid JSON and says nothing."""
    data = json.loads((FIXTURES / "scotus" / "ordinary.json").read_bytes())
    long = data | {"ProceedingsandOrder": data["ProceedingsandOrder"] * 3}
    empty = data | {"ProceedingsandOrder": []}
    pages = [Page(json.dumps(register).encode()) for register in (long, empty, long)]
    watch, clock = WatchList((DocketRef("scotus", "24-9001"),)), Clock()
    source = invented(scotus.SOURCE.NAME, fetch=lambda http, _: scotus.SOURCE.fetch(http, watch))
    with Server({SCOTUS: pages}) as server, open_house(settings) as house:
        house.http = Http(
            ledger.SharedLedger(house.settings.archive_path),
            contact="a@example.org",
            addresses={"SCOTUS": server.url},
            switches=("SCOTUS_JSON",),
            saves_validators=False,
            clock=clock,
            sleep=clock.sleep,
        )
        states = []
        for _ in range(3):
            clock.sleep(86_400)
            outcome = take_turn(house, source)
            source_status = next(
                listed for listed in status.read_status(settings) if listed.source == "scotus"
            )
            states.append(
                (outcome.quarantined, len(source_status.set_aside), source_status.is_bad, alive(house))
            )
    entries = states[0][3]
    assert entries >= suspects.FEWEST
    assert states == [(0, 0, False, entries), (1, 1, True, entries), (0, 0, False, entries)]


def test_the_commands(home, tmp_path):
    data = json.loads((FIXTURES / "scotus" / "ordinary.json").read_bytes())
    path = tmp_path / "24-9001.json"
    path.write_text(json.dumps(data))
    tracker(home, "import", path)
    assert tracker(home, "quarantine").stdout == "0 pages are set aside\n"
    path.write_text(json.dumps(data | {"ProceedingsandOrder": data["ProceedingsandOrder"][:0]}))
    done = tracker(home, "import", path, code=1)
    assert "set aside: 0 entries where" in done.stdout and "python -m tracker quarantine" in done.stdout
    assert "import:24-9001.json of" in tracker(home, "status", code=1).stdout
    (suspect,) = tracker_json(home, "quarantine", code=1)
    datasette = make_datasette(home / "docket.db", home / "archive.db")
    answer, strict = ask(datasette, "/-/healthz", "/-/healthz?strict=1")
    datasette.databases["docket"].close()
    assert (answer.status_code, strict.status_code, answer.json()["status"]) == (200, 503, "suspect")
    assert answer.json()["set_aside"][0]["url"] == suspect["url"]
    assert suspect["source"] == "scotus" and "0 entries where" in suspect["reason"]
    assert "--reason and --by" in tracker(home, "quarantine", suspect["snapshot_id"], "accept", code=2).stderr
    assert (
        "is set aside"
        in tracker(home, "quarantine", "ffff", "accept", "--reason", "r", "--by", "b", code=2).stderr
    )
    done = tracker(
        home, "quarantine", suspect["snapshot_id"], "accept", "--reason", "sealed", "--by", "A. Editor"
    )
    assert done.stdout.startswith("import:24-9001.json: accepted, 0 entries where")
    assert tracker_json(home, "quarantine") == [] and tracker_json(home, "verify") == []
    db = sqlite3.connect(home / "docket.db")
    assert db.execute("select count(*) from issues where code = 'page-accepted'").fetchone() == (1,)
    db.close()
