"""The `geoclip` portal: an observatory with the manners of the real ones, and no figures.

`GC_listIndics.php` wants `obs=main` and `GC_init.php` cannot bear it; a wrong parameter is answered by a page
that says « Unavailable service » under status 200; a download of an unknown code is a status 500. The
catalogue at `services/csw/` is an option of the administrator, off in the demo.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from wsgiref.types import WSGIApplication

from werkzeug.exceptions import InternalServerError, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from cli.portals.csw_app import CswApp
from cli.portals.geoclip_workbook import Rows, to_csv, to_xlsx
from cli.portals.portal import Portal
from cli.portals.routing import Handlers, dispatch
from cli.portals.samples import Link, Sample, SampleCatalogue, load_samples
from cli.portals.texts import fold

ROOT = "/observatoire-demo"
TREE = "A01"
ROUTES = Map(
    [
        Rule(f"{ROOT}/", endpoint="front"),
        Rule(f"{ROOT}/GC_init.php", endpoint="init"),
        Rule(f"{ROOT}/GC_listIndics.php", endpoint="indicators"),
        Rule(f"{ROOT}/api/v1/functions/GC_API_download.php", endpoint="download"),
        Rule(f"{ROOT}/services/csw/", endpoint="csw", methods=["GET", "POST"]),
    ],
    strict_slashes=False,
)
LEVELS = {
    "iris2022": "IRIS 2022",
    "iris2023": "IRIS 2023",
    "com2022": "Communes 2022",
    "com2023": "Communes 2023",
    "com2024": "Communes 2024",
    "tv2023": "Territoires de vie-santé 2023",
    "epci2022": "Intercommunalités 2022",
    "epci2023": "Intercommunalités 2023",
    "epci2024": "Intercommunalités 2024",
    "cpts": "Communautés professionnelles territoriales de santé",
    "ze2020": "Zones d’emploi 2020",
    "dep": "Départements",
    "reg": "Régions",
    "fra": "France",
}
PLACES = {
    "com": (("38185", "Grenoble"), ("69123", "Lyon")),
    "epci": (("200040715", "Grenoble-Alpes-Métropole"), ("200046977", "Métropole de Lyon")),
    "dep": (("38", "Isère"), ("69", "Rhône")),
    "reg": (("32", "Hauts-de-France"), ("84", "Auvergne-Rhône-Alpes")),
    "fra": (("99", "France"),),
}
"""Some territories of each level that has any here, by the level code without its year."""
FRONT = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>
<script>window.GCO5 = {{}};</script></head><body><h1>{title}</h1></body></html>"""
UNAVAILABLE = """<html><head><title>Exception</title></head><body><h1>Unavailable service</h1>
<p>This service cannot be reached with these parameters.</p></body></html>"""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoclipApp:
    """Answers the requests to one observatory; `has_csw` switches its catalogue on."""

    catalogue: SampleCatalogue
    has_csw: bool = False

    def handlers(self) -> Handlers:
        """Return the method that answers each endpoint of `ROUTES`."""
        return {
            "front": self.front,
            "init": self.init,
            "indicators": self.indicators,
            "download": self.download,
            "csw": self.csw,
        }

    def front(self, request: Request) -> Response:  # noqa: ARG002 -- the handlers of one table
        """Answer the page of the observatory, whose indicators only its scripts know."""
        return _page(FRONT.format(title=self.catalogue.title))

    def init(self, request: Request) -> Response:
        """Answer the configuration: levels, maps, datasets and the tree of themes."""
        if "obs" in request.args or not request.args.get("lang"):
            return _page(UNAVAILABLE)
        used = [
            level for level in LEVELS if any(level in each.granularities for each in self.catalogue.samples)
        ]
        return _json(
            {
                "nivgeos": [{"c_id_nivgeo": level, "c_lib_nivgeo": LEVELS[level]} for level in used],
                "views": [{"c_id_view": _view(level), "c_id_nivgeo": level} for level in used],
                "datasets": [
                    {"c_id_dataset": code, "c_lib_dataset": label} for code, label in self._datasets().items()
                ],
                "trees": [{"c_id_tree": TREE, "c_lib_tree": "Par thème", "themes": self._themes()}],
            }
        )

    def indicators(self, request: Request) -> Response:
        """Answer all indicators, or those of `theme` (a dataset) in the tree."""
        if request.args.get("obs") != "main" or request.args.get("tree", TREE) != TREE:
            return _page(UNAVAILABLE)
        theme = request.args.get("theme")
        listed = [_to_indic(each) for each in self.catalogue.samples if theme in (None, _code(each)[0])]
        return _json({"indics": listed})

    def download(self, request: Request) -> Response:
        """Answer the file of an indicator at a level: XLSX with its metadata, or CSV."""
        asked = f"{request.args.get('dataset')}.{request.args.get('indic')}"
        level = request.args.get("nivgeo", "")
        found = next((each for each in self.catalogue.samples if each.identifier == asked), None)
        if found is None or level not in found.granularities or request.args.get("type") != "stat":
            raise InternalServerError
        if request.args.get("format") == "csv":
            return Response(to_csv(_csv_rows(found, level)), content_type="text/csv; charset=utf-8")
        vintages = found.period[:1] if request.args.get("filter") == "last" else found.period
        sheets = {"Data": _data_rows(found, level, vintages), "Métadonnées": _metadata_rows(found)}
        return Response(to_xlsx(sheets), content_type=XLSX)

    def csw(self, request: Request) -> Response:
        """Answer as a CSW whose records name their indicator in a link alone."""
        if not self.has_csw:
            raise NotFound
        root = request.host_url.rstrip("/") + ROOT
        described = [_described(each, root) for each in self.catalogue.samples]
        return CswApp(catalogue=replace(self.catalogue, samples=tuple(described))).answer(request)

    def _datasets(self) -> dict[str, str]:
        return {_code(each)[0]: each.themes[1] for each in self.catalogue.samples}

    def _themes(self) -> list[dict[str, object]]:
        """Return the tree: themes, and below them the datasets."""
        tree: dict[str, dict[str, str]] = {}
        for each in self.catalogue.samples:
            tree.setdefault(each.themes[0], {})[_code(each)[0]] = each.themes[1]
        return [
            {
                "c_lib_theme": theme,
                "children": [{"c_lib_theme": label, "c_id_dataset": code} for code, label in below.items()],
            }
            for theme, below in tree.items()
        ]


def build_geoclip_app(catalogue: SampleCatalogue, *, has_csw: bool = False) -> WSGIApplication:
    """Return the observatory as a WSGI application."""
    return dispatch(ROUTES, GeoclipApp(catalogue=catalogue, has_csw=has_csw).handlers())


def _to_indic(sample: Sample) -> dict[str, object]:
    dataset, code = _code(sample)
    return {
        "c_id_indicateur": code,
        "c_id_dataset": dataset,
        "c_lib_indicateur": sample.title,
        "c_desc_indicateur": f"({sample.unit})" if sample.unit else "",
        "c_source": sample.lineage or "",
        "mods": list(sample.period),
        "nivgeos": list(sample.granularities),
        "c_id_view": [_view(level) for level in sample.granularities],
        "isPie": 0,
    }


def _code(sample: Sample) -> tuple[str, str]:
    dataset, _, code = (sample.identifier or "").partition(".")
    return dataset, code


def _view(level: str) -> str:
    return f"map{list(LEVELS).index(level) + 1}"


def _places(level: str) -> Sequence[tuple[str, str]]:
    return PLACES.get(level.rstrip("0123456789"), ())


def _csv_rows(sample: Sample, level: str) -> Rows:
    header = ("codgeo", "libgeo", _code(sample)[1])
    return [header, *((code, label, "-9999") for code, label in _places(level))]


def _data_rows(sample: Sample, level: str, vintages: Sequence[str]) -> Rows:
    """Four lines above the headings, as the real files have them."""
    places = [(code, label, year, "") for year in vintages for code, label in _places(level)]
    above = [(sample.title,), (LEVELS[level],), ("Exemple sans valeurs",), ()]
    return [*above, ("codgeo", "libgeo", "an", _code(sample)[1]), *places]


def _metadata_rows(sample: Sample) -> Rows:
    pairs = (
        ("Indicateur", sample.title),
        ("Définition", sample.description),
        ("Unité", sample.unit),
        ("Mode de calcul", sample.calculation),
        ("Source", sample.lineage),
        ("Producteur", sample.publisher.name if sample.publisher else None),
        ("Précautions de lecture", sample.reading_limits),
    )
    return [(label, text) for label, text in pairs if text]


def _described(sample: Sample, root: str) -> Sample:
    """Return a sample as the catalogue of the observatory knows it: the map as its only link."""
    link = Link(
        url=f"{root}/GC_make_map.php?width=800&format=svg&lang=fr&indics={sample.identifier}&print=1&cosmetics=1",
        title=f"Carte : {fold(sample.title)}",
        protocol="WWW:DOWNLOAD-1.0-http--download",
        function="download",
    )
    return replace(sample, identifier=None, links=(link,), granularities=(), period=())


def _json(content: dict[str, object]) -> Response:
    text = json.dumps({"content": content}, ensure_ascii=False)
    return Response(text, content_type="application/json; charset=utf-8")


def _page(text: str) -> Response:
    return Response(text, content_type="text/html; charset=utf-8")


PORTAL = Portal(
    id="demo-geoclip",
    kind="geoclip",
    title="Observatoire santé et territoires (démonstration)",
    path=f"{ROOT}/",
    default_port=8107,
    rank=25,
    build_app=lambda: build_geoclip_app(load_samples("geoclip")),
    declared={"options": {"strategy": "list", "sheet": True}},
)
