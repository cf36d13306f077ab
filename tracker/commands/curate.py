"""The commands of whoever answers for what is published: correct, suppress, review, quarantine.

`review` lists dockets that a rule found or an operator imported, with the evidence, and takes the decision.
`quarantine` lists pages that were set aside because they suddenly show too little, and accepts one that is
right after all.
"""

import logging
import sys

import click
from sqlite_utils import Database

from db import archive, suspects
from db.schema import read_docket
from tracker import pipeline
from tracker import round as rounds
from tracker.commands.output import NO_DATABASE, print_json
from tracker.corrections import (
    CorrectionError,
    Target,
    add_correction,
    archive_corrections,
    check_value,
    find_target,
)
from tracker.home import House, open_house
from tracker.settings import Settings
from tracker.stop import Bar
from tracker.takedown import TakedownError, find_subject, urls_of
from tracker.takedown import suppress as take_down

_reason = click.option("--reason", required=True, help="Why, in a sentence; published beside it.")
_by = click.option("--by", "made_by", required=True, help="Who decides this; published beside it.")


def refuse_blank(**values: str) -> None:
    """Raise click.UsageError for an option that says nothing."""
    for name, value in values.items():
        if not value.strip():
            raise click.UsageError(f"--{name} is blank; say it in words")


@click.command()
@click.argument("table")
@click.argument("row")
@click.argument("field")
@click.argument("value", required=False)
@click.option("--unknown", is_flag=True, help="In place of a value: the field is not known.")
@_reason
@_by
@click.pass_obj
def correct(settings: Settings, table, row, field, value, unknown: bool, reason: str, made_by: str) -> None:
    """Correct one FIELD of one ROW of a TABLE. It is shown as a correction and outlives every rebuild.

    It is a line of corrections.csv in the home; take the line out to take it back.

    \b
      python -m tracker correct dockets cand-22-cv-01234 caption "Doe v. Example, Inc." \\
        --reason "the clerk's caption misspells the name" --by "A. Editor"
      python -m tracker correct hearings HEARING_ID time_local --unknown --reason "…" --by "A. Editor"
    """
    if unknown == (value is not None):
        raise click.UsageError("give either a VALUE or --unknown")
    refuse_blank(reason=reason, by=made_by)
    with open_house(settings) as house:
        rounds.archive_local(house)
        try:
            target = find_target(house.store.db, table, house.store.former_ids.current(row) or row, field)
            check_value(table, field, value)
        except CorrectionError as error:
            raise click.UsageError(str(error)) from None
        apply_correction(house, target, value, reason, made_by)


def apply_correction(house: House, target: Target, value: str | None, reason: str, made_by: str) -> None:
    """Write the correction into the file, ingest it, and say what became of the field."""
    outcome = pipeline.Outcome("corrections")
    add_correction(house, target, value, reason, made_by)
    archive_corrections(house, outcome)
    pipeline.ingest_pending(house, outcome)
    if outcome.failed:
        raise click.ClickException(outcome.errors[0])
    click.echo(f"{target.table} {target.row_id}: {target.field} was {_shown(target.old)}, is {_shown(value)}")


def _shown(value) -> str:
    return "not known" if value is None else repr(value)


@click.command()
@click.argument("scope", type=click.Choice(["docket", "entry", "party"]))
@click.argument("target", metavar="ID")
@_reason
@_by
@click.option("--purge", is_flag=True, help="Erase the archived pages that show it, too. Cannot be undone.")
@click.option("--yes", is_flag=True, help="Do not ask before a purge.")
@click.pass_obj
def suppress(
    settings: Settings, scope: str, target: str, reason: str, made_by: str, purge: bool, yes: bool
) -> None:
    """Take the words of a docket, an entry or a party out of everything published, at once and for good.

    A row without words stays, so that readers see that something was removed. The archive keeps the page
    unless --purge erases it, with all else that the page shows.

    \b
      python -m tracker suppress entry ENTRY_ID --reason "sealed by order of 2024-03-05" --by "A. Editor"
      python -m tracker suppress party PARTY_ID --purge --reason "a minor" --by "A. Editor"
    """
    refuse_blank(reason=reason, by=made_by)
    with open_house(settings) as house:
        rounds.archive_local(house)
        try:
            subject = find_subject(house, scope, target)
        except TakedownError as error:
            raise click.UsageError(str(error)) from None
        if purge:
            for snapshot_id, url in urls_of(house, subject.bodies).items():
                click.echo(f"to be erased: {snapshot_id} {url}")
            if not yes and not click.confirm(
                f"Erase {len(subject.bodies)} archived pages for good?", err=True
            ):
                click.echo("nothing was changed", err=True)
                sys.exit(1)
        with rounds.progress_bar(archive.count_after(house.archive, 0), "rebuilding") as bar:
            take_down(house, subject, reason, made_by, purge, bar)
    click.echo(
        f"{scope} {target} is removed from publication"
        + (f"; {len(subject.bodies)} archived pages erased" if purge else "")
    )
    if kept := subject.own_files:
        click.echo(f"{kept} of the files that show it are ours (docket/data): edit them, too", err=True)


_DECISIONS = {"confirm": "confirmed", "exclude": "excluded"}
_WAITING = ("candidate", "imported")
_QUOTE = 240
# What found a docket, and the words it was found by (scrapers/courtlistener/search.py).
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
        _list_candidates(settings, docket_id, only, as_json)
        return
    if not (docket_id and decision and reason and made_by):
        raise click.UsageError("to decide, give DOCKET_ID, confirm or exclude, --reason and --by")
    refuse_blank(reason=reason, by=made_by)
    with open_house(settings) as house:
        rounds.archive_local(house)
        try:
            target = find_target(house.store.db, "dockets", docket_id, "selection")
        except CorrectionError as error:
            raise click.UsageError(str(error)) from None
        apply_correction(house, target, _DECISIONS[decision], reason, made_by)


def _list_candidates(settings: Settings, docket_id: str | None, only: str | None, as_json: bool) -> None:
    with open_house(settings) as house:
        rounds.archive_local(house)
        rows = read_undecided(house.store.db, docket_id, (only,) if only else _WAITING)
    if docket_id and not rows:
        raise click.UsageError(f"no docket {docket_id!r}; `python -m tracker review` lists those that wait")
    if as_json:
        print_json(rows)
        return
    for row in rows:
        score = "not scored" if row["score"] is None else f"{row['relevance']}, {row['score']} %"
        click.echo(
            f"{row['docket_id']}: {row['selection']}; {row['caption'] or 'no caption'}; "
            f"{row['entry_count']} entries; {score}"
        )
        for words in row["evidence"]:
            click.echo(f"  {words}")
    if not docket_id:
        click.echo(f"{len(rows)} dockets await a decision")


def read_undecided(db: Database, docket_id: str | None, selections: tuple[str, ...]) -> list[dict]:
    """Return the dockets that wait, strongest evidence first; or the one asked for, whatever was decided.

    `score` is the rule's, in per cent; `evidence` quotes what it rests on.
    """
    marks = ", ".join("?" * len(selections))
    rows = list(
        db.query(
            "select dockets.docket_id, selection, caption, dockets.court_id, docket_number, entry_count, relevance, "
            "relevance_percent as score, cause, docket_entries.text as entry_text, docket_entries.entry_number "
            "from dockets left join docket_entries on docket_entries.entry_id = dockets.relevance_entry_id "
            f"where {'dockets.docket_id = ?' if docket_id else f'selection in ({marks})'} "
            "order by selection, coalesce(relevance_percent, -1) desc, dockets.docket_id",
            (docket_id,) if docket_id else selections,
        )
    )
    found = _found_by(db)
    for row in rows:
        text, number, cause = row.pop("entry_text"), row.pop("entry_number"), row.pop("cause")
        evidence = [f"found by {words}" for words in found.get(row["docket_id"], ())]
        evidence += [f"entry {number or 'without number'}: {_shorten(text)}"] if text else []
        evidence += [f"cause on the cover sheet: {cause}"] if cause else []
        row["evidence"] = evidence
    return rows


def _found_by(db: Database) -> dict[str, list[str]]:
    """Return, by docket, each search that found it with the words it found."""
    facts: dict[str, dict[str, list[str]]] = {}
    marks = ", ".join("?" * len(_FOUND))
    for docket_id, name, value in db.execute(
        f"select docket_id, field, value from docket_facts where field in ({marks}) order by docket_id, field, value",
        _FOUND,
    ):
        facts.setdefault(docket_id, {}).setdefault(name, []).append(value)
    return {
        docket_id: [
            f"{', '.join(said.get(_FOUND[0], ['a search']))}: {_shorten(' … '.join(said.get(_FOUND[1], [])))}"
        ]
        for docket_id, said in facts.items()
    }


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _QUOTE else words[: _QUOTE - 1] + "…"


log = logging.getLogger("tracker")


@click.command()
@click.argument("snapshot_id", required=False)
@click.argument("decision", required=False, type=click.Choice(["accept"]))
@click.option("--reason", help="Why the page is right, in a sentence; published beside it.")
@click.option("--by", "made_by", help="Who decides this; published beside it.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_obj
def quarantine(settings: Settings, snapshot_id, decision, reason, made_by, as_json: bool) -> None:
    """List the pages that are set aside, or accept one. Exits with 1 if there are any.

    A docket's page that suddenly shows nothing, or a tenth of what it showed before, is archived and not read:
    the docket keeps what it had. The next page that shows enough ends it. If the court did take the rest away,
    accept the page; the tables are then made anew.

    \b
      python -m tracker quarantine
      python -m tracker quarantine 0123456789abcdef accept --reason "the case was sealed" --by "A. Editor"
    """
    if decision is None and not (reason or made_by):
        _list_suspects(settings, snapshot_id, as_json)
        return
    if not (snapshot_id and decision and reason and made_by):
        raise click.UsageError("to decide, give SNAPSHOT_ID, accept, --reason and --by")
    refuse_blank(reason=reason, by=made_by)
    with open_house(settings) as house:
        rounds.archive_local(house)
        found = suspects.shrank(house.store.db, snapshot_id)
        if found is None:
            raise click.UsageError(
                f"no page {snapshot_id!r} is set aside; `python -m tracker quarantine` lists those that are"
            )
        with rounds.progress_bar(archive.count_after(house.archive, 0), "rebuilding") as bar:
            accept(house, snapshot_id, reason, made_by, bar)
    click.echo(f"{found['url']}: accepted, {found['reason']}")


def accept(
    house: House, snapshot_id: str, reason: str, made_by: str, progress: Bar | None = None
) -> pipeline.Outcome:
    """Record that a page is right and make the tables anew, with the page in its own place."""
    suspects.accept(house.archive, suspects.Acceptance(snapshot_id, reason, made_by, house.now()))
    log.warning("accepted the page %s, by %s: %s", snapshot_id, made_by, reason)
    house.__dict__.pop("fingerprint", None)  # it covers what was accepted
    outcome = pipeline.Outcome("rebuild")
    house.rebuild(outcome, progress)
    return outcome


def _list_suspects(settings: Settings, snapshot_id: str | None, as_json: bool) -> None:
    if not settings.docket_path.exists():
        raise click.ClickException(NO_DATABASE.format(settings.home))
    db = Database(read_docket(settings.docket_path))
    try:
        found = [one for one in suspects.open_suspects(db) if snapshot_id in (None, one["snapshot_id"])]
    finally:
        db.close()
    if as_json:
        print_json(found)
    else:
        for one in found:
            click.echo(f"{one['snapshot_id']}: {one['url']}, {one['fetched_at']}: {one['reason']}")
        click.echo(f"{len(found)} pages are set aside")
    sys.exit(bool(found))
