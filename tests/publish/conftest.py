"""The world that several tests of pages read, and a site that serves it."""

import pytest

from publish.serve import make_datasette
from tests.worlds.publishing import build_catalog, build_world


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    path = tmp_path_factory.mktemp("world") / "docket.db"
    build_world(path)
    return path


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    path = tmp_path_factory.mktemp("catalog") / "docket.db"
    build_catalog(path)
    return path


@pytest.fixture(scope="module")
def ds(world):
    datasette = make_datasette(world)
    yield datasette
    datasette.databases["docket"].close()
