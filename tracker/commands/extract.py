"""`extract`, `evaluate` and `rows`: the reading of text as a filter, how right it is, and on which rows it rests."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from docket.issues import ParseError
from docket.scoring import Figure
from tracker.measure.extract import (
    EXTRACTORS,
    answer,
    as_input,
    evaluate_directory,
    load_extractor,
    save_figures,
)
from tracker.measure.row_report import TABLES, report_rows
from tracker.settings import load_settings


@click.command()
@click.argument("field", type=click.Choice(tuple(EXTRACTORS)))
def extract(field: str) -> None:
    """Read JSON Lines on standard input and write a line of answers for each.

    \b
    A line for hearings, rulings, claims, relevance: {"id", "court_id", "date_filed", "text"};
                         for rulings the entry's own "number" too, if it has one
    A line for parties:  {"id", "court_id", "raw", "raw_type", "extra_info"}, or one side of a
                         caption with "side": "first" or "second" in place of "raw_type"
    A line for families: an entry as for hearings, or a docket's header: {"id", "court_id",
                         "docket_number", "appeal_from", "originating_court_id",
                         "originating_docket_number", "caption", "details": [[name, value], ...]}
    A line for entry_types: {"id", "text"}; the answer has the entry's event_types and its category
    A line for redaction: {"text"}; the answer is {"id", "text"}, the text as it is published

    \b
    Example:
      echo '{"id": 1, "court_id": "cand", "date_filed": "2024-01-02",
             "text": "Motion Hearing set for 2/1/2024 02:00 PM."}' | python -m tracker extract hearings
    """
    extractor, bad = load_extractor(field), 0
    for line in sys.stdin.buffer:
        reply = answer(field, extractor, line)
        bad += "error" in reply
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()
    if bad:
        click.echo(f'{bad} line(s) could not be answered; each has an "error" in the output', err=True)
        sys.exit(1)


@click.command()
@click.argument("directories", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object for each figure instead of a table."
)
@click.option(
    "--save",
    is_flag=True,
    help="Write the figures to docket/data/accuracy.csv, from which they are published.",
)
def evaluate(directories: tuple[Path, ...], as_json: bool, save: bool) -> None:
    """Score the extractors against the labeled files (FIELD*.jsonl, real_FIELD*.jsonl) of each directory.

    Fields without an extractor are left out. A file whose name ends in _kept or _held_out was kept apart:
    nobody looked at it while the rules were written. The texts of the labels real_… are no part of the
    project; where TRACKER_SHARED does not have them, these labels are left out.

    \b
    Example:
      python -m tracker evaluate tests/gold
    """
    shared = load_settings().shared
    try:
        figures = [pair for directory in directories for pair in evaluate_directory(directory, shared)]
    except ParseError as error:
        raise click.ClickException(str(error)) from None
    for name, figure in figures:
        click.echo(json.dumps({"file": name, **asdict(figure)}) if as_json else _describe(name, figure))
    if save:
        path = save_figures(figures)
        click.echo(f"{len(figures)} figures saved in {path}", err=True)


_MOST_PLACES = 20  # of a row that decides many texts


@click.command()
@click.argument("field", type=click.Choice(tuple(TABLES)))
@click.option("--never", is_flag=True, help="Print only the rows that match no text.")
def rows(field: str, never: bool) -> None:
    """Count for each row of language the texts that it matches and decides. Reads JSON Lines as `extract`
    does.

    A row decides a text if the answer would differ without it. A line without a phrase counts all rows of a
    tag.

    \b
    Example:
      python -m tracker rows hearings < tests/gold/hearings_open.jsonl
    """
    records = [as_input(json.loads(line)) for line in sys.stdin if line.strip()]
    try:
        used = report_rows(field, load_extractor(field), records)
    except ParseError as error:
        raise click.ClickException(str(error)) from None
    for use in used:
        if not never or not use.fits:
            places = " ".join(map(str, use.decides[:_MOST_PLACES]))
            what = f"{use.table}.tsv:{use.line}\t{use.tag}\t{use.phrase or '(all of the tag)'}"
            click.echo(f"{what}\t{len(use.fits)}\t{len(use.decides)}\t{places}")


def _describe(name: str, figure: Figure) -> str:
    if figure.value is None:
        return f"{name:26} {figure.name:32} {figure.measure:9}      -"
    return (
        f"{name:26} {figure.name:32} {figure.measure:9} {figure.value:.3f}  [{figure.low:.3f}, "
        f"{figure.high:.3f}]  {figure.right}/{figure.total}"
    )
