"""Small invented worlds on a CourtListener of our own, and how the source is made to ask it."""

from db import ledger
from docket.records import DocketRef
from scrapers.courtlistener.steps import Plan, Purpose, Step, Watched
from scrapers.http.connections import Limits
from scrapers.http.get import Http
from scrapers.source import WatchList
from scrapers.sources import courtlistener
from tests.worlds import courtlistener_rows as cl
from tests.worlds.courtlistener_server import TOKEN, CourtListener
from tests.worlds.loopback import Clock, MemoryLedger
from tracker.settings import Settings

ID, APPEAL = 68123456, 69555000
REF = DocketRef("cand", "3:24-cv-01234", "423456")
APPEAL_REF = DocketRef("ca9", "25-1234")
LIMITS = Limits(max_bytes=400_000)
START = "2026-11-24T12:00:00+00:00"
# Far above what a test asks, where the limits are not what it is about.
PLENTY = ((60, 1000), (3600, 10_000), (86_400, 100_000))


def ordinary(server):
    """A docket with numbered, unnumbered and attached entries, two parties and a lawyer; its appeal, decided
    and argued."""
    main = cl.paper(
        410,
        ID,
        31,
        label="Motion to Dismiss",
        page_count=24,
        file_size=250_112,
        plain_text="MOTION under 47 U.S.C. § 230",
    )
    exhibit = cl.paper(411, ID, 31, attachment=1, label="Declaration")
    server.add(
        "dockets",
        cl.docket(ID),
        cl.docket(
            APPEAL,
            "ca9",
            "25-1234",
            original_court_info=cl.originating_court(55501),
            appeal_from=f"{cl.API}courts/cand/",
            appeal_from_str="Northern District of California, San Francisco",
            pacer_case_id="25-1234",
            date_argued="2026-05-12",
            cause="",
            nature_of_suit="",
            jury_demand="",
        ),
    )
    server.add(
        "docket-entries",
        cl.entry(
            41,
            ID,
            31,
            "MOTION to Dismiss under Section 230 filed by Chirpwell, Inc. (Attachments: # 1 Declaration)",
            "2024-05-01",
            papers=[main, exhibit],
        ),
        cl.entry(42, ID, 45, "ORDER granting in part 31 Motion to Dismiss.", "2026-11-18"),
        cl.entry(43, ID, None, "Minute Entry: Motion Hearing held before Judge Ada Q. Jurist.", "2026-11-10"),
        cl.entry(
            44,
            ID,
            46,
            "",
            "2026-11-19",
            papers=[cl.paper(440, ID, 46, label="Notice of Appearance")],
            time_filed="14:55:03",
        ),
    )
    server.add(
        "parties",
        cl.party(
            13, ID, "Chirpwell, Inc.", "Defendant", [(91, 2, None), (91, 1, None)], other_dockets=(777,)
        ),
        cl.party(12, ID, "Jane Doe", "Plaintiff", [(92, 10, None)]),
    )
    server.add(
        "attorneys",
        cl.attorney(
            91,
            ID,
            [13],
            "Alex Attorney",
            "Example LLP\n1 Sample Street\nSan Francisco, CA 94100\n(555) 010-0100\n",
        ),
        cl.attorney(92, ID, [12], "Jane Doe", "PRO SE\n2 Sample Street\nOakland, CA 94600\n"),
    )
    server.add(
        "clusters", cl.cluster(101, APPEAL, [107], cites=[("123", "F.4th", "456")], disposition="Affirmed.")
    )
    server.add(
        "opinions",
        cl.opinion(
            107,
            101,
            (
                "The district court held that 47 U.S.C. § 230(c)(1) bars the negligence claim. We agree: "
                "the claim treats Chirpwell as "
                "the publisher of its users' posts, and Chirpwell is immune under § 230(c)(1). AFFIRMED."
            ),
        ),
    )
    server.add("audio", cl.audio(99, APPEAL))
    return server


def client(server, clock=None, token=TOKEN, kept=None, limits=LIMITS, address=None):
    clock = clock or server.clock
    keys = {"COURTLISTENER": token} if token else {}
    return Http(
        kept or MemoryLedger(),
        contact="docket@example.org",
        addresses={"COURTLISTENER": address or server.url},
        keys=keys,
        limits=limits,
        saves_validators=False,
        clock=clock,
        sleep=clock.sleep,
    )


def watched(source_id=ID, ref=REF, **more):
    return Watched(f"{ref.court_id}-{ref.docket_number}".replace(":", "-"), ref, (source_id,), **more)


def reading(source_id=ID, ref=REF):
    return Step(Purpose.READING, "never read", 4, (watched(source_id, ref),), ids=(source_id,))


def step(purpose, *dockets, **more):
    return Step(purpose, "asked by a test", 1, dockets, **more)


def ask(http, *steps):
    """Return all that fetching these steps yields, the answer about our limits left out."""
    things = courtlistener.SOURCE.fetch(http, WatchList(plan=Plan(steps, (), (), 100, 0)))
    return [thing for thing in things if getattr(thing, "kind", None) != "usage"]


def ask_one(server, *steps):
    """Return the one snapshot that comes."""
    [snapshot] = ask(client(server), *steps)
    return snapshot


def read(server, *steps):
    return courtlistener.SOURCE.parse(ask_one(server, *steps))


def settings_for(server, home, token=TOKEN):
    return Settings(
        home=home,
        contact="docket@example.org",
        addresses={"COURTLISTENER": server.url},
        courtlistener_token=token,
        fetch_seconds=None,
    )


def furnish(house, server, token=TOKEN, limits=LIMITS):
    """Give an open house a client with the limits of tests, on the server's clock."""
    house.http = client(
        server, token=token, kept=ledger.SharedLedger(house.settings.archive_path), limits=limits
    )
    return house


def server(**more):
    return CourtListener(Clock(START), **({"limits": PLENTY} | more))
