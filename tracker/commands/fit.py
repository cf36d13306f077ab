"""`fit`: the weights of a reader, fitted anew."""

from pathlib import Path

import click

from docket.accuracy import FOLDS
from docket.issues import ParseError
from docket.scoring import Figure, wilson
from tracker.measure.extract import save_figures
from tracker.measure.fit import TABLES, fit, read_lines, save_weights


@click.command("fit")
@click.argument("reader", type=click.Choice(tuple(TABLES)))
@click.argument(
    "labeled", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--save", is_flag=True, help="Write the weights, and the figure that is published, into docket/."
)
def fit_(reader: str, labeled: tuple[Path, ...], save: bool) -> None:
    """Fit a reader's weights to LABELED files, and print how right they are on texts left out.

    entry_types takes lines with text, label and courtlistener_ids; hearings, rulings, relevance and claims take the
    labeled files that `evaluate` takes.

    \b
    Examples:
      python -m tracker fit entry_types filing_categories.jsonl
      python -m tracker fit hearings tests/gold/hearings*_open*.jsonl --save
      python -m tracker fit claims tests/gold/claims*_open*.jsonl --save
    """
    try:
        rows = read_lines(labeled)
        for table in TABLES[reader]:
            model = fit(rows, table)
            low, high = wilson(model.right, model.total) or (0.0, 0.0)
            click.echo(
                f"{table.name}: {model.right} of {model.total} right ({model.right / model.total:.3f}, {low:.3f} to "
                f"{high:.3f}) in ten folds of {model.groups} dockets or texts"
            )
            if save:
                click.echo(f"weights saved in {save_weights(table.name, model.weights)}", err=True)
            if save and reader == "entry_types":
                share = model.right / model.total
                figure = Figure(reader, "category", "accuracy", share, low, high, model.right, model.total)
                save_figures([(labeled[0].stem + FOLDS, figure)])
    except ParseError as error:
        raise click.ClickException(str(error)) from None
