"""What is built once for all files and processes of a run, since each building takes seconds: copied, never changed."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

_folder: list[Path] = []


def set_folder(base: Path) -> None:
    """Say where the run has its temporary files; the processes of a run share what is above their own."""
    _folder[:] = [base.parent if "PYTEST_XDIST_WORKER" in os.environ else base]


def folder_of_run(name: str) -> Path:
    """Return the folder of that name which the processes of the run have in common."""
    folder = _folder[0] / f"shared-{name}"
    folder.mkdir(exist_ok=True)
    return folder


def build_once(name: str, build: Callable[[Path], None]) -> Path:
    """Return the file or folder of that name, which `build` makes if no process of the run has."""
    built = _folder[0] / f"shared-{name}"
    with built.with_name(f"{built.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            unfinished = built.with_name(f"{built.name}.unfinished")
            build(unfinished)
            unfinished.rename(built)
    return built
