"""The commands that only look: status, sources, doctor, show. They take no lock and write nothing."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from docket.issues import Issue, find_unmapped
from scrapers.source import load_sources
from tracker import doctor, importing, pipeline, status
from tracker.causes import cause_of
from tracker.commands.output import NoDatabase, check_court, print_json
from tracker.reading.page_reader import recognize
from tracker.settings import Settings


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option(
    "--dockets", "is_by_docket", is_flag=True, help="Print each docket, for each source that shows it."
)
@click.pass_obj
def status_(settings: Settings, as_json: bool, is_by_docket: bool) -> None:
    """Show how fresh each source is. Exits with 1 if something is late or failed, with 2 without a database.

    A source, or one of its courts, is late if it gave no good answer for twice its rhythm. It is also an
    alarm if a source suddenly yields a tenth of what it did, if a page was set aside for that, and if a list
    suddenly holds nothing, cannot be read, or has nothing new for longer than ever. A server that is known to
    refuse us (`refused us`) and a court of which GovInfo has nothing are named, but are no alarm. `--dockets`
    exits with 1 if a docket is late.

    \b
      python -m tracker status
      python -m tracker status --json
      python -m tracker status --dockets --json
    """
    statuses = status.read_status(settings)
    if statuses is None:
        raise NoDatabase(settings)
    if is_by_docket:
        sys.exit(_print_dockets(status.read_dockets(settings), as_json))
    full = status.find_full_inbox(settings)
    alarms = [*([full] if full else []), *status.find_owed(settings)]
    for words in (*alarms, *status.find_clock(settings)):
        click.echo(words, err=as_json)
    if as_json:
        print_json([source.as_dict() for source in statuses])
    else:
        for source in statuses:
            looks = (
                f"tried {source.last_tried or 'never'}, all good {source.last_good or 'never'}, "
                f"last answer {source.last_answer or 'never'}, "
                if source.every_minutes
                else ""
            )
            click.echo(
                f"{source.source}: {source.state}; {looks}changed {source.last_changed or 'never'}; "
                f"{source.snapshots} snapshots, {source.records} records, {source.issues} issues"
            )
            if source.state == "failed" and source.message:
                click.echo(f"  {source.message}")
            if source.alarm:
                click.echo(f"  {source.alarm}")
            for court_list in source.lists:
                click.echo(f"  {court_list['list']}: {court_list['message']} ({court_list['code']})")
            for look in source.refused:
                click.echo(f"  {look['message']} (since {look['since']})")
            for court in source.never_found:
                click.echo(
                    f"  {court['court_id']}: none of {court['asked']} dockets was ever found; the court does not "
                    "take part, or goes by another name there (docs/sources/govinfo.md)"
                )
            for page in source.set_aside:
                click.echo(
                    f"  {page['url']} of {page['fetched_at']} is set aside: {page['reason']} (`python "
                    "-m tracker quarantine`)"
                )
            if source.lanes:
                oldest = min(source.lanes, key=lambda lane: lane["good_at"] or "")
                click.echo(
                    f"  {len(source.lanes)} courts, the longest without an answer {oldest['lane']}: good "
                    f"{oldest['good_at'] or 'never'}"
                )
            for line in _format_late(source):
                click.echo(f"  {line}")
    sys.exit(bool(alarms) or any(source.is_bad for source in statuses))


def _format_late(source: status.SourceStatus) -> Iterator[str]:
    """Yield a line for all courts that are late for the same reason; what was said above is not said again."""
    shown = cause_of(source.message or "") if source.state == "failed" else ""
    groups: dict[str, list[dict]] = {}
    for lane in source.late:
        groups.setdefault(cause_of(lane["message"] or "no failure on record"), []).append(lane)
    for cause, lanes in groups.items():
        first = min(lanes, key=lambda lane: lane["good_at"] or "")
        why = "" if cause in shown else f"; {first['message'] or 'no failure on record'}"
        good = first["good_at"] or "never"
        if len(lanes) == 1:
            yield f"{first['lane'] or source.source} is late: good {good}{why}"
        else:
            names = ", ".join(sorted(lane["lane"] for lane in lanes))
            yield f"{len(lanes)} courts are late, {first['lane']} the longest, good {good}: {names}{why}"


def _print_dockets(dockets: list[status.DocketStatus], as_json: bool) -> bool:
    """Print the dockets; return whether one is late."""
    if as_json:
        print_json([docket.as_dict() for docket in dockets])
    else:
        for docket in dockets:
            rhythm = (
                f"every {docket.every_minutes} minutes, {'late' if docket.is_late else 'in time'}"
                if docket.every_minutes
                else "by hand"
            )
            click.echo(
                f"{docket.docket_id} {docket.source}: {rhythm}; tried {docket.last_tried or 'never'}, good "
                f"{docket.last_good or 'never'}, "
                f"changed {docket.last_changed or 'never'}"
            )
    return any(docket.is_late for docket in dockets)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def sources(settings: Settings, as_json: bool) -> None:
    """List the sources: how often each is asked, what it reads and what it gives.

    \b
      python -m tracker sources
    """
    descriptions = status.describe_sources(settings)
    if as_json:
        print_json(descriptions)
        return
    for source in descriptions:
        rhythm = (
            f"every {source['every_minutes']} minutes"
            if source["every_minutes"]
            else "when there is news on this machine"
        )
        click.echo(f"{source['source']}: {rhythm}{', from the network' if source['network'] else ''}")
        click.echo(f"  reads  {source['reads']}\n  gives  {source['gives']}\n  lacks  {source['lacks']}")
        if source["network"]:
            click.echo(
                f"  asked  {source['address'] or 'at its own address'} (TRACKER_{source['source'].upper()}_URL)"
            )


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_obj
def doctor_(settings: Settings, as_json: bool) -> None:
    """Check settings, clock, disk, databases and growth. Exits with 1 if something is wrong.

    \b
      python -m tracker doctor
    """
    findings = doctor.examine(settings)
    if as_json:
        print_json([finding.as_dict() for finding in findings])
    else:
        for finding in findings:
            click.echo(f"{finding.state:5} {finding.name}: {finding.message}")
    sys.exit(any(finding.state == "wrong" for finding in findings))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--court", "court_id", metavar="ID", help="The court, for a page that does not say.")
@click.pass_obj
def show(settings: Settings, file: Path, court_id: str | None) -> None:
    """Print the records and issues that `import` would read in a saved page. Nothing is stored.

    \b
      python -m tracker show tests/fixtures/pacer_docket/district_ordinary.html
    """
    check_court(court_id)
    known = load_sources()
    snapshot = recognize(known, file.name, importing.read_bytes(file), court_id, pipeline.now())
    for thing in known[snapshot.source].parse(snapshot):
        click.echo(thing)
        for issue in () if isinstance(thing, Issue) else find_unmapped(thing):
            click.echo(issue)
