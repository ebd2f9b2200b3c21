"""Which fiches of law concern a record: a table, the most important first.

A rule holds where the record is as open as it asks, and everything that it names is met; its reason says what
of the record met it. Who has open data is never told to ask for them: rules about asking are for closed ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from web.legal_signals import Signals
from web.locale import gettext as _

Openness = Literal["closed", "not open", "any"]

SNDS = re.compile(
    r"\b(?:snds|pmsi|dcir|sniiram|cepidc|systeme national des donnees de sante|"
    r"echantillon generaliste des beneficiaires|causes medicales de deces)\b"
)
_HEALTH_BODIES = re.compile(
    r"\b(?:assurance maladie|cpam|cnam|agence regionale de sante|ars|observatoire regional de sante|"
    r"observatoire regional de la sante|ors|chu|centre hospitalier|hopitaux)\b"
)
_WAREHOUSE = re.compile(
    r"\b(?:entrepots? de donnees de sante|dossiers? (?:de )?patients?|registre des cancers)\b"
)
_INSURANCE = re.compile(r"\b(?:open damir|damir|assurance maladie|ameli)\b")
_SALES = re.compile(
    r"\b(?:bnv ?d|(?:ventes?|achats?) (?:de |des |d )?(?:produits )?(?:pesticides|phyto\w*))\b"
)
_SENSORS = re.compile(r"\b(?:micro ?)?capteurs?\b")
_SURVEYS = re.compile(r"\b(?:enquetes?|barometres?|questionnaires?)\b")
_MINORS = re.compile(r"\b(?:enfants?|mineurs|nourrissons?|adolescents?|eleves)\b")
_TOGETHER = re.compile(r"\b(?:sciences? (?:participatives?|citoyennes?)|cartographie participative)\b")

HEALTH = frozenset(
    ("etat-de-sante", "mortalite", "sante-mentale", "prevention-depistage", "handicap", "offre-de-soins")
)
INTIMATE = HEALTH | {"revenus-prestations", "vieillissement", "enfance-pmi", "medico-social", "demographie"}
ENVIRONMENT = frozenset(
    (
        "air",
        "air-interieur",
        "eau",
        "baignade",
        "sols",
        "bruit",
        "rayonnements",
        "pesticides",
        "substances-chimiques",
        "dechets",
        "risques-industriels",
        "environnement-sante",
    )
)
WATER_AIR_SOIL = frozenset(("air", "eau", "baignade", "sols"))
FINE = frozenset(("iris", "qpv", "quartier", "carreau", "commune"))
PINPOINT = frozenset(("adresse", "point", "parcelle", "carreau", "iris", "qpv"))

_PERSONAL = frozenset(("rgpd", "secret-medical", "inspire-13-1-f", "l311-6"))
_SECRETS_OF_BUSINESS = frozenset(("inspire-13-1-d", "inspire-13-1-e"))
_ENVIRONMENTAL = frozenset((*(f"inspire-13-1-{letter}" for letter in "abcdegh"), "l124-4", "l124-5"))
"""Without letter f: platforms write it of any personal data, of the environment or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A fiche, the sentence that says why, and what must be met; an empty condition is always met."""

    slug: str
    reason: str
    openness: Openness = "any"
    access_reasons: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    granularities: frozenset[str] = frozenset()
    words: re.Pattern[str] | None = None
    natures: frozenset[str] = frozenset()
    personal_data: frozenset[str] = frozenset()
    licensed: bool | None = None
    spatial: bool = False


def find_reason(rule: Rule, signals: Signals) -> str | None:
    """Return why the fiche of a rule concerns the record, None where it does not."""
    record = signals.record
    if not _is_as_open(rule, signals):
        return None
    met = {
        "access_reason": _common(record.access_reasons, rule.access_reasons),
        "topic": _common(tuple(signals.topic_ids()), rule.topics),
        "granularity": _common(record.granularities, rule.granularities),
    }
    wanted = (rule.access_reasons, rule.topics, rule.granularities)
    word = signals.find_word(rule.words) if rule.words else ""
    if word is None or any(asked and not found for asked, found in zip(wanted, met.values(), strict=True)):
        return None
    if not _meets_values(rule, signals):
        return None
    said = {name: signals.labels(name, iter(codes)) for name, codes in met.items()}
    return rule.reason.format(
        word=word,
        access=signals.label("access", record.access or ""),
        licence=signals.label("licence", record.licence or ""),
        **said,
    )


def _is_as_open(rule: Rule, signals: Signals) -> bool:
    if rule.openness == "closed":
        return signals.is_closed
    return rule.openness == "any" or not signals.is_open


def _meets_values(rule: Rule, signals: Signals) -> bool:
    record = signals.record
    return (
        (not rule.natures or record.nature in rule.natures)
        and (not rule.personal_data or record.personal_data in rule.personal_data)
        and (rule.licensed is None or rule.licensed == signals.has_licence)
        and (not rule.spatial or bool(record.inspire_themes))
    )


def _common(codes: tuple[str, ...], wanted: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code in wanted))


def iterate_rules() -> Iterator[Rule]:
    """Yield the rules with their sentences in the language of the page, the most important first."""
    yield from _rules_of_health_bases()
    yield from _rules_of_access_reasons()
    yield from _rules_of_closed_data()
    yield from _rules_of_people()
    yield from _rules_of_subjects()
    yield from _rules_of_reuse()


def _rules_of_health_bases() -> Iterator[Rule]:
    yield Rule(
        slug="acceder-snds",
        openness="closed",
        words=SNDS,
        reason=_("L’accès est limité (« {access} ») et la fiche nomme « {word} »."),
    )
    yield Rule(
        slug="entrepot-donnees-sante",
        openness="closed",
        words=_WAREHOUSE,
        reason=_("L’accès est limité (« {access} ») et la fiche nomme « {word} »."),
    )


def _rules_of_access_reasons() -> Iterator[Rule]:
    yield Rule(
        slug="petits-effectifs-secret-statistique",
        access_reasons=frozenset(("secret-statistique",)),
        reason=_("Le motif indiqué pour limiter l’accès : {access_reason}."),
    )
    yield Rule(
        slug="donnee-personnelle-donnee-sante",
        access_reasons=_PERSONAL,
        reason=_("Le motif indiqué pour limiter l’accès : {access_reason}."),
    )
    yield Rule(
        slug="donnees-privees-interet-general",
        access_reasons=_SECRETS_OF_BUSINESS,
        reason=_("Le motif indiqué pour limiter l’accès : {access_reason}."),
    )
    yield Rule(
        slug="information-environnementale",
        openness="not open",
        access_reasons=_ENVIRONMENTAL,
        reason=_("Le motif indiqué pour limiter l’accès : {access_reason}."),
    )


def _rules_of_closed_data() -> Iterator[Rule]:
    yield Rule(
        slug="refus-acces-cada",
        openness="closed",
        reason=_("La fiche indique « {access} » : voici que faire en cas de refus ou de silence."),
    )
    yield Rule(
        slug="acceder-snds",
        openness="closed",
        topics=frozenset(("etat-de-sante", "mortalite", "sante-mentale")),
        reason=_("L’accès est limité (« {access} ») et le sujet touche à la santé : {topic}."),
    )
    yield Rule(
        slug="conventions-ville-sante",
        openness="closed",
        topics=HEALTH,
        reason=_("L’accès est limité (« {access} ») et le sujet touche à la santé : {topic}."),
    )
    yield Rule(
        slug="conventions-ville-sante",
        openness="closed",
        words=_HEALTH_BODIES,
        reason=_("L’accès est limité (« {access} ») et la fiche nomme « {word} »."),
    )
    yield Rule(
        slug="information-environnementale",
        openness="not open",
        topics=ENVIRONMENT,
        reason=_("La fiche ne dit pas que l’accès est libre, et le sujet est l’environnement : {topic}."),
    )


def _rules_of_people() -> Iterator[Rule]:
    yield Rule(
        slug="donnee-personnelle-donnee-sante",
        personal_data=frozenset(("yes", "possible")),
        reason=_("La fiche signale que des données personnelles sont présentes, ou possibles."),
    )
    yield Rule(slug="ventes-pesticides", words=_SALES, reason=_("La fiche nomme « {word} »."))
    yield Rule(slug="open-data-assurance-maladie", words=_INSURANCE, reason=_("La fiche nomme « {word} »."))
    yield Rule(
        slug="petits-effectifs-secret-statistique",
        topics=HEALTH,
        granularities=FINE,
        reason=_("Le niveau de détail est fin ({granularity}) et le sujet touche à la santé : {topic}."),
    )
    yield Rule(
        slug="donnees-geolocalisees",
        topics=INTIMATE,
        granularities=PINPOINT,
        reason=_("La localisation est fine ({granularity}) et le sujet touche aux personnes : {topic}."),
    )
    yield Rule(
        slug="donnees-mineurs",
        topics=INTIMATE | {"education", "air-interieur"},
        words=_MINORS,
        reason=_("La fiche parle de mineurs : « {word} »."),
    )


def _rules_of_subjects() -> Iterator[Rule]:
    yield Rule(slug="capteurs", words=_SENSORS, reason=_("La fiche nomme « {word} »."))
    yield Rule(
        slug="sciences-participatives",
        natures=frozenset(("participatory",)),
        reason=_("La fiche dit que les données sont participatives."),
    )
    yield Rule(slug="sciences-participatives", words=_TOGETHER, reason=_("La fiche nomme « {word} »."))
    yield Rule(slug="enquetes-locales", words=_SURVEYS, reason=_("La fiche nomme « {word} »."))
    yield Rule(
        slug="ventes-pesticides",
        topics=frozenset(("pesticides",)),
        reason=_("Le sujet de la fiche : {topic}."),
    )
    yield Rule(
        slug="publier-eau-air-sols", topics=WATER_AIR_SOIL, reason=_("Le sujet de la fiche : {topic}.")
    )


def _rules_of_reuse() -> Iterator[Rule]:
    yield Rule(slug="licences", licensed=True, reason=_("La licence annoncée : « {licence} »."))
    yield Rule(
        slug="reutiliser-information-publique",
        licensed=False,
        reason=_("La fiche n’annonce aucune licence connue."),
    )
    yield Rule(
        slug="inspire-metadonnees", spatial=True, reason=_("La fiche porte un thème géographique européen.")
    )
