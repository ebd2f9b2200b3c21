"""A portal on loopback that speaks the three protocols, and whose records and faults a test may change."""

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from socket import socket
from urllib.parse import parse_qs, urlsplit

from tests.harvester import replay
from tests.harvester.http.loopback import Answer, Asked, loopback, say
from tests.harvester.samples import EMPTY_CATALOGUE

PAGE_SIZE = 10
PATHS = {"dcat": "/catalogue.ttl", "csw": "/csw", "table": "/inventaire.csv"}
COLUMNS = {"id": "id", "title": "titre", "description": "resume"}
PREFIXES = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> .
"""
ISO = """<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco">
<gmd:fileIdentifier><gco:CharacterString>{id}</gco:CharacterString></gmd:fileIdentifier>
<gmd:identificationInfo><gmd:MD_DataIdentification><gmd:citation><gmd:CI_Citation>
<gmd:title><gco:CharacterString>{title}</gco:CharacterString></gmd:title></gmd:CI_Citation></gmd:citation>
<gmd:abstract><gco:CharacterString>{description}</gco:CharacterString></gmd:abstract>
</gmd:MD_DataIdentification></gmd:identificationInfo></gmd:MD_Metadata>"""


@dataclass(slots=True)
class Portal:
    """`records`: titles by id; `announced`: what is claimed instead of their number; `faults`: what is
    answered instead of the page of that number (a table is page 1); `note` ends every description.
    """

    kind: str
    records: dict[str, str]
    url: str = ""
    announced: int | None = None
    faults: dict[int, Answer] = field(default_factory=dict)
    note: str = ""
    page_size: int = PAGE_SIZE

    @property
    def declaration(self) -> dict[str, object]:
        """The entry of `[[sources]]` that harvests this portal."""
        options = {"table": {"columns": COLUMNS, "delimiter": ";"}, "csw": {"page_size": self.page_size}}
        return {
            "id": "portail",
            "title": "Portail d'essai",
            "kind": self.kind,
            "url": self.url,
            "allow_private": True,
            "options": options.get(self.kind, {}),
        }

    def page(self, number: int = 1) -> bytes:
        """Return the bytes of a page without its fault."""
        return {"dcat": self._dcat, "csw": self._csw, "table": self._table}[self.kind](number)

    def answer(self, connection: socket, asked: Asked) -> None:
        """Answer a request."""
        number = self._number(asked)
        types = {"dcat": "text/turtle", "csw": "application/xml", "table": "text/csv"}
        if number == 0:
            content = replay.CAPABILITIES.replace("{post}", self.url).encode()
            said = say(content, headers={"Content-Type": "application/xml"})
        else:
            skipped = (self._start(asked) - 1) % self.page_size
            content = self._csw(number, skipped) if self.kind == "csw" else self.page(number)
            said = self.faults.get(number) or say(content, headers={"Content-Type": types[self.kind]})
        said(connection, asked)

    def _number(self, asked: Asked) -> int:
        """Return the number of the page that is asked for, 0 for the capabilities of a CSW."""
        if self.kind == "csw":
            return 0 if asked.method == "GET" else (self._start(asked) - 1) // self.page_size + 1
        return int(parse_qs(urlsplit(asked.path).query).get("page", ["1"])[0])

    def _start(self, asked: Asked) -> int:
        """Return the position that is asked of a CSW; where it is none of a page's first, the page is what is
        left of it.
        """
        start = asked.body.decode().partition('startPosition="')[2].partition('"')[0]
        return int(start or 1)

    def _on_page(self, number: int) -> list[tuple[str, str]]:
        return list(self.records.items())[(number - 1) * self.page_size : number * self.page_size]

    def _total(self) -> int:
        return len(self.records) if self.announced is None else self.announced

    def _description(self, title: str) -> str:
        return f"Ce que mesure « {title} »{self.note}."

    def _table(self, _number: int) -> bytes:
        text = StringIO()
        writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS.values())
        writer.writerows((one, title, self._description(title)) for one, title in self.records.items())
        return text.getvalue().encode()

    def _dcat(self, number: int) -> bytes:
        if not self.records:
            return EMPTY_CATALOGUE
        following = f"; hydra:next <{self.url}?page={number + 1}> "
        more = following if number * self.page_size < len(self.records) else ""
        text = f"{PREFIXES}<{self.url}> a hydra:PagedCollection {more}; hydra:totalItems {self._total()} .\n"
        for one, title in self._on_page(number):
            text += (
                f"<https://portail.example.org/donnees/{one}> a dcat:Dataset ; "
                f'dct:identifier "{one}" ; dct:title "{title}"@fr ; '
                f'dct:description "{self._description(title)}"@fr .\n'
            )
        return text.encode()

    def _csw(self, number: int, skipped: int = 0) -> bytes:
        page = self._on_page(number)[skipped:]
        start = (number - 1) * self.page_size + 1 + skipped
        attributes = replay.standard_attributes(start, len(page), self._total())
        records = [
            ISO.format(id=one, title=title, description=self._description(title)) for one, title in page
        ]
        said = " ".join(f'{name}="{value}"' for name, value in attributes.items())
        return replay.RESPONSE.format(attributes=said, records="".join(records)).encode()


@contextmanager
def portal_of(kind: str, records: Mapping[str, str], page_size: int = PAGE_SIZE) -> Iterator[Portal]:
    """Serve a portal of this kind while the block lasts."""
    portal = Portal(kind=kind, records=dict(records), page_size=page_size)
    with loopback({PATHS[kind]: portal.answer}) as server:
        portal.url = server.url(PATHS[kind])
        yield portal


def titles(*numbers: int, prefix: str = "serie") -> dict[str, str]:
    """Return records of these numbers, titles by id."""
    return {f"{prefix}-{number:03}": f"Série {number}" for number in numbers}
