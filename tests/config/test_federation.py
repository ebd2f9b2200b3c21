import pytest

from config.errors import FederatedSourceUnknown, FederationUnknown, SettingsInvalid, SettingsUnreadable
from config.federation import find_declaration, list_shipped, read_federation
from config.loading import load_settings

SHIPPED = "sante-environnement"
OURS = 'title = "Ours"\n[[sources]]\nid = "air"\nkind = "dcat"\n[[sources]]\nid = "eau"\nenabled = false\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists/ours.toml").write_text(OURS, "utf-8")
    return tmp_path


def load(folder, text, environ=None):
    (folder / "glane.toml").write_text(text, "utf-8")
    return load_settings(environ or {}, data_dir=folder)


def enabled(settings):
    return {entry["id"]: entry["enabled"] for entry in settings.listed_sources}


def use(*enable, name="lists/ours.toml"):
    listed = ", ".join(f'"{one}"' for one in enable)
    return f'[federation]\nuse = ["{name}"]\nenable = [{listed}]\n'


def test_a_list_declares_nothing_unless_it_is_used(folder):
    assert SHIPPED in list_shipped()
    assert load(folder, "").listed_sources == ()


def test_sources_of_a_list_are_switched_off_unless_they_are_named(folder):
    assert enabled(load(folder, use())) == {"air": False, "eau": False}
    assert enabled(load(folder, use("eau"))) == {"air": False, "eau": True}


def test_every_source_is_enabled_but_those_that_the_list_keeps_off(folder):
    assert enabled(load(folder, use("*"))) == {"air": True, "eau": False}
    assert enabled(load(folder, use("*", "eau"))) == {"air": True, "eau": True}


def test_a_shipped_list_is_used_by_its_name(folder):
    settings = load(folder, use("geo2france", name=SHIPPED))
    assert len(settings.listed_sources) == len(read_federation(SHIPPED, folder).sources)
    assert [name for name, on in enabled(settings).items() if on] == ["geo2france"]


def test_a_list_named_twice_counts_once(folder):
    text = use().replace('["lists', '["lists/ours.toml", "lists')
    assert list(enabled(load(folder, text))) == ["air", "eau"]


def test_own_entry_stands_in_for_the_listed_one(folder):
    settings = load(folder, f'{use("air")}[[sources]]\nid = "air"\nkind = "table"\n')
    assert [entry["kind"] for entry in settings.sources] == ["table"]
    assert enabled(settings) == {"eau": False}


def test_environment_names_lists_and_sources(folder):
    environ = {"GLANE_FEDERATION__USE": "lists/ours.toml", "GLANE_FEDERATION__ENABLE": "air, eau"}
    assert enabled(load(folder, "", environ)) == {"air": True, "eau": True}


def test_what_is_neither_on_nor_off_is_left_to_be_refused(folder):
    (folder / "lists/ours.toml").write_text('[[sources]]\nid = "air"\nenabled = "no"\n', "utf-8")
    assert enabled(load(folder, use("air"))) == {"air": "no"}


def test_unknown_list_names_the_nearest(folder):
    with pytest.raises(FederationUnknown) as error:
        load(folder, use(name="sante-environement"))
    assert (error.value.name, error.value.nearest) == ("sante-environement", SHIPPED)
    assert SHIPPED in error.value.known


def test_unknown_ids_are_told_together_with_the_nearest(folder):
    with pytest.raises(FederatedSourceUnknown) as error:
        load(folder, use("aire", "zzz", "eau"))
    assert error.value.nearest == {"aire": "air", "zzz": None}
    assert error.value.lists == ("lists/ours.toml",)


def test_ids_without_a_list_are_refused(folder):
    with pytest.raises(FederatedSourceUnknown) as error:
        load(folder, '[federation]\nenable = ["air"]\n')
    assert error.value.lists == ()


def test_file_that_is_not_there_is_told(folder):
    with pytest.raises(SettingsUnreadable) as error:
        load(folder, use(name="lists/none.toml"))
    assert error.value.where == str(folder / "lists/none.toml")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('title = "x"\n', ("sources", "required")),
        ("sources = 3\n", ("sources", "tables")),
        ("sources = []\n[web]\n", ("web", "unknown")),
        ("title = 3\nsources = []\n", ("title", "text")),
    ],
)
def test_file_that_is_no_list_is_refused(folder, text, fault):
    (folder / "lists/ours.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsInvalid) as error:
        load(folder, use())
    assert [(one.key, one.problem) for one in error.value.faults] == [fault]
    assert error.value.where == str(folder / "lists/ours.toml")


def test_an_entry_is_found_by_its_id(folder):
    ours = read_federation("lists/ours.toml", folder)
    assert (ours.title, find_declaration(ours, "air")["kind"]) == ("Ours", "dcat")
    with pytest.raises(FederatedSourceUnknown) as error:
        find_declaration(ours, "airs")
    assert error.value.nearest == {"airs": "air"}
