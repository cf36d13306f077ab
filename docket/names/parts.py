"""One printed party line taken apart: the name, its other names, and what is said about the party.

Pages print it all in one breath ("A d/b/a B, individually and as next friend of C") or spread it
over the small print below the name. Between the commas of a name legal forms stay, offices and
descriptions go. The words are rows of language/names.tsv.
"""

import re
from dataclasses import dataclass

from docket.names.kinds import is_group, looks_like_person
from docket.names.spelling import has_form, is_form_run, is_suffix
from docket.names.words import begins, covers, ends
from docket.text.dates import lower
from docket.text.phrases import Cue, Matcher

_ALSO = Cue("names", "also")
# From here on the line speaks about the party and no longer names it; some words do so only after a comma.
_NOTES = Matcher("names", "note", "note_after_comma")
# A number behind a name: "#K-12345", "ID 76205", "12345-678".
_REGISTER = re.compile(r"[,(#\s-]{0,9}\b(?P<number>[A-Z]{0,3}-?\d[\d-]{0,30}[A-Z]?)\)?\s?$", re.IGNORECASE)
_TERMINATED = re.compile(r"TERMINATED:?\s*\d{1,2}/\d{1,2}/\d{4}", re.IGNORECASE)
_COMMA = re.compile(r",(?!\d{3}\b)\s*")
_MOST_TITLES, _LONGEST_ROLE, _REGISTERED = 6, 100, 5


@dataclass(frozen=True)
class Parts:
    """A party line taken apart. `notes` are the words about the party, `printed_role` a role after its name.

    The last `below` of the notes are the small print's.
    """

    name: str
    aliases: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    printed_role: str | None = None
    below: int = 0


def squeeze(text: str) -> str:
    """Return text on one line, with plain spaces and no space before a comma."""
    plain = " ".join(text.replace("\xa0", " ").replace("\u200b", "").split())
    return re.sub(r" ([,;])", r"\1", plain)


def split_aliases(name: str) -> tuple[str, ...]:
    """Return the names a party goes by in one printed name, the first being the principal one.

    "Village Voice Media Holdings, LLC d/b/a backpage.com" is two names of one party.
    """
    text, pieces, start = squeeze(name), [], 0
    for match in _ALSO.find(lower(text)):
        pieces.append(text[start : match.start()].strip(" ,;("))
        start = match.end()
    pieces.append(text[start:].strip(" ,;"))
    return tuple(part.rstrip(" )") if part.count(")") > part.count("(") else part for part in pieces if part)


def dissect(raw: str, extra_info: str | None = None) -> Parts:
    """Take a party line and its small print apart."""
    text, role = _take_role(squeeze(raw).strip(" ,;"))
    notes: list[str] = []
    names = [_take_notes(piece, notes) for piece in split_aliases(text)]
    below, described = _read_below(extra_info)
    name, *others = [*filter(None, names)] or [""]
    return Parts(name, (*others, *below), (*notes, *described), role, len(described))


def _take_role(text: str) -> tuple[str, str | None]:
    """A role printed behind the name and a comma or in brackets: "Applicant", "Objector and Appellant"."""
    for mark in re.compile(r"\s?[,;(\[]").finditer(text, max(0, len(text) - _LONGEST_ROLE)):
        if covers("role", text[mark.end() :].rstrip(" .)]")):
            return text[: mark.start()].strip(" ,;"), text[mark.end() :].strip(" ,;.()[]")
    return text, None


def _take_notes(piece: str, notes: list[str]) -> str:
    """Return the name in a piece; what follows it goes to `notes`."""
    text = piece.strip(" ,;")
    for tag in _NOTES.find(lower(text), 0, len(text)):
        before = text[: tag.start].rstrip()
        if before.strip(" ,;([") and (tag.name == "note" or before[-1] in ",;(["):
            notes.append(text[tag.start :].strip(" ,;()"))
            text = before.rstrip(" ,;([")
            break
    return _drop_number(text).strip(" ,;")


def _drop_number(text: str) -> str:
    """A name without a prisoner's or a badge's number behind it; a Doe's number is the name's."""
    match = _REGISTER.search(text)
    name = text[: match.start()].strip(" ,;") if match else ""
    if match is None or not name:
        return text
    if label := ends("register", name):
        return name[: label.start()].strip(" ,;(") or text
    return name if len(re.sub(r"\D", "", match["number"])) >= _REGISTERED else text


def _read_below(extra_info: str | None) -> tuple[list[str], list[str]]:
    """Return the other names and the remarks of the small print, which has each on a line of its own."""
    aliases, notes, is_alias = list[str](), list[str](), False
    for printed in _TERMINATED.sub("", extra_info or "").splitlines():
        line = squeeze(printed).strip(" ,;")
        is_also = _ALSO.match(lower(line))
        line = line[is_also.end() :].strip(" ,;:") if is_also else line
        if line and (is_also or is_alias):
            aliases.append(_take_notes(line, notes))
        elif line:
            notes.append(line)
        is_alias = not line and (is_also is not None or is_alias)
    return [alias for alias in aliases if alias], notes


def trim(name: str) -> tuple[str, str]:
    """Return a name without what follows it, and what followed ("", or an office, a description)."""
    segments = [part.strip() for part in _COMMA.split(name) if part.strip(" .")]
    if len(segments) < 2 or begins("matter", name):
        return ", ".join(segments), ""
    kept = segments[0]
    # What stands before the last legal form is the name's: "…, Weinstein, and Company, Inc.".
    last = max(
        index for index, part in enumerate(segments) if not index or is_form_run(part) or has_form(part)
    )
    for index, segment in enumerate(segments[1:], 1):
        if is_suffix(segment):
            kept += f" {segment}"
        elif index > last and (begins("office", segment) or is_group(segment) or looks_like_person(kept)):
            return kept, ", ".join(segments[index:])
        else:
            kept += f", {segment}"
    return kept, ""


def take_titles(name: str) -> tuple[str, str]:
    """Return a person's name without the titles before it, and the titles."""
    rest = name
    for _ in range(_MOST_TITLES):
        title = begins("title", rest)
        if title is None or not rest[title.end() :].strip(" ."):
            break
        rest = rest[title.end() :].lstrip(" .")
    return rest, name.removesuffix(rest).strip()
