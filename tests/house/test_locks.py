"""The lock files: exactly what requirements*.txt ask for, from nowhere in particular.

That each entry has its hashes, and that nothing is missing that another needs, pip asks itself (--require-hashes).
"""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
# In the order in which they build on each other: each lock has what its .txt adds to those before it.
NAMES = ("requirements", "requirements-sweep", "requirements-mcp", "requirements-test", "requirements-bench")
PIN = re.compile(r"^([a-z0-9-]+)==([^\s;]+)(?: ; [^\\]+?)? \\$", re.MULTILINE)
REMEDY = "run .ci/lock"


def asked(name):
    """Return the pins of a file of requirements, by name."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / f"{name}.txt").read_text(), re.MULTILINE))


def locked(names):
    """Return the versions that the lock files allow, by name."""
    versions = {}
    for name in names:
        for package, version in PIN.findall((ROOT / f"{name}.lock").read_text()):
            versions.setdefault(package, set()).add(version)
    return versions


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_has_the_pins_of_its_requirements(name):
    versions = locked(NAMES[: NAMES.index(name) + 1])
    assert {
        package: version for package, version in asked(name).items() if versions.get(package) != {version}
    } == {}, REMEDY


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_has_nothing_that_nobody_needs(name):
    """Each entry says what it came with: a requirement of ours, or another entry."""
    texts = {known: (ROOT / f"{known}.lock").read_text() for known in NAMES[: NAMES.index(name) + 1]}
    whole = "".join(texts.values())
    assert texts[name].count("==") > 2
    needless = []
    for entry in re.split(r"\n(?=[a-z0-9])", texts[name])[1:]:
        package = entry.partition("==")[0]
        reasons = re.search(r"^ +# via (.+)$", entry, re.MULTILINE)[1].split(", ")
        for reason in reasons:
            file = reason.removeprefix("-r ").removesuffix(".txt")
            is_needed = package in asked(file) if file in NAMES else f"\n{reason}==" in whole
            if not is_needed:
                needless.append((package, reason))
    assert needless == [], REMEDY


@pytest.mark.parametrize("path", [".ci/venv.sh", "Dockerfile", "docs/operate.md"])
def test_pip_installs_nothing_without_its_hash(path):
    installs = re.findall(r"^.*\bpip install\b.*$", (ROOT / path).read_text(), re.MULTILINE)
    assert installs and all("--require-hashes" in line for line in installs)


def test_a_lock_is_for_every_place():
    """No registry, no address, no folder of the machine it was made on."""
    texts = "".join((ROOT / f"{name}.lock").read_text() for name in NAMES)
    assert re.findall(r"^.*(?:://|index-url|find-links| @ |/tmp|/home).*$", texts, re.MULTILINE) == []


def test_a_commit_is_looked_at_by_the_ruff_that_check_runs():
    hooks = {
        entry["repo"]: entry["rev"]
        for entry in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    }
    assert hooks["https://github.com/astral-sh/ruff-pre-commit"] == f"v{asked('requirements-test')['ruff']}"
