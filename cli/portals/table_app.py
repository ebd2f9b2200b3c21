"""The `table` portal: an inventory in one CSV file, with the validators that polite clients send back."""

import csv
import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from wsgiref.types import WSGIApplication

from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from cli.portals.portal import Portal
from cli.portals.routing import dispatch
from cli.portals.samples import Sample, SampleCatalogue, load_samples

ROOT = "/inventaire"
SEPARATOR = "|"
ROUTES = Map([Rule(f"{ROOT}/jeux-de-donnees.csv", endpoint="inventory", methods=["GET"])])
KIND_LABELS = {
    "dataset": "Jeu de données",
    "series": "Série",
    "service": "Service",
    "indicator": "Indicateur",
    "tool": "Outil",
}
COLUMNS = (
    "code",
    "name",
    "acronym",
    "type",
    "organizations",
    "description",
    "license_name",
    "territory_coverage",
    "geographical_level",
    "year",
    "update_frequency",
    "last_updated",
    "themes",
    "keywords",
    "environment",
    "exposure_factor",
    "contact",
    "url",
    "download_url",
    "download_format",
)
OPTIONS: dict[str, Any] = {
    "separator": SEPARATOR,
    "kind_column": "type",
    "columns": {
        "id": ["code"],
        "title": "name",
        "acronym": "acronym",
        "publisher": "organizations",
        "description": "description",
        "licence": "license_name",
        "territories": "territory_coverage",
        "granularities": "geographical_level",
        "temporal": "year",
        "frequency": "update_frequency",
        "modified": "last_updated",
        "themes": "themes",
        "keywords": "keywords",
        "milieux": "environment",
        "exposure_factors": "exposure_factor",
        "contacts": "contact",
        "landing_page": "url",
        "distributions": "download_url",
        "format": "download_format",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableApp:
    """Answers with one file that is written once."""

    body: bytes
    modified: datetime

    def inventory(self, request: Request) -> Response:
        """Answer the file, or 304 to a client that has it."""
        response = Response(self.body, content_type="text/csv; charset=utf-8")
        response.set_etag(hashlib.sha256(self.body).hexdigest()[:16])
        response.last_modified = self.modified
        return response.make_conditional(request)


def build_table_app(catalogue: SampleCatalogue) -> WSGIApplication:
    """Return the inventory as a WSGI application."""
    modified = datetime.fromisoformat(catalogue.modified).replace(tzinfo=UTC)
    app = TableApp(body=to_csv(catalogue).encode(), modified=modified)
    return dispatch(ROUTES, {"inventory": app.inventory})


def to_csv(catalogue: SampleCatalogue) -> str:
    """Write one row per sample, in the columns `COLUMNS` (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_to_row(sample) for sample in catalogue.samples)
    return text.getvalue()


def _to_row(sample: Sample) -> tuple[str, ...]:
    organisations = [*([sample.publisher] if sample.publisher else []), *sample.creators]
    return (
        sample.identifier or sample.slug,
        sample.title,
        sample.acronym or "",
        KIND_LABELS[sample.kind],
        SEPARATOR.join(organisation.name for organisation in organisations),
        sample.description or "",
        sample.licence or "",
        SEPARATOR.join(sample.coverage),
        SEPARATOR.join(sample.granularities),
        str(list(sample.period)) if sample.period else "",  # as the inventory of GD4H writes it
        sample.frequency or "",
        sample.modified or "",
        SEPARATOR.join(sample.themes),
        SEPARATOR.join(sample.keywords),
        SEPARATOR.join(sample.milieux),
        SEPARATOR.join(sample.exposure_factors),
        (sample.contact.email or sample.contact.name) if sample.contact else "",
        sample.landing_page or "",
        SEPARATOR.join(link.url for link in sample.links),
        SEPARATOR.join(link.format or "" for link in sample.links),
    )


PORTAL = Portal(
    id="demo-table",
    kind="table",
    title="Inventaire de données santé-environnement (démonstration)",
    path=f"{ROOT}/jeux-de-donnees.csv",
    default_port=8103,
    rank=30,
    build_app=lambda: build_table_app(load_samples("table")),
    declared={"options": OPTIONS},
)
