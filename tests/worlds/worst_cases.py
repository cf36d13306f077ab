"""Every pattern of a room, and the texts that are worst for each: made of the pattern's own parts.

A pattern is slow where a text can begin a match at many places, or share itself between two repeats in many ways,
and then fails at the end. So each text is a run of what one repeat of the pattern takes, behind what leads up to it,
before something that the pattern does not take.
"""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from re import (
    _compiler as compiler,
    _constants as codes,  # the parse tree has no public door; the test says so when it moves
    _parser as parser,
)
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("docket", "scrapers")
# Characters that a set may hold, likeliest in court papers first.
_LIKELY = " a1A.-\n<,'\"&;:/([\t\x00é"
_OTHERS = [*"bcdefghijklmnopqrstuvwxyz§¶023456789", *map(chr, range(0x3000))]
# What repeats so seldom cannot be made to repeat for long.
_SHORT = 64
_RECORD = """
import importlib, inspect, json, pkgutil, re, sys
seen, compile_ = {}, re._compile
def record(pattern, flags):
    frame = sys._getframe(1)
    while frame and frame.f_code.co_filename.endswith(("re/__init__.py", "re.py", "functools.py")):
        frame = frame.f_back
    name = frame.f_code.co_filename if frame else ""
    if isinstance(pattern, re.Pattern):
        return compile_(pattern, flags)
    found = compile_(pattern, flags)
    for room in sys.argv[2:]:
        if name.startswith(f"{sys.argv[1]}/{room}/"):
            is_bytes = isinstance(pattern, bytes)
            words = pattern.decode("latin-1") if is_bytes else pattern
            place = f"{name.removeprefix(sys.argv[1] + '/')}:{frame.f_lineno}"
            seen.setdefault((words, int(flags), is_bytes), place)
    return found
re._compile = record
modules = []
for room in sys.argv[2:]:
    for module in pkgutil.walk_packages([f"{sys.argv[1]}/{room}"], f"{room}."):
        if not module.name.rpartition(".")[2].startswith("_template"):
            modules.append(importlib.import_module(module.name))
# Tables that are compiled when they are first asked for.
for module in modules:
    for one in list(vars(module).values()):
        if hasattr(one, "cache_info") and one.__module__ == module.__name__:
            needed = [p for p in inspect.signature(one).parameters.values() if p.default is p.empty]
            if not needed:
                one()
from docket.text.phrase_rows import load
from docket.text.phrases import Cue
for table in ("citations", "holding_words", "no_decision", "orders", "pleading", "voices"):
    for tag in {row.tag for row in load(table) if row.tag[0] != "@"}:
        Cue(table, tag).search("")
from docket.entry_facts import find_facts
from docket.names import find_party_facts
from docket.names.counsel import find_counsel_facts
from docket.redact import redact
text = "ORDER granting 12 Motion to Dismiss under 47 U.S.C. 230(c)(1). Hearing set for 3/4/2024 at 10:00 AM."
find_facts(text, None, "cand", "5", "3:22-cv-01234")
find_party_facts("Doe d/b/a Example, Inc.", "a Delaware corporation", False)
find_counsel_facts("Ada Lawyer", "Lawyer LLP")
redact("Call 415-555-0100, 12 Main Street, SSN 123-45-6789")
json.dump([[*key, place] for key, place in seen.items()], sys.stdout)
"""


@dataclass(frozen=True)
class Found:
    """A pattern as it is compiled. `place` is a file and a line, `is_search` whether it may begin anywhere."""

    pattern: str
    flags: int
    is_bytes: bool
    place: str
    is_search: bool

    def compile(self) -> re.Pattern[Any]:
        return re.compile(self.pattern.encode("latin-1") if self.is_bytes else self.pattern, self.flags)


def collect() -> list[Found]:
    """Return every pattern that the rooms compile: when they are loaded, in their tables, and where they are used."""
    done = subprocess.run(
        [sys.executable, "-c", _RECORD, str(ROOT), *ROOMS], cwd=ROOT, capture_output=True, check=True
    )
    uses = _Uses()
    patterns = {
        (pattern, flags, is_bytes): Found(pattern, flags, is_bytes, place, uses.is_search(place))
        for pattern, flags, is_bytes, place in json.loads(done.stdout)
    }
    for inline in uses.inline():  # those of functions that the recorder did not come to
        patterns.setdefault((inline.pattern, inline.flags, inline.is_bytes), inline)
    return sorted(patterns.values(), key=lambda entry: (entry.place, entry.pattern))


class _Uses:
    """How the rooms use their patterns, read from their code."""

    def __init__(self) -> None:
        self._trees = {
            str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
            for room in ROOMS
            for path in sorted((ROOT / room).rglob("*.py"))
        }
        self._nodes: dict[str, list[Any]] = {}
        self._methods: dict[str, set[str]] = {}  # by name: the methods called on it, "" for any other use
        for path, tree in self._trees.items():
            called = {}
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    called[id(node.func.value)] = node.func.attr
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                    self._methods.setdefault(_named(path, node.id), set()).add(called.get(id(node), ""))
                if isinstance(node, ast.Attribute):
                    self._methods.setdefault(_named(path, node.attr), set()).add(called.get(id(node), ""))

    def is_search(self, place: str) -> bool:
        """Say whether the pattern compiled there may be looked for anywhere in a text."""
        path, _, line = place.rpartition(":")
        for node in self._within(path, int(line)):
            if isinstance(node, ast.Assign | ast.AnnAssign):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if _is_compiled(node.value) and isinstance(target, ast.Name):
                    return not self._methods.get(_named(path, target.id), {""}) <= {"match", "fullmatch"}
        for node in self._within(path, int(line)):
            if isinstance(node, ast.Call):
                return node.func.attr not in ("match", "fullmatch")
        return True

    def _within(self, path: str, line: int) -> list[Any]:
        """The assignments and the calls of `re` that a line is part of, the outer ones first."""
        if path not in self._nodes:
            self._nodes[path] = [
                node
                for node in ast.walk(self._trees[path])
                if isinstance(node, ast.Assign | ast.AnnAssign)
                or (isinstance(node, ast.Call) and _is_of_re(node))
            ]
        return [node for node in self._nodes[path] if node.lineno <= line <= (node.end_lineno or 0)]

    def inline(self) -> Iterator[Found]:
        """Yield the patterns that are written where they are used."""
        for path, tree in self._trees.items():
            for node in ast.walk(tree):
                if not (isinstance(node, ast.Call) and _is_of_re(node) and node.args):
                    continue
                words = node.args[0]
                if isinstance(words, ast.Constant) and isinstance(words.value, str | bytes):
                    is_bytes = isinstance(words.value, bytes)
                    text = words.value.decode("latin-1") if is_bytes else words.value
                    flags = sum(
                        int(getattr(re, flag.attr, 0))
                        for given in [*node.args[1:], *(key.value for key in node.keywords)]
                        for flag in ast.walk(given)
                        if isinstance(flag, ast.Attribute) and flag.attr.isupper()
                    )
                    place = f"{path}:{node.lineno}"
                    yield Found(text, flags, is_bytes, place, self.is_search(place))


def _named(path: str, name: str) -> str:
    """Return a key of a name: a private one is of its file."""
    return f"{path}:{name}" if name.startswith("_") else name


def _is_of_re(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "re"


def _is_compiled(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Call) and _is_of_re(node) and getattr(node.func, "attr", "") == "compile"


def texts_of(pattern: re.Pattern[Any], most: int = 60) -> list["Worst"]:
    """Return the texts that are worst for the pattern, each to be made of any length; no more than `most`."""
    words = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    tree = parser.parse(words, flags)
    worst: dict[Worst, None] = {}
    for before, body in islice(_repeats(list(tree), "", flags), 40):
        if not body:  # what only looks around takes nothing
            continue
        for unit in dict.fromkeys((body, before + body, before)):
            if unit:
                worst[Worst("", unit, "\x00")] = None
                worst[Worst(before, unit, "\x00")] = None
        if before:
            # Behind one more character, where a lazy repeat stands: the run is then tried from each of its places.
            worst[Worst(f"{before}a", body, "a")] = None
            worst[Worst(before, f"a{body}", "\x00")] = None
    whole = _sample(list(tree), flags)
    for unit in (whole, whole[:-1], *_LIKELY[:4], "a ", "1 ", ". "):
        if unit:
            worst[Worst("", unit, "\x00")] = None
    return list(islice(worst, most))


@dataclass(frozen=True)
class Worst:
    """A text of any length: something, a run of something, an end that does not fit."""

    before: str
    unit: str
    end: str

    def of_size(self, size: int) -> str:
        return self.before + self.unit * max(1, size // len(self.unit)) + self.end


def _repeats(nodes: list[Any], before: str, flags: int) -> Iterator[tuple[str, str]]:
    """Yield, for each repeat that can go on for long, what leads up to it and what it takes once."""
    for place, (code, value) in enumerate(nodes):
        lead = before + _sample(nodes[:place], flags)
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            _, most, body = value
            if most > _SHORT:
                for unit in _choices(list(body), flags):
                    yield lead, unit
                rest = nodes[place + 1 :]
                # What the next parts begin with, where this repeat takes it as well: it could end anywhere.
                for unit in _choices(rest[:1], flags) if rest else ():
                    yield lead, unit
            yield from _repeats(list(body), lead, flags)
        elif code is codes.SUBPATTERN:
            yield from _repeats(list(value[3]), lead, flags)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _repeats(list(branch), lead, flags)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _repeats(list(value[1]), lead, flags)
        elif code is codes.ATOMIC_GROUP:
            yield from _repeats(list(value), lead, flags)


def _choices(nodes: list[Any], flags: int) -> list[str]:
    """Return a few texts that the nodes take: for a set, several of its characters."""
    if len(nodes) == 1 and nodes[0][0] in (codes.IN, codes.ANY, codes.NOT_LITERAL):
        return list(islice(_taken(nodes[0], _LIKELY, flags), 4)) or [_sample(nodes, flags)]
    if len(nodes) == 1 and nodes[0][0] is codes.SUBPATTERN:
        return _choices(list(nodes[0][1][3]), flags)
    if len(nodes) == 1 and nodes[0][0] is codes.BRANCH:
        return [_sample(list(branch), flags) for branch in nodes[0][1][1]][:6]
    return [_sample(nodes, flags)]


def _sample(nodes: list[Any], flags: int) -> str:
    """Return a short text that the nodes take, as far as that can be said without looking around."""
    parts = []
    for code, value in nodes:
        if code is codes.LITERAL:
            parts.append(chr(value))
        elif code in (codes.IN, codes.ANY, codes.NOT_LITERAL):
            parts.append(next(_taken((code, value), chain(_LIKELY, _OTHERS), flags), "x"))
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            least, _, body = value
            parts.append(_sample(list(body), flags) * min(least, _SHORT))
        elif code is codes.SUBPATTERN:
            parts.append(_sample(list(value[3]), flags))
        elif code is codes.BRANCH:
            parts.append(_sample(list(value[1][0]), flags))
        elif code is codes.ATOMIC_GROUP:
            parts.append(_sample(list(value), flags))
    return "".join(parts)


def _taken(node: tuple[Any, Any], chars: Iterable[str], flags: int) -> Iterator[str]:
    """Return those of the characters that a node takes, which stands for one."""
    state = parser.State()
    state.flags = flags
    takes = compiler.compile(parser.SubPattern(state, [node]), flags).match
    return filter(takes, chars)
