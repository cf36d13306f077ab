"""The reviewed files against themselves: sources, dates, courts, vocabularies and the links between rows.

What is true of the world and yet breaks a check stands beside it by name, with the reason.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from docket.courts import find_court_id
from docket.csv_rows import split_cell as split
from docket.identity import docket_id, normalize_docket_number
from docket.vocabulary import CauseOfAction, Disposition, ExceptionAtIssue, Provision
from tests.worlds.catalog_rows import DATA, ask, find_dated, read, tables

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
NEVER = {
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
            or related_docket not in (select slug from dockets union select '')
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
    # `slug@` names an act that is not held, or whose day is not known.
    "an act acts on others of its case": """
            select * from acts_on where target = act
            or target not like '%@' and target not in (select act from acts)
            or (select case_id from cases where cases.docket = substr(target, 1, instr(target, '@') - 1))
            is not (select case_id from cases where cases.docket = acts_on.docket)""",
    "what acts on another has an effect": "select act from acts where acts_on <> '' and effect = ''",
    "acts do not act on each other": """
            with recursive reached(act, target) as (select act, target from acts_on
            union select reached.act, acts_on.target from reached join acts_on on acts_on.act = reached.target)
            select act from reached where act = target""",
    "no act is before its docket was filed and came to the court": """
            select act from acts join dockets on slug = docket
            where last(acts.date) < first(date_docketed) or last(acts.date) < first(date_filed)""",
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
    "what was seen was seen on a page": """
            select slug from dockets where verified <> '' and source_url || extra_sources = ''
            union all select act from acts where verified <> '' and source_url || extra_sources = ''""",
    "a digest, a mirror or a content farm stands before no better source": """
            select act from acts
            where source_url <> '' and is_weak(source_url, '') and not is_weak(extra_sources, '')""",
    "nothing was decided after the review": f"""
            select act from acts where date <> '' and first(date) > '{REVIEWED}'""",
    "nothing was decided before the year in the number of its docket": """
            select act, docket_number from acts join dockets on slug = docket
            where substr(last(date), 1, 4) < cast(opened(docket_number, dockets.court_id) as text)""",
    "no act is before the one it acts on": """
            select act, target from acts_on where last(date) < first(substr(target, instr(target, '@') + 1))""",
    "no court reviewed what was not yet decided": """
            select above, below from reviews where (select max(last(date)) from decisions where docket = above)
            < (select min(first(date)) from decisions where docket = below)""",
    # An opinion is numbered in the year in which its court lets it be printed: 2009-NMCA-015 is of October 2008.
    "a citation is of its year or the next": """
            select act, citation from citations, json_each(years(citation))
            where date <> '' and value not between first_year and last_year + 1""",
    "a reporter prints the decisions of its courts": """
            select act, citation from citations join series using (series) join courts using (court_id)
            where instr(systems, system) = 0""",
    # The year before and after is let pass, since a volume closes late.
    "a series of a reporter ran in that year": """
            select act, citation, begun, ended from citations join series using (series)
            where date <> '' and (last_year < begun - 1 or first_year > ended + 1)""",
    # One a Term: 143 is of 2022 and 2023.
    "a volume of S. Ct. is of its Term": """
            select act, citation from citations where series = 'S. Ct.' and date <> ''
            and volume not between first_year - 1880 and last_year - 1879""",
    # An old opinion may be printed late (676 F. Supp. 3d 1136 is of a year before 648), a young one never early: so
    # three later volumes must say so, too far apart to be open at one time.
    "no act is younger than three in later volumes": """
            with printed as materialized (select * from citations join series using (series) where date <> '')
            select young.act, young.citation from printed young join printed old using (series)
            where old.volume >= young.volume + 12 and last(old.date) < first(young.date)
            group by 1, 2 having count(*) >= 3""",
    # The line stands in lists, and is read at a glance.
    "a line about a case is a sentence of 25 words at most": """
            select * from case_lines where case_id not in (select case_id from cases)
            or length(line) - length(replace(line, ' ', '')) >= 25 or line not like '%.' and line not like '%."'""",
    "a case has a line that says what it is about": """
            select case_id from cases except select case_id from case_lines""",
    "a case has one line": "select case_id from case_lines group by 1 having count(*) > 1",
    "a law that an act names is in laws.csv": """
            select act, law from acts where law not in (select name from laws union select '')""",
    "a law has one row": "select name from laws group by 1 having count(*) > 1",
    "for_companies names entities, or is none": """
            select act, value from (select act, for_companies from acts
            union all select slug || '@' || date_from, for_companies from events), json_each(split(for_companies))
            where for_companies <> 'none' and value not in (select entity_id from entities)""",
    "a judge sits in a court that there is": """
            select judge_id, court_id from authors where court_id not in (select court_id from courts)""",
    "a printed name is of one judge of its court": """
            select court_id, author from authors group by 1, 2 having count(distinct judge_id) > 1""",
    "an author is in judges.csv, or is none": """
            select act, author from acts where author <> '' and court_id <> '' and not is_no_author(author)
            and (court_id, author) not in (select court_id, author from authors)""",
    # The addresses of the ruling and of each of its facts are made of it: it stays, whatever else is corrected.
    "an act has an id": """
            select act, 'write ' || new_id(act, kind) from acts where length(id) <> 16 or id glob '*[^0-9a-f]*'""",
    "an id is of one act": "select id from decisions group by 1 having count(*) > 1",
    "a question is of an act of that kind": """
            select * from questions where (docket || '@' || date, kind) not in (select act, kind from acts)""",
    "the day of a link is of an act of the court above": """
            select * from reviews where date <> '' and above || '@' || date not in (select act from acts)""",
    # A filing, an argument or an act of which no page tells enough is named in no_row, and has no row.
    "a later history names acts of its case, or no_row names them": """
            select * from unrecorded except select act, value from acts, json_each(split(no_row))""",
    "no_row names what its later history tells and no row records": """
            select act, value from acts, json_each(split(no_row)) except select * from unrecorded""",
    "a file is the one that was reviewed": """
            select file, 'write ' || hash_file(file) from reviewed where hash <> hash_file(file)""",
    "a bill has addresses, and an address its bill": """
            select bill_id from bills where bill_id not in (select bill_id from bill_sources)
            union all select bill_id from bill_sources where bill_id not in (select bill_id from bills)""",
    "the addresses of a bill count from one": """
            select * from (select *, row_number() over (partition by bill_id order by rowid) as place from bill_sources)
            where position <> cast(place as text)""",
    "a bill leads with an official address that was seen": """
            select bill_id, url from bill_sources where position = '1'
            and (basis <> 'seen' or url not like 'https://www.govinfo.gov/content/pkg/%')""",
    "a bill of Congress has the address that its number makes": """
            select bill_id from bills where bill_page(bill_id) <> coalesce((select group_concat(url, ' ')
            from bill_sources where bill_sources.bill_id = bills.bill_id and basis = 'rule'), '')""",
    "a bill that was not taken in has its reason, title and sponsor": """
            select bill_id from bills_excluded where reason = '' or title = '' or bill_page(bill_id) is null
            or sponsor not glob '* ([A-Z]-[A-Z][A-Z])' and sponsor not glob '* ([A-Z][A-Z]-[A-Z][A-Z])'
            or bill_id in (select bill_id from bills)""",
    "a pair of bills is linked once": """
            select min(bill_id, other_bill_id) as pair_from, max(bill_id, other_bill_id) as pair_to from bill_links
            where other_bill_id <> '' group by 1, 2 having count(*) > 1""",
    "companions are of one Congress and two chambers": """
            select * from bill_links where link_type = 'companion' and (verified not in ('yes', 'no')
            or substr(bill_id, 1, 4) <> substr(other_bill_id, 1, 4) or not (bill_id glob '*-hr-*'
            and other_bill_id glob '*-s-*' or bill_id glob '*-s-*' and other_bill_id glob '*-hr-*'))""",
    "an event of Congress names only what is here": """
            select event_id, value from congress_events, json_each(split(bills))
            where value not in (select bill_id from bills)
            union all select event_id, value from congress_events, json_each(split(dockets))
            where value not in (select slug from dockets)
            union all select event_id, value from congress_events, json_each(split(entities))
            where substr(value, 1, instr(value || ':', ':') - 1) not in (select entity_id from entities)""",
    "an official address leads wherever an event of Congress has one": """
            select event_id, value from congress_events, json_each(split(extra_sources))
            where host(value) like '%.gov' and host(source_url) not like '%.gov'""",
    **{
        f"a docket and its court are repeated alike in {file}": f"""
            select {file}.* from {file} left join dockets on dockets.slug = {column}
            where {file}.court_id is not dockets.court_id {needed}"""
        for file, column, needed in (
            ("decisions", "docket", ""),
            ("looks", "docket", ""),
            ("questions", "docket", ""),
            *((file, "docket", f"or {file}.court_id = ''") for file in ("cases", "families", "hearings")),
            ("locators", "docket", "or locators.court_id = ''"),
            ("events", "events.slug", "or events.court_id = ''"),
        )
    },
}


@pytest.mark.parametrize("question", NEVER)
def test_nowhere_in_the_files(question):
    assert ask(NEVER[question]) == []


# A suit and its appeal, with a row in each file that names them.
SUIT = """
insert into dockets (slug, court_id, docket_number, date_filed, entities, source_url) values
    ('a-v-b-cand', 'cand', '3:19-cv-00001', '2019-02-01', 'snap', 'https://x.example/'),
    ('a-v-b-ca9', 'ca9', '20-1', '', 'snap', 'https://x.example/');
insert into decisions
    (id, docket, court_id, date, precision, kind, holding, citation, acts_on, effect, later_history, source_url)
values
    ('0000000000000000', 'a-v-b-cand', 'cand', '2020-03-04', 'day', 'order', 'Barred.', '440 F. Supp. 3d 1103',
    '', '', 'affirmed 2021-05-04, 995 F.3d 1085; reheard 2021-06-01; denied 2022', 'https://x.example/'),
    ('1111111111111111', 'a-v-b-ca9', 'ca9', '2021-05-04', 'day', 'opinion', 'Barred.', '995 F.3d 1085',
    'a-v-b-cand@2020-03-04', 'affirmed', '', 'https://x.example/');
insert into cases values ('a-v-b', '1', 'a-v-b-cand', 'cand'), ('a-v-b', '2', 'a-v-b-ca9', 'ca9');
insert into case_lines values ('a-v-b', 'A man sued a store over a "drill."');
insert into families (docket, court_id, case_id, related_docket, type, date) values
    ('a-v-b-ca9', 'ca9', 'a-v-b', 'a-v-b-cand', 'appeal', '2021-05-04');
insert into events (slug, court_id, date_from, event) values ('a-v-b-ca9', 'ca9', '2021-06-01', 'argued');
insert into hearings (docket, court_id, hearing_key, kind, date_from, date_to) values
    ('a-v-b-ca9', 'ca9', 'argument-1', 'argument', '2021-02-01', '2021-02-01');
insert into locators (docket, court_id, docket_number, pacer_case_id, courtlistener_docket_id) values
    ('a-v-b-cand', 'cand', '3:19-cv-00001', '999999999', '999999999');
insert into looks (docket, court_id, date, field, looked) values
    ('a-v-b-cand', 'cand', '2020-03-04', 'effect', '2026-11-01');
insert into questions (docket, court_id, date, kind, question, side, sentence, basis) values
    ('a-v-b-cand', 'cand', '2020-03-04', 'order', 'secondary_seller', 'barred', 'So held.', 'holding');
insert into judges values ('ada-judge', 'Ada Judge', 'cand;ca9', 'Judge | Ada Judge; X dissenting');
"""
# By question: what a change of cells of the suit's act makes it find.
ACT_FAULTS = [
    ("every act says what was held, in 35 words", "holding = ''"),
    ("every act says what was held, in 35 words", "holding = replace(hex(zeroblob(36)), '00', 'very ')"),
    ("a date stops where its precision says", "date = '2020-03'"),
    ("an act acts on others of its case", "acts_on = 'a-v-b-cand@2020-03-04'"),
    ("an act acts on others of its case", "acts_on = 'a-v-b-ca9@2021-05-05'"),
    ("an act acts on others of its case", "acts_on = 'nobody@'"),
    ("an act acts on others of its case", "date = '2020-03-03'"),  # the act above names the day
    ("what acts on another has an effect", "acts_on = 'a-v-b-ca9@'"),
    ("acts do not act on each other", "acts_on = 'a-v-b-ca9@2021-05-04'"),
    ("no act is before its docket was filed and came to the court", "date = '2019-01-31'"),
    ("no act is before its docket was filed and came to the court", "date = '2019-01'"),
    ("certiorari is of a high court", "kind = 'cert_denied'"),
    ("what was seen was seen on a page", "verified = 'date', source_url = ''"),
    (
        "a digest, a mirror or a content farm stands before no better source",
        "source_url = 'https://app.midpage.ai/case/x', extra_sources = 'http://casetext.com/x'",
    ),
    ("nothing was decided after the review", "date = '2026-12-02'"),
    ("nothing was decided before the year in the number of its docket", "date = '2018-12-31'"),
    ("no act is before the one it acts on", "acts_on = 'a-v-b-cand@2020-03-05'"),
    ("no act is before the one it acts on", "date = '2020-03', acts_on = 'a-v-b-cand@2020-04'"),
    ("no court reviewed what was not yet decided", "date = '2021-05-05'"),
    ("a citation is of its year or the next", "citation = '2022 WL 3616097'"),
    ("a citation is of its year or the next", "citation = '2019 WL 3616097'"),
    ("a citation is of its year or the next", "citation = '625 F. Supp. 3d 971 (N.D. Cal. 2022)'"),
    ("a reporter prints the decisions of its courts", "citation = '440 F.3d 1103'"),
    ("a reporter prints the decisions of its courts", "citation = '440 Cal. App. 5th 1103'"),
    ("a series of a reporter ran in that year", "citation = '440 F. Supp. 2d 1103'"),
    ("a series of a reporter ran in that year", "date = '2012-05-04'"),
    ("a volume of S. Ct. is of its Term", "citation = '142 S. Ct. 1191', date = '2023-05-18'"),
    ("no act is younger than three in later volumes", "citation = '0 F.4th 1', date = '2026-11-30'"),
    ("a law that an act names is in laws.csv", "law = 'HB 1'"),
    ("for_companies names entities, or is none", "for_companies = 'nobody'"),
    ("for_companies names entities, or is none", "for_companies = 'none;snap'"),
    *(
        ("an author is in judges.csv, or is none", f"author = '{author}'")
        for author in ("Ada Judge", "Ada Judge, Jr.", "Ada Judge, J.")
    ),
    ("an act has an id", "id = ''"),
    ("an act has an id", "id = '000000000000000'"),
    ("an act has an id", "id = '000000000000000g'"),
    ("an id is of one act", "id = '1111111111111111'"),
    ("a question is of an act of that kind", "date = '2020-03-03'"),
    ("a question is of an act of that kind", "kind = 'opinion'"),
    *(
        ("a later history names acts of its case, or no_row names them", f"later_history = '{history}'")
        for history in (
            "affirmed 2021-05-05",
            "affirmed, 128 A.D.3d 568 (2015)",  # of another suit
            "affirmed, 2021 WL 1111",
        )
    ),
    ("no_row names what its later history tells and no row records", "no_row = '2021-05-04'"),
    ("no_row names what its later history tells and no row records", "no_row = '2021-05-05'"),
    ("a docket and its court are repeated alike in decisions", "docket = 'nobody'"),
    ("a docket and its court are repeated alike in decisions", "court_id = 'ca9'"),
]
# The same of a change anywhere.
FAULTS = [
    *(
        (question, f"update decisions set {cells} where docket = 'a-v-b-cand'")
        for question, cells in ACT_FAULTS
    ),
    *(
        (
            f"a docket and its court are repeated alike in {file}",
            f"update {file} set {cell} where docket like 'a-v-b-ca%'",
        )
        for file in ("cases", "families", "hearings", "locators", "looks", "questions")
        for cell in ("docket = 'nobody'", "court_id = 'nysd'")
    ),
    ("a docket and its court are repeated alike in events", "update events set slug = 'nobody'"),
    ("a look is of an act that is here or is missing", "update looks set looked = '2026-12-02'"),
    ("a look is of an act that is here or is missing", "update looks set docket = 'nobody'"),
    ("a look is of an act that is here or is missing", "update looks set field = 'act'"),
    ("a slug is there once", "update dockets set slug = 'a-v-b-cand' where slug = 'a-v-b-ca9'"),
    ("every docket of a court is in one case", "delete from cases where docket = 'a-v-b-ca9'"),
    (
        "every docket of a court is in one case",
        "insert into cases select 'c', '1', docket, court_id from cases",
    ),
    ("positions in a case count from one", "update cases set position = '3' where docket = 'a-v-b-ca9'"),
    ("no court comes before the one it reviews, in one case", "update cases set position = '2'"),
    ("no court comes before the one it reviews, in one case", "update cases set case_id = docket"),
    ("a case is joined by the links of one case", "delete from families where docket = 'a-v-b-ca9'"),
    (
        "a link names its case, and a docket here or a court outside",
        "update families set related_label = 'A'",
    ),
    (
        "a link names its case, and a docket here or a court outside",
        "update families set related_docket = 'no'",
    ),
    ("a link names its case, and a docket here or a court outside", "update families set case_id = 'a-v-c'"),
    ("a pair of dockets is linked once", "insert into families select * from families"),
    (
        "a slug once published stands for the same case or redirects",
        "insert into renamed_cases values ('a-v-b', 'a')",
    ),
    ("every court is known", "update dockets set court_id = 'nowhere'"),
    ("what is not taken in is listed", "update dockets set court_id = ''"),
    ("what is not taken in is listed", "update decisions set court_id = ''"),
    ("what is listed as not taken in is not, with a reason", "update not_taken_in set reason = ''"),
    ("what is listed as not taken in is not, with a reason", "update not_taken_in set row = 'a-v-b-cand'"),
    ("a hint is beside no number", "update dockets set docket_number_hint = '19'"),
    ("no two acts of a docket share a day", "insert into decisions select * from decisions"),
    (
        "no act is before its docket was filed and came to the court",
        "update dockets set date_docketed = '2026-11'",
    ),
    *(
        ("dates of a docket are days and run forward", f"update dockets set {cell} where slug = 'a-v-b-cand'")
        for cell in (
            "date_terminated = '2020-02-30'",
            "date_decided = '2026-12-02'",
            "date_docketed = '2019-01-31'",
        )
    ),
    ("a docket was decided on a day of one of its acts", "update dockets set date_decided = '2020-03-05'"),
    (
        "a court of appeals sits in no trial",
        "update decisions set posture = 'trial' where docket = 'a-v-b-ca9'",
    ),
    ("held only where a reader saw it held", "update hearings set action = 'held', verified = 'time'"),
    (
        "a hearing has its days in order, and a time where it says so",
        "update hearings set date_to = '2021-01-31'",
    ),
    (
        "a hearing has its days in order, and a time where it says so",
        "update hearings set precision = 'time'",
    ),
    (
        "a hearing has its days in order, and a time where it says so",
        "update hearings set status = 'scheduled'",
    ),
    (
        "one key names one kind of hearing, whichever file tells of it",
        "update events set hearing = 'argument-1', hearing_kind = 'trial' where slug = 'a-v-b-ca9'",
    ),
    ("a PACER id names one docket", "insert into locators select * from locators"),
    ("an id of CourtListener's names one docket", "insert into locators select * from locators"),
    ("locators are digits, beside the number of the docket", "update locators set pacer_case_id = '1-2'"),
    ("locators are digits, beside the number of the docket", "update locators set docket_number = '1'"),
    *(
        ("a question is one of the list, and its answer is on a side", f"update questions set {cell}")
        for cell in ("sentence = ''", "question = 'why'", "basis = 'hearsay'", "side = 'left'")
    ),
    (
        "either side of a question has its act",
        "update question_names set for_barred = 'a-v-b-cand@2020-03-05'",
    ),
    (
        "either side of a question has its act",
        "update question_names set for_not_barred = 'a-v-b-cand@2020-03-05'",
    ),
    ("an event is a ruling only where no act is", "update events set ruling_verified = 'date'"),
    (
        "an event is a ruling only where no act is",
        "update events set disposition = 'granted', date_from = '2021-05-04' where slug = 'a-v-b-ca9'",
    ),
    ("a platform is spelled alike wherever it is named", "update dockets set platform = 'AOL;aol'"),
    ("few dockets are joined to nothing", "update dockets set entities = ''"),
    ("no name belongs to two entities", "update entity_names set name = 'a'"),
    (
        "what was seen was seen on a page",
        "update dockets set verified = 'caption', source_url = '' where slug = 'a-v-b-cand'",
    ),
    (
        "no court reviewed what was not yet decided",
        """update decisions set date = '2020-01-02' where docket = 'a-v-b-ca9';
        update families set docket = related_docket, related_docket = docket, direction = 'other_is_later'
        where docket = 'a-v-b-ca9'""",
    ),
    (
        "a series of a reporter ran in that year",
        "update decisions set citation = '1 F.4th 1085', date = '2019-05-04' where docket = 'a-v-b-ca9'",
    ),
    *(
        ("a line about a case is a sentence of 25 words at most", f"update case_lines set {cell}")
        for cell in (
            "case_id = 'nobody'",
            "line = 'A man'",
            "line = replace(line, ' ', ' very ')",
        )
    ),
    ("a case has a line that says what it is about", "delete from case_lines"),
    ("a case has one line", "insert into case_lines select * from case_lines"),
    ("a law has one row", "insert into laws select * from laws"),
    ("for_companies names entities, or is none", "update events set for_companies = 'nobody'"),
    ("a judge sits in a court that there is", "update judges set court_ids = 'cand;nowhere'"),
    ("a printed name is of one judge of its court", "insert into judges values ('bo', 'Bo', 'ca9', 'Judge')"),
    (
        "the day of a link is of an act of the court above",
        "update families set date = '2021-05-05' where docket = 'a-v-b-ca9'",
    ),
    (
        "a later history names acts of its case, or no_row names them",
        "update events set date_from = '2021-06-02' where slug = 'a-v-b-ca9'",
    ),
    (
        "a bill has addresses, and an address its bill",
        "delete from bill_sources where bill_id = '115-hr-1865'",
    ),
    ("a bill has addresses, and an address its bill", "delete from bills where bill_id = '115-hr-1865'"),
    ("the addresses of a bill count from one", "delete from bill_sources where position = '1'"),
    *(
        ("a bill leads with an official address that was seen", f"update bill_sources set {cell}")
        for cell in ("basis = 'rule'", "url = 'https://x.example/'")
    ),
    (
        "a bill of Congress has the address that its number makes",
        "update bill_sources set url = 'https://x.example/'",
    ),
    (
        "a bill of Congress has the address that its number makes",
        "delete from bill_sources where basis = 'rule'",
    ),
    *(
        (
            "a bill that was not taken in has its reason, title and sponsor",
            f"update bills_excluded set {cell}",
        )
        for cell in (
            "reason = ''",
            "title = ''",
            "sponsor = 'A B'",
            "bill_id = '115-hr-1865'",
            "bill_id = 'x'",
        )
    ),
    (
        "a pair of bills is linked once",
        "insert into bill_links (bill_id, other_bill_id) select other_bill_id, bill_id from bill_links",
    ),
    *(
        ("companions are of one Congress and two chambers", f"update bill_links set {cell}")
        for cell in ("verified = ''", "bill_id = '1' || substr(bill_id, 1)", "bill_id = other_bill_id")
    ),
    *(
        ("an event of Congress names only what is here", f"update congress_events set {cell}")
        for cell in ("bills = '115-hr-0'", "dockets = 'nobody'", "entities = 'nobody:acts'")
    ),
    (
        "an official address leads wherever an event of Congress has one",
        "update congress_events set source_url = 'https://x.example/a.gov/', extra_sources = 'https://a.gov/'",
    ),
    ("a file is the one that was reviewed", "update reviewed set hash = '0'"),
]


@contextmanager
def changed(change: str) -> Iterator[None]:
    """Add the suit to the files, change it or them, and take both back."""
    conn = tables().conn
    try:
        for statement in (*SUIT.split(";\n"), *change.split(";\n")):
            conn.execute(statement)
        yield
    finally:
        conn.rollback()


def test_a_suit_in_which_all_agrees_is_not_found():
    with changed(""):
        assert {question: rows for question, sql in NEVER.items() if (rows := ask(sql))} == {}


def test_every_question_finds_something():
    assert NEVER.keys() - {question for question, _ in FAULTS} == set()


@pytest.mark.parametrize(("question", "change"), FAULTS)
def test_what_cannot_be_right_is_found(question, change):
    with changed(change):
        assert ask(NEVER[question])


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("what was seen was seen on a page", "source_url = ''"),  # nothing of it was seen
        (
            "a digest, a mirror or a content farm stands before no better source",
            "source_url = 'https://app.midpage.ai/case/x'",
        ),
        ("no act is before its docket was filed and came to the court", "date = ''"),
        ("no act is before its docket was filed and came to the court", "date = '2019'"),
        ("no act is before the one it acts on", "date = '2020-03', acts_on = 'a-v-b-ca9@2020-03-31'"),
        ("no act is before the one it acts on", "acts_on = 'a-v-b-ca9@'"),
        ("an act acts on others of its case", "acts_on = 'a-v-b-ca9@'"),
        ("no court reviewed what was not yet decided", "date = '2021'"),  # perhaps on January 1
        ("a citation is of its year or the next", "citation = '2021 WL 3616097'"),
        ("a citation is of its year or the next", "citation = '2022 WL 3616097', date = ''"),
        ("a series of a reporter ran in that year", "citation = '1 F.4th 1085', date = '2020-05-04'"),
        ("a volume of S. Ct. is of its Term", "citation = '143 S. Ct. 1191', date = '2023-05-18'"),
        ("for_companies names entities, or is none", "for_companies = 'snap;tiktok'"),
        ("for_companies names entities, or is none", "for_companies = 'none'"),
        (
            "a later history names acts of its case, or no_row names them",
            "later_history = 'affirmed 2021-05-05', no_row = '2021-05-05'",
        ),
        *(
            ("an author is in judges.csv, or is none", f"author = '{author}'")
            for author in (
                "Judge",
                "Ada Judge; X dissenting",
                "per curiam (One, Two, Three)",
                "memorandum; X dissenting",
                "panel: One, Two, Three",
                "W. One, Two, R. Three",
                "One and St. Two (Three dissenting in part)",
                "Ada Judge dissenting",
                "Ada Judge (statement or dissent)",
                "(One dissenting in part)",
                "jury; Ada Judge presiding",
            )
        ),
    ],
)
def test_what_may_be_right_is_not_found(question, cells):
    with changed(f"update decisions set {cells} where docket = 'a-v-b-cand'"):
        assert ask(NEVER[question]) == []


@pytest.mark.parametrize(("volume", "is_found"), [(440, True), (445, False)])  # open at one time, perhaps
def test_a_decision_is_not_younger_than_three_in_later_volumes(volume, is_found):
    with changed(f"""delete from decisions where docket not like 'a-v-b-ca%';
        insert into decisions (docket, date, citation) values ('c', '2020-04-01', '454 F. Supp. 3d 1'),
        ('d', '2020-05-01', '455 F. Supp. 3d 1'), ('e', '2020-06-01', '456 F. Supp. 3d 1');
        update decisions set date = '2020-07-01', citation = '{volume} F. Supp. 3d 1' where docket = 'a-v-b-cand'
        """):
        assert bool(ask(NEVER["no act is younger than three in later volumes"])) is is_found


def test_days_and_citations_are_found_in_what_a_reviewer_wrote():
    text = "affirmed 2015-05-21 (collateral estoppel), 128 A.D.3d 568; see 2014 WL 4471721 and No. 99-1430"
    assert find_dated(text) == ["2015-05-21", "128 A.D.3d 568", "2014 WL 4471721"]


def test_who_settled_before_the_trial_did_not_lose_it():
    concerned = dict(
        ask(
            """select date || ' ' || kind, for_companies from decisions where docket = 'kgm-v-meta-calsuperct'"""
        )
    )
    assert concerned["2026-01-27 settlement"] == "tiktok"
    losers = "meta-platforms;instagram;google;youtube"
    assert concerned["2026-03-25 verdict"] == concerned["2026-06-09 order"] == losers
    assert ("snap",) in ask("select for_companies from events where slug = 'kgm-v-meta-calsuperct'")


# What is true of the world and found by a question, and nothing besides.
@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        pytest.param(
            """select (select count(*) from dockets), (select count(*) from decisions),
            (select count(distinct case_id) from cases), (select count(*) from bills_excluded)""",
            [(1102, 1166, 743, 83)],
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
