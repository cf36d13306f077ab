"""`fit`: the weights of a second reader, fitted anew."""

from importlib import import_module
from pathlib import Path

import click

from docket.accuracy import FOLDS
from docket.issues import ParseError
from docket.scoring import Figure, wilson
from tracker.extract import save_figures
from tracker.fit import fit, read_labeled, save_weights

_READERS = {"entry_types": ("docket.entry_types", "find_features")}


@click.command("fit")
@click.argument("reader", type=click.Choice(tuple(_READERS)))
@click.argument(
    "labeled", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--save",
    is_flag=True,
    help="Write the weights and the published figure into docket/.",
)
def fit_(reader: str, labeled: tuple[Path, ...], save: bool) -> None:
    """Fit a reader's weights to LABELED files, and say how right they are on dockets left out.

    A line of such a file is JSON: text, label, and docket (or courtlistener_ids, which begin with it).

    \b
    Example:
      python -m tracker fit entry_types filing_categories.jsonl
    """
    module, function = _READERS[reader]
    try:
        rows = [row for path in labeled for row in read_labeled(path)]
        found = fit(rows, getattr(import_module(module), function))
    except ParseError as error:
        raise click.ClickException(str(error)) from None
    low, high = wilson(found.right, found.total) or (0.0, 0.0)
    click.echo(
        f"{reader}: {found.right} of {found.total} right ({found.right / found.total:.3f}, {low:.3f} to {high:.3f}) "
        f"in ten folds by docket ({found.dockets} dockets)"
    )
    if save:
        share = found.right / found.total
        figure = Figure(reader, "category", "accuracy", share, low, high, found.right, found.total)
        save_figures([(labeled[0].stem + FOLDS, figure)])
        click.echo(f"weights saved in {save_weights(reader, found.weights)}", err=True)
