"""Where a decision stands in the archive of printed reporters, and why it cannot."""

import csv
import json
from pathlib import Path

import pytest

from docket import caselaw
from docket.caselaw import find_places, is_of, load_leading, load_reporters

DATA = Path(caselaw.__file__).parent / "data"


@pytest.mark.parametrize(
    ("citation", "decided", "places"),
    [
        ("129 F.3d 327", "1997-11-12", ["f3d/129/0327-01"]),
        ("592 F. App'x 74;2015 WL 534864", "2015-02-10", ["f-appx/592/0074-01"]),
        (
            "184 Wn.2d 95;359 P.3d 714",
            "2015",
            ["wash-2d/184/0095-01", "p3d/359/0714-01"],
        ),  # its spelling at home
        (
            "146 P.3d 510;40 Cal. 4th 33",
            "2006",
            ["cal-4th/40/0033-01", "p3d/146/0510-01"],
        ),  # regional ones last
        ("1 F.3d 1100", "1993", ["f3d/1/1100-01"]),
        ("995 F.3d 1085", "2021-05-04", []),
        ("183 F. Supp. 3d 20", "2016", []),  # volumes that it lacks
        ("487 Mass. 235", "2021-04-21", []),  # Mass. is there, to 2017
        ("2 F.4th 871", "2021", []),
        ("1995 WL 323710", "1995", []),
        (None, "2015", []),
    ],
)
def test_places_of_a_citation(citation, decided, places):
    result = find_places(citation, decided)
    assert [f"{place.reporter.slug}/{place.volume}/{place.first_file}" for place in result] == places


def test_a_citation_alone_is_no_key():
    [place] = find_places("1 F.3d 1100")
    assert is_of(place, ["1 F. 3d 1100"]) and not is_of(place, ["1 F.3d 1101", "1 F.2d 1100"])


def test_leading_decisions_are_in_the_record_at_their_places():
    """Each is a ruling of ours with that docket, day and citation, and its file is the place's or one beside it."""
    with (DATA / "decisions.csv").open(encoding="utf-8", newline="") as lines:
        known = {(row["docket"], row["date"]): row["citation"].split(";") for row in csv.DictReader(lines)}
    assert len(load_leading()) == 20 == len({decision.docket for decision in load_leading()})
    for decision in load_leading():
        assert decision.place.cite in known[decision.docket, decision.date]
        assert decision.file.startswith(f"{decision.place.page:04}-") and decision.basis in (
            "seen",
            "computed",
        )


REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real" / "caselaw" / "ReportersMetadata.json"


@pytest.mark.skipif(not REAL.exists(), reason="the archive's own list of reporters (../shared) is not here")
def test_reporters_are_the_archives_own():
    """Slugs and names are as its list of reporters has them: looked up, never made."""
    real = {listed["slug"]: listed for listed in json.loads(REAL.read_bytes())}
    for slug, reporter in load_reporters().items():
        assert reporter.name == real[slug]["short_name"]
        assert int(reporter.last_decided[:4]) <= real[slug]["end_year"]
