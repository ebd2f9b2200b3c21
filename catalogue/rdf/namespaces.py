"""The vocabularies that Glane's DCAT-AP 3 uses, and the prefixes under which feeds write them."""

from catalogue.rdf.terms import Namespace

ADMS = Namespace("http://www.w3.org/ns/adms#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
GEODCAT = Namespace("http://data.europa.eu/930/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES = {
    "adms": ADMS.base,
    "dcat": DCAT.base,
    "dct": DCT.base,
    "foaf": FOAF.base,
    "geo": GEO.base,
    "geodcatap": GEODCAT.base,
    "hydra": HYDRA.base,
    "prov": PROV.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "skos": SKOS.base,
    "spdx": SPDX.base,
    "vcard": VCARD.base,
    "xsd": XSD.base,
}
