"""A page of a file as lines with places: what every reader of an opinion begins with, whatever the file was.

Places are points from the top left corner. A text or an HTML page has no places: there `is_placed` is
false, and lines are told apart by their words alone. The raised number of a footnote stands in a line
between MARK_OPEN and MARK_CLOSE, so that the words can be had with and without it.
"""

import re
from dataclasses import dataclass, field

MARK_OPEN = "\ue000"
MARK_CLOSE = "\ue001"
SOFT_HYPHEN = "\u00ad"  # a hyphen at a line's end of which the file itself says that it parts a word
_MARKS = re.compile(f"\\s?{MARK_OPEN}[^{MARK_OPEN}{MARK_CLOSE}]*{MARK_CLOSE}")


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of one line with no wide gap among them."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. `size` is the height of most of its letters."""

    cells: tuple[Cell, ...]
    top: float
    bottom: float
    size: float

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)

    @property
    def words(self) -> str:
        """The line without the numbers of its footnotes."""
        return without_marks(self.text)

    @property
    def x0(self) -> float:
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        return self.cells[-1].x1


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a file, its lines from top to bottom; `rules` are (x0, x1, y) of lines drawn across."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[tuple[float, float, float], ...] = ()
    is_placed: bool = True


@dataclass(frozen=True, slots=True)
class File:
    """The pages of one file; `kind` is pdf, html or text."""

    kind: str
    pages: tuple[Page, ...]
    notes: tuple[str, ...] = field(default=())


def without_marks(text: str) -> str:
    """Return the text without the numbers of its footnotes."""
    return _MARKS.sub("", text)
