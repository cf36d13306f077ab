"""Options and settings that all test files share."""

# ruff: noqa: E402  # what new files begin from is said before anybody makes one

import gc
import os
import sys

# Rubbish in a circle is rare here; to look for it as often as Python does takes a twentieth of the processor's time.
gc.set_threshold(20_000, 20, 20)

from tests.worlds.start import sitecustomize

os.environ["PYTHONPATH"] = os.path.dirname(sitecustomize.__file__)

from tests.worlds.new_files import copy_tables

copy_tables()

import pytest
from hypothesis import settings

from db import archive, schema
from scrapers.sources import catalog
from tests.worlds.few import few_files, whole_catalog
from tests.worlds.ready import ready_readers
from tests.worlds.shared import folder_of_run, set_folder
from tests.worlds.templates import keep_compiled

for _name in sitecustomize.ARRAYS:  # tests of sweeps have them
    del sys.modules[_name]

# How long an example takes says more of what else the machine does than of our code: a reading of 13 ms took 382 once.
# Examples that a test does not count itself: Hypothesis's own hundred in ./test --full.
settings.register_profile(
    "house", deadline=None, max_examples=100 if os.environ.get("TRACKER_TEST_FULL") else 40
)
settings.load_profile("house")
ready_readers()


@pytest.fixture(scope="session", autouse=True)
def _shared(tmp_path_factory):
    set_folder(tmp_path_factory.getbasetemp())
    catalog.FOLDER = few_files()
    archive.SYNCHRONOUS = schema.SYNCHRONOUS = "off"  # so in tests/worlds/loaded.py, for the commands
    keep_compiled(folder_of_run("templates"))


@pytest.fixture(name="whole_catalog")
def _whole_catalog():
    with whole_catalog():
        yield


@pytest.fixture(scope="module")
def the_record():
    """The whole catalog for all tests of a file."""
    with whole_catalog():
        yield


def pytest_addoption(parser):
    parser.addoption(
        "--accept",
        action="store_true",
        help="rewrite what is expected or held in tests/fixtures; review the diff like code",
    )


@pytest.fixture
def accept(request):
    """Whether what is held is to be rewritten, not compared."""
    return request.config.getoption("--accept")


# Files that take long, begun first: a long one that begins last keeps one process busy while the others are idle.
_LONG = (
    "seals",
    "faults",
    "takedown",
    "held_commands",
    "publishing",
    "crash",
    "alerts",
    "living",
    "courtlistener_runs",
    "opinions",
    "faults_home",
    "api_contract",
    "pipeline",
    "caselaw",
    "filters",
    "shares",
    "accessibility",
    "sweep",
    "accuracy",
    "export",
    "commands",
    "held_pages",
    "invariant",
    "linear_patterns",
    "addresses_outlive",
    "daemon",
    "hostile",
    "import",
    "hostile_text",
    "replicas",
    "api",
    "held_answers",
    "readers_sql",
    "pages",
    "least_rights",
    "mcp",
)


def pytest_collection_finish():
    # Modules, tests and their parameters stay to the end, and need not be looked through whenever rubbish is collected.
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items):
    places = {f"test_{name}": place for place, name in enumerate(_LONG)}
    items.sort(key=lambda item: places.get(item.module.__name__.rpartition(".")[2], len(_LONG)))
