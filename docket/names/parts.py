"""Splits one printed party line: the name, its aliases, and what is said about the party: who acts for it,
and in what capacity it appears (an office, a class, an estate, or a ward).

Pages print all of it on one line ("A d/b/a B, individually and as next friend of C") or spread it over the
small print below the name. Of the segments after a comma, legal forms stay in the name; offices and
descriptions are removed. The words are rows of language/names.tsv.
"""

import re
from typing import NamedTuple

from docket.names.kinds import PartyKind, find_kind, is_group, is_pseudonym, looks_like_person
from docket.names.spelling import has_form, is_suffix
from docket.names.words import begins, covers, ends, fold, load_words, says
from docket.text.dates import lower
from docket.text.phrases import Cue, Matcher

_ALSO = Cue("names", "also")
# From here on, the line describes the party instead of naming it; some phrases count only after a comma.
_NOTES = Matcher("names", "note", "note_after_comma")
# A number after a name: "#K-12345", "ID 76205", "12345-678".
_REGISTER = re.compile(r"[,(#\s-]{0,9}\b(?P<number>[A-Z]{0,3}-?\d[\d-]{0,30}[A-Z]?)\)?\s?$", re.IGNORECASE)
_TERMINATED = re.compile(r"TERMINATED:?\s*\d{1,2}/\d{1,2}/\d{4}", re.IGNORECASE)
_MARK = re.compile(r"\s?[,;(\[]")
_REMARK = re.compile(r"\s{0,9}\([^()]*\)$")
_COMMA = re.compile(r",(?!\d{3}\b)\s*")
_AS_WHAT = re.compile(r"\s+(?:as|of)\s+[^;\n]+", re.IGNORECASE)
_LONGEST_ROLE = 100  # characters at the end of a name that are searched for a role
_REGISTERED = 5  # digits: a number with so many is an inmate or badge number; a shorter one may be a Doe's


class Parts(NamedTuple):
    """A party line, split. `notes` are the words about the party, `printed_role` a role after its name.

    The last `below` of the notes come from the small print.
    """

    name: str
    aliases: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    printed_role: str | None = None
    below: int = 0

    def find_actor(self) -> str | None:
        """Return who acts for the party if the line names the ward first ("A, by and through B"), else None.

        If the one who acts is a pseudonym, too, or appears only in the small print, the ward remains the
        party.
        """
        notes = self.notes[: len(self.notes) - self.below]
        if not notes or not (is_pseudonym(self.name) or looks_like_person(self.name)):
            return None
        actors = (dissect(_take_actor(note)).name for note in notes)
        return next((actor for actor in actors if looks_like_person(actor) and not is_pseudonym(actor)), None)

    def find_represented_kind(self, kind: PartyKind) -> PartyKind:
        """Return the kind of one who acts for others (for a class, as guardian or executor), else `kind`."""
        described = " ; ".join(self.notes)
        if says("class", described):
            return PartyKind.CLASS
        is_ward = kind is PartyKind.PSEUDONYM and any(map(_take_actor, self.notes))
        is_body = kind in (PartyKind.ORGANIZATION, PartyKind.GOVERNMENT, PartyKind.UNKNOWN)
        is_other = is_ward or is_body or not says("represents", described)
        return kind if is_other else PartyKind.ESTATE_OR_GUARDIAN

    def find_capacity(self, titles: str) -> str | None:
        """Return the words that say a person is a party in an office, None if there are none.

        "in his official capacity as …", or the public office printed with the name ("Warden of …").
        """
        for note in self.notes:
            if match := says("official", note):
                end = (_AS_WHAT.match(note, match.end()) or match).end()
                return " ".join(note[match.start() : end].split())
        if any(says("individual", note) for note in self.notes):
            return None
        if says("office_title", titles):
            return titles
        if " " in self.name and not looks_like_person(self.name):
            return None
        offices = (note for note in self.notes if begins("office", note) and not says("represents", note))
        return next((office for office in offices if not says("private_office", office)), None)


def squeeze(text: str) -> str:
    """Return text on one line, with plain spaces and no space before a comma or semicolon."""
    return " ".join(text.replace("\u200b", "").split()).replace(" ,", ",").replace(" ;", ";")


def split_aliases(name: str) -> tuple[str, ...]:
    """Return the names of a party in one printed name, the principal one first.

    "Village Voice Media Holdings, LLC d/b/a backpage.com" is two names of one party.
    """
    text, pieces, start = squeeze(name), [], 0
    for match in _ALSO.find(lower(text)):
        pieces.append(text[start : match.start()].strip(" ,;("))
        start = match.end()
    pieces.append(text[start:].strip(" ,;"))
    return tuple(part.rstrip(" )") if part.count(")") > part.count("(") else part for part in pieces if part)


def dissect(raw: str, extra_info: str | None = None) -> Parts:
    """Split a party line and the small print below it."""
    text, role = _take_role(squeeze(raw).strip(" ,;"))
    notes: list[str] = []
    names = [_take_notes(piece, notes) for piece in split_aliases(text)]
    below, described = _read_below(extra_info) if extra_info else ([], [])
    name, *others = [*filter(None, names)] or [""]
    return Parts(name, (*others, *below), (*notes, *described), role, len(described))


def _take_role(text: str) -> tuple[str, str | None]:
    """The name, and the role after a comma or in brackets: "Applicant", "Objector and Appellant"."""
    for mark in _MARK.finditer(text, max(0, len(text) - _LONGEST_ROLE)):
        if covers("role", text[mark.end() :].rstrip(" .)]")):
            return text[: mark.start()].strip(" ,;"), text[mark.end() :].strip(" ,;.()[]")
    return text, None


def _take_notes(piece: str, notes: list[str]) -> str:
    """Return the name in a piece; what follows it is added to `notes`."""
    text, described = piece.strip(" ,;"), ""
    for tag in _NOTES.find(lower(text), 0, len(text)):
        before = text[: tag.start].rstrip()
        if before.strip(" ,;([") and (tag.name == "note" or before[-1] in ",;(["):
            described = text[tag.start :].strip(" ,;()")
            text = before.rstrip(" ,;([")
            break
    name, office = trim(_drop_number(text).strip(" ,;"))
    notes += filter(None, (office, described))
    return name


def _drop_number(text: str) -> str:
    """A name without the inmate or badge number after it; a Doe's number is part of the name."""
    match = _REGISTER.search(text)
    name = text[: match.start()].strip(" ,;") if match else ""
    if match is None or not name:
        return text
    if label := ends("register", name):
        return name[: label.start()].strip(" ,;(") or text
    return name if len(re.sub(r"\D", "", match["number"])) >= _REGISTERED else text


def _read_below(extra_info: str) -> tuple[list[str], list[str]]:
    """Return the aliases and the notes of the small print, which has each on a line of its own."""
    aliases, notes, is_alias = list[str](), list[str](), False
    for printed in _TERMINATED.sub("", extra_info).splitlines():
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
    """Return a name without the office or description after it, and that ("" if there is none)."""
    is_matter = begins("matter", name)
    # "Elm, LLC (Oak Electric)": a remark after the name of an organization or a group
    if not is_matter and (remark := _REMARK.search(name)) and (bare := name[: remark.start()]):
        name = bare if has_form(bare) or find_kind(bare) is PartyKind.UNKNOWN else name
    segments = [part.strip() for part in _COMMA.split(name) if part.strip(" .")]
    if len(segments) < 2 or is_matter:
        return ", ".join(segments), ""
    kept = segments[0]
    # Everything before the last legal form is part of the name: "…, Weinstein, and Company, Inc.".
    last = max(index for index, part in enumerate(segments) if not index or has_form(f"{kept} {part}"))
    for index, segment in enumerate(segments[1:], 1):
        if is_suffix(segment):
            kept += f" {segment}"
        elif index > last and (begins("office", segment) or is_group(segment) or looks_like_person(kept)):
            return kept, ", ".join(segments[index:])
        else:
            kept += f", {segment}"
    return kept, ""


def _take_actor(note: str) -> str:
    """Who acts, in "by and through her next friend, Rae Example"; "" if nobody does."""
    match = begins("acting", note)
    words = note[match.end() :].split() if match else []
    while words and fold(words[0]) in load_words("acting"):
        words.pop(0)
    return " ".join(words)
