"""Generates docs/reference.md from the code: every command, setting, source and published table.

`python -m tracker.reference` rewrites the page; a test checks that it matches the code. Its text comes from
`--help`, `tracker/setting_list.py`, the first lines of the sources and the register of columns (db/columns).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from db.schema import TABLES
from db.views import VIEWS
from scrapers.source import Source, load_sources
from tracker.__main__ import cli
from tracker.setting_list import SETTINGS

PAGE = Path(__file__).parents[1] / "docs" / "reference.md"
# Every command once, by purpose.
GROUPS = {
    "Run": ("run", "watch", "serve", "status", "doctor", "sources", "plan"),
    "Bring in": ("import", "add-event", "inbox", "locate", "sweep bulk", "sweep caselaw"),
    "Decide": ("review", "correct", "quarantine", "suppress", "proof"),
    "Keep and hand on": ("backup", "restore", "rebuild", "verify", "export", "mcp"),
    "Alerts": tuple(f"alerts {word}" for word in ("test", "preview", "send", "dead", "replay", "sync")),
    "Look": ("demo", "show", "opinion", "record", "coverage"),
    "Develop": ("capture", "extract", "evaluate", "rows", "fit"),
}
# Pages that say more than `--help`.
_GUIDES = {
    "add-event": "sources/by_hand.md",
    "alerts sync": "webhooks.md",
    "alerts test": "alerts.md",
    "backup": "operate.md#backup",
    "coverage": "../CONTRIBUTING.md#a-list-of-decisions",
    "demo": "sources/demo.md",
    "export": "scale.md#exports",
    "inbox": "webhooks.md",
    "locate": "sources/locate.md",
    "proof": "operate.md#taking-something-down",
    "quarantine": "operate.md#a-page-that-is-set-aside",
    "restore": "operate.md#backup",
    "rows": "../CONTRIBUTING.md#a-phrase",
    "suppress": "operate.md#taking-something-down",
    "sweep bulk": "scale.md#the-sweep",
    "sweep caselaw": "scale.md#the-sweep",
}
_HEAD = """# Reference

Made from the code by `python -m tracker.reference`; do not edit it by hand.
[Commands](#commands) · [Settings](#settings) · [Sources](#sources) · [Tables](#tables)

## Commands

Each is called as `.venv/bin/python -m tracker COMMAND`. `COMMAND --help` explains its options and has examples.

Exit status:

- 0: done. `./run --once` is done once the database is built, even if no court could be reached.
- 1: a source failed, a file was refused, or something is late or wrong.
- 2: a wrong command or setting; for `status`, also that there is no database yet.
"""
_SETTINGS = """## Settings

Environment variables. `python -m tracker doctor` names those that begin with `TRACKER_` and mean nothing.
"""
_SOURCES = """## Sources

`watch` and `run --due` keep to the rhythm. Each source has a page on what it gives and lacks, its terms and its quirks.
"""
_TABLES = """## Tables

They are in `docket.db`, at `/docket` and in exports. `/api/v1/dictionary.json` describes every column.
"""


def make_reference() -> str:
    """Return the page, in Markdown."""
    parts = [_HEAD]
    for title, names in GROUPS.items():
        rows = [
            (_command_cell(name), _first_paragraph(find_command(name).help or ""), _options(name))
            for name in names
        ]
        parts += [f"### {title}\n", _table(("command", "does", "options"), rows)]
    parts += [
        _SETTINGS,
        _table(("variable", "meaning", "default"), [(f"`{s.name}`", *s[1:]) for s in SETTINGS]),
    ]
    sources = [
        (f"[`{source.NAME}`](sources/{source.NAME}.md)", _first_paragraph(source.about), _rhythm(source))
        for source in load_sources().values()
    ]
    parts += [_SOURCES, _table(("source", "reads", "rhythm"), sources)]
    tables = [(f"`{table.name}`", table.words) for table in TABLES if table.is_published]
    views = [(f"`{view.name}`", view.words) for view in VIEWS.values()]
    parts += [_TABLES, _table(("table", "holds"), tables), _table(("view", "shows"), views)]
    return "\n".join(parts)


def all_commands(group: click.Group = cli, path: str = "") -> Iterator[str]:
    """Yield every command except the groups, a subcommand with the name of its group before it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from all_commands(command, f"{path}{name} ")
        else:
            yield f"{path}{name}"


def find_command(path: str) -> click.Command:
    """Return the command with this name, as `all_commands` yields it. Raises KeyError if there is none."""
    command: click.Command = cli
    for name in path.split():
        assert isinstance(command, click.Group)
        command = command.commands[name]
    return command


def _command_cell(name: str) -> str:
    arguments = [
        parameter.make_metavar(click.Context(find_command(name)))
        for parameter in find_command(name).params
        if isinstance(parameter, click.Argument)
    ]
    words = " ".join([name, *arguments])
    guide = _GUIDES.get(name)
    return f"`{words}`" + (f" ([guide]({guide}))" if guide else "")


def _first_paragraph(words: str) -> str:
    return " ".join(words.strip().split("\n\n")[0].split())


def _options(name: str) -> str:
    options = [option for option in find_command(name).params if isinstance(option, click.Option)]
    return ", ".join(f"`{option.opts[0]}`" for option in options)


def _rhythm(source: Source) -> str:
    names = {20: "every 20 minutes", 60: "hourly", 1440: "daily", 10_080: "weekly"}
    if source.EVERY_MINUTES is None:
        return "when its file changes" if source.IS_OWN else "as its pages come"
    off_hours = (
        f", {names[source.OFF_HOURS_MINUTES]} while no court is open" if source.OFF_HOURS_MINUTES else ""
    )
    return names[source.EVERY_MINUTES] + off_hours


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table; vertical lines, which would end a cell, are escaped."""
    lines = [head, ("---",) * len(head), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(make_reference(), encoding="utf-8")
