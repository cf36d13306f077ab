"""`sweep`: § 230 in CourtListener's bulk opinions; the dockets it finds become candidates, with the words
that found them."""

import os
from pathlib import Path

import click

from tracker.commands.output import print_json
from tracker.settings import Settings
from tracker.sweep.bulk_csv import BulkFile, open_bulk
from tracker.sweep.finds import archive_finds, find_all


@click.command()
@click.argument(
    "paths",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the work lies. Default: sweep, in the home.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    show_default="one a processor",
    help="Processes on this machine.",
)
@click.option(
    "--scheduler",
    metavar="tcp://HOST:PORT",
    help="A cluster of Dask's in their place; its workers must see the folder.",
)
@click.option(
    "--only-find",
    is_flag=True,
    help="Write the finds and leave the home alone: for a machine that is not the tracker's.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_obj
def sweep(
    settings: Settings,
    paths,
    folder: Path | None,
    workers: int,
    scheduler: str | None,
    only_find: bool,
    as_json: bool,
) -> None:
    """Look for § 230 in CourtListener's bulk files: opinions, opinion-clusters and dockets, as .csv.bz2.

    Begun again it goes on where it was. What it finds is awaited by `review`; finds.ndjson, made elsewhere with
    --only-find, is brought by `import`. Several processes, or a cluster, need requirements-sweep.lock.

    \b
      python -m tracker sweep opinions-2026-03-31.csv.bz2 opinion-clusters-2026-03-31.csv.bz2 dockets-2026-03-31.csv.bz2
      python -m tracker sweep --scheduler tcp://10.0.0.1:8786 --folder /shared/sweep *.csv.bz2
    """
    folder = folder or settings.home / "sweep"
    bulk = [open_bulk(path) for path in paths]
    _check(bulk)
    target, counts = find_all(bulk, folder, workers, scheduler)
    outcome = None if only_find else archive_finds(settings, target, bulk)
    if as_json:
        print_json({"finds": str(target), **counts, "stored": outcome.stored if outcome else 0})
    else:
        click.echo(
            "{texts} texts read, {opinions} name § 230, in {dockets} dockets".format(**counts) + f": {target}"
        )
    if outcome is not None and outcome.failed:
        raise click.ClickException(outcome.errors[0])


def _check(bulk: list[BulkFile]) -> None:
    tables = {file.table for file in bulk}
    wanted = {"dockets"} | ({"clusters"} if "opinions" in tables else set())
    if missing := sorted(wanted - tables):
        raise click.UsageError(
            f"the {' and the '.join(missing)} are missing, without which no find can be placed; name that file, too"
        )
