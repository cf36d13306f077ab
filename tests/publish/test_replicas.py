"""Several replicas behind a real proxy, while the source goes on changing: nothing is dropped, nothing is mixed.

What docs/scale.md tells an operator to do is done here, with its own nginx configuration.
"""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.publish.checking import FULL
from tests.worlds.command import environment, start
from tests.worlds.publishing import build_world
from tests.worlds.serving import free_port, get, wait_for
from tests.worlds.sql import run_sql
from tracker.export.snapshot import export_snapshot
from tracker.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx on this machine: apt-get install nginx-light")
_PAUSE = 0 if os.environ.get("TRACKER_TEST_FULL") else 0.05  # seconds between two questions of a reader
_ADDRESSES = (
    "/case/roe-v-example",
    "/docket/dockets.json?_shape=array",
    "/api/v1/dockets",
    "/cases",
    "/hearings",
)


class World:
    """A home whose dockets all carry the same caption, which each `publish` changes; a mixed answer shows two."""

    def __init__(self, folder: Path):
        build_world(folder / "docket.db")
        self.settings, self.exports = Settings(folder, None, {}, None, None), folder / "exports"

    def publish(self, number: int) -> str:
        for table in ("dockets", "cases"):
            edition = f"Edition {number:03}"
            run_sql(
                self.settings.docket_path, f"update {table} set caption = ?, short_name = ?", edition, edition
            )
        return export_snapshot(self.settings, self.exports).name


def start_replica(exports: Path, port: int) -> subprocess.Popen:
    return start(
        ("serve", "--replica", exports, "--port", port),
        environment(exports),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def stop(process: subprocess.Popen) -> int:
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


@contextmanager
def proxy(folder: Path, exports: Path, ports: list[int]):
    """Run nginx with the configuration that docs/scale.md shows, its addresses put in place of the documented ones."""
    port = free_port()
    servers = "\n".join(f"    server 127.0.0.1:{other} max_fails=1 fail_timeout=1s;" for other in ports)
    documented = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    text = (
        re.sub(
            r"(?:^ *server 127\.0\.0\.1:\d+[^\n]*\n)+",
            servers + "\n",
            re.search(r"```nginx\n(.*?)```", documented, re.DOTALL)[1],
            count=1,
            flags=re.MULTILINE,
        )
        .replace("listen 80", f"listen 127.0.0.1:{port}")
        .replace("server_name 230.example.org;", "server_name 127.0.0.1;")
        .replace("/srv/exports/", f"{exports}/")
        .replace("/var/cache/nginx", f"{folder}/cache")
    )
    body = f"{folder}/body"
    own = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{own} daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {body}; fastcgi_temp_path {body}; uwsgi_temp_path "
        f"{body}; scgi_temp_path {body};\n"
        f"proxy_temp_path {body};\n{text}\n}}\n"
    )
    process = subprocess.Popen(
        [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(port, process)
        yield port
    finally:
        stop(process)


class Load:
    """Readers that ask with hardly a pause until stopped. `failed` holds what no reader should ever see."""

    def __init__(self, port: int, readers: int = 4):
        self.port, self.seen, self.failed, self.count = port, set(), [], 0
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._ask, args=(number,), daemon=True) for number in range(readers)
        ]
        self._lock = threading.Lock()

    def _ask(self, number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        while not self._stop.wait(_PAUSE):
            number += 1
            address = _ADDRESSES[number % len(_ADDRESSES)]
            try:
                connection.request("GET", address, headers={"Cache-Control": "no-cache"})
                answer = connection.getresponse()
                body, name = answer.read().decode(), answer.headers["tracker-snapshot"]
            except (OSError, http.client.HTTPException) as error:
                self.failed.append((address, repr(error)))
                connection.close()
                continue
            editions = set(re.findall(r"Edition (\d{3})", body))
            with self._lock:
                self.count += 1
                self.seen.add((name, min(editions, default=None)))
                if answer.status != 200 or len(editions) > 1:
                    self.failed.append((address, answer.status, editions, body[:200]))

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self._stop.set()
        for thread in self._threads:
            thread.join(40)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A world, two replicas of it, and the proxy before them."""
    folder = tmp_path_factory.mktemp("site")
    world = World(folder)
    world.publish(1)
    ports = [free_port(), free_port()]
    replicas = [start_replica(world.exports, port) for port in ports]
    try:
        for port, process in zip(ports, replicas, strict=True):
            wait_for(port, process)
        (folder / "proxy").mkdir()
        with proxy(folder / "proxy", world.exports, ports) as port:
            yield world, port, ports, replicas
    finally:
        for process in replicas:
            stop(process)


def wait_until_all_serve(ports, name) -> None:
    deadline = time.monotonic() + 120
    while {get(port, "/cases")[0].headers["tracker-snapshot"] for port in ports} != {name}:
        assert time.monotonic() < deadline, f"a replica does not take up {name}"
        time.sleep(0.1)


def test_new_snapshots_under_load_drop_no_request_and_mix_nothing(site):
    world, port, ports, _ = site
    names = {}
    with Load(port) as load:
        # Three times or four: with two snapshots kept, the one that a replica began with is deleted under it.
        for edition in (2, 3, 4, 5) if FULL else (2, 3, 4):
            name = world.publish(edition)
            names[name] = f"{edition:03}"
            wait_until_all_serve(ports, name)
        time.sleep(0.5)
    assert load.failed == []
    assert load.count > 50
    editions = {name: edition for name, edition in load.seen if edition is not None and name in names}
    assert (
        editions == {name: edition for name, edition in names.items() if name in editions}
        and len(editions) >= len(names) - 1
    )
    assert len(list(world.exports.glob("*-*"))) == 2


def test_replicas_restarted_one_after_the_other_drop_no_request(site):
    world, port, ports, replicas = site
    with Load(port) as load:
        for place, own_port in enumerate(ports):
            stop(replicas[place])
            time.sleep(0.3)
            replicas[place] = start_replica(world.exports, own_port)
            wait_for(own_port, replicas[place])
            assert {get(own_port, address)[0].status for address in _ADDRESSES} == {
                200
            }  # as docs/scale.md says
            time.sleep(2.5)  # the proxy tries a server again after a second, with one request
    assert load.failed == [] and load.count > 20


def test_the_proxy_serves_the_files_themselves_and_in_parts(site):
    world, port, _, _ = site
    name = (world.exports / "current").resolve().name
    whole, body = get(port, f"/export/{name}/docket.db")
    assert whole.status == 200 and body == (world.exports / name / "docket.db").read_bytes()
    assert "immutable" in whole.headers["cache-control"]
    part, begin = get(port, f"/export/{name}/parquet/cases.parquet", Range="bytes=0-3")
    assert part.status == 206 and begin == b"PAR1"
    for hidden in (
        "/export/.lock",
        f"/export/{name}/../../exports.txt",
        "/export/.building-1/docket.db",
        "/export/current/docket.db",
    ):
        answer, _ = get(port, hidden)
        assert answer.status in (302, 400, 404), hidden


def test_what_holds_for_ever_is_asked_once_and_said_to_hold_by_304_too(site):
    world, port, ports, _ = site
    name = (world.exports / "current").resolve().name
    address = f"/at/{name}/docket/dockets.json?_shape=array&_size=2"
    first, second = (get(port, address) for _ in range(2))
    assert json.loads(first[1]) == json.loads(second[1])
    assert [answer.headers["x-cache"] for answer, _ in (first, second)] == ["MISS", "HIT"]
    again, body = get(ports[0], address, **{"If-None-Match": first[0].headers["etag"]})
    assert (again.status, body) == (304, b"") and "immutable" in again.headers["cache-control"]
