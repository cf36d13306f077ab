"""What holds of the answers of every source alike: what they say, what is no answer, what is news."""

import json
import os

import pytest
from hypothesis import given, settings, strategies as st

from docket.issues import ParseError
from scrapers.source import load_sources
from tests.worlds.answers import bill_answer, describe, fixture, govinfo_answer, recap_file
from tests.worlds.expected import cases, check

SOURCES = (
    "appellate_opinions",
    "congress",
    "courtlistener",
    "govinfo",
    "oral_arguments",
    "pacer_docket",
    "pacer_rss",
    "recap",
    "scotus",
)
PATHS = [path for source in SOURCES for path in cases(source)]
# CourtListener's answers come in an envelope of ours: tests/scrapers/test_courtlistener.py has what is in it.
FROM_OUTSIDE = [path for path in PATHS if path.parent.name != "courtlistener"]
JSON = {".json", ".recap_json", ".govinfo_search", ".acms_json"}
# Of somebody's address, telephone, mail and number in a prison, as the fixtures print them; and of whoever is
# watched by nobody.
PRIVATE = (
    "415-555", "555-01", "Sample Street", "Empty Road", "Private Lane", "Example Street", "@", "94100", "012345",
    "Correctional",
)  # fmt: skip


FULL = bool(os.environ.get("TRACKER_TEST_FULL"))


def parse(snapshot):
    return list(load_sources()[snapshot.source].parse(snapshot))


def name_of(path):
    return f"{path.parent.name}-{path.name}"


@pytest.mark.parametrize("path", PATHS, ids=name_of)
def test_fixture_parses_to_its_expected_json(path, request):
    """Traps are answers of their own: an expected file is read like code, word by word.

    Feeds: items of one filing are one entry with all its events, and a bracket inside a name does not end it;
    unnumbered entries of one second stay apart by the sequence in their guid, in nyed by second and number; one
    order in two appeals is an entry in each; captions come escaped twice, blank, padded, in Windows bytes; what
    cannot be used is an issue with its own words, and a bad day costs only the day.
    """
    snapshot = describe(path.parent.name, path.name, path.read_bytes())
    check(path, snapshot, parse(snapshot), request.config.getoption("--accept"))


@pytest.mark.parametrize("path", PATHS, ids=name_of)
def test_nothing_private_reaches_a_record_and_no_stranger_the_archive(path):
    snapshot = describe(path.parent.name, path.name, path.read_bytes())
    text = repr(parse(snapshot))
    assert [word for word in PRIVATE if word in text.replace("pacer_case_id='423456'", "")] == []
    if path.parent.name in ("appellate_opinions", "oral_arguments"):
        assert b"tranger" not in snapshot.body.lower() and not snapshot.is_unreadable
        assert snapshot.raw_hash != snapshot.body_hash


# What a server sends in the place of an answer: (kind of the answer, body, code of the refusal).
RECAP_JSON, RECAP_XML = fixture("recap", "ordinary.recap_json"), fixture("recap", "ordinary.recap_xml")
NOTHING = {
    bill_answer: [
        ("billstatus_xml", b"", "not-xml"),
        ("billstatus_xml", b"<html><body>Service unavailable</body></html>", "no-bill"),
        ("billstatus_xml", b"<!DOCTYPE html><html><p>Sign in<br></html>", "not-xml"),
        (
            "billstatus_xml",
            b'<!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/passwd">]><billStatus><bill>&x;</bill></billStatus>',
            "hostile-xml",
        ),
        ("billstatus_xml", fixture("congress", "new_schema.xml")[:1500], "not-xml"),
        ("billstatus_xml", b"<billStatus/>", "no-bill"),
        ("billstatus_xml", b"<billStatus><bill><title>x</title></bill></billStatus>", "bill-number"),
        (  # an address that gives another bill
            "billstatus_xml",
            (
                b"<billStatus><bill><number>1</number><type>HR</type><congress>116</congress>"
                b"<title>A bill</title></bill></billStatus>"
            ),
            "wrong-bill",
        ),
        ("congress_bill", b'{"error": {"code": "API_KEY_INVALID"}}', "no-bill"),
        ("congress_bill", b"[]", "no-bill"),
        ("congress_bill", b'{"request": {}}', "changed-form"),
        ("congress_bill", b"<html>", "not-json"),
    ],
    govinfo_answer: [
        ("govinfo_mods", b"", "not-xml"),
        ("govinfo_mods", b"<html><body>Page not found</body></html>", "no-package"),
        ("govinfo_mods", fixture("govinfo", "ordinary.govinfo_mods")[:900], "not-xml"),
        (
            "govinfo_mods",
            b'<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><mods>&x;</mods>',
            "hostile-xml",
        ),
        # Of another package than was asked for.
        ("govinfo_mods", fixture("govinfo", "empty.govinfo_mods"), "wrong-docket"),
        (
            "govinfo_mods",
            fixture("govinfo", "empty.govinfo_mods").replace(b"ca9", b"zzz"),
            "unknown-court",
        ),
        ("govinfo_search", b"", "not-json"),
        ("govinfo_search", b'{"error": "no key"}', "changed-form"),
        ("govinfo_search", b'{"results": [1]}', "changed-form"),
    ],
    recap_file: [
        ("recap_json", b"", "empty-answer"),
        ("recap_json", b"<html>Item cannot be found</html>", "web-page"),
        ("recap_json", b"{}", "no-docket"),
        ("recap_json", RECAP_JSON[:900], "cut-in-half"),
        ("recap_json", RECAP_JSON.replace(b"299001", b"299002"), "wrong-docket"),
        (
            "recap_json",
            RECAP_JSON.replace(b'"recap_documents": []', b'"recap_documents": 5'),
            "changed-form",
        ),
        ("recap_xml", b"", "no-docket"),
        ("recap_xml", b"<html>Item cannot be found</html>", "no-docket"),
        ("recap_xml", RECAP_XML[:900], "cut-in-half"),
        ("recap_xml", RECAP_XML.replace(b"299001", b"299002"), "wrong-docket"),
        (
            "recap_xml",
            RECAP_XML.replace(
                b"<!DOCTYPE gov_uscourts_docket>", b'<!DOCTYPE gov_uscourts_docket [<!ENTITY x "y">]>'
            ),
            "hostile-xml",
        ),
        ("recap_files", b"not json", "not-json"),
        ("recap_files", b'{"error": "busy"}', "changed-form"),
        ("recap_files", b"[]", "changed-form"),
    ],
}


@pytest.mark.parametrize(
    ("answer", "kind", "body", "code"),
    [(answer, *row) for answer, refused in NOTHING.items() for row in refused],
)
def test_what_is_no_answer_is_refused(answer, kind, body, code):
    with pytest.raises(ParseError) as caught:
        parse(answer(body, kind=kind))
    assert caught.value.code == code


# What comes with every page and is no news, and what is.
@pytest.mark.parametrize(
    ("source", "name", "same", "news"),
    [
        ("congress", "new_schema.xml", {b"2024-06-0": b"2024-07-0"}, {b"97 - 2": b"97 - 3"}),
        ("appellate_opinions", "ordinary.ca1", {b"Stranger v.": b"Stranger 2 v."}, {b"/03/11": b"/03/12"}),
        # Our item has left the list.
        ("appellate_opinions", "ordinary.ca1", {b"Stranger v.": b"Stranger 2 v."}, {b"9001": b"9009"}),
        ("oral_arguments", "ordinary.ca11", {b"Somebody": b"Someone"}, {b"03/12/2024": b"03/13/2024"}),
    ],
)
def test_a_page_made_anew_is_no_news_and_another_word_of_it_is(source, name, same, news):
    differences = []
    for change in ({}, same, news):
        body = fixture(source, name)
        for old, new in change.items():
            assert old in body
            body = body.replace(old, new)
        differences.append(describe(source, name, body).difference)
    assert differences[0] == differences[1] != differences[2]


@settings(max_examples=400 if FULL else 120)
@given(st.sampled_from(FROM_OUTSIDE), st.data())
def test_spoilt_bytes_give_records_or_a_parse_error(path, data):
    """Noise alone, a fixture cut anywhere, and one with noise in it."""
    body = data.draw(st.just(b"") | st.just(path.read_bytes()))
    place = data.draw(st.integers(0, len(body)))
    noise = data.draw(st.binary(max_size=300) | st.sampled_from([b"", b"<", b'"', b"</", b"0"]))
    rest = data.draw(st.just(b"") | st.just(body[place + len(noise) :]))
    try:
        snapshot = describe(path.parent.name, path.name, body[:place] + noise + rest)
        records = parse(snapshot) if snapshot else []
    except ParseError:
        return
    repr(records).encode("utf-8")  # half a character would break the database


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "results id court_id docket_id docket_number opinions recap_documents name description attorney"
                " attorneys party_types document_number Date Text Links PartyName Attorney packageId title"
                " dateIssued actionDate text type number congress cluster_id date_filed original_court_info".split()
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


def places_in(value):
    """Every object and list in JSON, and what it has a value under."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from places_in(value[key])


@settings(max_examples=400 if FULL else 120)
@given(st.sampled_from([path for path in FROM_OUTSIDE if path.suffix in JSON]), _VALUES, st.data())
def test_any_value_anywhere_gives_records_or_a_parse_error(path, value, data):
    answer = json.loads(path.read_bytes())
    holder, key = data.draw(st.sampled_from(list(places_in(answer))))
    holder[key] = value
    try:
        records = parse(describe(path.parent.name, path.name, json.dumps(answer).encode()))
    except ParseError:
        return
    repr(records).encode("utf-8")
