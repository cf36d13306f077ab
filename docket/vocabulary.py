"""The closed vocabularies of the docket, and how a court's own words map onto them.

Every enum that reads free text keeps its last two members distinct: ``UNKNOWN`` (the source does not say) and
``UNMAPPED`` (it says something that our table does not have). ``docket/issues.py`` turns every ``UNMAPPED``
into a published issue. Spellings are rows of ``data/vocabulary.csv``; a new one is a new row, not an ``if``.
"""

import re
from enum import StrEnum
from functools import cache

from docket.csv_rows import load_table
from docket.statute import load_parts

# A vocabulary of bare words is a list of its members; the value of each is its name in lower case.

# A party's side in one docket.
PartyType = StrEnum(
    "PartyType",
    """
    PLAINTIFF DEFENDANT APPELLANT APPELLEE PETITIONER RESPONDENT INTERVENOR AMICUS MOVANT
    COUNTER_CLAIMANT COUNTER_DEFENDANT CROSS_CLAIMANT CROSS_DEFENDANT THIRD_PARTY_PLAINTIFF
    THIRD_PARTY_DEFENDANT INTERESTED_PARTY IN_RE OBJECTOR GARNISHEE COURT_OFFICER OTHER UNKNOWN UNMAPPED
    """,
)

DocketStatus = StrEnum("DocketStatus", "OPEN CLOSED UNKNOWN UNMAPPED")

# How much of a docket we have seen.
Coverage = StrEnum("Coverage", "COMPLETE PARTIAL FEED_ONLY CURATED")

# Why a docket is here.
Selection = StrEnum("Selection", "CATALOG CONFIRMED CANDIDATE IMPORTED EXCLUDED")


class TextKind(StrEnum):
    """Whether an entry's text is the register's own words or only an event name."""

    FULL = "full"
    LABEL = "label"


Precision = StrEnum("Precision", "TIME DAY WEEK MONTH YEAR")

# Kinds of sittings, with the names of the labeling guide for hearings.
HearingKind = StrEnum(
    "HearingKind",
    """
    MOTION_HEARING ORAL_ARGUMENT STATUS_CONFERENCE CASE_MANAGEMENT_CONFERENCE SCHEDULING_CONFERENCE
    PRETRIAL_CONFERENCE SETTLEMENT_CONFERENCE TRIAL PLEA DETENTION_HEARING INITIAL_APPEARANCE
    ARRAIGNMENT SENTENCING EVIDENTIARY_HEARING SHOW_CAUSE_HEARING CONFERENCE_CALENDAR OTHER_HEARING
    UNKNOWN UNMAPPED
    """,
)

# What an entry does to a hearing; a hearing's status is folded from these.
HearingAction = StrEnum(
    "HearingAction",
    """
    REQUESTED SET RESET CONTINUED VACATED HELD NOT_HELD UNKNOWN UNMAPPED
    """,
)


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
        """Whether nothing yet says that it was held, called off or requested in vain."""
        return self in (self.REQUESTED, self.SCHEDULED, self.MOVED, self.UNKNOWN)


class Tier(StrEnum):
    """How far a fact can be trusted.

    `reviewed`: a person checked it. `agreed`: two readers built in different ways have the same value, or the
    source gives it in a field of its own. `unreviewed`: only one reader has it.
    """

    REVIEWED = "reviewed"
    AGREED = "agreed"
    UNREVIEWED = "unreviewed"


# How one judicial act answers the question. The first five *answer* it; the rest say nothing about it, or
# erase an earlier answer.
Answer = StrEnum(
    "Answer",
    """
    IMMUNE PARTLY_IMMUNE NOT_IMMUNE PREEMPTED NOT_PREEMPTED DECLINED SILENT UNDISTURBED VACATED
    """,
)

# How the question came out in a docket or a case, from its acts (`db/outcomes.py`).
Outcome = StrEnum(
    "Outcome",
    """
    IMMUNE PARTLY_IMMUNE NOT_IMMUNE PREEMPTED NOT_PREEMPTED OPEN DECLINED PENDING NONE
    """,
)

# What an act does to the earlier acts that it reviewed or replaced.
ActEffect = StrEnum(
    "ActEffect",
    """
    AFFIRMED AFFIRMED_IN_PART REVERSED REVERSED_IN_PART VACATED REMANDED REPLACED DENIED
    """,
)

# What an act does to the enforcement of a challenged law; ``NONE`` leaves it unchanged.
LawEffect = StrEnum(
    "LawEffect",
    """
    ENJOINED PARTLY_ENJOINED INJUNCTION_REFUSED STAYED INJUNCTION_AFFIRMED INJUNCTION_VACATED UPHELD
    STRUCK NONE
    """,
)

# What sort of judicial act a ruling is.
ActKind = StrEnum(
    "ActKind",
    """
    ORDER OPINION JUDGMENT VERDICT PRELIMINARY_INJUNCTION MAGISTRATE_RECOMMENDATION STAY VACATUR REMAND
    CERT_GRANTED CERT_DENIED REHEARING_DENIED REHEARING_EN_BANC_GRANTED SETTLEMENT STIPULATED_DISMISSAL
    """,
)

# The point of a suit at which the court acted.
Posture = StrEnum(
    "Posture",
    """
    MOTION_TO_DISMISS JUDGMENT_ON_PLEADINGS ANTI_SLAPP SUMMARY_JUDGMENT PRELIMINARY_INJUNCTION TRIAL
    POST_TRIAL CRIMINAL REMAND_MOTION APPEAL INTERLOCUTORY_APPEAL OTHER
    """,
)

Disposition = StrEnum(
    "Disposition",
    """
    DECIDED GRANTED DENIED GRANTED_IN_PART STRICKEN TAKEN_UNDER_ADVISEMENT DISMISSED
    DISMISSED_WITH_PREJUDICE DISMISSED_WITHOUT_PREJUDICE JUDGMENT_FOR_PLAINTIFF JUDGMENT_FOR_DEFENDANT
    ENTERED OTHER AFFIRMED AFFIRMED_IN_PART REVERSED REVERSED_IN_PART VACATED REMANDED REMOVED
    TRANSFERRED SETTLED VERDICT SENTENCED CERT_GRANTED CERT_DENIED REHEARING_DENIED MOOT WITHDRAWN
    NOT_REACHED UNKNOWN UNMAPPED
    """,
)

# How one docket relates to another. The first six join dockets into one case; the rest link cases.
LinkType = StrEnum(
    "LinkType",
    """
    APPEAL CERTIORARI REMAND REMOVAL TRANSFER REHEARING COMPANION CONSOLIDATED MDL_MEMBER RELATED
    UNMAPPED
    """,
)


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

# What the later court did to the ruling below.
LinkEffect = StrEnum(
    "LinkEffect",
    """
    AFFIRMED REVERSED VACATED AFFIRMED_IN_PART REVERSED_IN_PART REPLACED DISMISSED DENIED GRANTED
    REMANDED NONE PENDING UNKNOWN UNMAPPED
    """,
)


class Provision(StrEnum):
    """Parts of the statute that texts are searched for (taxonomy section 1): rows of `data/statute.csv`."""

    _ignore_ = "part"
    for part in load_parts():
        if part.is_read:
            vars()[part.code.upper()] = part.code
    UNMAPPED = "unmapped"


class ExceptionAtIssue(StrEnum):
    """Exceptions of the statute that dockets turned on (taxonomy section 1.3): rows of `data/statute.csv`."""

    _ignore_ = "part"
    for part in load_parts():
        if part.exception:
            vars()[part.exception.upper()] = part.exception
    NONE = "none"
    UNMAPPED = "unmapped"


CauseOfAction = StrEnum(
    "CauseOfAction",
    """
    NEGLIGENCE CONSUMER_PROTECTION FIRST_AMENDMENT PRODUCT_LIABILITY_DESIGN DEFAMATION FAILURE_TO_WARN
    TVPRA_1595 CONTRACT_PROMISSORY_ESTOPPEL DECLARATORY_PREEMPTION WRONGFUL_DEATH
    SEX_TRAFFICKING_STATE_LAW UNJUST_ENRICHMENT TRADEMARK RIGHT_OF_PUBLICITY CONSPIRACY_RICO
    TORTIOUS_INTERFERENCE PRIVACY ATA_2333 CIVIL_RIGHTS PUBLIC_NUISANCE IIED COPYRIGHT
    HOUSING_DISCRIMINATION EMPLOYMENT_DISCRIMINATION CSAM_2255 CRIMINAL SUBPOENA_ENFORCEMENT ANTITRUST
    FALSE_LIGHT SECURITIES OTHER UNMAPPED
    """,
)

PlaintiffType = StrEnum("PlaintiffType", "INDIVIDUAL MINOR BUSINESS NONPROFIT CLASS GOVERNMENT UNMAPPED")


def member(enum: type[StrEnum], raw: str) -> StrEnum:
    """Return the member of `enum` whose value is `raw`, or its ``UNMAPPED``."""
    try:
        return enum(raw)
    except ValueError:
        return enum["UNMAPPED"]


_NUMBER = re.compile(r"\s{0,9}\(\d{1,9}\)$")  # the number CM/ECF gives each defendant


@cache
def _spellings(vocabulary: str) -> dict[str, str]:
    rows = load_table("vocabulary.csv")
    return {row["raw"]: row["value"] for row in rows if row["vocabulary"] == vocabulary}


def normalize_party_type(raw: str | None) -> PartyType:
    """Return the member for a printed party type ("Defendant - Appellee", "Plaintiff (2)").

    In an appellate pair, the appeal role is the side in *this* docket, so the part after the last " - "
    decides. ``UNKNOWN`` if nothing is printed, ``UNMAPPED`` for new words.
    """
    words = _NUMBER.sub("", " ".join((raw or "").replace("\xa0", " ").casefold().split()))
    if not words or words == "unknown":
        return PartyType.UNKNOWN
    spellings = _spellings("party_type")
    last = words.rsplit(" - ", 1)[-1].strip()
    value = spellings.get(words) or spellings.get(last)
    return PartyType(value) if value else PartyType.UNMAPPED
