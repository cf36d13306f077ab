"""What CourtListener says that an opinion cites: every edge as it is listed, and the opinion's own text as rows."""

import json
from pathlib import Path

import pytest

from docket.records import DocketRef, ListedOpinion, Opinion
from docket.snapshot import Form, Snapshot
from publish.pages.opinions import load_cited_by, load_cites
from scrapers.courtlistener.envelope import Asked, Fetched, pack
from scrapers.courtlistener.steps import Purpose
from scrapers.sources import courtlistener
from tests.worlds import courtlistener_rows as cl
from tracker import pipeline
from tracker.home import open_house
from tracker.settings import load_settings

REAL = Path(__file__).resolve().parents[3] / "shared/real/sources/courtlistener/search_opinions_s230.json"
SITE = "https://www.courtlistener.com"


def snapshot_of(purpose, dockets, *answers):
    made = [Fetched(f"{SITE}/api/rest/v4/{path}", json.dumps(answer)) for path, answer in answers]
    return Snapshot(
        "courtlistener",
        f"{SITE}/api/rest/v4/{answers[0][0]}",
        "2026-11-01T00:00:00Z",
        pack(Asked(purpose.value, dockets), made),
        Form.API,
        kind=purpose.value,
    )


def edges_of(records):
    return {
        (record.number, cited)
        for record in records
        if isinstance(record, ListedOpinion)
        for cited in record.cites
    }


def row(number, docket_id, name, opinions, day="2024-05-01"):
    """A row of a v4 search `type=o`: opinions as (id, ids that it cites)."""
    return {
        "absolute_url": f"/opinion/{number}/{name.lower().replace(' ', '-')}/",
        "caseName": name,
        "citation": [],
        "cluster_id": number,
        "court_id": "ca9",
        "dateFiled": day,
        "docketNumber": "",
        "docket_id": docket_id,
        "lexisCite": "",
        "neutralCite": "",
        "status": "Published",
        "opinions": [
            {"id": each, "cites": cites, "snippet": "", "type": "combined-opinion", "sha1": ""}
            for each, cites in opinions
        ],
    }


def test_every_edge_of_the_real_answer_is_read():
    if not REAL.exists():
        pytest.skip(f"{REAL} is not here")
    answer = json.loads(REAL.read_text("utf-8"))
    edges = {
        (str(opinion["id"]), str(cited))
        for each in answer["results"]
        for opinion in each["opinions"]
        for cited in opinion["cites"]
    }
    dockets = {each["docket_id"]: DocketRef(each["court_id"], "24-1") for each in answer["results"]}
    read = edges_of(
        courtlistener.SOURCE.parse(snapshot_of(Purpose.OPINIONS, dockets, ("search/?type=o", answer)))
    )
    own = {number for number, _ in edges} | {
        str(opinion["id"]) for each in answer["results"] for opinion in each["opinions"]
    }
    assert read == edges
    assert (len(edges), sum(cited in own for _, cited in edges)) == (1426, 320)


DOCKETS = {41: DocketRef("ca9", "24-41"), 42: DocketRef("ca9", "24-42")}
LISTED = {
    "count": 2,
    "next": None,
    "previous": None,
    "results": [
        row(501, 41, "Roe v. Chirpwell Inc", [(801, [802, 99001]), (803, [])], "2025-01-02"),
        row(502, 42, "Poe v. Chirpwell Inc", [(802, [99001, 99001])]),
    ],
}
HELD = "We hold that section 230 of the Communications Decency Act bars the claims of the plaintiffs."
TEXT = f"""<p>BERZON, Circuit Judge:</p>
<p>The plaintiffs sued Chirpwell, Inc. over messages that others wrote and sent through its service to them.</p>
<p>We follow <em>Zeran v. America Online, Inc.</em>, 129 F.3d 327 (4th Cir. 1997). {HELD}</p>
<p>AFFIRMED.</p>"""


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setenv("TRACKER_HOME", str(tmp_path))
    with open_house(load_settings()) as opened:
        yield opened


def keep(house, snapshot):
    outcome = pipeline.Outcome("courtlistener")
    pipeline.archive_snapshot(house, snapshot, outcome)
    pipeline.ingest_pending(house, outcome)
    assert outcome.errors == []


def test_edges_are_kept_with_their_source_and_lead_to_our_dockets(house):
    keep(house, snapshot_of(Purpose.OPINIONS, DOCKETS, ("search/?type=o", LISTED)))
    stored = house.store.db.execute(
        "select source, number, cited_number from listed_citations order by 2, 3"
    ).fetchall()
    assert stored == [
        ("courtlistener", "801", "802"),
        ("courtlistener", "801", "99001"),
        ("courtlistener", "802", "99001"),
    ]
    conn = house.store.db.conn
    [cites] = load_cites(conn, ["ca9-24-41"])
    [cited_by] = load_cited_by(conn, ["ca9-24-42"])
    assert (cites["cited_docket_id"], cites["tier"], cites["word"]) == ("ca9-24-42", "listed", "cited")
    assert (cited_by["docket_id"], cited_by["listed_by"]) == ("ca9-24-41", "courtlistener")
    assert load_cites(conn, ["ca9-24-42"]) == []


def opinion_of(kind="010combined"):
    opinion = cl.opinion(801, 501, "", cited=(802, 99001), type=kind, html_with_citations=TEXT)
    return snapshot_of(
        Purpose.OPINION,
        {41: DOCKETS[41]},
        ("opinions/801/", opinion),
        ("clusters/501/", cl.cluster(501, 41, [801], day="2025-01-02")),
    )


def test_a_text_is_an_opinion_with_its_quotations_and_citations():
    records = courtlistener.SOURCE.parse(opinion_of())
    assert edges_of(records) == {("801", "802"), ("801", "99001")}
    [opinion] = [record for record in records if isinstance(record, Opinion)]
    assert (opinion.opinion_key, opinion.file_kind, str(opinion.date_filed)) == (
        "c801",
        "courtlistener",
        "2025-01-02",
    )
    assert [passage.text for passage in opinion.passages if passage.kind == "holding"] == [HELD]
    [cited] = opinion.cited
    assert (cited.slug, cited.treatment) == ("zeran-v-aol-ca4", "followed")


def test_a_dissent_in_a_file_of_its_own_holds_nothing():
    [opinion] = [
        record
        for record in courtlistener.SOURCE.parse(opinion_of("040dissent"))
        if isinstance(record, Opinion)
    ]
    assert {paragraph.part for paragraph in opinion.paragraphs} == {"dissent"}
    assert [passage.kind for passage in opinion.passages] == ["names_230"]


def test_a_rebuild_reads_no_text_again(house, monkeypatch):
    keep(house, opinion_of())
    first = house.store.db.execute("select * from opinion_paragraphs order by paragraph_id").fetchall()
    assert len(first) == 3
    monkeypatch.setattr(courtlistener.SOURCE, "read", lambda snapshot: pytest.fail("read twice"))
    house.rebuild(pipeline.Outcome("rebuild"))
    assert (
        house.store.db.execute("select * from opinion_paragraphs order by paragraph_id").fetchall() == first
    )
