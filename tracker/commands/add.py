"""The commands that bring in what no source fetches: messages in the inbox, entries of dockets kept by hand,
and an invented home (demo)."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from docket.identity import normalize_docket_number
from scrapers.courtlistener.webhooks import NAME as WEBHOOKS
from scrapers.sources import by_hand
from tracker import pipeline, round as rounds
from tracker.by_hand.events import BadEvent, add_event as append_event, archive_events, check_event
from tracker.commands.output import print_lines
from tracker.demo import make_demo
from tracker.home import House, open_house
from tracker.inbox import read_waiting
from tracker.outcome import Outcome
from tracker.settings import Settings


@click.command()
@click.option(
    "--replay",
    is_flag=True,
    help="Try every archived message whose docket was unknown again, however old.",
)
@click.pass_obj
def inbox(settings: Settings, replay: bool) -> None:
    """Archive and read the messages that CourtListener sent by webhook.

    `run` and `watch` do this, too. A message stays in the inbox until it is archived; one about an unknown
    docket waits for that docket. Exits with 1 if a message could not be read (it is archived all the same).

    \b
      python -m tracker inbox
      python -m tracker inbox --replay
    """
    with open_house(settings) as house:
        turns = [turn for turn in rounds.archive_local(house, is_replay=replay) if turn.source == WEBHOOKS]
        waiting = len(list(read_waiting(house, is_replay=True)))
    lines = [f"{turn.source}: {turn.words}" for turn in turns]
    print_lines([*lines, f"waiting for a docket that is not known: {waiting}"])
    sys.exit(any(turn.is_failed for turn in turns))


@click.command("add-event")
@click.argument("court")
@click.argument("number")
@click.option("--date", "day", required=True, help="The date on the register, e.g. 2017-09-29.")
@click.option(
    "--text", required=True, help="The line as it is in the register, or a sentence that says what happened."
)
@click.option("--url", "source_url", help="The page it was read on.")
@click.option(
    "--page",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="That page as you saved it; it is archived.",
)
@click.option("--caption", help="The name of the case, for a docket that is new here.")
@click.option(
    "--hearing-kind", type=click.Choice(by_hand.KINDS), help="The line is about a hearing of this kind."
)
@click.option(
    "--hearing-action",
    type=click.Choice(by_hand.ACTIONS),
    help="What happened to the hearing, according to the line. Default: set.",
)
@click.option("--hearing-from", help="The day of the hearing, or the first possible day.")
@click.option("--hearing-to", help="The last possible day, if only a week or a month is known.")
@click.option("--hearing-time", help="The time by the courthouse clock, e.g. 09:30.")
@click.option("--hearing-place", help="Courtroom, department.")
@click.option(
    "--hearing", help="The name of the hearing (trial-1), if an earlier line or the catalog gave it one."
)
@click.option("--by", "noted_by", help="Who wrote it down.")
@click.pass_obj
def add_event(
    settings: Settings, court: str, number: str, day: str, page: Path | None, **cells: str | None
) -> None:
    """Add one entry to a docket kept by hand: docket NUMBER of COURT, a court that no source reads.

    The entry is a line of events.csv in the home; delete the line to undo it. Give --url or --page to say
    where it was read. Court ids are the first column of docket/data/courts.csv.

    \b
      python -m tracker add-event wasuperct-pierce 12-2-11362-4 --date 2017-09-29 \\
        --text "Pretrial conference held" --url https://linxonline.co.pierce.wa.us/
      python -m tracker add-event wasuperct-pierce 12-2-11362-4 --date 2017-10-02 --page saved.html \\
        --text "Trial continued" --hearing trial-1 --hearing-kind trial \\
        --hearing-action continued --hearing-from 2017-10-16
    """
    line = {"court": court, "docket_number": number, "date": day} | cells
    if line["hearing_kind"] and not line["hearing_action"]:
        line["hearing_action"] = "set"
    try:
        check_event(line, page is not None)
    except BadEvent as error:
        raise click.UsageError(str(error)) from None
    outcome = Outcome(by_hand.SOURCE.NAME)
    with rounds.open_current(settings) as house:
        if not cells["caption"] and _docket_of(house, court, number) is None:
            raise click.UsageError(
                f"no docket {number} of {court} is here yet; if the number is right, give --caption, the name of "
                "the case"
            )
        line["noted_at"] = house.now()
        number_of_line = append_event(house, line, page)
        archive_events(house, outcome)
        pipeline.ingest_pending(house, outcome)
        docket = _docket_of(house, court, number)
    if docket is None:
        raise click.ClickException(outcome.errors[0])
    print_lines(outcome.errors, err=True)  # about other lines
    click.echo(f"{by_hand.FILE}, line {number_of_line}: docket {docket[0]}, case {docket[1]}")


def _docket_of(house: House, court: str, number: str) -> tuple[str, str] | None:
    """Return (docket, case) for a number of a court, None if we do not have it."""
    return house.store.db.execute(
        "select dockets.docket_id, case_id from _refs join dockets using (docket_id) where "
        "_refs.court_id = ? and _refs.docket_number = ?",
        (court, normalize_docket_number(number, court)),
    ).fetchone()


@click.command()
@click.pass_obj
def demo(settings: Settings) -> None:
    """Make a demonstration in $TRACKER_HOME, which must be a folder of its own: `./run --demo` takes
    data-demo.

    It has the reviewed catalog and one invented suit with its appeal: entries, an edit, a hearing that was
    moved. Every page says that these are invented. They never share a home with real dockets.

    \b
      TRACKER_HOME=data-demo python -m tracker demo
      TRACKER_HOME=data-demo python -m tracker serve
    """
    outcome = make_demo(settings, datetime.now(UTC))
    click.echo(f"{settings.home}: the demonstration " + ("is made" if outcome.stored else "is there already"))
