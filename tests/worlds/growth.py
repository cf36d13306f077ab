"""Whether work grows with the size of a text and no faster: two sizes side by side, in processor time."""

import time
from collections.abc import Callable

_LEAST = 0.002  # seconds of the processor; below it the clock's own steps are all there is to see
_MOST = 3  # for twice the text: 2 is linear, 4 is quadratic
_SURELY = 2.3  # as near to linear as this needs no second look
_TURNS = 3


def grows_evenly(call: Callable[[str], object], text: str) -> bool:
    """Say whether `call` takes at most three times as long for the text as for its first half."""
    half = whole = float("inf")
    for turn in range(_TURNS):  # each another text: one may be remembered
        # The whole first: what is loaded at a first look must not count for the half.
        whole = min(whole, _spend(call, text + " " * turn))
        half = min(half, _spend(call, text[: len(text) // 2] + " " * turn))
        if whole <= _SURELY * max(half, _LEAST):
            return True
    return whole <= _MOST * max(half, _LEAST)


def _spend(call: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    call(text)
    return time.process_time() - began
