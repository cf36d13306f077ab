"""§ 230 as data: what the table says of a part is all that the program knows of it."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from docket.section230.citations import find_provisions
from docket.section230.claims import find_exceptions
from docket.statute import DIVIDING, ENACTED, ERAS, load_acts, load_parts
from docket.text.prepared import PreparedText
from docket.vocabulary import ExceptionAtIssue, Provision

ROOT = Path(__file__).resolve().parents[2]
READ = [part for part in load_parts() if part.is_read]


def test_the_codes_are_the_vocabulary_and_the_letters_of_the_labels():
    assert [part.code for part in READ] == [str(code) for code in Provision][:-1]
    exceptions = [part.exception for part in load_parts() if part.exception]
    assert exceptions == [str(code) for code in ExceptionAtIssue][:-2]
    codes = [part.code for part in load_parts()]
    assert len(set(codes)) == len(codes) and codes == sorted(codes)
    labels = {part.label: part.code for part in load_parts()}
    assert {labels["(c)(2)(A)"], labels["(e)(5)"], labels["(a)"]} == {"c2a", "e5", "a"}


def test_each_part_says_what_it_is():
    assert all(part.heading and part.text.endswith((".", "; or", "; and")) for part in load_parts())
    assert all(part.exception_name and part.exception_meaning for part in load_parts() if part.exception)
    text = " ".join(part.text for part in load_parts())
    assert "shall be treated as the publisher or speaker of any information" in text


def test_the_acts_stand_in_order_and_one_divides_cases():
    days = [act.day for act in load_acts()]
    assert days == ["1996-02-08", "1998-10-21", "2018-04-11"] == sorted(days) and days[0] == ENACTED
    assert all(date.fromisoformat(act.day) and act.says.endswith(".") for act in load_acts())
    assert DIVIDING.name == "FOSTA" and ERAS == {
        "before_fosta": "as it stood before FOSTA (Apr. 11, 2018)",
        "after_fosta": "as amended by FOSTA in 2018",
        "spans_fosta": "before and after FOSTA (Apr. 11, 2018)",
    }


@pytest.mark.parametrize("part", READ, ids=lambda part: part.code)
def test_each_part_that_is_read_is_found_where_it_is_cited(part):
    text = PreparedText(f"ORDER: the claim is barred by 47 U.S.C. § 230{part.label}.")
    assert [provision.code for provision in find_provisions(text)] == [part.code]
    assert [exception.code for exception in find_exceptions(text)] == [part.exception] * bool(part.exception)


_ADD_G = """
from docket import statute
part = statute.Part("g1", True, "Sunset", "This section expires.", "", "", "", "")
statute.load_parts = lambda parts=(*statute.load_parts(), part): parts
from docket.section230.citations import find_provisions
from docket.text.prepared import PreparedText
from publish.words import format_provision
found = find_provisions(PreparedText("MOTION to dismiss under 47 U.S.C. § 230(g)(1) and (c)(1)."))
print(*(format_provision(place.code) for place in found))
"""


def test_a_new_subsection_is_a_row():
    """Nothing but the table names the parts: with one more it is read and shown."""
    done = subprocess.run(
        [sys.executable, "-c", _ADD_G], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[0] == "§ 230(c)(1) § 230(g)(1)"
