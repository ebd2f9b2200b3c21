from catalogue.store import Database
from catalogue.store.leases import find_lease
from cli.scheduling import now_utc
from search.errors import IndexUnavailable
from tests.cli.commands.test_harvest import declare

STATE = {
    *("name", "title", "schedule", "state", "next_at"),
    *("started_at", "finished_at", "outcome", "message"),
}


def test_list_shows_what_there_is_before_any_scheduler_lived(glane):
    declare(glane, air=["1,Air,Atmo"])
    jobs = glane("jobs", "list", "--json").json["jobs"]
    assert [set(job) for job in jobs] == [STATE] * 3
    assert [(job["name"], job["state"], job["outcome"]) for job in jobs] == [
        ("harvest/air", "idle", None),
        ("index/sync", "idle", None),
        ("runs/clean", "idle", None),
    ]
    assert jobs[0]["title"] == "Moisson de air"
    lines = glane("jobs", "list").out.splitlines()
    assert len(lines) == 4
    assert "30 3 * * *" in lines[1]


def test_a_job_is_run_here_where_nobody_leads(glane):
    declare(glane, air=["1,Air,Atmo"])
    answer = glane("jobs", "run", "harvest/air", "--json")
    assert answer.code == 0, answer.err
    assert (answer.json["job"], answer.json["outcome"]) == ("harvest/air", "done")
    assert [record["title"] for record in glane("export").lines] == ["Air"]
    assert [hit["title"] for hit in glane("search", "air", "--json").json["hits"]] == ["Air"]
    assert glane("jobs", "run", "index/sync").code == 0
    (harvest, index, clean) = glane("jobs", "list", "--json").json["jobs"]
    assert (harvest["outcome"], harvest["message"]) == (
        "done",
        "1 fiche lue, 1 ajoutée, 0 modifiée, 0 refusée.",
    )
    assert (index["outcome"], clean["outcome"]) == ("done", None)


def test_a_harvest_whose_records_the_index_does_not_hold_yet_has_a_remark(glane, monkeypatch):
    def is_away(*_):
        raise IndexUnavailable("tantivy", "fichiers absents")

    declare(glane, air=["1,Air,Atmo"])
    monkeypatch.setattr("cli.indexing.catch_up", is_away)
    answer = glane("jobs", "run", "harvest/air", "--json")
    assert (answer.code, answer.json["outcome"]) == (1, "remarks")
    assert "fichiers absents" in answer.err
    assert [record["title"] for record in glane("export").lines] == ["Air"]


def test_the_exit_code_tells_how_it_ended(glane):
    declare(glane, air=["1,Air,Atmo", "2,Bruit,Atmo", "3,Eau,ARS", "4,Sol,BRGM", "5,,Atmo"])
    rejected = glane("jobs", "run", "harvest/air")
    assert rejected.code == 1
    assert "harvest/air : fait, avec des remarques." in rejected.err
    (glane.folder / "air.csv").unlink()
    failed = glane("jobs", "run", "harvest/air")
    assert failed.code == 2
    assert "harvest/air : échec." in failed.err


def test_a_source_that_is_being_harvested_is_not_harvested_twice(glane):
    declare(glane, air=["1,Air,Atmo"])
    database = Database(f"sqlite:///{glane.folder / 'glane.db'}")
    with database.writing() as connection:
        assert find_lease(connection, "source/air", now_utc)
    database.close()
    answer = glane("jobs", "run", "harvest/air", "--json")
    assert (answer.code, answer.json["outcome"]) == (2, "already-running")


def test_a_job_that_nobody_knows_is_told(glane):
    declare(glane, air=["1,Air,Atmo"])
    answer = glane("jobs", "run", "harvest/eau")
    assert answer.code == 2
    assert "« harvest/eau »" in answer.err
    assert "harvest/air, index/sync, runs/clean" in answer.err


def test_a_common_schedule_that_is_none_is_told_at_the_start(glane):
    glane.configure('[harvest]\nschedule = "tous les soirs"\n')
    answer = glane("init")
    assert answer.code == 2
    assert "harvest.schedule : cinq champs de cron" in answer.err
