"""The next hearing of each case. No table holds it, since it depends on the day it is at the court."""

from db.tables import Kind
from db.views import IS_SHOWN, OPEN_HEARING
from publish.api.fields import FIRST_DAY, OWN_DAY, Field, Filter

_OPEN = f"+{OPEN_HEARING} and of_case.{IS_SHOWN}"
_COURT = "left join courts on courts.court_id = of_case.court_id"
_ON_ITS_DAY = f"hearings.date_to >= {OWN_DAY}"
FIELDS = (
    Field(
        "next_hearing",
        Kind.DATE,
        # A cross join and pluses keep SQLite to the hearings of the case; other indexes would read those of
        # all cases.
        "(select min(hearings.date_from) from dockets of_case cross join hearings on hearings.docket_id = "
        f"of_case.docket_id {_COURT} where of_case.case_id = cases.case_id and {_OPEN} "
        f"and +hearings.date_to >= {FIRST_DAY} and {_ON_ITS_DAY})",
        "First possible day of the next hearing that may still take place, by the calendar of its court",
        known="cases.case_id in (select of_case.case_id from hearings cross join dockets of_case on "
        f"of_case.docket_id = hearings.docket_id {_COURT} where hearings.date_to >= {FIRST_DAY} and {_OPEN} "
        f"and {_ON_ITS_DAY} and hearings.date_from is not null)",
    ),
)
FILTERS = (Filter("as_of", "date", "", "The day that next_hearing counts from, in place of today"),)
