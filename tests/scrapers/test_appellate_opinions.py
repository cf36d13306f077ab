"""Lists of opinions and of recordings: cut down to what is watched, read, and what is no list; and the opinions they
lead to, each read once."""

import importlib
import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

import pytest

from docket.issues import Issue, ParseError
from docket.records import Docket, DocketEvent, DocketRef
from docket.snapshot import Form, Snapshot
from scrapers.court_lists import items as court_list_items, pages as court_list_pages
from scrapers.court_lists.where import OPINIONS, RECORDINGS, is_of_site
from scrapers.pacer import juriscraper_adapter
from scrapers.source import FetchError, ListedOpinion, WatchList, load_sources
from scrapers.sources import appellate_opinions, opinions, oral_arguments
from tests.worlds.court_pages import WATCHED, cut, fetched, list_of, snapshot_of
from tests.worlds.expected import FIXTURES, of
from tests.worlds.growth import grows_evenly
from tests.worlds.loopback import Page, Server
from tests.worlds.pdf_pages import make_pdf
from tests.worlds.taking_turns import take_turn
from tracker import pipeline
from tracker.home import open_house
from tracker.pipeline.watch_list import watch_of
from tracker.settings import load_settings


def fixture(name):
    return (FIXTURES / "appellate_opinions" / name).read_bytes()


def read(name, body, *refs):
    return appellate_opinions.SOURCE.parse(cut(appellate_opinions.SOURCE, name, body, *refs))


def test_every_list_has_a_reader_and_a_court():
    """The table names classes of juriscraper: one that is gone after an upgrade must show here."""
    blank = b"<html><body>Opinions and recordings</body></html>"
    for kind, lists in (("opinions", OPINIONS), ("oral_args", RECORDINGS)):
        for listed in lists:
            url = court_list_pages.fill(listed.url, date(2024, 3, 15))
            assert url.startswith("http") and "{" not in url
            rows = juriscraper_adapter.parse_court_list if listed.rows else None
            assert (
                rows is None
                or rows(f"{kind}.{listed.family}.{listed.name}", blank, blank.decode(), url) == []
            )


@pytest.mark.parametrize(("kind", "lists"), [("opinions", OPINIONS), ("oral_args", RECORDINGS)])
def test_the_addresses_are_those_of_juriscraper(kind, lists):
    """A court that moves its page is mended there first: after an upgrade this says whose address to change."""
    moved = {}
    for listed in lists:
        site = importlib.import_module(f"juriscraper.{kind}.{listed.family}.{listed.name}").Site()
        if not site.url:  # that of opinions relating to orders makes its address as it asks
            site.set_url()
        theirs = site.url
        ours = court_list_pages.fill(listed.url, date.today())
        if urlsplit(ours)[1:3] != urlsplit(theirs)[1:3]:
            moved[listed.name] = theirs
    # The class of the Supreme Court's recordings goes on from its index to the term's page.
    assert moved == (
        {"scotus": "http://www.supremecourt.gov/oral_arguments/argument_audio.aspx"}
        if lists is RECORDINGS
        else {}
    )


def test_an_odd_row_of_a_stranger_spoils_nothing_and_one_of_ours_is_an_issue_of_the_page():
    assert of(DocketEvent, read("ca1", fixture("ordinary.ca1")))  # its third row has one cell
    snapshot = cut(appellate_opinions.SOURCE, "ca1", fixture("ordinary.ca1"), DocketRef("ca1", "23-9003"))
    assert snapshot.is_unreadable
    with pytest.raises(ParseError, match="cannot read"):
        appellate_opinions.SOURCE.parse(snapshot)


def test_a_table_that_lays_out_the_page_is_no_item():
    """Else it would be kept whole for the one row of ours in it, strangers and all."""
    body = (
        fixture("below.ca11_p")
        .replace(b"<body>", b"<body><table><tr><td>")
        .replace(b"</body>", b"</td></tr></table></body>")
    )
    snapshot = cut(appellate_opinions.SOURCE, "ca11_p", body)
    assert b"tranger" not in snapshot.body and snapshot.item_count == 2
    assert [event.ref for event in of(DocketEvent, appellate_opinions.SOURCE.parse(snapshot))] == [
        WATCHED["ca11"]
    ]


@pytest.mark.parametrize(
    ("name", "ours", "changed", "into"),
    [
        (
            "citation.scotus_slip",
            "23-9009",
            b"22-9002</td>",
            b"23-9009</td>",
        ),  # its justice, "QQ", is unknown to juriscraper
        ("ordinary.ca9_p", "23-190001", b"<pubDate>Sat, 09 Mar 2024 01:00:00 GMT</pubDate>", b""),
    ],
)
def test_one_odd_item_of_ours_does_not_hide_the_others(name, ours, changed, into):
    listed = name.partition(".")[2]
    court_id = listed.partition("_")[0]
    records = read(listed, fixture(name).replace(changed, into), WATCHED[court_id], DocketRef(court_id, ours))
    assert [event.ref for event in of(DocketEvent, records)] == [WATCHED[court_id]]
    [issue] = of(Issue, records)
    assert (issue.code, issue.docket_number) == ("unreadable-page", ours)


def test_an_opinion_that_names_230_is_kept_with_its_caption_though_nobody_watches_it():
    title = b"STRANGER V. SOMEBODY ELSE"
    body = fixture("ordinary.ca9_p").replace(
        title, b"Platform immunity under Section 230 of the Communications Decency Act"
    )
    ours, other = of(Docket, read("ca9_p", body))
    assert (ours.ref, ours.caption) == (WATCHED["ca9"], None)  # a watched docket has a better one
    assert other.ref == DocketRef("ca9", "22-90002") and other.caption and other.details


def test_a_number_that_is_not_printed_is_not_believed():
    """juriscraper takes ca9's number from the link less four letters; without ".pdf" that is another docket."""
    records = read("ca9_p", fixture("ordinary.ca9_p").replace(b"22-90001.pdf", b"22-90001"))
    assert [issue.code for issue in of(Issue, records)] == ["docket-number"] and not of(DocketEvent, records)


@pytest.mark.parametrize(
    ("words", "court_id", "numbers"),
    [
        ("22-1234, 22-1235", "ca9", ("22-1234", "22-1235")),
        ("Nos. 22-1234 and 22-1234", "ca9", ("22-1234",)),
        ("22-5277-2032123", "cadc", ("22-5277",)),  # the document's number follows
        ("02-05-2024", "ca9", ()),  # a date
        ("2-5-2024/22-1234 Roe v. X.mp3", "ca6", ("22-1234",)),
        ("tel. 415-355-8000, CA 94103-1526", "ca9", ()),
        ("23-1667P-01A", "ca1", ("23-1667",)),
        ("22A123", "scotus", ("22A123",)),
        ("141, Orig.", "scotus", ("22O141",)),
        ("S276123; S276124", "cal", ("S276123", "S276124")),
        ("no number here", "cal", ()),
        ("103,339-7", "wash", ("103339-7",)),
        ("filename=1033397MAJ 103,339-7", "wash", ("103339-7",)),
        ("A166001M [PDF]", "calctapp", ("A166001",)),  # the modification of an opinion
        ("No. 23-0192 and 23-0193", "tex", ("23-0192", "23-0193")),
    ],
)
def test_printed_numbers(words, court_id, numbers):
    assert court_list_items.printed_numbers(words, court_id) == numbers


@pytest.mark.parametrize(
    ("raw", "court_id", "day"),
    [
        ("03-12-2024", "ca11", date(2024, 3, 12)),
        ("2024/03/12", "ca1", date(2024, 3, 12)),
        ("2024-03-12T00:00:00-04:00", "ca1", date(2024, 3, 12)),
        ("(March 12, 2024)", "cadc", date(2024, 3, 12)),
        ("Mar. 7, 2024", "wash", date(2024, 3, 7)),
        ("Sat, 09 Mar 2024 01:00:00 GMT", "ca9", date(2024, 3, 8)),  # still Friday in San Francisco
        ("12-13", "ca11", None),
        ("00-00-0000", "ca11", None),  # ca11 printed this once
        ("", "ca1", None),
    ],
)
def test_days(raw, court_id, day):
    assert court_list_items.read_day(raw, court_id) == day


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("ca9_p", b"", "empty-answer"),
        ("ca9_p", b"<html><form>Password: <input type=password></form></html>", "login-page"),
        ("ca9_p", b"<rss><channel><title>x</title></channel></rss>", "undated-feed"),
        ("ca9_p", fixture("ordinary.ca9_p")[:300], "broken-feed"),
        (
            "ca9_p",
            b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>',
            "entities",
        ),
        ("ca1", b"", "empty-answer"),
        ("ca1", b"<html><body>Service unavailable</body></html>", "no-list"),
        ("ca1", b"<html><form>Password: <input type=password></form></html>", "no-list"),
        ("ca1", fixture("ordinary.ca1")[:260], "cut-in-half"),
        ("ca1", fixture("ordinary.ca1").replace(b"<tr", b"<div").replace(b"</tr", b"</div"), "changed-form"),
        ("ca8", b"<html><body>Service unavailable</body></html>", "no-list"),
        ("ca9_p", b"/etc/passwd", "not-a-feed"),  # feedparser would open a file of that name
    ],
)
def test_what_is_no_list_is_archived_as_unreadable_without_its_items(name, body, code):
    with pytest.raises(ParseError) as caught:
        court_list_items._cut_down(
            snapshot_of(appellate_opinions.SOURCE, name, body), list_of(appellate_opinions.SOURCE, name), ()
        )
    assert caught.value.code == code
    snapshot = cut(appellate_opinions.SOURCE, name, body)
    assert snapshot.is_unreadable and b"tranger" not in snapshot.body
    with pytest.raises(ParseError):
        appellate_opinions.SOURCE.parse(snapshot)


@pytest.mark.parametrize(
    ("name", "end"),
    [("ordinary.ca1", b"<td>no cells"), ("fragment.ca5", b"March 11"), ("ordinary.ca9_p", b"</guid></item>")],
)
def test_of_a_list_that_breaks_off_what_came_is_read_and_the_rest_is_told_and_asked_for_again(name, end):
    body = fixture(name)
    body = body[: body.rindex(end)]
    listed = name.partition(".")[2]
    ours = WATCHED[listed.partition("_")[0]]
    snapshot = replace(snapshot_of(appellate_opinions.SOURCE, listed, body), validator_key="x", etag="y")
    kept = court_list_items.select_watched(snapshot, list_of(appellate_opinions.SOURCE, listed), (ours,))
    records = appellate_opinions.SOURCE.parse(kept)
    assert [event.ref for event in of(DocketEvent, records)] == [ours]
    assert [issue.code for issue in of(Issue, records)] == ["cut-in-half"]
    assert not kept.is_unreadable and kept.validator_key is None


@pytest.mark.parametrize("is_odd", [False, True])
def test_a_list_that_repeats_a_watched_docket_takes_time_in_proportion(is_odd):
    """600 kB took 38 seconds: each row's number was looked for in all rows. One row that nobody can read made each
    of the others a page of its own."""
    before, row, after = re.split(rb"(<tr><td><span>2024/03/11.*?</tr>\n)", fixture("ordinary.ca1"))
    odd = b"<tr><td>no cells as they should be, 23-9003</td></tr>\n"
    after = after.replace(odd, odd.replace(b"9003", b"9001") if is_odd else b"")
    listed = list_of(appellate_opinions.SOURCE, "ca1")

    def read_rows(count):
        rows = b"".join(
            row.replace(b"9001</a>", b"9001, 2%d-1%04d</a>" % (n % 5, n)) for n in range(len(count))
        )
        snapshot = snapshot_of(appellate_opinions.SOURCE, "ca1", before + rows + after)
        kept = court_list_items.select_watched(snapshot, listed, (WATCHED["ca1"],))
        assert kept.body.count(b"<tr>") >= len(count)

    assert grows_evenly(read_rows, "x" * 600)


def test_the_last_item_of_a_list_that_breaks_off_may_be_half_and_is_left():
    body = fixture("ordinary.ca1")
    body = body[: body.index(b"23-9002</a>")]
    records = read("ca1", body, DocketRef("ca1", "23-9002"))
    assert [issue.code for issue in of(Issue, records)] == ["cut-in-half"] and not of(DocketEvent, records)


def test_a_page_of_items_none_of_which_has_a_number_has_changed_its_form():
    body = fixture("comments.ca6").replace(b"22-900", b"case ")
    with pytest.raises(ParseError) as caught:
        appellate_opinions.SOURCE.parse(cut(appellate_opinions.SOURCE, "ca6", body))
    assert cut(appellate_opinions.SOURCE, "ca6", body).is_unreadable and caught.value.code != "empty-answer"


def test_an_item_that_left_the_list_was_not_withdrawn():
    """A window shows what is new."""
    gone = cut(appellate_opinions.SOURCE, "ca1", fixture("ordinary.ca1").replace(b"23-9001", b"23-9009"))
    assert gone.item_count == 3 and appellate_opinions.SOURCE.parse(gone) == []


# ---- over the wire


def test_only_courts_with_a_watched_docket_are_asked_and_a_failure_stops_no_other():
    pages = {
        "/ca9_p": Page(fixture("ordinary.ca9_p")),
        "/ca9_u": Page(status=500),
        "/ca1": Page(fixture("ordinary.ca1")),
    }
    results, paths = fetched(
        appellate_opinions.SOURCE,
        "APPELLATE_OPINIONS",
        pages,
        (WATCHED["ca9"], WATCHED["ca1"], DocketRef("cand", "3:12-cv-00230")),
    )
    assert sorted(paths) == ["/ca1", "/ca9_p", "/ca9_u"]
    [error] = of(FetchError, results)
    assert error.status == 500 and [
        len(appellate_opinions.SOURCE.parse(snapshot)) for snapshot in results if snapshot is not error
    ] == [2, 2]


@pytest.mark.parametrize(
    ("today", "addresses"),
    [
        (date(2024, 3, 15), ["/03/2024/23"]),
        (date(2024, 3, 2), ["/02/2024/23", "/03/2024/23"]),  # February's last days may have come late
        (date(2025, 1, 1), ["/12/2024/24", "/01/2025/24"]),
        (date(2024, 10, 3), ["/09/2024/23", "/10/2024/24"]),  # the Court's term turns
    ],
)
def test_a_list_of_a_month_is_asked_for_some_days_longer(today, addresses):
    asked = [
        court_list_pages.fill("/{day:%m}/{day:%Y}/{term:02}", day)
        for day in (today - court_list_pages._OVERLAP, today)
    ]
    assert list(dict.fromkeys(asked)) == addresses


def index_of(*links):
    items = "".join(f'<li><a href="{link}">March</a></li>' for link in links)
    return (
        f"<html><body><div id='MainContent'><div><div><div><ul>{items}</ul></div></div></div></div></body>"
        "</html>"
    ).encode()


@pytest.mark.parametrize(
    ("links", "asked", "statuses"),
    [
        # Days, and the last three are read.
        (
            [f"/day/march-{day}-2024/" for day in (1, 8, 11, 15)],
            [f"/day/march-{day}-2024/" for day in (8, 11, 15)],
            ["page", "page", "page"],
        ),
        # Its own site only.
        *(
            ([link, "/day/march-15-2024/"], ["/day/march-15-2024/"], ["page"])
            for link in (
                "http://[",
                "https://elsewhere.example.org/day/march-11-2024/",
                "javascript:void(0)",
                "//elsewhere.example.org/x",
            )
        ),
        # A day that fails hides no other.
        (["/1/", "/500/", "/3/"], ["/1/", "/500/", "/3/"], ["page", 500, "page"]),
    ],
)
def test_the_index_of_texas_leads_to_its_days(links, asked, statuses):
    pages = {link: Page(fixture("day.tex")) for link in links} | {"/500/": Page(status=500)}
    pages["/tex"] = Page(index_of(*links))
    results, paths = fetched(appellate_opinions.SOURCE, "APPELLATE_OPINIONS", pages, (WATCHED["tex"],))
    assert paths == ["/tex", *asked]
    assert [getattr(thing, "status", "page") for thing in results] == statuses
    assert not any(page.is_unreadable for page in results if not isinstance(page, FetchError))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Service unavailable</body></html>",
        b"\xff\xfe\x00",
        b"<html>\0\xd8\xd8</html>",
        b"%PDF-1.4",
    ],
)
def test_an_index_that_is_none_is_unreadable(body):
    results, _ = fetched(
        appellate_opinions.SOURCE, "APPELLATE_OPINIONS", {"/tex": Page(body)}, (WATCHED["tex"],)
    )
    assert [snapshot.is_unreadable for snapshot in results] == [True]


def test_a_server_that_is_silent_twice_is_left_alone_for_this_run():
    def silent(handler):
        handler.connection.close()

    names = ("cal", *(f"calctapp_{name}" for name in ("1st", "2nd", "3rd", "5th", "6th")))
    results, paths = fetched(
        appellate_opinions.SOURCE,
        "APPELLATE_OPINIONS",
        {f"/{name}": silent for name in names},
        (WATCHED["cal"], DocketRef("calctapp", "A100001")),
    )
    assert len(results) == 2 and len(set(paths)) == 2


@pytest.mark.parametrize("name", ["ordinary.ca1", "comments.ca6", "ordinary.ca9_p"])
def test_a_saved_list_keeps_what_is_watched(name):
    source, listed = appellate_opinions.SOURCE, list_of(appellate_opinions.SOURCE, name.rpartition(".")[2])
    saved = source.recognize("saved.html", fixture(name), listed.court_id, "2024-05-01T00:00:00Z")
    assert saved is not None and saved.kind == f"appellate_opinions.{listed.name}"
    refs = (WATCHED[listed.court_id],)
    kept = source.keep_watched(saved, refs)
    assert kept.url == "import:saved.html" and b"tranger" not in kept.body.lower()
    assert {record.ref for record in of(Docket, source.parse(kept))} & set(refs)
    with pytest.raises(ParseError, match="none is of a docket here"):
        source.keep_watched(saved, (DocketRef(listed.court_id, "99-9999"),))


def test_a_saved_list_of_a_court_that_nobody_named_asks_for_it():
    body = fixture("ordinary.ca1").replace(b"<body", b"<!-- https://www.ca1.uscourts.gov/opn/aci --><body", 1)
    with pytest.raises(ParseError, match="--court ca1"):
        appellate_opinions.SOURCE.recognize("saved.html", body, None, "2024-05-01T00:00:00Z")
    assert (
        appellate_opinions.SOURCE.recognize("x.html", b"<html>Two eggs</html>", None, "2024-05-01T00:00:00Z")
        is None
    )


def recording(name):
    return (FIXTURES / "oral_arguments" / name).read_bytes()


def read_recordings(name, body, *refs):
    return oral_arguments.SOURCE.parse(cut(oral_arguments.SOURCE, name, body, *refs))


def test_words_behind_the_end_of_a_feed_cost_no_item():
    """ca1's, as one was saved."""
    body = recording("feed.ca1")
    assert read_recordings("ca1", body + b"\\n extra words") == read_recordings("ca1", body) != []


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("ca11", b""),
        ("ca11", b"<html><body>Service unavailable</body></html>"),
        ("ca11", recording("ordinary.ca11")[:200]),
        ("ca11", recording("ordinary.ca11").replace(b"<td>03/12/2024</td>", b"")),  # a column less
        ("ca5", recording("feed.ca5")[:300]),
        (
            "ca5",
            recording("feed.ca5").replace(b"Argued March", b"Heard March"),
        ),  # juriscraper skips these without a word
    ],
)
def test_what_cannot_be_read_is_unreadable(name, body):
    snapshot = cut(oral_arguments.SOURCE, name, body)
    assert snapshot.is_unreadable and b"tranger" not in snapshot.body
    with pytest.raises(ParseError):
        oral_arguments.SOURCE.parse(snapshot)


def test_courts_that_are_watched_are_asked():
    results, paths = fetched(
        oral_arguments.SOURCE,
        "ORAL_ARGUMENTS",
        {"/ca11": Page(recording("ordinary.ca11"))},
        (WATCHED["ca11"], DocketRef("ca2", "22-9001")),
    )
    assert paths == ["/ca11"] and [snapshot.item_count for snapshot in results] == [2]


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
