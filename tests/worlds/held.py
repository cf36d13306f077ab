"""What the rich world (tests/worlds/rich.py) comes to, held as text in tests/fixtures/held and compared word by word.

`./test --accept -k held` rewrites the files; their diff is what a change changes for whoever reads.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from typing import Any

from lxml import etree, html

from tests.worlds.expected import FIXTURES

_ID = re.compile(r"\b[0-9a-f]{16}\b")
HELD = FIXTURES / "held"
_ASKED, _GIVEN = "=====> ", "=====< "
_BLOCKS = frozenset(
    "address article aside blockquote br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 header hr legend li main nav ol p pre section summary svg table tbody text thead tr ul".split()
)
_MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "li": "- ", "td": "| ", "th": "| "}
# What a reader has beside words: where a link leads, what a field holds, where the marks of a chart stand.
_ATTRIBUTES = {
    "a": ("href", "rel"),
    "button": ("name", "value"),
    "circle": ("cx", "cy", "r"),
    "form": ("action", "method"),
    "input": ("type", "name", "value", "checked"),
    "line": ("x1", "y1", "x2", "y2"),
    "link": ("rel", "href", "type"),
    "meta": ("name", "property", "content"),
    "option": ("value", "selected"),
    "path": ("d",),
    "polyline": ("points",),
    "rect": ("x", "y", "width", "height"),
    "select": ("name",),
    "text": ("x", "y", "text-anchor"),
    "time": ("datetime",),
}
_OF_ALL = ("id", "open", "title", "aria-label", "aria-current", "hidden")


def compare(name: str, text: str, accept: bool) -> None:
    """Hold a text against its file, or write that file."""
    path = HELD / name
    if accept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"{name} is not held yet: ./test --accept -k held writes it; review it like code"
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines(), name


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Return the text with names for those ids that have one."""
    return _ID.sub(lambda found: names.get(found[0], found[0]), text)


def list_held(folder: str) -> list[str]:
    """Return the names of the files of a folder."""
    return sorted(path.relative_to(HELD).as_posix() for path in (HELD / folder).iterdir())


def read_asked(name: str) -> list[tuple[str, str | None]]:
    """Return what a file says was asked, in order: an address or a command, and the words given to it, if any."""
    asked: list[tuple[str, str | None]] = []
    for line in (HELD / name).read_text(encoding="utf-8").splitlines():
        if line.startswith(_ASKED):
            asked.append((line.removeprefix(_ASKED), None))
        elif line.startswith(_GIVEN):
            asked[-1] = asked[-1][0], line.removeprefix(_GIVEN).replace("\\n", "\n")
    return asked


def compare_asked(name: str, answers: Iterable[tuple[tuple[str, str | None], str]], accept: bool) -> None:
    """Hold answers against the file that says what was asked, or write that file."""
    parts = []
    for (asked, given), answer in answers:
        words = "" if given is None else _GIVEN + given.replace("\n", "\\n") + "\n"
        parts.append(f"{_ASKED}{asked}\n{words}{answer}")
    compare(name, "\n".join(parts), accept)


def check_files(folder: str, names: Iterable[str], accept: bool) -> None:
    """Fail if the folder holds a file of none of these names, or delete it."""
    stray = {path for path in (HELD / folder).iterdir() if path.name not in set(names)}
    for path in stray if accept else ():
        path.unlink()
    assert accept or not stray


def fold_repeats(answers: Iterable[str]) -> Iterator[str]:
    """Yield each answer; of lines that all stand in an earlier one only their number, and the hash of their words."""
    known: set[str] = set()
    for answer in answers:
        kept: list[str] = []
        for is_known, run in groupby(answer.splitlines(), known.__contains__):
            repeated = list(run)
            if is_known and len(repeated) > 3:
                digest = blake2b("\n".join(repeated).encode(), digest_size=3).hexdigest()
                kept.append(f"… {len(repeated)} lines as above ({digest})")
            else:
                kept += repeated
        known.update(answer.splitlines())
        yield "\n".join(kept) + "\n"


def show_page(page: str) -> str:
    """Return what a page gives its reader, line by line: words, links, fields, marks of charts; no markup, so that
    another markup of the same is the same."""
    root = html.document_fromstring(page)
    body = root.find("body")
    head = [] if root.find("head") is None else list(root.find("head"))
    lines = [
        "".join(_inline(part))
        for part in head
        if part.tag == "title"
        or part.get("name") == "description"
        or part.get("rel") in ("alternate", "canonical")
    ]
    lines += [
        json.dumps(json.loads(script.text), ensure_ascii=False)
        for script in root.iter("script")
        if script.get("type") == "application/ld+json"
    ]
    main = root.find(".//main")
    text = "".join(_inline(body if main is None else main))
    lines += [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(line for line in lines if line.strip("-| ")) + "\n"


def _inline(node: Any) -> Iterator[str]:
    """Yield what an element shows, a line feed before and after each block."""
    if not isinstance(node.tag, str) or node.tag in ("script", "style"):
        return
    edge = "\n" if node.tag in _BLOCKS else ""
    yield edge + _MARKS.get(node.tag, "")
    shown = [(name, node.get(name)) for name in (*_ATTRIBUTES.get(node.tag, ()), *_OF_ALL)]
    said = " ".join(f"{name}={value}" for name, value in shown if value is not None)
    if said and node.tag != "a":
        yield f"<{node.tag} {said}> "
    yield " ".join((node.text or "").split("\n"))
    for child in node:
        yield from _inline(child)
        yield " ".join((child.tail or "").split("\n"))
    if said and node.tag == "a":
        yield f" <{said}>"
    yield edge or (" " if node.tag in ("td", "th", "option") else "")


def show_xml(body: str) -> str:
    """Return a feed or another file of XML, an element a line."""
    root = etree.fromstring(body.encode(), etree.XMLParser(remove_blank_text=True))
    etree.indent(root, " ")
    return etree.tostring(root, encoding="unicode") + "\n"


def show_json(body: str) -> str:
    return json.dumps(json.loads(body), indent=1, ensure_ascii=False) + "\n"


def show_pieces(body: str) -> str:
    """Return the pieces of a long JSON document that fit a line, each once, with how often it stands there."""
    pieces = Counter(_pieces("", json.loads(body)))
    return "".join(f"{count} × {piece}\n" for piece, count in pieces.items())


def _pieces(name: str, value: Any) -> Iterator[str]:
    text = json.dumps(value, ensure_ascii=False)
    if len(text) <= 200 or not isinstance(value, dict | list):
        yield f"{name}: {text}"
    else:
        yield f"{name}: {json.dumps(list(value)) if isinstance(value, dict) else len(value)}"
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _pieces(f"{name}[]" if isinstance(value, list) else key, part)


def show_rows(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows, each as a paragraph of the columns that it has a value in."""
    return "\n".join(
        "".join(
            f"{column}: {_show_cell(cell)}\n"
            for column, cell in zip(columns, row, strict=True)
            if cell is not None
        )
        for row in rows
    )


# What would not be seen, or not in one line.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f]|\A\s|\s\Z|\A\Z")


def _show_cell(cell: object) -> str:
    return json.dumps(cell, ensure_ascii=False) if _UNSEEN.search(str(cell)) else str(cell)


def show_table(db: sqlite3.Connection, table: str, order: str = "") -> str:
    cursor = db.execute(f"select * from [{table}] {order}")
    return show_rows([column[0] for column in cursor.description], cursor.fetchall())
