"""Homes with eight families of the catalog, for tests that ask only that something is in them.

A file that has these in the place of those of tests/worlds/command.py takes `fewest_catalog` as well, and so has
the same few families in whatever its commands make anew.
"""

import shutil

import pytest

from tests.worlds import few
from tests.worlds.command import build_home
from tests.worlds.shared import build_once


@pytest.fixture(scope="module", autouse=True)
def fewest_catalog():
    """The catalog of these homes, in this process and its commands."""
    with few.having(few.fewest_files()):
        yield


@pytest.fixture(scope="session")
def built_home():
    """A home to be copied, never changed."""
    with few.having(few.fewest_files()):
        return build_once("fewest-home", build_home)


@pytest.fixture
def home(built_home, tmp_path_factory):
    """A home of the test's own."""
    return shutil.copytree(built_home, tmp_path_factory.mktemp("own") / "home", symlinks=True)
