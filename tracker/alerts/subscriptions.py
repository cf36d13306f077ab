"""What somebody wants to be told: one subscription of alerts.toml."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Subscription:
    """What is wanted: all that is given must hold; of several cases, courts, … any one. Nothing given: everything.

    `unreviewed`: also hearings and rulings that one reader of the text alone has found.
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
