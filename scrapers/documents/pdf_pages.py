"""The pages of a PDF as lines with positions. The only module that uses pypdfium2, imported once a PDF is
read.

Chosen over pypdf and pdfplumber on 17 real decisions: only it gives each letter's position in 0.01 s a page
(pdfplumber takes 0.05 s, pypdf's positions are unreliable), separates words where pypdf ran two together
("forsummary"), and marks the hyphens that split a word at the end of a line.
"""

import ctypes
import importlib
from statistics import median
from typing import Any, NamedTuple

from docket.issues import ParseError
from docket.opinions.pages import MARK_CLOSE, MARK_OPEN, SOFT_HYPHEN, Cell, File, Line, Page

MOST_PAGES = 600  # the longest opinions have about 400 (McConnell v. FEC, with its appendices)
_MOST_LETTERS = 20_000  # on one page; a page of small print has about 8,000
_WIDE_GAP = 2.2  # letter heights; letters farther apart are in different columns
_WORD_GAP = 0.17
_HYPHENS = str.maketrans("\ufffe\x02", SOFT_HYPHEN * 2)  # how the library marks a word that a line splits


class _Run(NamedTuple):
    """Consecutive letters that the file prints in one line."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


def read_pages(body: bytes, page: str) -> File:
    """Return the pages of a PDF; a scanned page has no lines.

    Raises ParseError (not-pdf) if it is not a PDF, or is broken, locked or longer than 600 pages.
    """
    if b"%PDF-" not in body[:1024]:
        raise ParseError(f"{page}: not a PDF; look at the address in a browser", code="not-pdf")
    pdfium: Any = importlib.import_module("pypdfium2")
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = "locked with a password" if locked else "broken, and cannot be read"
        raise ParseError(f"{page}: a PDF that is {why}", code="not-pdf") from None
    count = len(document)
    if count > MOST_PAGES:
        raise ParseError(
            f"{page}: a PDF of {count} pages, more than any decision has; not read", code="not-pdf"
        )
    return File("pdf", tuple(_read_page(pdfium, document, number) for number in range(count)))


def _read_page(pdfium: Any, document: Any, index: int) -> Page:
    try:
        page = document[index]
        left, floor, right, height = page.get_bbox()
        letters = page.get_textpage()
        lines = _join_lines(_read_runs(pdfium.raw, letters.raw, height), left)
        rules = _read_rules(pdfium.raw, page, left, height)
    except pdfium.PdfiumError:
        return Page(index + 1, 612, 792, ())  # its object is damaged; the other pages may be intact
    return Page(index + 1, right - left, height - floor, lines, rules)


def _read_runs(raw: Any, letters: Any, height: float) -> list[_Run]:
    """Return the letters as runs; a run ends when the file moves to another line, or far along the same
    one."""
    box, runs = raw.FS_RECTF(), []
    chars: list[str] = []
    places: list[tuple[float, float, float, float]] = []

    def end() -> None:
        if places and (text := "".join(chars)).strip():
            x0, x1 = min(place[0] for place in places), max(place[1] for place in places)
            top, bottom = median(place[2] for place in places), median(place[3] for place in places)
            runs.append(_Run(text, x0, x1, top, bottom, bottom - top))
        chars.clear()
        places.clear()

    for at in range(min(raw.FPDFText_CountChars(letters), _MOST_LETTERS)):
        char = chr(raw.FPDFText_GetUnicode(letters, at)).translate(_HYPHENS)
        if char in "\r\n":
            end()
            continue
        if char == " " or (not char.isprintable() and char != SOFT_HYPHEN):
            chars.append(" ")  # also for braces in a caption, drawn in a font of their own
            continue
        raw.FPDFText_GetLooseCharBox(letters, at, ctypes.byref(box))
        if box.top <= box.bottom or 0.1 < raw.FPDFText_GetCharAngle(letters, at) < 6.1:
            continue  # a court's name printed up the margin, as in the Northern District of California
        place = (box.left, box.right, height - box.top, height - box.bottom)
        size = place[3] - place[2]
        if places:
            last = places[-1]
            near = 0.5 * max(size, last[3] - last[2])
            moved = abs(place[3] - last[3]) > near * 0.3 and abs(size - (last[3] - last[2])) > 0.15 * size
            is_number = (
                len(chars) < 4 and "".join(chars).strip().isdigit() and place[0] - last[1] > 0.5 * size
            )
            is_away = abs(place[3] - last[3]) > near or not -size <= place[0] - last[1] < _WIDE_GAP * size
            if moved or is_number or is_away:
                end()
        chars.append(char)
        places.append(place)
    end()
    return runs


def _join_lines(runs: list[_Run], left: float) -> tuple[Line, ...]:
    """Return the lines from top to bottom; runs beside each other form one line."""
    runs = _drop_line_numbers(runs)
    if not runs:
        return ()
    body = median(size for run in runs for size in [run.size] * max(1, len(run.text) // 8))
    groups: list[list[_Run]] = []
    # Large letters first, so that superscripts are joined to their line.
    for run in sorted(runs, key=lambda run: (run.size < 0.8 * body, run.top)):
        fits = [group for group in groups if _beside(group[0], run)]
        if fits:
            middle = run.top + run.bottom
            min(fits, key=lambda group: abs(group[0].top + group[0].bottom - middle)).append(run)
        else:
            groups.append([run])
    groups.sort(key=lambda group: (group[0].bottom, group[0].x0))
    return tuple(_line(sorted(group, key=lambda run: run.x0), left) for group in groups)


def _drop_line_numbers(runs: list[_Run]) -> list[_Run]:
    """Return the runs without the numbers 1 to 28 that pleading paper prints down its left side."""
    numbers = [run for run in runs if run.text.strip().isdigit() and len(run.text.strip()) <= 2]
    edge = min((run.x1 for run in numbers), default=0.0)
    column = sorted((run for run in numbers if run.x1 - edge < 14), key=lambda run: run.top)
    numbered: list[_Run] = []
    for run in column:
        if int(run.text) == (int(numbered[-1].text) + 1 if numbered else 1):
            numbered.append(run)
    beside = sum(run.x0 < edge for run in runs if run not in numbers)
    return [run for run in runs if run not in numbered] if len(numbered) >= 15 and beside < 4 else runs


def _beside(left: _Run, other: _Run) -> bool:
    shared = min(left.bottom, other.bottom) - max(left.top, other.top)
    return shared > 0.55 * min(left.size, other.size)


def _line(runs: list[_Run], left: float) -> Line:
    most = max(runs, key=lambda run: len(run.text.strip()))
    cells: list[list[Any]] = []
    last: _Run | None = None
    for run in runs:
        text = " ".join(run.text.split())
        is_raised = (
            run.size < 0.82 * most.size
            and run.bottom < most.bottom - 0.08 * most.size
            and len(text) <= 4
            and (text.strip(" .").isdigit() or set(text) <= set("*†‡§ "))
        )
        if is_raised:
            text = f"{MARK_OPEN}{text}{MARK_CLOSE}"
        if last is not None and run.x0 - last.x1 < _WIDE_GAP * most.size:
            spaced = (
                last.text[-1:].isspace() or run.text[:1].isspace() or run.x0 - last.x1 > _WORD_GAP * most.size
            )
            cells[-1][0] += (" " if spaced else "") + text
            cells[-1][2] = max(cells[-1][2], run.x1)
        else:
            cells.append([text, run.x0, run.x1])
        last = run
    placed = tuple(Cell(text.strip(), x0 - left, x1 - left) for text, x0, x1 in cells)
    return Line(placed, most.top, most.bottom, round(most.size, 1))


def _read_rules(raw: Any, page: Any, left: float, height: float) -> tuple[tuple[float, float, float], ...]:
    """Return the lines drawn across part of the page, such as the one above footnotes."""
    rules = []
    for number, drawn in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2)):
        if number > 200:
            break
        x0, bottom, x1, top = drawn.get_bounds()
        if x1 - x0 > 40 and top - bottom < 3:
            rules.append((x0 - left, x1 - left, height - top))
    return tuple(sorted(set(rules), key=lambda rule: rule[2]))
