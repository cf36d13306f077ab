"""Commands that start at once: `subprocess.Popen`, of a fork server of Python that has the command line loaded already.

`python -m tracker` takes over a second of the processor to load its modules, and tests give it hundreds of commands.
What is made here is in every other way a process like that one: its own arguments, environment, folder, files and
signals, its own end. Whoever tests the start itself starts Python (`tests.worlds.command.tracker(..., afresh=True)`).
"""

import atexit
import multiprocessing
import os
import runpy
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import reduction
from pathlib import Path

from scrapers.sources import catalog
from tests.worlds.confined import CONFINED
from tests.worlds.shared import folder_of_run
from tests.worlds.templates import keep_compiled
from tracker.reading import page_reader

_CONTEXT = multiprocessing.get_context("forkserver")


def ready_readers() -> None:
    """Have this process make its commands and its readers of pages from one that has loaded what they need.

    The program starts each afresh, which is tested in tests/tracker/test_pipeline.py.
    """
    _CONTEXT.set_forkserver_preload(["tests.worlds.loaded"])
    page_reader.CONTEXT = _CONTEXT


class _Descriptor:
    """A file of this process on its way to another."""

    def __init__(self, number: int):
        self._number = number

    def __reduce__(self):
        return reduction.DupFd(self._number).detach, ()


class ReadyCommand(subprocess.Popen):
    """`python -m` a module with these arguments, and with the catalog that this process has.

    `confined` is the name of a function of tests/worlds/confined.py and what it is given. The rest is as with Popen,
    of which tests use that much.
    """

    def __init__(self, module: str, arguments: list[str], *, confined: tuple = (), **how) -> None:
        self._module, self._confined = module, confined
        super().__init__([sys.executable, *arguments], **how)

    def _execute_child(self, args, executable, preexec_fn, close_fds, pass_fds, cwd, env, *more):
        _, _, _, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, *_ = more
        assert preexec_fn is None and not pass_fds
        files = [
            _Descriptor(descriptor if descriptor != -1 else ours)
            for descriptor, ours in ((p2cread, 0), (c2pwrite, 1), (errwrite, 2))
        ]
        request = {
            "arguments": [os.fspath(argument) for argument in args[1:]],
            "folder": os.fspath(cwd or Path.cwd()),
            "environment": dict(os.environ if env is None else env),
            "module": self._module,
            "confined": self._confined,
            "catalog": catalog.FOLDER,
            "templates": folder_of_run("templates"),
            "own_session": bool(more[-2]),  # start_new_session; process_group is last
        }
        self._process = _CONTEXT.Process(target=_become, args=(request, files))
        self._process.start()
        self.pid = self._process.pid
        if request["own_session"]:
            self._wait_for_session()
        self._child_created = True
        self._close_pipe_fds(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite)

    def _wait_for_session(self) -> None:
        """Wait until the process leads a group of its own, which whoever kills it at once kills by its number."""
        with suppress(ProcessLookupError):  # it has ended already
            while os.getpgid(self.pid) != self.pid:
                time.sleep(0.001)

    def _internal_poll(self, *_, **__):
        self.returncode = self._process.exitcode
        return self.returncode

    def _wait(self, timeout):
        self._process.join(timeout)
        if self._internal_poll() is None:
            raise subprocess.TimeoutExpired(self.args, timeout)
        return self.returncode


def _become(request: dict, files: list[int]) -> None:
    """Be the command that was asked for: run its module, and end as Python does."""
    if request["own_session"]:
        os.setsid()
    for place, descriptor in enumerate(files):
        os.dup2(descriptor, place)
        os.close(descriptor)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.__stderr__ = open(
        2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False
    )
    if request["environment"].get("PYTHONUNBUFFERED"):
        sys.stdout.reconfigure(line_buffering=True, write_through=True)
    catalog.FOLDER = request["catalog"]
    keep_compiled(request["templates"])
    sys.argv = ["tracker", *request["arguments"]]
    if request["confined"]:
        name, *given = request["confined"]
        CONFINED[name](*given)
    del sys.modules["tracker.__main__"]  # it is run anew, under its own name
    try:
        runpy.run_module(request["module"], run_name="__main__", alter_sys=True)
    finally:
        atexit._run_exitfuncs()  # which a process of multiprocessing leaves out
