"""Opinions from a mirror of GovInfo: archived, read and quoted without a key; a second run asks for nothing."""

from dataclasses import replace

from docket.records import DocketRef
from docket.snapshot import Form, Snapshot
from scrapers.court_lists.where import is_of_site
from scrapers.source import ListedOpinion, WatchList, load_sources
from scrapers.sources import appellate_opinions, opinions
from tests.worlds.court_pages import cut
from tests.worlds.expected import FIXTURES
from tests.worlds.loopback import Page, Server
from tests.worlds.pdf_pages import make_pdf
from tests.worlds.taking_turns import take_turn
from tracker import pipeline
from tracker.home import open_house
from tracker.pipeline.watch_list import watch_of
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
            wanted = opinions.list_granules(watch_of(house, opinions.SOURCE))
            assert wanted
            for address, ref in wanted:
                assert ref == DocketRef("cand", "3:12-cv-00230")
                granule = address.rsplit("/", 1)[1]
                path = f"/content/pkg/{PACKAGE}/pdf/{granule}.pdf"
                server.pages[path] = Page(
                    make_pdf(f"{ORDER}\n{granule}"), headers={"Content-Type": "application/pdf"}
                )
            source = load_sources()[opinions.SOURCE.NAME]
            first = take_turn(house, source)
            assert (first.stored, first.errors) == (len(wanted), [])
            asked = len(server.paths())
            quoted = house.store.db.execute(
                "select distinct text from passages where kind = 'holding'"
            ).fetchall()
            assert quoted == [(HELD,)]
            take_turn(house, source)
            assert len(server.paths()) == asked


APPEAL = """FOR PUBLICATION

UNITED STATES COURT OF APPEALS
FOR THE NINTH CIRCUIT

JANE ROE,
Plaintiff-Appellant,
v.
BEISPIEL FORUMS LLC,
Defendant-Appellee.

No. 22-90001

OPINION

PER CURIAM:

We hold that section 230 of the Communications Decency Act {} the claims of the plaintiff.

AFFIRMED.
"""
SLIP = """SUPREME COURT OF THE UNITED STATES

No. 22-9001

JANE ROE, PETITIONER v. BEISPIEL FORUMS, LLC

March 12, 2024

PER CURIAM.

Section 230 of the Communications Decency Act bars the claims of the petitioner. The judgment is affirmed.
"""
FILE = "/cdn.ca9.uscourts.gov/datastore/opinions/2024/03/12/22-90001.pdf"
SLIP_FILE = "/www.supremecourt.gov/opinions/23pdf/22-9001_abcd.pdf"
PDF = {"Content-Type": "application/pdf"}


def take_list(house, name, body, url):
    listed = replace(cut(appellate_opinions.SOURCE, name, body), url=url)
    outcome = pipeline.Outcome("appellate_opinions")
    pipeline.archive_snapshot(house, listed, outcome)
    pipeline.ingest_pending(house, outcome)
    assert outcome.errors == []


def test_the_files_of_two_courts_lists_are_read_once_and_an_amended_one_beside_the_first(
    tmp_path, monkeypatch
):
    feed = (FIXTURES / "appellate_opinions/ordinary.ca9_p").read_bytes()
    slips = (FIXTURES / "appellate_opinions/citation.scotus_slip").read_bytes()
    site = "https://www.supremecourt.gov/opinions/slipopinion/23"
    with Server({FILE: Page(make_pdf(APPEAL.format("bars")), headers=PDF)}) as server:
        server.pages[SLIP_FILE] = Page(b"<html><body>Page not found</body></html>")
        monkeypatch.setenv("TRACKER_HOME", str(tmp_path))
        monkeypatch.setenv("TRACKER_OPINIONS_URL", server.url)
        with open_house(load_settings()) as house:
            source = load_sources()[opinions.SOURCE.NAME]
            take_list(house, "ca9_p", feed, "https://www.ca9.uscourts.gov/decisions/opinions/index.xml")
            take_list(
                house, "scotus_slip", slips.replace(b'href="/', b'href="https://www.supremecourt.gov/'), site
            )
            assert len(opinions.list_court_files(watch_of(house, source))) == 2
            first = take_turn(house, source)
            assert first.stored == 1
            assert ["no PDF" in error for error in first.errors] == [True]  # and asked for again
            server.pages[SLIP_FILE] = Page(make_pdf(SLIP), headers=PDF)
            assert take_turn(house, source).stored == 1
            asked = len(server.paths())
            take_turn(house, source)
            assert len(server.paths()) == asked
            assert held(house) == {
                ("ca9-22-90001", "https:/" + FILE, "bars the claims"),
                ("scotus-22-9001", "https:/" + SLIP_FILE, "bars the claims"),
            }
            later = feed.replace(b"Tue, 12 Mar 2024 17:00", b"Tue, 01 Jan 2030 17:00")
            server.pages[FILE] = Page(make_pdf(APPEAL.format("does not bar")), headers=PDF)
            take_list(house, "ca9_p", later, "https://www.ca9.uscourts.gov/decisions/opinions/index.xml")
            assert take_turn(house, source).stored == 1
            assert {words for docket, _, words in held(house) if docket == "ca9-22-90001"} == {
                "bars the claims",
                "does not bar",
            }
            assert server.paths()[asked:] == [FILE]


def held(house):
    cursor = house.store.db.execute(
        "select o.docket_id, o.source_url, p.text from passages p join opinions o using (opinion_id) "
        "where p.kind = 'holding'"
    )
    words = ("bars the claims", "does not bar")
    return {
        (docket, url, next(word for word in words if word in text)) for docket, url, text in cursor.fetchall()
    }


def test_a_list_leads_to_no_server_of_somebody_else():
    pages = ["https://www.ca9.uscourts.gov/decisions/opinions/index.xml"]
    assert is_of_site("https://cdn.ca9.uscourts.gov/datastore/opinions/1.pdf", pages)
    assert not is_of_site("https://cdn.ca8.uscourts.gov/datastore/opinions/1.pdf", pages)
    assert not is_of_site("http://169.254.169.254/latest/1.pdf", pages)
    assert not is_of_site("https://evil.example/ca9.uscourts.gov/1.pdf", pages)


def test_a_run_has_a_limit_and_ends_when_nobody_answers():
    class Deaf:
        def address(self, name, default):
            return default

        def get(self, url, **options):
            asked.append(url)
            raise opinions.FetchError("no answer", url)

    asked = []
    listed = tuple(
        ListedOpinion(
            f"https://www.govinfo.gov/app/details/{PACKAGE}/{PACKAGE}-{number}",
            DocketRef("cand", "3:12-cv-00230"),
            "2024-03-12",
            f"https://www.govinfo.gov/metadata/pkg/{PACKAGE}/mods.xml",
            "govinfo",
            selection="catalog",
        )
        for number in range(100)
    )
    results = list(opinions.SOURCE.fetch(Deaf(), WatchList(listed=listed)))
    assert 0 < len(results) == len(asked) < opinions.MOST_A_RUN
