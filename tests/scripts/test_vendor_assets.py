import json
import shutil

import pytest

from scripts.vendor_assets import LOCK, VENDOR, WANTED, list_differences, main

STYLE = "bootstrap/5.3.8/bootstrap.min.css"


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(VENDOR, tmp_path / "vendor")


@pytest.fixture
def lock():
    return json.loads(LOCK.read_text("utf-8"))


def test_files_are_as_published(lock):
    assert list_differences(lock, VENDOR) == []


def test_changed_byte_is_found(copy, lock):
    (copy / STYLE).write_bytes((copy / STYLE).read_bytes() + b" ")
    assert list_differences(lock, copy) == [f"{STYLE}: not in the lock, or not with these bytes"]


def test_missing_file_is_found(copy, lock):
    (copy / STYLE).unlink()
    assert list_differences(lock, copy) == [f"{STYLE}: missing"]


def test_file_that_nobody_declared_is_found(copy, lock):
    (copy / "bootstrap/extra.js").write_text("alert()")
    assert list_differences(lock, copy) == ["bootstrap/extra.js: not in the lock, or not with these bytes"]


def test_lock_names_version_and_licence_of_all_that_is_wanted(lock):
    locked = {(package["name"], package["version"]): package for package in lock["packages"]}
    assert set(locked) == {(asset.name, asset.version) for asset in WANTED}
    assert all(package["licence"] and "LICENSE" in package["sha256"] for package in locked.values())


def test_lock_holds_no_address(lock):
    assert "://" not in json.dumps(lock)


def test_unknown_verb_is_wrong_usage(capsys):
    assert main(["refresh"]) == 64
    assert "verify" in capsys.readouterr().err
