"""One source asked by the engine that `run` and `watch` have."""

from tracker.pipeline import engine
from tracker.stop import Stop


def take_turn(house, source, stop=None):
    """Return what one turn of the source came to."""
    (turn,) = engine.run(house, [source], stop or Stop())
    return turn.outcome
