"""Who: publishers, creators and contacts of a DCAT description (DCAT-AP 3 `foaf:Agent`, `vcard:Kind`)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote

from catalogue.addresses import parts_of
from catalogue.record_parts import Agent, Contact
from harvester.formats.rdf_graph import (
    DC,
    DCAT,
    DCT,
    FOAF,
    GEODCAT,
    SCHEMA,
    VCARD,
    Alone,
    NodeView,
    view_alone,
)
from harvester.formats.rdf_terms import Term, is_literal, value_of
from harvester.formats.words import is_http, is_placeholder, squeeze

PROV = "http://www.w3.org/ns/prov#"
ORG = "http://www.w3.org/ns/org#"

_ORGANISATIONS = re.compile(r"^(?:organi[sz]ations?|corporate-body|publishers?)$", re.IGNORECASE)
_NINE_DIGITS = re.compile(r"(?<!\d)(\d{9})(?:\d{5})?(?!\d)")
_SIREN = re.compile("sire[nt]", re.IGNORECASE)
_MAILTO = re.compile("mailto:", re.IGNORECASE)
_NAMES = (FOAF + "name", VCARD + "organization-name", VCARD + "fn", *(s + "name" for s in SCHEMA))
_EMAILS = (VCARD + "hasEmail", VCARD + "email", FOAF + "mbox", *(s + "email" for s in SCHEMA))
_PAGES = (
    VCARD + "hasURL",
    VCARD + "url",
    FOAF + "homepage",
    FOAF + "workplaceHomepage",
    FOAF + "page",
)
_PUBLISHERS = (DCT + "publisher", DC + "publisher")
_CREATORS = (DCT + "creator", DC + "creator")
_CONTACT, _UNIT, _ROLE = DCAT + "contactPoint", VCARD + "organization-unit", VCARD + "role"
_IDENTIFIERS = (DCT + "identifier", ORG + "identifier")
_HOLDERS = (DCT + "rightsHolder", DCT + "rights_holder")
"""The second is how Géo-IDE, the catalogue of the State's départements, spells it."""
_ROLES: Mapping[str, str] = {
    DCT + "rightsHolder": "owner",
    GEODCAT + "custodian": "custodian",
    GEODCAT + "distributor": "distributor",
    GEODCAT + "originator": "originator",
    GEODCAT + "principalInvestigator": "principalInvestigator",
    GEODCAT + "processor": "processor",
    GEODCAT + "resourceProvider": "resourceProvider",
    GEODCAT + "user": "user",
    DCT + "contributor": "contributor",
}
"""GeoDCAT-AP 3 §B.6: an ISO 19115 role is a property of its own."""
_SAYING_WHO = frozenset({*_ROLES, PROV + "qualifiedAttribution"})
_ROLE_CODES = frozenset({"author", "publisher", *_ROLES.values()} - {"contributor"})
"""CI_RoleCode of ISO 19115, which another Glane gives as the `vcard:role` of a contact."""


def to_agents(root: NodeView, *predicates: str) -> tuple[Agent, ...]:
    """Return the agents of the predicates, by name, each once."""
    agents = [agent for term in root.terms(*predicates) if (agent := _to_agent(root, term))]
    if len(agents) < 2:
        return tuple(agents)
    return tuple(sorted({agent.name: agent for agent in agents}.values(), key=lambda agent: agent.name))


def to_publisher(root: NodeView) -> tuple[Agent | None, tuple[Agent, ...]]:
    """Return the publisher, else the rights holder, and the creators with further publishers."""
    publishers = to_agents(root, *_PUBLISHERS) or to_agents(root, *_HOLDERS)
    creators = to_agents(root, *_CREATORS)
    others = (*publishers[1:], *[agent for agent in creators if agent not in publishers[1:]])
    return (publishers[0] if publishers else None), others


def to_contacts(root: NodeView) -> tuple[Contact, ...]:
    """Return the contact points, then the agents with a role, each once."""
    points = [_to_contact(view, "pointOfContact") for view in root.views(_CONTACT)]
    if root.says(_SAYING_WHO):
        points += [
            _to_contact(view, role) for predicate, role in _ROLES.items() for view in root.views(predicate)
        ]
        points += _attributed(root)
    found = [contact for contact in points if contact]
    if len(found) < 2:
        return tuple(found)
    return tuple(
        sorted(
            set(found),
            key=lambda c: (
                c.role != "pointOfContact",
                c.name or "",
                c.email or "",
                c.role or "",
                c.url or "",
            ),
        )
    )


def _attributed(root: NodeView) -> Iterator[Contact | None]:
    """Agents of `prov:qualifiedAttribution` with their `dcat:hadRole` (DCAT 3 §6.4.20)."""
    for attribution in root.views(PROV + "qualifiedAttribution"):
        roles = [
            iri.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
            for iri in attribution.iris(DCAT + "hadRole")
        ]
        for agent in attribution.views(PROV + "agent"):
            yield _to_contact(agent, roles[0] if roles else None)


def _to_agent(root: NodeView, term: Term) -> Agent | None:
    if is_literal(term):
        name = squeeze(value_of(term))
        return None if is_placeholder(name) or not name else Agent(name=name)
    view = root.graph.view(term)
    alone = view.alone()
    return _agent_of(view) if alone is None else _agent_alone(alone)


@lru_cache(maxsize=1_024)
def _agent_alone(alone: Alone) -> Agent | None:
    return _agent_of(view_alone(alone))


def _agent_of(view: NodeView) -> Agent | None:
    named = view.line(*_NAMES) or squeeze(view.label() or _name_in(view.iri or ""))
    if not named or is_placeholder(named):
        return None
    return Agent(name=named, uri=view.iri if is_http(view.iri) else None, siren=_siren(view))


def _name_in(iri: str) -> str:
    """Return what an address without a label says of an organisation: its last step in a list of
    organisations, else its host.
    """
    address = parts_of(iri)
    steps = [step for step in unquote(address.path + "#" + address.fragment).split("/") if step.strip("# ")]
    if len(steps) > 1 and _ORGANISATIONS.search(steps[-2]):
        return steps[-1].rstrip("#")
    return (address.hostname or iri).removeprefix("www.")


def _siren(view: NodeView) -> str | None:
    """Return the nine digits of a SIREN, or of the SIRET that begins with it."""
    said = (view.iri or "", *view.labels(*_IDENTIFIERS))
    for text in said:
        if match := _NINE_DIGITS.search(text.replace(" ", "")):
            return match[1] if _SIREN.search(text) or text.strip().isdigit() else None
    return None


def _to_contact(view: NodeView, role: str | None) -> Contact | None:
    alone = view.alone()
    return _contact_of(view, role) if alone is None else _contact_alone(alone, role)


@lru_cache(maxsize=1_024)
def _contact_alone(alone: Alone, role: str | None) -> Contact | None:
    return _contact_of(view_alone(alone), role)


def _contact_of(view: NodeView, role: str | None) -> Contact | None:
    name = view.line(*_NAMES) or view.line(_UNIT)
    email = _first([_to_email(text) for text in view.labels(*_EMAILS)])
    url = _first([text for text in view.labels(*_PAGES) if is_http(text)])
    if not (name or email or url):
        return None
    stated = view.text(_ROLE)
    if role in (None, "pointOfContact") and stated in _ROLE_CODES:
        role = stated
    return Contact(name=name, role=role, email=email if email and "@" in email else None, url=url)


def _to_email(text: str) -> str:
    """Return the address of `mailto:x@y.fr`, or of `x@y.fr` that was written as a relative IRI."""
    address = _MAILTO.sub("", text, count=1) if _MAILTO.match(text) else text
    return address.rpartition("/")[2] if is_http(address) else address


def _first(texts: Iterable[str]) -> str | None:
    return next((text for text in sorted(texts) if text and not is_placeholder(text)), None)
