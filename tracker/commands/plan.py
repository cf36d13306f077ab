"""The command that says what CourtListener will be asked next, and what has to wait. It takes no lock and
writes nothing."""

from collections import Counter
from datetime import UTC, datetime

import click

from db.archive import read_archive
from db.schema import read_docket
from scrapers.courtlistener.steps import Plan
from tracker import planning
from tracker.commands.output import NoDatabase, print_json
from tracker.settings import Settings

_SHOWN = 20


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the whole plan as JSON.")
@click.pass_obj
def plan(settings: Settings, as_json: bool) -> None:
    """Show what the next run will ask of CourtListener, why, and what exceeds its limits.

    A docket with a hearing within 14 days or an entry within 30 is due daily, an open one weekly, a closed
    one monthly. One search looks at up to 100 dockets. Half of the day's requests that these searches leave
    are for the first pages of new dockets, a tenth of the day's for discovery.

    \b
      python -m tracker plan
      python -m tracker plan --json
    """
    if not settings.archive_path.exists() or not settings.docket_path.exists():
        raise NoDatabase(settings)
    archive_db = read_archive(settings.archive_path)
    docket_db = read_docket(settings.docket_path)
    try:
        made = planning.read_plan(docket_db, archive_db, settings, datetime.now(UTC))
        windows = planning.last_limits(archive_db)
    finally:
        archive_db.close()
        docket_db.close()
    if as_json:
        print_json(as_dict(made, windows))
        return
    _print_plan(made, windows, settings.courtlistener_token is not None)


def _print_plan(made: Plan, windows, has_token: bool) -> None:
    limits = ", ".join(f"{most} in {_length(seconds)}" for seconds, most in windows)
    click.echo(f"limits: {limits}; room for {made.room} now, {made.kept} kept for the next day's looks")
    if not has_token:
        click.echo("COURTLISTENER_TOKEN is not set: only the searches below are tried, as a stranger")
    for step in made.steps[:_SHOWN]:
        click.echo(f"ask    {step.purpose}: {_what(step)}; {step.reason} (about {step.cost})")
    if len(made.steps) > _SHOWN:
        click.echo(f"ask    {len(made.steps) - _SHOWN} more: {_counted(made.steps[_SHOWN:])}")
    if made.left:
        click.echo(
            f"waits  {len(made.left)}, {sum(step.cost for step in made.left)} requests: {_counted(made.left)}"
        )
    for docket, over in made.late[:_SHOWN]:
        click.echo(
            f"late   {docket.docket_id}: "
            f"{'never looked at' if over == float('inf') else f'{over:.1f} days over its rhythm'}"
        )
    for docket in made.waiting[:_SHOWN]:
        lacks = "no parties yet" if docket.read_at else "no sheet yet"
        click.echo(f"new    {docket.docket_id}: filed {docket.date_filed}, {lacks}; waits for room")
    if not made.steps and not made.left:
        click.echo("nothing is due, and nothing would gain")


def _what(step) -> str:
    if step.query:
        return step.query.name
    if step.words:
        return step.words
    return step.dockets[0].docket_id if len(step.dockets) == 1 else f"{len(step.source_ids)} ids"


def _counted(steps) -> str:
    counts = Counter(step.purpose.value for step in steps)
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))


def _length(seconds: int) -> str:
    return {60: "a minute", 3600: "an hour", 86_400: "a day"}.get(seconds, f"{seconds} seconds")


def as_dict(made: Plan, windows) -> dict:
    """Return the plan as plain values; `late` in days over the rhythm, null for a docket never looked at."""
    return {
        "limits": [{"seconds": seconds, "requests": most} for seconds, most in windows],
        "room": made.room,
        "kept_for_looks": made.kept,
        "steps": [_step(step) for step in made.steps],
        "left": [_step(step) for step in made.left],
        "late": [
            {"docket_id": docket.docket_id, "days_over": None if over == float("inf") else round(over, 2)}
            for docket, over in made.late
        ],
        "new_waiting": [docket.docket_id for docket in made.waiting],
    }


def _step(step) -> dict:
    return {
        "purpose": step.purpose.value,
        "what": _what(step),
        "reason": step.reason,
        "requests": step.cost,
        "since": step.since and step.since.isoformat(),
        "dockets": [docket.docket_id for docket in step.dockets],
    }
