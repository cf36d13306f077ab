"""Answers a second: our routes beside a hand-written Starlette endpoint that runs the same query on the same file.

    python bench/big_docket.py big.db && python bench/api_throughput.py big.db [--rounds 3] [--seconds 2]

Needs starlette (``pip install starlette``) and wrk. Each server is a process of its own; wrk asks over four connections, the
servers in turn, and the median of the rounds counts. The hand-written endpoint reads on the event loop, the fastest way
there is, and encodes with json; it keeps nothing and checks nothing. `anew`: every request names another page of the
list or another case, so that ours keeps nothing for it either. `repeated`: one address again and again.
"""

import argparse
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

PORTS = {"ours": 8711, "starlette": 8712}
TARGETS = {"case": 0.6, "hearings": 0.6, "entries": 0.6, "304": 2, "case page / row page": 3}
_ENTRIES = """select docket_entries.entry_id, docket_entries.docket_id, entry_number, pacer_seq_no, docket_entries.date_filed, date_entered, entered_at,
  docket_entries.timezone, text, short_text, text_kind, event_types, docket_entries.position, version_count, is_gone, docket_entries.snapshot_id,
  docket_entries.first_seen, docket_entries.last_seen, case_id, dockets.court_id, docket_number
from docket_entries cross join dockets on dockets.docket_id = docket_entries.docket_id
where dockets.selection <> 'excluded' order by docket_entries.date_filed desc, docket_entries.entry_id desc limit ?"""
_HEARINGS = """select hearings.*, case_id, dockets.court_id, docket_number, coalesce(dockets.short_name, dockets.caption) as docket_name
from hearings cross join dockets on dockets.docket_id = hearings.docket_id
where dockets.selection <> 'excluded' and hearings.date_to >= ? order by hearings.date_to, hearings.hearing_id limit ?"""


def serve_starlette(path: str, port: int) -> None:
    """Serve the same three answers, each as short as it can be written."""
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
        return say(db.execute(_ENTRIES, (int(request.query_params["limit"]),)))

    async def hearings(request):
        return say(db.execute(_HEARINGS, (request.query_params["as_of"], int(request.query_params["limit"]))))

    plain = sqlite3.connect(f"file:{path}?mode=ro", uri=True, cached_statements=512)

    async def case(request):
        found = read_item(plain, RESOURCES["cases"], request.path_params["case_id"], False, False)
        return Response(json.dumps({"data": found}), media_type="application/json")

    app = Starlette(routes=[
        Route("/api/v1/entries", entries), Route("/api/v1/hearings", hearings), Route("/api/v1/cases/{case_id}", case),
    ])  # fmt: skip
    uvicorn.run(app, port=port, log_level="error")


def serve_ours(path: str, port: int) -> None:
    import uvicorn

    from publish.serve import make_datasette

    uvicorn.run(make_datasette(Path(path)).app(), port=port, log_level="error")


def questions(path: Path) -> dict[str, tuple[list[str], list[str]]]:
    """Return, by name, the addresses asked anew each time, and the one asked repeatedly."""
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    slugs = [row[0] for row in db.execute("select case_id from cases where selection = 'confirmed' and entry_count between 20 and 150 limit 400")]
    db.close()
    days = [f"2026-{month:02}-{day:02}" for month in range(7, 11) for day in range(1, 29)]
    return {
        "case": ([f"/api/v1/cases/{slug}" for slug in slugs], [f"/api/v1/cases/{slugs[0]}"]),
        "hearings": ([f"/api/v1/hearings?as_of={day}&limit={100 - n}" for n in range(4) for day in days], ["/api/v1/hearings?as_of=2026-11-01&limit=100"]),
        "entries": ([f"/api/v1/entries?limit={100 - n % 20}&date_filed_to=2026-11-20" for n in range(20)], ["/api/v1/entries?limit=100"]),
    }  # fmt: skip


def throughput(port: int, paths: list[str], seconds: int, headers: dict[str, str] | None = None) -> float:
    """Return the answers a second that wrk counted."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        listed = ", ".join(json.dumps(path) for path in paths)
        given = ", ".join(f"[{json.dumps(name)}] = {json.dumps(value)}" for name, value in (headers or {}).items())
        script.write(f"paths = {{{listed}}}\nn = 0\nrequest = function() n = n + 1; "
                     f"return wrk.format('GET', paths[n % #paths + 1], {{{given}}}) end\n")  # fmt: skip
        script.flush()
        said = subprocess.run(["wrk", "-t1", "-c4", f"-d{seconds}s", "-s", script.name, f"http://127.0.0.1:{port}"],
                              capture_output=True, text=True, check=True).stdout  # fmt: skip
    if "Non-2xx" in said and not headers:
        raise SystemExit(f"port {port}: not every answer was good: {said}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def wait_for(port: int, path: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}").close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"port {port} did not answer")


def compare(path: Path, rounds: int, seconds: int) -> None:
    print(f"{'':22} {'ours /s':>9} {'other /s':>9} {'ratio':>6} {'target':>6}")

    def line(name: str, ours: list[float], other: list[float], target: float | None) -> None:
        mine, theirs = median(ours), median(other)
        print(f"{name:22} {mine:9.0f} {theirs:9.0f} {mine / theirs:6.2f} {target or '':>6}", flush=True)

    for name, (anew, repeated) in questions(path).items():
        wait_for(PORTS["ours"], repeated[0])
        wait_for(PORTS["starlette"], repeated[0])
        for how, paths in (("anew", anew), ("repeated", repeated)):
            taken = [[throughput(port, paths, seconds) for port in PORTS.values()] for _ in range(rounds)]
            line(f"{name}, {how}", *zip(*taken, strict=True), TARGETS[name])
        with urllib.request.urlopen(f"http://127.0.0.1:{PORTS['ours']}{repeated[0]}") as answer:
            tag = {"If-None-Match": answer.headers["ETag"]}
        taken = [(throughput(PORTS["ours"], repeated, seconds, tag), throughput(PORTS["starlette"], repeated, seconds)) for _ in range(rounds)]
        line(f"{name}, 304", *zip(*taken, strict=True), TARGETS["304"])
    slugs = [address.rpartition("/")[2] for address in questions(path)["case"][0]]
    pages, data_rows = [f"/case/{slug}" for slug in slugs], [f"/docket/cases/{slug}" for slug in slugs]
    for how, count in (("anew", len(slugs)), ("repeated", 1)):
        taken = [(throughput(PORTS["ours"], pages[:count], seconds), throughput(PORTS["ours"], data_rows[:count], seconds)) for _ in range(rounds)]
        line(f"case page / row page, {how}", *zip(*taken, strict=True), TARGETS["case page / row page"])


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("file", type=Path)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--seconds", type=int, default=2)
    words.add_argument("--serve", choices=tuple(PORTS), help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.serve:
        {"ours": serve_ours, "starlette": serve_starlette}[asked.serve](str(asked.file.resolve()), PORTS[asked.serve])
        return
    servers = [subprocess.Popen([sys.executable, __file__, str(asked.file), "--serve", name]) for name in PORTS]
    try:
        compare(asked.file, asked.rounds, asked.seconds)
    finally:
        for server in servers:
            server.terminate()


if __name__ == "__main__":
    main()
