"""`coverage`: what is held of a list of decisions that somebody else made."""

import sys
from pathlib import Path

import click

from db.held_acts import read_held_acts
from db.schema import read_docket
from docket.issues import ParseError
from docket.lists import Compared, Comparison, Result, compare, load_lists, load_refusals, read_list
from tracker.commands.output import NO_DATABASE, print_json
from tracker.settings import Settings


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
    if not settings.docket_path.exists():
        raise click.ClickException(NO_DATABASE.format(settings.home))
    try:
        lists = (
            [(path.stem, read_list(path.read_bytes(), path.name))]
            if path
            else [(published.list_id, published.rows) for published in load_lists()]
        )
    except ParseError as error:
        raise click.BadParameter(str(error), param_hint="LIST.CSV") from None
    docket_db = read_docket(settings.docket_path)
    try:
        held = read_held_acts(docket_db)
    finally:
        docket_db.close()
    comparisons = {list_id: compare(rows, held, load_refusals(list_id)) for list_id, rows in lists}
    if as_json:
        print_json({list_id: _as_dict(comparison) for list_id, comparison in comparisons.items()})
    else:
        for list_id, comparison in comparisons.items():
            _print_comparison(list_id, comparison)
    sys.exit(any(comparison.of(Result.MISSING) for comparison in comparisons.values()))


def _print_comparison(list_id: str, comparison: Comparison) -> None:
    counts = ", ".join(f"{len(comparison.of(result))} {result.value}" for result in Result)
    click.echo(f"{list_id}: {comparison.row_count} rows, {len(comparison.decisions)} decisions: {counts}")
    if comparison.interval:
        low, high = comparison.interval
        click.echo(f"  recall {comparison.recall:.3f} ({low:.3f} to {high:.3f})")
    for decision in comparison.decisions:
        if decision.note or decision.result is not Result.HELD:
            click.echo(
                f"  {decision.result.value}: {_name(decision)}{f': {decision.note}' if decision.note else ''}"
            )


def _name(decision: Compared) -> str:
    row = decision.rows[0]
    return " ".join(
        filter(
            None, (row.court_id, row.number, row.day.isoformat() if row.day else None, row.citation, row.name)
        )
    )


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
