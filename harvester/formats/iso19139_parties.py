"""Who: the responsible parties of an ISO 19139 record as publisher, creators and contacts.

The publisher is the organisation of the first role, in this order: publisher, owner, custodian,
pointOfContact, author, originator, resourceProvider, distributor; the resource's parties come before those of
its metadata.
"""

from dataclasses import dataclass

from lxml import etree

from catalogue.record_parts import Agent, Contact
from harvester.formats.iso19139_view import IsoView
from harvester.formats.words import is_http, is_placeholder, squeeze

PUBLISHER_ROLES = (
    "publisher", "owner", "custodian", "pointOfContact",
    "author", "originator", "resourceProvider", "distributor",
)  # fmt: skip
CREATOR_ROLES = frozenset({"publisher", "owner", "author", "originator", "principalInvestigator"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A CI_ResponsibleParty; `organisation` is empty where only a person or nothing is named."""

    organisation: str
    name: str
    role: str | None
    email: str | None
    url: str | None
    uri: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The parties of a record, by what they are for."""

    publisher: Agent | None
    creators: tuple[Agent, ...]
    contacts: tuple[Contact, ...]


def to_parties(view: IsoView, resource: etree._Element) -> Parties:
    """Return who is behind the resource; the metadata's own contacts stand in where it names nobody."""
    own = _list(view, "gmd:pointOfContact/*", resource)
    cited = _list(view, "gmd:citation/*/gmd:citedResponsibleParty/*", resource)
    distributors = _list(view, "gmd:distributionInfo/*/gmd:distributor/*/gmd:distributorContact/*", view.root)
    metadata = _list(view, "gmd:contact/*", view.root)
    named = [*own, *cited]
    publisher = _first_agent(named) or _first_agent([*distributors, *metadata])
    creators = {
        party.organisation: Agent(name=party.organisation, uri=party.uri)
        for party in named
        if party.organisation
        and party.role in CREATOR_ROLES
        and (publisher is None or party.organisation != publisher.name)
    }
    contacts = [*named, *distributors] or metadata
    return Parties(
        publisher=publisher,
        creators=tuple(creators.values()),
        contacts=tuple(dict.fromkeys(_to_contact(party) for party in contacts)),
    )


def _list(view: IsoView, path: str, base: etree._Element) -> list[Party]:
    parties = (_to_party(view, element) for element in view.find_all(path, base))
    return [party for party in parties if party.name or party.email or party.url]


def _to_party(view: IsoView, element: etree._Element) -> Party:
    organisations = view.values("gmd:organisationName", element)
    organisation = organisations[0] if organisations else None
    name = _cleaned(organisation.in_french(view.main)) if organisation else ""
    person = view.plain("gmd:individualName", element) or view.plain("gmd:positionName", element) or ""
    addresses = view.texts("gmd:contactInfo/*/gmd:address/*/gmd:electronicMailAddress", element)
    pages = view.texts("gmd:contactInfo/*/gmd:onlineResource/*/gmd:linkage", element)
    return Party(
        organisation=name,
        name=name or _cleaned(person),
        role=view.code("gmd:role", element),
        email=next((text for text in addresses if "@" in text and not is_http(text)), None),
        url=next((text for text in (*pages, *addresses) if is_http(text)), None),
        uri=organisation.href if organisation and is_http(organisation.href) else None,
    )


def _first_agent(parties: list[Party]) -> Agent | None:
    for role in PUBLISHER_ROLES:
        for party in parties:
            if party.role == role and party.organisation:
                return Agent(name=party.organisation, uri=party.uri)
    return next(
        (Agent(name=party.organisation, uri=party.uri) for party in parties if party.organisation), None
    )


def _to_contact(party: Party) -> Contact:
    return Contact(name=party.name or None, role=party.role, email=party.email, url=party.url)


def _cleaned(name: str) -> str:
    """Return a name without the empty brackets and the dashes that templates leave (« GéoTerritoires
    () »).
    """
    bare = squeeze(name.replace("()", "")).strip(" -")
    return "" if is_placeholder(bare) or name.strip().startswith("--") else bare
