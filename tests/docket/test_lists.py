"""Lists of decisions that others made, read from any CSV file and compared with what is held."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from docket.issues import ParseError
from docket.lists import Held, Listed, Result, compare, load_lists, read_list

FORCE = Held(
    "r1",
    "ca2-18-397",
    "ca2",
    "Force v. Facebook (2d Cir.)",
    "18-397",
    "934 F.3d 53",
    "2019-07-31",
    "2019-07-31",
)
CCBILL = Held(
    "r2",
    "ca9-04-57143",
    "ca9",
    "Perfect 10 v. CCBill",
    "04-57143",
    "488 F.3d 1102",
    "2007-05-31",
    "2007-05-31",
)
LYCOS = Held(
    "r3",
    "ca1-06-1826",
    "ca1",
    "Universal Communication Systems v. Lycos",
    "06-1826",
    "478 F.3d 413",
    "2007-02-23",
    "2007-02-23",
)
ENIGMA = [
    Held(
        "r4",
        "ca9-17-17351",
        "ca9",
        "Enigma v. Malwarebytes",
        "17-17351",
        "938 F.3d 1026",
        "2019-09-12",
        "2019-09-12",
    ),
    Held(
        "r5",
        "ca9-17-17351",
        "ca9",
        "Enigma v. Malwarebytes",
        "17-17351",
        "946 F.3d 1040",
        "2019-12-31",
        "2019-12-31",
    ),
]
MONTH = Held(
    "r6", "cand-3-20-cv-00001", "cand", "Roe v. Example", "3:20-cv-00001", None, "2021-06-01", "2021-06-30"
)
HELD = [FORCE, CCBILL, LYCOS, *ENIGMA, MONTH]


def listed(court_id, number=None, day=None, citation=None, name="A v. B", row_id="1"):
    return Listed(row_id, court_id, name, number, citation, date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("row", "ruling_id", "by"),
    [
        (
            listed("ca2", "18-397; August Term, 2018", "2019-07-31"),
            "r1",
            "number and day",
        ),  # a term is no number
        (listed("ca2", "Docket Nos. 18-397-cv, 18-398-cv", "2019-07-31"), "r1", "number and day"),
        (listed("ca9", "No. 04-57143", "2007-05-30"), "r2", "number, a day apart"),
        (listed("ca9", "04-57143", "2007-06-01"), "r2", "number, a day apart"),
        (listed("ca9", "04-57143", "2007-06-02"), None, None),
        (
            listed("ca1", "413", "2007-02-23", "478 F.3d 413"),
            "r3",
            "citation",
        ),  # the page in the number's cell
        (listed("ca1", "06-1826P", "2007-02-23"), "r3", "number and day"),  # "published"
        (listed("ca1", "06-1370", "2007-02-23", name="In Re: Universal Com v."), "r3", "day and name"),
        (listed("ca1", "06-1370", "2007-02-23", name="Doe v. Communications Co."), None, None),
        (
            listed("ca9", "17-17351", "2019-09-12", "946 F.3d 1040"),
            "r4",
            "number and day",
        ),  # the amended opinion's citation
        (listed("ca9", None, None, "946 F. 3d 1040 (9th Cir. 2019)"), "r5", "citation"),
        (listed("ca9", "17-17351", None, None), None, None),  # which of the two?
        (listed("ca9", "04-57143", None, None), "r2", "number"),
        (listed("ca2", None, "2019-07-31", "934 F.3d 5"), None, None),  # not page 53
        (listed("ca3", "18-397", "2019-07-31", "934 F.3d 53"), None, None),  # another court
        (listed("cand", "3:20-cv-00001-WHO", "2021-06-14"), "r6", "number and day"),  # we know the month
    ],
)
def test_a_decision_is_known_by_number_and_day_by_citation_or_by_name(row, ruling_id, by):
    [decision] = compare([row], HELD, {}).decisions
    assert (decision.held and decision.held.ruling_id, decision.by) == (ruling_id, by)
    assert decision.result is (Result.HELD if ruling_id else Result.MISSING)


def test_another_day_is_told():
    [decision] = compare([listed("ca9", "04-57143", "2007-05-30")], HELD, {}).decisions
    assert decision.note == "the list has 2007-05-30, we have 2007-05-31"
    [missing] = compare([listed("ca9", "04-57143", "2009-05-30")], HELD, {}).decisions
    assert missing.note == "the docket is held, but no act of that day"


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        # one decision: an appeal and its cross-appeal, the second without a citation
        ([listed("ca7", "15-1", "2015-01-02", "1 F.4th 1"), listed("ca7", "15-1; 15-2", "2015-01-02")], 1),
        (
            [
                listed("ca7", "15-1", "2015-01-02", name="Alpha v. Beta"),
                listed("ca7", "15-2", "2015-01-02", name="In re Alpha"),
            ],
            1,
        ),
        (
            [
                listed("ca7", "15-1", "2015-01-02", "1 F.4th 1"),
                listed("ca7", None, "2015-01-02", "2015 WL 9"),
            ],
            1,
        ),
        # two: their citations differ, or both number and name; or another day, another court, no day
        (
            [
                listed("ca7", "15-1", "2015-01-02", "1 F.4th 1"),
                listed("ca7", "15-1", "2015-01-02", "1 F.4th 77"),
            ],
            2,
        ),
        (
            [
                listed("ca7", "15-1", "2015-01-02", name="Alpha v. Beta"),
                listed("ca7", "15-2", "2015-01-02", name="Gamma v. Delta"),
            ],
            2,
        ),
        ([listed("ca7", "15-1", "2015-01-02"), listed("ca7", "15-1", "2015-01-03")], 2),
        ([listed("ca7", "15-1", "2015-01-02"), listed("ca8", "15-1", "2015-01-02")], 2),
        ([listed("ca7", "15-1"), listed("ca7", "15-1")], 2),
    ],
)
def test_rows_of_one_court_and_day_are_one_decision_unless_they_say_otherwise(rows, count):
    assert len(compare(rows, [], {}).decisions) == count


def test_rows_that_are_one_decision_of_ours_count_once():
    rows = [
        listed("ca9", "17-17351", "2019-12-31"),
        listed("ca9", None, "2019-12-30", "946 F.3d 1040", row_id="2"),
    ]
    comparison = compare(rows, HELD, {})
    [decision] = comparison.decisions
    assert (comparison.row_count, [row.row_id for row in decision.rows], decision.held.ruling_id) == (
        2,
        ["1", "2"],
        "r5",
    )
    assert decision.note == "the list has 2019-12-30, we have 2019-12-31"


@given(
    st.lists(
        st.builds(
            Listed,
            row_id=st.sampled_from("abcdef"),
            court_id=st.sampled_from(["ca1", "ca9"]),
            name=st.sampled_from(["Enigma v. X", "Universal v. Y", "Z"]),
            number=st.sampled_from([None, "17-17351", "04-57143", "99-1"]),
            citation=st.sampled_from([None, "946 F.3d 1040", "1 F.4th 1"]),
            day=st.none() | st.integers(0, 3).map(lambda days: date(2019, 12, 29) + timedelta(days)),
        ),
        max_size=8,
    )
)
def test_no_row_is_lost_or_counted_twice(rows):
    comparison = compare(rows, HELD, {"a": "refused"})
    assert sorted(row.row_id for decision in comparison.decisions for row in decision.rows) == sorted(
        row.row_id for row in rows
    )
    held = [decision.held.ruling_id for decision in comparison.of(Result.HELD)]
    assert len(held) == len(set(held))
    assert {decision.result for decision in compare(rows, [], {}).decisions} <= {Result.MISSING}


def test_a_list_is_read_whatever_its_columns_are_called():
    body = (
        "\ufeffCase Name,Court,Docket No.,Cite,Decided\r\nForce v. Facebook,2d Cir.,18-397,934 F.3d "
        "53,2019-07-31\r\n"
    ).encode()
    assert read_list(body, "x.csv") == [
        Listed("ca2 18-397", "ca2", "Force v. Facebook", "18-397", "934 F.3d 53", date(2019, 7, 31))
    ]
    assert (
        read_list(b"court_id,name,citation\ncal,X v. Y,40 Cal. 4th 33", "x.csv")[0].row_id
        == "cal 40 Cal. 4th 33"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.csv: no rows; the first line names the columns"),
        (
            "court,number\nca9,1-1",
            "x.csv: no column for the name; call it 'name' (its columns are court, number)",
        ),
        ("name,number\nA,1-1", "x.csv: no column for the court"),
        ("court,name\nca9,A", "x.csv: no column for the number and none for the citation"),
        ("court,name,case,number\nca9,A,B,1-1", "x.csv: 'name' and 'case' are both the name; leave one out"),
        ("court,name,number\nThe Hague,A,1-1", "x.csv, line 2: unknown court 'The Hague'"),
        ("court,name,number\nca9,,1-1", "x.csv, line 2: nothing in column 'name'"),
        ("court,name,number,cite\nca9,A,,", "x.csv, line 2: neither a number nor a citation"),
        ("court,name,number,date\nca9,A,1-1,5/1/2019", "x.csv, line 2: not a day: '5/1/2019'"),
        ("court,name,number\nca9,A", "x.csv, line 2: not as many cells as columns"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_with_file_line_and_remedy(text, message):
    with pytest.raises(ParseError, match="^" + message.replace("(", r"\(").replace(")", r"\)")):
        read_list(text.encode(), "x.csv")


def test_each_published_list_says_who_made_it_and_its_refusals_name_rows_of_it():
    lists = load_lists()
    assert lists
    for published in lists:
        assert (
            published.made_by
            and published.license
            and published.license_url.startswith("https://")
            and published.source_url.startswith("https://")
        )
        assert set(published.refused) <= {row.row_id for row in published.rows}
        assert all(published.refused.values())
