"""An invented world of any size, from a seed: dockets as CourtListener would show them, look after look.

    python bench/world.py FOLDER DOCKETS [ENTRIES [LOOKS]]

writes a home: DOCKETS dockets of ENTRIES lines on average (200), each looked at LOOKS times (3) while its
register grows and one line in a hundred is edited. The archive has the order of a real tracker: every docket
is looked at before any is looked at again. The same arguments give the same bytes.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.phrases import make_company, make_firm, make_lines, make_name
from db import archive
from docket.records import DocketRef
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from scrapers.courtlistener.envelope import Asked, Fetched, content_hash, pack
from scrapers.courtlistener.steps import Purpose

COURTS = ("cand", "cacd", "nysd", "txed", "ilnd", "flsd", "ded", "waed")
_SITE = "https://www.courtlistener.com"
_API = f"{_SITE}/api/rest/v4/"
_FIRST_SHARE = 0.6  # the part of its register that a docket has at the first look


@dataclass(frozen=True)
class World:
    """The size of the world, and its seed. Two worlds with one seed show the same dockets, as far as both
    go."""

    dockets: int
    entries: int = 200
    looks: int = 3
    seed: int = 230
    edited: float = 0.01  # share of the lines, after the first look
    spread: float = 0.8  # of the lengths: like real registers, many are short and few are long
    first_look: datetime = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)

    def snapshots(self) -> Iterator[Snapshot]:
        """Yield every look in archive order."""
        for look in range(self.looks):
            for number in range(self.dockets):
                yield self.snapshot(number, look)

    def snapshot(self, number: int, look: int) -> Snapshot:
        """Return what one docket showed at one look."""
        fetched_at = self.first_look + timedelta(days=look, seconds=number)
        stamp = f"{fetched_at:%Y-%m-%dT%H:%M:%SZ}"
        source_id = 60_000_000 + number
        chance = Random(f"{self.seed}-{number}")
        ref = self.ref(number)
        whole = max(2, round(self.entries * chance.lognormvariate(-(self.spread**2) / 2, self.spread)))
        shown = max(1, round(whole * self._share(look)))
        last = self.first_look.date()
        answers = _answers(source_id, ref, chance, last, whole, shown, look and self.edited)
        return Snapshot(
            source="courtlistener",
            url=f"{_SITE}/docket/{source_id}",
            fetched_at=stamp,
            body=pack(Asked(Purpose.READING.value, {source_id: ref}), answers),
            form=Form.API,
            court_id=ref.court_id,
            kind="reading",
            media_type="application/json",
            as_of=stamp,
            as_of_basis="page",
            scope=Scope(ScopeKind.COMPLETE),
            compare_hash=content_hash(answers),
        )

    def ref(self, number: int) -> DocketRef:
        """Return the court and number of one docket."""
        serial = f"1:{20 + number % 6}-cv-{number % 99_999 + 1:05d}"
        return DocketRef(COURTS[number % len(COURTS)], serial, str(300_000 + number))

    def _share(self, look: int) -> float:
        """Return the part of a docket's lines that is shown at this look."""
        return 1 if self.looks == 1 else _FIRST_SHARE + (1 - _FIRST_SHARE) * look / (self.looks - 1)


def _answers(
    source_id: int, ref: DocketRef, chance: Random, last: date, whole: int, shown: int, edited: float
) -> list[Fetched]:
    plaintiff, defendant, judge = make_name(chance), make_company(chance), make_name(chance)
    filed = date(2020 + int(ref.docket_number[2:4]) - 20, 1, 1) + timedelta(days=chance.randrange(300))
    header = {
        "id": source_id,
        "court_id": ref.court_id,
        "docket_number": ref.docket_number,
        "pacer_case_id": ref.pacer_case_id,
        "case_name": f"{plaintiff} v. {defendant}",
        "date_filed": filed.isoformat(),
        "date_terminated": None,
        "assigned_to_str": judge,
        "referred_to_str": "",
        "cause": "28:1332 Diversity-Libel,Assault,Slander",
        "nature_of_suit": "Assault Libel & Slander",
        "jurisdiction_type": "Diversity",
        "jury_demand": "Plaintiff",
        "absolute_url": f"/docket/{source_id}/invented/",
        "original_court_info": None,
        "appeal_from": None,
        "appeal_from_str": "",
        "blocked": False,
    }
    parties, attorneys = _parties(source_id, chance, plaintiff, defendant)
    lines = islice(make_lines(chance, plaintiff, defendant, judge, filed, last, whole), shown)
    # The edits have their own random numbers, so that the lines are the same at every look.
    changes = Random(f"{source_id}-{edited}")
    entries = [_entry(source_id, place, *line, changes, edited) for place, line in enumerate(lines)]
    lists = {"docket-entries": entries, "parties": parties, "attorneys": attorneys}
    answers = [(f"{_API}dockets/{source_id}/", header)]
    answers += [
        (f"{_API}{name}/?docket={source_id}", {"next": None, "results": rows}) for name, rows in lists.items()
    ]
    return [Fetched(url, json.dumps(data, ensure_ascii=False)) for url, data in answers]


def _parties(source_id: int, chance: Random, plaintiff: str, defendant: str) -> tuple[list[dict], list[dict]]:
    names = [(plaintiff, "Plaintiff"), (defendant, "Defendant")]
    names += [(make_name(chance), "Plaintiff") for _ in range(chance.randrange(3))]
    names += [(make_company(chance), "Defendant") for _ in range(chance.randrange(3))]
    attorneys = [
        {
            "id": source_id * 10 + place,
            "name": make_name(chance),
            "contact_raw": f"{make_firm(chance)}\n1 Nowhere Plaza\nAlbany, NY 12200",
        }
        for place in range(3)
    ]
    parties = [
        {
            "id": source_id * 10 + place,
            "name": name,
            "extra_info": "",
            "attorneys": [
                {
                    "attorney_id": chance.choice(attorneys)["id"],
                    "docket_id": source_id,
                    "role": 2,
                    "date_action": None,
                }
            ],
            "party_types": [
                {"docket_id": source_id, "name": side, "date_terminated": None, "extra_info": ""}
            ],
        }
        for place, (name, side) in enumerate(names)
    ]
    return parties, attorneys


def _entry(
    source_id: int, place: int, number: int | None, day: date, text: str, chance: Random, edited: float
) -> dict:
    if chance.random() < edited:
        text += f" (Modified on {day:%-m/%-d/%Y} to correct the docket text)"
    paper = {
        "attachment_number": None,
        "pacer_doc_id": f"0350{source_id % 10**7:07d}{place:05d}",
        "description": "",
        "filepath_local": None,
        "page_count": None,
        "file_size": None,
        "short_description": "",
    }
    return {
        "id": source_id * 10_000 + place,
        "entry_number": number,
        "date_filed": day.isoformat(),
        "time_filed": None,
        "description": text,
        "recap_sequence_number": f"{day}.{place:05d}",
        "pacer_sequence_number": place + 1,
        "recap_documents": [paper] if number is not None else [],
    }


def write_home(home: Path, world: World) -> int:
    """Fill the archive of a home with the world; return the number of its snapshots."""
    home.mkdir(parents=True, exist_ok=True)
    stored = archive.open_archive(home / "archive.db")
    with stored.atomic():
        count = sum(archive.add(stored, snapshot) for snapshot in world.snapshots())
    stored.close()
    return count


def main() -> None:
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    world = World(*map(int, sys.argv[2:5]))
    print(f"{write_home(Path(sys.argv[1]), world)} snapshots of {world.dockets} dockets")


if __name__ == "__main__":
    main()
