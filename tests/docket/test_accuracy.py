"""The published figures are what this code scores: nobody has to believe an old table."""

from pathlib import Path

import pytest

from docket.accuracy import load_accuracy, make_accuracy
from tracker.measure.extract import evaluate_directory

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "gold"


@pytest.mark.parametrize("folder", [ROOT / "tests" / "gold", SHARED], ids=["own labels", "shared labels"])
def test_published_figures_are_those_of_this_code(folder, tmp_path):
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here: its figures cannot be computed again")
    figures = evaluate_directory(folder)
    computed = [make_accuracy(name.removesuffix(".jsonl"), figure) for name, figure in figures]
    test_sets = {row.test_set for row in computed}
    assert {row.accuracy_id: row for row in load_accuracy() if row.test_set in test_sets} == {
        row.accuracy_id: row for row in computed
    }, "run: python -m tracker evaluate ../shared/gold tests/gold --save"


def test_every_field_has_a_set_that_was_kept_apart():
    fields = {row.field for row in load_accuracy()}
    assert fields == {
        "hearings", "parties", "rulings", "claims", "relevance", "families", "redaction", "entry_types",
    }  # fmt: skip  # a set is read as one line
    # What is kept apart for redaction nobody here has seen: its figure is made by who keeps it. Categories are
    # measured in folds: each docket by weights that were fitted to the others.
    assert {row.field for row in load_accuracy() if row.is_blind} == fields - {"redaction", "entry_types"}


# A change that loses one of these has unlearned something.
@pytest.mark.parametrize(
    ("test_set", "name", "measure", "least"),
    [
        ("hearings_like_kept", "type, action and date", "f1", 0.90),
        ("hearings_like_kept", "date alone", "f1", 0.93),
        ("rulings_like_kept", "kind and disposition", "f1", 0.92),
        ("rulings_like_kept", "motions answered", "f1", 0.95),
        ("claims_like_kept", "claims", "f1", 0.93),
        ("claims_like_kept", "provisions", "f1", 0.95),
        ("parties_hard_kept", "canonical", "accuracy", 0.96),
        ("parties_hard_kept", "kind", "accuracy", 0.97),
        ("parties_hard_kept", "role", "accuracy", 0.98),
        ("relevance_like_kept", "about_230", "f1", 0.90),
        ("hearings_like3_kept", "type, action and date", "f1", 0.93),
        ("hearings_like4_kept", "type, action and date", "f1", 0.93),
        ("hearings_like4_kept", "date alone", "f1", 0.96),
        ("rulings_like3_kept", "kind and disposition", "f1", 0.91),
        ("rulings_like4_kept", "kind and disposition", "f1", 0.92),
        ("claims_like3_kept", "claims", "f1", 0.93),
        ("claims_like3_kept", "outcome", "accuracy", 0.91),
        ("relevance_like3_kept", "about_230", "precision", 0.97),
        ("relevance_like3_kept", "about_230", "recall", 0.96),
        ("hearings_like5_kept", "type, action and date", "f1", 0.93),
        ("hearings_like5_kept", "date alone", "f1", 0.96),
        ("rulings_like5_kept", "kind and disposition", "f1", 0.95),
        ("rulings_like5_kept", "motions answered", "f1", 0.95),
        ("claims_like5_kept", "claims", "f1", 0.93),
        ("claims_like5_kept", "provisions", "f1", 0.95),
        ("families_kept", "type, court, number and direction", "precision", 0.97),
        # Written and labeled batch by batch, each scored once before a rule was changed for it; bars after mending.
        ("relevance_open", "about_230", "precision", 0.95),
        ("relevance_open", "about_230", "recall", 0.97),
        ("relevance_open2", "about_230", "precision", 0.94),
        ("relevance_open2", "about_230", "recall", 0.96),
        ("relevance_like2_open", "about_230", "precision", 0.94),
        ("relevance_like2_open", "about_230", "recall", 0.97),
        ("relevance_kept", "about_230", "precision", 0.85),
        ("relevance_kept", "about_230", "recall", 0.97),
        ("relevance_dev", "about_230", "precision", 0.97),
        ("relevance_dev", "about_230", "recall", 0.97),
        ("claims_open", "claims", "f1", 0.95),
        ("claims_open", "provisions", "f1", 0.95),
        ("claims_open", "outcome", "accuracy", 0.93),
        ("claims_kept", "claims", "f1", 0.95),
        ("claims_kept", "provisions", "f1", 0.95),
        ("claims_kept", "outcome", "accuracy", 0.93),
        ("claims_open2", "claims", "f1", 0.97),
        ("claims_open2", "provisions", "f1", 0.97),
        ("claims_open2", "exceptions", "f1", 0.97),
        ("claims_open2", "outcome", "accuracy", 0.93),
        ("claims_dev", "claims", "f1", 0.93),
        ("claims_dev", "provisions", "f1", 0.95),
        ("claims_dev", "exceptions", "f1", 0.95),
        ("claims_dev", "outcome", "accuracy", 0.93),
        ("claims_like2_open", "claims", "f1", 0.97),
        ("claims_like2_open", "provisions", "f1", 0.97),
        ("claims_like2_open", "outcome", "accuracy", 0.95),
        ("claims_like3_kept", "provisions", "f1", 0.95),
        ("families_open", "type, court, number and direction", "recall", 0.9),
        ("families_open", "effect", "accuracy", 0.95),
        ("families_kept", "type, court, number and direction", "recall", 0.9),
        ("families_kept", "effect", "accuracy", 0.95),
        ("families_open", "type, court, number and direction", "precision", 0.97),
        ("hearings_open", "type, action and date", "precision", 0.93),
        ("hearings_open", "type, action and date", "f1", 0.93),
        ("hearings_open", "date alone", "f1", 0.95),
        ("hearings_open", "time", "accuracy", 0.95),
        ("hearings_open", "judge", "accuracy", 0.95),
        ("hearings_open2", "type, action and date", "precision", 0.93),
        ("hearings_open2", "type, action and date", "f1", 0.93),
        ("hearings_open2", "date alone", "f1", 0.95),
        ("hearings_open2", "time", "accuracy", 0.95),
        ("hearings_open2", "judge", "accuracy", 0.95),
        ("hearings_open3", "type, action and date", "precision", 0.93),
        ("hearings_open3", "type, action and date", "f1", 0.93),
        ("hearings_open3", "date alone", "f1", 0.95),
        ("hearings_open3", "time", "accuracy", 0.95),
        ("hearings_open3", "judge", "accuracy", 0.95),
        ("hearings_kept", "type, action and date", "precision", 0.93),
        ("hearings_kept", "type, action and date", "f1", 0.93),
        ("hearings_kept", "date alone", "f1", 0.95),
        ("hearings_kept", "time", "accuracy", 0.95),
        ("hearings_kept", "judge", "accuracy", 0.95),
        ("hearings_like2_open", "type, action and date", "precision", 0.93),
        ("hearings_like2_open", "type, action and date", "f1", 0.93),
        ("hearings_like2_open", "date alone", "f1", 0.95),
        ("hearings_like2_open", "time", "accuracy", 0.95),
        ("hearings_like2_open", "judge", "accuracy", 0.95),
        ("hearings_like3_kept", "type, action and date", "precision", 0.93),
        ("hearings_like3_kept", "date alone", "f1", 0.95),
        ("hearings_like3_kept", "time", "accuracy", 0.95),
        ("hearings_like3_kept", "judge", "accuracy", 0.95),
        ("hearings_like4_kept", "type, action and date", "precision", 0.93),
        ("hearings_like4_kept", "time", "accuracy", 0.95),
        ("hearings_like4_kept", "judge", "accuracy", 0.95),
        ("hearings_dev", "type, action and date", "precision", 0.93),
        ("hearings_dev", "type, action and date", "f1", 0.93),
        ("hearings_dev", "date alone", "f1", 0.95),
        ("hearings_dev", "time", "accuracy", 0.95),
        ("hearings_dev", "judge", "accuracy", 0.95),
        ("rulings_open", "kind and disposition", "f1", 0.95),
        ("rulings_open", "motions answered", "f1", 0.95),
        ("rulings_open2", "kind and disposition", "f1", 0.95),
        ("rulings_open2", "motions answered", "f1", 0.95),
        ("rulings_kept", "kind and disposition", "f1", 0.95),
        ("rulings_kept", "motions answered", "f1", 0.95),
        ("rulings_like2_open", "kind and disposition", "f1", 0.95),
        ("rulings_like2_open", "motions answered", "f1", 0.95),
        ("rulings_dev", "kind and disposition", "f1", 0.92),
        ("rulings_dev", "motions answered", "f1", 0.95),
        ("rulings_dev", "kind of motions", "f1", 0.92),
        ("parties", "canonical", "accuracy", 0.96),
        ("parties", "kind", "accuracy", 0.97),
        ("parties", "role", "accuracy", 0.98),
        ("parties_held_out", "canonical", "accuracy", 0.96),
        ("parties_held_out", "kind", "accuracy", 0.97),
        ("parties_held_out", "role", "accuracy", 0.98),
        ("parties_dev", "canonical", "accuracy", 0.96),
        ("parties_dev", "kind", "accuracy", 0.97),
        ("parties_dev", "role", "accuracy", 0.98),
    ],
)
def test_bars(test_set, name, measure, least):
    row = next(
        row for row in load_accuracy() if (row.test_set, row.name, row.measure) == (test_set, name, measure)
    )
    assert float(row.value) >= least


@pytest.mark.parametrize(
    ("name", "precision", "coverage"),
    [
        ("agreed: type, action and date", 0.96, 0.75),
        ("agreed: kind and disposition", 0.96, 0.75),
        ("agreed: three labels", 0.97, 0.75),
        ("agreed: outcome", 0.97, 0.3),
    ],
)
def test_what_two_readers_agree_on_is_right(name, precision, coverage):
    """Of all written sets together that neither was made from."""
    for measure, least in (("precision", precision), ("coverage", coverage)):
        rows = [
            row
            for row in load_accuracy()
            if (row.name, row.measure) == (name, measure)
            and row.is_blind
            and not row.test_set.startswith("real_")
        ]
        assert sum(row.right_count for row in rows) / sum(row.total_count for row in rows) >= least
