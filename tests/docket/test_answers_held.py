"""Every answer of the readers to the texts of tests/held is the one that somebody looked at."""

import pytest

from tests.worlds.held import FILES, HELD, read_again


@pytest.mark.parametrize("file", FILES)
def test_answers_are_those_held(file, request):
    held, read = read_again(file)
    if request.config.getoption("--accept"):
        (HELD / f"{file}.txt").write_text(read, "utf-8")
        held = read
    assert held.splitlines() == read.splitlines(), "run ./test --accept on this file, and read its diff"
