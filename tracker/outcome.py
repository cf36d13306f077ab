"""The result of a piece of work, for people and for the exit code."""

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """What one source, or one piece of work, looked at, stored and read. `source` names it."""

    source: str
    fetched: int = 0
    stored: int = 0
    unchanged: int = 0
    quarantined: int = 0
    records: int = 0
    issues: int = 0
    changes: int = 0
    is_stopped: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def failed(self) -> int:
        return len(self.errors)

    def __str__(self) -> str:
        parts = [f"{self.fetched} looked at", f"{self.stored} new"]
        parts += [f"{self.changes} changes"] if self.changes else []
        parts += [f"{self.issues} issues"] if self.issues else []
        parts += [f"{self.quarantined} could not be read"] if self.quarantined else []
        parts += [f"{self.failed} failed"] if self.errors else []
        return ", ".join(parts)

    def as_dict(self) -> dict:
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {"failed": self.failed}
