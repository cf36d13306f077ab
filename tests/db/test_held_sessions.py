"""What functions of `db` and of the server answer that no page shows, call by call: tests/fixtures/held/sessions."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from doctest import DocTestParser
from io import StringIO

import pytest

from db import seals
from tests.worlds.held import HELD, compare, list_held


def _show(value: object) -> None:
    """Print what a call returns: of rows one a line, of a mapping one key a line, and nothing for None."""
    if isinstance(value, Mapping):
        value = [f"{key}: {value[key]!r}" for key in value]
    elif isinstance(value, set | frozenset):
        value = sorted(value)
    elif not isinstance(value, list | Iterator):
        value = [] if value is None else [value]
    for row in value:
        print(row if row and isinstance(row, str) else repr(row))


def replay(session: str) -> Iterator[str]:
    """Yield a session of Python with what its calls print now, or the error that they raise."""
    names: dict[str, object] = {}
    for example in DocTestParser().parse(session):
        if isinstance(example, str):
            yield example
            continue
        with redirect_stdout(StringIO()) as printed:
            try:
                exec(compile(example.source, "<session>", "single"), names)
            except (seals.Doubt, ValueError) as error:
                print(f"{type(error).__name__}: {error}")
        yield ">>> " + "\n... ".join(example.source.splitlines()) + "\n" + printed.getvalue()


@pytest.mark.parametrize("name", list_held("sessions"))
def test_a_session_goes_as_it_is_held(name, accept, monkeypatch):
    monkeypatch.setattr(sys, "displayhook", _show)
    compare(name, "".join(replay((HELD / name).read_text("utf-8"))), accept)
