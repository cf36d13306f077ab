"""The command group `alerts`: those that we send, and those that we request from CourtListener (`sync`)."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
from sqlite_utils import Database

from db import archive, outbox
from db.merge.precedence import digest
from db.schema import read_docket
from docket.times import instant
from scrapers.courtlistener.client import Client
from tracker import planning, round as rounds
from tracker.alerts import messages, queue
from tracker.alerts.channels.email import write_text
from tracker.alerts.config import Alerts, is_readable_by_others, load_alerts
from tracker.alerts.courtlistener import rank_dockets, sync_alerts
from tracker.alerts.matching import Matcher
from tracker.alerts.preview import write_page
from tracker.commands.output import NO_DATABASE, print_lines, print_result
from tracker.home import open_house
from tracker.settings import Settings

_FREE = 5  # docket alerts of a free account


@click.group()
def alerts() -> None:
    """Send alerts as alerts.toml in the home says, and subscribe to alerts at CourtListener.

    `watch` automatically sends what changed. docs/alerts.md shows how to write alerts.toml.

    \b
      python -m tracker alerts test
      python -m tracker alerts preview
      python -m tracker alerts sync --dry-run
    """


@alerts.command()
@click.option(
    "--most",
    default=_FREE,
    show_default=True,
    type=click.IntRange(min=0),
    help="How many docket alerts the account may have in all.",
)
@click.option("--dry-run", "is_dry", is_flag=True, help="Only print what would be subscribed to.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def sync(settings: Settings, most: int, is_dry: bool, as_json: bool) -> None:
    """Subscribe watched dockets to CourtListener's docket alerts, as many as the account may have.

    Dockets with a hearing soon come first, then those with recent news. Those that do not fit are named.
    Needs COURTLISTENER_TOKEN; the messages go to the address described in docs/webhooks.md.

    \b
      python -m tracker alerts sync --dry-run
      python -m tracker alerts sync --most 15
    """
    if not settings.courtlistener_token:
        raise click.UsageError("COURTLISTENER_TOKEN is not set: alerts belong to an account")
    with rounds.open_current(settings) as house:
        now = house.clock()
        ranked = rank_dockets(
            planning.read_watched(house.store.db, planning.last_looks(house.archive), now), now.date()
        )
        client = Client(house.http, planning.SOURCE)
        client.ask_usage()
        done = sync_alerts(client, house.http, ranked, most, is_dry)
    print_result(as_json, vars(done), done.lines(most, is_dry))
    print_lines((f"Error: {error}" for error in done.errors), err=True)
    sys.exit(bool(done.errors))


def _load(settings: Settings) -> Alerts:
    configuration = load_alerts(settings.alerts_path)
    if configuration is None:
        raise click.ClickException(
            f"{settings.alerts_path} is not there; docs/alerts.md shows how to write it"
        )
    if is_readable_by_others(settings.alerts_path):
        click.echo(
            f"Warning: others on this machine can read the passwords in {settings.alerts_path}; chmod 600 it.",
            err=True,
        )
    return configuration


@contextmanager
def _reading(settings: Settings) -> Iterator[Any]:
    """Yield a house for reading only: both databases, the settings, a clock, but no lock."""
    if not (settings.docket_path.exists() and settings.archive_path.exists()):
        raise click.ClickException(NO_DATABASE.format(settings.home))
    with (
        archive.read_archive(settings.archive_path) as ledger,
        Database(read_docket(settings.docket_path)) as docket,
    ):
        yield SimpleNamespace(
            archive=ledger,
            store=SimpleNamespace(db=docket),
            settings=settings,
            now=lambda: instant(datetime.now(UTC)),
        )


@alerts.command()
@click.argument("places", nargs=-1, metavar="[PLACE]...")
@click.pass_obj
def test(settings: Settings, places) -> None:
    """Send a test message to the named places, or to all. Exits with 1 if one refused it.

    \b
      python -m tracker alerts test
      python -m tracker alerts test desk
    """
    configuration = _load(settings)
    known = configuration.places
    if unknown := [name for name in places if name not in known]:
        raise click.BadParameter(
            f"there is no [place.{unknown[0]}] in {settings.alerts_path}", param_hint="PLACE"
        )
    is_bad = False
    for name in places or known:
        at = datetime.now(UTC)
        letter = messages.Letter(
            digest("test", name, at.isoformat()), "test", (), instant(at), settings.site_url, settings.contact
        )
        answer = queue.deliver(configuration, known[name], letter, at)
        click.echo(
            f"{name}: {'taken' if answer.is_sent else f'not taken: {answer.error}'} ({known[name].kind})"
        )
        is_bad |= not answer.is_sent
    sys.exit(is_bad)


@alerts.command()
@click.argument("names", nargs=-1, metavar="[SUBSCRIPTION]...")
@click.option(
    "--last",
    default=500,
    show_default=True,
    type=click.IntRange(1, 100_000),
    help="How many of the latest published changes to look at.",
)
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a web page that shows each form in which messages are sent.",
)
@click.pass_obj
def preview(settings: Settings, names, last: int, page: Path | None) -> None:
    """Print which of the latest changes the named subscriptions, or all, would have been sent. Nothing is
    sent.

    \b
      python -m tracker alerts preview
      python -m tracker alerts preview fields --last 5000
      python -m tracker alerts preview --html preview.html
    """
    configuration = _load(settings)
    known = {subscription.name: subscription for subscription in configuration.subscriptions}
    if unknown := [name for name in names if name not in known]:
        raise click.BadParameter(
            f"there is no subscription {unknown[0]!r} in {settings.alerts_path}", param_hint="SUBSCRIPTION"
        )
    if not settings.site_url:
        click.echo("Warning: TRACKER_SITE_URL is not set, so no alert has a link to a page.", err=True)
    with _reading(settings) as house:
        matcher = Matcher(house.store.db, house.archive, configuration.subscriptions)
        unknown = matcher.unknown_names(house.store.db)
        print_lines((f"Warning: {words} is here (yet)." for words in unknown), err=True)
        letters = [queue.preview(house, known[name], last) for name in names or known]
    shown = []
    for letter in letters:
        subscription = known[letter.subscription]
        where = f"to {', '.join(subscription.to)}, {subscription.when}"
        shown.append((letter, f"{where}: {len(letter.news)} of the last {last} changes"))
    if page:
        page.write_text(write_page(shown), encoding="utf-8")
        click.echo(f"{page}: {len(shown)} subscriptions")
        return
    for letter, words in shown:
        click.echo(f"=== {letter.subscription}, {words}")
        if letter.news:
            click.echo(f"{messages.heading(letter)}\n\n{write_text(letter)}")


@alerts.command()
@click.pass_obj
def send(settings: Settings) -> None:
    """Send what is due now: for machines without a daemon, after `run`. Exits with 1 if a place refused a message.

    \b
      python -m tracker run --due; python -m tracker alerts send
    """
    _load(settings)
    with open_house(settings) as house:
        done = queue.go_round(house)
    click.echo(f"alerts: {done}")
    sys.exit(bool(done.failed or done.dead))


@alerts.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def dead(settings: Settings, as_json: bool) -> None:
    """List the messages that were given up, and count the others. Exits with 1 if there are any.

    \b
      python -m tracker alerts dead
    """
    with _reading(settings) as house:
        messages, counts = outbox.dead_messages(house.archive), outbox.counts(house.archive)
    lines = [
        f"{row['message_id']}: {row['changes']} changes to {row['place']} ({row['subscription']}), "
        f"{row['attempts']} attempts, given up {row['ended_at']}: {row['error']}"
        for row in messages
    ]
    summary = (
        "{dead} given up, {waiting} waiting, {sent} sent, {dropped} dropped; {queued} changes wait for a digest; "
        "{in_doubt} attempts were repeated because their end was not known"
    )
    print_result(as_json, {"messages": messages, "counts": counts}, [*lines, summary.format(**counts)])
    sys.exit(bool(messages))


@alerts.command()
@click.argument("message_ids", nargs=-1, metavar="[MESSAGE]...")
@click.option("--place", help="All that were given up for this place.")
@click.option("--all", "is_all", is_flag=True, help="All that were given up.")
@click.pass_obj
def replay(settings: Settings, message_ids, place: str | None, is_all: bool) -> None:
    """Queue messages again that were given up. `watch` or `alerts send` then sends them under their old ids.

    \b
      python -m tracker alerts replay --place newsroom
      python -m tracker alerts replay 4f0c9a1be2d37755
    """
    if sum(map(bool, (message_ids, place, is_all))) != 1:
        raise click.UsageError("Say --all, or the ids of messages as `alerts dead` lists them, or --place.")
    with open_house(settings) as house:
        given_up = [
            message
            for message in outbox.dead_messages(house.archive)
            if is_all or message["message_id"] in message_ids or message["place"] == place
        ]
        if unknown := set(message_ids) - {message["message_id"] for message in given_up}:
            raise click.BadParameter(f"no message {min(unknown)!r} was given up", param_hint="MESSAGE")
        if place and not given_up and place not in outbox.closed_places(house.archive):
            raise click.BadParameter(
                f"nothing was given up for {place!r}; `python -m tracker alerts dead` lists what was",
                param_hint="--place",
            )
        outbox.revive(house.archive, given_up, house.now())
        if place:
            outbox.open_place(house.archive, place)
    click.echo(f"{len(given_up)} messages are due again")
