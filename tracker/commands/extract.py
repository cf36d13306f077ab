"""The commands for developers: the readers of text as a filter, their accuracy, the rows they rest on, their
weights (extract, evaluate, rows, fit), and a live answer as the model for a fixture (capture)."""

import json
import re
import sys
from dataclasses import asdict
from pathlib import Path

import click

from docket.accuracy import FOLDS
from docket.issues import ParseError
from docket.scoring import Figure, wilson
from scrapers.source import Absent, FetchError, load_sources
from tracker import round as rounds
from tracker.by_hand.models import fetch_models, find_watch, save_model
from tracker.commands.output import print_lines
from tracker.measure import fit as fitting
from tracker.measure.extract import (
    EXTRACTORS,
    answer,
    as_input,
    evaluate_directory,
    load_extractor,
    save_figures,
)
from tracker.measure.row_report import TABLES, report_rows
from tracker.settings import Settings, load_settings


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

    Fields without an extractor are left out. A file whose name ends in _kept or _held_out was set apart:
    nobody looked at it while the rules were written. The texts of the labels real_… are not part of the
    project; if TRACKER_SHARED does not have them, these labels are left out.

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


_MOST_PLACES = 20  # shown for a row that decides many texts


@click.command()
@click.argument("field", type=click.Choice(tuple(TABLES)))
@click.option("--never", is_flag=True, help="Print only the rows that match no text.")
def rows(field: str, never: bool) -> None:
    """Count for each row of language the texts that it matches and decides. Reads JSON Lines as `extract`
    does.

    A row decides a text if the answer would differ without the row. A line without a phrase counts all rows
    of a tag.

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
            row = f"{use.table}.tsv:{use.line}\t{use.tag}\t{use.phrase or '(all of the tag)'}"
            click.echo(f"{row}\t{len(use.fits)}\t{len(use.decides)}\t{places}")


def _describe(name: str, figure: Figure) -> str:
    if figure.value is None:
        return f"{name:26} {figure.name:32} {figure.measure:9}      -"
    return (
        f"{name:26} {figure.name:32} {figure.measure:9} {figure.value:.3f}  [{figure.low:.3f}, "
        f"{figure.high:.3f}]  {figure.right}/{figure.total}"
    )


@click.command("fit")
@click.argument("reader", type=click.Choice(tuple(fitting.TABLES)))
@click.argument(
    "labeled", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--save", is_flag=True, help="Write the weights, and the figure that is published, into docket/."
)
def fit_(reader: str, labeled: tuple[Path, ...], save: bool) -> None:
    """Fit a reader's weights to LABELED files, and print their accuracy on texts left out.

    entry_types takes lines with text, label and courtlistener_ids; hearings, rulings, relevance and claims take the
    labeled files that `evaluate` takes.

    \b
    Examples:
      python -m tracker fit entry_types filing_categories.jsonl
      python -m tracker fit hearings tests/gold/hearings*_open*.jsonl --save
      python -m tracker fit claims tests/gold/claims*_open*.jsonl --save
    """
    try:
        rows = fitting.read_lines(labeled)
        for table in fitting.TABLES[reader]:
            model = fitting.fit(rows, table)
            low, high = wilson(model.right, model.total) or (0.0, 0.0)
            click.echo(
                f"{table.name}: {model.right} of {model.total} right ({model.right / model.total:.3f}, {low:.3f} to "
                f"{high:.3f}) in ten folds of {model.groups} dockets or texts"
            )
            if save:
                click.echo(f"weights saved in {fitting.save_weights(table.name, model.weights)}", err=True)
            if save and reader == "entry_types":
                share = model.right / model.total
                figure = Figure(reader, "category", "accuracy", share, low, high, model.right, model.total)
                save_figures([(labeled[0].stem + FOLDS, figure)])
    except ParseError as error:
        raise click.ClickException(str(error)) from None


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
    Nothing is archived. A captured page names people: write the fixture from it, and do not publish it.

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
    with rounds.open_current(settings) as house:
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
    lines = failures or ([] if saved else [f"{name} asks nothing for {case}"])
    print_lines((f"Error: {words}" for words in lines), err=True)
    sys.exit(not saved or bool(failures))
