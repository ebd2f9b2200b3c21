"""What the code looks like: sizes, names, imports. The layers themselves are checked by import-linter."""

import ast
import subprocess
import sys

from tests.real_data import REPOSITORY

PACKAGES = ("bouquets", "catalogue", "cli", "config", "harvester", "legal_kb", "search", "web")
MODULES = sorted(path for package in PACKAGES for path in (REPOSITORY / package).rglob("*.py"))
MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 40
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}

IMPORT_EACH_ALONE = """
import importlib, os, sys, traceback

for library in sys.argv[1].split(","):
    importlib.import_module(library)  # paid once; a child inherits it, and none of our own modules
for name in sys.argv[2].split(","):
    child = os.fork()
    if child == 0:
        try:
            importlib.import_module(name)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        print("cannot be imported alone:", name, flush=True)
"""
HEAVY_LIBRARIES = (
    "alembic,elasticsearch,flask,flask_smorest,lxml.etree,pyoxigraph,rdflib,requests,sqlalchemy,tantivy"
)


def name_of(path):
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(path):
    return ast.parse(path.read_text("utf-8"), str(path))


def functions_of(path):
    return [
        node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def imported_packages(node):
    """The top-level names that the import statements below `node` name."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import):
            yield from (alias.name.split(".")[0] for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom):
            yield "." if inner.level else (inner.module or "").split(".")[0]


def offenders(find):
    """What `find` makes of each module, where that is anything."""
    found = {name_of(path): find(path) for path in MODULES}
    return {name: offence for name, offence in found.items() if offence}


def test_every_package_has_modules():
    assert {name_of(path).split(".")[0] for path in MODULES} == set(PACKAGES)


def test_modules_say_what_they_own():
    assert offenders(lambda path: not ast.get_docstring(tree_of(path))) == {}


def test_modules_are_short():
    lines = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: count for name, count in lines.items() if count > MAX_MODULE_LINES} == {}


def test_functions_are_short():
    def long_functions(path):
        if path.parent.name == "versions":
            return {}  # a migration is a list of statements, written by Alembic and never changed
        lines = {node.name: node.end_lineno - node.lineno + 1 for node in functions_of(path)}
        return {name: count for name, count in lines.items() if count > MAX_FUNCTION_LINES}

    assert offenders(long_functions) == {}


def test_own_imports_stand_at_the_top():
    def hidden_imports(path):
        return [node.name for node in functions_of(path) if {*PACKAGES, "."} & set(imported_packages(node))]

    assert offenders(hidden_imports) == {}


def test_names_are_telling():
    assert offenders(lambda path: VAGUE_NAMES.intersection(name_of(path).split("."))) == {}


def test_every_module_can_be_imported_alone(tmp_path):
    names = ",".join(
        name_of(path) for path in MODULES if "versions" not in path.parts and path.name != "env.py"
    )
    command = [sys.executable, "-c", IMPORT_EACH_ALONE, HEAVY_LIBRARIES, names]
    environment = {"PYTHONPATH": str(REPOSITORY), "PYTHONSAFEPATH": "1"}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert run.stdout == "", run.stderr
