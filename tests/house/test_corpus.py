"""The whole shared corpus, stored: nothing dropped, nothing doubled (see stored_counts)."""

import pytest

from tests.worlds import stored_counts


@pytest.mark.skipif(not stored_counts.SHARED.is_dir(), reason="the shared corpus (../shared) is not here")
def test_every_page_of_the_corpus_is_stored_whole(capsys):
    assert stored_counts.main() == 0, capsys.readouterr().out
