"""Which texts each row of `docket/language/` decides: a row does where the answer is another one without it."""

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from docket.names.pseudonyms import is_pseudonym
from docket.text.phrases import Row, load, watching

TABLES = {
    "hearings": ("hearings", "papers", "requests", "details", "appellate"),
    "rulings": ("rulings", "motions", "context"),
    "claims": ("claims", "holdings"),
    "parties": ("names",),
    "families": ("links",),
}


class RowUse(NamedTuple):
    """A row, or all rows of a tag together where `phrase` is empty; places in the records, counted from 0."""

    table: str
    line: int
    tag: str
    phrase: str
    fits: tuple[int, ...]
    decides: tuple[int, ...]


def report_rows(field: str, extractor: Callable[[dict], dict], records: list[dict]) -> list[RowUse]:
    """Return the use of each row of the tables of a field, and after those of a tag that of the tag."""
    answers, fits = [], defaultdict(set)

    def read(record: dict) -> dict:
        is_pseudonym.cache_clear()  # what is kept of a name was read by all rows
        return _bare(extractor(record))

    for place, record in enumerate(records):
        with watching() as seen:
            answers.append(read(record))
        for row in seen:
            fits[row].add(place)

    def use(rows: list[Row], phrase: str) -> RowUse:
        places = sorted(set().union(*(fits[row] for row in rows)))
        with watching(rows if places else ()):
            decides = [place for place in places if read(records[place]) != answers[place]]
        first = rows[0]
        return RowUse(first.table, first.number, first.tag, phrase, tuple(places), tuple(decides))

    found = []
    for table in TABLES[field]:
        by_tag: dict[str, list[Row]] = defaultdict(list)
        for row in load(table):
            if not row.tag.startswith("@"):
                by_tag[row.tag].append(row)
        for rows in by_tag.values():
            found += [use([row], row.phrase) for row in rows]
            found += [use(rows, "")] if len(rows) > 1 else []
    return found


def _bare(answer: dict) -> dict:
    """The answer without the rule and the place that it was read from."""
    return {
        name: [
            {key: value for key, value in fact.items() if key not in ("rule", "spans", "span")}
            for fact in facts
        ]
        if isinstance(facts, list) and facts and isinstance(facts[0], dict)
        else facts
        for name, facts in answer.items()
        if name not in ("evidence", "id")
    }
