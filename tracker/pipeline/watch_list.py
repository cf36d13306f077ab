"""The watch list of a source: the dockets whose news we want, and what it has already requested."""

from dataclasses import replace

from db import ledger
from db.views import is_taken_in
from docket.records import DocketRef
from docket.times import instant
from scrapers.source import ListedOpinion, Look, Source, WatchList
from tracker import due, planning
from tracker.home import House
from tracker.opinions.wanted import find_wanted


def watch_of(house: House, source: Source) -> WatchList:
    """Return the watch list, with what this source needs: its looks, listed opinions, its plan."""
    watch = watch_list(house)
    if source.RESUMES:
        watch = replace(watch, looks=_looks(house, source), asked_since=_round_began(house, source))
    if source.READS_LISTED:
        archived = house.store.db.execute("select url from snapshots where source = ?", (source.NAME,))
        watch = replace(
            watch,
            looks=_looks(house, source),
            listed=tuple(
                ListedOpinion(url, DocketRef(court, number), *rest)
                for url, court, number, *rest in house.store.db.execute(_LISTED)
            ),
            archived=frozenset(url for (url,) in archived),
        )
    if source.WANTS_DECISIONS:
        watch = replace(watch, decisions=find_wanted(house.store.db))
    if source.NEEDS_PLAN:
        plan = planning.read_plan(house.store.db, house.archive, house.settings, house.clock())
        watch = replace(watch, plan=plan)
    return watch


def _looks(house: House, source: Source) -> dict[str, Look]:
    """Return the last answered look at each address of the source."""
    return {
        url: Look(at, is_absent=result == "absent", item_count=count)
        for url, result, at, count in ledger.last_good_looks(house.archive, source.NAME)
    }


def _round_began(house: House, source: Source) -> str:
    """Return the time since which requests need not be repeated: the end of the last complete run, but at
    most half the rhythm ago, so that a permanent failure does not keep the rest from being read again."""
    half = instant(house.clock() - due.longest_rhythm(source) / 2)
    return max(half, ledger.last_good_run_at(house.archive, source.NAME) or "")


# The opinions that lists link to, and the list with the link.
_LISTED = f"""
select distinct e.source_url, d.court_id, d.docket_number, e.date_from, s.url, s.source, d.selection
from docket_events e join dockets d using (docket_id) join snapshots s on s.snapshot_id = e.snapshot_id
where e.event = 'opinion' and e.source_url is not null and d.docket_number is not null and {is_taken_in("d")}
order by e.date_from desc, e.source_url, d.court_id, d.docket_number, s.url
"""


# Ordered by how much of our record rests on a docket: citations of its rulings, and cases linked to it.
_WANTED = f"""
with locators_ as (
  select docket_id, max(is_confirmed) as is_confirmed, value, count(*) over (partition by docket_id) as number
  from locators where kind = 'pacer_case_id' group by docket_id, value
), found as (
  select docket_id, value from locators_ where is_confirmed
), hinted as (
  select docket_id, value from locators_ where number = 1 and not is_confirmed
), cited as (
  select docket_id, count(*) as n from (
    select docket_id from citations union all select other_docket_id from case_links) group by docket_id
)
select distinct docket_id, _refs.court_id, _refs.docket_number, coalesce(dockets.pacer_case_id, found.value),
  case when dockets.pacer_case_id is null and found.value is null then hinted.value end, dockets.caption,
  dockets.status = 'closed' and coalesce(dockets.date_terminated, dockets.date_decided, '') < ?,
  case dockets.status when 'open' then 0 when 'closed' then 2 else 1 end, -coalesce(cited.n, 0)
from _refs join dockets using (docket_id)
  left join found using (docket_id) left join hinted using (docket_id) left join cited using (docket_id)
where {is_taken_in("dockets")} and _refs.docket_number is not null
order by 8, 9, 2, 3, 4
"""


def watch_list(house: House) -> WatchList:
    """Return every docket that is not excluded or sealed, under all its names, the most wanted first, and
    every bill of Congress.

    A docket closed over a year ago has ended, unless an entry of the last year shows activity.
    """
    today = house.now()[:10]
    year_ago = f"{int(today[:4]) - 1}{today[4:]}"
    with_news = house.store.db.execute(
        "select docket_id from dockets where status = 'closed' and docket_id in "
        "(select docket_id from docket_entries where coalesce(date_filed, date_entered) >= ?)",
        (year_ago,),
    )
    alive = {docket_id for (docket_id,) in with_news}
    refs: list[DocketRef] = []
    ended: list[DocketRef] = []
    hints: list[tuple[DocketRef, str]] = []
    for docket_id, court, number, case_id, hint, caption, is_ended, *_ in house.store.db.execute(
        _WANTED, (year_ago,)
    ):
        if ("docket", docket_id) in house.store.hidden:  # nothing read of it would be shown
            continue
        (ended if is_ended and docket_id not in alive else refs).append(DocketRef(court, number, case_id))
        if hint and caption:
            hints.append((DocketRef(court, number, hint), caption))
    bills = house.store.db.execute("select bill_id from bills where kind = 'bill' order by 1")
    return WatchList(
        tuple(refs),
        tuple(row[0] for row in bills),
        ended=tuple(ended),
        hints=tuple(hints),
    )
