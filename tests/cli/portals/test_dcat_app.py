"""Read by rdflib, a library that Glane's own reader does not use."""

import hashlib
import os
import subprocess
import sys

import pytest
import requests
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF
from rdflib.term import Node

from cli.portals.dcat_app import PAGE_SIZE, PORTAL
from cli.portals.samples import load_samples

# rdflib's JSON-LD reader uses a class that rdflib itself calls old.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

DCAT = Namespace("http://www.w3.org/ns/dcat#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
FORMATS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}
CLASSES = (DCAT.Dataset, DCAT.DatasetSeries, DCAT.DataService)


@pytest.fixture(scope="module")
def address(portals):
    return portals["dcat"].url


def follow(address, syntax):
    """Every page of the catalogue, by the links of hydra alone."""
    url: Node | None = URIRef(address)
    while url is not None:
        answer = requests.get(str(url), timeout=10)
        answer.raise_for_status()
        page = Graph().parse(data=answer.content, format=FORMATS[syntax])
        yield page
        (view,) = page.subjects(RDF.type, HYDRA.PartialCollectionView)
        url = page.value(view, HYDRA.next)


@pytest.mark.parametrize("syntax", FORMATS)
def test_the_pages_hold_as_many_subjects_as_announced(address, syntax):
    pages = list(follow(address.replace(".ttl", f".{syntax}"), syntax))
    whole = sum(pages, Graph())
    subjects = {subject for cls in CLASSES for subject in whole.subjects(RDF.type, cls)}
    totals = {int(str(total)) for total in whole.objects(None, HYDRA.totalItems)}
    expected = load_samples("dcat").samples
    assert totals == {len(subjects)} == {len(expected)}
    assert len(pages) == -(-len(expected) // PAGE_SIZE) >= 4
    titles = {title for subject in subjects for title in whole.objects(subject, DCTERMS.title)}
    assert titles == {Literal(sample.title, lang="fr") for sample in expected}


def test_the_three_syntaxes_say_the_same(address):
    graphs = [sum(follow(address.replace(".ttl", f".{syntax}"), syntax), Graph()) for syntax in FORMATS]
    known = [
        {t for t in graph if "page=" not in f"{t[0]}{t[2]}" and isinstance(t[0], URIRef)} for graph in graphs
    ]
    sizes = {len([t for t in triples if isinstance(t[2], URIRef)]) for triples in known}
    assert len(sizes) == 1
    assert sizes.pop() > 500


def test_every_record_has_one_identifier_and_the_catalogue_lists_it(address):
    whole = sum(follow(address, "ttl"), Graph())
    listed = set(whole.objects(None, DCAT.dataset)) | set(whole.objects(None, DCAT.service))
    for subject in listed:
        assert len(list(whole.objects(subject, DCTERMS.identifier))) == 1
    assert len(listed) == len(load_samples("dcat").samples)


def test_the_catalogue_chooses_its_syntax_by_accept(address):
    root = address.removesuffix(".ttl")
    answer = requests.get(root, headers={"Accept": "application/ld+json"}, timeout=10)
    assert answer.headers["Content-Type"].startswith("application/ld+json")
    assert "Accept" in answer.headers["Vary"]
    assert requests.get(root, timeout=10).headers["Content-Type"].startswith("text/turtle")


def test_a_subject_answers_at_its_address(address):
    page = next(follow(address, "ttl"))
    subject = next(page.objects(None, DCAT.dataset))
    answer = requests.get(subject, headers={"Accept": "text/turtle"}, timeout=10)
    assert (subject, RDF.type, None) in Graph().parse(data=answer.content, format="turtle")


@pytest.mark.parametrize(
    "wrong", ["catalog.ttl?page=99", "catalog.ttl?page=0", "catalog.csv", "jeux/absent", ""]
)
def test_what_is_not_there_is_not_found(address, wrong):
    assert requests.get(address.replace("catalog.ttl", wrong), timeout=10).status_code == 404


def test_another_start_gives_the_same_bytes():
    """In new processes, whose hashes of text differ."""
    script = (
        "from hashlib import sha256\n"
        "from werkzeug.test import Client\n"
        "from cli.portals.dcat_app import PORTAL, SYNTAXES\n"
        "client = Client(PORTAL.build_app())\n"
        "root = PORTAL.path.removesuffix('.ttl')\n"
        "bodies = [client.get(f'{root}.{s}?page={n}').data for s in SYNTAXES for n in (1, 2, 3, 4)]\n"
        "print(sha256(b'|'.join(bodies)).hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(digests) == 1
    assert digests != {hashlib.sha256(b"|" * 11).hexdigest() + "\n"}


def test_the_declaration_names_the_first_page():
    declared = PORTAL.source_declaration(8101)
    assert declared["url"] == "http://127.0.0.1:8101/portail-donnees/catalog.ttl"
    assert declared["kind"] == "dcat"
    assert declared["allow_private"] is True
