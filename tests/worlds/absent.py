"""What is there for a few tests and no user has: the programs that tests start do without it, as a user's do.

sqlite-utils loads pandas and numpy where they are: half a second of the processor, for each of some hundred programs.
"""

import os
from pathlib import Path

from tests.worlds.shared import build_once

_NAMES = ("numpy", "pandas")


def hide_from_programs() -> None:
    """Have no program that is started from now on find them; this process does."""
    folder = str(build_once("absent", _write))
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (folder, os.environ.get("PYTHONPATH"))))


def _write(folder: Path) -> None:
    folder.mkdir()
    for name in _NAMES:
        (folder / f"{name}.py").write_text(f'raise ImportError("{name} is hidden: tests/worlds/absent.py")\n')
