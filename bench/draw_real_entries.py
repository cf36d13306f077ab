"""Draw the real docket entries that are labeled by hand: `python bench/draw_real_entries.py [how many] [seed]`.

The entries (`TRACKER_SHARED`, else ``../shared``, below it ``real/entries``) are no part of the project, so a line
of output says where an entry lies and what its text hashes to, never the text. A third of them likely have a
hearing and a third a ruling, by words that anybody would search for: none of our readers has a say in what they are
measured on. No file gives more than half, no docket more than one where the file names its dockets. The hash puts
an entry in the half that is open to who writes the rules or in the half that is kept from them.

The readers ask for the day of filing. Where the file has none, the day that the text says it was entered or signed
stands for it (`dated_by`); an entry with neither is drawn and then left out.
"""

import csv
import hashlib
import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TRACKER_SHARED") or _ROOT.parent / "shared")
# A reading of this many is an afternoon's; the seed is that of the drawing stored in tests/gold.
HOW_MANY, SEED = 420, 20261127
_LIKELY = {
    "hearing": re.compile(r"hearing|conference|trial|argument", re.IGNORECASE),
    "ruling": re.compile(r"grant|den(?:y|ied|ies)|dismiss|affirm|judgment", re.IGNORECASE),
    "any": re.compile(r"\S"),
}
# 61 texts of this file end inside a word at this length, though `cut_off` is false.
_CUT_AT = {"psephos_courtlistener.jsonl": (180,)}

_DAY = r"(?P<month>\w+)[/ ](?P<day>\d{1,2})(?:/|, )(?P<year>\d{4}|\d{2})\b"
# What the sheet prints of its own day, the first that is there. "(Entered: 01/05/2017)" is nearest to the filing.
_PRINTED = (
    re.compile(rf".*Entered:\s*{_DAY}", re.DOTALL),
    re.compile(rf"\b(?:signed|ordered|filed|approved|held)\b[^()]{{0,60}}?\bon {_DAY}", re.IGNORECASE),
    re.compile(rf"Notice Date {_DAY}"),
)


def main() -> int:
    """Print the drawing as JSON Lines; 1 where the entries are not there."""
    folder = SHARED / "real" / "entries"
    if not folder.is_dir():
        print(f"{folder} is not there: set TRACKER_SHARED to the folder of shared files", file=sys.stderr)
        return 1
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else HOW_MANY
    for entry in draw(folder, how_many, int(sys.argv[2]) if len(sys.argv) > 2 else SEED):
        print(json.dumps(entry, ensure_ascii=False))
    return 0


def draw(folder: Path, how_many: int, seed: int) -> list[dict[str, Any]]:
    """Return `how_many` entries, fewer where the files hold fewer, in the order of their files and lines."""
    entries = list(_read(folder))
    random.Random(seed).shuffle(entries)
    taken: list[dict[str, Any]] = []
    dockets: set[tuple[str | None, str]] = set()
    texts: set[str] = set()
    by_file: Counter[str] = Counter()
    shares = [how_many // 3, how_many // 3, how_many - 2 * (how_many // 3)]
    for (likely, words), share in zip(_LIKELY.items(), shares, strict=True):
        queues: dict[str, list[dict[str, Any]]] = {}
        for entry in entries:
            if words.search(entry["text"]) and not entry["is_cut"]:
                queues.setdefault(entry["file"], []).append(entry)
        left = share
        while left and queues:  # in turn from each file, so that a long one does not decide
            for name in sorted(queues):
                while queues[name]:
                    entry = queues[name].pop()
                    docket, text = entry["docket"], entry["sha256"]
                    if text not in texts and docket not in dockets and by_file[name] < how_many // 2:
                        break
                else:
                    del queues[name]
                    continue
                texts.add(text)
                by_file[name] += 1
                if docket:
                    dockets.add(docket)
                taken.append(entry | {"likely": likely})
                left -= 1
                if not left:
                    break
    taken.sort(key=lambda entry: (entry["file"], entry["line"]))
    return [
        {name: value for name, value in entry.items() if name not in ("text", "docket", "is_cut")}
        for entry in taken
        if entry["date_filed"]
    ]


def _read(folder: Path) -> Iterator[dict[str, Any]]:
    courts = _court_ids()
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            entry = json.loads(line)
            digest = hashlib.sha256(entry["text"].encode()).hexdigest()
            # The filing categories name a docket only by CourtListener's number, the first of three.
            docket = entry.get("docket_number") or (entry.get("courtlistener_ids") or "").split("-")[0]
            yield {
                "file": path.name,
                "line": number,
                "sha256": digest,
                "id": f"{path.stem}.{number}",
                "court_id": courts.get((entry.get("court") or "").casefold()),
                "date_filed": entry.get("date_filed") or _printed_day(entry["text"]),
                "dated_by": "file" if entry.get("date_filed") else "text",
                "half": "open" if int(digest[0], 16) < 8 else "kept",
                "docket": (entry.get("court"), docket) if docket else None,
                "text": entry["text"],
                "is_cut": bool(entry.get("cut_off")) or len(entry["text"]) in _CUT_AT.get(path.name, ()),
            }


def _printed_day(text: str) -> str | None:
    for words in _PRINTED:
        for match in words.finditer(text):
            for form in ("%m/%d/%Y", "%m/%d/%y", "%B/%d/%Y"):
                try:
                    day = datetime.strptime("/".join(match.group("month", "day", "year")), form)  # noqa: DTZ007
                except ValueError:
                    continue
                return day.date().isoformat()
    return None


def _court_ids() -> dict[str, str]:
    """The files name a court by its identifier or by its name, some without "U.S. District Court for the"."""
    with (_ROOT / "docket/data/courts.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = {"district of d.c.": "dcd"} | {row["court_id"]: row["court_id"] for row in rows}
    for row in rows:
        name = row["name"].casefold()
        for said in (
            name,
            row["short_name"].casefold(),
            re.sub(r"^.*\b(?:court|appeals) for the ", "", name),
        ):
            if row["system"] != "bankruptcy":  # "District of Oregon" is not its bankruptcy court
                names[said] = row["court_id"]
        if row["pacer_court_id"]:
            names.setdefault(row["pacer_court_id"], row["court_id"])
    return names


if __name__ == "__main__":
    sys.exit(main())
