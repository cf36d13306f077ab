"""Which readings are the same entry, and its current values. Pure.

Keys are the entry number, the PACER sequence, the document id (strong); date, text and ordinal (weak); and
the row id of a database, which joins readings but never names an entry. A key that one page gives to two
lines identifies neither. Keys are tried from strong to weak, in the order of their content, and never join
two lines of one page, so that the result depends on what was shown and not on when we saw it.
"""

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from db.merge.precedence import priority, seen_by
from db.merge.registers import PageRegisters, find_registers
from db.readings import Reading, Sighting
from db.rows import group
from docket.entries import strip_trailers

_LETTERS = ("n", "s", "d")
_ALIKE = 0.6  # similarity from which two texts of one day are an edit of each other


@dataclass
class Entry:
    """The readings of one entry, and where each appeared (sighting -> position on the page)."""

    readings: list[Reading] = field(default_factory=list)
    showings: list[tuple[Sighting, Reading, int]] = field(default_factory=list)
    keys: tuple[str, ...] = ()
    entry_key: str = ""


def find_entries(
    sightings: list[Sighting], readings: dict[int, Reading], registers: PageRegisters | None = None
) -> list[Entry]:
    """Return the entries of one docket, each with its alias keys and its key within the docket."""
    registers = registers or find_registers(sightings, readings)
    showings = list(seen_by(sightings, readings, "entry"))
    by_reading = group((showing[1].reading_id, showing) for showing in showings)
    ordered = sorted(
        by_reading, key=lambda reading_id: (readings[reading_id].hash, readings[reading_id].ref_id)
    )
    groups = _Groups({key: {s.snapshot_id for s, _, _ in by_reading[key]} for key in ordered})
    keys = {key: _keys(readings[key].data) for key in ordered}
    shared = _shared_keys(showings, keys)
    weak = _weak_keys(showings, keys, shared)
    if len(sightings) > 1:
        for kind in _LETTERS:
            named = {key: [k for k in keys[key] if k[0] == kind and k not in shared] for key in ordered}
            _join(groups, ordered, named.__getitem__)
        _join(groups, ordered, lambda key: weak.get(key, ()))
        # An unnumbered line of a database is recognized by its row id through every edit, though the id names
        # no entry.
        _join(groups, ordered, lambda key: filter(None, (readings[key].data.get("register_row"),)))
        _join_edits(groups, sightings, readings, keys, shared, registers)
        _join_labels(groups, showings, readings, ordered)
    entries: dict[int, Entry] = {}
    for key in ordered:
        entry = entries.setdefault(groups.find(key), Entry())
        entry.readings.append(readings[key])
        entry.showings.extend(by_reading[key])
        strong = (k for k in keys[key] if k not in shared) if shared else keys[key]
        entry.keys = tuple(dict.fromkeys((*entry.keys, *strong, *weak.get(key, ()))))
    for entry in entries.values():
        if len(entry.readings) > 1:  # those of one reading are already in page order
            entry.showings.sort(key=lambda showing: showing[0].order)
    return _named(list(entries.values()))


class _Groups:
    """Union-find that never joins two lines of one snapshot."""

    def __init__(self, shown: dict[int, set[str]]) -> None:
        self.parent = {key: key for key in shown}
        self.shown = shown

    def find(self, key: int) -> int:
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def union(self, left: int, other: int) -> bool:
        left, other = self.find(left), self.find(other)
        if left == other or self.shown[left] & self.shown[other]:
            return False
        self.parent[other] = left
        self.shown[left] = self.shown[left] | self.shown[other]
        return True


def _keys(data: dict[str, Any]) -> tuple[str, ...]:
    values = (data.get("entry_number"), data.get("pacer_seq_no"), data.get("pacer_doc_id"))
    return tuple(f"{letter}{value}" for letter, value in zip(_LETTERS, values, strict=True) if value)


def _shared_keys(showings: list[tuple[Sighting, Reading, int]], keys: dict[int, tuple[str, ...]]) -> set[str]:
    seen, shared = set(), set()
    for sighting, reading, _ in showings:
        for key in keys[reading.reading_id]:
            if (sighting.snapshot_id, key) in seen:
                shared.add(key)
            seen.add((sighting.snapshot_id, key))
    return shared


def _weak_keys(
    showings: list[tuple[Sighting, Reading, int]], keys: dict[int, tuple[str, ...]], shared: set[str]
) -> dict[int, tuple[str, ...]]:
    """Return date, text and ordinal for readings without a strong key of their own."""
    weak: dict[int, set[str]] = defaultdict(set)
    counts: dict[tuple[Any, ...], int] = defaultdict(int)
    for sighting, reading, _ in showings:
        if any(key not in shared for key in keys[reading.reading_id]):
            continue
        data = reading.data
        stem = f"t{_date(data).replace('-', '')}-{data['text_key']}"
        counts[sighting.snapshot_id, stem] += 1
        weak[reading.reading_id].add(f"{stem}-{counts[sighting.snapshot_id, stem]}")
    return {key: tuple(sorted(values)) for key, values in weak.items()}


def _date(data: dict[str, Any]) -> str:
    return data.get("date_filed") or data.get("date_entered") or ""


def _join(groups: _Groups, ordered: list[int], keys_of: Callable[[int], Iterable[str]]) -> None:
    holders = group((key, reading_id) for reading_id in ordered for key in keys_of(reading_id))
    for key in sorted(holders):
        first, *rest = holders[key]
        for reading_id in rest:
            groups.union(first, reading_id)


def _join_edits(
    groups: _Groups,
    sightings: list[Sighting],
    readings: dict[int, Reading],
    keys: dict[int, tuple[str, ...]],
    shared: set[str],
    registers: PageRegisters,
) -> None:
    """Join the readings of an unnumbered line across its edits, from one complete page of a register to the
    next.

    Lines that only one of the two pages shows are joined if they have the same text on another date (a
    corrected date); else lines of one day are joined, in order, if they are alike or are the only ones.
    """
    complete = [page for page in sightings if page.scope == "complete" and page.form != "curated"]
    pages = group((registers.of(page), page) for page in complete)
    for name in sorted(pages):
        for older, newer in zip(pages[name], pages[name][1:], strict=False):
            before, after = (_keyless(page, readings, keys, shared) for page in (older, newer))
            gone_from, new_in = ({groups.find(key) for key in page} for page in (before, after))
            lost = [key for key in before if groups.find(key) not in new_in]
            came = [key for key in after if groups.find(key) not in gone_from]
            for left, other in _pairs(lost, came, readings):
                groups.union(left, other)


def _keyless(
    page: Sighting, readings: dict[int, Reading], keys: dict[int, tuple[str, ...]], shared: set[Any]
) -> list[int]:
    return [
        key
        for key in page.reading_ids
        if readings[key].kind == "entry" and all(k in shared for k in keys[key])
    ]


def _pairs(lost: list[int], came: list[int], readings: dict[int, Reading]) -> Iterator[Any]:
    for lost_key in list(lost):
        same = [key for key in came if readings[key].data["text_key"] == readings[lost_key].data["text_key"]]
        twins = [key for key in lost if readings[key].data["text_key"] == readings[lost_key].data["text_key"]]
        if len(same) == 1 and len(twins) == 1:
            lost.remove(lost_key)
            came.remove(same[0])
            yield lost_key, same[0]
    days = {_date(readings[key].data) for key in lost}
    for day in sorted(days):
        olds = [key for key in lost if _date(readings[key].data) == day]
        news = [key for key in came if _date(readings[key].data) == day]
        if len(olds) == len(news):
            yield from (
                (old, other)
                for old, other in zip(olds, news, strict=True)
                if len(olds) == 1 or _alike(readings[old].data, readings[other].data)
            )


def _alike(left: dict[str, Any], other: dict[str, Any]) -> bool:
    texts = (left.get("text") or "", other.get("text") or "")
    return difflib.SequenceMatcher(None, *texts, autojunk=False).ratio() >= _ALIKE


def _join_labels(
    groups: _Groups,
    showings: list[tuple[Sighting, Reading, int]],
    readings: dict[int, Reading],
    ordered: list[int],
) -> None:
    """Join an unnumbered label to the unnumbered line of the same day whose short text it is or which begins
    with it.

    Equal labels are joined to lines with that short text in the order in which both first appeared, since
    nothing shows which label belongs to which line. Otherwise the label and the line must be the only ones
    that fit.
    """
    members = group((groups.find(key), key) for key in ordered)
    labels: dict[str | None, list[int]] = defaultdict(list)
    lines: dict[str | None, list[int]] = defaultdict(list)
    for root, keys in members.items():
        data = [readings[key].data for key in keys]
        if any(record.get("entry_number") for record in data):
            continue
        if all(record.get("text_kind") == "label" for record in data):
            labels[data[0].get("date_entered")].append(root)
        else:
            full = next(record for record in data if record.get("text_kind") != "label")
            lines[full.get("date_entered") or full.get("date_filed")].append(root)
    days = sorted(day for day in labels if day and (day in lines or len(labels[day]) > 1))
    if not days:
        return
    first_shown: dict[int, tuple[Any, ...]] = {}
    forms: dict[int, set[str]] = defaultdict(set)  # forms that showed the label
    for sighting, reading, place in showings:
        root = groups.find(reading.reading_id)
        first_shown[root] = min(first_shown.get(root, (*sighting.order, place)), (*sighting.order, place))
        if reading.data.get("text_kind") == "label":
            forms[root].add(sighting.form)
    for day in days:
        in_order = sorted(labels[day], key=first_shown.__getitem__)
        free = _join_alike(
            groups, in_order, forms, {root: _folded(readings[root].data.get("text")) for root in in_order}
        )
        for line in sorted(lines[day], key=first_shown.__getitem__):
            named = (
                root
                for root in free
                if not forms[root] & forms[line] and _is_named(readings, members[line], root)
            )
            taken = next((root for root in named if groups.union(line, root)), None)
            free = [root for root in free if root != taken]
        for root in free:
            words = _folded(readings[root].data.get("text"))
            fitting = [line for line in lines[day] if words and _begins(readings, members[line], words)]
            rivals = [other for other in free if _folded(readings[other].data.get("text")) == words]
            if len(fitting) == 1 and len(rivals) == 1:
                groups.union(fitting[0], root)


def _join_alike(
    groups: _Groups, in_order: list[int], forms: dict[int, set[str]], words: dict[int, str]
) -> list[int]:
    """Join equal labels of one day from different sources; return one label per entry.

    A feed and CourtListener both have "Text Order", and neither has another key for it.
    """
    kept: list[int] = []
    for root in in_order:
        twins = (key for key in kept if words[key] == words[root] and not forms[key] & forms[root])
        twin = next((twin for twin in twins if groups.union(twin, root)), None)
        if twin is None:
            kept.append(root)
        else:
            forms[twin] |= forms[root]
    return kept


def _is_named(readings: dict[int, Reading], line: list[int], label: int) -> bool:
    """Return whether a line's short text is this label."""
    names = {_folded(readings[key].data.get("short_text")) for key in line}
    return _folded(readings[label].data.get("text")) in names - {""}


def _folded(label: str | None) -> str:
    return strip_trailers(label or "").casefold().removeprefix("~util - ").strip()


def _begins(readings: dict[int, Reading], keys: list[int], words: str) -> bool:
    return any(
        " ".join((readings[key].data.get("text") or "").casefold().split()).startswith(words) for key in keys
    )


def _named(entries: list[Entry]) -> list[Entry]:
    """Return the entries, each named by the strongest of its keys that no other entry has."""
    holders: dict[str, int] = defaultdict(int)
    for entry in entries:
        for key in entry.keys:
            holders[key] += 1
    taken: set[str] = set()
    hashes = ((min(reading.hash for reading in entry.readings), entry) for entry in entries)
    for least, entry in sorted(hashes, key=itemgetter(0)):
        name = next((key for key in _by_strength(entry) if holders[key] == 1), None) or f"x{least}"
        entry.entry_key = name if name not in taken else f"{name}-{least}"
        taken.add(entry.entry_key)
    return entries


def _by_strength(entry: Entry) -> Sequence[str]:
    """Return the entry's keys, strongest first; of several of one kind, only the one that appeared first."""
    if len(entry.readings) == 1:  # the keys of one reading are already in this order
        return entry.keys
    first_shown: dict[str, tuple[Any, ...]] = {}
    for sighting, reading, _ in entry.showings:
        for key in _keys(reading.data):
            first_shown.setdefault(key, sighting.order)
    weak = [key for key in entry.keys if key[0] == "t"]
    strong = [key for key in entry.keys if key[0] in _LETTERS]
    strong.sort(key=lambda key: (_LETTERS.index(key[0]), first_shown.get(key, ()), key))
    stems = [
        f"t{_date(reading.data).replace('-', '')}-{reading.data['text_key']}"
        for _, reading, _ in entry.showings
    ]
    weak.sort(key=lambda key: (next((i for i, stem in enumerate(stems) if key.startswith(stem)), 0), key))
    return strong + weak


def best_fields(entry: Entry, names: tuple[str, ...]) -> dict[str, Any]:
    """Return each field's winning value over the entry's readings; None never wins over a value.

    `winner` is the occurrence that ranks first, `reading` the one that gave the text.
    """
    if len(entry.readings) == 1:
        [reading] = entry.readings
        data, showing = reading.data, entry.showings[0]
        if len(entry.showings) > 1:
            showing = max(
                entry.showings, key=lambda seen: priority(seen[0], is_label=data.get("text_kind") == "label")
            )
        best = {name: data.get(name) for name in names}
        best["winner"], best["reading"] = showing, None if best["text"] is None else reading
        return best
    ranked = sorted(
        entry.showings,
        key=lambda showing: priority(showing[0], is_label=showing[1].data.get("text_kind") == "label"),
        reverse=True,
    )
    return {
        name: next((r.data[name] for _, r, _ in ranked if r.data.get(name) is not None), None)
        for name in names
    } | {
        "winner": ranked[0],
        "reading": next((r for _, r, _ in ranked if r.data.get("text") is not None), None),
    }
