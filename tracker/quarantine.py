"""Pages that were set aside because they suddenly show too little: which, why, and that one of them is right after all."""

import logging
import sqlite3
import sys

import click

from db import archive, suspects
from tracker import pipeline, running
from tracker.curating import refuse_blank
from tracker.house import open_house
from tracker.looking import NO_DATABASE, say_json
from tracker.settings import Settings

log = logging.getLogger("tracker")


@click.command()
@click.argument("snapshot_id", required=False)
@click.argument("decision", required=False, type=click.Choice(["accept"]))
@click.option("--reason", help="Why the page is right, in a sentence; published beside it.")
@click.option("--by", "made_by", help="Who decides this; published beside it.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_obj
def quarantine(settings: Settings, snapshot_id, decision, reason, made_by, as_json: bool) -> None:
    """List the pages that are set aside, or accept one. Exits with 1 if there are any.

    A docket's page that suddenly shows nothing, or a tenth of what it showed before, is archived and not read:
    the docket keeps what it had. The next page that shows enough ends it. If the court did take the rest away,
    accept the page; the tables are then made anew.

    \b
      python -m tracker quarantine
      python -m tracker quarantine 0123456789abcdef accept --reason "the case was sealed" --by "A. Editor"
    """
    if decision is None and not (reason or made_by):
        _list(settings, snapshot_id, as_json)
        return
    if not (snapshot_id and decision and reason and made_by):
        raise click.UsageError("to decide, give SNAPSHOT_ID, accept, --reason and --by")
    refuse_blank(reason=reason, by=made_by)
    with open_house(settings) as house:
        running.bring_local(house)
        found = suspects.shrank(house.store.db, snapshot_id)
        if found is None:
            raise click.UsageError(f"no page {snapshot_id!r} is set aside; `python -m tracker quarantine` lists those that are")
        with running.progress_bar(archive.count_after(house.archive, 0), "rebuilding") as bar:
            accept(house, snapshot_id, reason, made_by, bar)
    click.echo(f"{found['url']}: accepted, {found['reason']}")


def accept(house, snapshot_id: str, reason: str, made_by: str, progress=None) -> pipeline.Outcome:
    """Record that a page is right and make the tables anew, with the page in its own place."""
    suspects.accept(house.archive, suspects.Acceptance(snapshot_id, reason, made_by, house.now()))
    log.warning("accepted the page %s, by %s: %s", snapshot_id, made_by, reason)
    house.__dict__.pop("fingerprint", None)      # it covers what was accepted
    outcome = pipeline.Outcome("rebuild")
    house.rebuild(outcome, progress)
    return outcome


def _list(settings: Settings, snapshot_id: str | None, as_json: bool) -> None:
    if not settings.docket_path.exists():
        raise click.ClickException(NO_DATABASE.format(settings.home))
    db = sqlite3.connect(f"file:{settings.docket_path.resolve()}?mode=ro", uri=True, timeout=30)
    try:
        found = [one for one in suspects.open_suspects(db) if snapshot_id in (None, one["snapshot_id"])]
    finally:
        db.close()
    if as_json:
        say_json(found)
    else:
        for one in found:
            click.echo(f"{one['snapshot_id']}: {one['url']}, {one['fetched_at']}: {one['reason']}")
        click.echo(f"{len(found)} pages are set aside")
    sys.exit(bool(found))
