"""How § 230 came out, from the acts: the rule in the small, on invented families of every shape, and for a company."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from db.outcomes import ANSWERS, WIPES, Act, Fate, find_reviewed, law_states, order_acts, stand
from db.schema import create_tables, open_docket
from docket.vocabulary import ActEffect, Answer, LawEffect, Outcome


def act(name, day=None, answer=None, effect=None, on="", level=0, **more):
    """An act `name` of a docket of the same name before the "."; `on` names the acts it acted on."""
    precision = {None: None, 4: "year", 7: "month"}.get(day and len(day), "day")
    first = day and (day + "-01-01")[:10]
    last = day and {"year": f"{day[:4]}-12-31", "month": f"{day[:7]}-28"}.get(precision, day)
    return Act(
        name,
        name.split(".")[0],
        first,
        last,
        precision,
        answer,
        effect,
        keys=frozenset({name}),
        acts_on=frozenset(on.split()),
        level=level,
        position=level + 1,
        **more,
    )


@pytest.mark.parametrize(
    ("acts", "expected", "by"),
    [
        # Force: certiorari denied says nothing, and the appeal's answer stands.
        (
            [
                act("d.1", "2018-01-17", "immune"),
                act("a.1", "2019-07-31", "immune", "affirmed", "d.1", 1),
                act("s.1", "2020-05-18", "undisturbed", "denied", "a.1", 2),
            ],
            "immune",
            "a.1",
        ),
        # Oberdorf: the full court vacates the panel, which had superseded the trial court; nothing comes back.
        (
            [
                act("d.1", "2017-12-21", "immune"),
                act("a.1", "2019-07-03", "partly_immune", "affirmed_in_part", "d.1", 1),
                act("a.2", "2019-08-23", "vacated", "vacated", "a.1", 1),
            ],
            "open",
            None,
        ),
        # Domen: a third opinion replaces the second and leaves § 230 open.
        (
            [
                act("d.1", "2020-01-15", "immune"),
                act("a.1", "2021-03-11", "immune", "affirmed", "d.1", 1),
                act("a.2", "2021-07-15", "vacated", "vacated", "a.1", 1),
                act("a.3", "2021-07-21", "immune", "replaced", "a.1 d.1", 1),
                act("a.4", "2021-09-24", "declined", "replaced", "a.3", 1),
            ],
            "open",
            None,
        ),
        # A remand, a silence and a settlement leave the answer.
        (
            [
                act("d.1", "2001-01-01", "immune"),
                act("a.1", "2002-01-01", "silent", "remanded", "d.1", 1),
                act("d.2", "2003-01-01", "undisturbed"),
            ],
            "immune",
            "d.1",
        ),
        # Affirmed on other grounds: not wiped. Reversed on other grounds: wiped.
        (
            [act("d.1", "2001-01-01", "immune"), act("a.1", "2002-01-01", "silent", "affirmed", "d.1", 1)],
            "immune",
            "d.1",
        ),
        (
            [act("d.1", "2001-01-01", "immune"), act("a.1", "2002-01-01", "silent", "reversed", "d.1", 1)],
            "open",
            None,
        ),
        # Reversed in part without an answer of its own: what is left stands (it wipes only whole).
        (
            [
                act("d.1", "2001-01-01", "not_immune"),
                act("a.1", "2002-01-01", "declined", "reversed_in_part", "d.1", 1),
            ],
            "not_immune",
            "d.1",
        ),
        # An answer after remand is later than the appeal's.
        (
            [
                act("d.1", "2001-01-01", "immune"),
                act("a.1", "2002-01-01", "partly_immune", "reversed_in_part", "d.1", 1),
                act("d.2", "2003-01-01", "immune"),
            ],
            "immune",
            "d.2",
        ),
        # Of one day, the higher court's.
        (
            [act("a.1", "2001-01-01", "not_immune", level=1), act("d.1", "2001-01-01", "immune")],
            "not_immune",
            "a.1",
        ),
        # Without a day an act stands where its docket stands: the appeal after the trial court, the trial court before.
        ([act("d.1", "2001-06-01", "immune"), act("a.1", None, "not_immune", level=1)], "not_immune", "a.1"),
        ([act("d.1", None, "immune"), act("a.1", "2001-01-01", "not_immune", level=1)], "not_immune", "a.1"),
        # What says nothing moves no act without a day, and a year is enough to be decided before it.
        ([act("d.1", "2001", "immune"), act("a.1", None, "not_immune", level=1)], "not_immune", "a.1"),
        (
            [
                act("s.1", None, "not_immune", level=2),
                act("d.1", "2001", "immune"),
                act("a.1", "2000-03-04", "silent", level=1),
            ],
            "not_immune",
            "s.1",
        ),
        (
            [
                act("a.1", None, "not_immune", level=1),
                act("d.1", "2001-01-01", "silent"),
                act("e.1", "2000-06-01", "immune", level=1),
            ],
            "immune",
            "e.1",
        ),
        # A year is a year: an appeal of 2004 comes after a trial court's order of June 2004 and before one of 2005.
        (
            [act("d.1", "2004-06-01", "immune"), act("a.1", "2004", "not_immune", level=1)],
            "not_immune",
            "a.1",
        ),
        ([act("d.1", "2005-06-01", "immune"), act("a.1", "2004", "not_immune", level=1)], "immune", "d.1"),
        ([act("d.1", "2001-01-01", "declined")], "declined", None),
        ([act("d.1", "2001-01-01", "silent")], "none", None),
        ([], "none", None),
    ],
)
def test_what_stands(acts, expected, by):
    for order in (acts, acts[::-1]):
        standing = stand(order, is_open=False)
        assert (standing.outcome, standing.act and standing.act.ruling_id) == (expected, by)


def advice(name, day, answer, **more):
    return act(name, day, answer, kind="magistrate_recommendation", **more)


@pytest.mark.parametrize(
    ("acts", "expected", "by", "recommended"),
    [
        # Cox v. Twitter: no order on the recommendation is known.
        ([advice("d.1", "2019-02-08", "immune")], "pending", None, "immune"),
        # Wells v. YouTube: the judge accepts it, and answers; or only accepts it, and it stands.
        (
            [
                advice("d.1", "2021-05-17", "immune"),
                act("d.2", "2021-06-28", "immune", "affirmed", "d.1"),
            ],
            "immune",
            "d.2",
            None,
        ),
        (
            [advice("d.1", "2021-05-17", "immune"), act("d.2", "2021-06-28", None, "affirmed", "d.1")],
            "immune",
            "d.1",
            None,
        ),
        # Landry-Bell v. Various: the judge goes the other way.
        (
            [
                advice("d.1", "2005-12-27", "immune"),
                act("d.2", "2006", "not_immune", "reversed", "d.1"),
            ],
            "not_immune",
            "d.2",
            None,
        ),
        # Rejected without a word on § 230: no answer was given, and none is recommended any more.
        (
            [advice("d.1", "2005-12-27", "immune"), act("d.2", "2006-03-01", "silent", "reversed", "d.1")],
            "pending",
            None,
            None,
        ),
        # Adopted in part, without a word on which: the answer is not known to be the judge's.
        (
            [
                advice("d.1", "2005-12-27", "immune"),
                act("d.2", "2006-03-01", "silent", "affirmed_in_part", "d.1"),
            ],
            "pending",
            None,
            "immune",
        ),
        # Shrader v. Beann: the order of that year does not say what it acted on.
        ([advice("d.1", "2012-02-17", "immune"), act("d.2", "2012", "immune")], "immune", "d.2", None),
        # What is recommended takes no place, wipes nothing, and leaves no question open.
        (
            [
                act("d.1", "2018-01-01", "immune"),
                advice("d.2", "2019-01-01", "not_immune", effect="vacated", on="d.1"),
            ],
            "immune",
            "d.1",
            "not_immune",
        ),
        ([advice("d.1", "2019-01-01", "declined")], "pending", None, None),
        # A magistrate judge who recommends anew adopts nothing.
        (
            [
                advice("d.1", "2019-01-01", "immune"),
                advice("d.2", "2019-03-01", "partly_immune", effect="affirmed", on="d.1"),
            ],
            "pending",
            None,
            "partly_immune",
        ),
    ],
)
def test_a_recommendation_is_one_until_it_is_adopted(acts, expected, by, recommended):
    for order in (acts, acts[::-1]):
        standing = stand(order, is_open=True)
        assert (standing.outcome, standing.act and standing.act.ruling_id) == (expected, by)
        assert (standing.recommended and standing.recommended.answer) == recommended


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([], "pending"),
        ([act("d.1", "2001-01-01", "silent")], "pending"),
        ([act("d.1", "2001-01-01", "declined")], "declined"),
    ],
)
def test_a_suit_that_goes_on(acts, expected):
    assert stand(acts, is_open=True).outcome == expected


def test_what_an_entry_tells_of_a_reviewed_act_is_not_a_second_act():
    reviewed = act("d.1", "2001-01-01", "immune")
    from_entry = replace(act("d.x", "2001-01-01", "not_immune"), is_reviewed=False)
    later = replace(act("d.y", "2002-01-01", "not_immune"), is_reviewed=False)
    assert stand([from_entry, reviewed], False).act == reviewed
    assert stand([from_entry, reviewed, later], False).act == later


def test_an_entry_that_names_no_act_reviews_the_latest_answer_below():
    first, second = act("d.1", "2001-01-01", "immune"), act("d.2", "2002-01-01", "immune")
    above = replace(
        act("a.1", "2003-01-01", None, "reversed", level=1), is_reviewed=False, reviews=frozenset({"d"})
    )
    assert [
        (review.act.ruling_id, review.fate) for review in find_reviewed(order_acts([first, above, second]))
    ] == [("d.2", Fate.WIPED)]


def test_an_amended_opinion_does_to_the_ruling_below_what_the_first_one_did():
    order = act("d.1", "2005-11-08", "immune")
    first = act("a.1", "2009-05-07", "partly_immune", "affirmed_in_part", "d.1", 1)
    amended = act("a.2", "2009-06-22", "partly_immune", "replaced", "d.1 a.1", 1)
    reviews = find_reviewed(order_acts([amended, order, first]))
    assert [(review.act.ruling_id, review.by.ruling_id, review.effect) for review in reviews] == [
        ("d.1", "a.1", "affirmed_in_part"),
        ("d.1", "a.2", "affirmed_in_part"),
        ("a.1", "a.2", "replaced"),
    ]


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        # Moody: the appeal narrowed the injunction, and was vacated: what it had narrowed counts again.
        (
            [
                act("d.1", "2021-06-30", "preempted", law_effect="enjoined", law="L"),
                act(
                    "a.1",
                    "2022-05-23",
                    "silent",
                    "affirmed_in_part",
                    "d.1",
                    1,
                    law_effect="partly_enjoined",
                    law="L",
                ),
                act("s.1", "2024-07-01", "silent", "vacated", "a.1", 2, law_effect="none", law="L"),
            ],
            {"L": ("d.1", "enjoined")},
        ),
        # Without the Supreme Court the appeal's word counts.
        (
            [
                act("d.1", "2021-06-30", law_effect="enjoined", law="L"),
                act(
                    "a.1",
                    "2022-05-23",
                    None,
                    "affirmed_in_part",
                    "d.1",
                    1,
                    law_effect="partly_enjoined",
                    law="L",
                ),
            ],
            {"L": ("a.1", "partly_enjoined")},
        ),
        # Reversed, and the reversal reversed.
        (
            [
                act("d.1", "2001-01-01", law_effect="enjoined", law="L"),
                act(
                    "a.1", "2002-01-01", None, "reversed", "d.1", 1, law_effect="injunction_vacated", law="L"
                ),
                act("s.1", "2003-01-01", None, "reversed", "a.1", 2, law_effect="none", law="L"),
            ],
            {"L": ("d.1", "enjoined")},
        ),
        # Two laws, each by itself; an act that leaves a law as it was says nothing.
        (
            [
                act("d.1", "2001-01-01", law_effect="enjoined", law="L"),
                act("d.2", "2002-01-01", law_effect="upheld", law="M"),
                act("d.3", "2003-01-01", law_effect="none", law="L"),
            ],
            {"L": ("d.1", "enjoined"), "M": ("d.2", "upheld")},
        ),
        ([act("d.1", "2001-01-01", "immune")], {}),
    ],
)
def test_the_state_of_a_law(acts, expected):
    for order in (acts, acts[::-1]):
        states = law_states(order)
        assert {law: (state.act.ruling_id, state.act.law_effect) for law, state in states.items()} == expected


def law_act(name, day, law_effect, effect=None, on="", has_ground=True):
    return act(name, day, None, effect, on, law="L", law_effect=law_effect, has_ground=has_ground)


JULY = law_act("d.1", "2012-07-27", "enjoined")


@pytest.mark.parametrize(
    ("acts", "since", "ground"),
    [
        # McKenna: enjoined, and again; affirmed, it is enjoined as before.
        ([JULY, law_act("d.2", "2012-09-25", "enjoined")], "d.1", "d.2"),
        ([JULY, law_act("a.1", "2013-01-01", "injunction_affirmed", "affirmed", "d.1")], "d.1", "a.1"),
        # H.B. 20: a stay breaks the run though it is lifted; who lifts it without a word has the ground of the order.
        (
            [
                JULY,
                law_act("a.1", "2012-08-01", "stayed", has_ground=False),
                law_act("s.1", "2012-08-20", "enjoined", "vacated", "a.1", has_ground=False),
            ],
            "s.1",
            "d.1",
        ),
        # An injunction that was vacated gives no ground to the next one, nor its day.
        (
            [
                JULY,
                law_act("a.1", "2013-01-01", "injunction_vacated", "vacated", "d.1"),
                law_act("d.2", "2014-01-01", "enjoined", has_ground=False),
            ],
            "d.2",
            "d.2",
        ),
        # Fitch: a stay that the Supreme Court leaves holds since the stay, and neither says why.
        (
            [
                JULY,
                law_act("a.1", "2012-08-01", "stayed", has_ground=False),
                law_act("s.1", "2012-09-01", "stayed", has_ground=False),
            ],
            "a.1",
            "s.1",
        ),
        # What leaves a law as it was breaks nothing.
        (
            [JULY, law_act("d.2", "2012-08-01", "none"), law_act("d.3", "2012-09-01", "enjoined")],
            "d.1",
            "d.3",
        ),
    ],
)
def test_since_when_a_law_is_so_and_on_what_ground(acts, since, ground):
    for order in (acts, acts[::-1]):
        (state,) = law_states(order).values()
        assert (state.since.ruling_id, state.ground.ruling_id) == (since, ground)


# ---- families of every shape

_DAYS = st.one_of(
    st.none(), st.sampled_from(["2001", "2001-03", "2001-03-04", "2001-03-05", "2002-01-01", "2003"])
)


@st.composite
def families(draw):
    """Up to eight acts over three dockets, each acting on some that were drawn before it."""
    acts = []
    for place in range(draw(st.integers(0, 8))):
        level = draw(st.integers(0, 2))
        on = (
            draw(st.lists(st.sampled_from([ruling.ruling_id for ruling in acts]), max_size=3, unique=True))
            if acts
            else []
        )
        acts.append(
            act(
                f"{'das'[level]}.{place}",
                draw(_DAYS),
                draw(st.one_of(st.none(), st.sampled_from(list(Answer)))),
                draw(st.one_of(st.none(), st.sampled_from(list(ActEffect)))) if on else None,
                " ".join(on),
                level,
                law=draw(st.sampled_from([None, "L", "M"])),
                law_effect=draw(st.sampled_from([None, *LawEffect])),
            )
        )
    return acts


@given(families(), st.randoms())
def test_order_of_arrival_never_matters(acts, chance):
    mixed = acts[:]
    chance.shuffle(mixed)
    assert stand(acts, True) == stand(mixed, True)
    assert law_states(acts) == law_states(mixed)
    assert order_acts(acts) == order_acts(mixed)


@given(
    families(),
    _DAYS,
    st.sampled_from([None, *(answer for answer in Answer if answer not in ANSWERS)]),
    st.sampled_from([None, *(effect for effect in ActEffect if effect not in WIPES)]),
)
def test_an_act_that_neither_answers_nor_wipes_never_changes_an_answer(acts, day, answer, effect):
    on = " ".join(ruling.ruling_id for ruling in acts)
    after = stand([*acts, act("a.new", day, answer, effect, on, 1)], False)
    before = stand(acts, False)
    # Where no court had answered at all, a court that left the question open is worth telling.
    if before.outcome is not Outcome.NONE:
        assert after == before
    assert after.act == before.act


@given(families(), _DAYS, st.sampled_from(list(Answer)), st.sampled_from([None, *ActEffect]))
def test_what_is_only_recommended_changes_no_answer_and_no_law(acts, day, answer, effect):
    on = " ".join(ruling.ruling_id for ruling in acts)
    more = [*acts, advice("d.new", day, answer, effect=effect, on=on, law="L", law_effect="enjoined")]
    assert replace(stand(more, False), recommended=None) == stand(acts, False)
    assert law_states(more) == law_states(acts)


@given(families(), st.sampled_from(sorted(WIPES)))
def test_wiping_the_standing_answer_moves_on_and_brings_nothing_back(acts, effect):
    before = stand(acts, False)
    if before.act is None:
        return
    gone = {
        review.act.ruling_id for review in find_reviewed(order_acts(acts)) if review.fate is not Fate.LEFT
    }
    after = stand([*acts, act("s.new", "2010-01-01", "vacated", effect, before.act.ruling_id, 2)], False)
    assert after.act != before.act
    assert after.act is None or after.act.ruling_id not in gone
    assert after.act is not None or after.outcome is Outcome.OPEN


@given(families())
def test_one_answer_stands_and_it_is_the_latest_of_those_nobody_touched(acts):
    standing = stand(acts, False)
    gone = {
        review.act.ruling_id for review in find_reviewed(order_acts(acts)) if review.fate is not Fate.LEFT
    }
    left = [ruling for ruling in order_acts(acts) if ruling.answers and ruling.ruling_id not in gone]
    assert standing.act == (left[-1] if left else None)
    assert (standing.outcome in ANSWERS) == bool(left)


ENTITIES = [
    ("meta", "company", None),
    ("instagram", "platform", "meta"),
    ("snap", "company", None),
    ("state", "government", None),
]


def results(path, parties=(), rulings=(), platforms=(), links=(), about=None, candidates=()):
    """Return (ruling, company, result) of each ruling that counts for a company."""
    db = open_docket(path / "docket.db")
    db.execute("pragma foreign_keys=off")
    create_tables(db)
    made = {
        "entities": [
            {"entity_id": key, "name": key, "kind": kind, "parent_entity_id": parent}
            for key, kind, parent in ENTITIES
        ],
        "entity_names": [
            {"entity_name_id": key, "entity_id": key, "name": key.upper(), "kind": "canonical"}
            for key, _, _ in ENTITIES
        ],
        "dockets": [{"docket_id": "d", "platform": about}],
        "participations": [
            {"participation_id": f"p{n}", "docket_id": "d", "name": key, "entity_id": key, "party_type": side}
            for n, (key, side) in enumerate(parties)
        ],
        "docket_platforms": [
            {"docket_platform_id": key, "docket_id": "d", "entity_id": key} for key in platforms
        ],
        "case_links": [
            {"link_id": "l", "docket_id": docket, "other_docket_id": other, "link_type": kind}
            for docket, other, kind in links
        ],
        "rulings": [
            dict(zip(("ruling_id", "date_from", "kind", "answer", "for_companies"), ruling, strict=True))
            | {"docket_id": "d", "date_to": ruling[1]}
            for ruling in rulings
        ],
    }
    for table, rows in made.items():
        db[table].insert_all(rows)
    db["participations"].insert_all(
        {"participation_id": name, "docket_id": "d", "name": name, "candidate_entity_id": key}
        | {"party_type": "defendant"}
        for name, key in candidates
    )
    rows = db.execute("select ruling_id, entity_id, result from company_rulings").fetchall()
    db.close()
    return {tuple(row) for row in rows}


SUED = [("meta", "defendant"), ("snap", "defendant")]
SETTLED = ("s", "2026-01-20", "settlement", "undisturbed", "snap")
VERDICT = ("v", "2026-03-25", "verdict", "not_immune", None)


IMMUNE = ("r", "2024-01-01", "order", "immune", None)


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        pytest.param(
            {"parties": SUED, "rulings": [SETTLED, VERDICT]},
            {("s", "snap", None), ("v", "meta", "lost")},
            id="who settled before a verdict did not lose it",
        ),
        pytest.param(
            {
                "parties": SUED,
                "rulings": [("s", "2026-04-01", "settlement", "undisturbed", "snap"), VERDICT],
            },
            {("s", "snap", None), ("v", "meta", "lost"), ("v", "snap", "lost")},
            id="a settlement after the verdict takes nothing back",
        ),
        pytest.param(
            {"parties": SUED, "rulings": [SETTLED, VERDICT], "links": [("member", "d", "mdl_member")]},
            {("s", "snap", None), ("v", "meta", "lost"), ("v", "snap", "lost")},
            id="a settlement of one suit of many releases nobody",
        ),
        pytest.param(
            {
                "parties": [*SUED, ("instagram", "defendant")],
                "rulings": [
                    ("r", "2024-01-01", "order", "immune", "meta"),
                    ("o", "2024-02-01", "order", "immune", "none"),
                ],
            },
            {("r", "meta", "won"), ("r", "instagram", "won")},
            id="an act for some counts for these and their platforms",
        ),
        pytest.param(
            {
                "parties": [("meta", "defendant")],
                "rulings": [IMMUNE],
                "platforms": ["instagram", "snap"],
            },
            {("r", "meta", "won"), ("r", "instagram", "won"), ("r", "snap", None)},
            id="a platform that a docket is about is on the side of its owner",
        ),
        pytest.param(
            {
                "rulings": [IMMUNE],
                "platforms": ["instagram", "snap"],
                "candidates": [("Meta (of the apps)", "meta")],
            },
            {("r", "meta", "not_known"), ("r", "instagram", "not_known"), ("r", "snap", None)},
            id="a party by an unconfirmed name is not known, and who is no party does not count",
        ),
    ],
)
def test_which_rulings_count_for_whom(tmp_path, facts, counted):
    assert results(tmp_path, **facts) == counted


@pytest.mark.parametrize(
    ("company", "side", "answer", "result"),
    [
        ("meta", "defendant", "immune", "won"),
        ("meta", "defendant", "not_immune", "lost"),
        ("meta", "defendant", "partly_immune", "partly"),
        ("meta", "plaintiff", "immune", "lost"),
        ("state", "plaintiff", "not_immune", "won"),
        ("meta", "plaintiff", "preempted", "won"),
        ("meta", "plaintiff", "not_preempted", "lost"),
        ("state", "defendant", "preempted", "lost"),
        ("meta", "amicus", "immune", "not_known"),
        ("meta", "defendant", "silent", None),
        ("meta", "defendant", None, None),
    ],
)
def test_an_answer_is_won_or_lost_by_the_side(tmp_path, company, side, answer, result):
    ruling = ("r", "2024-01-01", "order", answer, None)
    assert results(tmp_path, [(company, side)], [ruling]) == {("r", company, result)}


SERVICE_SUES = [("meta", "plaintiff"), ("state", "defendant")]


@pytest.mark.parametrize(
    ("parties", "about", "answer", "expected"),
    [
        # Who asks a court to stop a suit or an officer is the service, and immunity is its own.
        (SERVICE_SUES, "META", "immune", {"meta": "won", "state": "lost"}),
        (SERVICE_SUES, "META", "not_immune", {"meta": "lost", "state": "won"}),
        ([("meta", "petitioner")], "INSTAGRAM; Threads", "immune", {"meta": "won"}),
        # A company that sues a service is none, nor is one whose name only begins like the service's.
        (
            [("snap", "plaintiff"), ("meta", "defendant")],
            "INSTAGRAM",
            "immune",
            {"snap": "lost", "meta": "won"},
        ),
        ([("meta", "plaintiff")], "META forum", "immune", {"meta": "lost"}),
        # A public body may be the service.
        ([("state", "defendant")], "META (a city's page)", "immune", {"state": "won"}),
        # Services on both sides, or a party on both: it cannot be told whose immunity it was.
        (
            [("snap", "plaintiff"), ("meta", "defendant")],
            "SNAP;META",
            "immune",
            {"snap": "not_known", "meta": "not_known"},
        ),
        ([("meta", "plaintiff"), ("meta", "defendant")], "META", "immune", {"meta": "not_known"}),
    ],
)
def test_immunity_is_won_by_the_side_of_the_service(tmp_path, parties, about, answer, expected):
    ruling = ("r", "2024-01-01", "order", answer, None)
    rows = results(tmp_path, parties, [ruling], about=about)
    assert rows == {("r", company, result) for company, result in expected.items()}
