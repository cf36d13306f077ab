"""Our server beside plain Datasette with its own settings, and beside a hand-written Starlette endpoint, on one file.

    python bench/big_docket.py big.db && python bench/shipped.py big.db [--rounds 3] [--seconds 4]

Needs wrk and starlette. The same addresses are asked of each server in turn over four connections: a table's
page, a hundred rows of it as JSON, and the hearings to come as JSON. Starlette answers from a pool of
threads, with the same query. wrk runs on the same machine. `processor` is the ratio for each second of the
processor that the server itself used (Linux), which a busy machine hardly moves. Ours keeps what it has
answered; the addresses that are compared with Starlette therefore differ from one request to the next.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.api_throughput import HEADER, Server, line, serve_datasette, serve_ours, throughput

PORTS = {"ours": 8721, "datasette": 8722, "starlette": 8723}
LEAN = "&_nocount=1&_nofacet=1&_nosuggest=1"
TABLE = "/docket/docket_entries"
ROWS = f"{TABLE}.json?_shape=objects&_size=100"
_ROWS_SQL = "select * from docket_entries where entry_id > ? order by entry_id limit 101"
_HEARINGS_SQL = """
select open_hearings.* from open_hearings where date_to >= ? order by date_from, time_local limit 1001
"""


def serve_starlette(path: str, port: int) -> None:
    """Answer the two questions as shortly as can be written, each in a thread of Starlette's pool."""
    import threading

    import uvicorn
    from starlette.applications import Starlette
    from starlette.responses import Response
    from starlette.routing import Route

    own = threading.local()

    def say(sql: str, value: str) -> Response:
        if not hasattr(own, "db"):
            own.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
            own.db.row_factory = sqlite3.Row
        return Response(
            json.dumps({"rows": [dict(row) for row in own.db.execute(sql, (value,))]}),
            media_type="application/json",
        )

    def rows(request):
        return say(_ROWS_SQL, request.query_params["_next"])

    def hearings(request):
        return say(_HEARINGS_SQL, request.query_params["as_of"])

    uvicorn.run(
        Starlette(routes=[Route(f"{TABLE}.json", rows), Route("/docket/hearings_from.json", hearings)]),
        port=port,
        log_level="error",
    )


def places(path: str) -> tuple[list[str], list[str]]:
    """Return addresses enough that none is asked twice: a hundred rows from somewhere; hearings from some day on."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    keys = [
        row[0] for row in db.execute("select entry_id from docket_entries where rowid % 90 = 0 limit 12000")
    ]
    db.close()
    days = (date(2026, 10, 1) + timedelta(days=number % 60) for number in range(6000))
    return [f"{ROWS}&_next={key}{LEAN}" for key in keys], [
        f"/docket/hearings_from.json?_shape=objects&as_of={day}&n={n}" for n, day in enumerate(days)
    ]


def compare(path: str, servers: dict[str, Server], rounds: int, seconds: int) -> None:
    for name, address in (("ours", TABLE), ("datasette", TABLE), ("starlette", f"{TABLE}.json?_next=")):
        servers[name].wait_for(address)
    ours, datasette, starlette = (servers[name] for name in PORTS)
    some_rows, some_hearings = places(path)
    print(HEADER)

    def anew(addresses: list[str]) -> list:
        return [
            tuple(throughput(server, addresses[turn::rounds], seconds) for server in (ours, starlette))
            for turn in range(rounds)
        ]

    line(
        "1 JSON, 100 rows / Datasette's defaults",
        50,
        [
            (throughput(ours, [ROWS], seconds), throughput(datasette, [ROWS], 2 * seconds))
            for _ in range(rounds)
        ],
    )
    line(
        "1 the same, counts and facets waived / its defaults",
        50,
        [
            (throughput(ours, [ROWS + LEAN], seconds), throughput(datasette, [ROWS], 2 * seconds))
            for _ in range(rounds)
        ],
    )
    line("2 JSON, 100 rows, anew / Starlette's threads", 0.35, anew(some_rows))
    line("3 hearings to come, JSON, anew / Starlette's threads", 0.5, anew(some_hearings))
    line(
        "4 table page / Datasette's defaults",
        12,
        [
            (throughput(ours, [TABLE], seconds), throughput(datasette, [TABLE], 2 * seconds))
            for _ in range(rounds)
        ],
    )


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("file", type=Path)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--seconds", type=int, default=4)
    words.add_argument("--serve", choices=tuple(PORTS), help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.serve:
        {"ours": serve_ours, "datasette": serve_datasette, "starlette": serve_starlette}[asked.serve](
            str(asked.file), PORTS[asked.serve]
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "docket.db"  # Datasette names a database after its file
        path.symlink_to(asked.file.resolve())
        going = {
            name: subprocess.Popen([sys.executable, __file__, str(path), "--serve", name]) for name in PORTS
        }
        try:
            compare(
                str(path),
                {name: Server(PORTS[name], process.pid) for name, process in going.items()},
                asked.rounds,
                asked.seconds,
            )
        finally:
            for process in going.values():
                process.terminate()


if __name__ == "__main__":
    main()
