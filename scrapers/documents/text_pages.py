"""The pages of a decision saved as text or as a web page."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from docket.issues import ParseError
from docket.opinions.pages import MARK_CLOSE, MARK_OPEN, Cell, File, Line, Page

_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|body|head|pre|p|div|opinion|center)\b", re.IGNORECASE)
_LETTER = 6.0  # points: the width of a column of typewritten text
_LEADING = 12.0  # points: the height of one of its lines
_LONG = 160  # a line longer than this is a whole paragraph
_BLOCKS = frozenset(
    (
        "p div pre h1 h2 h3 h4 h5 h6 li blockquote center td th tr section article header footer opinion "
        "author br hr table body dd dt"
    ).split()
)
_HIDDEN = frozenset(
    "script style head title noscript nav form button select option iframe svg template".split()
)
_MARK = re.compile(r"\[?(?:\d{1,3}|\*{1,3}|[†‡])\]?")
_STAR = re.compile(r"\*\d{1,4}")
_MARGIN = re.compile(r"\s{0,3}(\d{1,2})(?:\s{0,3}\|(?=\s)|(?=\s|$))")  # a scan shows the margin rule as "|"
_W_APART = re.compile(r"(\bW) (?=[a-z]{2}|\.\s?\d[a-z])")  # a wide letter: "W ashington", "S.W .3d"
_PLEADING = 10  # numbered lines, if they are most of all lines, make a text pleading paper
_MISREAD = 3  # most numbers that a scan may lack or misread between two in a margin


def is_markup(body: bytes) -> bool:
    """Return whether these are the bytes of a web page."""
    return _MARKUP.search(body[:4096]) is not None


def decode(body: bytes) -> str:
    """Return bytes decoded: as UTF-8 if they are valid UTF-8, else as Windows text."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def read_text(body: bytes, page: str) -> File:
    """Return the pages of a text; a form feed ends a page. Raises ParseError (not-text) if it is not text."""
    if b"\0" in body[:4096]:
        raise ParseError(f"{page}: neither PDF nor text nor a web page", code="not-text")
    text = decode(body).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ParseError(f"{page}: the file is empty; save the page again", code="not-text")
    lines = text.split("\n")
    if max(map(len, lines)) > _LONG:
        blocks = (" ".join(line.split()) for part in text.split("\f") for line in part.split("\n"))
        return File("text", (_page_of_blocks(blocks),))
    return File(
        "text",
        tuple(
            _typed_page(number, part)
            for number, part in enumerate(text.split("\f"), 1)
            if part.strip() or number == 1
        ),
    )


def _typed_page(number: int, text: str) -> Page:
    """Return a page whose lines are positioned by their columns of text."""
    lines, rows = [], without_line_numbers(_W_APART.sub(r"\1", text.expandtabs(8)).split("\n"))
    for row, words in enumerate(rows):
        if not words.strip():
            continue
        cells, at = [], 0
        for part in re.split(r"(\s{3,})", words):
            if part.strip():
                begin = at + len(part) - len(part.lstrip())
                cells.append(
                    Cell(" ".join(part.split()), begin * _LETTER, (at + len(part.rstrip())) * _LETTER)
                )
            at += len(part)
        top = row * _LEADING
        lines.append(Line(tuple(cells), top, top + _LEADING, 10.0))
    height = max(len(rows) * _LEADING, 1.0)
    return Page(number, 612.0, height, tuple(lines))


def without_line_numbers(rows: list[str]) -> list[str]:
    """Return the lines without the numbers that pleading paper prints in the margin: 1, 2, 3 …, from 1 on
    each page."""
    run: list[tuple[int, re.Match[str]]] = []
    last = 0
    for at, row in enumerate(rows):
        match = _MARGIN.match(row)
        if match and (0 < int(match[1]) - last <= _MISREAD or (int(match[1]) == 1 and last >= _PLEADING)):
            run.append((at, match))
            last = int(match[1])
    if len(run) < _PLEADING or len(run) < 0.5 * sum(bool(row.strip()) for row in rows):
        return rows
    kept = list(rows)
    for at, match in run:
        kept[at] = " " * match.end() + rows[at][match.end() :]
    return kept


def read_html(body: bytes, page: str) -> File:
    """Return the paragraphs of a web page. Raises ParseError (not-html) for one without text."""
    try:
        root = html.fromstring(
            decode(body), parser=html.HTMLParser(no_network=True, huge_tree=False, recover=True)
        )
    except (ValueError, AssertionError, etree.ParserError) as error:
        raise ParseError(
            f"{page}: a web page that cannot be read ({type(error).__name__})", code="not-html"
        ) from None
    typed = [element for element in root.iter("pre") if element.text_content().count("\n") > 60]
    if len(typed) == 1:
        return read_text(typed[0].text_content().encode(), page)
    texts = [text for text in _blocks(root) if text]
    if not texts:
        raise ParseError(f"{page}: a web page without text", code="not-html")
    return File("html", (_page_of_blocks(texts),))


def _page_of_blocks(blocks: Any) -> Page:
    lines = tuple(
        Line((Cell(text, 0.0, 100.0),), at * 2 * _LEADING, at * 2 * _LEADING + _LEADING, 10.0)
        for at, text in enumerate(text for text in blocks if text)
    )
    return Page(1, 612.0, 792.0, lines, is_placed=False)


def _blocks(root: Any) -> Iterator[str]:
    """Yield the text of each block in order, with whitespace collapsed and the numbers of notes marked."""
    words: list[str] = []

    def flush() -> str:
        text = " ".join("".join(words).split())
        words.clear()
        return text

    stack: list[tuple[str, Any]] = [("open", root)]
    while stack:
        step, element = stack.pop()
        if step == "text":
            words.append(element)
            continue
        if step == "close":
            yield flush()
            continue
        if not isinstance(element.tag, str) or element.tag.lower() in _HIDDEN:
            if element.tail:
                words.append(element.tail)
            continue
        if element.tail and element is not root:
            stack.append(("text", element.tail))
        tag, whole = element.tag.lower(), " ".join(element.text_content().split())
        is_note = tag == "sup" or ("footnote" in (element.get("class") or "") and tag in ("a", "span"))
        if is_note and _MARK.fullmatch(whole):
            words.append(f"{MARK_OPEN}{whole.strip('[]')}{MARK_CLOSE}")
            continue
        if "star-pagination" in (element.get("class") or "") or (
            tag == "page-number" and _STAR.fullmatch(whole)
        ):
            continue
        if tag in _BLOCKS:
            yield flush()
            stack.append(("close", element))
        stack.extend(("open", child) for child in reversed(element))
        if element.text:
            stack.append(("text", element.text))
    yield flush()
