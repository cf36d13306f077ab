"""`locate`: the numbers under which PACER and CourtListener know our dockets, which can then be read without a key."""

import re
from datetime import date
from pathlib import Path

import click

from db.views import IS_SHOWN
from docket.identity import REGISTER_ID
from scrapers.sources import locate as source
from tracker import pipeline
from tracker import round as rounds
from tracker.commands.output import print_result
from tracker.home import House, open_house
from tracker.locate.addresses import read_addresses
from tracker.locate.bulk import read_bulk_dockets
from tracker.locate.download import download_newest
from tracker.locate.wanted import make_snapshot, read_wanted
from tracker.outcome import Outcome
from tracker.settings import Settings

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_COUNTS = f"""
select count(*) as dockets,
  sum(status = 'open') as open,
  sum(docket_id in (select docket_id from found)) as found,
  sum(status = 'open' and docket_id in (select docket_id from found)) as open_found,
  sum(docket_id in (select docket_id from hinted) and docket_id not in (select docket_id from found)) as hinted
from dockets where {IS_SHOWN}
"""
# Of the federal dockets, which PACER and CourtListener may know: how many have which id, for sure or as a hint alone.
_FEDERAL = "('district', 'bankruptcy', 'appellate', 'special', 'jpml')"
_IDS = f"""
with ids as (
  select docket_id, kind, max(is_confirmed) as is_sure from locators group by 1, 2
  union all select docket_id, 'pacer_case_id', 1 from dockets where pacer_case_id is not null
  union all select docket_id, 'courtlistener_docket_id', 1 from docket_facts where field = '{REGISTER_ID}'
), best as (select docket_id, kind, max(is_sure) as is_sure from ids group by 1, 2),
federal as (
  select docket_id from dockets join courts using (court_id) where {IS_SHOWN} and system in {_FEDERAL}
)
select (select count(*) from federal) as federal,
  coalesce(sum(kind = 'pacer_case_id' and is_sure), 0) as pacer_ids,
  coalesce(sum(kind = 'pacer_case_id' and not is_sure), 0) as pacer_hints,
  coalesce(sum(kind = 'courtlistener_docket_id' and is_sure), 0) as courtlistener_ids,
  coalesce(sum(kind = 'courtlistener_docket_id' and not is_sure), 0) as courtlistener_hints
from federal left join best using (docket_id)
"""
_FOUND = """
with found as (
  select docket_id from locators where kind = 'pacer_case_id' and is_confirmed
  union select docket_id from dockets where pacer_case_id is not null
), hinted as (select docket_id from locators where kind = 'pacer_case_id')
"""


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--download",
    "is_download",
    is_flag=True,
    help="Get CourtListener's newest bulk file of dockets first: gigabytes, into locate/ of the home.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@click.pass_obj
def locate(settings: Settings, path: Path | None, is_download: bool, as_json: bool) -> None:
    """Find the PACER case ids of dockets, by which the Internet Archive has their entries, free and without a key.

    Reads CourtListener's bulk file of dockets (dockets-YYYY-MM-DD.csv.bz2), if one is given or downloaded,
    and the web addresses that are on record already. A number counts if docket number and caption agree; any
    other is a hint, which a reading of the docket itself may confirm. If interrupted, the same command
    resumes.

    \b
      python -m tracker locate
      python -m tracker locate --download
      python -m tracker locate dockets-2026-09-30.csv.bz2
    """
    if path is not None and is_download:
        raise click.UsageError("give a file or --download, not both")
    outcome, rows = Outcome(source.SOURCE.NAME), None
    with open_house(settings) as house:
        rounds.archive_local(house)
        folder = settings.home / "locate"
        if is_download:
            with rounds.progress_bar(0, "downloading", "B") as bar:
                path = download_newest(house.http, folder, date.fromisoformat(house.now()[:10]), bar)
        wanted = read_wanted(house.store.db)
        finds = read_addresses(house.store.db, wanted)
        pipeline.archive_snapshot(house, make_snapshot(finds, "addresses", None, house.now()), outcome)
        if path is not None:
            with rounds.progress_bar(path.stat().st_size, "reading", "B") as bar:
                located = read_bulk_dockets(path, wanted, folder, bar)
            rows = located.rows
            dumped = _DAY.search(path.name)
            snapshot = make_snapshot(located.finds, "bulk", dumped[0] if dumped else None, house.now())
            pipeline.archive_snapshot(house, snapshot, outcome)
        pipeline.ingest_pending(house, outcome)
        counts = _count(house, _FOUND + _COUNTS) | _count(house, _IDS)
    summary = (
        "Of {federal} federal dockets {pacer_ids} have a PACER case id ({pacer_hints} more a hint of one), "
        "{courtlistener_ids} a CourtListener docket id ({courtlistener_hints} more a hint).\n"
        "{found} of {dockets} dockets can be asked for at the Internet Archive, {open_found} of the {open} open "
        "ones; of {hinted} more there is a hint. The Archive was not asked: `run recap` does that."
    )
    read = [] if rows is None else [f"{rows:,} dockets of the file read"]
    counted = counts | {"rows_read": rows, "errors": outcome.errors}
    print_result(as_json, counted, [*read, summary.format(**counts)])
    if outcome.failed:
        raise click.ClickException(outcome.errors[0])


def _count(house: House, sql: str) -> dict[str, int]:
    cursor = house.store.db.execute(sql)
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
