"""What the merge makes of the words of entries: hearings, motions and rulings, § 230, each with its place."""

from datetime import date
from pathlib import Path

import pytest

from docket.records import DocketRef, Entity, EntityName, HearingEvent
from docket.snapshot import Form, Snapshot
from docket.vocabulary import HearingAction, HearingKind, Precision
from tests.db.test_merge import dump, ingest, new_store, rows
from tests.worlds.snapshots import page

NUMBER = "3:22-cv-01234"


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path / "docket.db")


def sheet(*lines, **more):
    """A docket whose lines are (number, day, text)."""
    entries = [{"n": n, "date": day, "text": text} for n, day, text in lines]
    return {"number": NUMBER, "pacer": "777", "caption": "Roe v. Example, Inc.", "entries": entries} | more


SET = (
    "5",
    "2022-03-01",
    "ORDER. Case Management Conference set for 6/7/2022 at 10:00 AM before Judge Ada Roe.",
)
MOVED = (
    "8",
    "2022-05-20",
    "CLERK'S NOTICE. Case Management Conference set for 6/7/2022 is reset to 6/21/2022 at 02:00 PM.",
)


HELD = (
    "ORDER granting 12 Motion to Dismiss. The claims for negligence and defamation are barred by Section "
    "230(c)(1) of the "
    "Communications Decency Act, 47 U.S.C. § 230(c)(1)."
)
HEARINGS = "select hearing_id, kind, status, date, time_local, starts_at, judge from hearings order by 1"


def hearings(db):
    return rows(db, HEARINGS)


def on_one_sheet(*lines, **more):
    return [page("a", "2022-06-08", [sheet(*lines, **more)])]


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        pytest.param(
            on_one_sheet(SET, MOVED),
            {
                HEARINGS: [
                    (
                        "cand-22-cv-01234.case-management-conference-2022-06-07",
                        "case_management_conference",
                        "scheduled",
                        "2022-06-21",
                        "14:00",
                        "2022-06-21T21:00:00Z",
                        None,
                    )
                ],
                "select action, date_from, prior_date, entry_id, version_id from hearing_events "
                "order by action_date": [
                    ("set", "2022-06-07", None, "cand-22-cv-01234.n5", "cand-22-cv-01234.n5.v1"),
                    ("reset", "2022-06-21", "2022-06-07", "cand-22-cv-01234.n8", "cand-22-cv-01234.n8.v1"),
                ],
            },
            id="a moved hearing is one hearing with both days",
        ),
        pytest.param(
            on_one_sheet(
                SET,
                (
                    "12",
                    "2022-06-07",
                    (
                        "Minute Entry: Case Management Conference held on 6/7/2022. "
                        "Case Management Conference continued to 7/5/2022."
                    ),
                ),
            ),
            {
                "select date, status, action, e.date_from, prior_date from hearing_events e "
                "join hearings using(hearing_id) order by hearing_id, e.rowid": [
                    ("2022-06-07", "held", "set", "2022-06-07", None),
                    ("2022-06-07", "held", "held", "2022-06-07", None),
                    ("2022-07-05", "scheduled", "continued", "2022-07-05", None),
                ]
            },
            id="a sitting that was held and goes on another day gives no day up",
        ),
        pytest.param(
            on_one_sheet(
                SET,
                (
                    "12",
                    "2022-06-07",
                    "Minute Entry: Case Management Conference held on 6/7/2022 before Judge Ada Roe.",
                ),
            ),
            {"select status, date, time_local from hearings": [("held", "2022-06-07", "10:00")]},
            id="minutes without an hour keep that of the setting",
        ),
        pytest.param(
            [
                page("a", "2022-03-02", [sheet(SET, ("6", "2022-03-02", "NOTICE of Appearance"))]),
                page("b", "2022-03-05", [sheet(("6", "2022-03-02", "NOTICE of Appearance"))]),
            ],
            {"select status from hearings": [("withdrawn",)]},
            id="a hearing whose line left the register is withdrawn",
        ),
        pytest.param(
            [
                page(
                    "a",
                    "2022-03-02",
                    [
                        sheet()
                        | {"entries": [{"n": "5", "date": "2022-03-01", "text": SET[2], "label": True}]}
                    ],
                    form=Form.FEED,
                )
            ],
            {HEARINGS: []},
            id="a feed's label sets nothing",
        ),
        pytest.param(
            on_one_sheet(("9", "2022-06-01", "ORDER. Jury Trial is set for the week of October 9, 2023.")),
            {
                "select kind, date, date_from, date_to, precision, starts_at from hearings": [
                    ("trial", None, "2023-10-09", "2023-10-13", "week", None)
                ]
            },
            id="a week stays a week",
        ),
        pytest.param(
            on_one_sheet(
                ("12", "2022-03-01", "MOTION to Dismiss for Failure to State a Claim filed by Example, Inc."),
                ("13", "2022-03-02", "MOTION for Extension of Time to File Response filed by Jane Roe."),
                (
                    "20",
                    "2022-04-30",
                    "ORDER by Judge Ada Roe granting in part and denying in part 12 Motion to Dismiss.",
                ),
                # Dated before what it answers: no days.
                ("21", "2022-02-01", "ORDER granting 13 Motion for Extension of Time."),
            ),
            {
                "select entry_number, kind, disposition, date_decided, days_to_ruling from motions order by 1": [
                    ("12", "dismiss", "granted_in_part", "2022-04-30", 60),
                    ("13", "extension_of_time", "granted", "2022-02-01", None),
                ],
                "select motion, disposition, motion_numbers, entry_id from rulings order by entry_id": [
                    ("dismiss", "granted_in_part", "12", "cand-22-cv-01234.n20"),
                    ("extension_of_time", "granted", "13", "cand-22-cv-01234.n21"),
                ],
            },
            id="a motion has its ruling and the days between",
        ),
        pytest.param(
            on_one_sheet(
                ("12", "2022-03-01", "ORDER for Ada Roe to appear pro hac vice."),
                ("13", "2022-03-01", "ORDER the motion for Admission Pro Hac Vice of Jane Roe is allowed."),
                # the same ruling told again
                ("14", "2022-03-01", "ORDER granting 9 Motion to Seal."),
                ("15", "2022-03-01", "MINUTES. Granting 9 Motion to Seal."),
            ),
            {
                "select motion, entry_id from rulings order by entry_id": [
                    ("pro_hac_vice", "cand-22-cv-01234.n12"),
                    ("pro_hac_vice", "cand-22-cv-01234.n13"),
                    ("seal", "cand-22-cv-01234.n14"),
                ]
            },
            id="two orders of one day that name no number are two rulings",
        ),
        pytest.param(
            on_one_sheet(("20", "2022-04-30", HELD), ("21", "2022-05-01", "JUDGMENT for Example, Inc.")),
            {
                "select answer, entry_id from rulings where answer is not null": [
                    ("immune", "cand-22-cv-01234.n20")
                ],
                "select outcome_230, relevance, relevance_percent >= 50, relevance_entry_id, selection "
                "from dockets": [("immune", "about_230", 1, "cand-22-cv-01234.n20", "imported")],
                "select provision, quoted_span from defenses": [("c1", "(c)(1)")],
                "select cause_of_action from claims order by 1": [("defamation",), ("negligence",)],
            },
            id="a holding on § 230 is read where it is said",
        ),
        pytest.param(
            on_one_sheet(
                (
                    "20",
                    "2022-04-30",
                    "OPINION: the claims are barred by Section 230(c)(1) of the Communications Decency Act.",
                )
            ),
            {
                "select disposition, date_from, entry_id from rulings": [
                    ("decided", "2022-04-30", "cand-22-cv-01234.n20")
                ],
                "select outcome_230 from dockets": [("immune",)],
            },
            id="an opinion that grants and denies nothing has decided",
        ),
        pytest.param(
            [
                page(
                    "a",
                    "2022-06-01",
                    [
                        sheet(("20", "2022-04-30", HELD)),
                        sheet(("1", "2022-02-01", "COMPLAINT"), number="3:22-cv-09999", pacer="888"),
                    ],
                    form=Form.API,
                )
            ],
            {
                "select docket_id, selection from dockets order by 1": [
                    ("cand-22-cv-01234", "confirmed"),
                    ("cand-22-cv-09999", "candidate"),
                ]
            },
            id="a docket found by search is a candidate until its words confirm it",
        ),
        pytest.param(
            [page("a", "2022-06-01", [sheet(cause="47:230 Communications Decency Act")], form=Form.API)],
            {
                "select relevance, relevance_percent, relevance_entry_id, selection from dockets": [
                    ("about_230", 90, None, "confirmed")
                ]
            },
            id="the cover sheet names § 230 itself",
        ),
        pytest.param(
            on_one_sheet(cause="18:1595 Trafficking"),
            {
                "select cause_of_action, cause_of_action_raw, rule, entry_id from claims": [
                    ("tvpra_1595", "18:1595 Trafficking", "cause", None)
                ]
            },
            id="the cover sheet names causes",
        ),
    ],
)
def test_what_the_words_of_entries_make(store, pages, found):
    db = ingest(store, *pages)
    assert {sql: rows(db, sql) for sql in found} == found


def test_a_fact_points_at_its_words(store):
    db = ingest(
        store,
        page("a", "2022-06-01", [sheet(SET, ("9", "2022-06-01", "MOTION to Dismiss by Example, Inc."))]),
    )
    for table in ("hearing_events", "motions"):
        for text, start, end, rule in rows(
            db,
            f"select e.text, span_start, span_end, rule from {table} join docket_entries e using (entry_id)",
        ):
            assert rule and 0 <= start < end <= len(text)
    assert rows(db, "select quoted_span from motions") == [("MOTION to Dismiss",)]


def test_an_edited_entry_moves_its_hearing(store):
    edited = (SET[0], SET[1], SET[2].replace("6/7", "6/9"))
    pages = page("a", "2022-03-02", [sheet(SET)]), page("b", "2022-03-05", [sheet(edited)])
    db = ingest(store, *pages)
    assert [row[3] for row in hearings(db)] == ["2022-06-09"]
    assert rows(db, "select version_id from hearing_events") == [("cand-22-cv-01234.n5.v2",)]
    assert dump(db) == dump(ingest(new_store(store_path(db)), *pages))


def store_path(db, name="again"):
    return Path(db.execute("pragma database_list").fetchone()[2]).with_name(f"{name}.db")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # no number, and one motion of that kind was pending (cand 4:15-cv-02172)
        (
            [
                ("12", "2022-03-01", "MOTION to Dismiss filed by Example, Inc."),
                ("13", "2022-03-01", "MOTION for Sanctions filed by Example, Inc."),
                ("20", "2022-04-30", "ORDER GRANTING MOTION TO DISMISS."),
            ],
            [("12", "granted", 60), ("13", None, None)],
        ),
        # a motion of no listed kind by its name (ca1 16-1033)
        (
            [
                ("12", "2022-03-01", "MOTION to waive filing an appendix filed by Example, Inc."),
                ("13", "2022-03-01", "MOTION to Strike filed by Example, Inc."),
                (
                    "20",
                    "2022-03-02",
                    "ORDER granting motion to waive filing an appendix filed by Example, Inc.",
                ),
            ],
            [("12", "granted", 1), ("13", None, None)],
        ),
        # which of two, nobody can tell; what is asked later was not decided
        (
            [
                ("12", "2022-03-01", "MOTION to Dismiss filed by Example, Inc."),
                ("13", "2022-03-01", "MOTION to Dismiss filed by Other, Inc."),
                ("20", "2022-04-30", "ORDER GRANTING MOTION TO DISMISS."),
            ],
            [("12", None, None), ("13", None, None)],
        ),
        (
            [
                ("20", "2022-04-30", "ORDER GRANTING MOTION TO DISMISS."),
                ("22", "2022-05-01", "MOTION to Dismiss filed by Example, Inc."),
            ],
            [("22", None, None)],
        ),
        # one that was decided before is not pending
        (
            [
                ("12", "2022-03-01", "MOTION to Dismiss filed by Example, Inc."),
                ("14", "2022-03-20", "ORDER denying 12 Motion to Dismiss."),
                ("16", "2022-04-10", "MOTION to Dismiss filed by Example, Inc."),
                ("20", "2022-04-30", "ORDER GRANTING MOTION TO DISMISS."),
            ],
            [("12", "denied", 19), ("16", "granted", 20)],
        ),
        # an oral motion is another, a stipulation is none, and extensions are many
        (
            [
                ("12", "2022-03-01", "MOTION to Dismiss filed by Example, Inc."),
                ("20", "2022-04-30", "MINUTES. Defendant's oral motion to dismiss is GRANTED."),
                ("21", "2022-05-02", "ORDER. The Court DENIES the stipulation to dismiss."),
                ("30", "2022-01-01", "MOTION for Extension of Time to Answer filed by Example, Inc."),
                ("31", "2022-04-30", "ORDER GRANTING MOTION FOR EXTENSION OF TIME TO ANSWER."),
            ],
            [("12", None, None), ("30", None, None)],
        ),
    ],
)
def test_a_ruling_without_a_number_answers_the_only_motion_of_its_kind(store, lines, expected):
    db = ingest(store, page("a", "2022-06-01", [sheet(*lines)]))
    assert (
        rows(db, "select entry_number, disposition, days_to_ruling from motions order by entry_number")
        == expected
    )


def test_the_catalogs_hearing_and_the_registers_are_one(store):
    day = date(2022, 6, 6)
    ref = DocketRef("cand", NUMBER, "777")
    event = HearingEvent(ref, "trial-1", HearingAction.SET, HearingKind.TRIAL, None, day, day, Precision.DAY)
    store.ingest(1, curated([event], "events.csv"), [event], [])
    db = ingest(store, *on_one_sheet(("30", "2022-05-30", "ORDER vacating the jury trial set for 6/6/2022.")))
    assert rows(db, "select hearing_id, status, date from hearings") == [
        ("cand-22-cv-01234.trial-1", "vacated", "2022-06-06")
    ]


def test_nothing_is_read_out_of_a_suppressed_entry(store):
    store.hidden = frozenset({("entry", "cand-22-cv-01234.n5")})
    rulings = []
    for name in ("a", "b"):
        lines = SET, ("6", "2022-03-02", HELD)
        db = ingest(store, page(name, "2022-06-01", [sheet(*lines)]))
        assert hearings(db) == []
        assert rows(db, "select count(*) from _readings where facts like '%hearings%'") == [(0,)]
        rulings.append(rows(db, "select count(*) from rulings"))
    assert rulings[0] == rulings[1] != [(0,)]


def test_links_lead_both_ways_and_carry_the_effect(store):
    below = sheet(
        ("40", "2023-01-10", "NOTICE OF APPEAL to the 9th Circuit by Jane Roe."),
        ("41", "2023-01-12", "USCA Case Number 23-15234 for 40 Notice of Appeal filed by Jane Roe."),
        (
            "55",
            "2024-08-01",
            "MANDATE of USCA as to 40 Notice of Appeal. The judgment of the district court is AFFIRMED.",
        ),
    )
    link = (
        "select link_type, other_court_id, other_docket_number, other_docket_id, effect, date, "
        "other_is_later, entry_id from case_links"
    )
    db = ingest(store, page("a", "2024-09-01", [below]))
    assert [row[:4] for row in rows(db, link)] == [("appeal", "ca9", "23-15234", None)]
    above = {
        "court": "ca9",
        "number": "23-15234",
        "caption": "Roe v. Example, Inc.",
        "entries": [{"n": "1", "date": "2023-01-12", "text": "DOCKETED CAUSE"}],
    }
    ingest(store, page("b", "2024-09-02", [above]))
    assert rows(db, link) == [
        ("appeal", "ca9", "23-15234", "ca9-23-15234", "affirmed", "2024-08-01", 1, "cand-22-cv-01234.n41"),
    ]
    again = ingest(
        new_store(store_path(db)), page("b", "2024-09-02", [above]), page("a", "2024-09-01", [below])
    )
    assert dump(db, without_history=True) == dump(again, without_history=True)


@pytest.mark.parametrize(
    ("lines", "effect", "day"),
    [
        (["2017-06-12 OPINION filed: AFFIRMED."], "affirmed", "2017-06-12"),
        (
            ["2017-11-02 OPINION filed: AFFIRMED.", "2017-06-12 OPINION filed: REVERSED."],
            "affirmed",
            "2017-11-02",
        ),
        (["2017-06-12 ORDER granting Motion to stay pending appeal."], "unknown", None),
        # What the Supreme Court did is of the court above (ca9 17-15589).
        (
            ["2017-11-02 Supreme Court Case Info Case number: 16-1540 Ruling: Vacated/Remanded, 10/24/2017"],
            "unknown",
            None,
        ),
    ],
)
def test_the_sheet_of_an_appeal_tells_what_became_of_the_ruling_below(store, lines, effect, day):
    entries = [{"n": str(n), "date": line[:10], "text": line[11:]} for n, line in enumerate(lines, 1)]
    below = {"appeal_from": "U.S. District Court for Hawaii", "originating_court_id": "hid"}
    above = {"court": "ca9", "number": "17-15589", "caption": "Roe v. Example", "entries": entries} | below
    db = ingest(store, page("a", "2018-01-01", [above | {"originating_docket_number": "1:17-cv-00050"}]))
    ((read_effect, when),) = rows(db, "select effect, date from case_links where other_court_id = 'hid'")
    assert read_effect == effect and (day is None or when == day)


def curated(records, name="entity_names.csv", day="2022-01-01"):
    return Snapshot(
        source="catalog",
        url=f"catalog:{name}",
        fetched_at=f"{day}T00:00:00Z",
        form=Form.CURATED,
        court_id=None,
        body=repr(records).encode(),
        as_of=day,
        as_of_basis="review",
    )


def test_a_similar_name_is_a_candidate_and_never_a_join(store):
    records = [
        Entity("elmwood", "Elmwood Networks, Inc.", "company"),
        EntityName("elmwood", "Elmwood Networks, Inc.", "canonical"),
    ]
    store.ingest(1, curated(records), records, [])
    parties = [
        ("Elmwood Networks Ireland Limited", "defendant"),
        ("Elmwood Networks Inc", "defendant"),
        ("Jane Doe", "plaintiff"),
    ]
    db = ingest(store, page("a", "2022-06-01", [sheet() | {"parties": parties}]))
    assert rows(
        db,
        "select name, entity_id, candidate_entity_id, kind, is_protected from participations order by name",
    ) == [
        ("Elmwood Networks Inc", "elmwood", None, "organization", 0),
        ("Elmwood Networks Ireland Limited", None, "elmwood", "organization", 0),
        ("Jane Doe", None, None, "pseudonym", 1),
    ]
    assert (
        "of 100"
        in rows(db, "select candidate_evidence from participations where candidate_entity_id is not null")[0][
            0
        ]
    )


def test_a_name_of_two_entities_joins_neither_and_is_an_issue(store):
    records = [
        Entity("elm", "Elm Inc.", "company"),
        Entity("elm-two", "Elm II Inc.", "company"),
        EntityName("elm", "Elm", "alias"),
        EntityName("elm-two", "Elm", "alias"),
    ]
    store.ingest(1, curated(records), records, [])
    db = ingest(store, page("a", "2022-06-01", [sheet() | {"parties": [("Elm", "defendant")]}]))
    assert rows(db, "select entity_id from participations") == [(None,)]
    assert rows(db, "select code, value, place from issues") == [("entity-name-clash", "elm", "elm; elm-two")]
    store.ingest(9, curated(records[:3], day="2022-02-01"), records[:3], [])
    assert rows(db, "select entity_id from participations") == [("elm",)]
    assert rows(db, "select code from issues") == []


def test_two_printings_of_one_attorney_are_one(store):
    pages = [
        page(
            pacer,
            "2022-06-01",
            [
                {
                    "number": number,
                    "pacer": pacer,
                    "entries": [],
                    "parties": [(party, "defendant")],
                    "counsel": name,
                }
            ],
        )
        for number, pacer, party, name in (
            (NUMBER, "777", "Example, Inc.", "Otis Wren Lawyer"),
            ("3:22-cv-09999", "888", "Other, Inc.", "LAWYER, OTIS W."),
        )
    ]
    for order in (pages, pages[::-1]):
        db = ingest(new_store(store_path(store.db, order[0].url)), *order)
        assert rows(db, "select name from attorneys") == [("Otis Wren Lawyer",)]
        assert rows(db, "select attorney_raw from representations order by 1") == [
            ("LAWYER, OTIS W.",),
            ("Otis Wren Lawyer",),
        ]


@pytest.mark.parametrize(("is_pro_se", "attorneys", "firms"), [(False, 1, 1), (True, 0, 0)])
def test_who_appears_for_himself_is_no_attorney_and_of_no_firm(store, is_pro_se, attorneys, firms):
    shown = sheet(parties=[("Roe, Jane", "defendant")], counsel="Jane Roe", is_pro_se=is_pro_se)
    db = ingest(store, page("a", "2022-06-01", [shown]))
    assert rows(db, "select (select count(*) from attorneys), (select count(*) from firms)") == [
        (attorneys, firms)
    ]
    assert rows(db, "select is_pro_se from representations") == [(int(is_pro_se),)]


@pytest.mark.parametrize(
    ("first", "then", "is_change"),
    [
        ("Lawrence O Anderson", "Lawrence O. Anderson", False),
        ("Garland E. Burrell, Jr.", "GARLAND E. BURRELL", False),
        ("Richard G. Kopf", "Kopf", False),
        ("Laurie Smith Camp", "Ada Smith", True),
    ],
)
def test_one_judge_in_two_spellings_is_no_change(store, first, then, is_change):
    lines = [
        (n, day, f"ORDER. Case Management Conference set for 6/7/2022 at 10:00 AM before Judge {judge}.")
        for n, day, judge in [("5", "2022-03-01", first), ("6", "2022-03-09", then)]
    ]
    ingest(store, page("a", "2022-03-02", [sheet(lines[0])]))
    db = ingest(store, page("a", "2022-03-10", [sheet(*lines)]))
    assert rows(db, "select field from changes where kind = 'hearing_changed'") == [("judge",)] * is_change
    assert hearings(db)[0][-1] == then
