"""Who: the responsible parties of an ISO 19139 record as publisher, creators and contacts.

The publisher is the organisation of the first role, in this order: publisher, owner, custodian,
pointOfContact, author, originator, resourceProvider, distributor; the resource's parties come before those of
its metadata.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.record_parts import Agent, Contact
from harvester.formats.iso19139_view import IsoNode
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


def to_parties(record: IsoNode, resource: IsoNode) -> Parties:
    """Return who is behind the resource; the metadata's own contacts stand in where it names nobody."""
    named = _list([*resource.all("pointOfContact"), *resource.all("citation/citedResponsibleParty")])
    distributors = _list(record.all("distributionInfo/distributor/distributorContact"))
    publisher = _first_agent(named)
    others = distributors
    if not (publisher and (named or distributors)):
        metadata = _list(record.all("contact"))
        publisher = publisher or _first_agent([*distributors, *metadata])
        others = distributors if named or distributors else metadata
    creators = {
        party.organisation: Agent(name=party.organisation, uri=party.uri)
        for party in named
        if party.organisation
        and party.role in CREATOR_ROLES
        and (publisher is None or party.organisation != publisher.name)
    }
    contacts = (_to_contact(party) for party in (*named, *others))
    return Parties(
        publisher=publisher, creators=tuple(creators.values()), contacts=tuple(dict.fromkeys(contacts))
    )


def _list(nodes: Sequence[IsoNode]) -> list[Party]:
    parties = (_to_party(node) for node in nodes if node.parts)
    return [party for party in parties if party.name or party.email or party.url]


def _to_party(node: IsoNode) -> Party:
    organisation = next(iter(node.values("organisationName")), None)
    name = _cleaned(organisation.text) if organisation else ""
    person = "" if name else node.plain("individualName") or node.plain("positionName") or ""
    addresses = node.texts("contactInfo/address/electronicMailAddress")
    pages = node.texts("contactInfo/onlineResource/linkage")
    return Party(
        organisation=name,
        name=name or _cleaned(person),
        role=node.plain("role"),
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
