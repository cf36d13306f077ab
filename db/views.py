"""Every SQL view, as data. Views do not read the clock: the caller filters by today's date."""

from db.columns import TABLE
from db.companies import COMPANY_RULINGS
from db.tables import DATE, INSTANT, NUMBER, TEXT, Column, View
from docket.vocabulary import HearingStatus

# For dockets and cases: what an operator excluded from the record is in no list, count or feed.
IS_SHOWN = "selection <> 'excluded'"
_BY_MACHINE = (
    "select docket_id from docket_facts where field = 'caselaw_found_by' "
    "or field = 'courtlistener_found_by' and value = 'bulk opinions'"
)


def is_found_alone(alias: str) -> str:
    """Return the SQL condition for dockets that a sweep found and nobody has reviewed."""
    return f"{alias}.selection = 'candidate' and {alias}.docket_id in ({_BY_MACHINE})"


def is_taken_in(alias: str) -> str:
    """Return the SQL condition for dockets that are fetched and counted: all except those of
    `is_found_alone`."""
    return f"{alias}.{IS_SHOWN} and not ({is_found_alone(alias)})"


# The same for cases.
CASE_IS_TAKEN_IN = (
    f"cases.{IS_SHOWN} and not (cases.selection = 'candidate' and cases.case_id in "
    f"(select case_id from dockets where docket_id in ({_BY_MACHINE})))"
)
# The only condition for hearings that are still to come.
_OPEN = ", ".join(f"'{status}'" for status in HearingStatus if status.is_open)
OPEN_HEARING = f"hearings.status in ({_OPEN})"


def is_own_sitting(among: str = "1") -> str:
    """Return the SQL condition that a hearing is not another docket's. A date set in a multidistrict
    litigation is also in the dockets of its members, but a sitting is listed only once: in the lead docket
    (`lead`), if that is of the same court, shown, and `among` those requested."""
    return f"""not exists (
  select 1 from case_links
    cross join hearings led on led.docket_id = case_links.other_docket_id
    cross join dockets lead on lead.docket_id = led.docket_id
  where case_links.docket_id = hearings.docket_id and case_links.link_type in ('mdl_member', 'consolidated')
    and led.kind = hearings.kind and led.status = hearings.status
    and led.date_from = hearings.date_from and led.date_to = hearings.date_to
    and coalesce(led.time_local = hearings.time_local, 1)
    and lead.court_id = dockets.court_id and lead.{IS_SHOWN} and {among})"""


# The rulings that no longer count, or do not count yet: another act answered in their place or set them
# aside, or they are a magistrate judge's recommendation that no act adopted (the fates are from
# db/outcomes.py).
SPENT_RULINGS = """
select ruling_id from ruling_fates where fate in ('superseded', 'wiped')
union select ruling_id from rulings where kind = 'magistrate_recommendation'
  and ruling_id not in (select ruling_id from ruling_fates where effect = 'affirmed')
"""


# One line for each column, or as few as its description fills.
# fmt: off
_OF_HEARINGS = (
    *TABLE["hearings"].pick("date time_local starts_at timezone precision date_from date_to kind status"),
    Column("short_name", TEXT, "Short name of the docket"),
    Column("caption", TEXT, "Caption of the docket"),
    *TABLE["dockets"].pick("court_id docket_number"),
    *TABLE["hearings"].pick("place judge text"),
    *TABLE["dockets"].pick("case_id"),
    *TABLE["hearings"].pick("docket_id hearing_id"),
    Column("source_url", TEXT, "Web address of the source, where one is known; else see the snapshot; here "
           "the address of the snapshot where the row has none of its own"),
    *TABLE["hearings"].pick("snapshot_id"),
)
_ALL = (
    View(
        "case_list", "Cases, newest event first", "Every case but the excluded ones: the table behind /cases.",
        (
            *TABLE["cases"].pick("case_id short_name caption platform outcome_230 outcome_is_verified "
                  "recommended_answer law_state "
                  "status date_filed year_filed date_last_event last_event_precision court_ids docket_numbers "
                  "plaintiff_type claims provisions theories law_in_force selection docket_count entry_count"),
            Column("source_url", TEXT, "Address of the snapshot that gave the case's values"),
            *TABLE["cases"].pick("snapshot_id"),
        ),
        f"""
select cases.case_id, cases.short_name, cases.caption, cases.platform, cases.outcome_230,
  cases.outcome_is_verified, cases.recommended_answer, cases.law_state, cases.status,
  cases.date_filed, cases.year_filed, cases.date_last_event, cases.last_event_precision, cases.court_ids,
    cases.docket_numbers, cases.plaintiff_type,
  cases.claims, cases.provisions, cases.theories, cases.law_in_force, cases.selection, cases.docket_count,
    cases.entry_count,
  snapshots.url as source_url, cases.snapshot_id
from cases left join snapshots using (snapshot_id)
where cases.{IS_SHOWN}
order by coalesce(cases.date_last_event, cases.date_filed) desc
""",
    ),
    View(
        "open_hearings", "Hearings of which no end is known", "Hearings set, moved, asked for, or of unknown state, "
        "and not called off or held, past ones too: nobody told what became of them. A view has no clock: ask for "
        "date_to from today on, as the prepared question hearings_from does. One sitting of a multidistrict "
        "litigation and its members is one row.",
        _OF_HEARINGS,
        f"""
select hearings.date, hearings.time_local, hearings.starts_at, coalesce(hearings.timezone,
  courts.timezone) as timezone, hearings.precision,
  hearings.date_from, hearings.date_to, hearings.kind, hearings.status, dockets.short_name,
  dockets.caption, dockets.court_id, dockets.docket_number, hearings.place, hearings.judge, hearings.text,
  dockets.case_id, hearings.docket_id, hearings.hearing_id,
  coalesce(hearings.source_url, snapshots.url) as source_url, hearings.snapshot_id
from hearings
  join dockets using (docket_id)
  left join courts using (court_id)
  left join snapshots on snapshots.snapshot_id = hearings.snapshot_id
where {OPEN_HEARING} and dockets.{IS_SHOWN} and {is_own_sitting()}
order by hearings.date_from
""",
    ),
    View(
        "upcoming_hearings", "Former name of open_hearings", "The view open_hearings under the name that it had: past "
        "hearings of which no end is known are among them.",
        _OF_HEARINGS,
        "select * from open_hearings",
    ),
    View(
        "recent_changes", "Changes, newest first", "What changed, with the case and the source.",
        (
            *TABLE["changes"].pick("seen_at kind subject subject_id field old_value new_value"),
            Column("short_name", TEXT, "Short name of the case"),
            *TABLE["changes"].pick("case_id docket_id"),
            Column("source", TEXT, "The source that showed it"),
            Column("source_url", TEXT, "Address of the page that showed it"),
            *TABLE["changes"].pick("change_id snapshot_id"),
        ),
        """
select changes.seen_at, changes.kind, changes.subject, changes.subject_id, changes.field,
  changes.old_value, changes.new_value, cases.short_name, changes.case_id, changes.docket_id,
  snapshots.source, snapshots.url as source_url, changes.change_id, changes.snapshot_id
from changes
  left join cases using (case_id)
  left join snapshots on snapshots.snapshot_id = changes.snapshot_id
order by changes.seen_at desc
""",
    ),
    View(
        "parties", "Parties with their dockets", "Every party with the company behind it and the docket it is in.",
        (
            *TABLE["participations"].pick("name party_type party_type_raw"),
            Column("entity", TEXT, "Name of the company or body behind it, or null"),
            *TABLE["participations"].pick("entity_id join_method is_pseudonym"),
            Column("short_name", TEXT, "Short name of the docket"),
            *TABLE["dockets"].pick("court_id docket_number case_id"),
            *TABLE["participations"].pick("docket_id is_verified"),
            Column("source_url", TEXT, "Web address of the source, where one is known; else see the snapshot; here "
                   "the address of the snapshot where the row has none of its own"),
            *TABLE["participations"].pick("participation_id snapshot_id"),
        ),
        """
select participations.name, participations.party_type, participations.party_type_raw,
  entities.name as entity, participations.entity_id, participations.join_method, participations.is_pseudonym,
  dockets.short_name, dockets.court_id, dockets.docket_number, dockets.case_id, participations.docket_id,
  participations.is_verified, coalesce(participations.source_url, snapshots.url) as source_url,
  participations.participation_id, participations.snapshot_id
from participations
  join dockets using (docket_id)
  left join entities on entities.entity_id = participations.entity_id
  left join snapshots on snapshots.snapshot_id = participations.snapshot_id
""",
    ),
    View(
        "outcomes", "Outcomes", "One row a docket of the catalog or confirmed: how § 230 came out in it, by the "
        "ruling whose answer stands.",
        (
            *TABLE["dockets"].pick("docket_id"),
            Column("short_name", TEXT, "Short name of the docket"),
            *TABLE["dockets"].pick("court_id docket_number"),
            Column("outcome_230", TEXT, "How the § 230 question came out: immune, partly_immune, not_immune, "
                   "preempted or not_preempted (a state law measured against § 230), open (an answer was wiped out "
                   "and none stands), declined (a court left it open), pending (no answer yet), none. From the acts "
                   "of this docket alone"),
            *TABLE["dockets"].pick("outcome_note outcome_is_verified recommended_answer"),
            Column("date_decided", DATE, "Day of that ruling: a calendar date; null where it is not known"),
            *TABLE["dockets"].pick("platform plaintiff_type status selection case_id outcome_ruling_id "
                  "source_url snapshot_id"),
        ),
        """
select dockets.docket_id, dockets.short_name, dockets.court_id, dockets.docket_number, dockets.outcome_230,
  dockets.outcome_note, dockets.outcome_is_verified, dockets.recommended_answer,
  rulings.date_from as date_decided, dockets.platform, dockets.plaintiff_type, dockets.status, dockets.selection,
  dockets.case_id, dockets.outcome_ruling_id,
  coalesce(rulings.primary_url, rulings.source_url, dockets.primary_url, dockets.source_url) as source_url,
  dockets.snapshot_id
from dockets left join rulings on rulings.ruling_id = dockets.outcome_ruling_id
where dockets.selection in ('catalog', 'confirmed')
""",
    ),
    View(
        "company_rulings", "Rulings by company", "Which rulings count for a company or public body, a platform's for "
        "its owner, too, and how each came out for it. Who settled before an act, or is not among those for whom it "
        "is, did not win or lose it.",
        (
            *TABLE["rulings"].pick("ruling_id docket_id"),
            *TABLE["entities"].pick("entity_id"),
            Column("side", TEXT, "plaintiff or defendant; null where it is on both, or on none that is known"),
            Column("result", TEXT, "won, partly, lost, or not_known where its side, or which side is the service, "
                   "is not; null where the ruling answers nothing on § 230, or it is no party to the docket, "
                   "which is about its service"),
        ),
        COMPANY_RULINGS,
    ),
    View(
        "congress_event_dockets", "Events in Congress, by docket", "Each event in Congress beside each docket "
        "that it has to do with.",
        (
            *TABLE["congress_events"].pick("date_from date_to precision text body printed_as"),
            Column("short_name", TEXT, "Short name of the docket"),
            *TABLE["dockets"].pick("court_id"),
            Column("docket_number", TEXT, "Docket number in normal form"),
            Column("case_id", TEXT, "The case"),
            Column("docket_id", TEXT, "The docket"),
            Column("docket_slug", TEXT, "Its name in the catalog"),
            *TABLE["congress_events"].pick("congress_event_id source_url snapshot_id"),
        ),
        f"""
select congress_events.date_from, congress_events.date_to, congress_events.precision, congress_events.text,
  congress_events.body, congress_events.printed_as, dockets.short_name, dockets.court_id, dockets.docket_number,
  dockets.case_id, dockets.docket_id, congress_event_links.docket_slug, congress_events.congress_event_id,
  congress_events.source_url, congress_events.snapshot_id
from congress_event_links
  join congress_events using (congress_event_id)
  join docket_aliases on docket_aliases.alias = 'catalog:' || congress_event_links.docket_slug
  join dockets on dockets.docket_id = docket_aliases.docket_id
where congress_event_links.docket_slug is not null and dockets.{IS_SHOWN}
""",
    ),
    View(
        "number_gaps", "Gaps in the numbering", "Entry numbers of a docket that no page we read has shown.",
        (
            *TABLE["docket_entries"].pick("docket_id"),
            Column("first_missing", NUMBER, "First number not seen"),
            Column("last_missing", NUMBER, "Last number not seen before the next one seen"),
            Column("missing_count", NUMBER, "How many"),
        ),
        """
select docket_id, cast(entry_number as integer) - missing_before as first_missing,
  cast(entry_number as integer) - 1 as last_missing, missing_before as missing_count
from docket_entries where missing_before > 0
""",
    ),
    View(
        "quality", "Accuracy, one row a field and test set", "The figures of the table accuracy side by side.",
        (
            Column("field", TEXT, "What is read"),
            *TABLE["accuracy"].pick("name test_set is_blind"),
            Column("precision", TEXT, "Of what we show, how much is right"),
            Column("recall", TEXT, "Of what is there, how much we show"),
            Column("f1", TEXT, "The harmonic mean of the two"),
            Column("accuracy", TEXT, "How much is right where every record has one answer"),
            Column("coverage", TEXT, "Of all facts, how many two readers agree on"),
            Column("tested", NUMBER, "Labels counted"),
        ),
        """
select field, name, test_set, is_blind,
  max(case measure when 'precision' then value end) as precision,
  max(case measure when 'recall' then value end) as recall,
  max(case measure when 'f1' then value end) as f1,
  max(case measure when 'accuracy' then value end) as accuracy,
  max(case measure when 'coverage' then value end) as coverage,
  max(case when measure in ('recall', 'accuracy', 'coverage') then total_count end) as tested
from accuracy
group by field, name, test_set, is_blind
order by field, min(rowid)
""",
    ),
    View(
        "entry_latency", "How late each entry was seen", "Entries that a court stamped after we began to watch "
        "their docket: from filed to entered to seen. A docket's first reading is left out.",
        (
            Column("entry_id", TEXT, "The entry"),
            Column("docket_id", TEXT, "Its docket"),
            Column("court_id", TEXT, "Court, by its short id"),
            *TABLE["docket_entries"].pick("date_filed"),
            Column("date_entered", DATE, "Put on the register by the clerk: a calendar date at the courthouse"),
            Column("entered_at", INSTANT, "The same as an instant, UTC, where the court stamps it"),
            Column("first_seen", INSTANT, "When we fetched the first page that showed it, UTC"),
            Column("days_to_entered", NUMBER, "Days from filed to entered"),
            Column("minutes_to_seen", NUMBER, "Minutes from entered to seen"),
        ),
        """
select docket_entries.entry_id, docket_entries.docket_id, dockets.court_id, docket_entries.date_filed,
  docket_entries.date_entered, docket_entries.entered_at, docket_entries.first_seen,
  julianday(docket_entries.date_entered) - julianday(docket_entries.date_filed) as days_to_entered,
  round((julianday(docket_entries.first_seen) - julianday(docket_entries.entered_at)) * 1440, 1) as minutes_to_seen
from docket_entries join dockets using (docket_id)
where docket_entries.entered_at is not null and docket_entries.first_seen >= docket_entries.entered_at
  and dockets.first_seen < docket_entries.entered_at
""",
    ),
    View(
        "court_latency", "How late entries are seen, by court", "Median and 95th percentile, over the entries of "
        "the view entry_latency.",
        (
            Column("court_id", TEXT, "Court, by its short id"),
            Column("entry_count", NUMBER, "Entries counted"),
            Column("median_days_to_entered", NUMBER, "Half of the entries were entered within so many days of filing"),
            Column("p95_days_to_entered", NUMBER, "95 of 100 were"),
            Column("median_minutes_to_seen", NUMBER, "Half of the entries were seen within so many minutes of being "
                   "entered"),
            Column("p95_minutes_to_seen", NUMBER, "95 of 100 were"),
        ),
        """
with ranked as (
  select court_id, minutes_to_seen, days_to_entered,
    row_number() over (partition by court_id order by minutes_to_seen) as place,
    count(*) over (partition by court_id) as total,
    row_number() over (partition by court_id, days_to_entered is null order by days_to_entered) as dated_place,
    count(days_to_entered) over (partition by court_id) as dated_total
  from entry_latency
)
select court_id, max(total) as entry_count,
  avg(case when days_to_entered is not null and dated_place in ((dated_total + 1) / 2, (dated_total + 2) / 2)
    then days_to_entered end) as median_days_to_entered,
  min(case when days_to_entered is not null and dated_place >= dated_total * 0.95
    then days_to_entered end) as p95_days_to_entered,
  avg(case when place in ((total + 1) / 2, (total + 2) / 2) then minutes_to_seen end) as median_minutes_to_seen,
  min(case when place >= total * 0.95 then minutes_to_seen end) as p95_minutes_to_seen
from ranked group by court_id
""",
    ),
)
VIEWS = {view.name: view for view in _ALL}
