"""The commands that search other people's collections.

`sweep` searches CourtListener's bulk opinions, or whole printed reporters, for § 230; a find becomes a
candidate, with the words that matched. `locate` finds the numbers under which PACER and CourtListener know
our dockets, which can then be read without a key.
"""

import os
import re
from datetime import date
from pathlib import Path

import click

from db.views import IS_SHOWN
from docket.identity import REGISTER_ID
from scrapers.source import FetchError
from scrapers.sources import locate as source
from tracker import pipeline, round as rounds
from tracker.commands.output import print_lines, print_result
from tracker.home import House
from tracker.locate.addresses import read_addresses
from tracker.locate.bulk import read_bulk_dockets
from tracker.locate.download import download_newest
from tracker.locate.wanted import make_snapshot, read_wanted
from tracker.outcome import Outcome
from tracker.settings import Settings
from tracker.sweep import dask_run
from tracker.sweep.bulk_csv import BulkFile, open_bulk
from tracker.sweep.decisions import (
    CANDIDATE,
    MENTION,
    OURS,
    UNPLACED,
    archive_decisions,
    read_finds,
    write_finds,
)
from tracker.sweep.finds import archive_finds, find_all
from tracker.sweep.reporters import choose_reporters, estimate, open_shelf
from tracker.sweep.volumes import scan_volume


class _Files(click.Group):
    """A command group that takes bare files as arguments of `bulk`: `sweep opinions.csv.bz2 …`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = ["bulk", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Files)
def sweep() -> None:
    """Search bulk files of opinions, or whole printed reporters, for § 230.

    A find that is not in the record yet becomes a candidate: found by machine, not reviewed. It can be
    searched, but counts in no figure and is on no watch list until `review` confirms it. `sweep FILE...` is
    short for `sweep bulk FILE...`.

    \b
      python -m tracker sweep bulk opinions.csv.bz2 opinion-clusters.csv.bz2 dockets.csv.bz2
      python -m tracker sweep caselaw f3d
    """


_FOLDER = click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the work. Default: sweep, in the home.",
)
_WORKERS = click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    show_default="one a processor",
    help="Processes on this machine.",
)
_SCHEDULER = click.option(
    "--scheduler",
    metavar="tcp://HOST:PORT",
    help="Use this Dask cluster instead; its workers must see the folder.",
)
_ONLY_FIND = click.option(
    "--only-find",
    is_flag=True,
    help="Write the finds without changing the home: for a machine that is not the tracker's.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")


@sweep.command()
@click.argument(
    "paths",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@_FOLDER
@_WORKERS
@_SCHEDULER
@_ONLY_FIND
@_JSON
@click.pass_obj
def bulk(
    settings: Settings,
    paths,
    folder: Path | None,
    workers: int,
    scheduler: str | None,
    only_find: bool,
    as_json: bool,
) -> None:
    """Search CourtListener's bulk files (opinions, opinion-clusters and dockets, as .csv.bz2) for § 230.

    If interrupted, the same command resumes. `review` decides on what it finds; `import` brings in a
    finds.ndjson that was made elsewhere with --only-find. Several processes, or a cluster, need
    requirements-sweep.lock.

    \b
      python -m tracker sweep bulk opinions.csv.bz2 opinion-clusters.csv.bz2 dockets.csv.bz2
      python -m tracker sweep bulk --scheduler tcp://10.0.0.1:8786 --folder /shared/sweep *.csv.bz2
    """
    folder = folder or settings.home / "sweep"
    files = [open_bulk(path) for path in paths]
    _check(files)
    target, counts = find_all(files, folder, workers, scheduler)
    outcome = None if only_find else archive_finds(settings, target, files)
    print_result(
        as_json,
        {"finds": str(target), **counts, "stored": outcome.stored if outcome else 0},
        ["{texts} texts read, {opinions} name § 230, in {dockets} dockets".format(**counts) + f": {target}"],
    )
    if outcome is not None and outcome.failed:
        raise click.ClickException(outcome.errors[0])


def _check(files: list[BulkFile]) -> None:
    tables = {file.table for file in files}
    wanted = {"dockets"} | ({"clusters"} if "opinions" in tables else set())
    if missing := sorted(wanted - tables):
        raise click.UsageError(
            f"the {' and the '.join(missing)} are missing, without which no find can be placed; name that file, too"
        )


@sweep.command()
@click.argument("slugs", metavar="[REPORTER]...", nargs=-1)
@_FOLDER
@_WORKERS
@_SCHEDULER
@_ONLY_FIND
@click.option("--keep-zips", is_flag=True, help="Keep the volumes after they are read.")
@click.option(
    "--finds",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Bring in a decisions.ndjson that --only-find wrote elsewhere; fetch nothing.",
)
@click.option("--yes", is_flag=True, help="Do not ask before the volumes are fetched.")
@_JSON
@click.pass_obj
def caselaw(
    settings: Settings,
    slugs: tuple[str, ...],
    folder: Path | None,
    workers: int,
    scheduler: str | None,
    only_find: bool,
    keep_zips: bool,
    finds: Path | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Search whole reporters of the Caselaw Access Project, or those named (f3d, f-supp-2d …), for § 230.

    It reads from the first volume of 1996 on. First it says how many volumes, gigabytes and hours that takes,
    and asks. A volume is fetched once, at one request a second, and read while the next one arrives; if
    interrupted, the same command resumes. A decision in the record gets its text; any other becomes a
    candidate for `review`.

    \b
      python -m tracker sweep caselaw f3d f-supp-2d
      python -m tracker sweep caselaw --only-find --folder /data/sweep
      python -m tracker sweep caselaw --finds decisions.ndjson
    """
    folder = (folder or settings.home / "sweep").resolve()  # a cluster's workers run in other folders
    counts: dict[str, int] = {}
    failures: list[str] = []
    if finds is None:
        target = folder / "decisions.ndjson"
        with open_shelf(settings, folder) as shelf:
            try:
                volumes = shelf.list_volumes(choose_reporters(slugs))
            except FetchError as error:
                raise click.ClickException(f"the list of volumes did not come: {error}") from None
            by_path = {volume.path: volume for volume in volumes}
            read = dask_run.find_targets(list(by_path), folder)
            _ask(len(volumes), sum(not (path.exists() or read[path].exists()) for path in by_path), yes)
            with rounds.progress_bar(len(volumes), "reading", "volume") as bar:
                results = dask_run.scan(
                    list(by_path),
                    folder,
                    workers,
                    scheduler,
                    bar,
                    read=scan_volume,
                    prepare=lambda path: shelf.bring(by_path[path]),
                    finish=(lambda path: None) if keep_zips else Path.unlink,
                )
            failures = shelf.failures
        counts = {"volumes": len(results)} | write_finds(read_finds(results), target)
    else:
        target = finds
    outcome, placed = (None, counts) if only_find else archive_decisions(settings, target)
    tally = {name: placed.get(name, 0) for name in (OURS, CANDIDATE, MENTION, UNPLACED)}
    stored = outcome.stored if outcome else 0
    volumes_read = f"{counts['volumes']} volumes read; " if counts else ""
    summary = (
        f"{volumes_read}{tally[OURS]} decisions of ours, {tally[CANDIDATE]} candidates, {tally[MENTION]} that only "
        f"mention § 230, {tally[UNPLACED]} whose {UNPLACED}: {target}"
    )
    found = {"finds": str(target), **counts, **tally, "stored": stored, "failed": failures}
    print_result(as_json, found, [summary])
    if failures:
        print_lines(() if as_json else failures, err=True)
        raise click.ClickException(
            f"{len(failures)} volumes did not come; the same command asks for them again"
        )
    if outcome is not None and outcome.failed:
        raise click.ClickException(outcome.errors[0])


def _ask(total: int, missing: int, yes: bool) -> None:
    """Print what a sweep will fetch, and ask whether to go on."""
    gigabytes, hours = estimate(missing)
    click.echo(
        f"{total:,} volumes, of which {missing:,} are to be fetched: some {gigabytes:,.1f} GB, "
        f"{hours:,.1f} hours at a request a second",
        err=True,
    )
    if missing and not yes:
        click.confirm("Fetch them?", abort=True, err=True)


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_COUNTS = f"""
select count(*) as dockets,
  sum(status = 'open') as open,
  sum(docket_id in (select docket_id from found)) as found,
  sum(status = 'open' and docket_id in (select docket_id from found)) as open_found,
  sum(docket_id in (select docket_id from hinted) and docket_id not in (select docket_id from found)) as hinted
from dockets where {IS_SHOWN}
"""
# How many federal dockets (which PACER and CourtListener may know) have which id, confirmed or only as a
# hint.
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
    """Find the PACER case ids of dockets; the Internet Archive files their entries by these, free and without
    a key.

    Reads CourtListener's bulk file of dockets (dockets-YYYY-MM-DD.csv.bz2), if one is given or downloaded,
    and the web addresses on record. An id counts if docket number and caption agree; any other is a hint,
    which a reading of the docket itself may confirm. If interrupted, the same command resumes.

    \b
      python -m tracker locate
      python -m tracker locate --download
      python -m tracker locate dockets-2026-09-30.csv.bz2
    """
    if path is not None and is_download:
        raise click.UsageError("give a file or --download, not both")
    outcome, rows = Outcome(source.SOURCE.NAME), None
    with rounds.open_current(settings) as house:
        folder = settings.home / "locate"
        if is_download:
            with rounds.progress_bar(0, "downloading", "B") as bar:
                path = download_newest(house.http, folder, date.fromisoformat(house.now()[:10]), bar)
        wanted = read_wanted(house.store.db)
        finds = read_addresses(house.store.db, wanted)
        pipeline.archive_snapshot(house, make_snapshot(finds, "addresses", None, house.now()), outcome)
        if path is not None:
            with rounds.progress_bar(path.stat().st_size, "reading", "B") as bar:
                found, rows = read_bulk_dockets(path, wanted, folder, bar)
            dumped = _DAY.search(path.name)
            snapshot = make_snapshot(found, "bulk", dumped[0] if dumped else None, house.now())
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
