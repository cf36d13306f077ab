"""Who is in and who is out: dockets that a rule found or an operator imported, with the evidence, and the decision.

A decision is a correction of `selection` with its reason; it outlives every rebuild, and an excluded
docket stays, so that it is not found again.
"""

import click

from tracker import running
from tracker.corrections import CorrectionError, find_target
from tracker.curating import apply_correction, refuse_blank
from tracker.house import open_house
from tracker.looking import say_json
from tracker.settings import Settings

_DECISIONS = {"confirm": "confirmed", "exclude": "excluded"}
_WAITING = ("candidate", "imported")
_QUOTE = 240
# What found a docket, and the words it was found by (scrapers/courtlistener_search.py).
_FOUND = ("courtlistener_found_by", "found_words")


@click.command()
@click.argument("docket_id", required=False)
@click.argument("decision", required=False, type=click.Choice(list(_DECISIONS)))
@click.option("--reason", help="Why, in a sentence; published beside it.")
@click.option("--by", "made_by", help="Who decides this; published beside it.")
@click.option("--only", type=click.Choice(_WAITING), help="List these only.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_obj
def review(settings: Settings, docket_id, decision, reason, made_by, only, as_json: bool) -> None:
    """List the dockets that nobody has decided about, or decide about one: confirm or exclude.

    Awaiting a decision are candidates (found by a rule) and imported dockets; the strongest evidence comes
    first. With a DOCKET_ID alone, that docket and its evidence. An excluded docket is kept with the reason,
    so that it is not found again.

    \b
      python -m tracker review
      python -m tracker review cand-22-cv-01234
      python -m tracker review cand-22-cv-01234 confirm --reason "pleads § 230(c)(1)" --by "A. Editor"
    """
    if decision is None and not (reason or made_by):
        _list(settings, docket_id, only, as_json)
        return
    if not (docket_id and decision and reason and made_by):
        raise click.UsageError("to decide, give DOCKET_ID, confirm or exclude, --reason and --by")
    refuse_blank(reason=reason, by=made_by)
    with open_house(settings) as house:
        running.bring_local(house)
        try:
            target = find_target(house.store.db, "dockets", docket_id, "selection")
        except CorrectionError as error:
            raise click.UsageError(str(error)) from None
        apply_correction(house, target, _DECISIONS[decision], reason, made_by)


def _list(settings: Settings, docket_id: str | None, only: str | None, as_json: bool) -> None:
    with open_house(settings) as house:
        running.bring_local(house)
        rows = read_undecided(house.store.db, docket_id, (only,) if only else _WAITING)
    if docket_id and not rows:
        raise click.UsageError(f"no docket {docket_id!r}; `python -m tracker review` lists those that wait")
    if as_json:
        say_json(rows)
        return
    for row in rows:
        score = "not scored" if row["score"] is None else f"{row['relevance']}, {row['score']} %"
        click.echo(f"{row['docket_id']}: {row['selection']}; {row['caption'] or 'no caption'}; {row['entry_count']} entries; {score}")
        for words in row["evidence"]:
            click.echo(f"  {words}")
    if not docket_id:
        click.echo(f"{len(rows)} dockets await a decision")


def read_undecided(db, docket_id: str | None, selections: tuple[str, ...]) -> list[dict]:
    """Return the dockets that wait, strongest evidence first; or the one asked for, whatever was decided.

    `score` is the rule's, in per cent; `evidence` quotes what it rests on.
    """
    marks = ", ".join("?" * len(selections))
    rows = list(db.query(
        "select dockets.docket_id, selection, caption, dockets.court_id, docket_number, entry_count, relevance, "
        "relevance_percent as score, cause, docket_entries.text as entry_text, docket_entries.entry_number "
        "from dockets left join docket_entries on docket_entries.entry_id = dockets.relevance_entry_id "
        f"where {'dockets.docket_id = ?' if docket_id else f'selection in ({marks})'} "
        "order by selection, coalesce(relevance_percent, -1) desc, dockets.docket_id",
        (docket_id,) if docket_id else selections,
    ))  # fmt: skip
    found = _found_by(db)
    for row in rows:
        text, number, cause = row.pop("entry_text"), row.pop("entry_number"), row.pop("cause")
        evidence = [f"found by {words}" for words in found.get(row["docket_id"], ())]
        evidence += [f"entry {number or 'without number'}: {_shorten(text)}"] if text else []
        evidence += [f"cause on the cover sheet: {cause}"] if cause else []
        row["evidence"] = evidence
    return rows


def _found_by(db) -> dict[str, list[str]]:
    """Return, by docket, each search that found it with the words it found."""
    facts: dict[str, dict[str, list[str]]] = {}
    marks = ", ".join("?" * len(_FOUND))
    for docket_id, name, value in db.execute(
        f"select docket_id, field, value from docket_facts where field in ({marks}) order by docket_id, field, value", _FOUND
    ):
        facts.setdefault(docket_id, {}).setdefault(name, []).append(value)
    return {
        docket_id: [f"{', '.join(said.get(_FOUND[0], ['a search']))}: {_shorten(' … '.join(said.get(_FOUND[1], [])))}"]
        for docket_id, said in facts.items()
    }


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _QUOTE else words[: _QUOTE - 1] + "…"
