"""The closed vocabularies of the docket, and how a court's own words map onto them.

Every enum that reads free text keeps two last members apart: ``UNKNOWN`` (the source does
not say) and ``UNMAPPED`` (it says something our table has not met). ``docket/issues.py``
turns every ``UNMAPPED`` into a published issue. The spellings live in
``data/vocabulary.csv``; a new spelling is a new row there, never an ``if``.
"""

import csv
import re
from enum import StrEnum
from functools import cache
from importlib.resources import files

from docket.statute import load_parts


class PartyType(StrEnum):
    """A party's side in one docket."""

    PLAINTIFF = "plaintiff"
    DEFENDANT = "defendant"
    APPELLANT = "appellant"
    APPELLEE = "appellee"
    PETITIONER = "petitioner"
    RESPONDENT = "respondent"
    INTERVENOR = "intervenor"
    AMICUS = "amicus"
    MOVANT = "movant"
    COUNTER_CLAIMANT = "counter_claimant"
    COUNTER_DEFENDANT = "counter_defendant"
    CROSS_CLAIMANT = "cross_claimant"
    CROSS_DEFENDANT = "cross_defendant"
    THIRD_PARTY_PLAINTIFF = "third_party_plaintiff"
    THIRD_PARTY_DEFENDANT = "third_party_defendant"
    INTERESTED_PARTY = "interested_party"
    IN_RE = "in_re"
    OBJECTOR = "objector"
    GARNISHEE = "garnishee"
    COURT_OFFICER = "court_officer"
    OTHER = "other"
    UNKNOWN = "unknown"
    UNMAPPED = "unmapped"


class DocketStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    UNMAPPED = "unmapped"


class Coverage(StrEnum):
    """How much of a docket we have seen."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    FEED_ONLY = "feed_only"
    CURATED = "curated"


class Selection(StrEnum):
    """Why a docket is here."""

    CATALOG = "catalog"
    CONFIRMED = "confirmed"
    CANDIDATE = "candidate"
    IMPORTED = "imported"
    EXCLUDED = "excluded"


class TextKind(StrEnum):
    """Whether an entry's text is the register's own words or only an event name."""

    FULL = "full"
    LABEL = "label"


class Precision(StrEnum):
    TIME = "time"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class HearingKind(StrEnum):
    """Kinds of sittings, as the labeling guide of the hearings names them."""

    MOTION_HEARING = "motion_hearing"
    ORAL_ARGUMENT = "oral_argument"
    STATUS_CONFERENCE = "status_conference"
    CASE_MANAGEMENT_CONFERENCE = "case_management_conference"
    SCHEDULING_CONFERENCE = "scheduling_conference"
    PRETRIAL_CONFERENCE = "pretrial_conference"
    SETTLEMENT_CONFERENCE = "settlement_conference"
    TRIAL = "trial"
    PLEA = "plea"
    DETENTION_HEARING = "detention_hearing"
    INITIAL_APPEARANCE = "initial_appearance"
    ARRAIGNMENT = "arraignment"
    SENTENCING = "sentencing"
    EVIDENTIARY_HEARING = "evidentiary_hearing"
    SHOW_CAUSE_HEARING = "show_cause_hearing"
    CONFERENCE_CALENDAR = "conference_calendar"
    OTHER_HEARING = "other_hearing"
    UNKNOWN = "unknown"
    UNMAPPED = "unmapped"


class HearingAction(StrEnum):
    """What an entry does to a hearing; a hearing's status is folded from these."""

    REQUESTED = "requested"
    SET = "set"
    RESET = "reset"
    CONTINUED = "continued"
    VACATED = "vacated"
    HELD = "held"
    NOT_HELD = "not_held"
    UNKNOWN = "unknown"
    UNMAPPED = "unmapped"


class HearingStatus(StrEnum):
    REQUESTED = "requested"
    SCHEDULED = "scheduled"
    MOVED = "moved"
    VACATED = "vacated"
    HELD = "held"
    NOT_HELD = "not_held"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"

    @property
    def is_open(self) -> bool:
        """Whether nothing told yet says that it was held, called off or asked for in vain."""
        return self in (self.REQUESTED, self.SCHEDULED, self.MOVED, self.UNKNOWN)


class Tier(StrEnum):
    """How far a fact is to be trusted.

    `reviewed`: a person looked. `agreed`: two readers built in different ways have the same value, or the source
    gives it in a field of its own. `unreviewed`: one reader alone has it.
    """

    REVIEWED = "reviewed"
    AGREED = "agreed"
    UNREVIEWED = "unreviewed"


class Answer(StrEnum):
    """How one judicial act answers the question.

    The first five *answer*; the rest say nothing of it, or wipe an earlier answer out.
    """

    IMMUNE = "immune"
    PARTLY_IMMUNE = "partly_immune"
    NOT_IMMUNE = "not_immune"
    PREEMPTED = "preempted"
    NOT_PREEMPTED = "not_preempted"
    DECLINED = "declined"
    SILENT = "silent"
    UNDISTURBED = "undisturbed"
    VACATED = "vacated"


class Outcome(StrEnum):
    """How the question came out in a docket or a case, from its acts (`db/outcomes.py`)."""

    IMMUNE = "immune"
    PARTLY_IMMUNE = "partly_immune"
    NOT_IMMUNE = "not_immune"
    PREEMPTED = "preempted"
    NOT_PREEMPTED = "not_preempted"
    OPEN = "open"
    DECLINED = "declined"
    PENDING = "pending"
    NONE = "none"


class ActEffect(StrEnum):
    """What an act does to the earlier acts that it reviewed or replaced."""

    AFFIRMED = "affirmed"
    AFFIRMED_IN_PART = "affirmed_in_part"
    REVERSED = "reversed"
    REVERSED_IN_PART = "reversed_in_part"
    VACATED = "vacated"
    REMANDED = "remanded"
    REPLACED = "replaced"
    DENIED = "denied"


class LawEffect(StrEnum):
    """What an act does to the enforcement of a challenged law; ``NONE`` leaves it as it was."""

    ENJOINED = "enjoined"
    PARTLY_ENJOINED = "partly_enjoined"
    INJUNCTION_REFUSED = "injunction_refused"
    STAYED = "stayed"
    INJUNCTION_AFFIRMED = "injunction_affirmed"
    INJUNCTION_VACATED = "injunction_vacated"
    UPHELD = "upheld"
    STRUCK = "struck"
    NONE = "none"


class ActKind(StrEnum):
    """What sort of judicial act a ruling is."""

    ORDER = "order"
    OPINION = "opinion"
    JUDGMENT = "judgment"
    VERDICT = "verdict"
    PRELIMINARY_INJUNCTION = "preliminary_injunction"
    MAGISTRATE_RECOMMENDATION = "magistrate_recommendation"
    STAY = "stay"
    VACATUR = "vacatur"
    REMAND = "remand"
    CERT_GRANTED = "cert_granted"
    CERT_DENIED = "cert_denied"
    REHEARING_DENIED = "rehearing_denied"
    REHEARING_EN_BANC_GRANTED = "rehearing_en_banc_granted"
    SETTLEMENT = "settlement"
    STIPULATED_DISMISSAL = "stipulated_dismissal"


class Posture(StrEnum):
    """At which point of a suit the court acted."""

    MOTION_TO_DISMISS = "motion_to_dismiss"
    JUDGMENT_ON_PLEADINGS = "judgment_on_pleadings"
    ANTI_SLAPP = "anti_slapp"
    SUMMARY_JUDGMENT = "summary_judgment"
    PRELIMINARY_INJUNCTION = "preliminary_injunction"
    TRIAL = "trial"
    POST_TRIAL = "post_trial"
    CRIMINAL = "criminal"
    REMAND_MOTION = "remand_motion"
    APPEAL = "appeal"
    INTERLOCUTORY_APPEAL = "interlocutory_appeal"
    OTHER = "other"


class Disposition(StrEnum):
    DECIDED = "decided"
    GRANTED = "granted"
    DENIED = "denied"
    GRANTED_IN_PART = "granted_in_part"
    STRICKEN = "stricken"
    TAKEN_UNDER_ADVISEMENT = "taken_under_advisement"
    DISMISSED = "dismissed"
    DISMISSED_WITH_PREJUDICE = "dismissed_with_prejudice"
    DISMISSED_WITHOUT_PREJUDICE = "dismissed_without_prejudice"
    JUDGMENT_FOR_PLAINTIFF = "judgment_for_plaintiff"
    JUDGMENT_FOR_DEFENDANT = "judgment_for_defendant"
    ENTERED = "entered"
    OTHER = "other"
    AFFIRMED = "affirmed"
    AFFIRMED_IN_PART = "affirmed_in_part"
    REVERSED = "reversed"
    REVERSED_IN_PART = "reversed_in_part"
    VACATED = "vacated"
    REMANDED = "remanded"
    REMOVED = "removed"
    TRANSFERRED = "transferred"
    SETTLED = "settled"
    VERDICT = "verdict"
    SENTENCED = "sentenced"
    CERT_GRANTED = "cert_granted"
    CERT_DENIED = "cert_denied"
    REHEARING_DENIED = "rehearing_denied"
    MOOT = "moot"
    WITHDRAWN = "withdrawn"
    NOT_REACHED = "not_reached"
    UNKNOWN = "unknown"
    UNMAPPED = "unmapped"


class LinkType(StrEnum):
    """How one docket relates to another. The first six make one case, the rest link cases."""

    APPEAL = "appeal"
    CERTIORARI = "certiorari"
    REMAND = "remand"
    REMOVAL = "removal"
    TRANSFER = "transfer"
    REHEARING = "rehearing"
    COMPANION = "companion"
    CONSOLIDATED = "consolidated"
    MDL_MEMBER = "mdl_member"
    RELATED = "related"
    UNMAPPED = "unmapped"


ONE_CASE = frozenset(
    {
        LinkType.APPEAL,
        LinkType.CERTIORARI,
        LinkType.REMAND,
        LinkType.REMOVAL,
        LinkType.TRANSFER,
        LinkType.REHEARING,
    }
)


class LinkEffect(StrEnum):
    """What the later court did to the ruling below."""

    AFFIRMED = "affirmed"
    REVERSED = "reversed"
    VACATED = "vacated"
    AFFIRMED_IN_PART = "affirmed_in_part"
    REVERSED_IN_PART = "reversed_in_part"
    REPLACED = "replaced"
    DISMISSED = "dismissed"
    DENIED = "denied"
    GRANTED = "granted"
    REMANDED = "remanded"
    NONE = "none"
    PENDING = "pending"
    UNKNOWN = "unknown"
    UNMAPPED = "unmapped"


class Provision(StrEnum):
    """Parts of the statute that are looked for, by their codes (taxonomy section 1): rows of `data/statute.csv`."""

    _ignore_ = "part"
    for part in load_parts():
        if part.is_read:
            vars()[part.code.upper()] = part.code
    UNMAPPED = "unmapped"


class ExceptionAtIssue(StrEnum):
    """An exception of the statute that the docket turned on (taxonomy section 1.3): rows of `data/statute.csv`."""

    _ignore_ = "part"
    for part in load_parts():
        if part.exception:
            vars()[part.exception.upper()] = part.exception
    NONE = "none"
    UNMAPPED = "unmapped"


class CauseOfAction(StrEnum):
    NEGLIGENCE = "negligence"
    CONSUMER_PROTECTION = "consumer_protection"
    FIRST_AMENDMENT = "first_amendment"
    PRODUCT_LIABILITY_DESIGN = "product_liability_design"
    DEFAMATION = "defamation"
    FAILURE_TO_WARN = "failure_to_warn"
    TVPRA_1595 = "tvpra_1595"
    CONTRACT_PROMISSORY_ESTOPPEL = "contract_promissory_estoppel"
    DECLARATORY_PREEMPTION = "declaratory_preemption"
    WRONGFUL_DEATH = "wrongful_death"
    SEX_TRAFFICKING_STATE_LAW = "sex_trafficking_state_law"
    UNJUST_ENRICHMENT = "unjust_enrichment"
    TRADEMARK = "trademark"
    RIGHT_OF_PUBLICITY = "right_of_publicity"
    CONSPIRACY_RICO = "conspiracy_rico"
    TORTIOUS_INTERFERENCE = "tortious_interference"
    PRIVACY = "privacy"
    ATA_2333 = "ata_2333"
    CIVIL_RIGHTS = "civil_rights"
    PUBLIC_NUISANCE = "public_nuisance"
    IIED = "iied"
    COPYRIGHT = "copyright"
    HOUSING_DISCRIMINATION = "housing_discrimination"
    EMPLOYMENT_DISCRIMINATION = "employment_discrimination"
    CSAM_2255 = "csam_2255"
    CRIMINAL = "criminal"
    SUBPOENA_ENFORCEMENT = "subpoena_enforcement"
    ANTITRUST = "antitrust"
    FALSE_LIGHT = "false_light"
    SECURITIES = "securities"
    OTHER = "other"
    UNMAPPED = "unmapped"


class PlaintiffType(StrEnum):
    INDIVIDUAL = "individual"
    MINOR = "minor"
    BUSINESS = "business"
    NONPROFIT = "nonprofit"
    CLASS = "class"
    GOVERNMENT = "government"
    UNMAPPED = "unmapped"


def member(enum: type[StrEnum], raw: str) -> StrEnum:
    """Return the member of `enum` whose value is `raw`, or its ``UNMAPPED``."""
    try:
        return enum(raw)
    except ValueError:
        return enum["UNMAPPED"]


_NUMBER = re.compile(r"\s{0,9}\(\d{1,9}\)$")  # the number CM/ECF gives each defendant


@cache
def _spellings(vocabulary: str) -> dict[str, str]:
    with files("docket").joinpath("data/vocabulary.csv").open(encoding="utf-8") as lines:
        return {row["raw"]: row["value"] for row in csv.DictReader(lines) if row["vocabulary"] == vocabulary}


def normalize_party_type(raw: str | None) -> PartyType:
    """Map a printed party type ("Defendant - Appellee", "Plaintiff (2)") to its member.

    In an appellate pair the appeal role is the side in *this* docket, so the part after the
    last " - " decides. ``UNKNOWN`` where nothing is printed, ``UNMAPPED`` for new words.
    """
    words = _NUMBER.sub("", " ".join((raw or "").replace("\xa0", " ").casefold().split()))
    if not words or words == "unknown":
        return PartyType.UNKNOWN
    spellings = _spellings("party_type")
    last = words.rsplit(" - ", 1)[-1].strip()
    value = spellings.get(words) or spellings.get(last)
    return PartyType(value) if value else PartyType.UNMAPPED
