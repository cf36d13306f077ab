"""The commands of the person responsible for what is published: correct, suppress, proof, review, quarantine.

`review` lists dockets that a rule found or an operator imported, with the evidence, and records the decision.
`quarantine` lists pages that were set aside because they suddenly show too little, and accepts one that is
correct after all.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path

import click
from sqlite_utils import Database

from db import archive, suspects
from db.schema import read_docket
from db.trail import list_unfollowed
from db.withheld import MARK, TooShort, load_withheld
from tracker import pipeline, round as rounds
from tracker.by_hand.corrections import (
    CorrectionError,
    Target,
    add_correction,
    archive_corrections,
    check_value,
    find_target,
    is_private,
    withhold_old,
)
from tracker.by_hand.undecided import accept, read_undecided
from tracker.commands.output import NO_DATABASE, need_database, need_docket, print_lines, print_result
from tracker.home import House
from tracker.outcome import Outcome
from tracker.settings import Settings
from tracker.takedown import (
    Subject,
    TakedownError,
    find_elsewhere,
    find_subject,
    find_surnames,
    make_anew,
    suppress as take_down,
    with_words,
)
from tracker.words_left import looking_for, search_everything


def _refuse_blank(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return the value of an option. Raises click.UsageError if it is blank."""
    if value is not None and not value.strip():
        raise click.UsageError(f"{parameter.opts[0]} is blank; say it in words")
    return value


def _by(is_required: bool) -> Callable:
    words = "Who made the decision; published with it."
    return click.option("--by", "made_by", required=is_required, callback=_refuse_blank, help=words)


def _reason(is_required: bool, words: str = "The reason, in a sentence; published with it.") -> Callable:
    return click.option("--reason", required=is_required, callback=_refuse_blank, help=words)


@contextmanager
def _open_home(settings: Settings) -> Iterator[House]:
    need_database(settings)
    with rounds.open_current(settings) as house:
        yield house


@click.command()
@click.argument("table")
@click.argument("row")
@click.argument("field")
@click.argument("value", required=False)
@click.option("--unknown", is_flag=True, help="Instead of a VALUE: the field is not known.")
@click.option("--private", "private", is_flag=True, help="Do not publish the old value anywhere.")
@_reason(True)
@_by(True)
@click.pass_obj
def correct(
    settings: Settings, table, row, field, value, unknown: bool, private: bool, reason: str, made_by: str
) -> None:
    """Correct one FIELD of one ROW of a TABLE. It is shown as a correction, and every rebuild applies it
    again.

    The correction is a line of corrections.csv in the home; delete the line to undo it. The old value is
    published beside the new one, unless you give --private or the old value contains suppressed words. It is
    then replaced wherever it occurs, in changes and feeds too, and the tables are rebuilt.

    \b
      python -m tracker correct dockets cand-22-cv-01234 caption "Doe v. Example, Inc." \\
        --reason "the clerk's caption misspells the name" --by "A. Editor"
      python -m tracker correct hearings HEARING_ID time_local --unknown --reason "…" --by "A. Editor"
    """
    if unknown == (value is not None):
        raise click.UsageError("give either a VALUE or --unknown")
    with _open_home(settings) as house:
        try:
            target = find_target(house.store.db, table, house.store.former_ids.current(row) or row, field)
            check_value(table, field, value)
            if not private and value == (None if target.old is None else str(target.old)):
                click.echo(
                    f"{target.table} {target.row_id}: {target.field} is {_shown(value)} already; nothing was changed"
                )
                return
            if private := private or is_private(house, target, value):
                withhold_old(house, target, value, reason, made_by)
        except CorrectionError as error:
            raise click.UsageError(str(error)) from None
        if not private:
            apply_correction(house, target, value, reason, made_by)
            return
        archive_correction(house, target, value, reason, made_by)
        with rounds.progress_bar(archive.count_after(house.archive, 0), "rebuilding") as bar:
            left = make_anew(house, bar).errors
    click.echo(f"{target.table} {target.row_id}: {target.field} is {_shown(value)}; nothing says what it was")
    print_lines(left, err=True)
    sys.exit(bool(left))


def archive_correction(house: House, target: Target, value: str | None, reason: str, made_by: str) -> None:
    """Write the correction to the file, and archive the file."""
    outcome = Outcome("corrections")
    add_correction(house, target, value, reason, made_by)
    archive_corrections(house, outcome)
    if outcome.failed:
        raise click.ClickException(outcome.errors[0])


def apply_correction(house: House, target: Target, value: str | None, reason: str, made_by: str) -> None:
    """Write the correction to the file, ingest it, and print the field's new value."""
    archive_correction(house, target, value, reason, made_by)
    outcome = Outcome("corrections")
    pipeline.ingest_pending(house, outcome)
    if outcome.failed:
        raise click.ClickException(outcome.errors[0])
    click.echo(f"{target.table} {target.row_id}: {target.field} was {_shown(target.old)}, is {_shown(value)}")


def _shown(value) -> str:
    return "not known" if value is None else repr(value)


@click.command()
@click.argument("scope", type=click.Choice(["docket", "entry", "party", "opinion", "words"]))
@click.argument("target", metavar="ID")
@_reason(True)
@_by(True)
@click.option("--words", multiple=True, help="Another name to look for elsewhere. May be repeated.")
@click.option(
    "--everywhere",
    is_flag=True,
    help="Replace the name (and --words) wherever else it occurs, now and later.",
)
@click.option("--purge", is_flag=True, help="Also erase the archived pages that show it. Cannot be undone.")
@click.option(
    "--yes",
    is_flag=True,
    help="Do not ask before steps that cannot be undone: a whole docket, words everywhere, a purge.",
)
@click.pass_obj
def suppress(
    settings: Settings,
    scope: str,
    target: str,
    reason: str,
    made_by: str,
    words: tuple[str, ...],
    everywhere: bool,
    purge: bool,
    yes: bool,
) -> None:
    """Take the words of a docket, entry, party or opinion out of everything published, at once and for good.

    A row without words stays, so that readers see that something was removed. A name occurs in more places
    than its row: these are listed, and --everywhere replaces it there. With the scope "words", ID is the
    words themselves ("-": a line of standard input, which no shell history keeps). The archive keeps the page
    unless --purge erases it, with everything else on the page. Exits with 1 if something could not be erased
    yet.

    \b
      python -m tracker suppress entry ENTRY_ID --reason "sealed by order of 2024-03-05" --by "A. Editor"
      python -m tracker suppress party PARTY_ID --purge --everywhere --reason "a minor" --by "A. Editor"
      python -m tracker suppress words "Jane Roe" --reason "a minor" --by "A. Editor"
    """
    with _open_home(settings) as house:
        try:
            if scope == "words":
                phrase = sys.stdin.readline().strip() if target == "-" else target
                subject = with_words(house, None, (phrase, *words), is_everywhere=True)
            else:
                subject = with_words(house, find_subject(house, scope, target), words, everywhere)
        except (TakedownError, TooShort) as error:
            raise click.UsageError(str(error)) from None
        places = find_elsewhere(house, subject)
        if scope == "words":
            _list_places(places)
        _ask_first(house, subject, purge, yes)
        with rounds.progress_bar(archive.count_after(house.archive, 0), "rebuilding") as bar:
            outcome = take_down(house, subject, reason, made_by, purge, bar, everywhere)
        left = find_elsewhere(house, subject)
        is_everywhere = everywhere or scope == "words"
        surnames = find_surnames(house, subject, places) if is_everywhere else []
    click.echo(
        (f"the words {_quoted(subject)} are" if scope == "words" else f"{scope} {target} is")
        + " removed from publication"
        + (f"; {len(subject.bodies)} archived pages erased" if purge else "")
    )
    if left:
        click.echo(f"the name still stands in {len(left)} other places:")
        _list_places(left)
        if not is_everywhere:
            click.echo(f"to have {MARK} there instead, give the same command with --everywhere")
    if surnames:
        click.echo(
            f"the surname alone stands in {len(surnames)} places of the case, which are left as they are:"
        )
        _list_places(surnames)
    if kept := subject.own_files:
        click.echo(f"{kept} of the files that show it are ours (docket/data): edit them, too", err=True)
    print_lines(outcome.errors, err=True)
    sys.exit(bool(outcome.errors))


_MOST_LISTED = 40


def _list_places(places: list[tuple[str, str, str]]) -> None:
    for table, column, row in places[:_MOST_LISTED]:
        click.echo(f"  {table}.{column} of {row}")
    if len(places) > _MOST_LISTED:
        tables = Counter(table for table, _, _ in places[_MOST_LISTED:])
        rest = ", ".join(f"{count} in {table}" for table, count in tables.most_common())
        click.echo(f"  and {rest}")


def _ask_first(house: House, subject: Subject, purge: bool, yes: bool) -> None:
    """List what will be erased, and ask before a step that cannot be undone; exit with 1 if the answer is
    no."""
    if purge:
        for snapshot_id in subject.bodies:
            page = house.store.db.table("snapshots").get(snapshot_id)
            click.echo(f"to be erased: {snapshot_id} {page['url']}")
    if subject.scope == "words":
        question = f"Replace the words {_quoted(subject)} wherever they stand?"
    elif subject.scope == "docket":
        question = f"Take all of {_described(house, subject)} out of publication?"
    else:
        question = ""
    if purge:
        question += f"{' ' if question else ''}Erase {len(subject.bodies)} archived pages for good?"
    if question and not yes and not click.confirm(f"{question} It cannot be undone.", err=True):
        click.echo("nothing was changed", err=True)
        sys.exit(1)


def _quoted(subject: Subject) -> str:
    """Return the words as received: a shell removes quotes and dollar signs."""
    return ", ".join(f'"{words}"' for words in subject.words)


def _described(house: House, subject: Subject) -> str:
    """Return a description of a docket that a person recognizes, with the number of rows that belong to
    it."""
    caption, entries = house.store.db.execute(
        "select coalesce(short_name, caption), (select count(*) from docket_entries e where e.docket_id = d.docket_id) "
        "from dockets d where docket_id = ?",
        (subject.docket_id,),
    ).fetchone()
    return f"docket {subject.docket_id} ({caption or 'no caption'}; {entries} entries)"


@click.command()
@click.argument("words", nargs=-1)
@click.option("--site", metavar="URL", help="Also search the cached answers of this running server.")
@click.option(
    "--also",
    "others",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Also search this folder or file, such as a copy. May be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_obj
def proof(
    settings: Settings, words: tuple[str, ...], site: str | None, others: tuple[Path, ...], as_json
) -> None:
    """Search every byte of databases, indexes, logs, exports, feeds and inbox for words that were taken down.

    It reads the raw bytes of every file in the home and its exports, archived pages, zip and gzip unpacked, every
    cell of every table, the full-text indexes, and the content of feeds, spreadsheets and pages. It also asks
    the pages' search for WORDS, though not at --site, whose log would keep them. It looks for WORDS ("-": lines
    of standard input, which no shell history keeps) or, without any, for those of every suppression so far,
    which are known only by digests. Exits with 1 and says where if any are found, with 2 if there is nothing
    to look for.

    \b
      python -m tracker proof
      python -m tracker proof "Jane Roe" --site http://127.0.0.1:8001
      python -m tracker proof - --also /mnt/elsewhere/tracker
    """
    if not settings.archive_path.exists():
        raise click.UsageError(NO_DATABASE.format(settings.home))
    if words == ("-",):
        words = tuple(line.strip() for line in sys.stdin if line.strip())
    try:
        if words:
            sought = looking_for(words)
        else:
            with archive.read_archive(settings.archive_path) as db:
                sought = load_withheld(db, only_redacted=False)
    except TooShort as error:
        raise click.UsageError(str(error)) from None
    if not sought:
        raise click.UsageError("nothing was taken down by its words yet; say what to look for")
    with rounds.progress_bar(0, "looking", "B") as bar:
        done = search_everything(settings, sought, site, others, bar, words)
    summary = (
        f"{f'found in {len(done.places)} places' if done.places else '0 bytes of the words'}: {done.files} files "
        f"({done.bytes:,} bytes, {done.bodies} archived pages unpacked), {done.cells:,} cells, "
        f"{done.answers} pages and feeds"
    )
    lines = [*(f"{place.file}: {place.part}" for place in done.places), summary]
    print_result(as_json, asdict(done), lines)
    sys.exit(bool(done.places))


_DECISIONS = {"confirm": "confirmed", "exclude": "excluded"}
_WAITING = ("candidate", "imported")


@click.command()
@click.argument("docket_id", required=False)
@click.argument("decision", required=False, type=click.Choice(list(_DECISIONS)))
@_reason(False)
@_by(False)
@click.option("--only", type=click.Choice(_WAITING), help="List only these.")
@click.option(
    "--trail",
    is_flag=True,
    help="List the dockets of the catalog that nobody has followed past their newest ruling.",
)
@click.option(
    "--each", is_flag=True, help="Show the dockets one by one, and decide each with a keystroke. Needs --by."
)
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_obj
def review(
    settings: Settings, docket_id, decision, reason, made_by, only, trail: bool, each: bool, as_json: bool
) -> None:
    """List the dockets that await a decision, or decide about one: confirm or exclude.

    Candidates (found by a rule) and imported dockets await a decision; those with the strongest evidence come
    first. With only a DOCKET_ID, it shows that docket and its evidence. An excluded docket is kept with the
    reason, so that it is not found again.

    With --trail, it lists the dockets of the catalog for which nobody has looked for anything after the
    newest ruling, those on which most rests first (the case's answer, sides of open questions).

    \b
      python -m tracker review
      python -m tracker review --trail
      python -m tracker review cand-22-cv-01234
      python -m tracker review cand-22-cv-01234 confirm --reason "pleads the defense" --by "A. Editor"
      python -m tracker review --each --only candidate --by "A. Editor"
    """
    if trail:
        if docket_id or reason or made_by or only:
            raise click.UsageError(
                "--trail lists all that nobody followed; give nothing but --json beside it"
            )
        need_database(settings)
        with closing(read_docket(settings.docket_path)) as conn:
            rows = list_unfollowed(conn)
        summary = f"{len(rows)} dockets were not followed past their newest ruling"
        print_result(as_json, rows, [*map(_format_unfollowed, rows), summary])
        return
    if each:
        if not made_by or docket_id:
            raise click.UsageError("--each needs --by, and no DOCKET_ID")
        _review_each(settings, (only,) if only else _WAITING, made_by)
        return
    if decision is None and not (reason or made_by):
        _list_candidates(settings, docket_id, only, as_json)
        return
    if not (docket_id and decision and reason and made_by):
        raise click.UsageError("to decide, give DOCKET_ID, confirm or exclude, --reason and --by")
    with _open_home(settings) as house:
        try:
            target = find_target(house.store.db, "dockets", docket_id, "selection")
        except CorrectionError as error:
            raise click.UsageError(str(error)) from None
        apply_correction(house, target, _DECISIONS[decision], reason, made_by)


def _format_unfollowed(row: dict) -> str:
    rests = ["the answer of its case"] if row["is_outcome"] else []
    rests += [f"{row['sides']} sides of questions"] if row["sides"] else []
    known = f"; known of it: {row['later_history']}" if row["later_history"] else ""
    return (
        f"{row['docket_id']}: {row['name']}; {row['kind']} of {row['date_from'] or 'a day not known'}, "
        f"{row['answer'] or 'answer not known'}; on it rests {' and '.join(rests) or 'nothing else'}{known}"
    )


# The decision of each key, and the reason that is published for it.
_KEYS = {
    "c": ("confirm", "its decision, or its docket, is about the statute"),
    "x": ("exclude", "it only names the statute"),
}


def _review_each(settings: Settings, selections: tuple[str, ...], made_by: str) -> None:
    """Show the dockets that await a decision, strongest evidence first, and read a key for each: confirm,
    exclude, skip or quit."""
    with _open_home(settings) as house:
        for row in read_undecided(house.store.db, None, selections):
            print_lines([*_format_undecided(row), "  c: confirm, x: exclude, any other key: skip, q: quit"])
            key = click.getchar().lower()
            if key == "q":
                return
            if key in _KEYS:
                decision, reason = _KEYS[key]
                target = find_target(house.store.db, "dockets", row["docket_id"], "selection")
                apply_correction(house, target, _DECISIONS[decision], reason, made_by)


def _format_undecided(row: dict) -> list[str]:
    score = "not scored" if row["score"] is None else f"{row['relevance']}, {row['score']} %"
    head = (
        f"{row['docket_id']}: {row['selection']}; {row['caption'] or 'no caption'}; "
        f"{row['entry_count']} entries; {score}"
    )
    return [head, *(f"  {words}" for words in row["evidence"])]


def _list_candidates(settings: Settings, docket_id: str | None, only: str | None, as_json: bool) -> None:
    with _open_home(settings) as house:
        rows = read_undecided(house.store.db, docket_id, (only,) if only else _WAITING)
    if docket_id and not rows:
        raise click.UsageError(f"no docket {docket_id!r}; `python -m tracker review` lists those that wait")
    lines = [line for row in rows for line in _format_undecided(row)]
    summary = [] if docket_id else [f"{len(rows)} dockets await a decision"]
    print_result(as_json, rows, lines + summary)


@click.command()
@click.argument("snapshot_id", required=False)
@click.argument("decision", required=False, type=click.Choice(["accept"]))
@_reason(False, "Why the page is correct, in a sentence; published with it.")
@_by(False)
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_obj
def quarantine(settings: Settings, snapshot_id, decision, reason, made_by, as_json: bool) -> None:
    """List the pages that are set aside, or accept one. Exits with 1 if there are any.

    A docket's page that suddenly shows nothing, or a tenth of what it showed before, is archived but not
    read: the docket keeps what it had. The next page that shows enough settles it. If the court did remove
    the rest, accept the page; the tables are then rebuilt.

    \b
      python -m tracker quarantine
      python -m tracker quarantine 0123456789abcdef accept --reason "the case was sealed" --by "A. Editor"
    """
    if decision is None and not (reason or made_by):
        need_docket(settings)
        with Database(read_docket(settings.docket_path)) as db:
            pages = [
                page for page in suspects.open_suspects(db) if snapshot_id in (None, page["snapshot_id"])
            ]
        lines = [
            f"{each['snapshot_id']}: {each['url']}, {each['fetched_at']}: {each['reason']}" for each in pages
        ]
        print_result(as_json, pages, [*lines, f"{len(pages)} pages are set aside"])
        sys.exit(bool(pages))
    if not (snapshot_id and decision and reason and made_by):
        raise click.UsageError("to decide, give SNAPSHOT_ID, accept, --reason and --by")
    with _open_home(settings) as house:
        page = suspects.shrank(house.store.db, snapshot_id)
        if page is None:
            raise click.UsageError(
                f"no page {snapshot_id!r} is set aside; `python -m tracker quarantine` lists those that are"
            )
        with rounds.progress_bar(archive.count_after(house.archive, 0), "rebuilding") as bar:
            accept(house, snapshot_id, reason, made_by, bar)
    click.echo(f"{page['url']}: accepted, {page['reason']}")
