"""One row per event: an order given in many suits, or a settlement of many, is one act."""

from collections.abc import Mapping

TELLS_APART = (
    "date_from",
    "date_to",
    "kind",
    "disposition",
    "answer",
    "law_effect",
    "holding",
    "is_verified",
)


def fold(rows: list[dict], acts: Mapping[str, dict] | None = None) -> list[dict]:
    """Return one row per event: acts of the same day that say the same in several dockets go into the row of
    the first, as `also`. If the rows are not rulings, `acts` holds the ruling of each, by its id."""
    folded: dict[tuple, dict] = {}
    for number, row in enumerate(rows):
        act = row if acts is None else acts.get(row["ruling_id"])
        told_alike = (
            act
            and act["holding"]
            and (*(act[name] for name in TELLS_APART), str(row.get("became")), row.get("side"))
        )
        key = told_alike or (number,)
        if key in folded:
            folded[key]["also"].append(row)
        else:
            folded[key] = row | {"also": []}
    return list(folded.values())
