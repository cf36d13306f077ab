"""Reports which texts each row of `docket/language/` decides: those whose answer would differ without it.

For parties, this includes the words of `docket/data/name_words.csv`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import NamedTuple

from docket.csv_rows import read_rows
from docket.names.kinds import is_pseudonym, looks_like_person
from docket.names.spelling import load_forms, split_forms
from docket.names.words import fold, load_words
from docket.text.phrase_rows import Row, load
from docket.text.phrases import watching
from docket.text.prepared import prepare_last

# The parts of a name, and the text, that are kept were read by other rows.
_KEPT = (is_pseudonym, looks_like_person, split_forms, prepare_last)
TABLES = {
    "hearings": ("hearings", "papers", "requests", "details", "appellate"),
    "rulings": ("rulings", "motions", "context"),
    "claims": ("claims", "holdings"),
    "parties": ("names",),
    "families": ("links",),
}


class RowUse(NamedTuple):
    """The use of a row or, if `phrase` is empty, of all rows of a tag; records are given by index from 0.

    The tag of a word is its kind, and a word matches wherever it occurs in the text.
    """

    table: str
    line: int
    tag: str
    phrase: str
    fits: tuple[int, ...]
    decides: tuple[int, ...]


def report_rows(field: str, extractor: Callable[[dict], dict], records: list[dict]) -> list[RowUse]:
    """Return the use of each row of a field's tables; the rows of a tag are followed by the tag itself."""
    answers, fits = [], defaultdict(set)

    def read(record: dict) -> dict:
        for kept in _KEPT:
            kept.cache_clear()
        return {
            name: [
                {key: value for key, value in fact.items() if key not in ("rule", "spans", "span")}
                for fact in facts
            ]
            if isinstance(facts, list) and facts and isinstance(facts[0], dict)
            else facts
            for name, facts in extractor(record).items()
            if name not in ("evidence", "id")
        }

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

    uses = []
    for table in TABLES[field]:
        by_tag: dict[str, list[Row]] = defaultdict(list)
        for row in load(table):
            if not row.tag.startswith("@"):
                by_tag[row.tag].append(row)
        for rows in by_tag.values():
            uses += [use([row], row.phrase) for row in rows]
            uses += [use(rows, "")] if len(rows) > 1 else []
    return [*uses, *_report_words(read, records, answers)] if field == "parties" else uses


def _report_words(read: Callable[[dict], dict], records: list[dict], answers: list[dict]) -> Iterator[RowUse]:
    texts = [_folded(f"{record['raw']} {record.get('extra_info') or ''}") for record in records]
    by_kind: dict[str, list[tuple[int, str]]] = defaultdict(list)
    body = files("docket").joinpath("data/name_words.csv").read_bytes()
    for line, row in read_rows(body, "name_words.csv", ("kind", "word")):
        by_kind[row["kind"] or ""].append((line, row["word"] or ""))

    def use(kind: str, rows: list[tuple[int, str]], phrase: str) -> RowUse:
        folded = [_folded(word) for _, word in rows]
        places = [place for place, text in enumerate(texts) if any(word in text for word in folded)]
        with _without(kind, [word.casefold() for _, word in rows] if places else []):
            decides = [place for place in places if read(records[place]) != answers[place]]
        return RowUse("name_words", rows[0][0], kind, phrase, tuple(places), tuple(decides))

    for kind, rows in by_kind.items():
        for single in rows:
            yield use(kind, [single], single[1])
        yield use(kind, rows, "")


def _folded(text: str) -> str:
    return f" {' '.join(map(fold, text.split()))} "


@contextmanager
def _without(kind: str, words: list[str]) -> Iterator[None]:
    """While the block runs, read as if these words did not belong to the kind."""
    known = load_words(kind)
    kept = {word: known.pop(word) for word in words}
    load_forms.cache_clear()
    try:
        yield
    finally:
        known.update(kept)
        load_forms.cache_clear()
