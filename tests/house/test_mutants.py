"""Faults drawn at random: each operator, that every fault is one, which tests are run, and what counts as noticed."""

import ast
import shutil
from collections import Counter
from pathlib import Path

import pytest

from bench.mutants import (
    ROOMS,
    ROOT,
    Reached,
    Trial,
    ask_suite,
    draw_mutants,
    find_mutants,
    find_place,
    nearest_tests,
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a = b < c", {"a = (b >= c)", "a = (b <= c)"}),
        ("a = b not in c", {"a = (b in c)"}),
        ("a = not b", {"a = (b)"}),
        ("a = b and c or d", {"a = ((b and c) and d)", "a = (b or c) or d"}),
        ("é = 'é' + b[7]", {'é = "" + b[7]', "é = 'é' + b[8]"}),  # places are counted in bytes
        (
            "def f(a: 'x' = 1):\n    'words'",
            {"def f(a: 'x' = 2):\n    'words'"},
        ),  # neither annotations nor docstrings
        ("def f() -> 'x':\n    return a", {"def f() -> 'x':\n    return None"}),
        ("for a in b:\n    continue", {"for a in b:\n    pass"}),
        ("a.b = c", {"pass"}),
        ("a = f'{b == c}'", set()),
        ("a = 'select b where c and d'", {'a = ""', "a = 'select b where c or d'"}),
        ("a = f'{b} order by c desc'", {"a = f'{b} order by c'"}),
        ("a = 'this and that'", {'a = ""'}),
        ("a = True, None, ''", set()),
    ],
)
def test_operators(source, expected):
    assert {
        mutant.change(source.encode()).decode() for mutant in find_mutants(Path("a.py"), source.encode())
    } == expected


def test_faults_are_drawn_evenly_and_each_is_one(tmp_path):
    for room in ROOMS:  # one file of fifteen: of the whole tree it takes long
        (tmp_path / room).mkdir()
        for path in sorted((ROOT / room).rglob("*.py"))[::15]:
            shutil.copy(path, tmp_path / room)
    drawn = draw_mutants(tmp_path, 230, 100)
    assert drawn == draw_mutants(tmp_path, 230, 100) and len(set(drawn)) == 100
    assert Counter(mutant.path.parts[0] for mutant in drawn) == dict.fromkeys(ROOMS, 20)
    assert len({mutant.operator for mutant in drawn}) >= 7
    for mutant in drawn:
        sound = (tmp_path / mutant.path).read_bytes()
        assert ast.dump(ast.parse(mutant.change(sound))) != ast.dump(ast.parse(sound)), str(mutant)


TREE = {
    "db/sums.py": (
        "from time import sleep\n\n\n"
        "def double(number):\n    while number < 0:\n        number += 1\n        sleep(0.05)\n    return number * 2\n"
    ),
    "db/__init__.py": "",
    "tests/__init__.py": "",
    "tests/test_sums.py": ("from db import sums\n\n\ndef test_double():\n    assert sums.double(-1) == 0\n"),
    "tests/test_broken.py": "import db.sums\n\n\ndef test_always_red():\n    assert db.sums is None\n",
}


@pytest.fixture
def tree(tmp_path):
    for name, text in TREE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_tests_that_name_most_of_a_module_are_run_first(tree):
    assert nearest_tests(tree, Path("db/sums.py")) == ["tests/test_sums.py", "tests/test_broken.py"]


@pytest.mark.parametrize(
    ("change", "noticed", "seconds", "reached"),
    [
        (b"return None", "tests/test_sums.py::test_double", 300, ()),
        (b"        pass", "tests/test_sums.py", 2, ()),  # the loop never ends, so it takes all of the time
        (b"        pass", "tests/test_sums.py::test_double", 2, ["tests/test_sums.py::test_double"] * 2),
        (b"number * 3", None, 300, ()),  # only the test fails that fails without it, too
    ],
)
def test_what_counts_as_noticed(tree, change, noticed, seconds, reached, monkeypatch):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # the files of this tree need none of them
    path = Path("db/sums.py")
    sound = (tree / path).read_bytes()
    mutant = next(mutant for mutant in find_mutants(path, sound) if change in mutant.change(sound))
    # Seconds without the fault, of which the time that the loop takes leaves enough.
    known = {"tests/test_sums.py": 0.1, "tests/test_sums.py::test_double": 0.1}
    assert Trial(tree, seconds, known).notice(mutant, reached) == (noticed, 1 if noticed else 2, 2)
    assert (tree / path).read_bytes() == sound


@pytest.mark.parametrize(
    ("source", "line", "place"),
    [
        ("a = 1\ndef f():\n    return a\n", 1, None),
        ("a = 1\ndef f():\n    return a\n", 3, (3, "    ")),
        ("def f(a=1):\n    return a\n", 1, None),  # what stands at the head runs when the module is loaded
        ('def f():\n    """Words."""\n    return a\n', 3, (3, "    ")),
        ("def f(): return a\n", 1, None),
        ("def f():\n    @g\n    def h():\n        return 1\n    return h\n", 4, (4, "        ")),
        ("def f():\n    @g\n    def h():\n        return 1\n    return h\n", 5, (2, "    ")),
    ],
)
def test_where_a_function_says_that_it_runs(source, line, place):
    assert find_place(source.encode(), line) == place


def test_which_tests_run_a_fault(tree, monkeypatch):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    path = Path("db/sums.py")
    mutant = next(
        candidate for candidate in find_mutants(path, (tree / path).read_bytes()) if candidate.line == 8
    )
    (tree / "tests" / "test_two.py").write_text(
        "import subprocess, sys\n\n\ndef test_in_a_process():\n"
        "    subprocess.run([sys.executable, '-c', 'from db.sums import double; double(1)'], check=True)\n"
    )
    reached = ask_suite(tree, {7: mutant}, [])
    tests = ["tests/test_sums.py::test_double", "tests/test_two.py::test_in_a_process"]
    assert reached.tests == {7: tests} and reached.seconds.keys() == set(
        tests
    )  # what is always red says nothing


def test_tests_of_quick_files_come_first():
    seconds = {"a.py::one": 0.1, "a.py::two": 9.0, "b.py::one": 0.2, "c.py::one": 0.1}
    reached = Reached(seconds, {1: ["a.py::one", "a.py::two", "b.py::one"]})
    assert reached.of(1) == ["b.py::one", "a.py::one", "a.py::two"]
    assert reached.of(2) == []
