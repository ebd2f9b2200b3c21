from catalogue.vocabularies import load_vocabulary
from harvester.normalise.matching import list_addresses, list_phrases


def test_the_longest_run_of_words_wins_and_runs_never_overlap():
    found = list_phrases(load_vocabulary("topics"), "La qualité de l’air intérieur, le bruit et l'air")
    assert [match.term.id for match in found] == ["air-interieur", "bruit"]


def test_addresses_are_found_between_words():
    text = "Voir (https://spdx.org/licenses/etalab-2.0), ou www.opendatacommons.org/licenses/odbl/."
    found = list_addresses(load_vocabulary("licences"), text)
    assert [match.term.id for match in found] == ["lov2", "odc-odbl"]
