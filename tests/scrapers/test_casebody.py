"""The HTML of a case: parts, notes, and the reporter's page of every place."""

import json
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, strategies as st

from docket.issues import ParseError
from scrapers.caselaw.casebody import read_casebody
from scrapers.documents.opinion_rows import fold
from tests.worlds.caselaw_files import MadePart, make_decision

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real" / "caselaw"
SCANS = sorted(REAL.glob("*/html/*.html")) if REAL.is_dir() else []
real_files = pytest.mark.skipif(not SCANS, reason="the archive's files (../shared/real/caselaw) are not here")


def made(*paragraphs, kind="majority", author="SAMPLE, Circuit Judge.", notes=None, last=335, **fields):
    part = MadePart(kind, author, list(paragraphs), notes or {})
    return make_decision(
        "129 F.3d 327", "Roe v. Example Corp.", "1997-11-12", parts=[part], last_page=last, **fields
    )


def read(case):
    return read_casebody(case.html(), "x", (case.place.volume, case.place.reporter.slug))


def pages(opinion):
    return [(paragraph.page, paragraph.breaks) for paragraph in opinion.parts[0].paragraphs]


@pytest.mark.parametrize(
    ("paragraphs", "last", "expected"),
    [
        (["Whole on the first page."], 327, [(327, [])]),
        (["Begins here |328|and ends."], 328, [(327, [(12, 328)])]),
        (["|328|At its head.", "Next."], 328, [(328, []), (328, [])]),
        (["A |328|b |329|c."], 329, [(327, [(2, 328), (4, 329)])]),
        # 329 is missing: what stands after 328 may be on 328 or 329.
        (["A.", "|328|B.", "|330|C."], 330, [(327, []), (0, []), (330, [])]),
        (["A.", "|328|B."], 330, [(327, []), (0, [])]),  # nothing tells where 329 and 330 begin
        (["|901|A.", "|328|B."], 328, [(327, []), (328, [])]),  # another reporter's page
        # Of two that cannot both be, the one that follows the first page.
        (["A |329|b |328|c."], 329, [(327, [(4, 328)])]),
        # Another reporter's pages, counted as this one's and within its range, fall: the row with most steps wins.
        (["|328|A |333|b.", "|329|C |334|d.", "|330|E."], 330, [(328, []), (329, []), (330, [])]),
    ],
)
def test_pages_are_those_of_the_labels(paragraphs, last, expected):
    assert pages(read(made(*paragraphs, last=last))) == expected


@given(
    st.lists(
        st.lists(st.sampled_from(["word", "words.", "|"]), min_size=1, max_size=12), min_size=1, max_size=8
    )
)
def test_every_place_has_the_page_of_the_last_label(drawn):
    """Whatever the breaks, each word stands on the page of the last label before it."""
    page, paragraphs, expected = 327, [], []
    for words in drawn:
        line = []
        for number, word in enumerate(words):
            if word == "|":
                page += 1
                line.append(f"|{page}|")
            else:
                line.append(f"{word}{number} ")
                expected.append(page)
        paragraphs.append("".join(line))
    opinion = read(made(*paragraphs, last=page))
    numbers = [
        paragraph.page_at(place)
        for part in opinion.parts
        for paragraph in part.paragraphs
        for place in [at for at in range(len(paragraph.text)) if at == 0 or paragraph.text[at - 1] == " "]
    ]
    assert numbers == expected


@pytest.mark.parametrize(
    ("printed", "fields", "text", "places"),
    [
        # A break that was left in the text is a label.
        (
            "Text of one page [129 F.3d 328] and of the next [12 F.3d 3] as cited.",
            {"scan_page": None},
            "Text of one page and of the next [12 F.3d 3] as cited.",
            {"and": 328},
        ),
        # A word parted at the end of a line is whole where the opinion has it whole.
        (
            "Mr. Hu-sain sat.|328| The on-line host knew Husain; online, on-line.",
            {},
            "Mr. Husain sat. The on-line host knew Husain; online, on-line.",
            {"sat": 327, "The": 328},
        ),
    ],
)
def test_the_text_is_whole_and_each_place_has_its_page(printed, fields, text, places):
    [paragraph] = read(made(printed, last=328, **fields)).parts[0].paragraphs
    assert paragraph.text == text
    assert {word: paragraph.page_at(text.index(word)) for word in places} == places


def test_a_note_stands_on_the_page_of_its_mark_and_runs_on():
    case = made("Text.|328| More.^1^ End.|329| Last.", notes={"1": "Begins|329| and ends."}, last=329)
    opinion = read(case)
    [note] = opinion.footnotes
    assert (note.mark, note.page, note.text, note.breaks) == ("1", 328, "Begins and ends.", ((6, 329),))
    assert opinion.parts[0].paragraphs[0].text == "Text. More. End. Last."


def test_types_and_authors_of_fastcase_are_not_trusted():
    """As in 925 F.3d 1291: a dissent that is a "majority" there, and its heading the author."""
    parts = [
        MadePart("majority", None, ["Per Curiam:", "The order is vacated."]),
        MadePart("majority", "ROE, Senior Circuit Judge, dissenting:", ["I would not vacate it."]),
        MadePart("dissent", "DOE, Circuit Judge, concurring:", ["I join."]),
    ]
    fields = {"parts": parts, "last_page": 327}
    case = make_decision("925 F.3d 1291", "J.D. v. Example", "2019-06-14", **fields, scan_page=None)
    opinion = read_casebody(case.html(), "x")
    assert [(part.kind, part.author) for part in opinion.parts] == [
        ("majority", None),
        ("dissent", "Roe"),
        ("concurrence", "Doe"),
    ]
    scanned = make_decision("925 F.3d 1291", "J.D. v. Example", "2019-06-14", **fields)
    assert [part.kind for part in read_casebody(scanned.html(), "x").parts] == [
        "majority",
        "majority",
        "dissent",
    ]


def test_headnotes_are_the_publishers_and_not_quoted():
    folded = fold(read(made("The court's words.", head=("Section 230 bars every claim whatever.",))))
    assert [paragraph["text"] for paragraph in folded["paragraphs"]] == ["The court's words."]


def test_a_quotation_has_its_first_and_last_page():
    folded = fold(read(make_decision("129 F.3d 327", "Roe v. Example Corp.", "1997-11-12")))
    assert {
        (passage["kind"], passage["printed_page"], passage["last_printed_page"], passage["page"])
        for passage in folded["passages"]
    } == {
        ("names_230", "327", None, None),
        ("holding", "327", "328", None),
        ("order", "328", None, None),
    }


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<!doctype html><html><body>Not found</body></html>", "changed-form"),
        (b'<section class="casebody" data-firstpage="1"><article class="opinion"><p>Half of', "changed-form"),
        (b"\xff\xfe", "not-html"),
        (b"", "changed-form"),
    ],
)
def test_what_is_no_case_is_refused(body, code):
    with pytest.raises(ParseError) as error:
        read_casebody(body, "https://static.case.law/f3d/1/html/0001-01.html")
    assert error.value.code == code


@real_files
def test_all_labels_of_the_scans_agree_with_the_pages_of_the_scan():
    """93 labels in 16 files. The page of each paragraph agrees with the scanned page on which its block lies."""
    labels = agreed = 0
    for path in SCANS:
        body = path.read_bytes()
        labels += body.count(b'class="page-label"')
        opinion = read_casebody(body, path.name)
        record = json.loads((path.parent.parent / "json" / f"{path.stem}.json").read_bytes())
        first, order = int(record["first_page"]), record["first_page_order"]
        blocks = [
            json.loads(element.get("data-blocks"))
            for element in lxml.html.fromstring(body).xpath(
                "//article//*[not(ancestor::aside)][@data-blocks]"
            )
            if element.get("class") != "author" and element.text_content().strip()
        ]
        paragraphs = [paragraph for part in opinion.parts for paragraph in part.paragraphs]
        for block, paragraph in zip(blocks, paragraphs, strict=True):
            assert paragraph.page == first + block[0][1] - order, (path.name, paragraph.text[:60])
            assert paragraph.page_at(len(paragraph.text)) == first + block[-1][1] - order, (
                path.name,
                paragraph.text[:60],
            )
            agreed += 1
    assert (labels, agreed) == (93, 337)


@real_files
@pytest.mark.parametrize(
    ("name", "parts", "pages"),
    [
        ("br-590-0577", [("majority", None)], {*range(580, 601)}),
        # Of its own pages only two have a label: no place between them has a page.
        ("ne2d-945-0484", [("majority", "Jones"), ("concurrence", "Read"), ("dissent", "Graffeo")], {491}),
        ("nw2d-777-0266", [("majority", "Stephan"), ("dissent", "Connolly")], {*range(274, 322)}),
        # The labels of Conn. App. and Cal. App. 5th are counted there as these reporters' own.
        ("a3d-100-1004", [("majority", "Lavine")], {*range(1005, 1014)}),
        ("cal-rptr-3d-217-0704", [("majority", None)], {*range(707, 716)}),
        ("s-ct-134-0985", [], set()),
    ],
)
def test_pages_and_parts_of_the_files_from_fastcase(name, parts, pages):
    opinion = read_casebody((REAL / "fastcase-html" / f"{name}.html").read_bytes(), name)
    assert [(part.kind, part.author) for part in opinion.parts] == parts
    numbers = {
        page
        for part in opinion.parts
        for paragraph in part.paragraphs
        for page in (paragraph.page, *(page for _, page in paragraph.breaks))
    }
    assert numbers - {0} <= pages | {577} and pages <= numbers | {580}
