"""Who: the organisation, the author and the maintainer of a CKAN package, and those that its extras name."""

from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.record_parts import Agent, Contact
from harvester.formats.ckan_package import CkanPackage, Fields, mappings, says, to_text
from harvester.formats.words import is_http, is_placeholder

_POINT = "pointOfContact"
_PUBLISHING = frozenset({"publisher", "owner", "custodian", "resourceProvider"})


def to_parties(read: CkanPackage) -> dict[str, Any]:
    """Return publisher, creators and contacts, each once.

    `publisher` of the extras is more precise than the organisation that keeps the dataset in the portal. An
    author is a contact: CKAN does not tell a person from an organisation.
    """
    responsible = tuple(_list_responsible(read))
    named = [agent for entry in read.entries("publisher") if (agent := _to_agent(entry))]
    publishers = [*named, *_of_extras(read), *_of_organisation(read), *_publishing(responsible)]
    creators = [agent for entry in read.entries("creator", "contributor") if (agent := _to_agent(entry))]
    publisher = publishers[0] if publishers else None
    contacts = [*_list_contacts(read), *responsible]
    return {
        "publisher": publisher,
        "creators": tuple(dict.fromkeys(agent for agent in creators if agent != publisher)),
        "contacts": tuple(dict.fromkeys(contacts)),
    }


def _of_extras(read: CkanPackage) -> list[Agent]:
    name = read.text("publisher_name") or _plain(read.value("publisher")) or read.text("producer")
    uri = read.text("publisher_uri")
    return [Agent(name=name, uri=uri if is_http(uri) else None)] if name else []


def _of_organisation(read: CkanPackage) -> list[Agent]:
    for organisation in mappings(read.package.get("organization")):
        if name := to_text(organisation.get("title")) or to_text(organisation.get("name")):
            return [Agent(name=name, siren=_siren(organisation))]
    return []


def _publishing(responsible: tuple[Contact, ...]) -> list[Agent]:
    """Return who publishes by role, else the only organisation that is named at all."""
    names = {contact.name: contact.role for contact in responsible if contact.name}
    chosen = [name for name, role in names.items() if role in _PUBLISHING]
    return [Agent(name=name) for name in chosen or (names if len(names) == 1 else ())]


def _list_contacts(read: CkanPackage) -> Iterator[Contact]:
    for entry in read.entries("contact", "contact_points"):
        yield from _contact(entry.get("name"), entry.get("email"), _POINT, entry.get("url"))
    yield from _contact(
        read.text("contact_name"), read.text("contact_email"), _POINT, read.text("contact_uri")
    )
    point = read.text("contact_point")
    yield from _contact(
        None if "@" in (point or "") else point, point if "@" in (point or "") else None, _POINT
    )
    yield from _contact(read.text("maintainer"), read.text("maintainer_email"), _POINT)
    yield from _contact(read.text("author"), read.text("author_email"), "author")


def _list_responsible(read: CkanPackage) -> Iterator[Contact]:
    """Yield the `responsible-party` of ckanext-spatial: `[{"name": …, "roles": […]}]`, or `name (role)`."""
    for entry in read.entries("responsible_party"):
        roles = entry.get("roles") or [None]
        for role in roles if isinstance(roles, list) else [roles]:
            yield from _contact(entry.get("name"), entry.get("email"), to_text(role))
    told = _plain(read.value("responsible_party"))
    if told:
        name, mark, role = told.rstrip(")").rpartition(" (")
        yield from _contact(name if mark else told, None, role if mark else None)


def _contact(name: Any, email: Any, role: str | None, url: Any = None) -> Iterator[Contact]:
    who, mail, page = to_text(name), _to_mail(email), to_text(url)
    if who or mail:
        yield Contact(name=who, email=mail, role=role, url=page if is_http(page) else None)


def _to_mail(value: Any) -> str | None:
    text = (to_text(value) or "").removeprefix("mailto:").strip()
    return text if "@" in text else None


def _to_agent(entry: Fields) -> Agent | None:
    name = to_text(entry.get("name"))
    uri = next(
        (to_text(entry.get(key)) for key in ("uri", "identifier") if is_http(to_text(entry.get(key)))),
        None,
    )
    return Agent(name=name, uri=uri, siren=_siren(entry)) if name and not is_placeholder(name) else None


def _siren(entry: Mapping[str, Any]) -> str | None:
    """Return the SIREN that a field of that name, or the beginning of a SIRET, gives (nine digits)."""
    for key in ("siren", "siret"):
        digits = "".join((to_text(entry.get(key)) or "").split())
        if digits.isdigit() and len(digits) in (9, 14):
            return digits[:9]
    return None


def _plain(value: Any) -> str | None:
    """Return the text of a value that is one, nothing of an object or a list of objects."""
    return to_text(value) if says(value) and not mappings(value) else None
