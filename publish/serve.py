"""How the pages are served. `python -m tracker serve` calls `make_datasette`.

Plain Datasette shows the same with the same files, from the root of the project:

    datasette data/docket.db -m metadata.json --template-dir publish/templates \\
        --plugins-dir publish/plugins --static static:publish/static --cors \\
        --setting suggest_facets off --setting default_page_size 50 --setting sql_time_limit_ms 1000 \\
        --setting default_cache_ttl 60 --setting max_returned_rows 3000

(`{"plugins": {"tracker": {"contact": "…"}}}` in the metadata says where errors are reported; there `"inbox":
"data/inbox", "webhook_secret": {"$env": "TRACKER_WEBHOOK_SECRET"}` lets webhooks in. An archive.db beside
docket.db gives "last checked".) The database is opened read-only. It is mutable (a write-ahead log lies
beside it), so Datasette never blocks the writer and never offers the bare file for download.
"""

from functools import lru_cache
from pathlib import Path

from datasette.app import Datasette
from datasette.plugins import pm

from publish.database import LinkedDatabase
from publish.inbox_files import Inbox
from publish.metadata import load_metadata
from publish.replica import NoSnapshot, ReplicaDatabase, find_database
from publish.request import PAGE_SECONDS

ROOM = Path(__file__).resolve().parent
SETTINGS = {
    "suggest_facets": False,  # it alone makes a table page many times slower at a million rows
    "default_page_size": 50,
    "default_facet_size": 15,
    "max_returned_rows": 3000,  # a number on a page leads to all of its rows: over a thousand dockets are counted
    "sql_time_limit_ms": 1000,
    "allow_download": True,
    "default_cache_ttl": PAGE_SECONDS,  # Datasette's tables hold as long as our pages
}


class NotBuilt(Exception):
    """There is no docket database to serve. The message names the path and the remedy."""


def make_datasette(
    docket_path: Path,
    archive_path: Path | None = None,
    contact: str | None = None,
    settings: dict | None = None,
    inbox: Inbox | None = None,
    site_url: str | None = None,
    hosts: tuple[str, ...] = (),
) -> Datasette:
    """Return the Datasette that serves the docket, its pages and its tables.

    `archive_path` gives the pages "last checked"; `contact` is where errors are reported.
    `site_url` is where readers find the pages; then every link begins with it, whatever name a request gives.
    Without it links begin with that name where it is one of `hosts` or the server's own, and else with the latter.
    `inbox` lets messages of CourtListener's in; without it nothing can be written.
    Raises NotBuilt if there is no database at `docket_path`.
    """
    if not docket_path.exists():
        raise NotBuilt(f"{docket_path} is not there; build it first with: python -m tracker run")
    datasette = _make_empty(settings)
    archive = archive_path if archive_path and archive_path.exists() else None
    database = LinkedDatabase(datasette, docket_path, archive, contact)
    database.inbox = inbox  # not in the metadata: Datasette shows those to everybody
    database.site_url, database.hosts = site_url, frozenset(hosts)
    datasette.add_database(database, name="docket")
    return datasette


def make_replica(
    folder: Path,
    contact: str | None = None,
    site_url: str | None = None,
    hosts: tuple[str, ...] = (),
) -> Datasette:
    """Return the Datasette that serves the exported snapshot in force in `folder`, and each that follows it.

    Raises NotBuilt if there is none.
    """
    try:
        path = find_database(folder)
    except NoSnapshot as error:
        raise NotBuilt(str(error)) from None
    datasette = _make_empty(None)
    database = ReplicaDatabase(datasette, path, contact=contact)
    database.site_url, database.hosts = site_url, frozenset(hosts)
    datasette.add_database(database, name="docket")
    return datasette


def _make_empty(settings: dict | None) -> Datasette:
    datasette = Datasette(
        files=[],
        metadata=load_metadata(),
        template_dir=str(ROOM / "templates"),
        plugins_dir=str(ROOM / "plugins"),
        static_mounts=[("static", str(ROOM / "static"))],
        settings=SETTINGS | (settings or {}),
        cors=True,
    )
    datasette.remove_database("_memory")  # Datasette adds one where no file is named
    _remember_permissions(datasette)
    return datasette


def _remember_permissions(datasette: Datasette) -> None:
    """Let Datasette look up once who may see a table.

    It copies all that metadata.json says of every column, twice, each time it asks (0.65.5, `app.py`): 3 of the 7 ms of
    a hundred rows. What we give it never changes; a plugin that brings metadata of its own may.
    """
    if not pm.hook.get_metadata.get_hookimpls():
        look_up = datasette._table_permission_allows  # noqa: SLF001  # no hook lies between it and the metadata
        datasette._table_permission_allows = lru_cache(maxsize=512)(look_up)  # noqa: SLF001  # as above
