"""Where a reader is sent to check a ruling, a docket, a bill: addresses that were seen, and those made by rule."""

import csv
import re
from importlib.resources import files
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, strategies as st

from docket.primary_address import (
    AddressBasis,
    PrimaryAddress,
    address_of_docket,
    address_of_ruling,
    citation_address,
    citation_addresses,
    courtlistener_docket_address,
    explain_missing,
    govinfo_package,
    scotus_docket_address,
)

C = "https://www.courtlistener.com/c/"
DOCKET = "https://www.courtlistener.com/docket/"
SCOTUS = "https://www.supremecourt.gov/docket/docketfiles/html/public/"
JUSTIA = "https://law.justia.com/cases/federal/appellate-courts/ca3/20-1308/20-1308-2021-03-15.html"


@given(
    st.integers(1, 9999),
    st.sampled_from(["F.3d", "F. Supp. 3d", "F. App'x", "Cal. App. 5th", "So. 2d", "U.S."]),
    st.integers(1, 99999),
    st.sampled_from(["", " ", " (9th Cir. 2019)", ", 12"]),
)
def test_volume_reporter_and_page_can_be_read_back(volume, reporter, page, behind):
    path = urlsplit(citation_address(f"{volume} {reporter} {page}{behind}")).path
    assert unquote(path) == f"/c/{reporter}/{volume}/{page}/"


@given(
    st.text(max_size=60)
    | st.from_regex(r"[0-9]{1,4} [A-Za-z0-9.' ]{1,20} [0-9_]{1,5}.{0,10}", fullmatch=True)
)
def test_whatever_a_citation_says_the_address_is_plain_and_no_search(citation):
    for url in citation_addresses(citation):
        assert re.fullmatch(
            r"https://(?:www\.courtlistener\.com/c|nycourts\.gov/reporter)/[\w.%'/]+", url, re.ASCII
        )
        assert not urlsplit(url).query and "WL" not in url and "LEXIS" not in url.upper()


SEEN, RULE, NONE = AddressBasis
DISTRICT = {"court_id": "paed", "docket_number": "2:12-cv-00713"}


@pytest.mark.parametrize(
    ("row", "docket", "cl_id", "expected"),
    [
        # what the court itself put on the web, seen, comes before the reporter
        (
            {
                "citation": "606 U.S. 461",
                "primary_url": "https://www.law.cornell.edu/supremecourt/text/23-1122",
                "kind": "opinion",
            },
            {"court_id": "scotus", "docket_number": "23-1122"},
            None,
            ("https://www.law.cornell.edu/supremecourt/text/23-1122", SEEN),
        ),
        # a cell that a rule made stays by rule, also where the citation has another reporter first
        (
            {"citation": "211 Ariz. 569; 125 P.3d 389", "primary_url": f"{C}P.3d/125/389/"},
            {},
            None,
            (f"{C}P.3d/125/389/", RULE),
        ),
        # ... and is seen where it is the page that was read
        (
            {
                "citation": "129 F.3d 327",
                "primary_url": f"{C}F.3d/129/327/",
                "source_url": f"{C}F.3d/129/327/",
            },
            {},
            None,
            (f"{C}F.3d/129/327/", SEEN),
        ),
        # an order on a petition shares its page of the reporter with dozens of others
        (
            {
                "citation": "140 S. Ct. 2761",
                "kind": "cert_denied",
                "primary_url": "https://www.courtlistener.com/docket/66728396/",
            },
            {"court_id": "scotus", "docket_number": "19-859"},
            "66728396",
            (f"{SCOTUS}19-859.html", RULE),
        ),
        (
            {"citation": "524 U.S. 937", "kind": "cert_denied"},
            {"court_id": "scotus", "docket_number": "97-1488"},
            None,
            (f"{C}U.S./524/937/", RULE),
        ),
        # a publisher's page gives way to the reporter, unless nobody saw the citation
        (
            {"citation": "850 F. App'x 827", "verified": "date;citation", "primary_url": JUSTIA},
            {},
            None,
            (f"{C}F.%20App'x/850/827/", RULE),
        ),
        (
            {"citation": "850 F. App'x 827", "verified": "date", "primary_url": JUSTIA},
            {},
            None,
            (JUSTIA, SEEN),
        ),
        # what somebody put on Scribd never leads where a reporter prints it
        (
            {
                "citation": "965 F. Supp. 2d 818",
                "verified": "",
                "primary_url": "https://pl.scribd.com/document/1/x",
            },
            {},
            None,
            (f"{C}F.%20Supp.%202d/965/818/", RULE),
        ),
        # a WL number names nothing that can be opened: the docket is the next best
        (
            {"citation": "2012 WL 2327788", "kind": "opinion", "date": "2012-06-19"},
            DISTRICT,
            "123",
            ("https://www.govinfo.gov/app/details/USCOURTS-paed-2_12-cv-00713", RULE),
        ),
        (
            {"citation": "2012 WL 2327788", "kind": "order", "date": "2012-06-19"},
            DISTRICT,
            "123",
            ("https://www.courtlistener.com/docket/123/", RULE),
        ),
        ({"citation": "2005 WL 1", "kind": "opinion", "date": "2005-06-19"}, DISTRICT, None, (None, NONE)),
        ({"kind": "opinion", "date": None}, DISTRICT, None, (None, NONE)),
        ({}, {}, None, (None, NONE)),
    ],
)
def test_a_ruling_leads_with_the_act_itself_and_else_with_its_docket(row, docket, cl_id, expected):
    assert address_of_ruling(row, docket, cl_id) == PrimaryAddress(*expected)


GARCIA = "https://www.courtlistener.com/docket/69300919/garcia-v-character-technologies-inc/"


@pytest.mark.parametrize(
    ("docket", "cl_id", "rulings", "expected"),
    [
        ({"court_id": "flmd", "primary_url": GARCIA}, "69300919", (), (GARCIA, SEEN)),
        (
            {"court_id": "flmd", "primary_url": f"{C}F.%20Supp.%203d/785/1157/"},
            "69300919",
            (),
            ("https://www.courtlistener.com/docket/69300919/", RULE),
        ),
        ({"court_id": "scotus", "docket_number": "19-859"}, None, (), (f"{SCOTUS}19-859.html", RULE)),
        (
            DISTRICT,
            None,
            [{"kind": "opinion", "date": "2012-06-19"}],
            ("https://www.govinfo.gov/app/details/USCOURTS-paed-2_12-cv-00713", RULE),
        ),
        (
            DISTRICT | {"citation": "422 F. Supp. 2d 492"},
            None,
            [{"kind": "order", "date": "2012-06-19"}],
            (f"{C}F.%20Supp.%202d/422/492/", RULE),
        ),
        ({"primary_url": JUSTIA}, None, (), (JUSTIA, SEEN)),
        # a docket without a page of its own leads with its newest ruling that has one
        (
            {},
            None,
            [
                {"date": "2019-01-02", "citation": "1 F.4th 1"},
                {"date": "2021-05", "citation": "2 F.4th 2"},
                {"date": "2022-01-01", "citation": "2022 WL 3"},
                {"date": None, "citation": "3 F.4th 3"},
            ],
            (f"{C}F.4th/2/2/", RULE),
        ),
        ({}, None, [{"date": "2019-01-02", "primary_url": JUSTIA}], (JUSTIA, SEEN)),
        (DISTRICT, None, (), (None, NONE)),
    ],
)
def test_a_docket_leads_with_its_register(docket, cl_id, rulings, expected):
    assert address_of_docket(docket, cl_id, rulings) == PrimaryAddress(*expected)


CASES = {
    citation_addresses: [
        # Parallel citations each make an address, in their order.
        (
            "108 Wash. App. 454; 31 P.3d 37; 2001 WL 1",
            [f"{C}Wash.%20App./108/454/", f"{C}P.3d/31/37/"],
        ),
    ],
    citation_address: [
        ("129 F.3d 327", f"{C}F.3d/129/327/"),
        ("437 F. Supp. 2d 273", f"{C}F.%20Supp.%202d/437/273/"),
        ("437 F.Supp.2d 273", f"{C}F.%20Supp.%202d/437/273/"),  # as some pages print it
        ("592 F. App'x 74; 2015 WL 534864", f"{C}F.%20App'x/592/74/"),
        ("592 Fed. Appx. 74", f"{C}F.%20App'x/592/74/"),
        ("592 F. App’x 74", f"{C}F.%20App'x/592/74/"),
        ("184 Wn.2d 95;359 P.3d 714", f"{C}Wash.%202d/184/95/"),  # the State's own spelling
        ("40 Cal. 4th 33; 146 P.3d 510", f"{C}Cal.%204th/40/33/"),
        ("2019 WI 47; 926 N.W.2d 710", f"{C}N.W.2d/926/710/"),  # neutral: passed over
        ("141 Nev., Adv. Op. 51; 578 P.3d 640", f"{C}P.3d/578/640/"),
        ("34 F.4th 1196 (11th Cir. 2022)", f"{C}F.4th/34/1196/"),
        ("88 F.4th 1069 (5th Cir. 2023) (denial of reh'g en banc)", f"{C}F.4th/88/1069/"),
        ("934 F.3d 53, 57 (2d Cir. 2019)", f"{C}F.3d/934/53/"),  # a pin cite
        ("2025 NY Slip Op 04447", "https://nycourts.gov/reporter/3dseries/2025/2025_04447.htm"),
        ("2009 NY Slip Op 32248(U)", "https://nycourts.gov/reporter/pdfs/2009/2009_32248.pdf"),
        ("2009 NY Slip Op 52600(U)", None),  # a series of which no address was seen
        ("2021 WL 3616097", None),
        ("2024 D.C. Super. LEXIS 27", None),
        ("2012 WL 976032 (recommendation)", None),
        ("27 Media L. Rep. 1794", None),
        ("24 Misc. 3d 1248(A)", None),  # listed there, not printed
        ("596 U.S. ___ (2022)", None),  # no page yet
        ("2024 COA 35", None),
        ("0 F.3d 327", None),
        ("129 F.3d 0", None),
        ("129 F.3d 327th", None),
        ("١٢٩ F.3d 327", None),  # digits of another script
        ("129 F.3d", None),
        ("", None),
        (None, None),
    ],
    scotus_docket_address: [
        ("19-859", f"{SCOTUS}19-859.html"),
        ("25A97", f"{SCOTUS}25A97.html"),
        ("17-2", f"{SCOTUS}17-2.html"),
        ("16-276", None),
        ("97-1488", None),
        ("24-0732", None),
        ("", None),
        (None, None),
        ("19-859/../x", None),
    ],
    courtlistener_docket_address: [
        ("65407433", f"{DOCKET}65407433/"),
        (65407433, f"{DOCKET}65407433/"),
        ("0", None),
        ("65407433/x", None),
        ("", None),
        (None, None),
    ],
    govinfo_package: [
        ("cand", "4:22-cv-05541", "USCOURTS-cand-4_22-cv-05541"),
        ("ca11", "22-11725", "USCOURTS-ca11-22-11725"),
        ("ca4", "21-1678", "USCOURTS-ca4-21-01678"),  # seen so, padded to five
        ("cadc", "12-5132", "USCOURTS-caDC-12-05132"),  # seen so, not PACER's name
        ("cand", "22-cv-05541", None),  # the office is not known
        ("cal", "S122953", None),
        ("nowhere", "4:22-cv-05541", None),
        ("cand", None, None),
    ],
    explain_missing: [
        ({"citation": ""}, DISTRICT, "no citation"),
        (
            {"citation": "2021 WL 3616097; 2021 U.S. Dist. LEXIS 9"},
            DISTRICT,
            "cited by a WL or LEXIS number only",
        ),
        (
            {"citation": "27 Media L. Rep. 1794"},
            {},
            "cited where no rule leads: 27 Media L. Rep. 1794; its docket has no number",
        ),
    ],
}


@pytest.mark.parametrize(
    ("read", "values", "expected"),
    [(read, values, expected) for read, rows in CASES.items() for *values, expected in rows],
)
def test_what_an_address_is_made_of(read, values, expected):
    assert read(*values) == expected


# A State's own series and the regional one are both right; these rows have the address of the one that comes second.
SECOND = {
    "austin-v-crystaltech-arizctapp",
    "doe-one-v-oliver-connsuperct",
    "milgram-v-orbitz-essex",
    "schneider-v-amazon-washctapp",
    "woodhull-v-meinel-nmctapp",
    "zeran-v-aol-scotus",
}


def test_every_address_of_a_reporter_in_the_data_is_one_that_the_rule_makes_of_its_citation():
    lines = files("docket").joinpath("data/decisions.csv").read_text(encoding="utf-8").splitlines()
    written = [row for row in csv.DictReader(lines) if "courtlistener.com/c/" in row["primary_url"]]
    made = [(row["docket"], row["primary_url"], citation_addresses(row["citation"])) for row in written]
    assert len(made) > 350
    assert [slug for slug, url, addresses in made if url not in addresses] == []
    assert {slug for slug, url, addresses in made if addresses[0] != url} == SECOND
