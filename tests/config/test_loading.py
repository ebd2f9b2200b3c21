from pathlib import Path

import pytest

from config.errors import SecretMissing, SettingsInvalid, SettingsUnreadable
from config.loading import ENVIRONMENT, OPTIONS, load_settings, read_secret


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder; the current folder is another."""
    (tmp_path / "data").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "data"


def load(folder, text="", environ=None, **more):
    (folder / "glane.toml").write_text(text, "utf-8")
    return load_settings(environ or {}, data_dir=folder, **more)


def faults_of(error):
    return [(fault.key, fault.problem) for fault in error.value.faults]


def test_defaults_need_nothing(folder):
    settings = load_settings({}, data_dir=folder)
    assert settings.database.url == f"sqlite:///{folder}/glane.db"
    assert settings.database_file == folder / "glane.db"
    assert settings.index_folder == folder / "index"
    assert (settings.search.engine, settings.web.title, settings.harvest.pace) == ("tantivy", "Glane", 1.0)
    assert settings.sources == ()


def test_layers_cover_each_other_in_order(folder):
    text = '[web]\ntitle = "file"\ncontact = "file"\npublic_url = "http://file.example"\n'
    environ = {"GLANE_WEB__TITLE": "environment", "GLANE_WEB__CONTACT": "environment"}
    web = load(folder, text, environ, options={"web": {"title": "options"}}).web
    assert (web.title, web.contact, web.public_url) == ("options", "environment", "http://file.example")


def test_tables_of_two_layers_are_merged(folder):
    text = (
        '[search]\nengine = "elasticsearch"\n[search.elasticsearch]\nurls = ["http://a:9200"]\nreplicas = 2\n'
    )
    search = load(folder, text, {"GLANE_SEARCH__ELASTICSEARCH__URLS": "http://b:9200, http://c:9200"}).search
    assert search.elasticsearch.urls == ("http://b:9200", "http://c:9200")
    assert search.elasticsearch.replicas == 2


def test_numbers_of_the_environment_are_texts_there(folder):
    assert load(folder, "", {"GLANE_HARVEST__PACE": "2.5"}).harvest.pace == 2.5


def test_flags_of_the_environment_are_texts_there(folder):
    assert load(folder).scheduler.enabled is True
    assert load(folder, "", {"GLANE_SCHEDULER__ENABLED": "false"}).scheduler.enabled is False


@pytest.mark.parametrize("schedule", ["never", "30 3 * * *", "*/15  22-23,0-5 * * 1-5"])
def test_a_schedule_is_never_or_five_fields(folder, schedule):
    assert load(folder, f'[harvest]\nschedule = "{schedule}"\n').harvest.schedule == schedule


def test_other_variables_are_not_ours(folder):
    environ = {"GLANE_SHARED": "x", "GLANE_LANG": "en", "HOME": "/", "GLANES__X": "1"}
    assert load(folder, "", environ) == load(folder)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[serch]\n", ("serch", "unknown")),
        ('[search]\nengin = "x"\n', ("search.engin", "unknown")),
        ('[search]\nengine = "solr"\n', ("search.engine", "choice")),
        ("[search]\nengine = 3\n", ("search.engine", "choice")),
        ('search = "x"\n', ("search", "table")),
        ("[search.elasticsearch]\nurls = [3]\n", ("search.elasticsearch.urls", "texts")),
        ('[search.elasticsearch]\nindex_prefix = "Glane"\n', ("search.elasticsearch.index_prefix", "prefix")),
        ("[search.elasticsearch]\nreplicas = 11\n", ("search.elasticsearch.replicas", "number")),
        ('[search.elasticsearch]\napi_key = "abc"\n', ("search.elasticsearch.api_key", "secret")),
        (
            '[search.elasticsearch]\nbasic = {user = "u"}\n',
            ("search.elasticsearch.basic.secret", "required"),
        ),
        ('[search]\nengine = "elasticsearch"\n', ("search.elasticsearch.urls", "required")),
        ('[web]\npublic_url = "catalogue.example.org"\n', ("web.public_url", "address")),
        ('[web]\npublic_url = "https://example.org/?a=1"\n', ("web.public_url", "address")),
        ("[web]\ntitle = 3\n", ("web.title", "text")),
        ("[harvest]\npace = -1\n", ("harvest.pace", "number")),
        ("[harvest]\npace = nan\n", ("harvest.pace", "number")),
        ('[harvest]\npace = "slow"\n', ("harvest.pace", "number")),
        ('[harvest]\nschedule = "tous les soirs"\n', ("harvest.schedule", "schedule")),
        ("[harvest]\nfull_every = 0\n", ("harvest.full_every", "number")),
        ('[scheduler]\nenabled = "peut-être"\n', ("scheduler.enabled", "flag")),
        ("[scheduler]\nworkers = 0\n", ("scheduler.workers", "number")),
        ("[scheduler]\nspread = -1\n", ("scheduler.spread", "number")),
        ('[database]\nurl = "mysql://host/glane"\n', ("database.url", "address")),
        ("sources = 3\n", ("sources", "tables")),
        ("sources = [3]\n", ("sources", "tables")),
    ],
)
def test_what_does_not_fit_is_refused(folder, text, fault):
    with pytest.raises(SettingsInvalid) as error:
        load(folder, text)
    assert faults_of(error) == [fault]
    assert error.value.where == str(folder / "glane.toml")


def test_unknown_key_names_the_nearest(folder):
    with pytest.raises(SettingsInvalid) as error:
        load(folder, '[web]\ntitel = "x"\n[zzz]\n')
    assert [(fault.key, fault.nearest) for fault in error.value.faults] == [
        ("web.titel", "web.title"),
        ("zzz", None),
    ]


def test_every_fault_of_a_layer_is_told_at_once(folder):
    with pytest.raises(SettingsInvalid) as error:
        load(folder, '[web]\ntitel = "x"\n[harvest]\npace = -1\n')
    assert len(error.value.faults) == 2


def test_a_fault_names_its_layer(folder):
    with pytest.raises(SettingsInvalid) as error:
        load(folder, "", {"GLANE_WEB__TITEL": "x"})
    assert (error.value.where, faults_of(error)) == (ENVIRONMENT, [("web.titel", "unknown")])
    with pytest.raises(SettingsInvalid) as error:
        load(folder, "", options={"web": {"titel": "x"}})
    assert error.value.where == OPTIONS


def test_variable_that_reaches_into_a_value_is_refused(folder):
    with pytest.raises(SettingsInvalid) as error:
        load(folder, "", {"GLANE_WEB__TITLE": "x", "GLANE_WEB__TITLE__SHORT": "y"})
    assert faults_of(error) == [("web.title", "text")]


def test_a_refused_secret_is_not_shown(folder):
    with pytest.raises(SettingsInvalid) as error:
        load(folder, "", {"GLANE_SEARCH__ELASTICSEARCH__API_KEY": "s3cret"})
    assert "s3cret" not in str(error.value) + repr(error.value.faults)


def test_secret_comes_from_the_environment_or_is_missed_by_name():
    assert read_secret("env:KEY", {"KEY": "s3cret"}) == "s3cret"
    for environ in ({}, {"KEY": ""}):
        with pytest.raises(SecretMissing) as error:
            read_secret("env:KEY", environ)
        assert error.value.name == "KEY"


@pytest.mark.parametrize("content", [b"not = = toml", b"title = '\xff'"])
def test_file_that_is_no_toml_is_told(folder, content):
    (folder / "glane.toml").write_bytes(content)
    with pytest.raises(SettingsUnreadable) as error:
        load_settings({}, data_dir=folder)
    assert error.value.where == str(folder / "glane.toml")


def test_named_file_must_exist(folder):
    with pytest.raises(SettingsUnreadable) as error:
        load_settings({}, config_file=folder / "none.toml", data_dir=folder)
    assert error.value.where == str(folder / "none.toml")


def test_named_file_stands_in_for_that_of_the_data_folder(folder, tmp_path):
    load(folder, '[web]\ntitle = "data folder"\n')
    other = tmp_path / "etc/site.toml"
    other.parent.mkdir()
    other.write_text('[web]\ntitle = "named"\n', "utf-8")
    by_option = load_settings({}, config_file=other, data_dir=folder)
    environ = {"GLANE_CONFIG": str(other), "GLANE_DATA_DIR": str(folder)}
    assert by_option == load_settings(environ)
    assert (by_option.web.title, by_option.config_file) == ("named", other)


def test_paths_are_relative_to_the_file(folder):
    text = '[search.elasticsearch]\nca = "certificates/ca.pem"\n'
    assert load(folder, text).search.elasticsearch.ca == str(folder / "certificates/ca.pem")
    text = '[search.elasticsearch]\nca = "/etc/ca.pem"\n'
    assert load(folder, text).search.elasticsearch.ca == "/etc/ca.pem"


def test_file_of_a_windows_editor_is_read(folder):
    (folder / "glane.toml").write_bytes(b"\xef\xbb\xbf[web]\r\ntitle = 'x'\r\n")
    assert load_settings({}, data_dir=folder).web.title == "x"


def test_public_address_ends_without_a_slash(folder):
    assert (
        load(folder, '[web]\npublic_url = "https://example.org/a/"\n').web.public_url
        == "https://example.org/a"
    )


def test_server_has_no_database_file(folder):
    settings = load(folder, '[database]\nurl = "postgresql+psycopg://glane@db/glane"\n')
    assert settings.database_file is None


def test_default_folder_is_in_the_current_one(folder):
    assert load_settings({}).data_dir == Path.cwd() / "glane-data"
