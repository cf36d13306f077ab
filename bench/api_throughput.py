"""Answers per second of our routes and of a hand-written Starlette endpoint with the same query and file.

    python bench/api_throughput.py [FILE] [--rounds 5] [--seconds 1]

Without FILE (of bench/big_docket.py) it first makes a database with as many cases as a run requests, in a
minute or two. It needs starlette (``pip install starlette``) and wrk. Each server is a separate process; wrk
uses four connections, the servers take turns, and the result is the median of the rounds' ratios: two runs of
a second, one after the other, meet the same load of the machine. `processor` is the same ratio per second of
processor time that the server itself used (Linux), which a busy machine hardly changes. The hand-written
endpoint reads on the event loop, the fastest way there is, and encodes with json; it caches nothing and
checks nothing. `anew`: no address is requested twice in the run, so that ours cannot answer from a cache
either. `repeated`: one address again and again. The page of a case is compared with the page of its row in
plain Datasette.
"""

import argparse
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.big_docket import build

# About 2,000 cases are answered in a one-second round, and none may be requested again in five rounds.
CASES, ENTRIES = 20_000, 1_000_000
# For lists: each day with each limit is a separate address.
LIMITS = (100, 99, 98, 97)
PORTS = {"ours": 8711, "starlette": 8712, "datasette": 8713}
OUR_SHARE, OF_304, OF_ROW_PAGE = 0.6, 2, 3  # the targets
_ENTRIES = """select docket_entries.entry_id, docket_entries.docket_id, entry_number, pacer_seq_no,
    docket_entries.date_filed, date_entered, entered_at,
  docket_entries.timezone, text, short_text, text_kind, event_types, docket_entries.position, missing_before,
    version_count, is_gone, docket_entries.snapshot_id,
  docket_entries.first_seen, docket_entries.last_seen, case_id, dockets.court_id, docket_number
from docket_entries cross join dockets on dockets.docket_id = docket_entries.docket_id
where dockets.selection <> 'excluded' and docket_entries.date_filed <= ?
  order by docket_entries.date_filed desc, docket_entries.entry_id desc limit ?"""
_HEARINGS = """select hearings.*, case_id, dockets.court_id, docket_number, coalesce(dockets.short_name,
    dockets.caption) as docket_name
from hearings cross join dockets on dockets.docket_id = hearings.docket_id
where dockets.selection <> 'excluded' and hearings.date_to >= ?
  order by hearings.date_to, hearings.hearing_id limit ?"""


def serve_starlette(path: str, port: int) -> None:
    """Serve the same three answers, each written as briefly as possible."""
    import uvicorn
    from starlette.applications import Starlette
    from starlette.responses import Response
    from starlette.routing import Route

    from publish.api.nested import read_item
    from publish.api.resources import RESOURCES

    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, cached_statements=512)
    db.row_factory = sqlite3.Row

    def say(rows) -> Response:
        return Response(json.dumps({"data": [dict(row) for row in rows]}), media_type="application/json")

    async def entries(request):
        return say(
            db.execute(
                _ENTRIES,
                (request.query_params.get("date_filed_to", "9999"), int(request.query_params["limit"])),
            )
        )

    async def hearings(request):
        return say(db.execute(_HEARINGS, (request.query_params["as_of"], int(request.query_params["limit"]))))

    plain = sqlite3.connect(f"file:{path}?mode=ro", uri=True, cached_statements=512)

    async def case(request):
        item = read_item(
            plain, RESOURCES["cases"], request.path_params["case_id"], False, False, datetime.now(UTC)
        )
        return Response(json.dumps({"data": item}), media_type="application/json")

    app = Starlette(
        routes=[
            Route("/api/v1/entries", entries),
            Route("/api/v1/hearings", hearings),
            Route("/api/v1/cases/{case_id}", case),
        ]
    )
    uvicorn.run(app, port=port, log_level="error")


def serve_ours(path: str, port: int) -> None:
    import uvicorn

    from publish.serve import make_datasette

    uvicorn.run(make_datasette(Path(path)).app(), port=port, log_level="error")


def questions(path: Path) -> dict[str, tuple[list[str], str]]:
    """Return, by name, enough addresses that none is requested twice, and the one requested repeatedly."""
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    slugs = [
        row[0]
        for row in db.execute(
            "select case_id from cases where entry_count between 5 and 400 order by case_id"
        )
    ]
    db.close()
    days = [str(date(2026, 11, 20) - timedelta(days=number)) for number in range(6000)]
    return {
        "case": ([f"/api/v1/cases/{slug}" for slug in slugs], f"/api/v1/cases/{slugs[0]}"),
        "hearings": (
            [f"/api/v1/hearings?as_of={day}&limit={limit}" for limit in LIMITS for day in days],
            "/api/v1/hearings?as_of=2026-11-01&limit=100",
        ),
        "entries": (
            [f"/api/v1/entries?limit={limit}&date_filed_to={day}" for limit in LIMITS for day in days],
            "/api/v1/entries?limit=100",
        ),
    }


def serve_datasette(path: str, port: int) -> None:
    """Serve the file as `datasette docket.db` does, without any setting, plugin or template of ours."""
    import uvicorn
    from datasette.app import Datasette

    uvicorn.run(Datasette([path]).app(), port=port, log_level="error")


@dataclass(frozen=True)
class Server:
    """One of the three servers, in a separate process."""

    port: int
    pid: int

    def processor_seconds(self) -> float:
        """Return the processor seconds that it has used so far (Linux)."""
        used = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")

    def wait_for(self, path: str) -> None:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}").close()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"port {self.port} did not answer")


@contextmanager
def asking(paths: list[str], headers: dict[str, str] | None = None):
    """Yield the name of a script with which wrk requests one address after the other."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        listed = ", ".join(json.dumps(path) for path in paths)
        given = ", ".join(
            f"[{json.dumps(name)}] = {json.dumps(value)}" for name, value in (headers or {}).items()
        )
        script.write(
            f"paths = {{{listed}}}\nn = 0\nrequest = function() n = n + 1; "
            f"return wrk.format('GET', paths[n % #paths + 1], {{{given}}}) end\n"
        )
        script.flush()
        yield script.name


def throughput(
    server: Server, paths: list[str], seconds: int, headers: dict[str, str] | None = None
) -> tuple[float, float]:
    """Return answers per second as wrk counted them, and answers per second of the server's processor
    time."""
    with asking(paths, headers) as script:
        before = server.processor_seconds()
        report = subprocess.run(
            ["wrk", "-t1", "-c4", f"-d{seconds}s", "-s", script, f"http://127.0.0.1:{server.port}"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        used = server.processor_seconds() - before
    if "Non-2xx" in report and not headers:
        raise SystemExit(f"port {server.port}: not every answer was good: {report}")
    count = int(re.search(r"(\d+) requests in", report)[1])
    if 1 < len(paths) < count:
        raise SystemExit(
            f"{count} answers in {seconds} s from {len(paths)} addresses: some were asked twice; take a larger database"
        )
    return float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1]), count / used


HEADER = f"{'':58} {'ours /s':>8} {'other /s':>8} {'ratio':>7} {'processor':>9} {'target':>6}"


def line(name: str, target: float, taken: list[tuple[tuple[float, float], tuple[float, float]]]) -> None:
    """Print the medians of the rounds: answers per second of both, their ratio, and the ratio per second of
    processor time."""
    ours, other = (median(pair[side][0] for pair in taken) for side in (0, 1))
    ratio, by_processor = (median(mine[place] / theirs[place] for mine, theirs in taken) for place in (0, 1))
    print(f"{name:58} {ours:8.1f} {other:8.1f} {ratio:7.2f} {by_processor:9.2f} {target:>6}", flush=True)


def compare(
    our_server: Server, other_server: Server, datasette: Server, path: Path, rounds: int, seconds: int
) -> None:
    print(HEADER)
    asked, turns = questions(path), range(rounds)
    for name, (anew, repeated) in asked.items():
        for server in (our_server, other_server):
            server.wait_for(repeated)
        line(
            f"{name}, anew",
            OUR_SHARE,
            [
                tuple(
                    throughput(server, anew[turn::rounds], seconds) for server in (our_server, other_server)
                )
                for turn in turns
            ],
        )
        line(
            f"{name}, repeated",
            OUR_SHARE,
            [
                tuple(throughput(server, [repeated], seconds) for server in (our_server, other_server))
                for _ in turns
            ],
        )
        with urllib.request.urlopen(f"http://127.0.0.1:{our_server.port}{repeated}") as answer:
            tag = {"If-None-Match": answer.headers["ETag"]}
        line(
            f"{name}, 304",
            OF_304,
            [
                (
                    throughput(our_server, [repeated], seconds, tag),
                    throughput(other_server, [repeated], seconds),
                )
                for _ in turns
            ],
        )
    slugs = [address.rpartition("/")[2] for address in asked["case"][0]]
    for how in ("anew", "repeated"):
        taken = []
        for turn in turns:
            some = slugs[turn::rounds] if how == "anew" else slugs[:1]
            pages, row_pages = (
                [f"{place}/{slug}" for slug in some] for place in ("/case", f"/{path.stem}/cases")
            )
            datasette.wait_for(row_pages[0])
            taken.append((throughput(our_server, pages, seconds), throughput(datasette, row_pages, seconds)))
        line(f"page / row page, {how}", OF_ROW_PAGE, taken)


@contextmanager
def database(given: Path | None) -> Iterator[Path]:
    """Yield the given file, or one made for this run."""
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "docket.db"
        build(made, CASES, ENTRIES, 0)
        yield made


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("file", type=Path, nargs="?")
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--seconds", type=int, default=1)
    words.add_argument("--serve", choices=tuple(PORTS), help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.serve:
        {"ours": serve_ours, "starlette": serve_starlette, "datasette": serve_datasette}[asked.serve](
            str(asked.file.resolve()), PORTS[asked.serve]
        )
        return
    with database(asked.file) as path:
        servers = [subprocess.Popen([sys.executable, __file__, str(path), "--serve", name]) for name in PORTS]
        try:
            ours, other, datasette = (
                Server(port, server.pid) for port, server in zip(PORTS.values(), servers, strict=True)
            )
            compare(ours, other, datasette, path, asked.rounds, asked.seconds)
        finally:
            for server in servers:
                server.terminate()
                server.wait()


if __name__ == "__main__":
    main()
