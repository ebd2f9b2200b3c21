"""JSON-LD contexts of our own, written into a document in place of the remote ones it names.

Nothing is ever fetched. The files in `contexts/` were written from the terms of the public vocabularies: they
hold what catalogues use, not everything that the originals define.
"""

import json
import re
from pathlib import Path
from typing import Any

from harvester.errors import SourceMisbehaved

_FOLDER = Path(__file__).parent / "contexts"

_KNOWN = tuple(
    (re.compile(pattern), json.loads((_FOLDER / f"{name}.jsonld").read_text("utf-8"))["@context"])
    for pattern, name in (
        (r"project-open-data\.cio\.gov/v1\.1/schema(?:/(?:catalog|data)\.jsonld?)?", "project-open-data"),
        (r"(?:www\.)?schema\.org(?:/docs/jsonldcontext\.json(?:ld)?)?", "schema-org"),
        (r"(?:www\.)?w3\.org/ns/hydra/(?:core|context\.jsonld)", "hydra"),
        (r"semiceu\.github\.io/(?:geo)?dcat-ap/.*\.jsonld", "dcat-ap"),
        (r"(?:raw\.githubusercontent|github)\.com/semiceu/(?:geo)?dcat-ap/.*\.jsonld", "dcat-ap"),
        (r"(?:www\.)?w3\.org/ns/dcat[23]?(?:\.jsonld)?", "dcat-ap"),
        (r"[\w.:-]+/(?:[\w./-]+/)?api/1/site/context\.jsonld", "udata"),
    )
)
"""Which addresses name which context; scheme, fragment, case and a closing slash do not matter."""


def inlined(value: Any) -> Any:
    """Return a JSON-LD document whose remote contexts are replaced by ours.

    Raises `SourceMisbehaved(kind="remote-context", context=…)` for one that is not ours. `value` nests at
    most as deeply as `harvester.gateway.limits` allows.
    """
    if isinstance(value, list):
        return [inlined(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _local(item) if key == "@context" else inlined(item) for key, item in value.items()}


def _local(context: Any) -> Any:
    if isinstance(context, str):
        return _known(context)
    if isinstance(context, list):
        return [_local(item) for item in context]
    if not isinstance(context, dict):
        return context
    terms = inlined(context)
    if "@import" not in terms:
        return terms
    imported = _known(str(terms.pop("@import")))
    return {**imported, **terms}  # JSON-LD 1.1 §4.1.9: the importing context wins


def _known(address: str) -> Any:
    plain = re.sub(r"^https?://", "", address.strip().split("#")[0].rstrip("/"), flags=re.IGNORECASE).lower()
    for pattern, context in _KNOWN:
        if pattern.fullmatch(plain):
            return context
    raise SourceMisbehaved("remote-context", context=address[:300])
