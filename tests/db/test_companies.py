"""Which rulings count for a company, and how they came out for it."""

import pytest

from db.schema import create_tables, open_docket

ENTITIES = [
    ("meta", "company", None),
    ("instagram", "platform", "meta"),
    ("snap", "company", None),
    ("state", "government", None),
]


def results(path, parties, rulings, platforms=(), links=(), about=None, candidates=()):
    """Return (ruling, company, result) of each ruling that counts for a company."""
    db = open_docket(path / "docket.db")
    db.execute("pragma foreign_keys=off")
    create_tables(db)
    for entity in ENTITIES:
        db.execute(
            "insert into entities (entity_id, name, kind, parent_entity_id) values (?1, ?1, ?2, ?3)", entity
        )
        db.execute(
            "insert into entity_names (entity_name_id, entity_id, name, kind) values (?1, ?1, upper(?1), 'canonical')",
            entity[:1],
        )
    db.execute("insert into dockets (docket_id, platform) values ('d', ?)", (about,))
    for name, entity in candidates:
        db.execute(
            "insert into participations (participation_id, docket_id, name, candidate_entity_id, party_type) "
            "values (?1, 'd', ?1, ?2, 'defendant')",
            (name, entity),
        )
    for number, (entity, side) in enumerate(parties):
        db.execute(
            "insert into participations (participation_id, docket_id, name, entity_id, party_type) "
            "values (?, 'd', ?, ?, ?)",
            (f"p{number}", entity, entity, side),
        )
    for entity in platforms:
        db.execute(
            "insert into docket_platforms (docket_platform_id, docket_id, entity_id) values (?, 'd', ?)",
            (entity, entity),
        )
    for link in links:
        db.execute(
            "insert into case_links (link_id, docket_id, other_docket_id, link_type) values ('l', ?, ?, ?)",
            link,
        )
    for ruling in rulings:
        db.execute(
            "insert into rulings (ruling_id, docket_id, date_from, date_to, kind, answer, for_companies) "
            "values (?1, 'd', ?2, ?2, ?3, ?4, ?5)",
            ruling,
        )
    rows = db.execute("select ruling_id, entity_id, result from company_rulings").fetchall()
    db.close()
    return {tuple(row) for row in rows}


SUED = [("meta", "defendant"), ("snap", "defendant")]
SETTLED = ("s", "2026-01-20", "settlement", "undisturbed", "snap")
VERDICT = ("v", "2026-03-25", "verdict", "not_immune", None)


def test_who_settled_before_a_verdict_did_not_lose_it(tmp_path):
    assert results(tmp_path, SUED, [SETTLED, VERDICT]) == {("s", "snap", None), ("v", "meta", "lost")}


def test_a_settlement_after_the_verdict_takes_nothing_back(tmp_path):
    later = ("s", "2026-04-01", "settlement", "undisturbed", "snap")
    assert ("v", "snap", "lost") in results(tmp_path, SUED, [later, VERDICT])


def test_a_settlement_of_one_suit_of_many_releases_nobody(tmp_path):
    counted = results(tmp_path, SUED, [SETTLED, VERDICT], links=[("member", "d", "mdl_member")])
    assert ("v", "snap", "lost") in counted


def test_an_act_for_some_counts_for_these_and_their_platforms(tmp_path):
    split = [("r", "2024-01-01", "order", "immune", "meta"), ("o", "2024-02-01", "order", "immune", "none")]
    parties = [*SUED, ("instagram", "defendant")]
    assert results(tmp_path, parties, split) == {("r", "meta", "won"), ("r", "instagram", "won")}


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


def test_a_platform_that_a_docket_is_about_is_on_the_side_of_its_owner(tmp_path):
    ruling = ("r", "2024-01-01", "order", "immune", None)
    counted = results(tmp_path, [("meta", "defendant")], [ruling], platforms=["instagram", "snap"])
    assert counted == {("r", "meta", "won"), ("r", "instagram", "won"), ("r", "snap", None)}


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


def test_a_party_by_an_unconfirmed_name_is_not_known_and_who_is_no_party_does_not_count(tmp_path):
    ruling = ("r", "2024-01-01", "order", "immune", None)
    rows = results(
        tmp_path, [], [ruling], platforms=["instagram", "snap"], candidates=[("Meta (of the apps)", "meta")]
    )
    assert rows == {("r", "meta", "not_known"), ("r", "instagram", "not_known"), ("r", "snap", None)}
