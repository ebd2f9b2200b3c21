import html
import re


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def test_hits_facets_and_counts_are_shown(client, id_of):
    page = page_of(client, "/donnees?q=air")
    assert f'/donnees/{id_of("Qualité de l’air")}"' in page
    assert "Air extérieur" in page
    assert "Lyon" in page
    assert "de 2016 à 2019" in page


def test_a_facet_adds_its_value_and_the_chip_takes_it_away(client):
    page = page_of(client, "/donnees?topic=bruit")
    assert re.search(r'href="/donnees\?topic=bruit&topic=air"', page)
    assert 'class="chip" href="/donnees"' in page
    assert "Sujet : Bruit" in page


def test_the_list_reads_the_index_alone(client, engine):
    page_of(client, "/donnees?q=fiche")
    assert len(engine.queries) == 1


def test_pages_of_the_list_lead_on(client):
    page = page_of(client, "/donnees?kind=dataset&page=1")
    assert "fiches" in page
    assert "après la fin" in page_of(client, "/donnees?page=40")


def test_a_territory_in_words_becomes_a_zone(client, engine):
    page = page_of(client, "/donnees?territory=Lyon")
    assert engine.queries[0].selection.territory == "fr:commune:69123"
    assert "Territoire : Lyon" in page


def test_an_unknown_territory_is_said_and_left_out(client, engine):
    page = page_of(client, "/donnees?q=air&territory=Trifouillis")
    assert "« Trifouillis » ne désigne aucun territoire" in page
    assert engine.queries[0].selection.territory is None


def test_nothing_found_shows_what_each_condition_costs(client):
    page = page_of(client, "/donnees?q=air&topic=bruit")
    assert "Aucune fiche" in page
    assert "sans « air »" in page
    assert "sans Sujet : Bruit" in page


def test_nothing_found_tries_the_words_one_by_one(client):
    page = page_of(client, "/donnees?q=air+trifouillis")
    assert "seulement air" in page
    assert "seulement trifouillis" not in page


def test_a_value_that_does_not_fit_is_explained(client):
    answer = client.get("/donnees?year_from=hier")
    assert answer.status_code == 400
    assert "year_from" in answer.get_data(as_text=True)


def test_odd_pages_and_orders_are_the_first(client):
    for address in ("/donnees?page=-3", "/donnees?page=²", "/donnees?sort=zzz", "/donnees?page=99999999"):
        assert client.get(address).status_code == 200


def test_options_of_addresses_are_mere_parameters(client):
    page = page_of(client, "/donnees?q=air&_external=1&_scheme=javascript&_anchor=x")
    assert "javascript:" not in page
    assert "http://localhost" not in page


def test_home_counts_by_subject_and_type(client):
    page = page_of(client, "/")
    assert '/donnees?topic=air"' in page
    assert "Portail de l’eau" in page
    assert "Par type de fiche" in page


def test_sources_tell_their_state(client):
    assert "Portail de l’eau" in page_of(client, "/sources")
