"""When a suit began: the day in its first court, and not known where only a later court's day is."""

import pytest
from sqlite_utils import Database

from tests.worlds.publishing import build_catalog


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    path = tmp_path_factory.mktemp("catalog") / "docket.db"
    build_catalog(path)
    db = Database(path)
    yield {row["case_id"]: row for row in db["cases"].rows}
    db.close()


@pytest.mark.parametrize(
    ("case_id", "date_filed", "year_filed", "law_in_force"),
    [
        (
            "js-v-village-voice",
            "2012-07-27",
            2012,
            "before_fosta",
        ),  # filed in Pierce County, reviewed in Olympia
        ("anderson-v-tiktok", "2022-05-12", 2022, "after_fosta"),
        ("herrick-v-grindr", "2017-02-08", 2017, "spans_fosta"),  # not the petition of 2019
        ("enigma-v-malwarebytes", None, 2017, "spans_fosta"),
        ("daniel-v-armslist", None, None, "unknown"),  # a state court's number is its own affair
        ("doe-v-backpage-2014", "2014-10-16", 2014, "before_fosta"),
        ("in-re-facebook-texas", "2018-10-01", 2018, "after_fosta"),  # the later suits have no date
        ("vermont-v-meta", None, None, "unknown"),  # the trial court's docket is not here
    ],
)
def test_a_case_began_where_it_was_filed(cases, case_id, date_filed, year_filed, law_in_force):
    row = cases[case_id]
    assert (row["date_filed"], row["year_filed"], row["law_in_force"]) == (
        date_filed,
        year_filed,
        law_in_force,
    )


def test_a_year_is_known_of_most_cases(cases):
    reviewed = [row for row in cases.values() if row["selection"] == "catalog"]
    assert sum(row["year_filed"] is not None for row in reviewed) > 0.6 * len(reviewed)
    assert all(row["year_filed"] == int(row["date_filed"][:4]) for row in reviewed if row["date_filed"])
