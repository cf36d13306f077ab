"""A record as the JSON of an expected file says it."""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum


def in_words(value):
    """Return a record as plain values, without what is None, empty or not part of it."""
    if is_dataclass(value):
        shown = {field.name: in_words(getattr(value, field.name)) for field in fields(value) if field.repr}
        return {name: item for name, item in shown.items() if item not in (None, [], "")}
    if isinstance(value, tuple):
        return [in_words(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
