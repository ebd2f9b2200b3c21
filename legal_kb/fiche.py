"""What a fiche is: a question of law that data raise, answered for people who are no lawyers."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from legal_kb.reviewing import Review

AUDIENCES = {
    "collectivite": "Collectivité",
    "association": "Association",
    "ars": "Agence régionale de santé",
    "ors": "Observatoire régional de la santé",
    "observatoire": "Observatoire",
    "chercheur": "Recherche",
    "producteur": "Producteur de données",
    "reutilisateur": "Réutilisateur de données",
    "habitant": "Habitant",
    "prestataire": "Prestataire",
    "etablissement-sante": "Établissement de santé",
    "tous": "Tous publics",
}
TOPICS = {
    "acces": "Accès aux données",
    "environnement": "Environnement",
    "donnees-personnelles": "Données personnelles",
    "sante": "Données de santé",
    "statistique": "Statistique et petits effectifs",
    "ouverture": "Ouverture des données",
    "licence": "Licences",
    "convention": "Conventions",
    "securite": "Sécurité",
    "europe": "Textes européens",
    "enquete": "Enquêtes et mesures locales",
    "geographie": "Données géographiques",
}
SECTIONS = (
    "La question",
    "En bref",
    "Quand",
    "Comment faire",
    "Un exemple",
    "Les erreurs fréquentes",
    "Pour aller plus loin",
    "À qui s'adresser",
)
"""The headings of every fiche, in this order."""

Status = Literal["vérifié", "à vérifier"]
STATUSES: tuple[Status, ...] = ("vérifié", "à vérifier")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A text of law: `read` is the date of the version that was read, None where none was."""

    text: str
    article: str | None
    status: Status
    read: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and its Markdown, in which marks and links of ours stand (`fiche:…`, `diagnostic:…`).

    `line` is that of the heading, `text_line` the one where the text begins.
    """

    heading: str
    text: str
    line: int = 1
    text_line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Fiche:
    """One fiche; its sections are those of `SECTIONS`."""

    slug: str
    title: str
    summary: str
    audience: tuple[str, ...]
    topics: tuple[str, ...]
    references: tuple[Reference, ...]
    related: tuple[str, ...]
    review: Review
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """The whole text, section after section."""
        return "\n\n".join(section.text for section in self.sections)
