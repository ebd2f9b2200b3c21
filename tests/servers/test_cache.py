"""What is installed for the tests is installed once, whole, and by one run at a time."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.servers.cache import SETTING, cache_folder, made_once, run_quietly
from tests.servers.ckan import GUARDIAN
from tests.servers.process import ServerMissing, free_ports


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(SETTING, raising=False)


class Recipe:
    """Makes a folder with one file, and counts how often."""

    def __init__(self):
        self.made = 0

    def __call__(self, folder):
        assert list(folder.iterdir()) == []
        (folder / "program").write_text("whole")
        self.made += 1


def test_what_is_there_is_not_made_again():
    make = Recipe()
    first = made_once("portail", "1.0", make, install=True)
    assert first.is_relative_to(cache_folder())
    assert made_once("portail", "1.0", make, install=False) == first
    assert (first / "program").read_text() == "whole"
    assert make.made == 1


def test_another_recipe_is_made_in_its_place():
    make = Recipe()
    assert made_once("portail", "1.0", make, install=True) == made_once("portail", "1.1", make, install=True)
    assert make.made == 2


def test_what_was_left_half_made_is_made_anew():
    def breaks(folder):
        (folder / "half").write_text("")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made_once("portail", "1.0", breaks, install=True)
    assert not (made_once("portail", "1.0", Recipe(), install=True) / "half").exists()


def test_a_failed_installation_says_why():
    def fails(_folder):
        run_quietly(sys.executable, "-c", "import sys; sys.exit('no such package')")

    with pytest.raises(ServerMissing, match="portail cannot be installed: no such package"):
        made_once("portail", "1.0", fails, install=True)


def test_nothing_is_installed_unasked(monkeypatch):
    with pytest.raises(ServerMissing, match=f"{SETTING}=required installs it"):
        made_once("portail", "1.0", Recipe(), install=False)
    monkeypatch.setenv(SETTING, "off")
    with pytest.raises(ServerMissing, match=f"{SETTING}=off"):
        made_once("portail", "1.0", Recipe(), install=True)


def test_runs_that_want_it_at_once_make_it_once():
    make = Recipe()
    with ThreadPoolExecutor(4) as threads:
        waiting = [threads.submit(made_once, "portail", "1.0", make, install=True) for _ in range(4)]
        folders = {one.result() for one in waiting}
    assert (len(folders), make.made) == (1, 1)


def test_ports_are_different():
    assert len(set(free_ports(4))) == 4


@pytest.mark.parametrize("ending", ["killed", "closed"])
def test_servers_that_a_script_leaves_behind_end_with_the_run(tmp_path, ending):
    script, said = tmp_path / "up.sh", tmp_path / "said"
    script.write_text(f'echo "${{1:-up}}" >> {said}\n')
    guardian = subprocess.Popen([sys.executable, "-c", GUARDIAN, script], stdin=subprocess.PIPE)
    assert guardian.stdin is not None
    while not said.exists() or not said.read_text():
        assert guardian.poll() is None
    if ending == "killed":
        guardian.send_signal(signal.SIGTERM)
    guardian.stdin.close()
    guardian.wait(30)
    assert said.read_text().split() == ["up", "stop"]
