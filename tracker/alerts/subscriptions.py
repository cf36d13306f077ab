"""What somebody wants to be told: one subscription of alerts.toml."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Subscription:
    """What is wanted: every given condition must hold; of several cases, courts, … any one.

    Without conditions: everything. `unreviewed`: also hearings and rulings that only one reader of the text
    found.
    """

    name: str
    to: tuple[str, ...]
    when: str = "at once"
    cases: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    courts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    query: str | None = None
    unreviewed: bool = False
