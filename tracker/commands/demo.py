"""`demo`: a home for show, with an invented docket, so that every page can be seen without a network."""

from datetime import UTC, datetime

import click

from tracker.demo import make_demo
from tracker.settings import Settings


@click.command()
@click.pass_obj
def demo(settings: Settings) -> None:
    """Make a demonstration in $TRACKER_HOME, which must be a folder of its own: `./run --demo` takes
    data-demo.

    It holds the reviewed catalog and one invented suit with its appeal: entries, an edit, a hearing that was
    moved. Every page says that these are invented. They never share a home with real dockets.

    \b
      TRACKER_HOME=data-demo python -m tracker demo
      TRACKER_HOME=data-demo python -m tracker serve
    """
    outcome = make_demo(settings, datetime.now(UTC))
    click.echo(f"{settings.home}: the demonstration " + ("is made" if outcome.stored else "is there already"))
