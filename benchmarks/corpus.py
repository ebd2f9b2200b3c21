"""Pages for the benchmarks of harvesting: real records as moulds, filled with invented ids, titles and texts.

The moulds are read where they lie (`GLANE_SHARED`, default `../shared`) and never copied. Equal arguments
give equal bytes.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, cycle, islice
from pathlib import Path
from random import Random
from uuid import UUID

from lxml import etree

from tests.real_data import shared_folder

MOULDS = "data/iso19139-fr/**/*.xml"
SMALLEST, LARGEST = 7_000, 30_000
"""Bytes of a mould: between these the mean of the real files is some 22 kB."""
SEED = 20_261_124
NAMESPACES = {"gmd": "http://www.isotc211.org/2005/gmd", "gco": "http://www.isotc211.org/2005/gco"}
CITATION = "gmd:identificationInfo/*/gmd:citation/*"
TITLE, ABSTRACT = f"{CITATION}/gmd:title", "gmd:identificationInfo/*/gmd:abstract"
CODE = f"{CITATION}/gmd:identifier/*/gmd:code"
OWN_DATES = (f"{CITATION}/gmd:date/*/gmd:date/gco:Date", "gmd:dateStamp/gco:Date")
"""The dates of a record; those of the thesauri and specifications that it names are the same in many."""
LINKS = ".//gmd:onLine/*/gmd:linkage/gmd:URL"
SERVICE = re.compile(r"getcapabilities", re.IGNORECASE)
"""What the addresses of services have, which many records share; other links are of one record."""
WORDS = tuple(
    """
    qualité air eau potable baignade sols pollués bruit routier logement santé mortalité population communes
    département région littoral captage nitrates pesticides pollens chaleur îlots radon forêts zones humides
    inondation risques industriels établissements accueil enfants médecins pharmacies hôpitaux urgences
    données mesures indicateurs surveillance prélèvements concentrations stations inventaire cartographie
    """.split()  # noqa: SIM905  # one word a string reads worse
)
KEYWORDS = (
    "qualité de l'air",
    "eau potable",
    "eaux de baignade",
    "sols pollués",
    "bruit",
    "logement",
    "santé publique",
    "mortalité",
    "offre de soins",
    "population",
    "occupation du sol",
    "urbanisme",
    "risques naturels",
    "installations classées",
    "nitrates",
    "pesticides",
    "pollens",
    "îlots de chaleur",
    "radon",
    "biodiversité",
    "Hydrographie",
    "Zones à risque naturel",
    "Bâtiments",
)


@dataclass(frozen=True, slots=True)
class IsoCorpus:
    """ISO 19139 records, and the moulds that they were made of."""

    records: list[bytes]
    moulds: int

    @property
    def mean_bytes(self) -> int:
        """The mean size of a record."""
        return sum(map(len, self.records)) // len(self.records)


def iso_corpus(count: int, seed: int = SEED) -> IsoCorpus:
    """Return so many records, made of the moulds in turn."""
    moulds = list(_moulds())
    if not moulds:
        sys.exit(f"no mould in {shared_folder() / 'data/iso19139-fr'}: set GLANE_SHARED")
    chance = Random(seed)  # noqa: S311  # reproducible, no secret
    return IsoCorpus([_filled(mould, chance) for mould in islice(cycle(moulds), count)], len(moulds))


def csw_pages(records: list[bytes], size: int) -> list[bytes]:
    """Return the answers to GetRecords that list these records, so many on a page."""
    return [
        csw_page(records[start : start + size], start, len(records)) for start in range(0, len(records), size)
    ]


def csw_page(records: list[bytes], start: int, total: int) -> bytes:
    """Return one answer to GetRecords; `start` records came before it."""
    end = start + len(records)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" version="2.0.2">'
        '<csw:SearchStatus timestamp="2026-11-24T12:00:00Z"/>'
        f'<csw:SearchResults numberOfRecordsMatched="{total}" numberOfRecordsReturned="{len(records)}" '
        f'nextRecord="{0 if end >= total else end + 1}" elementSet="full">\n'
    )
    tail = b"</csw:SearchResults></csw:GetRecordsResponse>"
    return head.encode() + b"\n".join(records) + tail


def _moulds() -> Iterator[etree._Element]:
    for path in sorted(shared_folder().glob(MOULDS)):
        if SMALLEST <= path.stat().st_size <= LARGEST and (mould := _mould_of(path)) is not None:
            yield mould


def _mould_of(path: Path) -> etree._Element | None:
    try:
        root = etree.parse(path).getroot()
    except etree.XMLSyntaxError:
        return None
    is_record = etree.QName(root).localname == "MD_Metadata"
    return root if is_record and _find(root, TITLE) and _find(root, "gmd:fileIdentifier") else None


def _filled(mould: etree._Element, chance: Random) -> bytes:
    """Return the mould with texts of its own; what is not there is not added."""
    identifier = str(UUID(int=chance.getrandbits(128), version=4))
    _put(mould, "gmd:fileIdentifier", identifier)
    _put(mould, TITLE, _sentence(chance, 6, 12))
    _put(mould, ABSTRACT, ". ".join(_sentence(chance, 10, 24) for _ in range(5)))
    _put(mould, CODE, f"https://donnees.example.org/id/{identifier}")
    for keyword in _find(mould, ".//gmd:keyword"):
        keyword.text = chance.choice(KEYWORDS)
    for link in mould.iterfind(LINKS, NAMESPACES):
        if link.text and not SERVICE.search(link.text):
            link.text = f"{link.text.partition('#')[0]}#{identifier}"
    for date in chain.from_iterable(mould.iterfind(path, NAMESPACES) for path in OWN_DATES):
        date.text = f"{chance.randint(2001, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return etree.tostring(mould, encoding="utf-8")


def _find(root: etree._Element, path: str) -> list[etree._Element]:
    return root.findall(f"{path}/gco:CharacterString", NAMESPACES)


def _put(root: etree._Element, path: str, text: str) -> None:
    for element in _find(root, path)[:1]:
        element.text = text


def _sentence(chance: Random, least: int, most: int) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(least, most))).capitalize()
