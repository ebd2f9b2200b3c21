"""A page of a DCAT catalogue: what it says of its listing (hydra), and its datasets as separate documents.

Each dataset, series or data service becomes its own sorted N-Triples: the bounded description of its subject
(W3C member submission CBD), with the distributions, agents and other nodes that it leads to. Blank nodes are
named by what they say, so that equal content gives equal bytes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from catalogue.identity import uri_key
from harvester.formats.rdf_graph import DC, DCAT, DCT, FOAF, RDF_TYPE, Graph, Node, Term
from harvester.formats.words import digest, is_placeholder, squeeze
from harvester.gateway.rdf import parse_rdf

Statement = tuple[Node, str, Term]
HYDRA = "http://www.w3.org/ns/hydra/core#"
DATASET, SERIES, SERVICE = DCAT + "Dataset", DCAT + "DatasetSeries", DCAT + "DataService"
RECORD_CLASSES = frozenset({DATASET, SERIES, SERVICE})
_NOT_PARTS = RECORD_CLASSES | {DCAT + "Catalog", DCAT + "CatalogRecord"}
_LISTINGS = frozenset({DCAT + "Catalog", HYDRA + "Collection", HYDRA + "PagedCollection"})
_PARTS = (DCAT + "distribution", DCAT + "accessService", "http://www.w3.org/ns/adms#sample")
_RIGHTS = frozenset({DCT + "license", DCT + "rights", DCT + "accessRights"})
_IDENTIFIERS = (DCT + "identifier", DC + "identifier")


@dataclass(frozen=True, slots=True, kw_only=True)
class DcatPage:
    """What a page says of its listing; `described` are the subjects of its datasets, series and services."""

    next_url: str | None
    total: int | None
    is_catalogue: bool
    described: tuple[Node, ...]


def split_page(content: bytes, options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the page as JSON: a task of the parser child. Options: `url`, `media_type`.

    First `{"next": url | None, "total": n | None, "catalogue": bool, "flags": […]}`, then per dataset
    `{"remote_id", "subject", "content", "service": bool}`.
    """
    parsed = parse_rdf(content, base=options["url"], media_type=options.get("media_type"))
    graph = Graph(triple for triple in parsed.triples if not _is_blank_right(triple, options["url"]))
    page = read_page(graph, options["url"])
    yield {
        "next": page.next_url,
        "total": page.total,
        "catalogue": page.is_catalogue,
        "flags": list(parsed.flags),
    }
    records = _catalog_records(graph)
    for subject, remote_id in _name(graph, page.described):
        text = describe(graph, subject, records.get(subject, ()))
        yield {
            "remote_id": remote_id,
            "subject": subject.value if isinstance(subject, NamedNode) else None,
            "content": text,
            "service": SERVICE in graph.types(subject),
        }


def read_page(graph: Graph, url: str) -> DcatPage:
    """Return what the page says of itself (hydra core vocabulary; the older PagedCollection too)."""
    next_urls: list[str] = []
    totals: list[int] = []
    for subject in graph.subjects():
        found = [term.value for term in graph.objects(subject, HYDRA + "next", HYDRA + "nextPage")]
        next_urls += found if subject != NamedNode(url) else []
        next_urls[:0] = found if subject == NamedNode(url) else []
        totals += [
            int(term.value) for term in graph.objects(subject, HYDRA + "totalItems") if _is_count(term)
        ]
    return DcatPage(
        next_url=next_urls[0] if next_urls else None,
        total=max(totals, default=None),
        is_catalogue=any(graph.types(subject) & _LISTINGS for subject in graph.subjects()),
        described=_described(graph),
    )


def describe(graph: Graph, root: Node, records: Iterable[Statement] = ()) -> str:
    """Return the bounded description of `root` as N-Triples: its own lines first, each part sorted."""
    names = _Names(graph)
    lines: set[str] = set()
    for node in _reached(graph, root):
        for predicate, objects in graph.properties(node).items():
            lines |= {f"{names.of(node)} <{predicate}> {names.of(term)} ." for term in objects}
    lines |= {f"{names.of(subject)} <{predicate}> {names.of(term)} ." for subject, predicate, term in records}
    opening = f"{names.of(root)} "
    return "".join(
        f"{line}\n" for line in sorted(lines, key=lambda line: (not line.startswith(opening), line))
    )


def _is_blank_right(triple: Triple, url: str) -> bool:
    """An empty address is the page itself (RFC 3986 §4.4): as a licence or a right, it says nothing."""
    return triple.predicate.value in _RIGHTS and triple.object == NamedNode(url)


def _is_count(term: Term) -> bool:
    return (
        isinstance(term, Literal) and term.value.isascii() and term.value.isdigit() and len(term.value) < 10
    )


def _described(graph: Graph) -> tuple[Node, ...]:
    """Return what the page describes as a dataset, series or service, or lists as one without naming its
    class.

    A service that only distributions name is part of them; a dataset of which only the class is said is a
    mere mention.
    """
    listed: set[Term] = set()
    parts: set[Term] = set()
    for node in graph.subjects():
        parts.update(graph.objects(node, DCAT + "accessService"))
        listed.update(graph.objects(node, DCAT + "service", DCAT + "dataset"))
    return tuple(
        subject
        for subject in graph.subjects()
        if (subject in listed or (graph.types(subject) & RECORD_CLASSES and subject not in parts))
        and DCAT + "Catalog" not in graph.types(subject)
        and graph.properties(subject).keys() - {RDF_TYPE}
    )


def _name(graph: Graph, subjects: Iterable[Node]) -> Iterator[tuple[Node, str]]:
    """Yield each subject with its remote id: its one good identifier, else its IRI without port, else a
    digest of title and publisher. An identifier that several subjects of the page share names none of them
    alone.
    """
    named = [(subject, _identifier_of(graph, subject)) for subject in subjects]
    shared = Counter(identifier for _, identifier in named if identifier)
    for subject, identifier in named:
        if identifier and shared[identifier] == 1:
            yield subject, identifier
        elif isinstance(subject, NamedNode):
            yield subject, (uri_key(subject.value) or subject.value).removeprefix("uri:")
        else:
            derived = _digest_of(graph, subject)
            yield subject, f"{identifier}~{derived[:8]}" if identifier else derived


def _digest_of(graph: Graph, subject: Node) -> str:
    view = graph.view(subject)
    said = sorted(
        [*view.labels(DCT + "title", DC + "title"), *view.labels(DCT + "publisher", DC + "publisher")]
    )
    return digest(*said) if said else digest(describe(graph, subject))


def _identifier_of(graph: Graph, subject: Node) -> str | None:
    """Return the identifier that the subject's IRI repeats, else the first in order of the alphabet."""
    said = (
        squeeze(term.value)
        for term in graph.objects(subject, *_IDENTIFIERS)
        if not isinstance(term, BlankNode)
    )
    good = sorted({text for text in said if text and not is_placeholder(text)})
    repeated = [text for text in good if isinstance(subject, NamedNode) and text in subject.value]
    return next(iter(repeated + good), None)


def _catalog_records(graph: Graph) -> dict[Term, list[Statement]]:
    """Return, per dataset, the identifier of its catalogue record: the part that does not change."""
    records: dict[Term, list[Statement]] = {}
    for node in graph.subjects():
        kept = [(node, DCT + "identifier", term) for term in graph.objects(node, DCT + "identifier")]
        for dataset in graph.objects(node, FOAF + "primaryTopic"):
            records.setdefault(dataset, []).extend([(node, FOAF + "primaryTopic", dataset), *kept])
    return records


def _reached(graph: Graph, root: Node) -> list[Node]:
    """Return the root and the nodes that its description needs: blank nodes wherever they are, IRIs that are
    described in the page from the root and from its distributions and their services.
    """
    seen: dict[Node, None] = {root: None}
    waiting: list[tuple[Node, bool]] = [(root, True)]
    while waiting:
        node, follows = waiting.pop()
        for predicate, objects in graph.properties(node).items():
            is_part = predicate in _PARTS
            for term in objects:
                if isinstance(term, Literal) or term in seen or term not in graph:
                    continue
                if isinstance(term, BlankNode) or (
                    follows and (is_part or not graph.types(term) & _NOT_PARTS)
                ):
                    seen[term] = None
                    waiting.append((term, follows and is_part))
    return list(seen)


class _Names:
    """Terms as N-Triples; a blank node is named after what it says, a cycle cut where it closes."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._known: dict[BlankNode, str] = {}

    def of(self, term: Term) -> str:
        """Return the N-Triples form of a term."""
        return f"_:b{self._digest(term, ())[0]}" if isinstance(term, BlankNode) else str(term)

    def _digest(self, node: BlankNode, above: tuple[BlankNode, ...]) -> tuple[str, bool]:
        """Return the digest of what a node says, and whether it depends on where the reading began."""
        if node in self._known:
            return self._known[node], False
        if node in above:
            return f"up{len(above) - above.index(node)}", True
        lines, in_cycle = [], False
        for predicate, objects in self.graph.properties(node).items():
            for term in objects:
                name = str(term)
                if isinstance(term, BlankNode):
                    name, cyclic = self._digest(term, (*above, node))
                    in_cycle = in_cycle or cyclic
                lines.append(f"{predicate} {name}")
        found = sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]
        if not in_cycle:
            self._known[node] = found
        return found, in_cycle
