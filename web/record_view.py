"""A record as its page shows it: where it was found, and every field in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from catalogue.assembly import Member
from catalogue.folding import fold_label
from catalogue.record import Record
from catalogue.store.sources import SourceState
from web.formatting import shown_date, shown_language, shown_number, shown_period
from web.labels import shown_label
from web.locale import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A catalogue that describes this record; `harvested_at` is when this content was first seen there,
    `seen_at` when the catalogue was last read with it, `is_stale` that this is too long ago.
    """

    source_id: str
    title: str
    catalogue_address: str | None
    remote_id: str
    remote_url: str | None
    harvested_at: str
    seen_at: str | None
    is_active: bool
    is_stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the field table: a name and its values in words; `source` where several catalogues speak."""

    label: str
    values: tuple[str, ...]
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """All that the template needs."""

    record: Record
    origins: tuple[Origin, ...]
    rows: tuple[Row, ...]

    @property
    def stale_since(self) -> str | None:
        """Since when no catalogue could confirm this record; None where one did of late."""
        speaking = [origin for origin in self.origins if origin.is_active]
        if not speaking or not all(origin.is_stale for origin in speaking):
            return None
        return max(origin.seen_at or origin.harvested_at for origin in speaking)

    @property
    def acronym(self) -> str | None:
        """The acronym to show beside the title, None where the title says it, however it is written."""
        acronym = self.record.acronym
        return acronym if acronym and fold_label(acronym) not in fold_label(self.record.title) else None


Field = tuple[str, str, Sequence[str | None]]
"""Name of the field in the record, its label, its values."""


def build_record_view(
    record: Record, members: Sequence[Member], states: Sequence[SourceState], now: datetime
) -> RecordView:
    """Return the view of a record, its source records and the sources, read in one snapshot."""
    by_id = {state.source.id: state for state in states}
    origins = tuple(_origin(member, by_id[member.source_id], now) for member in members)
    return RecordView(record=record, origins=origins, rows=tuple(_rows(record)))


def _origin(member: Member, state: SourceState, now: datetime) -> Origin:
    return Origin(
        source_id=member.source_id,
        title=state.source.title,
        catalogue_address=state.source.url,
        remote_id=member.remote_id,
        remote_url=member.remote_url,
        harvested_at=member.harvested_at,
        seen_at=state.fresh_at if member.active else None,
        is_active=member.active,
        is_stale=state.is_stale(now),
    )


def _rows(record: Record) -> Iterator[Row]:
    for fields in (
        _what(record),
        _who(record),
        _access(record),
        _where(record),
        _when(record),
        _own_kind(record),
    ):
        for name, label, values in fields:
            said = tuple(value for value in values if value)
            if said:
                origin = record.field_sources.get(name)
                yield Row(label=label, values=said, source=shown_label("source", origin) if origin else None)


def _labelled(name: str, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(shown_label(name, code) for code in codes)


def _one(name: str, code: str | None) -> tuple[str, ...]:
    return _labelled(name, (code,)) if code else ()


def _what(record: Record) -> Iterator[Field]:
    yield "kind", _("Type de fiche"), _one("kind", record.kind)
    yield "acronym", _("Sigle"), (record.acronym,)
    yield "identifier", _("Identifiant du producteur"), (record.identifier,)
    yield "topics", _("Sujets"), _labelled("topic", record.topics)
    yield "themes", _("Thèmes européens"), _labelled("theme", record.themes)
    yield "inspire_themes", _("Thèmes INSPIRE"), _labelled("inspire_theme", record.inspire_themes)
    yield "milieux", _("Milieux"), _labelled("milieu", record.milieux)
    yield (
        "exposure_factors",
        _("Facteurs d’exposition"),
        _labelled("exposure_factor", record.exposure_factors),
    )
    yield "keywords", _("Mots-clés"), record.keywords
    yield "nature", _("Nature des données"), _one("nature", record.nature)
    yield "collection_method", _("Mode de collecte"), (record.collection_method,)
    yield "language", _("Langue"), (shown_language(record.language),)
    yield "lineage", _("Origine des données"), (record.lineage,)
    yield "conforms_to", _("Conforme à"), record.conforms_to


def _who(record: Record) -> Iterator[Field]:
    yield "publisher", _("Producteur"), (record.publisher.name if record.publisher else None,)
    yield "creators", _("Autres producteurs"), tuple(agent.name for agent in record.creators)


def _access(record: Record) -> Iterator[Field]:
    yield "access", _("Accès"), _one("access", record.access)
    yield "access_reasons", _("Motifs de la restriction"), _labelled("access_reason", record.access_reasons)
    yield "licence", _("Licence"), _one("licence", record.licence)
    yield "licence_text", _("Conditions écrites par la source"), (record.licence_text,)
    conditions = record.access_conditions
    if conditions:
        yield "access_conditions", _("Qui peut demander"), conditions.eligible
        yield "access_conditions", _("Démarche"), (conditions.procedure,)
        yield "access_conditions", _("Délai"), (conditions.delay,)
        yield "access_conditions", _("Coût"), (conditions.cost,)
        yield "access_conditions", _("Formation demandée"), (conditions.training,)
        yield "access_conditions", _("Convention"), (conditions.convention,)
    if record.confidentiality:
        threshold = record.confidentiality.threshold
        shown = _("{count} cas au moins").format(count=threshold) if threshold is not None else None
        yield "confidentiality", _("Secret statistique"), (shown, record.confidentiality.method)
    if record.closed_since:
        since = (shown_date(record.closed_since.date), record.closed_since.reason)
        yield "closed_since", _("Fermé depuis"), since


def _where(record: Record) -> Iterator[Field]:
    yield "territories", _("Territoires couverts"), _labelled("territory", record.territories)
    yield "granularities", _("Niveaux de détail"), _labelled("granularity", record.granularities)
    resolution = record.spatial_resolution
    if resolution:
        scale = f"1 : {shown_number(resolution.scale)}" if resolution.scale else None
        metres = f"{shown_number(resolution.metres)} m" if resolution.metres is not None else None
        yield "spatial_resolution", _("Résolution"), (scale, metres)
    if record.bbox:
        west, south, east, north = (shown_number(round(number, 4)) for number in record.bbox)
        frame = _("ouest {west}, sud {south}, est {east}, nord {north} (degrés)")
        yield "bbox", _("Cadre géographique"), (frame.format(west=west, south=south, east=east, north=north),)
    yield "crs", _("Système de coordonnées"), record.crs
    keys = tuple(f"{item.key} ({item.vintage})" if item.vintage else item.key for item in record.join_keys)
    yield "join_keys", _("Codes de jointure"), keys


def _when(record: Record) -> Iterator[Field]:
    yield "temporal", _("Période couverte"), (shown_period(record.temporal),)
    yield "frequency", _("Rythme de mise à jour"), _one("frequency", record.frequency)
    yield "issued", _("Publié le"), (shown_date(record.issued),)
    yield "modified", _("Modifié le"), (shown_date(record.modified),)
    yield "next_update", _("Prochaine mise à jour"), (shown_date(record.next_update),)


def _own_kind(record: Record) -> Iterator[Field]:
    if indicator := record.indicator:
        yield "indicator", _("Code de l’indicateur"), (indicator.code,)
        yield "indicator", _("Définition"), (indicator.definition,)
        yield "indicator", _("Unité"), (indicator.unit,)
        yield "indicator", _("Calcul"), (indicator.calculation,)
        yield "indicator", _("Sources de l’indicateur"), indicator.sources
        yield "indicator", _("Millésimes"), indicator.vintages
        levels = tuple(shown_label("granularity", item.level) for item in indicator.levels)
        yield "indicator", _("Disponible par"), levels
        yield "indicator", _("Limites de lecture"), (indicator.reading_limits,)
    if study := record.study:
        yield "study", _("Date de l’étude"), (shown_date(study.date),)
        yield "study", _("Auteurs de l’étude"), study.authors
    if convention := record.convention:
        yield "convention", _("Parties de la convention"), convention.parties
        yield "convention", _("Échelle de la convention"), (convention.scale,)
        yield "convention", _("Années de la convention"), convention.years
    if observatory := record.observatory:
        yield "observatory", _("Niveau de l’observatoire"), (observatory.level,)
        yield "observatory", _("Outils de l’observatoire"), observatory.tools
