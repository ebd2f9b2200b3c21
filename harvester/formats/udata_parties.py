"""Who: the producer and the contacts of a dataset of a udata portal."""

import re
from dataclasses import dataclass

from catalogue.record_parts import Agent, Contact
from harvester.formats.udata_values import Json, object_of, objects_of, text_of
from harvester.formats.words import is_http

_ROLES = {"contact": "pointOfContact", "creator": "author", "rightsHolder": "owner"}
"""What the platform calls otherwise than CI_RoleCode of ISO 19115."""
_SIREN = re.compile(r"(\d{9})(?:\d{5})?")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The producer, the other organisations that made the data, and the contacts."""

    publisher: Agent | None
    creators: tuple[Agent, ...]
    contacts: tuple[Contact, ...]


def to_parties(dataset: Json) -> Parties:
    """Return the organisation, else the person, who publishes the dataset, and its contact points."""
    publisher = _to_organisation(object_of(dataset, "organization")) or _to_owner(object_of(dataset, "owner"))
    points = objects_of(dataset, "contact_points") or [object_of(dataset, "contact_point")]
    named = {text_of(point, "name") for point in points if text_of(point, "role") == "creator"}
    own = publisher.name if publisher else None
    creators = tuple(Agent(name=name) for name in sorted(filter(None, named - {own})))
    contacts = dict.fromkeys(contact for point in points if (contact := _to_contact(point)))
    return Parties(publisher=publisher, creators=creators, contacts=tuple(contacts))


def _to_organisation(organization: Json) -> Agent | None:
    name = text_of(organization, "name", "acronym")
    if name is None:
        return None
    number = (text_of(organization, "business_number_id") or "").replace(" ", "")
    siren = _SIREN.fullmatch(number)
    return Agent(name=name, uri=_page(organization), siren=siren[1] if siren else None)


def _to_owner(owner: Json) -> Agent | None:
    name = " ".join(filter(None, (text_of(owner, "first_name"), text_of(owner, "last_name"))))
    return Agent(name=name, uri=_page(owner)) if name else None


def _page(owner: Json) -> str | None:
    return next((url for key in ("page", "uri") if is_http(url := text_of(owner, key))), None)


def _to_contact(point: Json) -> Contact | None:
    name, email, form = (text_of(point, key) for key in ("name", "email", "contact_form"))
    email = (email or "").removeprefix("mailto:")
    mail = email if _MAIL.fullmatch(email) else None
    url = form if is_http(form) else None
    if not (name or mail or url):
        return None
    role = text_of(point, "role") or "contact"
    return Contact(name=name, role=_ROLES.get(role, role), email=mail, url=url)
