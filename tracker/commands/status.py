"""The read-only commands: status, sources, doctor, plan. They take no lock and write nothing."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime

import click

from db.archive import read_archive
from db.schema import read_docket
from scrapers.courtlistener.steps import Plan, Step
from tracker import doctor, planning, status
from tracker.causes import cause_of
from tracker.commands.output import NoDatabase, print_lines, print_result
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
    alarm if a source suddenly yields a tenth of what it did, if a page was set aside for that, or if a list
    suddenly is empty, cannot be read, or has had nothing new for longer than ever. A server that is known to
    refuse us (`refused us`) and a court for which GovInfo has nothing are named, but are no alarm.
    `--dockets` exits with 1 if a docket is late.

    \b
      python -m tracker status
      python -m tracker status --json
      python -m tracker status --dockets --json
    """
    statuses = status.read_status(settings)
    if statuses is None:
        raise NoDatabase(settings)
    if is_by_docket:
        dockets = status.read_dockets(settings)
        print_result(as_json, [asdict(docket) for docket in dockets], map(_format_docket, dockets))
        sys.exit(any(docket.is_late for docket in dockets))
    full = status.find_full_inbox(settings)
    alarms = [*([full] if full else []), *status.find_owed(settings)]
    print_lines((*alarms, *status.find_clock(settings)), err=as_json)
    print_result(
        as_json,
        [asdict(source) for source in statuses],
        (line for source in statuses for line in _format_source(source)),
    )
    sys.exit(bool(alarms) or any(source.is_bad for source in statuses))


def _format_source(source: status.SourceStatus) -> Iterator[str]:
    looks = (
        f"tried {source.last_tried or 'never'}, all good {source.last_good or 'never'}, "
        f"last answer {source.last_answer or 'never'}, "
        if source.every_minutes
        else ""
    )
    yield (
        f"{source.source}: {source.state}; {looks}changed {source.last_changed or 'never'}; "
        f"{source.snapshots} snapshots, {source.records} records, {source.issues} issues"
    )
    if source.state == "failed" and source.message:
        yield f"  {source.message}"
    if source.alarm:
        yield f"  {source.alarm}"
    for court_list in source.lists:
        yield f"  {court_list['list']}: {court_list['message']} ({court_list['code']})"
    for look in source.refused:
        yield f"  {look['message']} (since {look['since']})"
    for court in source.never_found:
        yield (
            f"  {court['court_id']}: none of {court['asked']} dockets was ever found; the court does not "
            "take part, or goes by another name there (docs/sources/govinfo.md)"
        )
    for page in source.set_aside:
        yield (
            f"  {page['url']} of {page['fetched_at']} is set aside: {page['reason']} (`python "
            "-m tracker quarantine`)"
        )
    if source.lanes:
        oldest = min(source.lanes, key=lambda lane: lane["good_at"] or "")
        yield (
            f"  {len(source.lanes)} courts, the longest without an answer {oldest['lane']}: good "
            f"{oldest['good_at'] or 'never'}"
        )
    yield from _format_late(source)


def _format_late(source: status.SourceStatus) -> Iterator[str]:
    """Yield one line for all courts that are late for the same reason; nothing printed above is repeated."""
    shown = cause_of(source.message or "") if source.state == "failed" else ""
    groups: dict[str, list[dict]] = {}
    for lane in source.late:
        groups.setdefault(cause_of(lane["message"] or "no failure on record"), []).append(lane)
    for cause, lanes in groups.items():
        first = min(lanes, key=lambda lane: lane["good_at"] or "")
        why = "" if cause in shown else f"; {first['message'] or 'no failure on record'}"
        good = first["good_at"] or "never"
        if len(lanes) == 1:
            yield f"  {first['lane'] or source.source} is late: good {good}{why}"
        else:
            names = ", ".join(sorted(lane["lane"] for lane in lanes))
            yield f"  {len(lanes)} courts are late, {first['lane']} the longest, good {good}: {names}{why}"


def _format_docket(docket: status.DocketStatus) -> str:
    rhythm = (
        f"every {docket.every_minutes} minutes, {'late' if docket.is_late else 'in time'}"
        if docket.every_minutes
        else "by hand"
    )
    return (
        f"{docket.docket_id} {docket.source}: {rhythm}; tried {docket.last_tried or 'never'}, good "
        f"{docket.last_good or 'never'}, changed {docket.last_changed or 'never'}"
    )


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def sources(settings: Settings, as_json: bool) -> None:
    """List the sources: how often each is asked, what it reads and what it gives.

    \b
      python -m tracker sources
    """
    descriptions = status.describe_sources(settings)
    print_result(as_json, descriptions, map(_format_description, descriptions))


def _format_description(source: dict) -> str:
    rhythm = (
        f"every {source['every_minutes']} minutes"
        if source["every_minutes"]
        else "when there is news on this machine"
    )
    lines = [
        f"{source['source']}: {rhythm}{', from the network' if source['network'] else ''}",
        *(f"  {part}  {source[part]}" for part in ("reads", "gives", "lacks")),
    ]
    if source["network"]:
        variable = f"TRACKER_{source['source'].upper()}_URL"
        lines.append(f"  asked  {source['address'] or 'at its own address'} ({variable})")
    return "\n".join(lines)


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_obj
def doctor_(settings: Settings, as_json: bool) -> None:
    """Check settings, clock, disk, databases and growth. Exits with 1 if something is wrong.

    \b
      python -m tracker doctor
    """
    findings = doctor.examine(settings)
    lines = (f"{finding.state:5} {finding.name}: {finding.message}" for finding in findings)
    print_result(as_json, [asdict(finding) for finding in findings], lines)
    sys.exit(any(finding.state == "wrong" for finding in findings))


_SHOWN = 20  # steps of a plan


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the whole plan as JSON.")
@click.pass_obj
def plan(settings: Settings, as_json: bool) -> None:
    """Show what the next run will request from CourtListener, why, and what exceeds its limits.

    A docket with a hearing within 14 days or an entry within 30 is due daily, an open one weekly, a closed
    one monthly. One search looks at up to 100 dockets. Half of the daily requests left by these searches go
    to the first pages of new dockets, a tenth of the daily total to discovery.

    \b
      python -m tracker plan
      python -m tracker plan --json
    """
    if not settings.archive_path.exists() or not settings.docket_path.exists():
        raise NoDatabase(settings)
    with (
        read_archive(settings.archive_path) as archive_db,
        closing(read_docket(settings.docket_path)) as docket_db,
    ):
        made = planning.read_plan(docket_db, archive_db, settings, datetime.now(UTC))
        windows = planning.last_limits(archive_db)
    has_token = settings.courtlistener_token is not None
    print_result(as_json, _plan_as_dict(made, windows), _format_plan(made, windows, has_token))


def _format_plan(plan: Plan, windows: tuple[tuple[int, int], ...], has_token: bool) -> Iterator[str]:
    lengths = {60: "a minute", 3600: "an hour", 86_400: "a day"}
    limits = ", ".join(f"{most} in {lengths.get(span, f'{span} seconds')}" for span, most in windows)
    yield f"limits: {limits}; room for {plan.room} now, {plan.kept} kept for the next day's looks"
    if not has_token:
        yield "COURTLISTENER_TOKEN is not set: only the searches below are tried, anonymously"
    for step in plan.steps[:_SHOWN]:
        yield f"ask    {step.purpose}: {_what(step)}; {step.reason} (about {step.cost})"
    if len(plan.steps) > _SHOWN:
        yield f"ask    {len(plan.steps) - _SHOWN} more: {_counted(plan.steps[_SHOWN:])}"
    if plan.left:
        requests = sum(step.cost for step in plan.left)
        yield f"waits  {len(plan.left)}, {requests} requests: {_counted(plan.left)}"
    for docket, over in plan.late[:_SHOWN]:
        how = "never looked at" if over == float("inf") else f"{over:.1f} days over its rhythm"
        yield f"late   {docket.docket_id}: {how}"
    for docket in plan.waiting[:_SHOWN]:
        lacks = "no parties yet" if docket.read_at else "no sheet yet"
        yield f"new    {docket.docket_id}: filed {docket.date_filed}, {lacks}; waits for room"
    if not plan.steps and not plan.left:
        yield "nothing is due, and no request would bring anything"


def _what(step: Step) -> str:
    if step.query:
        return step.query.name
    if step.words:
        return step.words
    return step.dockets[0].docket_id if len(step.dockets) == 1 else f"{len(step.source_ids)} ids"


def _counted(steps: tuple[Step, ...]) -> str:
    counts = Counter(step.purpose.value for step in steps)
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))


def _plan_as_dict(made: Plan, windows: tuple[tuple[int, int], ...]) -> dict:
    """Return the plan as plain values; `late` is in days beyond the rhythm, None for a docket never looked
    at."""
    return {
        "limits": [{"seconds": seconds, "requests": most} for seconds, most in windows],
        "room": made.room,
        "kept_for_looks": made.kept,
        "steps": [_step(step) for step in made.steps],
        "left": [_step(step) for step in made.left],
        "late": [
            {"docket_id": docket.docket_id, "days_over": None if over == float("inf") else round(over, 2)}
            for docket, over in made.late
        ],
        "new_waiting": [docket.docket_id for docket in made.waiting],
    }


def _step(step: Step) -> dict:
    return {
        "purpose": step.purpose.value,
        "what": _what(step),
        "reason": step.reason,
        "requests": step.cost,
        "since": step.since and step.since.isoformat(),
        "dockets": [docket.docket_id for docket in step.dockets],
    }
