"""Pages of the courts' own words: a quoted case, a precedent, the open questions, the search; hostile text in each."""

from xml.etree import ElementTree

import pytest

from db.schema import create_tables, open_docket
from publish.pages.graph import write_graph
from tests.worlds.asking import answers_of
from tests.worlds.publishing import SCRIPT, close

HELD = "We hold that section 230 does not bar the design claims"


@pytest.fixture
def ask(ds):
    return lambda address: answers_of(ds, address)


def test_a_case_leads_with_the_words_of_the_court(ask):
    page = ask("/case/roe-v-example").text
    verdict = page.partition('class="verdict"')[2]
    assert 0 < verdict.index(HELD) < verdict.index("Design claims go on")
    assert "slip op. at 1" in verdict
    assert "our words" in verdict
    assert SCRIPT not in page


def test_a_case_says_what_it_cites_and_who_cites_it(ask):
    assert "/case/lone-v-example" in ask("/case/roe-v-example").text.partition('id="cites"')[2]
    cited_by = ask("/case/lone-v-example").text.partition('id="cited-by"')[2]
    assert "/case/roe-v-example" in cited_by
    assert "/precedent/nysd-23-cv-00777" in cited_by


def test_a_precedent_is_told_by_circuit_and_year(ask):
    page = ask("/precedent/nysd-23-cv-00777")
    assert page.status_code == 200
    assert "Ninth Circuit" in page.text
    assert ">2024<" in page.text
    assert ask("/precedent/nobody").status_code == 404
    assert ask("/precedent/lone-v-example-nysd").headers["location"] == "/precedent/nysd-23-cv-00777"


def test_a_question_counts_what_stands_and_shows_the_rest_as_history(ask):
    moved = ask("/questions")
    assert (moved.status_code, moved.headers["location"]) == (301, "/splits?by=question")
    board = ask("/splits?by=question").text.partition('class="t stack grid"')[2]
    assert "Is a bad design barred?" in board and "/question/design_defect" in board
    # The order of the trial court was replaced by the opinion of the appeal: it is history, and no split is claimed.
    assert board.count('class="few') == 1 and "Roe v. Example" in board
    assert 'class="both"' not in board and SCRIPT not in board
    page = ask("/question/design_defect").text
    standing, _, history = page.partition('id="history"')
    assert "<s>Barred</s>" in history
    assert "<s>" not in standing
    assert HELD in standing
    assert SCRIPT not in page and '<h3><a href="/circuit/' in page
    assert ask("/question/nothing").status_code == 404


def test_the_graph_is_graphml(ask):
    answer = ask("/citations.graphml")
    assert answer.headers["content-type"].startswith("application/graphml+xml")
    top = ElementTree.fromstring(answer.content)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    keys = {key.get("id") for key in top.findall(f"{space}key")}
    nodes = {node.get("id") for node in top.iter(f"{space}node")}
    [edge] = top.iter(f"{space}edge")
    fields = {data.get("key"): data.text for data in edge}
    assert nodes == {edge.get("source"), edge.get("target")} == {"ca9-23-15001", "nysd-23-cv-00777"}
    assert fields == {"edge": "cited", "tier": "unreviewed", "citations": "1"}
    assert {data.get("key") for data in top.iter(f"{space}data")} <= keys


def test_an_empty_list_of_citations_says_why(ask):
    answer = ask("/api/v1/citations?treatment=limited").json()
    assert answer["data"] == []
    assert answer["notes"] == [
        "no such citation in what is held: 1 opinion(s), 1 citations; what is not held is not counted"
    ]
    assert ask("/api/v1/citations?edge=cited").json()["notes"] == []


def test_a_decision_is_named_by_its_citation(ask):
    """The catalog knows *Zeran* by it, in any way of writing; nothing cites it here, which is no error."""
    for cited in ("129+F.3d+327", "129+F.+3d+327"):
        assert ask(f"/api/v1/citations?cited={cited}").status_code == 200
    assert ask("/api/v1/citations?cited=1+F.3d+1").status_code == 400


def test_a_graph_without_edges_says_why(tmp_path):
    db = open_docket(tmp_path / "docket.db")
    create_tables(db)
    assert b"<desc>No edges: no opinion's text is held" in write_graph(db.conn)
    close(db)


def test_opinion_before_the_words_looks_in_opinions_only(ask):
    page = ask("/search?q=opinion:design").text
    assert 'id="opinions"' in page
    assert 'id="cases"' not in page and 'id="entries"' not in page
    assert ask("/search?q=design+opinion").text.count('id="opinions"') <= 1  # a word like another
    [paragraph] = ask("/api/v1/paragraphs?q=opinion:design").json()["data"]
    assert paragraph["part"] == "majority"
    assert [case["case_id"] for case in ask("/api/v1/cases?q=opinion:design").json()["data"]] == [
        "roe-v-example"
    ]
    assert ask("/api/v1/cases?q=opinion:zebra").json()["data"] == []


def test_opinions_are_searched_with_their_page(ask):
    page = ask("/search?q=design+claims&in=opinions").text
    assert 'id="opinions"' in page
    assert "slip op. at 1" in page
    assert SCRIPT not in page
    assert ask("/api/v1/paragraphs?q=design").json()["data"][0]["part"] == "majority"
