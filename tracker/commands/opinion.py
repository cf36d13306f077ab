"""`opinion`: what is read in one file of a court, as JSON."""

import sys
from pathlib import Path

import click

from docket.issues import ParseError
from docket.opinions.reading import read_opinion
from scrapers.documents.opinion_files import read_file
from tracker.commands.output import print_json
from tracker.importing import read_bytes


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
def opinion(path: Path) -> None:
    """Print as JSON what is read in one opinion or order: a PDF, a web page or text.

    The JSON has court_id, docket_numbers, date_filed, caption, author, precedential, disposition,
    pages, parts (each with its paragraphs and the page of each), footnotes, passages, citations (each
    with name, cite, parallel, year, court_id, pin, sentence; edge says quoted or cited, treatment what
    the court says of the decision outright). What the file does not say is null. Nothing is stored; `import` does that.

    Exit status: 0 read, 1 not read (broken, no opinion, or pictures without text: then what the
    filing stamp says is printed, and an issue).

    \b
    Example:
      python -m tracker opinion 17-17351.pdf
    """
    if not path.exists():
        raise click.ClickException(f"{path}: there is no such file")
    if path.is_dir():
        raise click.ClickException(f"{path}: a folder; give one file")
    try:
        file = read_file(read_bytes(path), path.name)
    except ParseError as error:
        raise click.ClickException(str(error)) from None
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
    for _, text in reading.issues:
        click.echo(f"{path.name}: {text}", err=True)
    if not reading.parts:
        sys.exit(1)
