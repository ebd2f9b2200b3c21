import pytest

from harvester.gateway.depth import json_depth, turtle_depth, xml_depth
from tests.harvester.gateway.documents import nested_turtle, nested_xml

LONG = 2_000_000
"""Characters of a document that a quadratic reader would not finish."""


@pytest.mark.parametrize("depth", [1, 250, 251])
def test_xml_elements_are_counted(depth):
    assert xml_depth(nested_xml(depth).decode(), 250) == (depth if depth > 125 else 0)


@pytest.mark.parametrize(
    "sibling",
    ["<b/>", '<b c="/>"></b>', "<b c='>'/>", "<!-- <b> -->", "<![CDATA[ <b> ]]>", "<?b <b> ?>", "<b\n/>"],
)
def test_siblings_do_not_nest(sibling):
    assert xml_depth(f"<a>{sibling * 500}</a>", 250) <= 2


@pytest.mark.parametrize("opening", ['<b c="/>">', "<b><!-- </b> -->", "<b><![CDATA[</b>]]>", "<b c='</b>'>"])
def test_what_looks_like_a_closing_tag_closes_nothing(opening):
    well_formed = opening.replace("'</b>'", "'&lt;/b>'")
    assert xml_depth(well_formed * 300, 250) == 251


@pytest.mark.parametrize("prolog", ["<!-- <b><b> -->\n", "<?b <b> ?> <!-- b -->", "<!-- <b>", " "])
@pytest.mark.parametrize("more", ["", "<!-- </b> -->", "< b"])
def test_what_opens_a_document_does_not_matter(prolog, more):
    nested = f"{'<b>' * 200}{more}{'</b>' * 200}"
    assert xml_depth(prolog + nested, 100) == (0 if prolog == "<!-- <b>" else 101)


def test_json_brackets_in_strings_do_not_count():
    assert json_depth('["[[[[\\"{{{{", {"[": ["]"]}]' + "[]" * 100, 100) == 3
    assert json_depth("[" * 101, 100) == 101


@pytest.mark.parametrize(
    "text", ['<a> <b> "[[[" .', "<a[[[> <b> 'x[' .", '<a> <b> """[ "[ " [""" .', "# [[[[", r"d:a\[ d:b d:c ."]
)
def test_turtle_brackets_in_strings_and_names_do_not_count(text):
    assert turtle_depth(text, 100) == 0


@pytest.mark.parametrize("name", ["", "é"])
def test_turtle_brackets_count_beside_names_of_any_script(name):
    assert turtle_depth(f"d:{name} d:b [ d:c ( [] ) ] . [[[[ 'x ]]]", 100) == 4


def test_turtle_nodes_collections_and_quoted_triples_count():
    assert turtle_depth("[ <b> ( << <a> <b> <c> >> ) ] <b> [] .", 100) == 3
    assert turtle_depth(nested_turtle(50_000).decode(), 100) == 101


@pytest.mark.parametrize(
    ("measure", "unit"),
    [
        (xml_depth, "<"),
        (xml_depth, '<a "'),
        (xml_depth, "<!--"),
        (xml_depth, "<![CDATA["),
        (xml_depth, "<a b='"),
        (json_depth, '[\\"'),
        (json_depth, '["'),
        (turtle_depth, '"""\\"'),
        (turtle_depth, '\\"'),
        (turtle_depth, '"\\"'),
        (turtle_depth, "'''"),
        (turtle_depth, "<"),
    ],
)
def test_malformed_text_of_two_megabytes_is_finished(measure, unit):
    assert measure(unit * (LONG // len(unit)), 100) <= 101
