"""Draws single-point faults at random, and checks whether the tests notice them.

    python bench/mutants.py SEED [COUNT] [--seconds 300] [--only 3,7] [--list] [--reached FILE]

COUNT faults (default 10) are drawn, from each room in turn. Each is put into a copy of the tree in a
temporary folder. There the test files are run one after another, those that name most of the module first,
until a test fails or SECONDS have passed. A fault counts as killed if that test passes on the copy without
the fault, or never ends with it. The same seed draws the same faults while the rooms are unchanged, so that
--only can try one again after a test was written. Seven operators change Python, one the words of SQL.

For many faults use --reached FILE: the suite is run once on a copy in which every function with a fault
records which test runs it, and FILE keeps these records (if the file exists, it is read instead). These tests
are run first, those in quick files before others, then what is held, then their whole files; a fault that no
recorded test runs is tried as above.
"""

import argparse
import ast
import copy
import importlib.util
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("docket", "scrapers", "db", "publish", "tracker")
_NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".hypothesis", ".*_cache", "__pycache__")
# What each comparison can become: its opposite, and its neighbor at the boundary.
_COMPARISONS = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.Lt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Gt, ast.Lt),
}
_SQL = re.compile(r"\bselect\b|\bwhere\b|\border by\b|\bon conflict\b")
_SQL_WORDS = {
    " and ": " or ",
    " or ": " and ",
    ">=": ">",
    "<=": "<",
    "<>": "=",
    " desc": "",
    " not ": " ",
    "distinct ": "",
    "left join": "join",
}
_SQL_WORD = re.compile("|".join(map(re.escape, _SQL_WORDS)))


@dataclass(frozen=True)
class Mutant:
    """One fault: in one file, the bytes from `start` to `end` are replaced."""

    path: Path
    operator: str
    line: int
    start: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        same = len(os.path.commonprefix((self.old, self.new)))  # noqa: RUF071  # letters, not paths
        shown = " → ".join(" ".join(text[max(0, same - 40) :].split())[:90] for text in (self.old, self.new))
        return f"{self.path.as_posix()}:{self.line} {self.operator}: {shown}"

    def change(self, source: bytes) -> bytes:
        """Return the source of the module with the fault in it."""
        return source[: self.start] + self.new.encode() + source[self.end :]


def _write(path: Path, source: bytes) -> None:
    """Write a module and delete its compiled form, which Python would match only by size and second."""
    path.write_bytes(source)
    Path(importlib.util.cache_from_source(path)).unlink(missing_ok=True)


# ---- draw faults


def find_mutants(path: Path, source: bytes) -> list[Mutant]:
    """Return every fault that can be put into a module, in the order of its source."""
    begins = [0]
    for line in source.splitlines(keepends=True):
        begins.append(begins[-1] + len(line))
    mutants = []
    for node in _nodes(ast.parse(source)):
        if not hasattr(node, "lineno"):
            continue
        start, end = (
            begins[node.lineno - 1] + node.col_offset,
            begins[node.end_lineno - 1] + node.end_col_offset,
        )
        old = source[start:end].decode()
        mutants += [
            Mutant(path, operator, node.lineno, start, end, old, new) for operator, new in _faults(node, old)
        ]
    return mutants


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that run, without annotations and docstrings. Positions inside an f-string are wrong
    before Python 3.12."""
    yield node
    if isinstance(node, ast.JoinedStr):
        return
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            is_docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and name not in ("annotation", "returns") and not is_docstring:
                yield from _nodes(child)


def _faults(node: ast.AST, old: str) -> Iterator[tuple[str, str]]:
    """Yield (operator, replacement text) for the node."""
    match node:
        case ast.Compare(ops=[op]):
            for other in _COMPARISONS[type(op)]:
                yield "comparison flipped", _changed(node, ops=[other()])
        case ast.BoolOp(op=op):
            yield "and/or swapped", _changed(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not dropped", f"({ast.unparse(operand)})"
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            yield "constant changed by one", str(number + 1)
        case ast.Constant(value=str(text)) if text:
            yield "string emptied", '""'
        case ast.Return(value=value) if value is not None and ast.unparse(value) != "None":
            yield "return value None", "return None"
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break() | ast.Delete():
            yield "statement deleted", "pass"
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "statement deleted", "pass"
    if isinstance(node, ast.Constant | ast.JoinedStr) and _SQL.search(old):
        for word in _SQL_WORD.finditer(old):
            yield "SQL changed", old[: word.start()] + _SQL_WORDS[word[0]] + old[word.end() :]


def _changed(node: ast.expr, **fields) -> str:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return f"({ast.unparse(other)})"


def draw_mutants(tree: Path, seed: int, count: int) -> list[Mutant]:
    """Return `count` faults: from each room in turn, a random operator, then a random place."""
    chance, drawn = random.Random(seed), []
    places: dict[str, dict[str, list[Mutant]]] = {}
    for room in ROOMS:
        by_operator = places.setdefault(room, {})
        for path in sorted((tree / room).rglob("*.py")):
            for mutant in find_mutants(path.relative_to(tree), path.read_bytes()):
                by_operator.setdefault(mutant.operator, []).append(mutant)
    while len(drawn) < count:
        by_operator = places[ROOMS[len(drawn) % len(ROOMS)]]
        mutant = chance.choice(by_operator[chance.choice(sorted(by_operator))])
        if mutant not in drawn:
            drawn.append(mutant)
    return drawn


# ---- choose tests


def nearest_tests(tree: Path, path: Path) -> list[str]:
    """Return all test files, those that name most of the module and its definitions first; before these, what is held
    of its room, since that runs most of it."""
    defined = [getattr(node, "name", "") for node in ast.parse((tree / path).read_bytes()).body]
    own = (path.parent if path.stem == "__init__" else path).stem
    named = re.compile(rf"\b({'|'.join([own, *filter(None, defined)])})\b")
    files = sorted((tree / "tests").rglob("test_*.py"))
    files.sort(
        key=lambda file: (
            not file.match(f"{path.parts[0]}/test_held_*.py"),
            -len(set(named.findall(f"{file.stem} {file.read_text('utf-8')}"))),
        )
    )
    return [file.relative_to(tree).as_posix() for file in files]


# ---- find which tests run a function

_HITS = """import json
import os
from pathlib import Path

_seen = set()


def _write(name, *record):
    if (name, *record) not in _seen:
        _seen.add((name, *record))
        with open(Path(__file__).with_name(name) / str(os.getpid()), "a") as file:
            file.write(json.dumps(record) + chr(10))


def tell(number):
    _write("hits", number, os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0])


def pytest_runtest_logreport(report):
    if report.passed or report.when != "call":
        _write("seconds", report.nodeid, report.when, round(report.duration, 3))
"""


def find_place(source: bytes, line: int) -> tuple[int, str] | None:
    """Return the line before which the body of the function around a line begins, and its indent; None
    outside any function."""
    place = None
    for node in ast.walk(ast.parse(source)):  # outer functions come first
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
            if (
                body
                and node.body[0].lineno <= line <= (node.end_lineno or 0)
                and node.lineno < body[0].lineno
            ):
                decorators = getattr(body[0], "decorator_list", [])
                first = min(part.lineno for part in (body[0], *decorators))
                place = first, " " * body[0].col_offset
    return place


@dataclass(frozen=True)
class Reached:
    """The seconds of each test that passes without a fault; and, by a fault's number, the tests that run its
    function."""

    seconds: dict[str, float]
    tests: dict[int, list[str]]

    def of(self, number: int) -> list[str]:
        """Return the tests that run a fault's function, those in quick files first, since a file first builds
        what its tests share."""
        files: Counter = Counter()
        for test, spent in self.seconds.items():
            files[test.partition("::")[0]] += spent
        return sorted(
            self.tests.get(number, ()), key=lambda test: (files[test.partition("::")[0]], self.seconds[test])
        )


def ask_suite(tree: Path, mutants: dict[int, Mutant], pytest_options: list[str]) -> Reached:
    """Return which tests run which fault's function. `tree` is changed, and its suite run."""
    places: dict[Path, set[tuple[int, str, int]]] = {}
    for number, mutant in mutants.items():
        if place := find_place((tree / mutant.path).read_bytes(), mutant.line):
            places.setdefault(tree / mutant.path, set()).add((*place, number))
    for path, spots in places.items():
        lines = path.read_text("utf-8").splitlines(keepends=True)
        for line, indent, number in sorted(spots, reverse=True):
            probe = (
                "try:",
                "    import mutant_hits",
                f"    mutant_hits.tell({number})",
                "except (ImportError, OSError):",  # a confined process can neither load nor write it
                "    pass",
            )
            lines[line - 1 : line - 1] = [f"{indent}{statement}\n" for statement in probe]
        _write(path, "".join(lines).encode())
    (tree / "mutant_hits.py").write_text(_HITS)
    for name in ("hits", "seconds"):
        (tree / name).mkdir()
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "--tb=no",
            "-p",
            "no:cacheprovider",
            "-p",
            "mutant_hits",
            *pytest_options,
        ],
        check=False,  # tests that fail for something missing in the copy say nothing about the faults
        cwd=tree,
        stdout=subprocess.DEVNULL,
        env=_environment(),
    )
    seconds: dict[str, dict[str, float]] = {}
    for test, part, spent in _read_records(tree / "seconds"):
        seconds.setdefault(test, {})[part] = spent
    passed = {test: sum(parts.values()) for test, parts in seconds.items() if "call" in parts}
    hits = [(number, test) for number, test in _read_records(tree / "hits") if test in passed]
    return Reached(
        passed, {number: sorted({test for other, test in hits if other == number}) for number in mutants}
    )


def _read_records(folder: Path) -> Iterator[list]:
    for path in folder.iterdir():
        yield from map(json.loads, path.read_text().splitlines())


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}


# ---- run the tests


class Trial:
    """A copy of the tree in which faults are tried."""

    def __init__(self, tree: Path, seconds: float, known: dict[str, float] | None = None):
        self.tree, self._limit = tree, seconds
        # By test, the seconds it takes without a fault; infinite if it fails.
        self._spent = {test.partition("[")[0]: spent for test, spent in (known or {}).items()}

    def notice(self, mutant: Mutant, reached: Sequence[str] = ()) -> tuple[str | None, int, int]:
        """Return the test that notices the fault, or None; how many runs that took; and how many runs there
        are.

        A run is a test file; before these come the tests known to reach the fault, some at a time, and their
        files.
        """
        path, files = self.tree / mutant.path, nearest_tests(self.tree, mutant.path)
        sound = path.read_bytes()
        own = [test.partition("::")[0] for test in reached]
        runs = [list(group) for group in _grouped(reached)]
        # What is held notices most. It comes from a world that is built once a run: whichever test asks first is known
        # to reach what builds it. Of other files, none can notice the fault if the tests that reach it are known.
        held = [file for file in files if Path(file).name.startswith("test_held_")]
        runs[1:1] = [[file] for file in held]
        runs += [[file] for file in dict.fromkeys(own or files) if file not in held]
        end = time.monotonic() + self._limit
        for number, tests in enumerate(runs):
            left = end - time.monotonic()
            if left <= 0:
                return None, number, len(runs)
            _write(path, mutant.change(sound))
            try:
                failed, patience = self._run(tests, left), self._limit
            except subprocess.TimeoutExpired:
                # Which of several tests never ended is not known; that one did is, if without the fault all take less.
                failed, patience = tests[0], left / 2
                if sum(map(self._spent_without, tests)) >= patience:
                    return None, number, len(runs)
            finally:
                _write(path, sound)
            if failed and self._spent_without(failed) < patience:
                return failed, number + 1, len(runs)
        return None, len(runs), len(runs)

    def _spent_without(self, test: str) -> float:
        """Return the seconds that a test takes without the fault; infinite if it fails then, too (for load,
        or for something missing), so that it notices nothing."""
        if test not in self._spent:
            begun = time.monotonic()
            try:
                failed = self._run([test], self._limit)
            except subprocess.TimeoutExpired:
                failed = test
            self._spent[test] = float("inf") if failed else time.monotonic() - begun
        return self._spent[test]

    def _run(self, tests: list[str], seconds: float) -> str | None:
        """Return the first test that fails or breaks, without its parameters. Raises subprocess.TimeoutExpired."""
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-q", "-x", "--tb=no", "-rfE", "-p", "no:cacheprovider", *tests],
            cwd=self.tree,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env=_environment(),
        )
        try:
            output, _ = process.communicate(timeout=seconds)
        finally:
            _end(process)
        if process.returncode in (0, 5):  # all passed, or none was selected
            return None
        failed = re.search(r"^(?:FAILED|ERROR) (\S+?\.py(?:::\w+)*)", output, re.MULTILINE)
        return failed[1] if failed else tests[0]


def _grouped(tests: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield tests in growing groups: most faults are noticed by the first test that runs them."""
    size = 4
    while tests:
        yield tests[:size]
        tests, size = tests[size:], size * 3


def _end(process: subprocess.Popen) -> None:
    """End the tests and all processes they started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.communicate()


def _copy(folder: Path) -> Path:
    """Copy the tree into the folder, beside the corpus that some tests read; return the copy."""
    tree = folder / ROOT.name
    shutil.copytree(ROOT, tree, symlinks=True, ignore=_NOT_COPIED)
    if (ROOT.parent / "shared").exists():
        (folder / "shared").symlink_to(ROOT.parent / "shared")
    return tree


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("seed", type=int)
    parser.add_argument("count", type=int, nargs="?", default=10)
    parser.add_argument("--seconds", type=float, default=300, help="for the tests of one fault")
    parser.add_argument("--only", help="numbers of the faults to run, like 3,7")
    parser.add_argument(
        "--reached", type=Path, help="a file that keeps which tests run each fault's function"
    )
    parser.add_argument("--list", action="store_true", help="draw the faults and run nothing")
    options = parser.parse_args()
    drawn = list(enumerate(draw_mutants(ROOT, options.seed, options.count), 1))
    if options.only:
        wanted = {int(number) for number in options.only.split(",")}
        drawn = [(number, mutant) for number, mutant in drawn if number in wanted]
    if options.list:
        for number, mutant in drawn:
            print(f"{number:3} {mutant}")
        return
    survived: Counter = Counter()
    reached = Reached({}, {})
    if options.reached and not options.reached.exists():
        with tempfile.TemporaryDirectory() as folder:
            pytest_options = ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]
            reached = ask_suite(_copy(Path(folder)), dict(drawn), pytest_options)
        options.reached.write_text(json.dumps([reached.seconds, reached.tests]))
    elif options.reached:
        seconds, tests = json.loads(options.reached.read_text())
        reached = Reached(seconds, {int(number): names for number, names in tests.items()})
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(_copy(Path(folder)), options.seconds, reached.seconds)
        for number, mutant in drawn:
            begun = time.monotonic()
            noticed, run, reach = trial.notice(mutant, reached.of(number))
            survived[mutant.path.parts[0]] += noticed is None
            result = (
                f"killed by {noticed}" if noticed else "SURVIVED" if run == reach else "SURVIVED, time is up"
            )
            print(
                f"{number:3} {mutant}\n    {result} ({run} of {reach} runs, {time.monotonic() - begun:.0f} s)",
                flush=True,
            )
    summary = ", ".join(f"{room} {survived[room]}" for room in ROOMS if survived[room]) or "none"
    print(f"{len(drawn) - survived.total()} of {len(drawn)} killed; survived: {summary}")


if __name__ == "__main__":
    main()
