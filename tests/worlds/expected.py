"""Fixtures that are whole answers: `<case>.<kind>` beside its `<case>.<kind>.expected.json`."""

import json
from dataclasses import replace
from pathlib import Path

from tests.worlds.in_words import in_words

FIXTURES = Path(__file__).parents[1] / "fixtures"


def cases(source):
    return sorted(path for path in (FIXTURES / source).iterdir() if not path.name.endswith(".expected.json"))


def of(kind, records):
    """Return the records of one kind."""
    return [record for record in records if isinstance(record, kind)]


def check(path, snapshot, records, accept, expected=None):
    """Compare a described snapshot and its records with the expected file, or write that file."""
    words = in_words(replace(snapshot, body=b""))
    words["body"] = len(snapshot.body)
    described = {
        "snapshot": words,
        "records": [{type(record).__name__: in_words(record)} for record in records],
    }
    expected = expected or path.with_name(f"{path.name}.expected.json")
    if accept:
        expected.write_text(json.dumps(described, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert expected.exists(), f"{expected.name} is missing; run pytest --accept and review it"
    assert json.loads(json.dumps(described)) == json.loads(expected.read_text(encoding="utf-8"))
