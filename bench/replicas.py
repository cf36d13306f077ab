"""Replicas: the requests that two processes answer, against one, over the same exported snapshot.

    python bench/replicas.py [SECONDS]

Exports the catalog, serves it with two processes on loopback, and asks with `wrk` (apt-get install wrk), four
connections in all: of one process, then of both, two of each, in turn, three times: for addresses never asked before,
which each process makes anew, and for one address, whose answer each process keeps. The load generator runs on this
machine and takes its share of the processors, which tells against two processes. Printed are medians and their ratio.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.api_throughput import asking
from tests.worlds.publishing import build_catalog
from tracker.export.snapshot import export_snapshot
from tracker.settings import Settings

ROUNDS, CONNECTIONS = 3, 4
PORTS = (8702, 8703)
LEAN = "_nocount=1&_nofacet=1&_nosuggest="
KEPT = ("/cases", "/docket/dockets.json?_shape=objects", "/api/v1/dockets")
MADE_ANEW = {
    "/case/…": "/case/{slug}?n={number}",
    "/cases": "/cases?n={number}",
    "/docket/dockets": "/docket/dockets?_nosuggest={number}",
    "/docket/dockets.json": f"/docket/dockets.json?_shape=objects&{LEAN}{{number}}",
}
MANY = 40_000  # more addresses than are asked for in one run


def ask(ports: tuple[int, ...], addresses: list[str], seconds: int) -> float:
    """Return the requests a second that were answered with 200, by all ports together; each has its part of
    the addresses."""
    share = CONNECTIONS // len(ports)
    with ExitStack() as scripts:
        going = [
            subprocess.Popen(
                [
                    "wrk",
                    "-t1",
                    f"-c{share}",
                    f"-d{seconds}s",
                    "-s",
                    scripts.enter_context(asking(addresses[place :: len(ports)] or addresses)),
                    f"http://127.0.0.1:{port}",
                ],
                stdout=subprocess.PIPE,
                text=True,
            )
            for place, port in enumerate(ports)
        ]
        answers = [process.communicate()[0] for process in going]
    assert "Non-2xx" not in "".join(answers), answers
    return sum(float(re.search(r"Requests/sec:\s+([\d.]+)", answer)[1]) for answer in answers)


def compare(name: str, addresses: list[str], seconds: int) -> None:
    rounds = [
        (
            ask(PORTS[:1], addresses[turn::ROUNDS] or addresses, seconds),
            ask(PORTS, addresses[turn::ROUNDS][::-1] or addresses, seconds),
        )
        for turn in range(ROUNDS)
    ]
    one, two = (statistics.median(values) for values in zip(*rounds, strict=True))
    print(
        f"{name:45} {one:7.1f} /s, two {two:7.1f} /s   ratio {two / one:.2f} (target at least 1.5)",
        flush=True,
    )


def main() -> None:
    if shutil.which("wrk") is None:
        sys.exit("wrk is not on this machine: apt-get install wrk")
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        build_catalog(home / "docket.db")
        export_snapshot(Settings(home, None, {}, None, None), home / "exports")
        serving = [
            subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tracker",
                    "serve",
                    "--replica",
                    str(home / "exports"),
                    "--port",
                    str(port),
                ],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
            )
            for port in PORTS
        ]
        try:
            for port in PORTS:
                wait_for(port)
            with urllib.request.urlopen(
                f"http://127.0.0.1:{PORTS[0]}/docket/cases.json?_shape=array&_size=max"
            ) as answer:
                slugs = [row["case_id"] for row in json.load(answer)]
            for name, pattern in MADE_ANEW.items():
                compare(
                    f"{name}, made anew",
                    [
                        pattern.format(slug=slugs[number % len(slugs)], number=number + 1)
                        for number in range(MANY)
                    ],
                    seconds,
                )
            for address in (KEPT[0], f"/case/{slugs[0]}", *KEPT[1:]):
                compare(f"{address}, kept", [address], seconds)
        finally:
            for process in serving:
                process.terminate()
                process.wait(20)
    print(
        f"load generator: wrk, on the same machine; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    )


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/cases", timeout=10).read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"nothing answers on port {port}")


if __name__ == "__main__":
    main()
