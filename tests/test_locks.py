"""The lock files: pinned, hashed, agreeing with each other and with pyproject.toml, free of addresses."""

import re
import tomllib

import pytest

from tests.real_data import REPOSITORY

PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)(\[[a-z,-]+\])?==(?P<version>\S+)", re.MULTILINE)
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock):
    text = (REPOSITORY / lock).read_text("utf-8")
    return {match["name"]: match["version"] for match in PIN.finditer(text)}


def names(requirements):
    return {re.split(r"[\[<>=,;! ]", requirement, maxsplit=1)[0] for requirement in requirements}


@pytest.fixture
def project():
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock):
    text = (REPOSITORY / lock).read_text("utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    assert len(blocks) == len(pins(lock))
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address(lock):
    assert "://" not in (REPOSITORY / lock).read_text("utf-8")


def test_both_locks_pin_the_same_versions():
    tools = pins("requirements-dev.lock")
    assert {name: tools.get(name) for name in pins("requirements.lock")} == pins("requirements.lock")


def test_dependencies_are_locked(project):
    assert names(project["project"]["dependencies"]) <= pins("requirements.lock").keys()
    assert names(project["dependency-groups"]["dev"]) <= pins("requirements-dev.lock").keys()
