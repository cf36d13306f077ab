"""The rules of the house, read from its own files: arrows, sources, words."""

import ast
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from scrapers.source import Source, load_sources
from tracker import status

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("docket", "scrapers", "db", "publish", "tracker")
# What each room may import besides the standard library. `publish` reads only: db's writers are shut out below.
MAY = {
    "docket": {"docket"},
    "scrapers": {"docket", "scrapers", "bs4", "lxml"},
    "db": {"docket", "db", "sqlite_utils"},
    "publish": {"docket", "db", "publish", "datasette", "jinja2", "markupsafe", "icalendar", "asgi_gzip"},
}
# One module each (and what was split from it) for what the room as a whole must not touch.
EXCEPTIONS = {
    "scrapers": {
        "requests": {"get", "response", "connections"},
        "urllib3": {"get", "urls", "response", "connections"},
        "protego": {"robots"},
        "juriscraper": {"juriscraper_adapter", "quick_reports"},
        "pypdf": {"pdf_text"},
        "pypdfium2": {"pdf_pages"},
    },
    "docket": {"rapidfuzz": {"candidates"}, "eyecite": {"citations", "tokenizer"}},
    "publish": {
        "uvicorn": {"sockets"},
        "rapidfuzz": {"refusal"},
        "mcp": {"server"},
        "starlette": {"server"},
        "xlsxwriter": {"files"},
    },
}
# The writers of db. `publish` may read what they wrote.
WRITERS = {"db.store", "db.merge", "db.suppress", "db.curated", "db.cases", "db.changes"}


def modules():
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


@cache
def imports(path):
    """Return the dotted name of everything a module imports."""
    return tuple(_imports(path))


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its arrow"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _name_of(node.func) == "import_module":
            text = node.args[0]
            if isinstance(text, ast.JoinedStr):
                text = text.values[0]
            if isinstance(text, ast.Constant):  # a name read from a table is seen where the table is
                yield text.value.rstrip(".")


def _name_of(function):
    return getattr(function, "attr", None) or getattr(function, "id", None)


def wrong_arrow(path, name):
    """Return why the module may not import the name, or None."""
    room, top = path.relative_to(ROOT).parts[0], name.partition(".")[0]
    if room == "tracker" or top in sys.stdlib_module_names:
        return None
    if path.stem in EXCEPTIONS.get(room, {}).get(top, ()):
        return None
    if top not in MAY[room]:
        return f"{room} may not import {top}"
    if room == "publish" and any(name == writer or name.startswith(f"{writer}.") for writer in WRITERS):
        return f"publish only reads; {name} writes"
    is_source = path.parent.name == "sources"
    if is_source and name.startswith("scrapers.sources."):
        return "a source may not import another source"
    if is_source and name.startswith("scrapers.http.") and not name.startswith("scrapers.http.patience"):
        return "a source is handed its client"
    return None


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path):
    assert {name: why for name in imports(path) if (why := wrong_arrow(path, name))} == {}


@pytest.mark.parametrize(
    ("room", "name"),
    [
        ("docket/times.py", "db.store"),
        ("docket/times.py", "requests"),
        ("db/store.py", "scrapers.source"),
        ("scrapers/sources/scotus.py", "requests"),
        ("scrapers/sources/scotus.py", "scrapers.sources.pacer_rss"),
        ("scrapers/sources/scotus.py", "juriscraper"),
        ("scrapers/pacer/notices.py", "db"),
        ("publish/words.py", "tracker.settings"),
        ("publish/words.py", "db.store"),
        ("publish/words.py", "scrapers.source"),
    ],
)
def test_a_wrong_arrow_would_be_seen(room, name):
    assert wrong_arrow(ROOT / room, name)


def module_of(path):
    """Return the dotted name by which others import a module."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def circle_among(arrows):
    """Return the modules of a circle, the first of them again at its end; none if there is no circle."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_no_imports_run_in_a_circle():
    """Those that only a type wants are arrows, too: whoever reads one module of a circle has to read them all."""
    known = {module_of(path): path for path in modules()}
    arrows = {
        name: {other for other in imports(path) if other in known and other != name}
        for name, path in known.items()
    }
    assert circle_among(arrows) == []
    assert circle_among({"a": {"b"}, "b": {"c"}, "c": {"b"}}) in (["b", "c", "b"], ["c", "b", "c"])


def named_sources(path):
    """Return the sources that a module imports, or names by a string of its own or within one, as SQL does."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    words = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    named = {name for name in load_sources() for word in words if word == name or f"'{name}'" in word}
    return named | {name for name in imports(path) if name.startswith("scrapers.sources.")}


ENGINE = ("tracker/pipeline", "tracker/reading", "tracker/home.py", "tracker/due.py", "tracker/daemon")


@pytest.mark.parametrize(
    "path",
    [path for path in modules() if path.relative_to(ROOT).as_posix().startswith(ENGINE)],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_the_engine_names_no_source(path):
    """What one source wants otherwise is a member of `Source`, so that a new source touches no engine."""
    assert named_sources(path) == set()


def test_everything_is_caught_only_at_the_borders_of_a_page_a_lane_and_a_turn():
    broad = Counter()
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and (
                node.type is None
                or any(name in ast.unparse(node.type).split() for name in ("Exception", "BaseException"))
            ):
                broad[path.relative_to(ROOT).as_posix()] += 1
    assert broad == {
        "tracker/daemon/__init__.py": 2,
        "tracker/pipeline/engine.py": 3,
        "tracker/pipeline/lanes.py": 1,
        "tracker/reading/ingesting.py": 1,
        "tracker/reading/page_reader.py": 4,
        "tracker/reading/parsing.py": 1,
    }


KEPT = [
    *modules(),
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / name for name in ("run", "test", "check", "pyproject.toml", "compose.yaml", "Dockerfile")),
    *ROOT.glob("requirements*"),
    *(ROOT / ".ci").iterdir(),
    *(ROOT / "deploy").iterdir(),
]
PURE = [path for path in modules() if path.relative_to(ROOT).parts[0] in ("docket", "db")]
NOWHERE = {
    "only the settings read the environment": (
        r"\bos\.(environ\b(?!\[\"TZ\"\])|getenv)",
        modules(),
        # juriscraper_adapter sets a variable that its library asks for, and reads none of ours.
        {"tracker/settings.py", "scrapers/pacer/juriscraper_adapter.py"},
    ),
    "parsing never asks what time it is": (r"\b(now|utcnow|today)\(|\btime\.time\(", PURE, set()),
    "no work is left in a comment": (r"#\s*(TODO|FIXME|XXX)\b", modules(), set()),
    "nothing speaks of the machine it was written on": (
        r"/(?:work|tmp|root)/|py(?:pi\.org|thonhosted)",
        KEPT,
        set(),
    ),
}


@pytest.mark.parametrize(("words", "paths", "allowed"), NOWHERE.values(), ids=NOWHERE)
def test_words_that_stand_nowhere_else(words, paths, allowed):
    having = {path for path in paths if re.search(words, path.read_text(encoding="utf-8"))}
    assert {path.relative_to(ROOT).as_posix() for path in having} == allowed


def test_no_file_is_named_for_nothing():
    """A function without a home is a concept without a name."""
    nameless = {"utils", "util", "helpers", "helper", "common", "base", "misc", "manager", "core"}
    assert [path for path in modules() if path.stem in nameless] == []


def test_every_module_says_what_lives_there():
    assert [
        str(path) for path in modules() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ] == []


# One module a source, one a page: their folders are the list.
LISTS_ITSELF = {"scrapers/sources", "publish/pages"}


@pytest.mark.parametrize(
    "path",
    [path for path in modules() if path.name == "__init__.py"],
    ids=lambda path: str(path.parent.relative_to(ROOT)),
)
def test_a_package_lists_what_is_in_it(path):
    folder = path.parent
    if folder.relative_to(ROOT).as_posix() not in LISTS_ITSELF:
        inside = {file.stem for file in folder.glob("*.py")} | {
            file.parent.name for file in folder.glob("*/__init__.py")
        }
        words = set(re.findall(r"\w+", ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))))
        missing = sorted(inside - words - {"__init__"})
        assert not missing, f"{folder.name}/__init__.py: say in its docstring what is in {', '.join(missing)}"


def test_nobody_calls_a_command_but_the_command_line():
    callers = [
        path for path in modules() if any(name.startswith("tracker.commands") for name in imports(path))
    ]
    assert {path.relative_to(ROOT).as_posix() for path in callers if path.parent.name != "commands"} == {
        "tracker/__main__.py"
    }


def test_no_line_is_longer_than_an_editor_is_wide():
    """Ruff overlooks a long line without a blank, and reads no template and no style sheet."""
    ours = [path for room in (*ROOMS, "tests", "bench") for path in (ROOT / room).rglob("*.py")]
    ours += [*(ROOT / "publish" / "templates").rglob("*.html"), *(ROOT / "publish" / "static").glob("*.css")]
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in ours
        if "fixtures" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 120
    ]
    assert len(ours) > 400 and long == []


@pytest.mark.parametrize("source", load_sources().values(), ids=lambda source: source.NAME)
def test_a_source_fills_in_its_form(source):
    assert type(source).__module__ == f"scrapers.sources.{source.NAME}"
    assert source.EVERY_MINUTES is None or source.EVERY_MINUTES > 0
    stray = [name for name in vars(type(source)) if not name.startswith("_") and not hasattr(Source, name)]
    assert set(stray) == {"NAME"}, (
        f"scrapers/source.py, Source: say there what {stray} are, or begin them with _"
    )
    assert not source.NETWORK or type(source).fetch is not Source.fetch
    assert list(status.read_form(source.about)) == ["Source", "Gives", "Lacks", "Quirks"]


@pytest.mark.parametrize("name", load_sources())
def test_a_source_has_its_page(name):
    page = ROOT / "docs" / "sources" / f"{name}.md"
    assert page.exists(), f"write docs/sources/{name}.md; the others there show its form"
    words = page.read_text(encoding="utf-8")
    assert words.startswith(f"# `{name}`: ")
    missing = [
        part for part in ("Gives", "Lacks", "Terms", "Rhythm", "Quirks") if f"**{part}.**" not in words
    ]
    assert not missing, f"docs/sources/{name}.md: a paragraph each is missing on {', '.join(missing)}"


@pytest.mark.parametrize(
    "name",
    [f"requirements{of}.txt" for of in ("", "-sweep", "-mcp", "-test", "-bench")],
)
def test_every_requirement_is_pinned_and_says_why(name):
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith("#")]
    wrong = [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9.]+ +# \S.{10,}", line)]
    assert lines and not wrong, f"{name}: write `name==1.2.3  # why it is needed` in place of {wrong}"


# `fit` says that it needs scikit-learn of requirements-bench.txt, where that is absent; no other module imports it.
_FITTING = ROOT / "tracker" / "measure" / "fit.py"
_IN_USE = ("", "-sweep", "-mcp")


@pytest.mark.parametrize(
    ("paths", "files"),
    [
        ([path for path in modules() if path != _FITTING], _IN_USE),
        ([*(ROOT / "bench").rglob("*.py"), _FITTING], (*_IN_USE, "-test", "-bench")),
    ],
    ids=["the program", "the benches"],
)
def test_every_package_imported_is_required(paths, files):
    needed = "".join((ROOT / f"requirements{of}.txt").read_text() for of in files)
    required = set(re.findall(r"^([a-z0-9-]+)==", needed, re.MULTILINE))
    names = {"bs4": "beautifulsoup4", "dateutil": "python-dateutil", "sklearn": "scikit-learn"}
    tops = {name.partition(".")[0] for path in paths for name in imports(path)} - sys.stdlib_module_names
    others = {names.get(top, top.replace("_", "-")) for top in tops if not (ROOT / top).is_dir()}
    assert others and not others - required, (
        f"imported, and in no requirements*.txt: {sorted(others - required)}"
    )


def test_a_command_loads_no_pages():
    """Datasette's views take as long to load as everything else together; only `serve` needs them."""
    loaded = "import sys, tracker.__main__; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {"tracker.daemon", "db.store"} <= set(done.stdout.split())
    assert not {"datasette.app", "datasette.views.base", "duckdb", "pypdf"} & set(done.stdout.split())
