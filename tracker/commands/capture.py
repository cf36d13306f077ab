"""`capture`: one live answer of a source, saved as the model for a fixture."""

import re
import sys

import click

from scrapers.source import Absent, FetchError, load_sources
from tracker import round as rounds
from tracker.by_hand.models import fetch_models, find_watch, save_model
from tracker.home import open_house
from tracker.settings import Settings


@click.command()
@click.argument("name", metavar="SOURCE")
@click.argument("case")
@click.option(
    "--most",
    default=10,
    show_default=True,
    type=click.IntRange(1, 100),
    help="Save at most this many answers.",
)
@click.pass_obj
def capture(settings: Settings, name: str, case: str, most: int) -> None:
    """Ask a SOURCE once for a CASE (a docket, case or bill id) and save its answers as models for fixtures.

    They are saved under captures/ in the home, stripped of credentials, cookies, receipts and e-mail addresses.
    Nothing is archived. A captured page names people: write the fixture after it, and do not publish it.

    \b
      python -m tracker capture scotus scotus-21-1333
      python -m tracker capture congress 115-s-1693
    """
    sources = {known: source for known, source in load_sources().items() if source.NETWORK}
    if name not in sources:
        raise click.BadParameter(
            f"{name} is not fetched; sources are {', '.join(sources)}", param_hint="SOURCE"
        )
    failures, saved = [], 0
    with open_house(settings) as house:
        rounds.archive_local(house)
        if (watch := find_watch(house, sources[name], case)) is None:
            raise click.UsageError(
                f"no docket, case or bill {case!r}; their ids are in the tables dockets, cases and bills"
            )
        folder = settings.captures_path / name / re.sub(r"[^\w.-]+", "-", case)
        try:
            for thing in fetch_models(house, sources[name], watch, most):
                if isinstance(thing, FetchError):
                    failures.append(str(thing))
                elif isinstance(thing, Absent):
                    failures.append(f"{thing.url}: {thing.words or 'the server has nothing there'}")
                else:
                    saved += 1
                    click.echo(save_model(folder, saved, thing))
        except FetchError as error:
            failures.append(str(error))
    for failure in failures:
        click.echo(f"Error: {failure}", err=True)
    if not saved and not failures:
        click.echo(f"Error: {name} asks nothing for {case}", err=True)
    sys.exit(not saved or bool(failures))
