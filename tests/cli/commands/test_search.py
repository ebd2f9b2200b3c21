def test_json_has_the_promised_shape(demo):
    answer = demo("search", "qualité de l'air", "--json")
    assert answer.code == 0
    assert set(answer.json) == {"total", "took_ms", "hits", "facets", "suggestion"}
    assert answer.json["total"] >= len(answer.json["hits"]) > 1
    assert all({"id", "kind", "title", "score", "why"} <= set(hit) for hit in answer.json["hits"])
    kinds = answer.json["facets"]["kind"]
    assert sum(kind["count"] for kind in kinds if kind["value"] != "fiche") == answer.json["total"]
    assert {"value": "dataset", "label": "Jeu de données"}.items() <= kinds[0].items()
    assert "Question de droit" in {kind["label"] for kind in kinds}


def test_fiches_of_law_are_found_by_their_kind(demo):
    answer = demo("search", "refus CADA", "--filter", "kind=fiche", "--json")
    assert answer.json["hits"][0]["page"] == "/juridique/fiches/refus-acces-cada"
    assert {hit["kind"] for hit in answer.json["hits"]} == {"fiche"}


def test_limit_filter_and_territory_narrow_the_answer(demo):
    everything = demo("search", "--json", "--limit", 100).json
    assert len(everything["hits"]) == 100
    tools = demo("search", "--filter", "kind=tool", "--json").json
    assert {hit["kind"] for hit in tools["hits"]} == {"tool"}
    both = demo("search", "--filter", "kind=tool", "--filter", "kind=service", "--json").json
    assert {hit["kind"] for hit in both["hits"]} == {"tool", "service"}
    own = demo("search", "--territory", "fr:region:11", "--filter", "fit=own", "--json").json
    assert 0 < own["total"] < everything["total"]
    assert all("fr:region:11" in hit["territories"] for hit in own["hits"])


def test_people_read_titles_and_ids(demo):
    answer = demo("search", "air", "--limit", 2)
    assert answer.err.startswith("Résultats : ")
    lines = answer.out.splitlines()
    assert len(lines) == 4
    first = demo("search", "air", "--json").json["hits"][0]
    assert lines[0] == first["title"]
    assert first["id"] in lines[1]


def test_misspelt_values_are_told(demo):
    for given in ("kind=dataste", "licence=lov3", "territory=fr:region:999"):
        answer = demo("search", "--filter", given)
        assert (answer.code, answer.out) == (64, "")
        assert given.partition("=")[2] in answer.err


def test_nothing_found_is_no_failure(demo):
    answer = demo("search", "zzzzzz", "--json")
    assert (answer.code, answer.json["total"], answer.json["hits"]) == (0, 0, [])
