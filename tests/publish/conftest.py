"""The world that several tests of pages read, and a site that serves it."""

import pytest
from datasette.database import Database

from publish.serve import SETTINGS, make_datasette
from tests.worlds.publishing import build_catalog, build_world


@pytest.fixture(scope="module", autouse=True)
def _closed(request):
    """Close what a file of tests has opened at its end: a process of the suite had 1,712 files open.

    And give pages the time they need.
    """
    opened, make = [], Database.__init__

    def make_and_keep(database, *given, **named):
        opened.append(database)
        make(database, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "__init__", make_and_keep)
        # A second is for readers; a busy machine once took longer over the first page of a file. Tests whose
        # queries are to be killed say how soon.
        patch.setitem(SETTINGS, "sql_time_limit_ms", getattr(request.module, "TIME_LIMIT_MS", 20_000))
        yield
    for database in opened:
        database.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    home = tmp_path_factory.mktemp("world")
    build_world(home / "docket-1.db")
    (home / "docket.db").symlink_to("docket-1.db")  # as in a home
    return home / "docket.db"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    path = tmp_path_factory.mktemp("catalog") / "docket.db"
    build_catalog(path)
    return path


@pytest.fixture(scope="module")
def ds(world):
    return make_datasette(world, contact="desk@example.org")


@pytest.fixture(scope="module")
def catalog_ds(catalog):
    return make_datasette(catalog)
