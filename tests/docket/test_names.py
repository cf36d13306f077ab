"""Names of parties, attorneys and firms, and the two sides of captions: labeled lines, traps, hostile input."""

import pytest
from hypothesis import example, given, settings, strategies as st

from docket.issues import ParseError
from docket.names import extract_party, normalize_party, split_aliases
from docket.names.captions import is_one_caption, split_caption
from docket.names.counsel import firm_key, normalize_attorney
from docket.names.kinds import (
    PartyKind,
    find_kind,
    is_group,
    is_organization,
    is_pseudonym,
    looks_like_person,
)
from docket.names.spelling import has_form
from docket.names.words import is_registered
from tests.worlds.catalog_rows import read
from tests.worlds.growth import grows_evenly


@pytest.mark.parametrize(
    ("side", "kind"),
    [
        ("Elmville, City of et al", "government"),
        ("Elm, County of", "government"),
        ("Social Security, Commissioner of", "government"),
        ("US", "government"),
        ("EPA", "government"),
        ("Eastern District of Pennsylvania, et al.", "government"),
        ("Elm County Adult Detention Center", "government"),
        ("Grant County Sheriff Dept., et al", "government"),
        ("Hancock County Commissioners et al", "government"),
        ("NH Secretary of State", "government"),
        ("NYS Div. of Parole, et al", "government"),
        ("Chief of Police", "government"),
        ("Chief Elm Technologies", "organization"),
        ("Elm Collection Bureau of America", "organization"),
        ("Elm Company, The et al", "organization"),
        ("J.P. Elm Oak Bank, et al", "organization"),
        ("N.E.A.R., Inc et al", "organization"),
        ("Vin Elmers, Inc.", "organization"),
        ("ELMVILLE PLAZA", "organization"),
        ("Roberto Plaza", "person"),
        ("LAM", "person"),
        ("LEE et al", "person"),
        ("ABJ", "pseudonym"),
    ],
)
def test_the_kind_of_a_side(side, kind):
    assert extract_party({"raw": side, "side": "second", "extra_info": ""})["kind"] == kind


PARTIES = {
    "the traps": [
        ("Dow Jones & Company, Inc.", "Dow Jones & Company Inc.", "organization"),  # a comma inside the name
        (
            "Bexley, Thornton, and Company, Inc.",
            "Bexley, Thornton, and Company Inc.",
            "organization",
        ),  # a list inside it
        ("MCQUEEN & O'DOWD L. L. C.", "McQueen & O'Dowd LLC", "organization"),  # letters apart
        (
            "ERIC H. OSGOOD, Jr., Attorney General",
            "Eric H. Osgood Jr.",
            "person",
        ),  # capitals but for the suffix
        ("Lucas Coffee", "Lucas Coffee", "person"),  # a surname that is a trade
        ("John Deere Insurance", "John Deere Insurance", "organization"),  # a trade after a person's name
        ("Fred T. Example Center for Law", "Fred T. Example Center for Law", "organization"),
        ("Virginia Price", "Virginia Price", "person"),  # a state that is a given name
        ("New York Gazette", "New York Gazette", "organization"),  # a state that is none
        ("Jackson County", "Jackson County", "government"),  # a given name that is a county's
        (
            "Elm Valley Police Officers' Association",
            "Elm Valley Police Officers' Association",
            "organization",
        ),
        ("Town of Elm, New York", "Town of Elm, New York", "government"),  # the place stays
        ("CITY OF ELM, and OTHER MAJOR CITIES", "City of Elm", "government"),  # the description goes
        ("General Example Corp", "General Example Corp.", "organization"),  # no title before a company
        ("Gen. Ann Example", "Ann Example", "person"),
        ("Technology Companies", "Technology Companies", "unknown"),  # a group without a name
        ("Association of Technology Companies", "Association of Technology Companies", "organization"),
        ("Jordan Example #K-12345", "Jordan Example", "person"),  # a prisoner's number
        (
            "J.G., by and through her guardian ad litem Rae Example",
            "Rae Example",
            "estate_or_guardian",
        ),  # who acts
        ("M.A., by and through her next friend, P.K.", "M. A.", "pseudonym"),  # both withheld: the ward stays
        ("The Estate of Rae Example", "The Estate of Rae Example", "estate_or_guardian"),
        (
            "Example Bank, N.A., as Trustee for Elm Trust 2006-1",
            "Example Bank NA",
            "organization",
        ),  # a trustee bank
        ("United States of America, ex rel. Rae Example", "United States", "government"),
        ("In Re: Grand Jury", "In re Grand Jury", "unknown"),
        # A person's name meets a company's word, and the other way round.
        ("Ken Paxton", "Ken Paxton", "person"),  # whom the register has as a holder
        ("Robert A. Bonta", "Robert A. Bonta", "person"),
        ("Elm LED, LLC (Oak Electric)", "Elm LED LLC", "organization"),  # the form stands before a remark
        ("Rae Example (Sam Oak)", "Rae Example", "person"),
        ("Various, Inc.", "Various Inc.", "organization"),  # the form speaks louder
        ("2005 Investors LLC", "2005 Investors LLC", "organization"),
        ("Certain Approval Programs, LLC", "Certain Approval Programs LLC", "organization"),
        ("Various Inmates", "Various Inmates", "unknown"),
        ("2005 Ford Example", "2005 Ford Example", "unknown"),
        ("Certain Interested Persons", "Certain Interested Persons", "unknown"),
        ("Common Cause", "Common Cause", "organization"),
        ("Anna Cause", "Anna Cause", "person"),  # a surname behind a given name
        ("Lady Freethinker", "Lady Freethinker", "organization"),
        ("Associated Bank-Corp", "Associated Bank-Corp", "organization"),  # each part a body's word
        ("Rae DiMeo", "Rae DiMeo", "person"),
        ("Anthony FitzGerald", "Anthony FitzGerald", "person"),
        ("MaryAnn Example", "MaryAnn Example", "person"),
        ("PSINet", "PSINet", "organization"),
        ("Mwansa, Sr.", "Mwansa Sr.", "person"),  # a generation's suffix
        ("First Elm Bank (Estate of Rae Example)", "First Elm Bank (Estate of Rae Example)", "organization"),
        ("Families of the Elm victims", "Families of the Elm victims", "unknown"),
        ("Families Against Example Minimums", "Families Against Example Minimums", "organization"),
        ("Victims of the 2016 attack", "Victims of the 2016 attack", "unknown"),
        ("et al.", "et al.", "unknown"),
        ("others", "others", "unknown"),
        ("Elm and a proposed class of officers", "Elm", "class"),
        ("Ed Parish, Jr.", "Ed Parish Jr.", "person"),  # no parish
        ("Elm Parish, LA", "Elm Parish, LA", "government"),
        ("Mainstream Elm", "Mainstream Elm", "organization"),
        ("11th Court of Appeals", "11th Court of Appeals", "government"),
        (
            "His Majesty the King in right of Example",
            "His Majesty the King in right of Example",
            "government",
        ),
    ],
    "forms, remarks and letters": [
        ("Elm Loan Center, L. L. C.", "Elm Loan Center LLC", "organization"),  # a form with spaces
        ("OAKS LLC", "OAKS LLC", "organization"),  # four letters may be initials, five are a word
        ("OAKES LLC", "Oakes LLC", "organization"),
        ("OAK ELM, LLC (Wolf Electric)", "Oak Elm LLC", "organization"),  # a remark behind the form
        ("In re Elm, Inc. (MDL 3047)", "In re Elm, Inc. (MDL 3047)", "unknown"),  # it is the matter's own
        ("DOE", "Doe", "pseudonym"),
        ("JS", "JS", "pseudonym"),
        ("Secretary, HUD", "Secretary, HUD", "person"),  # a title with nobody behind it
    ],
}


@pytest.mark.parametrize(("raw", "canonical", "kind"), [row for rows in PARTIES.values() for row in rows])
def test_normalize_party(raw, canonical, kind):
    party = normalize_party(raw)
    assert (party.canonical, party.kind) == (canonical, kind)
    assert normalize_party(party.canonical).canonical == party.canonical


def test_a_lone_word_is_a_surname_in_a_caption_and_a_body_in_a_list():
    assert normalize_party("Fairchild", is_caption=True).kind == "person"
    assert normalize_party("Fairchild").kind == "organization"
    assert normalize_party("Yelp", is_caption=True).kind == "organization"  # the register knows it


@pytest.mark.parametrize(
    ("name", "aliases"),
    [
        ("Example Media, LLC d/b/a example.com", ("Example Media, LLC", "example.com")),
        ("Example Corp. (formerly Sample, Inc.)", ("Example Corp.", "Sample, Inc.")),  # in brackets
        ("A One, also known as Al, also known as Sonny", ("A One", "Al", "Sonny")),  # several
        ("Alaska Example Co.", ("Alaska Example Co.",)),  # "aka" inside a word
        ("Example   d/b/a   Two", ("Example", "Two")),
    ],
)
def test_split_aliases(name, aliases):
    assert split_aliases(name) == aliases


@pytest.mark.parametrize(
    ("raw", "alias"),
    [
        ("JANE DOE a/k/a ROE", "Roe"),
        ("Rae Elm a/k/a Dr. Rae Oak", "Rae Oak"),
        ("Example Inc. d/b/a YELP", "Yelp"),
        ("Example Inc. d/b/a iHERO", "iHERO"),
    ],
)
def test_another_name_is_shown_in_the_case_of_a_name(raw, alias):
    assert normalize_party(raw).aliases == (alias,)


@pytest.mark.parametrize(
    ("name", "extra", "expected"),
    [
        (
            "Rae Example",
            "in her official capacity as Secretary of State",
            "in her official capacity as Secretary of State",
        ),
        (
            "RAE EXAMPLE, in her offical capacity",
            None,
            "in her offical capacity",
        ),  # as misprinted on ca9's page
        (
            "Rae Example, individually and in her individual and official capacity",
            None,
            "in her individual and official capacity",
        ),
        ("Rae Example", "Warden of Elm Facility", "Warden of Elm Facility"),
        ("Rae Example, Warden", "in her individual capacity", None),  # the person alone
        ("Rae Example", "Clerk at Elm Facility", None),  # staff
        ("Rae Example", "President and CEO", None),  # no public office
        ("Rae Example", "Administrator of the Estate of Lee Example", None),  # of an estate
        ("Example Corp.", "a Delaware corporation", None),
    ],
)
def test_official_capacity(name, extra, expected):
    assert normalize_party(name, extra).capacity == expected


@pytest.mark.parametrize(
    "name",
    [
        "Jane Doe",
        "Does 1-10",
        "Doe #3",
        "JOSEPH DOE",
        "Roe Corporations I-X",
        "J.S.",
        "T. A.",
        "K.G.M.",
        "J.C. (1)",
        "JB",
        "KGM",
        "A.M., a minor",
        "Rae Example, a minor",
        "Sealed Defendant 1",
        "Maria G.",
        "Plaintiff 12",
        "Student A",
        "Anonymous",
        "Name Withheld",
        "FNU LNU",
        "ABC Corporations 1-5",
        "IA",
    ],
)
def test_names_that_stay_closed(name):
    assert is_pseudonym(name)
    assert normalize_party(name).is_protected


@pytest.mark.parametrize(
    "name",
    [
        "USA",
        "U.S. Bank",
        "AOL",
        "FTC",
        "J. B. Example",
        "J.P. Example & Co.",
        "Doe Run Resources Corp.",
        "Example, LLC",
        "3M",
        "D.C. Circuit Bar",
        "Rodeo Example",
        "X Corp.",
    ],
)
def test_names_that_are_open(name):
    assert not is_pseudonym(name)


def test_small_print_tells_other_names_numbers_and_kinds():
    party = normalize_party(
        "Example Inc", "TERMINATED: 03/26/2008\ndoing business as\nSample LLC\nTERMINATED: 03/26/2008"
    )
    assert party.aliases == ("Sample LLC",)
    assert normalize_party("Does", "1 through 10, inclusive").canonical == "Does 1-10"
    assert (
        normalize_party("Rae Example", "on behalf of herself and all others similarly situated").kind
        == "class"
    )


@pytest.mark.parametrize(
    ("record", "role"),
    [
        ({"raw": "A B", "raw_type": "Defendant - Appellee"}, "appellee"),  # the role in this court
        (
            {"raw": "Rae Example", "raw_type": "Special Master"},
            "other",
        ),  # an officer of the court is no party
        ({"raw": "Rae Example", "raw_type": "Unknown"}, "other"),
        ({"raw": "Rae Example", "raw_type": "Lead Plaintiff"}, "plaintiff"),
        ({"raw": "Rae Example, Applicant", "court_id": "scotus", "side": "first"}, "petitioner"),
        ({"raw": "Example Inc.", "court_id": "nysd", "side": "second"}, "defendant"),
        (
            {"raw": "Example Inc., Appellant", "court_id": "cal", "side": "second"},
            "appellant",
        ),  # printed in the caption
        (
            {"raw": "United States", "court_id": "ca5", "side": "first"},
            "appellee",
        ),  # who charged seldom appeals
        ({"raw": "Garland", "court_id": "ca9", "side": "second"}, "respondent"),  # a petition for review
    ],
)
def test_role(record, role):
    assert extract_party(record)["role"] == role


_WORDS = st.sampled_from(
    (
        "A, Inc. LLC v. and & of d/b/a in his official capacity by through J. Doe 1-10 the City County (minor) "
        ", ; - ' United States "
        "individually on behalf Estate Jr. III Warden 1,000, # \xa0"
    ).split(" ")
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=60).map(" ".join)))
def test_any_text_is_a_name_or_an_error(text):
    try:
        party = normalize_party(text, text, text)
    except ParseError:
        return
    assert party.canonical == party.canonical.strip()


@pytest.mark.parametrize(
    "piece",
    [" ", "a, ", "and ", "A.B. ", "(", "1,000,", "mr. ", "by and ", "the a b ", "in his ", "d/b/a ", "of "],
)
def test_no_text_takes_long(piece):
    def read(words):
        return normalize_party(f"{words}!", words), split_aliases(words)

    assert grows_evenly(read, (piece * 4000)[:3900])


def test_the_longest_line_is_read_and_a_longer_one_refused():
    assert normalize_party("Elm Oak Inc.".ljust(4000, ".")).kind == "organization"
    with pytest.raises(ParseError, match="4000"):
        normalize_party("Elm Oak Inc.".ljust(4001, "."))


def test_one_letter_is_no_name_of_the_register():
    assert is_registered("Yelp") and is_registered("yelp")
    assert not is_registered("X")


@pytest.mark.parametrize(
    ("caption", "sides"),
    [
        ("Doe v. Example, Inc.", ("Doe", "Example, Inc.")),
        ("DOE -v- EXAMPLE", ("DOE", "EXAMPLE")),  # New York state captions
        ("Doe vs. Example", ("Doe", "Example")),
        ("Doe v Example", ("Doe", "Example")),
        ("USA  v.  Example et al", ("USA", "Example et al")),  # double spaces
        ("Henry V Example", ("Henry V Example", None)),  # a capital is a name's
        (
            "Rae V. Example v. Sample, Inc.",
            ("Rae V. Example", "Sample, Inc."),
        ),  # an initial before the small "v."
        ("DOE V. EXAMPLE", ("DOE", "EXAMPLE")),
        (
            "Doe v. Example, Inc. (second Rule 60(b) appeal)",
            ("Doe", "Example, Inc."),
        ),  # said of the proceeding
        ("In re Example Litigation", ("In re Example Litigation", None)),
        ("Rae Example, Applicant v. Lee Sample, Warden", ("Rae Example, Applicant", "Lee Sample, Warden")),
    ],
)
def test_split_caption(caption, sides):
    assert split_caption(caption) == sides


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from("A.B. v. V. and , ; Inc. Doe One In re et al. ( ) - x".split(" ")), max_size=50
    ).map(" ".join)
)
@example("A.B. v. ( Doe )")
def test_the_sides_are_printed_in_the_caption(caption):
    first, second = split_caption(caption)
    words = "".join(caption.split())
    assert "".join(first.split()) in words and "".join((second or "").split()) in words


@pytest.mark.parametrize(
    ("left", "other"),
    [
        ("Doe v. MySpace, Inc.", "Jane Doe et al v. Myspace Inc"),
        ("Backpage.com, LLC v. Dart", "BACKPAGE.COM, LLC v. THOMAS J. DART, Sheriff"),
        (
            "People of the State of California v. Meta Platforms, Inc.",
            "State of California et al v. Meta Platforms",
        ),
        ("United States v. Backpage.com", "USA v. Backpage.com, LLC et al"),
        ("Herrick v. Grindr, LLC", "Grindr LLC v. Herrick"),  # an appeal turns the sides round
        ("A.M. v. Omegle.com LLC", "A.M. v. Omegle"),
        (
            "In re Social Media Adolescent Addiction",
            "IN RE: Social Media Adolescent Addiction/Personal Injury",
        ),
        ("In re Roommate, LLC", "Roommate LLC v. Fair Housing Council"),
        ("In re Elm Oak Ash Fir", "In re Elm Oak Bay Cove Dale"),  # half of the shorter
    ],
)
def test_one_case(left, other):
    assert is_one_caption(left, other) and is_one_caption(other, left)


@pytest.mark.parametrize(
    ("left", "other"),
    [
        ("Doe v. Twitter, Inc.", "Doe v. Facebook, Inc."),  # only Doe
        ("Force v. Facebook, Inc.", "Smith v. Facebook, Inc."),  # only the one whom everybody sues
        ("United States v. Google LLC", "United States v. Meta Platforms, Inc."),
        ("Example Holdings, Inc. v. Corwin", "Sample Holdings, Inc. v. Farrow"),  # legal forms
        ("In re Facebook Privacy Litigation", "In re Google Privacy Litigation"),  # the subject
        ("In re Facebook", "State v. State"),
        ("", "Doe v. Twitter, Inc."),
    ],
)
def test_two_cases(left, other):
    assert not is_one_caption(left, other) and not is_one_caption(other, left)


@pytest.mark.parametrize(
    ("raw", "name", "key"),
    [
        ("Rae B. Example", "Rae B. Example", "rae b example"),
        ("Rae Beth Example", "Rae Beth Example", "rae b example"),  # the middle name in full
        ("RAE B. EXAMPLE", "Rae B. Example", "rae b example"),  # capitals (njd)
        ("EXAMPLE, RAE B.", "Rae B. Example", "rae b example"),  # surname first
        ("Rae Example, -", "Rae Example", "rae example"),  # the dash of ACMS pages
        ("Rae Example ,", "Rae Example", "rae example"),
        ("Otis W Example , Jr", "Otis W Example Jr.", "otis w example jr"),  # a space before the comma (txed)
        ("G. Eric Example, Jr., Esquire", "G. Eric Example Jr.", "g e example jr"),
        ("Ms. Rae Example, Trial Attorney", "Rae Example", "rae example"),
        ("Rae Example, Assistant U.S. Attorney", "Rae Example", "rae example"),
        ("Rae Example , GOVT", "Rae Example", "rae example"),
        (
            "Rae  Marie-Example",
            "Rae Marie-Example",
            "rae marieexample",
        ),  # double spaces; a double name is one
        ("Ana Clerk", "Ana Clerk", "ana clerk"),  # a surname that is an office
        ("Li Na", "Li Na", "li na"),  # a short surname is no mark of the clerk
        # no person's title
        ("Attorney General of Texas", "Attorney General of Texas", "attorney general of texas"),
    ],
)
def test_normalize_attorney(raw, name, key):
    attorney = normalize_attorney(raw)
    assert (attorney.name, attorney.key) == (name, key)
    assert normalize_attorney(name).name == name


@pytest.mark.parametrize(
    ("left", "other", "is_one"),
    [
        ("Elm, Oak & Ash, LLP - Leawood", "Elm Oak & Ash", True),  # a branch
        ("Elm, Oak & Ash, LLP (NY)", "ELM, OAK and ASH L.L.P.", True),
        ("Law Offices of Rae Example", "Law Office of Rae Example, P.C.", True),
        ("US Attorneys Office - Yuma, AZ", "U.S. Attorney's Office", True),
        ("Elm & Oak LLP", "Elm & Ash LLP", False),
        ("Elm Law", "Elm Law Group", False),
    ],
)
def test_firm_key(left, other, is_one):
    assert (firm_key(left) == firm_key(other)) is is_one


@given(st.text(max_size=40) | st.sampled_from(["PHV", "Li Na", "(PHV)", "Rae Example - GOVT", ", Esq."]))
def test_any_text_is_an_attorney_or_an_error(text):
    try:
        attorney = normalize_attorney(text)
    except ParseError:
        return
    assert attorney.name == attorney.name.strip()


def is_public(name: str) -> bool:
    return find_kind(name) is PartyKind.GOVERNMENT


KINDS = {row["kind"]: row for row in read("name_kinds")}
READ = {
    "country": is_public,
    "form": has_form,
    "form_doubtful": has_form,
    "given": looks_like_person,
    "group": is_group,
    "joining": is_organization,
    "numbered": is_pseudonym,
    "organization": is_organization,
    "organization_name": is_organization,
    "state": is_public,
    "surname": looks_like_person,
}
# A surname that is also how a place of trade is spelt ends no person's name; "SpA" is a form only with its stops.
NO_EXAMPLE = {("surname", "Center"), ("form_doubtful", "SpA")}


def test_each_kind_of_word_is_told():
    assert {row["kind"] for row in read("name_words")} == set(KINDS)
    assert all(row["tells"] for row in KINDS.values())
    assert {kind for kind, row in KINDS.items() if row["example"]} == set(READ)


@pytest.mark.parametrize("kind", sorted(READ))
def test_each_word_is_read_in_the_example_of_its_kind_and_the_counter_example_is_not(kind):
    words = [row["word"] for row in read("name_words") if row["kind"] == kind]
    # as a name begins, with a capital
    printed = {word: KINDS[kind]["example"].format(word[:1].upper() + word[1:]) for word in words}
    assert [word for word in words if not READ[kind](printed[word]) and (kind, word) not in NO_EXAMPLE] == []
    if counter := KINDS[kind]["not"]:
        assert not READ[kind](counter)
