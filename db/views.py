"""Every SQL view, as data. Views read no clock: what depends on today is filtered by the caller."""

from docket.vocabulary import HearingStatus

# Of dockets and cases: what an operator took out of the record is in no list, count or feed.
IS_SHOWN = "selection <> 'excluded'"
_BY_MACHINE = (
    "select docket_id from docket_facts where field = 'caselaw_found_by' "
    "or field = 'courtlistener_found_by' and value = 'bulk opinions'"
)


def is_taken_in(alias: str) -> str:
    """Return the condition of dockets that are asked for and counted: not one that a sweep found and nobody has
    reviewed."""
    unreviewed = f"{alias}.selection = 'candidate' and {alias}.docket_id in ({_BY_MACHINE})"
    return f"{alias}.{IS_SHOWN} and not ({unreviewed})"


# The same of cases.
CASE_IS_TAKEN_IN = (
    f"cases.{IS_SHOWN} and not (cases.selection = 'candidate' and cases.case_id in "
    f"(select case_id from dockets where docket_id in ({_BY_MACHINE})))"
)
# The one condition for it, for whoever asks for hearings that are still to come.
_OPEN = ", ".join(f"'{status}'" for status in HearingStatus if status.is_open)
OPEN_HEARING = f"hearings.status in ({_OPEN})"

VIEWS = {
    "case_list": f"""
select cases.case_id, cases.short_name, cases.caption, cases.platform, cases.outcome_230,
  cases.outcome_is_verified, cases.law_state, cases.status,
  cases.date_filed, cases.year_filed, cases.date_last_event, cases.last_event_precision, cases.court_ids,
    cases.docket_numbers, cases.plaintiff_type,
  cases.claims, cases.provisions, cases.theories, cases.law_in_force, cases.selection, cases.docket_count,
    cases.entry_count,
  snapshots.url as source_url, cases.snapshot_id
from cases left join snapshots using (snapshot_id)
where cases.{IS_SHOWN}
order by coalesce(cases.date_last_event, cases.date_filed) desc
""",
    "upcoming_hearings": f"""
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
where {OPEN_HEARING} and dockets.{IS_SHOWN}
order by hearings.date_from
""",
    "recent_changes": """
select changes.seen_at, changes.kind, changes.subject, changes.subject_id, changes.field,
  changes.old_value, changes.new_value, cases.short_name, changes.case_id, changes.docket_id,
  snapshots.source, snapshots.url as source_url, changes.change_id, changes.snapshot_id
from changes
  left join cases using (case_id)
  left join snapshots on snapshots.snapshot_id = changes.snapshot_id
order by changes.seen_at desc
""",
    "parties": """
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
    "outcomes": """
select dockets.docket_id, dockets.short_name, dockets.court_id, dockets.docket_number, dockets.outcome_230,
  dockets.outcome_note, dockets.outcome_is_verified, rulings.date_from as date_decided, dockets.platform,
  dockets.plaintiff_type, dockets.status, dockets.selection, dockets.case_id, dockets.outcome_ruling_id,
  coalesce(rulings.primary_url, rulings.source_url, dockets.primary_url, dockets.source_url) as source_url,
  dockets.snapshot_id
from dockets left join rulings on rulings.ruling_id = dockets.outcome_ruling_id
where dockets.selection in ('catalog', 'confirmed')
""",
    "congress_event_dockets": f"""
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
    "number_gaps": """
select docket_id, cast(entry_number as integer) - missing_before as first_missing,
  cast(entry_number as integer) - 1 as last_missing, missing_before as missing_count
from docket_entries where missing_before > 0
""",
    "quality": """
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
    "entry_latency": """
select docket_entries.entry_id, docket_entries.docket_id, dockets.court_id, docket_entries.date_filed,
  docket_entries.date_entered, docket_entries.entered_at, docket_entries.first_seen,
  julianday(docket_entries.date_entered) - julianday(docket_entries.date_filed) as days_to_entered,
  round((julianday(docket_entries.first_seen) - julianday(docket_entries.entered_at)) * 1440, 1) as minutes_to_seen
from docket_entries join dockets using (docket_id)
where docket_entries.entered_at is not null and docket_entries.first_seen >= docket_entries.entered_at
  and dockets.first_seen < docket_entries.entered_at
""",
    "court_latency": """
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
}
