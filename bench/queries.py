"""Counts the everyday queries for which one of the first three results of /search leads to a wanted page.

    python bench/queries.py docket.db QUERIES.jsonl

A line of the file is ``{"q": "…", "want": [{"kind": "case", "id": "…"}, …]}``; kinds are case, party, court,
bill, question, law, judge (each by its id or its name) and page (by its address). The queries must be written
by someone who does not work on the search, and a set that has been looked at is for mending, not for
measuring.
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path
from urllib.parse import quote, unquote_plus, urlencode

from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from publish.serve import make_datasette

FIRST = 3
_FOLDERS = ("case", "party", "court", "bill", "question")


def results(page: str) -> list[tuple[str, str]]:
    """Return (address, words) of each result on a page, in order: the first link of a list item or of a
    company's heading."""
    main = BeautifulSoup(page, "lxml").find("main")
    by_address: dict[str, str] = {}
    for place in main.select("li, section#top h2"):
        if link := place.find("a", href=True):
            address = unquote_plus(link["href"])
            by_address.setdefault(address, f"{by_address.get(address, '')} {place.get_text(' ', strip=True)}")
    return list(by_address.items())


def is_wanted(result: tuple[str, str], want: dict[str, str]) -> bool:
    """Return whether a result leads to a wanted page; a law or a judge counts by name, on whatever page it
    is."""
    address, words = result
    kind, wanted = want["kind"], want["id"]
    path = address.partition("?")[0].partition("#")[0]
    if kind == "page":
        return address.partition("#")[0] == wanted
    if kind == "court":
        return path in (f"/court/{wanted}", f"/circuit/{wanted.removeprefix('ca')}")
    if kind in _FOLDERS:
        return path == f"/{kind}/{wanted}"
    return wanted in words or wanted in address


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("queries", type=Path)
    arguments = parser.parse_args()
    datasette = make_datasette(arguments.database)

    async def ask(words: str) -> list[tuple[str, str]]:
        answer = await datasette.client.get(f"/search?{urlencode({'q': words}, quote_via=quote)}")
        return results(answer.text) if answer.status_code == 200 else []

    async def measure() -> tuple[int, int]:
        held, lines = 0, arguments.queries.read_text("utf-8").splitlines()
        for line in lines:
            query = json.loads(line)
            shown = (await ask(query["q"]))[:FIRST]
            is_held = any(is_wanted(result, want) for result in shown for want in query["want"])
            held += is_held
            print(
                "   " if is_held else "-- ",
                query["q"],
                "->",
                ", ".join(path for path, _ in shown) or "nothing",
            )
        return held, len(lines)

    held, count = asyncio.run(measure())
    print(f"{held} of {count} queries have a wanted page among the first {FIRST} results")


if __name__ == "__main__":
    main()
