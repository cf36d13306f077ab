"""What commands answer to whoever keeps a home, in ordinary use and to a mistake, is what is held."""

import json
import re
import shlex
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from urllib3.util import Retry

from scrapers.source import load_sources
from scrapers.sources import catalog
from tests.worlds.command import NOWHERE
from tests.worlds.expected import FIXTURES
from tests.worlds.held import compare_asked, list_held, read_asked
from tests.worlds.in_words import in_words
from tests.worlds.rich import NOW, build_rich_home, have_invented_source, small_catalog_files, stand_still
from tests.worlds.scripted import watch_script
from tracker import words_left
from tracker.__main__ import cli
from tracker.home import open_house
from tracker.pipeline.watch_list import watch_of
from tracker.settings import load_settings

_ALERTS = """
timezone = "America/New_York"
digest_at = "07:00"
week = ["desk"]
[mail]
host = "127.0.0.1"
port = 9
sender = "alerts@example.org"
security = "none"
[place.desk]
email = "desk@example.org"
[place.newsroom]
webhook = "http://127.0.0.1:9/hooks"
secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
[place.chat]
slack = "http://127.0.0.1:9/services/T0/B0/x"
[[subscription]]
name = "motions"
to = ["desk", "chat"]
kinds = ["entries", "edits", "hearings"]
events = ["motion", "order"]
include = ["dismiss"]
exclude = ["reply"]
when = "at once"
[[subscription]]
name = "ninth-circuit"
to = ["newsroom"]
courts = ["ca9", "cand"]
unreviewed = true
when = "daily"
[[subscription]]
name = "sample"
to = ["desk", "newsroom"]
cases = ["poe-v-sample", "no-such-case"]
entities = ["grindr"]
query = "\\"motion to dismiss\\""
when = "weekly"
"""
_LABELS = """
{"id": 1, "court_id": "cand", "date_filed": "2024-01-02", "text": "Motion Hearing set for 2/1/2024 02:00 PM.",
 "hearings": [{"kind": "motion_hearing", "action": "set", "date": "2024-02-01", "time": "14:00"}]}
"""
_LIST = "court,name,number,date\ncand,Poe v. Sample,3:25-cv-04321,2026-03-01\nca9,Nobody v. Nothing,99-1,1999-01-01\n"


def _mask(text, home):
    """Return what was printed without what differs from run to run or from machine to machine: the folder,
    hashes of the code, sizes, versions, and the day of the test."""
    text = text.replace(str(home), "HOME").replace(str(FIXTURES), "FIXTURES")
    text = re.sub(r"\b(?:[0-9a-f]{32,}|[0-9a-f]{16})\b|(?<=....-..-..-)[0-9a-f]{12}\b", "HASH", text)
    text = re.sub(r"\.py:\d+", ".py:LINE", text)
    text = re.sub(r"[0-9.,]+ (?:s|[kMG]?B|bytes|[MG]iB)\b", "0 unit", text)
    text = re.sub(r"(?<![\d.])\d+\.\d+\.\d+(?![\d.])", "VERSION", text)
    today = datetime.now(UTC).date()
    days = "|".join(f"{day:%Y-%m-%d}" for day in (today, today - timedelta(1)))
    return re.sub(rf"\b(?:{days})[0-9T:Z-]*", "NOW", text)


@pytest.fixture
def home(tmp_path, monkeypatch):
    home = shutil.copytree(build_rich_home(), tmp_path / "home", symlinks=True)
    (home / "alerts.toml").write_text(_ALERTS)
    (home / "alerts.toml").chmod(0o600)
    (home / "list.csv").write_text(_LIST)
    (tmp_path / "home-labels").mkdir()
    (tmp_path / "home-labels" / "hearings.jsonl").write_text(_LABELS.replace("\n", " ").strip())
    monkeypatch.setattr(Retry, "get_backoff_time", lambda _: 0)  # nobody answers; the waits are test_http's
    have_invented_source(monkeypatch)
    monkeypatch.setattr(catalog, "FOLDER", small_catalog_files())
    monkeypatch.setattr(
        words_left, "ADDRESSES", ("/", "/changes.atom", "/api/v1/entries")
    )  # all take seconds
    stand_still(monkeypatch, "tracker", "publish", "db")
    for name, value in (
        NOWHERE | {"TRACKER_HOME": str(home), "TRACKER_SITE_URL": "https://230.example.org"}
    ).items():
        monkeypatch.setenv(name, value)
    return home


def _do(home, patch, words, given):
    """Do what is asked in capitals: what happens to a home between its owner's commands. Return the rows asked for."""
    match words:
        case ["SQL", name, sql]:
            with closing(sqlite3.connect(home / name)) as db, db:
                return "".join(f"{row}\n" for row in db.execute(sql))
        case ["WRITE", name]:
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_text(given)
        case ["READ", name]:
            return (home / name).read_text()
        case ["READ", name, most]:
            lines = (home / name).read_text().splitlines(keepends=True)
            return "".join(lines[: int(most)] + lines[max(int(most), len(lines) - int(most)) :])
        case ["WATCHED", name]:
            with open_house(load_settings(), clock=lambda: NOW) as house:
                watched = watch_of(house, load_sources()[name])
            return json.dumps(in_words(watched), indent=1, ensure_ascii=False, default=str) + "\n"
        case ["DELETE", name]:
            (home / name).unlink()
        case ["WATCH", hours]:
            return watch_script(home, int(hours), given)
        case ["SET", name, value]:
            patch.setenv(name, value)
    return ""


@pytest.mark.parametrize("name", list_held("commands"))
def test_commands_answer_what_is_held(home, name, accept, monkeypatch):
    """Each file holds commands one after another on a home of its own; {home} and {fixtures} are folders."""
    answers = []
    for line, given in read_asked(name):
        words = shlex.split(line.replace("{home}", str(home)).replace("{fixtures}", str(FIXTURES)))
        if words[0].isupper():
            answers.append(((line, given), _mask(_do(home, monkeypatch, words, given), home)))
            continue
        done = CliRunner().invoke(cli, words, input=given, prog_name="tracker")
        assert done.exception is None or isinstance(done.exception, SystemExit), (line, done.exc_info)
        answers.append(((line, given), f"exit {int(done.exit_code)}\n{_mask(done.output, home)}"))
    compare_asked(name, answers, accept)
