"""Fits the weights of a reader to labeled texts, and measures them on texts left out.

scikit-learn (requirements-bench.txt) does the fitting; nothing else needs it.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from docket import entry_types
from docket.issues import ParseError
from docket.opinions import holdings
from docket.opinions.passages import find_sentences_of_230
from docket.opinions.reading import read_opinion
from docket.second import hearings, rulings, section230
from docket.text.prepared import prepare_line
from scrapers.documents.opinion_files import read_file
from tracker.measure.extract import as_input, fill_text, find_entries, is_apart

_FOLDS = 10
_FEWEST = 3  # dockets in which quoted words must occur: in fewer, they are a name or one writer's habit
_FEWEST_OF_LABEL = 3  # texts with a label that gets weights of its own


@dataclass(frozen=True)
class Example:
    """The features of a text, its labels, and its group, which must not be split between folds: its docket,
    or the text alone."""

    features: dict[str, float]
    labels: tuple[str, ...]
    group: str


@dataclass(frozen=True)
class Table:
    """A table of weights.

    `is_choice`: exactly one label is right; otherwise each is judged alone, and several can be. `strength` is
    the inverse of the penalty on weights, chosen by cross-validation; weights below `least` are left out,
    which changes hardly any answer.
    """

    name: str
    is_choice: bool
    strength: float
    least: float
    examples: Callable[[dict[str, Any]], Iterator[Example]]  # of one text


@dataclass(frozen=True)
class Fitted:
    """The number of examples, how many got exactly the right labels from weights fitted to other groups, and
    the weights."""

    right: int
    total: int
    groups: int
    weights: str


def read_lines(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the objects in files of JSON Lines. Raises ParseError."""
    rows = []
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                if "text" not in row and isinstance(row.get("file"), str) and not is_apart(row):
                    # The text of an opinion is in a file beside its label.
                    row["text"] = (path.parent / row["file"]).read_text("utf-8")
                if is_apart(row) and (folder := find_entries(None)):
                    row = fill_text(row, folder)  # a label of real text, which is kept elsewhere
                rows.append(row | as_input(row) | {"text": row["text"], "set": path.stem})
            except (ValueError, KeyError, TypeError, OSError):
                raise ParseError(
                    f"{path}, line {number}: needs one JSON object with text and labels"
                ) from None
    return rows


def fit(rows: list[dict[str, Any]], table: Table) -> Fitted:
    """Return the weights fitted to all rows, and the accuracy on each row of weights fitted without its
    group.

    Raises ParseError if scikit-learn is not installed, or a row lacks its labels.
    """
    try:
        examples = [example for row in rows for example in table.examples(row)]
    except KeyError as error:
        raise ParseError(f"a line lacks {error}, which fitting {table.name} needs") from None
    try:
        learn, selection = _load_learner(table), import_module("sklearn.model_selection")
    except ImportError:
        raise ParseError(
            "fit needs scikit-learn, which nothing else does: pip install -r requirements-bench.txt"
        ) from None
    groups = [example.group for example in examples]
    right = 0
    for others, own in selection.GroupKFold(min(_FOLDS, len(set(groups)))).split(examples, groups=groups):
        answer, _ = learn([examples[at] for at in others])
        for at in own:
            right += answer(examples[at].features) == set(examples[at].labels)
    return Fitted(
        right,
        len(examples),
        len(set(groups)),
        _write_weights(learn(examples)[1], table.least),
    )


def save_weights(name: str, weights: str) -> Path:
    """Write a reader's table of weights; return the path of the file."""
    path = Path(str(files("docket").joinpath(f"language/{name}_weights.csv")))
    path.write_text(weights, "utf-8")
    return path


def _load_learner(
    table: Table,
) -> Callable[[list[Example]], tuple[Callable[[dict[str, float]], set[str]], dict]]:
    """Return the function that fits examples; that one returns a function from features to labels, and the
    weights by label and feature."""
    linear, vectors = import_module("sklearn.linear_model"), import_module("sklearn.feature_extraction")

    def learn(examples: list[Example]) -> tuple[Callable[[dict[str, float]], set[str]], dict]:
        # Every phrase of a table gets a weight, and so do quoted words that occur in enough groups.
        groups = Counter(
            name for name, _ in {(name, example.group) for example in examples for name in example.features}
        )
        known = {name for name, count in groups.items() if count >= _FEWEST or '"' not in name}
        vectorizer = vectors.DictVectorizer()
        matrix = vectorizer.fit_transform([_cut(example.features, known) for example in examples])

        def make() -> Any:
            return linear.LogisticRegression(C=table.strength, max_iter=1000)

        if table.is_choice:
            model = make().fit(matrix, [example.labels[0] for example in examples])
            rows = list(zip(model.classes_, model.intercept_, model.coef_, strict=True))
        else:
            counts = Counter(label for example in examples for label in set(example.labels))
            models = {
                label: make().fit(matrix, [label in example.labels for example in examples])
                for label in sorted(counts)
                if counts[label] >= _FEWEST_OF_LABEL
            }
            rows = [(label, single.intercept_[0], single.coef_[0]) for label, single in models.items()]

        def answer(features: dict[str, float]) -> set[str]:
            vector = vectorizer.transform([_cut(features, known)])
            if table.is_choice:
                return {model.predict(vector)[0]}
            return {label for label, single in models.items() if single.predict(vector)[0]}

        names = vectorizer.get_feature_names_out()
        return answer, {
            label: {"": start} | dict(zip(names, weights, strict=True)) for label, start, weights in rows
        }

    return learn


def _cut(features: dict[str, float], known: set[str]) -> dict[str, float]:
    return {name: value for name, value in features.items() if name in known}


def _write_weights(by_label: dict[str, dict[str, float]], least: float) -> str:
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(("label", "feature", "weight"))
    for label, weights in by_label.items():
        lines.writerows(
            (label, name, f"{weight:.2f}")
            for name, weight in weights.items()
            if not name or abs(weight) >= least
        )
    return written.getvalue()


def _category(row: dict[str, Any]) -> Iterator[Example]:
    docket = row["courtlistener_ids"].partition("-")[0]
    yield Example(entry_types.find_features(row["text"]), (row["label"],), docket)


def _hearing(name: str, row: dict[str, Any]) -> Iterator[Example]:
    """Yield an example for each day that a text names: what happened to the hearing, or its kind."""
    for day, features in hearings.find_days(prepare_line(row)).items():
        labels = [hearing[name] for hearing in row["hearings"] if hearing["date"] == day]
        if labels or name == "action":
            yield Example(features, (labels[0] if labels else hearings.NOTHING,), row["text"])


def _rulings(name: str, row: dict[str, Any]) -> Iterator[Example]:
    labels = tuple(sorted({ruling[name] for ruling in row["rulings"]}))
    yield Example(rulings.find_features(prepare_line(row)), labels, row["text"])


# Texts written by one person in one sitting share the beginning of their ids ("cl2b_017"), and turns of
# phrase.
_FAMILY = re.compile(r"(?:c[op]|r[op])\d|[a-z]+\d?[a-z]?")


def _on_230(name: str, row: dict[str, Any]) -> Iterator[Example]:
    family = _FAMILY.match(row["id"])
    features = section230.find_features(prepare_line(row))
    yield Example(features, (row[name],), family[0] if family else row["text"])


def _sentences_of_230(row: dict[str, Any]) -> Iterator[Example]:
    opinion = read_opinion(read_file(row["text"].encode(), "opinion.txt"))
    held = [_plain(holding) for holding in row["holding"]]
    for sentence in find_sentences_of_230(opinion.parts, opinion.caption):
        if sentence.marks:
            is_held = any(holding in _plain(sentence.text) for holding in held)
            yield Example(sentence.marks, (holdings.HOLDING,) if is_held else (), row["text"])


def _plain(text: str) -> str:
    return " ".join(text.translate(str.maketrans("“”‘’", "\"\"''")).split())


TABLES = {
    "entry_types": (Table("entry_types", True, 10, 0.05, _category),),
    "hearings": (
        Table(hearings.ACTIONS, True, 8, 0.2, partial(_hearing, "action")),
        Table(hearings.KINDS, True, 8, 0.2, partial(_hearing, "type")),
    ),
    "rulings": (
        Table(rulings.KINDS, False, 3, 0.1, partial(_rulings, "kind")),
        Table(rulings.DISPOSITIONS, False, 3, 0.1, partial(_rulings, "disposition")),
    ),
    "relevance": (Table(section230.RELEVANCE, True, 1, 0.05, partial(_on_230, "label")),),
    "holdings": (Table(holdings.TABLE, False, 1.5, 0.02, _sentences_of_230),),
    "claims": (Table(section230.OUTCOMES, True, 1, 0.05, partial(_on_230, "outcome")),),
}
