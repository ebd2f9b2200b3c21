"""Rows H01–H15 and H21–H30 of the list of hostile inputs, each sent through the gateway."""

import json
import socket

import lxml.etree
import owslib.etree
import pytest

from harvester.gateway.xml import parse_xml
from tests.harvester.gateway.documents import (
    TITLE,
    billion_laughs,
    jsonld,
    nested_turtle,
    nested_xml,
    rdf_xml,
    values,
)


@pytest.fixture
def listening():
    """A loopback server that answers nobody, and whether somebody knocked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def knocked(server):
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def doctype_reason(error):
    assert error.kind == "forbidden-doctype", error
    return error.facts["reason"]


@pytest.mark.parametrize("task", ["xml.check", "rdf.triples"])
def test_f33_h01_nested_entities_are_refused(refusal, task):
    assert doctype_reason(refusal(task, billion_laughs(depth=5, width=10))) == "nested"


@pytest.mark.parametrize(("depth", "width"), [(5, 14), (6, 10), (40, 2)])
@pytest.mark.parametrize("task", ["xml.check", "rdf.triples"])
def test_f33_h02_entity_bombs_are_refused_before_any_parser(refusal, task, depth, width):
    assert doctype_reason(refusal(task, billion_laughs(depth=depth, width=width))) == "nested"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32-le", "utf-8-sig"])
def test_f33_h02_a_bomb_in_another_encoding_is_no_other_bomb(refusal, encoding):
    bomb = billion_laughs(depth=6, width=10).decode().encode(encoding)
    assert doctype_reason(refusal("rdf.triples", bomb)) == "nested"


@pytest.mark.parametrize(
    "hiding", ["<!-- {} --><a/>", "<a><b/>{}</a>", "<?x ?>\n<!-- --> {}<a/>", "<a><!-- --> {}<!-- --></a>"]
)
def test_f33_h02_a_bomb_that_hides_is_found_or_is_a_comment(gateway, refusal, hiding):
    doctype = billion_laughs(depth=6, width=10).decode().split("<rdf:RDF")[0]
    document = hiding.format(doctype).encode()
    if hiding.startswith("<!--"):
        assert gateway.run("xml.check", document, {}, where="x")[0]["root"] == "a"
    else:
        assert doctype_reason(refusal("xml.check", document)) in {"nested", "misplaced"}


def test_f33_h03_quadratic_entity_is_refused(refusal):
    document = f'<!DOCTYPE a [<!ENTITY e "{"x" * 60_000}">]><a>{"&e;" * 2000}</a>'
    assert doctype_reason(refusal("xml.check", document.encode())) == "large"


def test_f33_h03_many_references_to_a_small_entity_are_refused(refusal):
    document = f'<!DOCTYPE a [<!ENTITY e "{"x" * 1000}">]><a>{"&e;" * 20_000}</a>'
    assert doctype_reason(refusal("xml.check", document.encode())) == "large"


@pytest.mark.parametrize("task", ["xml.check", "rdf.triples"])
@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY e SYSTEM "file:///etc/hostname">',
        '<!ENTITY e PUBLIC "-//X//Y" "http://127.0.0.1/e">',
        '<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;',
        "<!ENTITY % p \"<!ENTITY e SYSTEM 'file:///etc/hostname'>\"> %p;",
    ],
)
def test_f33_h04_external_entities_are_refused(refusal, task, entity):
    document = rdf_xml(title="A&e;B", doctype=f"<!DOCTYPE rdf:RDF [{entity}]>")
    assert doctype_reason(refusal(task, document)) == "external"


@pytest.mark.parametrize("task", ["xml.check", "rdf.triples"])
@pytest.mark.parametrize("identifier", ['SYSTEM "http://127.0.0.1/x.dtd"', 'PUBLIC "-//X" "file:///x.dtd"'])
def test_f33_h05_an_external_dtd_is_refused(refusal, task, identifier):
    document = rdf_xml(title="A", doctype=f"<!DOCTYPE rdf:RDF {identifier}>")
    assert doctype_reason(refusal(task, document)) == "external"


def test_h06_flat_entities_are_accepted(rdf):
    entities = '<!ENTITY d "https://data.example/"><!ENTITY quoted \'say "hi" &gt;\'>'.replace(" &gt;", "")
    document = rdf_xml(title="A &d; &quoted; B", about="&d;one", doctype=f"<!DOCTYPE rdf:RDF [{entities}]>")
    answer = rdf(document)
    assert values(answer, TITLE) == ['A https://data.example/ say "hi" B']
    assert b"<https://data.example/one>" in answer["ntriples"]
    assert answer["flags"] == ["doctype-removed"]


@pytest.mark.parametrize(
    ("entities", "reason"),
    [
        ('<!ENTITY a "x&#38;y">', "nested"),
        ('<!ENTITY a "<b/>">', "nested"),
        (f'<!ENTITY a "{"x" * 1001}">', "large"),
        ("".join(f'<!ENTITY e{number} "x">' for number in range(51)), "numerous"),
    ],
)
def test_h06_only_flat_small_and_few_entities_are_accepted(refusal, entities, reason):
    document = rdf_xml(title="A", doctype=f"<!DOCTYPE rdf:RDF [{entities}]>")
    assert doctype_reason(refusal("rdf.triples", document)) == reason


def test_f34_h07_a_literal_of_many_lines_is_read(rdf):
    assert values(rdf(rdf_xml(title="a\n" * 300_000)), TITLE) == ["a\n" * 300_000]


def test_f34_h07_a_literal_beyond_a_megabyte_is_cut_and_flagged(rdf):
    answer = rdf(rdf_xml(title="a\n" * 800_000))
    assert [len(value) for value in values(answer, TITLE)] == [1_000_000]
    assert answer["flags"] == ["literal-cut"]


def test_h08_many_character_references_are_read(rdf):
    assert values(rdf(rdf_xml(title="&#233;" * 300_000)), TITLE) == ["é" * 300_000]


@pytest.mark.parametrize("place", ["top", "list", "nested", "scoped", "import"])
def test_h09_a_remote_context_is_refused_and_never_fetched(refusal, listening, place):
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/context.jsonld"
    context = {
        "top": url,
        "list": [{"t": "urn:t"}, url],
        "nested": {},
        "scoped": {"t": {"@id": "urn:t", "@context": url}},
        "import": {"@version": 1.1, "@import": url},
    }[place]
    inner = {"@context": url} if place == "nested" else {}
    error = refusal("rdf.triples", jsonld(context, **{"urn:b": [inner]}))
    assert (error.kind, error.facts["context"]) == ("remote-context", url)
    assert "contexte distant non autorisé" in str(error)
    assert not knocked(listening)


@pytest.mark.parametrize("context", ["file:///etc/hostname", "/etc/hostname", "context.jsonld", ""])
def test_h10_a_local_context_is_refused(refusal, context):
    assert refusal("rdf.triples", jsonld(context, title="A")).kind == "remote-context"


@pytest.mark.parametrize(
    "context",
    [
        "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
        "https://semiceu.github.io/DCAT-AP/releases/3.0.0/context/dcat-ap.jsonld",
        "https://semiceu.github.io/GeoDCAT-AP/releases/3.0.0/context/geodcat-ap.jsonld",
        "https://www.data.gouv.fr/api/1/site/context.jsonld",
        ["https://www.w3.org/ns/hydra/core", {"title": TITLE}],
        {"@import": "https://semiceu.github.io/DCAT-AP/releases/3.0.0/context/dcat-ap.jsonld", "x": "urn:x"},
    ],
)
def test_h11_known_contexts_are_our_own(rdf, context):
    assert values(rdf(jsonld(context, title="Qualité de l'eau")), TITLE) == ["Qualité de l'eau"]


def test_h11_schema_org_is_known_under_its_two_schemes(rdf):
    for context in (
        "http://schema.org",
        "https://schema.org/",
        "https://schema.org/docs/jsonldcontext.jsonld",
    ):
        assert values(rdf(jsonld(context, name="Eaux")), "http://schema.org/name") == ["Eaux"]


@pytest.mark.parametrize("depth", [101, 3000, 200_000])
def test_f34_h12_deep_json_is_refused(refusal, depth):
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        document = '{"@id": "urn:a", "urn:b": ' + opening * depth + "1" + closing * depth + "}"
        assert refusal("rdf.triples", document.encode()).kind == "too-deep"


@pytest.mark.parametrize("depth", [101, 3000, 50_000])
def test_f34_h13_deep_turtle_is_refused(refusal, depth):
    assert refusal("rdf.triples", nested_turtle(depth)).kind == "too-deep"
    assert (
        refusal("rdf.triples", b"<urn:a> <urn:b> " + b"(" * depth + b")" * depth + b" .").kind == "too-deep"
    )


def test_f34_h13_ninety_levels_are_read(rdf):
    assert rdf(nested_turtle(90))["count"] == 91


@pytest.mark.parametrize(("tag", "kept"), [("fr-!!", None), ("fr_FR", "fr-fr"), ("", None), ("123", None)])
def test_h14_a_bad_language_tag_costs_no_page(rdf, tag, kept):
    answer = rdf(f'<urn:a> <{TITLE}> "Eaux"@{tag} . <urn:a> <urn:b> "x"@en .'.encode())
    expected = f'"Eaux"@{kept}' if kept else '"Eaux"'
    assert f"<{TITLE}> {expected} .".encode() in answer["ntriples"]
    assert (answer["count"], answer["flags"]) == (2, ["language-repaired"])


def test_h14_a_bad_language_tag_in_xml_and_json(rdf):
    attribute = rdf_xml(title="Eaux").replace(b"<d:title>", b'<d:title xml:lang="fr-!!">')
    value = {"@value": "Eaux", "@language": "fr-!!"}
    for document in (attribute, json.dumps({"@id": "urn:a", TITLE: value}).encode()):
        answer = rdf(document)
        assert values(answer, TITLE) == ["Eaux"]
        assert answer["flags"] == ["language-repaired"]


def test_h14_a_broken_line_of_ntriples_is_skipped_and_counted(rdf):
    lines = [f'<urn:a{number}> <{TITLE}> "Eaux" .' for number in range(5)]
    answer = rdf("\n".join([*lines[:2], '<urn:x> <urn:y> "no end .', *lines[2:]]).encode())
    assert (answer["count"], answer["flags"]) == (5, ["lines-skipped:1"])


def test_h14_a_cut_file_of_ntriples_is_not_a_shorter_one(refusal):
    error = refusal("rdf.triples", f'<urn:a> <{TITLE}> "Eaux" .\n<urn:b> <{TITLE}> "Ai'.encode())
    assert error.kind == "unreadable"


def test_h14_what_cannot_be_repaired_names_its_line(refusal):
    error = refusal("rdf.triples", b"@prefix d: <urn:d:> .\n\nd:a d:b d:c\nd:e d:f d:g .")
    assert error.kind == "unreadable"
    assert "line 4" in error.facts["detail"]


@pytest.mark.parametrize(
    "document",
    [
        b"<https://h.example/a b{c}> <urn:b> <https://h.example/x|y?z[1]=^> .",
        b'{"@id": "https://h.example/a b{c}", "urn:b": {"@id": "https://h.example/x|y?z[1]=^"}}',
        rdf_xml(title="A", about="https://h.example/a b{c}", link="https://h.example/x|y?z[1]=^"),
    ],
)
def test_h15_bad_iris_are_encoded_and_serialise(rdf, document):
    answer = rdf(document)
    assert b"<https://h.example/a%20b%7Bc%7D>" in answer["ntriples"]
    assert b"<https://h.example/x%7Cy?z%5B1%5D=%5E>" in answer["ntriples"]
    assert "iri-repaired" in answer["flags"]
    assert rdf(answer["ntriples"])["ntriples"] == answer["ntriples"]


def test_h15_a_relative_iri_without_base_stays_whole(rdf):
    document = b"<one two> <urn:b> <three> . <three> <urn:b> <urn:c> ."
    answer = rdf(document, media_type="text/turtle")
    assert answer["ntriples"].count(b"<urn:glane:unreadable:three>") == 2
    assert answer["flags"] == ["iri-unreadable"]
    based = rdf(document, media_type="text/turtle", base="https://h.example/p")
    assert based["ntriples"].count(b"<https://h.example/three>") == 2


def test_f33_h21_billion_laughs_meet_our_own_parser_only(refusal):
    error = refusal("xml.check", billion_laughs(depth=9, width=10))
    assert doctype_reason(error) == "nested"


def test_f33_h22_an_external_entity_reaches_nobody(refusal, listening):
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    document = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{url}">]><a>&e;</a>'
    assert doctype_reason(refusal("xml.check", document.encode())) == "external"
    assert not knocked(listening)


def test_h23_the_default_parser_of_lxml_does_not_matter():
    owslib_default = owslib.etree.etree.get_default_parser()
    lxml.etree.set_default_parser(lxml.etree.XMLParser(recover=True, remove_comments=False, huge_tree=True))
    try:
        root = parse_xml(b"<a>one<!-- two -->three</a>").root
    finally:
        lxml.etree.set_default_parser(owslib_default)
    assert (root.text, len(root)) == ("onethree", 0)


@pytest.mark.parametrize("depth", [257, 300, 100_000])
def test_f34_h24_deep_xml_is_refused(refusal, depth):
    assert refusal("xml.check", nested_xml(depth)).kind == "too-deep"
    assert refusal("rdf.triples", rdf_xml(title=nested_xml(depth).decode())).kind == "too-deep"


def test_f34_h24_a_wide_document_is_not_deep(xml):
    body = b"<b/><c x='>'>" + b"<!-- <d> --><![CDATA[<e>]]><f></f>" * 500 + b"</c>"
    assert xml(b"<a>" + body + b"</a>")["root"] == "a"


def test_f34_h25_a_text_of_twelve_megabytes_is_refused(refusal):
    assert refusal("xml.check", b"<a>" + b"x" * 12_000_000 + b"</a>").kind == "unreadable"


def test_f32_h26_latin1_bytes_declared_as_utf8_are_read_and_flagged(rdf):
    document = b'<?xml version="1.0" encoding="UTF-8"?>' + rdf_xml(title="Qualité").decode().encode("cp1252")
    answer = rdf(document)
    assert values(answer, TITLE) == ["Qualité"]
    assert (answer["encoding"], answer["flags"]) == ("cp1252", ["encoding-repaired"])


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "ISO-8859-15", "windows-1252", "UTF-16"])
def test_f32_h27_bytes_with_an_encoding_declaration_are_read(rdf, encoding):
    document = f'<?xml version="1.0" encoding="{encoding}"?>' + rdf_xml(title="Été").decode()
    assert values(rdf(document.encode(encoding)), TITLE) == ["Été"]


@pytest.mark.parametrize("odd", ["\x0b", "\x00", "\ufffe", "&#11;", "&#x0;", "&#xD800;", "&#xFFFF;"])
def test_f32_h28_characters_that_xml_forbids_are_removed_and_flagged(rdf, odd):
    answer = rdf(rdf_xml(title=f"Qua{odd}lité"))
    assert values(answer, TITLE) == ["Qualité"]
    assert answer["flags"] == ["characters-removed"]


@pytest.mark.parametrize(
    ("media_type", "document"),
    [
        ("text/turtle", f'<urn:a> <{TITLE}> "Qualité" .'.encode()),
        ("text/xml", rdf_xml(title="Qualité")),
        ("text/plain", f'<urn:a> <{TITLE}> "Qualité" .'.encode()),
    ],
)
def test_f32_h29_text_without_charset_is_utf8(rdf, media_type, document):
    answer = rdf(document, media_type=media_type)
    assert (values(answer, TITLE), answer["encoding"], answer["flags"]) == (["Qualité"], "utf-8", [])


@pytest.mark.parametrize(
    ("value", "kept", "flag"),
    [
        ("NaN", [], "number-dropped"),
        ("1e999", [], "number-dropped"),
        ("-Infinity", [], "number-dropped"),
        ("1" * 5000, [], "number-dropped"),
        (r'"a\ud800b"', ["a\ufffdb"], "characters-replaced"),
        (r'"a\u0000b"', ["a\ufffdb"], "characters-replaced"),
        (f'"first", "{TITLE}": "last"', ["last"], "duplicate-key"),
    ],
)
def test_f32_h30_odd_json_is_read_and_flagged(rdf, value, kept, flag):
    answer = rdf(f'{{"@id": "urn:a", "{TITLE}": {value}}}'.encode())
    assert (values(answer, TITLE), answer["flags"]) == (kept, [flag])
