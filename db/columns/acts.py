"""What happened in a docket: hearings, claims, rulings, motions."""

from db.columns.shared import DOCKET, EVIDENCE, PRECISION, SEEN, SOURCE_URL, TIER
from db.tables import DATE, FLAG, INSTANT, LIST, NUMBER, TEXT, Column, Table
from docket.source_hosts import Grade
from docket.vocabulary import (
    ActEffect,
    ActKind,
    Answer,
    CauseOfAction,
    Disposition,
    ExceptionAtIssue,
    HearingAction,
    HearingKind,
    HearingStatus,
    LawEffect,
    Posture,
    Provision,
    Tier,
)

# One line for each column, or as few as its description fills.
# fmt: off
TABLES = (
    Table(
        "hearings", "Hearings", "Every hearing we know was requested, set, moved, vacated, held or not held. The "
        "status comes from what was said of it, never from the clock.",
        (
            Column("hearing_id", TEXT, "Stable id", is_fact=False),
            DOCKET,
            Column("kind", TEXT, "oral_argument, trial, motion_hearing, conference, hearing, sentencing or unknown",
                   one_of=HearingKind),
            Column("status", TEXT, "requested, scheduled, moved, vacated, held, not_held, withdrawn or unknown; a "
                   "scheduled one whose date has passed has no known result", one_of=HearingStatus, is_watched=True),
            Column("date", DATE, "The day, where it is known: a calendar date at the courthouse"),
            Column("time_local", TEXT, "Hour on the courthouse clock, HH:MM", is_watched=True),
            Column("starts_at", INSTANT, "Start as an instant, UTC, where day and hour are known"),
            Column("timezone", TEXT, "IANA zone of the court", is_fact=False),
            PRECISION,
            Column("date_from", DATE, "First day it can be: a calendar date at the courthouse", is_watched=True),
            Column("date_to", DATE, "Last day it can be; equal to the first where the day is known",
                   is_watched=True),
            Column("place", TEXT, "Courtroom or place", is_watched=True),
            Column("judge", TEXT, "Judge", is_watched=True),
            Column("is_remote", FLAG, "1 if by video or telephone"),
            TIER,
            Column("text", TEXT, "What is said of it last"),
            SOURCE_URL,
            *SEEN,
        ),
        indexes=(("status", "date_from"), ("docket_id", "date_from"), ("date_to",)),
        news=("hearing", "kind"),
    ),
    Table(
        "hearing_events", "Steps of hearings", "Each thing said of a hearing, with the entry it came from.",
        (
            Column("hearing_event_id", TEXT, "Id of the row", is_fact=False),
            Column("hearing_id", TEXT, "The hearing", references="hearings.hearing_id", is_fact=False),
            DOCKET,
            Column("action", TEXT, "requested, set, reset, continued, vacated, held, not_held or unknown",
                   one_of=HearingAction),
            Column("action_date", DATE, "Day it was said: a calendar date"),
            Column("date_from", DATE, "First day it can be: a calendar date at the courthouse"),
            Column("date_to", DATE, "Last day it can be; equal to the first where the day is known"),
            PRECISION,
            Column("time_local", TEXT, "Hour on the courthouse clock, HH:MM"),
            Column("prior_date", TEXT, "Day given up, where the entry names it: a calendar date at the courthouse"),
            TIER,
            Column("version_id", TEXT, "The state of the entry that says it", is_fact=False),
            Column("text", TEXT, "What it says"),
            SOURCE_URL,
            Column("entry_id", TEXT, "The entry whose text says so; empty where the header does",
                   references="docket_entries.entry_id", is_fact=False),
            Column("rule", TEXT, "The rule that read it", is_fact=False),
            Column("span_start", NUMBER, "Where the words begin in the entry's text: characters from 0",
                   is_fact=False),
            Column("span_end", NUMBER, "Where they end", is_fact=False),
            *SEEN,
        ),
        indexes=(("hearing_id",), ("docket_id",), ("entry_id",), ("date_to",)),
        rare=((("prior_date",), "prior_date is not null"),),
    ),
    Table(
        "docket_events", "Events found by reviewers", "Dated events of dockets, recorded by a reviewer from "
        "public reports and opinions.",
        (
            Column("docket_event_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("event", TEXT, "What happened: filed, argued, decided, dismissed, settled …"),
            Column("date_from", DATE, "First day it can be: a calendar date at the courthouse"),
            Column("date_to", DATE, "Last day it can be; equal to the first where the day is known"),
            PRECISION,
            Column("text", TEXT, "In a few words"),
            SOURCE_URL,
            *SEEN,
        ),
        indexes=(("docket_id", "date_from"), ("event", "date_from")),
    ),
    Table(
        "claims", "Claims", "Causes of action pleaded in a docket.",
        (
            Column("claim_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("cause_of_action", TEXT, "The cause, as a code", one_of=CauseOfAction),
            Column("cause_of_action_raw", TEXT, "The source's own words", is_fact=False),
            Column("brought_by", TEXT, "Who brings it"),
            Column("brought_against", TEXT, "Against whom"),
            SOURCE_URL,
            *EVIDENCE,
            *SEEN,
        ),
        indexes=(("docket_id",), ("cause_of_action",), ("entry_id",)),
        news=("claim", "cause_of_action"),
    ),
    Table(
        "defenses", "Section 230 defenses", "Parts of § 230, and exceptions to it, at issue in a docket.",
        (
            Column("defense_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("claim_id", TEXT, "The claim it was raised against, where the source says",
                   references="claims.claim_id", is_fact=False),
            Column("provision", TEXT, "c1 is (c)(1), c2a (c)(2)(A), c2b (c)(2)(B), e1 to e5 (e)(1) to (5), f3 "
                   "(f)(3)", one_of=Provision),
            Column("exception", TEXT, "Exception argued: federal_criminal, ip, state_law_consistent, ecpa, "
                   "fosta_trafficking or none", one_of=ExceptionAtIssue),
            Column("raw", TEXT, "The source's own words"),
            SOURCE_URL,
            *EVIDENCE,
            *SEEN,
        ),
        indexes=(("docket_id",), ("provision",), ("claim_id",), ("entry_id",)),
        news=("defense", "raw"),
    ),
    Table(
        "rulings", "Rulings", "One row for each dated judicial act, whether a reviewer recorded it or an entry "
        "tells it, and how it answers the § 230 question.",
        (
            Column("ruling_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("kind", TEXT, "Sort of act: order, opinion, judgment, verdict, preliminary_injunction, "
                   "magistrate_recommendation, cert_denied …; null where only an entry tells it", one_of=ActKind),
            Column("posture", TEXT, "At which point of the suit: motion_to_dismiss, summary_judgment, appeal …",
                   one_of=Posture),
            Column("motion", TEXT, "The motion it decides"),
            Column("stage", TEXT, "Stage of the case"),
            Column("disposition", TEXT, "What the court did: granted, denied, granted_in_part, dismissed, "
                   "affirmed, reversed, vacated, remanded, settled, verdict, cert_denied …", one_of=Disposition,
                   is_watched=True),
            Column("disposition_raw", TEXT, "The source's own words", is_fact=False),
            Column("answer", TEXT, "How it answers the § 230 question: immune, partly_immune, not_immune, "
                   "preempted, not_preempted; or declined (left open), silent (not addressed), undisturbed "
                   "(review refused, settlement: says nothing), vacated (an earlier answer wiped out); null if "
                   "nobody looked", one_of=Answer, is_watched=True),
            Column("answer_tier", TEXT, "How far to trust the answer: reviewed by a person, agreed by two readers "
                   "of the text, or unreviewed; null where there is none", one_of=Tier),
            Column("effect", TEXT, "What it did to the earlier acts named in acts_on: affirmed, affirmed_in_part, "
                   "reversed, reversed_in_part, vacated, remanded, replaced or denied", one_of=ActEffect,
                   is_watched=True),
            Column("for_companies", LIST, "The companies and platforms that it concerns, of several in the suit, as "
                   "ids of the table entities, joined by semicolons; null for all, none for another defendant alone"),
            Column("acts_on", LIST, "The earlier acts it reviewed or replaced: slug of the docket, @, day; joined "
                   "by semicolons"),
            Column("law", TEXT, "The challenged law that it bears on"),
            Column("law_effect", TEXT, "What it did to the enforcement of that law: enjoined, partly_enjoined, "
                   "injunction_refused, stayed, injunction_affirmed, injunction_vacated, upheld, struck or none",
                   one_of=LawEffect, is_watched=True),
            Column("claims", LIST, "Causes of action it decided on, as codes, joined by semicolons"),
            Column("provisions", LIST, "Parts of § 230 it decided on, as codes, joined by semicolons"),
            Column("exceptions", LIST, "Exceptions of § 230(e) it decided on, as codes, joined by semicolons"),
            Column("theories", LIST, "What it turned on, as codes of the table theories, joined by semicolons"),
            Column("date_from", DATE, "First day it can be: a calendar date at the courthouse", is_watched=True),
            Column("date_to", DATE, "Last day it can be; equal to the first where the day is known"),
            PRECISION,
            Column("motion_numbers", LIST, "Numbers of the entries it rules on, joined by semicolons"),
            Column("citation", TEXT, "Where it is reported, as printed"),
            Column("precedential", TEXT, "Whether the court published it as precedent: yes or no; null where not "
                   "known"),
            Column("author", TEXT, "Who wrote it, as printed"),
            Column("judge_id", TEXT, "The judge that the author is; null for a panel, and where no author is known",
                   references="judges.judge_id", is_fact=False),
            Column("holding", TEXT, "What it held on § 230, in a sentence of ours"),
            Column("words_missing", TEXT, "Why the court's own words are not held of a ruling that answers; empty "
                   "where they are", is_fact=False),
            Column("later_history", TEXT, "What became of it afterwards, in words of ours"),
            Column("source_grade", TEXT, "How near to the court the best source stands that tells it: court, archive "
                   "(or a register), copy (of a publisher), press, firm (or a blog, a party), unknown (a site "
                   "without a grade), digest (or a mirror). An address made by rule was not seen, and does not "
                   "count", one_of=Grade, is_fact=False),
            Column("text", TEXT, "What an entry says of it, in a sentence"),
            Column("is_verified", FLAG, "1 if a reviewer saw its answer in a source, or the court’s own page says "
                   "it", is_fact=False),
            TIER,
            Column("unconfirmed", LIST, "Columns that no source was seen to confirm, joined by semicolons",
                   is_fact=False),
            Column("confidence", TEXT, "How sure the reviewer was of the row: high, medium or low", is_fact=False),
            Column("primary_url", TEXT, "Address to cite: the court's own, or that of a public archive of its "
                   "records", is_fact=False),
            Column("address_basis", TEXT, "Whether that address was seen, made by a rule from a number or "
                   "citation, or there is none: seen, rule or none", is_fact=False),
            Column("source_url", TEXT, "Web address of the page that reports it", is_fact=False),
            Column("extra_sources", LIST, "Addresses of further pages that report it, joined by semicolons",
                   is_fact=False),
            *EVIDENCE,
            *SEEN,
        ),
        indexes=(("docket_id", "date_from"), ("answer", "date_from"), ("entry_id",), ("judge_id",)),
        rare=(
            (("date_from",), "answer is not null"),
            (("law",), "law is not null"),
            (("ruling_id",), "kind = 'magistrate_recommendation'"),  # every list looks up which of them stand
        ),
        search=("holding", "text", "law", "author", "citation"),
        news=("ruling", "disposition"),
    ),
    Table(
        "ruling_fates", "What became of rulings", "Each act that a later act of the same case reviewed or "
        "replaced, and what that made of its answer.",
        (
            Column("ruling_fate_id", TEXT, "Id of the row", is_fact=False),
            Column("case_id", TEXT, "The case", is_fact=False),
            Column("ruling_id", TEXT, "The earlier act", references="rulings.ruling_id", is_fact=False),
            Column("by_ruling_id", TEXT, "The later act", references="rulings.ruling_id", is_fact=False),
            Column("effect", TEXT, "What the later act did: affirmed, affirmed_in_part, reversed, "
                   "reversed_in_part, vacated, remanded, replaced or denied", one_of=ActEffect),
            Column("fate", TEXT, "superseded: the later act gives its own answer; wiped: reversed, vacated or "
                   "replaced without a new answer; left: its answer stands"),
        ),
        indexes=(("case_id",), ("ruling_id",), ("by_ruling_id",)),
    ),
    Table(
        "case_laws", "Laws challenged", "The state of each law that a case is about: what the latest act that no "
        "later act undid did to its enforcement.",
        (
            Column("case_law_id", TEXT, "Id of the row", is_fact=False),
            Column("case_id", TEXT, "The case", is_fact=False),
            Column("law", TEXT, "The law"),
            Column("law_state", TEXT, "enjoined, partly_enjoined, injunction_refused, stayed, "
                   "injunction_affirmed, injunction_vacated, upheld or struck", one_of=LawEffect),
            Column("date_from", DATE, "Since when without interruption: first day it can be"),
            Column("date_to", DATE, "Last day it can be"),
            PRECISION,
            Column("ruling_id", TEXT, "The newest ruling by which it holds", references="rulings.ruling_id",
                   is_fact=False),
            Column("ground_ruling_id", TEXT, "The ruling whose ground is that of the state: the same, or the one "
                   "whose order it keeps or restores", references="rulings.ruling_id", is_fact=False),
        ),
        indexes=(("case_id",), ("law_state",), ("ruling_id",), ("ground_ruling_id",)),
    ),
    Table(
        "ruling_theories", "Theories of rulings", "What each ruling turned on: one row for each ruling and theory.",
        (
            Column("ruling_theory_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("ruling_id", TEXT, "The ruling", references="rulings.ruling_id", is_fact=False),
            Column("theory", TEXT, "Code of the theory (table theories)"),
            *SEEN,
        ),
        indexes=(("docket_id",), ("ruling_id",), ("theory",)),
    ),
    Table(
        "doctrine_sides", "Sides on questions", "Which side of a question of doctrine each act took.",
        (
            Column("doctrine_side_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("ruling_id", TEXT, "The ruling; null where it is not on record", references="rulings.ruling_id",
                   is_fact=False),
            Column("question", TEXT, "Code of the question (table questions)"),
            Column("side", TEXT, "barred, not_barred, mixed or left_open; of a law preempted or not_preempted; of "
                   "other questions yes or no"),
            Column("act_date", TEXT, "Day of the act, as the catalog prints it"),
            Column("act_kind", TEXT, "Sort of act"),
            Column("text", TEXT, "What it held on the question, in a sentence"),
            Column("basis", TEXT, "What shows it: holding (its holding in rulings), page (a page that reports it) "
                   "or knowledge (neither; unconfirmed)"),
            *SEEN,
        ),
        indexes=(("docket_id",), ("ruling_id",), ("question", "side")),
    ),
    Table(
        "looks", "Looked for, not found", "What a reviewer looked for on a day and did not find: what came after an "
        "act, its day, its page; and acts that were seen to be missing.",
        (
            Column("look_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("ruling_id", TEXT, "The act it was looked for of; null where it is of the docket, or not here",
                   references="rulings.ruling_id", is_fact=False),
            Column("field", TEXT, "What was looked for: later_history (what came after), act (an act that is missing "
                   "here), or the column that stays unknown or unconfirmed"),
            Column("looked_on", DATE, "Day of the look"),
            Column("act_date", TEXT, "Day of the act, as the catalog prints it"),
            Column("text", TEXT, "What was looked for, and what was found"),
            Column("source_url", TEXT, "The page that was read last", is_fact=False),
            *SEEN,
        ),
        indexes=(("docket_id",), ("ruling_id",)),
    ),
    Table(
        "locators", "Where dockets are found", "Numbers by which other collections know a docket.",
        (
            Column("locator_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("kind", TEXT, "Which number it is: courtlistener_docket_id or pacer_case_id"),
            Column("value", TEXT, "The number"),
            Column("is_confirmed", FLAG, "1 where a reviewer wrote it, or where the register that has it prints "
                   "the same docket number and caption; 0 for a hint, by which nothing is read without both "
                   "agreeing"),
            Column("basis", TEXT, "What it rests on: reviewed, number_and_caption, number (the caption differs or "
                   "is shared), address (a web address that names it)"),
            Column("caption", TEXT, "The caption as that register prints it"),
            Column("source_url", TEXT, "Web address of the page that shows it", is_fact=False),
            *SEEN,
        ),
        indexes=(("docket_id",), ("kind", "value")),
    ),
    Table(
        "motions", "Motions", "Each motion read from an entry, with the ruling that answers its number, or that "
        "names no number and could answer no other motion.",
        (
            Column("motion_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("entry_number", TEXT, "Number of the motion on the docket"),
            Column("kind", TEXT, "What it asks for"),
            Column("date_filed", DATE, "A calendar date at the courthouse"),
            Column("ruling_id", TEXT, "The ruling that answers it", references="rulings.ruling_id", is_fact=False),
            Column("disposition", TEXT, "How it came out"),
            Column("date_decided", DATE, "Day of the ruling"),
            Column("days_to_ruling", NUMBER, "Days from motion to ruling"),
            *EVIDENCE,
            *SEEN,
        ),
        indexes=(("docket_id", "date_filed"), ("kind", "days_to_ruling", "docket_id"), ("entry_id",), ("ruling_id",)),
    ),
    Table(
        "citations", "Citations", "Where a docket's own decision is reported.",
        (
            Column("citation_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("entry_id", TEXT, "The entry, where known", is_fact=False),
            Column("text", TEXT, "The citation, as printed"),
            Column("is_verified", FLAG, "1 if confirmed", is_fact=False),
            SOURCE_URL,
            *SEEN,
        ),
        indexes=(("docket_id",),),
        news=("citation", "text"),
    ),
)
