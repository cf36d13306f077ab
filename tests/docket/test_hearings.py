"""Hearings read out of docket text: the traps of docket language, the gold files, and hostile text."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from bench.hearing_speed import load_entries, measure_slowest, parse_fuzzily, read_hearings
from docket.hearings import extract_hearings, find_hearings
from docket.hearings.clauses import find_breaks, find_clause
from docket.text.dates import find_dates, find_times
from docket.text.prepared import PreparedText
from tests.worlds.growth import grows_evenly

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FILED = date(2021, 3, 1)


def read(text: str, court_id: str = "cand", filed: date = FILED) -> list[tuple]:
    return [
        (h.type.value, h.action.value, h.date and h.date.isoformat(), h.time)
        for h in find_hearings(PreparedText(text, filed, court_id))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a bond that goes on moves nothing
        (
            "Sentencing set for 3/1/2021, bond is continued.",
            [("sentencing", "set", "2021-03-01", None)],
        ),
        ("Bond hearing continued to 3/1/2021.", [("detention_hearing", "continued", "2021-03-01", None)]),
        # each day of a list (caed)
        (
            "ORDER vacating 3/9/2021, 3/16/2021 and 4/6/2021 hearing dates.",
            [("other_hearing", "vacated", day, None) for day in ("2021-03-09", "2021-03-16", "2021-04-06")],
        ),
        # "continued" is a part of the name here, not what became of it (ilnd)
        (
            "MINUTE entry: Status hearing held. Continued status hearing set for 4/6/2021 at 9:00 AM.",
            [
                ("status_conference", "held", "2021-03-01", None),
                ("status_conference", "set", "2021-04-06", "09:00"),
            ],
        ),
        # whose motion it is stands behind "re:" (caed)
        ("ORDER: hearing re: 45 MOTION to Amend is VACATED.", [("motion_hearing", "vacated", None, None)]),
        # the day to which the motion that is granted asks to go
        (
            "ORDER granting motion to continue sentencing hearing to April 6, 2021 at 9:00 AM.",
            [("sentencing", "continued", "2021-04-06", "09:00")],
        ),
        # the words of the order, not those of the clerk's macro (caed)
        (
            "STIPULATION and ORDER to continue Motion Hearing. Motion Hearing RE-SET for 4/6/2021 at 9:00 AM.",
            [("motion_hearing", "continued", "2021-04-06", "09:00")],
        ),
        # a party asks; where the register says that it was granted, the court speaks
        (
            "EX PARTE APPLICATION to Continue Trial from 4/6/2021 to 5/4/2021 filed by Defendant.",
            [("trial", "requested", "2021-05-04", None)],
        ),
        (
            "Motion to continue trial is granted. Trial is continued to 5/4/2021.",
            [("trial", "continued", "2021-05-04", None)],
        ),
        # an appearance of a defendant, not of a lawyer
        (
            "Initial Appearance as to J. Doe held on 3/1/2021; bond hearing set for 3/4/2021 at 1:30 PM.",
            [
                ("initial_appearance", "held", "2021-03-01", None),
                ("detention_hearing", "set", "2021-03-04", "13:30"),
            ],
        ),
        # one date, the old one: never a live hearing
        (
            "ORDER: The status conference set for 3/9/2021 is VACATED and RESET to 4/6/2021 at 10:00 a.m.",
            [("status_conference", "reset", "2021-04-06", "10:00")],
        ),
        # the day given up stands after the new one
        (
            "NOTICE: Settlement Conference rescheduled to 5/4/2021 from 4/6/2021.",
            [("settlement_conference", "reset", "2021-05-04", None)],
        ),
        # vacated, and one of another kind set in its place (caed)
        (
            "ORDER: Status Conference set for 3/9/2021 is VACATED and RESET for Change of Plea on 4/6/2021 at 9:30 AM.",
            [("status_conference", "vacated", "2021-03-09", None), ("plea", "set", "2021-04-06", "09:30")],
        ),
        # what is moved has its day before the word; the next sitting has its own word
        (
            (
                "ORDER: The Pretrial Conference, currently set for April 6, 2021, is continued to May 4, 2021, and the "
                "Trial is continued from June 1, 2021, to July 6, 2021."
            ),
            [
                ("pretrial_conference", "continued", "2021-05-04", None),
                ("trial", "continued", "2021-07-06", None),
            ],
        ),
        # a deadline's day, not that of the sitting named next
        (
            (
                "ORDER: The deadline to file the report is extended to 4/6/2021, and the status hearing set for "
                "3/9/2021 is vacated and reset to 4/13/2021."
            ),
            [("status_conference", "reset", "2021-04-13", None)],
        ),
        # a condition moves nothing (nysd)
        (
            (
                "ORDER: The next status conference is scheduled for 4/6/2021. If the parties believe that a conference "
                "is not necessary, they shall write a letter and the conference will be adjourned."
            ),
            [("status_conference", "set", "2021-04-06", None)],
        ),
        # hours of further days are no new days (iand)
        # a motion to continue granted moves the trial; the plea is set (ned)
        (
            "ORDER granting 18 Motion to Continue as to J. Doe. A Change of Plea Hearing is set for 4/6/2021.",
            [("plea", "set", "2021-04-06", None)],
        ),
        # a stipulation so ordered (caed), and one refused
        (
            "STIPULATION to Continue Sentencing Hearing; ORDER, signed by Judge Roe. (Sentencing set for 4/6/2021.)",
            [("sentencing", "continued", "2021-04-06", None)],
        ),
        (
            "ORDER denying stipulation to continue the trial. The trial remains set for 4/6/2021.",
            [("trial", "set", "2021-04-06", None)],
        ),
        # two sittings put off together, to no day
        (
            (
                "ORDER: the trial set for June 1, 2021 and the pretrial conference set for May 4, 2021 are "
                "CONTINUED to be reset."
            ),
            [("trial", "continued", None, None), ("pretrial_conference", "continued", None, None)],
        ),
        # a deadline is not a hearing, even with "set for", and one entry holds both
        (
            (
                "ORDER: Discovery deadline set for 5/3/2021. Jury Trial set for 9/13/2021 at 09:00 AM. "
                "Joint Pretrial Order due by 8/2/2021."
            ),
            [("trial", "set", "2021-09-13", "09:00")],
        ),
        # the noun before the verb is a paper
        ("ORDER: Case Management Statement due by 4/1/2021.", []),
        # minutes whose sitting did not take place, told by a word alone
        (
            (
                "Minute Entry Re: hearing on 02/25/2021 09:30 am. Continued. (related document(s): 1 Complaint "
                "filed by A. ROE) Appearances: J. DOE Status Hearing to be held on 4/8/2021 at 09:30 AM."
            ),
            [("status_conference", "continued", "2021-04-08", "09:30")],
        ),
        # a notice of resetting says that what it sets is moved; a notice of setting does not
        (
            "NOTICE of Resetting as to J. Roe. Re-Arraignment set for 4/15/2021 at 10:30 AM.",
            [("plea", "reset", "2021-04-15", "10:30")],
        ),
        (
            "NOTICE of Setting Hearing: Re-Arraignment set for 4/15/2021 at 10:30 AM.",
            [("plea", "set", "2021-04-15", "10:30")],
        ),
        # the hearing of the motion ruled on
        (
            "ORDER by Judge Ann B. Lee: denying as moot 13 Motion to Dismiss Case and Vacating Hearing.",
            [("motion_hearing", "vacated", None, None)],
        ),
        # mediation by a judge is a settlement conference, by anybody else no hearing
        (
            "ORDER: Mediation set for 4/7/2021 9:00 AM in Courtroom 2 before Magistrate Judge Ann B. Lee.",
            [("settlement_conference", "set", "2021-04-07", "09:00")],
        ),
        ("ORDER: Mediation set for 4/7/2021 9:00 AM before Ann B. Lee.", []),
        # what a conference is to address is no sitting of its own
        (
            (
                "ORDER: Status Conference to address establishing a time frame for rescheduling the Competency "
                "Hearing set for 4/9/2021 at 01:00 PM."
            ),
            [("status_conference", "set", "2021-04-09", "13:00")],
        ),
        # the register's own date in the trailer
        ("ORDER re motion hearing. (Filed on 3/1/2021) (Entered: 03/01/2021)", []),
        # a transcript names a hearing that is past
        ("TRANSCRIPT of Proceedings re: Motion Hearing held on 2/9/2021 before Judge Ann B. Lee.", []),
        # time first, two-digit year, no half of the day
        (
            "Docket call set for 9:31 4/5/21 before Lacey Thorn",
            [("other_hearing", "set", "2021-04-05", "09:31")],
        ),
        # no year: the next such day after the filing
        (
            "ORDER: A hearing is set for January 8 at 1:00 p.m.",
            [("other_hearing", "set", "2022-01-08", "13:00")],
        ),
        # minutes without a day took place when filed
        (
            "MINUTES: Scheduling Conference held before Judge Ann B. Lee.",
            [("scheduling_conference", "held", "2021-03-01", None)],
        ),
        # a request is no fact, and the standing day is not asked for
        (
            (
                "LETTER MOTION to Adjourn Conference scheduled for March 9, 2021 addressed to Judge Ann B. "
                "Lee. Document filed by Q. Corp."
            ),
            [("other_hearing", "requested", None, None)],
        ),
        # denied: nothing; denied but restated: stands
        ("ORDER denying 12 Motion to Continue Trial.", []),
        (
            "ORDER: The application to adjourn the conference set for March 9, 2021 is denied.",
            [("other_hearing", "set", "2021-03-09", None)],
        ),
        # told twice, by the order and by the register
        (
            (
                "ORDER: The Court will hold a status conference on April 6, 2021 at 2:00 p.m. Status "
                "Conference set for 4/6/2021 at 02:00 PM before Judge Ann B. Lee."
            ),
            [("status_conference", "set", "2021-04-06", "14:00")],
        ),
        # "held" of things other than sittings
        ("ORDER: the appeal is held in abeyance pending the trial court's ruling of 2/2/2021.", []),
        (
            "Minute Entry: Detention Hearing NOT HELD on 3/1/2021.",
            [("detention_hearing", "not_held", "2021-03-01", None)],
        ),
        # the clerk's instruction in an opposing paper is not read
        ("RESPONSE in Opposition to 9 MOTION to Continue Trial set for 5/3/2021 filed by Q. Corp.", []),
        # nobody is to appear on a motion day
        (
            (
                "Set Deadlines as to 9 MOTION to Dismiss. Motion set for 4/5/2021 before Judge Ann B. Lee. "
                "The motion will be decided on the papers. No appearances required."
            ),
            [],
        ),
        # the day stands before the noun, after "ordered", which would make it the order's
        (
            "IT IS ORDERED that the March 15, 2021 hearing is VACATED.",
            [("other_hearing", "vacated", "2021-03-15", None)],
        ),
        (
            "The 3/15/2021 status hearing is stricken and reset to 4/19/2021 at 9:00 a.m.",
            [("status_conference", "reset", "2021-04-19", "09:00")],
        ),
        # an order about a coming hearing gives its day; a past one is only named
        (
            "ORDER: At the March 15, 2021 hearing the parties shall address standing.",
            [("other_hearing", "set", "2021-03-15", None)],
        ),
        ("ORDER: At the February 15, 2021 hearing the parties argued standing.", []),
        # "the trial date of": no verb governs the day given up
        (
            "MINUTE ORDER: The trial date of September 13, 2021 is STRICKEN and RESET to January 24, 2022.",
            [("trial", "reset", "2022-01-24", None)],
        ),
        # the argument that is not to be is not the hearing that is off
        (
            (
                "MINUTES (IN CHAMBERS): the matter is fit for resolution without oral argument and the "
                "Court VACATES the hearing scheduled for March 22, 2021."
            ),
            [("other_hearing", "vacated", "2021-03-22", None)],
        ),
        # what is yet to come moves nothing
        (
            (
                "TEXT ORDER: The scheduling conference set for March 8, 2021, is CANCELLED and will be "
                "rescheduled at a later date."
            ),
            [("scheduling_conference", "vacated", "2021-03-08", None)],
        ),
        # another hour of the same day
        (
            "CLERK'S NOTICE: The Motion Hearing set for 3/16/2021 is advanced from 2:00 PM to 10:00 AM.",
            [("motion_hearing", "reset", "2021-03-16", "10:00")],
        ),
        # held, and its next day
        (
            "MINUTE entry: Initial status hearing held and continued to 4/12/2021 at 9:15 a.m.",
            [
                ("status_conference", "held", "2021-03-01", None),
                ("status_conference", "continued", "2021-04-12", "09:15"),
            ],
        ),
        # the clerk strikes an entry by what is put before it
        (
            "***VACATED*** NOTICE of Hearing: Markman Hearing set for 5/3/2021 at 9:00 AM.",
            [("other_hearing", "vacated", "2021-05-03", None)],
        ),
        # presentment is the court's motion day, not a wish
        (
            (
                "NOTICE of Motion by Ann Lee for presentment of motion to dismiss 15 before Honorable Bo "
                "Roe on 3/9/2021 at 09:30 AM."
            ),
            [("motion_hearing", "set", "2021-03-09", "09:30")],
        ),
        # who asks stands before what is asked
        (
            "MOTION by Defendant Q. Corp. to continue trial date of June 7, 2021",
            [("trial", "requested", None, None)],
        ),
        # the register's "setting/resetting" moves nothing
        (
            (
                "MINUTE ORDER, setting/resetting deadline(s)/hearing(s): ( Miscellaneous Hearing set for "
                "4/5/2021 at 10:00 AM)"
            ),
            [("other_hearing", "set", "2021-04-05", "10:00")],
        ),
        # no verb that is known governs the day: the court speaks, the day is to come, the sitting stands beside it
        (
            (
                "TEXT ORDER: The status conference, pencilled in by chambers for April 6, 2021 at 9 a.m., "
                "concerns scheduling."
            ),
            [("status_conference", "set", "2021-04-06", "09:00")],
        ),
        # the same words under a lawyer's name set nothing
        (
            "Witness List of Q. Corp. for the jury trial, pencilled in by chambers for April 6, 2021 (Roe, Ann)",
            [],
        ),
        # the day first, its verb after it
        (
            "ORDER: On April 6, 2021, at 2:00 p.m., the Court will hold a settlement conference.",
            [("settlement_conference", "set", "2021-04-06", "14:00")],
        ),
        # the sitting last, as the purpose of a day
        (
            (
                "ORDER: the undersigned will see counsel on April 6, 2021 at 11 a.m. in Courtroom F for a "
                "discovery hearing."
            ),
            [("other_hearing", "set", "2021-04-06", "11:00")],
        ),
        # what is due hangs on a sitting whose day is given
        (
            "ORDER: Reports are due three days before the status conference on April 6, 2021.",
            [("status_conference", "set", "2021-04-06", None)],
        ),
        # a last day is no sitting, whatever it is the last day for
        ("ORDER: the last day for a motion to be set for hearing is 4/6/2021.", []),
        # one verb for two sittings, days in parentheses
        (
            "ORDER. Calendar call (Mar. 9) and jury trial (two weeks from Mar. 15) are cancelled.",
            [("other_hearing", "vacated", "2021-03-09", None), ("trial", "vacated", "2021-03-15", None)],
        ),
        # the old day after the new one, without "from"
        (
            (
                "CLERK'S NOTICE: the Case Management Conference will be heard on 4/15/2021 at 11:00 AM "
                "rather than 4/8/2021."
            ),
            [("case_management_conference", "reset", "2021-04-15", "11:00")],
        ),
        # set twice in one breath: the second setting holds
        (
            "ORDER: the hearing on the motion, noticed for March 25, 2021, shall instead take place on April 8, 2021.",
            [("motion_hearing", "reset", "2021-04-08", None)],
        ),
        # "it" is the sitting named before
        (
            (
                "MINUTE ORDER: The March 10, 2021 Scheduling Conference is VACATED. It is RESET for April "
                "21, 2021 at 10:30 AM."
            ),
            [("scheduling_conference", "reset", "2021-04-21", "10:30")],
        ),
        # and "the matter" the one the minutes are about
        (
            "MINUTES: Show Cause Hearing held. The matter is continued to April 7, 2021 at 1:30 p.m.",
            [
                ("show_cause_hearing", "held", "2021-03-01", None),
                ("show_cause_hearing", "continued", "2021-04-07", "13:30"),
            ],
        ),
        # a wish to move a day moves nothing until granted
        (
            (
                "ENDORSED LETTER re: request an adjournment of the March 9, 2021 conference. ENDORSEMENT: "
                "The conference is rescheduled to April 6, 2021."
            ),
            [("other_hearing", "reset", "2021-04-06", None)],
        ),
        # the title of the minutes, and that nobody sat
        (
            "MINUTES: COURT TRIAL - NOT HELD; parties announce a settlement.",
            [("trial", "not_held", "2021-03-01", None)],
        ),
        # the day after the filing, in a word
        (
            "ORDER - the status conference scheduled for tomorrow is CANCELLED.",
            [("status_conference", "vacated", "2021-03-02", None)],
        ),
        # "re notice" is no "re-notice"
        ("ORDER re notice of hearing on 3/9/2021.", [("other_hearing", "set", "2021-03-09", None)]),
        # two kinds in one setting
        # what came of a day that was set stands after it
        (
            "Minute Entry: Discovery Conference scheduled for 3/1/2021 by telephone NOT HELD.",
            [("other_hearing", "not_held", "2021-03-01", None)],
        ),
        (
            "Minute Entry: Settlement Conference set for 2/26/2021 was held.",
            [("settlement_conference", "held", "2021-02-26", None)],
        ),
        (
            "ORDER: The status conference on 2/25/2021 did not take place. It will be reset by separate notice.",
            [("status_conference", "not_held", "2021-02-25", None)],
        ),
        # the new day has a sentence of its own, with no word for the sitting
        (
            (
                "NOTICE OF RESCHEDULING HEARING: The status conference previously scheduled for March 9, "
                "2021 is rescheduled. New scheduling date and time: April 6, 2021 at 3:00 PM."
            ),
            [("status_conference", "reset", "2021-04-06", "15:00")],
        ),
        (
            "ORDER: The jury trial set for May 3, 2021 is CONTINUED. New trial date: June 7, 2021.",
            [("trial", "continued", "2021-06-07", None)],
        ),
        (
            "NOTICE rescheduling settlement conference from 3/9/2021; new date 4/6/2021.",
            [("settlement_conference", "reset", "2021-04-06", None)],
        ),
        # a mediator's report: its hearing is not the court's
        ("MEDIATION report Filed by J. Roe. Hearing held on 2/25/2021. Hearing outcome: Impasse.", []),
        (
            (
                "MOTION to Compel Arbitration by Q Corp. Motion Hearing set for 4/6/2021 at 09:00 AM "
                "before Judge Ann B. Lee."
            ),
            [("motion_hearing", "set", "2021-04-06", "09:00")],
        ),
        (
            "ORDER Setting Plea and Sentencing for 4/6/2021 at 1:30 PM.",
            [("sentencing", "set", "2021-04-06", "13:30"), ("plea", "set", "2021-04-06", "13:30")],
        ),
        # a motion to adjourn that is granted, and the sitting adjourned, are one
        (
            (
                "ORDER granting 18 Letter MOTION to Adjourn Conference. The 3/9/21 status conference is "
                "adjourned without date."
            ),
            [("status_conference", "continued", None, None)],
        ),
        # a day given up by its motion's name
        (
            (
                "MINUTE entry: The motion to compel 44 is entered and briefed. No appearance is required "
                "on the noticed motion date of 3/9/21."
            ),
            [("motion_hearing", "vacated", "2021-03-09", None)],
        ),
        (
            "Hearing Held (RE: related document(s)31 Motion for Relief from Stay filed by Creditor Q Bank) - Granted.",
            [("motion_hearing", "held", "2021-03-01", None)],
        ),
        # the argument that is not needed is not the hearing that is vacated
        (
            (
                "ORDER. The Court finds this matter suitable for disposition without oral argument and "
                "VACATES the March 11, 2021 hearing."
            ),
            [("other_hearing", "vacated", "2021-03-11", None)],
        ),
        (
            (
                "ORDER TO SHOW CAUSE: respondents to show cause before the Hon. Ann B. Lee on April 6, "
                "2021 at 11:00 a.m. why an injunction should not issue."
            ),
            [("show_cause_hearing", "set", "2021-04-06", "11:00")],
        ),
        (
            "ORDER THAT A PRETRIAL CONFERENCE IS SCHEDULED FOR APRIL 6, 2021 AT 9:30 A.M. IN CHAMBERS.",
            [("pretrial_conference", "set", "2021-04-06", "09:30")],
        ),
        # a wish within a company's own full stop; a response to a wish is none
        (
            "LETTER by Northfield Grain Co. requesting an informal conference regarding a deposition.",
            [("other_hearing", "requested", None, None)],
        ),
        (
            "LETTER addressed to Judge Ann B. Lee re: response to [Docket No.60] for second settlement conference.",
            [],
        ),
        (
            "NOTICE OF HEARING ON MOTION. PER CHAMBERS, NO ORAL ARGUMENT. Motion set for 4/6/2021 at 1:30 PM.",
            [],
        ),
        # a motion to continue that is granted moves what the same entry sets, but only what it was to continue
        (
            "ORDER granting 24 Motion to Continue as to A. Roe (1) - Sentencing set for 5/4/2021 11:30 AM.",
            [("sentencing", "continued", "2021-05-04", "11:30")],
        ),
        (
            "ORDER granting 24 Motion to Continue Trial. Status Conference set for 5/4/2021 at 3:00 PM.",
            [("trial", "continued", None, None), ("status_conference", "set", "2021-05-04", "15:00")],
        ),
        (
            "ORDER granting 24 Motion to Continue Deadline to respond. Jury Trial set for 5/4/2021 at 9:00 AM.",
            [("trial", "set", "2021-05-04", "09:00")],
        ),
        # a day told from the day of filing
        (
            "MINUTE entry: Tomorrow's status hearing is moved to 9:30 AM and will be held in open court.",
            [("status_conference", "reset", "2021-03-02", "09:30")],
        ),
        (
            "ORDER: the status conference scheduled for tomorrow is CANCELLED.",
            [("status_conference", "vacated", "2021-03-02", None)],
        ),
    ],
)
def test_find_hearings(text, expected):
    assert sorted(read(text), key=str) == sorted(expected, key=str)
    assert sorted(read(text.replace(" ", "\xa0", 3)), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("court_id", "text", "expected"),
    [
        (
            "scotus",
            "DISTRIBUTED for Conference of 4/16/2021.",
            [("conference_calendar", "set", "2021-04-16", None)],
        ),
        ("scotus", "Rescheduled.", [("conference_calendar", "reset", None, None)]),
        ("ca9", "CASE CALENDARED EN BANC without oral argument on 5/20/21.", []),
        (
            "scotus",
            "SET FOR ARGUMENT on Tuesday, April 20, 2021.",
            [("oral_argument", "set", "2021-04-20", None)],
        ),
        ("scotus", "Brief of respondent filed. (Distributed)", []),  # no conference named
        (
            "ca1",
            "CASE calendared: Tuesday, 05/04/2021 Boston, MA Panel Courtroom. Designation form due 04/06/2021.",
            [("oral_argument", "set", "2021-05-04", None)],
        ),  # the second date is a deadline
        (
            "ca9",
            (
                "NOTICE OF ORAL ARGUMENT on Monday, April 19, 2021- 09:30 A.M. - Courtroom 1 - Scheduled "
                "Location: Pasadena"
            ),
            [("oral_argument", "set", "2021-04-19", "09:30")],
        ),  # no space before the hyphen
        (
            "ca9",
            "This case is being considered for an upcoming oral argument calendar in Pasadena. See April 19-23, 2021.",
            [],
        ),
        (
            "ca4",
            (
                "ORAL ARGUMENT NOTICE issued advising counsel of oral argument on 05/04/2021. "
                "Acknowledgment form due 03/20/2021."
            ),
            [("oral_argument", "set", "2021-05-04", None)],
        ),  # no form that is known
        (
            "ca9",
            "Filed order: Appellee's motion to continue the argument calendared for April 8, 2021 is granted.",
            [("oral_argument", "continued", None, None)],
        ),
        (
            "cadc",
            "PER CURIAM ORDER rescheduling oral argument from April 7, 2021 to May 8, 2021 at 9:30 a.m.",
            [("oral_argument", "reset", "2021-05-08", "09:30")],
        ),
        (
            "scotus",
            (
                "The case is removed from the April 2021 argument calendar and is reset for argument on "
                "Monday, May 11, 2021."
            ),
            [("oral_argument", "reset", "2021-05-11", None)],
        ),
        (
            "ca11",
            "Calendar issued as to cases to be orally argued the week of July 26, 2021 in Atlanta, Georgia.",
            [],
        ),  # no day yet
        (
            "scotus",
            "Rescheduled for Conference of April 16, 2021.",
            [("conference_calendar", "reset", "2021-04-16", None)],
        ),
        (
            "ca6",
            "ORAL ARGUMENT SCHEDULED for 9:00 a.m. (Eastern Time) on Thursday, May 6, 2021.",
            [("oral_argument", "set", "2021-05-06", "09:00")],
        ),
    ],
)
def test_find_hearings_of_higher_courts(court_id, text, expected):
    assert read(text, court_id) == expected


@pytest.mark.parametrize(
    ("filed", "text", "expected"),
    [
        # what is past lies before the filing
        ("2026-01-02", "Minute Entry: status conference held on 12/30", ("held", "2025-12-30", None)),
        ("2026-01-02", "ORDER vacating status conference set for 12/30", ("vacated", "2025-12-30", None)),
        (
            "2026-01-03",
            "Status conference continued from 12/22 to 1/20",
            ("continued", "2026-01-20", "2025-12-22"),
        ),
        # what is to come lies after it
        ("2026-01-02", "ORDER: hearing set for 11/15", ("set", "2026-11-15", None)),
        ("2025-12-19", "ORDER vacating hearing set for 1/15", ("vacated", "2026-01-15", None)),
        ("2025-12-19", "STIPULATION requesting hearing on January 15", ("requested", "2026-01-15", None)),
        (
            "2025-12-19",
            "MOTION to Continue status conference from 12/22 to 1/6",
            ("requested", "2026-01-06", "2025-12-22"),
        ),
        (
            "2025-12-19",
            "ORDER continuing status conference from 1/6 to 2/3",
            ("continued", "2026-02-03", "2026-01-06"),
        ),
    ],
)
def test_a_day_without_a_year_lies_on_the_side_of_new_year_that_the_act_means(filed, text, expected):
    hearings = extract_hearings({"text": text, "date_filed": filed, "court_id": "cand"})["hearings"]
    assert [(h["action"], h["date"], h["prior_date"]) for h in hearings] == [expected]


@pytest.mark.parametrize(
    ("words", "judge"),
    [
        ("before Magistrate Judge F.A. Gossett.", "F.A. Gossett"),  # ned 7:05-cv-05003
        ("before Judge George A. OToole Jr..", "George A. OToole Jr"),  # mad 1:13-cr-10200
        # ned 4:08-cr-03131
        ("as the Criminal Justice Act provides. Ordered by Judge Ada B. Roe.", "Ada B. Roe"),
    ],
)
def test_a_judge_is_named_in_full(words, judge):
    (hearing,) = find_hearings(PreparedText(f"Pretrial Conference set for 4/6/2021 {words}", FILED, "ned"))
    assert hearing.judge == judge


def test_details_and_spans():
    text = (
        "Telephone Status Conference set for 4/6/2021 at 02:00 PM in Courtroom 5, 17th Floor before Judge "
        "Ann B. Lee. Dial-in 555-0100, access code 123456. (Entered: 03/01/2021)"
    )
    (hearing,) = find_hearings(PreparedText(text, FILED, "cand"))
    assert (hearing.location, hearing.judge, hearing.remote) == (
        "Courtroom 5, 17th Floor",
        "Ann B. Lee",
        True,
    )
    places = {name: text[start:end] for name, start, end in hearing.spans}
    assert (places["date"], places["time"], places["judge"]) == ("4/6/2021", "02:00 PM", "Ann B. Lee")
    assert "123456" not in places["clause"]
    assert hearing.rule == "date-after-set"


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("Appearances by phone: A. Roe for Plaintiff; B. Doe for Defendant.", [True, False]),
        ("All parties appeared by video.", [True, False]),
        ("Attorney Roe participated by telephone.", [False, False]),  # one lawyer is not all
    ],
)
def test_remote_is_told_after_the_sitting(added, expected):
    text = (
        f"MINUTES: Status Conference held on 3/1/2021. {added} Settlement Conference to be held in Santa "
        "Fe on 4/6/2021 at 9:00 AM."
    )
    assert [hearing.remote for hearing in find_hearings(PreparedText(text, FILED, "nmd"))] == expected


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (
            "at Will County Court Annex, 57 N. Ottawa St., Rm 201 Joliet, IL 60432. (Attachments: 1 Exhibit)",
            "Will County Court Annex, 57 N. Ottawa St., Rm 201 Joliet, IL 60432",
        ),
        (
            "at DuPage Courthouse, 505 N County Farm Road, Rm 4016, Wheaton, Illinois 60187. (Roe, Jane)",
            "DuPage Courthouse, 505 N County Farm Road, Rm 4016, Wheaton, Illinois 60187",
        ),
        ("in Ft. Myers Courtroom 5 C before Magistrate Judge Ann B. Lee.", "Ft. Myers Courtroom 5 C"),
        ("in Courtroom 17N - St. Louis before Magistrate Judge Ann B. Lee.", "Courtroom 17N - St. Louis"),
        ("at Courtroom 5.", "Courtroom 5"),
        ("before Judge Ann B. Lee in Lincoln for 3 trial days.", "Lincoln"),
    ],
)
def test_an_address_is_read_whole(words, place):
    (hearing,) = find_hearings(
        PreparedText(f"ORDER: Jury Trial set for 5/4/2021 at 09:30 AM {words}", FILED, "ilnb")
    )
    assert hearing.location == place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Status Conference set for 4/6/2021 at 10:00 AM and Settlement Conference set for 5/4/2021 "
                "at 2:00 PM by Zoom."
            ),
            [False, True],
        ),
        ("a status conference is set for 4/6/2021 and a settlement conference for 5/4/2021.", [False, False]),
    ],
)
def test_of_two_hearings_in_one_sentence_each_is_remote_for_itself(text, expected):
    assert [
        hearing.remote for hearing in find_hearings(PreparedText(f"ORDER: {text}", FILED, "cand"))
    ] == expected


@pytest.mark.parametrize(
    ("text", "days", "times"),
    [
        ("June 31, 2017", [], []),  # no such day
        ("3/4 at 1:30", ["2017-03-04"], ["13:30"]),  # court hours: a bare 1:30 is afternoon
        ("12:00 noon on 2/29/16", ["2016-02-29"], ["12:00"]),
        ("February 12 at noon", ["2017-02-12"], ["12:00"]),
        ("due before noon", [], []),
        # the year stands behind the last of several days (ned 4:06-cv-03057, caed 1:08-cr-00259)
        ("April 16-18, 2002", ["2002-04-16"], []),
        ("February 7 & 8, 2012 and March 1 and 2", ["2012-02-07", "2017-03-01"], []),
        ("[2:17-mj-01117] 12:09 AM", [], ["00:09"]),  # a docket number is no clock
        ("@900am Sept. 5th, 2017", ["2017-09-05"], ["09:00"]),
    ],
)
def test_dates_and_times(text, days, times):
    assert [day.value.isoformat() for day in find_dates(text, 2017)] == days
    assert [clock.value for clock in find_times(text)] == times


_WORDS = st.sampled_from(
    [
        "Status Conference",
        "hearing",
        "MOTION for",
        "set for",
        "3/4/2021",
        "is continued to",
        "May 5",
        "10:00 AM",
        "before Judge A. Lee",
        "vacated",
        ". ",
        "(",
        ")",
        "Minute Entry",
        "held on",
        "reset",
        "from",
        "to",
        "İ",
        "\xa0",
        "ORDER",
        "due by",
        "Argued.",
        "oral argument",
        "2/30/2021",
        "DISTRIBUTED for Conference of",
    ]
)


@given(
    text=st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=60).map(" ".join)),
    court_id=st.sampled_from(["cand", "ca9", "scotus", "nowhere"]),
)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_spans_lie_within(text, court_id):
    hearings = find_hearings(PreparedText(text, FILED, court_id))
    assert hearings == find_hearings(PreparedText(text, FILED, court_id))
    for hearing in hearings:
        assert all(0 <= start <= end <= len(text) for _, start, end in hearing.spans)


def corpus() -> list[tuple[str, date, str]]:
    if not (SHARED / "corpus").is_dir():
        pytest.skip("the shared corpus (../shared/corpus) is not here")
    return load_entries(SHARED / "corpus")


def test_reading_is_many_times_faster_than_dateutil():
    """Measured three to four times (bench/hearing_speed.py); the rest is left for a busy machine."""
    entries = corpus()
    parse_fuzzily(entries), read_hearings(entries)
    assert max(parse_fuzzily(entries) / read_hearings(entries) for _ in range(3)) > 2.5
    # Measured: nine times the usual entry.
    assert measure_slowest(entries) < 200 * read_hearings(entries) / len(entries)


@pytest.mark.parametrize(
    "piece",
    [
        "hearing ",
        "hearing set for ",
        "(",
        "a",
        " ",
        "before Judge A. B. C. ",
        "MOTION for hearing on ",
        "hearing vacated and continued to be reset ",
        "Conference set for 1/2/2020 at 10:00 AM before Judge Ann Lee ",
        "Status Conference set for 1/2/2020. ",
        "Minute Entry hearing held on ",
        "signed by ",
        "by a on ",
        "((",
        "[entered ",
        "dial in ",
        "hearing on motion ",
        "Jan 5 ",
        "submitted without oral argument on ",
        "Judge Van De ",
        "12:00 ",
        "may appear by phone ",
        "will be held on ",
        "hearing.\n",
        "hear the motion ",
        "matter is set for ",
        "motion to x is ",
        "it is reset for ",
        "to remove the hearing ",
        "on 5/5/2021 for a hearing ",
        "hearing in A b c ",
        "hearing set for 1/2/2020 was held ",
        "new hearing date: 5/5/2021 ",
        "old date ",
        "parties appeared present by ",
        "hearing held (re: related document 31 ",
        "show cause before a ",
        "no appearance is required on the a ",
    ],
)
def test_hostile_text_costs_no_more_than_a_long_order(piece):
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    find_hearings(PreparedText("hearing set for 1/2/2020", FILED, "cand"))  # courts are read once
    assert grows_evenly(lambda sent: find_hearings(PreparedText(sent, FILED, "cand")), text)


def test_each_word_stands_in_one_short_clause():
    text = (
        "Dr. Roe, Jr. v. U.S. - Trial reset for 10:00 a.m. on May 5 at 9 p.m. The rest; so: a. B"
        + " or so" * 300
    )
    breaks = find_breaks(text, text.lower())
    clauses = [find_clause(text, breaks, place) for place, sign in enumerate(text) if sign.isalpha()]
    places = [place for place, sign in enumerate(text) if sign.isalpha()]
    assert all(
        start <= place < end <= start + 800 for place, (start, end) in zip(places, clauses, strict=True)
    )
    ordered = sorted(set(clauses))
    assert all(left[1] <= other[0] for left, other in pairwise(ordered))
    assert [text[start:end].strip() for start, end in ordered][:4] == [
        "Dr. Roe, Jr. v. U.S.",
        "Trial reset for 10:00 a.m. on May 5 at 9 p.m",
        "The rest",
        "so",
    ]
