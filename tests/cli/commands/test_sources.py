import pytest

from tests.cli.commands.test_harvest import declare

CSW = ("--kind", "csw", "--url", "https://catalogue.example.org/srv/fre/csw")


def test_list_shows_declared_and_added_sources_with_their_records(glane):
    declare(glane, air=["1,Air,Atmo", "2,Ozone,Atmo"])
    glane("harvest")
    assert glane("source", "add", "geo", *CSW, "--title", "Géo", "--territory", "fr:region:32").code == 0
    listed = {one["id"]: one for one in glane("source", "list", "--json").json["sources"]}
    assert (listed["air"]["origin"], listed["air"]["records"]) == ("file", 2)
    assert listed["air"]["last_status"] == "complete"
    assert (listed["geo"]["origin"], listed["geo"]["records"], listed["geo"]["last_run"]) == (
        "store",
        0,
        None,
    )
    assert listed["geo"]["territories"] == ["fr:region:32"]
    text = glane("source", "list").out
    assert "complète" in text
    assert "Géo" in text


def test_added_source_is_kept_beside_the_file(glane):
    declare(glane, air=["1,Air,Atmo"])
    before = (glane.folder / "glane.toml").read_bytes()
    glane("source", "add", "geo", *CSW)
    added = glane("source", "add", "eau", *CSW, "--json").json
    assert (added["id"], added["kind"], added["rank"]) == ("eau", "csw", 100)
    assert [one["id"] for one in glane("source", "list", "--json").json["sources"]] == ["air", "eau", "geo"]
    assert (glane.folder / "glane.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Géo", *CSW], "« Géo »"),
        (["geo", "--kind", "csw", "--url", "ftp://example.org/"], "ftp://example.org/"),
    ],
)
def test_unfit_source_is_refused_with_its_faults(glane, arguments, told):
    glane("init")
    answer = glane("source", "add", *arguments)
    assert answer.code == 2
    assert told in answer.err
    assert glane("source", "list", "--json").json == {"sources": []}


def test_a_table_is_declared_in_the_file_by_what_the_command_says(glane):
    glane("init")
    answer = glane("source", "add", "air", "--kind", "table", "--url", "https://example.org/a.csv")
    assert answer.code == 2
    assert str(glane.folder / "glane.toml") in answer.err
    assert glane("source", "list", "--json").json == {"sources": []}
    glane.configure(answer.err.partition("\n\n")[2])
    (declared,) = glane("source", "list", "--json").json["sources"]
    assert (declared["id"], declared["kind"], declared["url"]) == (
        "air",
        "table",
        "https://example.org/a.csv",
    )
    assert "glane.toml" in glane("source", "add", "--help").out


def test_clashing_ids_stop_the_start(glane):
    declare(glane, air=["1,Air,Atmo"])
    answer = glane("source", "add", "air", *CSW)
    assert answer.code == 2
    assert "deux fois" in answer.err
    assert "air" in answer.err
    glane("source", "add", "geo", *CSW)
    declared = (glane.folder / "glane.toml").read_text("utf-8")
    glane.configure(declared.replace('id = "air"', 'id = "geo"'))
    for verb in (["search"], ["harvest"], ["source", "list"], ["init"], ["doctor"]):
        answer = glane(*verb)
        assert answer.code == 2
        assert "geo" in answer.err


def test_one_id_twice_in_the_file_stops_the_start(glane):
    declare(glane, air=["1,Air,Atmo"])
    text = (glane.folder / "glane.toml").read_text("utf-8")
    glane.configure(text + text)
    answer = glane("search")
    assert answer.code == 2
    assert "deux fois" in answer.err


def test_unknown_option_of_a_source_stops_the_start_with_the_nearest(glane):
    declare(glane, air=["1,Air,Atmo"])
    text = (glane.folder / "glane.toml").read_text("utf-8")
    glane.configure(
        text.replace(
            "[sources.options.columns]", '[sources.options]\nseparater = "|"\n[sources.options.columns]'
        )
    )
    answer = glane("search")
    assert answer.code == 2
    assert "separater" in answer.err
    assert "« separator »" in answer.err


def test_source_that_is_no_longer_declared_is_marked(glane):
    declare(glane, air=["1,Air,Atmo"])
    glane("harvest")
    glane.configure("")
    (listed,) = glane("source", "list", "--json").json["sources"]
    assert (listed["declared"], listed["records"]) == (False, 1)
    assert "plus déclarée" in glane("source", "list").out
    assert len(glane("export").lines) == 1


def test_a_list_is_shown_without_being_used(glane):
    glane("init")
    answer = glane("source", "list", "--federation", "sante-environnement", "--json").json
    listed = {one["id"]: one for one in answer["sources"]}
    assert answer["federation"] == "sante-environnement"
    assert (listed["geo2france"]["declared"], listed["geo2france"]["enabled"]) == (False, False)
    assert listed["atlas-sante-mentale"]["confidence"] == "à confirmer"
    text = glane("source", "list", "--federation", "sante-environnement").out
    assert "https://www.geo2france.fr/geonetwork/srv/fre/csw" in text
    assert glane("source", "list", "--json").json == {"sources": []}


def test_sources_of_a_list_are_declared_and_shown_with_their_confidence(glane):
    glane.configure('[federation]\nuse = ["sante-environnement"]\nenable = ["odisse"]\n')
    glane("init")
    listed = {one["id"]: one for one in glane("source", "list", "--json").json["sources"]}
    assert [name for name, one in listed.items() if one["enabled"]] == ["odisse"]
    assert listed["odisse"]["confidence"] == "sûre"
    text = glane("source", "list").out
    assert "confiance" in text
    assert "inactive" in text


def test_an_unknown_id_stops_the_start_with_the_nearest(glane):
    glane.configure('[federation]\nuse = ["sante-environnement"]\nenable = ["odise"]\n')
    answer = glane("init")
    assert answer.code == 2
    assert "« odise » (vouliez-vous dire « odisse » ?)" in answer.err


def test_a_source_is_added_from_a_list_and_stands_in_for_it(glane):
    glane("init")
    added = glane(
        "source", "add", "odisse", "--from", "sante-environnement", "--title", "Odissé", "--json"
    ).json
    assert (added["kind"], added["title"], added["enabled"]) == ("opendatasoft", "Odissé", True)
    assert added["url"] == "https://odisse.santepubliquefrance.fr"
    glane.configure('[federation]\nuse = ["sante-environnement"]\n')
    listed = {one["id"]: one for one in glane("source", "list", "--json").json["sources"]}
    assert (listed["odisse"]["origin"], listed["odisse"]["title"]) == ("store", "Odissé")
    assert glane("source", "add", "datasud", "--from", "sante-environnement").code == 0
    assert glane("source", "add", "datasude", "--from", "sante-environnement").code == 2


def test_a_source_of_nothing_known_is_wrong_usage(glane):
    glane("init")
    for arguments in (["geo"], ["geo", "--kind", "csw"], ["geo", "--url", "https://example.org/"]):
        answer = glane("source", "add", *arguments)
        assert answer.code == 64
        assert "--from" in answer.err
