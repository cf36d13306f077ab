"""The rows of a file of docket/data, as they stand."""

import csv
from importlib.resources import files


def read(name: str) -> list[dict]:
    with files("docket").joinpath(f"data/{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
