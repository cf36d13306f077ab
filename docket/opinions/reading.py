"""Reads one court file: its front, parts, footnotes, citations, passages, and final order."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docket.opinions.citations import CitationFound, find_citations
from docket.opinions.disposition import find_disposition
from docket.opinions.front import Front, find_days, find_signature, find_whole_name, read_front
from docket.opinions.layout import CleanPage, Footnote, clean_pages, split_notes
from docket.opinions.pages import File, without_marks
from docket.opinions.paragraphs import find_paragraphs, find_words, join
from docket.opinions.parts import Part, opens_part, split_parts
from docket.opinions.passages import Passage, find_passages
from docket.opinions.resolve import DecisionIndex, catalog_index, resolve_all

_DATED = re.compile(
    r"\b(?:dated?|so ordered|it is ordered|entered|signed|filed|this the|this \d)\b", re.IGNORECASE
)
_COURT = re.compile(r"\b(?:COURT|Court)\b(?!['’]s)|\bTRIBUNAL\b|\bTribunal\b")
CASELAW = "caselaw"  # the kind of a file of the Caselaw Access Project
REPORTER = "reporter"  # the series of page numbers printed by a reporter
_SCANNED = 60  # characters per page, without stamps; a file with fewer is a scan


@dataclass(slots=True)
class Opinion:
    """What was read from one file. `issues` lists what was not understood, each as (code, sentence)."""

    kind: str
    pages: int
    court_id: str | None = None
    docket_numbers: list[str] = field(default_factory=list)
    date_filed: date | None = None
    caption: str | None = None
    author: str | None = None
    precedential: bool | None = None
    disposition: str | None = None
    parts: list[Part] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    citations: list[CitationFound] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    printed: dict[int, tuple[str, str]] = field(default_factory=dict)  # file page: (printed number, series)
    issues: list[tuple[str, str]] = field(default_factory=list)

    @property
    def follows_reporter(self) -> bool:
        """Whether its page numbers are a reporter's and the file has none of its own."""
        return self.kind == CASELAW

    def as_dict(self) -> dict[str, Any]:
        """Return the fields that the `opinion` command prints."""
        return {
            "court_id": self.court_id,
            "docket_numbers": self.docket_numbers,
            "date_filed": self.date_filed.isoformat() if self.date_filed else None,
            "caption": self.caption,
            "author": self.author,
            "precedential": self.precedential,
            "disposition": self.disposition,
            "pages": self.pages,
            "parts": [
                {
                    "kind": part.kind,
                    "author": part.author,
                    "paragraphs": [
                        {
                            "page": paragraph.page,
                            "printed_page": self.printed_page(paragraph.page),
                            "text": paragraph.text,
                        }
                        for paragraph in part.paragraphs
                    ],
                }
                for part in self.parts
            ],
            "footnotes": [
                {"mark": note.mark, "page": note.page, "text": note.text} for note in self.footnotes
            ],
            "passages": [
                {
                    "kind": passage.kind,
                    "text": passage.text,
                    "page": passage.page,
                    "printed_page": self.printed_page(passage.page),
                    "part": passage.part,
                    "paragraph": passage.paragraph,
                    "offset": passage.offset,
                    "rule": passage.rule,
                    "tier": passage.tier,
                }
                for passage in self.passages
            ],
            "citations": [citation.as_dict() for citation in self.citations],
            "issues": [{"code": code, "text": text} for code, text in self.issues],
        }

    def printed_page(self, page: int) -> str | None:
        """Return the number printed on a page of the file; None if it has none."""
        number, series = self.printed.get(page, (None, "file"))
        return number if series != "file" else None


def read_opinion(
    file: File,
    index: DecisionIndex | None = None,
    whole: str | None = None,
    caption: str | None = None,
) -> Opinion:
    """Return what a file says. A scanned file has no parts, and an issue says so.

    Citations are resolved to the decisions in `index`, by default those in the project's own data. `whole` is
    the kind of the entire text where another source gives it, such as a dissent in a file of its own;
    `caption` is the case name where another source gives it.
    """
    pages, stamps = clean_pages(file)
    opinion = Opinion(
        file.kind, len(pages), printed={page.number: (page.printed or "", page.series) for page in pages}
    )
    letters = sum(len(line.words) for page in pages for line in [*page.body, *page.notes])
    all_words = " ".join(line.words for page in pages for line in page.body).split()
    has_prose = len(all_words) >= 12 and sum(word[0].islower() for word in all_words) > 0.3 * len(all_words)
    if letters < _SCANNED * len(pages) and not has_prose:
        front = read_front(pages, stamps) if stamps else Front()
        opinion.docket_numbers = front.docket_numbers
        opinion.court_id = front.court_id if stamps else None
        opinion.date_filed = _stamped(stamps)
        opinion.issues.append(
            ("scanned", f"{len(pages)} page(s) are pictures without text; only the filing stamp can be read")
        )
        return opinion
    front = read_front(pages, stamps)
    for name in ("court_id", "docket_numbers", "date_filed", "caption", "precedential"):
        setattr(opinion, name, getattr(front, name))
    opinion.caption = caption or opinion.caption
    words = find_words(pages)
    kept = {id(line) for line in front.syllabus}
    syllabus = (
        find_paragraphs(pages, words, {id(line) for page in pages for line in page.body} - kept)
        if kept
        else []
    )
    _drop_front(pages, front)
    if opinion.court_id == "scotus":
        _drop_later_fronts(pages)
    opinion.parts = [Part("syllabus", None, syllabus)] if syllabus else []
    opinion.parts += split_parts(find_paragraphs(pages, words), pages, front)
    if whole:
        opinion.parts = [Part(whole, part.author, part.paragraphs) for part in opinion.parts]
    opinion.footnotes = [
        Footnote(mark, page, _join_note(lines, words)) for mark, page, lines in split_notes(pages)
    ]
    main = next((part for part in opinion.parts if part.kind == "majority"), None)
    tail = [line.words.strip() for page in pages[-3:] for line in page.body]
    opinion.author = main.author if main else front.author
    if main and main.author is None and re.search(r"\bPer Curiam\b|\bPER CURIAM\b", " ".join(tail)):
        main.author = opinion.author = "Per Curiam"
    if main and main.author is None:
        main.author = opinion.author = find_signature(tail)
    elif main and main.author and " " not in main.author:
        main.author = opinion.author = find_whole_name(main.author, tail)
    if opinion.date_filed is None:
        opinion.date_filed = _day_at_end(tail) or _stamped(stamps)
    opinion.disposition = find_disposition(opinion.parts, [line.words for line in front.lines])
    opinion.citations = find_citations(opinion.parts, opinion.footnotes, opinion.caption)
    resolve_all(opinion.citations, index or catalog_index())
    if later := _later(opinion):
        opinion.issues.append(("cites-later", later))
    opinion.passages = find_passages(opinion.parts, opinion.caption)
    if opinion.court_id is None:
        opinion.issues.append(("court", f"no court of ours is named at the head{_said_of_court(front)}"))
    return opinion


def _said_of_court(front: Front) -> str:
    """Return a clause quoting the line at the head that names a court we do not know, else ""."""
    texts = (" ".join(line.words.split()) for line in front.lines)
    line = next((text for text in texts if len(text) < 100 and _COURT.search(text)), None)
    return f', which says "{line}"' if line else ""


def _later(opinion: Opinion) -> str | None:
    """Return a sentence if a later year's decision is cited (a date is misread or misprinted), else None."""
    day = opinion.date_filed
    later = [citation for citation in opinion.citations if day and citation.year and citation.year > day.year]
    if day is None or not later:
        return None
    first = later[0]
    more = f" and {len(later) - 1} more" if len(later) > 1 else ""
    return f"of {day.isoformat()}, it cites {first.name or first.text} of {first.year}{more}: one of the days is wrong"


def _stamped(stamps: list[str]) -> date | None:
    days = [day for stamp in stamps for day in find_days(stamp)]
    return max(days) if days else None


def _day_at_end(tail: list[str]) -> date | None:
    for index in range(len(tail) - 1, max(-1, len(tail) - 30), -1):
        text = tail[index]
        if _DATED.search(text):
            # "Dated: New York, New York", and the day on the next line.
            days = find_days(text) or find_days(" ".join(tail[index + 1 : index + 3]))
            if days:
                return days[-1]
    return None


def _drop_front(pages: list[CleanPage], front: Front) -> None:
    at, index = front.start
    for page in pages[:at]:
        page.body = []
    if at < len(pages):
        pages[at].body = pages[at].body[index:]


def _drop_later_fronts(pages: list[CleanPage]) -> None:
    """Remove the Supreme Court's title pages, which come again before each opinion."""
    for page in pages[1:]:
        texts = [line.words.strip() for line in page.body]
        # At one height on several pages, this line was taken for a running head.
        if "SUPREME COURT OF THE UNITED STATES" in [*page.head, *texts]:
            opens = next((i for i, text in enumerate(texts) if opens_part(text)), 0)
            page.body = page.body[opens:]


def _join_note(lines: list[Any], words: Counter[str]) -> str:
    text = ""
    for line in lines:
        text = join(text, without_marks(line.text).strip(), words)
    return text.replace("\u00ad", "").strip()
