"""Separates the court's text in a file from running heads, page numbers, filing stamps, and footnotes.

A running head is a line with the same words (ignoring numbers) at the same height on several pages. Footnotes
begin below a drawn line, or at a raised number in smaller print, and continue to the end of the page.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median

from docket.opinions.pages import MARK_CLOSE, MARK_OPEN, Cell, File, Line, Page
from docket.opinions.words import is_whole

_EDGE = 6  # lines at the top and at the bottom of a page that may be running heads
_NUMBER = re.compile(
    r"(?:[-–—\[\]*|\s]|(?i:page|pg\.?|p\.))*(\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–—\[\]*|\s]*"
)
_FIRST_NUMBER = re.compile(r"[-–—\[\]*|\s]*(\d{1,4})[-–—\[\]*|]*\s")
_LAST_NUMBER = re.compile(r"(?<![-:./\d])\s[-–—\[\]*|]*(\d{1,4})[-–—\[\]*|\s]*$")
_HEAD_WORDS = re.compile(
    r"(?:No|Nos|Case No)\.? ?[\w:&, -]+|[^a-z]{2,60} (?:v|V|vs)\. [^a-z]{2,60}|Cite as:? .*|(?:IN RE"
    "|In re):? [^a-z]{2,60}"
)
_MISSED = 5  # at most so many notes have calls that the text does not show
_RULE = re.compile(r"[_—–\u2015\u2500-]{5,}")
_MARK = re.compile(f"^{MARK_OPEN}([^{MARK_CLOSE}]*){MARK_CLOSE}\\s*")
_BARE_MARK = re.compile(r"^(\d{1,3}|\*{1,4}|[†‡]{1,2})\s*(?=[A-Z“\"‘'(\[§])")
_INLINE_STAR = re.compile(r"^\[\*(\d{1,4})\]\s*")


@dataclass(slots=True)
class CleanPage:
    """One page without what the file adds. `printed` is the page number printed on it."""

    number: int
    body: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    printed: str | None = None
    series: str = "file"
    left: float = 0.0
    right: float = 0.0
    is_placed: bool = True


@dataclass(frozen=True, slots=True)
class Footnote:
    """One footnote: mark, page, and text; `breaks` are (offset, page) where a later page begins."""

    mark: str
    page: int
    text: str
    breaks: tuple[tuple[int, int], ...] = ()


def clean_pages(file: File) -> tuple[list[CleanPage], list[str]]:
    """Return the pages of a file as the court wrote them, and the stamps that the filing system added."""
    stamps: list[str] = []
    file = _split_unplaced(file)
    kept = [_without_stamps(page, stamps) for page in file.pages]
    tops, bottoms = _recurring(file, kept, top=True), _recurring(file, kept, top=False)
    size = median([line.size for lines in kept for line in lines for _ in line.text] or [10.0])
    pages = []
    last_note = 0
    last_called = 0
    for page, lines in zip(file.pages, kept, strict=True):
        if not page.is_placed:
            lines, last_called = _mark_calls(lines, last_called)
        clean = CleanPage(page.number, is_placed=page.is_placed)
        lines = _drop_edges(page, lines, tops, bottoms, clean)
        clean.left, clean.right = _margins(lines)
        clean.body = lines
        pages.append(clean)
    _even_margins(pages)
    widths: list[float] = []  # of the lines drawn above the notes of this file
    for page, clean in zip(file.pages, pages, strict=True):
        lines = clean.body
        has_before = clean.number > 1 and bool(pages[clean.number - 2].notes)
        if page.is_placed:
            first = len(lines)
            if file.kind == "text" and len(pages) > 1:
                body, notes = _part_typed(lines, last_note)
                lines, first = [*body, *notes], len(body)
            start = min(first, _notes_start(page, lines, clean, size, last_note, has_before, widths))
            clean.body, clean.notes = lines[:start], lines[start:]
        else:
            clean.body, clean.notes = _part_unplaced(lines, last_note)
        for line in clean.notes:
            mark = _mark_of(line.text) or ""
            # A separate opinion numbers its notes from 1 again.
            if mark.isdigit() and (last_note < int(mark) <= last_note + 6 or mark == "1"):
                last_note = int(mark)
    _settle_numbers(pages)
    return pages, stamps


def _split_unplaced(file: File) -> File:
    """Split a text without positions into pages at its running heads: "3446 FAIR HOUSING COUNCIL v. …"."""
    if len(file.pages) != 1 or file.pages[0].is_placed:
        return file
    lines = file.pages[0].lines
    seen = Counter(_key(line.words) for line in lines if _is_numbered_head(line.words))
    heads = {key for key, count in seen.items() if count >= 3}
    if not heads:
        return file
    pages: list[list[Line]] = [[]]
    for line in lines:
        if _is_numbered_head(line.words) and _key(line.words) in heads:
            pages.append([])
        pages[-1].append(line)
    return File(
        file.kind,
        tuple(
            Page(number, 612.0, 792.0, tuple(part), is_placed=False) for number, part in enumerate(pages, 1)
        ),
    )


def _is_numbered_head(words: str) -> bool:
    rest, number = _split_number(words.strip())
    return number is not None and 4 < len(rest) < 90


def _without_stamps(page: Page, stamps: list[str]) -> list[Line]:
    lines = []
    for line in page.lines:
        if is_whole("stamp", line.words):
            stamps.append(line.words)
        else:
            lines.append(line)
    return lines


def _key(text: str) -> str:
    return re.sub(r"[\d\W_]+|\bpage\b", "", text.casefold())


def _recurring(file: File, kept: list[list[Line]], top: bool) -> set[tuple[str, int]]:
    """Return (words, height) of the lines that recur at the edge of more than one page."""
    seen: Counter[tuple[str, int]] = Counter()
    for page, lines in zip(file.pages, kept, strict=True):
        edge = lines[:_EDGE] if top else lines[-_EDGE:]
        seen.update(
            {(key, _height(page, line)) for line in edge if (key := _key(line.words)) and len(key) > 1}
        )
    recurring = set()
    for (key, height), count in seen.items():
        near = count + seen.get((key, height + 1), 0) + seen.get((key, height - 1), 0)
        if near >= 2 and len(key) < 120:
            recurring.add((key, height))
    return recurring


def _height(page: Page, line: Line) -> int:
    return round(line.top / 8) if page.is_placed else 0


def _drop_edges(
    page: Page, lines: list[Line], tops: set[tuple[str, int]], bottoms: set[tuple[str, int]], clean: CleanPage
) -> list[Line]:
    """Return the lines without running heads, feet, and page numbers, which are noted in `clean`."""
    lines = list(lines)
    while lines and _is_edge(page, lines[0], tops, clean, len(clean.head) < _EDGE):
        _note_edge(lines.pop(0), clean)
    taken = 0
    while lines and taken < _EDGE and _is_edge(page, lines[-1], bottoms, clean, True):
        _note_edge(lines.pop(), clean)
        taken += 1
    return lines


def _is_edge(page: Page, line: Line, recurring: set[tuple[str, int]], clean: CleanPage, may_be: bool) -> bool:
    if not may_be:
        return False
    words = line.words.strip()
    if not words or (_RULE.fullmatch(words) and line.top < page.height * 0.2):
        return True
    if (_key(words), _height(page, line)) in recurring and (page.number > 1 or line.top > page.height / 2):
        return True
    is_outer = not page.is_placed or line.top < page.height * 0.2 or line.bottom > page.height * 0.8
    if not is_outer or (page.number == 1 and line.top < page.height / 2):
        return False
    if (
        clean.printed is None
        and (number := _NUMBER.fullmatch(words))
        and (number[1].isdigit() or number[1] == words.strip("- "))
    ):
        return number[1].isdigit() or (page.number < 30 and number[1].islower())
    rest, numbered = _split_number(words)
    return bool(numbered and _HEAD_WORDS.fullmatch(rest)) and line.top < page.height * 0.25


def _split_number(words: str) -> tuple[str, str | None]:
    if match := _FIRST_NUMBER.match(words):
        return words[match.end() :].strip(), match[1]
    if match := _LAST_NUMBER.search(words):
        return words[: match.start()].strip(), match[1]
    return words, None


def _note_edge(line: Line, clean: CleanPage) -> None:
    words = line.words.strip()
    if words:
        clean.head.append(words)
    if clean.printed is None:
        number = _NUMBER.fullmatch(words)
        clean.printed = number[1] if number else _split_number(words)[1]


def _settle_numbers(pages: list[CleanPage]) -> None:
    """Number each page: trust printed numbers that increase with the pages, and derive the rest."""
    steps = Counter(int(p.printed) - p.number for p in pages if p.printed and p.printed.isdigit())
    common = steps.most_common(1)
    offset, count = common[0] if common else (0, 0)
    for page in pages:
        believed = (
            page.printed
            and page.printed.isdigit()
            and (count < 2 or abs(int(page.printed) - page.number - offset) <= 6)
        )
        if believed:
            page.series = "slip"
        elif count >= 2 and page.number + offset > 0:
            page.printed, page.series = str(page.number + offset), "slip"
        else:
            page.printed, page.series = str(page.number), "file"


def _margins(lines: list[Line]) -> tuple[float, float]:
    if not lines:
        return 0.0, 0.0
    wide = max(line.x1 - line.x0 for line in lines)
    full = [line for line in lines if line.x1 - line.x0 > 0.7 * wide]
    starts = Counter(round(line.x0) for line in full)
    left = min(
        (x for x, count in starts.items() if count >= max(2, len(full) * 0.15)),
        default=min(round(x.x0) for x in full),
    )
    return float(left), max(line.x1 for line in full)


_CALL = re.compile(
    r"(?<=[a-z)\]][.,;:?”\"’])(\d{1,3})(?=\s|$)|(?<=[.,;:?][”\"’])(\d{1,3})(?=\s|$)"
    r"|(?<=[a-z])(\d{1,3})(?=[.,;:]?(?:\s|$))"
)


_TYPED_CALL = re.compile(r"(?<=[^\s\d(/§$*–-])\d{1,3}(?=[.,;:]?(?:\s|$))")  # of a note that is below
_NO_CALL = re.compile(r"\b(?:nn?|[Nn]os?|[Ee]xs?|pp?|[Vv]ol|[Aa]rt|[Cc]h|[Ff]ig)\.$")


def _mark_calls(lines: list[Line], last: int) -> tuple[list[Line], int]:
    """Mark the calls of footnotes in a text without positions: numbers attached to a word, in sequence."""

    def follows(number: str) -> bool:
        nonlocal last
        is_next = last < int(number) <= last + 2 or (number == "1" and last > 2)
        last = int(number) if is_next else last
        return is_next

    marked = [line if _BARE_MARK.match(line.text) else _with_calls(line, _CALL, follows) for line in lines]
    return marked, last


def _with_calls(line: Line, calls: re.Pattern[str], is_call: Callable[[str], bool]) -> Line:
    """Return a line with its footnote calls marked."""
    cells = []
    for cell in line.cells:
        parts, at = [], 0
        for match in calls.finditer(cell.text):
            if not _NO_CALL.search(cell.text, 0, match.start()) and is_call(match[0]):
                parts += [cell.text[at : match.start()], MARK_OPEN, match[0], MARK_CLOSE]
                at = match.end()
        cells.append(Cell("".join((*parts, cell.text[at:])), cell.x0, cell.x1))
    return Line(tuple(cells), line.top, line.bottom, line.size)


def _part_typed(lines: list[Line], last: int) -> tuple[list[Line], list[Line]]:
    """Return body and notes of a typed page; a note's number is alone on its line or before a capital.

    Either a line above calls the first note, or the note is next in number and a blank line separates it from
    the text.
    """
    called: set[str] = set()
    marks: set[str] = set()
    notes: list[Line] = []
    for at, line in enumerate(lines):
        mark = line.text if line.text.isdecimal() else (_mark_of(line.text) or "")
        is_mark = mark.isdecimal() and (
            (mark in called and (last < int(mark) <= last + _MISSED or (mark == "1" and not notes)))
            or (int(mark) == last + 1 and bool(notes or (at and mark == line.text and _gap(lines, at) > 0)))
        )
        if is_mark:
            first = line.cells[0]
            text = f"{MARK_OPEN}{mark}{MARK_CLOSE} {first.text.removeprefix(mark).strip()}"
            line = Line((Cell(text, first.x0, first.x1), *line.cells[1:]), line.top, line.bottom, line.size)
            marks.add(mark)
            last = int(mark)
        if notes or is_mark:
            notes.append(line)
        else:
            called.update(_TYPED_CALL.findall(line.text))
    body = lines[: len(lines) - len(notes)]
    return [_with_calls(line, _TYPED_CALL, marks.__contains__) for line in body], notes


def _part_unplaced(lines: list[Line], last: int) -> tuple[list[Line], list[Line]]:
    """Return body and notes of a text without positions; notes are known by consecutive numbers."""
    body, notes = [], []
    for line in lines:
        mark = _mark_of(line.text)
        follows = (
            mark is not None
            and mark.isdigit()
            and (last < int(mark) <= last + 6 or (mark == "1" and last > 2))
        )
        if mark and ((follows and not re.match(r"\d+\s", line.text)) or line.text.startswith(MARK_OPEN)):
            last = int(mark) if mark.isdigit() else last
            notes.append(line)
        else:
            body.append(line)
    return body, notes


def _even_margins(pages: list[CleanPage]) -> None:
    """Give a page without a full line, or with a stamp in its margin, the usual width of the other pages."""
    widths = [page.right - page.left for page in pages if len(page.body) > 8 and page.right > page.left]
    if not widths:
        return
    usual = median(widths)
    lefts = median(page.left for page in pages if len(page.body) > 8)
    for page in pages:
        if abs(page.right - page.left - usual) > 0.08 * usual:
            if abs(page.left - lefts) > 0.1 * usual:
                page.left = lefts
            page.right = page.left + usual


def _mark_of(text: str) -> str | None:
    if match := _MARK.match(text):
        return match[1].strip(" .")
    match = _BARE_MARK.match(text)
    return match[1] if match else None


def _calls_note(text: str, last: int) -> bool:
    mark = _mark_of(text)
    return mark is not None and (
        not mark.isdigit() or last < int(mark) <= last + 3 or (mark == "1" and last > 1)
    )


def _notes_start(
    page: Page,
    lines: list[Line],
    clean: CleanPage,
    size: float,
    last: int,
    has_before: bool,
    widths: list[float],
) -> int:
    """Return the index of the first line of the page's footnotes; the number of lines if there are none."""
    end = len(lines)
    if not lines:
        return end
    width = max(clean.right - clean.left, 1.0)
    first = end
    for index, line in enumerate(lines):
        if (
            _RULE.fullmatch(line.words.strip())
            and line.x1 - line.x0 < 0.62 * width
            and line.x0 - clean.left < 12
        ):
            after = lines[index + 1 :]
            if after and (_calls_note(after[0].text, last) or (has_before and after[0].size < 0.95 * size)):
                lines[index:] = after
                return index
    for x0, x1, y in page.rules:
        if not (abs(x0 - clean.left) < 14 and 50 < x1 - x0 < 0.62 * width):
            continue
        index = next((i for i, line in enumerate(lines) if line.top > y - 4), end)
        is_known = bool(widths) and abs(x1 - x0 - widths[0]) < 3
        if index == end or (index == 0 and not (has_before and is_known)):
            continue
        if index and lines[index - 1].bottom > y - 0.5:
            continue  # drawn under words
        small = all(line.size < 0.95 * size for line in lines[index:])
        calls = _calls_note(lines[index].text, last)
        if calls:
            widths.append(x1 - x0)
        if calls or (has_before and (small or is_known)):
            first = min(first, index)
    if first < end:
        return first
    # No line is drawn: look for a raised number, in small print or after a gap; its note runs to the end.
    for index, line in enumerate(lines):
        mark = _mark_of(line.text)
        if mark is None:
            continue
        is_raised = line.text.startswith(MARK_OPEN)
        small = all(below.size < 0.95 * size for below in lines[index:])
        small = small and any(above.size >= 0.95 * size for above in lines[:index])
        gap = line.top - lines[index - 1].bottom if index else 0.0
        follows = mark.isdigit() and last < int(mark) <= last + 2
        if (small and (is_raised or follows or not mark.isdigit())) or (
            is_raised and follows and gap > 0.25 * size
        ):
            start = index
            while has_before and start and _is_small(lines[start - 1], size, clean.left):
                start -= 1  # the end of a note from the page before
            return start
    tail = end
    while has_before and tail and _is_small(lines[tail - 1], size, clean.left):
        tail -= 1
    return tail if tail and lines[tail - 1 : tail] and tail < end and _gap(lines, tail) > 0.3 * size else end


def _is_small(line: Line, size: float, left: float) -> bool:
    return line.size < 0.95 * size and line.x0 - left < 14


def _gap(lines: list[Line], index: int) -> float:
    return lines[index].top - lines[index - 1].bottom if index else 0.0


def split_notes(pages: Iterable[CleanPage]) -> Iterable[tuple[str, int, list[Line]]]:
    """Yield (mark, page, lines) of each footnote, in order; the mark is removed from its first line."""
    current: tuple[str, int, list[Line]] | None = None
    last = 0
    for page in pages:
        for line in page.notes:
            mark = _mark_of(line.text)
            is_raised = line.text.startswith(MARK_OPEN)
            if current and mark == current[0] and "ontinued" in line.text[:24]:
                current[2].append(_cut_mark(line))  # "10(...continued)": the same note on the next page
            elif mark and (
                is_raised or not mark.isdigit() or last < int(mark) <= last + 6 or (mark == "1" and last > 2)
            ):
                if current:
                    yield current
                last = int(mark) if mark.isdigit() else last
                current = (mark, page.number, [_cut_mark(line)])
            elif current:
                current[2].append(line)
            else:
                current = ("", page.number, [line])
    if current:
        yield current


def _cut_mark(line: Line) -> Line:
    first = line.cells[0]
    text = _MARK.sub("", first.text, count=1)
    text = _BARE_MARK.sub("", text, count=1) if text == first.text else text
    cell = type(first)(text, first.x0, first.x1)
    return Line((cell, *line.cells[1:]), line.top, line.bottom, line.size)


def cut_star(text: str) -> str:
    """Return a line without the slip-opinion page number at its start: "[*2] M LLC; and for 2010"."""
    return _INLINE_STAR.sub("", text)
