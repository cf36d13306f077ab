"""What each snapshot showed of each docket: the merge's memory and its only input.

A *reading* is one record as one source printed it; it is stored once however often it is seen.
A *sighting* is the list of readings that one snapshot showed of one docket, in page order. The
merge is a pure function of these, which is why the order in which snapshots arrive cannot
matter.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlite_utils import Database

from db.former_ids import Printed
from db.rows import marks
from db.withheld import Withheld
from docket.entries import LOST_BREAK, strip_trailers
from docket.facts import PartyFacts, TextFacts
from docket.identity import entity_key, name_key, split_office
from docket.records import (
    CaseLink,
    CaseMember,
    Citation,
    Claim,
    Defense,
    Docket,
    DocketEntry,
    DocketEvent,
    DocketRef,
    DoctrineSide,
    HearingEvent,
    ListedOpinion,
    Locator,
    Look,
    Opinion,
    Party,
    Ruling,
)
from docket.redact import redact
from docket.snapshot import Form
from docket.text.controls import mark_controls
from docket.vocabulary import TextKind

KINDS = {
    Docket: "docket",
    DocketEntry: "entry",
    Party: "party",
    HearingEvent: "hearing",
    DocketEvent: "event",
    Claim: "claim",
    Defense: "defense",
    Ruling: "ruling",
    Citation: "citation",
    CaseMember: "member",
    CaseLink: "link",
    DoctrineSide: "side",
    Look: "look",
    Locator: "locator",
    Opinion: "opinion",
    ListedOpinion: "listed_opinion",
}
# Fields that a source prints in its own words, and that can therefore contain an address or a telephone
# number.
_FREE_TEXT = (
    "text",
    "short_text",
    "extra_info",
    "description",
    "caption",
    "name",
    "firm",
    "outcome_note",
    "holding",
    "later_history",
    "sentence",
)


_NO_TEXT = TextFacts()
_NO_PARTY = PartyFacts()


@dataclass(frozen=True)
class Reading:
    """One record as printed. `hash` identifies its content in any database; `data` has its fields.
    `text_facts` are the facts read from an entry's text, `party_facts` those from a party's line
    (docket/facts.py)."""

    reading_id: int
    ref_id: str
    kind: str
    hash: str
    data: dict[str, Any]
    text_facts: TextFacts = _NO_TEXT
    party_facts: PartyFacts = _NO_PARTY


class EncodedRecord(NamedTuple):
    """A record prepared for storing, perhaps in another process: `data` as it is stored and hashed, and
    `facts`, which are valid if `is_read`; otherwise they are read when needed.

    `data` is None if the other process gave the same record before: then only `hash` identifies the reading.
    `printed` is the name that the unredacted words would give it, if that differs; it is never stored
    (db/former_ids.py).
    """

    ref: DocketRef
    kind: str
    data: str | None
    facts: str | None = None
    is_read: bool = False
    hash: str | None = None
    printed: str | None = None


def is_on_docket(record: Any) -> bool:
    """Return whether a record is kept as a reading of a docket; others (bills, corrections …) have their own
    tables."""
    return type(record) is EncodedRecord or type(record) in KINDS


class UnknownReading(LookupError):
    """A reading was identified only by its hash and is not stored: the page that first showed it was set
    aside."""


_ANSWERS = (Form.SHEET, Form.API, Form.FEED)


@dataclass(frozen=True)
class Sighting:
    """What one snapshot showed of one docket. `order` sorts sightings by the dates that the pages give; equal
    dates are sorted by `arrival`, the position in the archive, which the catalog's files of one day do not
    have."""

    snapshot_id: str
    source: str
    form: str
    as_of: str
    fetched_at: str
    scope: str
    scope_first: str | None
    scope_last: str | None
    ref_id: str
    reading_ids: tuple[int, ...]
    url: str
    arrival: int

    @property
    def order(self) -> tuple[str, str, int, str]:
        return (self.as_of, self.fetched_at, self.arrival, self.snapshot_id)

    @property
    def is_fetched(self) -> bool:
        """Return whether the snapshot is a response that we fetched from a court or CourtListener. What came
        by mail or webhook, was saved by somebody, or is from the Internet Archive may be forged."""
        return self.form in _ANSWERS and self.url.startswith(("http://", "https://"))


def ref_id(ref: DocketRef) -> str:
    """Return the key of a `DocketRef`, one way of naming a docket."""
    return "|".join((ref.court_id, ref.docket_number or "", ref.pacer_case_id or "", ref.catalog_slug or ""))


def save_sightings(
    db: Database, snapshot_id: str, records: list[Any], withheld: Withheld | None = None
) -> dict[str, list[Printed]]:
    """Store what one snapshot shows (records, each plain or as an `EncodedRecord`), without the `withheld`
    words.

    Returns the ids of the refs that it names, each with its lines as printed where redaction changed them.
    """
    by_ref: dict[str, list[Any]] = {}
    refs: dict[str, DocketRef] = {}
    for record in records:
        key = ref_id(record.ref)
        by_ref.setdefault(key, []).append(record)
        refs[key] = record.ref
    for key, ref in refs.items():
        office, serial = split_office(ref.docket_number) if ref.docket_number else (None, None)
        db.conn.execute(
            "insert or ignore into _refs values (?, ?, ?, ?, ?, ?, ?, null)",
            (key, ref.court_id, ref.docket_number, office, serial, ref.pacer_case_id, ref.catalog_slug),
        )
    saved = {key: _save_readings(db, key, shown, withheld) for key, shown in by_ref.items()}
    rows = [(key, snapshot_id, json.dumps(shown)) for key, (shown, _) in saved.items()]
    db.conn.executemany("insert into _sightings values (?, ?, ?)", rows)
    return {key: printed for key, (_, printed) in saved.items()}


def _save_readings(
    db: Database, key: str, records: list[Any], withheld: Withheld | None
) -> tuple[list[int], list[Printed]]:
    known = dict(db.conn.execute("select hash, reading_id from _readings where ref_id = ?", (key,)))
    seen: Counter[Any] = Counter()
    shown, new, printed = [], [], []
    next_id = db.conn.execute("select coalesce(max(reading_id), 0) + 1 from _readings").fetchone()[0]
    for record in records:
        encoded, fields = (record, None) if type(record) is EncodedRecord else encode_record(record)
        keys = [encoded.printed] if encoded.printed else []
        if withheld:
            encoded, fields, before = _without_withheld(encoded, fields, withheld)
            keys += [before] if before else []
        digest = encoded.hash or reading_hash(encoded.kind, encoded.data, 1)
        seen[digest] += 1
        if seen[digest] > 1:  # the same line twice on one page is two readings
            digest = reading_hash(encoded.kind, encoded.data, seen[digest])
        if digest not in known:
            if encoded.data is None:
                raise UnknownReading(digest)
            facts = (
                encoded.facts if encoded.is_read else read_facts(encoded, fields or json.loads(encoded.data))
            )
            known[digest] = next_id
            new.append((next_id, key, encoded.kind, digest, encoded.data, facts))
            next_id += 1
        shown.append(known[digest])
        for former in keys:
            seen[former] += 1
            printed.append(Printed(known[digest], encoded.kind, former, seen[former]))
    db.conn.executemany("insert into _readings values (?, ?, ?, ?, ?, ?)", new)
    return shown, printed


_encode = json.JSONEncoder(ensure_ascii=False, default=str, separators=(",", ":")).encode


def _without_withheld(
    encoded: EncodedRecord, fields: dict[str, Any] | None, withheld: Withheld
) -> tuple[EncodedRecord, dict[str, Any] | None, str | None]:
    """Return a record without withheld words, its fields if they are known, and its name before redaction.

    For a record that it gave before, another process passes only the hash.
    """
    if encoded.data is None:
        return encoded._replace(hash=withheld.renamed.get(encoded.hash or "", encoded.hash)), fields, None
    before = json.loads(encoded.data)
    after = withheld.redact_fields(before)
    if after is before:
        return encoded, fields, None
    named = None
    if encoded.kind == "entry":
        after["text_key"] = _text_key(after.get("text") or after.get("short_text"))
        if after["text_key"] != before["text_key"]:
            named = _entry_stem(before, before["text_key"])
    elif encoded.kind == "party":
        after["name_digest"] = _key_digest(name_key(after["name"]))
        after["entity_digest"] = _key_digest(entity_key(after["name"]))
        if after["name_digest"] != before["name_digest"]:
            named = before["name_digest"]
    data = _encode(after)
    name = reading_hash(encoded.kind, data, 1)
    withheld.renamed[encoded.hash or reading_hash(encoded.kind, encoded.data, 1)] = name
    return encoded._replace(data=data, facts=None, is_read=False, hash=name), after, named


def encode_record(record: Any) -> tuple[EncodedRecord, dict[str, Any]]:
    """Return a record prepared for storing, with its facts not read yet, and its fields."""
    fields = _fields(record)
    return EncodedRecord(
        record.ref, KINDS[type(record)], _encode(fields), printed=_printed_key(record, fields)
    ), fields


def read_facts(encoded: EncodedRecord, fields: dict[str, Any]) -> str | None:
    """Return the facts read from an entry's full text or a party's line, as JSON: read once, however often a
    page shows it.

    `fields` are the record's, already redacted.
    """
    # The readers are imported here: their patterns take half a second to load, and a command that reads no
    # page need not wait.
    facts: TextFacts | PartyFacts | None = None
    if encoded.kind == "entry" and fields.get("text") and fields.get("text_kind") != TextKind.LABEL:
        from docket.entry_facts import find_facts

        day = fields.get("date_filed") or fields.get("date_entered")
        day = date.fromisoformat(day) if isinstance(day, str) else day
        facts = find_facts(
            fields["text"], day, encoded.ref.court_id, fields.get("entry_number"), encoded.ref.docket_number
        )
        if fields.get("is_hearing_told"):
            facts = replace(facts, hearings=())
    elif encoded.kind == "party":
        from docket.names import find_party_facts
        from docket.names.counsel import find_counsel_facts

        facts = find_party_facts(
            fields["name"],
            fields.get("extra_info"),
            bool(fields.get("is_surname")),
            tuple(find_counsel_facts(each["name"], each.get("firm")) for each in fields.get("counsel") or ()),
        )
    return _encode(facts.as_json()) if facts else None


def encode_reading(record: Any) -> str:
    """Return a record as the text that is stored and hashed: JSON without empty fields."""
    return _encode(_fields(record))


def reading_hash(kind: str, data: str | None, ordinal: int) -> str:
    return hashlib.blake2b(f"{kind}{ordinal}{data}".encode(), digest_size=10).hexdigest()


def _fields(record: Any) -> dict[str, Any]:
    """Return the filled fields, redacted for publication.

    An entry also gets `text_key`, the digest that identifies an unnumbered entry, and a party the digests of
    its name. All are computed from the redacted words and survive a suppression of those words.
    """
    data = {}
    for name, value in vars(record).items():
        # An empty `verified` means that nothing was confirmed; an absent one, that nothing needs to be.
        if value is None or name == "ref" or (value == () and name != "verified"):
            continue
        if name in _FREE_TEXT and isinstance(value, str):
            value = redact(value)
        elif name in ("documents", "counsel", "paragraphs", "passages", "cited"):
            value = [_fields(part) for part in value]
        data[name] = _mark(value)
    if isinstance(record, DocketEntry):
        shown = data.get("text") or data.get("short_text")
        printed = record.text or record.short_text or ""
        is_whole = LOST_BREAK not in printed
        data["text_key"] = _text_key(shown if is_whole else _mark(redact(_without_breaks(printed))))
    elif isinstance(record, Party):
        data["name_digest"] = _key_digest(name_key(data["name"]))
        data["entity_digest"] = _key_digest(entity_key(data["name"]))
    return data


def _mark(value: Any) -> Any:
    """Return a value, or the texts in a tuple, with control characters made visible and lost line breaks
    replaced by spaces."""
    if type(value) is str:
        return mark_controls(value).replace(LOST_BREAK, " ")
    return tuple(_mark(part) for part in value) if type(value) is tuple else value


def _without_breaks(text: str | None) -> str:
    return (text or "").replace(LOST_BREAK, "")


def _text_key(text: str | None) -> str:
    return _key_digest(strip_trailers(text or "").casefold())


def _printed_key(record: object, fields: dict[str, Any]) -> str | None:
    """Return the key that an entry or party would have if nothing had been redacted; None if it is the
    same."""
    if isinstance(record, DocketEntry):
        printed = _without_breaks(record.text or record.short_text)
        shown = fields.get("text") or fields.get("short_text")
        if printed == shown or (key := _text_key(printed)) == fields["text_key"]:
            return None
        return _entry_stem(fields, key)
    if isinstance(record, Party) and record.name != fields["name"]:
        key = _key_digest(name_key(_without_breaks(record.name)))
        return key if key != fields["name_digest"] else None
    return None


def _entry_stem(fields: dict[str, Any], text_key: str) -> str:
    """Return the id of an unnumbered entry within its docket, without its ordinal."""
    day = str(fields.get("date_filed") or fields.get("date_entered") or "")
    return f"t{day.replace('-', '')}-{text_key}"


def _key_digest(words: str) -> str:
    return hashlib.blake2b(words.encode(), digest_size=5).hexdigest()


def load_sightings(db: Database, ref_ids: list[str]) -> list[Sighting]:
    """Return all sightings of these refs, oldest page first."""
    rows = db.conn.execute(
        "select s.snapshot_id, s.source, s.form, s.as_of, s.fetched_at, s.scope, s.scope_first, s.scope_last, "
        "t.ref_id, t.readings, s.url, s.rowid from _sightings t join snapshots s using (snapshot_id) "
        f"where t.ref_id in ({marks(ref_ids)})",
        ref_ids,
    )
    sightings = [
        Sighting(
            snapshot_id,
            source,
            form,
            as_of,
            fetched_at,
            scope,
            first,
            last,
            ref,
            tuple(json.loads(shown)),
            url,
            0 if form == Form.CURATED else arrival,
        )
        for snapshot_id, source, form, as_of, fetched_at, scope, first, last, ref, shown, url, arrival in rows
    ]
    return sorted(sightings, key=lambda sighting: sighting.order)


def load_readings(db: Database, ref_ids: list[str]) -> dict[int, Reading]:
    """Return all readings of these refs, by id."""
    rows = db.conn.execute(
        "select reading_id, ref_id, kind, hash, data, coalesce(facts, '{}') from _readings where "
        f"ref_id in ({marks(ref_ids)})",
        ref_ids,
    ).fetchall()
    # Decoded all at once: one call each would cost as much as the decoding.
    texts = json.loads(f"[{','.join(text for row in rows for text in row[4:])}]")
    return {
        reading_id: Reading(
            reading_id,
            ref,
            kind,
            name,
            data,
            TextFacts.from_json(facts) if facts and kind == "entry" else _NO_TEXT,
            PartyFacts.from_json(facts) if facts and kind == "party" else _NO_PARTY,
        )
        for (reading_id, ref, kind, name, *_), data, facts in zip(rows, texts[::2], texts[1::2], strict=True)
    }


def drop_superseded(db: Database, source: str, url: str, snapshot_id: str) -> tuple[set[str], bool]:
    """Drop all but the latest snapshot of a curated file; of two with the same review date, keep the one
    archived later.

    Returns the refs that older snapshots showed, and whether `snapshot_id` is the latest.
    """
    rows = list(
        db.conn.execute(
            "select snapshot_id from snapshots where source = ? and url = ? order by as_of, fetched_at, rowid",
            (source, url),
        )
    )
    old = [row[0] for row in rows[:-1]]
    gone = db.conn.execute(
        f"delete from _sightings where snapshot_id in ({marks(old)}) returning ref_id", old
    ).fetchall()
    return {row[0] for row in gone}, rows[-1][0] == snapshot_id
