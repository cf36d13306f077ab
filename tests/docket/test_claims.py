"""Claims (also by cover-sheet codes), provisions, exceptions, the holding: traps, gold files, hostile text."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from docket.section230.citations import find_provisions
from docket.section230.claims import (
    extract_claims,
    find_claims,
    find_exceptions,
    find_header_claims,
)
from docket.section230.holdings import find_outcome
from docket.text.phrase_patterns import compile_row
from docket.text.phrase_rows import load
from docket.text.phrases import Cue
from docket.text.prepared import PreparedText
from tests.worlds.growth import grows_evenly

ROOT = Path(__file__).resolve().parents[2]


FOUND = {
    find_claims: [
        (
            "COMPLAINT for slander, false light and intentional infliction of emotional distress.",
            {"defamation", "false_light", "iied"},
        ),
        # named to say that it is not pleaded
        ("Plaintiff does not plead negligence; her only claim is for libel.", {"defamation"}),
        ("LETTER: I am not suing for negligence, only for the libel.", {"defamation"}),
        # another case's
        ("Plaintiff cites a design-defect decision. This is a libel case.", {"defamation"}),
        # an objection is no claim
        (
            "MOTION to quash subpoena, on First Amendment grounds and objections.",
            {"subpoena_enforcement", "first_amendment"},
        ),
        (
            "MOTION to enforce subpoena, which respondent opposes on First Amendment grounds.",
            {"subpoena_enforcement"},
        ),
        # a word of the facts
        ("COMPLAINT for negligence: the notification design kept the child awake.", {"negligence"}),
        ("Count IV (strict liability, failure to warn).", {"failure_to_warn"}),
        ("the state civil trafficking claim", {"sex_trafficking_state_law"}),
        ("claim under 18 U.S.C. § 1595", {"tvpra_1595"}),
        # a count of conspiracy in an indictment is a charge
        ("INDICTMENT: conspiracy counts 1 to 4.", {"criminal"}),
        # a law set against § 230; a claim said to be preempted is another thing
        ("the ordinance is preempted by 47 U.S.C. § 230(e)(3)", {"declaratory_preemption"}),
        ("the libel claim is preempted by 47 U.S.C. § 230(e)(3)", {"defamation"}),
        (
            "housing and employment discrimination in advertisements",
            {"housing_discrimination", "employment_discrimination"},
        ),
    ],
    find_provisions: [
        ("barred by 47 U.S.C. § 230(c)(1)", ["c1"]),
        ("Section 230(c)(1) and (2)(A)", ["c1", "c2a"]),
        ("within § 230 (c) (2) (B)", ["c2b"]),
        ("Count III is barred by (c)(1).", ["c1"]),  # the statute named elsewhere in the docket
        ("Rule 23(c)(1) and 47 U.S.C. § 230", []),  # another rule's subsection
        ("treated as the publisher or speaker", ["c1"]),  # the statute's words
        ("§ 230: it is an information content provider", ["f3"]),
        ("§ 230: content of another information content provider", []),  # not said of the defendant
        ('§ 230: it "created or developed, in whole or in part," the captions', ["f3"]),
        ("47 U.S.C. § 230 and the CDA", []),
        ("47 U.S.C. § 230(e)(5)(A); 230(e)(2)", ["e2", "e5"]),
    ],
    find_exceptions: [
        ("excepted by § 230(e)(2)", ["ip"]),
        ("the intellectual-property exception of § 230", ["ip"]),
        ("COMPLAINT challenging FOSTA", ["fosta_trafficking"]),
        ("§ 230's federal criminal exception", ["federal_criminal"]),
        ("§ 230(c)(1)", []),
    ],
}


@pytest.mark.parametrize(
    ("find", "text", "codes"), [(find, *row) for find, rows in FOUND.items() for row in rows]
)
def test_what_is_found(find, text, codes):
    assert sorted(fact.code.value for fact in find(PreparedText(text))) == sorted(codes)


def test_no_cause_is_hidden_by_what_is_asked_first():
    """A cue asks for letters, and for beginnings, before it asks its rows: they find no more without that."""
    lines = (ROOT / "tests" / "gold" / "claims_open.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"].lower() for line in lines]
    for tag in {row.tag for row in load("claims") if not row.tag.startswith("@")}:
        plain = re.compile("|".join(f"(?:{compile_row(row)[0]})" for row in load("claims") if row.tag == tag))
        cue = Cue("claims", tag)
        for text in texts:
            expected = [match.span() for match in plain.finditer(text)]
            assert [match.span() for match in cue.find(text)] == expected, (tag, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The claim is barred by § 230(c)(1). Dismissed.", "immune"),
        ("The claim does not survive § 230.", "immune"),
        ("Section 230 does not bar the claim.", "not_immune"),
        ("§ 230(e)(1) forecloses the argument that § 230 bars this prosecution.", "not_immune"),
        ("The negligence claim is barred by § 230; the contract claim is not.", "partly_immune"),
        ("(c)(1) bars challenges to recommendations but not to missing controls.", "partly_immune"),
        (
            "§ 230 bars the libel claim. The RICO counts fail for want of an enterprise.",
            "partly_immune",
        ),  # decided otherwise
        ("The suit is time-barred, and the court need not decide whether § 230 would bar it.", "not_reached"),
        ("The claim fails whether or not § 230 applies.", "not_reached"),
        ("Motion to dismiss under § 230 denied as moot.", "not_reached"),
        ("We do not reach § 230.", "not_reached"),
        ("Section 230 does not reach the company's own speech.", "not_immune"),  # "reach" of another kind
        ("The exception of § 230(e)(5) does not apply, and the claim is barred by § 230.", "immune"),
        (
            "Plaintiff argues that § 230 does not apply. The claim is barred by § 230.",
            "immune",
        ),  # what a party says
        ("MEMORANDUM in support: the claim is barred by § 230.", "none_stated"),
        ("COMPLAINT: § 230 does not protect defendant.", "none_stated"),
        ("REPORT AND RECOMMENDATION that the claim be dismissed as barred by § 230.", "none_stated"),
        ("ORDER adopting report and recommendation: § 230 bars the claim.", "immune"),
        ("Motion under § 230 taken under advisement.", "none_stated"),
        (
            "ORDER granting motion to dismiss for failure to state a claim of libel.",
            "none_stated",
        ),  # § 230 plays no part
        ("ORDER granting motion to strike the § 230 defense.", "not_immune"),
        # who won, where no clause says what § 230 does
        ("The trial court granted judgment to the host under § 230. Affirmed.", "immune"),
        ("The trial court granted judgment to the host under § 230. That was wrong. Reversed.", "not_immune"),
        ("The court of appeals reinstated the libel claim, reading § 230 narrowly. We reverse.", "immune"),
        (
            "The judge should have allowed the § 230 motion to dismiss; the order denying it is reversed.",
            "immune",
        ),
        # the motion that "it" is: plaintiff's, against the defense
        (
            "Order on Plaintiff's Motion to Strike Affirmative Defenses under § 230. The motion is DENIED.",
            "immune",
        ),
        ("ORDER granting motion to compel logs of moderation, relevant to the § 230 defense.", "none_stated"),
        # another voice
        ("Section 230 bars the claim. Affirmed. JONES, J., dissenting: § 230 does not apply.", "immune"),
        (
            "Defendant, relying on § 230, says that it is immune. It wrote the post itself. Motion denied.",
            "not_immune",
        ),
        (
            "The respondent is the City. The City does not ask that a post come down, so § 230 does not apply.",
            "not_immune",
        ),
        # the subject of the verb
        ("The immunity of § 230 is intact, and the count is dismissed.", "immune"),
        ("The claim falls outside § 230, and the motion is denied.", "not_immune"),
        ("§ 230 protects no one from a federal prosecution. Denied.", "not_immune"),
        (
            "A demand for papers treats nobody as the publisher of anything. § 230. Petition denied.",
            "not_immune",
        ),
        # left open in other words
        ("The claim is untimely, which makes superfluous the dispute about § 230.", "not_reached"),
        ("We prefer this ground to § 230, on which we take no position. Dismissed.", "not_reached"),
        # a date set beside a ruling
        ("Motion to dismiss under § 230 DENIED. Jury trial remains set for 9/8/2026.", "not_immune"),
        ("Motion under § 230 renoted to April 18.", "none_stated"),
    ],
)
def test_outcome(text, expected):
    assert find_outcome(PreparedText(text)).outcome.value == expected


def test_a_holding_always_has_its_words():
    """The case page shows the first span of a holding: there is one wherever a holding is."""
    for name in ("claims_open.jsonl", "claims_open2.jsonl"):
        for line in (ROOT / "tests" / "gold" / name).read_text(encoding="utf-8").splitlines():
            outcome = find_outcome(PreparedText(json.loads(line)["text"]))
            assert outcome.spans or outcome.outcome == "none_stated"


@pytest.mark.parametrize(
    "text",
    ["ORDER setting hearing on motion for extension of time to answer.", "MINUTE ENTRY: jury trial, day 4."],
)
def test_an_entry_that_does_not_name_the_statute_costs_nearly_nothing(text):
    """Nearly every entry of a docket is one. Measured: a fifteenth of what an entry that names it takes."""

    def spend(text: str) -> float:
        start = time.process_time()
        for _ in range(300):
            prepared = PreparedText(text)
            (
                find_claims(prepared),
                find_provisions(prepared),
                find_exceptions(prepared),
                find_outcome(prepared),
            )
        return time.process_time() - start

    named = (
        "ORDER granting motion to dismiss the negligence and defamation claims under 47 U.S.C. § 230(c)(1)."
    )
    least, most = (min(spend(each) for _ in range(3)) for each in (text, named))
    assert least < most / 5


PIECES = [
    "§ 230, ",
    "whether § 230 ",
    "47 U.S.C. § 230(c)(1) bars the libel claim, but not negligence. ",
    "libel ",
    "CDA ",
    "not ",
    "does not bar ",
    "Code § 1, 2, 3, ",
    "(",
    ". ",
    "; ",
    "U. S. C. ",
    "the new state law ",
    "in whole or in part ",
    "Plaintiff argues that ",
    "FOSTA exception ",
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("head", ["", "ORDER: § 230 "])
def test_a_hostile_text_is_read_in_time(piece, head):
    assert grows_evenly(lambda sent: extract_claims({"text": sent}), (head + piece * 100_000)[:100_000])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40))
def test_any_text_gives_answers_in_their_place(parts):
    text = "".join(parts)
    answer = extract_claims({"text": text})
    assert all(0 <= item["start"] < item["end"] <= len(text) for item in answer["evidence"])
    for field in ("claims", "provisions", "exceptions"):
        assert len(answer[field]) == len(set(answer[field]))


@pytest.mark.parametrize(
    ("cause", "nature", "expected"),
    [
        ("18:1595 Trafficking Victims Protection Act", "890 Other Statutory Actions", ["tvpra_1595"]),
        ("17:501 Copyright Infringement", "820 Copyright", ["copyright"]),  # named twice, one claim
        ("28:1331 Federal Question: Other Civil Rights", "440 Civil Rights: Other", ["civil_rights"]),
        ("15:1125 Trademark Infringement (Lanham Act)", None, ["trademark"]),
        ("18:1964 Racketeering (RICO) Act", "410 Antitrust", ["conspiracy_rico", "antitrust"]),
        ("42:2000e Job Discrimination (Employment)", "442 Civil Rights: Jobs", ["employment_discrimination"]),
        ("42:2000d Title VI", None, []),  # another law of one section number
        (
            "28:1332 Diversity-Libel,Assault,Slander",
            "320 Assault Libel & Slander",
            [],
        ),  # assault as well as libel
        ("28:1332 Diversity-Product Liability", "365 Personal Inj. Prod. Liability", []),
        ("47:0230", None, []),
        (None, None, []),
    ],
)
def test_find_header_claims(cause, nature, expected):
    assert [claim.cause.value for claim in find_header_claims(cause, nature)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a party's words that look like the court's
        ("[Proposed] Order granting the motion. Section 230 bars the claims.", "none_stated"),
        (
            (
                "REPLY in support of motion to dismiss. Section 230 bars every claim. If the motion is "
                "granted, the case ends."
            ),
            "none_stated",
        ),
        ("Roe v. Bolt Corp.: MOTION to Dismiss because the claims are barred by Section 230.", "none_stated"),
        ("Filed (ECF) Appellee B motion to affirm. The claims are barred by Section 230.", "none_stated"),
        ("Asked at deposition whether section 230 bars the suit. Answer: no.", "none_stated"),
        # a question answered in a word; immunities of officers are none of § 230
        (
            "The sheriff has qualified immunity from the claim. His argument from § 230 is left undecided.",
            "not_reached",
        ),
        # grounds of each claim, and what stands beside
        ("FOSTA's carve-out does not help plaintiff and § 230 bars the claim. Dismissed.", "immune"),
        (
            (
                "No plaintiff has standing. We vacate the judgment, which had held the claims barred by § "
                "230, intimating no view on it."
            ),
            "not_reached",
        ),
        # another law bars the claim
        (
            "The claim is preempted by the Airline Deregulation Act. There is no occasion to consider § 230.",
            "not_reached",
        ),
        (
            (
                "Plaintiff's negligence claim is barred by the release she signed. The Court finds it "
                "needless to consider § 230."
            ),
            "not_reached",
        ),
        (
            "The libel claim is barred by § 230, and the contract claim is barred by the statute of frauds.",
            "partly_immune",
        ),
        # a defense ruled out, whatever claim stands beside it
        ("The § 230 defense to the privacy claim is stricken.", "not_immune"),
        ("The § 230 defense is a good one, and the privacy claim is stricken.", "immune"),
        # one clause says both, of two claims
        (
            "We hold that § 230 does not bar the warranty claims but does bar the negligence claim.",
            "partly_immune",
        ),
        ("Section 230 bars the claims in tort and does not bar the claims in contract.", "partly_immune"),
        (
            "Section 230 bars the claims based on lax security, but not those based on the badges.",
            "partly_immune",
        ),
        ("As to the comments, § 230(c)(1) is a defense. As to the headline it is none.", "partly_immune"),
        ("The court concludes that § 230 does not, at this stage, bar plaintiff's claim.", "not_immune"),
        # a question, and its answer in a sentence of its own
        # what a court cannot decide, or no one asked it to
        (
            "The appeal from the order denying § 230 immunity is dismissed, for that order is not final.",
            "not_reached",
        ),
        (
            "The argument from § 230 is unpreserved and we do not consider it. The verdict stands.",
            "not_reached",
        ),
        (
            "Were we to consider § 230, we would have doubts. The claim fails for want of a duty.",
            "not_reached",
        ),
        ("The motion under § 230 is DENIED WITHOUT PREJUDICE as premature.", "not_reached"),
        # what is asked for is no part of the defense
        (
            "Motion to stay briefing on the pending § 230 motion to dismiss is GRANTED.",
            "none_stated",
        ),
        ("The parties' joint request to continue the hearing on the § 230 motion is GRANTED.", "none_stated"),
        # the court below, taken up in its words
        (
            "The judge found the libel claim barred by § 230. We affirm for the reasons given in that decision.",
            "immune",
        ),
        (
            "Counsel shall address the district court's holding that § 230 barred the claim.",
            "none_stated",
        ),
        # the name of a motion is no ground; what a corrected opinion no longer says is no holding
        (
            "ORDER granting Motion to Dismiss for Failure to State a Claim. Section 230 bars the libel claim.",
            "immune",
        ),
        (
            'At page 9, replace "The claim is barred by § 230" with "The claim is not barred by § 230."',
            "not_immune",
        ),
        # objections to a report are no ruling on § 230
        (
            "Objections overruled; the recommendation that the libel claim be dismissed under § 230 is adopted.",
            "immune",
        ),
        (
            (
                "The Court sustains plaintiff's objection, declines the recommendation, and denies the § "
                "230 motion to dismiss."
            ),
            "not_immune",
        ),
        ("RECOMMENDATION: that the libel claim be dismissed under § 230.", "none_stated"),
        (
            "Denying the motion to alter or amend, the Court reiterates that the CDA bars the libel claim.",
            "immune",
        ),
        # a ruling below, reversed
        ("The district court's ruling that § 230 bars the negligence claim is REVERSED.", "not_immune"),
        ("The district court's ruling that § 230 does not bar the negligence claim is REVERSED.", "immune"),
        ("Plaintiff appeals from the order dismissing his libel suit under Section 230.", "none_stated"),
        (
            "The ordinance is consistent with § 230. The motion to dismiss is GRANTED and the complaint dismissed.",
            "not_immune",
        ),
        # a ground ruled on besides
        ("Even if defendant were a state actor, § 230 would bar the claim. Dismissed.", "immune"),
        ("Even if § 230 applied, the claim fails for want of a duty. Dismissed.", "not_reached"),
        # two claims in one sentence
        (
            "The trafficking claim survives the § 230 motion and the negligence claim does not.",
            "partly_immune",
        ),
        (
            "Section 230 bars the libel claim. It has nothing to say about the copyright claim, which will be tried.",
            "partly_immune",
        ),
        # of a defendant who is no platform
        (
            (
                "The libel claim against the site is DISMISSED under § 230; the claim against the reviewer "
                "herself may proceed."
            ),
            "immune",
        ),
        # left for later, or only a date
        (
            "The § 230 motion is DENIED WITHOUT PREJUDICE to renewal after jurisdiction is settled.",
            "not_reached",
        ),
        ("Plaintiff shall respond to the § 230 motion within 30 days.", "none_stated"),
        # the exception cited with its title is no bar
        (
            "Motion denied. The claim falls under the exception for intellectual property, 47 U.S.C. § 230(e)(2).",
            "not_immune",
        ),
        # the court's word after the name of a paper; a petition that only says "is"
        (
            "Third-Party Complaint for contribution against the site: DISMISSED. The site is immune. 47 U.S.C. § 230.",
            "immune",
        ),
        ("PETITION for a declaration that the rule is preempted by 47 U.S.C. § 230(e)(3).", "none_stated"),
    ],
)
def test_outcome_where_who_speaks_what_is_struck_and_which_law_bars_must_be_told_apart(text, expected):
    assert find_outcome(PreparedText(text)).outcome.value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The motion to dismiss the design and negligence claims is DENIED.",
            {"product_liability_design", "negligence"},
        ),
        ("The Lanham Act false-advertising claim is dismissed.", {"consumer_protection"}),
        ("claim under Ohio Rev. Code § 2307.51 for human trafficking", {"sex_trafficking_state_law"}),
        ("He does not seek recovery for loss of privacy, only for libel.", {"defamation"}),
        ("Plaintiff sues in contract rather than for negligence.", {"contract_promissory_estoppel"}),
        (
            "§ 230 reads on publication rather than conduct, and 47 U.S.C. § 230 does not bar the negligence claim.",
            {"negligence"},
        ),
        ("The contract claim enforces representations about privacy.", {"contract_promissory_estoppel"}),
        (
            "The complaint is not particular, and for that reason the Exchange Act claim fails.",
            {"securities"},
        ),
        (
            "Both the libel claim and the contract claim challenged decisions to remove posts.",
            {"defamation", "contract_promissory_estoppel"},
        ),
        (
            "Congress preserved criminal prosecutions, not civil suits; the libel claim is barred.",
            {"defamation"},
        ),
    ],
)
def test_claims(text, expected):
    assert {claim.code.value for claim in find_claims(PreparedText(text))} == expected
