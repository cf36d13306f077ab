"""Every answer of the readers to the texts of tests/fixtures/held/answers is the one that somebody looked at."""

import pytest

from tests.worlds.held import compare, list_held
from tests.worlds.held_answers import read_again


@pytest.mark.parametrize("name", list_held("answers"))
def test_readers_answer_what_is_held(name, accept):
    compare(name, read_again(name), accept)
