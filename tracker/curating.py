"""The commands of whoever answers for what is published: correct, review, suppress."""

import sys

import click

from db import archive
from tracker import pipeline, running
from tracker.corrections import CorrectionError, Target, add_correction, bring_corrections, check_value, find_target
from tracker.house import open_house
from tracker.looking import say_json
from tracker.settings import Settings
from tracker.takedown import TakedownError, find_subject, suppress as take_down, urls_of

_DECISIONS = {"confirm": "confirmed", "exclude": "excluded"}
_reason = click.option("--reason", required=True, help="Why, in a sentence; published beside it.")
_by = click.option("--by", "made_by", required=True, help="Who decides this; published beside it.")


def _not_blank(**values: str) -> None:
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
    _not_blank(reason=reason, by=made_by)
    with open_house(settings) as house:
        running.bring_local(house)
        try:
            target = find_target(house.store.db, table, row, field)
            check_value(table, field, value)
        except CorrectionError as error:
            raise click.UsageError(str(error)) from None
        _apply(house, target, value, reason, made_by)


def _apply(house, target: Target, value: str | None, reason: str, made_by: str) -> None:
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
@click.argument("docket_id", required=False)
@click.argument("decision", required=False, type=click.Choice(list(_DECISIONS)))
@click.option("--reason", help="Why, in a sentence; published beside it.")
@click.option("--by", "made_by", help="Who decides this; published beside it.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_obj
def review(settings: Settings, docket_id, decision, reason, made_by, as_json: bool) -> None:
    """List the dockets that nobody has decided about, or decide about one: confirm or exclude.

    Awaiting a decision are candidates (found by a rule) and imported dockets. An excluded docket is kept
    with the reason, so that it is not found again.

    \b
      python -m tracker review
      python -m tracker review cand-22-cv-01234 confirm --reason "pleads § 230(c)(1)" --by "A. Editor"
    """
    if docket_id is None:
        _list_undecided(settings, as_json)
        return
    if not (decision and reason and made_by):
        raise click.UsageError("to decide, give DOCKET_ID, confirm or exclude, --reason and --by")
    _not_blank(reason=reason, by=made_by)
    with open_house(settings) as house:
        running.bring_local(house)
        try:
            target = find_target(house.store.db, "dockets", docket_id, "selection")
        except CorrectionError as error:
            raise click.UsageError(str(error)) from None
        _apply(house, target, _DECISIONS[decision], reason, made_by)


def _list_undecided(settings: Settings, as_json: bool) -> None:
    with open_house(settings) as house:
        running.bring_local(house)
        rows = list(house.store.db.query(
            "select docket_id, selection, caption, court_id, docket_number, entry_count from dockets "
            "where selection in ('candidate', 'imported') order by selection, docket_id"))  # fmt: skip
    if as_json:
        say_json(rows)
        return
    for row in rows:
        click.echo(f"{row['docket_id']}: {row['selection']}; {row['caption'] or 'no caption'}; {row['entry_count']} entries")
    click.echo(f"{len(rows)} dockets await a decision")


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
    _not_blank(reason=reason, by=made_by)
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
    if kept := len(subject.shown_in) - len(subject.bodies):
        click.echo(f"{kept} of the files that show it are ours (docket/data): edit them, too", err=True)
