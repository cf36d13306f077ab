"""The files that put the tracker on a machine: they parse, agree with each other, and name what there is.

What needs a program that is not everywhere (systemd, hadolint, Caddy, Litestream) is asked of it where it is there.
"""

import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
import sys

import click
import pytest
import yaml

from tests.worlds.command import ROOT
from tracker.__main__ import cli
from tracker.reading import page_reader
from tracker.setting_list import SETTINGS
from tracker.settings import load_settings
from tracker.web_watch import STUCK_SECONDS

DEPLOY = ROOT / "deploy"
IMAGE = (ROOT / "Dockerfile").read_text()
UNITS = ("tracker.service", "tracker-web.service")
WORDS = [
    *sorted(DEPLOY.iterdir()),
    ROOT / "compose.yaml",
    ROOT / "Dockerfile",
    ROOT / "docs" / "operate.md",
    ROOT / "docs" / "alerts.md",
]
SANDBOX = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "CapabilityBoundingSet": "",
    "Group": "tracker",
    "UMask": "0027",
}
HOME = "/var/lib/tracker"


def unit(name):
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str
    parser.read(DEPLOY / name)
    return parser


def compose():
    return yaml.safe_load((ROOT / "compose.yaml").read_text())


def assert_is_a_command(arguments):
    """Check that the command line takes these words: a command, and the options it is given."""
    command, words = cli, list(arguments)
    while isinstance(command, click.Group):
        assert words and words[0] in command.commands, f"no command {' '.join(arguments)!r}"
        command = command.commands[words.pop(0)]
    known = {
        option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)
    }
    assert {word for word in words if re.fullmatch(r"--?[a-z][a-z-]*", word)} <= known | {"--help"}, arguments
    first = next((each.type for each in command.params if isinstance(each, click.Argument)), None)
    if isinstance(first, click.Choice) and words and not words[0].startswith("-"):
        assert words[0] in first.choices, arguments


# What a program that reads a file is asked, and what it then says. That of systemd looks whether the program is there.
ASKED = {
    **{name: (["systemd-analyze", "verify", "--man=no", f"{{folder}}/{name}"], "") for name in UNITS},
    "Dockerfile": (["hadolint", str(ROOT / "Dockerfile")], ""),
    "Caddyfile": (["caddy", "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")], ""),
    "litestream.yml": (
        ["litestream", "databases", "-config", str(DEPLOY / "litestream.yml")],
        "{folder}/archive.db",
    ),
}


@pytest.mark.parametrize(("command", "says"), ASKED.values(), ids=ASKED)
def test_the_program_takes_its_file(command, says, tmp_path):
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this machine; its file was only parsed")
    for name in UNITS:  # the paths are those of an installed machine
        text = (DEPLOY / name).read_text().replace("/opt/tracker/.venv/bin/python", sys.executable)
        (tmp_path / name).write_text(text)
    copied = {"TRACKER_HOME": str(tmp_path), "LITESTREAM_REPLICA_URL": f"file://{tmp_path}/copy"}
    done = subprocess.run(
        [word.format(folder=tmp_path) for word in command],
        env=os.environ | copied,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 and says.format(folder=tmp_path) in done.stdout, done.stdout + done.stderr
    assert not [line for line in done.stderr.splitlines() if line.startswith(str(tmp_path))], done.stderr


# systemd


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_is_closed_in_and_starts_a_command_there_is(name):
    service = unit(name)["Service"]
    assert {key: service.get(key) for key in SANDBOX} == SANDBOX
    python, *rest = shlex.split(service["ExecStart"])
    assert python == f"{service['WorkingDirectory']}/.venv/bin/python" and rest[:2] == ["-m", "tracker"]
    assert_is_a_command(rest[2:])
    assert unit(name)["Install"]["WantedBy"] == "multi-user.target"


def test_the_pages_are_another_user_with_another_file_and_write_into_the_inbox_only():
    daemon, web = (unit(name)["Service"] for name in UNITS)
    assert daemon["User"] == "tracker" and daemon["StateDirectory"] == "tracker"
    assert web["User"] == "tracker-web" and web["EnvironmentFile"] != daemon["EnvironmentFile"]
    assert "StateDirectory" not in web  # it would be given to this user
    assert web["ReadOnlyPaths"] == HOME and web["ReadWritePaths"] == f"-{HOME}/inbox"
    example = (DEPLOY / "tracker-web.env.example").read_text()
    assert (
        "TRACKER_WEBHOOK_SECRET" in example
        and "TRACKER_WEBHOOK_SECRET" not in (DEPLOY / "tracker.env.example").read_text()
    )
    assert not re.search(r"_KEY=|_TOKEN=", example)
    guide = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    assert f"useradd --system --gid tracker --home-dir {HOME} --shell /usr/sbin/nologin tracker-web" in guide
    assert f"--mode=0770 {HOME}/inbox" in guide and f"--mode=0750 {HOME}\n" in guide


def test_both_are_waited_for_and_watched():
    """They say that they live (tracker/daemon/systemd.py, tracker/web_watch.py). The pages end by themselves before
    systemd would; the daemon stores what is on its way within 60 seconds."""
    daemon, web = (unit(name)["Service"] for name in UNITS)
    assert (web["Type"], web["WatchdogSec"], web["Restart"]) == ("notify", "3min", "always")
    assert STUCK_SECONDS < 180
    assert daemon["Type"] == "notify" and daemon["WatchdogSec"] and daemon["TimeoutStopSec"] == "90s"


def test_a_page_that_takes_all_memory_ends_its_reader_and_not_the_daemon():
    """By default systemd stops the whole service where the kernel ended one process of it; at each start the daemon
    would be at the same page."""
    service = unit("tracker.service")["Service"]
    limit = service["MemoryMax"]
    assert service["OOMPolicy"] == "continue"
    assert compose()["services"]["daemon"]["mem_limit"] == limit.lower()
    # So that the daemon has room beside a reader that stands at its own limit.
    assert int(limit.removesuffix("G")) * 1024**3 >= page_reader._MEMORY + 1024**3
    guide = " ".join((ROOT / "docs" / "operate.md").read_text(encoding="utf-8").split())
    assert f"memory ({page_reader._MEMORY // 1024**3} GB" in guide and f"have {limit[:-1]} GB" in guide


def test_the_command_of_an_installed_tracker_is_a_shell_script():
    script = DEPLOY / "tracker.sh"
    assert (
        os.access(script, os.X_OK) and subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0
    )
    assert unit("tracker.service")["Service"]["EnvironmentFile"] in script.read_text()


# Containers


def test_the_image_holds_all_that_runs_and_nothing_else():
    copied = [
        word.rstrip("/")
        for line in re.findall(r"^COPY (.*) \S+$", IMAGE, re.MULTILINE)
        for word in line.split()
    ]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert {"docket", "scrapers", "db", "publish", "tracker", "requirements.lock", "metadata.json"} <= set(
        copied
    )
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert allowed == set(copied)
    assert_is_a_command(yaml.safe_load(re.search(r"^CMD (\[.*\])$", IMAGE, re.MULTILINE)[1])[3:])


def test_compose_agrees_with_itself_and_with_the_image():
    whole = compose()
    services = whole["services"]
    for name, service in services.items():
        for volume in service["volumes"]:
            source = volume.partition(":")[0]
            assert (ROOT / source).exists() if source.startswith(".") else source in whole["volumes"], (
                name,
                volume,
            )
        assert set(service["networks"]) <= set(whole["networks"])
        assert service["security_opt"] == ["no-new-privileges:true"] and service["cap_drop"] == ["ALL"]
    for name in ("daemon", "web"):
        assert services[name]["command"][:3] == ["python", "-m", "tracker"] and services[name]["read_only"]
        assert services[name]["restart"] == "unless-stopped"
        assert_is_a_command(services[name]["command"][3:])
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert whole["networks"][services["web"]["networks"][0]][
        "internal"
    ]  # whoever reaches the pages came by the proxy
    user = re.search(r"^USER (\S+)$", IMAGE, re.MULTILINE)[1]
    assert services["litestream"]["user"] == user  # it writes beside the archive
    assert not {"deploy", "scale"} & set(services["daemon"])  # one home, one daemon


def test_what_is_written_is_for_the_user_and_the_group_only():
    entry = json.loads(re.search(r"^ENTRYPOINT (\[.*\])$", IMAGE, re.MULTILINE)[1])
    done = subprocess.run(
        [*entry, "sh", "-c", "umask; echo $0", "x y"], capture_output=True, text=True, check=True
    )
    assert done.stdout == "0027\nx y\n"
    assert unit("tracker.service")["Service"]["StateDirectoryMode"] == "0750"


def test_the_container_of_the_pages_reads_the_home_and_writes_into_the_inbox_only():
    daemon, web = (compose()["services"][name] for name in ("daemon", "web"))
    uid, gid = web["user"].split(":")
    assert f"--uid {uid} --gid {gid} " in IMAGE and f"USER {uid}:" not in IMAGE
    assert web["volumes"] == ["home:/data:ro", "inbox:/data/inbox"]
    assert daemon["volumes"] == ["home:/data", "inbox:/data/inbox"]
    assert "--mode=0770 /data/inbox" in IMAGE and "--mode=0750 /data " in IMAGE
    assert web["env_file"] != daemon["env_file"]


def test_images_are_named_by_their_full_version():
    named = [service["image"] for service in compose()["services"].values() if "build" not in service]
    named += re.findall(r"^FROM (\S+)", IMAGE, re.MULTILINE)
    assert len(named) == 3
    assert [
        image for image in named if not re.search(r":\d+\.\d+\.\d+(-[a-z]+)*(@sha256:[0-9a-f]{64})?$", image)
    ] == []
    assert "@sha256:…" in (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")


# The proxy and the copy


def test_the_proxies_answer_to_one_name():
    nginx = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    assert "server_name 230.example.org;" in nginx and "listen 80 default_server;\n    return 444;" in nginx
    first = next(
        line for line in (DEPLOY / "Caddyfile").read_text().splitlines() if line and not line.startswith("#")
    )
    assert first == "{$SITE_NAME:230.example.org} {"


def test_the_proxy_leads_to_the_pages():
    text = (DEPLOY / "Caddyfile").read_text()
    port = shlex.split(unit("tracker-web.service")["Service"]["ExecStart"])[-1]
    assert (
        f"{{$WEB:127.0.0.1:{port}}}" in text
        and compose()["services"]["proxy"]["environment"]["WEB"] == f"web:{port}"
    )
    assert "skip_log @webhook" in text  # the address holds a secret


def test_only_the_archive_is_copied():
    whole = yaml.safe_load((DEPLOY / "litestream.yml").read_text())
    assert [db["path"] for db in whole["dbs"]] == ["${TRACKER_HOME}/archive.db"]


# Words


SETTINGS_THERE_ARE = {setting.name for setting in SETTINGS}


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.name)
def test_every_setting_named_there_exists(path):
    named = set(re.findall(r"\b(?:TRACKER_[A-Z_]+|COURTLISTENER_TOKEN)\b", path.read_text(encoding="utf-8")))
    assert named <= SETTINGS_THERE_ARE


@pytest.mark.parametrize("name", ["tracker.env.example", "tracker-web.env.example"])
def test_the_example_of_settings_can_be_read(name):
    lines = [
        line.lstrip("#") for line in (DEPLOY / name).read_text().splitlines() if re.match(r"#?[A-Z_]+=", line)
    ]
    given = dict(line.split("=", 1) for line in lines)
    assert load_settings(given).site_url == "https://230.example.org" and set(given) <= SETTINGS_THERE_ARE


GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands_in(path):
    """Return the command lines that a document has, in a block or in a line; those of a table are of its last cell."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ").replace("\\|", "|")
    lines = re.findall(r"(?<=python -m tracker )[a-z][^`\n#|;&]*", text)
    return lines + re.findall(r"`tracker ([a-z][^`]*)`", text)


def test_every_command_in_the_documents_is_there():
    lines = [line for path in GUIDES for line in commands_in(path)]
    assert len(lines) > 60
    for line in lines:
        assert_is_a_command(shlex.split(line))
