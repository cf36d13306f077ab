"""How often we may send requests to each host: its pause and daily budget.

The first pattern that matches the host name counts. Our own host (`LOOPBACK`) has neither: someone who runs a
mirror or a proxy there sets its pace.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Budget:
    """The limits on requests to one host.

    `pause_seconds` is the pause between two requests; `per_day` counts requests in a UTC day. `poll_seconds`
    is the least time between two looks at a host that has only one page for us, its feed. `api_path` is the
    prefix of paths that belong to a documented API with its own terms: robots.txt, which addresses crawlers,
    is not checked for them.
    """

    pause_seconds: float
    per_day: int | None
    api_path: str | None = None
    poll_seconds: float = 0


LOOPBACK = ("127.0.0.1", "localhost", "[[]::1]")  # fnmatch patterns, hence the bracket in brackets

BUDGETS: tuple[tuple[str, Budget], ...] = (
    # A feed is rebuilt about every 20 minutes; CourtListener allows itself one look every five minutes.
    ("ecf.*.uscourts.gov", Budget(pause_seconds=1, per_day=300, poll_seconds=300)),
    # One request per docket per day, a few seconds apart; the robots and firewall rules are unknown.
    ("www.supremecourt.gov", Budget(pause_seconds=3, per_day=500)),
    # What an account may request in a minute, an hour and a day: FREE_TIER in
    # scrapers/courtlistener/steps.py. The site's robots.txt excludes every crawler that it does not name and
    # points it to the API.
    ("www.courtlistener.com", Budget(pause_seconds=12, per_day=None, api_path="/api/rest/")),
    # The Archive asks for at most one request a second, under a name.
    ("archive.org", Budget(pause_seconds=1, per_day=1000)),
    ("*.archive.org", Budget(pause_seconds=1, per_day=1000)),
    # data.gov keys: 1000 an hour by default.
    ("api.govinfo.gov", Budget(pause_seconds=1, per_day=1000, api_path="/")),
    ("api.congress.gov", Budget(pause_seconds=1, per_day=1000, api_path="/v3/")),
    ("www.govinfo.gov", Budget(pause_seconds=1, per_day=1000)),
    # Static files, no published limit: one request a second. A sweep of its volumes takes hours.
    ("static.case.law", Budget(pause_seconds=1, per_day=None)),
    # One file of several gigabytes, sixteen megabytes per response.
    ("storage.courtlistener.com", Budget(pause_seconds=1, per_day=1000)),
    *((pattern, Budget(pause_seconds=0, per_day=None)) for pattern in LOOPBACK),
    ("*", Budget(pause_seconds=2, per_day=500)),
)


def find_budget(host: str, budgets: Sequence[tuple[str, Budget]] = BUDGETS) -> Budget:
    """Return the budget of a host, which may include a port (``127.0.0.1:8001``)."""
    name, colon, port = host.rpartition(":")
    name = name if colon and port.isdigit() else host
    return next(budget for pattern, budget in budgets if fnmatchcase(name, pattern))
