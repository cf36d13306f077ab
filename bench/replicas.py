"""Replicas: the requests that two processes answer, against one, over the same exported snapshot.

    python bench/replicas.py [SECONDS]

Exports the catalogue, serves it with two processes on loopback, and asks with `wrk` (apt-get install wrk), four
connections in all: of one process, then of both, two of each, in turn, three times. The load generator runs on this
machine and takes its share of the processors, which tells against two processes. Printed are medians and their ratio.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.publishing import build_catalogue  # noqa: E402
from tracker.export import export_snapshot  # noqa: E402
from tracker.settings import Settings  # noqa: E402

ROUNDS, CONNECTIONS = 3, 4
PORTS = (8702, 8703)
ADDRESSES = ("/cases", "/docket/dockets.json?_shape=objects&_nocount=1&_nofacet=1&_nosuggest=1", "/docket/dockets", "/api/v1/dockets")


def ask(ports: tuple[int, ...], address: str, seconds: int) -> float:
    """Return the requests a second that were answered with 200, by all ports together."""
    share = CONNECTIONS // len(ports)
    going = [subprocess.Popen(["wrk", "-t1", f"-c{share}", f"-d{seconds}s", f"http://127.0.0.1:{port}{address}"], stdout=subprocess.PIPE, text=True)
             for port in ports]  # fmt: skip
    answers = [process.communicate()[0] for process in going]
    assert "Non-2xx" not in "".join(answers), answers
    return sum(float(re.search(r"Requests/sec:\s+([\d.]+)", answer)[1]) for answer in answers)


def main() -> None:
    if shutil.which("wrk") is None:
        sys.exit("wrk is not on this machine: apt-get install wrk")
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        build_catalogue(home / "docket.db")
        export_snapshot(Settings(home, None, {}, None, None), home / "exports")
        serving = [subprocess.Popen([sys.executable, "-m", "tracker", "serve", "--replica", str(home / "exports"), "--port", str(port)],
                                    cwd=ROOT, stdout=subprocess.DEVNULL) for port in PORTS]  # fmt: skip
        try:
            for port in PORTS:
                wait_for(port)
            for address in ADDRESSES:
                rounds = [(ask(PORTS[:1], address, seconds), ask(PORTS, address, seconds)) for _ in range(ROUNDS)]
                one, two = (statistics.median(values) for values in zip(*rounds, strict=True))
                print(f"{address:75} {one:7.1f} /s, two {two:7.1f} /s   ratio {two / one:.2f} (target at least 1.5)")
        finally:
            for process in serving:
                process.terminate()
                process.wait(20)
    print(f"load generator: wrk, on the same machine; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


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
