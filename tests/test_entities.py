"""The register: every alias resolves, the company comes before its platform, closed names stay closed."""

import csv
from importlib.resources import files

import pytest

from docket.candidates import find_candidates
from docket.entities import Join, Register


def rows():
    data = files("docket").joinpath("data")
    with data.joinpath("entities.csv").open(encoding="utf-8", newline="") as lines:
        kinds = {row["entity_id"]: row["kind"] for row in csv.DictReader(lines)}
    with data.joinpath("entity_names.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["entity_id"], kinds[row["entity_id"]], row["name"]) for row in csv.DictReader(lines)]


@pytest.fixture(scope="module")
def register():
    return Register.of(rows())


# Bare letters that might be a person's initials: known as aliases, never joined to a party.
CLOSED = {"CHD", "FSC", "IA", "LMK"}


def test_every_alias_resolves(register):
    assert register.clashes == {}
    for entity_id, _, name in rows():
        assert register.find_alias(name).entity_id == entity_id, name
        join = register.find(name)
        assert (join is None) if name in CLOSED else join.entity_id == entity_id, name


@pytest.mark.parametrize(
    ("name", "entity_id", "method"),
    [
        ("Meta Platforms, Inc.", "meta-platforms", "exact"),
        ("META PLATFORMS INC", "meta-platforms", "exact"),                       # case and punctuation
        ("Meta Platforms, Inc., a Delaware corporation", "meta-platforms", "normalised"),
        ("Meta Platforms, Inc., et al.", "meta-platforms", "normalised"),
        ("Facebook, Inc. d/b/a Instagram", "meta-platforms", "exact"),           # company and platform in one name
        ("Internet Brands, Inc. d/b/a Modelmayhem.com", "internet-brands", "exact"),
        ("Yelp Inc. (non-party appellant)", "yelp", "normalised"),
        ("USA", "doj", "normalised"),
    ],
)
def test_find(register, name, entity_id, method):
    join = register.find(name)
    assert (join.entity_id, join.method) == (entity_id, method)


@pytest.mark.parametrize(
    "name",
    [
        "Jane Doe", "Doe 1", "T. A.", "K.G.M.", "IA", "Sealed Defendant", "A.M., a minor", "A.B., by and through her next friend X Corp.",
        "Estate of Rae Example", "Facebook Ireland Example", "", " , ", "x" * 5000,
    ],
)  # fmt: skip
def test_never_joined(register, name):
    assert register.find(name) is None


def test_a_name_shared_by_a_company_and_its_platform_is_the_companys():
    register = Register.of([("elm", "company", "Elm"), ("elm-app", "platform", "Elm"), ("elm-app", "platform", "Elm App")])
    assert register.find("Elm") == Join("elm", "exact", "Elm")
    assert register.clashes == {}


def test_a_name_that_two_companies_share_joins_nothing_and_is_kept():
    register = Register.of([("elm", "company", "Elm, Inc."), ("elm-two", "company", "Elm LLC")])
    assert register.find("Elm") is None
    assert register.find("Elm LLC").entity_id == "elm-two"
    assert register.clashes == {"elm": ("elm", "elm-two")}


@pytest.mark.parametrize(
    ("name", "entity_ids"),
    [
        ("Facebook Ireland Limited", ["meta-platforms"]),      # begins with an alias
        ("Gogle LLC", ["google"]),                             # a misprint
        ("Google LLC", []),                                    # joined already
        ("Jane Doe", []), ("G. O.", []), ("Sealed Party", []),     # closed
        ("Mark Google", []),                                   # a person
        ("Elm Street Bakery LLC", []),
    ],
)  # fmt: skip
def test_find_candidates(register, name, entity_ids):
    assert [candidate.entity_id for candidate in find_candidates(name, register)] == entity_ids
