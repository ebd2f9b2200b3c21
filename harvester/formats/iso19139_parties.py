"""Who: the responsible parties of an ISO 19139 record as publisher, creators and contacts.

The publisher is the organisation of the first role, in this order: publisher, owner, custodian,
pointOfContact, author, originator, resourceProvider, distributor; the resource's parties come before those of
its metadata.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.record_parts import Agent, Contact
from harvester.formats.iso19139_view import IsoNode, together
from harvester.formats.words import is_http, is_placeholder, squeeze

PUBLISHER_ROLES = (
    "publisher", "owner", "custodian", "pointOfContact",
    "author", "originator", "resourceProvider", "distributor",
)  # fmt: skip
_RANKS = {role: rank for rank, role in enumerate(PUBLISHER_ROLES)}
CREATOR_ROLES = frozenset({"publisher", "owner", "author", "originator", "principalInvestigator"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A CI_ResponsibleParty: its organisation, None where only a person is named, and the way to it."""

    agent: Agent | None
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The parties of a record, by what they are for."""

    publisher: Agent | None
    creators: tuple[Agent, ...]
    contacts: tuple[Contact, ...]


def to_parties(record: IsoNode, resource: IsoNode, citation: IsoNode, distributor: IsoNode) -> Parties:
    """Return who is behind the resource; the metadata's own contacts stand in where it names nobody."""
    return together(
        _parties_of,
        resource.all("pointOfContact"),
        citation.all("citedResponsibleParty"),
        distributor.all("distributorContact"),
        record.all("contact"),
    )


def _parties_of(
    contacts: Sequence[IsoNode],
    cited: Sequence[IsoNode],
    distributing: Sequence[IsoNode],
    of_metadata: Sequence[IsoNode],
) -> Parties:
    named = _list([*contacts, *cited])
    distributors = _list(distributing)
    publisher = _first_agent(named)
    others = distributors
    if not (publisher and (named or distributors)):
        metadata = _list(of_metadata)
        publisher = publisher or _first_agent([*distributors, *metadata])
        others = distributors if named or distributors else metadata
    creators = {
        agent.name: agent
        for party in named
        if (agent := party.agent)
        and party.contact.role in CREATOR_ROLES
        and (publisher is None or agent.name != publisher.name)
    }
    ways = dict.fromkeys([party.contact for party in (*named, *others)])
    return Parties(publisher=publisher, creators=tuple(creators.values()), contacts=tuple(ways))


def _list(nodes: Sequence[IsoNode]) -> list[Party]:
    return [party for node in nodes if node.parts and (party := node.once(_find_party))]


def _find_party(node: IsoNode) -> Party | None:
    """Return the party, None where nothing tells who or how to reach them."""
    organisation = next(iter(node.values("organisationName")), None)
    name = _cleaned(organisation.text) if organisation else ""
    person = "" if name else node.plain("individualName") or node.plain("positionName") or ""
    addresses = node.texts("contactInfo/address/electronicMailAddress")
    pages = node.texts("contactInfo/onlineResource/linkage")
    contact = Contact(
        name=name or _cleaned(person) or None,
        role=node.plain("role"),
        email=next((text for text in addresses if "@" in text and not is_http(text)), None),
        url=next((text for text in (*pages, *addresses) if is_http(text)), None),
    )
    if not (contact.name or contact.email or contact.url):
        return None
    uri = organisation.href if organisation and is_http(organisation.href) else None
    return Party(agent=Agent(name=name, uri=uri) if name else None, contact=contact)


def _first_agent(parties: list[Party]) -> Agent | None:
    """Return the organisation of the first role; of equal roles, and of those that are no publisher's, the
    first named.
    """
    best = min(
        (party for party in parties if party.agent),
        key=lambda party: _RANKS.get(party.contact.role or "", len(_RANKS)),
        default=None,
    )
    return best.agent if best else None


def _cleaned(name: str) -> str:
    """Return a name without the empty brackets and the dashes that templates leave (« GéoTerritoires
    () »).
    """
    bare = squeeze(name.replace("()", "")).strip(" -")
    return "" if is_placeholder(bare) or name.strip().startswith("--") else bare
