"""Declared sources: a table of `glane.toml`, or a form of the admin pages, checked and made a `Source`.

Every fault of a declaration is told at once. Leaves storage to `catalogue.store` and the reading of
configuration files to `config`.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from catalogue.addresses import parts_of
from catalogue.json_form import plain
from catalogue.language import gettext
from catalogue.source import Source, SourceAuth, SourceDefaults
from catalogue.territories import ZoneUnknown, load_gazetteer
from harvester.connector import Connector
from harvester.connectors import CONNECTORS, FILE_KINDS, PORTAL_FILE_KINDS
from harvester.declared import (
    DeclaredSchema,
    choice,
    flag,
    list_faults,
    nested,
    seconds,
    share,
    text,
    texts,
    whole,
)
from harvester.errors import SourceInvalid
from harvester.http.urls import shown_url

KEBAB_CASE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
BUILT_KEYS = ("options", "defaults", "path", "auth")
"""Keys whose values are more than what the declaration says."""
ONLY_IN_A_FILE = ("path", "allow_private")
"""Keys that only a configuration file may set: they reach what its owner alone may open."""


AUTH_KINDS = ("basic", "bearer", "header")
CONFIDENCES = ("sûre", "probable", "à confirmer")
SECRET_REFERENCE = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*")
HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # a token of RFC 9110 §5.6.2
CRON = re.compile(r"[\d*/,\-A-Za-z]+(?: +[\d*/,\-A-Za-z]+){4}")
CRON_LIMITS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
"""Minute, hour, day of the month, month, day of the week (crontab(5))."""
NEVER = "never"
LOCAL_ZONE = re.compile(r"(?:fr:(?:commune|arrondissement-municipal|epci|qpv)|zoning:[\w-]+):[\w@.-]+")
"""Zones that come and go with the vintages of the boundaries, or are imported: only their form is checked."""
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
WINDOW = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")


def _secret_reference(value: str) -> None:
    if not SECRET_REFERENCE.fullmatch(value):
        raise ValidationError("not-a-reference")


def _schedule(value: str) -> None:
    if value != NEVER and not (CRON.fullmatch(value) and all(map(_is_within, value.split(), CRON_LIMITS))):
        raise ValidationError("not-a-schedule")


def _is_within(field: str, limits: tuple[int, int]) -> bool:
    """Tell whether every number of a field, steps apart, is one that a clock or a calendar has."""
    low, high = limits
    numbers = (int(number) for part in field.split(",") for number in re.findall(r"\d+", part.split("/")[0]))
    return all(low <= number <= high for number in numbers)


def _title(value: str) -> None:
    if not value.strip() or UNSEEN.search(value):
        raise ValidationError("not-a-line")


def _zone(value: str) -> None:
    """Refuse a fallback coverage that no reader would ever find."""
    gazetteer = load_gazetteer()
    if LOCAL_ZONE.fullmatch(value):
        return
    try:
        gazetteer.get(value)
    except ZoneUnknown:
        meant = gazetteer.find_by_name(value)
        hint = gettext(" (vouliez-vous dire « {name} » ?)").format(name=meant.id) if meant else ""
        wording = gettext(
            "« {zone} » n'est pas une zone connue, comme fr:region:32, fr:departement:69 ou country:fr{hint}"
        )
        raise ValidationError(wording.format(zone=value, hint=hint)) from None


def _header_name(value: str) -> None:
    if not HEADER_NAME.fullmatch(value):
        raise ValidationError("not-a-header")


def _window(value: str) -> None:
    if not WINDOW.fullmatch(value):
        raise ValidationError("not-a-window")
    opens, closes = value.split("-")
    if opens == closes:
        raise ValidationError("empty-window")


class DefaultsSchema(DeclaredSchema):
    """`[sources.defaults]`: what stands in where a record of the source is silent."""

    licence = text()
    publisher = text()
    keywords = texts()


class AuthSchema(DeclaredSchema):
    """`auth`: how to sign in; the secret is a reference, never a value."""

    kind = choice(AUTH_KINDS, required=True)
    secret = text(required=True, validate=_secret_reference)
    user = text()
    name = text(validate=_header_name)


class SourceSchema(DeclaredSchema):
    """One `[[sources]]` entry; `options` are checked by the schema of the kind."""

    id = text(required=True)
    kind = text(required=True)
    url = text()
    path = text()
    title = text(validate=_title)
    territories = texts(validate=_zone)
    schedule = text(validate=_schedule)
    rank = whole(0, 1_000_000)
    enabled = flag()
    restricted = flag()
    feed = flag()
    allow_private = flag()
    loss_threshold = share()
    pace = seconds(0, 3_600)
    window = text(validate=_window)
    confidence = choice(CONFIDENCES)
    auth = nested(AuthSchema)
    options = nested(DeclaredSchema, unknown="include")
    defaults = nested(DefaultsSchema)


def parse_source(declaration: Mapping[str, Any], base_folder: Path | None) -> Source:
    """Return the source of a declaration (the shape of a `[[sources]]` entry).

    `base_folder` is the folder of the configuration file, to which `path` is relative; None for a
    declaration that comes from elsewhere and may set neither `path` nor `allow_private`. Raises
    `SourceInvalid` with every fault, each naming its key.
    """
    faults, options = _list_faults(declaration, base_folder is not None)
    if faults:
        name = declaration.get("id")
        raise SourceInvalid(faults=" ; ".join(faults), source=name if isinstance(name, str) else None)
    values = {
        key: value for key, value in declaration.items() if key not in ("options", "defaults", "path", "auth")
    }
    values["territories"] = tuple(values.get("territories", ()))
    values.setdefault("title", values["id"])
    path = declaration.get("path")
    return Source(
        **values,
        path=None if path is None or base_folder is None else str((base_folder / path).resolve()),
        options=options,
        defaults=_to_defaults(declaration.get("defaults", {})),
        auth=SourceAuth(**declaration["auth"]) if "auth" in declaration else None,
    )


def source_json(source: Source) -> dict[str, Any]:
    """Return the source as JSON values, for storing and exporting; a source holds no secret."""
    data: dict[str, Any] = plain(source)
    return data


def _to_defaults(values: Mapping[str, Any]) -> SourceDefaults:
    return SourceDefaults(**{**values, "keywords": tuple(values.get("keywords", ()))})


def _list_faults(declaration: Mapping[str, Any], from_file: bool) -> tuple[list[str], dict[str, Any]]:
    """Return the faults, and the options as their schema loads them."""
    known = {"": SourceSchema().fields, "defaults": DefaultsSchema().fields, "auth": AuthSchema().fields}
    faults: list[str] = []
    try:
        SourceSchema().load(declaration)
    except ValidationError as error:
        faults += list_faults(error, known)
    if not from_file:
        faults += [_fault_of_place(key) for key in ONLY_IN_A_FILE if declaration.get(key)]
    faults += _faults_of_id(declaration.get("id"))
    kind = declaration.get("kind")
    if not isinstance(kind, str):
        return faults, {}
    if kind not in CONNECTORS:
        return [*faults, _fault_of_kind(kind)], {}
    faults += _faults_of_address(declaration, CONNECTORS[kind])
    more, options = _load_options(declaration.get("options", {}), CONNECTORS[kind])
    if kind in PORTAL_FILE_KINDS:
        more += _faults_of_file(options, declaration.get("path"))
    return faults + more, options


def _load_options(values: Any, connector: Connector) -> tuple[list[str], dict[str, Any]]:
    if not isinstance(values, Mapping):
        return [], {}
    schema = connector.options()
    try:
        return [], dict(schema.load(values))
    except ValidationError as error:
        nested_keys = {
            f"options.{name}": getattr(field, "known_keys", ()) for name, field in schema.fields.items()
        }
        known = {"options": schema.fields, **nested_keys}
        prefixed = ValidationError({"options": error.messages})
        return list(list_faults(prefixed, known)), {}


def _faults_of_file(options: Mapping[str, Any], path: Any) -> list[str]:
    """Refuse the strategy that reads a file where no file is named."""
    if options.get("strategy") != "file" or path or options.get("file"):
        return []
    return [gettext("options.file : l'adresse de la liste que lit la stratégie file est attendue, ou path")]


def _faults_of_id(source_id: Any) -> list[str]:
    if not isinstance(source_id, str) or KEBAB_CASE.fullmatch(source_id):
        return []
    return [gettext("id : « {id} » doit s'écrire en minuscules, chiffres et tirets").format(id=source_id)]


def _fault_of_kind(kind: str) -> str:
    return gettext("kind : « {kind} » est inconnu (types connus : {kinds})").format(
        kind=kind, kinds=", ".join(sorted(CONNECTORS))
    )


def _fault_of_place(key: str) -> str:
    return gettext("{key} : seul le fichier de configuration peut fixer cette clé").format(key=key)


def _faults_of_address(declaration: Mapping[str, Any], connector: Connector) -> list[str]:
    url, path = declaration.get("url"), declaration.get("path")
    needs_url = connector.kind in PORTAL_FILE_KINDS or path is None
    if isinstance(url, str) and path is not None and not needs_url:
        return [gettext("url et path : une source a l'un ou l'autre, pas les deux")]
    if path is not None and connector.kind not in FILE_KINDS:
        return [gettext("path : une source de type {kind} se lit par url").format(kind=connector.kind)]
    if url is None and needs_url:
        return [
            gettext("url : cette clé est obligatoire pour une source de type {kind}").format(
                kind=connector.kind
            )
        ]
    return _faults_of_url(url) if isinstance(url, str) else []


def _faults_of_url(url: str) -> list[str]:
    address = parts_of(url)
    try:
        is_whole = bool(address.hostname) and (address.port is None or address.port > 0)
    except ValueError:
        is_whole = False
    if address.scheme not in ("http", "https") or not is_whole or re.search(r"\s", url):
        return [gettext("url : « {url} » n'est pas une adresse http ou https").format(url=shown_url(url))]
    if "@" in address.netloc:
        return [
            gettext(
                "url : ni nom ni mot de passe dans une adresse ; déclarez auth, avec kind, user et secret "
                "(env:NOM_DE_LA_VARIABLE)"
            )
        ]
    return []
