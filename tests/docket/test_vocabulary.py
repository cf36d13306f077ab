"""The spellings of party types, and that every one we have met has a member."""

import json
from pathlib import Path

import pytest

from docket.vocabulary import PartyType, normalize_party_type
from tests.worlds.catalog_rows import read

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def test_every_row_is_normal_resolves_and_is_there_once():
    rows = read("vocabulary")
    assert {row["vocabulary"] for row in rows} == {"party_type"}
    assert len({row["raw"] for row in rows}) == len(rows)
    for row in rows:
        assert row["raw"] == " ".join(row["raw"].casefold().split())
        assert normalize_party_type(row["raw"]) is PartyType(row["value"])
        assert row["value"] not in ("unknown", "unmapped")


@pytest.mark.parametrize(
    "member", [member for member in PartyType if member not in (PartyType.UNKNOWN, PartyType.UNMAPPED)]
)
def test_every_member_is_reached(member):
    assert any(row["value"] == member.value for row in read("vocabulary"))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Defendant", PartyType.DEFENDANT),
        ("Amicus\xa0Curiae", PartyType.AMICUS),  # appellate pages join the words
        ("Defendant\xa0-\xa0Appellant", PartyType.APPELLANT),  # the side in this docket decides
        ("Plaintiff - Appellee", PartyType.APPELLEE),
        ("Plaintiff - Counter Defendant - Appellee", PartyType.APPELLEE),
        ("Appellant/Cross-Appellee", PartyType.APPELLANT),
        ("AppelleeUSA", PartyType.APPELLEE),  # glued in one sample (ca11)
        ("Intervenor - Pending", PartyType.INTERVENOR),  # the last word is no side
        ("Intervenor Defendant", PartyType.INTERVENOR),
        ("ThirdParty Plaintiff", PartyType.THIRD_PARTY_PLAINTIFF),
        ("Cross Claimant", PartyType.CROSS_CLAIMANT),
        ("Real Party in Interest", PartyType.INTERESTED_PARTY),
        ("USA", PartyType.PLAINTIFF),
        ("Relator", PartyType.PLAINTIFF),
        ("Claimant", PartyType.OTHER),
        ("Trustee", PartyType.COURT_OFFICER),
        ("Special Master", PartyType.COURT_OFFICER),
        ("Unknown", PartyType.UNKNOWN),
        (None, PartyType.UNKNOWN),
        ("Grand Vizier", PartyType.UNMAPPED),  # new words make an issue, not a guess
    ],
)
def test_normalize_party_type(raw, expected):
    assert normalize_party_type(raw) is expected


# sources.md section 11: the district and appellate types counted in the sample.
@pytest.mark.parametrize(
    "raw",
    (
        "Defendant|Plaintiff|Movant|Respondent|Special Master|Petitioner|Intervenor|Unknown|Counter "
        "Claimant|Counter Defendant|"
        "Intervenor Defendant|Interested Party|Notice Party|Material Witness|Mediator|Consolidated "
        "Plaintiff|Consolidated Defendant|"
        "Garnishee|In Re|Lead Plaintiff|Adr Provider|Objector|All Plaintiffs|Surety|Service List|Amicus "
        "Curiae|Appellee|Appellant|"
        "Defendant - Appellant|Defendant - Appellee|Plaintiff - Appellee|Intervenor - Pending|Plaintiff - "
        "Appellant|In re|AppelleeUSA"
    ).split("|"),
)
def test_every_counted_type_is_mapped(raw):
    assert normalize_party_type(raw) is not PartyType.UNMAPPED


def test_no_party_type_of_the_real_dockets_is_unmapped():
    if not (SHARED / "corpus").is_dir():
        pytest.skip("no ../shared/corpus with real dockets beside this checkout")
    party_types = {
        party.get("type")
        for path in (SHARED / "corpus").rglob("*.json")
        for docket in [json.loads(path.read_text("utf-8"))]
        if isinstance(docket, dict)
        for party in docket.get("parties") or []
    }
    assert len(party_types) > 10
    assert {raw for raw in party_types if normalize_party_type(raw) is PartyType.UNMAPPED} == set()
