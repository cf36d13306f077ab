"""A home with a name to be taken down, and a process that dies at the n-th call which changes a file.

    LD_PRELOAD=SHIM python -m tests.worlds.kill_world FOLDER COMMAND=KILLS…

The shim (`SHIM` below, compiled by tests/tracker/test_crash.py) counts the calls of libc that change a file or
the names of a folder, and ends the process as a loss of power would, before the call that it was told. COMMAND is
suppress, restore or backup. Printed is a line of JSON a command: the kills, the calls of one whole run, and what was
wrong.
"""

import ctypes
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner

from db.schema import open_docket
from scrapers.source import load_sources
from tests.db.test_merge import dump
from tests.tracker.test_pipeline import source_of
from tests.tracker.test_takedown import ELSEWHERE, NAME, SHEET
from tests.worlds import snapshots
from tests.worlds.snapshots import page
from tests.worlds.taking_turns import take_turn
from tracker import pipeline
from tracker.__main__ import cli
from tracker.backup import check_archive
from tracker.home import open_house
from tracker.settings import Settings

SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>
long kill_world_left = -1, kill_world_seen = 0;
static void count(void) {
  kill_world_seen++;
  if (kill_world_left >= 0 && kill_world_left-- == 0) kill(getpid(), SIGKILL);
}
#define WRAP(type, name, declared, given) \
  type name declared { static type (*real) declared; if (!real) real = dlsym(RTLD_NEXT, #name); count(); \
    return real given; }
WRAP(ssize_t, write, (int f, const void *b, size_t n), (f, b, n))
WRAP(ssize_t, pwrite64, (int f, const void *b, size_t n, off64_t o), (f, b, n, o))
WRAP(ssize_t, pwrite, (int f, const void *b, size_t n, off_t o), (f, b, n, o))
WRAP(ssize_t, sendfile64, (int o, int i, off64_t *p, size_t n), (o, i, p, n))
WRAP(ssize_t, copy_file_range, (int i, off64_t *a, int o, off64_t *b, size_t n, unsigned f), (i, a, o, b, n, f))
WRAP(int, fsync, (int f), (f))
WRAP(int, fdatasync, (int f), (f))
WRAP(int, ftruncate64, (int f, off64_t n), (f, n))
WRAP(int, ftruncate, (int f, off_t n), (f, n))
WRAP(int, rename, (const char *a, const char *b), (a, b))
WRAP(int, renameat, (int d, const char *a, int e, const char *b), (d, a, e, b))
WRAP(int, unlink, (const char *a), (a))
WRAP(int, unlinkat, (int d, const char *a, int f), (d, a, f))
WRAP(int, link, (const char *a, const char *b), (a, b))
WRAP(int, linkat, (int d, const char *a, int e, const char *b, int f), (d, a, e, b, f))
WRAP(int, symlink, (const char *a, const char *b), (a, b))
WRAP(int, symlinkat, (const char *a, int d, const char *b), (a, d, b))
WRAP(int, mkdir, (const char *a, mode_t m), (a, m))
WRAP(int, rmdir, (const char *a), (a))
"""
LAST = NAME.split()[-1].encode()
SEED = 230
WHO = ("--reason", "a minor", "--by", "A. Editor")


class World:
    """The home, a folder of exports and two copies, as they were before; and what came of the whole command."""

    def __init__(self, folder: Path, command: str) -> None:
        self.before, self.now, self.command = folder / "before", folder / "now", command
        self.begin()
        shutil.copytree(self.before, self.now, symlinks=True)
        self.calls = self.end_of(None)
        self.finish()
        self.expected = self.tables()

    @property
    def settings(self) -> Settings:
        return Settings(self.now / "home", None, {}, None, None, processes=1)

    def begin(self) -> None:
        """Make what the command is given. It lies in `now` while it is made, since a home remembers its exports."""
        with open_house(self.settings) as house:
            take_turn(
                house, source_of(page("a", "2022-03-01", [SHEET]), page("b", "2022-03-02", [ELSEWHERE]))
            )
            (party,) = house.store.db.execute(
                "select participation_id from participations where name = ?", (NAME,)
            ).fetchone()
        self.suppress = ("suppress", "party", party, "--everywhere", "--purge", "--yes", *WHO)
        self.call("backup", str(self.now / "older"))
        self.call("backup", str(self.now / "copy"))
        if self.command != "backup":
            self.call("export", str(self.now / "exports"))
        if self.command != "suppress":
            self.call(*self.suppress)
        self.now.rename(self.before)

    def call(self, *arguments: str, code: int | None = 0) -> str:
        done = CliRunner().invoke(
            cli, list(arguments), env={"TRACKER_HOME": str(self.now / "home"), "TRACKER_PROCESSES": "1"}
        )
        assert code is None or done.exit_code == code, (arguments, done.output, done.exception)
        return done.output

    @property
    def arguments(self) -> tuple[str, ...]:
        return {
            "suppress": self.suppress,
            "restore": ("restore", str(self.now / "older")),
            "backup": ("backup", str(self.now / "copy")),
        }[self.command]

    def end_of(self, left: int | None) -> int:
        """Run the command in a process that dies after so many calls; return how many it made, -1 if it died."""
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            shim = ctypes.CDLL(None)
            ctypes.c_long.in_dll(shim, "kill_world_seen").value = 0
            ctypes.c_long.in_dll(shim, "kill_world_left").value = -1 if left is None else left
            self.call(*self.arguments, code=None)
            ctypes.c_long.in_dll(shim, "kill_world_left").value = -1
            os.write(writer, str(ctypes.c_long.in_dll(shim, "kill_world_seen").value).encode())
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            calls = pipe.read()
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            return -1
        return int(calls)

    def finish(self) -> None:
        """Do what an operator does: start again; give the command again where it had not decided anything."""
        if self.command == "restore" and not (self.now / "home" / "archive.db").exists():
            self.call(*self.arguments)
        self.call("run", "catalog")
        if self.command == "suppress" and not self.is_decided():
            self.call(*self.suppress)

    def is_decided(self) -> bool:
        with closing(sqlite3.connect(self.settings.archive_path)) as db:
            return bool(db.execute("select count(*) from suppressions").fetchone()[0])

    def tables(self) -> dict:
        with closing(open_docket(self.settings.docket_path.resolve())) as db:
            return dump(db)

    def wrong(self) -> list[str]:
        """Return what is wrong after a kill, a new start and, where nothing was decided, the command once more."""
        faults = [
            f"the name is in {path.relative_to(self.now)}"
            for folder in ("home", "exports")
            for path in (self.now / folder).rglob("*")
            if path.is_file() and not path.name.startswith("archive.db.before") and self.shows(path)
        ]
        faults += [fault.message for fault in check_archive(self.settings.archive_path)]
        if self.tables() != self.expected:
            faults.append("other tables")
        if "may still publish" in self.call("status", code=None):
            faults.append("something is owed")
        if self.command == "backup":
            faults += [fault.message for fault in check_archive(self.now / "copy" / "archive.db")]
        return faults

    def shows(self, path: Path) -> bool:
        return not path.name.startswith("archive.db") and LAST in path.read_bytes()

    def kill(self, left: int) -> list[str]:
        shutil.rmtree(self.now)
        shutil.copytree(self.before, self.now, symlinks=True)
        self.end_of(left)
        self.finish()
        return self.wrong()


def main(folder: Path, command: str, kills: int) -> None:
    world = World(folder / command, command)
    lefts = sorted(random.Random(SEED).sample(range(world.calls), min(kills, world.calls)))
    wrong = {left: faults for left in lefts if (faults := world.kill(left))}
    print(json.dumps({"command": command, "kills": len(lefts), "calls": world.calls, "wrong": wrong}))


if __name__ == "__main__":
    snapshots.SOURCE.IS_OWN = True  # it lives in tests/, where a process of readers does not look for it
    load_sources()[snapshots.NAME] = snapshots.SOURCE
    pipeline.archive_shipped = lambda house, outcome: None
    for given in sys.argv[2:]:
        name, _, number = given.partition("=")
        main(Path(sys.argv[1]), name, int(number))
