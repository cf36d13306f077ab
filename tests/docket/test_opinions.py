"""Opinions: what real files say, read by eye; and the rows of words by which their parts are known."""

import csv
import functools
import hashlib
import re
from pathlib import Path

import pytest

from docket.opinions.pages import Cell, Line
from docket.opinions.paragraphs import join
from docket.opinions.passages import find_sentences_of_230
from docket.opinions.reading import read_opinion
from docket.opinions.sentences import find_sentences
from docket.opinions.words import pattern
from docket.text.phrase_rows import load
from scrapers.documents.opinion_files import read_file
from scrapers.documents.text_pages import without_line_numbers

REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "pdf"


@pytest.mark.parametrize("row", load("opinions"), ids=lambda row: f"{row.tag}: {row.example[:40]}")
def test_a_row_matches_its_example_and_not_the_other(row):
    # Whole lines are compared for all tags but those that are looked for within a text.
    phrase = re.compile(row.phrase)
    match = phrase.search if row.tag in ("unpublished", "order_end") else phrase.fullmatch
    assert match(row.example), "does not match its own example"
    assert not match(row.counter), "matches what it must not"
    assert pattern(row.tag)


# Read by eye from the pages: court, numbers, day, author, whether it binds, what was done, pages, footnotes.
BY_EYE = {
    "azd_order": ("azd", ["MDL 15-02641-PHX-DGC"], None, None, None, "remanded", 5, 0),
    "ca10_06-6247": ("ca10", ["06-6247"], "2010-02-05", "Terrence L. O’Brien", False, "affirmed", 23, 14),
    "ca2_order": ("ca2", ["25-1686", "25-1687", "25-1689"], "2025-07-15", None, None, "granted", 2, 0),
    "ca3_09-1225": ("ca3", ["09-1225"], "2010-02-05", "Fisher", True, "affirmed", 44, 16),
    "ca4_08-2373": ("ca4", ["08-2373"], "2010-02-05", "Niemeyer", True, "affirmed", 12, 1),
    "ca5_21-50498": ("ca5", ["21-50498"], "2022-03-16", "Per Curiam", False, "affirmed", 10, 4),
    "ca7_08-2110": ("ca7", ["08-2110"], "2010-02-05", "Rovner", True, "affirmed", 9, 0),
    "ca8_07-1306": ("ca8", ["07-1306"], "2010-02-05", "Per Curiam", False, "affirmed", 2, 1),
    "ca9_07-55393": ("ca9", ["07-55393"], "2010-02-05", "Callahan", True, "affirmed", 16, 3),
    "cadc_07-3125": ("cadc", ["07-3125"], "2010-02-05", "Brown", True, "affirmed", 19, 5),
    "cafc_09-1361": ("cafc", ["2009-1361"], "2010-02-05", "Per Curiam", False, "affirmed", 2, 0),
    "nc_363A14-4": ("nc", ["363A14-4"], "2022-02-11", "Hudson", None, "affirmed", 23, 3),
    "scotus_slip": ("scotus", ["11-889"], "2013-06-13", "Sotomayor", True, "affirmed", 30, 13),
    "tax_19031-13": (
        "tax",
        ["19031-13", "27735-13", "11905-14"],
        "2020-02-20",
        "Gustafson",
        False,
        "other",
        32,
        15,
    ),
    "ca_21-1298_scan": (None, ["21-1298"], "2022-08-31", None, None, None, 1, 0),
    "cand_4_08-cv-02214_scan": (None, ["4:08-cv-02214-SBA"], "2009-02-03", None, None, None, 2, 0),
    "scan": (None, [], None, None, None, None, 1, 0),
}


@functools.cache  # to read one takes seconds; no test changes what was read
def read(name):
    path = REAL / f"{name}.pdf"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    return read_opinion(read_file(path.read_bytes(), path.name))


@pytest.mark.parametrize("name", BY_EYE)
def test_a_real_file_is_read_as_by_eye(name):
    opinion = read(name)
    day = opinion.date_filed.isoformat() if opinion.date_filed else None
    fields = (
        opinion.court_id,
        opinion.docket_numbers,
        day,
        opinion.author,
        opinion.precedential,
        opinion.disposition,
    )
    assert (*fields, opinion.pages, len(opinion.footnotes)) == BY_EYE[name]


@pytest.mark.parametrize("name", [name for name in BY_EYE if "scan" in name])
def test_of_a_scan_nothing_is_told_beyond_the_stamp(name):
    opinion = read(name)
    assert [code for code, _ in opinion.issues] == ["scanned"]
    assert (opinion.parts, opinion.footnotes, opinion.passages, opinion.caption) == ([], [], [], None)


@pytest.mark.parametrize("name", [name for name in BY_EYE if "scan" not in name])
def test_no_head_stamp_or_number_stands_in_a_paragraph(name):
    texts = [paragraph.text for part in read(name).parts for paragraph in part.paragraphs]
    for text in texts:
        assert not re.search(
            r"\bDocument: \d+ Page: \d|DktEntry|^\W*\d{1,3}\W*$|(?<!\w)\d+ WEINTRAUB v\.|MORTIMER v\. BACA",
            text,
        )
        assert not re.search(r"Opinion of the Court$|^Cite as|2022-NCSC-1|\u00ad|\ue000|\ufffe", text)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        # across pages
        (
            "ca7_08-2110",
            "After exhausting his state post-conviction remedies, Lopez filed a petition for a writ of habeas corpus.",
        ),
        ("ca4_08-2373", "Quicken Loans conditionally approved the loan that the Weintraubs requested."),
        # words parted at a line's end
        (
            "ca9_07-55393",
            (
                "their over-detentions were the result of a policy of deliberate indifference to their "
                "constitutional rights."
            ),
        ),
        ("ca5_21-50498", "deducting $9.00 from St. Pierre’s bi-weekly paycheck"),
        # a footnote between the halves
        (
            "ca8_07-1306",
            "the district court sentenced Wilson at the bottom of an uncontested Sentencing Guidelines Range",
        ),
        (
            "ca3_09-1225",
            "without reference to New Jersey’s preference for keeping tort out of contract’s hair.",
        ),
        # numbered lines
        (
            "azd_order",
            "The remaining cases no longer benefit from centralized proceedings and are subject to remand or transfer.",
        ),
    ],
)
def test_a_sentence_is_whole(name, sentence):
    assert any(sentence in paragraph.text for part in read(name).parts for paragraph in part.paragraphs)


SENTENCES = Path(__file__).parents[1] / "gold/pdf_sentences.csv"


@pytest.mark.parametrize("name", [name for name in BY_EYE if "scan" not in name])
def test_sentences_across_lines_and_pages_are_whole(name):
    """Twelve sentences of each file, fewer where it has fewer, told apart by eye in what another library (pdfplumber)
    reads of it. Kept are their first and last words, and a digest of the letters between."""
    opinion = read(name)
    texts = [paragraph.text for part in opinion.parts for paragraph in part.paragraphs]
    texts += [note.text for note in opinion.footnotes]
    asked = [row for row in csv.DictReader(SENTENCES.read_text().splitlines()) if row["file"] == name]
    assert asked
    for row in asked:
        first, last = (letters_of(row[end]) for end in ("first", "last"))
        held = [text for text in map(letters_of, texts) if first in text and last in text]
        assert any(row["letters"] in set(digests(text, first, last)) for text in held), row


def letters_of(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


def digests(text, first, last):
    """Yield a digest of each stretch that begins and ends with these words."""
    for begin in re.finditer(re.escape(first), text):
        for end in re.finditer(re.escape(last), text[begin.start() :]):
            yield hashlib.sha256(text[begin.start() :][: end.end()].encode()).hexdigest()[:16]


def test_the_syllabus_is_no_part_of_the_opinion():
    parts = read("scotus_slip").parts
    assert [(part.kind, part.author) for part in parts] == [("syllabus", None), ("majority", "Sotomayor")]


def lines(*texts, top=100.0, x0=72.0, width=460.0, step=14.0, size=10.0):
    return tuple(
        Line(
            (Cell(text, x0, x0 + width if len(text) > 60 else x0 + 6 * len(text)),),
            top + step * at,
            top + step * at + size,
            size,
        )
        for at, text in enumerate(texts)
    )


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("the peti\u00ad", "tion", "the petition"),
        ("a bi-", "weekly sum", "a bi-weekly sum"),
        ("under self-", "defense", "under self-defense"),
        ("Smith-", "Jones", "Smith-Jones"),
        ("pages 12-", "15", "pages 12-15"),
        ("the court—", "unlike us", "the court—unlike us"),
        ("Machinists, AFL-", "CIO v. Airlines", "Machinists, AFL-CIO v. Airlines"),
        ("THE DEFEN-", "DANT", "THE DEFENDANT"),
    ],
)
def test_lines_are_joined(first, second, whole):
    from collections import Counter

    assert join(first, second, Counter(["bi-weekly", "defense"])) == whole


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (
            "See Zeran v. Am. Online, Inc., 129 F.3d 327, 330 (4th Cir. 1997). We agree. Id. at 331; see also Roe.",
            3,
        ),
        ("It cited 47 U.S.C. § 230(c)(1). The claim fails.", 2),
        ("“No provider . . . shall be treated as the publisher.” That is clear.", 2),
        ("Judge J. R. Smith of the N.D. Cal. wrote it.", 1),
        ("The rule is settled (citing Doe. See also Roe) and binds us.", 1),
        # a bracket that counts closes none that was opened before it
        ("The claim fails. Roe argues that the site 1) made the post and 2) sold it.", 2),
    ],
)
def test_sentences_end_where_they_end(text, count):
    assert len(find_sentences(text)) == count


def test_sentences_run_together_are_quoted_nowhere():
    """Where a page breaks two sentences into one, nobody is told that a court said it; nor a list without stops."""
    listed = "Section 230 and " + "one more post, " * 90 + "and that is all."
    text = (
        "UNITED STATES DISTRICT COURT\nNORTHERN DISTRICT OF CALIFORNIA\n\nORDER\n\nSection 230 bars the claim. "
        f"We grant the motion under the statute However, a point on Section 230 remains. {listed} The suit ends.\n"
    )
    opinion = read_opinion(read_file(text.encode(), "opinion.txt"))
    sentences = [sentence.text for sentence in find_sentences_of_230(opinion.parts)]
    assert sentences == ["Section 230 bars the claim.", "The suit ends."]


def test_a_sentence_is_quoted_without_the_number_before_it_and_a_question_is_no_holding():
    text = (
        "UNITED STATES DISTRICT COURT\nNORTHERN DISTRICT OF CALIFORNIA\n\nORDER\n\nThis case presents the issue of "
        "whether Section 230 bars the claims of plaintiff Ann Roe. Section 230 is in force. applies only to providers. "
        "[9] Similarly, the defendant is not entitled to Section 230 immunity.\n"
    )
    opinion = read_opinion(read_file(text.encode(), "opinion.txt"))
    assert [(passage.kind, passage.text) for passage in opinion.passages] == [
        (
            "names_230",
            "This case presents the issue of whether Section 230 bars the claims of plaintiff Ann Roe.",
        ),
        ("holding", "Similarly, the defendant is not entitled to Section 230 immunity."),
    ]


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ((5, 6, 8), ["5", "6", "8"]),  # a page that the scan lost
        ((5, 6, 13), ["5", "6", "13"]),
        ((5, 6, 14), ["5", "6", "7"]),  # no page's number
        ((3,), ["3"]),
    ],
)
def test_pages_have_the_numbers_printed_on_them_where_these_can_be(printed, numbers):
    prose = "The motion is denied, since the complaint says enough of what the forum did.\n" * 3
    text = "\f".join(f"{prose}\n\n                    {number}\n" for number in printed)
    opinion = read_opinion(read_file(text.encode(), "opinion.txt"))
    assert [opinion.printed_page(page) for page in range(1, len(printed) + 1)] == numbers


def test_the_numbers_of_pleading_paper_are_no_part_of_the_text():
    """Two pages without a form feed, a number that the scan lost, and the margin's rule read as a letter."""
    lines = ["The suit fails where nothing is shown. Sands v. Lewis, 886", "F.2d 1166 (9th Cir. 1989)."] * 6
    first = [f"{at}  {line}" if at != 5 else f"   {line}" for at, line in enumerate(lines, 1)]
    second = [f"{at} |  {line}" for at, line in enumerate(lines, 1)]
    text = "\n".join([*first, "", *second])
    [page] = read_file(text.encode(), "order.txt").pages
    assert [line.words for line in page.lines] == lines * 2
    assert without_line_numbers(text.split("\n")[:5]) == text.split("\n")[:5]  # a list is none


def test_the_notes_of_a_typed_page_are_parted_from_the_text():
    """Their numbers stand in lines of their own; a sentence that a note interrupts is whole, as is what it cites."""
    head = "{page}                     ROE V. ACME\n                  Cite as 296 Neb. 932\n\n"
    first = (
        "     The motion is denied for want of a claim.1 The forum is a publisher, as Return Mail, Inc. v. U.S.\n\n"
        "       1\n         Doe v. Roe, 5 F.3d 6, 8 n.2 (9th Cir. 1993). Id. at 10.\n"
        "       2\n         See note 1.\n"
    )
    second = "Postal Serv., 587 U.S. 618, 629 (2019), has it;3 the price of $5 is not.\n\n3\n  It was so in 1990.\n"
    third = "It ends here, and nothing is left of the matter, as the panel has said.\n\n_________\n* By designation.\n"
    text = "\f".join(head.format(page=page) + words for page, words in ((7, first), (8, second), (9, third)))
    opinion = read_opinion(read_file(text.encode(), "opinion.txt"))
    words = " ".join(paragraph.text for part in opinion.parts for paragraph in part.paragraphs)
    assert words.startswith(
        "The motion is denied for want of a claim. The forum is a publisher, as Return Mail"
    )
    assert "U.S. Postal Serv., 587 U.S. 618, 629 (2019), has it; the price of $5 is not." in words
    assert [(note.mark, note.page, note.text[:10]) for note in opinion.footnotes] == [
        ("1", 1, "Doe v. Roe"),
        ("2", 1, "See note 1"),
        ("3", 2, "It was so "),
        ("*", 3, "By designa"),  # behind a drawn line
    ]
    assert [
        (citation.name, citation.cite, citation.pin)
        for citation in opinion.citations
        if citation.kind == "full"
    ] == [
        ("Return Mail, Inc. v. U.S. Postal Serv.", "587 U.S. 618", "629"),
        ("Doe v. Roe", "5 F.3d 6", "8 n.2"),
    ]
