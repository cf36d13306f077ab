"""`export`: write a snapshot of all that is published."""

from datetime import date, datetime
from pathlib import Path

import click

from db import archive
from docket.bills import end_of_day
from docket.times import instant, parse_instant
from tracker.commands.output import need_docket, print_result
from tracker.export.snapshot import export_snapshot
from tracker.integrity import check_rows, need_archive
from tracker.owed import is_owed
from tracker.settings import Settings


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--keep",
    default=2,
    show_default=True,
    type=click.IntRange(min=1),
    help="How many snapshots to keep, the new one included.",
)
@click.option("--as-of", "as_of", help="Say what became of bills as of this instant or day, instead of now.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
@click.pass_obj
def export(settings: Settings, folder: Path, keep: int, as_of: str | None, as_json: bool) -> None:
    """Write a snapshot of everything published to FOLDER and make it the current one. The daemon may run
    meanwhile.

    It holds SQLite, Parquet and NDJSON, a dictionary and checksums. Its name is a hash of its content, so
    nothing is written if nothing changed. Replicas that serve FOLDER switch to it within a second. A
    suppression writes a new one and deletes the older ones.

    \b
      python -m tracker export /srv/exports
      python -m tracker serve --replica /srv/exports
    """
    need_docket(settings)
    need_archive(settings.archive_path)
    with archive.read_archive(settings.archive_path) as db:
        check_rows(db, settings.docket_path)
        tables_say_it, folder_says_it = is_owed(db, folder)
    if tables_say_it:
        raise click.ClickException(
            "the tables may still say what was taken down, since that was broken off; `python -m tracker run` finishes "
            "it. Nothing was exported"
        )
    done = export_snapshot(
        settings, folder, 1 if folder_says_it else keep, _read_moment(as_of) if as_of else None
    )
    print_result(
        as_json,
        {"name": done.name, "path": str(done.path), "is_new": done.is_new, "rows": done.rows},
        [
            f"{done.path}: {done.rows} rows"
            + ("" if done.is_new else "; nothing changed since the last export")
        ],
    )


def _read_moment(text: str) -> datetime:
    """Return an instant, or of a day its end in Washington. Raises click.BadParameter."""
    try:
        return (
            end_of_day(date.fromisoformat(text))
            if len(text) == 10
            else parse_instant(instant(parse_instant(text)))
        )
    except (ValueError, OverflowError):
        raise click.BadParameter(
            f"{text[:40]!r} is not a time; write an instant like 2027-01-03T17:00:00Z, or a day like 2027-01-03",
            param_hint="--as-of",
        ) from None
