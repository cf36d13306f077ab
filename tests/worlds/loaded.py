"""What the fork server of the tests (tests/worlds/ready.py) imports: all that commands and readers of pages use.

What they make at their first page is made, too: the patterns of a rule are compiled when a page first needs them, which
is a second of the processor in each process.
"""

# ruff: noqa: E402  # what new files begin from is said before anybody makes one

import errno
import gc
import importlib
import multiprocessing
from multiprocessing import forkserver, reduction
from pathlib import Path

from tests.worlds.new_files import copy_tables

copy_tables()

from db import archive, schema
from db.readings import encode_record, read_facts
from docket.issues import Issue
from docket.redact import redact
from scrapers.source import load_sources
from scrapers.sources import pacer_docket
from tracker.reading import page_reader
from tracker.reading.code_version import code_digest

archive.SYNCHRONOUS = schema.SYNCHRONOUS = "off"
for _name in ("datasette.app", "uvicorn", "publish.plugin", "tracker.__main__"):
    importlib.import_module(_name)
load_sources()
code_digest()

_receive_descriptors = reduction.recvfds


def _receive_what_was_sent(*arguments):
    """Receive descriptors, or say in the one word that a fork server of Python passes over that nobody sent any."""
    try:
        return _receive_descriptors(*arguments)
    except (EOFError, ConnectionError) as error:
        raise OSError(errno.ECONNABORTED, "who asked for a process has ended") from error


# A command killed between asking for a reader and saying where it is to read would end the maker of all readers.
reduction.recvfds = _receive_what_was_sent
# A command has its readers of pages made here as well: Python would start a fork server for each command.
page_reader.CONTEXT = multiprocessing.get_context("forkserver")
forkserver._forkserver.ensure_running = lambda: None

_PAGE = Path(__file__).resolve().parents[1] / "fixtures" / "pacer_docket" / "district_ordinary.html"
redact("Call (202) 555-0142.")
_snapshot = pacer_docket.SOURCE.recognize(_PAGE.name, _PAGE.read_bytes(), None, "2024-05-01T00:00:00Z")
for _record in pacer_docket.SOURCE.parse(_snapshot):
    if not isinstance(_record, Issue):
        read_facts(*encode_record(_record))
gc.collect()
gc.freeze()  # what is there already is shared by all, and looked through by none
gc.set_threshold(20_000, 20, 20)  # so in tests/conftest.py, too
