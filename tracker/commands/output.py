"""What several commands print: JSON, and that there is no database yet."""

import json

import click

from docket.courts import get_court
from docket.issues import ParseError
from tracker.settings import Settings

NO_DATABASE = "there is no database in {} yet; make it with `python -m tracker run`"


class NoDatabase(click.ClickException):
    """There is no database to be shown. Exit code 2, as where a command was given wrongly: most likely the home is not
    the one that is meant."""

    exit_code = 2

    def __init__(self, settings: Settings) -> None:
        super().__init__(NO_DATABASE.format(settings.home))


def check_court(court_id: str | None) -> None:
    """Raise click.BadParameter for an option --court that names no court."""
    if court_id is not None:
        try:
            get_court(court_id)
        except ParseError as error:
            raise click.BadParameter(str(error), param_hint="--court") from None


def need_database(settings: Settings) -> None:
    """Raise click.ClickException where the home holds nothing to decide about: most likely it is not the one meant."""
    if not settings.archive_path.exists():
        raise click.ClickException(
            f"{NO_DATABASE.format(settings.home)}, or set TRACKER_HOME to the home that is meant"
        )


def print_json(value) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
