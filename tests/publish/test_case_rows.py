"""What a case says of all its dockets together: platforms once, the hearing that is next, the changes in a
reader's words."""

from datetime import date

import pytest

from docket.records import CaseMember, Docket, DocketRef, HearingEvent
from docket.vocabulary import HearingAction, HearingKind, Precision
from publish.pages.case import fold_links
from publish.words import format_value
from tests.publish.checking import build
from tests.worlds.asking import ask
from tests.worlds.publishing import snapshot

REFS = [
    DocketRef("cand", f"3:24-cv-0000{number}", catalog_slug=f"doe-v-example-{number}") for number in (1, 2)
]
SEEN = "2026-01-10T12:00:00Z"


def world(path, platforms=("A",), hearings=()):
    """A case of as many dockets as there are platforms, with hearings (day, status step) in the first."""
    records = []
    for place, (ref, platform) in enumerate(zip(REFS, platforms, strict=False), 1):
        records += [
            Docket(ref, ref.docket_number, "Doe v. Example, Inc.", "Doe v. Example", platform=platform),
            CaseMember(ref, "doe-v-example", place),
        ]
    for number, (day, *more) in enumerate(hearings):
        on = date.fromisoformat(day)
        for action in (HearingAction.SET, *more):
            records.append(
                HearingEvent(
                    REFS[0],
                    f"conference-{number}",
                    action,
                    HearingKind.STATUS_CONFERENCE,
                    date(2026, 1, 5),
                    on,
                    on,
                    Precision.DAY,
                )
            )
    return build(path, [(snapshot("catalog:dockets.csv", b"1", fetched_at=SEEN), records)])


@pytest.mark.parametrize(
    ("platforms", "expected"),
    [
        (("YOLO;LMK;Snapchat", "YOLO"), "YOLO; LMK; Snapchat"),
        (("YOLO", "Snapchat; YOLO"), "YOLO; Snapchat"),
        (("A", "A"), "A"),
        ((None, "A"), "A"),
        ((" ; ", None), None),
    ],
)
def test_a_platform_is_named_once(tmp_path, platforms, expected):
    answer = ask(
        world(tmp_path / "docket.db", platforms), "/docket/cases/doe-v-example.json?_shape=objects"
    ).json()
    assert answer["rows"][0]["platform"] == expected


@pytest.mark.parametrize(
    ("hearings", "expected"),
    [
        ((("2098-01-05",), ("2099-05-07",)), "Jan. 5, 2098"),  # the next, not the last
        ((("2098-01-05", HearingAction.VACATED), ("2099-05-07",)), "May 7, 2099"),
        ((("2098-01-05", HearingAction.VACATED),), "none known"),
        ((("2020-01-06",),), "none known"),
    ],
)
def test_the_next_hearing(tmp_path, hearings, expected):
    text = ask(world(tmp_path / "docket.db", hearings=hearings), "/case/doe-v-example").text
    assert expected in text.partition("<dt>Next hearing</dt>")[2].partition("</dd>")[0]


@pytest.mark.parametrize(
    ("subject", "field", "value", "expected"),
    [
        ("hearings", "kind", "other_hearing", "Hearing"),
        ("hearings", "kind", "status_conference", "Status conference"),
        ("dockets", "outcome_230", "none", "No ruling"),
        ("rulings", "answer", "partly_immune", "Partly immune"),
        ("rulings", "answer", "silent", "Silent: § 230 not addressed"),
        ("dockets", "coverage", "feed_only", "Feed only"),
        ("claims", "cause_of_action", "ata_2333", "Anti-Terrorism Act (18 U.S.C. § 2333)"),
        ("hearings", "judge", "other_hearing", "other_hearing"),  # the court's own words
        ("docket_entries", "text", "MOTION_to dismiss", "MOTION_to dismiss"),
        ("dockets", "outcome_230", None, None),
    ],
)
def test_codes_are_said_in_words(subject, field, value, expected):
    assert format_value(subject, field, value) == expected


def test_members_of_a_litigation_stand_in_one_row():
    """21 rows of the page of MDL 3047 said "member of the multidistrict proceeding"."""
    member = {"link_type": "mdl_member", "text": "member", "effect": None, "date": None, "is_ours": False}
    links = [
        member | {"link_id": "a", "entry_id": None},
        member | {"link_id": "b", "entry_id": None, "text": "the States' action"},
        member | {"link_id": "c", "entry_id": None},
        member | {"link_id": "d", "entry_id": "read-from-an-entry"},
    ]
    folded = [(row["link_id"], [also["link_id"] for also in row["also"]]) for row in fold_links(links)]
    assert folded == [("a", ["c"]), ("b", []), ("d", [])]
