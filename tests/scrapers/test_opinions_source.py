"""Opinions from a mirror of GovInfo: archived, read and quoted without a key; a second run asks for nothing."""

from docket.records import DocketRef
from docket.snapshot import Form, Snapshot
from scrapers.source import WatchList, load_sources
from scrapers.sources import opinions
from tests.worlds.expected import FIXTURES
from tests.worlds.loopback import Page, Server
from tests.worlds.pdf_pages import make_pdf
from tracker import pipeline
from tracker.home import open_house
from tracker.settings import load_settings

PACKAGE = "USCOURTS-cand-3_12-cv-00230"
HELD = "We hold that section 230 of the Communications Decency Act does not bar the claim of the plaintiff."
ORDER = f"""UNITED STATES DISTRICT COURT
NORTHERN DISTRICT OF CALIFORNIA

JANE ROE,
Plaintiff,
v.
ACME FORUMS, LLC,
Defendant.

Case No. 12-cv-00230-ABC

ORDER DENYING MOTION TO DISMISS

{HELD}
The motion to dismiss is DENIED.
"""


def test_a_mirror_is_read_once(tmp_path, monkeypatch):
    mods = (FIXTURES / "govinfo" / "ordinary.govinfo_mods").read_bytes()
    with Server({}) as server:
        monkeypatch.setenv("TRACKER_HOME", str(tmp_path))
        monkeypatch.setenv("TRACKER_OPINIONS_URL", server.url)
        with open_house(load_settings()) as house:
            listed = Snapshot(
                "govinfo",
                f"{server.url}/metadata/pkg/{PACKAGE}/mods.xml",
                house.now(),
                mods,
                Form.API,
                kind="govinfo_mods",
            )
            outcome = pipeline.Outcome("govinfo")
            pipeline.archive_snapshot(house, listed, outcome)
            pipeline.ingest_pending(house, outcome)
            wanted = pipeline.watch_list(house).opinions
            assert wanted
            for address, ref in wanted:
                assert ref == DocketRef("cand", "3:12-cv-00230")
                granule = address.rsplit("/", 1)[1]
                path = f"/content/pkg/{PACKAGE}/pdf/{granule}.pdf"
                server.pages[path] = Page(
                    make_pdf(f"{ORDER}\n{granule}"), headers={"Content-Type": "application/pdf"}
                )
            source = load_sources()[opinions.NAME]
            first = pipeline.run(house, source)
            assert (first.stored, first.errors) == (len(wanted), [])
            asked = len(server.paths())
            quoted = house.store.db.execute(
                "select distinct text from passages where kind = 'holding'"
            ).fetchall()
            assert quoted == [(HELD,)]
            pipeline.run(house, source)
            assert len(server.paths()) == asked


def test_a_run_has_a_limit_and_ends_when_nobody_answers():
    class Deaf:
        def address(self, name, default):
            return default

        def get(self, url, **options):
            asked.append(url)
            raise opinions.FetchError("no answer", url)

    asked = []
    listed = tuple(
        (
            f"https://www.govinfo.gov/app/details/{PACKAGE}/{PACKAGE}-{number}",
            DocketRef("cand", "3:12-cv-00230"),
        )
        for number in range(100)
    )
    found = list(opinions.fetch(Deaf(), WatchList(opinions=listed)))
    assert 0 < len(found) == len(asked) < opinions.MOST_A_RUN
