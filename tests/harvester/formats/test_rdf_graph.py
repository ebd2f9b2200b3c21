import pytest

from harvester.formats.rdf_graph import DCT, FOAF, RDF_TYPE, Graph, best_text, view_alone
from harvester.formats.words import squeeze
from tests.harvester.formats.turtle import view


def test_texts_by_language():
    root = view('dct:title "Eau"@fr-FR, "Water"@en, "H2O"')
    assert root.by_language(DCT + "title") == {"fr": ("Eau",), "en": ("Water",), "": ("H2O",)}
    assert root.text(DCT + "title") == "Eau"
    assert root.text(DCT + "title", language="en") == "Water"
    assert root.text(DCT + "title", language="de") == "H2O"


def test_best_text_falls_back_in_a_fixed_order():
    assert best_text({"en": ("w",), "de": ("a",)}, "fr") == "w"
    assert best_text({"it": ("i",), "de": ("a",)}, "fr") == "a"
    assert best_text({}, "fr") is None


def test_labels_of_literals_nodes_and_addresses():
    root = view('dct:publisher "Texte", [ foaf:name "Nœud" ], <https://x.example/o>, [ a foaf:Agent ]')
    assert set(root.labels(DCT + "publisher")) == {"Texte", "Nœud", "https://x.example/o"}
    assert set(root.iris(DCT + "publisher")) == {"https://x.example/o"}
    assert len(root.views(DCT + "publisher")) == 3


def test_what_was_asked_is_remembered():
    root = view('dct:title "Eau" ; foaf:name "Autre"')
    root.text(DCT + "title")
    assert root.graph.properties(root.node).keys() - root.asked == {FOAF + "name"}


def test_objects_keep_their_order_and_stand_once():
    graph = Graph('<urn:a> <urn:p> "b" .\n<urn:c> <urn:p> "b" .\n' + '<urn:a> <urn:p> "a" .\n' * 2)
    assert graph.properties("<urn:a>") == {"urn:p": ('"b"', '"a"')}
    assert graph.objects("<urn:a>", "urn:q", "urn:p") == ('"b"', '"a"')


def test_what_is_left_out_leaves_the_rest():
    graph = Graph('<urn:a> <urn:p> <urn:x> .\n<urn:a> <urn:p> "a" .\n<urn:a> <urn:q> <urn:x> .\n')
    graph.leave_out(("urn:p",), "<urn:x>")
    assert graph.properties("<urn:a>") == {"urn:p": ('"a"',), "urn:q": ("<urn:x>",)}


def test_texts_that_show_nothing_say_nothing():
    root = view('dct:title "\u200b", " " ; foaf:name "\u200bEau"')
    assert root.by_language(DCT + "title") == {}
    assert root.text(DCT + "title", FOAF + "name") == "\u200bEau"
    assert root.line(DCT + "title", FOAF + "name") == "Eau"


@pytest.mark.parametrize("said", ['" de  l\u200b\'eau\\n"', '"de l\'eau"', '"Water"@en, "de l\'eau\\t"@fr'])
def test_a_line_is_the_best_text_squeezed(said):
    root = view(f"dct:title {said}")
    assert root.line(DCT + "title") == squeeze(root.text(DCT + "title")) == "de l'eau"
    assert DCT + "title" in root.asked


def test_a_class_that_is_written_as_a_text_is_the_address_it_says():
    graph = Graph(f'<urn:a> <{RDF_TYPE}> "urn:One" .\n<urn:a> <{RDF_TYPE}> <urn:Two> .\n')
    assert graph.types("<urn:a>") == ("<urn:One>", "<urn:Two>")
    assert graph.types("<urn:b>") == ()


def test_of_nodes_that_lead_nowhere_all_is_said():
    root = view('dct:publisher [ foaf:name "A" ; foaf:page <https://x.example/> ]')
    (alone,) = [one.alone() for one in root.views(DCT + "publisher")]
    again = view_alone(alone)
    assert (again.text(FOAF + "name"), again.iris(FOAF + "page")) == ("A", ("https://x.example/",))
    assert again.alone() == alone


@pytest.mark.parametrize(
    "publisher", ['[ foaf:page [ foaf:name "A" ] ]', "[ foaf:page :a ]", f'[ foaf:name "{"a" * 2_000}" ]']
)
def test_what_leads_further_or_says_much_is_not_to_be_remembered(publisher):
    (one,) = view(f"dct:publisher {publisher}").views(DCT + "publisher")
    assert one.alone() is None
