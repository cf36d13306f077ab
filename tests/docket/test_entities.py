"""The register: every alias resolves, the company comes before its platform, closed names stay closed."""

import csv
from importlib.resources import files

import pytest

from docket.candidates import find_candidate
from docket.entities import HOLDER, Join, Register
from docket.names import normalize_party


def rows():
    data = files("docket").joinpath("data")
    with data.joinpath("entities.csv").open(encoding="utf-8", newline="") as lines:
        kinds = {row["entity_id"]: row["kind"] for row in csv.DictReader(lines)}
    with data.joinpath("entity_names.csv").open(encoding="utf-8", newline="") as lines:
        return [
            (row["entity_id"], kinds[row["entity_id"]], row["name"], row["kind"])
            for row in csv.DictReader(lines)
        ]


@pytest.fixture(scope="module")
def register():
    return Register.of(rows())


# Bare letters that might be a person's initials: known as aliases, never joined to a party.
CLOSED = {"CDT", "CHD", "ECP", "FOP", "FSC", "IA", "LMK", "PSI"}


def test_every_alias_resolves(register):
    assert register.clashes == {}
    for entity_id, _, name, name_kind in rows():
        if name_kind == HOLDER:
            continue
        assert register.find_alias(name).entity_id == entity_id, name
        join = register.find(name)
        assert (join is None) if name in CLOSED else join.entity_id == entity_id, name


@pytest.mark.parametrize(
    ("name", "entity_id", "method"),
    [
        ("Meta Platforms, Inc.", "meta-platforms", "exact"),
        ("META PLATFORMS INC", "meta-platforms", "exact"),  # case and punctuation
        ("Meta Platforms, Inc., a Delaware corporation", "meta-platforms", "normalized"),
        ("Meta Platforms, Inc., et al.", "meta-platforms", "normalized"),
        ("Facebook, Inc. d/b/a Instagram", "meta-platforms", "exact"),  # company and platform in one name
        ("Internet Brands, Inc. d/b/a Modelmayhem.com", "internet-brands", "exact"),
        ("Yelp Inc. (non-party appellant)", "yelp", "normalized"),
        ("USA", "doj", "normalized"),
    ],
)
def test_find(register, name, entity_id, method):
    join = register.find(name)
    assert (join.entity_id, join.method) == (entity_id, method)


@pytest.mark.parametrize(
    "name",
    [
        "Jane Doe",
        "Doe 1",
        "T. A.",
        "K.G.M.",
        "IA",
        "Sealed Defendant",
        "A.M., a minor",
        "A.B., by and through her next friend X Corp.",
        "Estate of Rae Example",
        "Facebook Ireland Example",
        "",
        " , ",
        "x" * 5000,
    ],
)
def test_never_joined(register, name):
    assert register.find(name) is None


def test_a_name_shared_by_a_company_and_its_platform_is_the_companys():
    register = Register.of(
        [
            ("elm", "company", "Elm", "canonical"),
            ("elm-app", "platform", "Elm", "canonical"),
            ("elm-app", "platform", "Elm App", "alias"),
        ]
    )
    assert register.find("Elm") == Join("elm", "exact", "Elm")
    assert register.clashes == {}


def test_a_name_that_two_companies_share_joins_nothing_and_is_kept():
    register = Register.of(
        [("elm", "company", "Elm, Inc.", "canonical"), ("elm-two", "company", "Elm LLC", "canonical")]
    )
    assert register.find("Elm") is None
    assert register.find("Elm LLC").entity_id == "elm-two"
    assert register.clashes == {"elm": ("elm", "elm-two")}


@pytest.mark.parametrize(
    ("name", "entity_id"),
    [
        ("Facebook Ireland Limited", "meta-platforms"),  # begins with an alias
        ("Gogle LLC", "google"),  # a misprint
        ("Jane Doe", None),
        ("G. O.", None),
        ("Mark Google", None),  # a person
        ("Elm Street Bakery LLC", None),
    ],
)
def test_the_entity_that_a_name_resembles(register, name, entity_id):
    party = normalize_party(name)
    candidate = find_candidate(party.canonical, party.kind, register)
    assert (candidate and candidate.entity_id) == entity_id


def test_who_holds_an_office_is_never_a_key(register):
    holders = [(entity_id, name) for entity_id, _, name, name_kind in rows() if name_kind == HOLDER]
    assert {"Ken Paxton", "Rob Bonta", "Keith Ellison", "Rob McKenna"} <= {name for _, name in holders}
    for entity_id, name in holders:
        assert entity_id.endswith("-ag"), name
        assert register.find(name) is None and register.find_alias(name) is None, name
        assert normalize_party(name).kind == "person", name


@pytest.mark.parametrize(
    ("printed", "extra", "entity_id"),
    [
        ("Ken Paxton, Attorney General of Texas", None, "tx-ag"),
        ("Ken Paxton", "in his official capacity as Attorney General of the State of Texas", "tx-ag"),
        ("Robert A. Bonta, Attorney General, State of California", None, "ca-ag"),
        ("Jonathan Skrmetti, Attorney General and Reporter of Tennessee", None, "tn-ag"),
        ("John Jay Hoffman, Acting Attorney General of New Jersey", None, "nj-ag"),
        ("Jay Jones, Attorney General of Virginia (succeeding Jason Miyares)", None, "va-ag"),
        ("Anne Milgram, Attorney General of New Jersey", None, "nj-ag"),  # of whom the register has no name
        ("Keith Ellison, Attorney General", None, "mn-ag"),  # the office, and the register's holder of it
        ("Keith Ellison", None, None),  # the name alone
        ("Ken Paxton, in his individual capacity", None, None),
        ("Ken Paxton, United States Senator", None, None),
        ("Rae Example, Attorney General", None, None),  # of which state is not said
        ("Rae Example, Assistant Attorney General of Texas", None, None),
        ("Loretta E. Lynch, Attorney General of the United States", None, None),
        ("Rae Example, Commissioner of Google LLC", None, None),  # no public office of the register
    ],
)
def test_an_office_joins_only_where_it_is_printed(register, printed, extra, entity_id):
    party = normalize_party(printed, extra, "defendant")
    assert register.find(printed) is None
    join = register.find_office(party.capacity, party.canonical)
    assert (join and join.entity_id) == entity_id
    if join:
        assert join.method == "capacity" and join.evidence.startswith(party.capacity)


@pytest.mark.parametrize(
    ("printed", "entity_id"),
    [
        ("MG Freesites, Ltd", "aylo"),
        ("MG Freesites II Ltd", "aylo"),
        ("MindGeek Content RT Limited", "aylo"),
        ("9219-1568 Quebec Inc.", "aylo"),
        ("9219-1568 Quebec, Inc.", "aylo"),
        ("MG Freesites II, Ltd.", "aylo"),
        ("Camarillo Holdings, LLC", "village-voice-media"),
        ("Medialab.AI Inc.", "medialab"),
        ("Kik Interactive Inc.", "kik-interactive"),
        ("Kik", "kik"),
        ("Attorney General, State of Florida", "fl-ag"),
        ("State of Florida", "fl-ag"),
        ("National Center for Missing and Exploited Children", "ncmec"),
        ("Twitter International Company", "twitter-international"),
    ],
)
def test_names_that_had_the_wrong_owner_or_none(register, printed, entity_id):
    assert register.find(printed).entity_id == entity_id
