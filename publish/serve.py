"""How the pages are served. `python -m tracker serve` calls `make_datasette`.

Plain Datasette shows the same with the same files, from the root of the project:

    datasette data/docket.db -m metadata.json --template-dir publish/templates \\
        --plugins-dir publish/plugins --static static:publish/static --cors \\
        --setting suggest_facets off --setting default_page_size 50 --setting sql_time_limit_ms 1000 \\
        --setting default_cache_ttl 60 --setting max_returned_rows 3000

(`{"plugins": {"tracker": {"contact": "…"}}}` in the metadata says where errors are reported; `"inbox":
"data/inbox", "webhook_secret": {"$env": "TRACKER_WEBHOOK_SECRET"}` there lets webhooks in. An archive.db
beside docket.db supplies "last checked".) The database is opened read-only. Datasette treats it as mutable
(it has a write-ahead log), so it never blocks the writer and never offers the bare file for download.
"""

from copy import copy
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
    "suggest_facets": False,  # this alone makes a table page many times slower at a million rows
    "default_page_size": 50,
    "default_facet_size": 15,
    "max_returned_rows": 3000,  # a number on a page links to all of its rows, over a thousand dockets
    "sql_time_limit_ms": 1000,
    "allow_download": True,
    "default_cache_ttl": PAGE_SECONDS,  # Datasette's tables hold as long as our pages
}


class NotBuilt(Exception):
    """There is no docket database to serve. The message names the path and says what to do."""


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

    `archive_path` supplies the pages' "last checked"; `contact` is where errors are reported. `site_url` is
    where readers find the pages: every link begins with it, whatever host a request names. Without it, links
    begin with the request's host if that is one of `hosts` or the server's own name, or else with the
    server's own name. `inbox` lets in messages from CourtListener; without it nothing can be written. Raises
    NotBuilt if there is no database at `docket_path`.
    """
    if not docket_path.exists():
        raise NotBuilt(f"{docket_path} is not there; build it first with: python -m tracker run")
    datasette = _make_empty(settings)
    archive = archive_path if archive_path and archive_path.exists() else None
    database = LinkedDatabase(datasette, docket_path, archive, contact)
    database.inbox = inbox  # not in the metadata: Datasette shows that to everybody
    database.site_url, database.hosts = site_url, frozenset(hosts)
    datasette.add_database(database, name="docket")
    return datasette


def make_replica(
    folder: Path,
    contact: str | None = None,
    site_url: str | None = None,
    hosts: tuple[str, ...] = (),
) -> Datasette:
    """Return the Datasette that serves the snapshot in force in `folder`, and each later one.

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
    datasette.remove_database("_memory")  # Datasette adds it if no file is named
    _ease_permissions(datasette)
    return datasette


def _ease_permissions(datasette: Datasette) -> None:
    """Let Datasette look up who may see a table among those of which that is said, and nothing else.

    On each look it copies all of metadata.json's column descriptions, twice (0.65.5, `app.py`): 3 of the 7 ms for a
    hundred rows, and half of the time for the list of all tables. Our metadata never changes; that of another plugin
    may.
    """
    if not pm.hook.get_metadata.get_hookimpls():
        tables = datasette.metadata("tables", database="docket")
        said = {name: words for name, words in tables.items() if "allow" in words}
        bare = copy(datasette)
        bare._metadata_local = {"databases": {"docket": {"tables": said}}}  # noqa: SLF001  # there is no hook for it
        datasette._table_permission_allows = bare._table_permission_allows  # noqa: SLF001  # as above
