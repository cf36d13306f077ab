"""Small invented worlds: snapshots of dockets as several sources would show them, over time.

Used by the tests of the merge, of the pipeline and of crashes. The "source" here is called
`world`; its snapshots carry pickled-free JSON, so that parsing is trivial and pure.
"""

import json
from datetime import date

from docket.issues import ParseError
from docket.records import CaseMember, Counsel, Docket, DocketEntry, DocketRef, Document, Party
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from docket.vocabulary import DocketStatus, PartyType, TextKind
from tests.worlds.invented import invented
from tracker import pipeline

NAME = "world"
# Which of several registers of one docket a page is of, and which one it says has ended.
_HEADER = (
    "caption",
    "assigned_to",
    "cause",
    "appeal_from",
    "originating_court_id",
    "originating_docket_number",
)
_REGISTERS = {"register": "courtlistener_docket_id", "ended": "courtlistener_ended_id"}


def page(url, as_of, dockets, *, form=Form.SHEET, scope=Scope(ScopeKind.COMPLETE), fetched_at=None):
    """Return a snapshot of the invented source. `dockets` is a list of plain dicts (see `parse`)."""
    return Snapshot(
        source=NAME,
        url=url,
        fetched_at=fetched_at or f"{as_of}T12:00:00Z",
        form=form,
        court_id="cand",
        body=json.dumps(dockets).encode(),
        as_of=as_of,
        as_of_basis="page",
        scope=scope,
    )


def parse(snapshot):
    if snapshot.body == b"broken":
        raise ParseError("not a page of the invented world")
    for shown in json.loads(snapshot.body):
        ref = DocketRef(
            shown.get("court", "cand"), shown.get("number"), shown.get("pacer"), shown.get("slug")
        )
        header = {name: shown[name] for name in _HEADER if name in shown}
        details = tuple((name, shown[key]) for key, name in _REGISTERS.items() if key in shown)
        if ended := shown.get("terminated"):
            header |= {"date_terminated": date.fromisoformat(ended), "status": DocketStatus.CLOSED}
        yield Docket(
            ref=ref,
            docket_number_raw=shown.get("number"),
            verified=tuple(shown["verified"]) if "verified" in shown else None,
            details=details,
            **header,
        )
        if "case" in shown:
            yield CaseMember(ref, shown["case"], 1)
        for line in shown.get("entries", ()):
            yield _entry(ref, line)
        for name, side in shown.get("parties", ()):
            counsel = (
                Counsel(
                    shown.get("counsel", "Ada Lawyer"),
                    firm=shown.get("firm", "Lawyer LLP"),
                    roles=("LEAD ATTORNEY",),
                    is_pro_se=shown.get("is_pro_se", False),
                ),
            )
            yield Party(ref, name, PartyType(side), side, counsel=counsel if side == "defendant" else ())


def bring(house, *pages):
    """Archive the pages and read what is new; return what it came to."""
    outcome = pipeline.Outcome("world")
    for snapshot in pages:
        pipeline.archive_snapshot(house, snapshot, outcome)
    pipeline.ingest_pending(house, outcome)
    return outcome


def _entry(ref, line):
    day = date.fromisoformat(line["date"])
    return DocketEntry(
        ref=ref,
        text=line.get("text"),
        short_text=line.get("short"),
        register_row=line.get("row"),
        text_kind=TextKind.LABEL if line.get("label") else TextKind.FULL,
        entry_number=line.get("n"),
        pacer_seq_no=line.get("s"),
        pacer_doc_id=line.get("d"),
        date_filed=None if line.get("label") else day,
        date_entered=day,
        documents=(Document(0, "Main", line["d"]),) if line.get("d") else (),
    )


SOURCE = invented(NAME, parse=parse)
