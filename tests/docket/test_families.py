"""Links between dockets: from entries, from headers, folded over a docket's life."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from docket.courts import load_courts
from docket.courts.in_text import find_circuits, find_districts, find_state_court
from docket.links import effect_on_below, find_header_links, find_links, fold_links
from docket.records import Docket, DocketRef
from docket.rulings import find_rulings
from docket.text.phrase_rows import Row, load
from docket.text.phrases import watching
from docket.text.prepared import PreparedText
from docket.vocabulary import LinkEffect
from tests.worlds.growth import grows_evenly

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FILED = date(2021, 3, 1)
LATER = date(2021, 9, 1)
IN_CAND = DocketRef("cand", None)


def links(text: str, court_id: str = "cand", **more) -> list[tuple]:
    return [
        (
            link.link_type.value,
            link.other_court_id,
            link.other_docket_number or link.other_number_raw,
            link.effect.value,
            link.other_is_later,
        )
        for link in find_links(PreparedText(text, FILED, court_id, **more))
    ]


@pytest.mark.parametrize(
    ("court_id", "text", "expected"),
    [
        # appeals and certiorari
        # the circuit is not named: the law names it (28 U.S.C. § 1294)
        (
            "mad",
            "USCA Case Number 15-1724 for 51 Notice of Appeal filed by Ivo Drake.",
            [("appeal", "ca1", "15-1724", "unknown", True)],
        ),
        # a suffix is the judge's or the clerk's; two numbers are two appeals
        (
            "gand",
            "USCA Case Number: 19-10429-CC for 77 Notice of Appeal.",
            [("appeal", "ca11", "19-10429", "unknown", True)],
        ),
        (
            "cand",
            "USCA Case Number 23-15234, 23-15235 Ninth Circuit for 88 Notice of Appeal.",
            [("appeal", "ca9", "23-15234", "unknown", True), ("appeal", "ca9", "23-15235", "unknown", True)],
        ),
        # a list goes on behind a semicolon and another "No."
        (
            "cand",
            "ORDER of USCA: the petitions are denied. USCA No. 23-80176; 23-80008, No. 23-80009.",
            [("appeal", "ca9", f"23-{number}", "unknown", True) for number in ("80176", "80008", "80009")],
        ),
        # the stay is refused, not the appeal
        (
            "nysd",
            (
                "True Copy of ORDER of USCA as to 45 Notice of Appeal. USCA Case Number 21-1278. The "
                "motion for a stay pending appeal is DENIED."
            ),
            [("appeal", "ca2", "21-1278", "unknown", True)],
        ),
        # only threatened
        (
            "laed",
            (
                "ORDER of USCA as to 42 Notice of Appeal; No. 10-30767. The appeal will be dismissed "
                "unless the fee is paid."
            ),
            [("appeal", "ca5", "10-30767", "unknown", True)],
        ),
        # affirmed wins over what was dismissed below
        (
            "cod",
            "MANDATE of USCA: the judgment dismissing the complaint is AFFIRMED. (USCA Case No. 20-1099)",
            [("appeal", "ca10", "20-1099", "affirmed", True)],
        ),
        # the month of May supposes nothing
        (
            "pamd",
            (
                "MANDATE of USCA: the judgment of the District Court entered May 4, 2011, is hereby "
                "affirmed. USCA NO. 11-2404."
            ),
            [("appeal", "ca3", "11-2404", "affirmed", True)],
        ),
        # an appellate sheet's docketing entry, as ca3 and ca8 write it; the Third Circuit's hyphens
        (
            "ca3",
            "CIVIL CASE DOCKETED. Notice filed by Appellant Ivo Drake in District Court No. 2-19-cv-00123.",
            [("appeal", None, "2:19-cv-00123", "unknown", False)],
        ),
        (
            "ca8",
            (
                "Civil case docketed. U.S. District Court for the Eastern District of Missouri, Case No. "
                "4:20-cv-00456-SRC."
            ),
            [("appeal", "moed", "4:20-cv-00456", "unknown", False)],
        ),
        (
            "cadc",
            (
                "CASE docketed. NOTICE OF APPEAL seeking review of a decision by the U.S. District Court "
                "in 1:20-cv-02747-EGS."
            ),
            [("appeal", "dcd", "1:20-cv-02747", "unknown", False)],
        ),
        # remanded by the court above to the district court: no remand to a state
        (
            "laed",
            (
                "MANDATE of USCA: judgment VACATED and REMANDED to the District Court with instructions to "
                "remand to state court."
            ),
            [("appeal", "ca5", None, "vacated", True)],
        ),
        # a judge who cites, a party who argues
        (
            "cod",
            "ORDER: pursuant to the Tenth Circuit's decision in Case No. 19-1234, plaintiff shall respond.",
            [],
        ),
        ("cand", "JOINT STATUS REPORT re Ninth Circuit Case No. 21-15123 filed by Ivo Drake.", []),
        (
            "cand",
            "ORDER STAYING CASE pending the Supreme Court's decision in Wren v. Palaver, No. 21-1333.",
            [],
        ),
        # an appeal inside the court; a right, not a notice
        ("azd", "NOTICE OF APPEAL of Magistrate Judge Decision to District Court by Ivo Drake.", []),
        ("nysd", "NOTICE OF APPEAL RIGHTS mailed to Ivo Drake.", []),
        # an event the clerk took back
        ("cand", "ENTERED IN ERROR: USCA Case Number 23-15234.", []),
        # the clerk's letter is no party's letter; two hyphens (ca1 16-1033)
        (
            "ca9",
            (
                "Received letter from the Supreme Court. Petition for a writ of certiorari filed on "
                "09/27/2023 and placed on the docket as No. 23-340. [22-15104]"
            ),
            [("certiorari", "scotus", "23-340", "unknown", True)],
        ),
        (
            "ca1",
            (
                "U.S. SUPREME COURT NOTICE advising a petition for a writ of certiorari was filed on "
                "09/27/2017 and assigned case number 17--459. [16-1033]"
            ),
            [("certiorari", "scotus", "17-459", "unknown", True)],
        ),
        ("txwd", "NOTICE from the Supreme Court of Texas: petition for review denied, No. 20-434.", []),
        # leave to appeal refused; that an appellant pays refuses no appeal (cand 4:15-cv-02172)
        (
            "cand",
            "ORDER of USCA: the petitions for permission to appeal are denied. USCA No. 15-80176; 16-80008",
            [("appeal", "ca9", "15-80176", "denied", True), ("appeal", "ca9", "16-80008", "denied", True)],
        ),
        (
            "cand",
            "ORDER of USCA: leave to appeal in forma pauperis is denied. USCA No. 15-80176",
            [("appeal", "ca9", "15-80176", "unknown", True)],
        ),
        # moves
        # a court the table has not: no id, the number as printed; "Circuit Court" is no circuit, 20-001234 no appeal
        (
            "mied",
            "NOTICE OF REMOVAL by Vantry Inc. from Wayne County Circuit Court, case number 20-001234-CZ.",
            [("removal", None, "20-001234-CZ", "unknown", False)],
        ),
        # one county, many numbered courts: the number decides, and an unknown number is an unknown court
        (
            "txsd",
            "NOTICE OF REMOVAL from 189th Judicial District Court, Harris County, case number 2020-12345.",
            [("removal", None, "2020-12345", "unknown", False)],
        ),
        (
            "txsd",
            "NOTICE OF REMOVAL from 151st District Court of Harris County, Texas, case number 2020-12345.",
            [("removal", "txdistct-harris151", "2020-12345", "unknown", False)],
        ),
        (
            "gand",
            "NOTICE OF REMOVAL with COMPLAINT filed by Vantry, LLC. (Filing fee $402, receipt number AGANDC-1)",
            [("removal", None, None, "unknown", False)],
        ),
        # about the notice, not the notice; another removal
        ("cod", "NOTICE of Filing of Notice of Removal by Vantry, Inc.", []),
        ("cand", "Notice of Removal of Hearing from Calendar.", []),
        ("ca9", "MOTION TO STAY REMOVAL filed by Petitioner.", []),
        # the name stands in the second sentence
        (
            "cacd",
            (
                "MINUTE ORDER REMANDING CASE TO STATE COURT by Judge Lee. This case is hereby remanded to "
                "Los Angeles County Superior Court. Case number 21STCV12345."
            ),
            [("remand", "calsuperctla", "21STCV12345", "remanded", True)],
        ),
        (
            "flsd",
            "ORDER REMANDING CASE to the 11th Judicial Circuit in and for Miami-Dade County, Florida. Closing Case.",
            [("remand", "flcirct-miamidade", None, "remanded", True)],
        ),
        ("cacd", "ORDER TO SHOW CAUSE why this case should not be remanded to state court.", []),
        ("insd", "ORDER: the decision is reversed and remanded to the Commissioner of Social Security.", []),
        # printed the wrong way round (mad), and back to front (CM/ECF pick lists)
        (
            "cand",
            "Case transferred in from District of Florida Southern; Case Number 1:21-cv-22440.",
            [("transfer", "flsd", "1:21-cv-22440", "none", False)],
        ),
        (
            "txwd",
            "CASE TRANSFERRED from Western District of Texas to California Northern. Case No 3:21-cv-07777",
            [("transfer", "cand", "3:21-cv-07777", "none", True)],
        ),
        (
            "ca9",
            "Order filed: this petition is transferred to the D.C. Circuit. [22-21]",
            [("transfer", "cadc", None, "none", True)],
        ),
        # inside the court; refused; only moved for
        (
            "nysd",
            "ORDER: This case is hereby transferred to the docket of Judge Lee, Southern District of New York.",
            [],
        ),
        ("cand", "ORDER DENYING MOTION TO TRANSFER to the Southern District of New York.", []),
        ("cand", "MOTION to Transfer Case to the Southern District of New York by Vantry, Inc.", []),
        # into an MDL: the litigation is the link, and its court only with the action's new number
        (
            "lawd",
            "MDL TRANSFER ORDER/CTO-3 received from MDL Panel re MDL 2666 transferring case to District of Minnesota.",
            [("mdl_member", "jpml", "MDL-2666", "none", False)],
        ),
        (
            "mnd",
            "Member Case added to Lead Case 0:15-md-02666-JNE.",
            [("mdl_member", "mnd", "0:15-md-02666", "none", False)],
        ),
        ("jpml", "ORDER VACATING CONDITIONAL TRANSFER ORDER (CTO-9) re MDL No. 3047.", []),
        ("cand", "ORDER re MDL No. 3047 common benefit fees.", []),
        # groups
        # as one district's judges write numbers
        (
            "nysd",
            "STIPULATION AND ORDER: 20 Civ. 1234 and 20 Civ. 1235 are consolidated.",
            [
                ("consolidated", "nysd", "20-cv-01234", "none", False),
                ("consolidated", "nysd", "20-cv-01235", "none", False),
            ],
        ),
        # the question that follows is not doubt
        (
            "scotus",
            (
                "The petitions in 16-1436 and 16-1540 are GRANTED and the cases are consolidated for "
                "argument. The parties are directed to address whether the case is moot."
            ),
            [
                ("consolidated", "scotus", "16-1436", "none", False),
                ("consolidated", "scotus", "16-1540", "none", False),
            ],
        ),
        ("cacd", "CONSOLIDATED AMENDED COMPLAINT filed in 2:20-cv-01234.", []),
        ("nyed", "ORDER denying 14 Motion to Consolidate Cases with 1:19-cv-06001.", []),
        (
            "caed",
            "RELATED CASE ORDER: 2:20-cv-01234 KJM is related to 2:20-cv-01235 JAM.",
            [("related", "caed", "2:20-cv-01235", "none", False)],
        ),
        ("nysd", "CASE DECLINED AS NOT RELATED. Case referred as related to 1:17-cv-09554.", []),
    ],
)
def test_links_in_an_entry(court_id, text, expected):
    assert links(text, court_id) == expected


@pytest.mark.parametrize(
    ("court_id", "number", "text", "others"),
    [
        (
            "ca1",
            "16-1085",
            "ORDER: Appeals 15-2211 and 16-1085 are hereby consolidated. [16-1085]",
            ["15-2211"],
        ),
        (
            "caed",
            "20-cv-01235",
            "This case is related to 2:20-cv-01234 KJM and 2:20-cv-01235.",
            ["2:20-cv-01234"],
        ),
    ],
)
def test_no_link_to_itself(court_id, number, text, others):
    assert [link[2] for link in links(text, court_id, docket_number=number)] == others


@pytest.mark.parametrize(
    ("text", "filed", "court_id", "place", "effect", "day"),
    [
        (
            (
                "Supreme Court Case Info Case number: 16-1540 Filed on: 06/26/2017 Cert Petition Action 1: "
                "Granted, 06/26/2017 Ruling: Vacated/Remanded, 10/24/2017"
            ),
            date(2017, 11, 2),
            "ca9",
            "16-1540",
            LinkEffect.VACATED,
            "2017-10-24",  # the day is that of the effect
        ),
        (
            "Certified record transmitted re 42 Notice of Appeal. USCA Case Number 10-30767. (plh)",
            FILED,
            "laed",
            "10-30767",
            LinkEffect.UNKNOWN,
            FILED.isoformat(),
        ),
        # Spaces and line breaks move no place.
        (
            "MANDATE\n of  USCA as to 42 Notice of Appeal.   USCA  Case\tNumber 10-30767.  AFFIRMED",
            FILED,
            "laed",
            "10-30767",
            LinkEffect.AFFIRMED,
            FILED.isoformat(),
        ),
    ],
)
def test_a_link_says_where_it_was_read_and_when_it_took_effect(text, filed, court_id, place, effect, day):
    (link,) = find_links(PreparedText(text, filed, court_id))
    assert (text[slice(*link.at)], link.effect, link.date) == (place, effect, day)


def header(court_id: str, number: str | None = None, **fields) -> list[tuple]:
    drawn = find_header_links(Docket(DocketRef(court_id, number), **fields))
    return [
        (
            link.link_type.value,
            link.other_court_id,
            link.other_docket_number or link.other_number_raw,
            link.other_is_later,
            link.rule,
        )
        for link in drawn
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {
                "court_id": "ca9",
                "appeal_from": "U.S. District Court for Hawaii, Honolulu",
                "originating_court_id": "hid",
                "originating_docket_number": "1:17-cv-00050",
            },
            [("appeal", "hid", "1:17-cv-00050", False, "originating-court")],
        ),
        # a board keeps no docket of a court (ca9 22-21), a state court without id does (scotus 01-10063)
        (
            {
                "court_id": "ca9",
                "appeal_from": "Board of Immigration Appeals",
                "originating_docket_number": "A1",
            },
            [],
        ),
        (
            {
                "court_id": "scotus",
                "appeal_from": "Court of Appeals of Georgia",
                "originating_docket_number": "A01A2414",
                "details": (("lower_court_case_numbers", "(A01A2414)"),),
            },
            [("certiorari", None, "A01A2414", False, "lower-court")],
        ),
        # every number below, and the same linked number five times (scotus 06A1001)
        (
            {
                "court_id": "scotus",
                "originating_court_id": "ca9",
                "originating_docket_number": "21-55085",
                "details": (
                    ("lower_court_case_numbers", "(21-55085, 21-55145)"),
                    ("links", "06-1195, 06-1195, 06-1195"),
                ),
            },
            [
                ("certiorari", "ca9", "21-55085", False, "lower-court"),
                ("certiorari", "ca9", "21-55145", False, "lower-court"),
                ("related", "scotus", "06-1195", False, "linked-with"),
            ],
        ),
        (
            {
                "court_id": "scotus",
                "number": "22-555",
                "details": (("RelatedCaseNumber", "Vide 22-277; Vide 22-555"),),
            },
            [("companion", "scotus", "22-277", False, "related-case-number")],
        ),
        # a lead case may be an MDL; a docket is not related to itself
        (
            {
                "court_id": "jpml",
                "number": "1:22-cv-10283",
                "details": (("lead_case", "MDL No. 2873 (Transferred)"),),
            },
            [("mdl_member", "jpml", "MDL-2873", False, "lead_case")],
        ),
        (
            {
                "court_id": "caed",
                "number": "1:09-cv-00480",
                "details": (
                    ("lead_case", "1:09-cv-00407-LJO-BAM"),
                    ("related_cases", "1:05-cv-01207-LJO-EPG\n1:09-cv-00480-LJO"),
                ),
            },
            [
                ("consolidated", "caed", "1:09-cv-00407", False, "lead_case"),
                ("related", "caed", "1:05-cv-01207", False, "related_cases"),
            ],
        ),
        (
            {
                "court_id": "jpml",
                "number": "MDL-3047",
                "caption": "IN RE: Feed Harm Litigation (MDL No. 3047)",
            },
            [],
        ),
        # of two districts, which sent the action to the other is not printed
        (
            {
                "court_id": "cand",
                "details": (
                    (
                        "case_in_other_court",
                        "USCA - Ninth Circuit, 22-02719; Florida Southern, 1:21-cv-22440; Cook County, 20L1",
                    ),
                ),
            },
            [
                ("appeal", "ca9", "22-2719", True, "case-in-other-court"),
                ("related", "flsd", "1:21-cv-22440", False, "case-in-other-court"),
            ],
        ),
        ({"court_id": "cand"}, []),
        ({"court_id": "nowhere", "originating_court_id": "cand"}, []),
    ],
)
def test_headers(fields, expected):
    assert header(**fields) == expected


def told(court_id: str, *entries: tuple[str, str]) -> list[tuple]:
    links_found = [
        link
        for day, text in entries
        for link in find_links(PreparedText(text, date.fromisoformat(day), court_id))
    ]
    return [
        (
            link.other_court_id,
            link.other_docket_number,
            link.effect.value,
            link.date,
        )
        for link in fold_links(links_found)
    ]


NOTICE = ("2020-08-14", "NOTICE OF APPEAL by Ivo Drake as to 41 Judgment.")


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([NOTICE], [("ca5", None, "unknown", "2020-08-14")]),
        # The entries of one appeal are one link.
        (
            [
                NOTICE,
                ("2020-08-20", "USCA Case Number 20-30767 for 42 Notice of Appeal."),
                (
                    "2020-11-18",
                    "ORDER of USCA as to 42 Notice of Appeal - the appeal is dismissed for want of prosecution",
                ),
                (
                    "2021-10-04",
                    (
                        "USCA JUDGMENT issued as mandate as to 42 Notice of Appeal. The judgment of the District Court "
                        "is reversed and remanded."
                    ),
                ),
            ],
            [("ca5", "20-30767", "reversed", "2021-10-04")],
        ),
        # A mandate that could be of two appeals is of neither.
        (
            [
                ("2020-08-20", "USCA Case Number 20-30767, 20-30768 for 42 Notice of Appeal."),
                *[("2021-10-04", "MANDATE of USCA as to 42 Notice of Appeal: AFFIRMED.")] * 2,
            ],
            [
                ("ca5", "20-30767", "unknown", "2020-08-20"),
                ("ca5", "20-30768", "unknown", "2020-08-20"),
                ("ca5", None, "affirmed", "2021-10-04"),
            ],
        ),
    ],
)
def test_the_entries_of_an_appeal_fold_into_a_link(entries, expected):
    assert told("laed", *entries) == expected


def test_a_court_told_by_one_of_two_is_known():
    entry = find_links(
        PreparedText("Case docketed. Originating case number: 1:19-cv-01231-LMB.", FILED, "ca4")
    )
    below = find_header_links(
        Docket(
            DocketRef("ca4", "20-1900"),
            originating_court_id="vaed",
            originating_docket_number="1:19-cv-01231",
        )
    )
    (link,) = fold_links([*entry, *below])
    assert (link.other_court_id, link.other_docket_number) == ("vaed", "1:19-cv-01231")


@pytest.mark.parametrize(
    ("court_id", "texts", "effect", "day"),
    [
        ("ca6", ["OPINION filed: REVERSED and REMANDED.", "MANDATE ISSUED."], LinkEffect.REVERSED, FILED),
        (
            "ca9",
            ["MEMORANDUM filed: AFFIRMED IN PART, REVERSED IN PART."],
            LinkEffect.AFFIRMED_IN_PART,
            FILED,
        ),
        ("scotus", ["Petition GRANTED.", "Judgment VACATED and case REMANDED."], LinkEffect.VACATED, FILED),
        ("scotus", ["Petition DENIED."], LinkEffect.DENIED, FILED),
        ("ca5", ["ORDER granting Motion to stay pending appeal."], None, None),
        # Only judgments of one day are one in part.
        ("ca6", ["OPINION filed: AFFIRMED.", "OPINION filed: REVERSED."], LinkEffect.AFFIRMED_IN_PART, FILED),
        (
            "ca6",
            ["OPINION filed: AFFIRMED.", (LATER, "OPINION filed: REVERSED.")],
            LinkEffect.REVERSED,
            LATER,
        ),
    ],
)
def test_what_a_courts_own_rulings_did_below(court_id, texts, effect, day):
    dated = [text if isinstance(text, tuple) else (FILED, text) for text in texts]
    rulings = [
        ruling for filed, text in dated for ruling in find_rulings(PreparedText(text, filed, court_id))
    ]
    assert effect_on_below(rulings) == (effect and (effect, day))


def test_links_of_two_kinds_or_courts_stay_apart():
    appeal = find_links(PreparedText("NOTICE OF APPEAL to the Ninth Circuit by Ivo Drake.", FILED, "cand"))
    other = find_links(PreparedText("NOTICE OF APPEAL to the Federal Circuit by Ivo Drake.", FILED, "cand"))
    remand = find_links(
        PreparedText("ORDER: this action is remanded to the Superior Court of California.", FILED, "cand")
    )
    assert [link.other_court_id for link in fold_links([*appeal, *other])] == ["ca9", "cafc"]
    assert [link.link_type.value for link in fold_links([*appeal, *remand])] == ["appeal", "remand"]


@pytest.mark.parametrize(
    ("find", "text", "court_id"),
    [
        (find_districts, "sent to the Western District of Washington today", "wawd"),
        (find_districts, "sent to the USDC Northern District of California today", "cand"),
        (find_districts, "sent to the N.D. Cal. today", "cand"),
        (find_districts, "sent to the SDNY today", "nysd"),
        (find_districts, "sent to the California Central today", "cacd"),
        (find_districts, "sent to the District of Middle District of Florida today", "flmd"),
        (find_districts, "sent to the West Virginia Southern today", "wvsd"),
        (find_districts, "sent to the N.D. W. Va. today", "wvnd"),
        (find_districts, "sent to the U.S. District Court for Hawaii today", "hid"),
        (find_districts, "sent to the District of Columbia today", "dcd"),
        (find_districts, "sent to the U.S. Bankruptcy Court for the Northern District of Texas today", None),
        (find_districts, "sent to the Northern Ireland today", None),
        (find_circuits, "Ninth Circuit", "ca9"),
        (find_circuits, "9th CCA", "ca9"),
        (find_circuits, "USCA9", "ca9"),
        (find_circuits, "2d Cir.", "ca2"),
        (find_circuits, "D.C. Circuit", "cadc"),
        (find_circuits, "Federal Circuit", "cafc"),
        (find_circuits, "the 11th Judicial Circuit", None),
        (find_circuits, "Seventh Circuit Court of Cook County", None),
        (find_circuits, "USCA 21-1234", None),
        (find_circuits, "19th Circuit", None),
    ],
)
def test_courts_in_a_sentence(find, text, court_id):
    assert [court.court_id for court in find(text)] == ([court_id] if court_id else [])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("USCA Case Number 23-15234 9th Circuit for 88 Notice of Appeal.", "9th Circuit"),
        ("USCA Case Number 23-15234, Ninth Circuit, for 88 Notice of Appeal.", "Ninth Circuit"),
        ("ORDER: this case is transferred to the D.C. Circuit.", "D.C. Circuit"),
        (
            "Case transferred in from District of Florida Southern; Case Number 1:21-cv-22440.",
            "Florida Southern",
        ),
        # In a header.
        (
            Docket(IN_CAND, details=(("case_in_other_court", "USCA - Ninth Circuit, 22-02719"),)),
            "USCA - Ninth Circuit",
        ),
        (Docket(IN_CAND, details=(("case_in_other_court", "9th Circuit 22-02719"),)), "9th Circuit 22-02719"),
    ],
)
def test_a_link_names_the_other_court_as_it_is_printed(text, label):
    drawn = (
        find_header_links(text) if isinstance(text, Docket) else find_links(PreparedText(text, FILED, "cand"))
    )
    assert [link.other_label for link in drawn] == [label]


@pytest.mark.parametrize(
    ("label", "state", "court_id"),
    [
        ("Superior Court of California, County of Alameda", "CA", "casuperct-alameda"),
        ("Los Angeles Superior Court", "CA", "calsuperctla"),
        ("Kern County Superior Court", "CA", None),
        ("Supreme Court of the State of New York, County of Kings", "NY", "nysupct"),
        ("Supreme Court of Alabama", "AL", None),
        ("Suffolk Superior Court", "MA", "masssuperct"),
        ("Superior Court of Massachusetts, Appellate Division", "MA", None),
        ("Clark County District Court", "NV", "nvdistct-clark"),
        ("District Court of Appeal", "FL", None),
        ("United States District Court", "NV", None),
        ("Superior Court", None, None),
    ],
)
def test_state_courts(label, state, court_id):
    assert find_state_court(label, state) == court_id


# Every entry of the corpus that joins its docket to another, read by eye; all others join nothing. (file,
# number, link).
CORPUS = {
    ("district/laed_127926", "42", "appeal ca5 None unknown"),
    ("district/laed_127926", "47", "appeal ca5 10-30767 unknown"),
    ("district/laed_127926", "50", "appeal ca5 None dismissed"),
    ("district/laed_127926", "53", "appeal ca5 None reversed"),
    ("district/nysd_4", "56", "appeal ca2 None unknown"),
    ("district/nysd_4", "63", "appeal ca2 None dismissed"),
    ("district/nysd_4", "65", "appeal ca2 22-2719 dismissed"),
    ("district/nysd_4606", "1", "removal nysupct 100884-00 unknown"),
    ("district/cand_263146", "1", "mdl_member jpml MDL-2420 none"),
    ("district/jpml_1551542", "1", "mdl_member jpml MDL-2873 none"),
    ("district/jpml_1551542", "2", "mdl_member jpml MDL-2873 none"),
    ("appellate/ca1_2", "00107206894", "certiorari scotus 17-459 unknown"),
    ("appellate/ca1_2", "00107244520", "certiorari scotus None granted"),
    *(
        (f"appellate/ca9_{page}", number, f"certiorari scotus 16-1540 {effect}")
        for page in (1, 2)
        for number, effect in (
            ("319", "pending"),
            ("320", "unknown"),
            ("321", "pending"),
            ("322", "granted"),
            ("323", "vacated"),
            ("328", "vacated"),
        )
    ),
    ("scotus/16A1191", None, "consolidated scotus 16-1436 none"),
    ("scotus/16A1191", None, "consolidated scotus 16-1540 none"),
}


def test_the_corpus():
    folder, drawn = SHARED / "corpus", set()
    if not folder.exists():
        pytest.skip("../shared/corpus is not here")
    for path in sorted([*folder.glob("pacer/dockets/*/*.json"), *folder.glob("scotus/dockets/*/*.json")]):
        page, is_scotus = json.loads(path.read_text(encoding="utf-8")), "scotus" in path.parts
        court_id = "scotus" if is_scotus else path.stem.partition("_")[0]
        for entry in page.get("docket_entries", ()) if isinstance(page, dict) else ():
            day = date.fromisoformat(entry["date_filed"][:10]) if entry.get("date_filed") else None
            number = entry.get("document_number")
            name = f"scotus/{path.stem}" if is_scotus else f"{path.parent.name}/{path.stem}"
            for link in find_links(
                PreparedText(" ".join((entry.get("description") or "").split()), day, court_id)
            ):
                drawn.add(
                    (
                        name,
                        str(number) if number else None,
                        f"{link.link_type} {link.other_court_id} {link.other_docket_number} {link.effect}",
                    )
                )
    assert CORPUS - drawn <= {
        ("district/jpml_1551542", "2", "mdl_member jpml MDL-2873 none")
    }  # a "text only notice" is not read
    assert drawn - CORPUS == set()


PIECES = [
    "USCA No. 21-1234, ",
    "21-1234 ",
    "no. 21-1234 and ",
    "transferred to the ",
    "transferred in from ",
    "NOTICE OF REMOVAL ",
    "remanded to ",
    "granting motion to remand ",
    "case number ",
    "MDL No. 1 ",
    "lead case 1:20-cv-1, ",
    "related cases ",
    "is related to ",
    "consolidated ",
    "Northern District of ",
    "county of ",
    "[21-1234 ",
    "(",
    "appeal circuit ",
    "affirmed in part ",
    "petition ",
    "Supreme Court ",
    " v. ",
    "ÿ",
    "\n",
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize(
    "head",
    [
        "",
        "MANDATE of USCA ",
        "Supreme Court ",
        "NOTICE OF REMOVAL from ",
        "transferred consolidated mdl related appeal remand supreme lead case ",
    ],
)
def test_a_hostile_text_is_read_in_time(piece, head):
    text = (head + piece * 100_000)[:100_000]
    find_links(PreparedText(text[:500], FILED, "cand"))  # courts and patterns loaded
    assert grows_evenly(lambda words: find_links(PreparedText(words, FILED, "cand")), text)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*PIECES, "ORDER ", "3:21-cv-01234 ", "Ninth Circuit ", "from ", "S.D.N.Y. "])
        | st.text(max_size=12),
        max_size=40,
    ),
    st.sampled_from(["cand", "ca9", "scotus", "jpml", "cit", "nowhere"]),
)
def test_any_text_gives_links_in_their_place(parts, court_id):
    text = "".join(parts)
    links_found = find_links(PreparedText(text, FILED, court_id))
    for link in links_found:
        assert 0 <= link.at[0] < link.at[1] <= len(text)
        assert link.other_court_id is None or link.other_court_id in load_courts()
        assert link.other_docket_number is None or link.other_court_id or link.other_number_raw
    assert fold_links(fold_links(links_found)) == fold_links(links_found)


def test_a_new_word_is_one_row(monkeypatch):
    text = "ORDER: this case is sent over to the Southern District of New York."
    assert links(text) == []
    row = Row("transferred_out", "sent over to [the]", "sent over to", "sent", "guide", "links", 1)
    monkeypatch.setattr(
        "docket.text.phrases.load", lambda table: load(table) + ((row,) if table == "links" else ())
    )
    alike = next(other for other in load("links") if other.tag == row.tag)
    with watching([alike]):  # what was made of the rows of this tag is made anew
        assert links("Case transferred to another. " + text) == [("transfer", "nysd", None, "none", True)]
