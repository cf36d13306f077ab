"""A home filled from the archive of reporters: words by ruling, once asked, the same in a rebuild, and taken down."""

import html
import os

import pytest

from docket.caselaw import find_places, load_leading
from tests.db.test_merge import dump
from tests.worlds.asking import ask
from tests.worlds.caselaw_files import HELD, CaselawServer, MadeCase, MadePart, make_decision
from tests.worlds.command import built_home, home, tracker, tracker_json, whole_built_home, whole_home  # noqa: F401
from tests.worlds.mirror import Mirror
from tests.worlds.sql import run_sql
from tracker.backup import verify
from tracker.home import open_house
from tracker.opinions.wanted import find_wanted
from tracker.outcome import Outcome
from tracker.pipeline.watch_list import watch_list
from tracker.settings import load_settings
from tracker.sweep.decisions import CANDIDATE, MENTION, OURS, UNPLACED, find_court, place
from tracker.sweep.volumes import find_in_case, may_name_230

FULL = bool(os.environ.get("TRACKER_TEST_FULL"))
ZERAN = "129 F.3d 327"
NAME = "Xanthippe Q. Secretname"


def settings_of(home):
    return load_settings({"TRACKER_HOME": str(home)})


def cases_of(home):
    """An invented opinion for each decision wanted that the archive may have, under its true citation and name."""
    with open_house(settings_of(home)) as house:
        wanted = find_wanted(house.store.db)
    cases = []
    for number, decision in enumerate(wanted, 1):
        if places := find_places(decision.citation, decision.decided):
            day = (
                decision.decided
                if decision.decided and len(decision.decided) == 10
                else f"{decision.decided or 2001}-01-02"
            )
            cases.append(make_decision(places[0].cite, decision.names[0], day, number=number))
    return cases


def rows(home, sql, *values):
    return run_sql(home / "docket.db", sql, *values)


def test_each_ruling_gets_its_words_once_and_the_rest_a_reason(home, tmp_path):
    cases = cases_of(home)
    assert len(cases) > 10
    with CaselawServer(cases) as server:
        tracker(home, "run", "caselaw", TRACKER_CASELAW_URL=server.url)
        asked = server.paths()
        assert len(asked) == len(set(asked)) == 2 * len(cases)
        tracker(home, "run", "caselaw", TRACKER_CASELAW_URL=server.url)
        assert server.paths() == asked
    held = rows(
        home,
        "select r.citation, o.citation, o.date_filed, p.printed_page, p.last_printed_page, p.page from opinions o "
        "join rulings r using (ruling_id) join passages p using (opinion_id) where p.kind = 'holding'",
    )
    assert len(held) == len(cases)
    for ruling, printed, _, first, last, page in held:
        assert printed in ruling and int(last) == int(first) + 1 and page is None
    [(breaks, text)] = rows(
        home,
        "select page_breaks, p.text from opinion_paragraphs p join opinions o using (opinion_id) "
        "where o.citation = ? and p.text like 'We hold%'",
        ZERAN,
    )
    offset, _, page = breaks.partition("=")
    assert (page, text[int(offset) :]) == ("328", HELD.partition("|{next}| ")[2])
    assert rows(
        home,
        "select count(*) from rulings where answer is not null and (words_missing is null) <> (ruling_id in "
        "(select o.ruling_id from opinions o join opinion_paragraphs using (opinion_id)))",
    ) == [(0,)]
    reasons = {why for (why,) in rows(home, "select words_missing from rulings where answer is not null")}
    assert {
        "Harvard's archive of reporters has no F.4th",
        "Harvard's archive of reporters has no volume 995 of F.3d (it ends with volume 935, of 2019)",
        None,
    } <= reasons
    _check_pages(home)
    figures = tracker_json(home, "record")
    assert figures["words_held_by_year_and_source"]["1997, caselaw"] >= 1
    assert sum(figures["words_held_by_year_and_source"].values()) == figures["words_held"] > 10
    assert figures["answers_without_words"]["Harvard's archive of reporters has no F.4th"] >= 1
    with open_house(settings_of(home)) as house:
        tables = dump(house.store.db)
        house.rebuild(Outcome("rebuild"))
        assert dump(house.store.db) == tables
    assert list(verify(settings_of(home), tmp_path)) == []


def _check_pages(home):
    """On the page of a case the court's sentence stands before our summary, to be copied with its place; or why not."""
    cases = ("zeran-v-aol", "force-v-facebook", "lemmon-v-snap")
    pages = ask(home / "docket.db", *(f"/case/{case}" for case in cases), archive_path=home / "archive.db")
    zeran, force, lemmon = (
        page.text.partition('class="verdict"')[2].partition('class="facts"')[0] for page in pages
    )
    assert 0 < zeran.index("We hold that section 230") < zeran.index("our words")
    assert 'href="https://static.case.law/f3d/129/html/0327-01.html"' in zeran
    copied = html.unescape(zeran.partition('data-copy="with citation" data-text="')[2].partition('"')[0])
    held = HELD.replace("|{next}| ", "")
    assert copied.startswith(f"“{held}” ") and copied.endswith(", 129 F.3d 327, 327–28 (4th Cir. 1997).")
    assert "934 F.3d 53, 53–54 (2d Cir. 2019)" in force
    assert "docket sheet never read" in pages[1].text  # the file of a decision is none
    assert (
        "words are not held: Harvard&#39;s archive of reporters has no volume 995 of F.3d (it ends with volume"
        in lemmon
    )
    assert "data-copy" not in lemmon


def test_a_name_in_an_opinion_is_taken_down_and_its_pages_stay_right(home):
    parts = [
        MadePart(
            "majority",
            "SAMPLE, Circuit Judge.",
            [f"The suit of {NAME} failed below. {HELD.format(next=328)}"],
        )
    ]
    with CaselawServer(
        [make_decision(ZERAN, "Zeran v. America Online", "1997-11-12", parts=parts)]
    ) as server:
        tracker(home, "run", "caselaw", TRACKER_CASELAW_URL=server.url, code=None)
    assert rows(home, "select count(*) from opinion_paragraphs where text like '%Secretname%'") == [(1,)]
    tracker(home, "suppress", "words", NAME, "--yes", "--reason", "a minor", "--by", "A. Editor")
    [(text, breaks)] = rows(home, "select text, page_breaks from opinion_paragraphs where part = 'majority'")
    assert "Secretname" not in text and "[words removed]" in text
    offset, _, page = breaks.partition("=")
    assert page == "328" and text[int(offset) :].startswith("another wrote")
    for start, words, whole in rows(
        home,
        "select span_start, p.text, o.text from passages p join opinion_paragraphs o using (paragraph_id)",
    ):
        assert whole[start : start + len(words)] == words
    tracker(home, "suppress", "words", NAME, "--purge", "--yes", "--reason", "a minor", "--by", "A. Editor")
    page = "select body is null from snapshots where source = 'caselaw' and purge_reason = 'a minor'"
    assert {gone for (gone,) in run_sql(home / "archive.db", page)} == {1}


@pytest.mark.skipif(not FULL, reason="a minute at a request a second; ./test --full")
def test_the_first_minute_brings_the_leading_decisions(whole_home):
    with CaselawServer(cases_of(whole_home), pause=1) as server, Mirror() as mirror:
        settings = mirror.settings() | {"TRACKER_CASELAW_URL": server.url}
        names = ("caselaw", "recap", "govinfo", "scotus", "congress")
        tracker(whole_home, "run", "--due", "--limit-seconds", "60", *names, code=None, **settings)
    leading = [decision.place.cite for decision in load_leading()]
    with_words = rows(whole_home, "select distinct citation from opinions join passages using (opinion_id)")
    assert sum(cite in leading for (cite,) in with_words) >= 15
    read = "select count(distinct docket_id) from docket_entries join snapshots using (snapshot_id) where source = ?"
    assert rows(whole_home, read, "recap")[0][0] > 40


HELD_230 = (
    "Section 230 bars the claims, which treat Example as the publisher or speaker of information provided by another "
    "information content provider. 47 U.S.C. § 230(c)(1). We therefore affirm the judgment of dismissal."
)
PLAIN = (
    "Rule 230 of the local rules, 29 U.S.C. § 2301 and 206 F.3d 230 do not apply. The judgment is AFFIRMED."
)


def case(citation, name, text, **fields):
    [made] = find_places(citation)
    part = MadePart("majority", "SAMPLE, Circuit Judge.", [text, "The judgment is AFFIRMED."])
    return MadeCase(made, name, name, [part], made.page + 3, **({"decided": "2005-02-03"} | fields))


def cases():
    """Two volumes: one case of ours by its citation, one that nobody knows, one that only mentions, and others."""
    return [
        make_decision("129 F.3d 327", "Zeran v. America Online, Inc.", "1997-11-12"),
        case(
            "129 F.3d 400",
            "Roe v. Unknown Forum, Inc.",
            HELD_230,
            docket_number="No. 96-1777",
            number=5,
            decided="1997-12-02",
        ),
        case("129 F.3d 420", "Doe v. Plain Corp.", PLAIN, number=6, decided="1997-12-02"),
        case("130 F.3d 12", "Old v. Before", HELD_230, number=7, decided="1995-12-02"),
        case(
            "130 F.3d 30", "Poe v. Number Unread", HELD_230, docket_number="", number=8, decided="1997-12-30"
        ),
        case("71 F.3d 3", "Too v. Early", HELD_230, number=9),  # a volume of before 1996
    ]


def found(made):
    return {"json": made.json().decode(), "file": made.file_name, "html": None, "score": 1.0, "answer": None}


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        (HELD_230, True),
        ("47 U. S. C. \u00a7230(c)(2) protects the removal.", True),
        ("The Communications Decency Act bars the claim.", True),
        ("Immunity under section 230 is a defense.", True),
        (PLAIN, True),  # it stands beside a section: the reader decides
        ("See 206 F.3d 230; 1,230 pages; 230 Cal. App. 3d 4.", False),
        ("The jury awarded $230 to the plaintiff.", False),
    ],
)
def test_a_look_at_the_bytes_passes_over_what_names_nothing(text, is_named):
    body = case("129 F.3d 400", "A v. B", text).json()
    assert may_name_230(body) is is_named
    assert is_named or find_in_case(body) is None


def test_the_day_of_each_case_decides():
    assert find_in_case(case("129 F.3d 400", "A v. B", HELD_230, decided="1996-02-07").json()) is None
    for day in ("1996-02-08", "1996-02", "1996"):
        assert (
            find_in_case(case("129 F.3d 400", "A v. B", HELD_230, decided=day).json())["answer"] == "immune"
        )


def test_what_the_archive_lists_as_cited_is_found_where_the_text_is_too_noisy():
    cites = ({"cite": "47 U.S.C. \u00a7 230", "category": "laws:leg_statute"},)
    made = find_in_case(
        case("129 F.3d 400", "A v. B", "47 U.S.C. \u00a7 Z3O bars it.", cites_to=cites).json()
    )
    assert (made["cites_230"], made["label"], made["answer"]) == (True, "mentions_230", None)


ADVANFORT = "AdvanFort Co. v. International Registries, Inc."
IN_2015 = {"decided": "2015-05-12", "docket_number": "Civil Action No. 1:15-cv-220"}


@pytest.mark.parametrize(
    ("made", "more", "what", "expected"),
    [
        (cases()[0], {}, OURS, {}),
        (
            cases()[1],
            {},
            CANDIDATE,
            {"court_id": "ca4", "docket_number": "96-1777", "catalog_slug": None},
        ),
        (cases()[4], {}, UNPLACED, {}),
        (cases()[1], {"score": 0.1}, MENTION, {}),
        # It begins on the page of a decision of ours.
        (
            case("129 F.3d 327", "United States v. Beispiel", HELD_230, docket_number="No. 97-9999"),
            {},
            CANDIDATE,
            {"docket_number": "97-9999"},
        ),
        # A ruling of which we know no citation, by its names, court and day; one of another court is none of ours.
        (
            case("110 F. Supp. 3d 999", ADVANFORT, HELD_230, court="E.D. Va.", **IN_2015),
            {},
            OURS,
            {"catalog_slug": "advanfort-v-international-registries-vaed"},
        ),
        (case("110 F. Supp. 3d 999", ADVANFORT, HELD_230, court="D. Md.", **IN_2015), {}, CANDIDATE, {}),
        (case("129 F.3d 500", "Example v. Nobody", HELD_230, court="Nowhere Ct."), {}, UNPLACED, {}),
    ],
)
def test_a_find_is_placed_by_citation_then_by_court_and_number(made, more, what, expected):
    placed, refs = place(found(made) | more)
    assert placed == what
    assert all(getattr(refs[0], name) == value for name, value in expected.items())


@pytest.mark.parametrize(
    ("name", "court"),
    [
        ("9th Cir.", "ca9"),
        ("N.D. Cal.", "cand"),
        ("U.S.", "scotus"),
        ("Cal.", "cal"),
        ("D.C. Cir.", "cadc"),
        ("X", None),
    ],
)
def test_courts_go_by_their_abbreviation(name, court):
    assert find_court(name) == court


CANDIDATES = """
select d.docket_id, d.selection, r.answer, r.answer_tier, r.citation, r.date_from,
  (select count(*) from opinion_paragraphs p where p.docket_id = d.docket_id)
from dockets d join rulings r using (docket_id) where d.selection = 'candidate'
"""


def test_a_sweep_brings_words_and_candidates_and_goes_on_where_it_was(home):
    with CaselawServer(cases(), volumes=True) as server:
        settings = {"TRACKER_CASELAW_URL": server.url}
        asked = tracker(home, "sweep", "caselaw", "f3d", answer="n\n", code=1, **settings).stderr
        assert "2 volumes, of which 2 are to be fetched: some 0.0 GB" in asked
        assert server.paths() == ["/f3d/VolumesMetadata.json"]
        done = tracker_json(home, "sweep", "caselaw", "f3d", "--yes", "--workers", "1", **settings)
        assert {name: done[name] for name in ("volumes", OURS, CANDIDATE, MENTION, UNPLACED)} == {
            "volumes": 2,
            OURS: 1,
            CANDIDATE: 1,
            MENTION: 0,
            UNPLACED: 1,
        }
        assert server.paths()[1:] == ["/f3d/129.zip", "/f3d/130.zip"]
        assert not list((home / "sweep").rglob("*.zip"))
        again = tracker_json(home, "sweep", "caselaw", "f3d", "--workers", "1", **settings)  # nothing to ask
        assert (again["stored"], len(server.paths())) == (0, 3)
        # What the sweep brought, the source does not ask for.
        tracker(home, "run", "caselaw", code=None, **settings)
        assert not [path for path in server.paths() if "0327" in path]
    [(docket, selection, answer, tier, cite, day, paragraphs)] = rows(home, CANDIDATES)
    assert (docket, selection, cite, day) == ("ca4-96-1777", "candidate", "129 F.3d 400", "1997-12-02")
    assert (answer, tier) == ("immune", "unreviewed") and paragraphs == 2
    words = "select o.ruling_id from opinions o join passages using (opinion_id) where o.citation = '129 F.3d 327'"
    assert {ruling is not None for (ruling,) in rows(home, words)} == {True}  # ours got its words
    _check_candidate(home)
    listed = tracker(home, "review", "ca4-96-1777").stdout
    assert "sweep of reporters: Section 230 bars the claims" in listed
    with open_house(settings_of(home)) as house:
        watched = watch_list(house)
        assert "96-1777" not in {ref.docket_number for ref in (*watched.refs, *watched.ended)}
    tracker(
        home, "review", "ca4-96-1777", "confirm", "--reason", "it decides § 230(c)(1)", "--by", "A. Editor"
    )
    with open_house(settings_of(home)) as house:
        watched = watch_list(house)
        assert "96-1777" in {ref.docket_number for ref in (*watched.refs, *watched.ended)}


def _check_candidate(home):
    """A candidate is listed where candidates are, and can be searched; it is in no list or count of the record."""
    name = "Roe v. Unknown Forum"
    lists = [f"/{page}{asked}" for page in ("cases", "rulings") for asked in ("", "?selection=candidate")]
    tables = [
        f"/api/v1/{path}?{asked}"
        for path in ("cases", "dockets", "rulings")
        for asked in ("limit=200", "selection=candidate")
    ]
    addresses = ("/coverage", "/search?q=unknown+forum", *lists, *tables)
    coverage, found_words, *rest = ask(home / "docket.db", *addresses, archive_path=home / "archive.db")
    section = coverage.text.partition('id="found"')[2].partition("</section>")[0]
    assert (
        name in section and "nobody has reviewed it" in section and "Section 230 bars the claims" in section
    )
    assert name in found_words.text
    for taken, waiting in zip(rest[::2], rest[1::2], strict=True):
        assert name not in taken.text and name in waiting.text
    assert [len(waiting.json()["data"]) for waiting in rest[5::2]] == [1, 1, 1]


def test_finds_made_elsewhere_are_brought(home, tmp_path):
    with CaselawServer(cases(), volumes=True) as server:
        other = tmp_path / "other"
        settings = {"TRACKER_CASELAW_URL": server.url}
        tracker(
            other,
            "sweep",
            "caselaw",
            "f3d",
            "--yes",
            "--only-find",
            "--keep-zips",
            "--workers",
            "1",
            **settings,
        )
    assert len(list(other.rglob("*.zip"))) == 2
    finds = other / "sweep" / "decisions.ndjson"
    assert len(finds.read_text().splitlines()) == 3
    done = tracker_json(home, "sweep", "caselaw", "--finds", str(finds))
    assert (done[OURS], done[CANDIDATE]) == (1, 1)
    assert len(rows(home, CANDIDATES)) == 1


def test_a_volume_that_does_not_come_is_named_and_asked_for_again(home):
    with CaselawServer(cases(), volumes=True) as server:
        zipped = server.pages.pop("/f3d/130.zip")
        settings = {"TRACKER_CASELAW_URL": server.url}
        done = tracker(home, "sweep", "caselaw", "f3d", "--yes", "--workers", "1", code=1, **settings)
        assert "/f3d/130.zip" in done.stderr and "1 volumes did not come" in done.stderr
        server.pages["/f3d/130.zip"] = zipped
        assert (
            tracker_json(home, "sweep", "caselaw", "f3d", "--yes", "--workers", "1", **settings)["volumes"]
            == 2
        )
        assert server.paths().count("/f3d/129.zip") == 1


def test_a_reporter_that_is_not_there_is_named(home):
    done = tracker(home, "sweep", "caselaw", "f4th", code=1)
    assert "f4th: no reporter that a sweep reads; those are us, s-ct, f3d" in done.stderr
