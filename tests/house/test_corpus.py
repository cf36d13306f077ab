"""The shared corpus, stored: nothing dropped, nothing doubled (see stored_counts).

`./test --full` stores all of it, otherwise every sixth page of each folder.
"""

import os

import pytest

from tests.worlds import stored_counts

EVERY = 1 if os.environ.get("TRACKER_TEST_FULL") else 6


@pytest.mark.skipif(not stored_counts.SHARED.is_dir(), reason="the shared corpus (../shared) is not here")
def test_every_page_of_the_corpus_is_stored_whole(capsys):
    assert stored_counts.main(EVERY) == 0, capsys.readouterr().out
