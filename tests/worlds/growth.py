"""Whether work grows with the size of a text and no faster: two sizes side by side, in processor time."""

import time
from collections.abc import Callable

_LEAST = 0.002  # seconds of the processor; below it the clock's own steps are all there is to see
_MOST = 3  # for twice the text: 2 is linear, 4 is quadratic


def grows_evenly(call: Callable[[str], object], text: str) -> bool:
    """Say whether `call` takes at most three times as long for the text as for its first half."""
    half, whole = (
        min(_spend(call, part + " " * turn) for turn in range(3))  # each another text: one may be remembered
        for part in (text[: len(text) // 2], text)
    )
    return whole <= _MOST * max(half, _LEAST)


def _spend(call: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    call(text)
    return time.process_time() - began
