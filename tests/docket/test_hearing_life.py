"""The life of a hearing: which lines speak of which sitting, and what that leaves of it."""

import pytest
from hypothesis import given, strategies as st

from docket.hearings.life import HearingHistory, HearingStatement, fold_hearings
from docket.vocabulary import HearingAction as A, HearingKind as K, HearingStatus

CMC, TRIAL, MOTION, OTHER = K.CASE_MANAGEMENT_CONFERENCE, K.TRIAL, K.MOTION_HEARING, K.OTHER_HEARING


def statement(kind, action, on, date=None, prior=None, **more):
    return HearingStatement(kind, action, on, date, prior, **more)


def lives(*lines):
    return [(life.key, life.status.value, life.date, len(life.statements)) for life in fold_hearings(lines)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # told twice: one hearing
        (
            [
                statement(CMC, A.SET, "2024-01-02", "2024-02-01"),
                statement(CMC, A.SET, "2024-01-05", "2024-02-01"),
            ],
            [("case-management-conference-2024-02-01", "scheduled", "2024-02-01", 2)],
        ),
        # moved, naming the day given up; then held on the new day; the id keeps the first day
        (
            [
                statement(CMC, A.SET, "2024-01-02", "2024-02-01"),
                statement(CMC, A.RESET, "2024-01-20", "2024-03-01", "2024-02-01"),
                statement(CMC, A.HELD, "2024-03-01", "2024-03-01"),
            ],
            [("case-management-conference-2024-02-01", "held", "2024-03-01", 3)],
        ),
        # moved without naming the day given up: the only one that stands
        (
            [
                statement(TRIAL, A.SET, "2024-01-02", "2024-06-03"),
                statement(TRIAL, A.RESET, "2024-05-01", "2024-09-09"),
            ],
            [("trial-2024-06-03", "scheduled", "2024-09-09", 2)],
        ),
        # two stand and none is named: nothing is chosen, a third is opened
        (
            [
                statement(MOTION, A.SET, "2024-01-02", "2024-02-01"),
                statement(MOTION, A.SET, "2024-01-03", "2024-02-08"),
                statement(MOTION, A.RESET, "2024-01-10", "2024-03-01"),
            ],
            [
                ("motion-hearing-2024-02-01", "scheduled", "2024-02-01", 1),
                ("motion-hearing-2024-02-08", "scheduled", "2024-02-08", 1),
                ("motion-hearing-2024-03-01", "scheduled", "2024-03-01", 1),
            ],
        ),
        # put off without a day, and a day found later
        (
            [
                statement(TRIAL, A.SET, "2024-01-02", "2024-06-03"),
                statement(TRIAL, A.CONTINUED, "2024-05-01", None, "2024-06-03"),
                statement(TRIAL, A.SET, "2024-11-01", "2025-02-03"),
            ],
            [("trial-2024-06-03", "scheduled", "2025-02-03", 3)],
        ),
        (
            [
                statement(TRIAL, A.SET, "2024-01-02", "2024-06-03"),
                statement(TRIAL, A.CONTINUED, "2024-05-01", None, "2024-06-03"),
            ],
            [("trial-2024-06-03", "moved", None, 2)],
        ),
        # called off without a day: the one that lies ahead, not the one long past
        (
            [
                statement(MOTION, A.SET, "2024-01-02", "2024-02-01"),
                statement(MOTION, A.SET, "2024-03-01", "2024-04-01"),
                statement(MOTION, A.VACATED, "2024-03-20"),
            ],
            [
                ("motion-hearing-2024-02-01", "scheduled", "2024-02-01", 1),
                ("motion-hearing-2024-04-01", "vacated", "2024-04-01", 2),
            ],
        ),
        # held and carried over to another day is two sittings
        (
            [
                statement(CMC, A.SET, "2024-01-02", "2024-02-01"),
                statement(CMC, A.HELD, "2024-02-01", "2024-02-01"),
                statement(CMC, A.CONTINUED, "2024-02-01", "2024-03-01", "2024-02-01"),
            ],
            [
                ("case-management-conference-2024-02-01", "held", "2024-02-01", 2),
                ("case-management-conference-2024-03-01", "scheduled", "2024-03-01", 1),
            ],
        ),
        # a line without a kind speaks of the only sitting of that day, which keeps its kind
        (
            [
                statement(MOTION, A.SET, "2024-01-02", "2024-02-01"),
                statement(OTHER, A.HELD, "2024-02-01", "2024-02-01"),
            ],
            [("motion-hearing-2024-02-01", "held", "2024-02-01", 2)],
        ),
        # a request does not unset what stands
        (
            [
                statement(TRIAL, A.SET, "2024-01-02", "2024-06-03"),
                statement(TRIAL, A.REQUESTED, "2024-04-01"),
            ],
            [("trial-2024-06-03", "scheduled", "2024-06-03", 2)],
        ),
        # a request answered within weeks; one of the same kind a year later is another
        (
            [
                statement(OTHER, A.REQUESTED, "2024-01-02"),
                statement(OTHER, A.SET, "2024-01-05", "2024-01-09"),
            ],
            [("other-hearing-of-2024-01-02", "scheduled", "2024-01-09", 2)],
        ),
        (
            [
                statement(OTHER, A.REQUESTED, "2024-01-02"),
                statement(OTHER, A.SET, "2025-01-05", "2025-01-09"),
            ],
            [
                ("other-hearing-of-2024-01-02", "requested", None, 1),
                ("other-hearing-2025-01-09", "scheduled", "2025-01-09", 1),
            ],
        ),
        (
            [statement(OTHER, A.REQUESTED, "2024-01-02"), statement(OTHER, A.REQUESTED, "2024-08-05")],
            [
                ("other-hearing-of-2024-01-02", "requested", None, 1),
                ("other-hearing-of-2024-08-05", "requested", None, 1),
            ],
        ),
        # one defendant's sentencing moved; the other's stands
        (
            [
                statement(K.SENTENCING, A.SET, "2024-01-02", "2024-02-01", who=frozenset({"jane roe"})),
                statement(K.SENTENCING, A.SET, "2024-01-02", "2024-02-01", who=frozenset({"john poe"})),
                statement(
                    K.SENTENCING,
                    A.RESET,
                    "2024-01-20",
                    "2024-03-01",
                    "2024-02-01",
                    who=frozenset({"jane roe"}),
                ),
            ],
            [
                ("sentencing-2024-02-01", "scheduled", "2024-03-01", 2),
                ("sentencing-2024-02-01-2", "scheduled", "2024-02-01", 1),
            ],
        ),
        # the line that set it has left the register, and no other line speaks of it
        (
            [statement(TRIAL, A.SET, "2024-01-02", "2024-06-03", is_gone=True)],
            [("trial-2024-06-03", "withdrawn", "2024-06-03", 1)],
        ),
        (
            [
                statement(TRIAL, A.SET, "2024-01-02", "2024-06-03", is_gone=True),
                statement(TRIAL, A.SET, "2024-01-03", "2024-06-03"),
            ],
            [("trial-2024-06-03", "scheduled", "2024-06-03", 1)],
        ),
        # the catalog names its hearing; the register's line joins it by kind and day
        (
            [
                statement(TRIAL, A.SET, "", "2024-06-03", key="trial-1"),
                statement(TRIAL, A.VACATED, "2024-05-30", "2024-06-03"),
            ],
            [("trial-1", "vacated", "2024-06-03", 2)],
        ),
        # put off without a day, then from the day given up: the day does not stand in between
        (
            [statement(CMC, A.SET, "2024-01-02", "2024-02-01"), statement(CMC, A.RESET, "2024-01-05")],
            [("case-management-conference-2024-02-01", "moved", None, 2)],
        ),
        (
            [
                statement(CMC, A.SET, "2024-01-02", "2024-02-01"),
                statement(CMC, A.RESET, "2024-01-05"),
                statement(CMC, A.CONTINUED, "2024-01-05", "2024-03-01", "2024-02-01"),
            ],
            [("case-management-conference-2024-02-01", "scheduled", "2024-03-01", 3)],
        ),
        (
            [
                statement(TRIAL, A.SET, "2024-01-02", "2024-06-03"),
                statement(TRIAL, A.RESET, "2024-05-01", has_week=True),
            ],
            [("trial-2024-06-03", "scheduled", None, 2)],
        ),
        # of two set, one lies behind, and nobody said it was held: what is asked for and moved is the other
        (
            [
                statement(CMC, A.SET, "2007-08-01", "2007-11-13"),
                statement(CMC, A.SET, "2007-11-16", "2008-02-22"),
                statement(CMC, A.REQUESTED, "2008-01-15"),
                statement(CMC, A.CONTINUED, "2008-01-16", "2008-02-29"),
            ],
            [
                ("case-management-conference-2007-11-13", "scheduled", "2007-11-13", 1),
                ("case-management-conference-2008-02-22", "scheduled", "2008-02-29", 3),
            ],
        ),
        # a motion to continue what no line here has set, and the order on it, which names the day
        (
            [
                statement(K.ARRAIGNMENT, A.REQUESTED, "2013-11-18"),
                statement(K.ARRAIGNMENT, A.RESET, "2013-11-21", "2013-12-03", "2013-11-27"),
            ],
            [("arraignment-of-2013-11-18", "scheduled", "2013-12-03", 2)],
        ),
        # a request that waits does not hide the one that stands
        (
            [
                statement(CMC, A.REQUESTED, "2023-12-20"),
                statement(CMC, A.SET, "2024-03-01", "2024-04-01"),
                statement(CMC, A.RESET, "2024-03-10", "2024-05-01"),
            ],
            [
                ("case-management-conference-of-2023-12-20", "requested", None, 1),
                ("case-management-conference-2024-04-01", "scheduled", "2024-05-01", 2),
            ],
        ),
        # two sittings of one line; each is held on its own
        (
            [
                statement(OTHER, A.SET, "2024-01-02", "2024-02-01", line="1"),
                statement(K.SENTENCING, A.SET, "2024-01-02", "2024-02-01", line="1"),
                statement(K.SENTENCING, A.HELD, "2024-02-01", "2024-02-01", line="2"),
            ],
            [
                ("other-hearing-2024-02-01", "scheduled", "2024-02-01", 1),
                ("sentencing-2024-02-01", "held", "2024-02-01", 2),
            ],
        ),
    ],
)
def test_lines_make_hearings(lines, expected):
    assert lives(*lines) == expected


def test_status_is_never_held_unless_said():
    statuses = {
        (A.SET, A.RESET): HearingStatus.SCHEDULED,
        (A.SET, A.REQUESTED): HearingStatus.SCHEDULED,
        (A.REQUESTED,): HearingStatus.REQUESTED,
    }
    for actions, status in statuses.items():
        life = HearingHistory(CMC)
        assert life.status is HearingStatus.UNKNOWN
        for action in actions:
            life.add(statement(CMC, action, "2024-01-02", "2024-02-01"))
        assert life.status is status


_DAYS = st.sampled_from(["2024-02-01", "2024-02-08", "2024-03-01", None])
_LINES = st.lists(
    st.builds(
        HearingStatement,
        st.sampled_from([MOTION, TRIAL, OTHER]),
        st.sampled_from(list(A)),
        st.sampled_from(["2024-01-02", "2024-02-02"]),
        _DAYS,
        _DAYS,
        is_gone=st.booleans(),
        who=st.sampled_from([frozenset(), frozenset("a"), frozenset("ab")]),
    ),
    max_size=12,
)


@given(_LINES)
def test_every_standing_line_is_in_one_hearing_and_keys_are_unique(lines):
    folded = fold_hearings(lines)
    statements = [statement for life in folded for statement in life.statements]
    assert len({life.key for life in folded}) == len(folded)
    assert sum(not statement.is_gone for statement in statements) == sum(
        not statement.is_gone for statement in lines
    )
    for life in folded:
        assert life.status is not HearingStatus.HELD or any(
            statement.action is A.HELD for statement in life.statements
        )
