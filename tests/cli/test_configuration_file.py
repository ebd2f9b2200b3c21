import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.configuration_file import TEMPLATE, write_demo, write_template
from cli.errors import FileNotOurs
from config.loading import load_settings

SOURCES: list[dict[str, object]] = [
    {"id": "a", "rank": 3, "allow_private": True, "territories": ["fr:region:11"]},
    {"id": "b", "options": {"separator": "|", "columns": {"id": ["x", "y"], "title": 'a "b" \\ \n'}}},
]
SETTINGS = {"harvest": {"pace": 0.0}, "search": {"engine": "x", "elasticsearch": {"urls": ["http://a"]}}}


def test_demo_file_says_what_it_was_told(tmp_path):
    path = tmp_path / "glane.toml"
    write_demo(path, SOURCES, settings=SETTINGS)
    assert tomllib.loads(path.read_text("utf-8")) == {**SETTINGS, "sources": SOURCES}
    assert list(tmp_path.glob("*.part")) == []


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("file") / "glane.toml"
    write_demo(path, [{"id": text}], settings={})
    assert tomllib.loads(path.read_text("utf-8"))["sources"] == [{"id": text}]


def test_demo_replaces_its_own_file_and_no_other(tmp_path):
    path = tmp_path / "glane.toml"
    write_demo(path, SOURCES, settings={})
    write_demo(path, SOURCES[:1], settings={})
    assert len(tomllib.loads(path.read_text("utf-8"))["sources"]) == 1
    path.write_text("# mine\n", "utf-8")
    with pytest.raises(FileNotOurs):
        write_demo(path, SOURCES, settings={})
    assert path.read_text("utf-8") == "# mine\n"


def test_template_is_a_configuration_and_so_are_its_examples(tmp_path):
    path = tmp_path / "glane.toml"
    assert write_template(path)
    assert not write_template(path)
    defaults = load_settings({}, data_dir=tmp_path)
    assert defaults.sources == ()
    shown = "\n".join(
        line.removeprefix("# ")
        for line in TEMPLATE.splitlines()
        if " = " in line or "[[" in line or line.startswith("[")
    )
    path.write_text(shown, "utf-8")
    settings = load_settings({}, data_dir=tmp_path)
    assert settings.harvest == defaults.harvest
    assert settings.search == defaults.search
    assert [source["kind"] for source in settings.sources] == ["dcat"]
