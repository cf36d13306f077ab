"""Finds the cases in a volume of the Caselaw Access Project that name § 230. Pure except for reading the zip.

Searching the bytes rules out nearly all of a volume: a case's JSON is parsed only if it has "230" near a word
of statutes, or another word of § 230. Texts are ASCII there, with § as \\u00a7.
"""

import json
import re
import zipfile
from pathlib import Path
from typing import Any

from docket.section230.holdings import Holding, find_outcome
from docket.statute import ENACTED
from docket.text.prepared import PreparedText
from tracker.sweep.opinions import find_in_opinion

_NUMBER = b"230"
# A preceding digit belongs to a longer number, except the last digit of an escaped character: "\\u00a7230".
_OF_ANOTHER = re.compile(rb"(?<!\\u[0-9a-f]{4})(?<=\d)$")
_BESIDE = (b"u00a7", b"\xc2\xa7", b"sec", b"s.c", b"s. c", b"usc", b"cda", b"decency", b"47 ")
_BEFORE = 48  # bytes before the number that are searched for such a word
_AFTER = 16  # bytes after it
# Spelled and capitalized as courts write them: lowercasing the whole text costs as much as parsing it.
_WORDS = (
    b"ommunications Decency",
    b"OMMUNICATIONS DECENCY",
    b"nteractive computer serv",
    b"ublisher or speaker",
    b"nformation content provider",
    b"FOSTA",
)
_OF_THE_STATUTE = re.compile(r"^47 U\.? ?S\.? ?C\.?(?: ?A\.?)? ?§* ?230\b")


def may_name_230(body: bytes) -> bool:
    """Return whether a case may name § 230: False only if none of its texts does, True for some that do
    not."""
    at = body.find(_NUMBER)  # three times as fast as a pattern that must look behind at each place
    while at >= 0:
        end = at + len(_NUMBER)
        if not body[end : end + 1].isdigit() and not _OF_ANOTHER.search(body[max(0, at - 6) : at]):
            beside = body[max(0, at - _BEFORE) : end + _AFTER].lower()
            if any(word in beside for word in _BESIDE):
                return True
        at = body.find(_NUMBER, end)
    return any(word in body for word in _WORDS)


def scan_volume(path: str) -> dict[str, Any]:
    """Return ``{"finds"}`` for a volume's zip; a find has what the case says about § 230,
    and its files.

    Raises zipfile.BadZipFile if the file is cut off.
    """
    finds = []
    with zipfile.ZipFile(path) as volume:
        names = {name.rpartition("json/")[2]: name for name in volume.namelist() if "json/" in name}
        for file, name in sorted(names.items()):
            body = volume.read(name)
            if may_name_230(body) and (find := find_in_case(body)):
                page = name.replace("json/", "html/").removesuffix(".json") + ".html"
                html = volume.read(page).decode("utf-8") if page in volume.NameToInfo else None
                finds.append({"file": Path(file).stem, "json": body.decode(), "html": html} | find)
    return {"finds": finds}


def find_in_case(body: bytes) -> dict[str, Any] | None:
    """Return what a case's JSON says about § 230; None if it says nothing, or was decided before the Act.

    ``cites_230``: the archive itself lists the statute among the case's citations. ``answer``: the court's
    holding, read by rule from the opinion of the court.
    """
    case = json.loads(body)
    day = case.get("decision_date") or ""
    if day < ENACTED[: len(day)]:  # decided before the Act, so it cannot name it
        return None
    opinions = case["casebody"]["opinions"]
    find = find_in_opinion("\n".join(opinion["text"] for opinion in opinions))
    cites = any(_OF_THE_STATUTE.match(cite.get("cite", "")) for cite in case.get("cites_to") or ())
    if find is None and not cites:
        return None
    court = "\n".join(opinion["text"] for opinion in opinions if "dissent" not in opinion["type"])
    answer = find_outcome(PreparedText(court)).outcome
    return (find or {"label": "mentions_230", "score": 0.0, "provisions": [], "quote": None}) | {
        "cites_230": cites,
        "answer": None if answer is Holding.NONE_STATED else answer.value,
    }
