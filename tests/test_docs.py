"""The documentation says what the software does: its commands run, its lists are whole, its links lead on."""

import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from collections import defaultdict
from dataclasses import dataclass

import pytest
from marshmallow import fields

from config.schema import SettingsSchema
from harvester.connectors import CONNECTORS
from harvester.formats.csv_record import FIELDS
from harvester.sources import DefaultsSchema, SourceSchema
from tests.real_data import REPOSITORY

PAGES = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")])
GLANE = "import sys; from cli.main import run; sys.exit(run(sys.argv[1:]))"
FENCE = re.compile(r"^```(\S*) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
MAX_PICTURE_BYTES = 300_000


@dataclass(frozen=True)
class Step:
    """A command of a page, and the lines that the page shows of its answer (`…` is anything)."""

    command: list[str]
    shown: list[str]


def read(name):
    return (REPOSITORY / name).read_text("utf-8")


def steps_of(text):
    """The commands of a page, in order."""
    for language, _name, body in FENCE.findall(text):
        if language == "console":
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                first, *shown = part.splitlines()
                yield Step(shlex.split(first), shown)


def start(arguments, folder, language):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GLANE_")}
    return subprocess.Popen(
        [sys.executable, "-c", GLANE, *arguments],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(REPOSITORY), "GLANE_LANG": language, "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def check(step, folder, language="en"):
    """Run a command of a page: it succeeds, and answers what the page shows."""
    program, *arguments = step.command
    assert program in {"glane", ".venv/bin/glane"}
    if arguments == ["serve"]:
        _check_site(step, folder, language)
        return
    with start(arguments, folder, language) as running:
        out, err = running.communicate(timeout=120)
    assert running.returncode == 0, err
    _compare(step, [*err.splitlines(), *out.splitlines()])


def _check_site(step, folder, language):
    with start(["serve", "--port", "0"], folder, language) as running:
        try:
            told = running.stderr.readline().rstrip()
            port = re.search(r":(\d+)/", told)
            assert port, told
            _compare(step, [told.replace(port[1], "8000")])
            with urllib.request.urlopen(f"http://127.0.0.1:{port[1]}/donnees", timeout=60) as answer:
                assert answer.status == 200
        finally:
            running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)


def _compare(step, answered):
    answered = [line.rstrip() for line in answered]
    for line in step.shown:
        pattern = ".*".join(re.escape(part) for part in line.rstrip().split("…"))
        assert any(re.fullmatch(pattern, other) for other in answered), (step.command, line, answered)


@pytest.mark.slow
def test_tutorial_does_what_it_shows(tmp_path):
    text = read("docs/tutorial.md")
    files = {name: body for _language, name, body in FENCE.findall(text) if name}
    assert set(files) == {"glane-data/inventory.csv", "glane-data/glane.toml"}
    first, *others = steps_of(text)
    check(first, tmp_path)
    for name, body in files.items():
        (tmp_path / name).write_text(body, "utf-8")
    for step in others:
        check(step, tmp_path)
    assert len(others) >= 9
    assert {"check", "harvest", "search", "show", "serve"} <= {
        word for step in others for word in step.command
    }
    assert len((tmp_path / "catalogue.csv").read_text("utf-8-sig").splitlines()) == 4


@pytest.mark.slow
def test_commands_of_the_readme_run(tmp_path):
    demo = ["glane", "--data-dir", "glane-demo", "demo", "--no-serve", "--portals-port", "0"]
    check(Step(demo, []), tmp_path)
    steps = list(steps_of(read("README.md")))
    for step in steps:
        check(step, tmp_path)
    assert len(steps) >= 7
    assert (tmp_path / "catalogue.csv").exists()


def test_make_targets_of_the_readme_exist():
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"^make ([a-z-]+)", read("README.md"), re.MULTILINE))
    assert {"demo", "test"} <= named <= targets


def test_readme_has_every_package():
    wheel = re.search(r"^packages = \[(.*)\]", read("pyproject.toml"), re.MULTILINE)
    assert wheel
    packages = set(re.findall(r'"(\w+)"', wheel[1]))
    assert packages == set(re.findall(r"^\| `(\w+)` \|", read("README.md"), re.MULTILINE))


def test_pictures_are_small():
    pictures = list((REPOSITORY / "docs/images").iterdir())
    assert pictures
    assert [path.name for path in pictures if path.stat().st_size > MAX_PICTURE_BYTES] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_links_lead_to_files_that_exist(page):
    targets = [target.partition("#")[0] for target in LINK.findall(page.read_text("utf-8"))]
    local = [
        target for target in targets if target and "://" not in target and not target.startswith("mailto:")
    ]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_readme_and_tutorial_link_to_what_follows():
    assert {"docs/tutorial.md", "docs/sources.md", "docs/settings.md"} <= set(LINK.findall(read("README.md")))
    assert "sources.md" in LINK.findall(read("docs/tutorial.md"))


def sections_of(name):
    """The text below each heading of a page."""
    parts = re.split(r"^## (.+)$", read(name), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def first_column(section):
    """The names that the first cells of the tables of a section hold in code."""
    cells = re.findall(r"^\|([^|]*)\|", section, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def tables_of(section):
    """The tables of a section, by the heading of their first column; those of one heading together."""
    tables: dict[str, str] = defaultdict(str)
    for heading, body in re.findall(r"^\| ([^|]+?) \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", section, re.MULTILINE):
        tables[heading] += body
    return tables


def settings_of(schema, prefix=""):
    """The names of the settings of each table of the configuration."""
    nested = {name: field for name, field in schema.fields.items() if isinstance(field, fields.Nested)}
    tables = {name: field for name, field in nested.items() if name != "basic"}
    if prefix:
        yield f"`[{prefix}]`", set(schema.fields) - set(tables)
    for name, field in tables.items():
        yield from settings_of(field.schema, f"{prefix}.{name}".lstrip("."))


def test_every_setting_is_documented_and_no_other():
    sections = sections_of("docs/settings.md")
    expected = dict(settings_of(SettingsSchema()))
    assert len(expected) >= 5
    assert {heading: first_column(sections[heading]) for heading in expected} == expected


def test_every_key_of_a_source_is_documented_and_no_other():
    section = sections_of("docs/sources.md")["Every source"]
    assert first_column(section) == set(SourceSchema().fields)
    (defaults,) = re.findall(r"^`\[sources\.defaults\]`.*$", section, re.MULTILINE)
    assert [name for name in DefaultsSchema().fields if f"`{name}`" not in defaults] == []


@pytest.mark.parametrize("kind", CONNECTORS)
def test_every_option_of_a_kind_is_documented_and_no_other(kind):
    (section,) = (
        text for heading, text in sections_of("docs/sources.md").items() if heading.startswith(f"`{kind}`")
    )
    tables = tables_of(section)
    assert first_column(tables["option"]) == set(CONNECTORS[kind].options().fields)
    if kind == "table":
        assert first_column(tables["field"]) == set(FIELDS)
