"""A process that has the command line loaded, and makes a process of its own from itself for each command.

`python -m tracker` takes over a second of the processor to load its modules, and tests give it hundreds of commands.
What is made here is in every other way a process like that one: its own arguments, environment, folder, files and
signals, its own end. Whoever tests the start itself starts Python (`tests.worlds.command.tracker(..., afresh=True)`).

Run as a program: the argument is the descriptor of the socket on which the processes of a run of tests join it. Each is
told where readers of pages are made, by a fork server of Python made from this process. It ends with the last of them.
"""

import array
import atexit
import gc
import json
import multiprocessing
import os
import runpy
import shutil
import signal
import socket
import sys
import threading
from contextlib import suppress
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import wait
from pathlib import Path

from tests.worlds import loaded
from tests.worlds.confined import CONFINED
from tests.worlds.templates import keep_compiled
from tracker.reading import page_reader

_MOST = 1 << 20  # bytes of a request: arguments and environment
_DESCRIPTORS = 4  # standard input, output and error of the command, and where its end is told


def _make_readers(listener: socket.socket) -> tuple[str, int]:
    """Have a process of its own make the readers of pages; return its address and what it lives as long as."""
    address = str(Path(listener.getsockname()).with_name("readers"))
    resource_tracker.ensure_running()  # what Python starts beside a reader, one for all
    ends_it, alive = os.pipe()
    with socket.socket(socket.AF_UNIX) as for_readers:
        for_readers.bind(address)
        for_readers.listen()
        if os.fork() == 0:
            listener.close()
            os.close(alive)
            with suppress(SystemExit):
                forkserver.main(for_readers.detach(), ends_it, [])
            os._exit(0)
    os.close(ends_it)
    server = forkserver._forkserver
    server._forkserver_address, server._forkserver_alive_fd = address, alive
    server.ensure_running = lambda: None  # Python would start another
    page_reader.CONTEXT = multiprocessing.get_context("forkserver")
    return address, alive


def _serve(listener: socket.socket, readers: tuple[str, int]) -> str:
    """Make a process for each request. Returns in those processes alone, with the module that is the command."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is meant for whoever runs the tests, and ends us with them
    ends: dict[int, socket.socket] = {}
    asking: list[socket.socket] = []
    while True:
        ready = wait([listener, woken, *asking])
        if woken in ready:
            os.read(woken, 4096)
            _bury(ends)
        if listener in ready:
            asking.append(listener.accept()[0])
            with suppress(OSError):
                socket.send_fds(asking[-1], [readers[0].encode()], [readers[1]])
        asked = next((each for each in asking if each in ready), None)
        if asked is None:
            continue
        request, descriptors = _receive(asked)
        if not request:  # whoever asked is gone
            asking.remove(asked)
            asked.close()
            if not asking:
                shutil.rmtree(Path(listener.getsockname()).parent, ignore_errors=True)
                os._exit(0)
            continue
        end = socket.socket(fileno=descriptors[3])
        child = os.fork()
        if child == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            for other in (listener, *asking, end, *ends.values()):
                other.close()
            os.close(woken)
            os.close(wake)
            return _become(json.loads(request), descriptors)
        for each in descriptors[:3]:
            os.close(each)
        ends[child] = end
        with suppress(OSError):  # nobody waits for it
            end.sendall(b"%d\n" % child)


def _receive(asked: socket.socket) -> tuple[bytes, list[int]]:
    words, descriptors = b"", array.array("i")
    space = socket.CMSG_SPACE(_DESCRIPTORS * descriptors.itemsize)
    while not words.endswith(b"\n"):
        more, about, _, _ = asked.recvmsg(_MOST, space)
        if not more:
            return b"", []
        words += more
        for _, _, data in about:
            descriptors.frombytes(data)
    return words, list(descriptors)


def _bury(ends: dict[int, socket.socket]) -> None:
    while ends:
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if child == 0:
            return
        with ends.pop(child) as end, suppress(OSError):
            end.sendall(b"%d\n" % status)


def _become(request: dict, descriptors: list[int]) -> str:
    """Be the process that was asked for; return the module that it is to run."""
    if request["own_session"]:
        os.setsid()
    for place, descriptor in enumerate(descriptors[:3]):
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
    from scrapers.sources import catalog

    catalog.FOLDER = Path(request["catalog"])
    keep_compiled(Path(request["templates"]))
    sys.argv[1:] = request["arguments"]
    if request["confined"]:
        name, *given = request["confined"]
        CONFINED[name](*given)
    return request["module"]


def _run(module: str) -> None:
    """Run the command and end as Python does, but for the freeing of what the process has loaded.

    All that is the maker's, and to free it is to copy it first: half of what a short command takes.
    """
    code: object = None
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as ended:  # whatever else ends a command Python says itself
        code = ended.code
    if isinstance(code, str):
        print(code, file=sys.stderr)
    threading._shutdown()  # type: ignore[attr-defined]  # what Python calls when the last line has been run
    atexit._run_exitfuncs()
    with suppress(OSError):  # of which Python says something at its own end
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 0 if code is None else 1)
    sys.exit(code if isinstance(code, int) or code is None else 1)


if __name__ == "__main__":
    assert loaded.done
    gc.collect()
    gc.freeze()  # what is there already is shared by all, and looked through by none
    gc.set_threshold(20_000, 20, 20)  # so in tests/conftest.py, too
    listener = socket.socket(fileno=int(sys.argv[1]))
    module = _serve(listener, _make_readers(listener))
    del sys.modules["tracker.__main__"]  # it is run anew, under its own name
    _run(module)
