"""Measures what attacks do to other readers: the same pages alone, and during each attack.

    python bench/attacks.py HOME [--rounds 40] [--connections 10] [--only WORD]

HOME holds a docket.db (`TRACKER_HOME=HOME python -m tracker run catalog` makes one). The server is started as
an operator starts it, on loopback; every attack comes from one address, like that of one reader. A line has
the median and the worst time of a page, alone and during the attack, and the ratio of the medians; health is
requested all the while. The last line is the most memory that the server and its children used.
"""

import argparse
import http.client
import multiprocessing
import re
import sqlite3
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.worlds.serving import Site, serving

BOMB = "instr(printf('%.*c',1900000,'a'),printf('%.*c',1000000,'a')||'b')"
FIRST_BOMB = "instr(printf('%.*c',4000000,'a'),printf('%.*c',2000000,'a')||'b')"
ENDLESS = "with recursive n(i) as (select 1 union all select i+1 from n) select count(*) from n where i ="
ZEROS = "select zeroblob(4000000000),"
PAGES = ("/", "/cases", "/api/v1/cases?limit=20", "/docket/cases.json?_size=20")
HEALTH = "/-/healthz"
SECONDS = 60
TARGETS = (
    "worst page beside three bombs under 1 s; a case page beside ten costly connections at most 3 times alone; "
    "health under 50 ms; server and children under 600 MB"
)


class Scales:
    """Measures the most memory that a process and its children use while the context lasts."""

    def __init__(self, pid: int):
        self.pid, self.most_kilobytes = pid, 0
        self._is_over = threading.Event()

    def __enter__(self) -> "Scales":
        threading.Thread(target=self._weigh, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._is_over.set()

    def _weigh(self) -> None:
        while not self._is_over.wait(0.05):
            held = sum(map(_resident, [self.pid, *_children(self.pid)]))
            self.most_kilobytes = max(self.most_kilobytes, held)


def ask(site: Site, path: str) -> tuple[int, float]:
    """Return status and seconds; the status is 599 if no answer came."""
    began = time.perf_counter()
    try:
        status = site.ask(path)[0]
    except OSError:
        status = 599
    return status, time.perf_counter() - began


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def _resident(pid: int) -> int:
    try:
        match = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(match[1]) if match else 0


class Attack:
    """A number of connections that send one request after the other until the attack ends; each hangs up
    after `patience` seconds.

    They belong to another process, so that their cost does not count for the measuring one.
    """

    def __init__(self, server: Site, path: str, connections: int, patience: float = SECONDS):
        context = multiprocessing.get_context("spawn")
        self._is_over, self._said = context.Event(), context.SimpleQueue()
        how = (server.port, path, connections, patience, self._is_over, self._said)
        self._process = context.Process(target=_attack, args=how, daemon=True)
        self.answers: dict[int, int] = {}

    def __enter__(self) -> "Attack":
        self._process.start()
        time.sleep(2)
        return self

    def __exit__(self, *_) -> None:
        self._is_over.set()
        self.answers = self._said.get()
        self._process.join()


def _attack(port: int, path: str, connections: int, patience: float, is_over, results) -> None:
    answers: Counter[int] = Counter()

    def go(number: int) -> None:
        count = number * 100_000
        while not is_over.is_set():
            count += 1
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
            try:
                connection.request("GET", path.format(n=count, few=1 + count % 100))
                answer = connection.getresponse()
                answer.read()
                answers[answer.status] += 1
                if answer.status == 429:
                    time.sleep(0.2)  # ruder than a program that honors Retry-After
            except OSError:
                answers[0] += 1
            finally:
                connection.close()

    threads = [threading.Thread(target=go, args=(number,), daemon=True) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(2 * SECONDS)
    results.put(dict(answers))


def measure(
    server: Site, paths: tuple[str, ...], rounds: int, fresh: Callable[[str], str]
) -> dict[str, list[float]]:
    """Return the seconds for each path, requested in turn, with health in between."""
    taken: dict[str, list[float]] = {path: [] for path in (*paths, HEALTH)}
    for _ in range(rounds):
        for path in paths:
            for asked in (path, HEALTH):
                status, seconds = ask(server, fresh(asked))
                taken[asked].append(seconds if status == 200 else float("inf"))
    return taken


def fresh_pages() -> Callable[[str], str]:
    """Return addresses without a cached answer: on pages that take a day, the day differs each time."""
    count = 0

    def fresh(path: str) -> str:
        nonlocal count
        count += 1
        if path.startswith(("/case/", "/hearings")):
            return f"{path}?as_of={1970 + count % 100}-{1 + count // 100 % 12:02}-{1 + count // 1200 % 28:02}"
        return path

    return fresh


def say(title: str, alone: dict[str, list[float]], beside: dict[str, list[float]], attack: Attack) -> None:
    print(f"\n{title}; its own answers (0: hung up): {attack.answers}")
    for path, seconds in beside.items():
        before = statistics.median(alone[path])
        print(
            f"  {path:32} alone {before * 1000:7.1f} ms (worst {max(alone[path]) * 1000:7.1f})   beside "
            f"{statistics.median(seconds) * 1000:8.1f} ms"
            f" (worst {max(seconds) * 1000:8.1f})   {statistics.median(seconds) / before:6.2f} times"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--connections", type=int, default=10)
    parser.add_argument("--only", help="the attacks whose title has this word")
    chosen = parser.parse_args()
    paths = (f"/case/{find_case(chosen.home)}", *PAGES)
    attacks = (
        (
            "three bombs, hung up after a second",
            f"/docket.json?sql={quote(f'select {BOMB},')}{{n}}",
            3,
            1.0,
        ),
        ("three bombs as first seen", f"/docket.json?sql={quote(f'select {FIRST_BOMB},')}{{n}}", 3, 1.0),
        ("three bombs in _where", f"/docket/cases.json?_where={quote(f'{BOMB} >')}-{{n}}", 3, SECONDS),
        ("costly SQL", f"/docket.json?sql={quote(ENDLESS)}-{{n}}", chosen.connections, SECONDS),
        ("zeros", f"/docket.json?sql={quote(ZEROS)}{{n}}", chosen.connections, SECONDS),
        ("large pages of a table", "/docket/rulings?_size=max&_nocount={n}", chosen.connections, SECONDS),
        (
            "large answers to SQL as pages",
            f"/docket?sql={quote('select * from rulings where')}+{{n}}",
            chosen.connections,
            SECONDS,
        ),
        (
            "large answers to SQL as JSON",
            f"/docket.json?sql={quote('select * from rulings where')}+{{n}}",
            chosen.connections,
            SECONDS,
        ),
        (
            "large answers of a table as JSON",
            "/docket/rulings.json?_size=max&_nocount={n}",
            chosen.connections,
            SECONDS,
        ),
        ("plain searches", "/search?q=the+{n}", chosen.connections, SECONDS),
        ("searches by program", "/api/v1/entries?q=order&limit={few}", chosen.connections, SECONDS),
        ("dropped downloads", "/docket/docket_entries.csv?_stream=1", chosen.connections, 0.1),
    )
    fresh = fresh_pages()
    with serving(chosen.home, afresh=True) as server, Scales(server.process.pid) as scales:
        measure(server, paths, 2, fresh)
        print(f"targets: {TARGETS}")
        for title, path, connections, patience in attacks:
            if chosen.only and chosen.only not in title:
                continue
            alone = measure(server, paths, chosen.rounds, fresh)
            with Attack(server, path, connections, patience) as attack:
                beside = measure(server, paths, chosen.rounds, fresh)
            say(f"{connections} connections: {title}", alone, beside, attack)
    print(f"\nserver and children held {scales.most_kilobytes / 1024:.0f} MB at the most")


def find_case(home: Path) -> str:
    db = sqlite3.connect(f"{(home / 'docket.db').resolve().as_uri()}?mode=ro", uri=True)
    try:
        return db.execute(
            "select case_id from cases where selection <> 'excluded' order by entry_count desc, case_id limit 1"
        ).fetchone()[0]
    finally:
        db.close()


if __name__ == "__main__":
    main()
