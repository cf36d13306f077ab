"""Whole printed reporters swept for § 230: what is ours gets its words, what is not becomes a candidate."""

import asyncio

import pytest

from docket.caselaw import find_places
from publish.serve import make_datasette
from tests.worlds.caselaw_files import CaselawServer, MadeCase, MadePart, make_decision
from tests.worlds.command import built_home, home, tracker, tracker_json  # noqa: F401
from tests.worlds.sql import run_sql
from tracker.home import open_house
from tracker.pipeline.watch_list import watch_list
from tracker.settings import load_settings
from tracker.sweep.decisions import CANDIDATE, MENTION, OURS, UNPLACED, find_court, place
from tracker.sweep.volumes import find_in_case, may_name_230

HELD = (
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
            HELD,
            docket_number="No. 96-1777",
            number=5,
            decided="1997-12-02",
        ),
        case("129 F.3d 420", "Doe v. Plain Corp.", PLAIN, number=6, decided="1997-12-02"),
        case("130 F.3d 12", "Old v. Before", HELD, number=7, decided="1995-12-02"),
        case("130 F.3d 30", "Poe v. Number Unread", HELD, docket_number="", number=8, decided="1997-12-30"),
        case("71 F.3d 3", "Too v. Early", HELD, number=9),  # a volume of before 1996
    ]


def found(made):
    return {"json": made.json().decode(), "file": made.file_name, "html": None, "score": 1.0, "answer": None}


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        (HELD, True),
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
    assert find_in_case(case("129 F.3d 400", "A v. B", HELD, decided="1996-02-07").json()) is None
    for day in ("1996-02-08", "1996-02", "1996"):
        assert find_in_case(case("129 F.3d 400", "A v. B", HELD, decided=day).json())["answer"] == "immune"


def test_what_the_archive_lists_as_cited_is_found_where_the_text_is_too_noisy():
    cites = ({"cite": "47 U.S.C. \u00a7 230", "category": "laws:leg_statute"},)
    made = find_in_case(
        case("129 F.3d 400", "A v. B", "47 U.S.C. \u00a7 Z3O bars it.", cites_to=cites).json()
    )
    assert (made["cites_230"], made["label"], made["answer"]) == (True, "mentions_230", None)


def test_a_find_is_placed_by_citation_then_by_court_and_number():
    assert place(found(cases()[0]))[0] == OURS
    what, [ref] = place(found(cases()[1]))
    assert (what, ref.court_id, ref.docket_number, ref.catalog_slug) == (CANDIDATE, "ca4", "96-1777", None)
    assert place(found(cases()[4]))[0] == UNPLACED
    assert place(found(cases()[1]) | {"score": 0.1})[0] == MENTION
    shared = case("129 F.3d 327", "United States v. Beispiel", HELD, docket_number="No. 97-9999")
    assert place(found(shared))[0] == CANDIDATE  # it begins on the page of a decision of ours
    # A ruling of which we know no citation, by its names, court and day; one of another court is none of ours.
    fields = {"decided": "2015-05-12", "docket_number": "Civil Action No. 1:15-cv-220"}
    ours = case(
        "110 F. Supp. 3d 999",
        "AdvanFort Co. v. International Registries, Inc.",
        HELD,
        court="E.D. Va.",
        **fields,
    )
    what, [ref] = place(found(ours))
    assert (what, ref.catalog_slug) == (OURS, "advanfort-v-international-registries-vaed")
    other = case(
        "110 F. Supp. 3d 999",
        "AdvanFort Co. v. International Registries, Inc.",
        HELD,
        court="D. Md.",
        **fields,
    )
    assert place(found(other))[0] == CANDIDATE
    assert place(found(case("129 F.3d 500", "Example v. Nobody", HELD, court="Nowhere Ct.")))[0] == UNPLACED


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


def rows(home, sql):
    return run_sql(home / "docket.db", sql)


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
    _check_pages(home)
    listed = tracker(home, "review", "ca4-96-1777").stdout
    assert "sweep of reporters: Section 230 bars the claims" in listed
    with open_house(load_settings({"TRACKER_HOME": str(home)})) as house:
        watched = watch_list(house)
        assert "96-1777" not in {ref.docket_number for ref in (*watched.refs, *watched.ended)}
    tracker(
        home, "review", "ca4-96-1777", "confirm", "--reason", "it decides § 230(c)(1)", "--by", "A. Editor"
    )
    with open_house(load_settings({"TRACKER_HOME": str(home)})) as house:
        watched = watch_list(house)
        assert "96-1777" in {ref.docket_number for ref in (*watched.refs, *watched.ended)}


def _check_pages(home):
    """A candidate is listed where candidates are, and can be searched; it is in no list or count of the record."""
    datasette = make_datasette(home / "docket.db", home / "archive.db")

    def ask(path):
        return asyncio.run(datasette.client.get(path))

    name = "Roe v. Unknown Forum"
    section = ask("/coverage").text.partition('id="found"')[2].partition("</section>")[0]
    assert (
        name in section and "nobody has reviewed it" in section and "Section 230 bars the claims" in section
    )
    assert name in ask("/cases?selection=candidate").text and name not in ask("/cases").text
    assert name in ask("/rulings?selection=candidate").text and name not in ask("/rulings").text
    assert name in ask("/search?q=unknown+forum").text
    for path in ("cases", "dockets", "rulings"):
        [taken, waiting] = [ask(f"/api/v1/{path}?{asked}") for asked in ("limit=200", "selection=candidate")]
        assert name not in taken.text and len(waiting.json()["data"]) == 1
    datasette.databases["docket"].close()


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
