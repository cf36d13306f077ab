"""How near to the court the source behind an address stands, and which sources of a fact are shown."""

import csv
import re
from collections import Counter
from importlib.resources import files
from urllib.parse import urlsplit

import pytest
from hypothesis import given, strategies as st

from docket.source_hosts import (
    Grade,
    Source,
    SourceRole,
    best_grade,
    classify,
    order_sources,
    rests_on_weak_sources,
    split_sources,
)

DATA = files("docket").joinpath("data")
DISTILLED = "https://github.com/geeks-accelerator/de-amplify/blob/d2cc3d5a/docs/distillations"


@pytest.mark.parametrize(
    ("url", "grade", "name"),
    [
        ("https://www.courtlistener.com/c/F.3d/129/327/", "archive", "CourtListener"),
        ("https://storage.courtlistener.com/recap/x.pdf", "archive", "CourtListener"),
        ("http://www.supremecourt.gov/DocketPDF/19/19-153/109669/x.pdf", "court", "the Supreme Court"),
        ("https://cdn.ca9.uscourts.gov/datastore/opinions/x.pdf", "court", "the federal courts"),
        ("https://www.cftc.gov/x", "court", "cftc.gov"),  # a body that no row names
        (
            "https://supreme.justia.com./cases/federal/us/603/22-277",
            "copy",
            "Justia",
        ),  # the dot ends a full name
        ("http://www.justia.us/cases/federal/x", "digest", "justia.us (not Justia)"),
        ("http://print.casetext.com/case/ab-v-salesforce-inc", "copy", "Casetext"),
        ("https://blog.ericgoldman.org/archives/2022/04/", "firm", "Eric Goldman's blog"),
        ("https://app.midpage.ai/case/x", "digest", "Midpage"),
        ("https://newsletter.nerdyskynet.com/browse?page=3", "digest", "nerdyskynet"),
        (
            "https://2.zoppoz.workers.dev:443/https/www.scribd.com/document/1",
            "digest",
            "2.zoppoz.workers.dev",
        ),
        ("https://github.com/openstates/people/blob/main/data/ak.yml", "firm", "Open States"),
        ("https://github.com/openstates/people-of-elsewhere", "digest", "GitHub"),
        (f"{DISTILLED}/mdl-3047.md", "digest", "de-amplify (distillations)"),
        (
            f"{DISTILLED}/sources/mdl-3047-2026-08-10-opinion.txt",
            "digest",
            "de-amplify (copied papers)",
        ),  # the longer row wins
        ("https://notjustia.com/x", "unknown", "notjustia.com"),  # not a host under justia.com
        ("https://www.example.org/x", "unknown", "example.org"),
        ("https://[broken", "unknown", "https://[broken"),
        ("the clerk's letter", "unknown", "the clerk's letter"),
    ],
)
def test_a_host_has_a_grade_and_a_name(url, grade, name):
    host = classify(url)
    assert (host.grade, host.name) == (grade, name)


def test_every_host_that_the_data_cites_is_in_the_table():
    """A new host is looked at once, and gets its row."""
    rows = list(csv.DictReader(DATA.joinpath("source_hosts.csv").read_text(encoding="utf-8").splitlines()))
    known = {row["host"] for row in rows}
    assert [host for host, count in Counter(row["host"] for row in rows).items() if count > 1] == []
    assert {row["grade"] for row in rows} == set(Grade) - {Grade.UNKNOWN}
    cited = {}
    for file in DATA.iterdir():
        if file.name.endswith(".csv"):
            for url in re.findall(r"https?://[^\s;,\")]+", file.read_text(encoding="utf-8")):
                cited.setdefault(
                    (urlsplit(url).hostname or "").rstrip(".").removeprefix("www."), (file.name, url)
                )
    assert len(cited) > 100
    lacking = {
        host: place
        for host, place in cited.items()
        if not any(".".join(host.split(".")[start:]) in known for start in range(host.count(".") + 1))
    }
    assert lacking == {}


PRIMARY, REPORTED = SourceRole
COURT = "https://www.courtlistener.com/c/F.3d/129/327/"
CASETEXT, DIGEST, MIRROR = (
    "http://casetext.com/case/x",
    "https://app.midpage.ai/case/x",
    "http://ecases.us/case/ca9/x",
)


CASES = {
    order_sources: [
        (
            COURT,
            CASETEXT,
            None,
            [Source(COURT, PRIMARY, "CourtListener"), Source(CASETEXT, REPORTED, "Casetext")],
        ),
        (
            COURT,
            COURT,
            CASETEXT,
            [Source(COURT, PRIMARY, "CourtListener"), Source(CASETEXT, REPORTED, "Casetext")],
        ),
        (COURT, DIGEST, MIRROR, [Source(COURT, PRIMARY, "CourtListener")]),
        (None, DIGEST, f"{CASETEXT};{MIRROR}", [Source(CASETEXT, REPORTED, "Casetext")]),
        (None, MIRROR, None, [Source(MIRROR, REPORTED, "ecases.us")]),  # better than nothing, and marked
        (None, None, None, []),
    ],
    rests_on_weak_sources: [
        (MIRROR, None, True),
        (MIRROR, DIGEST, True),
        (MIRROR, CASETEXT, False),
        (CASETEXT, None, False),
        (None, None, True),
        ("", "", True),
    ],
    best_grade: [
        ((MIRROR, CASETEXT, COURT), "archive"),
        ((DIGEST, CASETEXT), "copy"),
        (("https://example.org/x", MIRROR), "unknown"),
        ((MIRROR,), "digest"),
        ((), None),
    ],
}


@pytest.mark.parametrize(
    ("read", "values", "expected"),
    [(read, values, expected) for read, rows in CASES.items() for *values, expected in rows],
)
def test_what_sources_are_worth(read, values, expected):
    assert read(*values) == expected


def test_addresses_are_parted_at_an_address_and_lose_what_was_written_behind():
    assert split_sources(
        "https://a.example/x;y", "https://b.example/1 (cluster 7); https://a.example/x;y"
    ) == [
        "https://a.example/x;y",
        "https://b.example/1",
    ]


@given(
    st.lists(st.sampled_from([COURT, CASETEXT, DIGEST, MIRROR, "https://example.org/x"]), max_size=5),
    st.sampled_from([None, COURT]),
)
def test_a_source_is_shown_once_and_none_is_lost_that_is_not_weak(urls, primary):
    shown = [source.url for source in order_sources(primary, ";".join(urls[:1]), ";".join(urls[1:]))]
    assert len(shown) == len(set(shown))
    assert {url for url in urls if not classify(url).is_weak} <= set(shown)
    assert bool(shown) == bool(urls or primary)
