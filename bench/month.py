"""What the tracker knows after a month of a world that knows its truth, clean and with faults.

    python bench/month.py [--days 30] [--dockets 120] [--seed 230]

The daemon itself, on a clock that only waiting moves, against the courts' feeds and a CourtListener on this
machine (tests/worlds/living.py). Printed for a clean month and for one in which registers are down, busy or
answer nonsense, feeds break, a docket's row is merged away and the machine is off for a night: entries lost,
doubled, of wrong text, known by their label only, falsely withdrawn or not marked, hearings, motions and parties
that are not right, dockets and parties that stand twice, how long a docket that only a search finds had no sheet and
one with a hearing near was not looked at, looks within half a rhythm, refusals of our own making, and how much of
the quota lay idle on the days on which it would have gained something.
"""

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.worlds.living_month import Month, quicken


class _Patch:
    """Sets attributes for as long as the program runs."""

    def setattr(self, owner: object, name: str, value: object) -> None:
        mock.patch.object(owner, name, value).start()

    def setitem(self, owner: dict, name: str, value: object) -> None:
        mock.patch.dict(owner, {name: value}).start()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--dockets", type=int, default=120)
    parser.add_argument("--seed", type=int, default=230)
    given = parser.parse_args()
    logging.getLogger("tracker").addHandler(logging.NullHandler())
    logging.getLogger("tracker").propagate = False
    quicken(_Patch())
    for is_troubled in (False, True):
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            month = Month(Path(folder) / "home", given.days, given.dockets, is_troubled, given.seed)
            figures = month.run()
        name = "with faults" if is_troubled else "clean"
        print(f"## {given.days} days {name}, {given.dockets} dockets ({time.monotonic() - begun:.0f} s)\n")
        print("\n".join(f"- {line}" for line in figures.lines()))
        print("\n".join(f"    {case}" for case in figures.cases[:20]), flush=True)


if __name__ == "__main__":
    main()
