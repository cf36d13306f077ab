"""Causes of failures, without the addresses: a fault that forty courts share is reported once, and counted.

Without a network every address of every source fails, with the same message except for the address.
"""

import re
from collections import Counter
from collections.abc import Iterable

# A web address, or the name of a host; robots.txt looks like one but is not.
_PLACE = re.compile(r"https?://[^\s;]+|\b(?!robots\.txt)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b")
_SAME_PLACE = re.compile(r"…(?::? …)+")


_LIKE_IT = re.compile(r" \(and \d+ like it\)")


def cause_of(message: str) -> str:
    """Return the message of a failure, with "…" in place of each address, host and count."""
    return _SAME_PLACE.sub("…", _PLACE.sub("…", _LIKE_IT.sub("", message)))


def sum_up(messages: Iterable[str], most: int) -> str | None:
    """Return the first message of each cause, for at most `most` causes, each with the number of others like
    it; None if there are no messages."""
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for message in messages:
        cause = cause_of(message)
        first.setdefault(cause, message)
        counts[cause] += 1
    shown = [
        message + (f" (and {counts[cause] - 1} like it)" if counts[cause] > 1 else "")
        for cause, message in list(first.items())[:most]
    ]
    return "; ".join(shown) or None
