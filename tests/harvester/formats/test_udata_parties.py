import pytest

from harvester.formats.udata_parties import to_parties


def publisher(**organization):
    return to_parties({"organization": organization}).publisher


@pytest.mark.parametrize(
    ("number", "siren"),
    [
        ("123456789", "123456789"),
        ("123 456 789 00012", "123456789"),
        ("12345", None),
        (None, None),
        (7, None),
    ],
)
def test_the_siren_of_a_siren_or_a_siret(number, siren):
    assert publisher(name="Ville", business_number_id=number).siren == siren


def test_the_page_of_an_organisation_else_its_address_in_the_api():
    assert publisher(name="A", page="https://d.example/o/a/", uri="https://d.example/api/a").uri.endswith(
        "/o/a/"
    )
    assert publisher(name="A", page=None, uri="https://d.example/api/a").uri == "https://d.example/api/a"


def test_a_person_publishes_where_no_organisation_does():
    owner = {"first_name": "Exemple", "last_name": "Contributeur"}
    assert to_parties({"organization": None, "owner": owner}).publisher.name == "Exemple Contributeur"
    assert to_parties({"organization": {"name": " "}, "owner": {}}).publisher is None


@pytest.mark.parametrize(
    ("role", "found"),
    [
        ("contact", "pointOfContact"),
        ("rightsHolder", "owner"),
        ("custodian", "custodian"),
        (None, "pointOfContact"),
    ],
)
def test_roles_are_those_of_iso_19115(role, found):
    (contact,) = to_parties({"contact_points": [{"name": "A", "role": role}]}).contacts
    assert contact.role == found


def test_creators_are_contacts_and_makers_but_not_the_publisher():
    points = [{"name": "A", "role": "creator"}, {"name": "B", "role": "creator"}]
    found = to_parties({"organization": {"name": "A"}, "contact_points": points})
    assert [agent.name for agent in found.creators] == ["B"]
    assert len(found.contacts) == 2


def test_what_is_no_mail_or_address_is_left_out():
    points = [
        {"name": "A", "email": "mailto:a@b.example", "contact_form": "x"},
        {"email": "nobody", "contact_form": "/form"},
    ]
    (contact,) = to_parties({"contact_points": points}).contacts
    assert (contact.name, contact.email, contact.url) == ("A", "a@b.example", None)
