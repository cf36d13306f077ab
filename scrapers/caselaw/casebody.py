"""The HTML of a case in the Caselaw Access Project: parts, paragraphs, notes, and the page at every position.
Pure.

Only the text in `article.opinion` is the court's: headnotes and syllabus are the publisher's. Pages are the
reporter's. A scanned volume has a label at each page; one from another publisher (Fastcase) lacks some
labels, and has labels of other reporters among them. So only an ascending sequence of labels within the
case's own pages counts, and text before a missing label has no page.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from docket.issues import ParseError
from docket.opinions.citations import find_citations
from docket.opinions.disposition import find_disposition
from docket.opinions.front import AUTHOR, is_author, tidy_name
from docket.opinions.layout import Footnote
from docket.opinions.paragraphs import Paragraph
from docket.opinions.parts import Part
from docket.opinions.passages import find_passages
from docket.opinions.reading import CASELAW, REPORTER, Opinion
from docket.opinions.resolve import catalog_index, resolve_all
from docket.opinions.words import is_whole

UNKNOWN = 0  # the page of text whose page is not known
_BLOCKS = frozenset("p blockquote h1 h2 h3 h4 h5 h6 li td th pre dd dt".split())
_SKIPPED = frozenset(("img", "script", "style"))
_DIGITS = re.compile(r"\d+")
# "[945 N.E.2d 485]": a page break that the conversion left in the text.
_LEFT = re.compile(r"\s?\[(\d{1,4}) ([A-Z][\w.’' ]{0,20}?) (\d{1,5})\]\s?")
_NOTE_NUMBER = re.compile(r"^[\s.]+(?=\S)")  # only a period is left of a scanned number
_DIRT = re.compile(r"[■•□▪]\s?")
_PARTED = re.compile(r"\b([A-Za-z]{2,})-([a-z]{2,})\b")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_LONGEST_HEADING = 240  # characters; a heading that announces a dissent and names those who join it
_COURT_S = frozenset(("majority", "unanimous", "plurality", "rehearing", "remittitur", "on-the-merits"))

_Event = tuple[str, Any]


def read_casebody(body: bytes, url: str, own: tuple[int, str] | None = None) -> Opinion:
    """Return the opinion in a case's HTML: parts, notes, quotations, citations; pages are the reporter's.

    `own` is the volume and the reporter (only its letters and digits), which identify a page break left in
    the text. Raises ParseError (not-html, changed-form) if it is not a case.
    """
    root = _read_markup(body, url)
    is_scanned = not (root.get("data-case-id") or "").startswith("FC:")
    first, last = _number(root.get("data-firstpage")), _number(root.get("data-lastpage"))
    events = list(_events(root, own))
    page, later_pages = _settle_pages(events, first, last)
    walk = _Walk(page, later_pages, is_scanned)
    walk.read(events)
    words = Counter(
        word.casefold()
        for part in walk.parts
        for paragraph in part.paragraphs
        for word in _WORD.findall(paragraph.text)
    )
    for part in walk.parts:
        for paragraph in part.paragraphs:
            _mend(paragraph, words)
    parts = walk.parts if is_scanned else _split_again(walk.parts)
    caption = " ".join(" ".join(root.xpath("(.//*[@class='parties'])[1]//text()")).split()) or None
    opinion = Opinion(CASELAW, max(0, last - first + 1) if first and last else 0, caption=caption)
    opinion.parts = [part for part in parts if part.paragraphs]
    opinion.footnotes = [_mend_note(note, words) for note in walk.notes]
    opinion.author = next((part.author for part in opinion.parts if part.kind == "majority"), None)
    opinion.printed = {
        page: (str(page), REPORTER) for page in {first, *later_pages.values()} if page != UNKNOWN
    }
    opinion.disposition = find_disposition(opinion.parts, [])
    opinion.citations = find_citations(opinion.parts, opinion.footnotes)
    resolve_all(opinion.citations, catalog_index())
    opinion.passages = find_passages(opinion.parts, caption)
    if not opinion.parts:
        opinion.issues.append(
            ("empty", "the archive's file of this decision holds no opinion, or all in its head")
        )
    return opinion


def _read_markup(body: bytes, url: str) -> Any:
    try:
        root = html.fragment_fromstring(
            body.decode("utf-8"),
            create_parent="div",
            parser=html.HTMLParser(no_network=True, huge_tree=False, recover=True),
        )
    except (ValueError, AssertionError, etree.ParserError, UnicodeDecodeError) as error:
        raise ParseError(
            f"{url}: no web page that can be read ({type(error).__name__})", code="not-html"
        ) from None
    sections = root.xpath("./section[@class='casebody']")
    if len(sections) != 1 or b"</section>" not in body[-200:]:
        raise ParseError(f"{url}: not a case of the archive, or half of one", code="changed-form")
    return sections[0]


def _number(words: str | None) -> int:
    match = _DIGITS.search(words or "")
    return int(match[0]) if match else 0


def _events(element: Any, own: tuple[int, str] | None) -> Iterator[_Event]:
    """Yield the text of a case in order, as (kind, value) events: open, close, text, label (its number), call
    (the note's id), note."""
    tag, kinds = element.tag, set((element.get("class") or "").split())
    if not isinstance(tag, str) or tag in _SKIPPED:
        return
    if tag == "a" and "page-label" in kinds:
        is_own = element.get("data-citation-index", "1") == "1"
        yield "label", _number(element.get("data-label")) if is_own else UNKNOWN
        return
    if tag == "a" and "footnotemark" in kinds:
        yield "call", (element.get("href") or "").lstrip("#")
        return
    if tag == "a" and (element.get("href") or "").startswith("#ref_"):
        return  # the mark in the note itself
    if tag == "br":
        yield "text", " "
        return
    if tag == "aside":
        inner = [event for child in _inside(element, own) for event in child]
        yield "note", (element.get("id") or "", element.get("data-label") or "", inner)
        return
    yield "open", element
    for child in _inside(element, own):
        yield from child
    yield "close", element


def _inside(element: Any, own: tuple[int, str] | None) -> Iterator[Iterator[_Event]]:
    yield _texts(element.text, own)
    for child in element:
        yield _events(child, own)
        yield _texts(child.tail, own)


def _texts(text: str | None, own: tuple[int, str] | None) -> Iterator[_Event]:
    """Yield the events of a text: its pieces, and a label for each page break that was left in it."""
    begin = 0
    for match in _LEFT.finditer(text or "") if own else ():
        if (int(match[1]), re.sub(r"[^a-z0-9]", "", match[2].casefold())) == own:
            yield "text", (text or "")[begin : match.start()] + " "
            yield "label", int(match[3])
            begin = match.end()
    if text and text[begin:]:
        yield "text", text[begin:]


def _settle_pages(events: list[_Event], first: int, last: int) -> tuple[int, dict[int, int]]:
    """Return the page at the beginning, and the page at each trusted label by its position among the events.
    Trusted labels are the longest ascending sequence within the case's pages, with steps of one preferred.

    The text before a missing label is on page `UNKNOWN`.
    """
    labels = [(place, value) for place, (kind, value) in enumerate(events) if kind == "label"]
    within = [(place, page) for place, page in labels if first < page <= (last or page)]
    chain = _longest_rise([page for _, page in within], first)
    kept = [within[index] for index in chain]
    at: dict[int, int] = {}
    pages = [first, *(page for _, page in kept)]
    for index, page in enumerate(pages):
        following = pages[index + 1] if index + 1 < len(pages) else (last or page) + (0 if page < last else 1)
        is_sure = following == page + 1 or (index + 1 == len(pages) and page >= last)
        at[kept[index - 1][0] if index else -1] = page if is_sure else UNKNOWN
    return at.pop(-1), at


def _longest_rise(pages: list[int], first: int) -> list[int]:
    """Return the indexes of an ascending subsequence: the one with the most steps of one page, then the
    longest."""
    best: list[tuple[int, int]] = []  # (steps of one, length) of the sequence that ends at each index
    before: list[int] = []
    for index, page in enumerate(pages):
        score, source = (int(page == first + 1), 1), -1
        for earlier in range(index):
            if pages[earlier] < page:
                steps, length = best[earlier]
                offered = (steps + (page == pages[earlier] + 1), length + 1)
                if offered > score:
                    score, source = offered, earlier
        best.append(score)
        before.append(source)
    row: list[int] = []
    at = max(range(len(pages)), key=lambda index: best[index], default=-1)
    while at >= 0:
        row.append(at)
        at = before[at]
    return row[::-1]


class _Text:
    """The text of a block, with whitespace collapsed, and the offset in it at which each later page
    begins."""

    def __init__(self, page: int) -> None:
        self.page, self.length = page, 0
        self.breaks: list[tuple[int, int]] = []
        self._pieces: list[str] = []
        self._ends_blank = True

    def add(self, words: str) -> None:
        words = re.sub(r"\s+", " ", words)
        if self._ends_blank:
            words = words.removeprefix(" ")
        if words:
            self._pieces.append(words)
            self.length += len(words)
            self._ends_blank = words[-1] == " "

    def turn(self, page: int) -> None:
        if self.length == 0:
            self.page = page
        else:
            self.breaks.append((self.length, page))

    def close(self) -> Paragraph:
        text = "".join(self._pieces).rstrip()
        return Paragraph(
            self.page, text, [page_break for page_break in self.breaks if page_break[0] < len(text)]
        )


class _Walk:
    """Builds the parts and notes of a case from its events."""

    def __init__(self, page: int, later_pages: dict[int, int], is_scanned: bool) -> None:
        self._is_scanned = is_scanned
        self.parts: list[Part] = []
        self.notes: list[Footnote] = []
        self._page, self._later_pages = page, later_pages
        self._called: dict[str, int] = {}
        self._text: _Text | None = None
        self._is_author = False

    def read(self, events: list[_Event]) -> None:
        for place, (kind, value) in enumerate(events):
            if kind == "open" and value.tag == "article":
                self.parts.append(Part(_kind(value.get("data-type") or "")))
            elif kind in ("open", "close") and (value.tag in _BLOCKS or value.tag == "article"):
                self._end_block()
                if kind == "open" and self.parts:
                    self._text = _Text(self._page)
                    self._is_author = "author" in (value.get("class") or "").split()
            elif kind == "label" and place in self._later_pages:
                self._page = self._later_pages[place]
                if self._text:
                    self._text.turn(self._page)
            elif kind == "call":
                self._called.setdefault(value, self._page)
            elif kind == "note" and self.parts:
                self.notes.append(self._read_note(*value))
            elif kind == "text":
                if self._text is None and self.parts and value.strip():
                    self._text = _Text(self._page)  # words outside any paragraph
                if self._text:
                    self._text.add(value)
        self._end_block()

    def _end_block(self) -> None:
        if self._text is None:
            return
        paragraph, self._text = self._text.close(), None
        if not paragraph.text:
            return
        part = self.parts[-1]
        if (
            self._is_scanned
            and self._is_author
            and not part.paragraphs
            and len(paragraph.text) <= _LONGEST_HEADING
        ):
            named = AUTHOR.match(paragraph.text)
            part.author = tidy_name(named["name"] if named else paragraph.text.split(",")[0])
        else:
            part.paragraphs.append(paragraph)

    def _read_note(self, name: str, mark: str, events: list[_Event]) -> Footnote:
        """Return a note: it is on the page of its mark, and continues on the next page if it contains that
        page's label."""
        page = self._called.get(name, UNKNOWN)
        text = _Text(page)
        for kind, value in events:
            if kind == "text":
                text.add(value)
            elif kind in ("open", "close"):
                text.add(" ")
            elif kind == "label" and page != UNKNOWN and value == page + 1:
                page = value
                text.turn(page)
        made = text.close()
        return Footnote(mark, made.page, made.text, tuple(made.breaks))


def _kind(words: str) -> str:
    return "majority" if words in _COURT_S else _announced(words) or "majority"


def _split_again(parts: list[Part]) -> list[Part]:
    """Return the parts of a case whose types and authors cannot be trusted: split where a short line
    announces a new part."""
    split_parts = [Part("majority")]
    for paragraph in (paragraph for part in parts for paragraph in part.paragraphs):
        named = is_author(paragraph.text) if len(paragraph.text) <= _LONGEST_HEADING else None
        if named is None:
            split_parts[-1].paragraphs.append(paragraph)
        elif kind := _announced(named["joins"] or ""):
            split_parts.append(Part(kind, tidy_name(named["name"])))
        elif split_parts[-1].author is None and not split_parts[-1].paragraphs:
            split_parts[-1].author = tidy_name(named["name"])
    return split_parts


def _announced(words: str) -> str | None:
    """Return the kind of separate opinion that the words beside a judge's name announce, or None."""
    return (
        "dissent"
        if "dissent" in words.casefold()
        else "concurrence"
        if "concur" in words.casefold()
        else None
    )


def _mend(paragraph: Paragraph, words: Counter[str]) -> None:
    """Remove what scanning adds, in place: stray squares, and end-of-line hyphens within a word.

    A word is rejoined only if this same opinion also has it unbroken, and hyphenated only once: "on-line" and
    "online" both stay.
    """
    for pattern, keep in ((_DIRT, ""), (_PARTED, None)):
        made, end, breaks = "", 0, list(paragraph.breaks)
        for match in pattern.finditer(paragraph.text):
            new = keep if keep is not None else _joined(match, words)
            if new is None:
                continue
            cut = len(match[0]) - len(new)
            at = len(made) + match.start() - end
            breaks = [(start - cut if start > at + 1 else start, page) for start, page in breaks]
            made += paragraph.text[end : match.start()] + new
            end = match.end()
        paragraph.text, paragraph.breaks = made + paragraph.text[end:], breaks


def _joined(match: re.Match[str], words: Counter[str]) -> str | None:
    left, right = match[1], match[2]
    whole, parted = words[f"{left}{right}".casefold()], words[match[0].casefold()]
    return f"{left}{right}" if whole and parted <= 1 and not is_whole("hyphen", left.casefold()) else None


def _mend_note(note: Footnote, words: Counter[str]) -> Footnote:
    made = Paragraph(note.page, note.text, list(note.breaks))
    if cut := _NOTE_NUMBER.match(made.text):
        made.text = made.text[cut.end() :]
        made.breaks = [(max(0, start - cut.end()), page) for start, page in made.breaks]
    _mend(made, words)
    return Footnote(note.mark, note.page, made.text, tuple(made.breaks))
