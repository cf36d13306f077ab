"""Fitting the weights of a second reader to labeled texts, and how right they are on dockets they were not fitted to.

scikit-learn (requirements-bench.txt) does the fitting; nothing that runs needs it.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from docket.issues import ParseError

_FOLDS = 10
_FEWEST = 3  # dockets that quoted words are to stand in: what fewer have is a name, or their own habit
_STRENGTH = 10.0  # inverse of the penalty on weights, the best of 1 to 20 in the folds
_LEAST_WEIGHT = 0.05  # what is smaller changes no answer


@dataclass(frozen=True)
class Labeled:
    """A text, its label, and what it must not be parted from in the folds: its docket."""

    text: str
    label: str
    docket: str


@dataclass(frozen=True)
class Fitted:
    """How many of how many texts were given their label by weights fitted to other dockets; and the weights."""

    right: int
    total: int
    dockets: int
    weights: str


def read_labeled(path: Path) -> Iterator[Labeled]:
    """Yield the lines of a file of JSON: `text`, `label`, and `docket` or `courtlistener_ids`. Raises ParseError."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            docket = row.get("docket") or row["courtlistener_ids"].split("-")[0]
            yield Labeled(row["text"], row["label"], docket)
        except (ValueError, KeyError, AttributeError):
            raise ParseError(
                f"{path}, line {number}: needs JSON with text, label, and docket or courtlistener_ids"
            ) from None


def fit(rows: list[Labeled], find_features: Callable[[str], dict[str, float]]) -> Fitted:
    """Return the weights for all rows, and how right such weights are when fitted without a row's docket.

    Raises ParseError where scikit-learn is not installed.
    """
    try:
        linear, selection = import_module("sklearn.linear_model"), import_module("sklearn.model_selection")
        vectors = import_module("sklearn.feature_extraction")
    except ImportError:
        raise ParseError(
            "fit needs scikit-learn, which nothing else does: pip install -r requirements-bench.txt"
        ) from None

    found, labels = [find_features(row.text) for row in rows], [row.label for row in rows]
    dockets, right = [row.docket for row in rows], 0

    def learn(places: Iterable[int]) -> tuple[Any, Any]:
        counts = Counter(name for name, _ in {(name, dockets[at]) for at in places for name in found[at]})
        known = {name for name, count in counts.items() if count >= _FEWEST or '"' not in name}
        kept = [{name: value for name, value in found[at].items() if name in known} for at in places]
        vectorizer = vectors.DictVectorizer()
        model = linear.LogisticRegression(C=_STRENGTH, max_iter=1000)
        return vectorizer, model.fit(vectorizer.fit_transform(kept), [labels[at] for at in places])

    for others, own in selection.GroupKFold(_FOLDS).split(found, labels, dockets):
        vectorizer, model = learn(others)
        answers = model.predict(vectorizer.transform([found[at] for at in own]))
        right += sum(answer == labels[at] for answer, at in zip(answers, own, strict=True))
    return Fitted(right, len(rows), len(set(dockets)), _write_weights(*learn(range(len(rows)))))


def save_weights(name: str, weights: str) -> Path:
    """Write the table of weights of a reader; return the file."""
    path = Path(str(files("docket").joinpath(f"language/{name}_weights.csv")))
    path.write_text(weights, "utf-8")
    return path


def _write_weights(vectorizer: Any, model: Any) -> str:
    names, written = vectorizer.get_feature_names_out(), io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(("label", "feature", "weight"))
    for label, start, weights in zip(model.classes_, model.intercept_, model.coef_, strict=True):
        table.writerow((label, "", f"{start:.2f}"))
        table.writerows(
            (label, name, f"{weight:.2f}")
            for name, weight in zip(names, weights, strict=True)
            if abs(weight) >= _LEAST_WEIGHT
        )
    return written.getvalue()
