"""The web process as another user: it reads the home, writes into the inbox, and can change nothing else."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from db.disk import how_to_read
from publish.inbox_files import Inbox
from publish.links import web_address
from tests.publish.test_webhook import BODY, SECRET, ask, post
from tests.worlds import asking
from tests.worlds.command import ROOT, built_home, environment  # noqa: F401
from tracker.home import open_house
from tracker.settings import SettingError, Settings, load_settings

NOBODY = 65534
as_root = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None, reason="only root can become another user"
)


@pytest.fixture
def home(built_home):
    """A home that others may read, with an inbox that they may write into. pytest's folders are root's alone."""
    folder = Path(tempfile.mkdtemp(prefix="home-"))
    try:
        shutil.copytree(built_home, folder / "home", symlinks=True)
        for path in (folder, folder / "home"):
            path.chmod(0o755)
        for path in (folder / "home").iterdir():
            if path.is_file() and not path.is_symlink():
                path.chmod(0o644)
        (folder / "home" / "inbox").mkdir()
        (folder / "home" / "inbox").chmod(0o777)
        for path in (folder / "home", *(folder / "home").iterdir()):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
        yield folder / "home"
    finally:
        shutil.rmtree(folder)


def as_another(*command):
    """Return the command run by one whom the home does not belong to. The interpreter may lie in a folder of root's,
    so it is the home that is given away, and root goes without the right to overlook that."""
    rights = "-dac_override,-dac_read_search,-fowner,-chown"
    return ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}", *map(str, command)]


@contextmanager
def served(home):
    process = subprocess.Popen(
        as_another(sys.executable, "-m", "tracker", "serve", "--port", "0"),
        cwd=ROOT,
        env=environment(
            home,
            PYTHONUNBUFFERED="1",
            PYTHONDONTWRITEBYTECODE="1",
            TRACKER_WEBHOOK_SECRET=SECRET,
            HOME="/nonexistent",
        ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        line = process.stdout.readline()
        assert line.startswith("Serving on "), line + process.stdout.read()
        yield line.split()[2]
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


def get(url, data=None):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=data), timeout=120) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@as_root
def test_another_user_serves_the_home_with_and_without_a_writer(home):
    """Without a writer there is no log beside the databases, and a reader who may not write cannot make one."""
    before = {path.name: path.stat().st_mtime_ns for path in home.iterdir() if path.is_file()}
    with served(home) as url:
        for path in (
            "",
            "cases",
            "api/v1/status",
            "docket/cases.json?_size=1",
            "docket.json?sql=select+1",
            "status",
        ):
            assert get(url + path)[0] == 200, (path, get(url + path))
        assert get(f"{url}-/webhook/courtlistener/{SECRET}", BODY)[0] == 200
        assert {path.name: path.stat().st_mtime_ns for path in home.iterdir() if path.is_file()} == before
        with open_house(Settings(home, None, {}, None, None)) as house:
            db = house.store.db
            db.execute(
                "update cases set short_name = 'Seen v. Written' where rowid = (select min(rowid) from cases)"
            )
            case = db.execute("select case_id from cases order by rowid limit 1").fetchone()[0]
            time.sleep(1.2)  # it looks at the file once a second
            assert b"Seen v. Written" in get(f"{url}docket/cases/{case}.json?_shape=objects&again")[1]
            assert get(url + "api/v1/status")[0] == 200
        assert get(url + "status")[0] == 200
    (message,) = (home / "inbox").iterdir()
    assert message.read_bytes().endswith(BODY)


@as_root
@pytest.mark.parametrize("name", ["archive.db", "docket.db", "archive.db-wal", "corrections.csv"])
def test_another_user_changes_nothing(home, name):
    script = (
        "import sqlite3, sys, pathlib\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "for attempt in (lambda: path.open('ab'), lambda: path.unlink(), lambda: path.rename(path.with_name('x')),\n"
        "                lambda: sqlite3.connect(path).execute('create table mine (x)')):\n"
        "    try:\n"
        "        attempt()\n"
        "    except (OSError, sqlite3.OperationalError):\n"
        "        continue\n"
        "    sys.exit('it could')\n"
    )
    done = subprocess.run(
        as_another(sys.executable, "-c", script, home / name), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@as_root
def test_how_a_file_is_read_depends_on_whether_a_writer_is_there(home):
    def said():
        return subprocess.run(
            as_another(
                sys.executable,
                "-c",
                "import sys, pathlib; from db.disk import how_to_read; print(how_to_read(pathlib.Path(sys.argv[1])))",
                home / "archive.db",
            ),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    assert said() == "immutable=1" and how_to_read(home / "archive.db") == "mode=ro"
    with closing(sqlite3.connect(home / "archive.db")) as writer:
        writer.execute("update hosts set host = host")
        writer.commit()
        assert said() == "mode=ro"


# Names


def links_of(world, host, path="/changes.atom", **how):
    return asking.ask(world, path, headers={"Host": host}, **how)


@pytest.mark.parametrize(
    "path", ["/changes.atom", "/sitemap.xml", "/robots.txt", "/api/v1/cases?limit=1", "/hearings.ics"]
)
@pytest.mark.parametrize(
    ("host", "how"),
    [
        ("evil.example", {}),
        ("evil.example:8001", {"hosts": ("230.example.org",)}),
        ("evil.example", {"site_url": "https://230.example.org"}),
    ],
)
def test_a_name_that_nobody_listed_is_not_repeated(world, path, host, how):
    assert b"evil.example" not in links_of(world, host, path, **how).content


@pytest.mark.parametrize(
    ("host", "how", "begins"),
    [
        ("230.example.org", {"hosts": ("230.example.org",)}, b"http://230.example.org/"),
        ("230.EXAMPLE.org:81", {"hosts": ("230.example.org",)}, b"http://230.EXAMPLE.org:81/"),
        ("127.0.0.1:8001", {}, b"http://127.0.0.1:8001/"),
        ("evil.example", {}, b"http://localhost/"),
        ("evil.example", {"site_url": "https://230.example.org"}, b"https://230.example.org/"),
    ],
)
def test_links_begin_with_a_name_of_ours(world, host, how, begins):
    assert b'href="' + begins in links_of(world, host, **how).content


def test_names_are_settings():
    assert load_settings({"TRACKER_HOSTS": "One.example.org, two.example.org"}).hosts == (
        "one.example.org",
        "two.example.org",
    )
    for wrong in ("https://one.example.org", "a b", "one.example.org/"):
        with pytest.raises(SettingError, match="TRACKER_HOSTS"):
            load_settings({"TRACKER_HOSTS": wrong})
    assert web_address("http://one.example.org/") is not None


def test_another_webhook_of_a_name_nobody_listed_is_kept(world, tmp_path):
    """The secret is what lets in, not the name that the sender resolved."""
    [answer] = ask(world, Inbox(tmp_path / "inbox", SECRET), post(Host="hook.example"))
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/docket/cases", "/docket/cases.json", "/api/v1/cases", "/hearings.ics"]
)
@pytest.mark.parametrize(
    "host", ["[::1", "a b", '"><script>', "x/y", "evil.example:port", "", "[::1]:99999999", "a@b"]
)
def test_a_host_that_is_none_is_refused_in_words(ds, host, path):
    answer = asking.answers_of(ds, path, headers={"Host": host})
    assert answer.status_code == 400 and "Traceback" not in answer.text and "script" not in answer.text
