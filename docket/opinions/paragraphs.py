"""Joins lines into paragraphs: rejoins words split at line ends, and paragraphs split across pages."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from docket.opinions.layout import CleanPage, cut_star
from docket.opinions.pages import SOFT_HYPHEN, Line, without_marks
from docket.opinions.words import is_whole

_HYPHENS = ("-", SOFT_HYPHEN, "\u2010", "\u2011")
_WORD = re.compile(r"[A-Za-z]+(?:[-\u2010\u2011][A-Za-z]+)*")
_TAIL = re.compile(rf"([A-Za-z]{{1,30}}(?:-[A-Za-z]{{1,30}}){{0,6}})[-{SOFT_HYPHEN}\u2010\u2011]$")
_HEAD = re.compile(r"[A-Za-z]+")
_ENDS = re.compile(r"[.?!:;][\"”’')\]]*$")
# The beginning of a separate opinion: "DOE, Circuit Judge, concurring in the judgment:".
_SEPARATE = re.compile(
    r"[A-Z][\w.'’-]{1,30}(?: [A-Z][\w.'’-]{0,30}){0,3}, "
    r"(?:(?:Chief|Senior|Circuit|District) )*(?:Judge|Justice|J\.|C\. ?J\.),"
    r"? (?:with whom .*|joined by .*)?(?:concurring|dissenting)\b"
)
# The same in the Supreme Court, on a page of its own: "JUSTICE KAGAN, with whom JUSTICE JACKSON joins, dissenting."
_JUSTICE = re.compile(
    r"(?:CHIEF )?JUSTICE [A-Z][\w'’-]+,(?: with whom .*| joined by .*)? (?:concurring|dissenting)\b"
)
_OPEN = re.compile(r"[a-z,] (?:is|are|was|and|or|the|of|that|a|an|to|in|by|for|with|we|be)$")
# A word split at a line end that is no longer there: "lawless no- man’s-land", but not "pre- and post-".
_PARTED = re.compile(r"\b([A-Za-z]+-)\s(?!(?:and|or|to|but|nor)\b)([a-z]+)")
_NUMBERED = re.compile(r"^(?:¶ ?\d+|\(?[A-Z0-9]{1,3}[.)]|[IVX]{1,5}\.)\s")
_ABBREVIATED = re.compile(
    r"\b(?:v|vs|No|Nos|Inc|Corp|Co|Id|See|Cf|Cir|App|Supp|Rev|Stat|Ann|Ct|Fed|U\.S|F\.\dd|[A-Z])\.$"
)


@dataclass(slots=True)
class Paragraph:
    """One paragraph; `page` is its first file page, `breaks` (offset, page) where later pages begin."""

    page: int
    text: str
    breaks: list[tuple[int, int]] = field(default_factory=list)
    x0: float = 0.0
    is_centered: bool = False
    is_full: bool = True  # its last line reaches the right margin

    def page_at(self, place: int) -> int:
        """Return the file page of an offset in the text."""
        return max((page for start, page in self.breaks if start <= place), default=self.page)


def find_words(pages: Iterable[CleanPage]) -> Counter[str]:
    """Return how often each word occurs within a line; `join` uses the counts to recognize split words."""
    words: Counter[str] = Counter()
    for page in pages:
        for line in [*page.body, *page.notes]:
            tokens = _WORD.findall(line.words)
            words.update(word.casefold() for word in tokens[: -1 if line.words.endswith(_HYPHENS) else None])
    return words


def join(first: str, second: str, words: Counter[str]) -> str:
    """Return two lines joined. An end hyphen is dropped unless the text has the hyphenated word elsewhere."""
    if not first:
        return second
    tail, head = _TAIL.search(first[-80:]), _HEAD.match(second)
    if tail is None:
        is_glued = first.endswith(("—", "–", "/")) or (
            first.endswith(_HYPHENS) and not first.endswith((" -", " –"))
        )
        return (
            (first.replace(SOFT_HYPHEN, "-") if first.endswith(SOFT_HYPHEN) else first)
            + ("" if is_glued else " ")
            + second
        )
    stem = first[:-1]
    if head is None:
        return f"{stem}-{second}"
    left, right = tail[1].rsplit("-", 1)[-1], head[0]
    with_hyphen = words[f"{tail[1]}-{right}".casefold()]
    without = words[f"{left}{right}".casefold()]
    is_title = first == first.upper()  # otherwise the capitals are part of a name: "AFL-CIO"
    if (right[0].isupper() and not (left.isupper() and is_title) and not without) or with_hyphen > without:
        return f"{stem}-{second}"
    if not without and is_whole("hyphen", left.casefold()) and words[right.casefold()]:
        return f"{stem}-{second}"
    return stem + second


def find_paragraphs(
    pages: Iterable[CleanPage], words: Counter[str], skip: set[int] | None = None
) -> list[Paragraph]:
    """Return the paragraphs of the pages' bodies, in order. `skip` has the id() of lines to leave out."""
    paragraphs: list[Paragraph] = []
    for page in pages:
        lines = [line for line in page.body if not (skip and id(line) in skip)]
        steps = [b.top - a.top for a, b in pairwise(lines) if 0 < b.top - a.top < 60]
        leading = median(steps) if steps else 14.0
        previous: Line | None = None
        for at, line in enumerate(lines):
            text = cut_star(without_marks(line.text).strip())
            if not page.is_placed:
                text = _PARTED.sub(lambda match: join(match[1], match[2], words), text)
            if not text or not any(letter.isalnum() for letter in text):
                previous = None if text else previous
                continue
            following = lines[at + 1] if at + 1 < len(lines) else None
            beside = [other for other in (previous, following) if other and abs(other.x0 - line.x0) < 3]
            centered = not beside and _is_centered(line, page)
            if paragraphs and not _begins(
                paragraphs[-1], previous, line, following, text, centered, page, leading
            ):
                last = paragraphs[-1]
                if last.page_at(len(last.text)) != page.number:
                    joined = join(last.text, text, words)
                    last.breaks.append((len(joined) - len(text), page.number))
                    last.text = joined
                else:
                    last.text = join(last.text, text, words)
                last.is_full = line.x1 > page.right - 0.12 * (page.right - page.left)
                # An indented first line may look centered by chance.
                last.is_centered = last.is_centered and centered
            else:
                paragraphs.append(Paragraph(page.number, text, x0=line.x0 - page.left, is_centered=centered))
                paragraphs[-1].is_full = line.x1 > page.right - 0.12 * (page.right - page.left)
            previous = line
    for paragraph in paragraphs:
        paragraph.text = paragraph.text.replace(SOFT_HYPHEN, "")
    # A map has numbers alone.
    return [paragraph for paragraph in paragraphs if any(letter.isalpha() for letter in paragraph.text)]


def _is_centered(line: Line, page: CleanPage) -> bool:
    if not page.is_placed or page.right <= page.left:
        return False
    width = page.right - page.left
    before, after = line.x0 - page.left, page.right - line.x1
    return before > 0.08 * width and after > 0.08 * width and abs(before - after) < max(0.07 * width, 12)


def _begins(
    paragraph: Paragraph,
    previous: Line | None,
    line: Line,
    following: Line | None,
    text: str,
    centered: bool,
    page: CleanPage,
    leading: float,
) -> bool:
    """Whether a line begins a paragraph."""
    if paragraph.text.endswith("§"):
        return False  # "that §", and its number on the next line, less indented
    if _SEPARATE.match(text):
        return True
    if paragraph.text.endswith((" v.", " vs.")):
        return False  # a first line that looks centered: "It leans on Doe v." / "MySpace, Inc."
    ended = bool(_ENDS.search(paragraph.text[-12:])) and not _ABBREVIATED.search(paragraph.text[-24:])
    goes_on = (
        text.lstrip("[")[:1].islower()
        or paragraph.text.endswith(_HYPHENS)
        or bool(_OPEN.search(paragraph.text[-12:]))
    )
    if not page.is_placed:
        return not goes_on or (ended and not text[0].islower())
    indent = line.x0 - page.left
    if previous is None:  # the first line of a page
        if paragraph.is_centered or centered or _JUSTICE.match(text):
            return not (goes_on and not ended)
        if goes_on:
            return ended and indent > 12 and not text.lstrip("[")[:1].islower()
        if not ended:
            return not paragraph.is_full and indent > 12
        if indent > 12 and following is not None and line.x0 - following.x0 > 7:
            return True  # the next line is back at the margin: the first line of a paragraph
        return (indent > 12 and abs(indent - paragraph.x0) > 4) or not paragraph.is_full
    gap = line.top - previous.top
    if paragraph.is_centered != centered and not (goes_on and not ended and gap < 1.5 * leading):
        # A short last line may look centered by chance; a heading is set off, or an indent follows it.
        is_last_line = centered and gap < 1.25 * leading and abs(line.x0 - previous.x0) < 4
        return not is_last_line
    if centered:
        return gap > 1.45 * leading
    if goes_on and not ended and gap < 2.2 * leading:
        return False
    if not ended and _is_heading(paragraph, previous, page) and text[0].isupper():
        return True
    if gap > 1.4 * leading and gap - leading > 4:
        return not (
            not ended and paragraph.is_full and abs(line.x0 - previous.x0) < 3 and gap < 2.2 * leading
        )
    moved = line.x0 - previous.x0
    if moved > 7:
        # An indent begins a paragraph; a hanging line continues the same block.
        hangs = following is not None and abs(following.x0 - line.x0) < 3 and not ended
        return not hangs
    if moved < -7:
        # Back at the margin: the second line of an indented paragraph, or the text after a quotation.
        if not ended and paragraph.is_full and gap < 1.4 * leading:
            return False
        return " " in paragraph.text and not _is_one_line(paragraph, previous)
    return (
        ended
        and not paragraph.is_full
        and bool(_NUMBERED.match(text) or (text[0].isupper() and _is_short(previous, page)))
    )


def _is_heading(last: Paragraph, previous: Line, page: CleanPage) -> bool:
    """Whether the text so far is one short line with a number: "I. Facts & Procedural Background"."""
    return (
        _is_one_line(last, previous) and bool(_NUMBERED.match(last.text[:40])) and _is_short(previous, page)
    )


def _is_one_line(last: Paragraph, previous: Line) -> bool:
    return len(last.text) <= len(previous.words) + 4


def _is_short(previous: Line, page: CleanPage) -> bool:
    return previous.x1 < page.right - 0.3 * (page.right - page.left)
