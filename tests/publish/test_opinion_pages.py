"""Pages of the courts' own words: a quoted case, a precedent, the open questions, the search; hostile text in each."""

import pytest

from db.schema import create_tables, open_docket
from publish.pages.graph import write_graph
from tests.publish.checking import check_page
from tests.worlds.publishing import SCRIPT, close

HELD = "We hold that section 230 does not bar the design claims"
CASE = "/case/roe-v-example"
PAGES = {
    "a case quotes its court": {
        "path": CASE,
        "says": (HELD, "slip op. at 1", "our words"),
        "hides": (SCRIPT,),
    },
    "what a case cites": {"path": CASE, "section": "cites", "says": ("/case/lone-v-example",)},
    "who cites a case": {
        "path": "/case/lone-v-example",
        "section": "cited-by",
        "says": (CASE, "/precedent/nysd-23-cv-00777"),
    },
    "a precedent by circuit and year": {
        "path": "/precedent/nysd-23-cv-00777",
        "says": ("Ninth Circuit", ">2024<"),
    },
    "no precedent": {"path": "/precedent/nobody", "status": 404},
    "a precedent by another id": {
        "path": "/precedent/lone-v-example-nysd",
        "status": 301,
        "leads_to": "/precedent/nysd-23-cv-00777",
    },
    "the questions of former versions": {
        "path": "/questions",
        "status": 301,
        "leads_to": "/splits?by=question",
    },
    "the questions": {
        "path": "/splits?by=question",
        "says": ("Is a bad design barred?", "/question/design_defect", "Roe v. Example"),
        "hides": (SCRIPT,),
    },
    "a question": {
        "path": "/question/design_defect",
        "says": (HELD, '<h3><a href="/circuit/'),
        "hides": (SCRIPT,),
    },
    "what no longer stands is history": {
        "path": "/question/design_defect",
        "section": "history",
        "says": ("<s>Barred</s>",),
    },
    "no question": {"path": "/question/nothing", "status": 404},
    "opinions are searched with their page": {
        "path": "/search?q=design+claims&in=opinions",
        "says": ('id="opinions"', "slip op. at 1"),
        "hides": (SCRIPT,),
    },
    "opinion before the words looks in opinions only": {
        "path": "/search?q=opinion:design",
        "says": ('id="opinions"',),
        "hides": ('id="cases"', 'id="entries"'),
    },
    # The catalog knows *Zeran* by it, in any way of writing; nothing cites it here, which is no error.
    "a decision is named by its citation": {"path": "/api/v1/citations?cited=129+F.3d+327"},
    "in any way of writing": {"path": "/api/v1/citations?cited=129+F.+3d+327"},
    "a citation that names no decision": {"path": "/api/v1/citations?cited=1+F.3d+1", "status": 400},
}


@pytest.mark.parametrize("shown", PAGES.values(), ids=PAGES)
def test_what_a_page_says(ds, shown):
    check_page(ds, **shown)


def test_a_graph_without_edges_says_why(tmp_path):
    db = open_docket(tmp_path / "docket.db")
    create_tables(db)
    assert b"<desc>No edges: no opinion's text is held" in write_graph(db.conn)
    close(db)
