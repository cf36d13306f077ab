"""The two commands, `./run` and `./test`, on machines that lack this or that.

Nothing is downloaded here: where an environment is needed, the one of the tests stands in for it.
"""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.worlds.command import NOWHERE, ROOT, count_catalog_files
from tests.worlds.few import fewest_files

ROOMS = ("docket", "scrapers", "db", "publish", "tracker")
TOOLS = ("sh", "cat", "cksum", "dirname", "rm", "env")


def clone(target):
    """Copy the project as a fresh clone has it, in the catalog some families only."""
    for name in (*ROOMS, ".ci", "run", "test", "check", "requirements.lock"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target / name)
    shutil.copytree(fewest_files(), target / "docket" / "data", dirs_exist_ok=True)
    return target


def install(copy):
    """Have it as after an installation that went well."""
    (copy / ".venv" / "bin").mkdir(parents=True)
    if sys.pycache_prefix:  # what is compiled of the same files is their own as well
        here, there = (Path(f"{sys.pycache_prefix}{root}") for root in (ROOT, copy))
        shutil.copytree(here, there, ignore=shutil.ignore_patterns(".venv", "tests"))
    python = copy / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    stamp = subprocess.run(
        ["cksum"], input=(copy / "requirements.lock").read_bytes(), capture_output=True, check=True
    ).stdout
    (copy / ".venv" / "installed-requirements.lock").write_bytes(stamp)
    return copy


@pytest.fixture
def copy(tmp_path):
    return clone(tmp_path / "a clone")  # a blank in the path is where shell scripts break


@pytest.fixture(scope="module")
def _installed(tmp_path_factory):
    return install(clone(tmp_path_factory.mktemp("installed") / "a clone"))


@pytest.fixture
def installed(_installed):
    """A clone after an installation that went well, and before its first run."""
    shutil.rmtree(_installed / "data", ignore_errors=True)
    return _installed


@pytest.fixture
def own_installed(copy):
    """A clone of the test's own, to be spoiled."""
    return install(copy)


def call(script, *arguments, cwd="/", code=0, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    done = subprocess.run(
        [str(script), *arguments],
        cwd=cwd,
        env=kept | NOWHERE | {"TRACKER_FETCH_SECONDS": "1"} | more,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == code, (done.stdout[-2000:], done.stderr[-2000:])
    return done


def path_with(folder, **scripts):
    """Return a PATH with a few tools and these scripts, and nothing else of this machine."""
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool))
    for name, text in scripts.items():
        (folder / name.replace("_", ".")).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name.replace("_", ".")).chmod(0o755)
    return str(folder)


@pytest.mark.parametrize("script", ["run", "test", "check", ".ci/venv.sh", ".ci/lock"])
def test_the_scripts_are_plain_sh(script):
    subprocess.run([shutil.which("dash") or "sh", "-n", ROOT / script], check=True)


@pytest.mark.parametrize("script", ["run", "test", "check", ".ci/run", ".ci/lock"])
def test_the_scripts_may_be_run(script):
    assert os.access(ROOT / script, os.X_OK)


@pytest.mark.parametrize("script", ["run", "test", "check"])
def test_help_makes_nothing(copy, script):
    assert f"Usage: ./{script}" in call(copy / script, "--help").stdout
    assert not (copy / ".venv").exists()


def check_private(home):
    """Nobody else may read a home: it has pages as the courts sent them, and the key to redacted words."""
    paths = [home, *(path for path in home.rglob("*") if not path.is_symlink())]
    assert {path.name for path in home.glob("*.db")} >= {"docket.db", "archive.db"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_dir()} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_file()} == {0o600}


def test_run_once_builds_a_home_that_is_its_owners_alone_where_no_court_answers(installed, tmp_path):
    """And again with a home that was there before, taken from where the user stands."""
    first = call(installed / "run", "--once")
    assert (
        f"catalog: {count_catalog_files()} looked at, {count_catalog_files()} new" in first.stdout
        and "going on with what there is" in first.stderr
    )
    check_private(installed / "data")
    home = (installed / "data").rename(tmp_path / "there before")
    (home / "pages").mkdir(exist_ok=True)
    (home / "pages" / "saved.html").write_text("unredacted")
    (home / "pages" / "saved.html").chmod(0o644)
    home.chmod(0o755)
    second = call(installed / "run", "--once", cwd=tmp_path, TRACKER_HOME=home.name)
    assert "Installing" not in first.stderr + second.stderr
    assert "appellate_opinions: not due before" in second.stdout
    assert not (installed / "data").exists()
    check_private(home)


def test_a_misspelled_option_is_said_before_anything_is_asked(installed, tmp_path):
    done = call(installed / "run", "--prot", "8080", code=2, TRACKER_HOME=str(tmp_path / "home"))
    assert "--prot" in done.stderr and not (tmp_path / "home").exists()


def test_a_build_that_fails_is_not_served(installed, tmp_path):
    (tmp_path / "file").write_text("")
    done = call(installed / "run", code=1, TRACKER_HOME=str(tmp_path / "file" / "home"))
    assert "could not be built" in done.stderr


def test_a_changed_requirement_is_installed_and_a_failure_is_not_trusted(own_installed):
    installed = own_installed
    with (installed / "requirements.lock").open("a") as file:
        file.write(f"a-package-that-nobody-made==1.0 --hash=sha256:{'0' * 64}\n")
    assert "could not be installed" in call(installed / "run", "--once", code=1, PIP_NO_INDEX="1").stderr
    assert not (installed / ".venv" / "installed-requirements.lock").exists()
    assert "could not be installed" in call(installed / "run", "--once", code=1, PIP_NO_INDEX="1").stderr


def test_the_first_python_that_is_new_enough_is_taken(copy, tmp_path):
    """pyenv leaves names that fail; an old system Python is called python3."""
    path = path_with(
        tmp_path / "bin", python3="exit 1", python3_14="exit 127", python3_12=f'exec "{sys.executable}" "$@"'
    )
    done = subprocess.run(
        ["/bin/sh", "-c", ". ./.ci/venv.sh; find_python"],
        cwd=copy,
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip().endswith("/python3.12")


def test_no_python_is_said_plainly(copy, tmp_path):
    done = call(copy / "run", "--once", code=1, PATH=path_with(tmp_path / "bin"))
    assert "no Python 3.11 or later was found" in done.stderr


def test_a_missing_venv_module_gets_the_name_of_its_package(copy, tmp_path):
    """Debian's Python without python3-venv answers like this."""
    text = f'case "$*" in *venv*) echo "ensurepip is not available"; exit 1 ;; esac; exec "{sys.executable}" "$@"'
    done = call(copy / "run", "--once", code=1, PATH=path_with(tmp_path / "bin", python3=text))
    assert "ensurepip is not available" in done.stderr
    assert f"apt-get install python3.{sys.version_info.minor}-venv" in done.stderr
    assert not (copy / ".venv").exists()


@pytest.mark.skipif(
    not os.environ.get("TRACKER_TEST_FULL"), reason="installs every package from the network; ./test --full"
)
def test_a_fresh_clone_installs_builds_and_runs_again_quickly(copy):
    assert "Installing" in call(copy / "run", "--once").stderr
    assert "Installing" not in call(copy / "run", "--once").stderr
