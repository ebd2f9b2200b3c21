"""Everything works within the address space that docs/runs.md names, though libraries may reserve much."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.durability.installation import Installation, write_configuration
from tests.harvester.runs.portal import portal_of, titles

REPOSITORY = Path(__file__).parents[2]
SOME_TESTS = (
    "harvester/gateway",
    "harvester/runs/test_command.py",
    "search/tantivy_engine",
    "web/test_feeds.py",
)
MINUTES = 10


@pytest.fixture(scope="module")
def under_the_limit():
    """A function from a command to the same command under the limit."""
    text = (REPOSITORY / "docs" / "runs.md").read_text("utf-8")
    (kilobytes,) = re.findall(r"`ulimit -v (\d+)`", text)
    return lambda command: ["prlimit", f"--as={int(kilobytes) * 1024}", "--", *command]


@pytest.mark.slow
def test_f51_a_part_of_these_tests_passes_under_the_limit(under_the_limit, capsys):
    pytest_alone = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command = under_the_limit([*pytest_alone, *(f"tests/{name}" for name in SOME_TESTS)])
    done = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60 * MINUTES, check=False
    )
    assert done.returncode == 0, done.stdout[-5000:]
    with capsys.disabled():
        print("\nUnder", command[1], "bytes of address space:", done.stdout.splitlines()[-1])


@pytest.mark.slow
def test_f51_a_harvest_a_search_and_the_site_live_under_the_limit(under_the_limit, tmp_path):
    with portal_of("csw", titles(*range(40))) as portal:
        write_configuration(tmp_path / "data", [{**portal.declaration, "options": {}}])
        installation = Installation(tmp_path / "data", under_the_limit)
        installation.glane("init")
        installation.harvest_and_check()
        assert b'"total": 40' in installation.glane("search", "série", "--json")
        with installation.serving(tmp_path / "serve.log") as reader:
            statuses = [reader.status_of(address) for address in ("/", "/donnees?q=serie", "/catalog.ttl")]
    assert statuses == [200, 200, 200]
