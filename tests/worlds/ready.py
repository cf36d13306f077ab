"""Commands that start at once: `subprocess.Popen`, of a process that has the command line loaded already."""

import fcntl
import functools
import json
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import tempfile
from multiprocessing import forkserver
from multiprocessing.connection import wait
from pathlib import Path

from scrapers.sources import catalog
from tests.worlds.shared import folder_of_run
from tracker.reading import page_reader

_ROOT = Path(__file__).resolve().parents[2]
_KEPT: list[subprocess.Popen] = []  # who lets go of one is warned of a process that nobody waits for


def ready_readers() -> None:
    """Have this process make its readers of pages from one that has loaded what they need.

    The program starts each afresh, which is tested in tests/tracker/test_reading_ahead.py.
    """
    forkserver._forkserver.ensure_running = lambda: (_server(), None)[1]  # it is not for Python to start one
    page_reader.CONTEXT = multiprocessing.get_context("forkserver")


@functools.cache
def _server() -> socket.socket:
    """Return the socket on which processes are asked for, of one server that all processes of the run have."""
    folder = folder_of_run("ready")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            return _join((folder / "address").read_text())
        except OSError:  # it is not there yet, or has ended
            address = _start()
            (folder / "address").write_text(address)
            return _join(address)


def _start() -> str:
    """Start what makes processes; return where it is asked: in a folder of its own, whose path is short enough."""
    address = f"{tempfile.mkdtemp(prefix='ready-')}/asked"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        command = [sys.executable, "-m", "tests.worlds.ready_commands", str(listener.fileno())]
        how = {"cwd": _ROOT, "env": kept, "stdin": subprocess.DEVNULL, "pass_fds": (listener.fileno(),)}
        _KEPT.append(subprocess.Popen(command, **how))
    return address


def _join(address: str) -> socket.socket:
    """Return a socket to what makes processes, having been told where readers of pages are made. Raises OSError."""
    asked = socket.socket(socket.AF_UNIX)
    try:
        asked.connect(address)
        words, descriptors, _, _ = socket.recv_fds(asked, 4096, 1)
        if not words:
            raise OSError("the process that makes commands has ended")
    except OSError:
        asked.close()
        raise
    maker = forkserver._forkserver
    maker._forkserver_address, maker._forkserver_alive_fd = words.decode(), descriptors[0]
    return asked


class ReadyCommand(subprocess.Popen):
    """`python -m` a module with these arguments, and with the catalog that this process has.

    `confined` is the name of a function of tests/worlds/confined.py and what it is given. The rest is as with Popen,
    of which tests use that much.
    """

    def __init__(self, module: str, arguments: list[str], *, confined: tuple = (), **how) -> None:
        self._told, self._module, self._confined = b"", module, confined
        super().__init__([sys.executable, *arguments], **how)

    def _execute_child(self, args, executable, preexec_fn, close_fds, pass_fds, cwd, env, *more):
        _, _, _, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, *_ = more
        start_new_session = more[-2]  # and process_group last
        assert preexec_fn is None and not pass_fds
        given = [
            descriptor if descriptor != -1 else ours
            for descriptor, ours in ((p2cread, 0), (c2pwrite, 1), (errwrite, 2))
        ]
        request = {
            "arguments": [os.fspath(argument) for argument in args[1:]],
            "folder": os.fspath(cwd or Path.cwd()),
            "environment": dict(os.environ if env is None else env),
            "module": self._module,
            "confined": self._confined,
            "catalog": str(catalog.FOLDER),
            "templates": str(folder_of_run("templates")),
            "own_session": bool(start_new_session),
        }
        words = json.dumps(request).encode() + b"\n"
        try:
            self._ask(words, given)
        except OSError:  # whatever ended the process that makes them, another takes its place
            _server.cache_clear()
            self._ask(words, given)
        self._child_created = True
        self._close_pipe_fds(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite)

    def _ask(self, words: bytes, given: list[int]) -> None:
        self._told = b""
        self._end, theirs = socket.socketpair()
        with theirs:
            server = _server()
            server.sendall(words[socket.send_fds(server, [words], [*given, theirs.fileno()]) :])
        self.pid = int(self._line())

    def _line(self) -> bytes:
        while b"\n" not in self._told:
            more = self._end.recv(64)
            if not more:
                raise OSError("the process that makes commands has ended")
            self._told += more
        line, _, self._told = self._told.partition(b"\n")
        return line

    def _ended(self) -> int:
        status = int(self._line())
        self._end.close()
        return os.waitstatus_to_exitcode(status)

    def _internal_poll(self, *_, **__):
        if self.returncode is None and (self._told or wait([self._end], 0)):
            self.returncode = self._ended()
        return self.returncode

    def _wait(self, timeout):
        if self.returncode is None:
            if not self._told and not wait([self._end], timeout):
                raise subprocess.TimeoutExpired(self.args, timeout)
            self.returncode = self._ended()
        return self.returncode

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)
