"""The reviewed files against themselves: sources, dates, courts, vocabularies and the links between rows.

What is true of the world and yet breaks a check stands beside it by name, with the reason.
"""

import re

import pytest

from docket.courts import find_court_id
from docket.csv_rows import split_cell as split
from docket.identity import docket_id, normalize_docket_number
from docket.vocabulary import CauseOfAction, Disposition, ExceptionAtIssue, Provision
from tests.worlds.catalog_rows import DATA, ask, read

REVIEWED = "2026-12-01"

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
_KNOWN = {
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
# What stands in a column of decisions, one word or a list of them.
WORDS = {column: set(words.split()) for column, words in _KNOWN.items()} | {
    "provision": set(Provision) - {"unmapped", "unknown"},
    "exception": set(ExceptionAtIssue) - {"unmapped", "unknown"},
    "claims": set(CauseOfAction) - {"unmapped", "unknown"},
    "disposition": set(Disposition) - {"unmapped", "unknown"},
    "theory": {row["code"] for row in read("theories")},
    "verified": set(COLUMNS["decisions"].split(",")),
}


@pytest.mark.parametrize(("file", "columns"), COLUMNS.items(), ids=COLUMNS)
def test_each_file_has_its_columns(file, columns):
    assert DATA.joinpath(f"{file}.csv").read_text(encoding="utf-8").partition("\n")[0] == columns


@pytest.mark.parametrize("column", WORDS)
def test_words_of_an_act_are_known(column):
    assert {part for row in read("decisions") for part in split(row[column])} <= WORDS[column]


# Rows that cannot be right: each question must find none.
NEVER = [
    pytest.param(sql, id=name)
    for name, sql in {
        "a look is of an act that is here or is missing": f"""
            select * from looks where looked > '{REVIEWED}' or docket not in (select slug from dockets)
            or (docket || '@' || date in (select act from acts)) = (field = 'act')
            and field not in ('date_decided', 'effect', 'date')""",
        "a slug is there once": "select slug from dockets group by 1 having count(*) > 1",
        "every docket of a court is in one case": """
            select slug from dockets where (court_id <> '') <>
            (select count(*) from cases where docket = slug)""",
        "positions in a case count from one": """
            select * from (select *, row_number() over (partition by case_id order by rowid) as place from cases)
            where position <> cast(place as text)""",
        "no court comes before the one it reviews, in one case": """
            select families.* from families join one_case using (type)
            left join cases own on own.docket = families.docket
            left join cases other on other.docket = related_docket
            where related_docket <> '' and (own.case_id is not other.case_id
            or cast(own.position as int) <= cast(other.position as int))""",
        "a case is joined by the links of one case": """
            with recursive
            links(docket, other) as (select docket, related_docket from families join one_case using (type)),
            both(docket, other) as (select docket, other from links union all select other, docket from links),
            joined(docket) as (select docket from cases where position = '1'
            union select other from joined join both using (docket))
            select docket from cases where docket not in (select docket from joined)""",
        "a link names its case, and a docket here or a court outside": """
            select * from families where (related_docket <> '') = (related_label <> '')
            or case_id is not (select case_id from cases where cases.docket = families.docket)""",
        "a pair of dockets is linked once": """
            select min(docket, related_docket) as pair_from, max(docket, related_docket) as pair_to from families
            where related_docket <> '' group by 1, 2 having count(*) > 1""",
        "a slug once published stands for the same case or redirects": """
            select * from renamed_cases where old in (select case_id from cases)
            or new not in (select case_id from cases)""",
        "every court is known": """
            select slug from dockets where court_id <> '' and court_id not in (select court_id from courts)""",
        "what is not taken in is listed": """
            select slug from dockets where court_id = ''
            and slug not in (select row from not_taken_in where file = 'dockets.csv')
            union all select docket from decisions where court_id = ''
            and docket not in (select substr(row, 1, instr(row, '@') - 1) from not_taken_in)""",
        "what is listed as not taken in is not, with a reason": """
            select * from not_taken_in where reason = ''
            or file in ('dockets.csv', 'decisions.csv') and substr(row, 1, instr(row || '@', '@') - 1)
            not in (select slug from dockets where court_id = '')
            or file = 'decisions.csv' and substr(row, 1, instr(row, '@') - 1) not in (select docket from decisions)
            """,
        "a hint is beside no number": """
            select slug from dockets where docket_number <> '' and docket_number_hint <> ''""",
        "every act says what was held, in 35 words": """
            select act from acts where holding = ''
            or length(holding) - length(replace(holding, ' ', '')) >= 35""",
        "no two acts of a docket share a day": "select act from acts group by 1 having count(*) > 1",
        "a date stops where its precision says": """
            select act from acts where length(date) <>
            case precision when 'day' then 10 when 'month' then 7 when 'year' then 4 else 0 end""",
        "an act acts on others of its case": """
            select acts_on.* from acts_on join acts using (act) where target = act
            or (select case_id from cases where cases.docket = substr(target, 1, instr(target, '@') - 1))
            is not (select case_id from cases where cases.docket = acts.docket)""",
        "what acts on another has an effect": "select act from acts where acts_on <> '' and effect = ''",
        "acts do not act on each other": """
            with recursive reached(act, target) as (select act, target from acts_on
            union select reached.act, acts_on.target from reached join acts_on on acts_on.act = reached.target)
            select act from reached where act = target""",
        "no act is before its docket came to the court": """
            select act from acts join dockets on slug = docket
            where date_docketed <> '' and last(acts.date) < first(date_docketed)""",
        "dates of a docket are days and run forward": f"""
            select slug, value from dockets,
            json_each(json_array(date_filed, date_docketed, date_decided, date_terminated))
            where value <> '' and (date(value) is not value or value > '{REVIEWED}' or value < date_filed)""",
        "a docket was decided on a day of one of its acts": """
            select slug from dockets where date_decided <> '' and slug in (select docket from acts)
            and slug || '@' || date_decided not in (select act from acts)""",
        # New Mexico's review of its own court of appeals is by certiorari too.
        "certiorari is of a high court": """
            select act from acts left join courts using (court_id) where kind in ('cert_denied', 'cert_granted')
            and court_id <> 'nm' and not coalesce(hears_appeals, 0)""",
        "a court of appeals sits in no trial": """
            select act from acts join courts using (court_id)
            where posture in ('trial', 'post_trial') and system in ('appellate', 'scotus')""",
        "held only where a reader saw it held": """
            select * from hearings where 'held' in (status, action)
            and 'status' not in (select value from json_each(split(verified)))""",
        "a hearing has its days in order, and a time where it says so": f"""
            select * from hearings where date_from > date_to or (time <> '') <> (precision = 'time')
            or status = 'scheduled' and date_to <= '{REVIEWED}'""",
        "one key names one kind of hearing, whichever file tells of it": """
            select docket, hearing_key from (select docket, hearing_key, kind from hearings
            union select slug, hearing, hearing_kind from events where hearing <> '')
            group by 1, 2 having count(*) > 1""",
        "a PACER id names one docket": """
            select court_id, pacer_case_id from locators where pacer_case_id <> ''
            group by 1, 2 having count(*) > 1""",
        "an id of CourtListener's names one docket": """
            select courtlistener_docket_id from locators where courtlistener_docket_id <> ''
            group by 1 having count(*) > 1""",
        "locators are digits, beside the number of the docket": """
            select * from locators where pacer_case_id || courtlistener_docket_id = ''
            or pacer_case_id || courtlistener_docket_id glob '*[^0-9]*'
            or docket_number is not (select docket_number from dockets where slug = docket)""",
        "a question is one of the list, and its answer is on a side": """
            select * from questions where sentence = '' or question not in (select code from question_names)
            or basis not in ('holding', 'page', 'knowledge') or side not in
            ('barred', 'not_barred', 'mixed', 'left_open', 'preempted', 'not_preempted', 'yes', 'no')""",
        "either side of a question has its act": """
            select * from question_names where for_barred not in (select act from acts)
            or for_not_barred not in (select act from acts)""",
        "an event is a ruling only where no act is": """
            select * from events where disposition <> '' and slug || '@' || date_from in (select act from acts)
            or disposition = '' and ruling_verified <> ''""",
        "a platform is spelled alike wherever it is named": """
            select lower(value) from dockets, json_each(split(platform))
            group by 1 having count(distinct value) > 1""",
        # Most of those are about a site of one case, a mailing list or an employer's network.
        "few dockets are joined to nothing": """
            select count(*) from dockets where entities = '' having count(*) > 153""",
        "no name belongs to two entities": """
            select lower(name) from entity_names group by 1 having count(distinct entity_id) > 1""",
        **{
            f"a court is repeated alike in {file}": f"""
            select {file}.* from {file} join dockets on dockets.slug = {column}
            where {file}.court_id <> dockets.court_id {needed}"""
            for file, column, needed in (
                ("decisions", "docket", ""),
                ("looks", "docket", ""),
                ("questions", "docket", ""),
                *((file, "docket", f"or {file}.court_id = ''") for file in ("cases", "families", "hearings")),
                ("locators", "docket", "or locators.court_id = ''"),
                ("events", "events.slug", "or events.court_id = ''"),
            )
        },
    }.items()
]


@pytest.mark.parametrize("sql", NEVER)
def test_nowhere_in_the_files(sql):
    assert ask(sql) == []


# What is true of the world and found by a question, and nothing besides.
@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        pytest.param(
            """select (select count(*) from dockets), (select count(*) from decisions),
            (select count(distinct case_id) from cases)""",
            [(1102, 1166, 743)],
            id="counts",
        ),
        pytest.param(
            "select act, answer from acts where date <> '' and last(date) < '1996-02-08' order by 1",
            [  # The statute was signed that day; these two decisions made Congress write it.
                ("cubby-v-compuserve-nysd@1991-10-29", "silent"),
                ("stratton-oakmont-v-prodigy-nysupct@1995-05-24", "silent"),
            ],
            id="nothing answers before the statute",
        ),
        pytest.param(
            """select * from (select docket, hearing_key, action, date_from from hearings
            union all select slug, hearing, hearing_action, hearing_from from events)
            where docket || ' ' || hearing_key in ('breathitt-v-meta-cand trial-1',
            'california-v-meta-cand trial-1', 'in-re-social-media-addiction-ca9 argument-1') order by 1, 4, 3""",
            [
                ("breathitt-v-meta-cand", "trial-1", "set", "2026-06-12"),
                ("breathitt-v-meta-cand", "trial-1", "vacated", "2026-06-12"),
                ("breathitt-v-meta-cand", "trial-1", "vacated", "2026-06-12"),
                ("california-v-meta-cand", "trial-1", "set", "2026-08-12"),
                ("california-v-meta-cand", "trial-1", "set", "2026-08-12"),
                ("california-v-meta-cand", "trial-1", "held", "2026-08-18"),
                ("in-re-social-media-addiction-ca9", "argument-1", "held", "2026-01-06"),
                ("in-re-social-media-addiction-ca9", "argument-1", "held", "2026-01-06"),
            ],
            id="a hearing told in both files is one",
        ),
        pytest.param(
            """select slug, events.date_from, date_filed from events join dockets using (slug)
            where event = 'filed' and date_filed not in ('', events.date_from)""",
            # Begun in a state court, which has no docket here, twelve days before its removal opened this one.
            [("herrick-v-grindr-nysd", "2017-01-27", "2017-02-08")],
            id="filed events agree with the filing date",
        ),
        pytest.param(
            "select event, count(*) from events where hearing_action = 'held' group by 1",
            [("argued", 70), ("trial", 3), ("verdict", 1)],
            id="held needs an event that says so",
        ),
        pytest.param(
            """select families.docket, related_docket from families join cases own on own.docket = families.docket
            join cases other on other.docket = related_docket and own.case_id = other.case_id
            where type not in (select type from one_case) order by 1, 2""",
            [  # Separate actions that one appellate docket of the catalog reviews together, and second appeals.
                ("airbnb-v-santa-monica-cacd", "homeaway-v-santa-monica-cacd"),
                ("ccia-v-paxton-sb2420-txwd", "seat-v-paxton-sb2420-txwd"),
                ("doe-dr-v-salesforce-txsd", "ab-v-salesforce-txsd"),
                ("doe-v-salesforce-txsd-20-cv-01256", "ab-v-salesforce-txsd"),
                ("doe-v-salesforce-txsd-20-cv-01516", "ab-v-salesforce-txsd"),
                ("enigma-v-malwarebytes-ca9-2023", "enigma-v-malwarebytes-ca9-2019"),
                ("in-re-facebook-casino-cand", "in-re-apple-casino-cand"),
                ("in-re-google-play-casino-cand", "in-re-apple-casino-cand"),
                ("netchoice-v-bonta-aadc-ca9-second", "netchoice-v-bonta-aadc-ca9"),
                ("netchoice-v-moody-scotus-cross", "moody-v-netchoice-scotus"),  # petition and cross-petition
            ],
            id="links that do not merge stay between cases unless an appeal joins them",
        ),
    ],
)
def test_only_these_in_the_files(sql, rows):
    assert ask(sql) == rows


def test_verified_names_columns_that_are_filled():
    assert [
        (row["slug"], column)
        for row in read("dockets")
        for column in split(row["verified"])
        if not row.get(column)
    ] == []


@pytest.mark.parametrize("column", ["docket_number", "docket_number_hint"])
def test_numbers_are_numbers_of_their_court(column):
    for number, court_id in ask(
        f"select {column}, court_id from dockets where {column} <> '' and court_id <> ''"
    ):
        assert normalize_docket_number(number, court_id)


def test_the_name_of_a_court_leads_to_it():
    named = ask("select distinct court_name, court_id from dockets where court_name <> '' and court_id <> ''")
    # One is a reviewer's name for it, with its state in brackets.
    assert [row for row in named if find_court_id(row[0]) != row[1]] == [
        ("Court of Common Pleas, Cuyahoga County (Ohio)", "ohctcp-cuyahoga")
    ]


def test_two_numbers_of_the_catalog_have_two_ids():
    numbers = ask("select court_id, docket_number from dockets where court_id <> '' and docket_number <> ''")
    assert len({docket_id(*number) for number in numbers}) == len(set(numbers))


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
    cells = [row[column] for row in read(file) for column in PUBLISHED[file]]
    assert [cell for cell in cells if _SEARCH.search(cell)] == []
