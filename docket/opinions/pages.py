"""A page of a file as positioned lines: the input of every reader of opinions, whatever the file was.

Positions are in points from the top left corner. Plain text and HTML have no positions: there `is_placed` is
false, and lines are recognized by their words alone. The raised number of a footnote is between MARK_OPEN and
MARK_CLOSE, so that the words can be read with or without it.
"""

import re
from dataclasses import dataclass, field

MARK_OPEN = "\ue000"
MARK_CLOSE = "\ue001"
SOFT_HYPHEN = "\u00ad"  # a hyphen at a line's end that the file itself marks as splitting a word
_MARKS = re.compile(f"\\s?{MARK_OPEN}[^{MARK_OPEN}{MARK_CLOSE}]*{MARK_CLOSE}")


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of one line with no wide gap between them."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. `size` is the height of most of its characters."""

    cells: tuple[Cell, ...]
    top: float
    bottom: float
    size: float

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)

    @property
    def words(self) -> str:
        """The line without footnote numbers."""
        return without_marks(self.text)

    @property
    def x0(self) -> float:
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        return self.cells[-1].x1


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a file, its lines from top to bottom; `rules` are (x0, x1, y) of drawn horizontals."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[tuple[float, float, float], ...] = ()
    is_placed: bool = True


@dataclass(frozen=True, slots=True)
class File:
    """The pages of one file; `kind` is pdf, html, text, or caselaw."""

    kind: str
    pages: tuple[Page, ...]
    notes: tuple[str, ...] = field(default=())


def without_marks(text: str) -> str:
    """Return the text without footnote numbers."""
    return _MARKS.sub("", text)
