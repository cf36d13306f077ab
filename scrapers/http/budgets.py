"""How often each host may be asked: its pause and daily budget.

The first pattern that matches the host name counts. A host of our own (`LOOPBACK`) has neither: whoever runs
a mirror or a proxy there sets its pace.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Budget:
    """What one host may be asked.

    `pause_seconds` lies between two requests, `per_day` is a UTC day. `poll_seconds` is the least time
    between two looks at a host that has one page for us, its feed. `api_path` is the start of paths that are
    a documented API with terms of its own: robots.txt, which speaks to crawlers, is not asked there.
    """

    pause_seconds: float
    per_day: int | None
    api_path: str | None = None
    poll_seconds: float = 0


LOOPBACK = ("127.0.0.1", "localhost", "[[]::1]")  # patterns of fnmatch, hence the bracketed bracket

BUDGETS: tuple[tuple[str, Budget], ...] = (
    # A feed is rebuilt about every 20 minutes; one look in five minutes is what CourtListener allows itself.
    ("ecf.*.uscourts.gov", Budget(pause_seconds=1, per_day=300, poll_seconds=300)),
    # One request a docket a day, a few seconds apart; robots and firewall rules are not known.
    ("www.supremecourt.gov", Budget(pause_seconds=3, per_day=500)),
    # What an account may ask in a minute, an hour and a day: FREE_TIER of scrapers/courtlistener/steps.py. Its
    # robots.txt shuts out every unnamed crawler and sends it to the API.
    ("www.courtlistener.com", Budget(pause_seconds=12, per_day=None, api_path="/api/rest/")),
    # The Archive asks for one request a second with a name.
    ("archive.org", Budget(pause_seconds=1, per_day=1000)),
    ("*.archive.org", Budget(pause_seconds=1, per_day=1000)),
    # data.gov keys: 1000 an hour by default.
    ("api.govinfo.gov", Budget(pause_seconds=1, per_day=1000, api_path="/")),
    ("api.congress.gov", Budget(pause_seconds=1, per_day=1000, api_path="/v3/")),
    ("www.govinfo.gov", Budget(pause_seconds=1, per_day=1000)),
    # Static files, no limit published: a request a second. A sweep of its volumes takes hours.
    ("static.case.law", Budget(pause_seconds=1, per_day=None)),
    # One file of gigabytes, sixteen megabytes an answer.
    ("storage.courtlistener.com", Budget(pause_seconds=1, per_day=1000)),
    *((pattern, Budget(pause_seconds=0, per_day=None)) for pattern in LOOPBACK),
    ("*", Budget(pause_seconds=2, per_day=500)),
)


def find_budget(host: str, budgets: Sequence[tuple[str, Budget]] = BUDGETS) -> Budget:
    """Return the budget of a host, which may carry a port (``127.0.0.1:8001``)."""
    name, colon, port = host.rpartition(":")
    name = name if colon and port.isdigit() else host
    return next(budget for pattern, budget in budgets if fnmatchcase(name, pattern))
