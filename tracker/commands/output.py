"""Output that several commands share: JSON or lines, and the message that there is no database yet."""

import json
from collections.abc import Iterable

import click

from docket.courts import get_court
from docket.issues import ParseError
from tracker.settings import Settings

NO_DATABASE = "there is no database in {} yet; make it with `python -m tracker run`"


class NoDatabase(click.ClickException):
    """There is no database to show. Exit code 2, as for a wrong command: most likely another home was
    meant."""

    exit_code = 2

    def __init__(self, settings: Settings) -> None:
        super().__init__(NO_DATABASE.format(settings.home))


def check_court(court_id: str | None) -> None:
    """Raise click.BadParameter if the option --court names no known court."""
    if court_id is not None:
        try:
            get_court(court_id)
        except ParseError as error:
            raise click.BadParameter(str(error), param_hint="--court") from None


def need_docket(settings: Settings) -> None:
    """Raise click.ClickException if there is no docket database to read."""
    if not settings.docket_path.exists():
        raise click.ClickException(NO_DATABASE.format(settings.home))


def need_database(settings: Settings) -> None:
    """Raise click.ClickException if the home is empty, so that there is nothing to decide about: most likely
    another home was meant."""
    if not settings.archive_path.exists():
        raise click.ClickException(
            f"{NO_DATABASE.format(settings.home)}, or set TRACKER_HOME to the right home"
        )


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_result(as_json: bool, value: object, lines: Iterable[str]) -> None:
    """Print `value` as JSON, or else `lines`."""
    if as_json:
        print_json(value)
    else:
        print_lines(lines)


def print_lines(lines: Iterable[str], err: bool = False) -> None:
    for line in lines:
        click.echo(line, err=err)
