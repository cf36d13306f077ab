"""Docket numbers by the court's system, ids made of them, and keys of names."""

import pytest
from hypothesis import given, strategies as st

from docket.identity import (
    clean_pacer_doc_id,
    docket_id,
    entity_key,
    find_docket_numbers,
    name_key,
    normalize_docket_number,
    split_office,
    year_of_number,
)
from docket.issues import ParseError


@pytest.mark.parametrize(
    ("court_id", "raw", "expected"),
    [
        ("cand", "3:22-cv-01234", "3:22-cv-01234"),
        ("cand", "3:22-cv-01234-WHO", "3:22-cv-01234"),  # initials follow the judge
        ("cand", " 3:22-CV-1234 ", "3:22-cv-01234"),  # padding
        ("dcd", "97-cv-01968", "97-cv-01968"),  # no office seen
        ("cand", "1:2022-cv-01234", "1:22-cv-01234"),  # four-digit year
        ("nysd", "22cv1234 (LJL)", "22-cv-01234"),  # S.D.N.Y. captions
        ("azd", "2:18-cr-00422-DJH-1", "2:18-cr-00422"),  # the defendant's number too
        ("azd", "2:18-cr-00422-2,3", "2:18-cr-00422"),
        ("cacd", "2:06-cv-00350-SJO-JWJx", "2:06-cv-00350"),
        ("cacd", "CV 00-09590 GAF (CWx)", "00-cv-09590"),  # as captions had it before CM/ECF
        ("cand", "No. C 11-01234 WHA", "11-cv-01234"),
        ("azd", "CV-18-00422-PHX-DJH", "18-cv-00422"),
        ("cand", "Case No. 3:22-cv-01234", "3:22-cv-01234"),
        ("njd", "Civil Action No.: 2:13-cv-03952", "2:13-cv-03952"),
        ("cand", "3:22\u2011cv\u201101234\xa0", "3:22-cv-01234"),  # hyphens and blanks of web pages
        ("cand", "5:18-~gr-00001", "5:18-~gr-00001"),  # grand jury, seen in feeds
        ("cand", "3:22-md-03047", "3:22-md-03047"),
        ("cand", "MDL No. 3047", "MDL-3047"),
        ("azd", "MDL 15-02641-PHX-DGC", "15-md-02641"),  # as Arizona prints 2:15-md-02641
        ("cit", "1:08-cv-00398-GWC-TCS-LMG", "1:08-cv-00398"),
        ("cit", "Court No. 08-00398", "08-cv-00398"),
        ("uscfc", "22-123C", "22-cv-00123"),
        ("uscfc", "No. 22-123V", "22-vv-00123"),  # vaccine claims
        ("tax", "Docket No. 12345-22S", "12345-22S"),  # serial first
        ("cacb", "2:23-bk-10023-AB", "2:23-bk-10023"),
        ("nysb", "23-10023-abc", "23-10023"),
        ("nysb", "1:23-bk-10023", "1:23-bk-10023"),
        ("nysb", "Adv. Proc. No. 23-01001", "23-01001"),
        ("nysb", "23-ap-01001", "23-ap-01001"),
        ("ca9", "No. 22-16514", "22-16514"),
        ("ca9", "24-475", "24-475"),  # ACMS counts from one
        ("ca9", "2024-00475", "24-475"),
        ("ca11", "18-90014", "18-90014"),
        ("ca2", "18-397-cv(L)", "18-397"),
        ("ca2", "18-397 (Con)", "18-397"),
        ("bap9", "BAP No. CC-22-1156-LFT", "22-1156"),
        ("armfor", "22-0001/AR", "22-1"),
        ("scotus", "No. 21-1333", "21-1333"),
        ("scotus", "22-0277", "22-277"),
        ("scotus", "23A999 *** CAPITAL CASE ***", "23A999"),
        ("scotus", "22m045", "22M45"),
        ("scotus", "22O141", "22O141"),
        ("scotus", "No. 141, Orig.", "22O141"),  # the Court files all original cases under 22O
        ("scotus", "16-1362 ", "16-1362"),
        ("jpml", "MDL-3047", "MDL-3047"),
        ("jpml", "MDL Docket No. 3047", "MDL-3047"),
        ("jpml", "NYS/1:22-cv-10283", "1:22-cv-10283"),
        ("wasuperct-pierce", "12-2-11362-4", "12-2-11362-4"),
        ("wash", "90510-0", "90510-0"),
        ("cal", "Case No. S122953", "S122953"),
        ("mass", "sjc-13747", "SJC-13747"),
        ("texapp", "14-19-00845-CV", "14-19-00845-CV"),
        ("flcirct-miamidade", "09-68539  CA 25", "09-68539 CA 25"),
        ("ny", "No. 105", "105"),
        ("calsuperctla", "JCCP 5255", "JCCP 5255"),  # a coordinated proceeding, as it is printed
        ("nyappdiv", "CA 24-00513", "CA 24-00513"),
        ("vt", "24-AP-295", "24-AP-295"),
    ],
)
def test_normalize_docket_number(court_id, raw, expected):
    assert normalize_docket_number(raw, court_id) == expected
    assert normalize_docket_number(expected, court_id) == expected


@pytest.mark.parametrize(
    ("read", "court_id", "raw"),
    [
        *(
            (normalize_docket_number, *row)
            for row in (
                ("cand", ""),
                ("cand", "22-16514"),  # an appellate number
                ("cand", "3:22-cv-01234 Doe v. Example"),  # a feed's title, not cut
                ("cand", "3:22-cv-01234; 3:22-cv-01235"),
                ("ca9", "3:22-cv-01234"),
                ("ca9", "22-16514, 22-16515"),
                ("scotus", "pending"),
                ("wash", "none"),  # no digit
                ("wash", "12<script>"),
                ("wash", "1" * 70),
                ("cand", "٣:22-cv-01234"),  # digits of another script
                ("cand", "3:22-cv-01234" + " " * 300 + "-A"),
            )
        ),
        *(
            (find_docket_numbers, *row)
            for row in (("ca1", "413"), ("ca2", "August Term, 2018"), ("ca2", ""), ("ca9", "x" * 300))
        ),
    ],
)
def test_a_number_of_another_form_is_refused_by_name(read, court_id, raw):
    with pytest.raises(ParseError) as caught:
        read(raw, court_id)
    assert caught.value.code == "docket-number"
    assert f"({court_id})" in str(caught.value) and "form is" in str(caught.value)


_COURTS = ("cand", "nysb", "ca9", "bap9", "scotus", "jpml", "uscfc", "tax", "wash")
_NUMBERISH = st.text(
    alphabet="0123456789:-. ,/()#ACMOVLcvrbkapmdnoNS~DJ\xa0\u2011", max_size=30
) | st.from_regex(
    r"(No\. |Case No\. )?(\d:)?(20)?\d\d-(cv|cr|bk|ap|mc)?-?\d{1,5}(-[A-Z]{2,3}){0,2}", fullmatch=True
)


@given(_NUMBERISH, st.sampled_from(_COURTS))
def test_normalizing_twice_changes_nothing_more(raw, court_id):
    try:
        number = normalize_docket_number(raw, court_id)
    except ParseError:
        return
    assert normalize_docket_number(number, court_id) == number
    assert set(docket_id(court_id, number)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-._~")


@given(st.sampled_from(_COURTS), _NUMBERISH, _NUMBERISH)
def test_two_numbers_of_a_court_have_two_ids(court_id, left, other):
    try:
        numbers = [normalize_docket_number(raw, court_id) for raw in (left, other)]
    except ParseError:
        return
    assert (numbers[0] == numbers[1]) == (docket_id(court_id, numbers[0]) == docket_id(court_id, numbers[1]))


@pytest.mark.parametrize(
    ("read", "values", "expected"),
    [
        (docket_id, ("cand", "3:22-cv-01234"), "cand-3-22-cv-01234"),
        (docket_id, ("cand", "22-cv-01234"), "cand-22-cv-01234"),
        (docket_id, ("ca9", "22-16514"), "ca9-22-16514"),
        (docket_id, ("scotus", "22A123"), "scotus-22a123"),
        (docket_id, ("wasuperct-pierce", "12-2-11362-4"), "wasuperct-pierce-12-2-11362-4"),
        (docket_id, ("nyappdiv", "CA 24-00513"), "nyappdiv-ca_24-00513"),
        (docket_id, ("nyappdiv", "CA-24-00513"), "nyappdiv-ca-24-00513"),  # not the same as with a blank
        (docket_id, ("nyappdiv", "CA/24"), "nyappdiv-ca~2f24"),
        (find_docket_numbers, ("04-56001, 04-57002", "ca9"), ("04-56001", "04-57002")),
        (find_docket_numbers, ("14-35001; 14-35002", "ca9"), ("14-35001", "14-35002")),
        (find_docket_numbers, ("18-300; August Term, 2018", "ca2"), ("18-300",)),
        (find_docket_numbers, ("15-1700P", "ca1"), ("15-1700",)),  # a published opinion of the First Circuit
        (find_docket_numbers, ("Docket Nos. 15-1000-cv, 15-1001-cv", "ca2"), ("15-1000", "15-1001")),
        (find_docket_numbers, ("No. 02-55600", "ca9"), ("02-55600",)),
        (find_docket_numbers, ("103,001-6", "wash"), ("103001-6",)),  # its comma parts no two numbers
        (find_docket_numbers, ("90001-0", "wash"), ("90001-0",)),
        (find_docket_numbers, ("A166001M", "calctapp"), ("A166001",)),
        (find_docket_numbers, ("S290001", "cal"), ("S290001",)),
        (split_office, ("3:22-cv-01234",), ("3", "22-cv-01234")),
        (split_office, ("22-cv-01234",), (None, "22-cv-01234")),
        (split_office, ("MDL-3047",), (None, "MDL-3047")),
        (split_office, ("CA: 12",), (None, "CA: 12")),  # a state's colon is no office
        (clean_pacer_doc_id, ("01712427473",), "01702427473"),
        (clean_pacer_doc_id, ("127111440137",), "127011440137"),
        (clean_pacer_doc_id, ("0141348336",), "0140348336"),  # ten digits: the trade court's
        (clean_pacer_doc_id, (" 01702427473 ",), "01702427473"),  # as one that is clean
        (
            clean_pacer_doc_id,
            ("a59cc6d9-5b6e-ec11-8f8e-001dd8032305",),
            "a59cc6d9-5b6e-ec11-8f8e-001dd8032305",
        ),
        (clean_pacer_doc_id, ("12345",), "12345"),  # an entry number, not an id
        (year_of_number, ("1:17-cv-00932", "nysd"), 2017),
        (year_of_number, ("96-cv-01564", "vaed"), 1996),
        (year_of_number, ("22-10001", "canb"), 2022),
        (year_of_number, ("2:18-cr-00422", "azd"), 2018),
        (year_of_number, ("MDL-3047", "cand"), None),
        (year_of_number, ("22-277", "scotus"), None),
        (year_of_number, ("18-396", "ca2"), None),
        (year_of_number, ("12-2-11362-4", "wasuperct-pierce"), None),
    ],
)
def test_what_a_number_is_read_as(read, values, expected):
    assert read(*values) == expected


@pytest.mark.parametrize(
    ("left", "other", "same_name", "same_entity"),
    [
        ("Backpage.com, L.L.C.", "BACKPAGE.COM LLC", True, True),
        ("Example, Inc.", "Example LLC", False, True),  # the form is part of a name, not of an entity
        ("The Example Company", "Example Co.", False, True),
        ("Example Co., Ltd.", "EXAMPLE", False, True),
        ("Backpage.com", "Backpage", False, False),  # ".com" tells names apart
        ("O\u2019Hara\xa0 Media", "O'HARA MEDIA", True, True),
        ("Marshall , Jr.", "Marshall, Jr", True, True),
        ("J. S.", "J.S.", True, True),
        ("J.S.", "J.D.", False, False),
        ("Café Example S.à r.l.", "Cafe Example", False, True),
        ("Example & Sons Limited Partnership", "Example and Sons LP", False, True),
        ("U.S.A.", "USA", True, True),
        ("Example GmbH", "Example", False, True),
        ("Doe 1", "Doe 2", False, False),
        ("Incorporated", "Limited", False, False),  # a name is never emptied
    ],
)
def test_keys_of_names(left, other, same_name, same_entity):
    assert (name_key(left) == name_key(other)) is same_name
    assert (entity_key(left) == entity_key(other)) is same_entity


@given(st.text(max_size=40) | st.text(alphabet="aBcL.& ,'\u00df\u0130-1", max_size=20))
def test_keys_are_their_own_keys(name):
    assert name_key(name_key(name)) == name_key(name)
    assert entity_key(entity_key(name)) == entity_key(name)
