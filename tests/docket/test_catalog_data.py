"""The reviewed files against themselves: sources, dates, courts, vocabularies and the links between rows.

What is true of the world and yet breaks a check stands beside it by name, with the reason.
"""

import calendar
import re
from collections import Counter, defaultdict
from datetime import date
from importlib.resources import files

import pytest

from docket.courts import load_courts
from docket.csv_rows import split_cell as split
from docket.identity import normalize_docket_number
from docket.vocabulary import ONE_CASE, CauseOfAction, Disposition, ExceptionAtIssue, LinkType, Provision
from tests.worlds.catalog_rows import read

REVIEWED = date(2026, 12, 1)

COLUMNS = {
    "dockets": (
        "slug,caption,short_name,court_id,court_name,docket_number,docket_number_hint,date_filed,"
        "date_filed_note,date_decided,"
        "date_docketed,date_terminated,status,citation,assigned_to,plaintiffs,defendants,platform,entities,"
        "plaintiff_type,"
        "claims,section_230_provision,"
        "exception_at_issue,primary_url,source_url,extra_sources,confidence,verified,review_note"
    ),
    "decisions": (
        "id,docket,court_id,date,precision,kind,posture,disposition,answer,provision,exception,claims,theory,"
        "acts_on,effect,for_companies,law,"
        "law_effect,later_history,no_row,citation,precedential,author,holding,source_url,primary_url,extra_sources,"
        "confidence,verified"
    ),
    "hearings": (
        "docket,court_id,hearing_key,kind,action,date_from,date_to,precision,time,place,judge,status,note,"
        "source_url,verified"
    ),
    "locators": "docket,court_id,docket_number,pacer_case_id,courtlistener_docket_id,source_url",
    "questions": "docket,court_id,date,kind,question,side,sentence,basis",
    "looks": "docket,court_id,date,field,looked,note,source_url",
    "cases": "case_id,position,docket,court_id",
    "case_lines": "case_id,line",
    "judges": "judge_id,name,court_ids,printed",
    "laws": "slug,name,jurisdiction,other_names",
    "renamed_cases": "old,new",
    "not_taken_in": "file,row,reason",
}
WORDS = {
    "kind": (
        "order opinion judgment verdict preliminary_injunction magistrate_recommendation stay vacatur "
        "remand cert_granted cert_denied "
        "rehearing_denied rehearing_en_banc_granted settlement stipulated_dismissal"
    ),
    "posture": (
        "motion_to_dismiss judgment_on_pleadings anti_slapp summary_judgment preliminary_injunction trial "
        "post_trial criminal "
        "remand_motion appeal interlocutory_appeal other"
    ),
    "answer": "immune partly_immune not_immune preempted not_preempted declined silent undisturbed vacated",
    "effect": "affirmed affirmed_in_part reversed reversed_in_part vacated remanded replaced denied",
    "law_effect": (
        "enjoined partly_enjoined injunction_refused stayed injunction_affirmed injunction_vacated upheld "
        "struck none"
    ),
    "precedential": "yes no unknown",
    "confidence": "high medium low",
    "precision": "day month year",
}
SIDES = set("barred not_barred mixed left_open preempted not_preempted yes no".split())


DOCKETS = {row["slug"]: row for row in read("dockets")}
DECISIONS = read("decisions")
ACTS = {(row["docket"], row["date"]): row for row in DECISIONS}
BY_DOCKET = defaultdict(list)
for _row in DECISIONS:
    BY_DOCKET[_row["docket"]].append(_row)
CASES = {row["docket"]: row["case_id"] for row in read("cases")}


def system(slug):
    court_id = DOCKETS[slug]["court_id"]
    return load_courts()[court_id].system if court_id else None


def interval(day):
    """The first and the last day that a date which may stop at the month or the year can mean."""
    parts = [int(part) for part in day.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else None
    if len(parts) == 3:
        return date(*parts), date(*parts)
    last = month or 12
    return date(year, month or 1, 1), date(year, last, calendar.monthrange(year, last)[1])


def is_before(left, other):
    """Whether the first date is certainly earlier than the second. A blank date is earlier than nothing."""
    return bool(left and other) and interval(left)[1] < interval(other)[0]


def name(row):
    return f"{row['docket']}@{row['date']}"


def test_a_look_is_of_an_act_that_is_here_or_is_missing():
    for row in read("looks"):
        is_here = (row["docket"], row["date"]) in ACTS
        assert row["docket"] in DOCKETS and date.fromisoformat(row["looked"]) <= REVIEWED
        assert is_here != (row["field"] == "act") or row["field"] in ("date_decided", "effect", "date"), row


@pytest.mark.parametrize(("file", "columns"), COLUMNS.items(), ids=COLUMNS)
def test_each_file_has_its_columns(file, columns):
    first = files("docket").joinpath(f"data/{file}.csv").read_text(encoding="utf-8").partition("\n")[0]
    assert first == columns.replace("\n", "")


def test_counts():
    assert (len(DOCKETS), len(DECISIONS), len(set(CASES.values()))) == (1102, 1166, 743)


def test_slugs_are_there_once_and_every_docket_of_a_court_is_in_one_case():
    assert len(read("dockets")) == len(DOCKETS)
    assert Counter(row["docket"] for row in read("cases")) == Counter(
        slug for slug, row in DOCKETS.items() if row["court_id"]
    )


def test_positions_count_from_one_and_no_court_comes_before_the_one_it_reviews():
    positions, place = defaultdict(list), {}
    for row in read("cases"):
        positions[row["case_id"]].append(int(row["position"]))
        place[row["docket"]] = int(row["position"])
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in positions.values())
    for row in read("families"):
        if row["related_docket"] and LinkType(row["type"]) in ONE_CASE:
            assert CASES[row["docket"]] == CASES[row["related_docket"]], row
            assert place[row["docket"]] > place[row["related_docket"]], row


def test_a_slug_once_published_stands_for_the_same_case_or_redirects():
    renamed = {row["old"]: row["new"] for row in read("renamed_cases")}
    now = set(CASES.values())
    assert not set(renamed) & now and set(renamed.values()) <= now


def test_every_court_is_known_and_repeated_alike():
    for slug, row in DOCKETS.items():
        assert row["court_id"] in load_courts() or not row["court_id"], slug
    assert all(
        row["court_id"] for file in ("cases", "families", "hearings", "locators") for row in read(file)
    )
    for file in ("decisions", "cases", "hearings", "locators", "looks", "questions", "families"):
        for row in read(file):
            assert row["court_id"] == DOCKETS[row["docket"]]["court_id"], (file, row)


def test_what_is_not_taken_in_is_listed():
    courtless = {slug for slug, row in DOCKETS.items() if not row["court_id"]}
    listed = {(row["file"], row["row"].split("@")[0]) for row in read("not_taken_in")}
    assert {slug for file, slug in listed if file == "dockets.csv"} == courtless
    assert {slug for file, slug in listed if file == "decisions.csv"} == courtless & set(BY_DOCKET)
    assert all(row["reason"] for row in read("not_taken_in"))


@pytest.mark.parametrize("column", WORDS)
def test_words_of_an_act_are_known(column):
    assert {row[column] for row in DECISIONS} - {""} <= set(WORDS[column].split())


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("provision", set(Provision)),
        ("exception", set(ExceptionAtIssue)),
        ("claims", set(CauseOfAction)),
        ("disposition", set(Disposition)),
        ("theory", {row["code"] for row in read("theories")}),
        ("verified", set(COLUMNS["decisions"].split(","))),
    ],
)
def test_lists_of_an_act_are_known(column, words):
    assert {part for row in DECISIONS for part in split(row[column])} <= words - {"unmapped", "unknown"}


def test_verified_names_columns_that_are_filled():
    for slug, row in DOCKETS.items():
        for column in split(row["verified"]):
            assert row.get(column), (slug, column)


def test_numbers_are_numbers_of_their_court_and_a_hint_is_beside_no_number():
    for slug, row in DOCKETS.items():
        assert not (row["docket_number"] and row["docket_number_hint"]), slug
        number = row["docket_number"] or row["docket_number_hint"]
        if number and row["court_id"]:
            normalize_docket_number(number, row["court_id"])


def test_every_act_says_what_was_held():
    for row in DECISIONS:
        assert row["holding"] and len(row["holding"].split()) <= 35, name(row)


def test_no_two_acts_of_a_docket_share_a_day():
    assert len(ACTS) == len(DECISIONS)


def test_a_date_stops_where_its_precision_says():
    length = {"day": 10, "month": 7, "year": 4, "": 0}
    for row in DECISIONS:
        assert len(row["date"]) == length[row["precision"]], name(row)
        assert not row["date"] or interval(row["date"])[0] <= REVIEWED, name(row)


def test_an_act_acts_on_earlier_acts_of_its_case_that_are_here():
    for row in DECISIONS:
        for target in split(row["acts_on"]):
            slug, _, day = target.partition("@")
            assert CASES.get(slug) == CASES.get(row["docket"]), (name(row), target)
            assert target != name(row) and not is_before(row["date"], day), (name(row), target)
        assert row["effect"] or not row["acts_on"], name(row)


def test_acts_do_not_act_on_each_other():
    after = {name(row): split(row["acts_on"]) for row in DECISIONS}
    for start, acts in after.items():
        seen, todo = set(), list(acts)
        while todo:
            act = todo.pop()
            assert act != start, start
            if act not in seen:
                seen.add(act)
                todo += after.get(act, [])


def test_no_act_is_before_its_docket():
    for row in DECISIONS:
        docket = DOCKETS[row["docket"]]
        for column in ("date_filed", "date_docketed"):
            assert not is_before(row["date"], docket[column]), (name(row), column)


def test_dates_of_a_docket_run_forward():
    for slug, row in DOCKETS.items():
        days = [
            row[column]
            for column in ("date_filed", "date_docketed", "date_decided", "date_terminated")
            if row[column]
        ]
        assert all(len(day) == 10 and date.fromisoformat(day) <= REVIEWED for day in days), slug
        if row["date_filed"]:
            assert all(day >= row["date_filed"] for day in days), slug


def test_a_docket_was_decided_on_a_day_of_one_of_its_acts():
    for slug, row in DOCKETS.items():
        if row["date_decided"] and BY_DOCKET[slug]:
            assert (slug, row["date_decided"]) in ACTS, slug


def test_a_court_of_appeals_sits_in_no_trial_and_certiorari_is_the_supreme_courts():
    high = {"scotus", "nm"}  # New Mexico's review of its own court of appeals is by certiorari too
    for row in DECISIONS:
        if row["kind"] in ("cert_denied", "cert_granted"):
            assert row["court_id"] in high or load_courts()[row["court_id"]].hears_appeals, name(row)
        if row["posture"] in ("trial", "post_trial"):
            assert system(row["docket"]) not in ("appellate", "scotus"), name(row)


# The statute was signed on February 8, 1996; these two decisions made Congress write it.
BEFORE_THE_STATUTE = {"cubby-v-compuserve-nysd@1991-10-29", "stratton-oakmont-v-prodigy-nysupct@1995-05-24"}


def test_nothing_answers_before_the_statute():
    early = {name(row) for row in DECISIONS if is_before(row["date"], "1996-02-08")}
    assert early == BEFORE_THE_STATUTE
    assert {row["answer"] for row in DECISIONS if name(row) in early} == {"silent"}


def test_held_only_where_a_reader_saw_it_held():
    for row in read("hearings"):
        assert row["docket"] in DOCKETS and row["date_from"] <= row["date_to"], row
        if "held" in (row["status"], row["action"]):
            assert "status" in split(row["verified"]), row
        if row["status"] == "scheduled":
            assert date.fromisoformat(row["date_to"]) > REVIEWED, row
        assert bool(row["time"]) == (row["precision"] == "time"), row


def test_one_key_names_one_kind_of_hearing_whichever_file_tells_of_it():
    kinds = defaultdict(set)
    for row in read("hearings"):
        kinds[row["docket"], row["hearing_key"]].add(row["kind"])
    for row in read("events"):
        if row["hearing"]:
            kinds[row["slug"], row["hearing"]].add(row["hearing_kind"])
    assert {key: values for key, values in kinds.items() if len(values) > 1} == {}


@pytest.mark.parametrize(
    ("slug", "key", "days"),
    [
        ("california-v-meta-cand", "trial-1", ["set 2026-08-12", "set 2026-08-12", "held 2026-08-18"]),
        ("breathitt-v-meta-cand", "trial-1", ["vacated 2026-06-12", "set 2026-06-12", "vacated 2026-06-12"]),
        ("in-re-social-media-addiction-ca9", "argument-1", ["held 2026-01-06", "held 2026-01-06"]),
    ],
)
def test_a_hearing_told_twice_is_one(slug, key, days):
    dates = [
        f"{row['action']} {row['date_from']}"
        for row in read("hearings")
        if (row["docket"], row["hearing_key"]) == (slug, key)
    ]
    dates += [
        f"{row['hearing_action']} {row['hearing_from']}"
        for row in read("events")
        if (row["slug"], row["hearing"]) == (slug, key)
    ]
    assert sorted(dates) == sorted(days)


def test_locators_are_digits_and_name_one_docket_each():
    rows = read("locators")
    for column in ("pacer_case_id", "courtlistener_docket_id"):
        keys = Counter((row["court_id"], row[column]) for row in rows if row[column])
        assert [key for key, count in keys.items() if count > 1 or not key[1].isdigit()] == []
    assert all(row["pacer_case_id"] or row["courtlistener_docket_id"] for row in rows)
    for row in rows:
        assert row["docket_number"] == DOCKETS[row["docket"]]["docket_number"], row


def test_questions_are_asked_of_acts_that_are_here():
    names = {row["code"] for row in read("question_names")}
    for row in read("questions"):
        act = ACTS[row["docket"], row["date"]]
        assert row["kind"] == act["kind"] and row["question"] in names and row["side"] in SIDES, row
        assert row["basis"] in ("holding", "page", "knowledge") and row["sentence"], row
    for row in read("question_names"):
        for column in ("for_barred", "for_not_barred"):
            assert tuple(row[column].split("@")) in ACTS, row


def test_an_event_is_a_ruling_only_where_no_act_is():
    for row in read("events"):
        if row["disposition"]:
            assert (row["slug"], row["date_from"]) not in ACTS, row
        assert bool(row["ruling_verified"]) <= bool(row["disposition"]), row


# Words about the search for a fact, which are no fact of the case.
_SEARCH = re.compile(
    (
        r"\b(?:result|outcome|number|date|ruling|decision)s? (?:was |were )?not (?:seen|found|located)\b"
        r"|\bunseen\b|(?:number|date|month|year) from knowledge|header reads"
        r"|not seen here|Court held § 230"
    ),
    re.IGNORECASE,
)
PUBLISHED = {
    "dockets": (
        "caption",
        "short_name",
        "court_name",
        "date_filed_note",
        "plaintiffs",
        "defendants",
        "platform",
    ),
    "decisions": ("holding", "later_history", "law"),
    "events": ("note", "hearing_text"),
    "families": ("note", "related_label"),
    "hearings": ("note", "place", "judge"),
    "questions": ("sentence",),
    "case_lines": ("line",),
    "laws": ("name", "jurisdiction", "other_names"),
    "theories": ("sentence",),
    "question_names": ("sentence",),
}


@pytest.mark.parametrize("file", PUBLISHED)
def test_what_is_published_says_nothing_of_the_search(file):
    for row in read(file):
        for column in PUBLISHED[file]:
            assert not _SEARCH.search(row[column]), row


def test_a_platform_is_spelled_alike_wherever_it_is_named():
    spelled = {}
    for row in read("dockets"):
        for platform in split(row["platform"]):
            spelled.setdefault(platform.casefold(), set()).add(platform)
    assert [sorted(ways) for ways in spelled.values() if len(ways) > 1] == []
