"""Opinions written and labeled by one who had not seen the reader: what is found of the open half never falls.

The other half is kept: it was scored once, after the reader was frozen (tests/gold/sets.csv), and is not looked at.
"""

from tests.worlds.opinion_scores import score


def test_the_open_half_is_read_as_well_as_it_was(capsys):
    figures, misses = score("open")
    with capsys.disabled():
        print(figures)
    assert figures["passages matched"] == 1
    assert figures["edges recall"] >= 0.95, misses
    # .825 on the fifteen it was mended on; with the fifteen that nobody has looked at .713, short of the .75 aimed at.
    assert figures["treatment macro F1"] >= 0.7, misses
    assert figures["holdings right"] >= 0.9, misses
