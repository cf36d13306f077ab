"""Explains failures that the user or the machine caused: one clear line each, never a traceback.

Any other exception is a bug of ours and ends in a traceback, to be reported.
"""

import errno
import sqlite3
from contextlib import suppress

import click

from db.seals import Doubt
from docket.issues import ParseError
from scrapers.source import FetchError
from tracker.home import HomeError
from tracker.settings import SettingError, load_settings

_DATABASE = {
    "file is not a database": "is not a database, or is damaged; move it away, or put your copy of it back",
    "malformed": "is damaged; put your copy of it back (`python -m tracker doctor` says more)",
    "disk is full": "cannot grow: the disk is full; make room and run again, nothing is lost",
    "disk i/o error": "cannot be read or written (disk error, or the disk is full); see to the disk and run again",
    "readonly database": (
        "may not be written; give yourself the right to write it, or set TRACKER_HOME to another folder"
    ),
    "unable to open": "cannot be opened; see whether the folder is there and yours, or set TRACKER_HOME to another",
    "database is locked": "is in use by another program; close it and run again",
}
_NOT_OURS = (errno.EPIPE,)


class ExplainedGroup(click.Group):
    """A command group that turns the failures known here into a line on stderr and an exit code."""

    def invoke(self, context: click.Context):
        try:
            return super().invoke(context)
        except (
            ParseError,
            SettingError,
            HomeError,
            Doubt,
            FetchError,
            sqlite3.DatabaseError,
            OSError,
        ) as error:
            if (explanation := explain(error)) is None:
                raise
            message, code = explanation
            click.echo(f"Error: {message}", err=True)
            context.exit(code)


def explain(error: Exception) -> tuple[str, int] | None:
    """Return the message for the user and the exit code, or None for a bug of ours."""
    if isinstance(error, SettingError):
        return str(error), 2
    if isinstance(error, ParseError | HomeError | Doubt | FetchError):
        return str(error), 1
    if isinstance(error, sqlite3.DatabaseError):
        words = str(error).lower()
        known = next((remedy for sign, remedy in _DATABASE.items() if sign in words), None)
        return (f"{_which_database()} {known}", 1) if known else None
    if isinstance(error, OSError) and error.errno and error.errno not in _NOT_OURS:
        place = error.filename or load_settings().home
        remedy = "make room and run again" if error.errno == errno.ENOSPC else "see to it and run again"
        return f"{place}: {error.strerror}; {remedy}", 1
    return None


def _which_database() -> str:
    """Return which database file is at fault: SQLite's own messages do not say."""
    settings = load_settings()
    for path in (settings.archive_path, settings.docket_path):
        # A file that is missing, or that we may not read, is not the damaged one.
        with suppress(OSError), path.open("rb") as file:
            if file.read(16) not in (b"", b"SQLite format 3\0"):
                return str(path)
    return f"a database in {settings.home}"
