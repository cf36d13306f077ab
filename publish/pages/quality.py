"""How accurate the derived fields are: the measured figures, what they were measured on, and known
weaknesses."""

import re
import sqlite3

from markupsafe import Markup, escape

from docket.accuracy import load_first_looks
from docket.scoring import wilson
from publish.charts.svg import draw
from publish.request import Asked, one_row, rows
from publish.words import counted

# Readers' names for the fields, in the order of the page: (field, name in the figures) -> words.
FIELDS = {
    ("hearings", "type, action and date"): "Hearing: kind, step and date",
    ("hearings", "date alone"): "Hearing date",
    ("hearings", "time"): "Hearing time, where the date is right",
    ("hearings", "judge"): "Judge at a hearing",
    ("parties", "canonical"): "Party name",
    ("parties", "kind"): "Kind of party",
    ("parties", "role"): "Side of a party",
    ("rulings", "kind and disposition"): "Ruling: kind and result",
    ("rulings", "motions answered"): "Motion that a ruling decides",
    ("claims", "claims"): "Claim",
    ("claims", "provisions"): "§ 230 provision raised",
    ("claims", "outcome"): "How § 230 came out",
    ("relevance", "about_230"): "Case is about § 230",
    ("families", "links"): "Appeal, transfer or removal linked",
    ("entry_types", "category"): "Category of an entry",
}
# What the two independent readings agree on, in the order of the page: name in the figures -> words.
TIERS = {
    "agreed: type, action and date": "Hearing: kind, step and day",
    "agreed: kind and disposition": "Ruling: kind and result",
    "agreed: outcome": "How § 230 came out",
    "agreed: three labels": "About § 230, or only mentions it",
}
# Readers' names for the sets: the end of a set's name, longest first -> words.
_SET_WORDS = (
    ("fresh_kept", "Fresh texts, unseen"),
    ("fresh_open", "Fresh texts, seen since"),
    ("hard_kept", "Hard texts, unseen"),
    ("hard_open", "Hard texts, seen since"),
    ("held_out", "Real entries of the first sample, unseen"),
    ("folds", "Entries labeled by Free Law Project"),
    ("kept", "First ordinary texts, unseen"),
    ("open", "Practice texts"),
    ("dev", "Entries the rules were written with"),
)
_REAL = re.compile(r"real_[a-z]+(?P<number>[0-9]*)")
_LATER = re.compile(r"_(?:like|open)(?P<number>[0-9]*)(?:_(?P<how>kept|open))?$")
_TICKS = (0.7, 0.8, 0.9, 1)
_AXIS = _TICKS[0]  # where the chart begins: a lower value is drawn at its edge
_LINE = 50  # pixels of one row of the chart: the words, a line for precision and one for recall


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return one row for each field: held-out sets first, since only they say how new text will fare."""
    figures = rows(conn, "select * from accuracy order by rowid")
    by_field: dict[tuple[str, str], list[dict]] = {key: [] for key in FIELDS}
    for figure in figures:
        if figure["value"] and (own := by_field.get((figure["field"], figure["name"]))) is not None:
            own.append(figure)
    fields = [field for key, words in FIELDS.items() if (field := _field(words, by_field[key]))]
    dockets = one_row(
        conn,
        """select count(*) as total, coalesce(sum(docket_number is null), 0) as number,
          coalesce(sum(date_filed is null), 0) as filed, coalesce(sum(outcome_230 = 'none'), 0) as outcome,
          count(outcome_ruling_id) as answered, coalesce(sum('reviewed' =
            (select tier from rulings where ruling_id = outcome_ruling_id)), 0) as reviewed
        from dockets where selection in ('catalog', 'confirmed')""",
    )
    return {
        "percent": format_percent,
        "fields": fields,
        "format_set": format_set,
        "figure": _chart(fields),
        "first_looks": load_first_looks(),
        "tiers": [tier for name, words in TIERS.items() if (tier := _tier(name, words, figures))],
        "figure_count": len(figures),
        "answers": {"total": dockets["answered"], "reviewed": dockets["reviewed"]},
        "unknown": [(words, dockets[column], dockets["total"]) for words, column in _LOOKED_FOR.items()],
        "issue_count": one_row(conn, "select count(*) as n from issues")["n"],
    }


def format_percent(share: str | float | None) -> float:
    """Return a share in percent, to one decimal."""
    return round(float(share or 0) * 100, 1)


def _field(words: str, figures: list[dict]) -> dict | None:
    """Return what is shown for a field, from its figures; None without any."""
    by_set: dict[str, dict[str, dict]] = {}
    for figure in figures:
        by_set.setdefault(figure["test_set"], {})[figure["measure"]] = figure
    sets = []
    for test_set, by_measure in by_set.items():
        whole = by_measure.get("recall") or by_measure["accuracy"]
        sets.append(
            {
                "name": test_set,
                "is_blind": whole["is_blind"],
                "tested": whole["total_count"],
                "precision": by_measure.get("precision") or by_measure.get("accuracy"),
                "recall": by_measure.get("recall"),
            }
        )
    sets.sort(key=lambda shown: (not shown["is_blind"], -shown["tested"]))
    if not sets:
        return None
    hard = next((shown for shown in sets if shown["name"].endswith("hard_kept")), None)
    ordinary = [shown for shown in sets if shown is not hard and shown["is_blind"]] or [
        shown for shown in sets if shown is not hard
    ]
    # The latest of the held-out sets is closest to the text that today's rules will meet.
    usual = max(ordinary, key=lambda shown: (_number(shown["name"]), shown["tested"]), default=None)
    return {"words": words, "sets": sets, "tiers": (usual, hard)}


def _tier(name: str, words: str, figures: list[dict]) -> dict | None:
    """Return precision and coverage of what is agreed, over all held-out sets together; None without
    figures."""
    own = [figure for figure in figures if figure["name"] == name and figure["is_blind"]]
    shown: dict = {"words": words}
    for measure in ("precision", "coverage"):
        same = [figure for figure in own if figure["measure"] == measure]
        right, total = (sum(figure[column] for figure in same) for column in ("right_count", "total_count"))
        interval = wilson(right, total)
        if interval is None:
            return None
        shown[measure] = {"value": right / total, "low": interval[0], "high": interval[1]}
        shown["tested"] = total
    return shown


def _number(test_set: str) -> int:
    match = _LATER.search(test_set)
    return int(match["number"] or 1) if match else 0


def format_set(test_set: str) -> str:
    """Return a reader's name for a test set: "claims_like3_kept" is "Ordinary texts 3, unseen"."""
    if real := _REAL.match(test_set):
        return (
            f"Real entries {real['number'] or '1'}, {'unseen' if test_set.endswith('kept') else 'seen since'}"
        )
    match = _LATER.search(test_set)
    if match and "like" in match[0]:
        number = match["number"] or "1"
        return f"Ordinary texts {number}, {'unseen' if match['how'] == 'kept' else 'seen since'}"
    if match and match["number"]:
        return f"Practice texts {match['number']}"
    return next((words for end, words in _SET_WORDS if test_set.endswith(end)), "Entries labeled by hand")


def _chart(fields: list[dict]) -> Markup | None:
    """Return a chart of precision (●) and recall (○) for each field on its first set, with intervals; None
    without figures."""
    if not fields:
        return None
    parts = []
    for place, field in enumerate(fields):
        shown, y = field["tiers"][0] or field["sets"][0], place * _LINE + 14
        parts.append(f'<text class="b" x="0" y="{y}">{escape(field["words"])}</text>')
        for figure, name, under in ((shown["precision"], "dot", 9), (shown["recall"], "ring", 20)):
            if figure:
                parts.append(f'<line class="ax" x1="0" x2="100%" y1="{y + under}" y2="{y + under}"/>')
                parts.append(_mark(figure, name, y + under))
    height = len(fields) * _LINE + 22
    for tick in _TICKS:
        x, anchor = _place(tick), "start" if tick == _AXIS else "end" if tick == 1 else "middle"
        parts.append(
            f'<text class="lo" x="{x:.1f}%" y="{height - 4}" text-anchor="{anchor}">{tick:.0%}</text>'
        )
    title = "What is found is right (●), and what is there is found (○): by field"
    return draw(height, "acc", title, f"{len(fields)} fields", parts, counted(len(fields), "field"))


def _mark(figure: dict, name: str, y: int) -> str:
    """Return a figure with its interval: a bar with a stroke at each end, and the mark on it."""
    low, value, high = (_place(figure[column]) for column in ("low", "value", "high"))
    bar = f'<line class="acc range" x1="{low:.1f}%" x2="{high:.1f}%" y1="{y}" y2="{y}"/>'
    ends = "".join(
        f'<line class="acc" x1="{x:.1f}%" x2="{x:.1f}%" y1="{y - 4}" y2="{y + 4}"/>' for x in (low, high)
    )
    return f'{bar}{ends}<circle class="acc-{name}" cx="{value:.1f}%" cy="{y}" r="4"/>'


def _place(value: str | float) -> float:
    """Return where a share lies on the axis, in percent; two percent are left free at each end."""
    return 2 + 96 * max(0.0, (float(value) - _AXIS) / (1 - _AXIS))


# What a reader looks for first -> SQL that counts the dockets that lack it.
_LOOKED_FOR = {
    "a docket number": "number",
    "a filing date": "filed",
    "an answer on § 230, decided or pending": "outcome",
}
