"""Records as RDF: one pure mapping to DCAT-AP 3 triples, written by pyoxigraph or held in an rdflib graph.

`record_triples` and `catalog_triples` say what the triples are, in terms that belong to no library;
`serialise` writes feeds, `to_graph` serves single records, validation and tests. Reading foreign RDF is the
harvester's business.
"""
