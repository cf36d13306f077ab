"""Is a text about § 230? Doubles, mentions, the gold files, the corpus and the catalog."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from docket.section230.answers import answer_relevance
from docket.section230.citations import find_references
from docket.section230.relevance import ABOVE_LINE, RelevanceLabel, score_relevance
from docket.text.prepared import PreparedText
from tests.worlds.growth import grows_evenly

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = {"immune", "partly_immune", "not_immune", "preempted", "not_preempted"}
SHARED = ROOT.parent / "shared"


LABELS = {
    RelevanceLabel.ABOUT: [
        "Cause: 47:0230. Nature of Suit: 890",  # the cause field is enough
        "ORDER re ECF No. 230: the motion under § 230(c)(1) is DENIED.",  # the real thing beside a double
    ],
    RelevanceLabel.NOT: [
        "ECF No. 230 and Doc. 230",
        "See 411 U.S. at 230; 88 F.3d 230, 233",
        "230 F. Supp. 3d 1101",
        "Complaint ¶ 230",
        "$230,000.00",
        "State Road 230",
        "28 U.S.C. § 230",
        "42 U.S.C. § 2301",
        "15 U.S.C. § 2301 et seq.",
        "17 C.F.R. § 230.506(b)",
        "17 CFR 230.144A",
        "47 C.F.R. § 230",
        "12 C.F.R. part 230",
        "Labor Code § 230",
        "Labor Code sections 230.8 and 233",
        "N.Y. Labor Law § 230",
        "N.Y. Public Health Law § 230(10)",
        "Ala. Code § 230",
        "230 ILCS 40/45",
        "NRS chapter 230",
        "Local Rule 230(c)",
        "L.R. 230(g)",
        "L.R. 7-3 and 230(b)",
        "Restatement (Second) of Agency § 230",
        "section 230 of the Social Security Act, 42 U.S.C. § 430",
        "section 230(b) of the Plan document",
        "1:21-cv-00230",
        "2:30 p.m.",
        "Bates LM-000230",
        "47 U.S.C. § 227",
        "47 U.S.C. § 222",
        "the Communications Decency Act, 47 U.S.C. § 223(a), was held invalid in Reno v. ACLU",
        "appeals under the CDA from the board of contract appeals",
        'the confidential disclosure agreement ("the CDA")',
        "Clostridioides difficile-associated disease (CDA)",
        "605, 47 U. S. 230",
        "Section 230 of the Act of 1952",
        "8 Del. C. § 230",
        "ERISA § 230",
        "Fosta Marine Coatings Ltd.",
        "a 230-day period",
        "section 230 of the Act, 12 U.S.C. § 1715u",
        "a CDA 230-hour track for teachers",
        "Section 230 of the Communications Satellite Pension Plan",
        "a Child Development Associate (CDA) credential",
        "Good Samaritan Hospital",
        "used an interactive computer service to send it, 18 U.S.C. § 1462",
    ],
    RelevanceLabel.MENTIONS: [
        "This patent case does not involve Section 230.",
        "E.g., 15 U.S.C. § 7902; 47 U.S.C. § 230(e)(3); 49 U.S.C. § 14501(c)(1).",  # a string cite
        'EXHIBIT 3: law review article, "Twenty Years of Section 230"',
        (
            '"Provider" means any interactive computer service as that term is used in 47 U.S.C. § 230(f)(2).'
        ),  # a definition borrowed
        "By analogy, compare 47 U.S.C. § 230(c) with 35 U.S.C. § 271(e)(1).",
        (
            "Defendant reserves every defense, including those under § 230; the present motion asks only "
            "to compel arbitration."
        ),
        "The 10-K warned that changes to Section 230 could harm the business.",
    ],
}


@pytest.mark.parametrize(
    ("label", "text"), [(label, text) for label, texts in LABELS.items() for text in texts]
)
def test_the_label_of_a_text(label, text):
    assert score_relevance(PreparedText(text)).label is label


@pytest.mark.parametrize(
    "form",
    [
        "47 U.S.C. § 230",
        "47 U. S. C. §230(c)(1)",
        "47 USC 230",
        "47 U.S.C.A. § 230",
        "47 U.S.C. §§ 230(c)(1) and 230(f)(2)",
        "47 U.S.C. sec. 230",
        "Title 47, United States Code, Section 230",
        "Section 230 of the Communications Decency Act",
        "section 230 of the Communications Act of 1934",
        "CDA § 230",
        "CDA immunity",
        "230(c)(2)(A)",
        "Section 230",
        "the Communication Decency Act",
        "the Communcations Decency Act",
        "section 230 of the Federal act on decency in communications",
        "the Decency Act",
        "FOSTA",
        "18 U.S.C. § 2421A",
    ],
)
def test_every_spelling_is_a_reference(form):
    assert any(
        not reference.is_double
        for reference in find_references(
            PreparedText(f"Defendant's motion: the libel claim is barred by {form}.")
        )
    )
    assert (
        score_relevance(PreparedText(f"Defendant's motion: the libel claim is barred by {form}.")).label
        is RelevanceLabel.ABOUT
    )


def test_the_whole_name_of_the_act_is_the_reference():
    text = "barred by the Communications Decency Act, Section 230."
    places = [text[reference.start : reference.end] for reference in find_references(PreparedText(text))]
    assert "Communications Decency Act, Section 230" in places


@pytest.mark.parametrize(
    ("text", "is_aside"),
    [
        ("Section 230 is not at issue in this suit over a website.", True),
        ("The website does not invoke Section 230.", True),  # the verb before, the law after
        ("The website raises no defense under Section 230.", True),  # the negation after its verb
        ("Neither the website nor the poster has raised Section 230.", True),
        (
            "The website may not invoke Section 230, for it wrote the post.",
            False,
        ),  # a modal speaks of the merits
        ("The website did not raise Section 230 until its reply; the motion is granted.", False),
        (
            "Nothing in Section 230 says that the website must be immune; motion denied.",
            False,
        ),  # § 230 itself is the subject
        ("The trial court did not err in holding that Section 230 bars the claim.", False),
    ],
)
def test_a_negation_sets_aside_or_decides(text, is_aside):
    assert (score_relevance(PreparedText(text)).label is RelevanceLabel.MENTIONS) == is_aside


@pytest.mark.parametrize(
    ("text", "is_about"),
    [
        (
            "TRANSCRIPT of hearing on Defendant's Section 230 motion.",
            True,
        ),  # a step of this case, and of another
        ("MOTION to continue trial: counsel is to argue a Section 230 appeal that week.", False),
        (
            "The First Circuit's reading of the Communications Decency Act controls.",
            True,
        ),  # a court's name is no "the first of two"
        (
            "Whether the site is a provider of an interactive computer service within the meaning of § 230(f)(2).",
            True,
        ),
        ("The claim is not within (e)(2) of the Communications Decency Act.", True),
        (
            (
                'Cf. 47 U.S.C. § 230(c)(1) ("No provider ... shall be treated as the publisher or '
                'speaker"). The tariff has no such words.'
            ),
            False,
        ),
        ('The parody was titled "Section 230: The Musical." The only claim is for the copyright.', False),
        ("Defendant's Rule 12(c) motion rests on two footings: truth and the CDA.", True),
        ("The court below held that the CDA does not reach its payment feature.", True),
    ],
)
def test_steps_of_this_case_are_told_from_talk(text, is_about):
    assert (answer_relevance(PreparedText(text))[0].label is RelevanceLabel.ABOUT) == is_about


def corpus_texts():
    """Yield (file, text) for the header and every entry of every docket of the corpus."""
    for path in sorted(SHARED.glob("corpus/*/dockets/**/*.json")):
        docket = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(docket, dict):
            continue
        yield (
            path.name,
            " ".join(str(docket.get(name) or "") for name in ("case_name", "cause", "nature_of_suit")),
        )
        for entry in docket.get("docket_entries") or ():
            yield path.name, str(entry.get("description") or entry.get("short_description") or "")


def test_no_docket_of_the_corpus_becomes_a_case():
    if not (SHARED / "corpus").exists():
        pytest.skip("../shared/corpus is not here")
    texts = list(corpus_texts())
    assert len(texts) > 500
    assert [
        (name, text[:120])
        for name, text in texts
        if score_relevance(PreparedText(text)).label is RelevanceLabel.ABOUT
    ] == []


def test_the_holdings_of_the_catalog_that_name_the_statute_are_about_it():
    """Holdings are a reviewer's shorthand: 168 of 188 are read as about it, none as another statute's."""
    with (ROOT / "docket" / "data" / "decisions.csv").open(encoding="utf-8") as lines:
        holdings = [row["holding"] for row in csv.DictReader(lines) if row["answer"] in ANSWERS]
    labels = [score_relevance(PreparedText(holding)).label for holding in holdings if "§ 230" in holding]
    assert len(labels) > 100 and RelevanceLabel.NOT not in labels
    assert labels.count(RelevanceLabel.ABOUT) >= 0.85 * len(labels)


PIECES = [
    "§ 230, ",
    "230 ",
    "CDA ",
    "47 U.S.C. § 222, 223, ",
    "whether § 230 ",
    "(",
    ". ",
    "; ",
    "Code § 1, 2, 3, ",
    "interactive computer service ",
    "section ",
    "no. 230 ",
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("head", ["", "MOTION under § 230 "])
def test_a_hostile_text_is_read_in_time(piece, head):
    text = (head + piece * 100_000)[:100_000]
    assert grows_evenly(lambda words: score_relevance(PreparedText(words)), text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40))
def test_any_text_has_a_label(parts):
    text = "".join(parts)
    relevance = score_relevance(PreparedText(text))
    assert 0 <= relevance.score <= 1 and (relevance.score > ABOVE_LINE) == (
        relevance.label is RelevanceLabel.ABOUT
    )
    assert all(0 <= item.start < item.end <= len(text) for item in relevance.evidence)
