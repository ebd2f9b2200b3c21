"""Documents that would hold or mislead a parser, over real HTTP: told, and the catalogue goes on."""

import pytest

from tests.harvester.http.loopback import loopback, say
from tests.harvester.runs.portal import portal_of, titles

BEFORE = titles(*range(30))
XML = {"Content-Type": "application/rdf+xml"}
TURTLE = {"Content-Type": "text/turtle"}
RDF = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>{inside}</rdf:RDF>"


@pytest.fixture
def harvested(station, tmp_path):
    """A DCAT portal of three pages and its station, once they are published."""
    with portal_of("dcat", BEFORE) as portal:
        stop = station(f"sqlite:///{tmp_path / 'glane.db'}", portal.declaration)
        assert stop.harvest().added == 30
        yield portal, stop


def bomb(levels=6, width=10):
    """Entities that name one another until they are a million."""
    entities = "".join(f"<!ENTITY e{level} '{f'&e{level - 1};' * width}'>" for level in range(1, levels))
    return f"<!DOCTYPE a [<!ENTITY e0 'aaaaaaaaaa'>{entities}]>" + RDF.format(inside=f"&e{levels - 1};")


def assert_read_to_the_second_page(report, stop, kind):
    """The first page counts, the second is told, nothing is withdrawn."""
    assert (report.status, report.unchanged, report.absent) == ("partial", 10, 0)
    assert [error.kind for error in report.errors] == [kind]
    assert report.errors[0].message.startswith("Source Portail d'essai : ")
    assert stop.titles() == sorted(BEFORE.values())
    stop.assert_whole()


def test_f33_a_bomb_of_entities_ends_the_listing_and_nothing_else(harvested):
    portal, stop = harvested
    portal.faults[2] = say(bomb().encode(), headers=XML)
    assert_read_to_the_second_page(stop.harvest(), stop, "forbidden-doctype")


@pytest.mark.parametrize("document_type", ["SYSTEM '{url}'", "[<!ENTITY x SYSTEM '{url}'>]"])
def test_f33_nobody_is_asked_for_a_document_type_or_an_entity(harvested, document_type):
    portal, stop = harvested
    with loopback({"/secret": say(b"<!ENTITY x 'secret'>")}) as other:
        document = f"<!DOCTYPE a {document_type.format(url=other.url('/secret'))}>"
        portal.faults[2] = say((document + RDF.format(inside="&x;")).encode(), headers=XML)
        assert_read_to_the_second_page(stop.harvest(), stop, "forbidden-doctype")
        assert other.accepts == 0


def test_f33_no_file_of_ours_is_read(harvested, tmp_path):
    portal, stop = harvested
    secret = tmp_path / "secret.txt"
    secret.write_text("le mot de passe")
    document = f"<!DOCTYPE a [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>" + RDF.format(inside="&x;")
    portal.faults[2] = say(document.encode(), headers=XML)
    assert_read_to_the_second_page(stop.harvest(), stop, "forbidden-doctype")
    assert "le mot de passe" not in repr(stop.rows())


@pytest.mark.parametrize(
    ("content", "headers", "kind"),
    [
        (b"<urn:a> <urn:b> " + b"[ <urn:c> " * 5_000 + b"] " * 5_000 + b".", TURTLE, "too-deep"),
        (RDF.format(inside="<a>" * 300 + "</a>" * 300).encode(), XML, "too-deep"),
    ],
    ids=["turtle", "xml"],
)
def test_f34_what_is_nested_without_end_ends_the_listing_and_nothing_else(harvested, content, headers, kind):
    portal, stop = harvested
    portal.faults[2] = say(content, headers=headers)
    assert_read_to_the_second_page(stop.harvest(), stop, kind)


def test_f34_a_huge_text_and_a_hundred_thousand_blank_nodes_are_read(harvested):
    portal, stop = harvested
    page = portal.page(2).decode()
    blank = "[] <urn:p> 'x' .\n" * 100_000
    long = "Série 10".ljust(300_000, "m")
    portal.faults[2] = say((page.replace('"Série 10"', f'"{long}"') + blank).encode(), headers=TURTLE)
    report = stop.harvest()
    assert (report.status, report.changed, report.unchanged) == ("complete", 1, 29)
    stop.assert_whole()


def table(encoding, *, mark=b""):
    """A table in an encoding, after a mark."""
    rows = ["id;titre;resume", *(f"{one};{title};Été à Nîmes" for one, title in BEFORE.items())]
    return mark + "\r\n".join(rows).encode(encoding)


ENCODINGS = {
    "UTF-8, and nothing said": (table("utf-8"), "text/csv"),
    "UTF-8 with its mark": (table("utf-8", mark=b"\xef\xbb\xbf"), "text/csv; charset=utf-8"),
    "UTF-8 said to be Latin-1": (table("utf-8"), "text/csv; charset=iso-8859-1"),
    "Windows, and nothing said": (table("cp1252"), "text/csv"),
    "Windows said to be UTF-8": (table("cp1252"), "text/csv; charset=utf-8"),
    "UTF-16 with its mark": (table("utf-16-le", mark=b"\xff\xfe"), "text/csv"),
}


@pytest.mark.parametrize("case", ENCODINGS)
def test_f32_accents_survive_whatever_is_said_of_the_encoding(station, tmp_path, case):
    content, media_type = ENCODINGS[case]
    with portal_of("table", BEFORE) as portal:
        portal.faults[1] = say(content, headers={"Content-Type": media_type})
        stop = station(f"sqlite:///{tmp_path / 'glane.db'}", portal.declaration)
        assert stop.harvest().added == 30
    assert stop.titles() == sorted(BEFORE.values())
    with stop.database.reading() as reading:
        assert {record.description for record in reading.iterate_records()} == {"Été à Nîmes"}


@pytest.mark.parametrize("media_type", ["text/turtle", "text/turtle; charset=iso-8859-1"])
def test_f32_turtle_is_utf8_whatever_the_server_says(station, tmp_path, media_type):
    with portal_of("dcat", BEFORE, page_size=50) as portal:
        portal.faults[1] = say(portal.page(1), headers={"Content-Type": media_type})
        stop = station(f"sqlite:///{tmp_path / 'glane.db'}", portal.declaration)
        assert stop.harvest().added == 30
    assert stop.titles() == sorted(BEFORE.values())


@pytest.mark.parametrize(("declared", "written"), [("ISO-8859-1", "latin-1"), ("UTF-8", "cp1252")])
def test_f32_xml_is_read_as_declared_or_as_it_can_be(station, tmp_path, declared, written):
    with portal_of("csw", BEFORE, page_size=50) as portal:
        document = f'<?xml version="1.0" encoding="{declared}"?>' + portal.page(1).decode()
        portal.faults[1] = say(document.encode(written), headers={"Content-Type": "application/xml"})
        stop = station(f"sqlite:///{tmp_path / 'glane.db'}", portal.declaration)
        assert stop.harvest().added == 30
    assert stop.titles() == sorted(BEFORE.values())
