"""Records for the RDF tests: one that says everything, one of each kind, a bare title, hostile texts."""

from typing import get_args

from catalogue.record import Kind, Record
from catalogue.record_parts import (
    Agent,
    Checksum,
    Contact,
    Distribution,
    Period,
    Provenance,
    RelatedLink,
    SpatialResolution,
)

FULL = Record(
    id="6f3a2b7e-0c64-5b0d-9f0b-0d6a4a1f6b01",
    identifier="FR-120066022-JDD-1",
    title="Qualité de l’eau du robinet",
    acronym="EDCH",
    description="Résultats du contrôle sanitaire.\n\n- par commune",
    language="fre",
    keywords=("eau potable", "nitrates"),
    translations={"en": {"title": "Tap water quality", "description": "Results of sanitary control."}},
    topics=("eau",),
    milieux=("eau",),
    exposure_factors=("pesticides",),
    themes=("HEAL", "ENVI"),
    inspire_themes=("hh",),
    publisher=Agent(name="Ministère de la Santé", siren="110068012", uri="https://sante.gouv.fr/"),
    creators=(Agent(name="ARS Bretagne"), Agent(name="ARS Normandie")),
    contacts=(
        Contact(name="Guichet", role="pointOfContact", email="guichet@example.fr", url="https://example.fr/"),
    ),
    access="restricted",
    access_reasons=("L124-4-I-1",),
    licence="lov2",
    territories=("fr:departement:72", "fr:region:52", "country:fr", "zoning:cpts:12"),
    bbox=(-0.45, 47.57, 0.9200001, 48.48),
    spatial_resolution=SpatialResolution(scale=25000, metres=25.5),
    temporal=Period(start="2016", end="2020-02"),
    frequency="monthly",
    issued="2016-05-31",
    modified="2024-05-31T10:11:12+00:00",
    landing_page="https://example.fr/eau potable/{id}",
    distributions=(
        Distribution(
            url="https://example.fr/eau.csv",
            access_url="https://example.fr/eau",
            title="Résultats",
            description="Un fichier par an",
            format="csv",
            media_type="text/csv",
            byte_size=1234567,
            licence="odc-odbl",
            checksum=Checksum(algorithm="sha256", value="0af1"),
        ),
        Distribution(access_url="https://example.fr/wms?", protocol="OGC:WMS-1.3.0", format="inconnu à tous"),
        Distribution(title="sans adresse"),
    ),
    conforms_to=("http://data.europa.eu/eli/reg/2010/1089", "https://schema.data.gouv.fr/x"),
    lineage="Prélèvements des ARS",
    related=(
        RelatedLink(relation="isPartOf", id="6f3a2b7e-0c64-5b0d-9f0b-0d6a4a1f6b02"),
        RelatedLink(relation="documentation", url="https://example.fr/doc"),
        RelatedLink(relation="inconnue", url="https://example.fr/autre"),
    ),
    series_of="6f3a2b7e-0c64-5b0d-9f0b-0d6a4a1f6c01",
    provenance=(Provenance(source="ars", remote_id="1", remote_url="https://example.fr/catalogue/1"),),
)
BARE = Record(id="6f3a2b7e-0c64-5b0d-9f0b-0d6a4a1f6b03", title="Rien qu’un titre")
FREE_TEXT = Record(
    id="6f3a2b7e-0c64-5b0d-9f0b-0d6a4a1f6b05",
    title="Avant toute normalisation",
    language="langue des oiseaux",
    licence_text="Licence Ouverte Etalab",
    frequency="de temps en temps",
    themes=("thème inconnu",),
    territories=("Quelque part",),
    series_of="https://portail.example.fr/series/1",
    temporal=Period(start="il y a longtemps", end="2020"),
    issued="31/02/2020",
    modified="0000",
)
HOSTILE = Record(
    id="6f3a2b7e-0c64-5b0d-9f0b-0d6a4a1f6b04",
    title='Contrôle \x0b\x00 seul \ud800 </rdf:RDF> """ \\ \u202e]]>',
    identifier="\x01",
    landing_page="javascript:alert(1)",
    publisher=Agent(name="<script>", uri="http://[::1"),
    contacts=(
        Contact(email="pas une adresse"),
        Contact(url="data:text/html,x"),
        Contact(email="a b{c}@ex ample.fr"),
    ),
    conforms_to=("not an iri", "http://", "http://exa mple.fr/{a}|b", "https://é.fr/à%zz#a#b"),
    distributions=(
        Distribution(url='http://exemple.fr/a b/{c}|d^e`f\\g"h<i>j'),
        Distribution(url="//sans.schema/x", access_url="HTTP://MAJUSCULES.FR/[x]?a=[b]&c=%"),
        Distribution(
            url="http://host:notaport/", access_url="ftp://exemple.fr/x", media_type="texte / bizarre ;x=1"
        ),
        Distribution(url="https://x.fr/\ud800", checksum=Checksum(algorithm="étrange algo", value="\x00zz")),
    ),
    translations={"en-!!": {"title": "Tag"}, "": {"title": "Rien"}},
    language="fr-!!",
    series_of="fr-120066022-ldd-3aebb1f5",
)
KINDS = tuple(
    Record(
        id=f"6f3a2b7e-0c64-5b0d-9f0b-0d6a4a1f6c{number:02}",
        title=f"Fiche de type {kind}",
        kind=kind,
        distributions=(Distribution(url="https://example.fr/1"), Distribution(url="https://example.fr/2")),
    )
    for number, kind in enumerate(get_args(Kind))
)
EVERY = (FULL, BARE, FREE_TEXT, HOSTILE, *KINDS)
