"""The holding on § 230 where who speaks, what is struck and which law bars must be told apart."""

import json
from pathlib import Path

import pytest

from docket.scoring import score
from docket.section230.claims import extract_claims, find_claims
from docket.section230.holdings import find_outcome
from docket.text.prepared import PreparedText

GOLD = Path(__file__).resolve().parents[1] / "gold"


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
def test_outcome(text, expected):
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


def figures(name: str) -> dict:
    gold = [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]
    answers = [extract_claims({"court_id": record["court_id"], "text": record["text"]}) for record in gold]
    return {(f.name, f.measure): f.value for f in score("claims", gold, answers)}


def test_labels_in_the_style_of_the_shared_ones():
    """395 texts in six batches, each scored once before a rule was changed for it (a letter in the id names the batch).

    At that first look the outcome was right in 0.88, 0.82, 0.81, 0.85, 0.82 and 0.98 of a batch, claims at F1
    0.97, 0.97,
    0.96, 0.94, 0.96 and 0.97. Then ten labels were put right by the guide, and six texts that it does not
    decide left out.
    """
    found = figures("claims_like2_open.jsonl")
    assert (
        found["claims", "f1"] >= 0.97
        and found["provisions", "f1"] >= 0.97
        and found["outcome", "accuracy"] >= 0.95
    )


def test_labels_kept_apart():
    """60 texts, written after the fifth of those batches and scored once: no rule was changed for them."""
    found = figures("claims_like3_kept.jsonl")
    assert (
        found["claims", "f1"] >= 0.93
        and found["provisions", "f1"] >= 0.95
        and found["outcome", "accuracy"] >= 0.91
    )
