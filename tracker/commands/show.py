"""The commands that print the reading of a file (show, opinion), and the contents of the record (record,
coverage)."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click

from db.held_acts import read_held_acts
from db.schema import read_docket
from docket.issues import Issue, ParseError, find_unmapped
from docket.lists import Comparison, Result, compare, load_lists, load_refusals, read_list
from docket.opinions.reading import read_opinion
from scrapers.documents.opinion_files import read_file
from scrapers.source import load_sources
from tracker import pipeline
from tracker.commands.output import check_court, need_docket, print_json, print_lines, print_result
from tracker.importing import read_bytes
from tracker.reading.page_reader import recognize
from tracker.record import count_record
from tracker.settings import Settings

_MOST_NAMED = 20  # rows named behind a figure; the rest are counted


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--court", "court_id", metavar="ID", help="The court, for a page that does not name it.")
@click.pass_obj
def show(settings: Settings, file: Path, court_id: str | None) -> None:
    """Print the records and issues that `import` would read in a saved page. Nothing is stored.

    \b
      python -m tracker show tests/fixtures/pacer_docket/district_ordinary.html
    """
    check_court(court_id)
    known = load_sources()
    snapshot = recognize(known, file.name, read_bytes(file), court_id, pipeline.now())
    for thing in known[snapshot.source].parse(snapshot):
        click.echo(thing)
        for issue in () if isinstance(thing, Issue) else find_unmapped(thing):
            click.echo(issue)


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
def opinion(path: Path) -> None:
    """Print what is read in one opinion or order (a PDF, a web page or text) as JSON.

    The JSON has court_id, docket_numbers, date_filed, caption, author, precedential, disposition, pages,
    parts (each with its paragraphs and the page of each), footnotes, passages, citations (each with name,
    cite, parallel, year, court_id, pin, sentence; edge says quoted or cited, treatment what the court says of
    the decision outright). A value that the file does not give is null. Nothing is stored; `import` does
    that.

    Exit status: 0 if it was read, 1 if not (it is broken, is no opinion, or has only pictures without text:
    then the content of the filing stamp is printed, and an issue).

    \b
    Example:
      python -m tracker opinion 17-17351.pdf
    """
    if not path.exists():
        raise click.ClickException(f"{path}: there is no such file")
    if path.is_dir():
        raise click.ClickException(f"{path}: a folder; give one file")
    file = read_file(read_bytes(path), path.name)
    reading = read_opinion(file)
    if reading.parts and not (
        reading.court_id or reading.docket_numbers or reading.caption or reading.citations
    ):
        raise click.ClickException(
            f"{path.name}: no opinion: no court, docket number, caption or cited decision stands in it"
        )
    is_page = path.suffix.casefold() == ".pdf" and file.kind != "pdf"
    if is_page and (reading.court_id is None or not reading.parts):
        raise click.ClickException(
            f"{path.name}: its name says PDF, but it is a web page without an opinion; save the document itself"
        )
    print_json(reading.as_dict())
    print_lines((f"{path.name}: {text}" for _, text in reading.issues), err=True)
    sys.exit(not reading.parts)


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
    need_docket(settings)
    with closing(read_docket(settings.docket_path)) as conn:
        counts = count_record(conn)
    if as_json:
        click.echo(json.dumps(counts, ensure_ascii=False))
        return
    for name, value in counts.items():
        print_lines(_format_figure(name.replace("_", " "), value))


def _format_figure(name: str, value: int | dict | list) -> Iterator[str]:
    """Yield the lines for one figure: a number, its parts, or the length of a list and its first rows."""
    if isinstance(value, dict):
        yield f"{name}:"
        yield from (f"  {part}: {number:,}" for part, number in value.items())
    elif isinstance(value, list):
        yield f"{name}: {len(value):,}"
        yield from (f"  {row}" for row in value[:_MOST_NAMED])
        if len(value) > _MOST_NAMED:
            yield f"  and {len(value) - _MOST_NAMED:,} more"
    else:
        yield f"{name}: {value:,}"


@click.command()
@click.argument(
    "path", metavar="[LIST.CSV]", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print every decision of the list as JSON.")
@click.pass_obj
def coverage(settings: Settings, path: Path | None, as_json: bool) -> None:
    """Compare the record with a list of decisions or, without one, with the lists that /coverage shows.

    The list is a CSV file with the columns court, name, and number or citation; date and id if it has them.
    Exits with 1 if a decision is missing that docket/data/lists/refused.csv does not refuse.

    \b
    Example:
      python -m tracker coverage appellate.csv
    """
    need_docket(settings)
    try:
        lists = (
            [(path.stem, read_list(path.read_bytes(), path.name))]
            if path
            else [(published.list_id, published.rows) for published in load_lists()]
        )
    except ParseError as error:
        raise click.BadParameter(str(error), param_hint="LIST.CSV") from None
    with closing(read_docket(settings.docket_path)) as conn:
        held = read_held_acts(conn)
    comparisons = {list_id: compare(rows, held, load_refusals(list_id)) for list_id, rows in lists}
    print_result(
        as_json,
        {list_id: _as_dict(comparison) for list_id, comparison in comparisons.items()},
        (
            line
            for list_id, comparison in comparisons.items()
            for line in _format_comparison(list_id, comparison)
        ),
    )
    sys.exit(any(comparison.of(Result.MISSING) for comparison in comparisons.values()))


def _format_comparison(list_id: str, comparison: Comparison) -> Iterator[str]:
    counts = ", ".join(f"{len(comparison.of(result))} {result.value}" for result in Result)
    yield f"{list_id}: {comparison.row_count} rows, {len(comparison.decisions)} decisions: {counts}"
    if comparison.interval:
        low, high = comparison.interval
        yield f"  recall {comparison.recall:.3f} ({low:.3f} to {high:.3f})"
    for decision in comparison.decisions:
        if decision.note or decision.result is not Result.HELD:
            row = decision.rows[0]
            day = row.day.isoformat() if row.day else None
            name = " ".join(filter(None, (row.court_id, row.number, day, row.citation, row.name)))
            yield f"  {decision.result.value}: {name}{f': {decision.note}' if decision.note else ''}"


def _as_dict(comparison: Comparison) -> dict:
    return {
        "rows": comparison.row_count,
        "decisions": [
            {
                "rows": [row.row_id for row in decision.rows],
                "court_id": decision.rows[0].court_id,
                "name": decision.rows[0].name,
                "result": decision.result.value,
                "by": decision.by,
                "note": decision.note,
                "docket_id": decision.held and decision.held.docket_id,
                "ruling_id": decision.held and decision.held.ruling_id,
            }
            for decision in comparison.decisions
        ],
        **{result.value: len(comparison.of(result)) for result in Result},
        "recall": comparison.recall,
        "interval": comparison.interval,
    }
