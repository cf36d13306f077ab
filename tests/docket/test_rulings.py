"""Motions and rulings read out of docket entries: the traps of their language, the gold files, hostile text."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from docket.rulings import extract_rulings, find_rulings
from docket.rulings.motions import find_motions
from docket.text.prepared import PreparedText
from tests.worlds.growth import grows_evenly

FILED = date(2021, 3, 1)


def rulings(text: str, court_id: str = "cand") -> list[tuple]:
    return [
        (r.kind.value, r.disposition.value, r.answers)
        for r in find_rulings(PreparedText(text, FILED, court_id))
    ]


def motions(text: str) -> list[str]:
    return [motion.kind.value for motion in find_motions(PreparedText(text))]


RULINGS = {
    "by a trial court": [
        # the register's own form; a number before another paper is no answer
        (
            "ORDER denying 61 Motion for Reconsideration re 50 Order on Motion to Dismiss.",
            [("reconsideration", "denied", (61,))],
        ),
        # two motions of a kind are one ruling with two answers
        (
            "ORDER granting 17 Motion to Appear Pro Hac Vice; granting 18 Motion to Appear Pro Hac Vice.",
            [("pro_hac_vice", "granted", (17, 18))],
        ),
        # two rulings on one number
        (
            "ORDER denying 40 Motion for Summary Judgment; granting 40 Motion to Preclude.",
            [("summary_judgment", "denied", (40,)), ("other", "granted", (40,))],
        ),
        # the first thing asked for decides, not the motion that it is about
        (
            "ORDER granting 41 Letter Motion for Extension of Time to oppose motion for summary judgment.",
            [("extension_of_time", "granted", (41,))],
        ),
        # what is only opposed or answered is not what is asked for (cand 4:15-cv-02172, ned 5:08-cv)
        (
            "ORDER granting 85 Stipulation to Re-File Opposition to Defendant's Motion to Dismiss.",
            [("other", "granted", (85,))],
        ),
        (
            "ORDER denying 80 Motion for Leave to File papers in opposition to the motion for summary judgment.",
            [("other", "denied", (80,))],
        ),
        ("ORDER granting 6 Motion to Strike 5 Response to Motion to Dismiss.", [("other", "granted", (6,))]),
        # "until" within parentheses governs nothing behind them (almd 2:12-cr-00221)
        (
            "ORDER (Time excluded from 1/18/2021 until 3/27/2021) granting 18 MOTION to Continue trial.",
            [("adjourn", "granted", (18,))],
        ),
        # a dismissal that is not made here (ned 4:07-cv-03271, azd 2:06-cv-02141)
        ("ORDER. The Eighth Circuit did not alter the court's dismissal of the case as to Jane Roe.", []),
        ("ORDER. They agreed that a stipulated dismissal of this action be filed by April 6.", []),
        ("MINUTE ORDER. Nothing in this order shall be considered a dismissal of this action.", []),
        # a schedule amended is time given; a certificate not granted is denied
        ("ORDER granting 7 Motion to Amend Scheduling Order.", [("extension_of_time", "granted", (7,))]),
        ("The motion (Doc. 9) for a new trial is NOT GRANTED.", [("other", "denied", (9,))]),
        # discovery is compelled; a certificate of appealability is leave to appeal, whatever stands beside it
        ("ORDER granting 10 Motion for Discovery.", [("compel", "granted", (10,))]),
        (
            "ORDER denying 1 Petition for Habeas Corpus; denying a Certificate of Appealability and IFP on Appeal.",
            [
                ("other", "denied", (1,)),
                ("certify_appeal", "denied", ()),
                ("in_forma_pauperis", "denied", ()),
            ],
        ),
        # moved at a party's request, and not by the court itself
        (
            "At the request of the parties, the status hearing set for 8/28 is vacated and reset for 9/4.",
            [("adjourn", "granted", ())],
        ),
        ("At the request of counsel, a plea hearing is set for 9/4.", []),
        ("ORDER: all pending motions are terminated.", [("other", "other", ())]),
        ("ORDER DISREGARDING 12 Motion to Amend Complaint.", [("amend", "other", (12,))]),
        # of one thing asked for or else another, the first is granted
        (
            "ORDER granting 8 Motion to Dismiss or, in the alternative, Motion for Summary Judgment.",
            [("dismiss", "granted", (8,))],
        ),
        ("Defendant's objections to his PSR are OVERRULED.", [("other", "denied", ())]),
        # what a judgment to come will say is no second ruling
        (
            "Upon review, the court denies the motion to stay. A separate judgment will be issued denying the motion.",
            [("stay", "denied", ())],
        ),
        # what an earlier order granted
        # an appeal to the district court; an order of remand undone
        ("DECISION and ORDERED, That the appeal, is DISMISSED.", [("appeal_disposition", "dismissed", ())]),
        ("Order: the order of remand is vacated.", [("remand", "vacated", ())]),
        # a motion denied and dismissed ends no case
        (
            "ORDER that the motion (Doc. 8) to vacate the sentence is DENIED and DISMISSED.",
            [("other", "denied", (8,))],
        ),
        # told again without its subject
        (
            "ORDER granting 34 Letter Motion for Conference. Application GRANTED. SO ORDERED.",
            [("other", "granted", (34,))],
        ),
        # a bare number takes the kind told after it
        (
            "ORDER denying 48 . The application to adjourn the conference is denied.",
            [("adjourn", "denied", (48,))],
        ),
        (
            "ORDER: the motion to dismiss (Doc. 12) is GRANTED and the motion to stay (Doc. 13) is DENIED as moot.",
            [("dismiss", "granted", (12,)), ("stay", "moot", (13,))],
        ),
        (
            "ORDER granting in part and denying in part 24 Motion to Compel.",
            [("compel", "granted_in_part", (24,))],
        ),
        # a motion to dismiss granted, and the case ended: two
        (
            "ORDER GRANTING 20 Motion to Dismiss. This action is DISMISSED with prejudice.",
            [("dismiss", "granted", (20,)), ("dismiss", "dismissed_with_prejudice", ())],
        ),
        (
            "STIPULATION AND ORDER that this action is dismissed without prejudice.",
            [("dismiss", "dismissed_without_prejudice", ())],
        ),
        # the stipulation alone is nothing; nor is a recommendation, a proposed order, a schedule, a party's paper
        ("STIPULATION of Dismissal with Prejudice by Ivo Drake.", []),
        ("REPORT AND RECOMMENDATION that 14 Motion to Dismiss be GRANTED.", []),
        ("Proposed Order Granting Motion to Stay.", []),
        ("ORDER: responses to the motion to dismiss, if any, are due by 4/1/2021.", []),
        ("RESPONSE in Opposition re 16 MOTION to Dismiss filed by Tess Rowe.", []),
        # adopting it is, by what it grants
        (
            "ORDER ADOPTING 38 Report and Recommendation and GRANTING 20 Motion to Dismiss.",
            [("dismiss", "granted", (20,))],
        ),
        # an order without a motion, of a listed kind
        (
            "ORDER OF REMAND. This case is remanded to the Superior Court of Kern County.",
            [("remand", "granted", ())],
        ),
        ("ORDER that the stay entered at Doc. 63 is lifted.", [("stay", "vacated", ())]),
        # only supposed, or in the wrong case
        ("ORDER: failure to respond will result in dismissal of the action.", []),
        ("ENTERED IN ERROR: ORDER granting 5 Motion to Stay.", []),
        (
            "JUDGMENT in favor of Defendant and against Plaintiff.",
            [("judgment", "judgment_for_defendant", ())],
        ),
        (
            "MANDATE of USCA as to 70 Notice of Appeal: the judgment is AFFIRMED.",
            [("mandate", "affirmed", ())],
        ),
        (
            (
                "Minute Entry: Motion Hearing held re 2 MOTION for Preliminary Injunction. The Court takes "
                "the motion under advisement."
            ),
            [("preliminary_injunction", "taken_under_advisement", (2,))],
        ),
        # party numbers and dates are no docket numbers
        (
            "ORDER granting 5 Joint Motion for Extension of Time as to A. Doe (1).",
            [("extension_of_time", "granted", (5,))],
        ),
        (
            "ORDER. The parties' February 22, 2021 request for an extension, Dkt. No. 27, is denied.",
            [("extension_of_time", "denied", (27,))],
        ),
        # several requests under one verb, each with its number
        (
            "ORDER: the motion to dismiss (Doc. 12) and the motion to stay (Doc. 13) are DENIED.",
            [("dismiss", "denied", (12,)), ("stay", "denied", (13,))],
        ),
        # what stands in front of the sentence is not its subject; the papers on the motion are not answered
        # a stop within parentheses ends no sentence
        (
            "ORDER: 33 Motion under the anti-SLAPP law (Tex. Civ. Prac. & Rem. Code ch. 27) is DENIED.",
            [("anti_slapp", "denied", (33,))],
        ),
        # the object within the verb
        (
            (
                "ORDER reserving judgment on 34 Motion for Summary Judgment, and taking 36 Motion to "
                "Exclude under advisement."
            ),
            [
                ("summary_judgment", "taken_under_advisement", (34,)),
                ("other", "taken_under_advisement", (36,)),
            ],
        ),
        # "in part" after the object
        ("ORDER granting Motion to Compel [44] in part.", [("compel", "granted_in_part", (44,))]),
        # asked in one sentence, granted in the next
        (
            "ORDER: Counsel asks that the August conference be adjourned (ECF No. 40). That request is granted.",
            [("adjourn", "granted", (40,))],
        ),
        # should be, and is
        (
            "ORDER: the court concludes that the motion to exclude [52] should be, and hereby is, DENIED.",
            [("other", "denied", (52,))],
        ),
        (
            "ORDER that, for failure to comply, this action is dismissed without prejudice.",
            [("dismiss", "dismissed_without_prejudice", ())],
        ),
        # the words of southern Ohio and of Massachusetts
        ("ENTRY OVERRULING MOTION TO COMPEL (DOC. 3).", [("compel", "denied", (3,))]),
        ("ELECTRONIC ORDER: Motion to Remand (#31) is ALLOWED.", [("remand", "granted", (31,))]),
        # what it grants shows in what the judge writes under it
        (
            (
                "MEMO ENDORSEMENT on 16 Letter requesting a change of venue. ENDORSEMENT: The Clerk shall "
                "transfer the file. So Ordered."
            ),
            [("transfer", "granted", (16,))],
        ),
        (
            "MEMO ENDORSEMENT on re: 41 Letter re: leave to exceed page limit. ENDORSEMENT: Granted.",
            [("other", "granted", (41,))],
        ),
        # remanded to an agency is not remanded to a state court
        (
            "ORDER granting consent motion for remand to the Department of Commerce.",
            [("other", "granted", ())],
        ),
        # an act of its own beside a motion; a motion's own words are none
        (
            "ORDER that the stay is LIFTED. Motion to Strike (Doc. 38) is DENIED.",
            [("other", "denied", (38,)), ("stay", "vacated", ())],
        ),
        ("ORDER: plaintiff's 33 Motion to Lift Stay is GRANTED.", [("stay", "granted", (33,))]),
        # the title before the event says less
        (
            "ORDER GRANTING MOTION TO SEAL by Judge Ann Lee granting in part 12 Motion to Seal.",
            [("seal", "granted_in_part", (12,))],
        ),
        # the rest of a motion told in part; motions that no one names
        (
            (
                "ORDER granting in part 21 Motion to Dismiss. Counts III and V are DISMISSED without "
                "prejudice; the motion is otherwise denied."
            ),
            [("dismiss", "granted_in_part", (21,)), ("dismiss", "dismissed_without_prejudice", ())],
        ),
        (
            "MINUTE entry: Motion for voluntary dismissal 9 is granted. All pending motions are denied as moot.",
            [("dismiss", "granted", (9,)), ("other", "moot", ())],
        ),
        (
            (
                "ORDER. The court grants Defendants' Motion to Dismiss, ECF No. 88, as to Counts II and "
                "III and denies the motion as to Count I."
            ),
            [("dismiss", "granted_in_part", (88,))],
        ),
        # a participle of its own ends the object
        (
            "ORDER granting 20 Motion for leave to proceed IFP and dismissing the petition without prejudice.",
            [("in_forma_pauperis", "granted", (20,)), ("dismiss", "dismissed_without_prejudice", ())],
        ),
        # a stipulation so ordered is what it is about
        (
            "SO ORDERED, re 80 Stipulation of Dismissal WITH PREJUDICE.",
            [("dismiss", "dismissed_with_prejudice", (80,))],
        ),
        (
            "ORDER: The stipulation at docket 24 is APPROVED and this case is dismissed with prejudice.",
            [("dismiss", "dismissed_with_prejudice", (24,))],
        ),
        ("STIPULATION AND PROPOSED ORDER FOR EXTENSION OF TIME TO ANSWER BY A CORP.", []),
        (
            (
                "MEMO-ENDORSEMENT on letter from R. Roe. Re: request for an extension of time to answer to "
                "3/16/21. SO ORDERED."
            ),
            [("extension_of_time", "granted", ())],
        ),
        ("CONSENT ORDER OF FORFEITURE as to R. Roe.", [("other", "granted", ())]),
        (
            "ORDER VACATING CONDITIONAL TRANSFER ORDER re: pldg. ( 25 in PAE/2:16-cv-00872)",
            [("transfer", "vacated", (25,))],
        ),
        # where the number stands
        (
            "ORDER denying Motion for Reduction of Sentence re 20 as to R. Roe (1).",
            [("other", "denied", (20,))],
        ),
        (
            "ORDER granting MOTION to Strike Third Counterclaim 38 without leave to amend.",
            [("other", "granted", (38,))],
        ),
        (
            "ORDER AND REASONS re 36 , 37 : the motions in limine are GRANTED.",
            [("other", "granted", (36, 37))],
        ),
        ("ORDER granting 11 Ex parte/Consent Motion to Enroll as Co-Counsel.", [("other", "granted", (11,))]),
        (
            "MINUTE entry: Motion for leave to appear pro hac vice 17 , 18 granted.",
            [("pro_hac_vice", "granted", (17, 18))],
        ),
        (
            "ORDER terminating 70 Motion in Limine; terminating 74 Motion in Limine.",
            [("other", "other", (70, 74))],
        ),
        # a plan for the clerk, a motion hearing taken off, another court's paper
        ("ORDER: the Clerk is directed to enter judgment in favor of Defendant.", []),
        ("MINUTE entry: The Court strikes the motion hearing noticed for 7/12/2021.", []),
        (
            "NOTICE of Supplemental Authority by A Corp. (Attachments: # 1 Order Granting Motion to Dismiss)",
            [],
        ),
        # what is only supposed, said of jurors, or of an order of another day
        (
            "Conference set for 3/1/2021. If this case is dismissed prior to this hearing, notify chambers.",
            [],
        ),
        ("ORDER: unless this action is dismissed by 3/1/2021, the answer is due 3/8/2021.", []),
        ("Jury polled, dismissed. Case taken up again on 3/1/2021.", []),
        ("Jurors were excused and dismissed in the case of Roe.", []),
        ("Appearances are due within 14 days of the Order transferring this case.", []),
        ("RECEIVED certified copy of the Order transferring this case.", []),
        ("ORDER transferring this case to the District of Utah.", [("transfer", "granted", ())]),
        (
            (
                "The Court may order that the inspection provided for by this Standing Order be denied, restricted or "
                "deferred, or make such other order as is appropriate."
            ),
            [],
        ),
        (
            "granting 20 Motion to Dismiss. The Court holds that Section 230 bars the claims.",
            [("dismiss", "granted", (20,))],
        ),
    ],
    "in other words": [
        # what the rest of an order says of a motion granted in part
        (
            "ORDER that the motion to dismiss (Doc. 12) is GRANTED in part. It is denied in all other respects.",
            [("dismiss", "granted_in_part", (12,))],
        ),
        (
            "ORDER granting 3 Motion to Continue. The delay caused by the granting of the motion is excluded.",
            [("adjourn", "granted", (3,))],
        ),
        ("ORDER: the motion to compel isgranted.", [("compel", "granted", ())]),
        (
            "ORDER denying request 4. RECOMMENDING that motion 5 be granted. Motion to stay 6 be denied as moot.",
            [("other", "denied", (4,))],
        ),
        (
            "ORDER denying as moot Motion for Temporary Restraining Order and Preliminary Injunction.",
            [("tro", "moot", ()), ("preliminary_injunction", "moot", ())],
        ),
        # a reason, a thing to be filed, a warning: no dismissal
        ("ORDER: plaintiff may amend to avoid dismissal of this action.", []),
        ("ORDER: counsel shall file a stipulation for dismissal by May 5.", []),
        ("MEMORANDUM OPINION. A separate judgment dismissing the complaint will be entered.", []),
        (
            "ORDER to Dismiss without prejudice Defendant Roe.",
            [("dismiss", "dismissed_without_prejudice", ())],
        ),
        # decisions reviewed
        (
            "ORDER: the Commissioner's decision is reversed and remanded.",
            [("appeal_disposition", "reversed", ())],
        ),
        ("OPINION affirming the decision of the Commissioner.", [("appeal_disposition", "affirmed", ())]),
        (
            "ORDER that the order of the bankruptcy court is AFFIRMED.",
            [("appeal_disposition", "affirmed", ())],
        ),
        (
            "ORDER of remand to the Commissioner: case remanded to the Commissioner.",
            [("appeal_disposition", "remanded", ())],
        ),
        # stipulations ordered
        (
            "STIPULATION and ORDER: Status Conference set for 3/4/2021 CONTINUED to 4/1/2021.",
            [("adjourn", "granted", ())],
        ),
        ("STIPULATION and ORDER selecting ADR process.", []),
        (
            "STIPULATION and ORDER. Defendant's Motion for Summary Judgment due by 4/1/2021.",
            [("extension_of_time", "granted", ())],
        ),
        ("CONSOLIDATION ORDER that the case is consolidated for trial.", [("consolidate", "granted", ())]),
        ("ORDER certifying class.", [("class_certification", "granted", ())]),
        ("ORDER preliminarily approving class action settlement.", [("other", "granted", ())]),
        ("ORDER AWARDING FEES and costs.", [("attorney_fees", "granted", ())]),
        ("Minute Entry: jury trial completed. Verdict read at 11:31.", [("verdict", "entered", ())]),
        ("Judgment and Commitment Returned Executed as to John Roe.", []),
        ("Order on Motion to Extend Time to Object/Respond", [("extension_of_time", "other", ())]),
        ("Order on Stipulated Motion AND ~Util - Set/Clear Flags", [("other", "other", ())]),
        # whoever wins and is given nothing was sued
        (
            "JUDGMENT in favor of A. Roe against B. Doe in the amount of $1,500.00.",
            [("judgment", "entered", ())],
        ),
        ("JUDGMENT in favor of Roe County against B. Doe.", [("judgment", "judgment_for_defendant", ())]),
        ("JUDGMENT and Decree of Foreclosure.", [("judgment", "judgment_for_plaintiff", ())]),
        # what a failure may lead to, and a paper to come
        (
            "ORDER: failure to respond is a ground for a recommendation that the case be involuntarily dismissed.",
            [],
        ),
        ("ORDER entering a STAY. A voluntary dismissal is due within 60 days.", [("stay", "granted", ())]),
        # ends of lines are lost in print
        (
            "ORDER. All claims are herebydismissed withprejudice.",
            [("dismiss", "dismissed_with_prejudice", ())],
        ),
        # a sign that a page wrote as a reference is no number, and parts nothing
        (
            "ORDER granting [34] Roe&#039;s Motion to Intervene and [26] Doe&#039;s Motion to Compel.",
            [("intervene", "granted", (34,)), ("compel", "granted", (26,))],
        ),
        # a movant's wish
        ("SPECIAL MOTION to Strike. The claim is barred and must be dismissed with prejudice.", []),
    ],
}


@pytest.mark.parametrize(("text", "expected"), [row for rows in RULINGS.values() for row in rows])
def test_rulings_of_a_trial_court(text, expected):
    assert rulings(text) == expected


@pytest.mark.parametrize(
    ("text", "court_id", "expected"),
    [
        ("Petition DENIED.", "scotus", [("cert", "denied", ())]),
        ("Rehearing DENIED.", "scotus", [("reconsideration", "denied", ())]),
        ("Judgment issued.", "scotus", [("mandate", "entered", ())]),
        (
            "Application (02A10) denied by Justice Lane.",
            "scotus",
            [("other", "denied", ())],
        ),  # its subject is not told
        (
            "Application (16A98) granted by Justice Lane extending the time to file until July 13, 2021.",
            "scotus",
            [("extension_of_time", "granted", ())],
        ),
        (
            "Motion for leave to file a petition for a writ of certiorari under seal GRANTED.",
            "scotus",
            [("seal", "granted", ())],
        ),
        # document ids are no docket numbers
        ("ORDER granting Motion to stay pending appeal [9672001-2].", "ca5", [("stay", "granted", ())]),
        (
            "MEMORANDUM DISPOSITION DISMISSED in part and DENIED in part.",
            "ca9",
            [("appeal_disposition", "dismissed", ()), ("appeal_disposition", "denied", ())],
        ),
        # to dismiss below is not to dismiss here
        (
            "The case is remanded to the district court with directions to dismiss as moot.",
            "ca9",
            [("appeal_disposition", "remanded", ())],
        ),
        ("Vacated and remanded. Mandate to issue.", "ca10", [("appeal_disposition", "vacated", ())]),
        ("Petition for rehearing DENIED.", "scotus", [("reconsideration", "denied", ())]),
        (
            "Adjudged to be AFFIRMED IN PART and REVERSED IN PART, and case REMANDED.",
            "scotus",
            [("appeal_disposition", "affirmed_in_part", ())],
        ),
        (
            "Motion of respondents to dismiss the writ of certiorari as improvidently granted DENIED.",
            "scotus",
            [("dismiss", "denied", ())],
        ),
        (
            "Appellants' motion for stay pending appeal [Dkt. 6] is granted in part and denied in part.",
            "ca9",
            [("stay", "granted_in_part", (6,))],
        ),
        (
            "The district court's order modifying the preliminary injunction is AFFIRMED.",
            "ca9",
            [("appeal_disposition", "affirmed", ())],
        ),
        (
            "ORDER, dismissing appeal by Appellant effective 11/03/2023, if not remedied, FILED.",
            "ca2",
            [],
        ),  # a warning
        ("Petition for a writ of mandamus DENIED.", "scotus", [("other", "denied", ())]),
        (
            "Memorandum opinion issued; trial court's order AFFIRMED.",
            "texapp",
            [("appeal_disposition", "affirmed", ())],
        ),
        ("JUDGMENT. Denied", "ca1", [("appeal_disposition", "denied", ())]),
        ("JUDGMENT. The motion for costs is denied.", "ca1", [("other", "denied", ())]),
        (
            "OPINION filed: REVERSED the judgment of the district court granting summary judgment.",
            "",
            [("appeal_disposition", "reversed", ())],
        ),
        ("[1] COA Denial; Terminated on the merits", "ca10", [("certify_appeal", "denied", ())]),
        ("OPINION filed: REVERSED and REMANDED.", "ca6", [("appeal_disposition", "reversed", ())]),
        (
            "OPINION filed: AFFIRMED IN PART, REVERSED IN PART.",
            "ca9",
            [("appeal_disposition", "affirmed_in_part", ())],
        ),
        ("SCHEDULE NOTICE. Failure to comply will result in automatic dismissal of the appeal.", "ca9", []),
        # told on the sheet below
        (
            "ORDER of USCA as to 42 Notice of Appeal - the appeal is dismissed for want of prosecution.",
            "laed",
            [("appeal_disposition", "dismissed", ())],
        ),
    ],
)
def test_rulings_of_courts_above(text, court_id, expected):
    assert rulings(text, court_id) == expected


MOTIONS = {
    "by their entry": [
        (
            "MOTION for Summary Judgment, MOTION to Preclude Expert Testimony. Document filed by A Corp.",
            ["summary_judgment", "other"],
        ),
        (
            "NOTICE OF MOTION AND MOTION to Dismiss for lack of personal jurisdiction filed by A Corp.",
            ["dismiss"],
        ),
        (
            "MOTION by Defendant A LLC for extension of time to file answer",
            ["extension_of_time"],
        ),  # the filer before the request
        (
            "MOTION to Dismiss for Lack of Jurisdiction and for Failure to State a Claim by A Corp.",
            ["dismiss"],
        ),  # a reason, no request
        (
            "**DEFICIENT** EXPARTE/CONSENT MOTION to Continue Trial by A Inc.",
            ["adjourn"],
        ),  # deficient filings count
        (
            "MOTION to Strike Complaint Pursuant to California Code of Civil Procedure 425.16 filed by A Corp.",
            ["anti_slapp"],
        ),
        (
            "LETTER MOTION for Extension of Time to File Opposition to Motion for Summary Judgment.",
            ["extension_of_time"],
        ),
        (
            "Petition for writ of certiorari and motion for leave to proceed in forma pauperis filed.",
            ["cert_petition", "in_forma_pauperis"],
        ),
        ("Application (16A11) for a stay pending appeal, submitted to Justice Lane.", ["stay"]),
        ("Motion to extend the time to file a response is granted.", []),  # a ruling
        ("MOTION (21M10) DISTRIBUTED for Conference of 4/29/2022.", []),
        ("MEMORANDUM in Support of Motion to Dismiss.", []),
        ("Motion Hearing set for 4/6/2021.", []),
        ("LETTER ORDER granting 11 request for an extension of time.", []),
        ("COMPLAINT against A Corp.", []),
        (
            "Assented to MOTION to Impound Exhibit 3 by A Corp.",
            ["seal"],
        ),  # asked with leave of the other side
        ("[SEALED] MOTION to Exclude Damages Opinions by A Corp.", ["other"]),
        ("MOTION for Hearing on 20 MOTION to Transfer Case by A Corp.", ["other"]),
        ("DECISION AND ENTRY SUSTAINING MOTION TO REMAND.", []),
    ],
    "by the name of their event": [
        ("Dismiss for Failure to State a Claim", ["dismiss"]),
        ("Extend/ShortenTime (Motion)", ["extension_of_time"]),
        ("Compel", ["compel"]),
        ("Dismissed", []),
        ("Dismiss 12 as moot", []),
        ("Docketed on Wrong Case, Filer Notified to Refile Motion to Extend Stay", ["stay"]),
        (
            "MOTION for Temporary Restraining Order and Preliminary Injunction by A Corp.",
            ["tro", "preliminary_injunction"],
        ),
        ("Motion to Admit Government Attorney Ann Lee", ["pro_hac_vice"]),
        ("SPECIAL MOTION to Strike. The claim must be dismissed.", ["other"]),
    ],
}


@pytest.mark.parametrize(("text", "expected"), [row for rows in MOTIONS.values() for row in rows])
def test_motions(text, expected):
    assert motions(text) == expected


def test_an_application_approved_where_it_is_filed_is_both():
    answer = extract_rulings(
        {
            "id": 1,
            "court_id": "txed",
            "date_filed": "2007-08-29",
            "number": "14",
            "text": (
                "APPLICATION to Appear Pro Hac Vice by Attorney Ann Lee for A Corp. Approved 8/30/07. "
                "(mjc) (Entered: 08/30/2007)"
            ),
        }
    )
    assert [(motion["number"], motion["kind"]) for motion in answer["motions"]] == [(14, "pro_hac_vice")]
    assert [(r["kind"], r["disposition"], r["answers"], r["date"]) for r in answer["rulings"]] == [
        ("pro_hac_vice", "granted", [14], "2007-08-30")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ORDER granting 5 Motion to Stay. Signed by Judge Ann Lee on 2/26/2021. (Entered: 03/01/2021)",
            "2021-02-26",
        ),
        ("Order entered on 2/25/2021 granting Motion to stay.", "2021-02-25"),
        ("ORDER granting 5 Motion to Stay. Ordered by Hon. Ada Roe on 2/23/2021. (Clerk, A)", "2021-02-23"),
        ("Minute Entry: hearing held on 2/24/2021. Motion to stay granted.", "2021-02-24"),
        (
            "ORDER. For the reasons stated at the conference held on February 20, 2021, the motion to stay is denied.",
            "2021-03-01",
        ),
        ("Supreme Court Case Info Cert Petition Action 1: Granted, 06/26/2017 Notes: none", "2017-06-26"),
        # another order's day is not this one's (ned 8:07-cv-00058, azd 2:06-cv-02141)
        ("ORDER denying 5 Motion to Stay. The stay entered on February 23, 2021 remains.", "2021-03-01"),
        (
            "ORDER granting 5 Motion. All Orders within the Conference Order entered 12/14/20 stand.",
            "2021-03-01",
        ),
        ("ORDER dated February 23, 2021 granting 5 Motion to Stay.", "2021-02-23"),
    ],
)
def test_the_day_of_a_ruling(text, expected):
    assert [ruling.date.isoformat() for ruling in find_rulings(PreparedText(text, FILED, "ca9"))] == [
        expected
    ]


@pytest.mark.parametrize("line", [{}, {"date_filed": None}])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ORDER granting 5 Motion to Stay. Signed by Judge Ann Lee on 2/26/2021.", "2021-02-26"),
        ("ORDER granting 5 Motion to Stay. Signed by Judge Ann Lee on May 2.", None),  # of which year?
        ("ORDER granting 5 Motion to Stay.", None),
    ],
)
def test_a_ruling_of_an_entry_without_a_day(text, expected, line):
    (ruling,) = extract_rulings({"text": text, **line})["rulings"]
    assert (ruling["kind"], ruling["date"]) == ("stay", expected)


def test_every_ruling_says_where_it_was_read():
    text = "ORDER: the motion to dismiss (Doc. 12) is GRANTED. JUDGMENT to follow."
    (ruling,) = find_rulings(PreparedText(text, FILED, "cand"))
    assert (
        "motion to dismiss (Doc. 12) is GRANTED" in text[ruling.start : ruling.end]
        and ruling.rule == "granted-subject"
    )


def test_places_hold_where_lower_case_is_longer():
    text = "ORDER as to İnci Ltd.\xa0– the motion to stay (Doc. 3) is GRANTED."  # "İ" becomes two characters
    (ruling,) = find_rulings(PreparedText(text, FILED, "cand"))
    assert text[ruling.start : ruling.end].endswith("motion to stay (Doc. 3) is GRANTED")


PIECES = [
    "granting 12 Motion to Compel; ",
    "(",
    "[12] ",
    "MOTION ",
    "MOTION by ",
    "PUBLIC ",
    "the motion is denied ",
    "dismissed with prejudice ",
    "1, 2 and ",
    ". ",
    "\n",
    "(Attachments: (",
    "in part ",
    "so ordered ",
    "order ",
    "§ ",
    "ÿ",
    "taking under advisement ",
    "and the motion ",
    "respectively ",
    "(a. 5 ",
    "is vacated and ",
    "endorsement: so ordered ",
    "dismiss as moot ",
    "memo-endorsement re: request for extension ",
    "re: pldg. (1 in MDL ",
    "grants no. ",
    "terminating 70 Motion; ",
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("head", ["", "ORDER: ", "MOTION "])
def test_a_hostile_text_is_read_in_time(piece, head):
    text = (head + piece * 100_000)[:100_000]
    find_rulings(PreparedText(text[:500], FILED, "ca9"))  # courts and patterns loaded
    assert grows_evenly(lambda words: find_rulings(PreparedText(words, FILED, "ca9")), text)


def test_initials_are_read_in_one_way_only():
    # each full stop in two ways: twice the time with each letter
    assert grows_evenly(
        lambda letters: find_rulings(PreparedText(f"JUDGMENT in favor of {letters} and others against C")),
        "a." * 18,
    )


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*PIECES, "ORDER ", "Judge Lee ", "JUDGMENT ", "AFFIRMED ", "petition "])
        | st.text(max_size=12),
        max_size=40,
    ),
    st.sampled_from(["cand", "ca9", "scotus", "nowhere"]),
)
def test_any_text_gives_rulings_in_their_place(parts, court_id):
    text = "".join(parts)
    for ruling in find_rulings(PreparedText(text, FILED, court_id)):
        assert 0 <= ruling.start < ruling.end <= len(text)
        assert list(ruling.answers) == sorted(set(ruling.answers))
    pairs = [
        (ruling.kind, ruling.disposition) for ruling in find_rulings(PreparedText(text, FILED, court_id))
    ]
    assert len(pairs) == len(set(pairs))
