"""Captions: sides, lists, proceedings; and every caption of the catalog against its listed parties."""

import csv
from importlib.resources import files

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from docket.csv_rows import split_cell
from docket.identity import entity_key, name_key
from docket.names import normalize_party, split_aliases
from docket.names.captions import find_caption_parties, split_caption


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


@pytest.mark.parametrize(
    ("caption", "names"),
    [
        (
            "Ann One, Bob Two, and Cats LLC v. Dana Three, d/b/a Four",
            ["Ann One", "Bob Two", "Cats LLC", "Dana Three"],
        ),
        (
            "J.S., S.L., and L.C. v. Elm Holdings, L.L.C., et al.",
            ["J. S.", "S. L.", "L. C.", "Elm Holdings LLC"],
        ),
        ("A.B.; Jane Doe v. Elm, Incorporated", ["A. B.", "Jane Doe", "Elm Incorporated"]),
        (
            "Ann One v. Elm Platforms, Inc., fka Oak, Inc.",
            ["Ann One", "Elm Platforms Inc."],
        ),  # one party, two names
        ("State of Elm, ex rel. Oak v. Ash Inc.", ["State of Elm", "Ash Inc."]),
        ("Ann One, Oakhouse.com, Inc., et al. v. Elm LLC", ["Ann One", "Oakhouse.com Inc.", "Elm LLC"]),
        (
            "Ben Ezra, Weinstein, and Company, Inc. v. Elm LLC and Carl Oak",
            ["Ben Ezra, Weinstein, and Company Inc.", "Elm LLC", "Carl Oak"],
        ),
        ("Elm, LLC and Oak Elm, LLC v. Lee Ash", ["Elm LLC", "Oak Elm LLC", "Lee Ash"]),  # form, then "and"
        (
            "Elm LLC v. Robert E. Ash, Jr., Attorney General, et al.",
            ["Elm LLC", "Robert E. Ash Jr."],
        ),  # an office is no party
        (
            "Elm LLC v. Thomas J. Ash, Sheriff of Elm County, Illinois",
            ["Elm LLC", "Thomas J. Ash"],
        ),  # nor is its place
        ("Elm LLC v. Attorney General, State of Florida", ["Elm LLC", "Attorney General, State of Florida"]),
        (
            "State of Texas, State of Ohio, and Elm Inc. v. United States",
            ["State of Texas", "State of Ohio", "Elm Inc.", "United States"],
        ),
        (
            "City and County of Elm v. Marks and Spencer plc",
            ["City and County of Elm", "Marks and Spencer PLC"],
        ),  # "and" inside
        ("Jane Doe, mother and legal guardian of John Doe, a minor v. Elm, Inc.", ["Jane Doe", "Elm Inc."]),
        ("M.A., by and through her natural mother and next friend, P.K. v. Elm LLC", ["M. A.", "Elm LLC"]),
        (
            "Rae Green v. Elm Online (EO); John Does # 1-50,000",
            ["Rae Green", "Elm Online (EO)", "John Does # 1-50,000"],
        ),
        ("Ann Ash et al. v. Bea Bird; Elm Inc., Objector and Appellant", ["Ann Ash", "Bea Bird", "Elm Inc."]),
        ("K.R. v. Elm.com, et al. (Oak County, Ala.)", ["K. R.", "Elm.com"]),
        ("Judge v. Elm, Inc.", ["Judge", "Elm Inc."]),  # a surname
        ("State of Elm ex rel. Ash v. Oak Inc.", ["State of Elm", "Oak Inc."]),
        ("In re Elm Inc. App Store Games Litigation", ["Elm Inc."]),
        ("In re Social Media Addiction Products Liability Litigation", []),  # names nobody
        ("In re Elm, Inc. and Oak, Inc. d/b/a Ash", ["Elm Inc.", "Oak Inc."]),  # Texas mandamus
        ("Social Media Cases, JCCP No. 5255", []),
    ],
)
def test_find_caption_parties(caption, names):
    assert [found.party.canonical for found in find_caption_parties(caption)] == names


# What a caption prints and the catalog does not list, read by eye: all are parties.
UNLISTED = {
    ("Bouck v. Meta Platforms, Inc.", "Bouck"),  # the catalog has no plaintiffs here
    ("Judge v. Academia, Inc.", "Judge"),
    ("Suddeth v. Meta Platforms, Inc.", "Suddeth"),
    ("Taddeo-Waite v. X Corp.", "Taddeo-Waite"),
    ("Dowey v. Siems", "Siems"),  # a defendant it leaves out
    (
        "Breathitt County School District v. Meta Platforms, Inc.",
        "Breathitt County School District",
    ),  # its board is listed
    (
        "Snap, Inc. v. Eighth Judicial District Court",
        "Eighth Judicial District Court",
    ),  # respondent to a writ
    ("TikTok, Inc. v. Eighth Judicial District Court", "Eighth Judicial District Court"),
    ("Doe #1 et al v. MG Freesites LTD et al", "Doe #1"),  # listed as Jane Doe #1
    ("Doe v. Meta Platforms, Inc.", "Doe"),
    ("Doe v. Twitter, Inc.", "Doe"),
    # Listed under another name, as an office, or described ("[other families]").
    ("A.S. v. Salesforce, Inc.", "A. S."),
    ("Alfred P. Reaud v. Facebook, Inc.", "Facebook Inc."),
    ("American Freedom Defense Initiative v. Sessions", "Sessions"),
    ("Batzel v. Smith", "Smith"),
    ("Center for Democracy & Technology v. Biden", "Biden"),
    ("Copeland, et al. v. Twitter, Inc., et al.", "Copeland"),
    ("David Hopkins v. John Doe #1, et al.", "John Doe #1"),
    ("DiMeo v. Max", "DiMeo"),
    ("Doe 1 v. Match Group, Inc.", "Doe 1"),
    ("Doe II v. MySpace Inc.", "Doe II"),
    ("Doe II, et al. v. MySpace Inc. (four cases)", "Doe II"),
    (
        "Families of victims of the Uvalde shooting v. Meta Platforms, Inc., Activision, et al.",
        "Families of victims of the Uvalde shooting",
    ),
    ("Google, Inc. v. Hood", "Hood"),
    ("Grossman v. Rockaway Township", "Grossman"),
    ("John Does 1 through 30 et al. v. Franco Productions et al.", "John Does 1-30"),
    ("M.H., J.H., on behalf of their minor child, C.H. v. Omegle.com LLC", "C. H."),
    (
        "Nadia Mary Metroka v. Pennsylvania State Law Enforcement, et al.",
        "Pennsylvania State Law Enforcement",
    ),
    ("Parish v. OpenAI", "Parish"),
    ("People of the State of California v. Meta Platforms, Inc.", "People of the State of California"),
    ("Plaintiffs v. Salesforce.com, Inc.", "Plaintiffs"),
    ("Platkin, et al. v. Discord Inc.", "Platkin"),
    ("Platkin, et al. v. TikTok Inc., et al.", "Platkin"),
    ("Prickett, et al. v. infoUSA, Inc., et al.", "Prickett"),
    (
        "Russ Smith v. Trusted Universal Standards in Electronic Transactions, Inc., et al.",
        "Trusted Universal Standards in Electronic Transactions Inc.",
    ),
    ("Saponaro v. Grindr, LLC", "Saponaro"),
    ("Self-represented plaintiff v. OpenAI", "Self-represented plaintiff"),
    ("Shrader v. Beann", "Beann"),
    ("The Washington Post et al. v. David J. McManus, Jr., et al.", "David J. McManus Jr."),
    ("The Washington Post et al. v. McManus et al.", "McManus"),
    ("TikTok Inc., et al. v. Cleburne County Circuit Court", "Cleburne County Circuit Court"),
    (
        (
            "Twitter, Inc. v. The Superior Court for the City and County of San Francisco (Jared Taylor et "
            "al., real parties in interest)"
        ),
        "The Superior Court for the City and County of San Francisco",
    ),
    ("Vazquez v. Buhl, et al.", "Buhl"),
    ("Voicenet Communications, Inc., et al. v. Corbett, et al.", "Corbett"),
    ("X.AI v. St. Clair", "X.AI"),
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
    ("Estate of Carson Bride, et al. v. Yolo Technologies, Inc.", "Kristin Bride"),
    (
        "Facebook, Inc. v. K.G.S., individually, and as guardian and next friend of Baby Doe, a minor child",
        "Baby Doe",
    ),
    ("First County Bank, executor of the Estate of Suzanne Adams v. OpenAI", "Estate of Suzanne Adams"),
    (
        "Free Speech Coalition, Inc., et al. v. Colmenero (later Paxton)",
        "Ken Paxton, Attorney General of Texas",
    ),
    ("Gucci America, Inc. v. Hall & Associates, et al.", "Denise Hall"),
    ("Herman & Russo, P.C., et al. v. Xcentric Ventures, LLC, et al.", "David A. Russo"),
    ("Herman & Russo, P.C., et al. v. Xcentric Ventures, LLC, et al.", "Melissa A. Herman"),
    (
        "In re YouTube Trafficking Litigation (formerly Sarah v. Google; Unknown Parties v. Google)",
        "Google LLC",
    ),
    ("In re YouTube Trafficking Litigation (formerly Sarah v. Google; Unknown Parties v. Google)", "Sarah"),
    ("In re YouTube Trafficking Litigation (formerly Sarah v. Google; Unknown Parties v. Google)", "YouTube"),
    ("Jane Doe v. Backpage.com, LLC, et al. (claims against Meta Platforms, Inc.)", "Meta Platforms, Inc."),
    ("John Does 1 through 30 et al. v. Franco Productions et al.", "John Does"),
    (
        "K. G. S., Individually and as Guardian and Next Friend of Baby Doe, a Minor Child v. Facebook, Inc.",
        "Baby Doe",
    ),
    ("Keith Mitan v. A. Neumann & Associates, LLC, et al.", "Achim Neumann"),
    ("Peter Donaher, III, et al. v. Marcus Vannini, et al.", "Susan Donaher"),
    ("Sergio Bonilla v. Ancestry.com Operations Inc., et al.", "Ancestry.com Inc."),
    ("Sergio Bonilla v. Ancestry.com Operations Inc., et al.", "Ancestry.com LLC"),
    ("State of Nevada v. MediaLab.AI, Inc. (Kik)", "Kik"),
    ("Turner-Scott v. OpenAI", "Angus Scott"),
    (
        (
            "Twitter, Inc. v. The Superior Court for the City and County of San Francisco (Jared Taylor et "
            "al., real parties in interest)"
        ),
        "Jared Taylor",
    ),
}
# Lists of bodies without a legal form, a third side, two cases in one caption: read as one party or not split.
NOT_SPLIT = {
    (
        "Adam Steele v. Louise Mengelkoch, Bemidji State University, William Batchelder, Google, Inc., et al.",
        "Bemidji State University",
    ),
    (
        "Adam Steele v. Louise Mengelkoch, Bemidji State University, William Batchelder, Google, Inc., et al.",
        "Google, Inc.",
    ),
    (
        "Adam Steele v. Louise Mengelkoch, Bemidji State University, William Batchelder, Google, Inc., et al.",
        "Louise Mengelkoch",
    ),
    (
        "Adam Steele v. Louise Mengelkoch, Bemidji State University, William Batchelder, Google, Inc., et al.",
        "William Batchelder",
    ),
    ("Peter Ricci, Barbara Ricci v. Teamsters Union Local 456, GoDaddy.com, LLC", "GoDaddy.com, LLC"),
    (
        "Peter Ricci, Barbara Ricci v. Teamsters Union Local 456, GoDaddy.com, LLC",
        "Teamsters Union Local 456",
    ),
    ("Rahul Manchanda v. Google, Yahoo, and Microsoft Bing", "Microsoft Corporation"),
    ("Rahul Manchanda v. Google, Yahoo, and Microsoft Bing", "Yahoo! Inc."),
    (
        "Students Engaged in Advancing Texas v. Paxton; Computer & Communications Industry Association v. Paxton",
        "Computer & Communications Industry Association",
    ),
    ("Turo Inc. v. City of Los Angeles v. Eric Kwan et al.", "City of Los Angeles"),
    ("Turo Inc. v. City of Los Angeles v. Eric Kwan et al.", "Eric Kwan"),
}
LEFT_WHOLE = {
    (
        "Adam Steele v. Louise Mengelkoch, Bemidji State University, William Batchelder, Google, Inc., et al.",
        "Louise Mengelkoch, Bemidji State University, William Batchelder, Google Inc.",
    ),
    (
        "Peter Ricci, Barbara Ricci v. Teamsters Union Local 456, GoDaddy.com, LLC",
        "Teamsters Union Local 456, GoDaddy.com LLC",
    ),
    ("Rahul Manchanda v. Google, Yahoo, and Microsoft Bing", "Yahoo, and Microsoft Bing"),
    (
        "Students Engaged in Advancing Texas v. Paxton; Computer & Communications Industry Association v. Paxton",
        "Computer & Communications Industry Association v. Paxton",
    ),
    ("Turo Inc. v. City of Los Angeles v. Eric Kwan et al.", "City of Los Angeles v. Eric Kwan"),
}


def catalog():
    with files("docket").joinpath("data/dockets.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            listed = [
                name
                for side in ("plaintiffs", "defendants")
                for name in split_cell(row[side])
                if not name.startswith("[")
            ]
            yield row["caption"], listed


def forms(name):
    """Return the keys of a name, as printed and as understood, of its aliases and of its surname."""
    party = normalize_party(name)
    names = (name, *split_aliases(name), party.canonical, *party.aliases, party.acting_for or "")
    # A caption may say where a city is: "City of Chicago, Illinois".
    names = (*names, party.canonical.rsplit(", ", 1)[0] if party.kind == "government" else "")
    keys = {entity_key(one) for one in names if one}
    return keys | ({keys_of.split()[-1] for keys_of in keys if party.kind == "person"})


def is_same(found, listed):
    one, other = forms(found.raw) | forms(found.party.canonical), forms(listed)
    return bool(one & other) or any(
        (short and long.startswith(f"{short} ")) or long.endswith(f" {short}")
        for short in one
        for long in other
    )


def is_printed(listed, caption):
    """Whether a caption prints a listed party: its key without legal form, or a person's surname, stands in
    it as words."""
    party = normalize_party(listed)
    key = entity_key(party.canonical)
    keys = {key, key.split()[-1]} if party.kind == "person" else {key}
    return any(f" {one} " in f" {name_key(caption)} " for one in keys)


def test_each_listed_party_that_a_caption_prints_is_found_and_none_is_invented():
    printed = 0
    unlisted, missed = set(), set()
    for caption, listed in catalog():
        found = find_caption_parties(caption)
        for name in listed:
            if is_printed(name, caption):
                printed += 1
                if not any(is_same(one, name) for one in found):
                    missed.add((caption, name))
        unlisted |= {
            (caption, one.party.canonical) for one in found if not any(is_same(one, name) for name in listed)
        }
    print(
        f"{printed - len(INSIDE)} parties printed; missed: {sorted(missed - INSIDE)}; not listed: {sorted(unlisted)}"
    )
    assert printed > 2100
    assert missed == INSIDE | NOT_SPLIT
    assert unlisted == UNLISTED | LEFT_WHOLE


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "A.B. v. and , ; Inc. LLC Doe Ann One In re of et al. the State d/b/a ( ) - x".split(" ")
        ),
        max_size=50,
    ).map(" ".join)
)
@example("A.B. v. ( Doe )")
def test_a_party_found_is_printed(caption):
    words = "".join(caption.split())
    for found in find_caption_parties(caption):
        assert found.party.canonical
        assert "".join(found.raw.replace(",", "").split())[:3] in words.replace(",", "")
