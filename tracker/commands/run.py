"""The commands that fetch and serve: run, watch, import, rebuild, serve, mcp."""

import asyncio
import errno
import importlib.util
import os
import socket
import sys
from dataclasses import asdict
from functools import partial
from itertools import chain
from pathlib import Path

import click

from db import archive
from tracker import daemon, importing, logs, pipeline, round as rounds
from tracker.commands.output import (
    NoDatabase,
    check_court,
    need_docket,
    print_json,
    print_lines,
    print_result,
)
from tracker.daemon.systemd import Notifier, Progress
from tracker.home import open_house
from tracker.opinions.matching import Answer
from tracker.outcome import Outcome
from tracker.reading.parsing import DAMAGED
from tracker.settings import VERSION, Settings
from tracker.stop import Stop, Stopped

_NO_CONTACT = (
    "TRACKER_CONTACT is not set. Courts should be able to reach whoever asks: set it to an e-mail address "
    "or a web page of yours"
)


@click.command()
@click.argument("names", metavar="[SOURCES]...", nargs=-1)
@click.option("--due", "is_due_only", is_flag=True, help="Leave out sources that are not due yet.")
@click.option(
    "--limit-seconds",
    type=click.IntRange(min=1),
    help="Send no more requests after this time. Default: $TRACKER_FETCH_SECONDS.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result of each source as JSON.")
@click.pass_obj
def run(settings: Settings, names, is_due_only: bool, limit_seconds: int | None, as_json: bool) -> None:
    """Fetch the named sources, or all of them, and save what changed.

    The catalog and the corrections on this machine are always read first, so that there is a database even if
    no court can be reached. Exits with 1 if a source failed.

    \b
      python -m tracker run
      python -m tracker run pacer_rss
      python -m tracker run --due --limit-seconds 60
    """
    known = [*rounds.BROUGHT_FIRST, *rounds.polled()]
    if unknown := sorted(set(names) - set(known)):
        raise click.BadParameter(
            f"{', '.join(unknown)} cannot be fetched; sources are {', '.join(known)}", param_hint="SOURCES"
        )
    chosen = list(names) or known
    if not settings.contact and set(chosen) - set(rounds.BROUGHT_FIRST):
        click.echo(f"Warning: {_NO_CONTACT}.", err=True)
    turns = []
    with open_house(settings) as house:
        local = rounds.archive_local(house)
        asked = rounds.run_sources(house, chosen, is_due_only, limit_seconds or settings.fetch_seconds)
        for turn in chain(local, asked):
            turns.append(turn)
            if not as_json:
                click.echo(f"{turn.source}: {turn.words}")
    if as_json:
        print_json([turn.as_dict() for turn in turns])
    sys.exit(any(turn.is_failed for turn in turns))


@click.command()
@click.pass_obj
def watch(settings: Settings) -> None:
    """Run every source on its own rhythm until stopped (SIGTERM or Ctrl-C). Needs TRACKER_CONTACT.

    When stopped, it finishes the page in hand first. Log lines go to stderr.

    \b
      TRACKER_CONTACT=docket@example.org python -m tracker watch
    """
    if not settings.contact:
        raise click.UsageError(_NO_CONTACT + ", e.g. TRACKER_CONTACT=docket@example.org")
    logs.set_up(settings.secrets, is_daemon=True, is_json=settings.is_log_json)
    stop, notifier = Stop(), Notifier(settings.notify_socket)
    stop.listen()
    with open_house(settings) as house:
        try:
            rounds.archive_local(house, progress=Progress(stop, partial(notifier.beat, is_starting=True)))
        except Stopped:
            return
        notifier.notify_ready()
        daemon.watch(house, list(rounds.polled().values()), stop, notifier.beat)
        notifier.notify_stopping()


@click.command("import")
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--court",
    "court_id",
    metavar="ID",
    help="The court, for pages that do not name it (cand, ca9, scotus …).",
)
@click.option(
    "--docket", "docket_id", metavar="ID", help="The docket of an opinion whose number matches none."
)
@click.option(
    "--new", "is_new", is_flag=True, help="Make a new candidate from an opinion whose docket is not here."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found in each file as JSON.")
@click.pass_obj
def import_(
    settings: Settings, paths, court_id: str | None, docket_id: str | None, is_new: bool, as_json: bool
) -> None:
    """Import saved court pages: files, folders, archives (zip, gzip) and mailboxes.

    Each file is recognized by its content: CM/ECF docket sheets, ACMS data, RECAP files, notice e-mails,
    Supreme Court dockets, opinions and orders. A file that cannot be used is refused and not kept; the others
    are imported all the same. Exits with 1 if any was refused. Importing a file twice changes nothing.

    \b
      python -m tracker import saved-pages/
      python -m tracker import --court ca9 "22-55123 docket.html"
      python -m tracker import --docket ca9-22-16514 opinion.pdf
    """
    check_court(court_id)
    if docket_id and is_new:
        raise click.UsageError("--docket names a docket that is here, --new makes one: give one of them")
    files = importing.find_files(paths)
    reports, outcome = [], Outcome("import")
    with rounds.open_current(settings) as house, rounds.progress_bar(len(files), "importing") as bar:
        answer = Answer(docket_id, is_new)
        for report in importing.import_files(house, files, court_id, outcome, answer):
            reports.append(report)
            bar.update(1)
            if not as_json:
                bar.write(str(report), file=sys.stdout)
                sys.stdout.flush()  # even into a file: an interrupted import has then reported what it stored
    counts = {
        word: sum(report.result == word for report in reports) for word in ("stored", "known", "refused")
    }
    print_result(
        as_json,
        {"files": [asdict(report) for report in reports], **counts, "changes": outcome.changes},
        ["{stored} imported, {known} known already, {refused} refused".format(**counts)],
    )
    sys.exit(bool(counts["refused"] or outcome.failed))


@click.command()
@click.pass_obj
def rebuild(settings: Settings) -> None:
    """Rebuild the docket database from the archive and switch to it.

    Requests in progress finish on the old database. Needs room for a second copy. Exits with 1 if the
    archived bytes of a page are damaged: that page is left out, and named.

    \b
      python -m tracker rebuild
    """
    outcome = Outcome("rebuild")
    with open_house(settings) as house:
        pipeline.archive_shipped(house, Outcome("catalog"))
        total = archive.count_after(house.archive, 0)
        with rounds.progress_bar(total, "rebuilding") as bar:
            path = house.rebuild(outcome, bar)
        damaged = list(
            house.store.db.execute(
                "select snapshot_id, place from issues where code = ? order by 2", (DAMAGED,)
            )
        )
    click.echo(f"{path}: {total} snapshots, {outcome.records} records, {outcome.issues} issues")
    if outcome.quarantined:
        click.echo(f"{outcome.quarantined} archived pages cannot be read; see the table issues", err=True)
    lines = (
        f"the archived bytes of {snapshot_id} ({url}) are damaged; `python -m tracker backup` says whether a copy "
        "has them"
        for snapshot_id, url in damaged
    )
    print_lines(lines, err=True)
    sys.exit(bool(damaged))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    default=8001,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; 0 chooses a free one.",
)
@click.option(
    "--replica",
    "folder",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Serve the export in this folder instead of the home.",
)
@click.pass_obj
def serve(settings: Settings, host: str, port: int, folder: Path | None) -> None:
    """Serve the pages and the data, read only, until stopped (Ctrl-C).

    It notices a rebuild, an import or, with --replica, a new export without a restart.

    \b
      python -m tracker serve
      python -m tracker serve --host 0.0.0.0 --port 80
      python -m tracker serve --replica /srv/exports --port 8002
    """
    if folder is None and not settings.docket_path.exists():
        raise NoDatabase(settings)
    from publish.sockets import make_server  # takes a second to load, and no other command needs it

    app = _make_app(settings, folder)
    try:
        listener = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
    except OSError as error:
        code = error.errno or 0
        if code < 0 or code == errno.EADDRNOTAVAIL:  # negative: the resolver does not know the name
            raise click.BadParameter(
                f"{host!r} is not an address of this machine", param_hint="--host"
            ) from None
        # Python's own message would repeat the address.
        raise click.ClickException(
            f"cannot listen on {host}:{port} ({os.strerror(code)}); choose another with --port"
        ) from None
    # Inherited by each connection. asyncio sets it only on sockets that name their protocol, which these do
    # not: without it, the end of every page over 64 kB waited 40 ms for the reader's acknowledgment, which
    # limited us to a hundred answers a second.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Serving on http://{shown}:{listener.getsockname()[1]}/ (Ctrl-C stops)")
    try:
        make_server(app, settings.proxies).run(sockets=[listener])
    except KeyboardInterrupt:
        click.echo("stopped", err=True)


def _make_app(settings: Settings, folder: Path | None):
    """Return the web application for the home, or for the exports in `folder`, watched by
    tracker/web_watch.py."""
    from publish.database import linked_database
    from publish.inbox_files import Inbox
    from publish.serve import NotBuilt, make_datasette, make_replica
    from tracker.web_watch import WebWatch

    if folder is None:
        inbox_ = Inbox(settings.inbox_path, settings.webhook_secret) if settings.webhook_secret else None
        datasette = make_datasette(
            settings.docket_path,
            settings.archive_path,
            settings.contact,
            inbox=inbox_,
            site_url=settings.site_url,
            hosts=settings.hosts,
        )
    else:
        try:
            datasette = make_replica(
                folder, settings.contact, site_url=settings.site_url, hosts=settings.hosts
            )
        except NotBuilt as error:
            raise click.ClickException(str(error)) from None

    async def read() -> None:
        await linked_database(datasette).execute_fn(
            lambda conn: conn.execute("select 1 from build").fetchone()
        )

    return WebWatch(read, Notifier(settings.notify_socket)).around(datasette.app())


@click.command("mcp")
@click.option(
    "--http", "is_http", is_flag=True, help="Answer over HTTP at /mcp, not on standard input and output."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="With --http: address to listen on.")
@click.option(
    "--port", default=8003, show_default=True, type=click.IntRange(0, 65535), help="With --http: its port."
)
@click.pass_obj
def mcp_(settings: Settings, is_http: bool, host: str, port: int) -> None:
    """Answer an assistant's questions over the Model Context Protocol, read only. Needs
    requirements-mcp.lock.

    Give the assistant this command and the folder of the project; it starts the command itself. SQL has the
    same limits as for readers of the pages.

    \b
      python -m tracker mcp
      python -m tracker mcp --http --port 8003
    """
    if importlib.util.find_spec("mcp") is None:
        remedy = "python -m pip install --require-hashes -r requirements-mcp.lock"
        raise click.ClickException(f"mcp is not installed; {remedy}")
    need_docket(settings)
    from publish.mcp.server import http_app, make_server, serve_stdio
    from publish.serve import make_datasette

    datasette = make_datasette(
        settings.docket_path, settings.archive_path, settings.contact, site_url=settings.site_url
    )
    server = make_server(datasette, VERSION)
    if not is_http:
        asyncio.run(serve_stdio(server))
        return
    import uvicorn

    uvicorn.run(http_app(server, host), host=host, port=port, log_level="warning")
