"""The parts of a decision: syllabus, majority, concurrence, dissent, each with its author and paragraphs.

A separate opinion begins at a judge's name with what the judge does ("THOMAS, J., dissenting."), or where the
running head changes to say so. A single opinion or order is a majority.
"""

import re
from dataclasses import dataclass, field

from docket.opinions.front import AUTHOR, Front, is_author, tidy_name
from docket.opinions.layout import CleanPage
from docket.opinions.paragraphs import Paragraph

_SEPARATE = re.compile(
    r"^(?:(?:CHIEF )?JUSTICE|(?:Chief )?Justice|JUDGE|Judge)\s(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*?),?"
    r"(?P<joins>,? (?:with whom|joined by|joining)[^.]{0,300}?)?,?\s(?P<what>(?:concurring|dissenting"
    r"|respecting|statement)\b[^.:]{0,200})[.:]"
)
_STATEMENT = re.compile(
    r"^Statement of (?:Justice|JUSTICE) (?P<name>[A-Z][\w'’-]+),?\s(?P<what>respecting[^.]{0,80})\."
)
_HEADED = re.compile(
    (
        r"^(?P<name>[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,3}),\s(?:J\.|C\.\s?J\.|JJ\.|Circuit Judge"
        r"|Chief Judge|Judge|Justice),?\s(?P<what>concurring|dissenting)"
    ),
    re.IGNORECASE,
)
_DELIVERED = re.compile(
    r"^(?:(?:CHIEF )?JUSTICE|(?:Chief )?Justice|JUDGE|Judge)\s(?P<name>[A-Z][\w.'’-]+(?: "
    r"[A-Z][\w.'’-]+)*),?\s(?:delivered|announced|wrote)\b[^.]*\.\s*"
)
_PER_CURIAM = re.compile(r"^(?:PER CURIAM|Per Curiam)\s?[.:*†]*\s*$|^(?:PER CURIAM|Per Curiam)\s?[.:]\*?\s+")
_DISSENT = re.compile(r"\bdissent", re.IGNORECASE)
# "We concur:" is above the names of those who join.
_CONCUR = re.compile(r"(?<!\bwe )\bconcur|\brespecting\b|\bstatement\b", re.IGNORECASE)
_BODY = re.compile(r"\b(?:Opinion|OPINION) of the (?:Court|COURT)\b|\bPer Curiam\b")


@dataclass(slots=True)
class Part:
    """One part: majority, concurrence, dissent or syllabus."""

    kind: str
    author: str | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)


def split_parts(paragraphs: list[Paragraph], pages: list[CleanPage], front: Front) -> list[Part]:
    """Return the parts in order. A line that only names the author sets the author and is not text."""
    heads = {page.number: " | ".join(page.head) for page in pages}
    has_syllabus = any("Syllabus" in head for head in heads.values())
    parts = [Part("syllabus" if has_syllabus else "majority")]
    for paragraph in paragraphs:
        opened = _opening(paragraph, parts[-1])
        if opened is None:
            opened = _opening_by_head(paragraph, heads, parts[-1], has_syllabus)
        if opened is not None:
            kind, author, rest = opened
            last = parts[-1]
            if kind == last.kind == "majority" and not _is_long(last):
                last.author = author or last.author
            elif kind == last.kind and last.author is None and not last.paragraphs:
                last.author = author
            elif kind != last.kind or author != last.author or not (author or kind == "majority"):
                parts.append(Part(kind, author))
            if not rest:
                continue
            paragraph.breaks = [
                (max(0, start - len(paragraph.text) + len(rest)), page) for start, page in paragraph.breaks
            ]
            paragraph.text = rest
        parts[-1].paragraphs.append(paragraph)
    kept = [part for part in parts if part.paragraphs]
    majority = next((part for part in kept if part.kind == "majority"), None)
    if majority and majority.author is None:
        majority.author = front.author
    return kept


def opens_part(text: str) -> bool:
    """Whether a line begins an opinion: "JUSTICE SOTOMAYOR delivered the opinion of the Court."."""
    return bool(
        re.match(r"(?:CHIEF |Chief )?(?:JUSTICE|Justice) [A-Z]", text)
        or _PER_CURIAM.match(text)
        or _STATEMENT.match(text)
    )


def _is_long(part: Part) -> bool:
    return sum(len(paragraph.text) for paragraph in part.paragraphs) > 1500


def _opening(paragraph: Paragraph, last: Part) -> tuple[str, str | None, str] | None:
    """Return (kind, author, remaining text) if this paragraph opens a part, else None."""
    text = paragraph.text
    if match := _SEPARATE.match(text) or _STATEMENT.match(text):
        return _kind(match["what"]), tidy_name(match["name"]), text[match.end() :].strip()
    if match := _DELIVERED.match(text):
        return "majority", tidy_name(match["name"]), text[match.end() :].strip()
    if match := _PER_CURIAM.match(text):
        return "majority", "Per Curiam", text[match.end() :].strip()
    if match := is_author(text):
        joins = match["joins"] or ""
        if re.search(r"\bdelivered\b", joins):
            return None
        rest = text[match.end() :].strip()
        if _DISSENT.search(joins) or _CONCUR.search(joins):
            return _kind(joins), tidy_name(match["name"]), rest
        if (rest and not rest[0].isupper() and rest[0] not in "“\"‘'[¶(§") or (
            last.kind in ("concurrence", "dissent") and len(joins) > 3
        ):
            return None
        opening = re.match(r"^(I (?:respectfully )?(?:dissent|concur)|I (?:join|agree))\b", rest)
        if last.kind == "majority" and _is_long(last):
            return (_kind(opening[1]), tidy_name(match["name"]), rest) if opening else None
        return "majority", tidy_name(match["name"]), rest
    if (match := AUTHOR.match(text)) and len(text) < 90 and (_DISSENT.search(text) or _CONCUR.search(text)):
        return _kind(text), tidy_name(match["name"]), ""
    return None


def _opening_by_head(
    paragraph: Paragraph, heads: dict[int, str], last: Part, has_syllabus: bool
) -> tuple[str, str | None, str] | None:
    head = heads.get(paragraph.page, "")
    for words in head.split(" | "):
        if match := _HEADED.match(re.sub(r"^\d+\s|\s\d+$", "", words)):
            kind, name = _kind(words), tidy_name(match["name"])
            if kind != last.kind or last.author is None or name.split()[-1] != last.author.split()[-1]:
                return kind, name, paragraph.text
            return None
    if has_syllabus and last.kind == "syllabus" and _BODY.search(head):
        return "majority", "Per Curiam" if "Per Curiam" in head else None, paragraph.text
    return None


def _kind(words: str) -> str:
    return "dissent" if _DISSENT.search(words) else "concurrence"
