"""The commands of whoever answers for what is published: correct, suppress (and review, in reviewing.py)."""

import sys

import click

from db import archive
from tracker import pipeline, running
from tracker.corrections import CorrectionError, Target, add_correction, bring_corrections, check_value, find_target
from tracker.house import open_house
from tracker.settings import Settings
from tracker.takedown import TakedownError, find_subject, suppress as take_down, urls_of

_reason = click.option("--reason", required=True, help="Why, in a sentence; published beside it.")
_by = click.option("--by", "made_by", required=True, help="Who decides this; published beside it.")


def refuse_blank(**values: str) -> None:
    """Raise click.UsageError for an option that says nothing."""
    for name, value in values.items():
        if not value.strip():
            raise click.UsageError(f"--{name} is blank; say it in words")


@click.command()
@click.argument("table")
@click.argument("row")
@click.argument("field")
@click.argument("value", required=False)
@click.option("--unknown", is_flag=True, help="In place of a value: the field is not known.")
@_reason
@_by
@click.pass_obj
def correct(settings: Settings, table, row, field, value, unknown: bool, reason: str, made_by: str) -> None:
    """Correct one FIELD of one ROW of a TABLE. It is shown as a correction and outlives every rebuild.

    It is a line of corrections.csv in the home; take the line out to take it back.

    \b
      python -m tracker correct dockets cand-22-cv-01234 caption "Doe v. Example, Inc." \\
        --reason "the clerk's caption misspells the name" --by "A. Editor"
      python -m tracker correct hearings HEARING_ID time_local --unknown --reason "…" --by "A. Editor"
    """
    if unknown == (value is not None):
        raise click.UsageError("give either a VALUE or --unknown")
    refuse_blank(reason=reason, by=made_by)
    with open_house(settings) as house:
        running.bring_local(house)
        try:
            target = find_target(house.store.db, table, house.store.former_ids.current(row) or row, field)
            check_value(table, field, value)
        except CorrectionError as error:
            raise click.UsageError(str(error)) from None
        apply_correction(house, target, value, reason, made_by)


def apply_correction(house, target: Target, value: str | None, reason: str, made_by: str) -> None:
    """Write the correction into the file, ingest it, and say what became of the field."""
    outcome = pipeline.Outcome("corrections")
    add_correction(house, target, value, reason, made_by)
    bring_corrections(house, outcome)
    pipeline.ingest_pending(house, outcome)
    if outcome.failed:
        raise click.ClickException(outcome.errors[0])
    click.echo(f"{target.table} {target.row_id}: {target.field} was {_shown(target.old)}, is {_shown(value)}")


def _shown(value) -> str:
    return "not known" if value is None else repr(value)


@click.command()
@click.argument("scope", type=click.Choice(["docket", "entry", "party"]))
@click.argument("target", metavar="ID")
@_reason
@_by
@click.option("--purge", is_flag=True, help="Erase the archived pages that show it, too. Cannot be undone.")
@click.option("--yes", is_flag=True, help="Do not ask before a purge.")
@click.pass_obj
def suppress(settings: Settings, scope: str, target: str, reason: str, made_by: str, purge: bool, yes: bool) -> None:
    """Take the words of a docket, an entry or a party out of everything published, at once and for good.

    A row without words stays, so that readers see that something was removed. The archive keeps the page
    unless --purge erases it, with all else that the page shows.

    \b
      python -m tracker suppress entry ENTRY_ID --reason "sealed by order of 2024-03-05" --by "A. Editor"
      python -m tracker suppress party PARTY_ID --purge --reason "a minor" --by "A. Editor"
    """
    refuse_blank(reason=reason, by=made_by)
    with open_house(settings) as house:
        running.bring_local(house)
        try:
            subject = find_subject(house, scope, target)
        except TakedownError as error:
            raise click.UsageError(str(error)) from None
        if purge:
            for snapshot_id, url in urls_of(house, subject.bodies).items():
                click.echo(f"to be erased: {snapshot_id} {url}")
            if not yes and not click.confirm(f"Erase {len(subject.bodies)} archived pages for good?", err=True):
                click.echo("nothing was changed", err=True)
                sys.exit(1)
        with running.progress_bar(archive.count_after(house.archive, 0), "rebuilding") as bar:
            take_down(house, subject, reason, made_by, purge, bar)
    click.echo(f"{scope} {target} is removed from publication" + (f"; {len(subject.bodies)} archived pages erased" if purge else ""))
    if kept := subject.own_files:
        click.echo(f"{kept} of the files that show it are ours (docket/data): edit them, too", err=True)
