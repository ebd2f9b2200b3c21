import pytest

from catalogue.record_parts import Agent, Contact
from tests.harvester.formats.iso import party, record


@pytest.mark.parametrize(
    ("parties", "publisher"),
    [
        (party("user", "U") + party("owner", "O") + party("publisher", "P"), "P"),
        (party("pointOfContact", "C") + party("custodian", "G"), "G"),
        (party("user", "U"), "U"),
        (party("owner", "") + party("user", "U"), "U"),
        (party("owner", "-- Nom de l'organisation --") + party("distributor", "D"), "D"),
        ("", None),
    ],
)
def test_the_publisher_is_the_first_of_its_roles(parties, publisher):
    made = record(parties).publisher
    assert (made.name if made else None) == publisher


def test_the_contact_of_the_metadata_stands_in():
    made = record(head=party("pointOfContact", "Cellule", "c@x.example", name="contact"))
    assert made.publisher == Agent(name="Cellule")
    assert made.contacts == (Contact(name="Cellule", role="pointOfContact", email="c@x.example"),)


def test_the_contact_of_the_metadata_is_left_out_where_the_resource_names_its_own():
    made = record(party("owner", "Agence"), head=party("pointOfContact", "Cellule", name="contact"))
    assert [contact.name for contact in made.contacts] == ["Agence"]


def test_other_organisations_created():
    made = record(party("owner", "A") + party("author", "B") + party("user", "C") + party("author", "A"))
    assert (made.publisher, made.creators) == (Agent(name="A"), (Agent(name="B"),))


def test_an_address_in_the_place_of_an_email_is_an_address():
    (contact,) = record(party("owner", "GéoTerritoires ()", "https://x.example/")).contacts
    assert contact == Contact(name="GéoTerritoires", role="owner", url="https://x.example/")
