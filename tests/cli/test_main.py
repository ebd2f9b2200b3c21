import subprocess
import sys

import click
import pytest

from cli.main import glane as group
from cli.main import run

ENGLISH_OF_CLICK = (
    "Usage:",
    "Error:",
    "Show this message",
    "Commands:",
    "Missing",
    "Try '",
    "[default:",
    "RANGE",
)


def list_commands(command=group, path=()):
    """Every command with its words, groups too."""
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from list_commands(inner, (*path, name))


COMMANDS = dict(list_commands())
LEAVES = {path: command for path, command in COMMANDS.items() if not isinstance(command, click.Group)}
PROMISED = """
demo; init; migrate; doctor; source list; source add; source check; harvest; runs list; runs show;
runs approve; runs refuse; runs rollback; runs stop; source preview; renormalise; scheduler;
jobs list; jobs run;
index sync; index rebuild; index status; search; show; export; serve; legal check; legal diagram
"""


def in_language(language, *arguments):
    """A command in a new process: the texts of options are chosen when the program starts."""
    code = "import sys; from cli.main import run; sys.exit(run(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={"GLANE_LANG": language, "LANG": "C.UTF-8", "PYTHONPATH": ":".join(sys.path)},
        check=False,
        capture_output=True,
        text=True,
    )


def test_commands_are_those_that_were_promised():
    assert {" ".join(path) for path in LEAVES} == {part.strip() for part in PROMISED.split(";")}


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_is_french_and_ends_with_an_example_that_parses(path, capsys):
    assert run([*path, "--help"]) == 0
    text = capsys.readouterr().out
    assert [word for word in ENGLISH_OF_CLICK if word in text] == []
    assert "Usage : glane" in text
    last = " ".join(text.strip().split("\n\n")[-1].split())
    assert "glane" in last
    assert last.startswith(("Exemple : ", "Pour voir "))


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_option_and_argument_explains_itself(path):
    options = [param for param in LEAVES[path].params if isinstance(param, click.Option) and not param.hidden]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("path", sorted(set(LEAVES) - {("serve",), ("scheduler",)}), ids=" ".join)
def test_every_command_that_ends_takes_json(path):
    assert "json_output" in {param.name for param in LEAVES[path].params}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Usage :"),
        (["nope"], "« nope » n'existe pas"),
        (["search", "--nope"], "« --nope » n'existe pas"),
        (["show"], "Il manque l'argument 'ID'"),
        (["search", "--limit", "many"], "« many » n'est pas un nombre"),
        (["search", "--limit", "0"], "hors des bornes"),
        (["search", "--filter", "kind"], "CLÉ=VALEUR"),
        (["search", "--filter", "colour=red"], "CLÉ=VALEUR"),
        (["search", "--filter", "year_from=soon"], "une année"),
        (["search", "--filter", "fit=somehow"], "own, inherited ou within"),
        (["search", "--filter", "bbox=1,2"], "ouest,sud,est,nord"),
        (["export", "--format", "pdf"], "l'une de ces valeurs"),
        (["export", "--format", "csv", "--source-records"], "jsonl"),
        (["source", "check"], "--all"),
        (["demo", "--url", "http://127.0.0.1:9200"], "vont ensemble"),
        (["demo", "--engine", "elasticsearch"], "vont ensemble"),
    ],
)
def test_wrong_usage_is_told_in_french_and_ends_with_64(glane, arguments, told):
    answer = glane(*arguments)
    assert (answer.code, answer.out) == (64, "")
    assert told in answer.err


def test_demo_takes_no_configuration(capsys):
    assert run(["--config", "x.toml", "demo"]) == 64
    assert "--config est de trop" in capsys.readouterr().err


def test_english_is_spoken_where_it_is_asked_for(tmp_path):
    shown = in_language("en", "--help")
    assert "Usage: glane" in shown.stdout
    assert "Show this message and exit." in shown.stdout
    failed = in_language("en", "show")
    assert failed.returncode == 64
    assert "Error: Missing argument 'ID'." in failed.stderr
    missing = in_language("en", "--data-dir", str(tmp_path / "none"), "doctor")
    assert missing.returncode == 2
    assert "There is no catalogue" in missing.stderr


def test_french_is_spoken_on_an_english_machine(tmp_path):
    failed = in_language("", "show")
    assert "Il manque l'argument" in failed.stderr


def test_whoever_reads_the_output_may_stop_early(demo_folder):
    code = "import sys; from cli.main import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "--data-dir", str(demo_folder), "export"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as exporting:
        assert exporting.stdout is not None
        assert exporting.stderr is not None
        exporting.stdout.read(1)
        exporting.stdout.close()
        assert exporting.stderr.read() == b""
    assert exporting.returncode == 1
