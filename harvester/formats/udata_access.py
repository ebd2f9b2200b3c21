"""On what terms: licence, access and its reasons of a dataset of a udata portal."""

from dataclasses import dataclass

from catalogue.record_parts import AccessConditions
from harvester.formats.udata_values import Json, object_of, objects_of, text_of, texts_of
from harvester.formats.words import distinct, is_http

_LIMITATION = (
    "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/INSPIRE_Directive_Article13_1"
)
_ARTICLES = {
    "confidentiality_of_proceedings_of_public_authorities": "a",
    "international_relations_public_security_or_national_defence": "b",
    "course_of_justice_or_fair_trial": "c",
    "confidentiality_of_commercial_or_industrial_information": "d",
    "intellectual_property_rights": "e",
    "confidentiality_of_personal_data": "f",
    "protection_of_voluntary_information_suppliers": "g",
    "protection_of_environment": "h",
}
"""`access_type_reason_category` → article 13(1) of directive 2007/2/CE (INSPIRE)."""
_AUDIENCES = {
    "local_authority_and_administration": "collectivités et administrations",
    "company_and_association": "entreprises et associations",
    "private": "particuliers",
}
_CONDITIONS = {"yes": "{who}", "under_condition": "{who} (sous conditions)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`access` in the words of the platform; `rights`: what a harvested description said beside."""

    access: str | None
    access_reasons: tuple[str, ...]
    conditions: AccessConditions | None
    licence: str | None
    licence_text: str | None
    rights: tuple[str, ...]


def to_terms(dataset: Json) -> Terms:
    """Return the terms. `open` is what the platform writes by default: a reason beside it weighs more."""
    said = object_of(object_of(dataset, "extras"), "dcat")
    category = text_of(dataset, "access_type_reason_category")
    article = _ARTICLES.get(category or "")
    reasons = [f"{_LIMITATION}{article}" if article else category, text_of(dataset, "access_type_reason")]
    licences, rights = texts_of(said, "license"), texts_of(said, "rights")
    return Terms(
        access=text_of(dataset, "access_type"),
        access_reasons=distinct([*reasons, *texts_of(said, "accessRights")]),
        conditions=_to_conditions(dataset),
        licence=text_of(dataset, "license"),
        licence_text=next(iter((*licences, *rights)), None),
        rights=(*licences, *rights)[1:],
    )


def _to_conditions(dataset: Json) -> AccessConditions | None:
    url = text_of(dataset, "authorization_request_url")
    eligible = tuple(
        _CONDITIONS[condition].format(who=_AUDIENCES[role])
        for audience in objects_of(dataset, "access_audiences")
        if (condition := text_of(audience, "condition")) in _CONDITIONS
        and (role := text_of(audience, "role")) in _AUDIENCES
    )
    if not eligible and not is_http(url):
        return None
    return AccessConditions(eligible=eligible, url=url if is_http(url) else None)
