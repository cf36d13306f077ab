"""Which rulings count for a company, and how they came out for it."""

import pytest

from db.schema import create_tables, open_docket

ENTITIES = [
    ("meta", "company", None),
    ("instagram", "platform", "meta"),
    ("snap", "company", None),
    ("state", "government", None),
]


def results(path, parties=(), rulings=(), platforms=(), links=(), about=None, candidates=()):
    """Return (ruling, company, result) of each ruling that counts for a company."""
    db = open_docket(path / "docket.db")
    db.execute("pragma foreign_keys=off")
    create_tables(db)
    made = {
        "entities": [
            {"entity_id": key, "name": key, "kind": kind, "parent_entity_id": parent}
            for key, kind, parent in ENTITIES
        ],
        "entity_names": [
            {"entity_name_id": key, "entity_id": key, "name": key.upper(), "kind": "canonical"}
            for key, _, _ in ENTITIES
        ],
        "dockets": [{"docket_id": "d", "platform": about}],
        "participations": [
            {"participation_id": f"p{n}", "docket_id": "d", "name": key, "entity_id": key, "party_type": side}
            for n, (key, side) in enumerate(parties)
        ],
        "docket_platforms": [
            {"docket_platform_id": key, "docket_id": "d", "entity_id": key} for key in platforms
        ],
        "case_links": [
            {"link_id": "l", "docket_id": docket, "other_docket_id": other, "link_type": kind}
            for docket, other, kind in links
        ],
        "rulings": [
            dict(zip(("ruling_id", "date_from", "kind", "answer", "for_companies"), ruling, strict=True))
            | {"docket_id": "d", "date_to": ruling[1]}
            for ruling in rulings
        ],
    }
    for table, rows in made.items():
        db[table].insert_all(rows)
    db["participations"].insert_all(
        {"participation_id": name, "docket_id": "d", "name": name, "candidate_entity_id": key}
        | {"party_type": "defendant"}
        for name, key in candidates
    )
    rows = db.execute("select ruling_id, entity_id, result from company_rulings").fetchall()
    db.close()
    return {tuple(row) for row in rows}


SUED = [("meta", "defendant"), ("snap", "defendant")]
SETTLED = ("s", "2026-01-20", "settlement", "undisturbed", "snap")
VERDICT = ("v", "2026-03-25", "verdict", "not_immune", None)


IMMUNE = ("r", "2024-01-01", "order", "immune", None)


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        pytest.param(
            {"parties": SUED, "rulings": [SETTLED, VERDICT]},
            {("s", "snap", None), ("v", "meta", "lost")},
            id="who settled before a verdict did not lose it",
        ),
        pytest.param(
            {
                "parties": SUED,
                "rulings": [("s", "2026-04-01", "settlement", "undisturbed", "snap"), VERDICT],
            },
            {("s", "snap", None), ("v", "meta", "lost"), ("v", "snap", "lost")},
            id="a settlement after the verdict takes nothing back",
        ),
        pytest.param(
            {"parties": SUED, "rulings": [SETTLED, VERDICT], "links": [("member", "d", "mdl_member")]},
            {("s", "snap", None), ("v", "meta", "lost"), ("v", "snap", "lost")},
            id="a settlement of one suit of many releases nobody",
        ),
        pytest.param(
            {
                "parties": [*SUED, ("instagram", "defendant")],
                "rulings": [
                    ("r", "2024-01-01", "order", "immune", "meta"),
                    ("o", "2024-02-01", "order", "immune", "none"),
                ],
            },
            {("r", "meta", "won"), ("r", "instagram", "won")},
            id="an act for some counts for these and their platforms",
        ),
        pytest.param(
            {
                "parties": [("meta", "defendant")],
                "rulings": [IMMUNE],
                "platforms": ["instagram", "snap"],
            },
            {("r", "meta", "won"), ("r", "instagram", "won"), ("r", "snap", None)},
            id="a platform that a docket is about is on the side of its owner",
        ),
        pytest.param(
            {
                "rulings": [IMMUNE],
                "platforms": ["instagram", "snap"],
                "candidates": [("Meta (of the apps)", "meta")],
            },
            {("r", "meta", "not_known"), ("r", "instagram", "not_known"), ("r", "snap", None)},
            id="a party by an unconfirmed name is not known, and who is no party does not count",
        ),
    ],
)
def test_which_rulings_count_for_whom(tmp_path, facts, counted):
    assert results(tmp_path, **facts) == counted


@pytest.mark.parametrize(
    ("company", "side", "answer", "result"),
    [
        ("meta", "defendant", "immune", "won"),
        ("meta", "defendant", "not_immune", "lost"),
        ("meta", "defendant", "partly_immune", "partly"),
        ("meta", "plaintiff", "immune", "lost"),
        ("state", "plaintiff", "not_immune", "won"),
        ("meta", "plaintiff", "preempted", "won"),
        ("meta", "plaintiff", "not_preempted", "lost"),
        ("state", "defendant", "preempted", "lost"),
        ("meta", "amicus", "immune", "not_known"),
        ("meta", "defendant", "silent", None),
        ("meta", "defendant", None, None),
    ],
)
def test_an_answer_is_won_or_lost_by_the_side(tmp_path, company, side, answer, result):
    ruling = ("r", "2024-01-01", "order", answer, None)
    assert results(tmp_path, [(company, side)], [ruling]) == {("r", company, result)}


SERVICE_SUES = [("meta", "plaintiff"), ("state", "defendant")]


@pytest.mark.parametrize(
    ("parties", "about", "answer", "expected"),
    [
        # Who asks a court to stop a suit or an officer is the service, and immunity is its own.
        (SERVICE_SUES, "META", "immune", {"meta": "won", "state": "lost"}),
        (SERVICE_SUES, "META", "not_immune", {"meta": "lost", "state": "won"}),
        ([("meta", "petitioner")], "INSTAGRAM; Threads", "immune", {"meta": "won"}),
        # A company that sues a service is none, nor is one whose name only begins like the service's.
        (
            [("snap", "plaintiff"), ("meta", "defendant")],
            "INSTAGRAM",
            "immune",
            {"snap": "lost", "meta": "won"},
        ),
        ([("meta", "plaintiff")], "META forum", "immune", {"meta": "lost"}),
        # A public body may be the service.
        ([("state", "defendant")], "META (a city's page)", "immune", {"state": "won"}),
        # Services on both sides, or a party on both: it cannot be told whose immunity it was.
        (
            [("snap", "plaintiff"), ("meta", "defendant")],
            "SNAP;META",
            "immune",
            {"snap": "not_known", "meta": "not_known"},
        ),
        ([("meta", "plaintiff"), ("meta", "defendant")], "META", "immune", {"meta": "not_known"}),
    ],
)
def test_immunity_is_won_by_the_side_of_the_service(tmp_path, parties, about, answer, expected):
    ruling = ("r", "2024-01-01", "order", answer, None)
    rows = results(tmp_path, parties, [ruling], about=about)
    assert rows == {("r", company, result) for company, result in expected.items()}
