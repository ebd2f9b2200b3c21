"""Who publishes a CKAN dataset, made it, and answers for it."""

from catalogue.record_parts import Agent, Contact
from tests.harvester.ckan import record_of


def test_the_publisher_is_the_organisation():
    organisation = {"title": "Ville de Lyon", "name": "ville-de-lyon", "siret": "216 901 231 00011"}
    assert record_of({"organization": organisation}).publisher == Agent(
        name="Ville de Lyon", siren="216901231"
    )


def test_a_publisher_of_the_extras_is_more_precise():
    found = record_of(
        {"organization": {"title": "Plateforme"}}, publisher_name="BRGM", publisher_uri="https://a.example/b"
    )
    assert found.publisher == Agent(name="BRGM", uri="https://a.example/b")


def test_a_publisher_with_subfields():
    found = record_of(
        {"publisher": [{"name": "BRGM", "uri": "https://brgm.example"}], "creator": [{"name": "INERIS"}]}
    )
    assert found.publisher == Agent(name="BRGM", uri="https://brgm.example")
    assert found.creators == (Agent(name="INERIS"),)


def test_no_organisation_no_publisher():
    assert record_of({"organization": None, "author": "Une personne"}).publisher is None


def test_contacts():
    package = {
        "author": "Études",
        "author_email": "mailto:e@a.example",
        "maintainer": "",
        "maintainer_email": "m@a.example",
    }
    assert record_of(package, **{"contact-email": "c@a.example"}).contacts == (
        Contact(email="c@a.example", role="pointOfContact"),
        Contact(email="m@a.example", role="pointOfContact"),
        Contact(name="Études", email="e@a.example", role="author"),
    )


def test_responsible_parties_of_ckanext_spatial():
    told = "[{&quot;name&quot;: &quot;Région&quot;, &quot;roles&quot;: [&quot;pointOfContact&quot;]}]"
    found = record_of(**{"responsible-party": told})
    assert found.contacts == (Contact(name="Région", role="pointOfContact"),)
    assert found.publisher == Agent(name="Région")
    assert record_of(**{"responsible-party": "BGS (distributor)"}).contacts == (
        Contact(name="BGS", role="distributor"),
    )
