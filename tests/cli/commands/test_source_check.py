import socket

from tests.cli.commands.test_harvest import declare

KEYS = {
    "id",
    "kind",
    "reachable",
    "software",
    "announced",
    "listed",
    "abilities",
    "titles",
    "remarks",
    "confidence",
    "message",
}
DEAD = """
[[sources]]
id = "{id}"
kind = "csw"
url = "http://127.0.0.1:{port}/{id}"
allow_private = true
enabled = false
confidence = "à confirmer"
"""


def test_check_tells_what_a_source_is_and_writes_nothing(glane):
    declare(glane, air=["1,Air,Atmo", "2,Ozone,Atmo"], eau=["1,Eau,ARS"])
    answer = glane("source", "check", "air", "--json")
    assert answer.code == 0
    (found,) = answer.json["sources"]
    assert set(found) == KEYS
    assert (found["id"], found["reachable"], found["announced"], found["listed"]) == ("air", True, 2, 2)
    assert (found["software"], found["abilities"], found["titles"]) == (
        "CSV",
        ["ids", "total"],
        ["Air", "Ozone"],
    )
    assert glane("export").out == ""
    assert glane("runs", "list", "--json").json == {"runs": []}
    (glane.folder / "eau.csv").unlink()
    answer = glane("source", "check", "--all", "--json")
    assert answer.code == 1
    assert {one["id"]: one["reachable"] for one in answer.json["sources"]} == {"air": True, "eau": False}
    assert glane("source", "check", "eau").code == 2


def test_check_speaks_plain_words(glane):
    declare(glane, air=["1,Air,Atmo", "2,Ozone,Atmo"])
    first, *more = glane("source", "check", "air").out.splitlines()
    assert first == "✓ air · table · CSV · fiches annoncées : 2"
    assert "    sait : annoncer combien de fiches elle a, donner la liste de ses identifiants" in more
    assert more[-1] == "    par exemple : Air · Ozone"


def test_check_says_why_a_table_does_not_fit(glane):
    declare(glane, air=["1,Air,Atmo"])
    (glane.folder / "air.csv").write_text("code,intitule\n1,Air\n", "utf-8")
    answer = glane("source", "check", "air")
    assert answer.code == 2
    assert answer.out.startswith("✗ air · table\n")
    assert "titre" in answer.out


def test_a_federation_that_does_not_answer_is_told_source_by_source(glane):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    names = [f"portail-{number}" for number in range(50)]
    glane.configure("".join(DEAD.format(id=name, port=port) for name in names))
    glane("init")
    answer = glane("source", "check", "--all", "--json")
    assert answer.code == 2
    assert [one["id"] for one in answer.json["sources"]] == sorted(names)
    assert {one["confidence"] for one in answer.json["sources"]} == {"à confirmer"}
    assert all("injoignable" in one["message"] for one in answer.json["sources"])
    *told, last = answer.err.splitlines()
    assert sorted(told) == sorted(f"✗ {name} · csw" for name in names)
    assert last == "0 source sur 50 répond."


def test_check_of_no_source_says_so(glane):
    glane("init")
    answer = glane("source", "check", "--all", "--json")
    assert (answer.code, answer.json) == (0, {"sources": []})
    assert "Aucune source" in answer.err
