"""The cases found by a sweep of printed reporters: matches them with our dockets and archives each as its two
files.

A find is one of our rulings (by citation and names, or by names, court and date if we have no citation),
another decision in one of our dockets, or a new docket, which becomes a candidate, by court and number.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from db import ledger
from docket.caselaw import SITE, names_agree
from docket.courts import find_court_id, load_courts
from docket.csv_rows import read_rows
from docket.identity import find_docket_numbers
from docket.issues import ParseError
from docket.opinions.resolve import DecisionIndex, catalog_index, cite_key
from docket.records import DocketRef
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from scrapers.caselaw.cases import Case, make_case
from scrapers.sources import caselaw as source
from tracker import pipeline, round as rounds
from tracker.outcome import Outcome
from tracker.settings import Settings

# A string citation or another case's holding scores lower (scrapers/sources/sweep.py draws the same line).
# The score was fitted to docket entries: an opinion with an answer is worth a look whatever its score.
_WORTH_A_LOOK = 0.4
OURS = "ours"
CANDIDATE = "candidate"
MENTION = "mention"
UNPLACED = "court or number not known"


def read_finds(results: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the finds of the result files, each with its reporter and volume."""
    for path in results:
        for find in json.loads(path.read_text(encoding="utf-8"))["finds"]:
            yield {"reporter": path.parent.name, "volume": path.stem} | find


def write_finds(finds: Iterable[dict[str, Any]], target: Path) -> Counter[str]:
    """Write the finds, one case a line; return their number by kind."""
    counts: Counter[str] = Counter()
    draft = target.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as lines:
        for find in finds:
            counts[place(find)[0]] += 1
            lines.write(json.dumps(find, ensure_ascii=False) + "\n")
    draft.replace(target)
    return counts


def place(find: dict[str, Any], index: DecisionIndex | None = None) -> tuple[str, tuple[DocketRef, ...]]:
    """Return the kind of a find and its dockets: `OURS`, `CANDIDATE`, `MENTION` (not about it), `UNPLACED`."""
    case = make_case(json.loads(find["json"]), find["file"])
    court_id = find_court(case.court)
    if known := _known(case, court_id, index or catalog_index()):
        return OURS, known
    if find["score"] < _WORTH_A_LOOK and find["answer"] is None:
        return MENTION, ()
    if court_id is None or not case.docket_number:
        return UNPLACED, ()
    try:
        numbers = find_docket_numbers(case.docket_number, court_id)
    except ParseError:
        return UNPLACED, ()
    return (CANDIDATE, (DocketRef(court_id, numbers[0]),)) if numbers else (UNPLACED, ())


def _known(case: Case, court_id: str | None, index: DecisionIndex) -> tuple[DocketRef, ...]:
    """Return the dockets of ours that a case decides: matched by citation and names, or by names, court and
    year."""
    year = case.decided.year if case.decided else None
    day = case.decided.isoformat() if case.decided else None
    keys = filter(None, map(cite_key, case.citations))
    printed = {hit.docket: hit for key in keys for hit in index.by_cite.get(key, ())}
    names = _names_of_ours()
    # Several cases can begin on one page.
    meant = [slug for slug in sorted(printed) if names_agree(names.get(slug, ()), case.names)]
    if meant:
        return tuple(DocketRef(printed[slug].court_id, catalog_slug=slug) for slug in meant)
    for name in case.names:
        hits, _ = index.find((), name, court_id, year, None, day)
        if hits:
            return tuple(DocketRef(hit.court_id, catalog_slug=hit.docket) for hit in hits)
    return ()


@cache
def _names_of_ours() -> dict[str, tuple[str, ...]]:
    """Return the names of each docket in the reviewed files."""
    body = Path(str(files("docket"))).joinpath("data", "dockets.csv").read_bytes()
    return {
        str(row["slug"]): tuple(name for name in (row["caption"], row["short_name"]) if name)
        for _, row in read_rows(body, "dockets.csv", ("slug",))
    }


def find_court(name: str | None) -> str | None:
    """Return the court with the archive's abbreviation, which is our short name, or else with this name."""
    if not name:
        return None
    plain = " ".join(name.split())
    return _by_short_name().get(plain) or find_court_id(plain)


@cache
def _by_short_name() -> dict[str, str]:
    return {court.short_name: court.court_id for court in load_courts().values()}


def archive_decisions(settings: Settings, target: Path) -> tuple[Outcome, Counter[str]]:
    """Archive and ingest the files of the finds that are, or may be, ours; return the outcome and the number
    of finds by kind."""
    outcome, counts = Outcome(source.NAME), Counter[str]()
    with rounds.open_current(settings) as house:
        asked = {url.partition("#")[0] for url, *_ in ledger.last_good_looks(house.archive, source.NAME)}
        with target.open(encoding="utf-8") as lines:
            for line in lines:
                find = json.loads(line)
                fate, refs = place(find)
                counts[fate] += 1
                for snapshot in make_snapshots(find, refs, house.now()) if refs else ():
                    if snapshot.url.partition("#")[0] not in asked:  # the source has read it already
                        pipeline.archive_snapshot(house, snapshot, outcome)
        pipeline.ingest_pending(house, outcome)
    return outcome, counts


def make_snapshots(find: dict[str, Any], refs: tuple[DocketRef, ...], now: str) -> list[Snapshot]:
    """Return a case's two files as the archive serves them individually: they are the same as in the volume's
    zip."""
    mark = source.mark_of(refs)
    made = []
    for kind, ending in (("cases", "json"), ("html", "html")):
        if body := find[ending]:
            path = f"{find['reporter']}/{find['volume']}/{kind}/{quote(find['file'])}.{ending}"
            made.append(
                Snapshot(
                    source.NAME,
                    f"{SITE}/{path}#{mark}",
                    now,
                    body.encode(),
                    Form.OPINION,
                    court_id=refs[0].court_id,
                    kind=f"case_{ending}",
                    media_type="application/json" if ending == "json" else "text/html",
                    as_of=now,
                    scope=Scope(ScopeKind.LABEL),
                )
            )
    return made
