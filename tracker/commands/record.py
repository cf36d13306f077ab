"""`record`: what the reviewed record holds, and what it lacks, in figures."""

import json
from contextlib import closing

import click

from db.schema import read_docket
from tracker.commands.output import NO_DATABASE
from tracker.record import count_record
from tracker.settings import Settings

# What is named in a list under its figure; the rest is counted.
_MOST_NAMED = 20


@click.command()
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print one JSON object that names, by id, every row behind each figure.",
)
@click.pass_obj
def record(settings: Settings, as_json: bool) -> None:
    """Show what the reviewed record holds and lacks: dockets, decisions, families, addresses to cite,
    sources, rows not taken in.

    \b
      python -m tracker record
    """
    if not settings.docket_path.exists():
        raise click.ClickException(NO_DATABASE.format(settings.home))
    with closing(read_docket(settings.docket_path)) as conn:
        counts = count_record(conn)
    if as_json:
        click.echo(json.dumps(counts, ensure_ascii=False))
        return
    for name, value in counts.items():
        for line in format_figure(name.replace("_", " "), value):
            click.echo(line)


def format_figure(name: str, value: int | dict | list) -> list[str]:
    """Return the lines that say one figure: a number, the parts of one, or how many there are and the first of them."""
    if isinstance(value, dict):
        return [f"{name}:", *(f"  {part}: {number:,}" for part, number in value.items())]
    if isinstance(value, list):
        more = len(value) - _MOST_NAMED
        return [
            f"{name}: {len(value):,}",
            *(f"  {row}" for row in value[:_MOST_NAMED]),
            *([f"  and {more:,} more"] if more > 0 else []),
        ]
    return [f"{name}: {value:,}"]
