"""A page of a DCAT catalogue: what it says of its listing (hydra), and its datasets as separate documents.

Each dataset, series or data service becomes its own sorted N-Triples: the bounded description of its subject
(W3C member submission CBD), with the distributions, agents and other nodes that it leads to. Blank nodes are
named by what they say, so that equal content gives equal bytes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from operator import itemgetter
from typing import Any

from catalogue.identity import uri_key
from harvester.formats.dcat_described import forget_descriptions, remember_description
from harvester.formats.dcat_listing import CATALOGUE, RECORD_CLASSES, SERVICE, read_listing
from harvester.formats.rdf_graph import DC, DCAT, DCT, FOAF, Graph, Said
from harvester.formats.rdf_terms import Statement, Term, iri, is_blank, is_iri, value_of
from harvester.formats.words import digest, is_placeholder, squeeze
from harvester.gateway.rdf import parse_rdf

_NOT_PARTS = RECORD_CLASSES | {CATALOGUE, iri(DCAT + "CatalogRecord")}
_PARTS = frozenset({DCAT + "distribution", DCAT + "accessService", "http://www.w3.org/ns/adms#sample"})
_RIGHTS = (DCT + "license", DCT + "rights", DCT + "accessRights")
"""Where the address of the page says nothing: it is what an empty address stands for (RFC 3986 §4.4)."""
_IDENTIFIERS = (DCT + "identifier", DC + "identifier")
_TOPIC = FOAF + "primaryTopic"


def split_page(content: bytes, options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the page as JSON: a task of the parser child. Options: `url`, `media_type`.

    First `{"next": url | None, "total": n | None, "catalogue": bool, "links": [url], "catalogues": [url],
    "kind", "flags": […]}`, then per dataset `{"remote_id", "subject", "content", "service": bool}`.
    """
    forget_descriptions()
    parsed = parse_rdf(content, base=options["url"], media_type=options.get("media_type"), numbered=False)
    graph = Graph(parsed.ntriples)
    graph.leave_out(_RIGHTS, iri(options["url"]))
    page = read_listing(graph, options["url"])
    yield {
        "next": page.next_url,
        "total": page.total,
        "catalogue": page.is_catalogue,
        "links": list(page.links),
        "catalogues": list(page.catalogues),
        "kind": parsed.kind,
        "flags": list(parsed.flags),
    }
    records = _catalog_records(graph)
    names = _Names(graph)
    for subject, remote_id in _name(graph, page.described):
        text = describe(graph, subject, records.get(subject, ()), names)
        yield {
            "remote_id": remote_id,
            "subject": value_of(subject) if is_iri(subject) else None,
            "content": text,
            "service": SERVICE in graph.types(subject),
        }


def describe(
    graph: Graph, root: Term, records: Sequence[Statement] = (), names: "_Names | None" = None
) -> str:
    """Return the bounded description of `root` as N-Triples: its own lines first, each part sorted. `names`
    remembers the blank nodes that several descriptions of a page share.
    """
    names = names or _Names(graph)
    name, own, beside = names.of(root), list[str](), list[str]()
    described = {name: _write(graph.properties(root), name, names, own)}
    reached = sorted([(names.of(node), node) for node in _reached(graph, root)])
    for name, node in reached:
        described[name] = _write(graph.properties(node), name, names, beside)
    if records or len(described) <= len(reached):
        extra = (f"{names.of(node)} <{predicate}> {names.of(term)} .\n" for node, predicate, term in records)
        return "".join([*own, *sorted({*beside, *extra}.difference(own))])
    text = "".join([*own, *beside])
    if all(described.values()):
        remember_description(text, described)
    return text


def _write(said: Said, name: str, names: "_Names", lines: list[str]) -> Said:
    """Add what is said of a node to the lines, one a statement; return it as they will be read: sorted by
    predicate first, so that few terms need comparing, and with blank nodes by their names.
    """
    written: Said = {}
    for predicate, middle in _in_order(tuple(said)):
        terms = said[predicate]
        if len(terms) == 1:
            if terms[0][0] == "_":
                terms = (names.of(terms[0]),)
            lines.append(f"{name}{middle}{terms[0]} .\n")
        elif terms:
            terms = tuple(sorted(set(map(names.of, terms))))
            lines += [f"{name}{middle}{term} .\n" for term in terms]
        else:
            continue
        written[predicate] = terms
    return written


@lru_cache(maxsize=1_024)
def _in_order(predicates: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return predicates in the order of their lines, each with what stands in the middle of one; the nodes of
    a page have the same few sets of them.
    """
    return tuple(sorted([(predicate, f" <{predicate}> ") for predicate in predicates], key=itemgetter(1)))


def _name(graph: Graph, subjects: Iterable[Term]) -> Iterator[tuple[Term, str]]:
    """Yield each subject with its remote id: its one good identifier, else its IRI without port, else a
    digest of title and publisher. An identifier that several subjects of the page share names none of them
    alone.
    """
    named = [(subject, _identifier_of(graph, subject)) for subject in subjects]
    shared = Counter(identifier for _, identifier in named if identifier)
    for subject, identifier in named:
        if identifier and shared[identifier] == 1:
            yield subject, identifier
        elif is_iri(subject):
            yield subject, (uri_key(value_of(subject)) or value_of(subject)).removeprefix("uri:")
        else:
            derived = _digest_of(graph, subject)
            yield subject, f"{identifier}~{derived[:8]}" if identifier else derived


def _digest_of(graph: Graph, subject: Term) -> str:
    view = graph.view(subject)
    said = sorted(
        [*view.labels(DCT + "title", DC + "title"), *view.labels(DCT + "publisher", DC + "publisher")]
    )
    return digest(*said) if said else digest(describe(graph, subject))


def _identifier_of(graph: Graph, subject: Term) -> str | None:
    """Return the identifier that the subject's IRI repeats, else the first in order of the alphabet."""
    said = [squeeze(value_of(term)) for term in graph.objects(subject, *_IDENTIFIERS) if not is_blank(term)]
    good = sorted({text for text in said if text and not is_placeholder(text)})
    repeated = [text for text in good if is_iri(subject) and text in value_of(subject)]
    return next(iter(repeated + good), None)


def _catalog_records(graph: Graph) -> dict[Term, list[Statement]]:
    """Return, per dataset, the identifier of its catalogue record: the part that does not change."""
    records: dict[Term, list[Statement]] = {}
    for node, said in graph.by_subject.items():
        if _TOPIC in said:
            kept = [(node, DCT + "identifier", term) for term in said.get(DCT + "identifier", ())]
            for dataset in said[_TOPIC]:
                records.setdefault(dataset, []).extend([(node, _TOPIC, dataset), *kept])
    return records


def _reached(graph: Graph, root: Term) -> list[Term]:
    """Return the nodes that the description of the root needs: blank nodes wherever they are, IRIs that are
    described in the page from the root and from its distributions and their services.
    """
    described = graph.by_subject.keys()
    seen: dict[Term, None] = {root: None}
    waiting: list[tuple[Term, bool]] = [(root, True)]
    while waiting:
        node, follows = waiting.pop()
        for predicate, objects in graph.properties(node).items():
            if described.isdisjoint(objects):  # nearly always
                continue
            for term in objects:
                if term not in described or term in seen:
                    continue
                is_part = predicate in _PARTS
                if is_blank(term) or (follows and (is_part or _NOT_PARTS.isdisjoint(graph.types(term)))):
                    seen[term] = None
                    waiting.append((term, follows and is_part))
    del seen[root]
    return list(seen)


class _Names:
    """Terms as N-Triples; a blank node is named after what it says, a cycle cut where it closes."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._known: dict[Term, str] = {}

    def of(self, term: Term) -> str:
        """Return the N-Triples form of a term."""
        return f"_:b{self._digest(term, ())[0]}" if term[0] == "_" else term

    def _digest(self, node: Term, above: tuple[Term, ...]) -> tuple[str, bool]:
        """Return the digest of what a node says, and whether it depends on where the reading began."""
        if node in self._known:
            return self._known[node], False
        if node in above:
            return f"up{len(above) - above.index(node)}", True
        lines, in_cycle = [], False
        for predicate, objects in self.graph.properties(node).items():
            for term in objects:
                name = term
                if is_blank(term):
                    name, cyclic = self._digest(term, (*above, node))
                    in_cycle = in_cycle or cyclic
                lines.append(f"{predicate} {name}")
        found = sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]
        if not in_cycle:
            self._known[node] = found
        return found, in_cycle
