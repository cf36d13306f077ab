"""How long a field of a record may be. No court writes a longer one, and everything downstream would read,
index and show it.

The longest of 11,000 real entries has 5,700 characters, the longest caption 170.
"""

from dataclasses import is_dataclass, replace
from typing import Any

from docket.issues import Issue
from docket.records import DocketRef

CUT = "field-cut"
LEFT_OUT = "record-left-out"
_TEXTS = ("text", "short_text", "description", "holding")
_LONGEST_TEXT = 100_000  # characters of a court's text or a description
_LONGEST = 4_000  # characters of any other field
_MOST_PARTS = 5_000  # values in one list
# Half a docket's name or half a URL points elsewhere: none at all is better.
_NAMES = ("_id", "_ids", "_url", "_no", "number")
_LONGEST_NAME = 1_000


def cap(record: Any) -> tuple[Any, list[Issue]]:
    """Return the record with no field longer than it may be, and an issue for each field that was cut.

    A name or URL that is too long is left out. If it names the record's own docket, None replaces the record.
    """
    if not (excess := _excess(record)):
        return record, []
    ref = getattr(record, "ref", None)
    if ref is not None and _excess(ref):
        return None, [Issue(LEFT_OUT, "the name of its docket is too long", type(record).__name__)]
    where = (ref.court_id, ref.docket_number) if isinstance(ref, DocketRef) else (None, None)
    issues = [
        Issue(CUT, f"{name}: {size} where {most} may be", type(record).__name__, *where)
        for name, size, most in excess
    ]
    return _cut(record), issues


def _most(name: str) -> int:
    if name in _TEXTS:
        return _LONGEST_TEXT
    return _LONGEST_NAME if name.endswith(_NAMES) else _LONGEST


def _excess(value: Any, name: str = "") -> list[tuple[str, int, int]]:
    """Return (field, size, most) of whatever is too long in a value, at any depth. Few records have any."""
    if isinstance(value, str):
        most = _most(name) if len(value) > _LONGEST_NAME else _LONGEST_NAME
        return [(name, len(value), most)] if len(value) > most else []
    excess: list[tuple[str, int, int]] = []
    if isinstance(value, tuple):
        if len(value) > _MOST_PARTS:
            excess.append((name, len(value), _MOST_PARTS))
        for part in value[:_MOST_PARTS]:
            excess += _excess(part, name)
    elif is_dataclass(value):
        for field, part in vars(value).items():
            if part and (type(part) is not str or len(part) > _LONGEST_NAME):
                excess += _excess(part, field)
    return excess


def _cut(value: Any, name: str = "") -> Any:
    if isinstance(value, str):
        most = _most(name)
        return value if len(value) <= most else None if most == _LONGEST_NAME else value[:most]
    if isinstance(value, tuple):
        parts = (_cut(part, name) for part in value[:_MOST_PARTS])
        return tuple(part for part in parts if part is not None)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                field: _cut(part, field)
                for field, part in vars(value).items()
                if field != "ref" and (type(part) in (str, tuple) or is_dataclass(part))
            },
        )
    return value
