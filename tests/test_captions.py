"""Captions: sides, lists, proceedings; and every caption of the catalogue against its listed parties."""

import csv
from importlib.resources import files

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from docket.captions import find_caption_parties, split_caption
from docket.csv_rows import split_cell
from docket.identity import entity_key, name_key
from docket.names import normalise_party, split_aliases


@pytest.mark.parametrize(
    ("caption", "sides"),
    [
        ("Doe v. Example, Inc.", ("Doe", "Example, Inc.")),
        ("DOE -v- EXAMPLE", ("DOE", "EXAMPLE")),                                 # New York state captions
        ("Doe vs. Example", ("Doe", "Example")),
        ("Doe v Example", ("Doe", "Example")),
        ("USA  v.  Example et al", ("USA", "Example et al")),                    # double spaces
        ("Henry V Example", ("Henry V Example", None)),                          # a capital is a name's
        ("In re Example Litigation", ("In re Example Litigation", None)),
        ("Rae Example, Applicant v. Lee Sample, Warden", ("Rae Example, Applicant", "Lee Sample, Warden")),
    ],
)
def test_split_caption(caption, sides):
    assert split_caption(caption) == sides


@pytest.mark.parametrize(
    ("caption", "names"),
    [
        ("Ann One, Bob Two, and Cats LLC v. Dana Three, d/b/a Four", ["Ann One", "Bob Two", "Cats LLC", "Dana Three"]),
        ("J.S., S.L., and L.C. v. Elm Holdings, L.L.C., et al.", ["J. S.", "S. L.", "L. C.", "Elm Holdings LLC"]),
        ("A.B.; Jane Doe v. Elm, Incorporated", ["A. B.", "Jane Doe", "Elm Incorporated"]),
        ("Ben Ezra, Weinstein, and Company, Inc. v. Elm LLC and Carl Oak", ["Ben Ezra, Weinstein, and Company Inc.", "Elm LLC", "Carl Oak"]),
        ("Elm, LLC and Oak Elm, LLC v. Lee Ash", ["Elm LLC", "Oak Elm LLC", "Lee Ash"]),                  # form, then "and"
        ("Elm LLC v. Robert E. Ash, Jr., Attorney General, et al.", ["Elm LLC", "Robert E. Ash Jr."]),    # an office is no party
        ("Elm LLC v. Thomas J. Ash, Sheriff of Elm County, Illinois", ["Elm LLC", "Thomas J. Ash"]),      # nor is its place
        ("Elm LLC v. Attorney General, State of Florida", ["Elm LLC", "Attorney General, State of Florida"]),
        ("State of Texas, State of Ohio, and Elm Inc. v. United States", ["State of Texas", "State of Ohio", "Elm Inc.", "United States"]),
        ("City and County of Elm v. Marks and Spencer plc", ["City and County of Elm", "Marks and Spencer PLC"]),      # "and" inside
        ("Jane Doe, mother and legal guardian of John Doe, a minor v. Elm, Inc.", ["Jane Doe", "Elm Inc."]),
        ("M.A., by and through her natural mother and next friend, P.K. v. Elm LLC", ["M. A.", "Elm LLC"]),
        ("Rae Green v. Elm Online (EO); John Does # 1-50,000", ["Rae Green", "Elm Online (EO)", "John Does # 1-50,000"]),
        ("Ann Ash et al. v. Bea Bird; Elm Inc., Objector and Appellant", ["Ann Ash", "Bea Bird", "Elm Inc."]),
        ("K.R. v. Elm.com, et al. (Oak County, Ala.)", ["K. R.", "Elm.com"]),
        ("Judge v. Elm, Inc.", ["Judge", "Elm Inc."]),                                                     # a surname
        ("State of Elm ex rel. Ash v. Oak Inc.", ["State of Elm", "Oak Inc."]),
        ("In re Elm Inc. App Store Games Litigation", ["Elm Inc."]),
        ("In re Social Media Addiction Products Liability Litigation", []),                                # names nobody
        ("In re Elm, Inc. and Oak, Inc. d/b/a Ash", ["Elm Inc.", "Oak Inc."]),                             # Texas mandamus
        ("Social Media Cases, JCCP No. 5255", []),
    ],
)
def test_find_caption_parties(caption, names):
    assert [found.party.canonical for found in find_caption_parties(caption)] == names


# What a caption prints and the catalogue does not list, read by eye: all are parties.
UNLISTED = {
    ("Bouck v. Meta Platforms, Inc.", "Bouck"),                       # the catalogue has no plaintiffs here
    ("Judge v. Academia, Inc.", "Judge"),
    ("Suddeth v. Meta Platforms, Inc.", "Suddeth"),
    ("Taddeo-Waite v. X Corp.", "Taddeo-Waite"),
    ("Dowey v. Siems", "Siems"),                                      # a defendant it leaves out
    ("Breathitt County School District v. Meta Platforms, Inc.", "Breathitt County School District"),   # its board is listed
    ("Snap, Inc. v. Eighth Judicial District Court", "Eighth Judicial District Court"),                 # respondent to a writ
    ("TikTok, Inc. v. Eighth Judicial District Court", "Eighth Judicial District Court"),
    ("Doe #1 et al v. MG Freesites LTD et al", "Doe #1"),             # listed as Jane Doe #1
    ("Doe v. Meta Platforms, Inc.", "Doe"),
    ("Doe v. Twitter, Inc.", "Doe"),
}
# Listed parties whose words stand in a caption only as a part of another's name: not printed.
INSIDE = {
    ("In re Google Play Store Simulated Casino-Style Games Litigation", "Google LLC"),
    ("Jane Doe v. MindGeek USA Incorporated, et al.", "MindGeek S.A.R.L."),
    ("Sarah Jones v. Dirty World Entertainment Recordings LLC, et al.", "Dirty World, LLC"),
    ("Sessa v. Ancestry.com Operations Inc.", "Ancestry.com Inc."),
    ("Sessa v. Ancestry.com Operations Inc.", "Ancestry.com LLC"),
    ("Estate of Carson Bride v. Snap Inc.", "Kristin Bride"),
    ("Estate of Carson Bride v. Yolo Technologies, Inc.", "Kristin Bride"),
    ("Nemet Chevrolet Ltd. et al v. Consumeraffairs.com, Inc.", "Thomas Nemet d/b/a Nemet Motors"),
    ("Nemet Chevrolet, Ltd., et al. v. Consumeraffairs.com, Incorporated", "Thomas Nemet d/b/a Nemet Motors"),
}


def catalogue():
    with files("docket").joinpath("data/dockets.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            listed = [name for side in ("plaintiffs", "defendants") for name in split_cell(row[side]) if not name.startswith("[")]
            yield row["caption"], listed


def forms(name):
    """Return the keys of a name, as printed and as understood, of its aliases and of its surname."""
    party = normalise_party(name)
    names = (name, *split_aliases(name), party.canonical, *party.aliases, party.acting_for or "")
    keys = {entity_key(one) for one in names if one}
    return keys | ({keys_of.split()[-1] for keys_of in keys if party.kind == "person"})


def is_same(found, listed):
    one, other = forms(found.raw) | forms(found.party.canonical), forms(listed)
    return bool(one & other) or any(short and long.startswith(f"{short} ") or long.endswith(f" {short}") for short in one for long in other)


def is_printed(listed, caption):
    """Whether a caption prints a listed party: its key without legal form, or a person's surname, stands in it as words."""
    party = normalise_party(listed)
    key = entity_key(party.canonical)
    keys = {key, key.split()[-1]} if party.kind == "person" else {key}
    return any(f" {one} " in f" {name_key(caption)} " for one in keys)


def test_each_listed_party_that_a_caption_prints_is_found_and_none_is_invented():
    printed = 0
    unlisted, missed = set(), set()
    for caption, listed in catalogue():
        found = find_caption_parties(caption)
        for name in listed:
            if is_printed(name, caption):
                printed += 1
                if not any(is_same(one, name) for one in found):
                    missed.add((caption, name))
        unlisted |= {(caption, one.party.canonical) for one in found if not any(is_same(one, name) for name in listed)}
    print(f"{printed - len(INSIDE)} parties printed; missed: {sorted(missed - INSIDE)}; not listed: {sorted(unlisted)}")
    assert printed > 600
    assert missed == INSIDE
    assert unlisted == UNLISTED


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from("A.B. v. and , ; Inc. LLC Doe Ann One In re of et al. the State d/b/a ( ) - x".split(" ")), max_size=50).map(" ".join))
@example("A.B. v. ( Doe )")
def test_a_party_found_is_printed(caption):
    words = "".join(caption.split())
    for found in find_caption_parties(caption):
        assert found.party.canonical
        assert "".join(found.raw.replace(",", "").split())[:3] in words.replace(",", "")
