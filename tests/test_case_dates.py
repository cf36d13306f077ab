"""When a suit began: the day in its first court, and not known where only a later court's day is."""

import pytest
from sqlite_utils import Database

from tests.publishing import build_catalogue


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    path = tmp_path_factory.mktemp("catalogue") / "docket.db"
    build_catalogue(path)
    db = Database(path)
    yield {row["case_id"]: row for row in db["cases"].rows}
    db.close()


@pytest.mark.parametrize(
    ("case_id", "date_filed", "law_in_force"),
    [
        ("js-v-village-voice", "2012-07-27", "before_fosta"),       # filed in Pierce County, reviewed in Olympia
        ("anderson-v-tiktok", "2022-05-12", "after_fosta"),
        ("fyk-v-facebook", "2018-08-22", "after_fosta"),
        ("herrick-v-grindr", None, "unknown"),                      # only the petition of 2019 has a date; the suit is of 2017
        ("daniel-v-armslist", None, "unknown"),                     # likewise, filed in 2015
        ("doe-v-backpage-2014", None, "before_fosta"),              # over before the Act, whenever it began
        ("in-re-facebook-texas", "2018-10-01", "after_fosta"),      # the later suits have no date
        ("vermont-v-meta", None, "unknown"),                        # the trial court's docket is not here
    ],
)
def test_a_case_began_where_it_was_filed(cases, case_id, date_filed, law_in_force):
    row = cases[case_id]
    assert (row["date_filed"], row["law_in_force"]) == (date_filed, law_in_force)
