"""Runs the readers of text as a filter, one line of JSON in, one out; and scores them against labeled files.

An answer has the `id` of its line; a line that cannot be answered gets an `error`, and the rest are still
answered.
"""

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from docket.accuracy import FOLDS, Accuracy, load_accuracy, make_accuracy, write_accuracy
from docket.issues import ParseError
from docket.scoring import Figure, make_share, score
from docket.second import hearings, rulings
from docket.section230.answers import answer_outcome, answer_relevance
from docket.text.prepared import prepare_line

Record = dict[str, Any]
Judged = tuple[bool, bool]  # about a fact: whether it is right, whether both readers found it
# Imported when called: the reader of parties need not wait until the patterns of rulings are compiled.
EXTRACTORS = {
    "hearings": ("docket.hearings", "extract_hearings"),
    "parties": ("docket.names", "extract_party"),
    "rulings": ("docket.rulings", "extract_rulings"),
    "claims": ("docket.section230.claims", "extract_claims"),
    "relevance": ("docket.section230.answers", "extract_relevance"),
    "families": ("docket.links", "extract_families"),
    "redaction": ("docket.redact", "extract_redaction"),
    "entry_types": ("docket.entry_types", "extract_entry_types"),
}
_HEADER = (
    "docket_number",
    "appeal_from",
    "originating_court_id",
    "originating_docket_number",
    "caption",
    "details",
)
_INPUTS = (
    "id",
    "court_id",
    "date_filed",
    "text",
    "number",
    "raw",
    "raw_type",
    "extra_info",
    "side",
    *_HEADER,
)
# "A v. B", "A vs B", and the caption of a notice cut after "v.": the sides are what precedes and follows.
_VERSUS = re.compile(r"\s+vs?\.?(?:\s+|$)")
BESIDE = Path(__file__).resolve().parents[3] / "shared"  # beside a checkout
REAL = "real_"  # prefix of a set whose texts are not part of the project
_TEXT_OF = {"parties": "raw"}
_COURT_IN_FILE = re.compile(r"(?:^|/)([a-z0-9]+?)(?:_[^/]*)?\.json$")


def load_extractor(field: str) -> Callable[[dict], dict]:
    """Return the function that answers one line of `field`."""
    module, function = EXTRACTORS[field]
    return getattr(import_module(module), function)


def answer(field: str, extractor: Callable[[dict], dict], line: bytes) -> dict:
    """Return the answer to one line of JSON: its `id` and the fields, or an `error` that says what to correct."""
    record: dict[str, Any] = {}
    try:
        record = json.loads(line.decode("utf-8"))
        return (
            {"id": record.get("id"), **extractor(_check(field, record))}
            if isinstance(record, dict)
            else _refuse(None, "not a JSON object")
        )
    except UnicodeDecodeError as error:
        return _refuse(None, f"not UTF-8 at byte {error.start}; write the line in UTF-8")
    except json.JSONDecodeError as error:
        return _refuse(None, f"not JSON at character {error.pos}: {error.msg}; write one JSON object a line")
    except RecursionError:
        return _refuse(None, "JSON nested too deep; write one flat JSON object a line")
    except ParseError as error:
        return _refuse(record.get("id"), str(error))


def _refuse(line_id, message: str) -> dict:
    return {"id": line_id, "error": message}


def _check(field: str, record: dict) -> dict:
    """Return the record with only the keys that an extractor may see. Raises ParseError for a value of the
    wrong type."""
    name = _TEXT_OF.get(field, "text")
    is_header = field == "families" and name not in record and any(record.get(other) for other in _HEADER)
    if not is_header and not isinstance(record.get(name), str):
        raise ParseError(
            f"a line for {field} needs {name!r}, a string; got {str(record.get(name))[:40]!r}",
            code="bad-line",
        )
    for other in ("court_id", "date_filed", "raw_type", "extra_info", "side"):
        if not isinstance(record.get(other), str | None):
            raise ParseError(
                f"{other!r} must be a string or null, got {str(record[other])[:40]!r}", code="bad-line"
            )
    number = record.get("number")
    if number is not None and (isinstance(number, bool) or not isinstance(number, int | str)):
        raise ParseError(
            f"'number' must be the entry's number or null, got {str(number)[:40]!r}", code="bad-line"
        )
    return {key: record[key] for key in _INPUTS if key in record}


def save_figures(figures: list[tuple[str, Figure]]) -> Path:
    """Write the published figures; return the path of the file."""
    path = Path(str(files("docket").joinpath("data/accuracy.csv")))
    path.write_text(write_accuracy(add_figures(load_accuracy(), figures)), encoding="utf-8")
    return path


def add_figures(published: Iterable[Accuracy], figures: list[tuple[str, Figure]]) -> list[Accuracy]:
    """Return the figures to publish, with those measured now.

    Figures that `fit` measured stay, except for the sets named here. So do those of sets whose texts are
    absent, since they cannot be measured again.
    """
    rows = [make_accuracy(name.removesuffix(".jsonl"), figure) for name, figure in figures]
    ours = {row.test_set for row in rows}
    is_of_fit = bool(rows) and all(name.endswith(FOLDS) for name in ours)
    kept = [
        row
        for row in published
        if row.test_set not in ours
        and (is_of_fit or row.test_set.endswith(FOLDS) or row.test_set.startswith(REAL))
    ]
    return [*kept, *rows] if is_of_fit else [*rows, *kept]


def evaluate_directory(directory: Path, shared: Path | None = None) -> list[tuple[str, Figure]]:
    """Return (file name, figure) for every labeled file of the directory that has an extractor.

    The texts of real entries are taken from `shared` (by default, the folder of that name beside the
    checkout); if they are missing, their files are left out, and a line on standard error says so. Raises
    ParseError if there is no labeled file, or if a line cannot be read or answered.
    """
    names = ((field, name) for field in EXTRACTORS for name in (f"{field}*.jsonl", f"{REAL}{field}*.jsonl"))
    files = [(field, path) for field, name in names for path in sorted(directory.glob(name))]
    if not files:
        raise ParseError(f"no labeled file in {directory}; expected names such as hearings_dev.jsonl")
    entries = find_entries(shared)
    return [(path.name, figure) for field, path in files for figure in _evaluate_file(field, path, entries)]


def _evaluate_file(field: str, path: Path, entries: Path | None) -> list[Figure]:
    extractor, gold, answers, facts = load_extractor(field), [], [], list[Judged]()
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            label = json.loads(line)
        except ValueError as error:
            raise ParseError(f"{path}, line {number}: not JSON ({error}); mend the labeled file") from None
        if is_apart(label):
            if entries is None:
                sys.stderr.write(f"{path.name} left out: the texts of real entries are not here\n")
                return []
            label = fill_text(label, entries)
        reply = answer(field, extractor, json.dumps(as_input(label)).encode())
        if "error" in reply:
            raise ParseError(f"{path}, line {number}: {reply['error']}")
        gold.append(label)
        answers.append(reply)
        try:
            facts += judge(field, label | as_input(label), reply)
        except KeyError as error:
            raise _lacks(path, field, error) from None
    try:
        return score(field, gold, answers) + score_tiers(field, facts)
    except KeyError as error:
        raise _lacks(path, field, error) from None


def _lacks(path: Path, field: str, error: KeyError) -> ParseError:
    return ParseError(f"{path}: a label lacks {error}; see the labeling guide for the shape of {field}")


def as_input(label: dict) -> dict:
    """Return the record as an extractor receives it: without the labels, and with the court from the file's
    name."""
    record = {key: label[key] for key in _INPUTS if key in label}
    if "court_id" not in record and isinstance(label.get("file"), str):
        court = _COURT_IN_FILE.search(label["file"])
        record["court_id"] = "scotus" if label["file"].startswith("scotus/") else court and court[1]
    return record


# How much two readers of a text agree on, and how much of that is right. Precision: the share of the agreed
# facts that are right. Coverage: the share of all facts that are agreed on. A text about which nothing is
# published (not about § 230, no holding) counts with its label, too.
def judge(field: str, label: Record, answer: Record) -> list[Judged]:
    """Return, for each fact of an answer, whether it is right and whether it is agreed on; empty if the field
    has no second reader."""
    return list(_MEASURED[field][1](label, answer)) if field in _MEASURED else []


def score_tiers(field: str, facts: list[Judged]) -> list[Figure]:
    """Return precision and coverage of the agreed facts; empty if the field has no second reader."""
    if field not in _MEASURED:
        return []
    name, _ = _MEASURED[field]
    right = sum(is_right for is_right, is_agreed in facts if is_agreed)
    agreed = sum(is_agreed for _, is_agreed in facts)
    return [
        make_share(field, name, "precision", right, agreed),
        make_share(field, name, "coverage", agreed, len(facts)),
    ]


def _judge_listed(
    name: str, keys: tuple[str, ...], reader: Any, label: Record, answer: Record
) -> Iterator[Judged]:
    facts = [tuple(fact[key] for key in keys) for fact in answer[name]]
    left = [tuple(fact[key] for key in keys) for fact in label[name]]
    for fact, is_agreed in zip(facts, reader.agree(prepare_line(label), facts), strict=True):
        if is_right := fact in left:
            left.remove(fact)
        yield is_right, is_agreed


def _judge_single(
    name: str, read: Callable[..., tuple[Any, bool]], label: Record, answer: Record
) -> Iterator[Judged]:
    yield answer[name] == label[name], read(prepare_line(label))[1]


_MEASURED: dict[str, tuple[str, Callable[[Record, Record], Iterator[Judged]]]] = {
    "hearings": (
        "agreed: type, action and date",
        partial(_judge_listed, "hearings", ("type", "action", "date"), hearings),
    ),
    "rulings": (
        "agreed: kind and disposition",
        partial(_judge_listed, "rulings", ("kind", "disposition"), rulings),
    ),
    "relevance": ("agreed: three labels", partial(_judge_single, "label", answer_relevance)),
    "claims": ("agreed: outcome", partial(_judge_single, "outcome", answer_outcome)),
}


# Labels of real docket entries name file, line and hash of their texts, which contain names of private
# persons and are not part of the project: they are in ``real/entries`` of a folder of shared files, if there
# is one.


def is_apart(label: dict) -> bool:
    """Return whether the label's text is outside the labeled file."""
    return "text" not in label and "sha256" in label


def find_entries(shared: Path | None) -> Path | None:
    """Return the folder of the texts in `shared` (or beside the checkout); None if it is missing."""
    folder = (shared or BESIDE) / "real" / "entries"
    return folder if folder.is_dir() else None


def fill_text(label: dict, folder: Path) -> dict:
    """Return the label with its text; a label of a caption's side gets the side's name, as printed, under
    ``raw``.

    Raises ParseError if the line in the file is missing or has another text.
    """
    lines, number = _read_lines(folder / label["file"]), label["line"]
    name = label.get("field", "text")
    text = json.loads(lines[number - 1]).get(name) if 0 < number <= len(lines) else None
    if text is None or hashlib.sha256(text.encode()).hexdigest() != label["sha256"]:
        raise ParseError(
            f"{folder / label['file']}, line {number}: not the text that was labeled; "
            "fetch the shared files as they were, or label the entry again"
        )
    if name == "text":
        return label | {"text": text}
    sides = _VERSUS.split(text, maxsplit=1)
    return label | {"raw": sides[0] if label["side"] == "first" else sides[-1]}


@cache
def _read_lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        raise ParseError(f"{path}: {error.strerror}; labels refer to this file") from None
