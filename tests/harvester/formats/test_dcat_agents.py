# ruff: noqa: E501 -- a statement of Turtle reads best on one line
import pytest

from catalogue.record_parts import Agent, Contact
from tests.harvester.formats.turtle import dataset


@pytest.mark.parametrize(
    ("properties", "publisher"),
    [
        ('dct:publisher "Ville d\'exemple"', Agent(name="Ville d'exemple")),
        ('dct:publisher [ foaf:name "Ville"@fr, "City"@en ]', Agent(name="Ville")),
        ("dct:publisher <https://www.x.example/o>", Agent(name="x.example", uri="https://www.x.example/o")),
        (
            "dct:publisher <https://x.example/organizations/UMR%20G%C3%A9o>",
            Agent(name="UMR Géo", uri="https://x.example/organizations/UMR%20G%C3%A9o"),
        ),
        (
            'dct:publisher [ foaf:name "V" ; dct:identifier "21350238800019" ]',
            Agent(name="V", siren="213502388"),
        ),
        ('dct:publisher [ foaf:name "V" ; dct:identifier "tel 0299123456" ]', Agent(name="V")),
        ('dct:rightsHolder [ foaf:name "Titulaire" ]', Agent(name="Titulaire")),
        ('dct:rights_holder [ foaf:name "DDT 74" ]', Agent(name="DDT 74")),
        ('dct:publisher "TODO"', None),
        ("dct:publisher [ a foaf:Agent ]", None),
        # a character of the host that stands for several (NFKC), which no parser of addresses takes apart
        ("dct:publisher <https://x.℀/o>", Agent(name="https://x.℀/o", uri="https://x.℀/o")),
    ],
)
def test_publishers(properties, publisher):
    assert dataset(properties).publisher == publisher


def test_further_publishers_are_creators():
    record = dataset('dct:publisher "B", "A" ; dct:creator "C"')
    assert (record.publisher, record.creators) == (Agent(name="A"), (Agent(name="B"), Agent(name="C")))


def test_contacts_with_their_roles():
    record = dataset(
        """dcat:contactPoint [ vcard:fn "Service" ; vcard:hasEmail <mailto:s@x.example> ; vcard:hasURL <https://x.example/> ] ;
        geodcat:custodian [ foaf:name "Gardien" ; foaf:mbox <mailto:g@x.example> ] ;
        prov:qualifiedAttribution [ prov:agent [ foaf:name "Moteur" ] ; dcat:hadRole <https://inspire.ec.europa.eu/roles/processor> ]"""
    )
    assert record.contacts == (
        Contact(name="Service", role="pointOfContact", email="s@x.example", url="https://x.example/"),
        Contact(name="Gardien", role="custodian", email="g@x.example"),
        Contact(name="Moteur", role="processor"),
    )


def test_the_role_that_another_glane_gives_a_contact():
    roles = [
        contact.role
        for contact in dataset(
            """dcat:contactPoint [ vcard:fn "A" ; vcard:role "owner" ], [ vcard:fn "B" ; vcard:role "chef" ]"""
        ).contacts
    ]
    assert roles == ["pointOfContact", "owner"]


def test_an_email_written_as_a_relative_address_is_an_email():
    (contact,) = dataset('dcat:contactPoint [ vcard:fn "S" ; vcard:hasEmail <s@x.example> ]').contacts
    assert contact.email == "s@x.example"


def test_an_email_that_is_none_is_left_out():
    assert (
        dataset('dcat:contactPoint [ vcard:fn "S" ; vcard:hasEmail "nous écrire" ]').contacts[0].email is None
    )
    assert dataset("dcat:contactPoint [ a vcard:Kind ]").contacts == ()


def test_contacts_that_differ_by_their_page_alone_have_an_order():
    one = 'dct:rightsHolder [ foaf:name "A" ; foaf:homepage <https://x.example/1> ], [ foaf:name "A" ]'
    assert [contact.url for contact in dataset(one).contacts] == [None, "https://x.example/1"]


def test_agents_of_one_address_that_say_something_else_are_not_mixed():
    names = [
        dataset("dct:publisher :o", f':o foaf:name "{name}" {more} .').publisher
        for name, more in (("A", ""), ("B", ""), ("A", "; dct:identifier '123456789'"), ("A", ""))
    ]
    one = Agent(name="A", uri="https://p.example/o")
    assert names[0] == names[3] == one
    assert names[1] == Agent(name="B", uri="https://p.example/o")
    assert names[2] == Agent(name="A", uri="https://p.example/o", siren="123456789")


def test_what_an_agent_leads_to_is_read_each_time():
    sirens = [
        dataset(
            "dct:publisher :o", f':o foaf:name "A" ; dct:identifier [ skos:notation "{siren}" ] .'
        ).publisher
        for siren in ("123456789", "987654321")
    ]
    assert [agent.siren for agent in sirens] == ["123456789", "987654321"]


def test_one_contact_in_two_roles_is_two():
    record = dataset("dcat:contactPoint :c ; dct:rightsHolder :c", ':c vcard:fn "S" .')
    assert [(one.name, one.role) for one in record.contacts] == [("S", "pointOfContact"), ("S", "owner")]
