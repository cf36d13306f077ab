"""`mcp`: the record as tools of the Model Context Protocol, for assistants; an optional extra."""

import asyncio
import importlib.util

import click

from tracker.commands.output import NO_DATABASE
from tracker.settings import VERSION, Settings


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
    """Answer an assistant's questions by the Model Context Protocol, read only. Needs requirements-mcp.lock.

    Give the assistant this command and the folder of the project; it starts the command itself. SQL has the
    same limits as for readers of the pages.

    \b
      python -m tracker mcp
      python -m tracker mcp --http --port 8003
    """
    if importlib.util.find_spec("mcp") is None:
        remedy = "python -m pip install --require-hashes -r requirements-mcp.lock"
        raise click.ClickException(f"mcp is not installed; {remedy}")
    if not settings.docket_path.exists():
        raise click.ClickException(NO_DATABASE.format(settings.home))
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
