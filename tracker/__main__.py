"""The command line: `python -m tracker …`. The only place that reads arguments or sets an exit code; the
commands are in `commands/`.

Exit status: 0 done, 1 something failed or was refused, 2 a wrong command or setting (`status`: no
database yet). What a script wants is on stdout, with `--json` as JSON; the rest is on stderr.
"""

import click

from tracker import logs
from tracker.commands.add import add_event, demo, inbox
from tracker.commands.alerts import alerts
from tracker.commands.archive import backup, export, restore, verify
from tracker.commands.cli_errors import ExplainedGroup
from tracker.commands.curate import correct, proof, quarantine, review, suppress
from tracker.commands.extract import capture, evaluate, extract, fit_, rows
from tracker.commands.run import import_, mcp_, rebuild, run, serve, watch
from tracker.commands.show import coverage, opinion, record, show
from tracker.commands.status import doctor_, plan, sources, status_
from tracker.commands.sweep import locate, sweep
from tracker.settings import VERSION, load_settings


@click.group(
    cls=ExplainedGroup,
    commands=[
        add_event,
        alerts,
        backup,
        capture,
        correct,
        coverage,
        demo,
        doctor_,
        evaluate,
        rows,
        export,
        extract,
        fit_,
        import_,
        inbox,
        locate,
        mcp_,
        opinion,
        plan,
        proof,
        quarantine,
        rebuild,
        record,
        restore,
        review,
        run,
        serve,
        show,
        sources,
        status_,
        suppress,
        sweep,
        verify,
        watch,
    ],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(VERSION, prog_name="tracker")
@click.pass_context
def cli(context: click.Context) -> None:
    """Court litigation about Section 230 (47 U.S.C. § 230): fetch it, keep it, publish it.

    All data is in $TRACKER_HOME (./data). Begin with:

    \b
      python -m tracker run
      python -m tracker serve
    """
    context.obj = load_settings()
    logs.set_up(context.obj.secrets, is_json=context.obj.is_log_json)


if __name__ == "__main__":
    cli(prog_name="python -m tracker")
